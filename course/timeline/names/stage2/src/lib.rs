//! What stage 2's program uses of its library, recorded.

pub use recorder::generators::event_loop;
