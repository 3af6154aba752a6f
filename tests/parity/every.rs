//! Every small program, instead of random ones.
//!
//! The programs aren't written first and run later: a program is chosen while it runs on tokio.
//! Whenever a block comes to its end, the search chooses what the block does next, or that this was
//! its end. When `main` has ended, the search goes back to the last choice that has an alternative
//! left, runs the program up to there again, and takes the alternative.
//!
//! So each program comes once. No operation is out of reach, as one after a panic would be, or on a
//! task that doesn't exist. And tasks are numbered as they are spawned: two programs never differ
//! only in what they call their tasks.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::fmt::{self, Write};
use std::mem;
use std::rc::Rc;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::program::{Main, Op, Program};
use crate::{compare_with, from_env, on_tokio};

/// How many tasks a program may spawn. Main isn't one of them.
const TASKS: usize = 3;

/// The last operation of each `main`, which isn't counted: a `main` that ends at once would show
/// little. Longer than all other sleeps of a program together.
const END: Op = Op::Sleep(99);

/// How many programs there are of at most 1, 2, 3… operations.
const PROGRAMS: [usize; 6] = [8, 79, 1_058, 17_403, 330_396, 6_946_637];

/// Which of its alternatives each choice takes, up to the last that isn't the first one.
type Path = Vec<usize>;
type Paths = VecDeque<Path>;

const SAME: &str = "every program runs the same on tokio and on jacobio";

/// A block whose operations are chosen when it comes to them.
#[derive(Clone)]
pub struct Open {
    search: Rc<RefCell<Search>>,
    block: usize,
}

/// One run of the search.
#[derive(Default)]
struct Search {
    path: Path,
    /// How many choices have been made.
    choices: usize,
    /// How many operations may still be chosen.
    operations: usize,
    /// What each block has done so far. Main's is the first.
    blocks: Vec<Vec<Op>>,
    /// The paths to the alternatives that this run hasn't taken.
    untried: Vec<Path>,
}

impl Open {
    /// Chooses the next operation of the block, or `None` if the block ends here. So far `tasks`
    /// tasks were spawned, and `joinable` are those that still have a handle.
    pub fn choose(&self, tasks: usize, joinable: impl Iterator<Item = usize>) -> Option<Op> {
        let mut search = self.search.borrow_mut();
        search.operations.checked_sub(1)?;
        let block = search.blocks.len();
        let open = || vec![Op::Open(Self { search: Rc::clone(&self.search), block })];

        let mut ops = vec![Op::Yield(1), Op::Sleep(1), Op::Sleep(2), Op::Panic];
        ops.extend([1, 2].map(|ms| Op::Timeout(ms, open())));
        ops.extend((tasks < TASKS).then(|| Op::Spawn(open())));
        ops.extend((1..=tasks).flat_map(|task| [Op::Abort(task), Op::IsFinished(task)]));
        ops.extend(joinable.flat_map(|task| [Op::Join(task), Op::Detach(task)]));

        // The first alternative is the end of the block.
        let op = ops.swap_remove(search.take_alternative(1 + ops.len()).checked_sub(1)?);
        search.operations -= 1;
        search.blocks[self.block].push(op.clone());
        if matches!(op, Op::Spawn(_) | Op::Timeout(..)) {
            search.blocks.push(Vec::new());
        }
        Some(op)
    }
}

impl fmt::Debug for Open {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

impl Search {
    /// Returns the alternative that the path takes here. Past its end that is the first one, and
    /// the others are still to be tried.
    fn take_alternative(&mut self, alternatives: usize) -> usize {
        let choice = self.choices;
        self.choices += 1;
        if choice == self.path.len() {
            for other in 1..alternatives {
                self.untried.push([&self.path[..], &[other]].concat());
            }
            self.path.push(0);
        }
        self.path[choice]
    }
}

/// Replaces each open block in `ops` by what it has done.
fn close(ops: Vec<Op>, blocks: &mut [Vec<Op>]) -> Vec<Op> {
    let close = |op| match op {
        Op::Open(Open { block, .. }) => {
            let ops = mem::take(&mut blocks[block]);
            close(ops, blocks)
        }
        Op::Spawn(ops) => vec![Op::Spawn(close(ops, blocks))],
        Op::Timeout(ms, ops) => vec![Op::Timeout(ms, close(ops, blocks))],
        op => vec![op],
    };
    ops.into_iter().flat_map(close).collect()
}

/// Compares the program that `path` leads to. Returns the paths to others.
fn try_path(path: Path, operations: usize) -> Vec<Path> {
    let blocks = vec![Vec::new()];
    let search = Search { path, operations, blocks, ..Search::default() };
    let search = Rc::new(RefCell::new(search));
    let main = || vec![Op::Open(Open { search: Rc::clone(&search), block: 0 }), END];
    let tokio = on_tokio::trace(&Program(main()), Main::Spawned);

    let main = main();
    let mut blocks = mem::take(&mut search.borrow_mut().blocks);
    let program = Program(close(main, &mut blocks));
    compare_with(&tokio, &program)
        .unwrap_or_else(|difference| panic!("{program} runs differently:\n{difference}"));
    search.take().untried
}

/// Tries the programs that `paths` lead to, and those that these lead to, up to `most` programs.
/// Returns how many it has tried, and the paths that are left.
fn try_paths(
    mut paths: Paths,
    next: fn(&mut Paths) -> Option<Path>,
    most: usize,
    operations: usize,
) -> (usize, Paths) {
    let mut tried = 0;
    while tried < most
        && let Some(path) = next(&mut paths)
    {
        paths.extend(try_path(path, operations));
        tried += 1;
    }
    (tried, paths)
}

/// Tries all programs of at most `operations` operations, on all processors. Returns how many there
/// are.
fn try_all(operations: usize) -> usize {
    // No program runs on this thread: the watchdog would take its wait for the others for a hang.
    thread::scope(|scope| {
        // A few hundred programs first, in all directions, to have something for each thread.
        let first = || try_paths([Path::new()].into(), Paths::pop_front, 500, operations);
        let (first, paths) = scope.spawn(first).join().expect(SAME);
        let paths = Mutex::new(paths);
        let next = || paths.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let rest = || {
            let mut tried = 0;
            while let Some(path) = next() {
                tried += try_paths([path].into(), Paths::pop_back, usize::MAX, operations).0;
            }
            tried
        };
        thread::scope(|scope| {
            let threads = thread::available_parallelism().map_or(1, usize::from);
            let threads: Vec<_> = (0..threads).map(|_| scope.spawn(rest)).collect();
            let rest = threads.into_iter().map(|thread| thread.join().expect(SAME));
            first + rest.sum::<usize>()
        })
    })
}

/// The README's table.
fn table() -> String {
    let mut rows = String::from("| operations, at most | programs | difference |\n|--:|--:|---|\n");
    for (operations, programs) in (1..).zip(PROGRAMS) {
        let digits = programs.to_string();
        let groups: Vec<_> =
            digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
        writeln!(rows, "| {operations} | {} | none |", groups.join(",")).expect("it is a string");
    }
    rows
}

/// Short programs come first, so one that runs differently is as short as possible.
#[test]
fn every_small_program_runs_as_on_tokio() {
    let most = from_env("PARITY_OPERATIONS", 4) as usize;
    for operations in 1..=most {
        let programs = try_all(operations);
        println!("{programs} programs of at most {operations} operations run as on tokio");
        if let Some(expected) = PROGRAMS.get(operations - 1) {
            assert_eq!(programs, *expected, "the search has left programs out, or made some twice");
        }
    }
    repository::assert_section("stage4-await/jacobio/README.md", "every small program", &table());
}
