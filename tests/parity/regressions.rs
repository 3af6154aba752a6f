//! Programs that found a fault, shrunk and sometimes simplified further. All of these faults were
//! put into the scheduler on purpose, one at a time, to see that the comparison with tokio can
//! fail.

use crate::compare;
use crate::program::Op::{
    Abort, Detach, IsFinished, Join, Panic, Print, Sleep, Spawn, Timeout, Yield,
};
use crate::program::{Op, Program};

#[track_caller]
fn assert_parity(ops: Vec<Op>) {
    compare(&Program(ops)).unwrap_or_else(|difference| panic!("{difference}"));
}

/// Found a ready queue that is last in first out, and spawned tasks that go to its front.
#[test]
fn tasks_run_in_the_order_in_which_they_were_spawned() {
    assert_parity(vec![Spawn(vec![]), Spawn(vec![]), Join(1)]);
}

/// Found a task that goes to the front of the queue when it yields.
#[test]
fn a_task_that_wakes_itself_goes_to_the_back() {
    assert_parity(vec![Spawn(vec![Yield(1)]), Spawn(vec![]), Join(1)]);
}

/// Found equal deadlines in reverse.
#[test]
fn timers_of_one_millisecond_fire_in_the_order_of_their_registration() {
    assert_parity(vec![Spawn(vec![Sleep(2)]), Sleep(2), Yield(1)]);
}

/// Found a wake-up that queues a task twice.
#[test]
fn a_task_woken_twice_before_its_next_poll_is_polled_once() {
    assert_parity(vec![Timeout(2, vec![Sleep(2)]), Sleep(1)]);
}

/// Found wake-ups of the running task that each queue it once more.
#[test]
fn a_task_that_wakes_itself_twice_is_polled_once() {
    assert_parity(vec![Yield(2), Sleep(1)]);
}

/// Found a timeout that polls its delay first.
#[test]
fn a_timeout_polls_its_future_before_its_delay() {
    assert_parity(vec![Timeout(1, vec![Sleep(1)])]);
}

/// Found a timer that stays registered when its sleep is dropped.
#[test]
fn a_timeout_that_has_ended_wakes_no_task() {
    assert_parity(vec![Timeout(1, vec![Yield(1)]), Sleep(5)]);
}

/// Found an abort that doesn't drop the future.
#[test]
fn an_aborted_task_is_dropped_when_it_is_next_pending() {
    assert_parity(vec![Spawn(vec![Abort(1), Yield(1)]), Join(1)]);
}

/// Found an abort that doesn't wake the task, and one that polls it once more.
#[test]
fn abort_wakes_the_task_and_does_not_poll_it() {
    assert_parity(vec![Spawn(vec![Sleep(1)]), Yield(1), Abort(1), Join(1)]);
}

/// Found an abort that puts the task at the front of the queue.
#[test]
fn an_aborted_task_goes_to_the_back_of_the_queue() {
    assert_parity(vec![Spawn(vec![Spawn(vec![Sleep(1)]), Spawn(vec![Abort(2)])]), Join(1)]);
}

/// Found an `is_finished` that is true from the abort on.
#[test]
fn an_aborted_task_is_finished_after_it_was_dropped() {
    assert_parity(vec![Spawn(vec![]), Abort(1), IsFinished(1), Yield(1), IsFinished(1)]);
}

/// Found a handle that aborts its task when it is dropped.
#[test]
fn a_detached_task_runs_on() {
    assert_parity(vec![Spawn(vec![Print]), Detach(1), Yield(1)]);
}

/// Found a task that keeps the first of its join wakers.
#[test]
fn the_last_task_to_poll_a_handle_is_woken() {
    assert_parity(vec![Spawn(vec![Sleep(1)]), Spawn(vec![Join(1)]), Join(1)]);
}

/// Found a panic that loses its message.
#[test]
fn a_join_error_shows_the_message_of_the_panic() {
    assert_parity(vec![Spawn(vec![Panic]), Join(1)]);
}
