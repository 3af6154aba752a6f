//! A record of a run: a header and its events, as JSON lines.

use std::fmt;
use std::str::FromStr;

use recorder::event::{Event, Header, Kind};

/// What happened in one run of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What ran where.
    pub header: Header,
    /// What happened, in order.
    pub events: Vec<Event>,
}

impl Record {
    /// Whether the program would wait forever.
    pub fn is_stuck(&self) -> bool {
        self.events.iter().any(|event| matches!(event.kind, Kind::Stuck | Kind::Stopped { .. }))
    }

    /// The lines that the program printed.
    pub fn printed(&self) -> Vec<&str> {
        let events = self.events.iter();
        let printed = events.filter_map(|event| match &event.kind {
            Kind::Printed { text } => Some(text.as_str()),
            _ => None,
        });
        printed.collect()
    }
}

/// As JSON lines: the header, then the events.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", serde_json::to_string(&self.header).map_err(|_| fmt::Error)?)?;
        self.events.iter().try_for_each(|event| {
            writeln!(f, "{}", serde_json::to_string(event).map_err(|_| fmt::Error)?)
        })
    }
}

impl FromStr for Record {
    type Err = serde_json::Error;

    fn from_str(lines: &str) -> Result<Self, Self::Err> {
        let mut lines = lines.lines();
        let header = serde_json::from_str(lines.next().unwrap_or_default())?;
        let events = lines.map(serde_json::from_str).collect::<Result<_, _>>()?;
        Ok(Self { header, events })
    }
}
