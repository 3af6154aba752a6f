//! A future that isn't polled
//!
//! `save` takes a lock, waits for a slow disk, and notes that it has saved. If that takes long,
//! `report` notes that it's slow, under the same lock. The program hangs.
//!
//! The lock works, and so does the disk. Ask of each future at the moment of the hang: what does it
//! wait for, and who polls it? A future inside a task is polled only when its task polls it. A
//! future that a task has stopped polling, but hasn't dropped, still holds what it holds. Some call
//! that a *snoozed* future, and the hang a *futurelock*.
//!
//! Fix `save_and_report`. Both notes must be in the log at its end, and a disk that is fast enough
//! needs no report.
//!
//! Look up: `either` and `both` below. (On a runtime, `spawn` would do as well: then `save` is a
//! task, which the event loop polls.)

use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::task::Poll;

use tokio::sync::Mutex;

/// What has happened, under a lock whose waiters get it in the order in which they came.
pub type Log = Mutex<Vec<&'static str>>;

async fn save(log: &Log, disk: impl Future<Output = ()>) {
    let mut log = log.lock().await;
    disk.await;
    log.push("saved");
}

async fn report(log: &Log) {
    log.lock().await.push("slow");
}

/// Polls two futures until one of them is ready. Returns whether it's the first.
async fn either(
    mut first: Pin<&mut impl Future<Output = ()>>,
    second: impl Future<Output = ()>,
) -> bool {
    let mut second = pin!(second);
    let one_is_ready = poll_fn(|cx| {
        if first.as_mut().poll(cx).is_ready() {
            return Poll::Ready(true);
        }
        second.as_mut().poll(cx).map(|()| false)
    });
    one_is_ready.await
}

/// Polls two futures until both have been ready.
#[expect(dead_code, reason = "until you use it")]
async fn both(mut first: Pin<&mut impl Future<Output = ()>>, second: impl Future<Output = ()>) {
    let mut second = pin!(second);
    let (mut first_ended, mut second_ended) = (false, false);
    let both_are_ready = poll_fn(|cx| {
        first_ended = first_ended || first.as_mut().poll(cx).is_ready();
        second_ended = second_ended || second.as_mut().poll(cx).is_ready();
        if first_ended && second_ended { Poll::Ready(()) } else { Poll::Pending }
    });
    both_are_ready.await;
}

/// Saves, and reports if that takes longer than `patience`.
pub async fn save_and_report(
    log: &Log,
    disk: impl Future<Output = ()>,
    patience: impl Future<Output = ()>,
) {
    let mut saving = pin!(save(log, disk));
    let is_saved = either(saving.as_mut(), patience).await;
    if !is_saved {
        // TODO: who polls `saving` during this line?
        report(log).await;
        saving.await;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::rc::Rc;

    use support::{Wakes, counted, must_end, poll, yield_now};

    use super::*;

    const HANGS: &str = "A poll of `save_and_report` does not return. Which loop doesn't end?";

    /// Polls `future` whenever it was woken. Returns whether it has ended.
    fn run(future: impl Future<Output = ()>) -> bool {
        let (mut future, wakes) = (Box::pin(future), Wakes::new());
        let mut polls = 0;
        loop {
            if poll(&mut future, &wakes.waker()).is_ready() {
                return true;
            }
            polls += 1;
            if wakes.count() < polls {
                return false;
            }
        }
    }

    /// Ends after so many polls.
    async fn after(yields: usize) {
        for _ in 0..yields {
            yield_now().await;
        }
    }

    #[track_caller]
    fn expect_log(log: Rc<Log>, mut expected: Vec<&str>, otherwise: &str) {
        let mut seen = Rc::into_inner(log).expect("nothing else holds it").into_inner();
        seen.sort_unstable();
        expected.sort_unstable();
        assert!(seen == expected, "the log is {seen:?}, expected {expected:?}: {otherwise}");
    }

    #[test]
    fn a_slow_disk_is_reported_and_the_file_is_saved() {
        must_end(HANGS, || {
            let log = Rc::new(Log::default());
            let (_, disk) = counted("the disk", after(5));
            let has_ended = run(save_and_report(&log, disk, after(1)));
            assert!(
                has_ended,
                "`save_and_report` is pending, and nothing will wake it. `save` holds the lock, \
                 and `report` waits for it: who polls `save`?"
            );
            expect_log(log, vec!["saved", "slow"], "what became of `save`, and of `report`?");
        });
    }

    #[test]
    fn a_fast_disk_needs_no_report() {
        must_end(HANGS, || {
            let log = Rc::new(Log::default());
            let (_, disk) = counted("the disk", after(1));
            let has_ended = run(save_and_report(&log, disk, after(5)));
            assert!(has_ended, "the disk was fast, and `save_and_report` is pending: what for?");
            expect_log(log, vec!["saved"], "the disk was fast enough. When is there a report?");
        });
    }

    #[test]
    fn the_disk_is_used_once() {
        must_end(HANGS, || {
            let (log, uses) = (Rc::new(Log::default()), Rc::new(Cell::new(0)));
            let disk = {
                let uses = Rc::clone(&uses);
                async move {
                    uses.set(uses.get() + 1);
                    after(5).await;
                }
            };
            let has_ended = run(save_and_report(&log, disk, after(1)));
            let uses = uses.get();
            assert!(
                has_ended && uses == 1,
                "the disk was used {uses} times, expected once, and to its end: who polls `save`?"
            );
        });
    }
}
