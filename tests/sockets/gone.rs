//! Sockets, futures and runtimes that are dropped, in every order.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::SeqCst};
use std::task::{Context, Wake, Waker};

#[derive(Default)]
struct CountsWakes(AtomicU32);

impl Wake for CountsWakes {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, SeqCst);
    }
}

both_runtimes! {
    #[test]
    fn a_runtime_that_is_dropped_closes_the_sockets_of_its_tasks() {
        let runtime = LocalRuntime::new().unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn_local(async move {
            let mut stream = TcpStream::connect(address).await.unwrap();
            stream.read_exact(&mut [0; 8]).await.unwrap();
            unreachable!("the peer sends nothing");
        });
        runtime.block_on(async {
            for _ in 0..10 {
                task::yield_now().await;
            }
        });
        let (mut peer, _) = listener.accept().unwrap();
        drop(runtime);
        assert_eq!(peer.read(&mut [0; 8]).unwrap(), 0);
    }

    #[test]
    fn what_waits_for_a_socket_whose_runtime_is_gone_is_woken_and_gets_an_error() {
        let runtime = LocalRuntime::new().unwrap();
        let (_client, mut server) = runtime.block_on(connected());
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let mut accept = Box::pin(async move { listener.accept().await.map(drop) });
        let mut read = Box::pin(async move {
            let mut buffer = [0; 8];
            let result = server.read(&mut buffer).await.map(drop);
            (result, server)
        });
        let counter = Arc::new(CountsWakes::default());
        let waker = Waker::from(Arc::clone(&counter));
        let mut cx = Context::from_waker(&waker);
        // Twice each: a new socket may guess once.
        for _ in 0..2 {
            assert!(accept.as_mut().poll(&mut cx).is_pending());
            assert!(read.as_mut().poll(&mut cx).is_pending());
        }
        drop(runtime);
        assert_eq!(counter.0.load(SeqCst), 2);
        let std::task::Poll::Ready(error) = accept.as_mut().poll(&mut cx) else {
            panic!("it would wait forever")
        };
        error.unwrap_err();
        let std::task::Poll::Ready((error, mut server)) = read.as_mut().poll(&mut cx) else {
            panic!("it would wait forever")
        };
        error.unwrap_err();
        // Again, and from another runtime.
        let again = run(async { server.read(&mut [0; 8]).await });
        again.unwrap_err();
    }

    #[test]
    fn sockets_may_be_dropped_after_their_runtime() {
        let runtime = LocalRuntime::new().unwrap();
        let (client, server) = runtime.block_on(connected());
        drop(client);
        drop(runtime);
        drop(server);
    }

    #[test]
    fn a_runtime_that_goes_on_finds_its_sockets_again() {
        let runtime = LocalRuntime::new().unwrap();
        let (mut client, mut server) = runtime.block_on(connected());
        let reader = runtime.spawn_local(async move { server.read(&mut [0; 8]).await.unwrap() });
        runtime.block_on(async { task::yield_now().await });
        runtime.block_on(async move { client.write_all(b"abc").await.unwrap() });
        assert_eq!(runtime.block_on(reader).unwrap(), 3);
    }

    #[test]
    fn an_aborted_task_closes_its_socket() {
        run(async {
            let (mut client, mut server) = connected().await;
            let reader = task::spawn_local(async move { server.read(&mut [0; 8]).await.unwrap() });
            task::yield_now().await;
            reader.abort();
            assert_eq!(client.read(&mut [0; 8]).await.unwrap(), 0);
        });
    }

    /// The slots of sockets that are gone are used again.
    #[test]
    fn a_socket_in_the_place_of_another_gets_only_its_own_events() {
        run(async {
            for _ in 0..100 {
                let (mut client, server) = connected().await;
                // An event for `server` is on its way when it is dropped.
                client.write_all(b"unread").await.unwrap();
                drop(server);
                let (mut client, mut server) = connected().await;
                let reader = task::spawn_local(async move {
                    let mut buffer = [0; 8];
                    let length = server.read(&mut buffer).await.unwrap();
                    assert_eq!(&buffer[..length], b"abc");
                });
                task::yield_now().await;
                client.write_all(b"abc").await.unwrap();
                reader.await.unwrap();
            }
        });
    }

    #[test]
    fn a_socket_made_while_the_runtime_is_dropped_does_no_harm() {
        struct BindsInDrop;

        impl Drop for BindsInDrop {
            fn drop(&mut self) {
                let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
                listener.set_nonblocking(true).unwrap();
                drop(TcpListener::from_std(listener));
            }
        }

        let runtime = LocalRuntime::new().unwrap();
        runtime.spawn_local(async {
            let _guard = BindsInDrop;
            std::future::pending::<()>().await;
        });
        runtime.block_on(async { task::yield_now().await });
        drop(runtime);
    }
}

#[test]
fn a_socket_outside_a_runtime_is_a_panic_that_names_the_call() {
    let mut bind = Box::pin(jacobio::net::TcpListener::bind("127.0.0.1:0"));
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        drop(bind.as_mut().poll(&mut Context::from_waker(Waker::noop())));
    }));
    let message = panic.unwrap_err().downcast::<String>().unwrap();
    assert!(message.starts_with("`TcpListener::bind` needs a runtime"), "{message}");
}
