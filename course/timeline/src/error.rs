//! Why there is no record.

use std::fmt;
use std::io;

/// Why there is no record.
#[derive(Debug)]
pub enum Error {
    /// The program can't be started, or its output not be read.
    Io(io::Error),
    /// The program didn't compile, or refused to run. It has said why on standard error.
    Refused,
    /// A frame is not an event.
    Frame(serde_json::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(error) => write!(f, "the program can't be run: {error}"),
            Self::Refused => write!(f, "there is no record of this program"),
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
