//! The command line.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, ValueExt};

/// What `--help` prints.
pub const HELP: &str = "\
Runs every workload on jacobio and its peers, and compares them.

Usage: cargo run --release -p bench -- [OPTIONS]

  --quick              a tenth of every size and few rounds, for a look
  --only NAME…         only these workloads: a name, or its first words (see --list)
  --runtimes A,B       only these runtimes and floors (see --list)
  --rounds N           so many rounds of every workload
  --out FOLDER         write the table, the CSV files and the charts there
                       (a full run writes them to the package's own results/)
  --list               print the names of workloads and runtimes
  --help               print this
";

/// What was asked for.
#[derive(Default)]
pub struct Options {
    /// What to do.
    pub command: Command,
    /// A tenth of every size, few rounds.
    pub quick: bool,
    /// Workloads' names, or the first words of them; all if empty.
    pub only: Vec<String>,
    /// The contenders' names; all if empty.
    pub runtimes: Vec<String>,
    /// Rounds of every workload, instead of each one's own number.
    pub rounds: Option<usize>,
    /// Where to write results.
    pub out: Option<PathBuf>,
}

/// What to do.
#[derive(Default)]
pub enum Command {
    /// Measure, and show what came of it.
    #[default]
    Measure,
    /// Print the names of workloads and runtimes.
    List,
    /// Print the help.
    Help,
    /// Not for the reader: the bench starts itself so, to measure one runtime in a new process.
    Child,
}

impl Options {
    /// Reads the command line, or says what is wrong with it.
    pub fn read() -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("quick") => options.quick = true,
                Long("only") => {
                    for name in arguments.values()? {
                        options.only.push(name.string()?);
                    }
                }
                Long("runtimes") => {
                    let names = arguments.value()?.string()?;
                    options.runtimes.extend(names.split(',').map(str::to_owned));
                }
                Long("rounds") => options.rounds = Some(arguments.value()?.parse()?),
                Long("out") => options.out = Some(arguments.value()?.into()),
                Long("list") => options.command = Command::List,
                Long("child") => options.command = Command::Child,
                Short('h') | Long("help") => options.command = Command::Help,
                _ => return Err(argument.unexpected()),
            }
        }
        if options.rounds == Some(0) {
            return Err("there must be at least one round".into());
        }
        Ok(options)
    }

    /// Whether this run measures everything there is, so that its results may replace the old.
    pub fn is_full(&self) -> bool {
        !self.quick && self.only.is_empty() && self.runtimes.is_empty()
    }

    /// Whether a workload was asked for.
    pub fn wants(&self, workload: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| is_part(workload, name))
    }

    /// Whether a runtime or a floor was asked for.
    pub fn wants_runtime(&self, name: &str) -> bool {
        self.runtimes.is_empty() || self.runtimes.iter().any(|wanted| wanted == name)
    }
}

/// Whether `name` is the workload's, or the first words of it: `yield` is part of `yield-10`, and
/// `yield-1` isn't.
pub fn is_part(workload: &str, name: &str) -> bool {
    let rest = workload.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
