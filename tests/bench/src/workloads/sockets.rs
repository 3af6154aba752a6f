//! A server that sends back what its clients send, on the thread of the clients or on one of its
//! own.

use std::net::SocketAddr;
use std::sync::mpsc;
use std::thread;

use crate::measure::Stopwatch;
use crate::runtimes::Sockets;
use crate::workloads::in_a_task;

/// What the clients do.
#[derive(Clone, Copy)]
pub struct Exchange {
    /// How many connections there are at once.
    pub connections: usize,
    /// How many connections each client makes, one after the other.
    pub repeat: usize,
    /// How many messages go there and back through each connection.
    pub messages: usize,
    /// Whether the server has a thread of its own.
    pub two_threads: bool,
}

/// Figure: CPU time of all threads for one message there and back.
pub fn run<R: Sockets>(exchange: Exchange) -> Vec<f64> {
    let Exchange { connections, repeat, messages, two_threads } = exchange;
    let accepted = connections * repeat;
    if !two_threads {
        return in_a_task::<R>(async move {
            let (listener, address) = R::bind().await;
            let server = R::spawn(serve::<R>(listener, accepted));
            let figures = clients::<R>(address, exchange, accepted * messages).await;
            server.await;
            figures
        });
    }
    let (send_address, address) = mpsc::channel();
    let server = thread::spawn(move || {
        in_a_task::<R>(async move {
            let (listener, address) = R::bind().await;
            send_address.send(address).expect("the other thread waits for it");
            serve::<R>(listener, accepted).await;
            Vec::new()
        })
    });
    let address = address.recv().expect("the server listens");
    let figures = in_a_task::<R>(clients::<R>(address, exchange, accepted * messages));
    server.join().expect("the server ends with its last client");
    figures
}

/// Serves this many clients, each until it leaves.
async fn serve<R: Sockets>(listener: R::Listener, accepted: usize) {
    let mut clients = Vec::new();
    for _ in 0..accepted {
        let mut stream = R::accept(&listener).await;
        clients.push(R::spawn(async move {
            let mut message = [0; 64];
            while R::receive(&mut stream, &mut message).await {
                R::send(&mut stream, &message).await;
            }
        }));
    }
    for client in clients {
        client.await;
    }
}

async fn clients<R: Sockets>(address: SocketAddr, exchange: Exchange, messages: usize) -> Vec<f64> {
    let watch = Stopwatch::start();
    let client = || async move {
        for _ in 0..exchange.repeat {
            let mut stream = R::connect(address).await;
            let mut message = [1; 64];
            for _ in 0..exchange.messages {
                R::send(&mut stream, &message).await;
                assert!(R::receive(&mut stream, &mut message).await, "the server is there");
            }
        }
    };
    let clients: Vec<_> = (0..exchange.connections).map(|_| R::spawn(client())).collect();
    for client in clients {
        client.await;
    }
    vec![watch.cpu_nanos_each(messages)]
}
