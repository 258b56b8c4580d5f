//! What an import did, in numbers that a reader can check.

use core::fmt;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::duty::expression::DutyExpression;

/// A duty text that was not understood. It never becomes a rate; the importer counts it and says so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The text, as the schedule prints it.
    pub text: String,
    /// What could not be read in it.
    pub why: String,
}

impl Unread {
    /// The text and what could not be read in it.
    #[must_use]
    pub fn new(text: &str, why: impl Into<String>) -> Self {
        Self { text: text.to_owned(), why: why.into() }
    }
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.text, self.why)
    }
}

impl std::error::Error for Unread {}

/// Why an import stopped.
#[derive(Debug)]
pub enum ImportError {
    /// A file could not be opened or read.
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is not what the format promises.
    Format {
        /// Which file.
        path: PathBuf,
        /// Where in it: `line 12`, `row 0101.21.00`.
        place: String,
        /// What is wrong there.
        why: String,
    },
    /// A file is in its format, but does not hold what was asked of it.
    Refused {
        /// Which file.
        path: PathBuf,
        /// What it lacks.
        why: String,
    },
    /// A table could not be written.
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl ImportError {
    /// For `map_err` on reading `path`.
    pub fn reading(path: &Path) -> impl Fn(std::io::Error) -> Self + use<'_> {
        move |source| Self::Read { path: path.to_owned(), source }
    }

    /// For `map_err` on writing `path`.
    pub fn writing(path: &Path) -> impl Fn(std::io::Error) -> Self + use<'_> {
        move |source| Self::Write { path: path.to_owned(), source }
    }

    /// `path` is not what the format promises: at `place`, because `why`.
    #[must_use]
    pub fn format(path: &Path, place: impl Into<String>, why: impl Into<String>) -> Self {
        Self::Format { path: path.to_owned(), place: place.into(), why: why.into() }
    }

    /// `path` cannot be used, because `why`.
    #[must_use]
    pub fn refused(path: &Path, why: impl Into<String>) -> Self {
        Self::Refused { path: path.to_owned(), why: why.into() }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, source } => write!(f, "the file {} cannot be read: {source}", path.display()),
            Self::Format { path, place, why } => {
                write!(f, "the file {} is not in the expected format at {place}: {why}", path.display())
            }
            Self::Refused { path, why } => write!(f, "the file {} cannot be used: {why}", path.display()),
            Self::Write { path, source } => write!(f, "the table {} cannot be written: {source}", path.display()),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { source, .. } | Self::Write { source, .. } => Some(source),
            Self::Format { .. } | Self::Refused { .. } => None,
        }
    }
}

/// What kind of duty an expression is, for counting. The hardest part of it decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// No duty.
    Free,
    /// A percentage of the value.
    AdValorem,
    /// Money per quantity.
    Specific,
    /// A sum.
    Compound,
    /// At least, at most.
    Choice,
    /// With a rate on a named part.
    Component,
    /// By season.
    Seasonal,
    /// With a part that cannot be worked out.
    Technical,
}

impl Kind {
    /// The kind of `expression`.
    #[must_use]
    pub fn of(expression: &DutyExpression) -> Self {
        let mut kind = Self::Free;
        expression.walk(&mut |part| {
            kind = kind.max(match part {
                DutyExpression::Free => Self::Free,
                DutyExpression::AdValorem(_) => Self::AdValorem,
                DutyExpression::Specific(_) => Self::Specific,
                DutyExpression::Sum(_) => Self::Compound,
                DutyExpression::Greater(_)
                | DutyExpression::Lesser(_)
                | DutyExpression::Between(..)
                | DutyExpression::Content { .. } => Self::Choice,
                DutyExpression::Component { .. } => Self::Component,
                DutyExpression::Seasonal(_) => Self::Seasonal,
                DutyExpression::Technical(_) => Self::Technical,
            });
        });
        kind
    }

    fn words(self) -> &'static str {
        match self {
            Self::Free => "free",
            Self::AdValorem => "ad valorem",
            Self::Specific => "specific",
            Self::Compound => "compound",
            Self::Choice => "greater or lesser of",
            Self::Component => "on a component",
            Self::Seasonal => "seasonal",
            Self::Technical => "technical",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// What became of one column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnReport {
    /// Its name: `general`.
    pub name: String,
    /// Rows written.
    pub lines: usize,
    /// Distinct texts read.
    pub texts: usize,
    /// Rows written, by kind of duty.
    pub kinds: BTreeMap<Kind, usize>,
}

impl ColumnReport {
    /// Rows that cannot be worked out from the declared facts alone.
    #[must_use]
    pub fn technical(&self) -> usize {
        self.kinds.get(&Kind::Technical).copied().unwrap_or_default()
    }
}

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rows in the source.
    pub rows: usize,
    /// What became of each column.
    pub columns: Vec<ColumnReport>,
    /// Texts that were not understood, each with the first code that has it and how many lines do.
    pub unread: BTreeMap<String, (Unread, String, usize)>,
    /// Rows that were left out: why, and how many.
    pub skipped: BTreeMap<String, usize>,
}

impl Report {
    /// Counts a row that was left out.
    pub fn skip(&mut self, why: &str) {
        *self.skipped.entry(why.to_owned()).or_default() += 1;
    }

    /// Counts a text that was not understood.
    pub fn not_read(&mut self, code: &str, unread: Unread) {
        let first = || (unread.clone(), code.to_owned(), 0);
        self.unread.entry(unread.text.clone()).or_insert_with(first).2 += 1;
    }

    /// Lines whose text was not understood.
    #[must_use]
    pub fn unread_lines(&self) -> usize {
        self.unread.values().map(|(_, _, lines)| lines).sum()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} rows read", self.rows)?;
        for column in &self.columns {
            writeln!(f, "{}: {} lines written from {} distinct texts", column.name, column.lines, column.texts)?;
            for (kind, lines) in &column.kinds {
                writeln!(f, "  {lines:>6}  {kind}")?;
            }
        }
        for (why, rows) in &self.skipped {
            writeln!(f, "{rows} rows left out: {why}")?;
        }
        if self.unread.is_empty() {
            return writeln!(f, "every text was understood");
        }
        writeln!(f, "{} texts were not understood, on {} lines:", self.unread.len(), self.unread_lines())?;
        for (unread, code, lines) in self.unread.values() {
            writeln!(f, "  {code} (and {} more): {unread}", lines.saturating_sub(1))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hardest_part_decides_the_kind() {
        for (text, kind) in [
            ("free", Kind::Free),
            ("5%", Kind::AdValorem),
            ("1 USD/kg", Kind::Specific),
            ("5% + 1 USD/kg", Kind::Compound),
            ("greater(5% + 1 USD/kg, 2 USD/kg)", Kind::Choice),
            ("1 USD/item + [case] 5%", Kind::Component),
            ("season(01-01..12-31: greater(1%, 2 EUR/kg))", Kind::Seasonal),
            ("lesser(5%, technical(entry-price))", Kind::Technical),
        ] {
            assert_eq!(Kind::of(&text.parse().unwrap()), kind, "{text}");
        }
    }
}
