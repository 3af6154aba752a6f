// Two runs stepped together.

/** What two events must agree on to be in one row. */
const key = (run, { kind, on, text }) => `${kind} ${run.tasks[on?.[0]]} ${text}`;

/** How far ahead to look for the event that the other run is at. */
const AHEAD = 12;

/** How many events of `run` come before the one that is like `wanted`, none of them printed. */
function distance(run, from, wanted) {
  for (let i = from; i < Math.min(from + AHEAD, run.length); i++) {
    if (key(run, run.steps[i]) === wanted) return i - from;
    if (run.steps[i].kind === "printed") break;
  }
  return Infinity;
}

/**
 * The rows of two runs side by side: for each the event that it adds, or -1 where it waits. Both
 * print the same line in the same row. In between, like events share a row.
 */
export function pair(left, right) {
  const rows = [[], []];
  const add = (a, b) => { rows[0].push(a); rows[1].push(b); };
  let a = 0, b = 0;
  while (a < left.length && b < right.length) {
    const l = left.steps[a], r = right.steps[b];
    const skipLeft = distance(left, a, key(right, r)), skipRight = distance(right, b, key(left, l));
    if (skipLeft === 0) add(a++, b++);
    else if (skipLeft !== skipRight) skipLeft < skipRight ? add(a++, -1) : add(-1, b++);
    // Neither run has what the other is at: the earlier event comes first, a printed line last.
    else if (r.kind === "printed" || (l.kind !== "printed" && parseFloat(l.clock) <= parseFloat(r.clock))) add(a++, -1);
    else add(-1, b++);
  }
  while (a < left.length) add(a++, -1);
  while (b < right.length) add(-1, b++);
  return rows;
}

/** By row, how many events have happened up to it: `done[step]` events after `step` rows. */
export const progress = (rows) => {
  const done = [0];
  rows.forEach((event, row) => done.push(event >= 0 ? event + 1 : done[row]));
  return done;
};
