//! What a program uses of jacobio, recorded.

pub use recorder::{runtime, task, time};
