//! The command line.

use std::process::ExitCode;

use lexopt::Arg::{Long, Value};
use lexopt::ValueExt;
use recorder::event::Clock;
use timeline::{programs, run};

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
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("on") => on = Some(parser.value()?.string()?),
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
    print!("{}", run::record(program, variant, clock)?);
    Ok(())
}
