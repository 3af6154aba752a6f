//! One program on several loops, in numbers.

use std::fmt;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use recorder::on::{self, Loop};
use wait4::Wait4;

use crate::build::{self, Compiler};
use crate::counts::Counts;
use crate::error::Error;
use crate::programs::Variant;
use crate::record::Record;
use crate::units::thousands;

/// What a program costs on several loops.
#[derive(Clone, Debug)]
pub struct Comparison {
    program: String,
    rows: Vec<Costs>,
}

#[derive(Clone, Debug)]
struct Costs {
    on: Loop,
    counts: Counts,
    lines: Vec<String>,
    is_stuck: bool,
    /// Of the plain run on the real clock.
    cpu_time: Option<Duration>,
}

impl Comparison {
    /// Compares the records of one program, each on another loop.
    pub fn new(records: &[&Record]) -> Self {
        let costs = |record: &&Record| Costs {
            on: record.header.on,
            counts: Counts::new(record),
            lines: record.printed().into_iter().map(str::to_owned).collect(),
            is_stuck: record.is_stuck(),
            cpu_time: None,
        };
        let program = records.first().map(|record| record.header.program.clone());
        Self { program: program.unwrap_or_default(), rows: records.iter().map(costs).collect() }
    }

    /// Runs the program as it is, on the real clock, all variants at the same time. `variants` are
    /// those of the records.
    ///
    /// # Errors
    ///
    /// If the program doesn't compile, or can't be run.
    pub fn run_plain(&mut self, compiler: &Compiler, variants: &[&Variant]) -> Result<(), Error> {
        let mut built = Vec::new();
        for (row, variant) in self.rows.iter_mut().zip(variants) {
            // Such a program would never end.
            if !row.is_stuck {
                built.push((row, variant, build::plain(compiler, variant)?));
            }
        }
        let mut runs = Vec::new();
        for (row, variant, command) in built {
            runs.push((row, start(command, variant)?));
        }
        for (row, child) in runs {
            let (lines, cpu_time) = wait(child)?;
            row.cpu_time = Some(cpu_time);
            // Should they differ, it is the plain run that counts.
            row.lines = lines;
        }
        Ok(())
    }

    /// Whether the program prints the same lines everywhere.
    pub fn agrees(&self) -> bool {
        self.rows.windows(2).all(|rows| rows[0].lines == rows[1].lines)
    }
}

fn start(mut command: Command, variant: &Variant) -> Result<Child, Error> {
    // The examples run on the loop that this names. The stages ignore it.
    command.env(on::LOOP, variant.on.name()).stdout(Stdio::piped()).stderr(Stdio::null());
    Ok(command.spawn()?)
}

fn wait(mut child: Child) -> Result<(Vec<String>, Duration), Error> {
    let mut output = String::new();
    child.stdout.take().expect("it is piped").read_to_string(&mut output)?;
    let usage = child.wait4()?.rusage;
    Ok((output.lines().map(str::to_owned).collect(), usage.utime + usage.stime))
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", self.program)?;
        write!(f, "{:<12}{:>10}{:>11}{:>8}", "loop", "polls", "wake-ups", "parks")?;
        let has_time = self.rows.iter().any(|row| row.cpu_time.is_some());
        writeln!(f, "{}", if has_time { "   CPU time of a plain run" } else { "" })?;
        for row in &self.rows {
            let [polls, wakes, parks] =
                [row.counts.polls, row.counts.wakes, row.counts.parks].map(thousands);
            write!(f, "{:<12}{polls:>10}{wakes:>11}{parks:>8}", row.on)?;
            match row.cpu_time {
                Some(time) => writeln!(f, "{:>24.2} s", time.as_secs_f64())?,
                None => writeln!(f)?,
            }
        }
        writeln!(f)?;
        if self.agrees() {
            let lines = self.rows.first().map_or(0, |row| row.lines.len());
            return writeln!(f, "Every loop prints the same {lines} lines.");
        }
        writeln!(f, "The printed lines differ:")?;
        self.rows.iter().try_for_each(|row| writeln!(f, "{:<12}{}", row.on, row.lines.join(" | ")))
    }
}
