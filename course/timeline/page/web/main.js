// The controls: which runs, which step, by buttons, keys and the address.

import { html } from "./html.js";
import { Lanes, legend } from "./lanes.js";
import { pair, progress } from "./pair.js";
import { panels, program } from "./panels.js";
import { practice } from "./practice.js";
import { Run } from "./run.js";

/** Milliseconds between two steps of the player. */
const BEAT = 900;
/** A screen as narrow as a phone's. */
const narrow = matchMedia("(max-width: 47.99rem)");
/** Milliseconds without a step after which the address names the step. */
const PAUSE = 100;

const $ = (id) => document.getElementById(id);
const put = (element, content) => { element.innerHTML = html`${content}`; };

/** All that the page can show. A page with a server gets it from there. */
let bundle = { runs: [], sources: {}, shapes: [] };
const runs = new Map();
const ids = () => bundle.runs.map(({ id }) => id);
const find = (id) => bundle.runs.find((run) => run.id === id);
/** A run is made ready when it is first shown. */
const getRun = (id) => {
  if (!runs.has(id)) runs.set(id, new Run(find(id), bundle));
  return runs.get(id);
};

/** What the page shows: one or two runs, and the step, which counts rows of the lanes. */
const shown = { ids: [], step: -1, length: 0, views: [] };
/** The questions of the run, each with the step at which it is asked, and how many were right. */
const quiz = { on: false, questions: [], right: 0, wrong: 0, reply: null };

const address = (step, of = shown.ids) => `#run=${of.join("+")}&step=${step}`;

function open(chosen) {
  pause();
  const all = chosen.map(getRun);
  const rows = all.length === 2 ? pair(...all) : [all[0].steps.map((_, i) => i)];
  shown.ids = chosen;
  shown.length = rows[0].length;
  $("runs").className = all.length === 2 ? "two" : "one";
  put($("runs"), html`${all.map((run) => html`
    <article class="run" aria-label="${run.title}">
      <h3>${run.title} <output class="so-far"></output></h3>
      <div class="lanes" tabindex="0" role="region" aria-label="Events of ${run.title}"></div>
      <div class="panels" data-run="${run.title}"></div>
      <div class="program"></div>
    </article>`)}`);
  shown.views = all.map((run, i) => {
    const element = $("runs").children[i];
    const [head, lanes, panel, text] = element.children;
    return {
      run, element, head, panel, text, rows: rows[i], done: progress(rows[i]),
      lanes: new Lanes(lanes, run, rows[i], address),
    };
  });
  // Rows of both runs stay level.
  for (const [i, { lanes }] of shown.views.entries()) {
    lanes.element.onscroll = () => {
      lanes.draw();
      const other = shown.views[1 - i];
      if (other) other.lanes.element.scrollTop = lanes.element.scrollTop;
    };
  }
  put($("tabs"), all.length === 2 ? all.map(({ title }, i) => html`<button type="button" data-tab="${i}">${title}</button>`) : "");
  showTab(0);
  measure();
  put($("about"), all.length === 1 ? all[0].text(all[0].about) : "");
  $("at").max = shown.length;
  $("run").value = chosen[0];
  $("beside").value = chosen[1] ?? "";
  startQuiz();
}

/** Of two runs, a narrow screen shows one at a time. */
function showTab(tab) {
  $("stepper").dataset.tab = tab;
  for (const [i, button] of [...$("tabs").children].entries()) button.setAttribute("aria-pressed", String(i === tab));
}

/** The heads of both runs' lanes have the same height, so that rows are level. */
function measure() {
  const fits = shown.views.map(({ lanes }) => lanes.fit());
  const longest = Math.max(...fits.map((fit) => fit.longest)), turned = fits.some((fit) => fit.turned);
  for (const { lanes } of shown.views) lanes.measure({ longest, turned });
}

/** Shows the state after `step` rows. */
function go(step, { jump = false } = {}) {
  const wanted = Math.max(0, Math.min(Math.trunc(step) || 0, shown.length));
  const question = quiz.on && quiz.questions.find(({ at, reply }) => reply === undefined && at < wanted);
  shown.step = question ? question.at : wanted;
  for (const view of shown.views) {
    const done = view.done[shown.step];
    const now = view.run.viewAt(done);
    view.element.dataset.done = done;
    put(view.head.querySelector("output"), html`${now.polls} of ${view.run.polls} polls`);
    put(view.text, program(view.run, now));
    put(view.panel, panels(view.run, now));
    revealLine(view.text, view.run.steps[done]?.on?.[0]);
    view.lanes.show(shown.step, { reveal: !jump, future: !quiz.on });
  }
  $("at").value = shown.step;
  $("at").setAttribute("aria-valuetext", `step ${shown.step} of ${shown.length}`);
  $("count").textContent = `${shown.step} of ${shown.length}`;
  $("back").disabled = $("first").disabled = shown.step === 0;
  $("step").disabled = $("last").disabled = shown.step === shown.length;
  $("play").disabled = false;
  ask();
  if (shown.step === shown.length) pause();
  clearTimeout(shown.kept);
  shown.kept = setTimeout(keepAddress, PAUSE);
}

/** Scrolls the source to the line of the task that runs, or else of `next`. */
function revealLine(text, next) {
  const box = text.querySelector(".source");
  const line = box.querySelector(".running") ?? box.querySelector(`[data-task="${next}"]`)?.closest("li") ?? box.querySelector(".at");
  if (line) box.scrollTop = line.offsetTop - Math.max(0, box.clientHeight - line.offsetHeight) / 2;
}

/** Browsers refuse an address that changes too often, as it would while an arrow key is held. */
function keepAddress() {
  if (location.hash !== address(shown.step)) history.replaceState(null, "", address(shown.step));
}

/** The sentence: what happens next and why. A run that waits for the other says nothing new. */
function sentence() {
  return shown.views.map(({ run, rows, done }) => {
    const waits = rows[shown.step] === -1;
    const text = waits ? html`waits for the other run.` : run.next(done[shown.step]);
    const says = waits || done[shown.step] === run.length ? "" : html`<span class="coming">Next:</span> `;
    return html`<p>${shown.views.length > 1 ? html`<b>${run.title}</b> ` : ""}${says}${text}</p>`;
  });
}

function startQuiz() {
  const [{ run, rows }] = shown.views;
  const rowOf = new Map(rows.map((event, row) => [event, row]));
  const step = (events) => (events === 0 ? 0 : rowOf.get(events - 1) + 1);
  Object.assign(quiz, {
    right: 0, wrong: 0,
    questions: run.questions.map((question) => ({ ...question, at: step(question.asked), shownAt: rowOf.get(question.shown) + 1 })),
  });
}

function ask() {
  const [{ run }] = shown.views;
  const open = quiz.on && quiz.questions.find(({ at, reply }) => reply === undefined && at === shown.step);
  const last = quiz.on && quiz.questions.findLast(({ at, shownAt, reply }) => reply !== undefined && at <= shown.step && shown.step <= shownAt);
  $("question").hidden = !quiz.on;
  const left = quiz.questions.length - quiz.right - quiz.wrong;
  const score = html`<p class="score"><b>${quiz.right}</b> right, <b>${quiz.wrong}</b> wrong, ${
    left ? html`${left} to come` : html`so you predicted ${quiz.right} of ${quiz.questions.length} lines`}</p>`;
  const reply = last && html`<p class="reply ${last.reply === last.right ? "right" : "wrong"}">${last.reply === last.right
    ? html`<b>✓ Right:</b> <samp>${last.answers[last.right]}</samp>.`
    : html`<b>✗ Not <samp>${last.answers[last.reply]}</samp></b> but <samp>${last.answers[last.right]}</samp>.`} ${run.text(last.why)}</p>`;
  put($("question"), html`${reply}${open ? html`
    <fieldset><legend>Which line is printed next?</legend>
      ${open.answers.map((text, i) => html`<button type="button" data-answer="${i}"><kbd>${i + 1}</kbd> <samp>${text}</samp></button>`)}
    </fieldset>` : ""}${score}`);
  put($("sentence"), open
    ? html`<p>Look at the ready queue, the timers and the source: which line is printed next? Answer with the keys 1 to ${open.answers.length}.</p>`
    : sentence());
  if (open) pause();
  // The answer comes first.
  for (const control of ["step", "last", "play"]) $(control).disabled ||= Boolean(open);
  quiz.open = open;
}

function answer(choice) {
  if (!quiz.open) return;
  quiz.open.reply = choice;
  if (choice === quiz.open.right) quiz.right++; else quiz.wrong++;
  go(shown.step);
  $("step").focus();
}

const icon = (path) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;

let player = null;
function play() {
  if (shown.step === shown.length) go(0);
  player = setInterval(() => go(shown.step + 1), BEAT / Number($("speed").value));
  put($("play"), html`${icon("M5 3h3v10H5zM10 3h3v10h-3z")} Pause`);
  go(shown.step + 1);
}
function pause() {
  clearInterval(player);
  player = null;
  put($("play"), html`${icon("M4 2.5v11l9-5.5z")} Play`);
}

/** The next step, in this direction, before which a poll begins. */
function nextPoll(direction) {
  const begins = (step) => shown.views.some(({ run, rows }) =>
    ["polled", "repeated", "parked"].includes(run.steps[rows[step - 1]]?.kind));
  let step = shown.step + direction;
  while (step > 0 && step < shown.length && !begins(step)) step += direction;
  return step;
}

function fromAddress(hash) {
  const given = new Map(hash.slice(1).split("&").map((part) => part.split("=")));
  const chosen = (given.get("run") ?? "").replaceAll("%2B", "+").split("+").filter(find).slice(0, 2);
  if (chosen.length === 0) chosen.push(...(shown.ids.length ? shown.ids : ids().slice(0, 1)));
  if (chosen.join() !== shown.ids.join()) open(chosen);
  go(Number(given.get("step")));
}

/** Scrolls to the stepper, which is below the first picture. */
function reveal(behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth") {
  $("stepper").scrollIntoView({ behavior });
}

const choose = () => {
  const chosen = [$("run").value, $("beside").value].filter((id) => id !== "");
  open(chosen);
  go(0);
};

const actions = {
  ArrowRight: () => go(shown.step + 1),
  ArrowLeft: () => go(shown.step - 1),
  "Shift+ArrowRight": () => go(nextPoll(1)),
  "Shift+ArrowLeft": () => go(nextPoll(-1)),
  Home: () => go(0),
  End: () => go(shown.length),
  " ": () => (player ? pause() : play()),
  r: () => $("run").focus(),
  b: () => $("beside").focus(),
  p: () => $("predict").click(),
  "?": () => { $("keys").open = !$("keys").open; },
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const within = (selector) => event.target.closest?.(selector);
  if (within("select") || (within("input[type=range]") && event.key.length > 1)) return;
  // A button, link or checkbox in focus keeps its own key.
  if (event.key === " " && within("button, a, input, summary")) return;
  const number = Number(event.key);
  if (quiz.open && number >= 1) {
    if (number <= quiz.open.answers.length) answer(number - 1);
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const action = actions[event.shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key];
  if (!action) return;
  event.preventDefault();
  if (key.startsWith("Arrow")) pause();
  action();
});

const clicks = {
  first: "Home", back: "ArrowLeft", play: " ", step: "ArrowRight", last: "End",
};
for (const [id, key] of Object.entries(clicks)) {
  $(id).onclick = () => { if (id !== "play") pause(); actions[key](); };
}
$("speed").onchange = () => { if (player) { pause(); play(); } };
$("copy").onclick = async () => {
  const link = location.href.replace(/#.*/, "") + address(shown.step);
  await navigator.clipboard.writeText(link).then(() => put($("copy"), "Copied"), () => prompt("The link to this step", link));
  setTimeout(() => put($("copy"), "Copy link to this step"), 1500);
};
$("tabs").onclick = ({ target }) => {
  if (!target.dataset.tab) return;
  showTab(Number(target.dataset.tab));
  measure();
  go(shown.step);
};
const fold = () => { $("more").open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();
$("at").oninput = () => { pause(); go(Number($("at").value)); };
$("run").onchange = $("beside").onchange = choose;
$("predict").onchange = () => {
  quiz.on = $("predict").checked;
  startQuiz();
  go(quiz.on ? 0 : shown.step);
};
$("question").onclick = (event) => {
  const button = event.target.closest("button");
  if (button) answer(Number(button.dataset.answer));
};
$("runs").addEventListener("click", (event) => {
  const link = event.target.closest(".lane-body a");
  if (!link) return;
  event.preventDefault();
  pause();
  go(Number(link.dataset.step), { jump: true });
});
addEventListener("hashchange", ({ newURL }) => {
  const { hash } = new URL(newURL);
  // The skip link leads to an element. The run stays where it is.
  if (hash === "#stepper") return keepAddress();
  fromAddress(hash);
  reveal();
});
// A link to the address that is shown already changes nothing else.
$("why").addEventListener("click", ({ target }) => { if (target.closest("a")) reveal(); });
addEventListener("resize", () => {
  measure();
  go(shown.step);
});

const PAIRS = [["busy", "waking"], ["jacobio", "tokio"], ["lost_wakeup.waking", "lost_wakeup.busy"]];

/** Takes `fresh` as what the page can show. */
function load(fresh) {
  bundle = fresh;
  runs.clear();
  const options = Object.entries(Object.groupBy(bundle.runs, ({ group }) => group)).map(([name, members]) => html`
    <optgroup label="${name}">${members.map(({ id, title }) => html`<option value="${id}">${title}</option>`)}</optgroup>`);
  put($("run"), options);
  put($("beside"), html`<option value="">no other run</option>${options}`);
  const pairs = PAIRS.filter((pair) => pair.every(find));
  put($("try"), pairs.length ? html`Side by side: ${pairs.map((pair, i) => html`${i ? ", " : ""}<a href="${address(0, pair)}">${
    pair.map((id) => find(id).title).join(" and ")}</a>`)}.` : "");
}

/** The place as the n-th event of its task, which stays meaningful when the program changes. */
function place() {
  const [view] = shown.views;
  const done = view?.done[shown.step] ?? 0;
  if (!done) return null;
  const task = (step) => view.run.tasks[step.on?.[0]];
  const name = task(view.run.steps[done - 1]);
  return { name, nth: view.run.steps.slice(0, done).filter((step) => task(step) === name).length };
}

/** The step at `kept`, or at the last event of that task. */
function stepAt(kept) {
  if (!kept) return 0;
  const [{ run, rows }] = shown.views;
  const events = run.steps.flatMap((step, i) => (run.tasks[step.on?.[0]] === kept.name ? [i] : []));
  return rows.indexOf(events[Math.min(kept.nth, events.length) - 1]) + 1;
}

/** Shows what has come of a save. */
function take({ doing, problem, warnings, bundle: fresh }) {
  put($("news"), doing ? html`<p>${doing} …</p>` : problem ? html`<h2>It doesn't run</h2><pre>${problem}</pre>`
    : warnings ? html`<details><summary>The compiler warns</summary><pre>${warnings}</pre></details>` : "");
  document.body.dataset.news = doing ? "doing" : problem ? "problem" : "recorded";
  if (!fresh) return;
  const kept = place(), before = shown.ids;
  load(fresh);
  $("stepper").hidden = false;
  open(before.length && before.every(find) ? before : ids().slice(0, 2));
  go(stepAt(kept));
}

put($("legend"), legend());
practice($("practice"), $("pool").textContent);
const embedded = JSON.parse($("bundle").textContent);
if (embedded) {
  load(embedded);
  fromAddress(location.hash);
  if (location.hash) reveal("instant");
} else {
  document.body.classList.add("live");
  $("stepper").hidden = true;
  new EventSource("/news").onmessage = ({ data }) => take(JSON.parse(data));
}
performance.mark("interactive");
