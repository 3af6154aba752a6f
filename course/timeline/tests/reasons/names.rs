//! Every name that the recorder knows and no other program here uses.

use jacobio::runtime::LocalRuntime;
use jacobio::task::{id, spawn_local, try_id};
use jacobio::time::{Duration, Instant, advance, sleep, sleep_until, timeout_at};
use std::pin::pin;
use std::rc::Rc;
use tokio::sync::{Notify, Semaphore, mpsc, oneshot, watch};

const MS: Duration = Duration::from_millis(1);

async fn ready(notify: Rc<Notify>, reply: oneshot::Sender<u32>, news: watch::Sender<u32>) -> u32 {
    notify.notified().await;
    sleep(MS).await;
    reply.send(1).expect("main waits");
    sleep(MS).await;
    news.send(2).expect("main waits");
    3
}

async fn clocks() {
    let start = Instant::now();
    sleep_until(start + 10 * MS).await;
    println!("late: {}", timeout_at(start + 15 * MS, sleep(MS * 20)).await.is_err());
    let mut nap = pin!(sleep(MS));
    nap.as_mut().reset(start + 30 * MS);
    nap.await;
    println!("{} ms", (Instant::now() - start).as_millis());
    advance(10 * MS).await;
    println!("{} ms", start.elapsed().as_millis());
}

async fn async_main() {
    let (notify, semaphore) = (Rc::new(Notify::new()), Rc::new(Semaphore::new(1)));
    let (reply, answer) = oneshot::channel();
    let (news, mut reader) = watch::channel(0);
    let task = spawn_local(ready(Rc::clone(&notify), reply, news));
    let other = spawn_local(async { (id(), try_id()) });
    let known = other.id();
    let (own, tried) = other.await.expect("it never panics");
    println!("ids: {}", own == known && tried == Some(own) && own != task.id());
    notify.notify_one();
    println!("oneshot: {:?}", answer.await);
    reader.changed().await.expect("it is sent");
    println!("watch: {}", *reader.borrow());
    println!("join: {}", task.await.expect("it never panics"));

    let permit = semaphore.acquire().await.expect("it is open");
    println!("permits: {}", semaphore.available_permits());
    drop(permit);
    let (sender, mut receiver) = mpsc::unbounded_channel();
    sender.send(4).expect("main listens");
    println!("unbounded: {:?}", tokio::join!(receiver.recv(), async { 5 }));

    clocks().await;
    let error = spawn_local(async { panic!("on purpose") }).await.expect_err("it panics");
    let words = error.into_panic().downcast::<&str>().expect("it is text");
    println!("panic: {words}");
}

fn main() {
    LocalRuntime::new().expect("it never fails").block_on(async_main());
}
