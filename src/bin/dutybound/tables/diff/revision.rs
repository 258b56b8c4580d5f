//! The tables as they stood at a revision.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dutybound::Tables;
use dutybound::tables::text;

/// Reads the tables of a revision from git, by way of a folder of their own that is removed again.
pub fn tables(folder: &Path, rev: &str) -> Result<Tables, String> {
    let scratch = Scratch::new()?;
    unpack(folder, rev, &scratch.0)?;
    text::read(&scratch.0).map(|text| text.tables).map_err(|errors| {
        let first = errors.first().map(ToString::to_string).unwrap_or_default();
        format!(
            "the tables of `{rev}` cannot be read by this program ({} problems, the first: {first}); compare with a later \
             revision, or with a program of that time",
            errors.len()
        )
    })
}

fn unpack(folder: &Path, rev: &str, into: &Path) -> Result<(), String> {
    if rev.starts_with('-') {
        return Err(format!("`{rev}` is not a revision"));
    }
    let archive = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(["archive", "--format=tar", rev])
        .stderr(Stdio::piped())
        .output();
    let archive = archive.map_err(|error| format!("git cannot be run: {error}"))?;
    if !archive.status.success() {
        return Err(format!(
            "git does not give the tables of `{rev}`: {}",
            String::from_utf8_lossy(&archive.stderr).trim()
        ));
    }
    let tar = into.join("tables.tar");
    std::fs::write(&tar, &archive.stdout).map_err(|error| format!("`{}` cannot be written: {error}", tar.display()))?;
    let status = Command::new("tar").arg("-xf").arg(&tar).arg("-C").arg(into).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err("the archive that git gave cannot be unpacked".to_owned()),
        Err(error) => Err(format!("tar cannot be run: {error}")),
    }
}

/// A folder that is removed when it is no longer needed.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> Result<Self, String> {
        let folder = std::env::temp_dir().join(format!("dutybound-diff-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| format!("`{}` cannot be made: {error}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own tidying.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
