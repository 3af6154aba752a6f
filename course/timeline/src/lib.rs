#![doc = include_str!("../README.md")]

pub mod programs;
pub mod record;
pub mod replay;
pub mod run;
pub mod words;
