//! The budget: how many operations of the runtime may be ready in one poll of a task.

use std::future::{pending, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use futures::poll;

const MS: Duration = Duration::from_millis(1);

/// Polls the futures that `make` returns, one after another in one poll of the task, until one is
/// pending. Returns how many were ready, and drops them.
async fn ready_in_one_poll<F: Future>(mut make: impl FnMut() -> F) -> u32 {
    poll_fn(|cx| Poll::Ready(count_ready(cx, &mut make))).await
}

fn count_ready<F: Future>(cx: &mut Context<'_>, make: &mut impl FnMut() -> F) -> u32 {
    let mut ready = 0;
    // Bounded, so that a missing budget fails the test instead of hanging it.
    while ready < 1000 && pin!(make()).poll(cx).is_ready() {
        ready += 1;
    }
    ready
}

both_runtimes! {
    #[test]
    fn a_poll_has_a_budget_of_128_sleeps() {
        paused().block_on(async {
            let past = time::Instant::now();
            assert_eq!(ready_in_one_poll(|| time::sleep_until(past)).await, 128);
        });
    }

    #[test]
    fn a_poll_has_a_budget_of_128_timeouts() {
        paused().block_on(async {
            let late = || time::timeout(Duration::ZERO, pending::<()>());
            assert_eq!(ready_in_one_poll(late).await, 128);
        });
    }

    #[test]
    fn a_poll_has_a_budget_of_128_ticks() {
        paused().block_on(async {
            let mut interval = time::interval(MS);
            time::advance(1000 * MS).await;
            let mut ticks = 0;
            poll_fn(|cx| {
                while interval.poll_tick(cx).is_ready() {
                    ticks += 1;
                }
                Poll::Ready(())
            })
            .await;
            assert_eq!(ticks, 128);
        });
    }

    #[test]
    fn a_poll_has_a_budget_of_128_join_handles() {
        paused().block_on(async {
            let mut ended: Vec<_> = (0..200).map(|_| task::spawn_local(async {})).collect();
            time::sleep(MS).await;
            task::yield_now().await;
            assert_eq!(ready_in_one_poll(|| ended.pop().unwrap()).await, 128);
        });
    }

    #[test]
    fn each_poll_of_each_task_has_a_new_budget() {
        paused().block_on(async {
            let past = time::Instant::now();
            let spends = || ready_in_one_poll(move || time::sleep_until(past));
            let tasks = [task::spawn_local(spends()), task::spawn_local(spends())];
            for task in tasks {
                assert_eq!(task.await.unwrap(), 128);
            }
            for _ in 0..2 {
                task::yield_now().await;
                assert_eq!(spends().await, 128);
            }
        });
    }

    #[test]
    fn an_operation_that_is_pending_takes_nothing_from_the_budget() {
        paused().block_on(async {
            let past = time::Instant::now();
            let mut waiting: Vec<_> = (0..200).map(|_| Box::pin(time::sleep(MS))).collect();
            let ready = poll_fn(|cx| {
                assert!(waiting.iter_mut().all(|sleep| sleep.as_mut().poll(cx).is_pending()));
                Poll::Ready(count_ready(cx, &mut || time::sleep_until(past)))
            });
            assert_eq!(ready.await, 128);
        });
    }

    #[test]
    fn a_task_whose_budget_is_spent_goes_on_after_the_others() {
        new_runtime().block_on(async {
            let ended: Vec<_> = (0..200).map(|_| task::spawn_local(async {})).collect();
            time::sleep(MS).await;
            let other = task::spawn_local(async {});
            for handle in ended {
                handle.await.unwrap();
            }
            assert!(other.is_finished());
        });
    }

    #[test]
    fn a_timeout_ends_a_future_that_spends_the_budget_in_each_poll() {
        new_runtime().block_on(async {
            let past = time::Instant::now();
            let spends = async {
                loop {
                    time::sleep_until(past).await;
                }
            };
            assert!(time::timeout(MS, spends).await.is_err());
        });
    }

    #[test]
    fn a_timeout_that_begins_when_the_budget_is_spent_is_pending() {
        paused().block_on(async {
            let past = time::Instant::now();
            let mut late = pin!(time::timeout(Duration::ZERO, pending::<()>()));
            poll_fn(|cx| {
                let _ = count_ready(cx, &mut || time::sleep_until(past));
                assert!(late.as_mut().poll(cx).is_pending());
                Poll::Ready(())
            })
            .await;
            task::yield_now().await;
            assert!(poll!(late).is_ready(), "a new poll has a new budget");
        });
    }

    #[test]
    fn a_combinator_with_wakers_of_its_own_goes_on_when_the_budget_is_spent() {
        use futures::StreamExt;
        use futures::stream::FuturesUnordered;

        paused().block_on(async {
            let past = time::Instant::now();
            let sleeps: FuturesUnordered<_> = (0..1000).map(|_| time::sleep_until(past)).collect();
            assert_eq!(sleeps.count().await, 1000);
        });
    }

    #[test]
    fn another_executor_has_no_budget() {
        let runtime = new_runtime();
        let mut ended = runtime.block_on(async {
            let ended: Vec<_> = (0..1000).map(|_| task::spawn_local(async {})).collect();
            time::sleep(MS).await;
            ended
        });
        let joins = ready_in_one_poll(|| ended.pop().unwrap());
        assert_eq!(futures::executor::block_on(joins), 1000);
    }

    #[test]
    fn a_sleep_whose_deadline_has_passed_is_ready_at_once_and_however_often_it_is_polled() {
        paused().block_on(async {
            let now = time::Instant::now();
            for deadline in [now, now - Duration::from_secs(1)] {
                let mut sleep = Box::pin(time::sleep_until(deadline));
                assert!(!sleep.is_elapsed(), "it was not polled yet");
                for _ in 0..3 {
                    assert!(poll!(&mut sleep).is_ready());
                    assert!(sleep.is_elapsed());
                }
            }
        });
    }

    #[test]
    fn the_first_tick_is_ready_at_once() {
        paused().block_on(async {
            let mut interval = time::interval(MS);
            assert!(poll!(pin!(interval.tick())).is_ready());
            assert!(poll!(pin!(interval.tick())).is_pending());
            interval.reset_immediately();
            assert!(poll!(pin!(interval.tick())).is_ready());
        });
    }
}

/// Returns the events of two tasks: one spends its budget, and the other yields by a wake-up of its
/// own.
#[test]
fn a_task_whose_budget_is_spent_goes_to_the_back_of_the_queue() {
    use crate::support::{Log, jacobio::paused};
    use jacobio::{task, time};

    let log = Log::default();
    paused().block_on(async {
        let past = time::Instant::now();
        let (one, two) = (log.clone(), log.clone());
        let spends = task::spawn_local(async move {
            for operation in 0..300 {
                if operation % 128 == 0 {
                    one.record(operation);
                }
                time::sleep_until(past).await;
            }
        });
        let yields = task::spawn_local(async move {
            for _ in 0..3 {
                two.record("yields");
                task::yield_now().await;
            }
        });
        spends.await.unwrap();
        yields.await.unwrap();
    });
    // The operation after the last that the budget allows is recorded and then pending.
    assert_eq!(log.events(), "0 128 yields 256 yields yields");
}
