#![doc = include_str!("../README.md")]
//!
//! # The files
//!
//! A file imports only from lines below its own:
//!
//! ```text
//! watch                                   serves a page that follows a file
//! page       pictures  compare            a page; pictures for the chapters; costs on both loops
//! terminal   svg       trace              the lanes as text, and as a picture; for Perfetto
//! lanes                                   a run as a grid: a column a task, a mark a poll
//! replay                                  each event, its sentence, and the state after it
//! sentences                               what happens next, and why
//! names                                   what numbers stand for
//! state      counts  run                  a state; totals; runs a program
//! record     units   assembly  build      a record, put together from output; compiles programs
//! programs   error                        what can be recorded; why there is no record
//! ```

mod assembly;
pub mod build;
pub mod compare;
pub mod counts;
pub mod error;
pub mod lanes;
mod names;
pub mod page;
pub mod pictures;
pub mod programs;
pub mod record;
pub mod replay;
pub mod run;
mod sentences;
pub mod state;
pub mod svg;
pub mod terminal;
pub mod trace;
pub mod units;
pub mod watch;
