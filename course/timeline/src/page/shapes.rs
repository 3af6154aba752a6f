//! Text in little space: a few shapes, and for each text only what is its own.

use std::collections::BTreeMap;

use serde_json::Value;

/// The shapes of the sentences so far, each with its number.
#[derive(Default)]
pub(crate) struct Shapes(BTreeMap<String, usize>);

impl Shapes {
    /// The number of the sentence's shape, and what stands where the shape has a backtick (code), a
    /// quotation mark (what the program says) or a hash (a number).
    pub(crate) fn pack(&mut self, sentence: &str) -> Vec<Value> {
        let (mut shape, mut values, mut rest) = (String::new(), Vec::new(), sentence);
        let begins = |c: char| c == '`' || c == '"' || c.is_ascii_digit();
        while let Some(begin) = rest.find(begins) {
            shape.push_str(&rest[..begin]);
            rest = &rest[begin..];
            let (mark, value, after) = if let Some(code) = rest.strip_prefix('`') {
                let (code, after) = code.split_once('`').unwrap_or((code, ""));
                ('`', code, after)
            } else if let Some(said) = rest.strip_prefix('"') {
                // The program's own text may have quotation marks in it.
                let (said, after) = said.rsplit_once('"').unwrap_or((said, ""));
                ('"', said, after)
            } else {
                let is_in_number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
                let (number, after) =
                    rest.split_at(rest.find(|c| !is_in_number(c)).unwrap_or(rest.len()));
                ('#', number, after)
            };
            shape.push(mark);
            values.push(value);
            rest = after;
        }
        shape.push_str(rest);
        let next = self.0.len();
        let number = *self.0.entry(shape).or_insert(next);
        [number.into()].into_iter().chain(values.into_iter().map(Value::from)).collect()
    }

    /// The shapes by number.
    pub(crate) fn list(self) -> Vec<String> {
        let mut shapes: Vec<_> = self.0.into_iter().collect();
        shapes.sort_by_key(|(_, number)| *number);
        shapes.into_iter().map(|(shape, _)| shape).collect()
    }
}
