//! The command line of the stages: which options were given, and a quiet end when the output is
//! closed.

use std::io::{self, ErrorKind, Write};
use std::{env, panic, path::Path, process};

use lexopt::Arg::{Long, Short};

/// Every option of the course. A stage knows some of them and refuses the others.
const OPTIONS: [(&str, &str); 2] = [
    ("fast", "run on a simulated clock, without waiting"),
    ("forever", "go on until stopped, past the article's lines"),
];

/// Returns whether each of the `known` options was given:
/// `let [fast, forever] = options::parse(["fast", "forever"]);`
///
/// `--help` prints the known options and ends the program. So does an unknown option, with exit
/// code 2.
pub fn parse<const N: usize>(known: [&str; N]) -> [bool; N] {
    end_quietly_when_output_is_closed();
    given(known).unwrap_or_else(|error| {
        eprintln!("error: {error}\n\n{}", usage(&known));
        process::exit(2)
    })
}

fn given<const N: usize>(known: [&str; N]) -> Result<[bool; N], lexopt::Error> {
    let mut given = [false; N];
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("help") | Short('h') => {
                println!("{}", usage(&known));
                process::exit(0);
            }
            Long(name) => match known.iter().position(|option| *option == name) {
                Some(place) => given[place] = true,
                None => return Err(arg.unexpected()),
            },
            _ => return Err(arg.unexpected()),
        }
    }
    Ok(given)
}

fn usage(known: &[&str]) -> String {
    let program = env::args_os().next().unwrap_or_default();
    let program = Path::new(&program).file_stem().unwrap_or_default().display();
    let known = OPTIONS.iter().filter(|(name, _)| known.contains(name));
    let lines: Vec<_> = known.map(|(name, what)| format!("  --{name:<8}  {what}\n")).collect();
    format!("Usage: {program} [OPTIONS]\n\nOptions:\n{}  --help      print this", lines.concat())
}

/// Ends the program without a message, and with exit code 0, when its output is a closed pipe, as
/// after `| head`. `println!` panics then, which isn't the program's fault.
fn end_quietly_when_output_is_closed() {
    let report = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        let failed_to_print = panic
            .payload()
            .downcast_ref::<String>()
            .is_some_and(|message| message.starts_with("failed printing to stdout"));
        // The panic keeps only the error's text, so print once more to get the error itself.
        let is_closed =
            || io::stdout().write_all(b"\n").is_err_and(|e| e.kind() == ErrorKind::BrokenPipe);
        if failed_to_print && is_closed() {
            process::exit(0);
        }
        report(panic);
    }));
}
