//! What a program uses of tokio, recorded.

pub use recorder::{runtime, sync, task, time};
