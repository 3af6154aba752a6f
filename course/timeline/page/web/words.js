// The words of the page. The sentences come with the record; the Rust code has made them.

import { html } from "./html.js";
import { times } from "./replay.js";

/** Microseconds as seconds, with as many digits as they need. */
export const seconds = (micros) => {
  if (micros === null || micros === undefined) return "no deadline";
  const [whole, rest] = (micros / 1e6).toFixed(6).split(".");
  return `${whole}.${rest.replace(/0{1,3}$/, "")} s`;
};

/** With commas. `toLocaleString` would load its tables first, which takes as long as all else here. */
export const count = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const code = (name) => html`<code>${name}</code>`;

/** What can be waited for: in a row, if not as the next; as what a task awaits; what it waits for; what keeps its waker, and in a row; in short. */
const things = {
  sleep: (run, { until }) => ({ row: html`sleeps until ${seconds(until)}`, awaited: html`a sleep until ${seconds(until)}`, wait: seconds(until), holder: html`the timer of ${seconds(until)}`, keeps: "the timer", short: "sleep" }),
  timeout: (run, { until }) => ({ awaited: html`a timeout at ${seconds(until)}`, holder: html`the timer of ${seconds(until)}`, keeps: "the timer", short: "timeout" }),
  join: (run, { task }) => ({ awaited: html`the end of ${code(run.name(task))}`, holder: html`the join handle of ${code(run.name(task))}`, keeps: html`${code(run.name(task))}'s handle`, short: "join" }),
  receive: () => ({ awaited: "a message", holder: "the channel", short: "receiving" }),
  send: () => ({ awaited: "room in the channel", holder: "the channel", short: "sending" }),
  yield: () => ({ awaited: "a yield", wait: "its next poll: it lets others go on", holder: "the event loop", short: "yield" }),
};

const thing = (run, on) => {
  const kind = typeof on === "string" ? on : Object.keys(on)[0];
  const { awaited, wait = awaited, holder, keeps = holder, ...rest } = things[kind](run, on[kind]);
  return { awaited, wait, holder, keeps, ...rest };
};
const noThing = { holder: "the program's own code", keeps: "the program" };
const waitNumbered = (run, number) => (number === null ? noThing : thing(run, run.awaits[number].on));

/** What a task waits for. */
export const waitText = (run, on) => thing(run, on).wait;

/** What keeps a waker: the number of a wait, or `null`. */
export const holder = (run, number) => waitNumbered(run, number).holder;

const by = (run, caller) => {
  if (caller === "timer") return html`its timer`;
  if (caller === "loop") return html`the event loop`;
  if (caller.task !== undefined) return code(run.name(caller.task));
  return html`the thread ${caller.thread}`;
};

/** Why a task is polled. */
const why = (run, task, reason) => {
  if (reason === "new") return "new";
  if (reason === "round") return "every task is";
  if (reason === "unscheduled") return "to be aborted";
  return reason.woken.by.task === task ? "it woke itself" : html`${by(run, reason.woken.by)} woke it`;
};

/** An event in a few words, for its row. */
export const rowText = (run, i) => {
  const event = run.events[i];
  const name = code(run.name(event.task));
  const of = () => waitNumbered(run, event.wait);
  switch (event.event) {
    case "spawned": return event.by === null ? html`${name} is spawned` : html`${code(run.name(event.by))} spawns ${name}`;
    case "polled": return html`${name} is polled: ${why(run, event.task, event.why)}`;
    case "awaits": {
      const { awaited, row = html`awaits ${awaited}` } = thing(run, event.on);
      return row;
    }
    case "resolved": return html`the ${of().short} is over`;
    case "cancelled": return html`the ${of().short} is dropped`;
    case "waker_kept": return html`${of().keeps} keeps a waker`;
    case "waker_dropped": return html`${of().keeps} drops its waker`;
    case "woken": return html`${by(run, event.by)} wakes ${event.by.task === event.task ? "itself" : name}${event.effect === "scheduled" ? "" : html` (${event.effect.replaceAll("_", " ")})`}`;
    case "pending": return html`pending`;
    case "repeated": return html`<b>${count(times(event))} more polls</b>, all pending`;
    case "printed": return html`${event.task === null ? "the program " : ""}prints <samp>${event.text}</samp>`;
    case "ready": return html`${name} has ended`;
    case "panicked": return html`${name} panics: ${event.message}`;
    case "abort_requested": return html`${event.by === null ? "the program" : code(run.name(event.by))} aborts ${name}`;
    case "dropped": return event.aborted ? html`${name} is dropped: aborted` : html`${name} is dropped: the runtime ends`;
    case "parked": return event.until === null ? html`the thread parks` : html`parks until ${seconds(event.until)}`;
    case "unparked": return html`the thread runs again`;
    case "clock_paused": return html`the clock is simulated now`;
    case "stuck": return html`stuck: no waker is left to call`;
    case "stopped": return html`the recording is stopped`;
    case "exited": return html`the program exits`;
  }
  return html`${event.event}`;
};

/** What a shape has in place of code, of what the program says, of a number. */
const insert = { "`": code, '"': (text) => html`<samp>${text}</samp>`, "#": (number) => number };

const compose = ({ shapes, sentences }, i) => {
  const [shape, ...own] = sentences[i];
  return shapes[shape].split(/([`"#])/).map((part) => (Object.hasOwn(insert, part) ? insert[part](own.shift()) : part));
};

/** What happens next, in event `i`, and why. */
export const next = (run, i) => (i < run.length ? html`${compose(run, i)}`
  : html`The run has ended: ${count(run.polls)} polls, ${count(run.prints.length)} printed lines.`);
