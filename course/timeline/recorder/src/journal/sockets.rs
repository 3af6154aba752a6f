//! The sockets of the program.

use super::state::{current, with};
use crate::event::{Kind, Operation};

/// Returns the number of a new socket.
pub(crate) fn new_socket() -> usize {
    let number = with(|journal| {
        journal.sockets += 1;
        journal.sockets - 1
    });
    number.unwrap_or_default()
}

/// Bytes were read from a socket, or written to it.
pub(crate) fn moved(socket: usize, to: Operation, bytes: usize) {
    with(|journal| journal.emit(current(), Kind::Moved { socket, to, bytes }));
}
