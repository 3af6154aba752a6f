#![doc = include_str!("../README.md")]

pub mod clock;
pub mod event_loop;
pub mod sleep;
