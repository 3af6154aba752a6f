//! Text in columns.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::units::NO_BREAK;

/// With plain spaces, since it is laid out.
pub(super) fn breakable(text: &str) -> String {
    text.replace(NO_BREAK, " ")
}

/// Breaks `text` into lines of at most `width` columns: between words where it can, else within a
/// name or before an argument, else anywhere.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = last(&mut lines);
        if !line.is_empty() && line.width() + 1 + word.width() <= width {
            line.push(' ');
            line.push_str(word);
            continue;
        }
        if !line.is_empty() {
            lines.push(String::new());
        }
        for piece in word.split_inclusive(['_', '(']) {
            let line = last(&mut lines);
            if !line.is_empty() && line.width() + piece.width() > width {
                lines.push(String::new());
            }
            for char in piece.chars() {
                let line = last(&mut lines);
                if !line.is_empty() && line.width() + char.width().unwrap_or(0) > width {
                    lines.push(String::new());
                }
                last(&mut lines).push(char);
            }
        }
    }
    lines.iter().map(|line| breakable(line)).collect()
}

fn last(lines: &mut [String]) -> &mut String {
    lines.last_mut().expect("there is always one")
}

/// Stands for the lines of a name for which there is no room.
pub(super) const ELLIPSIS: &str = "…";

/// Breaks `name` into at most `most` lines of at most `width` columns. If there is no room for all,
/// it keeps the beginning and the last line, which may be the number of one of several alike.
pub(super) fn shorten(name: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(name, width);
    if lines.len() > most {
        lines.splice(most - 2..lines.len() - 1, [ELLIPSIS.to_owned()]);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_broken_behind_an_underscore_where_it_can() {
        assert_eq!(wrap("count_all_words", 10), ["count_all_", "words"]);
        assert_eq!(wrap("awaits sleep(10\u{a0}ms)", 9), ["awaits", "sleep(", "10 ms)"]);
        assert_eq!(wrap("überwachung", 4), ["über", "wach", "ung"]);
    }

    #[test]
    fn wide_letters_take_two_columns() {
        assert_eq!(wrap("東京の天気", 5), ["東京", "の天", "気"]);
    }

    #[test]
    fn a_name_without_room_keeps_its_beginning_and_its_end() {
        assert_eq!(shorten("count_all_words_of_a_book 2", 8, 3), ["count_", "…", "book 2"]);
        assert_eq!(shorten("count_all_words", 10, 3), ["count_all_", "words"]);
    }
}
