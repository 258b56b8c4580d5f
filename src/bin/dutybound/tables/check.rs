//! `dutybound tables check`: asks every linter and prints what it found.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::ExitCode;

use dutybound::tables::check::{self, Report, Severity};

pub fn command(folder: &Path, cases: &Path) -> ExitCode {
    match check::run(folder, cases) {
        Ok(report) => print(&report),
        Err(errors) => {
            for error in &errors {
                complain!("{error}");
            }
            complain!("{} problems; the tables cannot be read", errors.len());
            ExitCode::FAILURE
        }
    }
}

fn print(report: &Report) -> ExitCode {
    for finding in &report.findings {
        say!("{finding}");
    }
    for grades in &report.grades {
        say!("{grades}");
    }
    for count in &report.counts {
        say!("{count}");
    }
    let errors = report.errors();
    say!("{errors} errors, {} warnings", report.findings.len() - errors);
    let failed = linters_with_errors(report);
    say!("linters: {} passed, {failed} failed", asked() - failed);
    if errors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// All linters, and the question whether every exception is needed.
fn asked() -> usize {
    check::LINTERS.iter().map(|family| family.len()).sum::<usize>() + 1
}

fn linters_with_errors(report: &Report) -> usize {
    let errors = report.findings.iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.linter).collect::<BTreeSet<_>>().len()
}
