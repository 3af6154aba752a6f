// One run, as Rust has made it: a view before the first event, and for each event how the view
// changes.

import { html } from "./html.js";

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Applies a JSON Merge Patch (RFC 7396). */
function merge(target, patch) {
  if (!isObject(patch)) return patch;
  const merged = isObject(target) ? target : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = merge(merged[key], value);
  }
  return merged;
}

/** What a text has in place of code, of what the program says, of a number. */
const insert = { "`": (text) => html`<code>${text}</code>`, '"': (text) => html`<samp>${text}</samp>`, "#": (text) => text };

const OVER = ["complete", "panicked", "dropped"];
export const isOver = ({ state }) => OVER.includes(state);

export class Run {
  constructor(run, { sources, shapes }) {
    Object.assign(this, run, { shapes, lines: sources[run.source].trimEnd().split("\n") });
    this.length = this.steps.length;
    /** From which event to which each task is in one state. */
    this.spans = [];
    /** The events that print. */
    this.prints = [];
    const open = {};
    let { clock } = this.start;
    this.steps.forEach((step, i) => {
      clock = step.set?.clock ?? clock;
      step.clock = clock;
      if (step.kind === "printed") this.prints.push(i);
      for (const [task, { state }] of Object.entries(step.set?.tasks ?? {})) {
        if (!state) continue;
        if (open[task]) open[task].end = i;
        open[task] = { task: Number(task), state, start: i, end: this.length };
        if (!isOver({ state })) this.spans.push(open[task]);
      }
    });
    this.polls = this.viewAt(this.length).polls;
  }

  /** The view after the first `step` events. To merge 10,000 changes takes less time than to draw one view. */
  viewAt(step) {
    if (!this.view || this.at > step) Object.assign(this, { view: merge({}, this.start), at: 0 });
    while (this.at < step) merge(this.view, this.steps[this.at++].set ?? {});
    return this.view;
  }

  /** A text: the number of its shape, then what is its own. */
  text([shape, ...own]) {
    return html`${this.shapes[shape].split(/([`"#])/).map((part) => (Object.hasOwn(insert, part) ? insert[part](own.shift()) : part))}`;
  }

  /** What happens next, in event `i`, and why. */
  next(i) {
    return i < this.length ? this.text(this.steps[i].say)
      : html`The run has ended: ${this.polls} polls, ${this.prints.length} printed lines.`;
  }
}
