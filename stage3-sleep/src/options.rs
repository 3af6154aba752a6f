//! The command line: the options that were given, and a quiet end when the output is closed.

use std::io::{self, ErrorKind, Write};
use std::{panic, process};

use lexopt::Arg::{Long, Short};

/// Every option of the course. A stage knows some of them and refuses the others.
const OPTIONS: [(&str, &str); 2] = [
    ("fast", "run on a simulated clock, without waiting"),
    ("forever", "go on until stopped, past the article's lines"),
];

/// The options given, all of them `known` to this stage.
///
/// `--help` prints what there is and ends the program; so does anything unknown, with exit code 2.
pub fn parse(known: &[&'static str]) -> Vec<&'static str> {
    end_quietly_when_output_is_closed();
    given(known).unwrap_or_else(|error| {
        eprintln!("error: {error}\n\n{}", usage(known));
        process::exit(2)
    })
}

fn given(known: &[&'static str]) -> Result<Vec<&'static str>, lexopt::Error> {
    let mut given = Vec::new();
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("help") | Short('h') => {
                println!("{}", usage(known));
                process::exit(0);
            }
            Long(name) => match known.iter().find(|option| **option == name) {
                Some(option) => given.push(*option),
                None => return Err(arg.unexpected()),
            },
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(given)
}

fn usage(known: &[&str]) -> String {
    let known = OPTIONS.iter().filter(|(name, _)| known.contains(name));
    let lines: Vec<String> = known.map(|(name, what)| format!("  --{name:<8}  {what}\n")).collect();
    let usage = concat!("Usage: ", env!("CARGO_BIN_NAME"), " [OPTIONS]\n\nOptions:\n");
    usage.to_owned() + &lines.concat() + "  --help      print this"
}

/// `println!` panics once its pipe is closed, as after `| head`. That is no fault of the program's: it
/// ends there, without a message and with exit code 0.
fn end_quietly_when_output_is_closed() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let failed_to_print = panic
            .payload()
            .downcast_ref::<String>()
            .is_some_and(|message| message.starts_with("failed printing to stdout"));
        // The panic has kept only the error's text, so ask for the error once more.
        let is_closed =
            || io::stdout().write_all(b"\n").is_err_and(|e| e.kind() == ErrorKind::BrokenPipe);
        if failed_to_print && is_closed() {
            process::exit(0);
        }
        report(panic);
    }));
}
