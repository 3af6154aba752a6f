//@ start
//! The executor, step 5: wait
//!
//! No task is polled without a reason any more. But while no task is ready, `next_ready` spins,
//! and a core is busy with nothing. The thread should wait until something can happen.
//!
//! Only two things can happen while no task runs: another thread wakes a task, and a deadline
//! passes. So one wait is enough. It waits for an id in the ready queue, but not longer than until
//! the next deadline.
//!
//! What to do:
//!
//! - `fire_timers` returns the time until the next deadline, and `Duration::MAX` without a timer.
//! - `next_ready` waits for that long. Pass the time through `clock::real_time`: on the simulated
//!   clock there is nothing to wait for, and it returns zero.
//!
//! Then this is `stage4-await/src/waking.rs`, and you have written an executor.
//!
//! Look up: `mpsc::Receiver::recv_timeout`.
//@ solution
//! The executor, step 5: the solution
//!
//! A wake-up between the last look at the queue and the wait is not lost: the queue is what the
//! thread waits for, so an id that is already there ends the wait at once.
//@ both

//@ loop
fn main() {
    // The article's last program, on your executor, on the simulated clock.
    LocalRuntime::new().expect("it never fails").block_on(async {
        pause();
        let one = spawn_local(async {
            for _ in 0..2 {
                println!("Task 1");
                sleep(Duration::from_secs(1)).await;
            }
        });
        let two = spawn_local(async {
            for _ in 0..3 {
                println!("Task 2");
                sleep(Duration::ZERO).await;
            }
        });
        let (Ok(()), Ok(())) = (one.await, two.await);
        println!("done");
    });
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;
    use std::time::Instant;

    use support::{if_it_hangs, must_end, this_thread, yield_now};

    use super::*;

    /// A thread that spins reads the clock thousands of times meanwhile.
    const FEW: usize = 8;
    const HANGS: &str = "A deadline has passed, or a task was woken.\n- Does the wait end with \
                         the next deadline?\n- Does a wake-up end it, even one that came before \
                         the wait?\n- Does a timer that is not due stay in the map?";
    const HOUR: Duration = Duration::from_secs(3600);

    /// Runs `main` on the real clock. Returns its result and how often the loop has read the clock.
    fn run<F: Future + 'static>(main: F) -> (F::Output, usize) {
        let before = clock::readings();
        let result = LocalRuntime::new().expect("it never fails").block_on(main);
        (result, clock::readings() - before)
    }

    /// Runs `main` beside a task that sleeps for an hour. It must end long before that, or the
    /// watchdog says `otherwise`. The thread is left behind then, and ends with the process.
    fn must_end_within_the_hour<F: Future<Output = ()> + Send + 'static>(main: F, otherwise: &str) {
        let (ended, end) = channel();
        thread::spawn(move || {
            // So that no deadline is close to the time until then.
            clock::set_forward(HOUR);
            run(async move {
                drop(spawn_local(sleep(HOUR)));
                main.await;
                let _ = ended.send(());
            });
        });
        let _question = if_it_hangs(otherwise);
        end.recv().expect("the loop has panicked: the message above says where");
    }

    /// Pending until another thread wakes the task, `delay` after this thread has begun to wait.
    fn another_thread(delay: Duration) -> impl Future<Output = ()> {
        let happened = Arc::new(AtomicBool::new(false));
        let mut started = false;
        poll_fn(move |cx| {
            if happened.load(Ordering::SeqCst) {
                return Poll::Ready(());
            }
            if !started {
                started = true;
                let (happened, waker) = (Arc::clone(&happened), cx.waker().clone());
                let this_thread = this_thread();
                thread::spawn(move || {
                    this_thread.after_it_waits(delay);
                    happened.store(true, Ordering::SeqCst);
                    waker.wake();
                });
            }
            Poll::Pending
        })
    }

    #[track_caller]
    fn expect_few(readings: usize, during: &str) {
        assert!(
            readings <= FEW,
            "{during}, the loop read the clock {readings} times, expected at most {FEW}: does the \
             thread wait, or does it spin?"
        );
    }

    #[test]
    fn the_thread_waits_while_all_tasks_sleep() {
        must_end(HANGS, || {
            let start = Instant::now();
            let (_, readings) = run(sleep(Duration::from_millis(200)));
            let passed = start.elapsed();
            assert!(
                passed >= Duration::from_millis(200),
                "a sleep of 200 ms ended after {passed:?}, expected 200 ms or more: is the clock \
                 compared with the deadline after the wait?"
            );
            expect_few(readings, "while a task slept");
        });
    }

    #[test]
    fn the_thread_waits_for_another_thread() {
        let if_not = "Another thread wakes the only task when this one waits.\n- Does this thread \
                      wait, or does it spin?\n- How long does it wait without a \
                      timer?\n- Does a wake-up end the wait?";
        must_end(if_not, || {
            let (_, readings) = run(another_thread(Duration::from_millis(200)));
            expect_few(readings, "while a task waited for another thread");
        });
    }

    #[test]
    fn the_wait_ends_with_the_next_deadline() {
        must_end(HANGS, || {
            must_end_within_the_hour(
                sleep(Duration::from_millis(20)),
                "While another task sleeps for an hour, a sleep of 20 ms does not end.\n- Which \
                 deadline is the next?\n- Is the time until then the difference between it and \
                 now?\n- Does a timer that is not due stay in the map?",
            );
        });
    }

    #[test]
    fn a_wake_up_from_another_thread_ends_the_wait_for_a_deadline() {
        must_end(HANGS, || {
            must_end_within_the_hour(
                another_thread(Duration::from_millis(20)),
                "Another task sleeps for an hour, and another thread has woken this one. What \
                 does the loop wait for: the deadline alone, or an id in the ready queue, too?",
            );
        });
    }

    #[test]
    fn a_task_that_is_always_ready_does_not_keep_the_others_asleep() {
        must_end(HANGS, || {
            pause();
            run(async {
                let is_over = Rc::new(Cell::new(false));
                let ended = Rc::clone(&is_over);
                spawn_local(async move {
                    sleep(Duration::from_millis(1)).await;
                    ended.set(true);
                });
                let mut polls = 0;
                while !is_over.get() {
                    polls += 1;
                    assert!(
                        polls < 1000,
                        "a task that is always ready was polled {polls} times, and the sleep of \
                         another task is not over: are the timers still fired each time before an \
                         id is taken from the ready queue?"
                    );
                    yield_now().await;
                }
            });
        });
    }

    #[test]
    fn on_the_simulated_clock_the_thread_does_not_wait() {
        must_end(
            "The simulated clock moves only when it is read.\n- Is the wait passed through \
             `clock::real_time`?\n- Does a timer that is not due stay in the map?",
            || {
                pause();
                run(sleep(Duration::from_millis(20)));
            },
        );
    }

    #[test]
    fn without_tasks_the_loop_ends() {
        must_end(
            "All tasks have ended. Does the loop wait before it looks whether a task is left?",
            || {
                let (seen, _) = run(async { 42 });
                assert!(
                    seen == 42,
                    "`block_on` returned {seen}, expected 42: does it return the result of `main`?"
                );
            },
        );
    }
}
