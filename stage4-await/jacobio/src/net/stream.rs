//! Reading from a stream and writing to it, of whatever kind.

use std::io::{self, IoSlice, Read, Write};
use std::task::{Context, Poll};

use mio::event::Source;

use crate::engine::readiness::Direction;
use crate::engine::socket::Socket;

impl<S: Source> Socket<S>
where
    for<'a> &'a S: Read + Write,
{
    fn read(&self, mut io: &S, buffer: &mut [u8]) -> io::Result<usize> {
        let length = io.read(buffer)?;
        self.transferred(Direction::Read, length, buffer.len());
        Ok(length)
    }

    fn write(&self, mut io: &S, buffers: &[IoSlice<'_>]) -> io::Result<usize> {
        // Of one buffer, `write` is the cheaper system call.
        let written = match buffers {
            [buffer] => io.write(buffer)?,
            buffers => io.write_vectored(buffers)?,
        };
        let asked = buffers.iter().map(|buffer| buffer.len()).sum();
        self.transferred(Direction::Write, written, asked);
        Ok(written)
    }

    pub(super) fn try_read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.try_io(Direction::Read, |io| self.read(io, buffer))
    }

    pub(super) fn try_write(&self, buffer: &[u8]) -> io::Result<usize> {
        self.try_io(Direction::Write, |io| self.write(io, &[IoSlice::new(buffer)]))
    }

    pub(super) fn poll_read(&self, cx: &Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        self.poll_io(Direction::Read, cx, |io| self.read(io, buffer))
    }

    pub(super) fn poll_write(
        &self,
        cx: &Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.poll_io(Direction::Write, cx, |io| self.write(io, buffers))
    }
}
