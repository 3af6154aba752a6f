//! One program on several loops, in numbers.

use std::fmt;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use recorder::event::Clock;
use recorder::on::{self, Loop};
use wait4::Wait4;

use crate::counts::Counts;
use crate::error::Error;
use crate::programs::{Program, Variant};
use crate::units::thousands;
use crate::{build, run};

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
    /// Of the plain run on the real clock.
    cpu_time: Option<Duration>,
}

impl Comparison {
    /// Records `program` on each of `variants` on the simulated clock. With `plain`, also runs it as
    /// it is, on the real clock, all variants at the same time.
    ///
    /// # Errors
    ///
    /// If the program doesn't compile, or can't be run.
    pub fn new(program: &Program, variants: &[&Variant], plain: bool) -> Result<Self, Error> {
        let mut rows = Vec::new();
        let mut runs = Vec::new();
        for variant in variants {
            let record =
                run::record(build::recorded(variant)?, program, variant, Clock::Simulated)?;
            // Such a program would never end.
            if plain && !record.is_stuck() {
                runs.push((rows.len(), start(build::plain(variant)?, variant)?));
            }
            let lines = record.printed().into_iter().map(str::to_owned).collect();
            rows.push(Costs {
                on: variant.on,
                counts: Counts::new(&record),
                lines,
                cpu_time: None,
            });
        }
        for (row, child) in runs {
            let (lines, cpu_time) = wait(child)?;
            rows[row].cpu_time = Some(cpu_time);
            // Should they differ, it is the plain run that counts.
            rows[row].lines = lines;
        }
        Ok(Self { program: program.name.clone(), rows })
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
