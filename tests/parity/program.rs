//! A small language of programs that use everything that a runtime does.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::every::Open;

/// One operation of a task. Tasks are numbered in the order in which they are spawned; `main` is 0.
/// An operation on a task that doesn't exist, or has no handle any more, does nothing.
///
/// The `Debug` output is valid Python too, which `asyncio.py` relies on.
#[derive(Clone, Debug)]
pub enum Op {
    Print,
    /// Wakes its own task this many times, then is pending once.
    Yield(u8),
    /// The runtime's own `yield_now`. In no random program: it differs on purpose.
    YieldNow,
    /// In milliseconds. At least one in random programs: a sleep of zero differs on purpose.
    Sleep(u64),
    /// Waits for an event, or sets it for good. Each poll of a waiting task stores one more waker
    /// in the event, so tasks are also woken that are ready, that wait for something else, or that
    /// have ended.
    Wait(u8),
    Set(u8),
    /// Several tasks may join one task: the last one to poll the handle is woken.
    Join(usize),
    Detach(usize),
    /// Any task may abort any task, itself included.
    Abort(usize),
    IsFinished(usize),
    Panic,
    /// Runs a block in the same task, for at most this many milliseconds.
    Timeout(u64, Vec<Op>),
    Spawn(Vec<Op>),
    /// The rest of a block that is chosen while it runs. In no random program.
    Open(Open),
}

/// The operations of `main`.
#[derive(Clone, Debug)]
pub struct Program(pub Vec<Op>);

/// Where `main` runs.
#[derive(Clone, Copy)]
pub enum Main {
    /// In `block_on`. Tokio polls such a main outside the ready queue.
    InBlockOn,
    /// In a task that `block_on` joins.
    Spawned,
}

/// The program as an expression to paste into `regressions.rs`.
impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&format!("{self:?}").replace('[', "vec!["))
    }
}

/// The number of events.
pub const EVENTS: u8 = 2;

/// Random programs. They have few tasks, events and deadlines, so that these interact often.
pub fn programs() -> impl Strategy<Value = Program> {
    let inner = block(simple().boxed());
    let outer = block(nested(inner).boxed());
    let main = block(nested(outer).boxed());
    // A `main` that ends at once would show little.
    let waits = vec![Op::Join(1), Op::Join(2), Op::Join(3), Op::Sleep(5)];
    (main, vec(select(waits), 0..4)).prop_map(|(main, end)| Program([main, end].concat()))
}

fn block(op: BoxedStrategy<Op>) -> BoxedStrategy<Vec<Op>> {
    vec(op, 0..8).boxed()
}

fn nested(block: BoxedStrategy<Vec<Op>>) -> impl Strategy<Value = Op> {
    let timeout = (milliseconds(), block.clone()).prop_map(|(ms, ops)| Op::Timeout(ms, ops));
    prop_oneof![8 => simple(), 2 => timeout, 5 => block.prop_map(Op::Spawn)]
}

/// Any operation without a block. One flat choice: proptest is much slower with nested choices.
fn simple() -> impl Strategy<Value = Op> {
    let mut ops = vec![Op::Print, Op::Print, Op::Yield(1), Op::Yield(2)];
    ops.extend(MILLISECONDS.map(Op::Sleep));
    ops.extend((0..EVENTS).flat_map(|event| [Op::Wait(event), Op::Set(event)]));
    ops.extend((1..=5).flat_map(|task| {
        [Op::Join(task), Op::Abort(task), Op::IsFinished(task), Op::Detach(task)]
    }));
    ops.push(Op::Panic);
    select(ops)
}

/// Mostly short. Some are past 64 and 4096, where tokio's timer wheel goes to the next level.
const MILLISECONDS: [u64; 10] = [1, 1, 2, 2, 3, 3, 4, 63, 65, 4097];

fn milliseconds() -> impl Strategy<Value = u64> {
    select(MILLISECONDS.to_vec())
}

#[test]
fn a_program_prints_as_the_code_that_makes_it() {
    let program = Program(vec![Op::Spawn(vec![Op::Sleep(3), Op::Print]), Op::Join(1)]);
    assert_eq!(program.to_string(), "Program(vec![Spawn(vec![Sleep(3), Print]), Join(1)])");
}
