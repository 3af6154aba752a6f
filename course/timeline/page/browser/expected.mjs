// What the page has to show of a state. The states are those that the Rust code computes.

export const seconds = (micros) => {
  if (micros === null) return "no deadline";
  const digits = String(micros).padStart(7, "0");
  const whole = digits.slice(0, -6), millis = digits.slice(-6, -3), rest = digits.slice(-3).replace(/0+$/, "");
  return `${whole}.${millis}${rest} s`;
};

const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, ",");

const marks = { scheduled: "●", running: "▶", notified: "▶●", idle: "○", complete: "■", panicked: "✗", dropped: "✗" };
const over = ["complete", "panicked", "dropped"];
const limit = (on) => on.sleep ?? on.timeout;

/** What the page shows of a run after its first `step` events. */
export function expected({ header, events, states }, text, step) {
  const state = states[step];
  const seen = events.slice(0, step);
  const last = seen.at(-1);
  const name = (task) => state.tasks[task].name;
  const holders = new Map(events.filter(({ event }) => event === "awaits").map(({ wait, on }) => [wait, on]));

  const waits = (number) => {
    const { on } = state.waits[number];
    if (on === "receive") return "a message";
    if (on === "send") return "room in the channel";
    if (on === "yield") return "its next poll: it lets others go on";
    if (on.sleep) return seconds(on.sleep.until);
    return on.timeout ? `a timeout at ${seconds(on.timeout.until)}` : `the end of ${name(on.join.task)}`;
  };
  const holder = (number) => {
    if (number === null) return "the program's own code";
    const on = holders.get(number);
    if (limit(on)) return `the timer of ${seconds(limit(on).until)}`;
    if (on.join) return `the join handle of ${name(on.join.task)}`;
    return on === "yield" ? "the event loop" : "the channel";
  };
  // The source has a task's line only once the task has awaited something there.
  const awaited = (task) => seen.some(({ event, task: of, at }) => event === "awaits" && of === task && at);

  const lines = text.replace(/\n$/, "").split("\n");
  const found = last?.event === "printed" && lines.filter((line) => line.includes(`println!("${last.text}")`));
  const printing = found?.length === 1 ? lines.indexOf(found[0]) + 1 : null;
  const places = state.tasks.flatMap((task, id) => {
    if (printing && state.thread.polls === id) return [`${printing} ${name(id)}`];
    return over.includes(task.state) || task.at?.file !== header.source ? [] : [`${task.at.line} ${name(id)}`];
  });

  const timers = Object.entries(state.waits)
    .filter(([, { on, fired }]) => limit(on) && !fired)
    .map(([wait, { on, task }]) => ({ wait: Number(wait), until: limit(on).until, task }))
    .sort((a, b) => a.until - b.until || a.wait - b.wait)
    .map(({ until, task }) => `${seconds(until)} ${name(task)}`);

  const { thread } = state;
  const ending = { exited: "the program has exited", stopped: "the program is stopped", stuck: "the thread would wait for ever" }[last?.event];
  return {
    time: seconds(state.time),
    polls: grouped(state.tasks.reduce((sum, { polls }) => sum + polls, 0)),
    running: thread.polls === undefined ? null : name(thread.polls),
    parked: thread.parked !== undefined,
    system: ending ?? (thread.parked === undefined ? "runs the thread"
      : `keeps the thread parked${thread.parked === null ? "" : ` until ${seconds(thread.parked)}`}`),
    ready: state.ready.map(name),
    timers,
    tasks: state.tasks.map((task, id) => ({
      name: task.name,
      state: `${marks[task.state]} ${task.state}`,
      waits: task.on.length ? `waits for ${task.on.map(waits).join(" and ")}` : task.state === "idle" ? "waits for a wake-up" : null,
      line: over.includes(task.state) || !awaited(id) ? "" : String(task.at.line),
      polls: grouped(task.polls),
    })),
    wakers: state.wakers.map(({ task, wait }) => `${name(task)}: ${holder(wait)}`),
    printed: seen.filter(({ event }) => event === "printed").map((event) => `${seconds(event.time)} ${event.text}`).slice(-8),
    places: places.sort(),
  };
}

/** What the page shows, read from its elements. Runs in the page. */
export function shown(article) {
  const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
  const all = (selector) => [...article.querySelectorAll(selector)];
  const one = (selector) => article.querySelector(selector);
  const executor = one("[data-part=executor] .does");
  return {
    time: text(one("[data-part=system] p:last-child")),
    polls: text(one(".so-far")).split(" ")[0],
    running: text(executor).startsWith("polls") ? text(executor.querySelector(".chip")) : null,
    parked: one("[data-part=system]").classList.contains("parked"),
    system: text(one("[data-part=system] .does")),
    ready: all(".queue .chip").map(text),
    timers: all(".timers li").filter((item) => item.querySelector(".chip")).map(text),
    tasks: all(".tasks tr[data-task]").map((row) => ({
      name: text(row.children[0]),
      state: text(row.children[1]).replace(/ ?waits for .*/, ""),
      waits: row.querySelector("small") && text(row.querySelector("small")),
      line: text(row.children[2]),
      polls: text(row.children[3]),
    })),
    wakers: all(".wakers tbody tr").filter((row) => row.children.length === 2).map((row) => `${text(row.children[0])}: ${text(row.children[1])}`),
    printed: all(".output li").filter((item) => item.querySelector("samp")).map(text),
    places: all(".source li").flatMap((line, i) => [...line.querySelectorAll(".who")].map((who) =>
      `${i + 1} ${article.querySelector(`.tasks tr[data-task="${who.dataset.task}"] th`).textContent.trim()}`)).sort(),
  };
}
