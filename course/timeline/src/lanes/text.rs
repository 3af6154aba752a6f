//! Text in columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::units::NO_BREAK;

/// With plain spaces, since it is laid out.
pub(super) fn breakable(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// Breaks `text` into lines of at most `width` columns, between words where it can.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(1);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is always one");
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        for char in word.chars() {
            let line = lines.last_mut().expect("there is always one");
            if !line.is_empty() && line.width() + char.width().unwrap_or(0) > width {
                lines.push(String::new());
            }
            lines.last_mut().expect("there is always one").push(char);
        }
    }
    lines.iter().map(|line| breakable(line)).collect()
}
