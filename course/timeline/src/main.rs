//! The command line.

use std::fs;
use std::process::ExitCode;

use lexopt::Arg::{Long, Value};
use lexopt::ValueExt;
use recorder::event::Clock;
use timeline::{programs, replay, run};

fn main() -> ExitCode {
    match parse_and_run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn parse_and_run() -> Result<(), Box<dyn std::error::Error>> {
    let (mut name, mut on, mut clock) = (None, None, Clock::Simulated);
    let (mut json, mut steps) = (None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("on") => on = Some(parser.value()?.string()?),
            Long("json") => json = Some(parser.value()?),
            Long("steps") => steps = Some(parser.value()?),
            Long("real") => clock = Clock::Real,
            Value(value) if name.is_none() => name = Some(value.string()?),
            _ => return Err(arg.unexpected().into()),
        }
    }
    let programs = programs::all();
    let program = programs.iter().find(|program| Some(&program.name) == name.as_ref());
    let program = program.ok_or("no such program")?;
    let fits = |on: &String| program.variants.iter().find(|variant| variant.on.name() == on);
    let variant = on.as_ref().map_or(program.variants.first(), fits).ok_or("no such loop")?;
    let record = run::record(program, variant, clock)?;
    if let Some(path) = json {
        fs::write(path, record.to_string())?;
    }
    if let Some(path) = steps {
        let steps: Result<Vec<_>, _> =
            replay::steps(&record).map(|step| serde_json::to_string(&step)).collect();
        fs::write(path, steps?.join("\n") + "\n")?;
    }
    for step in replay::steps(&record) {
        println!("{:>9}  {}", step.event.time, step.sentence);
    }
    Ok(())
}
