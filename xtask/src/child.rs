//! Running other programs.
//!
//! Children share our terminal and our process group, so their output streams and Ctrl-C reaches them as well.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use crate::failure::Failure;

/// A command in a folder.
pub fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder);
    command
}

/// The cargo that runs us, so that a nested build uses the same toolchain.
pub fn cargo(folder: &Path) -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()), folder)
}

/// Runs to the end with streaming output. A bad exit is a failure that quotes the command.
pub fn stream(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(ended_badly(command, status)) }
}

/// Runs to the end and returns standard output, trimmed; `None` when it could not be started or failed. For questions
/// such as `node --version` where failing is an answer.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs to the end, streams standard output line by line and shows each line to `listen`. Standard error goes
/// straight to the terminal, where cargo draws its progress.
pub fn listen(command: &mut Command, mut listen: impl FnMut(&str)) -> Result<(), Failure> {
    let mut child = command.stdout(Stdio::piped()).spawn().map_err(|error| not_started(command, &error))?;
    if let Some(output) = child.stdout.take() {
        let mut lines = BufReader::new(output);
        let mut line = Vec::new();
        let mut out = std::io::stdout();
        // Bytes, not strings: one odd character in a test's output must not end the run. A failing write to our own
        // standard output (a closed pipe) changes nothing about the verdict.
        while lines.read_until(b'\n', &mut line).is_ok_and(|length| length > 0) {
            let _ = out.write_all(&line).and_then(|()| out.flush());
            listen(&String::from_utf8_lossy(&line));
            line.clear();
        }
    }
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(ended_badly(command, status)) }
}

/// The first of these programs found on PATH or in cargo's own bin folder, which is not always on PATH.
pub fn find_program(names: &[&str]) -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>());
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    let folders: Vec<_> = on_path.into_iter().flatten().chain(cargo_home.map(|home| home.join("bin"))).collect();
    let found = |name: &str| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    };
    names.iter().find_map(|name| found(name))
}

/// PATH with a folder in front.
pub fn path_with(folder: &Path) -> Result<std::ffi::OsString, Failure> {
    let old = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_path_buf()).chain(std::env::split_paths(&old));
    std::env::join_paths(folders).map_err(|_| {
        Failure::new(
            format!("the folder {} cannot be put on PATH", folder.display()),
            "move the project to a folder whose name has no colon or semicolon in it",
        )
    })
}

/// The command as one would type it.
pub fn typed(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(program.as_os_str());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = Path::new(command.get_program()).display().to_string();
    Failure::new(format!("`{program}` could not be started: {error}"), format!("install {program} or put it on PATH"))
}

fn ended_badly(command: &Command, status: ExitStatus) -> Failure {
    // Without a code it was ended by a signal, and the system's wording says which.
    let how = status.code().map_or_else(|| status.to_string(), |code| format!("exit code {code}"));
    Failure::without_remedy(format!("`{}` ended with {how}", typed(command)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_exist_is_named_with_a_remedy() {
        let failure = stream(&mut command("no-such-program-here", Path::new("."))).unwrap_err().to_string();
        assert!(failure.contains("no-such-program-here") && failure.contains("try: install"), "{failure}");
    }

    #[test]
    fn a_command_is_shown_as_typed() {
        let mut command = command("/usr/bin/node", Path::new("."));
        command.args(["--test", "a.mjs"]);
        assert_eq!(typed(&command), "node --test a.mjs");
    }
}
