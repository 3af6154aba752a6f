//! The questions of the quizzes are the programs that are run, and the answers what those print.

use std::collections::BTreeSet;

use book::{files, include, read, resolve};

const PROGRAMS: &str = "course/programs/examples";

/// What a program prints. The snapshots begin with three lines of their own.
fn output(program: &str) -> String {
    let text = read(&format!("course/programs/tests/snapshots/{program}.snap"));
    text.split_inclusive('\n').skip(3).collect()
}

#[test]
fn every_answer_is_what_its_program_prints() {
    for quiz in files("course/book/quizzes", ".toml") {
        let table: toml::Table = read(&quiz).parse().expect("it is TOML");
        let questions = table["questions"].as_array().expect("a quiz has questions");
        for question in questions {
            let text = |value: &toml::Value| value.as_str().map(str::to_owned);
            let id = text(&question["id"]).expect("a question has an id");
            let program = text(&question["prompt"]["program"]).expect("it shows a program");
            let answer = text(&question["answer"]["stdout"]).expect("it has an answer");
            assert_eq!(program, read(&format!("{PROGRAMS}/{id}.rs")), "{quiz}: {id}");
            assert_eq!(answer, output(&id), "{quiz}: {id}");
        }
    }
}

#[test]
fn every_quiz_stands_in_one_chapter() {
    let mut found = BTreeSet::new();
    for chapter in include::chapters() {
        let text = read(&chapter);
        let quizzes = text.split("{{#quiz ").skip(1).filter_map(|rest| rest.split_once("}}"));
        for (quiz, _) in quizzes {
            assert!(found.insert(resolve(&chapter, quiz)), "{quiz} stands in two places");
        }
    }
    let quizzes: BTreeSet<String> = files("course/book/quizzes", ".toml").into_iter().collect();
    assert_eq!(found, quizzes);
}

#[test]
fn every_program_is_shown() {
    let mut shown: BTreeSet<String> = include::all().into_iter().map(|i| i.file).collect();
    for quiz in files("course/book/quizzes", ".toml") {
        let text = read(&quiz);
        let ids = text.lines().filter_map(|line| line.strip_prefix("id = \""));
        shown.extend(ids.map(|id| format!("{PROGRAMS}/{}.rs", id.trim_end_matches('"'))));
    }
    let mut programs = files(PROGRAMS, ".rs");
    programs.extend(files("course/programs/python", ".py"));
    programs.retain(|program| !shown.contains(program));
    assert!(programs.is_empty(), "no chapter shows {programs:?}");
}
