// What is the case at one step of one run: the thread, the loop's parts, the tasks, the source.

import { html } from "./html.js";
import { isOver } from "./replay.js";
import { count, holder, seconds, waitText } from "./words.js";

const stateMarks = { scheduled: "●", running: "▶", notified: "▶●", idle: "○", complete: "■", panicked: "✗", dropped: "✗" };

const chip = (run, task) => html`<span class="chip">${run.name(task)}</span>`;
const faint = (text) => html`<span class="none">${text}</span>`;
const listOf = (kind, items, empty) =>
  html`<ol class="${kind}">${items.length ? items.map((item) => html`<li>${item}</li>`) : html`<li>${faint(empty)}</li>`}</ol>`;

function executorDoes(run, state) {
  if (state.ended === "stuck") return "is stuck";
  if (state.running !== null) return html`polls ${chip(run, state.running)}`;
  if (state.ended) return "has ended";
  if (state.parked) return "waits for a wake-up";
  return state.tasks.length === 0 ? "has not begun" : state.ready.length ? "takes the next task" : "looks for a due timer";
}

const executor = (run, state) => html`
  <section class="part" data-part="executor"><h4>Executor</h4>
    <p class="does">${executorDoes(run, state)}</p>
    <p class="label">${run.pollsAll ? "Queue" : "Ready queue"}</p>
    ${listOf("queue", state.ready.map((task) => chip(run, task)), "empty")}
  </section>`;

const timerPart = (run, state) => {
  const pending = run.timers(state);
  return html`
  <section class="part" data-part="timers"><h4>Timers</h4>
    <p class="does">${run.pollsAll ? "none: each sleep is polled" : pending.length ? html`next: ${seconds(pending[0].until)}` : "none"}</p>
    <p class="label">${run.pollsAll ? "Sleeps" : "Pending"}</p>
    ${listOf("timers", pending.map(({ until, task }) => html`<time>${seconds(until)}</time> ${chip(run, task)}`), "none")}
  </section>`;
};

const over = { exited: "the program has exited", stopped: "the program is stopped", stuck: "the thread would wait for ever" };

const system = (run, state) => html`
  <section class="part ${state.parked ? "parked" : ""}" data-part="system"><h4>Operating system</h4>
    <p class="does">${state.ended ? over[state.ended] : state.parked ? html`keeps the thread parked${
      state.parked.until === null ? "" : html` until ${seconds(state.parked.until)}`}` : "runs the thread"}</p>
    <p class="label">Clock</p><p><time>${seconds(state.time)}</time></p>
  </section>`;

const waitsFor = (run, state, task) => {
  const things = task.on.map((number, i) => html`${i ? " and " : ""}${waitText(run, state.waits[number].on)}`);
  return things.length || task.state === "idle" ? html`<small>waits for ${things.length ? things : "a wake-up"}</small>` : "";
};

const taskTable = (run, state) => html`
  <table class="tasks"><caption>Tasks</caption>
    <thead><tr><th scope="col">task</th><th scope="col">state</th><th scope="col">line</th><th scope="col">polls</th></tr></thead>
    <tbody>${state.tasks.map((task, id) => html`
      <tr class="${task.state} ${isOver(task.state) ? "over" : ""}" data-task="${id}"><th scope="row">${run.name(id)}</th>
        <td><span class="mark" aria-hidden="true">${stateMarks[task.state]}</span> ${task.state}${
          waitsFor(run, state, task)}</td>
        <td>${isOver(task.state) || !task.begun ? "" : task.at.line}</td><td>${count(task.polls)}</td></tr>`)}
    ${state.tasks.length ? "" : html`<tr><td colspan="4">${faint("none yet")}</td></tr>`}</tbody>
  </table>`;

const wakers = (run, state) => html`
  <table class="wakers"><caption>Wakers</caption>
    <thead><tr><th scope="col">waker of</th><th scope="col">kept by</th></tr></thead>
    <tbody>${state.wakers.map((waker) => html`<tr><th scope="row">${run.name(waker.task)}</th><td>${holder(run, waker.wait)}</td></tr>`)}
    ${state.wakers.length ? "" : html`<tr><td colspan="2">${faint(run.pollsAll ? "this loop has none" : "none is kept")}</td></tr>`}</tbody>
  </table>`;

const SHOWN_LINES = 8;
const output = (run, state) => {
  const all = run.printed(state.printed);
  return html`
  <section class="output"><h4>Printed</h4>
    <ol>${all.length > SHOWN_LINES ? html`<li>${faint(`${count(all.length - SHOWN_LINES)} lines before`)}</li>` : ""}${
      all.slice(-SHOWN_LINES).map((line) => html`<li><time>${seconds(line.time)}</time> <samp>${line.text}</samp></li>`)}
    ${all.length ? "" : html`<li>${faint("nothing yet")}</li>`}</ol>
  </section>`;
};

/** The loop's parts, the tasks, the wakers and the printed lines. */
export const panels = (run, state) => html`
  <div class="parts">${executor(run, state)}${timerPart(run, state)}${system(run, state)}</div>
  <div class="tables">${taskTable(run, state)}${wakers(run, state)}${output(run, state)}</div>`;

/** The program, with the line at which each task stands, or where it was spawned. */
export const program = (run, state, last) => {
  const notes = new Map();
  const note = (line, id, text, running) => notes.set(line, [...(notes.get(line) ?? []), { id, text, running }]);
  const prints = last?.event === "printed" ? run.lineThatPrints(last.text) : null;
  state.tasks.forEach((task, id) => {
    const running = state.running === id;
    if (running && prints) note(prints, id, "prints", true);
    else if (!isOver(task.state) && task.at?.file === run.source) {
      note(task.at.line, id, task.begun ? "" : task.polls === 0 ? "is new" : "was spawned here", running);
    }
  });
  return html`<h4>${run.source}</h4><ol class="source" tabindex="0" aria-label="Source">${run.lines.map((text, i) => {
    const here = notes.get(i + 1);
    return html`<li class="${here ? "at" : ""} ${here?.some(({ running }) => running) ? "running" : ""}"><code>${text || " "}</code>${
      here?.map(({ id, text: does }) => html`<span class="who" data-task="${id}" title="${run.name(id)} ${does}"><span aria-hidden="true">${
        stateMarks[state.tasks[id].state]}</span> ${run.name(id)} ${does}</span>`)}</li>`;
  })}</ol>`;
};
