#![doc = include_str!("../README.md")]

mod engine;
pub mod io;
pub mod net;
pub mod runtime;
pub mod task;
pub mod time;
