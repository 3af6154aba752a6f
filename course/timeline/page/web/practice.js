// Questions about small programs, each answered by a real run. Weak kinds come back first.

import { html } from "./html.js";
import { colored } from "./panels.js";

const ROUND = 10;
const STORE = "timeline-practice";
const NAMES = { line: "which line is next", woke: "what wakes a task", polls: "how many polls" };

/** The pool is deflated, since it is as long as all else on the page. */
async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), (char) => char.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"))).json();
}

/** Text with code in backticks. */
const marked = (text) => text.split("`").map((part, i) => (i % 2 ? html`<code>${part}</code>` : part));

/** What a browser remembers. Without storage, it does so until the page is closed. */
function recall() {
  const nothing = { line: [0, 0], woke: [0, 0], polls: [0, 0] };
  try {
    return { ...nothing, ...JSON.parse(localStorage.getItem(STORE)) };
  } catch {
    return nothing;
  }
}

/** Asks in `element`, once it is asked to. */
export function practice(element, packed) {
  const known = recall();
  let pool = null, question = null, asked = 0, right = 0;
  const seen = new Set();

  /** The kind that was right the least. One that hasn't been asked counts as right every other time. */
  const weakest = () => Object.keys(known).sort((a, b) => rate(a) - rate(b) || asked % 2 - 0.5)[0];
  const rate = (kind) => (known[kind][0] + 1) / (known[kind][0] + known[kind][1] + 2);

  function choose() {
    const kind = weakest();
    const all = pool.flatMap(({ source, questions }, program) =>
      questions.filter((one) => one.kind === kind).map((one) => ({ ...one, source, id: `${program} ${kind}` })));
    const fresh = all.filter(({ id }) => !seen.has(id));
    const from = fresh.length ? fresh : all;
    question = from[Math.floor(Math.random() * from.length)];
    seen.add(question.id);
  }

  function draw(reply) {
    const isRight = reply === question.right;
    const last = asked === ROUND;
    element.innerHTML = html`<h2>Practice</h2>
      <p class="score">Question ${Math.min(asked + (reply === undefined ? 1 : 0), ROUND)} of ${ROUND}: ${NAMES[question.kind]}. <b>${right}</b> right so far.</p>
      <div class="puzzle"><pre class="source"><code>${question.source.split("\n").map((line) => html`${colored(line)}\n`)}</code></pre>
      <div><fieldset><legend>${marked(question.ask)}</legend>${question.answers.map((answer, i) => html`
        <button type="button" data-answer="${i}" ${reply === undefined ? "" : "disabled"}><samp>${answer}</samp>${
          reply === undefined ? "" : i === question.right ? " ✓" : i === reply ? " ✗" : ""}</button>`)}</fieldset>
      ${reply === undefined ? "" : html`<p class="reply ${isRight ? "right" : "wrong"}" role="status"><b>${isRight ? "✓ Right." : "✗ No."}</b> ${marked(question.why)}</p>
        ${last ? html`<p class="final"><b>${right} of ${ROUND}</b> right. Since you began: ${Object.entries(known).map(([kind, [yes, no]], i) =>
          html`${i ? ", " : ""}${NAMES[kind]} ${yes} of ${yes + no}`)}.</p>` : ""}
        <button type="button" class="main" data-next>${last ? "Another round" : "Next question"}</button>`}</div></div>`;
  }

  function answer(choice) {
    const isRight = choice === question.right;
    known[question.kind][isRight ? 0 : 1]++;
    asked++;
    if (isRight) right++;
    try { localStorage.setItem(STORE, JSON.stringify(known)); } catch { /* Then this page remembers it alone. */ }
    draw(choice);
    element.querySelector("[data-next]").focus();
  }

  element.onclick = async ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    if (button.dataset.answer) return answer(Number(button.dataset.answer));
    pool ??= await inflate(packed);
    if (asked === ROUND) asked = right = 0;
    choose();
    draw();
  };
}
