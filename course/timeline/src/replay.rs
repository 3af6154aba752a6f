//! A run event by event.

use recorder::event::Event;
use serde::Serialize;

use crate::record::Record;
use crate::sentences::Sentences;
use crate::state::State;

/// An event, its sentence, and the state after it.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// What happens and why. Code stands in backticks, what the program says in quotation marks.
    pub sentence: String,
    /// The state after it.
    pub state: State,
}

/// Every event of `record` with the state after it.
pub fn steps(record: &Record) -> impl Iterator<Item = Step> {
    let (mut state, sentences) = (State::new(record), Sentences::new(record));
    record.events.iter().map(move |event| {
        let sentence = sentences.of(event, &state);
        state.apply(event);
        Step { event: event.clone(), sentence, state: state.clone() }
    })
}
