//! wasm-pack, which turns the library into the browser's module.

use std::path::PathBuf;

use crate::child;
use crate::failure::Failure;
use crate::progress;

/// Where wasm-pack is, after installing it if need be.
pub fn find() -> Result<PathBuf, Failure> {
    if let Some(found) = child::find_program(&["wasm-pack"]) {
        return Ok(found);
    }
    progress::announce("wasm-pack is missing; cargo builds it now, once, in about 4 minutes");
    let remedy = "run `cargo install wasm-pack --locked` yourself; it needs a C compiler (Debian: apt-get install \
                  build-essential) and a connection to the registry of Rust packages";
    // Run outside the project, so that its lints, target folder and configuration have no say.
    let elsewhere = std::env::temp_dir();
    child::stream(child::cargo(&elsewhere).args(["install", "wasm-pack", "--locked"]).env_remove("CARGO_TARGET_DIR"))
        .map_err(|failure| failure.with_remedy(remedy))?;
    child::find_program(&["wasm-pack"]).ok_or_else(|| {
        Failure::new(
            "wasm-pack was installed, but is neither on PATH nor in cargo's bin folder".to_owned(),
            "put the folder that `cargo install` named above on PATH",
        )
    })
}
