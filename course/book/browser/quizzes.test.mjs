// The quizzes of the built book in a real browser. Started by `../test`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

// The timeline's page is checked with the same tools.
const require = createRequire(new URL("../../timeline/page/browser/", import.meta.url));
const axe = require("axe-core");
const { chromium } = require("playwright-core");

const book = (page) => fileURLToPath(new URL(`../../../target/book/${page}`, import.meta.url));
const summary = readFileSync(new URL("../chapters/SUMMARY.md", import.meta.url), "utf8");
const QUIZ = /data-quiz-questions="([^"]*)"/g;

/** The quizzes of each page: what the browser gets. */
const quizzes = [...summary.matchAll(/\]\((.*)\.md\)/g)]
  .map(([, name]) => `${name}.html`)
  .map((page) => [page, [...readFileSync(book(page), "utf8").matchAll(QUIZ)]])
  .flatMap(([page, found]) => found.map(([, json], place) => [page, place, questionsIn(json)]));

function questionsIn(attribute) {
  const named = { "&quot;": '"', "&lt;": "<", "&gt;": ">", "&amp;": "&" };
  const json = attribute.replace(/&(?:#(\d+)|\w+);/g, (mark, code) => (code ? String.fromCodePoint(code) : named[mark]));
  return JSON.parse(json).questions;
}

const LOOKS = [
  ["wide and light", { viewport: { width: 1280, height: 900 }, colorScheme: "light" }],
  ["narrow and dark", { viewport: { width: 360, height: 740 }, colorScheme: "dark" }],
];

let browser;
before(async () => {
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
});
after(() => browser.close());

/** Answers all questions. `answer` is the output to give, or nothing for "does not compile". */
async function answerAll(quiz, questions, answer) {
  for (const [number, question] of questions.entries()) {
    await quiz.getByText(`Question ${number + 1} / ${questions.length}`).waitFor();
    const output = answer(question.answer.stdout);
    await quiz.getByLabel(output === undefined ? "does NOT compile" : "DOES compile").check();
    if (output !== undefined) await quiz.locator("textarea").fill(output);
    await quiz.locator("input[type=submit]").click();
  }
  await quiz.getByText("Answer Review").waitFor();
}

const judged = (quiz) => quiz.getByText(/^You answered \d/).textContent();

/** What can't be read: too little contrast, or beside the page. */
async function unreadable(page, quiz) {
  if (!(await page.evaluate("'axe' in window"))) await page.addScriptTag({ content: axe.source });
  const contrast = await quiz.evaluate((quiz) => axe.run(quiz, { runOnly: ["color-contrast"] }));
  const faults = contrast.violations.flatMap(({ nodes }) => nodes.map((node) => `${node.html}: ${node.failureSummary}`));
  const beyond = await quiz.evaluate((quiz) =>
    Math.max(quiz.getBoundingClientRect().right, document.documentElement.scrollWidth) - innerWidth);
  return beyond > 0 ? [...faults, `${beyond} pixels beside the page`] : faults;
}

test("every stage has a quiz", () => assert.ok(quizzes.length >= 5, `${quizzes.length} quizzes`));

for (const [look, options] of LOOKS) {
  for (const [file, place, questions] of quizzes) {
    test(`${file}, ${look}: right answers count, and wrong ones don't`, { timeout: 60_000 }, async () => {
      const page = await browser.newPage(options);
      page.setDefaultTimeout(10_000);
      const problems = [];
      page.on("pageerror", (error) => problems.push(error.message));
      const all = questions.length;
      const quiz = page.locator(".mdbook-quiz").nth(place);
      const start = async () => {
        await page.goto(pathToFileURL(book(file)).href);
        await quiz.getByRole("button", { name: "Start" }).click();
      };

      await start();
      await answerAll(quiz, questions, (stdout) => stdout.trim());
      assert.match(await judged(quiz), new RegExp(`${all}/${all}`), "the right lines");
      assert.equal(await quiz.locator(".incorrect").count(), 0);
      problems.push(...(await unreadable(page, quiz)));

      await start();
      await answerAll(quiz, questions, () => undefined);
      assert.match(await judged(quiz), new RegExp(`0/${all}`), "that it doesn't compile");
      await quiz.getByRole("button", { name: "retry the quiz" }).first().click();

      await answerAll(quiz, questions, (stdout) => `${stdout.trim()}\nand one more line`);
      assert.match(await judged(quiz), new RegExp(`0/${all}`), "a line too many");
      assert.equal(await quiz.locator(".incorrect").count(), all);
      await quiz.getByRole("button", { name: "see the correct answers" }).first().click();
      const text = await quiz.textContent();
      for (const { answer, context } of questions) {
        assert.ok(text.includes(answer.stdout.trim()), "it shows the right output");
        assert.ok(text.includes(context.split(/[`*[]/)[0].trim()), "it says why");
      }
      problems.push(...(await unreadable(page, quiz)));
      if (process.env.SCREENSHOTS) await quiz.screenshot({ path: `${process.env.SCREENSHOTS}/${file.replaceAll("/", "-")} ${look}.png` });
      await page.close();
      assert.deepEqual([...new Set(problems)], []);
    });
  }
}
