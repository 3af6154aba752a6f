#![doc = include_str!("../README.md")]

pub mod busy;
mod clock;
pub mod waking;
