//! What the programs of stages 2 and 3 use.

/// The clock of stage 3.
pub mod clock {
    use std::time::Duration;

    use crate::{journal, stages};

    /// Replaces the clock by one that moves only when it is read.
    pub fn simulate() {
        stages::clock::simulate();
        journal::clock_paused();
    }

    /// The time since the clock was first read.
    pub fn now() -> Duration {
        let now = stages::clock::now();
        journal::program_read_clock(now);
        now
    }
}

/// The event loop of stages 2 and 3.
pub mod event_loop {
    pub use crate::stages::event_loop::Task;
    use crate::{journal, stages};

    /// Runs the tasks on the stages' loop. They are called `task1`, `task2` and so on.
    pub fn run(event_loop: Vec<Task>) {
        journal::loop_starts();
        let numbered = event_loop.into_iter().zip(1..);
        let recorded = numbered.map(|(task, number)| -> Task {
            match journal::spawned(&format!("task{number}"), None) {
                Some(number) => Box::new(Recorded { number, task }),
                None => task,
            }
        });
        let recorded = recorded.collect();
        stages::event_loop::run(recorded);
        journal::loop_ended();
    }

    struct Recorded {
        number: usize,
        task: Task,
    }

    impl Iterator for Recorded {
        type Item = ();

        fn next(&mut self) -> Option<()> {
            let previous = journal::poll_starts(self.number);
            let result = self.task.next();
            journal::poll_ended(self.number, result.is_none(), previous);
            result
        }
    }
}

/// The sleep of stage 3.
pub mod sleep {
    use std::panic::Location;
    use std::time::Duration;

    use crate::event::On;
    use crate::journal::{self, micros};
    use crate::stages;

    /// A generator that is exhausted once `duration` has passed since the call.
    #[track_caller]
    pub fn sleep(duration: Duration) -> impl Iterator<Item = ()> {
        let at = journal::position(Location::caller());
        let sleep = stages::sleep::sleep(duration);
        let until = journal::deadline_after_reading(duration);
        let wait = journal::current().map(|task| {
            let wait = journal::new_wait();
            journal::awaits(task, wait, On::Sleep { duration: micros(duration), until }, at);
            (task, wait)
        });
        Recorded { sleep, wait, over: false }
    }

    struct Recorded<S> {
        sleep: S,
        wait: Option<(usize, usize)>,
        over: bool,
    }

    impl<S: Iterator<Item = ()>> Iterator for Recorded<S> {
        type Item = ();

        fn next(&mut self) -> Option<()> {
            let result = self.sleep.next();
            if let (Some((task, wait)), false) = (self.wait, self.over) {
                self.over = result.is_none();
                if self.over {
                    journal::wait_is_over(task, wait, true);
                } else {
                    journal::wait_is_pending(task, wait, false);
                }
            }
            result
        }
    }

    impl<S> Drop for Recorded<S> {
        fn drop(&mut self) {
            if let (Some((task, wait)), false) = (self.wait, self.over) {
                journal::wait_is_over(task, wait, false);
            }
        }
    }
}
