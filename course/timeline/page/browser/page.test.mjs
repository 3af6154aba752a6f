// The page in a real browser. Started by `../test`. The words and states on it are those of the bundle in the page, which
// the Rust code makes and checks.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import axe from "axe-core";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const FILE = process.env.PAGE ?? here("../index.html");
const SCREENSHOTS = process.env.SCREENSHOTS ?? join(tmpdir(), "timeline-page");

/** Bounds, in bytes and milliseconds. */
const MOST_BYTES = 300_000;
const LOAD = 100;
const STEP = 50;

const bundle = JSON.parse(readFileSync(FILE, "utf8").match(/<script type="application\/json" id="bundle">(.*?)<\/script>/s)[1]);
const runs = new Map(bundle.runs.map((run) => [run.id, run]));
const polls = (name) => runs.get(name).steps.findLast(({ set }) => set?.polls).set.polls;
const PAIRS = [["busy", "waking"], ["jacobio", "tokio"]];

let browser;
const problems = [];

async function open(hash = "", { file = FILE, ...options } = {}) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
  page.on("pageerror", (error) => problems.push(`${hash}: ${error.message}`));
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(`${hash}: ${message.text()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data):/.test(request.url())) problems.push(`${hash}: asks for ${request.url()}`);
  });
  await page.goto(pathToFileURL(file).href + hash);
  return page;
}

const stepOf = (page) => page.evaluate(() => Number(document.getElementById("at").value));
const score = (page) => page.locator(".score b").allTextContents();

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Returns how to read for how many milliseconds the page's thread has run. The load of other programs counts little there. */
async function processorTime(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
}

before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser.close());

/** Presses a key `times` times in the page, and reads what it shows before, in between and after. */
const readSteps = (page, key, times) => page.evaluate(([pressed, count]) => Array.from({ length: count + 1 }, () => {
  const seen = [...document.querySelectorAll("#sentence, article.run")].map((element) => element.textContent.replace(/\s+/g, " "));
  const done = [...document.querySelectorAll("article.run")].map((run) => Number(run.dataset.done));
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true }));
  return { done, seen };
}), [key, times]);

/** A text of the bundle as the page shows it. */
const text = ([shape, ...own]) => bundle.shapes[shape].replace(/[`"#]/g, () => own.shift());

for (const [name, run] of runs) {
  test(`${name}: each step shows its sentence and its state, the same forwards and back`, async () => {
    const page = await open(`#run=${name}&step=0`);
    const { length } = run.steps;
    const forwards = await readSteps(page, "ArrowRight", length);
    assert.equal(await stepOf(page), length);
    const back = await readSteps(page, "ArrowLeft", length);
    assert.equal(await stepOf(page), 0);
    // A row beyond the view is drawn only where the view has been.
    const words = ({ done: [done], seen: [sentence] }) => [done, sentence];
    assert.deepEqual(back.reverse().map(words), forwards.map(words));
    let { executor } = run.start;
    for (const [i, { done: [done], seen: [sentence, shown] }] of forwards.entries()) {
      assert.equal(done, i);
      if (i < length) assert.ok(sentence.includes(text(run.steps[i].say).replace(/\s+/g, " ")), `${name}, step ${i}: ${sentence}`);
      executor = run.steps[i - 1]?.set?.executor ?? executor;
      assert.ok(shown.includes(text(executor)), `${name}, step ${i}: ${text(executor)}`);
      assert.doesNotMatch(sentence + shown, /undefined|null|NaN|\[object/, `${name}, step ${i}`);
    }
    await page.close();
  });
}

for (const pair of PAIRS) {
  test(`${pair.join(" beside ")}: both print in the same step, and step by at most an event`, async () => {
    const page = await open(`#run=${pair.join("+")}&step=0`);
    const both = pair.map((name) => runs.get(name));
    const length = await page.evaluate(() => Number(document.getElementById("at").max));
    const forwards = (await readSteps(page, "ArrowRight", length)).map(({ done }) => done);
    assert.deepEqual((await readSteps(page, "ArrowLeft", length)).map(({ done }) => done).reverse(), forwards);
    for (const [step, done] of forwards.entries()) {
      const [left, right] = both.map((run, i) => run.steps.slice(0, done[i]).filter(({ kind }) => kind === "printed").length);
      assert.equal(left, right, `lines printed at step ${step}`);
      if (step === 0) continue;
      const added = done.map((events, i) => events - forwards[step - 1][i]);
      assert.ok(Math.max(...added) === 1 && Math.min(...added) >= 0, `step ${step} adds an event to one run or both`);
    }
    assert.deepEqual(forwards.at(-1), both.map((run) => run.steps.length), "both come to their ends");
    await page.close();
  });
}

test("the lanes have a row for each event and a mark for each poll", async () => {
  const page = await open("#run=waking&step=1", { viewport: { width: 1280, height: 3000 } });
  await page.addStyleTag({ content: ".lanes { height: 2800px !important }" });
  await page.keyboard.press("End");
  const { steps } = runs.get("waking");
  assert.equal(await page.locator(".lane-body li").count(), steps.length);
  assert.equal(await page.locator(".lane-body .polled").count(), 2 * steps.filter(({ kind }) => kind === "polled").length, "a row and a mark");
  assert.deepEqual(await page.locator(".lane-heads span").allTextContents(), ["main", "task1", "task2"]);
  assert.deepEqual(await page.locator(".lane-body samp").allTextContents(),
    steps.filter(({ kind }) => kind === "printed").map(({ text }) => text));
  await page.close();
});

test("the first picture has the counts of the records", async () => {
  const page = await open();
  assert.match(await page.locator("#why-title").textContent(), new RegExp(`${polls("busy")} polls, or ${polls("waking")}$`));
  assert.deepEqual(await page.locator(".polls b").allTextContents(), [polls("busy"), polls("waking")]);
  const repeated = runs.get("busy").steps.filter(({ kind }) => kind === "repeated").map(({ row }) => Number(text(row).replace(/,| more.*/g, "")));
  const idle = repeated.reduce((sum, times) => sum + times, 0).toLocaleString("en");
  assert.equal(await page.locator(".drawn b").first().textContent(), idle);
  const parked = runs.get("waking").steps.filter(({ kind }) => kind === "parked").length;
  assert.equal(await page.locator(".strip .park").count(), parked);
  await page.close();
});

test("an address opens its run at its step, and the address follows each step", async () => {
  const page = await open("#run=busy&step=20");
  assert.equal(await page.locator("#run").inputValue(), "busy");
  assert.equal(await stepOf(page), 20);
  await page.keyboard.press("ArrowRight");
  await page.waitForURL(/#run=busy&step=21$/);
  await page.evaluate(() => { location.hash = "#step=7"; });
  await page.waitForFunction(() => document.getElementById("at").value === "7");
  assert.equal(await page.locator("#run").inputValue(), "busy", "without a run, the one that is shown");
  await page.evaluate(() => { location.hash = "#run=jacobio+tokio&step=3"; });
  await page.waitForFunction(() => document.querySelectorAll("article.run").length === 2);
  assert.equal(await page.locator("#beside").inputValue(), "tokio");
  for (const [hash, run, step] of [
    ["#step=12", "waking", 12],
    ["#run=none&step=2", "waking", 2],
    ["#run=waking&step=99999", "waking", runs.get("waking").steps.length],
    ["#run=waking&step=-4", "waking", 0],
    ["#run=waking&step=x", "waking", 0],
    ["#run=%E0%A4%A", "waking", 0],
  ]) {
    const other = await open(hash);
    assert.equal(await other.locator("#run").inputValue(), run, hash);
    assert.equal(await stepOf(other), step, hash);
    await other.close();
  }
  await page.close();
});

test("a link to a run, and an address with a step, show the stepper", async () => {
  const top = (page) => page.evaluate(() => Math.round(document.getElementById("stepper").getBoundingClientRect().top));
  for (const reducedMotion of ["reduce", "no-preference"]) {
    const page = await open("#run=waking&step=24", { reducedMotion });
    assert.equal(await top(page), 16);
    const plain = await open("", { reducedMotion });
    assert.equal(await plain.evaluate(() => scrollY), 0, "without an address, the first picture");
    for (const again of [1, 2]) {
      await plain.evaluate(() => scrollTo({ top: 0, behavior: "instant" }));
      await plain.locator("#why a").click();
      await plain.waitForFunction(() => Math.round(document.getElementById("stepper").getBoundingClientRect().top) === 16, null, { timeout: 5000 })
        .catch(() => assert.fail(`click ${again} doesn't scroll`));
    }
    await page.close();
    await plain.close();
  }
});

test("the skip link leads to the stepper, and the run stays at its step", async () => {
  const page = await open("#run=waking&step=24");
  await page.locator(".skip").focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.id === "stepper");
  await page.waitForURL(/#run=waking&step=24$/);
  assert.equal(await stepOf(page), 24);
  await page.keyboard.press("ArrowRight");
  assert.equal(await stepOf(page), 25);
  await page.close();
});

test("the lanes and the source of the first run are not cut off", async () => {
  for (const width of [1280, 390]) {
    const page = await open("#run=waking&step=1", { viewport: { width, height: 900 } });
    await page.addStyleTag({ content: ".lanes { height: 2800px !important }" });
    await page.keyboard.press("End");
    const cut = await page.evaluate(() => [...document.querySelectorAll(".lane-body a span, .source, .source code")]
      .filter((element) => element.scrollWidth > element.clientWidth && element.clientWidth > 0).map((element) => element.textContent));
    assert.deepEqual(cut, [], `at ${width} pixels`);
    await page.close();
  }
});

test("a click on a row goes to its step", async () => {
  const page = await open("#run=waking&step=1");
  await page.locator(".lane-body a", { hasText: "prints Task 2" }).first().click();
  const { steps } = runs.get("waking");
  assert.equal(await stepOf(page), steps.findIndex((step) => step.text === "Task 2") + 1);
  await page.locator("#why a").click();
  await page.waitForFunction(() => document.querySelectorAll("article.run").length === 2);
  await page.close();
});

test("buttons, slider and selects do what they say", async () => {
  const page = await open("#run=waking&step=5");
  for (const [button, step] of [["step", 6], ["back", 5], ["last", runs.get("waking").steps.length], ["first", 0]]) {
    await page.locator(`#${button}`).click();
    assert.equal(await stepOf(page), step, button);
  }
  await page.locator("#at").fill("9");
  await page.waitForURL(/step=9$/);
  await page.locator("#beside").selectOption("busy");
  assert.equal(await page.locator("article.run").count(), 2);
  await page.locator("#run").selectOption("tokio");
  await page.locator("#beside").selectOption("");
  await page.waitForURL(/#run=tokio&step=0$/);
  await page.close();
});

test("every action has its key", async () => {
  const page = await open("#run=waking&step=0");
  const { steps } = runs.get("waking");
  const press = async (key, step) => { await page.keyboard.press(key); assert.equal(await stepOf(page), step, key); };
  const begins = steps.flatMap(({ kind }, i) => (["polled", "repeated", "parked"].includes(kind) ? [i + 1] : []));
  await press("ArrowRight", 1);
  await press("ArrowLeft", 0);
  await press("Shift+ArrowRight", begins[0]);
  await press("Shift+ArrowRight", begins[1]);
  await press("Shift+ArrowLeft", begins[0]);
  const park = steps.findIndex(({ kind }) => kind === "parked") + 1;
  await page.locator("#at").fill(String(park + 3));
  await page.locator("#step").focus();
  await page.keyboard.press("Shift+ArrowLeft");
  assert.equal(await stepOf(page), park, "a park counts as a poll does");
  await press("End", steps.length);
  await press("Home", 0);
  const focused = () => page.evaluate(() => document.activeElement.id);
  await page.keyboard.press("r");
  assert.equal(await focused(), "run");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator("#run").inputValue(), "busy", "a select keeps its arrow keys");
  await page.locator("#at").focus();
  await press("ArrowRight", 1);
  await page.keyboard.press("b");
  assert.equal(await focused(), "beside");
  await page.locator("#step").focus();
  await page.keyboard.press("?");
  assert.equal(await page.locator("#keys").getAttribute("open"), "");
  await page.keyboard.press("?");
  assert.equal(await page.locator("#keys").getAttribute("open"), null);
  await page.keyboard.press("p");
  assert.ok(await page.locator("#predict").isChecked());
  // Every key of the handler is in the list on the page.
  const listed = await page.locator(".keys kbd").allTextContents();
  assert.deepEqual(listed, ["→", "←", "Shift", "→", "←", "Home", "End", "Space", "R", "B", "P", "1", "9", "?"]);
  await page.close();
});

test("play goes on by itself until it is paused, and stops at the end", async () => {
  const page = await browser.newPage();
  await page.clock.install();
  await page.goto(pathToFileURL(FILE).href + "#run=waking&step=0");
  await page.locator("body").press(" ");
  assert.equal(await stepOf(page), 1);
  await page.clock.runFor(5000);
  await page.locator("body").press(" ");
  const step = await stepOf(page);
  assert.ok(step > 3, `${step} steps in five seconds`);
  await page.clock.runFor(5000);
  assert.equal(await stepOf(page), step, "paused");
  await page.locator("#play").click();
  await page.clock.runFor(120_000);
  assert.equal(await stepOf(page), runs.get("waking").steps.length);
  assert.match(await page.locator("#play").textContent(), /Play/);
  await page.close();
});

for (const name of ["waking", "busy", "stage3-sleep", "stage2-event-loop", "lost_wakeup.waking", "panic.jacobio", "abort.jacobio"]) {
  test(`${name}: predict stops before each line, counts right and wrong, and says why`, async () => {
    const page = await open(`#run=${name}&step=9`);
    await page.keyboard.press("p");
    assert.equal(await stepOf(page), 0);
    const prints = runs.get(name).steps.flatMap((step, i) => (step.kind === "printed" ? [{ ...step, i }] : []));
    let right = 0, wrong = 0;
    for (const [number, { text, i }] of prints.entries()) {
      await page.keyboard.press("End");
      const step = await stepOf(page);
      assert.ok(step <= i, `line ${number + 1} is printed by event ${i}; asked at ${step}`);
      assert.equal(prints.filter((print) => print.i < step).length, number, "all lines before are printed");
      assert.equal(await page.locator(".lane-body .future").count(), 0, "what is ahead is hidden");
      assert.doesNotMatch(await page.locator("#sentence").textContent(), /prints/);
      const answers = await page.locator("#question button samp").allTextContents();
      assert.ok(answers.length > 1 && answers.includes(text), `${text} is among ${answers}`);
      const isRight = number % 2 === 0;
      const choice = answers.findIndex((answer) => (answer === text) === isRight);
      if (number < 2) await page.keyboard.press(String(choice + 1));
      else await page.locator("#question button").nth(choice).click();
      if (isRight) right++; else wrong++;
      assert.deepEqual(await score(page), [String(right), String(wrong)]);
      const reply = await page.locator(".reply").textContent();
      assert.match(reply, isRight ? /^✓ Right/ : /^✗ Not/);
      assert.ok(reply.includes(text) && reply.length > text.length + 30, `a reason: ${reply}`);
      assert.equal(await page.locator("#question fieldset").count(), 0, "one answer to a question");
    }
    assert.match(await page.locator(".score").textContent(), new RegExp(`you predicted ${right} of ${prints.length} lines$`));
    await page.keyboard.press("End");
    assert.equal(await stepOf(page), runs.get(name).steps.length, "no question is left");
    await page.keyboard.press("p");
    assert.ok(await page.locator("#question").isHidden());
    await page.close();
  });
}

test("the sentence of each step is announced", async () => {
  const page = await open("#run=waking&step=0");
  assert.equal(await page.locator("#sentence").getAttribute("aria-live"), "polite");
  await page.close();
});

test("no rule of accessibility is broken, in both colour schemes", async () => {
  for (const colorScheme of ["light", "dark"]) {
    for (const hash of ["#run=waking&step=30", "#run=busy+waking&step=40"]) {
      const page = await open(hash, { colorScheme });
      await page.keyboard.press("?");
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() => window.axe.run());
      assert.deepEqual(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0].html}: ${nodes[0].failureSummary}`), [], `${colorScheme} ${hash}`);
      await page.close();
    }
  }
});

test("with reduced motion nothing moves", async () => {
  const moving = (page) => page.evaluate(() => [...document.querySelectorAll("*")].filter((element) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element);
    return transitionDuration !== "0s" || animationName !== "none" || scrollBehavior === "smooth";
  }).length);
  const still = await open("#run=waking&step=3", { reducedMotion: "reduce" });
  assert.equal(await moving(still), 0);
  const other = await open("#run=waking&step=3", { reducedMotion: "no-preference" });
  assert.notEqual(await moving(other), 0);
  await still.close();
  await other.close();
});

test("at three sizes and in both schemes nothing is cut off; screenshots are written", async () => {
  mkdirSync(SCREENSHOTS, { recursive: true });
  for (const width of [1440, 1024, 390]) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [name, hash] of [["one", "#run=waking&step=41"], ["two", "#run=busy+waking&step=60"]]) {
        const page = await open(hash, { viewport: { width, height: 900 }, colorScheme });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.equal(overflow, 0, `${name} at ${width} pixels is too wide`);
        const small = await page.evaluate(() => [...document.querySelectorAll("body *")].filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && parseFloat(getComputedStyle(element).fontSize) < 11).length);
        assert.equal(small, 0, `text under 11 pixels at ${width}`);
        await page.screenshot({ path: join(SCREENSHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        await page.close();
      }
    }
  }
  console.log(`screenshots: ${SCREENSHOTS}`);
});

test("the page is small, and loads in little processor time", async () => {
  const size = readFileSync(FILE).length;
  assert.ok(size < MOST_BYTES, `${size} bytes`);
  const times = [];
  for (let i = 0; i < 7; i++) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const time = await processorTime(page);
    const start = await time();
    await page.goto(pathToFileURL(FILE).href);
    times.push(await time() - start);
    await page.close();
  }
  console.log(`${size} bytes, loaded in ${times.map(Math.round)} ms`);
  assert.ok(median(times) < LOAD, `loaded in ${times} ms`);
});

/** A task with this name has no room for it in its lane. */
const LONG = "download_the_front_page_of_a_newspaper_and_count_its_words";

let long;
/** The page of a record with 10,000 events, as the command makes it. */
function longPage() {
  if (long) return long;
  const header = JSON.parse(readFileSync(here("../../records/stage4-await.waking.jsonl"), "utf8").split("\n")[0]);
  const at = { file: header.source, line: 12, column: 9 };
  const events = [];
  const add = (event, task, rest = {}) => events.push({ seq: events.length, time: events.length * 10, task, event, ...rest });
  for (let task = 0; task < 6; task++) add("spawned", task, { name: task === 5 ? LONG : `task${task}`, by: null, at, sleep_until: null });
  for (let wait = 0; events.length < 10_000; wait++) {
    const task = wait % 6;
    add("polled", task, { why: "new" });
    if (wait >= 6) add("resolved", task, { wait: wait - 6 });
    add("printed", task, { text: `line ${wait}` });
    add("awaits", task, { wait, on: { sleep: { duration: 10, until: events.length * 10 } }, at });
    add("waker_kept", task, { wait });
    add("pending", task, { on: [wait] });
    add("woken", task, { by: "timer", wait, effect: "scheduled" });
    add("waker_dropped", task, { wait });
  }
  mkdirSync(SCREENSHOTS, { recursive: true });
  const record = join(SCREENSHOTS, "long.jsonl"), file = join(SCREENSHOTS, "long.html");
  writeFileSync(record, [{ ...header, program: "long" }, ...events].map((line) => `${JSON.stringify(line)}\n`).join(""));
  const made = execFileSync("cargo", ["run", "--quiet", "-p", "timeline", "--", "page", record], { maxBuffer: 1 << 26 });
  writeFileSync(file, made);
  return (long = { file, events });
}

/** The names of lanes that are cut, each with its title. */
const cutNames = (page) => page.evaluate(() => [...document.querySelectorAll(".lane-heads b")].filter((name) =>
  name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight).map((name) => [name.textContent, name.parentElement.title]));

test("the names of the lanes are not cut where there is room", async () => {
  for (const hash of [...[...runs.keys()].map((name) => `#run=${name}`), "#run=busy+waking", "#run=lost_wakeup.waking+lost_wakeup.busy"]) {
    const page = await open(hash);
    assert.deepEqual(await cutNames(page), [], hash);
    await page.close();
  }
});

test("a name without room in its lane ends in an ellipsis, and nothing is too wide", async () => {
  for (const width of [1280, 800, 360]) {
    const page = await open("#step=200", { file: longPage().file, viewport: { width, height: 900 } });
    assert.deepEqual(await cutNames(page), [[LONG, LONG]], `at ${width} pixels one is cut, and has a title`);
    assert.equal(await page.locator(".lane-heads b").last().evaluate((name) => getComputedStyle(name).textOverflow), "ellipsis");
    const wide = await page.evaluate(() => [...document.querySelectorAll("article, .panels, .part, .tables, table")]
      .filter((element) => element.scrollWidth > element.clientWidth).map((element) => element.className));
    assert.deepEqual(wide, [], `at ${width} pixels`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await page.screenshot({ path: join(SCREENSHOTS, `long-${width}.png`), fullPage: true });
    await page.close();
  }
});

test("a record of 10,000 events steps without a visible wait", async () => {
  const { file, events } = longPage();
  const page = await open("", { file });
  const time = await processorTime(page);
  const press = async (key, times) => {
    const start = await time();
    await page.evaluate(([pressed, count]) => {
      for (let i = 0; i < count; i++) {
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: pressed, bubbles: true }));
        // Layout is a part of the step.
        document.body.offsetHeight;
      }
    }, [key, times]);
    return (await time() - start) / times;
  };
  for (const [key, count] of [["ArrowRight", 100], ["End", 1], ["ArrowLeft", 100], ["Home", 1]]) {
    const took = await press(key, count);
    console.log(`10,000 events, ${key}: ${took.toFixed(1)} ms`);
    assert.ok(took < STEP, `${key}: ${took} ms`);
  }
  await page.keyboard.press("End");
  assert.equal(await stepOf(page), events.length);
  await page.close();
});

test("the sentence says what comes next, and its row is outlined", async () => {
  const page = await open("#run=waking&step=20");
  assert.match(await page.locator("#sentence").textContent(), /^Next: /);
  assert.equal(await page.locator(".lane-body .next a").getAttribute("data-step"), "21");
  await page.keyboard.press("End");
  assert.equal(await page.locator(".lane-body .next").count(), 0);
  assert.doesNotMatch(await page.locator("#sentence").textContent(), /Next/);
  await page.close();
});

test("the line of the task that runs is always in view, on a phone too", async () => {
  for (const width of [1440, 1024, 390]) {
    const page = await open("#run=waking&step=0", { viewport: { width, height: 844 } });
    for (let step = 1; step <= runs.get("waking").steps.length; step++) {
      await page.keyboard.press("ArrowRight");
      const hidden = await page.evaluate(() => [...document.querySelectorAll(".source .running")].filter((line) => {
        const [inner, outer] = [line, line.parentElement].map((element) => element.getBoundingClientRect());
        return inner.top < outer.top - 1 || inner.bottom > Math.max(outer.bottom, inner.top + outer.height) + 1;
      }).length);
      assert.equal(hidden, 0, `at ${width} pixels, step ${step}`);
    }
    await page.close();
  }
});

test("on a phone the controls are folded, and of two runs one is shown", async () => {
  const page = await open("#run=busy+waking&step=9", { viewport: { width: 390, height: 844 } });
  assert.ok(await page.locator("#beside").isHidden());
  assert.ok(await page.locator(".hint").isHidden());
  assert.ok((await page.locator(".lane-heads span").allTextContents()).includes("tasks of sleeps"));
  assert.deepEqual(await page.locator("article.run").evaluateAll((runs) => runs.map((run) => run.checkVisibility())), [true, false]);
  await page.locator("#tabs button").last().click();
  assert.deepEqual(await page.locator("article.run").evaluateAll((runs) => runs.map((run) => run.checkVisibility())), [false, true]);
  assert.equal(await page.locator("#sentence p:visible").count(), 1);
  await page.close();
});

test("practice asks ten questions, says which answers are right and why, remembers them, and asks the weak kind first", async () => {
  const pool = JSON.parse(readFileSync(here("../practice.json"), "utf8"));
  assert.ok(pool.length >= 100, `${pool.length} programs`);
  const page = await open("", { viewport: { width: 390, height: 844 } });
  const part = page.locator("#practice");
  await part.locator("button").click();
  let right = 0;
  for (let number = 1; number <= 10; number++) {
    const source = (await part.locator("pre").textContent()).trim();
    const ask = await part.locator("legend").textContent();
    const question = pool.find((program) => program.source === source).questions.find((one) => one.ask.replaceAll("`", "") === ask);
    // Right about all but what wakes a task.
    const choice = question.kind === "woke" ? (question.right + 1) % question.answers.length : question.right;
    if (choice === question.right) right++;
    await part.locator("fieldset button").nth(choice).click();
    assert.match(await part.locator(".reply").textContent(), choice === question.right ? /^✓ Right\./ : /^✗ No\./);
    assert.ok((await part.locator(".reply").textContent()).includes(question.why.replaceAll("`", "")));
    if (number < 10) await part.locator("[data-next]").click();
  }
  assert.match(await part.locator(".final").textContent(), new RegExp(`^${right} of 10 right`));
  await page.reload();
  await part.locator("button").click();
  assert.match(await part.locator(".score").textContent(), /^Question 1 of 10: what wakes a task/);
  await page.close();
});

test("a watched program is shown anew when it is saved; an error is shown, and the place is kept", async () => {
  const folder = mkdtempSync(join(tmpdir(), "timeline-watch-")), file = join(folder, "watched.rs");
  const source = readFileSync(here("../../examples/join.rs"), "utf8");
  writeFileSync(file, source.replace("fn main", "fn main is no program"));
  const server = spawn("cargo", ["run", "--quiet", "-p", "timeline", "--", "watch", file, "--on", "waking", "--compare", "jacobio"]);
  try {
    const url = await new Promise((resolve) => { server.stdout.on("data", (data) => resolve(String(data).match(/http:\S+/)[0])); });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(url);
    // The first build fails.
    await page.waitForSelector("[data-news=problem]");
    assert.ok(await page.locator("#stepper").isHidden());
    assert.match(await page.locator("#news").textContent(), /^\s*It doesn't run\s*error/);
    writeFileSync(file, source);
    await page.waitForSelector("article.run");
    assert.equal(await page.locator("article.run").count(), 2, "two loops");
    for (let i = 0; i < 20; i++) await page.keyboard.press("ArrowRight");
    const sentence = await page.locator("#sentence").textContent();
    // A line before all others moves every number of a line, but not the place.
    writeFileSync(file, source.replace("has ended", "is done"));
    await page.waitForFunction(() => document.querySelector(".source").textContent.includes("is done"));
    assert.equal(await page.locator("#sentence").textContent(), sentence);
    writeFileSync(file, source.replace("println!", "printn!"));
    await page.waitForSelector("[data-news=problem]");
    assert.match(await page.locator("#news").textContent(), /cannot find macro `printn`/);
    assert.equal(await page.locator("article.run").count(), 2, "the last run stays");
    // A program that never ends doesn't keep the next save waiting.
    writeFileSync(file, source.replace("io::Result<()> {", "io::Result<()> { while true {}"));
    await page.waitForFunction(() => document.getElementById("news").textContent.startsWith("running"));
    writeFileSync(file, source);
    await page.waitForSelector("[data-news=recorded]");
    assert.equal(await page.locator("#news").textContent(), "");
    await page.close();
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
});

test("no page has said a word in the console, or asked the network", () => {
  assert.deepEqual(problems, []);
});
