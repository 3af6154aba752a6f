// Questions: which line is printed next, and why.

import { Html, html } from "./html.js";
import { holder, seconds } from "./words.js";

const MOST_ANSWERS = 6;

const ends = ["pending", "ready", "panicked", "dropped"];

/** The event that begins the poll in which event `i` happens; `null` if it happens in none. */
const pollOf = (run, i) => {
  const { task } = run.events[i];
  for (let at = i; at >= 0; at--) {
    const { event, task: of } = run.events[at];
    if (of !== task || task === null) continue;
    if (event === "polled") return at;
    if (ends.includes(event)) return null;
  }
  return null;
};

/** The event that ends the poll in which event `i` happens. */
const endOf = (run, i) => run.events.findIndex(({ event, task }, at) => at > i && task === run.events[i].task && ends.includes(event));

/**
 * A question for each printed line. It is asked where the line before has been printed and the poll
 * that printed it is over, so that the ready queue and the timers have the answer.
 */
export function questions(run) {
  return run.prints.map((print, number) => {
    const poll = pollOf(run, print), before = run.prints[number - 1];
    if (before === undefined) return { asked: 0, print, poll, answer: run.events[print].text };
    const same = poll !== null && poll < before;
    const end = same || pollOf(run, before) === null ? before : endOf(run, before);
    return { asked: Math.min(end + 1, print), print, poll, same, answer: run.events[print].text };
  });
}

/** What there is to choose from. */
export function answers(run, question) {
  const all = [...new Set(run.prints.map((i) => run.events[i].text))];
  if (all.length <= MOST_ANSWERS) return all;
  const from = Math.max(0, Math.min(all.indexOf(question.answer) - 2, all.length - MOST_ANSWERS));
  return all.slice(from, from + MOST_ANSWERS).sort();
}

const deadline = (run, wait) => { const { sleep, timeout } = run.awaits[wait].on; return (sleep ?? timeout).until; };

/** As the beginning of a sentence. */
const sentenceOf = (content) => {
  const text = html`${content}`.toString();
  return html`${new Html(text[0].toUpperCase() + text.slice(1))}`;
};

/** Why this line comes next. */
export const reason = (run, question) => sentenceOf(because(run, question));

function because(run, { asked, print, poll, same }) {
  const { task } = run.events[print];
  const name = html`<code>${run.name(task)}</code>`;
  if (same) return html`It is printed in the same poll of ${name}: no <code>.await</code> in between was pending.`;
  if (poll === null) return task === null ? html`It is printed outside of all polls: by the program itself, or where a task is dropped.`
    : html`It is printed outside of a poll, where something of ${name} is dropped.`;
  const { why } = run.events[poll];
  if (why === "new") return html`${name} is new, so it is ready without a wake-up. The ready queue is first in, first out.`;
  if (why === "unscheduled") return html`${name} is to be aborted, and the executor polls it once more.`;
  if (why === "round") return html`This loop polls every task in turn, and ${name} is the first that can go on.`;
  const { by, wait } = why.woken;
  if (by === "timer") {
    const [other] = run.timers(run.stateAt(asked)).filter((timer) => timer.task !== task && timer.wait !== wait && timer.until >= deadline(run, wait));
    return html`${holder(run, wait)} wakes ${name}.${
      other ? html` <code>${run.name(other.task)}</code> sleeps until ${seconds(other.until)}.` : ""}`;
  }
  if (by.task === task) return html`${name} has woken itself in its poll before.`;
  if (by.thread !== undefined) return html`The thread ${by.thread} calls the waker of ${name}.`;
  if (by.task !== undefined) return html`<code>${run.name(by.task)}</code> calls the waker of ${name}, which ${holder(run, wait)} kept.`;
  return html`The waker of ${name} is called, which ${holder(run, wait)} kept.`;
}
