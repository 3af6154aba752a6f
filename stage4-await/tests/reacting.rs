//! What the loop with a reactor does: all that the waking one does, and it waits for sockets.

use std::cell::Cell;
use std::future::poll_fn;
use std::io::{ErrorKind, Read, Write};
use std::net::{self, Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::rc::Rc;
use std::sync::mpsc;
use std::task::Poll;
use std::thread;

use stage4_await::reacting::{Duration, LocalRuntime, TcpListener, TcpStream, sleep, spawn_local};

const ANY_PORT: (Ipv4Addr, u16) = (Ipv4Addr::LOCALHOST, 0);

/// Runs what `main` returns on a thread of its own, and fails if it hangs or panics.
fn run<T, F>(main: impl FnOnce() -> F + Send + 'static) -> T
where
    T: Send + 'static,
    F: Future<Output = T> + 'static,
{
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || {
        let runtime = LocalRuntime::new().expect("it never fails");
        sender.send(runtime.block_on(main()))
    });
    let result =
        receiver.recv_timeout(Duration::from_secs(20)).expect("it neither hangs nor panics");
    // Until its variables are dropped, and the tasks that are left over.
    thread.join().expect("it doesn't panic").expect("the test waits for the result");
    result
}

/// A connection: our end, and the peer's, which blocks.
async fn connection() -> (TcpStream, net::TcpStream) {
    let listener = net::TcpListener::bind(ANY_PORT).expect("a free port");
    let address = listener.local_addr().expect("it listens");
    let ours = TcpStream::connect(address).await.expect("it listens");
    (ours, listener.accept().expect("it is connected").0)
}

/// Counts the polls of `future`.
async fn counted<F: Future>(future: F) -> (F::Output, u32) {
    let mut future = pin!(future);
    let mut polls = 0;
    let output = poll_fn(|cx| {
        polls += 1;
        future.as_mut().poll(cx)
    })
    .await;
    (output, polls)
}

#[test]
fn a_read_waits_for_bytes_and_is_polled_twice() {
    let (read, polls, bytes) = run(|| async {
        let (mut ours, mut peer) = connection().await;
        let writer = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            peer.write_all(b"hello").expect("it is connected");
        });
        let mut bytes = [0; 8];
        let (read, polls) = counted(ours.read(&mut bytes)).await;
        writer.join().expect("it doesn't panic");
        (read.expect("it is connected"), polls, bytes)
    });
    assert_eq!((read, polls, &bytes[..5]), (5, 2, &b"hello"[..]));
}

#[test]
fn a_read_after_the_end_returns_nothing() {
    let read = run(|| async {
        let (mut ours, peer) = connection().await;
        drop(peer);
        ours.read(&mut [0]).await.expect("the end is not an error")
    });
    assert_eq!(read, 0);
}

#[test]
fn a_write_waits_for_a_slow_reader() {
    const BYTES: usize = 8 << 20;
    let read = run(|| async {
        let (mut ours, mut peer) = connection().await;
        let reader = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            let mut all = Vec::new();
            peer.read_to_end(&mut all).map(|_| all)
        });
        let bytes: Vec<u8> = (0..=250).cycle().take(BYTES).collect();
        ours.write_all(&bytes).await.expect("it is connected");
        drop(ours);
        reader.join().expect("it doesn't panic").expect("it is connected") == bytes
    });
    assert!(read);
}

#[test]
fn a_refused_connection_is_an_error() {
    let error = run(|| async {
        let listener = net::TcpListener::bind(ANY_PORT).expect("a free port");
        let address = listener.local_addr().expect("it listens");
        drop(listener);
        TcpStream::connect(address).await.err().expect("nothing listens").kind()
    });
    assert_eq!(error, ErrorKind::ConnectionRefused);
}

#[test]
fn a_task_that_waits_for_a_socket_is_not_polled_when_another_socket_is_ready() {
    let polls = run(|| async {
        let (mut silent, mut silent_peer) = connection().await;
        let (mut chatty, mut chatty_peer) = connection().await;
        let waiting = spawn_local(async move { counted(silent.read(&mut [0])).await.1 });
        spawn_local(async move {
            for _ in 0..100 {
                sleep(Duration::ZERO).await;
                chatty_peer.write_all(b"!").expect("it is connected");
            }
        });
        while chatty.read(&mut [0]).await.expect("it is connected") > 0 {}
        silent_peer.write_all(b"!").expect("it is connected");
        waiting.await.expect("it never panics")
    });
    assert_eq!(polls, 2);
}

#[test]
fn a_task_that_always_yields_leaves_the_sockets_their_turn() {
    run(|| async {
        let (mut ours, mut peer) = connection().await;
        let has_read = Rc::new(Cell::new(false));
        let seen = Rc::clone(&has_read);
        spawn_local(async move {
            ours.read(&mut [0]).await.expect("it is connected");
            has_read.set(true);
        });
        peer.write_all(b"!").expect("it is connected");
        poll_fn(move |cx| {
            cx.waker().wake_by_ref();
            if seen.get() { Poll::Ready(()) } else { Poll::Pending }
        })
        .await;
    });
}

#[test]
fn a_server_that_is_left_over_is_dropped_when_its_thread_ends() {
    let address: SocketAddr = run(|| async {
        let listener = TcpListener::bind(ANY_PORT).await.expect("a free port");
        let address = listener.local_addr().expect("it listens");
        spawn_local(async move {
            let mut clients = Vec::new();
            while let Ok((client, _)) = listener.accept().await {
                clients.push(client);
            }
        });
        let client = TcpStream::connect(address).await.expect("it listens");
        spawn_local(async move {
            sleep(Duration::MAX).await;
            drop(client);
        });
        sleep(Duration::from_millis(1)).await;
        address
    });
    // Nothing listens any more, so the sockets have been closed.
    assert!(net::TcpStream::connect(address).is_err());
}

#[test]
#[expect(clippy::async_yields_async, reason = "the task outlives main")]
fn a_task_that_is_left_over_goes_on_in_the_next_call() {
    let runtime = LocalRuntime::new().expect("it never fails");
    let task = runtime.block_on(async {
        spawn_local(async {
            sleep(Duration::from_millis(1)).await;
            "slept"
        })
    });
    assert_eq!(runtime.block_on(task), Ok("slept"));
}

#[test]
#[should_panic(expected = "this loop is running already")]
fn block_on_inside_a_task_is_refused() {
    let runtime = LocalRuntime::new().expect("it never fails");
    runtime.block_on(async { LocalRuntime::new().expect("it never fails").block_on(async {}) });
}
