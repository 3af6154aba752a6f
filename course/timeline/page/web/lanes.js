// The lanes: one column a task, time downwards, one bar a poll. Only the rows in view are drawn.

import { html } from "./html.js";

const ROW = 26;
/** Between two names in the heads, and beside them. */
const GAP = 6;
/** Measures text. */
const ruler = document.createElement("canvas").getContext("2d");
/** Rows drawn beyond the edge of the view. */
const MARGIN = 20;

/** The lanes of one run. `rows[r]` is the event in row r, or -1 where this run waits for the other. */
export class Lanes {
  constructor(element, run, rows, address) {
    Object.assign(this, { element, run, rows, address, step: 0, future: true });
    this.rowOf = [];
    rows.forEach((event, row) => { if (event >= 0) this.rowOf[event] = row; });
    this.rowOf.push(rows.length);
    element.innerHTML = html`
      <div class="lane-heads" aria-hidden="true"></div>
      <div class="lane-body"><svg aria-hidden="true"></svg><ol></ol></div>`;
    this.heads = element.querySelector(".lane-heads");
    this.body = element.querySelector(".lane-body");
    this.svg = element.querySelector("svg");
    this.list = element.querySelector("ol");
    this.body.style.height = `${rows.length * ROW}px`;
  }

  /** Chooses the width of a column for the room there is. Returns how long the longest name is, and whether that is too long for it. */
  fit() {
    const { tasks, heads, lanes } = this.run;
    const room = this.element.clientWidth || 320;
    // The tasks of sleeps are many, and few at a time: on a narrow screen they share a lane.
    const merges = room < 400;
    Object.assign(this, { names: merges ? heads : tasks, laneOf: (task) => (merges ? lanes[task] : task) });
    this.width = Math.round(Math.max(17, Math.min(52, (room * (merges ? 0.34 : 0.36)) / this.names.length)));
    ruler.font = getComputedStyle(this.heads).font;
    const longest = Math.max(0, ...this.names.map((name) => ruler.measureText(name).width));
    return { longest, turned: longest + GAP > this.width };
  }

  /** Draws the names of the tasks, upright or turned. Turned, they have up to a third of the height; a longer name ends in an ellipsis. */
  measure({ longest, turned }) {
    const graph = this.width * this.names.length;
    const height = Math.min(longest + 3 * GAP, this.element.clientHeight / 3);
    this.element.style.setProperty("--graph", `${graph}px`);
    this.heads.classList.toggle("turned", turned);
    this.heads.style.height = turned ? `${Math.round(height)}px` : "";
    this.heads.innerHTML = html`${this.names.map((name) => html`<span style="width:${this.width}px" title="${name}"><b>${name}</b></span>`)}`;
    this.svg.setAttribute("width", graph);
    this.drawn = null;
  }

  /** Shows the state after `step` rows, and scrolls there if it is out of view. */
  show(step, { reveal, future }) {
    Object.assign(this, { step, future });
    this.drawn = null;
    if (reveal) {
      const top = (step - 1) * ROW, view = this.element.clientHeight - this.heads.offsetHeight;
      const { scrollTop } = this.element;
      if (top < scrollTop + 2 * ROW || top > scrollTop + view - 4 * ROW) {
        this.element.scrollTop = Math.max(0, top - view * 0.4);
      }
    }
    this.draw();
  }

  draw() {
    const { scrollTop, clientHeight } = this.element;
    const from = Math.max(0, Math.floor(scrollTop / ROW) - MARGIN);
    const last = this.future ? this.rows.length : this.step;
    const to = Math.min(last, Math.ceil((scrollTop + clientHeight) / ROW) + MARGIN);
    const key = `${from} ${to}`;
    if (this.drawn === key) return;
    this.drawn = key;

    const items = [];
    for (let row = from; row < to; row++) {
      const event = this.rows[row];
      const here = row === this.step - 1;
      const classes = `${here ? "here" : ""} ${row === this.step && this.future ? "next" : ""} ${row >= this.step ? "future" : ""}`;
      if (event < 0) {
        items.push(html`<li class="${classes} gap" style="top:${row * ROW}px" aria-hidden="true"></li>`);
        continue;
      }
      const { kind, clock, row: text } = this.run.steps[event];
      const before = row > from ? this.run.steps[event - 1]?.clock : undefined;
      items.push(html`<li class="${classes} ${kind}" style="top:${row * ROW}px"
        ><a href="${this.address(row + 1)}" data-step="${row + 1}" tabindex="-1" ${here ? html`aria-current="step"` : ""}
        ><span>${this.run.text(text)}</span>${clock === before ? "" : html`<time>${clock}</time>`}</a></li>`);
    }
    this.list.innerHTML = items.join("");
    this.drawGraph(from, to);
  }

  drawGraph(from, to) {
    const x = (task) => (this.laneOf(task) + 0.5) * this.width;
    const y = (row) => (row + 0.5) * ROW;
    const future = (row) => (row >= this.step ? "future" : "");
    const shapes = [];
    for (const { task, state, start, end } of this.run.spans) {
      const a = this.rowOf[start], b = Math.min(end < this.run.length ? this.rowOf[end] : this.rows.length, to);
      if (b < from || a >= to) continue;
      const top = y(Math.max(a, from - 1)), bottom = y(Math.min(b, to) - (end >= this.run.length ? 0.5 : 0));
      // The part that lies ahead is pale.
      const cut = Math.max(top, Math.min(bottom, y(this.step - 0.5)));
      for (const [p, q, when] of [[top, cut, ""], [cut, bottom, "future"]]) {
        if (p < q && (this.future || when === "")) shapes.push(html`<line class="${state} ${when}" x1="${x(task)}" x2="${x(task)}" y1="${p}" y2="${q}"/>`);
      }
    }
    for (let row = from; row < to; row++) {
      const event = this.rows[row];
      if (event < 0) continue;
      const { kind, mark = kind, on = [], from } = this.run.steps[event];
      if (kind === "parked" || kind === "unparked") {
        shapes.push(html`<path class="parked ${future(row)}" d="M4 ${y(row)}H${this.names.length * this.width - 4}"/>`);
      }
      for (const task of on) {
        const at = { x: x(task), y: y(row) };
        if (from !== undefined) {
          const start = x(from), toward = Math.sign(at.x - start);
          const tip = at.x - toward * 7;
          shapes.push(html`<path class="arrow ${future(row)}" d="M${start} ${at.y}H${tip}m${-toward * 5} -4l${toward * 5} 4l${-toward * 5} 4"/>`);
        }
        const glyph = glyphs[mark] ? mark : "other";
        shapes.push(html`<g class="mark ${glyph} ${future(row)}" transform="translate(${at.x} ${at.y})">${glyphs[glyph]}</g>`);
      }
    }
    this.svg.setAttribute("height", this.rows.length * ROW);
    this.svg.innerHTML = shapes.join("");
  }
}

/** Each mark has a shape of its own, so that none depends on its colour. */
const glyphs = {
  spawned: html`<path d="M0 -5L5 0L0 5L-5 0Z"/>`,
  polled: html`<circle r="6"/>`,
  printed: html`<path d="M-3 -4L4 0L-3 4Z"/>`,
  pending: html`<path d="M-6 0H6"/>`,
  woken: html`<circle r="3.5"/>`,
  timer: html`<circle r="5"/><path d="M0 -3V0H2.5"/>`,
  ready: html`<rect x="-5.5" y="-5.5" width="11" height="11"/>`,
  repeated: html`<path d="M-6 -4L6 -1L-6 2L6 5"/>`,
  parked: html`<path class="parked" d="M-8 0H8"/>`,
  stop: html`<path d="M-4 -4L4 4M4 -4L-4 4"/>`,
  other: html`<circle r="1.5"/>`,
};

const glyph = (kind) =>
  html`<svg class="glyph" viewBox="-9 -9 18 18" aria-hidden="true"><g class="mark ${kind}">${glyphs[kind]}</g></svg>`;

const meanings = {
  spawned: "a task is spawned: it is new, and scheduled",
  polled: "a poll begins; the thick bar is the poll",
  printed: "a line is printed",
  pending: "the poll ends: the task is pending",
  ready: "the poll ends: the task is complete",
  timer: "a timer calls the task's waker",
  woken: "a task, or another thread, calls the task's waker",
  repeated: "many polls, each pending, in one row",
  parked: "the thread parks, or runs again",
  stop: "the task is aborted, dropped, or panics",
};

/** What the marks and the lines mean. */
export const legend = () => html`
  <ul class="legend">${Object.entries(meanings).map(([kind, text]) => html`<li>${glyph(kind)} ${text}</li>`)}
    <li><svg class="glyph" viewBox="-9 -9 18 18" aria-hidden="true"><line class="scheduled" y1="-9" y2="9"/></svg> a plain line: the task is scheduled, in the ready queue</li>
    <li><svg class="glyph" viewBox="-9 -9 18 18" aria-hidden="true"><path class="arrow" d="M-8 0H7m-5 -4l5 4l-5 4"/></svg> an arrow: from the task that spawns, wakes or aborts, to the other</li>
    <li><svg class="glyph" viewBox="-9 -9 18 18" aria-hidden="true"><line class="idle" y1="-9" y2="9"/></svg> a dotted line: the task is idle, until its waker is called</li>
  </ul>`;
