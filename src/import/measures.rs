//! Tariffs from lists of measures: the United Kingdom's measures on declarable commodities, and the duties of the
//! Union's TARIC.
//!
//! Such a list has a row for every duty, quota, prohibition and tax on every code. Of these a schedule takes the duty for
//! third countries and the suspensions that hold for everybody, and, where asked, the tariff preferences of single areas.
//! Every other row is counted with the reason why it is left out.

mod kinds;
mod layers;
mod page;
mod row;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::Date;
use crate::tables::ColumnKind;

use super::headed::{self, Headed};
use super::report::{ImportError, Report};
use super::schedule::{Column, Line, Schedule};

use kinds::Role;
use layers::{Layers, Span};
use row::{Headers, Measure};

/// Whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The United Kingdom: one CSV, a row for each measure on each declarable code.
    Uk,
    /// The European Union: the sheets of import duties, saved as CSV. A row rules all codes under its own.
    Taric,
}

/// A column of tariff preferences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// The geographical area, by its id in the list: `JP`, `2005`.
    pub area: String,
    /// The column's name in the schedule.
    pub name: String,
    /// What people call it.
    pub title: String,
}

/// What to import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The list, CSV.
    pub file: PathBuf,
    /// Whose it is.
    pub format: Format,
    /// The preferences wanted, each a column.
    pub preferences: Vec<Preference>,
    /// The day the list is of.
    pub snapshot: Date,
    /// The day it was read.
    pub read: Date,
    /// The command that is running, for the schedule's page.
    pub command: String,
    /// What else a user should know.
    pub notes: Vec<String>,
}

/// Everything that was taken out of the list: what makes up each column, and which codes there are.
struct Taken {
    codes: BTreeSet<String>,
    columns: Vec<(Column, Layers)>,
    /// Measures that leave out some of their area's places, by column.
    excluding: BTreeMap<String, usize>,
}

/// Reads the list and makes the schedule: `mfn` first, then a column for each preference.
///
/// # Errors
///
/// When the file cannot be read, lacks a column, or has a row whose code or days cannot be read. A text of duty that is
/// not understood is no error here: it is in the report, and its line is not in the schedule.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    progress("reading the measures");
    let mut report = Report::default();
    let mut taken = read(request, progress, &mut report)?;
    progress("laying suspensions over the duties");
    let mut columns = Vec::new();
    for (mut column, layers) in std::mem::take(&mut taken.columns) {
        let spans = layers.resolved(&mut report);
        column.lines = lines(request.format, spans, &taken.codes, &mut report);
        report.columns.push(column.report());
        columns.push(column);
    }
    Ok((page::schedule(request, columns, &taken.excluding), report))
}

fn read(request: &Request, progress: &mut dyn FnMut(&str), report: &mut Report) -> Result<Taken, ImportError> {
    let path = request.file.as_path();
    let mut table = Headed::open(path)?;
    let headers = Headers::find(&table, request.format)?;
    let mut columns = vec![(page::column(request.format), Layers::default())];
    for Preference { name, title, .. } in &request.preferences {
        columns.push((Column::new(name, title, ColumnKind::Plain), Layers::default()));
    }
    let mut taken = Taken { codes: BTreeSet::new(), columns, excluding: BTreeMap::new() };
    for row in table.rows_told(progress) {
        let row = row?;
        report.rows += 1;
        let fault = |why: String| headed::fault(path, &row, why);
        taken.take(request, &headers.measure(&row), report).map_err(fault)?;
    }
    Ok(taken)
}

impl Taken {
    /// Puts a measure where it belongs, or says why it is left out. Its days are read only where they count.
    fn take(&mut self, request: &Request, measure: &Measure, report: &mut Report) -> Result<(), String> {
        let code = measure.code(request.format)?;
        if !self.codes.contains(&code) {
            self.codes.insert(code.clone());
        }
        let role = match kinds::role(measure, &request.preferences) {
            Ok(role) => role,
            Err(why) => {
                report.skip(&why);
                return Ok(());
            }
        };
        let (place, layer) = match role {
            Role::Duty => (0, layers::Layer::Duty),
            Role::ByAdditionalCode => (0, layers::Layer::ByAdditionalCode),
            Role::Suspension => (0, layers::Layer::Suspension),
            Role::Preference(place) => (place.saturating_add(1), layers::Layer::Duty),
        };
        let Some((column, layers)) = self.columns.get_mut(place) else { return Ok(()) };
        let validity = measure.validity()?;
        match measure.rate(request.format, role) {
            Ok(rate) => {
                column.texts.insert(measure.text(), rate.to_string());
                if !measure.excluded.is_empty() {
                    *self.excluding.entry(column.name.clone()).or_default() += 1;
                }
                layers.add(layer, code, Span { validity, rate });
            }
            Err(unread) => {
                report.not_read(&code, unread);
                layers.broken(code);
            }
        }
        Ok(())
    }
}

/// The rows of a column.
fn lines(
    format: Format,
    spans: BTreeMap<String, Vec<Span>>,
    codes: &BTreeSet<String>,
    report: &mut Report,
) -> BTreeSet<Line> {
    let spans = match format {
        // Every code is listed, so the codes under six digits are all there are.
        Format::Uk => shortened(spans, codes, report),
        Format::Taric => spans,
    };
    let each = spans.iter().flat_map(|(code, spans)| spans.iter().map(move |span| (code, span)));
    each.map(|(code, Span { validity, rate })| Line::new(code, *validity, "", rate)).collect()
}

/// One code of six digits where all declarable codes under it have the same rates on the same days; else all as they are.
fn shortened(
    mut spans: BTreeMap<String, Vec<Span>>,
    codes: &BTreeSet<String>,
    report: &mut Report,
) -> BTreeMap<String, Vec<Span>> {
    let mut by_six: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for code in codes {
        by_six.entry(super::bridge::six(code)).or_default().push(code);
    }
    for (six, group) in by_six {
        let Some(first) = group.first().and_then(|code| spans.get(*code)).cloned() else { continue };
        if group.iter().any(|code| spans.get(*code) != Some(&first)) {
            continue;
        }
        for code in &group {
            spans.remove(*code);
        }
        for _ in 1..group.len() {
            report.skip("codes that agree with the others of their six digits");
        }
        spans.insert(six, first);
    }
    spans
}
