#![doc = include_str!("../README.md")]

pub mod generator;
pub mod yield_from;
