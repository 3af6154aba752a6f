//! The command line.

use std::path::PathBuf;

use lexopt::prelude::{Long, Short, ValueExt};

/// What `--help` prints.
pub const HELP: &str = "\
Runs every workload on jacobio and its peers, and compares them.

Usage: cargo run --release -p bench -- [OPTIONS]

  --quick              a tenth of every size, and few rounds
  --only NAME…         only these workloads: a name, or its first words (see --list)
  --runtimes A,B       only these runtimes and baselines (see --list)
  --rounds N           this number of rounds for every workload
  --out FOLDER         write the tables, the CSV files and the charts there
                       (a full run in the release profile writes them to the
                       package's own results/)
  --list               print the names of workloads, runtimes and baselines
  --help               print this
";

/// The options of one run.
#[derive(Default)]
pub struct Options {
    /// What to do.
    pub command: Command,
    /// A tenth of every size, and few rounds.
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
    /// Measure, and publish the results.
    #[default]
    Measure,
    /// Print the names of workloads, runtimes and baselines.
    List,
    /// Print the help.
    Help,
    /// For internal use: the bench starts itself, to measure one contender in a new process.
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

    /// Whether this run measures everything, so that its results may replace the old ones.
    pub fn is_full(&self) -> bool {
        !self.quick && self.only.is_empty() && self.runtimes.is_empty()
    }

    /// Whether the options select this workload.
    pub fn wants(&self, workload: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| selects(name, workload))
    }

    /// Whether the options select this runtime or baseline.
    pub fn wants_runtime(&self, name: &str) -> bool {
        self.runtimes.is_empty() || self.runtimes.iter().any(|wanted| wanted == name)
    }
}

/// Whether `name` is the workload's name, or the first words of it: `yield` selects `yield-10`, and
/// `yield-1` doesn't.
pub fn selects(name: &str, workload: &str) -> bool {
    let rest = workload.strip_prefix(name);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
