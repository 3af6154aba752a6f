//! The questions of the book, made from the programs, what they print, and `questions.toml`: as the
//! files that `mdbook-quiz` reads, and as one page of the repository, each with its answer folded.

use std::fmt::Write;

use serde::{Deserialize, Serialize};

use crate::include::CHAPTERS;
use crate::read;

/// Where the page is.
pub const PAGE: &str = "course/book/PREDICT.md";

#[derive(Deserialize)]
struct Questions {
    question: Vec<Question>,
}

/// A question: what does the program print?
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The name of the quiz that asks it.
    pub quiz: String,
    /// The name of the program.
    pub program: String,
    /// Why the program prints what it prints.
    pub why: String,
}

impl Question {
    /// The file of the program.
    pub fn file(&self) -> String {
        format!("course/programs/examples/{}.rs", self.program)
    }

    fn answer(&self) -> String {
        read(&format!("course/programs/outputs/{}.txt", self.program))
    }
}

/// All questions, in the order of the chapters.
///
/// # Panics
///
/// If the file has another form.
pub fn all() -> Vec<Question> {
    let questions: Result<Questions, _> = toml::from_str(&read("course/book/questions.toml"));
    questions.unwrap_or_else(|error| panic!("questions.toml: {error}")).question
}

/// The quizzes, in the order of the chapters: the title of the chapter, and the name of the quiz.
pub fn quizzes() -> Vec<(String, String)> {
    let summary = read(&format!("{CHAPTERS}/SUMMARY.md"));
    let links = summary.lines().filter_map(|line| {
        let (title, path) = line.split_once('[')?.1.split_once("](")?;
        Some((title, format!("{CHAPTERS}/{}", path.trim_end_matches(')'))))
    });
    let quizzes = links.flat_map(|(title, chapter)| {
        let text = read(&chapter);
        let quizzes = text.split("quizzes/").skip(1).filter_map(|rest| rest.split_once(".toml}}"));
        let quizzes = quizzes.map(|(quiz, _)| (title.to_owned(), quiz.to_owned()));
        quizzes.collect::<Vec<_>>()
    });
    quizzes.collect()
}

/// The file that `mdbook-quiz` reads.
///
/// # Panics
///
/// Never: all of it can be written as TOML.
pub fn quiz(name: &str) -> String {
    #[derive(Serialize)]
    struct Quiz {
        questions: Vec<toml::Table>,
    }
    let questions = all().into_iter().filter(|question| question.quiz == name);
    let questions = questions.map(|question| {
        let (program, answer) = (read(&question.file()), question.answer());
        toml::toml! {
            type = "Tracing"
            id = (question.program)
            prompt.program = program
            answer.doesCompile = true
            answer.stdout = answer
            context = (question.why)
        }
    });
    toml::to_string(&Quiz { questions: questions.collect() }).expect("it is TOML")
}

/// The page.
pub fn page() -> String {
    let mut page =
        "# What will it print?\n\nRead each program and write down what it prints. Then \
                    open the answer. In the book these questions\nare quizzes.\n"
            .to_owned();
    for (title, quiz) in quizzes() {
        let _ = write!(page, "\n## {title}\n");
        for question in all().iter().filter(|question| question.quiz == quiz) {
            let (program, answer, why) = (read(&question.file()), question.answer(), &question.why);
            let _ = write!(
                page,
                "\n```rust\n{program}```\n\n<details>\n<summary>It prints</summary>\n\n\
                 ```text\n{answer}```\n\n{}\n\n</details>\n",
                why.trim()
            );
        }
    }
    page
}
