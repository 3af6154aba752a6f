//@ start
//! A wait that another thread can end
//!
//! An event loop with sockets waits in the operating system, not on a channel. So a wake-up from
//! another thread, which puts an id into the ready queue, isn't noticed: the loop sleeps on until a
//! socket is ready or its time is up. The wake-up must end the wait itself.
//!
//! Unix programs have a trick for that, the *self-pipe*: the loop also watches a pipe to itself,
//! and the other thread writes a byte into it. `mio::Waker` is such a thing for every system.
//! (asyncio's loop has a pair of sockets, and calls that `_write_to_self`.)
//!
//! Write `wake` and `next_ready` so that
//!
//! - an id that is in the queue is returned at once;
//! - a wake-up from another thread ends the wait, however long it would be;
//! - `None` is returned once `timeout` has passed, and not before: the alarm may have rung for an
//!   id that was taken long ago, and that isn't a reason to give up.
//!
//! Look up: `mio::Waker::new`, `mio::Poll::poll`, `Instant::saturating_duration_since`.
//@ solution
//! A wait that another thread can end: the solution
//!
//! First the id, then the alarm: a thread that comes back from its wait looks into the queue, and
//! must find the id there. In the other order it may look too early, and wait again.
//!
//! `poll` may return early for reasons that have nothing to do with an id, such as an old alarm or
//! a signal. So the queue and the clock decide, in a loop. `tokio` and `jacobio` do the same.
//@ both

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use mio::{Events, Poll, Token};

/// The ready queue of an event loop, and the place where its thread waits.
pub struct Ready {
    ids: Receiver<usize>,
    poll: Poll,
    remote: Remote,
}

/// Wakes tasks of an event loop, from any thread.
#[derive(Clone)]
pub struct Remote {
    ids: Sender<usize>,
//@ start
    // New:
//@ both
    /// Ends the wait of the event loop.
    alarm: Arc<mio::Waker>,
}

impl Remote {
    /// Wakes the task with this id.
    pub fn wake(&self, id: usize) {
//@ start
        // TODO: end the wait.
        let _ = &self.alarm;
//@ both
        // Fails if the event loop has ended.
        let _ = self.ids.send(id);
//@ solution
        // An error would mean that the system has closed the loop's alarm.
        let _ = self.alarm.wake();
//@ both
    }
}

impl Ready {
    /// Returns an empty queue.
    pub fn new() -> io::Result<Self> {
        let poll = Poll::new()?;
        let (sender, ids) = channel();
        let alarm = Arc::new(mio::Waker::new(poll.registry(), Token(0))?);
        Ok(Self { ids, poll, remote: Remote { ids: sender, alarm } })
    }

    /// Returns what another thread wakes tasks with.
    pub fn remote(&self) -> Remote {
        self.remote.clone()
    }

    /// Returns the next id. Waits for it, but not longer than `timeout`.
    pub fn next_ready(&mut self, timeout: Duration) -> Option<usize> {
        let mut events = Events::with_capacity(8);
//@ start
        // TODO: when does the wait end, and what follows then?
        if let Ok(id) = self.ids.try_recv() {
            return Some(id);
        }
        let _ = Instant::now();
        let _ = self.poll.poll(&mut events, Some(timeout));
        None
//@ solution
        let end = Instant::now() + timeout;
        loop {
            if let Ok(id) = self.ids.try_recv() {
                return Some(id);
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            // An error is a signal that has ended the wait. The loop waits again.
            let _ = self.poll.poll(&mut events, Some(left));
        }
//@ both
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::thread;

    use support::{must_end, this_thread};

    use super::*;

    const HANGS: &str = "`next_ready` does not return.\n- Does `wake` end the wait?\n- Does the \
                         thread wait, or does it spin?\n- Does it look into the queue again after \
                         a wait?";
    const HOUR: Duration = Duration::from_secs(3600);
    const MOMENT: Duration = Duration::from_millis(50);

    fn ready() -> Ready {
        Ready::new().expect("the system has room for it")
    }

    #[test]
    fn an_id_that_is_there_is_returned_at_once() {
        must_end(HANGS, || {
            let mut ready = ready();
            for id in [3, 1, 2] {
                ready.remote().wake(id);
            }
            let seen = [(); 3].map(|()| ready.next_ready(HOUR));
            let expected = [Some(3), Some(1), Some(2)];
            assert!(
                seen == expected,
                "the ids came out as {seen:?}, expected {expected:?}: is the queue read before the \
                 thread waits?"
            );
        });
    }

    #[test]
    fn a_wake_up_from_another_thread_ends_the_wait() {
        must_end(HANGS, || {
            let mut ready = ready();
            let (remote, waiting) = (ready.remote(), this_thread());
            thread::spawn(move || {
                waiting.after_it_waits(Duration::ZERO);
                remote.wake(7);
            });
            let seen = ready.next_ready(HOUR);
            assert!(
                seen == Some(7),
                "another thread woke task 7, and `next_ready` returned {seen:?}: what does it do \
                 when the wait has ended?"
            );
        });
    }

    #[test]
    fn without_a_wake_up_the_time_ends_the_wait() {
        must_end(HANGS, || {
            let mut ready = ready();
            let start = Instant::now();
            let seen = ready.next_ready(MOMENT);
            let waited = start.elapsed();
            assert!(
                seen.is_none() && waited >= MOMENT,
                "nothing was woken. `next_ready({MOMENT:?})` returned {seen:?} after {waited:?}: \
                 how long does it wait?"
            );
        });
    }

    #[test]
    fn an_old_alarm_does_not_end_the_wait() {
        must_end(HANGS, || {
            let mut ready = ready();
            ready.remote().wake(1);
            let first = ready.next_ready(HOUR);
            assert!(first == Some(1), "task 1 was woken, and `next_ready` returned {first:?}");
            let start = Instant::now();
            let seen = ready.next_ready(MOMENT);
            let waited = start.elapsed();
            assert!(
                seen.is_none() && waited >= MOMENT,
                "the alarm had rung for an id that was taken before. `next_ready({MOMENT:?})` \
                 returned {seen:?} after {waited:?}: does it wait again, for the time that is left?"
            );
        });
    }
}
