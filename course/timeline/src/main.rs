//! The command line.

use std::error::Error;
use std::ffi::OsString;
use std::fmt::{Display, Write as _};
use std::fs;
use std::io::{self, ErrorKind, IsTerminal, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::Duration;

use lexopt::Arg::{Long, Short, Value};
use lexopt::ValueExt;
use recorder::event::Clock;
use recorder::on::Loop;
use timeline::build::{Compiled, Compiler};
use timeline::compare::Comparison;
use timeline::error::Error as NoRecord;
use timeline::lanes::Lanes;
use timeline::page::{self, Run};
use timeline::programs::{self, Program, Variant};
use timeline::record::Record;
use timeline::run::{self, Limits};
use timeline::{replay, svg, terminal, trace, watch};

const HELP: &str = "\
Records a program's run on any of the course's loops, and shows it.

Usage: cargo run -p timeline -- PROGRAM [OPTIONS]
       cargo run -p timeline -- path/to/program.rs [OPTIONS]
       cargo run -p timeline -- watch path/to/program.rs [--on LOOP] [--compare LOOPS] [--port PORT]
       cargo run -p timeline -- page RECORD...

Options:
  --on LOOP          run on this loop
  --compare LOOPS    run on several, separated by commas, and show what each costs
  --real             run on the real clock, not on a simulated one
  --simulated        run on a simulated clock, even if the program blocks the thread
  --ascii            show plain characters
  --json FILE        write the record, as course/timeline/SCHEMA.md describes it
  --steps FILE       write each event with the state after it
  --svg FILE         write a picture
  --trace FILE       write a trace for Perfetto, https://ui.perfetto.dev
  --port PORT        with watch: listen on this port
  --help             print this

`watch` serves a page that steps through the run, and follows each time you save the program.
`page` prints an HTML page that steps through the records that are named, as --json writes them.
";

/// What to do.
#[derive(Default)]
struct Options {
    program: Option<String>,
    /// What follows `page` or `watch`.
    files: Vec<PathBuf>,
    port: u16,
    on: Option<String>,
    compare: Option<String>,
    clock: Option<Clock>,
    ascii: bool,
    json: Option<OsString>,
    steps: Option<OsString>,
    svg: Option<OsString>,
    trace: Option<OsString>,
}

fn main() -> ExitCode {
    match parse().and_then(|options| options.map_or(Ok(()), |options| execute(&options))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            match error.downcast_ref() {
                // The program has said what is wrong.
                Some(NoRecord::Refused) => {}
                Some(NoRecord::Compiler(messages)) => anstream::eprint!("{messages}"),
                _ => eprintln!("error: {error}"),
            }
            ExitCode::from(2)
        }
    }
}

/// Returns nothing if the help was asked for.
fn parse() -> Result<Option<Options>, Box<dyn Error>> {
    let mut options = Options::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(arg) = parser.next()? {
        match arg {
            Long("help") | Short('h') => {
                print(&format!("{HELP}\n{}", known()))?;
                return Ok(None);
            }
            Long("on") => options.on = Some(parser.value()?.string()?),
            Long("compare") => options.compare = Some(parser.value()?.string()?),
            Long("real") => options.clock = Some(Clock::Real),
            Long("simulated") => options.clock = Some(Clock::Simulated),
            Long("ascii") => options.ascii = true,
            Long("json") => options.json = Some(parser.value()?),
            Long("steps") => options.steps = Some(parser.value()?),
            Long("svg") => options.svg = Some(parser.value()?),
            Long("trace") => options.trace = Some(parser.value()?),
            Value(value) if options.program.is_none() => options.program = Some(value.string()?),
            Long("port") => options.port = parser.value()?.parse()?,
            Value(value) if matches!(options.program.as_deref(), Some("page" | "watch")) => {
                options.files.push(value.into());
            }
            Long(option) => {
                let known = HELP.split_whitespace().filter_map(|word| word.strip_prefix("--"));
                let meant = meant(option, known.filter(|word| !word.is_empty()));
                let meant = meant.map(|meant| format!("--{meant}"));
                return Err(format!("there is no option --{option}{}\n\n{HELP}", ask(meant)).into());
            }
            _ => return Err(format!("{}\n\n{HELP}", arg.unexpected()).into()),
        }
    }
    Ok(Some(options))
}

/// The programs and their loops.
fn known() -> String {
    let mut text = "Programs, each with its loops:\n".to_owned();
    for program in programs::all() {
        let loops: Vec<_> = program.variants.iter().map(|variant| variant.on.name()).collect();
        let _ = writeln!(text, "  {:<19}{}", program.name, loops.join(", "));
    }
    text
}

fn execute(options: &Options) -> Result<(), Box<dyn Error>> {
    let name = options.program.as_deref();
    let Some(name) = name else {
        return Err(format!("no program is named\n\n{HELP}\n{}", known()).into());
    };
    if name == "page" {
        return print_page(&options.files);
    }
    if name == "watch" {
        let [file] = &options.files[..] else {
            return Err("watch needs the path of one program".into());
        };
        let loops = options.on.iter().chain(&options.compare);
        let on = loops.flat_map(|loops| loops.split(',')).map(str::to_owned).collect();
        return watch::watch(watch::Options { file: file.clone(), on, port: options.port });
    }
    let program = &program(name)?;
    let compiler = &Compiler::new()?;

    if let Some(loops) = &options.compare {
        let variants: Result<Vec<_>, _> =
            loops.split(',').map(|on| variant(program, Some(on))).collect();
        let variants = variants?;
        let records =
            variants.iter().map(|variant| record(compiler, program, variant, Clock::Simulated));
        let records = records.collect::<Result<Vec<_>, _>>()?;
        let mut comparison = Comparison::new(&records.iter().collect::<Vec<_>>());
        comparison.run_plain(compiler, &variants)?;
        return print(&comparison.to_string());
    }
    let variant = variant(program, options.on.as_deref())?;
    let clock = options.clock.unwrap_or(variant.clock);
    if clock != Clock::Simulated && options.clock.is_none() {
        eprintln!(
            "on the real clock, since {} blocks the thread: on a simulated one that takes no time",
            program.name
        );
    }
    let record = record(compiler, program, variant, clock)?;
    let lanes = Lanes::new(&record);
    if let Some(path) = &options.json {
        fs::write(path, record.to_string())?;
    }
    if let Some(path) = &options.steps {
        let steps = replay::steps(&record).map(|step| serde_json::to_string(&step));
        fs::write(path, steps.collect::<Result<Vec<_>, _>>()?.join("\n") + "\n")?;
    }
    if let Some(path) = &options.svg {
        fs::write(path, svg::render(&lanes))?;
    }
    if let Some(path) = &options.trace {
        fs::write(path, trace::render(&record))?;
    }
    print(&terminal::render(&lanes, options.ascii))
}

/// Prints a page of `records`.
fn print_page(records: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let runs = records.iter().map(|record| Run::read(record)).collect::<Result<Vec<_>, _>>()?;
    print(&page::page(&runs))
}

/// Prints text, with its colors on a terminal. What reads it may close it at any time.
fn print(text: &str) -> Result<(), Box<dyn Error>> {
    let mut output = anstream::stdout();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// The known word that is nearest to what was typed, if one is near.
fn meant<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.map(|word| (strsim::damerau_levenshtein(typed, word), word));
    near.min().filter(|(distance, _)| *distance <= 2).map(|(_, word)| word)
}

fn ask(meant: Option<impl Display>) -> String {
    meant.map_or_else(String::new, |meant| format!(": did you mean {meant}?"))
}

/// Says how long a run has taken, in a line that is written again and again.
fn show_progress(so_far: Duration) {
    let seconds = so_far.as_secs();
    // A run that takes no second needs none. The line is as long as it was, so it covers itself.
    if seconds > 0 && io::stderr().is_terminal() {
        eprint!("\rrunning, {seconds} s … ");
    }
}

/// The program of that name, or in that file.
fn program(name: &str) -> Result<Program, String> {
    if Path::new(name).extension().is_some_and(|extension| extension == "rs") {
        return programs::in_file(name.as_ref()).map_err(|error| format!("{name}: {error}"));
    }
    let programs = programs::all();
    let meant = meant(name, programs.iter().map(|program| &*program.name)).map(str::to_owned);
    let found = programs.into_iter().find(|program| program.name == name);
    found.ok_or_else(|| format!("no program is named {name}{}\n\n{}", ask(meant), known()))
}

fn record(
    compiler: &Compiler,
    program: &Program,
    variant: &Variant,
    clock: Clock,
) -> Result<Record, NoRecord> {
    let Compiled { executable, warnings } = compiler.compile(&variant.source)?;
    anstream::eprint!("{warnings}");
    let command = Command::new(executable);
    let limits = Limits { progress: show_progress, ..Limits::default() };
    let record = run::record(command, program, variant, clock, &limits);
    if io::stderr().is_terminal() {
        eprint!("\r                    \r");
    }
    record
}

fn variant<'a>(program: &'a Program, on: Option<&str>) -> Result<&'a Variant, String> {
    let Some(on) = on else { return Ok(&program.variants[0]) };
    let found = program.variants.iter().find(|variant| variant.on.name() == on);
    found.ok_or_else(|| {
        let is_loop = Loop::ALL.iter().any(|known| known.name() == on);
        let problem = if is_loop { "doesn't run on" } else { "can't run on the unknown loop" };
        let meant = meant(on, Loop::ALL.iter().map(|known| known.name())).filter(|_| !is_loop);
        format!("{} {problem} {on}{}\n\n{}", program.name, ask(meant), known())
    })
}
