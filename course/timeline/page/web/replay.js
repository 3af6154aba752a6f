// From a record to the state after each of its events.

const start = (on) => ({
  on,
  time: 0,
  /** By task: its state, what it waits for, its place in the source, its polls. */
  tasks: [],
  /** The ready queue, first in first out. */
  ready: [],
  /** What tasks wait for, by the number of its `awaits`, until it is over. */
  waits: {},
  /** The wakers that are kept past a poll: of which task, and by which wait. */
  wakers: [],
  running: null,
  parked: null,
  /** How many lines are printed. */
  printed: 0,
  polls: 0,
  /** The event that ended the run. */
  ended: null,
});

/** How many polls a `repeated` stands for. */
export const times = (event) => event.polls.reduce((sum, { times: more }) => sum + more, 0);

const remove = (list, value) => {
  const at = list.indexOf(value);
  if (at >= 0) list.splice(at, 1);
};

const drop = (wakers, task, wait) => {
  const at = wakers.findIndex((waker) => waker.task === task && waker.wait === wait);
  if (at >= 0) wakers.splice(at, 1);
};

const pollsAll = (on) => on === "busy" || on === "generators";

/** A scheduled task waits for nothing, unless the loop polls it anyway. */
const setScheduled = (state, id) => {
  state.tasks[id].state = "scheduled";
  if (!pollsAll(state.on)) state.tasks[id].on = [];
};

/** Tokio polls `main` before all others, without its queue. */
const schedule = (state, id) => {
  setScheduled(state, id);
  if (state.on !== "tokio" || id !== 0) state.ready.push(id);
};

const end = (state, id, how) => {
  Object.assign(state.tasks[id], { state: how, on: [] });
  if (state.running === id) state.running = null;
  state.ready = state.ready.filter((ready) => ready !== id);
};

/** Changes `state` by one event. */
function apply(state, event) {
  const { event: kind, task: id } = event;
  const task = state.tasks[id];
  state.time = event.time;
  switch (kind) {
    case "spawned":
      // Until it first awaits something, what is known is where it was spawned.
      state.tasks[id] = { state: "scheduled", on: [], at: event.at, begun: false, polls: 0 };
      schedule(state, id);
      break;
    case "polled":
      remove(state.ready, id);
      // The waking loop has a task in its queue as often as it was woken.
      task.state = state.ready.includes(id) ? "notified" : "running";
      task.polls += 1;
      state.polls += 1;
      state.running = id;
      break;
    case "awaits":
      state.waits[event.wait] = { task: id, on: event.on, at: event.at, fired: false };
      if (event.at) Object.assign(task, { at: event.at, begun: true });
      break;
    case "resolved":
    case "cancelled":
      delete state.waits[event.wait];
      for (const other of state.tasks) remove(other.on, event.wait);
      break;
    case "waker_kept":
      state.wakers.push({ task: id, wait: event.wait });
      break;
    case "waker_dropped":
      drop(state.wakers, id, event.wait);
      break;
    case "woken":
      // The loop takes a timer out before it calls the waker.
      if (event.by === "timer" && state.waits[event.wait]) state.waits[event.wait].fired = true;
      if (event.effect === "queued_again") {
        state.ready.push(id);
      } else if (event.effect === "scheduled" && state.running === id) {
        // Only there a task that runs is in the queue at once.
        state.ready.push(id);
        task.state = "notified";
      } else if (event.effect === "scheduled") {
        schedule(state, id);
      } else if (event.effect === "while_running") {
        task.state = "notified";
      }
      break;
    case "pending":
      state.running = null;
      task.on = [...event.on];
      Object.assign(task, event.on.map((wait) => state.waits[wait]?.at).filter(Boolean).map((at) => ({ at, begun: true }))[0]);
      if (task.state === "notified" && state.ready.includes(id)) setScheduled(state, id);
      else if (task.state === "notified" || task.aborted || pollsAll(state.on)) schedule(state, id);
      else task.state = "idle";
      break;
    case "repeated":
      for (const { task: polled, times } of event.polls) {
        state.tasks[polled].polls += times;
        state.polls += times;
      }
      state.time = event.until;
      // Round after round: only a round that has been begun moves the queue.
      for (let begun = times(event) % state.ready.length; begun > 0; begun--) state.ready.push(state.ready.shift());
      break;
    case "printed": state.printed += 1; break;
    case "ready": end(state, id, "complete"); break;
    case "panicked": end(state, id, "panicked"); break;
    case "dropped": end(state, id, "dropped"); break;
    case "abort_requested":
      task.aborted = true;
      if (task.state === "idle") schedule(state, id);
      break;
    case "parked": state.parked = { until: event.until }; break;
    case "unparked": state.parked = null; break;
    case "stuck": case "stopped": case "exited": Object.assign(state, { ended: kind, parked: null, running: null }); break;
  }
}

/** Whether a task in this state has ended, in whichever way. */
export const isOver = (state) => ["complete", "panicked", "dropped"].includes(state);

/** How the address and the page call a record. The article's program goes by its loop alone. */
export function label({ program, on }) {
  if (program === "stage4-await") return { id: on, title: on };
  return on === "generators" ? { id: program, title: program } : { id: `${program}.${on}`, title: `${program} on ${on}` };
}

/** One record, ready to be stepped through. */
export class Run {
  constructor({ header, events, sentences }, { sources, shapes }) {
    const { on, source } = header;
    Object.assign(this, { on, source, events, sentences, shapes, ...label(header) });
    this.length = events.length;
    this.lines = sources[source].replace(/\n$/, "").split("\n");
    this.pollsAll = pollsAll(on);
    this.tasks = [];
    /** From which event to which each task is in one state, for the lanes. */
    this.spans = [];
    /** The events that print. */
    this.prints = [];
    /** By wait, its `awaits`. */
    this.awaits = [];

    const state = start(on);
    const open = [];
    const close = (span, last) => { if (!isOver(span.state)) this.spans.push({ ...span, end: last }); };
    this.events.forEach((event, i) => {
      apply(state, event);
      const { event: kind, task } = event;
      if (kind === "spawned") this.tasks[task] = { name: event.name, sleepUntil: event.sleep_until };
      if (kind === "awaits") this.awaits[event.wait] = event;
      if (kind === "printed") this.prints.push(i);
      const now = state.tasks[task]?.state;
      if (now && open[task]?.state !== now) {
        if (open[task]) close(open[task], i);
        open[task] = { task, state: now, start: i };
      }
    });
    for (const span of open) close(span, this.length);
    this.spans.sort((a, b) => a.start - b.start);
    this.polls = state.polls;
    this.duration = state.time;
  }

  /** The state after the first `step` events. Replaying 10,000 events takes less time than drawing one step. */
  stateAt(step) {
    const state = start(this.on);
    for (let i = 0; i < step; i++) apply(state, this.events[i]);
    return state;
  }

  /** The line of the source that prints `text`, if exactly one does so word for word. */
  lineThatPrints(text) {
    const found = this.lines.flatMap((line, i) => (line.includes(`println!("${text}")`) ? [i + 1] : []));
    return found.length === 1 ? found[0] : null;
  }

  /** The first `count` printed lines. */
  printed(count) {
    return this.prints.slice(0, count).map((i) => this.events[i]);
  }

  /** The pending timers of `state`, the next one first. */
  timers(state) {
    return Object.entries(state.waits)
      .filter(([, { fired }]) => !fired)
      .map(([wait, { task, on }]) => ({ wait: Number(wait), task, until: (on.sleep ?? on.timeout)?.until }))
      .filter(({ until }) => until !== undefined)
      .sort((a, b) => a.until - b.until || a.wait - b.wait);
  }

  name(task) {
    return this.tasks[task]?.name ?? "the program";
  }
}
