//! Recorded runs as one HTML page, which needs no other file and no network.
//!
//! ```text
//! first   practice            the first picture; questions about small programs
//! view   rows   questions     what the page shows between events, and of each one; predictions
//! shapes                      text in little space
//! ```

mod first;
pub mod practice;
mod questions;
mod rows;
mod shapes;
mod view;

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine};
use miniz_oxide::deflate::compress_to_vec;
use recorder::on::Loop;
use serde_json::{Value, json};

use self::questions::questions;
use self::shapes::Shapes;
use self::view::{Viewer, patch};
use crate::lanes::Columns;
use crate::lanes::phrases::Phrases;
use crate::names::Names;
use crate::programs;
use crate::record::Record;
use crate::replay;
use crate::state::State;

/// The runs of the page in the repository. The first is shown first.
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

/// The page before style, script and runs are put in.
const TEMPLATE: &str = include_str!("../page/web/page.html");
/// The questions of [`practice`], which a test writes.
const POOL: &str = include_str!("../page/practice.json");
const STYLE: &str = include_str!("../page/web/style.css");

/// The modules of the script. Each comes after those that it imports from.
const MODULES: [&str; 7] = [
    include_str!("../page/web/html.js"),
    include_str!("../page/web/run.js"),
    include_str!("../page/web/pair.js"),
    include_str!("../page/web/lanes.js"),
    include_str!("../page/web/panels.js"),
    include_str!("../page/web/practice.js"),
    include_str!("../page/web/main.js"),
];

/// The records of the page in the repository.
pub fn records() -> Vec<PathBuf> {
    let folder = programs::root().join("course/timeline/records");
    RUNS.iter().map(|run| folder.join(format!("{run}.jsonl"))).collect()
}

/// A run that the page has.
#[derive(Clone, Debug)]
pub struct Run {
    /// Names it in addresses.
    pub id: String,
    /// What the page calls it. The article's program goes by its loop alone.
    pub title: String,
    /// What happened.
    pub record: Record,
    /// The program.
    pub source: String,
}

impl Run {
    /// A run of `record` and the source of its program.
    ///
    /// # Errors
    ///
    /// If the source can't be read.
    pub fn new(record: Record) -> std::io::Result<Self> {
        let source = fs::read_to_string(programs::root().join(&record.header.source))?;
        let (program, on) = (&record.header.program, record.header.on);
        let (id, title) = match on {
            _ if program == "stage4-await" => (on.to_string(), on.to_string()),
            Loop::Generators => (program.clone(), program.clone()),
            _ => (format!("{program}.{on}"), format!("{program} on {on}")),
        };
        Ok(Self { id, title, record, source })
    }

    /// Reads a record from a file.
    ///
    /// # Errors
    ///
    /// If the file isn't a record, or the source of its program can't be read.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let text =
            fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let record = text.parse::<Record>().map_err(|error| {
            let expected =
                "a record, as --json writes it and course/timeline/SCHEMA.md describes it";
            format!("{} isn't {expected}: {error}", path.display())
        })?;
        Ok(Self::new(record)?)
    }

    fn group(&self) -> &'static str {
        match self.record.header.program.as_str() {
            "stage4-await" => "The article's program",
            program if program.starts_with("stage") => "Stages 2 and 3",
            _ => "Examples",
        }
    }

    /// What the program says of itself in its first comment.
    fn about(&self) -> String {
        let comment = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let words: Vec<_> = comment.take_while(|line| !line.is_empty()).map(str::trim).collect();
        words.join(" ")
    }

    /// The run as the page reads it: steps that are one line each, so that a diff of two pages can
    /// be read.
    fn bundle(&self, shapes: &mut Shapes) -> String {
        let (record, viewer) = (&self.record, Viewer::new(&self.record, &self.source));
        let (phrases, columns) = (Phrases::new(record), Columns::new(record));
        let start = viewer.view(&State::new(record), None, shapes);
        let mut shown = start.clone();
        let steps: Vec<_> = replay::steps(record)
            .map(|step| {
                let view = viewer.view(&step.state, Some(&step.event), shapes);
                let mut entry = rows::mark(&step);
                entry.insert("row".to_owned(), shapes.pack(&rows::text(&phrases, &step)).into());
                entry.insert("say".to_owned(), shapes.pack(&step.sentence).into());
                entry.extend(patch(&shown, &view).map(|change| ("set".to_owned(), change)));
                shown = view;
                Value::Object(entry).to_string()
            })
            .collect();
        let questions: Vec<_> = questions(record)
            .into_iter()
            .map(|question| {
                let mut value = json!(question);
                value["why"] = shapes.pack(&question.why).into();
                value.to_string()
            })
            .collect();
        let head = json!({
            "id": self.id,
            "title": self.title,
            "group": self.group(),
            "about": shapes.pack(&self.about()),
            "source": record.header.source,
            "pollsAll": record.header.on.polls_all(),
            "tasks": Names::new(record).tasks,
            "lanes": columns.lane_of,
            "heads": columns.heads.iter().map(|head| &head.name).collect::<Vec<_>>(),
            "start": start,
        })
        .to_string();
        format!(
            "{},\"steps\":[\n{}\n],\"questions\":[\n{}\n]}}",
            head.trim_end_matches('}'),
            steps.join(",\n"),
            questions.join(",\n")
        )
    }
}

/// What the page shows of `runs`, as JSON.
pub fn bundle(runs: &[Run]) -> String {
    let mut shapes = Shapes::default();
    let sources: BTreeMap<_, _> =
        runs.iter().map(|run| (&run.record.header.source, &run.source)).collect();
    let bundled: Vec<_> = runs.iter().map(|run| run.bundle(&mut shapes)).collect();
    let (sources, shapes) = (json!(sources), json!(shapes.list()));
    format!(
        "{{\"sources\":{sources:#},\n\"shapes\":{shapes:#},\n\"runs\":[{}]}}",
        bundled.join(",\n")
    )
}

/// One HTML page of `runs`.
pub fn page(runs: &[Run]) -> String {
    let find = |id: &str| runs.iter().find(|run| run.id == id);
    let first = find("busy").zip(find("waking")).map(|(busy, waking)| first::picture(busy, waking));
    // No text of a program may end the script element.
    fill(&first.unwrap_or_default(), &bundle(runs).replace('<', r"\u003c"))
}

/// The page that asks its server for what to show.
pub(crate) fn live() -> String {
    fill("", "null")
}

fn fill(first: &str, bundle: &str) -> String {
    TEMPLATE
        .replace("/*{style}*/", &format!("\n{STYLE}"))
        .replace("/*{script}*/", &format!("\n{}", script()))
        .replace("<!--first-->", first)
        .replace("{pool}", &BASE64_STANDARD.encode(compress_to_vec(POOL.as_bytes(), 9)))
        .replace("/*{bundle}*/", bundle)
}

/// The modules as one: a page that is a file can't import others.
fn script() -> String {
    let lines = MODULES.iter().flat_map(|module| module.lines());
    let kept = lines.filter(|line| !line.starts_with("import "));
    kept.flat_map(|line| [line.strip_prefix("export ").unwrap_or(line), "\n"]).collect()
}
