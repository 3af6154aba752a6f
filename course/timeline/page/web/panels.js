// What is the case at one step of one run: the thread, the loop's parts, the tasks, the source.

import { html } from "./html.js";
import { isOver } from "./run.js";

const stateMarks = { scheduled: "●", running: "▶", notified: "▶●", idle: "○", complete: "■", panicked: "✗", dropped: "✗" };

const chip = (run, task) => html`<span class="chip">${run.tasks[task]}</span>`;
const faint = (text) => html`<span class="none">${text}</span>`;
const listOf = (kind, items, empty) =>
  html`<ol class="${kind}">${items.length ? items.map((item) => html`<li>${item}</li>`) : html`<li>${faint(empty)}</li>`}</ol>`;

const parts = (run, view) => html`
  <section class="part" data-part="executor"><h4>Executor</h4>
    <p class="does">${run.text(view.executor)}</p>
    <p class="label">${run.pollsAll ? "Queue" : "Ready queue"}</p>
    ${listOf("queue", view.ready.map((task) => chip(run, task)), "empty")}
  </section>
  <section class="part" data-part="timers"><h4>Timers</h4>
    <p class="does">${run.text(view.timer)}</p>
    <p class="label">${run.pollsAll ? "Sleeps" : "Pending"}</p>
    ${listOf("timers", view.timers.map(([until, task]) => html`<time>${until}</time> ${chip(run, task)}`), "none")}
  </section>
  <section class="part ${view.parked ? "parked" : ""}" data-part="system"><h4>Operating system</h4>
    <p class="does">${run.text(view.system)}</p>
    <p class="label">Clock</p><p><time>${view.clock}</time></p>
  </section>`;

const taskTable = (run, view) => html`
  <table class="tasks"><caption>Tasks</caption>
    <thead><tr><th scope="col">task</th><th scope="col">state</th><th scope="col">line</th><th scope="col">polls</th></tr></thead>
    <tbody>${Object.entries(view.tasks ?? {}).map(([id, task]) => html`
      <tr class="${task.state} ${isOver(task) ? "over" : ""}" data-task="${id}"><th scope="row">${run.tasks[id]}</th>
        <td><span class="mark" aria-hidden="true">${stateMarks[task.state]}</span> ${task.state}${
          task.waits ? html`<small>${run.text(task.waits)}</small>` : ""}</td>
        <td>${task.line}</td><td>${task.polls}</td></tr>`)}
    ${view.tasks?.[0] ? "" : html`<tr><td colspan="4">${faint("none yet")}</td></tr>`}</tbody>
  </table>`;

const wakers = (run, view) => html`
  <table class="wakers"><caption>Wakers</caption>
    <thead><tr><th scope="col">waker of</th><th scope="col">kept by</th></tr></thead>
    <tbody>${view.wakers.map(([task, holder]) => html`<tr><th scope="row">${run.tasks[task]}</th><td>${run.text(holder)}</td></tr>`)}
    ${view.wakers.length ? "" : html`<tr><td colspan="2">${faint(run.pollsAll ? "this loop has none" : "none is kept")}</td></tr>`}</tbody>
  </table>`;

const SHOWN_LINES = 8;
const output = (run, view) => {
  const lines = run.prints.slice(Math.max(0, view.printed - SHOWN_LINES), view.printed).map((i) => run.steps[i]);
  return html`
  <section class="output"><h4>Printed</h4>
    <ol>${view.printed > SHOWN_LINES ? html`<li>${faint(`${view.printed - SHOWN_LINES} lines before`)}</li>` : ""}${
      lines.map(({ clock, text }) => html`<li><time>${clock}</time> <samp>${text}</samp></li>`)}
    ${view.printed ? "" : html`<li>${faint("nothing yet")}</li>`}</ol>
  </section>`;
};

/** The loop's parts, the tasks, the wakers and the printed lines. */
export const panels = (run, view) => html`
  <div class="parts">${parts(run, view)}</div>
  <div class="tables">${taskTable(run, view)}${wakers(run, view)}${output(run, view)}</div>`;

/** What is colored in Rust's source, by the class that it gets: comments, texts, attributes, keywords, macros and types. */
const TOKENS = new RegExp([
  "(?<comment>//.*)", "(?<text>b?\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)')", "(?<meta>#!?\\[.*?\\])",
  "(?<keyword>\\b(?:as|async|await|break|const|continue|dyn|else|enum|fn|for|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|Self|static|struct|trait|type|use|where|while)\\b)",
  "(?<macro>\\b\\w+!)", "(?<type>\\b[A-Z]\\w*\\b)",
].join("|"), "g");

/** A line of source with its tokens marked. */
export function colored(line) {
  const pieces = [];
  let end = 0;
  for (const { 0: token, index, groups } of line.matchAll(TOKENS)) {
    const kind = Object.keys(groups).find((name) => groups[name] !== undefined);
    pieces.push(line.slice(end, index), html`<i class="${kind}">${token}</i>`);
    end = index + token.length;
  }
  return [...pieces, line.slice(end)];
}

/** The program from its first item that does something, with the line at which each task stands or was spawned. */
export const program = (run, view) => {
  const notes = new Map();
  for (const [id, { line, note = "", state }] of Object.entries(view.tasks ?? {})) {
    if (line) notes.set(line, [...(notes.get(line) ?? []), { id, note, state }]);
  }
  const head = run.lines.findIndex((line) => /^(pub |async |fn |struct |enum |impl |const |static |#\[)/.test(line));
  const first = Math.max(0, head);
  return html`<h4>${run.source}</h4><ol class="source" tabindex="0" aria-label="Source" style="counter-reset: n ${first}">${run.lines.slice(first).map((text, i) => {
    const here = notes.get(first + i + 1);
    const running = here?.some(({ state }) => ["running", "notified"].includes(state));
    return html`<li class="${here ? "at" : ""} ${running ? "running" : ""}"><code>${text ? colored(text) : " "}</code>${
      here?.map(({ id, note, state }) => html`<span class="who" data-task="${id}" title="${run.tasks[id]} ${note}"><span aria-hidden="true">${
        stateMarks[state]}</span> ${run.tasks[id]} ${note}</span>`)}</li>`;
  })}</ol>`;
};
