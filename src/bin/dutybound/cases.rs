//! `dutybound cases run DIR`: worked examples against the tables.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use dutybound::Laws;
use dutybound::cases::{self, Case, Outcome};

#[derive(Subcommand)]
pub enum CasesCommand {
    /// Run every case under a folder
    Run {
        /// The folder
        dir: PathBuf,
        /// Only cases whose id contains this
        #[arg(long)]
        only: Option<String>,
        /// Print JSON, a line for each case
        #[arg(long)]
        json: bool,
    },
}

pub fn command(tables: &Path, command: CasesCommand) -> ExitCode {
    let CasesCommand::Run { dir, only, json } = command;
    let text = match crate::read_tables(tables) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let cases = match cases::read(&dir) {
        Ok(cases) => cases,
        Err(errors) => {
            for error in errors {
                complain!("{error}");
            }
            return ExitCode::FAILURE;
        }
    };
    let wanted = |case: &&Case| only.as_ref().is_none_or(|only| case.id.contains(only));
    let (mut passed, mut failed, mut laws) = (0, 0, Laws::default());
    for case in cases.iter().filter(wanted) {
        let outcome = case.run(&text.tables, &mut laws);
        if outcome == Outcome::Pass {
            passed += 1
        } else {
            failed += 1
        }
        if json { print_json(case, &outcome) } else { print_text(case, &outcome) }
    }
    if !json {
        say!("cases: {passed} passed, {failed} failed");
    }
    if passed + failed == 0 {
        complain!(
            "{}: there is no case in it, or none of that name; a case is a [[case]] of a TOML file",
            dir.display()
        );
    }
    if failed == 0 && passed > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print_json(case: &Case, outcome: &Outcome) {
    let shape = serde_json::json!({ "case": case.id, "title": case.title, "source": case.source, "result": outcome });
    say!("{shape}");
}

fn print_text(case: &Case, outcome: &Outcome) {
    match outcome {
        Outcome::Pass => say!("pass         {}", case.id),
        Outcome::NotCovered { reason } => say!("not covered  {}\n             {reason}", case.id),
        Outcome::Fail { differences } => {
            say!("FAIL         {}  ({})", case.id, case.file.display());
            for difference in differences {
                say!("             {difference}");
            }
        }
    }
}
