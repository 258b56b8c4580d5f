//! Checking the tables: every linter is a value, and the runner only loops.
//!
//! A linter says one thing that must hold of every measure, of every case, or of the tables as a whole. What does not hold
//! is a [`Finding`]: where, what is wrong, and what to do about it. `tables/exceptions.toml` may let a finding stand, with
//! a reason; an exception that nothing needs any more is a finding itself.

mod acts;
mod amounts;
mod circles;
mod closures;
mod days;
mod disjoint;
mod edges;
mod exceptions;
mod gaps;
mod grades;
mod ids;
mod money;
mod names;
mod nomenclature;
mod overlap;
mod periods;
mod shown;
mod stages;
mod subject;
mod unused;
mod written;

use std::fmt;
use std::path::{Path, PathBuf};

use super::schema::Measure;
use super::text::TextError;

pub use grades::PlaceGrades;
pub use subject::Subject;
pub use written::{Entry, What, Written};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The tables are wrong.
    Error,
    /// Something is not shown or not sure; printed always, and never stops anything.
    Warning,
}

/// Something that must hold of the tables.
#[derive(Clone, Copy)]
pub struct Linter {
    /// Its name, by which exceptions refer to it.
    pub name: &'static str,
    /// What it asks, as a sentence.
    pub sentence: &'static str,
    /// Of what it asks it.
    pub scope: Scope,
    /// How much a finding weighs.
    pub severity: Severity,
}

/// Of what a linter asks its question, and the function that asks.
#[derive(Clone, Copy)]
pub enum Scope {
    /// Of every measure.
    Measure(fn(&Subject, &Measure) -> Vec<Complaint>),
    /// Of the tables as a whole.
    Tables(fn(&Subject) -> Vec<Complaint>),
}

/// What a linter found: about what, what is wrong and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// The id of what it is about: a measure, an act, a list, a case.
    pub id: String,
    /// The part of it, where there are many: a code, a day.
    pub part: String,
    /// What is wrong, as a sentence.
    pub wrong: String,
    /// What to do about it.
    pub remedy: String,
}

impl Complaint {
    fn new(id: &str, wrong: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { id: id.to_owned(), part: String::new(), wrong: wrong.into(), remedy: remedy.into() }
    }

    fn of_part(self, part: impl Into<String>) -> Self {
        Self { part: part.into(), ..self }
    }
}

/// A complaint with the linter that made it and the file it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The linter's name.
    pub linter: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file.
    pub file: PathBuf,
    /// What is wrong with what.
    pub complaint: Complaint,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Complaint { id, part, wrong, remedy } = &self.complaint;
        let part = if part.is_empty() { String::new() } else { format!(" ({part})") };
        write!(f, "{word} {}: {}: {id}{part}: {wrong}; {remedy}", self.linter, self.file.display())
    }
}

/// What checking found.
#[derive(Debug, Default)]
pub struct Report {
    /// Findings, errors first.
    pub findings: Vec<Finding>,
    /// How much was looked at, in lines for people.
    pub counts: Vec<String>,
    /// How sure the measures of each place are.
    pub grades: Vec<PlaceGrades>,
}

impl Report {
    /// How many findings are errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.findings.iter().filter(|finding| finding.severity == Severity::Error).count()
    }
}

/// Every linter, in the order in which findings are best mended.
pub static LINTERS: &[&[Linter]] = &[
    ids::LINTERS,
    periods::LINTERS,
    acts::LINTERS,
    names::LINTERS,
    unused::LINTERS,
    amounts::LINTERS,
    stages::LINTERS,
    circles::LINTERS,
    closures::LINTERS,
    overlap::LINTERS,
    gaps::LINTERS,
    nomenclature::LINTERS,
    money::LINTERS,
    shown::LINTERS,
    edges::LINTERS,
    days::LINTERS,
];

/// Reads a `tables` folder and the cases that show it, and asks every linter.
///
/// # Errors
/// Every file that cannot be read.
pub fn run(folder: &Path, cases: &Path) -> Result<Report, Vec<TextError>> {
    let subject = Subject::read(folder, cases)?;
    let mut exceptions = exceptions::read(folder)?;
    let mut findings = Vec::new();
    for linter in LINTERS.iter().copied().flatten() {
        for complaint in ask(linter, &subject) {
            if !exceptions.allow(linter.name, &complaint) {
                let file = subject.file_of(&complaint.id);
                findings.push(Finding { linter: linter.name, severity: linter.severity, file, complaint });
            }
        }
    }
    findings.extend(exceptions.stale());
    findings.sort_by_key(|finding| finding.severity);
    let grades = grades::by_place(&subject);
    Ok(Report { findings, counts: subject.counts(), grades })
}

fn ask(linter: &Linter, subject: &Subject) -> Vec<Complaint> {
    match linter.scope {
        Scope::Measure(check) => subject.measures().flat_map(|measure| check(subject, measure)).collect(),
        Scope::Tables(check) => check(subject),
    }
}
