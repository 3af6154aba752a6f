//! The event loop: a list of the current tasks, polled in turn.

/// A task is a generator that yields nothing but control: each `()` says "not done yet, let the
/// others go on".
pub type Task = Box<dyn Iterator<Item = ()>>;

/// Polls every task in turn, round after round. A task that has ended leaves the loop, and the
/// loop ends when it is empty.
pub fn run(mut event_loop: Vec<Task>) {
    while !event_loop.is_empty() {
        event_loop.retain_mut(|task| task.next().is_some());
    }
}
