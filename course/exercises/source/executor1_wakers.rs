//@ start
//! The executor, step 1: a waker that knows its task
//!
//! Five exercises turn the article's event loop into one that polls only tasks that were woken, and
//! that waits while there is none. Each starts from the solution of the one before.
//!
//! This is `stage4-await/src/busy.rs`, the article's loop. It polls every task again and again, so
//! its waker does nothing. A loop that is to poll only some tasks must learn which. So the waker of
//! a task puts the id of the task into the ready queue. Nothing reads that queue yet: the loop
//! below still polls all.
//!
//! What to do:
//!
//! - `TaskWaker::wake` puts the id into the queue. It may be called on any thread and at any time,
//!   even after the thread of the event loop has ended.
//! - `spawn_local` gives each task an id and one waker, which stays beside the task.
//! - `block_on` polls each task with the waker of that task.
//!
//! The code with `New:` above it is there for you.
//!
//! Look up: `std::task::Wake`, `Waker::from`, `mpsc::Sender::send` and when it fails.
//@ solution
//! The executor, step 1: the solution
//!
//! The loop still polls every task. But now a future that is polled can find out how to ask for its
//! task, and the answers come together in one queue.
//@ both

//@ loop
fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};
    use std::thread;

    use support::{must_end, own_waker, yield_now};

    use super::*;

    const HANGS: &str = "Does the loop poll each task until it ends, and does a pending task go \
                         back into the queue?";

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    /// Uses `waker`. Returns what the ready queue has got by that.
    fn wake(waker: &Waker) -> Vec<usize> {
        READY.with(|(_, ready)| {
            ready.try_iter().for_each(drop);
            waker.wake_by_ref();
            ready.try_iter().collect()
        })
    }

    /// Returns the id that `waker` puts into the ready queue.
    #[track_caller]
    fn id(waker: &Waker) -> usize {
        let seen = wake(waker);
        assert!(
            seen.len() == 1,
            "the waker of a task was used once, and the ready queue has got {seen:?}, expected one \
             id: is the task polled with its own waker, and does `wake` send the id?"
        );
        seen[0]
    }

    #[test]
    fn a_wake_up_puts_the_id_of_the_task_into_the_ready_queue() {
        must_end(HANGS, || {
            run(async { id(&own_waker().await) });
        });
    }

    #[test]
    fn a_task_keeps_its_id_from_poll_to_poll() {
        must_end(HANGS, || {
            let (first, second) = run(async {
                let first = id(&own_waker().await);
                yield_now().await;
                (first, id(&own_waker().await))
            });
            assert!(
                first == second,
                "at its first poll the waker of a task sent {first}, at its second poll {second}, \
                 expected the same: where is the id made?"
            );
        });
    }

    #[test]
    fn each_task_has_an_id_of_its_own() {
        must_end(HANGS, || {
            let (main, task) = run(async {
                let Ok(task) = spawn_local(own_waker()).await;
                (id(&own_waker().await), id(&task))
            });
            assert!(main != task, "the wakers of two tasks both sent {main}: which task is that?");
        });
    }

    #[test]
    fn another_thread_may_use_the_waker() {
        must_end(HANGS, || {
            run(async {
                let waker = own_waker().await;
                let id = id(&waker);
                thread::spawn(move || waker.wake()).join().expect("a wake-up must not panic");
                let seen: Vec<usize> = READY.with(|(_, ready)| ready.try_iter().collect());
                assert!(
                    seen == [id],
                    "another thread has woken task {id}, and the ready queue of the event loop's \
                     thread has got {seen:?}, expected [{id}]: does `wake` use the sender that the \
                     waker was made with?"
                );
            });
        });
    }

    #[test]
    fn a_wake_up_after_the_end_of_the_thread_is_ignored() {
        must_end(HANGS, || {
            let thread = thread::spawn(|| run(own_waker()));
            let waker = thread.join().expect("the event loop must not panic");
            // The ready queue has ended with its thread.
            let result = catch_unwind(AssertUnwindSafe(|| waker.wake()));
            assert!(
                result.is_ok(),
                "a wake-up after the end of the event loop's thread has panicked, expected that \
                 it does nothing: which call fails when the receiver is gone?"
            );
        });
    }

    #[test]
    fn the_tasks_run_as_before() {
        must_end(HANGS, || {
            let log = Rc::new(RefCell::new(String::new()));
            let task = |name| {
                let log = Rc::clone(&log);
                async move {
                    for _ in 0..3 {
                        log.borrow_mut().push(name);
                        sleep(Duration::ZERO).await;
                    }
                }
            };
            let (a, b) = (task('a'), task('b'));
            let result = run(async {
                let (a, b) = (spawn_local(a), spawn_local(b));
                (a.await, b.await)
            });
            let expected = (Ok(()), Ok(()));
            assert!(
                result == expected,
                "the handles of two tasks returned {result:?}, expected {expected:?}: does each \
                 task still store its result?"
            );
            let seen = log.take();
            assert!(
                seen == "ababab",
                "two tasks ran in the order {seen}, expected ababab: does a pending task go to the \
                 back of the queue?"
            );
        });
    }
}
