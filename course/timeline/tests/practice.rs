//! The pool of programs that the page asks about: random ones, of the parity tests' generator,
//! written as Rust. Each is compiled and recorded, and its record answers the questions.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::{Command, Stdio};

use program::Op;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, RngSeed, TestRunner};
use recorder::event::Clock;
use recorder::on::Loop;
use repository::assert_file;
use timeline::build::Compiler;
use timeline::page::practice::practice;
use timeline::programs::{self, Simulate, Variant};
use timeline::record::Record;
use timeline::run::{self, Limits};

#[expect(dead_code, reason = "the parity tests need more of it")]
#[path = "../../../tests/parity/program.rs"]
mod program;

/// A block that is chosen while it runs. No program here has one.
mod every {
    #[derive(Clone, Debug)]
    pub enum Open {}
}

const POOL: usize = 110;
/// A program that fits on a phone.
const MOST_LINES: usize = 22;
const SOURCE: &str = "course/timeline/page/practice.rs";

/// A program as it is written: a function for each task, `main` last.
#[derive(Default)]
struct Writer {
    functions: Vec<String>,
    tasks: usize,
}

impl Writer {
    /// Writes a task's function. What has no place in a small program is left out.
    fn task(&mut self, name: &str, ops: &[Op]) {
        let (mut body, mut printed, mut handles) = (String::new(), 0, Vec::new());
        for op in ops {
            let line = match op {
                Op::Print => {
                    printed += 1;
                    format!("println!(\"{name} {printed}\");")
                }
                Op::Yield(_) => "yield_now().await;".to_owned(),
                Op::Sleep(ms) if *ms < 10 => format!("sleep(Duration::from_millis({ms})).await;"),
                Op::Spawn(ops) if self.tasks < 3 => {
                    let child = ["a", "b", "c"][self.tasks];
                    self.tasks += 1;
                    self.task(child, ops);
                    handles.push(child);
                    format!("let {child} = spawn_local({child}());")
                }
                Op::Join(_) if !handles.is_empty() => {
                    format!("{}.await.unwrap();", handles.remove(0))
                }
                _ => continue,
            };
            let _ = writeln!(body, "    {line}");
        }
        for handle in handles {
            // Nothing waits for it.
            body = body.replace(&format!("let {handle} = "), "");
        }
        self.functions.push(format!("async fn {name}() {{\n{body}}}\n"));
    }
}

/// Random programs, the same each time. Without optimization, the default generator of random
/// numbers would take most of the test's time.
fn random() -> impl Iterator<Item = String> {
    let rng_algorithm = RngAlgorithm::XorShift;
    let config = Config { rng_algorithm, rng_seed: RngSeed::Fixed(0), ..Config::default() };
    let (strategy, mut runner) = (program::programs(), TestRunner::new(config));
    std::iter::repeat_with(move || {
        let tree = strategy.new_tree(&mut runner).expect("no program is rejected");
        let mut writer = Writer::default();
        writer.task("main", &tree.current().0);
        writer.functions.join("\n")
    })
}

/// Whether there is something to ask about it.
fn is_interesting(source: &str) -> bool {
    let count = |text: &str| source.matches(text).count();
    (4..=8).contains(&count("println!"))
        && count("spawn_local") >= 2
        && count(".await") >= 3
        && count("{\n}") == 0
        && source.lines().count() <= MOST_LINES
}

/// All programs as one, so that the compiler runs once.
fn all_as_one(pool: &[String]) -> String {
    let mut text = "//! Random programs: `practice 7` runs one. The page asks about them.\n\n\
        use std::env;\nuse std::time::Duration;\n\nuse jacobio::runtime::LocalRuntime;\n\
        use jacobio::task::{spawn_local, yield_now};\nuse jacobio::time::sleep;\n"
        .to_owned();
    for (number, source) in pool.iter().enumerate() {
        let used = ["sleep", "yield_now"].into_iter().filter(|name| source.contains(*name));
        let mut used: Vec<_> = used.chain(["spawn_local"]).collect();
        if source.contains("Duration") {
            used.push("Duration");
        }
        used.sort_unstable();
        let main = source.replace("async fn main", "pub async fn main");
        let _ =
            write!(text, "\nmod p{number} {{\nuse super::{{{}}};\n\n{main}}}\n", used.join(", "));
    }
    text.push_str("\nfn main() {\n    let number = env::args().nth(1).expect(\"a number\");\n");
    text.push_str(
        "    LocalRuntime::new().unwrap().block_on(async move {\n        match &*number {\n",
    );
    for number in 0..pool.len() {
        let _ = writeln!(text, "            \"{number}\" => p{number}::main().await,");
    }
    text.push_str("            _ => panic!(\"no such program\"),\n        }\n    });\n}\n");
    text
}

fn record(command: Command, number: usize) -> Record {
    let variant = Variant {
        on: Loop::Jacobio,
        source: SOURCE.to_owned(),
        simulate: Simulate::Recorder,
        clock: Clock::Simulated,
        repeats: true,
        plain: None,
    };
    let program = programs::Program { name: format!("practice {number}"), variants: Vec::new() };
    run::record(command, &program, &variant, Clock::Simulated, &Limits::default())
        .unwrap_or_else(|error| panic!("program {number}: {error}"))
}

#[test]
#[ignore = "takes half a minute; `cargo xtask check` runs it"]
fn the_pool_of_questions_is_what_runs_answer_today() {
    let mut known = BTreeSet::new();
    let pool = random().filter(|source| is_interesting(source));
    let pool: Vec<_> = pool.filter(|source| known.insert(source.clone())).take(POOL).collect();
    assert_file(SOURCE, &all_as_one(&pool));
    let compiler = Compiler::new().expect("the recorder compiles");
    let program = compiler.compile(SOURCE).unwrap_or_else(|error| panic!("{error}"));
    let mut lines = Vec::new();
    for (number, source) in pool.iter().enumerate() {
        let mut command = Command::new(&program.executable);
        command.arg(number.to_string()).stderr(Stdio::null());
        let record = record(command, number);
        let questions = practice(&record, number);
        assert!(!questions.is_empty(), "nothing to ask about program {number}");
        for question in &questions {
            let answers: BTreeSet<_> = question.answers.iter().collect();
            assert_eq!(answers.len(), question.answers.len(), "program {number}: {question:?}");
            assert!(question.right < question.answers.len() && answers.len() > 1);
        }
        let json = serde_json::json!({ "source": source.trim_end(), "questions": questions });
        lines.push(json.to_string());
    }
    assert_file("course/timeline/page/practice.json", &format!("[\n{}\n]\n", lines.join(",\n")));
}
