//! The runtime's main promises. The workspace's `tests` check them in detail.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::panic::Location;
use std::rc::Rc;
use std::task::{Poll, Waker};

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Duration, Instant, pause, sleep};

mod watchdog;

#[track_caller]
fn run<F: Future>(main: F) -> F::Output {
    watchdog::watch(Duration::from_secs(20), Location::caller());
    LocalRuntime::new().expect("it never fails").block_on(async {
        pause();
        main.await
    })
}

#[test]
fn main_returns_its_output_and_may_borrow() {
    let text = String::from("borrowed");
    assert_eq!(run(async { text.len() }), 8);
}

#[test]
fn a_joined_task_returns_its_result() {
    let result = run(async { spawn_local(async { "result" }).await });
    assert_eq!(result.expect("it doesn't panic"), "result");
}

#[test]
fn a_task_that_ended_before_it_is_awaited_returns_its_result() {
    let result = run(async {
        let task = spawn_local(async { "result" });
        yield_now().await;
        assert!(task.is_finished());
        task.await
    });
    assert_eq!(result.expect("it doesn't panic"), "result");
}

#[test]
fn tasks_spawn_tasks() {
    async fn nested(depth: u32) -> u32 {
        if depth == 0 {
            return 0;
        }
        1 + spawn_local(Box::pin(nested(depth - 1))).await.expect("it doesn't panic")
    }
    assert_eq!(run(nested(100)), 100);
}

#[test]
fn a_task_is_polled_once_and_then_once_after_each_wake() {
    let polls = Rc::new(Cell::new(0));
    let waker = Rc::new(RefCell::new(Waker::noop().clone()));
    let task = poll_fn({
        let (polls, waker) = (Rc::clone(&polls), Rc::clone(&waker));
        move |cx| {
            polls.set(polls.get() + 1);
            waker.borrow_mut().clone_from(cx.waker());
            if polls.get() == 3 { Poll::Ready(()) } else { Poll::Pending }
        }
    });
    run(async {
        let task = spawn_local(task);
        sleep(Duration::from_secs(1)).await;
        assert_eq!(polls.get(), 1, "it was not woken");

        for _ in 0..1000 {
            waker.borrow().wake_by_ref();
        }
        sleep(Duration::from_secs(1)).await;
        assert_eq!(polls.get(), 2, "many wakes before a poll make one poll");

        waker.borrow().wake_by_ref();
        task.await.expect("it doesn't panic");
        waker.borrow().wake_by_ref();
        yield_now().await;
        assert_eq!(polls.get(), 3, "a task that has ended is not polled");
    });
}

/// The article's program took more than a million polls on the article's loop.
#[test]
fn the_articles_program_takes_nine_polls() {
    struct Counted<F>(std::pin::Pin<Box<F>>, Rc<Cell<u32>>);

    impl<F: Future> Future for Counted<F> {
        type Output = F::Output;

        fn poll(
            mut self: std::pin::Pin<&mut Self>,
            cx: &mut std::task::Context<'_>,
        ) -> Poll<F::Output> {
            self.1.set(self.1.get() + 1);
            self.0.as_mut().poll(cx)
        }
    }

    let polls = Rc::new(Cell::new(0));
    let sleeper = |rounds, seconds| {
        let sleeps = async move {
            for _ in 0..rounds {
                sleep(Duration::from_secs(seconds)).await;
            }
        };
        Counted(Box::pin(sleeps), Rc::clone(&polls))
    };
    let (task1, task2) = (sleeper(2, 1), sleeper(3, 0));
    run(Counted(
        Box::pin(async {
            let (one, two) = (spawn_local(task1), spawn_local(task2));
            one.await.expect("it doesn't panic");
            two.await.expect("it doesn't panic");
        }),
        Rc::clone(&polls),
    ));
    assert_eq!(polls.get(), 9);
}

#[test]
fn a_paused_clock_jumps_to_the_next_deadline() {
    run(async {
        let start = Instant::now();
        sleep(Duration::from_secs(3600)).await;
        assert_eq!(start.elapsed(), Duration::from_secs(3600));
    });
}
