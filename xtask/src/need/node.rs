//! Node, which builds the page and runs the tests of the JavaScript side.

use crate::child;
use crate::failure::Failure;
use crate::paths::Paths;

/// Older ones lack the test runner's options and the syntax the tools are written in.
const OLDEST: u32 = 20;

/// Node's version, such as `v20.20.2`.
pub fn version(paths: &Paths) -> Result<String, Failure> {
    let remedy = format!("install Node {OLDEST} or newer from https://nodejs.org/ and open a new terminal");
    let Some(version) = child::ask(child::command("node", &paths.root).arg("--version")) else {
        return Err(Failure::new("Node is not installed, and the page is built with it", remedy));
    };
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(version),
        _ => Err(Failure::new(format!("Node here is {version}, and the page needs {OLDEST} or newer"), remedy)),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm's name differs on Windows, where it is a script.
pub const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        for (given, expect) in
            [("v20.20.2", Some(20)), ("v8.1.0", Some(8)), ("v24.0.0-nightly", Some(24)), ("20", None)]
        {
            assert_eq!(major(given), expect, "{given}");
        }
    }
}
