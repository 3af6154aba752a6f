//! Why there is no record.

use std::fmt;
use std::io;

/// Why there is no record.
#[derive(Debug)]
pub enum Error {
    /// The program can't be started, or its output not be read.
    Io(io::Error),
    /// The program doesn't compile. These are the compiler's messages, with its colors.
    Compiler(String),
    /// The program refused to run. It has said why on standard error.
    Refused,
    /// The run was ended through [`Limits::stop`](crate::run::Limits).
    Interrupted,
    /// A frame is not an event.
    Frame(serde_json::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the program can't be run: {error}"),
            Self::Compiler(messages) => f.write_str(messages.trim_end()),
            Self::Refused => write!(f, "there is no record of this program"),
            Self::Interrupted => write!(f, "the run was interrupted"),
            Self::Frame(error) => write!(f, "the recorder's output can't be read: {error}"),
        }
    }
}

impl std::error::Error for Error {}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}
