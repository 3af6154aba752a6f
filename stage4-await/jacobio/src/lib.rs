#![doc = include_str!("../README.md")]

mod context;
mod event_loop;
mod remote;
pub mod runtime;
mod scheduler;
mod slab;
pub mod task;
pub mod time;
mod turn;
