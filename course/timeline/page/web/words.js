// What an event does, and what happens next and why, in words.

import { Html, html } from "./html.js";
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

/** What can be waited for: in a row, if not as the next, as what a task awaits, what it waits for, what keeps its waker, in short, and once it is there. */
const things = {
  sleep: (run, { until }) => ({ row: html`sleeps until ${seconds(until)}`, awaited: html`a sleep until ${seconds(until)}`, wait: seconds(until), holder: html`the timer of ${seconds(until)}`, keeps: "the timer", short: "sleep",
    done: html`the sleep until ${seconds(until)} is over` }),
  timeout: (run, { until }) => ({ awaited: html`a timeout at ${seconds(until)}`, holder: html`the timer of ${seconds(until)}`, keeps: "the timer", short: "timeout",
    done: "the future with the timeout is ready, or its time is up" }),
  join: (run, { task }) => ({ awaited: html`the end of ${code(run.name(task))}`, holder: html`the join handle of ${code(run.name(task))}`, keeps: html`${code(run.name(task))}'s handle`, short: "join",
    done: html`${code(run.name(task))} has ended` }),
  receive: () => ({ awaited: "a message", holder: "the channel", short: "receiving", done: "the channel has a message, or is closed" }),
  send: () => ({ awaited: "room in the channel", holder: "the channel", short: "sending", done: "the channel has room, or is closed" }),
  yield: () => ({ awaited: "a yield", wait: "its next poll: it lets others go on", holder: "the event loop", short: "yield", done: "other tasks were polled" }),
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
  return html`thread ${caller.thread}`;
};

const why = (run, reason) => {
  if (reason === "new") return html`it is new`;
  if (reason === "round") return html`this loop polls every task in turn`;
  if (reason === "unscheduled") return html`it is to be aborted`;
  return html`${by(run, reason.woken.by)} woke it`;
};

/** What a wake-up does. */
const effect = (event, name) => ({
  scheduled: html`${name} goes to the back of the ready queue`,
  already_scheduled: html`nothing changes: ${name} is in the ready queue already`,
  queued_again: html`${name} is in the ready queue once more`,
  while_running: html`${name} is scheduled again after this poll`,
  after_end: html`nothing changes: ${name} has ended`,
})[event.effect];

const reasons = (run, reason) => {
  if (reason === "new") return "new";
  if (reason === "round") return "every task is";
  if (reason === "unscheduled") return "to be aborted";
  return html`${by(run, reason.woken.by)} woke it`;
};

/** An event in a few words, for its row. */
export const rowText = (run, i) => {
  const event = run.events[i];
  const name = code(run.name(event.task));
  const of = () => waitNumbered(run, event.wait);
  switch (event.event) {
    case "spawned": return event.by === null ? html`${name} is spawned` : html`${code(run.name(event.by))} spawns ${name}`;
    case "polled": return html`${name} is polled: ${reasons(run, event.why)}`;
    case "awaits": {
      const { awaited, row = html`awaits ${awaited}` } = thing(run, event.on);
      return row;
    }
    case "resolved": return html`the ${of().short} is over`;
    case "cancelled": return html`the ${of().short} is dropped`;
    case "waker_kept": return html`${of().keeps} keeps a waker`;
    case "waker_dropped": return html`${of().keeps} drops its waker`;
    case "woken": return html`${by(run, event.by)} wakes ${name}${event.effect === "scheduled" ? "" : html` (${event.effect.replaceAll("_", " ")})`}`;
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

/** When the event after event `i` happens. */
const nextTime = (run, i) => run.events[i + 1]?.time ?? run.duration;

const list = (items, conjunction) =>
  items.map((item, i) => html`${i === 0 ? "" : i === items.length - 1 ? ` ${conjunction} ` : ", "}${item}`);

/** As the beginning of a sentence. */
export const sentenceOf = (content) => {
  const text = html`${content}`.toString();
  return html`${new Html(text[0].toUpperCase() + text.slice(1))}`;
};

/** What happens next and why: `state` is the state before event `i`. */
export const next = (run, i, state) => sentenceOf(explain(run, i, state));

function explain(run, i, state) {
  if (i >= run.length) return html`The run has ended: ${count(run.polls)} polls, ${count(run.prints.length)} printed lines.`;
  const event = run.events[i];
  const name = code(run.name(event.task));
  const generators = run.on === "generators";
  const queue = run.pollsAll ? "queue" : "ready queue";
  switch (event.event) {
    case "spawned":
      if (event.sleep_until !== null) return html`${code(run.name(event.by))} sleeps: in this loop a sleep is a task of its own, which reads the clock at each poll.`;
      if (generators) return html`The program puts ${name} into the list of the event loop.`;
      return html`${event.by === null ? html`<code>block_on</code> makes ${name} a task` : html`${code(run.name(event.by))} spawns ${name}`}. A new task is ready: it goes to the back of the ${queue}.`;
    case "polled":
      return html`The executor polls ${name}${state.ready[0] === event.task ? html`, the first task of the ${queue}` : ""}: ${why(run, event.why)}.`;
    case "awaits": return html`${name} awaits ${thing(run, event.on).awaited}.`;
    case "resolved": return html`${name} goes on after its <code>.await</code>: ${waitNumbered(run, event.wait).done}.`;
    case "cancelled": return html`${name} drops ${waitNumbered(run, event.wait).awaited}: it no longer waits for that.`;
    case "waker_kept": return html`${holder(run, event.wait)} keeps a clone of ${name}'s waker, to call it when ${name} can go on.`;
    case "waker_dropped": return html`${holder(run, event.wait)} drops its clone of ${name}'s waker: it is not needed any more.`;
    case "woken": {
      const kept = event.wait === null ? null : run.awaits[event.wait].on;
      if (event.by === "timer") return html`The deadline has passed: ${holder(run, event.wait)} calls ${name}'s waker, and ${effect(event, name)}.`;
      if (event.by.task !== undefined && kept?.join?.task === event.by.task) {
        return html`${code(run.name(event.by.task))} has ended: its join handle calls ${name}'s waker, and ${effect(event, name)}.`;
      }
      return html`${by(run, event.by)} calls ${name}'s waker, and ${effect(event, name)}.`;
    }
    case "pending": {
      if (generators) return html`${name} yields: its <code>next</code> returns <code>Some(())</code>, and the loop polls the next task.`;
      const { sleepUntil } = run.tasks[event.task];
      const before = event.on.length ? list(event.on.map((number) => waitNumbered(run, number).wait), "or")
        : sleepUntil === null ? "a wake-up" : seconds(sleepUntil);
      return html`The poll of ${name} returns <code>Pending</code>: it can't go on before ${before}.${
        run.pollsAll ? html` Without wakers the loop can't know when: ${name} goes to the back of the queue.` : ""}`;
    }
    case "repeated": return html`The loop polls ${list(event.polls.map((repeat) => code(run.name(repeat.task))), "and")} in turn, ${
      count(times(event))} times in all. Each poll returns <code>Pending</code>. Only at ${seconds(nextTime(run, i))} can a task go on.`;
    case "printed": return html`${event.task === null ? "The program" : name} prints <samp>${event.text}</samp>.`;
    case "ready":
      if (generators) return html`${name} has ended: its <code>next</code> returns <code>None</code>.`;
      return html`The poll of ${name} returns <code>Ready</code>: ${run.tasks[event.task].sleepUntil === null ? "its last line is done" : "its time has come"}.`;
    case "panicked": return html`${name} panics: ${event.message}.`;
    case "abort_requested": return html`${event.by === null ? "The program" : code(run.name(event.by))} aborts ${name}: the executor drops it where it would be polled next.`;
    case "dropped": return event.aborted ? html`The executor drops ${name}, since it was aborted.` : html`${name} is dropped unfinished: the event loop has ended.`;
    case "parked": {
      const [timer] = run.timers(state);
      if (event.until === null) return html`The thread parks: no task is ready, and there is no timer. Only a wake-up from elsewhere can end this.`;
      if (event.until <= event.time) return html`The thread parks until the clock's next tick: no task is ready, and then the timer of ${code(run.name(timer?.task))} fires.`;
      return html`The thread parks until ${seconds(event.until)}: no task is ready${timer ? html`, and the next timer is that of ${code(run.name(timer.task))}` : ""}.`;
    }
    case "unparked": return event.by === "timer"
      ? html`The thread runs again: the deadline of the next timer has come.` : html`The thread runs again: ${by(run, event.by)} unparks it.`;
    case "clock_paused": return html`The program pauses the clock: from here on it is simulated, and no wait takes real time.`;
    case "stopped": return html`The recorder stops the program: it would never end.`;
    case "stuck": return html`The run can't go on: no task is ready, there is no timer, and no waker is left to call.`;
    case "exited": return html`The program exits.`;
  }
  return html`${event.event}.`;
}
