#![doc = include_str!("../README.md")]
#![doc = include_str!("../must_not_compile.md")]
