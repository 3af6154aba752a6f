// The first thing on the page: why one loop polls so often, and the other so seldom.

import { html } from "./html.js";
import { times } from "./replay.js";
import { count } from "./words.js";

/** The polls in which nothing happened but that they were pending. */
export const idlePolls = (run) => run.events.reduce((sum, event) =>
  sum + (event.event === "repeated" ? times(event) : 0), 0);

/** To the nearest millisecond. */
const rounded = (micros) => `${(micros / 1e6).toFixed(3)} s`;

/** A run to scale: where it polls, where its thread is parked. */
function strip(run, end) {
  const at = (time) => `${(100 * time) / end}%`;
  const width = (from, to) => `${(100 * (to - from)) / end}%`;
  const marks = [];
  run.events.forEach((event, i) => {
    if (event.event === "repeated") {
      marks.push(html`<i class="polling" style="left:${at(event.time)};width:${width(event.time, event.until)}"></i>`);
    } else if (event.event === "polled") {
      marks.push(html`<i class="poll" style="left:${at(event.time)}"></i>`);
    } else if (event.event === "parked") {
      const until = run.events[i + 1]?.time ?? end;
      marks.push(html`<i class="park" style="left:${at(event.time)};width:${width(event.time, until)}"><b>parked</b></i>`);
    }
  });
  return html`<div class="strip" aria-hidden="true">${marks}</div>`;
}

export function comparison(busy, waking) {
  const end = Math.max(busy.duration, waking.duration);
  const rows = [
    [busy, html`The thread never parks. <b>${count(idlePolls(busy))}</b> of its polls return <code>Pending</code> and change nothing.`],
    [waking, html`The thread is parked while all tasks wait. Each poll follows a wake-up, and there is something to do.`],
  ];
  return html`
    <h2 id="why-title">One program, two loops: ${count(busy.polls)} polls, or ${count(waking.polls)}</h2>
    <p class="text">Both runs print the same ${busy.prints.length} lines. Nearly all of their ${rounded(end)} is
      waiting: one task sleeps for a second, twice.</p>
    <div class="strips">${rows.map(([run, text]) => html`
      <div class="of"><h3>${run.title}</h3> <p class="polls"><b>${count(run.polls)}</b> polls</p></div>
      <div class="drawn">${strip(run, end)}<p>${text}</p></div>`)}
      <div></div><div class="axis" aria-hidden="true">${[0, 0.5, 1].map((part) => html`<span>${rounded(part * end)}</span>`)}</div>
    </div>
    <dl class="terms">
      <div><dt>Waker:</dt> <dd>calling it puts its task back into the ready queue, so that the loop polls it again.</dd></div>
      <div><dt>Parked:</dt> <dd>the operating system doesn't run the thread, until a deadline comes or another thread wakes it.</dd></div>
      <div><dt>Simulated clock:</dt> <dd>it moves on a little at each reading, and to the deadline at once where the thread parks.</dd></div>
    </dl>
    <div class="because">
      <p><b>${busy.title} has no wakers.</b> Nothing in this loop says when a waiting task can go on. So it polls
        every task, round after round, and a sleep is over when a poll finds that its time has come.</p>
      <p><b>${waking.title} has wakers.</b> A waiting task leaves its waker with what it waits for: a timer, or the
        handle of another task. The loop polls the task again only after that waker was called.</p>
      <p class="note">The clock of these runs is simulated, so they are the same each time. On a real clock,
        ${busy.title} polls as often as the machine can in two seconds; ${waking.title} polls as often as here.</p>
      <p class="go"><a href="#run=${busy.id}+${waking.id}&amp;step=0">Step through both side by side</a></p>
    </div>`;
}
