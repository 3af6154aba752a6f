//! The commands for those who change the course, or leave a line out of it.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

mod bless;
mod check;
mod leave_out;
mod steps;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  bless            make everything anew that is generated
  check [--quick]  check everything, as CI does, or what takes less than a minute
  leave-out NAME   leave a line out of stage 4's waking loop, to see what it is for
  put-back         put it back";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args[..] {
        ["bless"] => bless::bless(),
        ["check"] => check::all(),
        ["check", "--quick"] => check::quick(),
        ["leave-out"] => leave_out::list(),
        ["leave-out", name] => leave_out::leave_out(name),
        ["put-back"] => leave_out::put_back(),
        ["--help" | "-h"] => {
            println!("{USAGE}");
            Ok(())
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("it is in the root").to_owned()
}
