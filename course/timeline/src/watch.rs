//! Serves the page of a program, and records the program again each time that it is saved.
//!
//! ```text
//! saves   http     when the file has changed, and what it comes to; the page over HTTP
//! news             the latest of it, for every page that is open
//! ```

mod http;
mod news;
mod saves;

use std::error::Error;
use std::io::{self, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use self::news::News;
use crate::build::Compiler;

/// What to watch, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The program.
    pub file: PathBuf,
    /// The loops to run it on: the one that the program names if there are none, two side by side.
    pub on: Vec<String>,
    /// The port to listen on. 0: any that is free.
    pub port: u16,
}

/// Serves the page until the process is ended.
///
/// # Errors
///
/// If the file isn't there, the port is taken, or the recorder doesn't compile.
pub fn watch(options: Options) -> Result<(), Box<dyn Error>> {
    let file = options.file.canonicalize();
    let file = file.map_err(|error| format!("{}: {error}", options.file.display()))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .map_err(|error| format!("port {}: {error}", options.port))?;
    let address = listener.local_addr()?;
    let compiler = Compiler::new()?;
    writeln!(
        io::stdout(),
        "http://{address}/ shows {}, and follows each time you save it. Ctrl+C ends this.",
        options.file.display()
    )?;
    let news = Arc::new(News::default());
    let to_pages = Arc::clone(&news);
    thread::spawn(move || saves::follow(&compiler, &file, &options.on, &to_pages));
    for stream in listener.incoming() {
        let news = Arc::clone(&news);
        // A page that is closed while it is served is an error here, which concerns only this
        // thread.
        thread::spawn(move || stream.and_then(|stream| http::serve(stream, address, &news)));
    }
    Ok(())
}
