//! A Chromium for the tests that need a real browser.

use std::path::{Path, PathBuf};

use crate::child;
use crate::failure::Failure;
use crate::paths::Paths;
use crate::progress;

/// The names under which systems put it on PATH.
const NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where a Chromium is and how it was found: `CHROMIUM`, then PATH, then what playwright has fetched before, and when
/// there is none, what this machine offers: Debian's package for root, playwright's own download for everybody else.
pub fn find(paths: &Paths) -> Result<(PathBuf, &'static str), Failure> {
    if let Some(named) = std::env::var_os("CHROMIUM").filter(|named| !named.is_empty()) {
        let named = PathBuf::from(named);
        if named.is_file() {
            return Ok((named, "named by CHROMIUM"));
        }
        return Err(Failure::new(
            format!("CHROMIUM names {}, and there is no such file", named.display()),
            "unset it, or set it to the path of a Chromium or Chrome",
        ));
    }
    if let Some(found) = on_this_machine() {
        return Ok((found, "found on this machine"));
    }
    if let Some(found) = from_playwright(paths) {
        return Ok((found, "fetched by playwright earlier"));
    }
    install(paths)
}

fn on_this_machine() -> Option<PathBuf> {
    let mac = Path::new("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    child::find_program(&NAMES).or_else(|| mac.is_file().then(|| mac.to_path_buf()))
}

fn from_playwright(paths: &Paths) -> Option<PathBuf> {
    let question = "process.stdout.write(require('playwright-core').chromium.executablePath())";
    let path = child::ask(child::command("node", &paths.www).args(["--eval", question]))?;
    Some(PathBuf::from(path)).filter(|path| path.is_file())
}

fn install(paths: &Paths) -> Result<(PathBuf, &'static str), Failure> {
    if is_root() && child::find_program(&["apt-get"]).is_some() {
        progress::announce("no Chromium here; installing Debian's package with apt-get");
        let apt = |words: &[&str]| {
            let mut command = child::command("apt-get", &paths.root);
            child::stream(command.args(words).env("DEBIAN_FRONTEND", "noninteractive"))
        };
        // The list of packages may be old or absent; a mirror that does not answer need not stop an install that
        // works from what is there.
        let _ = apt(&["update"]);
        if apt(&["install", "--yes", "--no-install-recommends", "chromium"]).is_ok()
            && let Some(found) = on_this_machine()
        {
            return Ok((found, "installed with apt-get"));
        }
    }
    progress::announce("no Chromium here; playwright fetches its own, once");
    let remedy = "install Chromium or Chrome yourself and put it on PATH, or name it: CHROMIUM=/path/to/chromium";
    let playwright = paths.www.join("node_modules/playwright-core/cli.js");
    child::stream(child::command("node", &paths.www).arg(playwright).args(["install", "chromium"]))
        .map_err(|failure| failure.with_remedy(remedy))?;
    let found = from_playwright(paths);
    found
        .map(|path| (path, "fetched by playwright"))
        .ok_or_else(|| Failure::new("playwright fetched a Chromium, but does not say where it is", remedy))
}

/// Debian's package can be installed by root only, and asking for a password in the middle of a test is no manners.
fn is_root() -> bool {
    cfg!(unix) && child::ask(child::command("id", Path::new("/")).arg("-u")).is_some_and(|id| id == "0")
}
