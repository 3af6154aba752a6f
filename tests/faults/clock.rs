//! The clock: pause, resume, advance, and durations beyond its range.

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use crate::support::Log;

const MS: Duration = Duration::from_millis(1);
const YEAR: Duration = Duration::from_secs(365 * 86_400);

both_runtimes! {
    #[test]
    fn a_pause_lasts_from_one_block_on_to_the_next() {
        let runtime = paused();
        let start = runtime.block_on(async { time::Instant::now() });
        std::thread::sleep(2 * MS);
        let slept = runtime.block_on(async move {
            time::sleep(Duration::from_secs(3600)).await;
            start.elapsed()
        });
        assert_eq!(slept, Duration::from_secs(3600));
        runtime.block_on(async { time::resume() });
    }

    #[test]
    fn a_pause_affects_its_own_runtime_only() {
        new_runtime().block_on(async { time::pause() });
        new_runtime().block_on(async { time::pause() });
    }

    #[test]
    fn a_paused_sleep_ends_on_a_millisecond() {
        paused().block_on(async {
            let start = time::Instant::now();
            for (requested, slept) in [(1, 1), (999, 1), (1000, 1), (1001, 2), (2500, 3)] {
                let before = time::Instant::now();
                time::sleep(Duration::from_micros(requested)).await;
                assert_eq!(before.elapsed(), slept * MS, "{requested} µs");
            }
            assert_eq!(start.elapsed(), 8 * MS);
        });
    }

    #[test]
    fn sleeps_of_one_millisecond_end_in_the_order_in_which_they_began() {
        let log = Log::default();
        paused().block_on(async {
            let tasks: Vec<_> = [900, 100, 1000, 500, 1]
                .into_iter()
                .map(|micros| {
                    let log = log.clone();
                    task::spawn_local(async move {
                        time::sleep(Duration::from_micros(micros)).await;
                        log.record(micros);
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
        });
        assert_eq!(log.events(), "900 100 1000 500 1");
    }

    #[test]
    fn a_resumed_clock_goes_on_from_the_time_at_which_it_stood() {
        paused().block_on(async {
            let start = time::Instant::now();
            time::sleep(Duration::from_secs(3600)).await;
            time::resume();
            time::sleep(2 * MS).await;
            let elapsed = start.elapsed();
            assert!(elapsed >= Duration::from_secs(3600) + 2 * MS, "{elapsed:?}");
            assert!(elapsed < Duration::from_secs(3660), "{elapsed:?}");
            time::pause();
        });
    }

    #[test]
    fn a_sleep_that_is_reset_before_its_first_poll_joins_the_timers_at_once() {
        let log = Log::default();
        paused().block_on(async {
            let deadline = time::Instant::now() + 10 * MS;
            let mut reset = Box::pin(time::sleep(5 * MS));
            reset.as_mut().reset(deadline);
            assert!(!reset.is_elapsed());
            let (one, two) = (log.clone(), log.clone());
            let polled_first = task::spawn_local(async move {
                time::sleep_until(deadline).await;
                one.record("polled first");
            });
            let reset_first = task::spawn_local(async move {
                time::sleep(MS).await;
                reset.await;
                two.record("reset first,");
            });
            polled_first.await.unwrap();
            reset_first.await.unwrap();
        });
        assert_eq!(log.events(), "reset first, polled first");
    }

    #[test]
    fn a_sleep_that_is_reset_and_never_polled_elapses() {
        paused().block_on(async {
            let mut sleep = pin!(time::sleep(5 * MS));
            sleep.as_mut().reset(time::Instant::now() + MS);
            assert!(!sleep.is_elapsed());
            time::sleep(2 * MS).await;
            assert!(sleep.is_elapsed());

            let mut sleep = pin!(time::sleep(5 * MS));
            sleep.as_mut().reset(time::Instant::now());
            assert!(sleep.is_elapsed(), "the deadline has passed");
        });
    }

    #[test]
    fn pausing_and_resuming_again_and_again_wins_no_time() {
        new_runtime().block_on(async {
            let (start, real_start) = (time::Instant::now(), std::time::Instant::now());
            for _ in 0..10_000 {
                time::pause();
                time::resume();
            }
            let ahead = start.elapsed().saturating_sub(real_start.elapsed());
            assert!(ahead < 2 * MS, "{ahead:?}");
        });
    }

    #[test]
    fn advance_fires_the_timers_that_are_due_and_no_others() {
        paused().block_on(async {
            let soon = task::spawn_local(time::sleep(10 * MS));
            let late = task::spawn_local(time::sleep(30 * MS));
            task::yield_now().await;
            let start = time::Instant::now();
            time::advance(20 * MS).await;
            soon.await.unwrap();
            assert_eq!(start.elapsed(), 20 * MS);
            assert!(!late.is_finished());
        });
    }

    #[test]
    fn advance_does_nothing_until_it_is_awaited() {
        new_runtime().block_on(async {
            let advance = time::advance(MS);
            time::pause();
            let start = time::Instant::now();
            advance.await;
            assert_eq!(start.elapsed(), MS);
        });
    }

    #[test]
    fn a_sleep_beyond_the_clocks_range_is_capped_at_thirty_years() {
        paused().block_on(async {
            let start = time::Instant::now();
            assert!(time::sleep(Duration::MAX).deadline() - start <= 31 * YEAR);
            time::sleep(Duration::MAX).await;
            let slept = start.elapsed();
            assert!((29 * YEAR..31 * YEAR).contains(&slept), "{slept:?}");
            // The cap is relative to the current time.
            time::sleep(Duration::from_secs(u64::MAX)).await;
            assert!(start.elapsed() > 58 * YEAR);
        });
    }

    #[test]
    fn nothing_that_takes_a_duration_overflows() {
        paused().block_on(async {
            let in_time = time::timeout(Duration::MAX, async { 7 });
            assert_eq!(in_time.await.unwrap(), 7);

            let mut interval = time::interval(Duration::MAX);
            interval.tick().await;
            interval.reset();
            interval.reset_after(Duration::MAX);

            let mut sleep = pin!(time::sleep(MS));
            sleep.as_mut().reset(time::Instant::now() + 1000 * YEAR);
            assert!(sleep.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
        });
    }

    #[test]
    fn a_sleep_that_is_reset_to_the_past_is_ready_at_once() {
        paused().block_on(async {
            let start = time::Instant::now();
            let mut sleep = pin!(time::sleep(100 * MS));
            let mut cx = Context::from_waker(Waker::noop());
            assert!(sleep.as_mut().poll(&mut cx).is_pending());
            time::sleep(50 * MS).await;
            sleep.as_mut().reset(start + 40 * MS);
            assert!(sleep.as_mut().poll(&mut cx).is_ready());
        });
    }

    #[test]
    fn a_task_whose_sleep_is_reset_to_the_past_by_another_task_is_woken() {
        paused().block_on(async {
            let start = time::Instant::now();
            let sleep = std::rc::Rc::new(std::cell::RefCell::new(Box::pin(time::sleep(90 * MS))));
            let shared = std::rc::Rc::clone(&sleep);
            let sleeper = task::spawn_local(std::future::poll_fn(move |cx| {
                shared.borrow_mut().as_mut().poll(cx)
            }));
            time::sleep(50 * MS).await;
            sleep.borrow_mut().as_mut().reset(start + 40 * MS);
            sleeper.await.unwrap();
            assert_eq!(start.elapsed(), 50 * MS);
        });
    }
}

/// Tokio may poll main before the tasks whose timers fired.
#[test]
fn advance_returns_after_the_tasks_whose_timers_fired_were_polled() {
    use jacobio::{task, time};

    crate::support::jacobio::paused().block_on(async {
        let due = task::spawn_local(time::sleep(10 * MS));
        task::yield_now().await;
        time::advance(10 * MS).await;
        assert!(due.is_finished());
    });
}

/// The only timer was cancelled, so the clock has no deadline to jump to. The event loop parks
/// until the other thread wakes it.
#[test]
fn a_clock_that_is_resumed_at_the_last_instant_stands_there() {
    use jacobio::time;

    crate::support::jacobio::paused().block_on(async {
        let mut step = Duration::MAX;
        while step > Duration::ZERO {
            if time::Instant::now().checked_add(step).is_some() {
                time::advance(step).await;
            }
            step /= 2;
        }
        let last = time::Instant::now();
        time::resume();
        std::thread::sleep(MS);
        assert_eq!(time::Instant::now(), last);
    });
}

#[test]
fn a_paused_clock_does_not_jump_to_the_deadline_of_a_cancelled_timer() {
    use futures::channel::oneshot;
    use jacobio::time;

    crate::support::jacobio::paused().block_on(async {
        let start = time::Instant::now();
        let mut cancelled = Box::pin(time::sleep(3600 * 1000 * MS));
        assert!(futures::poll!(&mut cancelled).is_pending());
        time::sleep(MS).await;
        drop(cancelled);

        let (sender, receiver) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            std::thread::sleep(10 * MS);
            sender.send(()).unwrap();
        });
        receiver.await.unwrap();
        assert_eq!(start.elapsed(), MS);
        thread.join().unwrap();
    });
}
