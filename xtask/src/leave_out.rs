//! Leaves a line out of stage 4's waking loop, in the working tree, and puts it back.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use edit::Edit;
use serde::Deserialize;

use crate::{Result, root};

/// Where the changes are, one in each file.
const FOLDER: &str = "tests/leave_it_out";

/// The part of a file that says what to change. The tests read the rest.
#[derive(Deserialize)]
struct Change {
    left_out: String,
    edit: Vec<Edit>,
}

fn read(path: &Path) -> Result<Change> {
    let text = fs::read_to_string(path)?;
    Ok(toml::from_str(&text).map_err(|error| format!("{}: {error}", path.display()))?)
}

/// The files as they were before the change, below a folder named after it.
fn kept() -> PathBuf {
    root().join("target/left_out")
}

/// The name of the change that is made now.
fn made() -> Option<String> {
    let folder = fs::read_dir(kept()).ok()?.next()?.ok()?;
    folder.file_name().into_string().ok()
}

/// Prints the names of the changes, and what each leaves out.
pub fn list() -> Result {
    let mut lines = Vec::new();
    for file in fs::read_dir(root().join(FOLDER))? {
        let path = file?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_stem().unwrap_or_default().display();
            lines.push(format!("{name}\n    {}", read(&path)?.left_out));
        }
    }
    lines.sort();
    Ok(writeln!(io::stdout(), "{}", lines.join("\n"))?)
}

/// Makes the change `name`.
pub fn leave_out(name: &str) -> Result {
    if let Some(made) = made() {
        return Err(format!("`{made}` is left out already. First: cargo xtask put-back").into());
    }
    let path = root().join(FOLDER).join(name).with_extension("toml");
    if !path.is_file() {
        return Err(
            format!("no change is called `{name}`. All names: cargo xtask leave-out").into()
        );
    }
    let change = read(&path)?;
    let changed = edit::apply(&change.edit, &root());
    let changed = changed.map_err(|error| format!("{}\n{error}", path.display()))?;
    for (file, text) in changed {
        let (path, copy) = (root().join(&file), kept().join(name).join(&file));
        fs::create_dir_all(copy.parent().expect("it is in a folder"))?;
        fs::copy(&path, copy)?;
        fs::write(path, text)?;
        println!("{file} has changed: git diff {file}");
    }
    println!("Left out: {}. To put it back: cargo xtask put-back", change.left_out);
    Ok(())
}

/// Puts the files back as they were, unless they have changed since.
pub fn put_back() -> Result {
    let name = made().ok_or("nothing is left out")?;
    let copies = kept().join(&name);
    let change = read(&root().join(FOLDER).join(&name).with_extension("toml"))?;
    for (file, changed) in edit::apply(&change.edit, &copies)? {
        if fs::read_to_string(root().join(&file))?.replace("\r\n", "\n") != changed {
            let copy = copies.join(&file);
            return Err(format!(
                "{file} has changed since. As it was before: {}\nPut that in its place, or undo your \
                 changes, and remove {}",
                copy.display(),
                kept().display()
            )
            .into());
        }
        fs::copy(copies.join(&file), root().join(&file))?;
        println!("{file} is as it was before");
    }
    Ok(fs::remove_dir_all(kept())?)
}
