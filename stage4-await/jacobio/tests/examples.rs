//! The example servers, each as a process: what its users see of it.

use std::env;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::time::{Duration, Instant};

mod watchdog;

/// The folder of the examples, which are built first: `cargo test --test examples` alone doesn't.
static EXAMPLES: LazyLock<PathBuf> = LazyLock::new(|| {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--package", "jacobio", "--examples"]);
    assert!(cargo.status().expect("cargo runs").success());
    let test = env::current_exe().expect("it has a path");
    let profile = test.ancestors().nth(2).expect("it is in `deps`");
    profile.join("examples")
});

struct Server {
    process: Child,
    address: String,
}

impl Server {
    /// Starts a server for `limit` clients at once. `seconds` says how long each may be silent, or
    /// connected.
    fn start(example: &str, limit: usize, seconds: &str) -> Self {
        Self::run(Command::new(EXAMPLES.join(example)), limit, seconds)
    }

    fn run(mut command: Command, limit: usize, seconds: &str) -> Self {
        watchdog::watch(Duration::from_secs(60), "a server and its clients");
        command.args(["127.0.0.1:0", &limit.to_string(), seconds]);
        let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("it is built");
        let mut line = String::new();
        let output = process.stdout.as_mut().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("it is text");
        let address = line.trim_start_matches("listening on ").trim_start_matches("http://");
        Self { process, address: address.trim().to_owned() }
    }

    fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).expect("it listens")
    }

    fn close_its_input(&mut self) {
        drop(self.process.stdin.take());
    }

    /// Waits until the server has ended, and returns what it complained about.
    fn wait(mut self) -> String {
        assert!(self.process.wait().expect("it is a child").success());
        let mut complaints = String::new();
        let errors = self.process.stderr.as_mut().expect("it is piped");
        errors.read_to_string(&mut complaints).expect("it is text");
        complaints
    }
}

/// No test that fails leaves a server behind.
impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// Sends a few bytes and expects them back.
fn echo(client: &mut TcpStream) {
    client.write_all(b"hello").expect("the server is there");
    let mut received = [0; 5];
    client.read_exact(&mut received).expect("the server is there");
    assert_eq!(&received, b"hello");
}

/// Reads until the server ends the connection, orderly or not.
fn read_to_the_end(client: &mut TcpStream) -> String {
    let mut text = String::new();
    match client.read_to_string(&mut text) {
        Ok(_) => text,
        Err(error) if error.kind() == ErrorKind::ConnectionReset => text,
        Err(error) => panic!("{error}"),
    }
}

fn request(client: &mut TcpStream, path: &str) {
    write!(client, "GET {path} HTTP/1.1\r\nhost: localhost\r\n\r\n").expect("the server is there");
}

#[test]
fn echo_serves_many_clients_and_ends_with_its_input() {
    let mut server = Server::start("echo", 1000, "60");
    let mut clients: Vec<_> = (0..100).map(|_| server.connect()).collect();
    for client in &mut clients {
        echo(client);
    }
    // One that hangs up ends its own connection only.
    drop(clients.pop());
    echo(&mut clients[0]);
    server.close_its_input();
    for client in &mut clients {
        assert_eq!(read_to_the_end(client), "");
    }
    assert_eq!(server.wait(), "");
}

#[test]
fn echo_lets_a_client_wait_until_there_is_a_place() {
    let server = Server::start("echo", 2, "60");
    let (mut one, mut two) = (server.connect(), server.connect());
    echo(&mut one);
    echo(&mut two);
    let mut three = server.connect();
    three.write_all(b"hello").expect("the operating system takes it");
    three.set_read_timeout(Some(Duration::from_millis(50))).expect("it can be set");
    let error = three.read(&mut [0; 5]).expect_err("two clients have both places");
    assert!(matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut), "{error}");

    drop(one);
    three.set_read_timeout(None).expect("it can be set");
    three.read_exact(&mut [0; 5]).expect("now it is served");
}

#[test]
fn echo_sends_a_silent_client_away_and_a_busy_one_not() {
    let mut server = Server::start("echo", 1000, "1");
    let (mut silent, mut busy) = (server.connect(), server.connect());
    let start = Instant::now();
    while start.elapsed() < Duration::from_millis(1500) {
        echo(&mut busy);
    }
    assert_eq!(read_to_the_end(&mut silent), "");
    echo(&mut busy);
    server.close_its_input();
    assert!(server.wait().contains("timed out"));
}

#[test]
fn http_answers_and_a_slow_answer_holds_up_no_other() {
    let server = Server::start("http", 1000, "60");
    let mut slow = server.connect();
    let start = Instant::now();
    request(&mut slow, "/slow");
    for path in ["/", "/nothing", "/count"] {
        let mut quick = server.connect();
        write!(quick, "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n")
            .expect("the server is there");
        let answer = read_to_the_end(&mut quick);
        let expected = match path {
            "/" => "hello\n",
            "/nothing" => "/nothing doesn't exist\n",
            _ => "4 requests\n",
        };
        assert!(answer.ends_with(expected), "{answer}");
        assert_eq!(answer.starts_with("HTTP/1.1 404"), path == "/nothing", "{answer}");
    }
    let mut answer = [0; 12];
    slow.read_exact(&mut answer).expect("the server is there");
    assert_eq!(&answer, b"HTTP/1.1 200");
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[test]
fn http_finishes_the_open_request_when_its_input_ends() {
    let mut server = Server::start("http", 1000, "60");
    let (mut client, mut idle) = (server.connect(), server.connect());
    request(&mut client, "/slow");
    // It has to have reached the server before that stops: the second answer comes after it did.
    let mut second = server.connect();
    loop {
        request(&mut second, "/count");
        let mut answer = [0; 512];
        let length = second.read(&mut answer).expect("the server is there");
        let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
        if !answer.ends_with("\n1 requests\n") {
            break;
        }
    }
    server.close_its_input();
    assert_eq!(read_to_the_end(&mut idle), "");
    assert!(read_to_the_end(&mut client).ends_with("a second later\n"));
    assert_eq!(server.wait(), "");
}

#[test]
fn http_ends_an_old_connection_silent_or_not() {
    let server = Server::start("http", 1000, "0.2");
    let mut silent = server.connect();
    assert_eq!(read_to_the_end(&mut silent), "");
    // A request is older than that before it is answered, and is answered.
    let mut client = server.connect();
    request(&mut client, "/slow");
    assert!(read_to_the_end(&mut client).ends_with("a second later\n"));
}

#[cfg(unix)]
mod on_unix {
    use super::*;

    #[test]
    fn ctrl_c_ends_both() {
        for example in ["echo", "http"] {
            let server = Server::start(example, 1000, "60");
            let mut client = server.connect();
            let interrupt =
                Command::new("kill").args(["-INT", &server.process.id().to_string()]).status();
            assert!(interrupt.expect("there is such a command").success());
            assert_eq!(read_to_the_end(&mut client), "");
            assert_eq!(server.wait(), "");
        }
    }

    #[test]
    fn echo_survives_that_it_has_no_descriptors_left() {
        let mut shell = Command::new("sh");
        let script = "ulimit -n 20 && exec \"$0\" \"$@\"";
        shell.args(["-c", script]).arg(EXAMPLES.join("echo"));
        let mut server = Server::run(shell, 1000, "60");
        // The operating system completes the connections that the server can't accept.
        let mut clients: Vec<_> = (0..30).map(|_| server.connect()).collect();
        echo(&mut clients[0]);
        // Those that are accepted leave, and the others get their places.
        let mut last = clients.pop().expect("there are thirty");
        drop(clients);
        echo(&mut last);
        server.close_its_input();
        assert!(server.wait().contains("no client could be accepted"));
    }
}
