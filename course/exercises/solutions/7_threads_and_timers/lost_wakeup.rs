//! The lost wake-up: the solution
//!
//! This order loses it: `wait` looks, and nothing has happened. `happen` sets the flag, finds no
//! waker, and is done. `wait` stores its waker, which nothing will use.
//!
//! The fix: store the waker first, then look. Now there are two cases. The event happens before the
//! look: then the look sees it. Or after the look: then the waker is there, and `happen` uses it.

use std::future::poll_fn;
use std::sync::Mutex;
use std::task::{Poll, Waker};

use support::Flag;

/// Something that happens once, on any thread. One task may wait for it.
#[derive(Default)]
pub struct Event {
    happened: Flag,
    waker: Mutex<Option<Waker>>,
}

impl Event {
    /// Lets the event happen.
    pub fn happen(&self) {
        // The mirror image: first the flag, then the waker.
        self.happened.set();
        // The lock is released at the end of this line, before the waker is used.
        let waker = self.waker.lock().expect("no panic while locked").take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Ends when the event has happened.
    pub async fn wait(&self) {
        let happened = poll_fn(|cx| {
            *self.waker.lock().expect("no panic while locked") = Some(cx.waker().clone());
            if self.happened.is_set() {
                return Poll::Ready(());
            }
            Poll::Pending
        });
        happened.await;
    }
}

fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::task::Wake;

    use support::{PolledAtOnce, Wakes, must_end, poll};

    use super::*;

    const HANGS: &str = "Does a thread wait for a lock that it holds itself? If not: does `wait` \
                         loop until the event has happened, instead of returning \
                         `Poll::Pending`?";
    const NOT_YET: &str =
        "the event has not happened, and `wait` returned Ready: what does it look at?";
    const SEEN: &str = "the event has happened, and `wait` returned Pending: does it look at the \
                        flag whenever it is polled?";

    /// Waits for `event` in a task of the test.
    fn wait(event: &Arc<Event>) -> impl Future<Output = ()> + Unpin + use<> {
        let event = Arc::clone(event);
        Box::pin(async move { event.wait().await })
    }

    #[test]
    fn an_event_that_has_happened_is_seen_at_once() {
        must_end(HANGS, || {
            let event = Arc::new(Event::default());
            event.happen();
            let seen = poll(&mut wait(&event), &Wakes::new().waker());
            assert!(seen.is_ready(), "{SEEN}");
        });
    }

    #[test]
    fn a_task_that_waits_is_woken_once() {
        must_end(HANGS, || {
            let (event, wakes) = (Arc::new(Event::default()), Wakes::new());
            let mut wait = wait(&event);
            assert!(poll(&mut wait, &wakes.waker()).is_pending(), "{NOT_YET}");
            wakes.expect(0, "the event has not happened. Does the task wake itself?");
            event.happen();
            wakes.expect(1, "the event has happened. Does `happen` use the waker, once?");
            assert!(poll(&mut wait, &wakes.waker()).is_ready(), "{SEEN}");
        });
    }

    #[test]
    fn an_event_during_the_poll_is_not_lost() {
        must_end(HANGS, || {
            let (event, wakes) = (Arc::new(Event::default()), Wakes::new());
            let other_thread = Arc::clone(&event);
            event.happened.after_next_look(move || other_thread.happen());
            let seen = poll(&mut wait(&event), &wakes.waker());
            event.happened.other_thread_is_done();
            assert!(
                seen.is_ready() || wakes.count() > 0,
                "another thread let the event happen right after `wait` had looked. `wait` \
                 returned Pending and the task was not woken: it sleeps forever. Which step of \
                 `wait` must come first?"
            );
        });
    }

    #[test]
    fn a_poll_between_the_steps_of_happen_is_not_lost() {
        must_end(HANGS, || {
            let (event, wakes) = (Arc::new(Event::default()), Wakes::new());
            let saw_it = Arc::new(AtomicBool::new(false));
            event.happened.before_next_set({
                let (event, wakes) = (Arc::clone(&event), wakes.clone());
                let saw_it = Arc::clone(&saw_it);
                move || {
                    let seen = poll(&mut wait(&event), &wakes.waker());
                    saw_it.store(seen.is_ready(), Ordering::SeqCst);
                }
            });
            event.happen();
            event.happened.other_thread_is_done();
            assert!(
                saw_it.load(Ordering::SeqCst) || wakes.count() > 0,
                "another thread polled `wait` right before `happen` set the flag. `wait` returned \
                 Pending, and `happen` never used its waker: the task sleeps forever. Which step of \
                 `happen` must come first?"
            );
        });
    }

    #[test]
    fn the_last_waker_counts() {
        must_end(HANGS, || {
            let (event, old, new) = (Arc::new(Event::default()), Wakes::new(), Wakes::new());
            let mut wait = wait(&event);
            assert!(poll(&mut wait, &old.waker()).is_pending(), "{NOT_YET}");
            assert!(poll(&mut wait, &new.waker()).is_pending(), "{NOT_YET}");
            event.happen();
            new.expect(1, "`wait` was polled with another waker before. Which one is kept?");
        });
    }

    /// Counts the wake-ups that come before the event.
    struct Early {
        event: Arc<Event>,
        count: AtomicUsize,
    }

    impl Wake for Early {
        fn wake(self: Arc<Self>) {
            if !self.event.happened.is_set() {
                self.count.fetch_add(1, Ordering::SeqCst);
            }
        }
    }

    #[test]
    fn when_the_task_is_woken_the_event_can_be_seen() {
        must_end(HANGS, || {
            let event = Arc::new(Event::default());
            let early = Arc::new(Early { event: Arc::clone(&event), count: AtomicUsize::new(0) });
            let waker = Waker::from(Arc::clone(&early));
            assert!(poll(&mut wait(&event), &waker).is_pending(), "{NOT_YET}");
            event.happen();
            assert!(
                early.count.load(Ordering::SeqCst) == 0,
                "the task was woken before the event could be seen. If it is polled at once, it \
                 waits forever. Which step of `happen` must come first?"
            );
        });
    }

    #[test]
    fn the_task_may_be_polled_inside_wake() {
        must_end(HANGS, || {
            let event = Arc::new(Event::default());
            let task = PolledAtOnce::new({
                let event = Arc::clone(&event);
                async move {
                    event.wait().await;
                    // It must be possible to take the lock here, too.
                    event.wait().await;
                }
            });
            task.must_be_woken_by(
                || event.happen(),
                "`happen` was called. Does it set the flag before it uses the waker? Is the lock released \
                 before the waker is used?",
            );
        });
    }
}
