//! The questions of the quizzes as one page of the repository, each with its answer folded.

use std::fmt::Write;

use crate::include::CHAPTERS;
use crate::{read, resolve};

/// Where the page is.
pub const PAGE: &str = "course/book/PREDICT.md";

/// The quizzes, in the order of the chapters: the title of the chapter, and the quiz's file.
pub fn quizzes() -> Vec<(String, String)> {
    let summary = read(&format!("{CHAPTERS}/SUMMARY.md"));
    let links = summary.lines().filter_map(|line| {
        let (title, path) = line.split_once('[')?.1.split_once("](")?;
        Some((title, format!("{CHAPTERS}/{}", path.trim_end_matches(')'))))
    });
    let quizzes = links.flat_map(|(title, chapter)| {
        let text = read(&chapter);
        let quizzes = text.split("{{#quiz ").skip(1).filter_map(|rest| rest.split_once("}}"));
        let quizzes = quizzes.map(|(quiz, _)| (title.to_owned(), resolve(&chapter, quiz)));
        quizzes.collect::<Vec<_>>()
    });
    quizzes.collect()
}

/// A question: the program to predict, what it prints, and why.
pub struct Question {
    /// The name of the program.
    pub id: String,
    /// Its text.
    pub program: String,
    /// What it prints.
    pub answer: String,
    /// Why it prints that.
    pub context: String,
}

/// The questions of a quiz.
///
/// # Panics
///
/// If the quiz has another form.
pub fn in_quiz(quiz: &str) -> Vec<Question> {
    let table: toml::Table = read(quiz).parse().unwrap_or_else(|error| panic!("{quiz}: {error}"));
    let text = |value: &toml::Value| value.as_str().expect("it is a text").to_owned();
    let questions = table["questions"].as_array().expect("a quiz has questions").iter();
    let questions = questions.map(|question| Question {
        id: text(&question["id"]),
        program: text(&question["prompt"]["program"]),
        answer: text(&question["answer"]["stdout"]),
        context: text(&question["context"]),
    });
    questions.collect()
}

/// The page.
pub fn page() -> String {
    let mut page = "# What will it print?\n\nRead each program and write down what it prints. Then \
                    open the answer. In the book these questions\nare quizzes. This page is made of \
                    them by `cargo run -p book -- questions`.\n"
        .to_owned();
    for (title, quiz) in quizzes() {
        let _ = write!(page, "\n## {title}\n");
        for Question { program, answer, context, .. } in in_quiz(&quiz) {
            let _ = write!(
                page,
                "\n```rust\n{program}```\n\n<details>\n<summary>It prints</summary>\n\n\
                 ```text\n{answer}```\n\n{}\n\n</details>\n",
                context.trim()
            );
        }
    }
    page
}
