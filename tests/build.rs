//! Prepares the engine's `waker.rs` for the target `weak_memory`, whose `Arc` isn't std's. A method
//! can take `self: Arc<Self>` only if that `Arc` is std's, so these receivers are renamed. The rest
//! of the file stays as it is.

use std::{env, fs};

const WAKER: &str = "../stage4-await/jacobio/src/engine/waker.rs";

fn main() {
    println!("cargo::rerun-if-changed={WAKER}");
    let text = fs::read_to_string(WAKER).expect("it is there");
    // An included file may not have documentation of its own.
    let code = text.lines().filter(|line| !line.starts_with("//!")).collect::<Vec<_>>().join("\n");
    let receivers = ["self: Arc<Self>", "self: &Arc<Self>"];
    let code = receivers.iter().fold(code, |code, receiver| {
        assert_eq!(code.matches(receiver).count(), 1, "{WAKER} has one `{receiver}`");
        code.replace(receiver, &receiver.replace("Arc", "crate::real_std::sync::Arc"))
    });
    let out = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(format!("{out}/waker.rs"), code).expect("cargo has made the folder");
}
