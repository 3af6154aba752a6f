//! The questions of the book.

use std::collections::BTreeSet;

use book::{files, include, questions};
use repository::assert_file;

#[test]
fn each_quiz_stands_in_one_chapter() {
    let asked = questions::all().into_iter().map(|question| question.quiz);
    let mut shown: Vec<String> = questions::quizzes().into_iter().map(|(_, quiz)| quiz).collect();
    shown.sort();
    assert_eq!(shown, asked.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>());
}

#[test]
fn the_page_has_all_questions() {
    assert_file(questions::PAGE, &questions::page());
}

#[test]
fn every_program_is_shown() {
    let mut shown: BTreeSet<String> = include::all().into_iter().map(|i| i.file).collect();
    shown.extend(questions::all().iter().map(questions::Question::file));
    let mut programs = files("course/programs/examples", ".rs");
    programs.extend(files("course/programs/python", ".py"));
    programs.retain(|program| !shown.contains(program));
    assert!(programs.is_empty(), "no chapter shows {programs:?}");
}
