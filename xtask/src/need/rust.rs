//! The parts of the Rust toolchain.

use std::path::Path;

use crate::child;
use crate::failure::Failure;
use crate::paths::Paths;

pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the wasm target is there; returns the compiler's version, which is an input to every build.
///
/// The sysroot is looked at before rustup is asked: it is quicker, and it serves machines whose Rust came from a
/// distribution and has no rustup.
pub fn with_wasm_target(paths: &Paths) -> Result<String, Failure> {
    let rustc = |word: &[&str]| child::ask(child::command("rustc", &paths.root).args(word));
    let version = rustc(&["--version"]).ok_or_else(|| {
        Failure::new("rustc could not be started", "install Rust from https://rustup.rs/ and open a new terminal")
    })?;
    let sysroot = rustc(&["--print", "sysroot"]).unwrap_or_default();
    if !Path::new(&sysroot).join("lib/rustlib").join(WASM).join("lib").is_dir() {
        child::stream(child::command("rustup", &paths.root).args(["target", "add", WASM])).map_err(|_| {
            Failure::new(
                format!("Rust's target {WASM} is missing, and rustup could not add it"),
                format!(
                    "run `rustup target add {WASM}` yourself (rustup comes from https://rustup.rs/; with a Rust from \
                     elsewhere, install its package for that target), then start again"
                ),
            )
        })?;
    }
    Ok(version)
}

/// Makes sure that rustfmt and clippy are there; a minimal toolchain lacks them.
pub fn with_rustfmt_and_clippy(paths: &Paths) -> Result<(), Failure> {
    for (subcommand, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if child::ask(child::cargo(&paths.root).args([subcommand, "--version"])).is_some() {
            continue;
        }
        child::stream(child::command("rustup", &paths.root).args(["component", "add", component])).map_err(
            |failure| failure.with_remedy(format!("run `rustup component add {component}`, then start again")),
        )?;
    }
    Ok(())
}
