#![doc = include_str!("../README.md")]

mod bars;
mod baselines;
mod catalogue;
mod child;
mod contender;
mod csv;
mod curves;
mod goals;
mod machine;
mod measure;
mod options;
mod palette;
mod peers;
mod promise;
mod results;
mod rounds;
mod runtimes;
mod table;
mod verdict;
mod workloads;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use catalogue::Entry;
use contender::Contender;
use options::{Command, Options};

fn main() -> ExitCode {
    let options = match Options::read() {
        Ok(options) => options,
        Err(error) => return refuse(&error.to_string()),
    };
    let mut entries = catalogue::all(options.quick);
    let mut contenders = runtimes::all();
    contenders.extend(baselines::all());
    if let Err(unknown) = check_names(&options, &entries, &contenders) {
        return refuse(&unknown);
    }
    entries.retain(|entry| options.wants(&entry.name));
    contenders.retain(|contender| options.wants_runtime(contender.name));

    match options.command {
        Command::Measure => return measure(&entries, contenders, &options),
        Command::Child => child::main(&entries[0], &contenders[0]),
        Command::List => print(&list(&entries, &contenders)),
        Command::Help => print(options::HELP),
    }
    ExitCode::SUCCESS
}

fn measure(entries: &[Entry], mut contenders: Vec<Contender>, options: &Options) -> ExitCode {
    // Before any thread is started, so that every thread inherits it.
    let pinned = measure::pin_to_one_core();
    let mut left_out: Vec<String> =
        runtimes::NOT_BUILT.iter().map(|reason| (*reason).to_owned()).collect();
    contenders.retain(|contender| match (contender.probe)() {
        Ok(()) => true,
        Err(reason) => {
            left_out.push(format!("{}: left out, it can't start here: {reason}", contender.name));
            false
        }
    });
    for reason in &left_out {
        eprintln!("{reason}");
    }
    let outcomes = rounds::all(entries, &contenders, options);
    let mut notes = machine::describe(&pinned, &contenders);
    notes.extend(left_out);
    notes.extend(outcomes.iter().flat_map(|outcome| outcome.failures.iter().cloned()));
    if options.quick {
        notes.push("`--quick`: every size is a tenth of what the row's title says".to_owned());
    }
    match results::publish(&outcomes, &contenders, &notes, options) {
        Ok(text) => {
            print(&text);
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("bench: the results can't be written: {error}");
            ExitCode::FAILURE
        }
    }
}

fn refuse(reason: &str) -> ExitCode {
    eprintln!("bench: {reason}\n\n{}", options::HELP);
    ExitCode::from(2)
}

fn check_names(
    options: &Options,
    entries: &[Entry],
    contenders: &[Contender],
) -> Result<(), String> {
    for name in &options.only {
        if !entries.iter().any(|entry| options::selects(name, &entry.name)) {
            return Err(format!("no workload is called '{name}'; --list prints them"));
        }
    }
    for name in &options.runtimes {
        if !contenders.iter().any(|contender| contender.name == name) {
            return Err(format!("no runtime is called '{name}'; --list prints them"));
        }
    }
    Ok(())
}

fn list(entries: &[Entry], contenders: &[Contender]) -> String {
    let mut text = "workloads:\n".to_owned();
    for entry in entries {
        let rows: Vec<&str> = entry.rows.iter().map(|row| row.title).collect();
        _ = writeln!(text, "  {:<22} {}", entry.name, rows.join("; "));
    }
    text += "runtimes and baselines:\n";
    for contender in contenders {
        let version = contender.version.as_deref().unwrap_or("baseline");
        _ = writeln!(text, "  {:<22} {version}", contender.name);
    }
    text
}

/// Prints to standard output. A reader that has closed the pipe, as `head` does, is no failure.
fn print(text: &str) {
    drop(io::stdout().write_all(text.as_bytes()));
}
