//! The questions of the quizzes are the programs that are run, and the answers what those print.

use std::collections::BTreeSet;

use book::{files, include, questions, read};

const PROGRAMS: &str = "course/programs/examples";

/// What a program prints.
fn output(program: &str) -> String {
    read(&format!("course/programs/outputs/{program}.txt"))
}

#[test]
fn every_answer_is_what_its_program_prints() {
    for quiz in files("course/book/quizzes", ".toml") {
        for question in questions::in_quiz(&quiz) {
            let id = question.id;
            assert_eq!(question.program, read(&format!("{PROGRAMS}/{id}.rs")), "{quiz}: {id}");
            assert_eq!(question.answer, output(&id), "{quiz}: {id}");
        }
    }
}

#[test]
fn every_quiz_stands_in_one_chapter() {
    let mut found: Vec<String> = questions::quizzes().into_iter().map(|(_, quiz)| quiz).collect();
    found.sort();
    assert_eq!(found, files("course/book/quizzes", ".toml"));
}

#[test]
fn the_page_of_questions_is_made_of_the_quizzes() {
    let is_made = read(questions::PAGE) == questions::page();
    assert!(is_made, "make it anew: cargo run -p book -- questions");
}

#[test]
fn every_program_is_shown() {
    let mut shown: BTreeSet<String> = include::all().into_iter().map(|i| i.file).collect();
    for quiz in files("course/book/quizzes", ".toml") {
        let questions = questions::in_quiz(&quiz).into_iter();
        shown.extend(questions.map(|question| format!("{PROGRAMS}/{}.rs", question.id)));
    }
    let mut programs = files(PROGRAMS, ".rs");
    programs.extend(files("course/programs/python", ".py"));
    programs.retain(|program| !shown.contains(program));
    assert!(programs.is_empty(), "no chapter shows {programs:?}");
}
