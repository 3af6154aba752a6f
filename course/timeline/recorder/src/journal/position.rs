//! Places in the program's source.

use std::panic::Location;

use crate::event::Position;

/// A place in the program. `None` for a place in a library.
pub(crate) fn position(at: &Location<'_>) -> Option<Position> {
    let file = at.file().replace('\\', "/");
    let in_a_library =
        file.starts_with('/') || file.contains(':') || file.starts_with("course/timeline/recorder");
    // The stages' files are included by a path with `..` in it.
    let mut folders = Vec::new();
    for folder in file.split('/') {
        match folder {
            ".." => folders.truncate(folders.len().saturating_sub(1)),
            _ => folders.push(folder),
        }
    }
    let file = folders.join("/");
    (!in_a_library).then(|| Position { file, line: at.line(), column: at.column() })
}
