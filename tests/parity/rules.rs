//! Programs that show where runtimes differ: one for each rule on which they disagree.

use crate::asyncio;
use crate::on_jacobio;
use crate::on_tokio;
use crate::program::Op::{Join, Print, Sleep, Spawn, YieldNow};
use crate::program::{Main, Program};

/// The tasks that print, in order.
fn prints(trace: &str) -> String {
    let task = |line: &str| Some(line.strip_suffix(" prints")?.split_once(": ")?.1.to_string());
    trace.lines().filter_map(task).collect::<Vec<_>>().join(" ")
}

fn on_jacobio(program: &Program) -> String {
    let spawned = on_jacobio::trace(program, Main::Spawned);
    assert_eq!(on_jacobio::trace(program, Main::InBlockOn), spawned);
    prints(&spawned)
}

fn on_tokio(program: &Program, main: Main) -> String {
    prints(&on_tokio::trace(program, main))
}

/// `None` if there is no Python.
fn on_asyncio(program: &Program) -> Option<String> {
    let traces = asyncio::traces(std::slice::from_ref(program))?;
    Some(prints(&traces[0]))
}

/// Task 1 ends before task 3 is spawned, so main, which joins task 1, is queued before task 3.
#[test]
fn main_is_queued_as_any_other_task() {
    let program =
        Program(vec![Spawn(vec![Spawn(vec![Spawn(vec![Print])])]), Join(1), Print, Sleep(1)]);

    assert_eq!(on_jacobio(&program), "0 3");
    assert_eq!(on_tokio(&program, Main::Spawned), "0 3");
    assert_eq!(on_tokio(&program, Main::InBlockOn), "3 0");
    assert!(on_asyncio(&program).is_none_or(|prints| prints == "0 3"));
}

#[test]
fn tasks_that_yield_go_on_in_the_order_in_which_they_yielded() {
    let task = || Spawn(vec![YieldNow, Print, YieldNow, Print, YieldNow, Print]);
    let program = Program(vec![task(), task(), task(), Sleep(1)]);

    assert_eq!(on_jacobio(&program), "1 2 3 1 2 3 1 2 3");
    assert_eq!(on_tokio(&program, Main::Spawned), "3 2 1 1 2 3 3 2 1");
    assert!(on_asyncio(&program).is_none_or(|prints| prints == "1 2 3 1 2 3 1 2 3"));
}

#[test]
fn a_sleep_of_zero_lets_every_ready_task_be_polled() {
    let program = Program(vec![Spawn(vec![Print]), Sleep(0), Print]);

    assert_eq!(on_jacobio(&program), "1 0");
    assert_eq!(on_tokio(&program, Main::Spawned), "0");
    assert!(on_asyncio(&program).is_none_or(|prints| prints == "1 0"));
}
