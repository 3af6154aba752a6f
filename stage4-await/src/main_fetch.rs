//! The article's last program, with a request to a slow server in place of each sleep.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};

use jacobio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    runtime::LocalRuntime,
    task::spawn_local,
    time::{Duration, pause, sleep},
};

/// Accepts clients, and answers each in a task of its own.
async fn serve(listener: TcpListener) -> io::Result<()> {
    loop {
        let (stream, _) = listener.accept().await?;
        spawn_local(answer(stream));
    }
}

/// Answers a request, which is a number of seconds, after that time.
async fn answer(mut stream: TcpStream) -> io::Result<()> {
    let mut seconds = [0];
    if stream.read(&mut seconds).await? == 1 {
        sleep(Duration::from_secs(seconds[0].into())).await;
        stream.write_all(&seconds).await?;
    }
    Ok(())
}

/// Asks the server for an answer in `seconds`.
async fn fetch(server: SocketAddr, seconds: u8) -> io::Result<()> {
    let mut stream = TcpStream::connect(server).await?;
    stream.write_all(&[seconds]).await?;
    let mut answer = [0];
    let length = stream.read(&mut answer).await?;
    assert_eq!(answer[..length], [seconds]);
    Ok(())
}

async fn task1(server: SocketAddr) -> io::Result<()> {
    for _ in 0..2 {
        println!("Task 1");
        fetch(server, 1).await?;
    }
    Ok(())
}

async fn task2(server: SocketAddr) -> io::Result<()> {
    for _ in 0..3 {
        println!("Task 2");
        fetch(server, 0).await?;
    }
    Ok(())
}

async fn async_main(fast: bool) -> io::Result<()> {
    if fast {
        pause();
    }

    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    let server = listener.local_addr()?;
    spawn_local(serve(listener));

    let one = spawn_local(task1(server));
    let two = spawn_local(task2(server));

    one.await.expect("task 1 never panics")?;
    two.await.expect("task 2 never panics")?;

    println!("done");
    Ok(())
}

fn main() -> io::Result<()> {
    let [fast] = options::parse(["fast"]);

    LocalRuntime::new()?.block_on(async_main(fast))
}
