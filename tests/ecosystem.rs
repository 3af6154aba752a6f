//! Libraries that know nothing of jacobio, and run on it unmodified.

#![expect(clippy::unwrap_used, reason = "an unwrap that fails is a test that fails")]

use std::panic::Location;
use std::rc::Rc;
use std::time::Duration;

use jacobio::runtime::LocalRuntime;
use jacobio::task::{spawn_local, yield_now};
use jacobio::time::{Instant, pause, sleep};

#[path = "ecosystem/async_io.rs"]
mod async_io;
#[path = "ecosystem/channels.rs"]
mod channels;
#[path = "ecosystem/futures.rs"]
mod futures;
#[path = "ecosystem/http.rs"]
mod http;
#[path = "ecosystem/locks.rs"]
mod locks;
#[path = "ecosystem/tokio_sync.rs"]
mod tokio_sync;
#[path = "ecosystem/tokio_util.rs"]
mod tokio_util;
#[path = "ecosystem/tower.rs"]
mod tower;
#[path = "../stage4-await/jacobio/tests/watchdog/mod.rs"]
mod watchdog;
#[path = "ecosystem/websocket.rs"]
mod websocket;

const MS: Duration = Duration::from_millis(1);

/// Runs `main` on the real clock. The watchdog ends it if it hangs.
#[track_caller]
fn run_in_real_time<T>(main: impl Future<Output = T>) -> T {
    watchdog::watch(Duration::from_secs(20), Location::caller());
    LocalRuntime::new().unwrap().block_on(main)
}

/// Runs `main` on a paused clock. Returns its output and how long it took.
#[track_caller]
fn run<T>(main: impl Future<Output = T>) -> (T, Duration) {
    run_in_real_time(async {
        pause();
        let start = Instant::now();
        (main.await, start.elapsed())
    })
}

/// Returns `value` after `millis`.
async fn after(millis: u32, value: u32) -> u32 {
    sleep(millis * MS).await;
    value
}
