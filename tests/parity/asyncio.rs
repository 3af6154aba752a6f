//! The same programs on Python's asyncio, as far as it makes the same promises. There are no
//! timeouts; no abort of a task that joins another or is joined, since that cascades in asyncio;
//! and no equal deadlines, whose order asyncio doesn't define.

use std::io::{self, ErrorKind, Write};
use std::process::{Command, Stdio};
use std::slice;
use std::thread;
use std::time::Duration;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestCaseError;

use crate::program::{EVENTS, Main, Op, Program};
use crate::{child, on_jacobio, report, runner, trace};

/// Longer than Python takes to start on a slow machine, and longer than it takes for a program.
const START: Duration = Duration::from_secs(60);
const EACH: Duration = Duration::from_millis(100);

/// Six tasks with known numbers, and the tasks that they spawn. Tasks 1 to 3 may be aborted. `main`
/// may join task 4, task 4 may join task 5, and so on.
fn programs() -> impl Strategy<Value = Program> {
    let quiet = || vec(simple(), 0..6);
    let busy = |joins| {
        let abort = select(vec![Op::Abort(1), Op::Abort(2), Op::Abort(3)]);
        let spawn = quiet().prop_map(Op::Spawn);
        vec(prop_oneof![6 => simple(), 2 => abort, 1 => spawn, 1 => Just(Op::Join(joins))], 0..6)
    };
    let tasks = [quiet().boxed(), quiet().boxed(), quiet().boxed()];
    let tasks = (tasks, [busy(5), busy(6), busy(7)]);
    let milliseconds = Just((0..16).map(|power| 1 << power).collect::<Vec<_>>()).prop_shuffle();
    (tasks, busy(4), milliseconds).prop_map(|((quiet, busy), main, mut milliseconds)| {
        let mut program = quiet.into_iter().chain(busy).map(Op::Spawn).collect::<Vec<_>>();
        program.extend(main);
        // A `main` that ends at once would show little.
        program.push(Op::Sleep(1));
        make_deadlines_differ(&mut program, &mut milliseconds);
        Program(program)
    })
}

fn simple() -> impl Strategy<Value = Op> {
    let mut ops =
        vec![Op::Print, Op::Yield(1), Op::Yield(1), Op::Sleep(1), Op::Sleep(1), Op::Panic];
    ops.extend((0..EVENTS).flat_map(|event| [Op::Wait(event), Op::Set(event)]));
    ops.extend([1, 4].map(Op::IsFinished));
    select(ops)
}

/// Gives each sleep another power of two: no two sums of them are the same.
fn make_deadlines_differ(ops: &mut [Op], milliseconds: &mut Vec<u64>) {
    for op in ops {
        match op {
            Op::Sleep(_) => *op = milliseconds.pop().map_or(Op::Print, Op::Sleep),
            Op::Spawn(ops) => make_deadlines_differ(ops, milliseconds),
            _ => {}
        }
    }
}

/// Runs the programs on asyncio. Returns `None` if there is no Python.
pub fn traces(programs: &[Program]) -> Option<Vec<String>> {
    let mut python = Command::new("python3");
    python
        .args(["-W", "ignore", "-c", include_str!("asyncio.py")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let mut run = match python.spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => return None,
        run => run.expect("python3 starts"),
    };
    let mut stdin = run.stdin.take().expect("standard input is piped");
    let lines: Vec<_> = programs.iter().map(|Program(ops)| format!("{ops:?}")).collect();
    let writer = thread::spawn(move || lines.iter().try_for_each(|line| writeln!(stdin, "{line}")));
    let count = u32::try_from(programs.len()).expect("they are fewer");
    let output = child::output(&python, Ok(run), START + count * EACH);
    assert!(output.status.success(), "the script fails");
    writer.join().expect("it only writes").expect("python3 reads all of it");
    let output = String::from_utf8(output.stdout).expect("the script prints UTF-8");
    Some(output.split_terminator("\n\n").map(|trace| format!("{trace}\n")).collect())
}

/// Leaves out polls and drops, which asyncio doesn't show.
fn without_polls_and_drops(trace: &str) -> String {
    let shown = |line: &&str| !line.ends_with("is polled\n") && !line.ends_with("is dropped\n");
    trace.split_inclusive('\n').filter(shown).collect()
}

fn compare(program: &Program, asyncio: &str) -> Result<(), String> {
    let jacobio = without_polls_and_drops(&on_jacobio::trace(program, Main::InBlockOn));
    trace::compare(("asyncio", asyncio), ("jacobio", &jacobio))
}

#[test]
fn random_programs_run_as_on_asyncio() {
    let mut runner = runner();
    let count = runner.config().cases / 10;
    let strategy = programs();
    let trees = (0..count).map(|_| strategy.new_tree(&mut runner).expect("nothing is rejected"));
    let mut trees = trees.collect::<Vec<_>>();
    let programs = trees.iter().map(ValueTree::current).collect::<Vec<_>>();

    let Some(traces) = traces(&programs) else {
        // Not `eprintln`: the test harness captures its output when a test passes.
        writeln!(io::stderr(), "No python3: the comparison with asyncio is left out.").ok();
        return;
    };
    assert_eq!(traces.len(), programs.len());
    let mut pairs = programs.iter().zip(&traces);
    if let Some(different) = pairs.position(|(program, trace)| compare(program, trace).is_err()) {
        report(runner.run_one(trees.swap_remove(different), |program| {
            let traces = self::traces(slice::from_ref(&program)).expect("there is a Python");
            compare(&program, &traces[0]).map_err(TestCaseError::fail)
        }));
    }
}
