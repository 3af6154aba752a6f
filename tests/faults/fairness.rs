//! Fairness: a task that wakes itself forever starves no task, no timer and no remote wake-up.

use std::cell::Cell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use jacobio::{task, time};

use crate::support::jacobio::new_runtime;

const MS: Duration = Duration::from_millis(1);

/// Never completes, and wakes itself in each poll. Counts its polls.
fn spin(polls: &Rc<Cell<u32>>) -> impl Future<Output = ()> + use<> {
    let polls = Rc::clone(polls);
    poll_fn(move |cx| {
        polls.set(polls.get() + 1);
        cx.waker().wake_by_ref();
        Poll::Pending
    })
}

both_runtimes! {
    #[test]
    fn a_task_that_wakes_itself_for_ever_starves_no_other_task_and_no_timer() {
        new_runtime().block_on(async {
            task::spawn_local(spin(&Rc::default()));
            let child = task::spawn_local(async {
                task::yield_now().await;
                7
            });
            assert_eq!(child.await.unwrap(), 7);
            time::sleep(MS).await;
            let late = time::timeout(MS, std::future::pending::<()>()).await;
            assert!(late.is_err());
        });
    }

    #[test]
    fn a_main_that_wakes_itself_for_ever_is_ended_by_a_timeout() {
        let polls = Rc::default();
        let late = new_runtime().block_on(async {
            time::timeout(MS, spin(&polls)).await
        });
        assert!(late.is_err());
    }

    #[test]
    fn a_remote_wake_up_arrives_while_a_task_spins() {
        new_runtime().block_on(async {
            task::spawn_local(spin(&Rc::default()));
            let (sender, receiver) = futures::channel::oneshot::channel();
            let other = thread::spawn(move || sender.send(7));
            assert_eq!(receiver.await, Ok(7));
            other.join().unwrap().unwrap();
        });
    }

    #[test]
    fn a_paused_clock_stands_still_while_a_task_is_ready() {
        paused().block_on(async {
            let start = time::Instant::now();
            let sleeper = task::spawn_local(time::sleep(MS));
            for _ in 0..1000 {
                task::yield_now().await;
                assert_eq!(start.elapsed(), Duration::ZERO);
            }
            assert!(!sleeper.is_finished());
            sleeper.await.unwrap();
            assert!(start.elapsed() >= MS);
        });
    }
}

#[test]
fn timers_are_checked_every_64_polls_and_their_tasks_queue_behind_the_ready_ones() {
    new_runtime().block_on(async {
        let polls = Rc::default();
        let spinner = task::spawn_local(spin(&polls));
        let due_at = Rc::clone(&polls);
        let sleeper = task::spawn_local(async move {
            time::sleep(MS).await;
            due_at.get()
        });
        task::yield_now().await;
        // A real wait: the deadline passes while the event loop can't read the clock.
        thread::sleep(2 * MS);
        let before = polls.get();
        let after = sleeper.await.unwrap();
        assert!(after - before <= 64, "the timer fired after {} polls", after - before);
        assert!(after > before, "the ready task is polled first");
        spinner.abort();
    });
}
