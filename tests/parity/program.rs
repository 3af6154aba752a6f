//! A small language of programs that do everything a runtime is responsible for.

use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// What a task does next. Tasks are numbered in the order in which they are spawned, `main` is 0. A
/// number or a handle that there is not (yet, or any more) is passed over.
///
/// `Debug` is Python as well; `asyncio.py` relies on it.
#[derive(Clone, Debug)]
pub enum Op {
    Print,
    /// Is pending once, and wakes its own task that often meanwhile.
    Yield(u8),
    /// The runtime's own way to yield. In no random program: it differs on purpose.
    YieldNow,
    /// In milliseconds. In random programs it's at least one: a sleep of none differs on purpose.
    Sleep(u64),
    /// Waits for an event, or sets it for good. Each poll of a task that waits leaves one more waker
    /// with the event, so there are wakes of tasks that are ready, that wait for something else, and
    /// that have ended.
    Wait(u8),
    Set(u8),
    /// Several tasks may try: the last one to poll the handle is the one that is woken.
    Join(usize),
    Detach(usize),
    /// Any task may abort any other, itself too.
    Abort(usize),
    IsFinished(usize),
    Panic,
    /// Runs a block within the same task, for so many milliseconds at most.
    Timeout(u64, Vec<Op>),
    Spawn(Vec<Op>),
}

/// What `main` does.
#[derive(Clone, Debug)]
pub struct Program(pub Vec<Op>);

/// Where `main` is.
#[derive(Clone, Copy)]
pub enum Main {
    /// In `block_on`, which on tokio polls it out of turn.
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

/// How many events there are.
pub const EVENTS: u8 = 2;

/// Random programs. What can't be seen often must be tried often: there are few tasks, events and
/// deadlines, so that they meet.
pub fn programs() -> impl Strategy<Value = Program> {
    let inner = block(simple().boxed());
    let outer = block(nested(inner).boxed());
    let main = block(nested(outer).boxed());
    // Where `main` ends at once there is not much to see.
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

/// Any operation without a block. One flat choice: proptest is much slower with choices of choices.
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

/// Mostly few. Some are past 64 and 4096, where tokio keeps timers on another level of its wheel.
const MILLISECONDS: [u64; 10] = [1, 1, 2, 2, 3, 3, 4, 63, 65, 4097];

fn milliseconds() -> impl Strategy<Value = u64> {
    select(MILLISECONDS.to_vec())
}

#[test]
fn a_program_prints_as_the_code_that_makes_it() {
    let program = Program(vec![Op::Spawn(vec![Op::Sleep(3), Op::Print]), Op::Join(1)]);
    assert_eq!(program.to_string(), "Program(vec![Spawn(vec![Sleep(3), Print]), Join(1)])");
}
