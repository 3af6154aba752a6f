//! A run event by event.

use recorder::event::Event;
use serde::Serialize;

use crate::record::Record;
use crate::state::State;

/// An event, its sentence, and the state after it.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// The event.
    #[serde(flatten)]
    pub event: Event,
    /// What happens and why.
    pub sentence: String,
    /// The state after it.
    pub state: State,
}

/// Every event of `record` with the state after it.
pub fn steps(record: &Record) -> impl Iterator<Item = Step> {
    let mut state = State::new(record);
    record.events.iter().map(move |event| {
        let sentence = state.sentence(event);
        state.apply(event);
        Step { event: event.clone(), sentence, state: state.clone() }
    })
}
