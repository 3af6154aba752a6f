//! What stage 3's program uses of its library, recorded.

pub use recorder::generators::{clock, event_loop, sleep};
