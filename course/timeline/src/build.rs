//! Compiles programs against the recorder, and asks cargo for the plain ones.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde::Deserialize;

use crate::error::Error;
use crate::programs::{Variant, root};

/// The names under which a program finds the recorder.
const FACADE: [&str; 5] = ["jacobio", "tokio", "stage2_event_loop", "stage3_sleep", "stage4_await"];
/// What a program may use beside these.
const LIBRARIES: [&str; 2] = ["futures", "options"];

/// The compiler's codes for a name that it doesn't find.
const UNKNOWN: [&str; 4] = ["E0425", "E0432", "E0433", "E0599"];
const NOTE: &str = "note: a program is compiled against the recorder, which may not know yet what jacobio \
    or tokio has;\n      course/timeline/README.md lists what it knows\n";

/// What a target is built to, by its name.
pub type Executables = BTreeMap<String, PathBuf>;

/// What this module reads of cargo's messages.
#[derive(Deserialize)]
struct Message {
    target: Option<Target>,
    executable: Option<PathBuf>,
    #[serde(default)]
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    name: String,
}

/// What this module reads of the compiler's messages.
#[derive(Deserialize)]
struct Diagnostic {
    level: String,
    rendered: String,
    code: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// Compiles any file, in a fraction of a second.
pub struct Compiler {
    /// Each library by the name that a program uses.
    libraries: Vec<(&'static str, PathBuf)>,
    /// Where cargo has them, and what they depend on.
    folder: PathBuf,
}

/// A program that can be run. It records nothing unless it is asked to.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The path of the executable.
    pub executable: PathBuf,
    /// What the compiler says about the source, with its colors.
    pub warnings: String,
}

impl Compiler {
    /// Finds the libraries that programs are compiled against. They are dependencies of this
    /// package, so `cargo run -p timeline` has built them.
    ///
    /// # Errors
    ///
    /// If cargo can't be run, or the recorder doesn't compile.
    pub fn new() -> Result<Self, Error> {
        let output = cargo(&["--package", "timeline", "--lib"]).output()?;
        if !output.status.success() {
            return Err(Error::Refused);
        }
        let mut files = BTreeMap::new();
        for Message { target, filenames, .. } in messages(&output.stdout) {
            let library =
                filenames.into_iter().find(|file| file.extension() == Some("rlib".as_ref()));
            files.extend(target.map(|target| target.name).zip(library));
        }
        let facade = FACADE.map(|name| (name, "recorded"));
        let wanted = facade.into_iter().chain(LIBRARIES.map(|name| (name, name)));
        let library = |(name, target)| Some((name, files.get(target)?.clone()));
        let libraries: Option<Vec<_>> = wanted.map(library).collect();
        let libraries = libraries.ok_or(Error::Refused)?;
        let folder = libraries[0].1.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Self { libraries, folder })
    }

    /// Compiles `source`, as [`Variant::source`] has it.
    ///
    /// # Errors
    ///
    /// If it doesn't compile: [`Error::Compiler`] with the compiler's messages.
    pub fn compile(&self, source: &str) -> Result<Compiled, Error> {
        let name = Path::new(source).file_stem().unwrap_or_default().to_string_lossy();
        // Files of one name in two folders are two programs.
        let mut hasher = DefaultHasher::new();
        source.hash(&mut hasher);
        let folder = format!("{name}-{:016x}", hasher.finish());
        let folder = self.folder.with_file_name("programs").join(folder);
        fs::create_dir_all(&folder)?;
        let executable = folder.join(&*name).with_extension(env::consts::EXE_EXTENSION);

        let mut rustc = Command::new(Path::new(env!("CARGO")).with_file_name("rustc"));
        // So that the paths in records are those from the root.
        rustc.current_dir(root()).arg(source).arg("-o").arg(&executable);
        rustc.args(["--edition=2024", "--crate-name=program", "--error-format=json"]);
        rustc.args(["--json=diagnostic-rendered-ansi", "-Cdebuginfo=0", "-Cstrip=debuginfo"]);
        // A recorded stream has the methods that a program imports traits for.
        rustc.arg("-Aunused-imports");
        rustc.arg(option("-Cincremental=", &folder.join("incremental")));
        rustc.arg(option("-Ldependency=", &self.folder));
        for (name, library) in &self.libraries {
            rustc.arg("--extern").arg(option(&format!("{name}="), library));
        }
        let output = rustc.stdin(Stdio::null()).output()?;
        let messages = rendered(&output.stderr);
        if output.status.success() {
            Ok(Compiled { executable, warnings: messages })
        } else {
            Err(Error::Compiler(messages))
        }
    }
}

fn option(name: &str, path: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(path);
    option
}

/// The compiler's messages, errors first.
fn rendered(stderr: &[u8]) -> String {
    let stderr = String::from_utf8_lossy(stderr);
    let mut messages: Vec<_> = stderr
        .lines()
        .map(|line| {
            serde_json::from_str(line).unwrap_or_else(|_| Diagnostic {
                level: "error".to_owned(),
                rendered: format!("{line}\n"),
                code: None,
            })
        })
        .collect();
    messages.sort_by_key(|message| !message.level.starts_with("error"));
    let codes = messages.iter().filter_map(|message| Some(&*message.code.as_ref()?.code));
    let is_unknown = codes.into_iter().any(|code| UNKNOWN.contains(&code));
    let messages = messages.into_iter().map(|message| message.rendered);
    messages.chain(is_unknown.then(|| NOTE.to_owned())).collect()
}

/// Returns the command that builds what `targets`, arguments of `cargo build`, names. The
/// compiler's messages go to standard error, and cargo's own to standard output, for
/// [`executables`].
pub fn cargo(targets: &[&str]) -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--message-format=json-render-diagnostics"]).args(targets);
    cargo.current_dir(root()).stdout(Stdio::piped()).stderr(Stdio::inherit());
    cargo
}

fn messages(output: &[u8]) -> Vec<Message> {
    let output = String::from_utf8_lossy(output);
    output.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// Reads what [`cargo`] has printed.
pub fn executables(output: &[u8]) -> Executables {
    let messages = messages(output).into_iter();
    messages.filter_map(|message| Some((message.target?.name, message.executable?))).collect()
}

/// Builds the program of `variant` as its own package has it, or, if it has none, as `compiler`
/// does.
///
/// # Errors
///
/// If it doesn't compile.
pub fn plain(compiler: &Compiler, variant: &Variant) -> Result<Command, Error> {
    let Some(targets) = variant.plain else {
        return Ok(Command::new(compiler.compile(&variant.source)?.executable));
    };
    let output = cargo(targets).output()?;
    let built = executables(&output.stdout).into_values().next();
    built.map(Command::new).ok_or(Error::Refused)
}
