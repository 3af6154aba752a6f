//@ start
//! The executor, step 3: the join handle keeps a waker
//!
//! A task that awaits a join handle is polled again and again until the result is there, since the
//! handle wakes it at once. But there is one moment at which it must be woken: when the other task
//! ends. So the handle leaves its waker where the other task finds it, and the other task uses it,
//! once.
//!
//! This is the pattern of every future that waits: keep the waker where the event will happen, and
//! return `Poll::Pending`.
//!
//! What to do:
//!
//! - What the task and its handle share holds the result and a waker.
//! - `JoinHandle::poll`: while the result is missing, it keeps the waker of the task that polls it.
//!   A handle may be polled on one task and then be moved to another one. The last waker counts.
//! - `spawn_local`: when the task ends, it stores the result and then wakes the task that waits, if
//!   there is one.
//! - `block_on` takes the result of `main` out of its handle. That place changes, too.
//!
//! The order of the two steps matters: first the result, then the wake-up. Your executor polls the
//! task that was woken some time later. But a handle can be polled with another executor's waker,
//! and some executors poll right inside `wake`.
//!
//! Look up: `Cell::take`, `Cell::set`, `Context::waker`, `Waker::clone`.
//@ solution
//! The executor, step 3: the solution
//!
//! The waker is kept before the result is looked for. In one thread the order doesn't matter. Where
//! the result comes from another thread it does, so it is a good habit.
//@ both

//@ loop
fn main() {
    // You can experiment here.
}

#[cfg(test)]
mod tests {
    use support::{PolledAtOnce, counted, must_end, yield_now};

    use super::*;

    const HANGS: &str = "A task awaits the handle of a task that has ended.\n- Does the handle \
                         keep the waker of its last poll?\n- Does the task that ends use that \
                         waker?\n- Does it store its result before that?";

    fn run<F: Future + 'static>(main: F) -> F::Output {
        pause();
        LocalRuntime::new().expect("it never fails").block_on(main)
    }

    #[test]
    fn a_task_that_awaits_a_handle_is_woken_once() {
        must_end(HANGS, || {
            let (polls, main) = counted("the task that awaits", async {
                let handle = spawn_local(async {
                    for _ in 0..10 {
                        yield_now().await;
                    }
                    42
                });
                handle.await
            });
            let seen = run(main);
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): does the task \
                     store its result in what it shares with the handle?"
            );
            polls.expect(
                2,
                "once to start, and once when the joined task has ended. Does the handle wake its \
                 task before that?",
            );
        });
    }

    #[test]
    fn the_result_of_a_task_that_has_ended_is_there_at_once() {
        let if_not = "A task had ended before its handle was polled. Does the handle look for the \
                      result at its first poll, too?";
        must_end(if_not, || {
            let (polls, main) = counted("the task that awaits", async {
                let handle = spawn_local(async { 42 });
                yield_now().await;
                handle.await
            });
            let seen = run(main);
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): is the result kept \
                 until the handle is polled?"
            );
            polls.expect(
                2,
                "the result was there when the handle was polled. Does the handle look for it \
                 before it returns `Poll::Pending`?",
            );
        });
    }

    #[test]
    fn a_handle_may_move_to_another_task() {
        must_end(
            "A handle was polled on one task and is awaited on another.\n- Which task's waker \
             does it keep?\n- Does the task that ends use that waker?",
            || {
                let result = run(async {
                    let mut handle = spawn_local(async {
                        for _ in 0..10 {
                            yield_now().await;
                        }
                        42
                    });
                    let first = poll_fn(|cx| Poll::Ready(Pin::new(&mut handle).poll(cx))).await;
                    assert!(
                        first.is_pending(),
                        "a join handle was ready before its task had ended: what does it return \
                         while the result is missing?"
                    );
                    let (polls, other) = counted("the other task", handle);
                    let Ok(result) = spawn_local(other).await;
                    polls.expect(
                        2,
                        "once to start, and once when the joined task has ended. Does the handle \
                         wake its task before that?",
                    );
                    result
                });
                assert!(
                    result == Ok(42),
                    "the handle that was moved returned {result:?}, expected Ok(42): does it still \
                     share the result with its task?"
                );
            },
        );
    }

    #[test]
    fn a_task_runs_on_without_its_handle() {
        let if_not = "No task awaits the handle. Does the loop still poll the task until it ends?";
        must_end(if_not, || {
            let ended = Rc::new(Cell::new(false));
            let seen = Rc::clone(&ended);
            run(async move {
                drop(spawn_local(async move {
                    yield_now().await;
                    ended.set(true);
                }));
            });
            assert!(
                seen.get(),
                "a task whose handle was dropped has not run to its end: what does its end need \
                 the handle for?"
            );
        });
    }

    #[test]
    fn a_task_may_await_several_handles() {
        must_end(HANGS, || {
            let sum = run(async {
                let handles: Vec<JoinHandle<usize>> = (1..=3)
                    .map(|yields| {
                        spawn_local(async move {
                            for _ in 0..yields {
                                yield_now().await;
                            }
                            yields
                        })
                    })
                    .collect();
                let mut sum = 0;
                for handle in handles {
                    let Ok(yields) = handle.await;
                    sum += yields;
                }
                sum
            });
            assert!(
                sum == 6,
                "the results of three tasks add up to {sum}, expected 6: does each handle return \
                 the result of its own task?"
            );
        });
    }

    #[test]
    fn a_sleep_ends() {
        let if_not = "A sleep awaits the join handle of a task that reads the clock. Does that \
                      task wake the sleeping one when it ends?";
        must_end(if_not, || {
            run(sleep(Duration::from_millis(1)));
        });
    }

    #[test]
    fn a_handle_that_is_polled_inside_wake_finds_the_result() {
        must_end(HANGS, || {
            let task = PolledAtOnce::new(spawn_local(async { 42 }));
            let seen = task.must_be_woken_by(
                || run(async {}),
                "it polls the handle of a task that ends. Is the result stored before the waker \
                 is used, and is nothing borrowed while it is?",
            );
            assert!(
                seen == Ok(42),
                "the join handle returned {seen:?}, expected Ok(42): does the task store its \
                 result?"
            );
        });
    }
}
