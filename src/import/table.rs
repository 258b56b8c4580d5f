//! A tariff from any table: a CSV with a column of codes and one or more columns of rates.
//!
//! Offices publish tariffs as books, web pages, databases; what comes out of each is such a table. How its texts of duty
//! are to be read is chosen with [`Texts`]. Where all lines of a subheading have one rate, six digits stand for them;
//! a line without a rate is a line that has another one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use csv::StringRecord;
use rust_decimal::Decimal;

use crate::duty::expression::DutyExpression;
use crate::tables::ColumnKind;
use crate::{Date, Validity};

use super::bridge::{Bridge, six};
use super::codes::Codes;
use super::figure::figure;
use super::headed::{self, Headed};
use super::report::{ImportError, Report, Unread};
use super::schedule::{Column, Line, Schedule};
use super::{ca_texts, ch_texts, eaeu_texts, il_texts, sacu_texts};

/// How a table writes its rates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    /// Percentages and nothing else: `35`, `35.00`, `12.5%`, `free`; `20..35` where all that is known are bounds.
    Percent,
    /// The Southern African Customs Union: `30% or 500c/2u`.
    Sacu,
    /// The Eurasian Economic Union: `10%, но не менее 0.2 EUR за 1 кг`.
    Eaeu,
    /// Israel: `7 ₪ per Kilogram but no more than 30%`.
    Israel,
    /// Canada: `238 % but not less than 30.8 ¢each`; `N/A` is an empty cell.
    Canada,
    /// Switzerland: `12.50`, francs for 100 kg gross.
    Swiss,
}

impl Texts {
    fn parse(self, text: &str) -> Result<DutyExpression, Unread> {
        match self {
            Self::Percent => percentage(text).ok_or_else(|| Unread::new(text, "it is not a percentage")),
            Self::Sacu => sacu_texts::parse_sacu(text),
            Self::Eaeu => eaeu_texts::parse_eaeu(text),
            Self::Israel => il_texts::parse_il(text),
            Self::Canada => ca_texts::parse_ca(text),
            Self::Swiss => ch_texts::parse_ch(text),
        }
    }

    /// Whether a cell says that there is no rate.
    fn is_none(self, text: &str) -> bool {
        text.is_empty() || (self == Self::Canada && text == "N/A")
    }

    /// Reads what one cell says, or two that bound the rate.
    fn read(self, low: &str, high: Option<&str>) -> Result<DutyExpression, Unread> {
        let rate = self.parse(low)?;
        let Some(high) = high else { return Ok(rate) };
        let most = self.parse(high)?;
        if rate == most {
            return Ok(rate);
        }
        match (percents(&rate), percents(&most)) {
            (Some(low), Some(high)) if low > high => {
                Err(Unread::new(&format!("{low}..{high}"), "the lowest rate is above the highest"))
            }
            _ => Ok(DutyExpression::Between(Box::new(rate), Box::new(most))),
        }
    }
}

/// So few lines may all have a rate below 1 %.
const FEW: usize = 5;

/// The percentage that a rate is, if it is one.
fn percents(rate: &DutyExpression) -> Option<Decimal> {
    match rate {
        DutyExpression::Free => Some(Decimal::ZERO),
        DutyExpression::AdValorem(percent) => Some(*percent),
        _ => None,
    }
}

/// `35`, `20..35`.
fn percentage(text: &str) -> Option<DutyExpression> {
    match text.split_once("..") {
        Some((least, most)) => Some(DutyExpression::Between(Box::new(percent(least)?), Box::new(percent(most)?))),
        None => percent(text),
    }
}

/// `35`, `35.00 %`, `35,5`, `free`.
fn percent(text: &str) -> Option<DutyExpression> {
    let number = text.trim().trim_end_matches('%').trim_end();
    if number.eq_ignore_ascii_case("free") {
        return Some(DutyExpression::Free);
    }
    // Three digits behind a comma could be thousands; one or two are a fraction.
    let number = match number.split_once(',') {
        Some((whole, part)) if matches!(part.len(), 1 | 2) => format!("{whole}.{part}"),
        _ => number.to_owned(),
    };
    figure(&number).map(|rate| DutyExpression::percent(rate.normalize()))
}

/// One column of rates: its name and title in the schedule, its header in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rates {
    /// Its name in the schedule: `general`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// The header of the table's column.
    pub header: String,
    /// Where the table has the lowest and the highest rate of a code: the header of the highest.
    pub highest: Option<String>,
}

/// What to import: the table and what its schedule says of itself.
#[derive(Debug, Clone)]
pub struct Request {
    /// The table, CSV with a header.
    pub file: PathBuf,
    /// The header of its column of codes.
    pub code: String,
    /// Its columns of rates.
    pub rates: Vec<Rates>,
    /// Only rows with such a value in such a column.
    pub rows_where: Vec<(String, String)>,
    /// How they are written.
    pub texts: Texts,
    /// The bridge to the present nomenclature, where the table's codes are of an older one.
    pub bridge: Option<PathBuf>,
    /// The schedule without its columns.
    pub schedule: Schedule,
}

/// What a row says of a column: the rate, or the lowest and the highest.
struct Cells<'r> {
    low: &'r str,
    high: Option<&'r str>,
}

impl Cells<'_> {
    /// Whether a cell says that there is no rate.
    fn none(&self, texts: Texts) -> bool {
        texts.is_none(self.low) || self.high.is_some_and(|text| texts.is_none(text))
    }

    fn text(&self) -> String {
        self.high.map_or_else(|| self.low.to_owned(), |high| format!("{}..{high}", self.low))
    }
}

/// One column as it is read.
struct Read {
    place: usize,
    /// Of the highest rate, where two cells bound it.
    highest: Option<usize>,
    column: Column,
    lines: BTreeMap<String, DutyExpression>,
    /// Codes of rows with an empty cell, or a text that was not understood.
    gaps: BTreeSet<String>,
    /// Codes with two rates, of which neither is taken.
    disputed: BTreeSet<String>,
}

impl Read {
    fn cells<'r>(&self, row: &'r StringRecord) -> Cells<'r> {
        let cell = |place| row.get(place).unwrap_or_default();
        Cells { low: cell(self.place), high: self.highest.map(cell) }
    }

    /// Whether the percentages seem to be fractions of one: several lines that pay, none of them as much as 1 %.
    fn in_fractions(&self) -> bool {
        let paid = || self.lines.values().filter_map(percents).filter(|percent| !percent.is_zero());
        paid().count() >= FEW && paid().all(|percent| percent < Decimal::ONE)
    }

    /// Takes what a row says of this column.
    fn take(&mut self, code: &str, row: &StringRecord, texts: Texts, report: &mut Report) {
        let cells = self.cells(row);
        if cells.none(texts) {
            report.skip("cells without a rate");
            self.gaps.insert(code.to_owned());
            return;
        }
        let rate = match texts.read(cells.low, cells.high) {
            Ok(rate) => rate,
            Err(unread) => {
                self.gaps.insert(code.to_owned());
                return report.not_read(code, unread);
            }
        };
        self.column.texts.insert(cells.text(), rate.to_string());
        if self.disputed.contains(code) {
            return;
        }
        match self.lines.get(code) {
            Some(before) if *before != rate => {
                let why = "the rows of a code must agree; neither rate is taken, choose the rows with `--where`";
                report.not_read(code, Unread::new(&format!("{before} and {rate} on {code}"), why));
                self.lines.remove(code);
                self.gaps.insert(code.to_owned());
                self.disputed.insert(code.to_owned());
            }
            _ => {
                self.lines.insert(code.to_owned(), rate);
            }
        }
    }

    /// The six digits under which a line has no rate here: none of their rates may stand for the whole subheading.
    /// A row with rows below it (their heading) is no line; a line given twice, once with a rate, has one.
    fn broken(&self, codes: &BTreeSet<String>) -> BTreeSet<String> {
        let heads = |code: &str| codes.range(code.to_owned()..).nth(1).is_some_and(|next| next.starts_with(code));
        let lines = self.gaps.iter().filter(|code| !self.lines.contains_key(*code) && !heads(code));
        lines.map(|code| six(code)).collect()
    }
}

/// Reads the table and makes the schedule.
///
/// A cell without a text is no rate in that column. A text that is not understood is in the report, and its line is not
/// in the schedule. Neither lets the rate of its neighbours stand for the six digits they share.
///
/// # Errors
///
/// When the file cannot be read, lacks a column, or has a row whose code is not digits.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    progress("reading the table");
    let path = request.file.as_path();
    let mut table = Headed::open(path)?;
    let code_place = table.column(&request.code)?;
    let mut report = Report::default();
    let mut codes = BTreeSet::new();
    let mut columns: Vec<Read> = Vec::new();
    for rates in &request.rates {
        let (place, column) = (table.column(&rates.header)?, Column::new(&rates.name, &rates.title, ColumnKind::Plain));
        let highest = rates.highest.as_deref().map(|header| table.column(header)).transpose()?;
        columns.push(Read {
            place,
            highest,
            column,
            lines: BTreeMap::new(),
            gaps: BTreeSet::new(),
            disputed: BTreeSet::new(),
        });
    }
    let mut conditions = Vec::new();
    for (column, value) in &request.rows_where {
        conditions.push((table.column(column)?, value.as_str()));
    }
    let mut as_printed = Codes::default();
    for row in table.rows_told(progress) {
        let row = row?;
        report.rows += 1;
        if conditions.iter().any(|(place, value)| row.get(*place) != Some(value)) {
            report.skip("other values in the columns asked for");
            continue;
        }
        let cell = row.get(code_place).unwrap_or_default();
        let code = match as_printed.read(cell, &row) {
            Ok(code) => code,
            // The name of a chapter, a group of lines.
            Err(_) if columns.iter().all(|column| column.cells(&row).none(request.texts)) => {
                report.skip("rows without a code of a line and without a rate");
                continue;
            }
            Err(why) => return Err(headed::fault(path, &row, why)),
        };
        codes.insert(code.clone());
        for read in &mut columns {
            read.take(&code, &row, request.texts, &mut report);
        }
    }
    if let Some((row, why)) = as_printed.lost() {
        return Err(headed::fault(path, row, why));
    }
    for (read, rates) in columns.iter().zip(&request.rates) {
        if request.texts == Texts::Percent && read.in_fractions() {
            let why = format!(
                "every rate under `{}` is below 1 per cent, so they may be fractions; write 16.5 or 16.5% for sixteen and a half",
                rates.header
            );
            return Err(ImportError::refused(path, why));
        }
    }
    let bridge = request.bridge.as_deref().map(Bridge::read).transpose()?;
    let mut schedule = request.schedule.clone();
    for read in columns {
        let broken = read.broken(&codes);
        let Read { mut column, lines, .. } = read;
        let lines = crossed(lines, &broken, bridge.as_ref(), &mut schedule, &mut report);
        let short = shortened(lines, &broken, &mut report);
        column.lines = short.iter().map(|(code, rate)| Line::new(code, Validity::default(), "", rate)).collect();
        report.columns.push(column.report());
        schedule.columns.push(column);
    }
    Ok((schedule, report))
}

/// The lines under the numbers of the present nomenclature.
fn crossed(
    lines: BTreeMap<String, DutyExpression>,
    broken: &BTreeSet<String>,
    bridge: Option<&Bridge>,
    schedule: &mut Schedule,
    report: &mut Report,
) -> BTreeMap<String, DutyExpression> {
    let Some(bridge) = bridge else { return lines };
    let bridged = bridge.cross(&lines, broken);
    for _ in 0..bridged.gone {
        report.skip("lines of old codes whose goods now have other numbers");
    }
    // The table may rule a new number itself, where its keeper could say more than the bridge.
    let uncovered: Vec<&str> =
        bridged.uncovered.iter().map(String::as_str).filter(|code| !lines.contains_key(*code)).collect();
    if !uncovered.is_empty() {
        schedule.notes.push(format!("{} are not covered: {}.", uncovered.len(), uncovered.join(" ")));
    }
    bridged.lines
}

/// One line for six digits where all lines under them (and their own, if any) agree; else all as they are.
pub(super) fn shortened(
    lines: BTreeMap<String, DutyExpression>,
    broken: &BTreeSet<String>,
    report: &mut Report,
) -> BTreeMap<String, DutyExpression> {
    let mut by_six: BTreeMap<String, Vec<(String, DutyExpression)>> = BTreeMap::new();
    for (code, rate) in lines {
        by_six.entry(six(&code)).or_default().push((code, rate));
    }
    let mut short = BTreeMap::new();
    for (six, group) in by_six {
        match group.first().cloned() {
            Some((_, rate)) if !broken.contains(&six) && group.iter().all(|(_, other)| *other == rate) => {
                for _ in 1..group.len() {
                    report.skip("lines that agree with the others of their six digits");
                }
                short.insert(six, rate);
            }
            _ => short.extend(group),
        }
    }
    short
}

/// The day a schedule's data is of, its source and the rest, for a caller that has them as words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// Its folder's name.
    pub id: String,
    /// Whose tariff it is.
    pub place: String,
    /// What people call it.
    pub title: String,
    /// The currency of customs values.
    pub currency: String,
    /// The edition of the nomenclature.
    pub nomenclature: String,
    /// Who published it.
    pub source: String,
    /// Where.
    pub url: String,
    /// Under which licence.
    pub licence: String,
    /// How well it is confirmed.
    pub grade: String,
    /// The command that is running.
    pub command: String,
    /// What a user should know.
    pub notes: Vec<String>,
}

impl Words {
    /// The schedule that says so, without columns.
    #[must_use]
    pub fn schedule(self, snapshot: Date, read: Date) -> Schedule {
        let Self { id, place, title, currency, nomenclature, source, url, licence, grade, command, notes } = self;
        Schedule {
            id,
            place,
            title,
            currency,
            nomenclature,
            snapshot,
            source,
            url,
            licence,
            read,
            command,
            grade,
            notes,
            columns: Vec::new(),
        }
    }
}
