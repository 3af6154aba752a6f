//! Places in the program's source.

use std::env;
use std::panic::Location;
use std::sync::OnceLock;

use crate::event::Position;
use crate::on::FOLDER;

/// A place in the program. `None` for a place in a library.
pub(crate) fn position(at: &Location<'_>) -> Option<Position> {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    let folder = PROGRAM.get_or_init(|| env::var(FOLDER).unwrap_or_default());
    let file = at.file().replace('\\', "/");
    let is_in_program =
        file.strip_prefix(folder.as_str()).is_some_and(|file| file.starts_with('/'));
    is_in_program.then(|| Position { file, line: at.line(), column: at.column() })
}
