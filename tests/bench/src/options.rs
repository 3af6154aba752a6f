//! The command line.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, ValueExt};

use crate::promise::Promise;

/// What `--help` prints.
pub const HELP: &str = "\
Runs every workload on jacobio and other runtimes, and compares them.

Usage: cargo run --release -p bench [--features peers] -- [OPTIONS]

  --full               every workload at full size (otherwise a first look: the
                       main ones at a tenth of it)
  --only NAME…         only these workloads: a name, or its first words (see --list)
  --runtimes A,B       only these runtimes (see --list)
  --rounds N           this number of rounds for every workload
  --out FOLDER         write the tables and the charts there (a full run with
                       all runtimes, in the release profile and on a quiet
                       machine, writes them to the package's own results/)
  --list               print the names of workloads and runtimes
  --help               print this
";

/// The options of one run.
#[derive(Default)]
pub struct Options {
    /// What to do.
    pub command: Command,
    /// Every workload at full size.
    pub full: bool,
    /// Workloads' names, or the first words of them; all if empty.
    pub only: Vec<String>,
    /// The contenders' names; all if empty.
    pub runtimes: Vec<String>,
    /// Rounds of every workload, instead of each one's own number.
    pub rounds: Option<usize>,
    /// Where to write results.
    pub out: Option<PathBuf>,
    /// In a child process: the promise to try.
    pub promise: Option<Promise>,
}

/// What to do.
#[derive(Default)]
pub enum Command {
    /// Measure, and publish the results.
    #[default]
    Measure,
    /// Print the names of workloads and runtimes.
    List,
    /// Print the help.
    Help,
    /// For internal use: the bench starts itself, to measure one contender or to try one promise in
    /// a new process.
    Child,
}

impl Options {
    /// Reads the command line.
    ///
    /// # Errors
    ///
    /// If it has an option that isn't known, or an argument that doesn't fit.
    pub fn read() -> Result<Self, lexopt::Error> {
        let mut options = Self::default();
        let mut arguments = lexopt::Parser::from_env();
        while let Some(argument) = arguments.next()? {
            match argument {
                Long("full") => options.full = true,
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
                Long("try") => {
                    let name = arguments.value()?;
                    options.promise = Promise::ALL.into_iter().find(|one| name == one.name());
                }
                Short('h') | Long("help") => options.command = Command::Help,
                _ => return Err(argument.unexpected()),
            }
        }
        if options.rounds == Some(0) {
            return Err("there must be at least one round".into());
        }
        Ok(options)
    }

    /// Whether this run measures everything, so that its results may replace the old ones.
    pub fn is_complete(&self) -> bool {
        self.full && self.only.is_empty() && self.runtimes.is_empty() && cfg!(feature = "peers")
    }

    /// Whether the options select this workload.
    pub fn wants(&self, workload: &str) -> bool {
        let is_child = matches!(self.command, Command::Child);
        self.only.is_empty()
            || self
                .only
                .iter()
                .any(|name| if is_child { name == workload } else { selects(name, workload) })
    }

    /// Whether the options select this runtime.
    pub fn wants_runtime(&self, name: &str) -> bool {
        self.runtimes.is_empty() || self.runtimes.iter().any(|wanted| wanted == name)
    }
}

/// Whether `name` is the workload's name, or the first words of it: `yield` selects `yield-2`, and
/// `yield-1` doesn't select `yield-1000`.
pub fn selects(name: &str, workload: &str) -> bool {
    let rest = workload.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
