//! The event loop: a list of the current tasks, polled round after round.

/// A task is a generator that yields control, not values: each `()` means "not done yet, let the
/// other tasks go on".
pub type Task = Box<dyn Iterator<Item = ()>>;

/// Polls every task once in each round. A task that has ended leaves the loop, and the loop ends
/// when it is empty.
pub fn run(mut event_loop: Vec<Task>) {
    while !event_loop.is_empty() {
        event_loop.retain_mut(|task| task.next().is_some());
    }
}
