//! A semaphore
//!
//! A semaphore has a fixed number of permits. A task must acquire one to go on, and waits if none
//! is free. A permit that is dropped goes to the task that has waited longest.
//!
//! Acquiring a free permit works already. What is missing is the waiting:
//!
//! - A permit that is dropped wakes one task, the first in the queue. Waking all would work as
//!   well, but cost a poll for each.
//! - First come, first served. Between the wake-up of a task and its poll another task may come and
//!   find a permit. So a permit that is dropped while tasks wait does not become free: it is
//!   granted to the first task, and kept for it.
//! - A task may stop waiting: its `Acquire` is dropped, for instance by a timeout. If it waits in
//!   the queue, it leaves. If a permit was already granted to it, that permit goes to the next
//!   task. This is the case that is easy to forget, and costs a permit each time.
//!
//! An executor may poll a task right inside `wake`, and that poll may drop a permit or acquire one.
//! So use a waker when the permit is granted and nothing is borrowed any more.
//!
//! Look up: `VecDeque`, `Rc<Cell<…>>` for what a waiting task shares with the queue, `Drop`,
//! `Rc::ptr_eq`.

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Lets as many tasks go on at a time as it has permits.
#[derive(Clone)]
pub struct Semaphore(Rc<Shared>);

struct Shared {
    /// The permits that no task holds.
    free: Cell<usize>,
    // TODO: the tasks that wait.
}

/// Lets its task go on. The next task goes on when it is dropped.
pub struct Permit(Semaphore);

/// A future of a permit.
pub struct Acquire {
    semaphore: Semaphore,
    // TODO: its place in the queue, once it has one.
}

impl Semaphore {
    /// Makes a semaphore with `permits`.
    pub fn new(permits: usize) -> Self {
        Self(Rc::new(Shared { free: Cell::new(permits) }))
    }

    /// Waits for a permit.
    pub fn acquire(&self) -> Acquire {
        Acquire { semaphore: self.clone() }
    }
}

impl Future for Acquire {
    type Output = Permit;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Permit> {
        let free = &self.semaphore.0.free;
        if free.get() == 0 {
            // TODO: get into the queue.
            return Poll::Pending;
        }
        free.set(free.get() - 1);
        Poll::Ready(Permit(self.semaphore.clone()))
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        // TODO: does a task wait for it?
        let free = &self.0.0.free;
        free.set(free.get() + 1);
    }
}

// TODO: what if an `Acquire` is dropped?

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use support::{PolledAtOnce, Wakes, must_end, poll};

    use super::*;

    const HANGS: &str = "A poll of `Acquire` does not return. Does it loop until a permit is \
                         free, instead of returning `Poll::Pending`?";

    const FREE: &str = "a permit was free, and no task waits. What does the first poll look at?";
    const HELD: &str = "the permit is held. What does `poll` return when none is free?";
    const WOKEN: &str = "it was woken for the permit. By what does its poll know?";

    /// A task that waits for a permit.
    struct Task {
        acquire: Acquire,
        wakes: Wakes,
    }

    impl Task {
        fn new(semaphore: &Semaphore) -> Self {
            Self { acquire: semaphore.acquire(), wakes: Wakes::new() }
        }

        fn poll(&mut self) -> Option<Permit> {
            match poll(&mut self.acquire, &self.wakes.waker()) {
                Poll::Ready(permit) => Some(permit),
                Poll::Pending => None,
            }
        }

        #[track_caller]
        fn expect_permit(&mut self, otherwise: &str) -> Permit {
            self.poll().unwrap_or_else(|| panic!("a task got no permit: {otherwise}"))
        }

        #[track_caller]
        fn expect_none(&mut self, otherwise: &str) {
            assert!(self.poll().is_none(), "a task got a permit: {otherwise}");
        }
    }

    #[test]
    fn there_are_only_so_many_permits() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(2);
            let mut tasks = [(); 3].map(|()| Task::new(&semaphore));
            let _one = tasks[0]
                .expect_permit("both permits were free. How many does a new semaphore have?");
            let _two = tasks[1]
                .expect_permit("one permit was free. How many does an acquired permit take?");
            tasks[2]
                .expect_none("both permits are held. What does `poll` return when none is free?");
            tasks[2].wakes.expect(0, "both permits are held. Does the task wake itself?");
        });
    }

    #[test]
    fn a_permit_that_is_dropped_wakes_one_task() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 3].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            tasks[1].expect_none(HELD);
            tasks[2].expect_none(HELD);
            drop(permit);
            tasks[1].wakes.expect(
                1,
                "the permit was dropped, and this task has waited longest. Which task is woken?",
            );
            tasks[2].wakes.expect(
                0,
                "there is one permit, and another task has waited longer. \
                                      How many tasks are woken for it?",
            );
            let permit = tasks[1].expect_permit(WOKEN);
            drop(permit);
            tasks[2].wakes.expect(
                1,
                "the permit was dropped a second time. Is the next task in the queue woken then?",
            );
            let permit = tasks[2].expect_permit(WOKEN);
            drop(permit);
            Task::new(&semaphore).expect_permit(
                "no task holds it or waits for it. Does a permit become free if no task waits?",
            );
        });
    }

    #[test]
    fn a_task_that_comes_later_does_not_overtake() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 3].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            tasks[1].expect_none(HELD);
            drop(permit);
            tasks[2].expect_none(
                "another task was woken for this permit, and has not been polled \
                              yet. Is it kept for that one?",
            );
            tasks[1].expect_permit(
                "it was woken for the permit, before another task came. Is it kept for it?",
            );
        });
    }

    #[test]
    fn a_task_that_no_longer_waits_is_passed_over() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 2].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            let mut gone = Task::new(&semaphore);
            gone.expect_none(HELD);
            tasks[1].expect_none(HELD);
            drop(gone);
            drop(permit);
            tasks[1]
                .wakes
                .expect(1, "the task before it no longer waits. Has that left the queue?");
            tasks[1].expect_permit(WOKEN);
        });
    }

    #[test]
    fn a_permit_that_is_not_collected_goes_to_the_next_task() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 2].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            let mut gone = Task::new(&semaphore);
            gone.expect_none(HELD);
            tasks[1].expect_none(HELD);
            drop(permit);
            gone.wakes.expect(
                1,
                "the permit was dropped, and this task has waited longest. Which task is woken?",
            );
            drop(gone);
            tasks[1].wakes.expect(
                1,
                "the task before it was woken for the permit, and dropped before its poll. Where \
                 is the permit?",
            );
            tasks[1].expect_permit(WOKEN);
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let permit = Task::new(&semaphore).expect_permit(FREE);
            let mut task = Task::new(&semaphore);
            task.expect_none(HELD);
            task.wakes = Wakes::new();
            task.expect_none(HELD);
            drop(permit);
            task.wakes
                .expect(1, "the `Acquire` was polled with another waker before. Which is kept?");
        });
    }

    #[test]
    fn a_task_that_is_polled_twice_waits_once() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 3].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            tasks[1].expect_none(HELD);
            tasks[1].expect_none(HELD);
            tasks[2].expect_none(HELD);
            drop(permit);
            drop(tasks[1].expect_permit(WOKEN));
            tasks[2].wakes.expect(
                1,
                "the task before it was polled twice while it waited, and has had its permit. \
                 Does a second poll enter the queue a second time?",
            );
        });
    }

    #[test]
    fn an_acquire_that_was_ready_gives_nothing_back() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let mut tasks = [(); 3].map(|()| Task::new(&semaphore));
            let permit = tasks[0].expect_permit(FREE);
            tasks[1].expect_none(HELD);
            drop(permit);
            let [first, mut second, mut third] = tasks;
            let _permit = second.expect_permit(WOKEN);
            drop((first, second));
            third.expect_none(
                "another task holds the only permit, and its `Acquire` was dropped. Does that give \
                 back a permit which was collected?",
            );
        });
    }

    #[test]
    fn a_task_that_is_polled_inside_wake_finds_its_permit() {
        must_end(HANGS, || {
            let semaphore = Semaphore::new(1);
            let permit = Task::new(&semaphore).expect_permit(FREE);
            let task = PolledAtOnce::new({
                let semaphore = semaphore.clone();
                async move {
                    // Gives it back at once, and takes it a second time.
                    drop(semaphore.acquire().await);
                    semaphore.acquire().await
                }
            });
            let permit = task.must_be_woken_by(
                || drop(permit),
                "the permit was dropped. Is it granted before the waker is used, and is the queue \
                 no longer borrowed then?",
            );
            Task::new(&semaphore)
                .expect_none("the task that was woken holds the only permit. How many are there?");
            drop(permit);
        });
    }
}
