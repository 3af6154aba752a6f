#![doc = include_str!("../README.md")]

mod shapes;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use recorder::event::Event;
use timeline::programs;
use timeline::record::Record;
use timeline::replay;
use timeline::state::State;

use crate::shapes::Shapes;

/// The runs that the page in the repository has. The first is shown first.
const RUNS: [&str; 16] = [
    "stage4-await.waking",
    "stage4-await.busy",
    "stage4-await.jacobio",
    "stage4-await.tokio",
    "stage3-sleep.generators",
    "stage2-event-loop.generators",
    "join.waking",
    "race.waking",
    "lost_wakeup.waking",
    "lost_wakeup.busy",
    "yield_now.jacobio",
    "other_thread.waking",
    "channel.jacobio",
    "timeout.jacobio",
    "panic.jacobio",
    "abort.jacobio",
];

/// The page before style, script and records are put in.
const TEMPLATE: &str = include_str!("../web/page.html");
const STYLE: &str = include_str!("../web/style.css");

/// The modules of the script. Each comes after those that it imports from.
const MODULES: [&str; 9] = [
    include_str!("../web/html.js"),
    include_str!("../web/replay.js"),
    include_str!("../web/words.js"),
    include_str!("../web/pair.js"),
    include_str!("../web/predict.js"),
    include_str!("../web/lanes.js"),
    include_str!("../web/panels.js"),
    include_str!("../web/why.js"),
    include_str!("../web/main.js"),
];

/// The records of the page in the repository.
pub fn records() -> Vec<PathBuf> {
    let folder = programs::root().join("course/timeline/records");
    RUNS.iter().map(|run| folder.join(format!("{run}.jsonl"))).collect()
}

/// Makes one HTML page of `records`. It needs no other file and no network.
///
/// # Errors
///
/// If a record or the source of its program can't be read.
pub fn page(records: &[impl AsRef<Path>]) -> Result<String, Box<dyn Error>> {
    let mut sources = BTreeMap::new();
    let mut bundled = Vec::new();
    let mut shapes = Shapes::default();
    for path in records {
        let record: Record = fs::read_to_string(path)?.parse()?;
        let source = &record.header.source;
        sources.insert(source.clone(), fs::read_to_string(programs::root().join(source))?);
        // A line an event, so that a diff of two pages can be read.
        let events: Vec<_> =
            record.events.iter().map(event_in_the_page).collect::<Result<_, _>>()?;
        let sentences: Vec<_> = replay::steps(&record)
            .map(|step| serde_json::to_string(&shapes.pack(&step.sentence)))
            .collect::<Result<_, _>>()?;
        let header = serde_json::to_string(&record.header)?;
        bundled.push(format!(
            "{{\"header\":{header},\"events\":[\n{}\n],\n\"sentences\":[\n{}\n]}}",
            events.join(",\n"),
            sentences.join(",\n")
        ));
    }
    let sources = serde_json::to_string_pretty(&sources)?;
    let shapes = serde_json::to_string_pretty(&shapes.list())?;
    let records = bundled.join(",\n");
    let bundle =
        format!("{{\"sources\":{sources},\n\"shapes\":{shapes},\n\"records\":[{records}]}}");
    Ok(TEMPLATE
        .replace("/*{style}*/", &format!("\n{STYLE}"))
        .replace("/*{script}*/", &format!("\n{}", script()))
        // No text of a program may end the script element.
        .replace("/*{records}*/", &bundle.replace('<', r"\u003c")))
}

/// An event without its number: its place has that.
fn event_in_the_page(event: &Event) -> serde_json::Result<String> {
    let seq = format!("\"seq\":{},", event.seq);
    Ok(serde_json::to_string(event)?.replacen(&seq, "", 1))
}

/// The modules as one: a page that is a file can't import others.
fn script() -> String {
    let lines = MODULES.iter().flat_map(|module| module.lines());
    let kept = lines.filter(|line| !line.starts_with("import "));
    kept.flat_map(|line| [line.strip_prefix("export ").unwrap_or(line), "\n"]).collect()
}

/// What the page has to show: of each record the states, before the first event and after each, and
/// the sentences.
///
/// # Errors
///
/// If a record can't be read.
pub fn states(records: &[impl AsRef<Path>]) -> Result<String, Box<dyn Error>> {
    let mut runs = Vec::new();
    for path in records {
        let record: Record = fs::read_to_string(path)?.parse()?;
        let mut states = vec![serde_json::to_value(State::new(&record))?];
        let mut sentences = Vec::new();
        for step in replay::steps(&record) {
            states.push(serde_json::to_value(step.state)?);
            sentences.push(step.sentence);
        }
        runs.push(serde_json::json!({
            "header": record.header,
            "events": record.events,
            "states": states,
            "sentences": sentences,
        }));
    }
    Ok(serde_json::to_string(&runs)?)
}
