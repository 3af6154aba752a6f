//! The page over HTTP, for browsers on this computer.

use std::io::{self, BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::news::News;
use crate::page;

/// No request of a browser is longer.
const LONGEST: usize = 1 << 14;
/// How long a browser may take for its request.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a page is written to that gets no news, to find out whether it has been closed.
const PULSE: Duration = Duration::from_secs(10);

/// Answers one request: for the page, or for the news.
pub(super) fn serve(mut stream: TcpStream, address: SocketAddr, news: &News) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let Some((path, host)) = request(&stream)? else {
        return respond(&mut stream, "400 Bad Request", "text/plain", "This isn't a request.");
    };
    // A page of another site can have its own name lead to this address. It can't choose the
    // `Host`.
    let port = address.port();
    if ![format!("127.0.0.1:{port}"), format!("localhost:{port}")].contains(&host) {
        let refusal = format!("This is http://{address}/, not {host}.");
        return respond(&mut stream, "403 Forbidden", "text/plain", &refusal);
    }
    match path.as_str() {
        "/" => respond(&mut stream, "200 OK", "text/html", &page::live()),
        "/news" => stream_news(&mut stream, news),
        _ => respond(&mut stream, "404 Not Found", "text/plain", "There is only one page: /"),
    }
}

/// Reads a request. Returns its path and its host, or `None` if it isn't a `GET`.
fn request(stream: &TcpStream) -> io::Result<Option<(String, String)>> {
    let mut reader = BufReader::new(stream);
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        let length = bytes.len();
        reader.read_until(b'\n', &mut bytes)?;
        if bytes.len() == length || bytes.len() > LONGEST {
            return Ok(None);
        }
    }
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut request = httparse::Request::new(&mut headers);
    if !request.parse(&bytes).is_ok_and(|status| status.is_complete())
        || request.method != Some("GET")
    {
        return Ok(None);
    }
    let host = request.headers.iter().find(|header| header.name.eq_ignore_ascii_case("host"));
    let host = host.map(|host| String::from_utf8_lossy(host.value).into_owned());
    Ok(request.path.map(str::to_owned).zip(host))
}

fn respond(stream: &mut TcpStream, status: &str, kind: &str, body: &str) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Sends each message as it comes, as server-sent events.
fn stream_news(stream: &mut TcpStream, news: &News) -> io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
         Connection: close\r\n\r\n"
    )?;
    let mut seen = 0;
    loop {
        match news.after(seen, PULSE) {
            Some((number, message)) => {
                seen = number;
                write!(stream, "data: {message}\n\n")?;
            }
            None => write!(stream, ":\n\n")?,
        }
        stream.flush()?;
    }
}
