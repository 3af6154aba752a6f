//! `tokio-util` and `tokio-stream`: the parts that don't need tokio's timer.

use futures::SinkExt;
use jacobio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::ReceiverStream;
use tokio_util::codec::{Framed, LinesCodec};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::{MS, after, run, run_in_real_time, sleep, spawn_local};

#[test]
fn a_cancellation_token_ends_its_tasks_and_those_of_its_children() {
    let (ended, took) = run(async {
        let token = CancellationToken::new();
        let tasks: Vec<_> = [token.clone(), token.child_token(), token.child_token()]
            .into_iter()
            .map(|token| {
                spawn_local(async move { token.run_until_cancelled(after(1000, 7)).await })
            })
            .collect();
        sleep(10 * MS).await;
        token.cancel();
        let mut ended = Vec::new();
        for task in tasks {
            ended.push(task.await.unwrap());
        }
        ended
    });
    assert_eq!((ended, took), (vec![None; 3], 10 * MS));
}

#[test]
fn a_task_tracker_waits_for_all_of_its_tasks() {
    let ((), took) = run(async {
        let tracker = TaskTracker::new();
        for millis in [30, 10, 20] {
            spawn_local(tracker.track_future(after(millis, 0)));
        }
        tracker.close();
        tracker.wait().await;
    });
    assert_eq!(took, 30 * MS);
}

#[test]
fn two_streams_are_merged_in_the_order_in_which_their_items_come() {
    let (received, took) = run(async {
        let (one, two) = (mpsc::channel(1), mpsc::channel(1));
        for (sender, start, every) in [(one.0, 0, 10 * MS), (two.0, 100, 15 * MS)] {
            spawn_local(async move {
                for number in start..start + 3 {
                    sleep(every).await;
                    sender.send(number).await.unwrap();
                }
            });
        }
        let streams = ReceiverStream::new(one.1).merge(ReceiverStream::new(two.1));
        streams.collect::<Vec<_>>().await
    });
    // At 10, 15, 20, 30 and 45 ms. Of the two at 30 ms, the one whose timer was set first comes
    // first.
    assert_eq!((received, took), (vec![0, 100, 1, 101, 2, 102], 45 * MS));
}

#[test]
fn a_guard_cancels_its_token_when_it_is_dropped() {
    let ((), took) = run(async {
        let token = CancellationToken::new();
        let child = token.child_token();
        let guard = token.drop_guard();
        let task = spawn_local(async move { child.cancelled().await });
        sleep(MS).await;
        drop(guard);
        task.await.unwrap();
    });
    assert_eq!(took, MS);
}

/// With jacobio's feature `tokio`, its sockets implement tokio's traits.
#[test]
fn a_codec_of_tokio_util_frames_a_stream() {
    run_in_real_time(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = spawn_local(async move {
            let (stream, _address) = listener.accept().await.unwrap();
            let mut lines = Framed::new(stream, LinesCodec::new());
            while let Some(line) = lines.next().await {
                lines.send(line.unwrap().to_uppercase()).await.unwrap();
            }
        });
        let stream = TcpStream::connect(address).await.unwrap();
        let mut lines = Framed::new(stream, LinesCodec::new());
        for word in ["one", "two", "three"] {
            lines.send(word).await.unwrap();
            assert_eq!(lines.next().await.unwrap().unwrap(), word.to_uppercase());
        }
        drop(lines);
        server.await.unwrap();
    });
}
