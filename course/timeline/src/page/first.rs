//! The first thing on the page: why one loop polls so often and the other so rarely.

use std::fmt::Write;

use recorder::event::Kind;

use super::Run;
use crate::counts::Counts;
use crate::record::Record;
use crate::svg::escape;
use crate::units::thousands;

/// The article's program on the busy loop and on the waking one, as HTML. The busy one comes first.
pub(super) fn picture(busy: &Run, waking: &Run) -> String {
    let [busy_polls, waking_polls] =
        [busy, waking].map(|run| thousands(Counts::new(&run.record).polls));
    let end = duration(&busy.record).max(duration(&waking.record));
    let lines = busy.record.printed().len();
    let idle = thousands(idle_polls(&busy.record));
    let rows = [
        (
            busy,
            &busy_polls,
            format!(
                "The thread never parks. <b>{idle}</b> of its polls return <code>Pending</code> and \
                 change nothing."
            ),
        ),
        (
            waking,
            &waking_polls,
            "The thread is parked while all tasks wait. Each poll follows a wake-up, and there is \
             something to do."
                .to_owned(),
        ),
    ];
    let mut strips = String::new();
    for (run, polls, text) in rows {
        let _ = write!(
            strips,
            "<div class=\"of\"><h3>{}</h3> <p class=\"polls\"><b>{polls}</b> polls</p></div>\n\
             <div class=\"drawn\">{}<p>{text}</p></div>\n",
            escape(&run.title),
            strip(&run.record, end)
        );
    }
    let [start, middle, last] = [0, end / 2, end].map(rounded);
    include_str!("../../page/web/first.html")
        .replace("{busy}", &escape(&busy.title))
        .replace("{waking}", &escape(&waking.title))
        .replace("{busy polls}", &busy_polls)
        .replace("{waking polls}", &waking_polls)
        .replace("{lines}", &lines.to_string())
        .replace("{end}", &last)
        .replace("{strips}", &strips)
        .replace("{axis}", &format!("<span>{start}</span><span>{middle}</span><span>{last}</span>"))
}

/// The polls in which nothing happened but that they were pending.
fn idle_polls(record: &Record) -> u64 {
    let polls = record.events.iter().filter_map(|event| match &event.kind {
        Kind::Repeated { polls, .. } => Some(polls.iter().map(|repeat| repeat.times).sum::<u64>()),
        _ => None,
    });
    polls.sum()
}

fn duration(record: &Record) -> u64 {
    record.events.last().map_or(0, |event| event.time)
}

/// To the nearest millisecond.
fn rounded(micros: u64) -> String {
    let millis = (micros + 500) / 1000;
    format!("{}.{:03} s", millis / 1000, millis % 1000)
}

/// A run to scale: where it polls, where its thread is parked.
fn strip(record: &Record, end: u64) -> String {
    let mut marks = String::new();
    for (place, event) in record.events.iter().enumerate() {
        let (class, until, text) = match event.kind {
            Kind::Repeated { until, .. } => ("polling", Some(until), ""),
            Kind::Polled { .. } => ("poll", None, ""),
            Kind::Parked { .. } => {
                let next = record.events.get(place + 1);
                ("park", Some(next.map_or(end, |next| next.time)), "<b>parked</b>")
            }
            _ => continue,
        };
        let percent = |time: u64| {
            let part = time * 10_000 / end.max(1);
            format!("{}.{:02}%", part / 100, part % 100)
        };
        let width = until.map(|until| format!(";width:{}", percent(until - event.time)));
        let _ = writeln!(
            marks,
            "<i class=\"{class}\" style=\"left:{}{}\">{text}</i>",
            percent(event.time),
            width.unwrap_or_default()
        );
    }
    format!("<div class=\"strip\" aria-hidden=\"true\">\n{marks}</div>")
}
