//! `futures`: several futures in one task, streams, and channels between tasks.

use std::future::poll_fn;
use std::task::{Poll, Waker};

use futures::channel::{mpsc, oneshot};
use futures::future::{AbortHandle, Abortable, Aborted, FutureExt, join_all};
use futures::stream::{FuturesUnordered, StreamExt, iter};
use futures::{SinkExt, join, select};

use super::{MS, after, run, sleep, spawn_local};

#[test]
fn joined_futures_wait_concurrently() {
    let (values, took) = run(async { join!(after(30, 1), after(10, 2), after(20, 3)) });
    assert_eq!((values, took), ((1, 2, 3), 30 * MS));
    let (values, took) = run(join_all((0..100).map(|n| after(n, n))));
    assert_eq!((values.len(), took), (100, 99 * MS));
}

#[test]
fn the_first_of_two_is_selected_and_the_other_can_go_on() {
    let (values, took) = run(async {
        let mut slow = Box::pin(after(30, 1).fuse());
        let first = select! {
            value = slow => value,
            value = Box::pin(after(10, 2).fuse()) => value,
        };
        (first, slow.await)
    });
    assert_eq!((values, took), ((2, 1), 30 * MS));
}

#[test]
fn unordered_futures_and_tasks_are_returned_as_they_complete() {
    let (values, took) = run(async {
        let futures: FuturesUnordered<_> = [30, 10, 20].map(|n| after(n, n)).into_iter().collect();
        let tasks: FuturesUnordered<_> =
            [3, 1, 2].map(|n| spawn_local(after(n, n)).map(Result::unwrap)).into_iter().collect();
        (tasks.collect::<Vec<_>>().await, futures.collect::<Vec<_>>().await)
    });
    // The futures are first polled after the tasks have ended.
    assert_eq!((values, took), ((vec![1, 2, 3], vec![10, 20, 30]), 33 * MS));
}

#[test]
fn a_buffered_stream_runs_a_few_futures_concurrently() {
    let (sum, took) = run(async {
        let working = iter(0..100).map(|n| after(10, n)).buffer_unordered(10);
        working.fold(0, async |sum, n| sum + n).await
    });
    assert_eq!((sum, took), (4950, 100 * MS));
}

#[test]
fn a_full_channel_makes_its_sender_wait() {
    let ((), took) = run(async {
        let (mut sender, mut receiver) = mpsc::channel(1);
        let sending = spawn_local(async move {
            for number in 0..10 {
                sender.send(number).await.unwrap();
            }
        });
        for number in 0..10 {
            sleep(MS).await;
            assert_eq!(receiver.next().await, Some(number));
        }
        assert_eq!(receiver.next().await, None);
        sending.await.unwrap();
    });
    assert_eq!(took, 10 * MS);
}

#[test]
fn an_aborted_task_drops_its_sender() {
    run(async {
        let (sender, receiver) = oneshot::channel::<()>();
        let holding = spawn_local(async move {
            let _sender = sender;
            sleep(1000 * MS).await;
        });
        sleep(MS).await;
        holding.abort();
        assert_eq!(receiver.await, Err(oneshot::Canceled));
    });
}

#[test]
fn a_shared_future_runs_once_and_is_awaited_by_many() {
    let (values, took) = run(async {
        let shared = after(10, 7).boxed_local().shared();
        let tasks: Vec<_> = (0..5).map(|_| spawn_local(shared.clone())).collect();
        join_all(tasks).await.into_iter().map(Result::unwrap).collect::<Vec<_>>()
    });
    assert_eq!((values, took), (vec![7; 5], 10 * MS));
}

#[test]
fn an_abortable_future_is_aborted_without_its_task() {
    let (aborted, took) = run(async {
        let (abort, registration) = AbortHandle::new_pair();
        let task = spawn_local(Abortable::new(after(1000, 7), registration));
        sleep(10 * MS).await;
        abort.abort();
        task.await.unwrap()
    });
    assert_eq!((aborted, took), (Err(Aborted), 10 * MS));
}

/// Returns whether it is polled with the waker `own`.
async fn is_polled_with(own: &Waker) -> bool {
    poll_fn(|cx| Poll::Ready(cx.waker().will_wake(own))).await
}

/// A task's own waker is the cheap case for a runtime: it knows the task without asking the waker.
#[test]
fn join_and_select_poll_with_the_tasks_own_waker_and_futures_unordered_with_others() {
    run(async {
        let own = poll_fn(|cx| Poll::Ready(cx.waker().clone())).await;
        assert_eq!(join!(is_polled_with(&own), is_polled_with(&own)), (true, true));
        let selected = select! {
            first = Box::pin(is_polled_with(&own).fuse()) => first,
            second = Box::pin(is_polled_with(&own).fuse()) => second,
        };
        assert!(selected);

        let few = join_all((0..3).map(|_| is_polled_with(&own))).await;
        assert_eq!(few, [true; 3]);
        // `join_all` of more than thirty futures is a `FuturesUnordered` inside.
        let many = join_all((0..31).map(|_| is_polled_with(&own))).await;
        assert_eq!(many, [false; 31]);
        let unordered: FuturesUnordered<_> = (0..3).map(|_| is_polled_with(&own)).collect();
        assert_eq!(unordered.collect::<Vec<_>>().await, [false; 3]);
    });
}
