//! Wakers that are not those of a task: they may panic, and they may call the runtime.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};

use futures::stream::{FuturesUnordered, StreamExt};

/// A waker that counts, and whose wake and drop panic when told to.
#[derive(Default)]
struct Foreign {
    wakes: AtomicU32,
    wake_panics: AtomicBool,
    drop_panics: AtomicBool,
}

impl Wake for Foreign {
    fn wake(self: Arc<Self>) {
        self.wake_by_ref();
    }

    fn wake_by_ref(self: &Arc<Self>) {
        self.wakes.fetch_add(1, SeqCst);
        assert!(!self.wake_panics.load(SeqCst), "the wake of a foreign waker panics");
    }
}

impl Drop for Foreign {
    fn drop(&mut self) {
        assert!(!self.drop_panics.load(SeqCst), "the drop of a foreign waker panics");
    }
}

both_runtimes! {
    /// Each of its futures is polled with a waker of its own.
    #[test]
    fn combinators_with_wakers_of_their_own_are_woken() {
        run(async {
            let listener = Rc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
            let address = listener.local_addr().unwrap();
            let mut servers: FuturesUnordered<_> = (0..50)
                .map(|_| {
                    let listener = Rc::clone(&listener);
                    async move {
                        let (mut stream, _) = listener.accept().await.unwrap();
                        let mut byte = [0];
                        stream.read_exact(&mut byte).await.unwrap();
                        u32::from(byte[0])
                    }
                })
                .collect();
            let clients = task::spawn_local(async move {
                for number in 0..50 {
                    let mut client = TcpStream::connect(address).await.unwrap();
                    task::yield_now().await;
                    client.write_all(&[number]).await.unwrap();
                }
            });
            let mut sum = 0;
            while let Some(number) = servers.next().await {
                sum += number;
            }
            assert_eq!(sum, (0..50).sum());
            clients.await.unwrap();
        });
    }

    #[test]
    fn a_waker_whose_drop_panics_loses_no_bytes() {
        run(async {
            let (mut client, mut server) = connected().await;
            let foreign = Arc::new(Foreign::default());
            {
                let waker = Waker::from(Arc::clone(&foreign));
                let mut buffer = [0; 8];
                let mut read = pin!(server.read(&mut buffer));
                assert!(read.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
            }
            foreign.drop_panics.store(true, SeqCst);
            // The socket has the last one. It is dropped when another waker takes its place.
            drop(foreign);
            let mut buffer = [0; 8];
            let polled = catch_unwind(AssertUnwindSafe(|| {
                let mut read = pin!(server.read(&mut buffer));
                let _pending = read.as_mut().poll(&mut Context::from_waker(Waker::noop()));
            }));
            assert!(polled.is_err());
            client.write_all(b"abc").await.unwrap();
            assert_eq!(server.read(&mut buffer).await.unwrap(), 3);
        });
    }
}

/// In tokio such a panic leaves `block_on`.
#[test]
fn a_waker_that_panics_keeps_no_other_task_from_being_woken() {
    use jacobio::io::{AsyncReadExt, AsyncWriteExt};
    use jacobio::net::{TcpListener, TcpStream};
    use jacobio::task::{spawn_local, yield_now};

    crate::support::jacobio::run(async {
        let listener = Rc::new(TcpListener::bind("127.0.0.1:0").await.unwrap());
        let foreign = Arc::new(Foreign::default());
        foreign.wake_panics.store(true, SeqCst);
        let waker = Waker::from(Arc::clone(&foreign));
        let mut accept = pin!(listener.accept());
        assert!(accept.as_mut().poll(&mut Context::from_waker(&waker)).is_pending());
        let other = Rc::clone(&listener);
        let task = spawn_local(async move { other.accept().await.unwrap().0 });
        yield_now().await;
        let mut client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
        let mut server = task.await.unwrap();
        assert_eq!(foreign.wakes.load(SeqCst), 1);
        client.write_all(b"abc").await.unwrap();
        assert_eq!(server.read(&mut [0; 8]).await.unwrap(), 3);
    });
}
