#![doc = include_str!("../README.md")]

pub mod build;
pub mod compare;
pub mod counts;
pub mod lanes;
pub mod pictures;
pub mod programs;
pub mod record;
pub mod replay;
pub mod run;
pub mod svg;
pub mod terminal;
pub mod words;
