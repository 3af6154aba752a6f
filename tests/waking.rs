//! Libraries that know nothing of stage 4's textbook loop, and run on it unmodified.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;
use std::thread;
use std::time::Instant;

use async_io::{Async, Timer};
use futures::channel::{mpsc as async_mpsc, oneshot};
use futures::future::{Either, select};
use futures::{AsyncReadExt, AsyncWriteExt, SinkExt, StreamExt, join};
use stage4_await::waking::{Duration, LocalRuntime, pause, sleep, spawn_local};

const MS: Duration = Duration::from_millis(1);

/// Runs what `main` returns on a thread of its own, on the real clock, and fails if it hangs.
fn run<T, F>(main: impl FnOnce() -> F + Send + 'static) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + 'static,
{
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || sender.send(LocalRuntime::new().unwrap().block_on(main())));
    receiver.recv_timeout(Duration::from_secs(20)).expect("it neither hangs nor panics")
}

#[test]
fn tasks_send_to_each_other_through_channels() {
    let (sum, last) = run(|| async {
        let (mut numbers, received) = async_mpsc::channel(1);
        let (answer, question) = oneshot::channel();
        let sum = spawn_local(received.fold(0, async |sum, number: u32| sum + number));
        spawn_local(async move {
            for number in 0..100 {
                numbers.send(number).await.unwrap();
            }
            answer.send("sent").unwrap();
        });
        (sum.await.unwrap(), question.await.unwrap())
    });
    assert_eq!((sum, last), (4950, "sent"));
}

#[test]
fn another_thread_sends_to_a_task() {
    let number = run(|| async {
        let (sender, receiver) = oneshot::channel();
        let thread = thread::spawn(move || {
            thread::sleep(20 * MS);
            sender.send(42).unwrap();
        });
        let number = receiver.await;
        thread.join().unwrap();
        number
    });
    assert_eq!(number, Ok(42));
}

#[test]
fn joined_sleeps_wait_in_one_task_for_the_longest() {
    let took = run(|| async {
        let start = Instant::now();
        join!(sleep(30 * MS), sleep(10 * MS), sleep(20 * MS));
        start.elapsed()
    });
    assert!(took >= 30 * MS);
}

#[test]
fn the_first_of_two_sleeps_is_selected_and_the_other_dropped() {
    let first_ended = run(|| async {
        pause();
        let (short, long) = (Box::pin(sleep(MS)), Box::pin(sleep(3_600_000 * MS)));
        matches!(select(short, long).await, Either::Left(_))
    });
    assert!(first_ended);
}

#[test]
fn a_timer_of_async_io_wakes_a_task() {
    let took = run(|| async {
        let start = Instant::now();
        Timer::after(20 * MS).await;
        start.elapsed()
    });
    assert!(took >= 20 * MS);
}

#[test]
fn sockets_of_async_io_echo_while_a_task_sleeps() {
    let echoed = run(|| async {
        let listener = Async::<TcpListener>::bind(([127, 0, 0, 1], 0)).unwrap();
        let address = listener.get_ref().local_addr().unwrap();
        let server = spawn_local(async move {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut bytes = [0; 5];
            socket.read_exact(&mut bytes).await.unwrap();
            socket.write_all(&bytes).await.unwrap();
        });
        let nap = spawn_local(sleep(20 * MS));
        let mut socket = Async::<TcpStream>::connect(address).await.unwrap();
        socket.write_all(b"hello").await.unwrap();
        let mut bytes = [0; 5];
        socket.read_exact(&mut bytes).await.unwrap();
        server.await.unwrap();
        nap.await.unwrap();
        bytes
    });
    assert_eq!(&echoed, b"hello");
}

#[test]
fn a_task_takes_three_allocations_and_now_and_then_one_for_the_map_or_the_queue() {
    const TASKS: u64 = 1000;
    let allocations = run(|| async {
        let spawned = allocation_counter::measure(|| {
            for _ in 0..TASKS {
                spawn_local(async {});
            }
        });
        spawned.count_total
    });
    assert!((3 * TASKS..7 * TASKS / 2).contains(&allocations), "{allocations}");
}
