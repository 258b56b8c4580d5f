//! `dutybound tables fmt`: the canonical form of the tables' files.

mod csv_form;
mod toml_form;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Brings every file to its form, or with `check` only says which are not in it.
pub fn command(folder: &Path, check: bool) -> ExitCode {
    if !folder.is_dir() {
        complain!("there is no folder `{}`; name the folder with the tables with --tables DIR", folder.display());
        return ExitCode::FAILURE;
    }
    let (mut changed, mut failed) = (0, 0);
    for file in files(folder) {
        match form(&file, check) {
            Ok(false) => {}
            Ok(true) => {
                say!("{}", file.display());
                changed += 1;
            }
            Err(message) => {
                complain!("{}: {message}", file.display());
                failed += 1;
            }
        }
    }
    let done = if check { "would change" } else { "changed" };
    say!("{changed} files {done}, {failed} could not be read");
    if failed == 0 && !(check && changed > 0) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Forms one file; says whether it was in another form.
fn form(file: &Path, check: bool) -> Result<bool, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("cannot be read: {error}"))?;
    let is_csv = file.extension().is_some_and(|extension| extension == "csv");
    // Products stand in the order in which people are offered them.
    let sorted = !file.components().any(|folder| folder.as_os_str() == "finder");
    let formed = if is_csv { csv_form::form(&text, sorted)? } else { toml_form::form(&text)? };
    if formed == text {
        return Ok(false);
    }
    if !check {
        std::fs::write(file, formed).map_err(|error| format!("cannot be written: {error}"))?;
    }
    Ok(true)
}

/// Every TOML and CSV file under a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "csv" || extension == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}
