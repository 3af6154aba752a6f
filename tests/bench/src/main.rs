#![doc = include_str!("../README.md")]

mod bars;
mod catalogue;
mod child;
mod comparison;
mod contender;
mod curves;
mod load;
mod machine;
mod measure;
mod options;
mod palette;
mod promise;
mod results;
mod rounds;
mod runtimes;
mod table;
mod workloads;

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use catalogue::Entry;
use contender::{Contender, Kind};
use load::Loads;
use options::{Command, Options};

fn main() -> ExitCode {
    let options = match Options::read() {
        Ok(options) => options,
        Err(error) => return refuse(&error.to_string()),
    };
    let mut entries = catalogue::all(options.full);
    let mut contenders = runtimes::all();
    if let Err(unknown) = check_names(&options, &entries, &contenders) {
        return refuse(&unknown);
    }
    entries.retain(|entry| options.wants(&entry.name));
    contenders.retain(|contender| options.wants_runtime(contender.name));

    match options.command {
        Command::Measure => return measure(&entries, contenders, &options),
        Command::Child => {
            let kept = child::main(&options, &entries, &contenders[0]);
            return if kept { ExitCode::SUCCESS } else { ExitCode::FAILURE };
        }
        Command::List => print(&list(&entries, &contenders)),
        Command::Help => print(options::HELP),
    }
    ExitCode::SUCCESS
}

fn measure(entries: &[Entry], mut contenders: Vec<Contender>, options: &Options) -> ExitCode {
    let plain = options.full.then(machine::build_plain).flatten();
    let mut left_out: Vec<String> =
        runtimes::NOT_BUILT.iter().map(|reason| (*reason).to_owned()).collect();
    contenders.retain(|contender| match (contender.probe)() {
        Ok(()) => true,
        Err(reason) => {
            left_out.push(format!("{}: left out, it can't start here: {reason}", contender.name));
            false
        }
    });
    for contender in &mut contenders {
        eprintln!("trying what {} promises", contender.name);
        contender.breaks = child::broken_promises(contender);
        if contender.kind == Kind::Ours && !contender.breaks.is_empty() {
            eprintln!("bench: jacobio broke its promises: {:?}", contender.breaks);
            return ExitCode::FAILURE;
        }
    }
    // The threads and processes that the bench starts from now on inherit it.
    let pinned = machine::pin_to_one_core();
    let mut loads = Loads::before();
    if !loads.is_quiet() {
        eprintln!("{}", loads.in_words());
    }
    let outcomes = rounds::all(entries, &contenders, options, plain.as_ref(), &mut loads);
    let mut notes = machine::describe(&pinned, &contenders);
    notes.extend(left_out);
    notes.extend(outcomes.iter().flat_map(|outcome| outcome.failures.iter().cloned()));
    if !options.full {
        notes.push("a first look: every size is a tenth of what the row's title says".to_owned());
    }
    let may_publish = loads.is_quiet() && machine::profile() == "release";
    let folder = results::folder(options, may_publish);
    match results::publish(&outcomes, &contenders, &loads.in_words(), &notes, folder) {
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
    text += "runtimes:\n";
    for contender in contenders {
        _ = writeln!(text, "  {:<22} {}", contender.name, contender.version);
    }
    text
}

/// Prints to standard output. A reader may have closed the pipe, as `head` does.
fn print(text: &str) {
    drop(io::stdout().write_all(text.as_bytes()));
}
