//! The textbook event loop with a reactor: while no task is ready, the thread waits in one system
//! call for a wake-up, for the next deadline and for its sockets.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read, Write};
use std::net::SocketAddr;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
pub use std::time::Duration;

use mio::{Events, Interest, Token, event::Source, net};

use crate::clock;
/// Switches to the simulated clock. The name is tokio's, so that one program runs on every loop.
pub use crate::clock::simulate as pause;

/// A task is a future that the event loop owns. Its result goes to its handle, so the task itself
/// returns `()`. `Pin` promises that the future stays where it is.
type Task = Pin<Box<dyn Future<Output = ()>>>;

thread_local! {
    /// The ready queue: the ids of the tasks that were woken. Other threads may send them too.
    static READY: (Sender<usize>, Receiver<usize>) = channel();
    /// The tasks that have not ended, by id, each with its waker. The one being polled is not here.
    static TASKS: RefCell<BTreeMap<usize, (Task, Waker)>> = RefCell::default();
    /// The timers that have not fired, by deadline. The id keeps those of one deadline apart.
    static TIMERS: RefCell<BTreeMap<(Duration, usize), Waker>> = RefCell::default();
    /// The wakers of tasks that wait for a socket, by its id and by what they wait to do with it.
    static WAITING: RefCell<BTreeMap<(usize, Interest), Waker>> = RefCell::default();
    /// Where the thread waits. The operating system reports here which sockets have become ready.
    static POLL: RefCell<mio::Poll> = RefCell::new(mio::Poll::new().expect("the system has one"));
    /// Ends the wait, from any thread.
    static ALARM: Arc<mio::Waker> = POLL.with_borrow(|poll| {
        let alarm = mio::Waker::new(poll.registry(), Token(usize::MAX));
        Arc::new(alarm.expect("the system has one"))
    });
    static NEXT_ID: Cell<usize> = const { Cell::new(0) };
    /// Set by `block_on`, and cleared when it returns, but not when it panics.
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
}

/// Returns an id that no other task, timer or socket of this thread has.
fn new_id() -> usize {
    NEXT_ID.replace(NEXT_ID.get() + 1)
}

/// What the waker of a task holds.
struct TaskWaker {
    id: usize,
    ready: Sender<usize>,
    alarm: Arc<mio::Waker>,
}

impl Wake for TaskWaker {
    fn wake(self: Arc<Self>) {
        // Fails if the event loop's thread has ended. Then its tasks are gone, too.
        let _ = self.ready.send(self.id);
        // The id first: when the thread comes back from its wait, it looks for ids.
        let _ = self.alarm.wake();
    }
}

/// The result of a task, as soon as there is one. The article's `Task`, seen from outside.
///
/// Like any future, it must not be polled again once it was ready: it would stay pending forever.
#[doc(alias = "Task")]
pub struct JoinHandle<T>(Rc<Join<T>>);

/// What a task shares with its handle.
struct Join<T> {
    result: Cell<Option<T>>,
    /// The waker of the task that awaits the handle.
    awaiter: Cell<Option<Waker>>,
}

impl<T> Future for JoinHandle<T> {
    /// Always `Ok`. In tokio it is `Err` if the task panicked; here a panic ends the whole loop.
    type Output = Result<T, Infallible>;

    #[doc(alias = "__await__")]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.awaiter.set(Some(cx.waker().clone()));
        self.0.result.take().map_or(Poll::Pending, |result| Poll::Ready(Ok(result)))
    }
}

/// Puts a task for `future` at the back of the queue.
#[doc(alias = "create_task")]
pub fn spawn_local<F: Future + 'static>(future: F) -> JoinHandle<F::Output> {
    let join = Rc::new(Join { result: Cell::new(None), awaiter: Cell::new(None) });
    let handle = JoinHandle(Rc::clone(&join));
    // The article's loop notes that a task has finished. Here that is the task's own last step.
    let task = Box::pin(async move {
        join.result.set(Some(future.await));
        if let Some(awaiter) = join.awaiter.take() {
            awaiter.wake();
        }
    });
    let id = new_id();
    let ready = READY.with(|(ready, _)| ready.clone());
    let alarm = ALARM.with(Arc::clone);
    let waker = Waker::from(Arc::new(TaskWaker { id, ready, alarm }));
    TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker.clone())));
    // A new task is ready.
    waker.wake();
    handle
}

/// This thread's event loop.
#[derive(Debug)]
pub struct LocalRuntime;

impl LocalRuntime {
    /// Returns this thread's event loop. It makes nothing: each thread has its queue already.
    ///
    /// # Errors
    ///
    /// Never. Tokio's may fail.
    pub fn new() -> io::Result<Self> {
        Ok(Self)
    }

    /// Runs `main` to its end, and the other tasks until then. Those that are left go on in the
    /// next call on this thread, or are dropped when the thread ends.
    ///
    /// # Panics
    ///
    /// If a task panics, just as an exception in a task ends the article's loop. The other tasks
    /// are dropped when the thread ends. Their `Drop` must not spawn a task: that aborts the
    /// process.
    ///
    /// If this thread's loop is running already, or has ended in a panic: tasks are left in it, and
    /// they would run inside this call.
    #[doc(alias = "run")]
    pub fn block_on<F: Future + 'static>(&self, main: F) -> F::Output {
        assert!(!IS_RUNNING.replace(true), "this loop is running already, or ended in a panic");
        let main = spawn_local(main);
        // A server never ends, so the loop ends with `main`.
        let result = loop {
            if let Some(result) = main.0.result.take() {
                break result;
            }
            let id = next_ready();
            // The map is not borrowed while a task is polled: the task may spawn another.
            let task = TASKS.with_borrow_mut(|tasks| tasks.remove(&id));
            // A task that was woken twice is in the queue twice, and may end when first polled.
            let Some((mut task, waker)) = task else { continue };
            if task.as_mut().poll(&mut Context::from_waker(&waker)).is_pending() {
                TASKS.with_borrow_mut(|tasks| tasks.insert(id, (task, waker)));
            }
        };
        IS_RUNNING.set(false);
        result
    }
}

/// Waits until a task is ready, and returns its id.
fn next_ready() -> usize {
    loop {
        let until_next_deadline = fire_timers();
        let timeout = clock::real_time(until_next_deadline);
        let ready = READY.with(|(_, ready)| ready.try_recv());
        // The sockets have their turn even if a task is ready: the next one may be ready again.
        react(if ready.is_ok() { Duration::ZERO } else { timeout });
        if let Ok(id) = ready {
            return id;
        }
    }
}

/// Wakes the tasks whose deadlines have passed. Returns the time until the next deadline.
fn fire_timers() -> Duration {
    let now = clock::now();
    while let Some(((deadline, id), waker)) = TIMERS.with_borrow_mut(BTreeMap::pop_first) {
        if deadline > now {
            // Not due yet: it goes back.
            TIMERS.with_borrow_mut(|timers| timers.insert((deadline, id), waker));
            return deadline.saturating_sub(now);
        }
        waker.wake();
    }
    Duration::MAX
}

/// Waits until a socket is ready, the alarm rings or `timeout` has passed. The thread waits nowhere
/// else. Wakes the tasks whose sockets are ready.
fn react(timeout: Duration) {
    let mut events = Events::with_capacity(64);
    let waited = POLL.with_borrow_mut(|poll| poll.poll(&mut events, Some(timeout)));
    // A signal may end the wait, for example when the program is stopped and then continued.
    if let Err(error) = waited
        && error.kind() != ErrorKind::Interrupted
    {
        panic!("waiting for sockets: {error}");
    }
    for event in &events {
        let readable = event.is_readable() || event.is_read_closed();
        let writable = event.is_writable() || event.is_write_closed();
        for (to, is_ready) in [(Interest::READABLE, readable), (Interest::WRITABLE, writable)] {
            let wait = (event.token().0, to);
            if is_ready && let Some(waker) = WAITING.with_borrow_mut(|w| w.remove(&wait)) {
                waker.wake();
            }
        }
    }
}

/// Ends once `duration` has passed. It is pending at least once, until its timer has fired.
pub async fn sleep(duration: Duration) {
    let end = clock::now().saturating_add(duration);
    let timer = (end, new_id());
    // The waker is a placeholder: the first poll, below, replaces it.
    TIMERS.with_borrow_mut(|timers| timers.insert(timer, Waker::noop().clone()));
    let time_is_up = poll_fn(move |cx| {
        // The event loop has removed the timer: it has fired.
        if TIMERS.with_borrow(|timers| !timers.contains_key(&timer)) {
            return Poll::Ready(());
        }
        // At each poll, because the future may have moved to another task. The map is not borrowed
        // while wakers are cloned and dropped: a waker of another kind may use the timers then.
        let waker = cx.waker().clone();
        TIMERS.with_borrow_mut(|timers| timers.insert(timer, waker));
        Poll::Pending
    });
    time_is_up.await;
}

/// A socket that the operating system watches, and the id under which it is reported.
struct Socket<S: Source> {
    source: S,
    id: usize,
}

impl<S: Source> Socket<S> {
    /// Asks for a report each time that the socket becomes ready to be read or written.
    fn new(mut source: S) -> io::Result<Self> {
        let (id, both) = (new_id(), Interest::READABLE | Interest::WRITABLE);
        POLL.with_borrow(|poll| poll.registry().register(&mut source, Token(id), both))?;
        Ok(Self { source, id })
    }

    /// Tries `operation`. While that would block, waits until the socket is ready `to` be read or
    /// written, and tries again.
    async fn when<T>(
        &self,
        to: Interest,
        mut operation: impl FnMut(&S) -> io::Result<T>,
    ) -> io::Result<T> {
        let done = poll_fn(|cx| match operation(&self.source) {
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                // At each poll, because the future may have moved to another task.
                let waker = cx.waker().clone();
                WAITING.with_borrow_mut(|waiting| waiting.insert((self.id, to), waker));
                Poll::Pending
            }
            result => Poll::Ready(result),
        });
        done.await
    }
}

impl<S: Source> Drop for Socket<S> {
    fn drop(&mut self) {
        // A task that is left over is dropped when its thread ends. The variables may be gone then.
        let _ = POLL.try_with(|poll| poll.borrow().registry().deregister(&mut self.source));
        for to in [Interest::READABLE, Interest::WRITABLE] {
            let _ = WAITING.try_with(|waiting| waiting.borrow_mut().remove(&(self.id, to)));
        }
    }
}

/// Listens for connections. As tokio's.
pub struct TcpListener(Socket<net::TcpListener>);

impl TcpListener {
    /// Listens on `address`. With port 0, the system chooses one.
    ///
    /// # Errors
    ///
    /// If the system refuses, for example because the port is in use.
    #[expect(clippy::unused_async, reason = "tokio's is async: it may look up a name")]
    pub async fn bind(address: impl Into<SocketAddr>) -> io::Result<Self> {
        Ok(Self(Socket::new(net::TcpListener::bind(address.into())?)?))
    }

    /// Returns the address on which it listens.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.0.source.local_addr()
    }

    /// Waits for a connection, and returns it and the address of the peer.
    ///
    /// # Errors
    ///
    /// If the system refuses, for example because too many files are open.
    pub async fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        let (stream, peer) = self.0.when(Interest::READABLE, net::TcpListener::accept).await?;
        Ok((TcpStream(Socket::new(stream)?), peer))
    }
}

/// A connection. As tokio's, with the methods that tokio has in `AsyncReadExt` and `AsyncWriteExt`.
pub struct TcpStream(Socket<net::TcpStream>);

impl TcpStream {
    /// Connects to `address`.
    ///
    /// # Errors
    ///
    /// If that fails, for example because the peer refuses.
    pub async fn connect(address: impl Into<SocketAddr>) -> io::Result<Self> {
        let stream = Self(Socket::new(net::TcpStream::connect(address.into())?)?);
        let connected = |stream: &net::TcpStream| match stream.take_error()? {
            Some(error) => Err(error),
            // No peer yet: it is still connecting, and will be writable afterwards.
            None => stream.peer_addr().map_err(|_| ErrorKind::WouldBlock.into()),
        };
        stream.0.when(Interest::WRITABLE, connected).await?;
        Ok(stream)
    }

    /// Waits for bytes, and reads as many as are there and fit into `buffer`. Returns how many; 0
    /// if the peer has closed the connection.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub async fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.when(Interest::READABLE, |mut stream| stream.read(buffer)).await
    }

    /// Writes all `bytes`, and waits whenever the peer doesn't keep up.
    ///
    /// # Errors
    ///
    /// If the connection is broken.
    pub async fn write_all(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let written = self.0.when(Interest::WRITABLE, |mut stream| stream.write(bytes)).await?;
            bytes = &bytes[written..];
        }
        Ok(())
    }
}
