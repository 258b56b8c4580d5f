//! What an import of rates did, in numbers and names that a reader can check.

use core::fmt;
use std::collections::BTreeMap;

use crate::Currency;

/// A row that could not be read. It never becomes a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// Where in the file: `line 7`.
    pub place: String,
    /// What is wrong there.
    pub why: String,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.why)
    }
}

/// What an import of rates did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Rates in the file, of every day.
    pub rows: usize,
    /// Rates in the table.
    pub written: usize,
    /// Rates of other days than the one that was wanted.
    pub other_days: usize,
    /// What was left out, by the reason.
    pub left_out: BTreeMap<&'static str, Vec<String>>,
    /// What could not be read.
    pub unread: Vec<Unread>,
    /// Currencies that were asked for and are not in the table.
    pub missing: Vec<Currency>,
}

impl Report {
    pub(super) fn leave_out(&mut self, why: &'static str, what: impl Into<String>) {
        self.left_out.entry(why).or_default().push(what.into());
    }

    pub(super) fn not_read(&mut self, place: impl Into<String>, why: impl Into<String>) {
        self.unread.push(Unread { place: place.into(), why: why.into() });
    }
}

/// So many names are enough to recognise what was left out.
const NAMES: usize = 12;

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "rates in the file: {}, in the table: {}", self.rows, self.written)?;
        if self.other_days > 0 {
            writeln!(f, "left out, of other days: {}", self.other_days)?;
        }
        for (why, what) in &self.left_out {
            let names: Vec<&str> = what.iter().take(NAMES).map(String::as_str).collect();
            let more = if what.len() > NAMES { ", ..." } else { "" };
            writeln!(f, "left out, {why}: {} ({}{more})", what.len(), names.join(", "))?;
        }
        if !self.missing.is_empty() {
            let names: Vec<&str> = self.missing.iter().map(Currency::as_str).collect();
            writeln!(f, "asked for and not in the table: {}", names.join(", "))?;
        }
        if self.unread.is_empty() {
            return writeln!(f, "every row was understood");
        }
        writeln!(f, "not understood, and not in the table: {}", self.unread.len())?;
        self.unread.iter().try_for_each(|unread| writeln!(f, "  {unread}"))
    }
}
