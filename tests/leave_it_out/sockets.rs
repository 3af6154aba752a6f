//! Programs on stage 4's loop with a reactor, each of which fails if a line of the loop that it
//! needs is left out. `main.rs` compiles this file beside a copy of `reacting.rs`, with and without
//! each change.

// Copies of the loop and of the clock that it reads.
mod counts;
#[allow(dead_code)]
mod reacting;
#[path = "clock.rs"]
mod real_clock;

use std::cell::Cell;
use std::future::{Future, poll_fn};
use std::io::{self, Write};
use std::net::{self, Ipv4Addr, SocketAddr};
use std::pin::pin;
use std::process::{self, Command};
use std::rc::Rc;
use std::sync::atomic::Ordering;
use std::task::Poll;
use std::time::Duration;
use std::{env, thread};

use counts::{IS_COUNTING, IS_TRACING, WAITS, clock, count, trace};
use reacting::{LocalRuntime, TcpListener, TcpStream, sleep, spawn_local};

const MS: Duration = Duration::from_millis(1);

fn main() -> io::Result<()> {
    let program = env::args().nth(1).expect("the name of a program");
    match program.as_str() {
        "fetch" => run(async_main()),
        "other_thread" => run(other_thread()),
        "two_sockets" => run(two_sockets()),
        "yields" => run(yields()),
        "moved" => run(moved()),
        "stopped" => run(stopped()),
        "one_byte" => run(one_byte()),
        "leftover" => {
            let thread = thread::spawn(|| run(leftover()));
            thread.join().expect("it doesn't panic")?;
            println!("ended");
            Ok(())
        }
        _ => panic!("no program is called {program}"),
    }
}

fn run(main: impl Future<Output = io::Result<()>> + 'static) -> io::Result<()> {
    LocalRuntime::new()?.block_on(main)
}

/// Stage 4's program with sockets, a hundred times as fast.
async fn async_main() -> io::Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let server = listener.local_addr()?;
    spawn_local(serve(listener));
    let one = spawn_local(task("Task 1", 2, server, 10));
    let two = spawn_local(task("Task 2", 3, server, 0));
    let Ok(one) = one.await;
    let Ok(two) = two.await;
    println!("done");
    one.and(two)
}

async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (mut stream, _) = listener.accept().await?;
        spawn_local(async move {
            let mut millis = [0];
            stream.read(&mut millis).await?;
            sleep(u32::from(millis[0]) * MS).await;
            stream.write_all(&millis).await
        });
    }
}

async fn task(name: &str, times: u32, server: SocketAddr, millis: u8) -> io::Result<()> {
    for _ in 0..times {
        println!("{name}");
        let mut stream = TcpStream::connect(server).await?;
        stream.write_all(&[millis]).await?;
        stream.read(&mut [0]).await?;
    }
    Ok(())
}

/// A connection: our end, and the peer's, which blocks.
async fn connection() -> io::Result<(TcpStream, net::TcpStream)> {
    let listener = net::TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let ours = TcpStream::connect(listener.local_addr()?).await?;
    Ok((ours, listener.accept()?.0))
}

/// A wake-up from another thread, while neither a timer nor a socket is waited for.
async fn other_thread() -> io::Result<()> {
    let mut other = None;
    poll_fn(|cx| {
        if other.is_some() {
            return Poll::Ready(());
        }
        let waker = cx.waker().clone();
        other = Some(thread::spawn(move || {
            thread::sleep(10 * MS);
            waker.wake();
        }));
        Poll::Pending
    })
    .await;
    println!("woken");
    Ok(())
}

/// A task waits for a silent socket while two hundred bytes arrive at another one.
async fn two_sockets() -> io::Result<()> {
    IS_COUNTING.set(true);
    let (mut silent, mut silent_peer) = connection().await?;
    let (mut chatty, mut chatty_peer) = connection().await?;
    let waiting = spawn_local(async move {
        let mut buffer = [0];
        let mut read = pin!(silent.read(&mut buffer));
        poll_fn(|cx| {
            count("polls", 100);
            read.as_mut().poll(cx)
        })
        .await
    });
    spawn_local(async move {
        for _ in 0..200 {
            sleep(0 * MS).await;
            chatty_peer.write_all(b"!").expect("it is connected");
        }
    });
    while chatty.read(&mut [0]).await? > 0 {}
    silent_peer.write_all(b"!")?;
    let Ok(read) = waiting.await;
    println!("read {}", read?);
    Ok(())
}

/// A task wakes itself until another one has read from a socket.
async fn yields() -> io::Result<()> {
    IS_COUNTING.set(true);
    let (mut ours, mut peer) = connection().await?;
    let has_read = Rc::new(Cell::new(false));
    let seen = Rc::clone(&has_read);
    spawn_local(async move {
        ours.read(&mut [0]).await.expect("it is connected");
        println!("read");
        has_read.set(true);
    });
    sleep(0 * MS).await; // until the other task waits
    peer.write_all(b"!")?;
    poll_fn(move |cx| {
        if seen.get() {
            return Poll::Ready(());
        }
        count("polls", 100);
        cx.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
    Ok(())
}

/// A read that one task polls first, and another one then.
async fn moved() -> io::Result<()> {
    let (mut ours, mut peer) = connection().await?;
    let mut read = Box::pin(async move { ours.read(&mut [0]).await });
    let pending = poll_fn(|cx| Poll::Ready(read.as_mut().poll(cx).is_pending()));
    assert!(pending.await);
    let reader = spawn_local(read);
    sleep(10 * MS).await;
    peer.write_all(b"!")?;
    let Ok(read) = reader.await;
    println!("read {}", read?);
    Ok(())
}

/// Stops the program while it waits, as Ctrl-Z does, and continues it, as `fg` does.
async fn stopped() -> io::Result<()> {
    let script = format!("kill -STOP {0}; kill -CONT {0}", process::id());
    let mut shell = Command::new("sh").arg("-c").arg(format!("sleep 0.05; {script}")).spawn()?;
    sleep(200 * MS).await;
    println!("slept");
    shell.wait()?;
    Ok(())
}

/// One byte, from its write to its read.
async fn one_byte() -> io::Result<()> {
    let (mut ours, mut peer) = connection().await?;
    sleep(MS).await; // until nothing is left to report
    IS_TRACING.store(true, Ordering::Relaxed);
    let peer = thread::spawn(move || {
        while !WAITS.load(Ordering::Relaxed) {
            thread::sleep(MS);
        }
        let what = "on another thread or machine: the system puts the byte into our socket's \
                    buffer, and ends the wait";
        trace("write", what);
        peer.write_all(b"!")?;
        Ok::<_, io::Error>(peer)
    });
    ours.read(&mut [0]).await?;
    IS_TRACING.store(false, Ordering::Relaxed);
    peer.join().expect("it doesn't panic")?;
    Ok(())
}

/// A task that waits for a socket when `main` ends, and then its thread.
async fn leftover() -> io::Result<()> {
    let (mut ours, peer) = connection().await?;
    spawn_local(async move {
        let read = ours.read(&mut [0]).await;
        drop((read, peer));
    });
    sleep(0 * MS).await;
    Ok(())
}
