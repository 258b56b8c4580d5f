//! The Common External Tariff of the European Union and the Global Tariff of the United Kingdom, from the official
//! comparison of both.
//!
//! The comparison is one CSV with a row for each line of the tariff as it stood at the end of 2020: the code (which lost
//! its leading zero to a spreadsheet), a description, and the two rates. Its codes are those of the Harmonized System of
//! 2017, so they cross a [`Bridge`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::duty::expression::DutyExpression;
use crate::tables::ColumnKind;
use crate::{Date, Validity};

use super::bridge::{Bridge, Bridged, six};
use super::eu_texts::{parse_eu, parse_gb};
use super::headed::Headed;
use super::report::{ImportError, Report, Unread};
use super::schedule::{Column, Line, Schedule};

/// Which tariff of the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tariff {
    /// The Common External Tariff of the Union.
    Cet,
    /// The Global Tariff of the United Kingdom.
    Ukgt,
}

/// What to import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The comparison, CSV.
    pub file: PathBuf,
    /// Which of its tariffs.
    pub tariff: Tariff,
    /// The bridge from its nomenclature to the present one.
    pub bridge: PathBuf,
    /// The day the rates are of.
    pub snapshot: Date,
    /// The day the file was read.
    pub read: Date,
    /// The command that is running, for the schedule's page.
    pub command: String,
    /// What else a user should know.
    pub notes: Vec<String>,
}

struct Row {
    commodity: String,
    cet_duty_rate: String,
    ukgt_duty_rate: String,
    trade_remedy_applies: String,
    cet_applies_until_trade_remedy_transition_reviews_concluded: String,
    suspension_applies: String,
}

impl Tariff {
    fn rate(self, row: &Row) -> &str {
        match self {
            Self::Cet => &row.cet_duty_rate,
            Self::Ukgt => &row.ukgt_duty_rate,
        }
    }

    fn parse(self, text: &str) -> Result<DutyExpression, Unread> {
        match self {
            Self::Cet => parse_eu(text),
            Self::Ukgt => parse_gb(text),
        }
    }

    /// Id, place, title, currency.
    fn names(self) -> [&'static str; 4] {
        match self {
            Self::Cet => ["eu", "EU", "Common Customs Tariff of the European Union", "EUR"],
            Self::Ukgt => ["gb", "GB", "United Kingdom Global Tariff", "GBP"],
        }
    }

    fn column(self) -> Column {
        match self {
            Self::Cet => Column::new("mfn", "Third-country duty (most favoured nation)", ColumnKind::Plain),
            Self::Ukgt => Column::new("mfn", "UK Global Tariff (most favoured nation)", ColumnKind::Plain),
        }
    }

    fn notes(self) -> &'static [&'static str] {
        match self {
            Self::Cet => &EU_NOTES,
            Self::Ukgt => &GB_NOTES,
        }
    }
}

/// Reads the comparison and makes the schedule of one of its tariffs.
///
/// # Errors
///
/// When a file cannot be read or is not such a comparison. A text that is not understood is no error here: it is in the
/// report, and its line is not in the schedule.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    progress("reading the comparison");
    let rows = read(request)?;
    let bridge = Bridge::read(&request.bridge)?;
    let mut report = Report { rows: rows.len(), ..Report::default() };
    let mut column = request.tariff.column();
    let (lines, gaps) = rates(&rows, request, &mut column, &mut report)?;
    progress("crossing to the present nomenclature");
    let broken = gaps.iter().map(|code| six(code)).collect();
    let bridged = bridge.cross(&shortened(lines, &gaps, &mut report), &broken);
    for _ in 0..bridged.gone {
        report.skip("lines of old codes whose goods now have other numbers");
    }
    column.lines = bridged.lines.iter().map(|(code, rate)| Line::new(code, Validity::default(), "", rate)).collect();
    report.columns.push(column.report());
    Ok((schedule(request, &rows, &bridged, column), report))
}

fn read(request: &Request) -> Result<Vec<Row>, ImportError> {
    let mut table = Headed::open(&request.file)?;
    let commodity = table.column("commodity")?;
    let cet = table.column("cet_duty_rate")?;
    let ukgt = table.column("ukgt_duty_rate")?;
    let remedy = table.column("trade_remedy_applies")?;
    let kept = table.column("cet_applies_until_trade_remedy_transition_reviews_concluded")?;
    let suspension = table.column("suspension_applies")?;
    let mut rows = Vec::new();
    for row in table.rows() {
        let row = row?;
        let cell = |place: usize| row.get(place).unwrap_or_default().to_owned();
        rows.push(Row {
            commodity: cell(commodity),
            cet_duty_rate: cell(cet),
            ukgt_duty_rate: cell(ukgt),
            trade_remedy_applies: cell(remedy),
            cet_applies_until_trade_remedy_transition_reviews_concluded: cell(kept),
            suspension_applies: cell(suspension),
        });
    }
    Ok(rows)
}

/// The rates by code, and the codes whose text was not understood.
fn rates(
    rows: &[Row],
    request: &Request,
    column: &mut Column,
    report: &mut Report,
) -> Result<(BTreeMap<String, DutyExpression>, BTreeSet<String>), ImportError> {
    let (mut lines, mut gaps) = (BTreeMap::new(), BTreeSet::new());
    for row in rows {
        let code = padded(&row.commodity).ok_or_else(|| {
            let why = "the code is not one of eight or ten digits, less a leading zero";
            ImportError::format(&request.file, format!("row {}", row.commodity), why)
        })?;
        let text = request.tariff.rate(row).trim();
        match request.tariff.parse(text) {
            Ok(rate) => {
                column.texts.insert(one_line(text), rate.to_string());
                if lines.insert(code, rate.clone()).is_some_and(|before| before != rate) {
                    let why = "the code is given twice with different rates";
                    return Err(ImportError::format(&request.file, format!("row {}", row.commodity), why));
                }
            }
            Err(unread) => {
                report.not_read(&code, unread);
                gaps.insert(code);
            }
        }
    }
    Ok((lines, gaps))
}

/// The code with the zero that a spreadsheet took.
fn padded(code: &str) -> Option<String> {
    let digits = code.bytes().all(|byte| byte.is_ascii_digit());
    match code.len() {
        7 | 9 if digits => Some(format!("0{code}")),
        8 | 10 if digits => Some(code.to_owned()),
        _ => None,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One line for eight digits where all ten-digit lines under them (and their own, if any) agree and none is a gap; else
/// all as they are.
fn shortened(
    lines: BTreeMap<String, DutyExpression>,
    gaps: &BTreeSet<String>,
    report: &mut Report,
) -> BTreeMap<String, DutyExpression> {
    let eight = |code: &String| -> String { code.chars().take(8).collect() };
    let broken: BTreeSet<String> = gaps.iter().map(eight).collect();
    let mut by_eight: BTreeMap<String, Vec<(String, DutyExpression)>> = BTreeMap::new();
    for (code, rate) in lines {
        by_eight.entry(eight(&code)).or_default().push((code, rate));
    }
    let mut short = BTreeMap::new();
    for (eight, group) in by_eight {
        match group.first().cloned() {
            Some((_, rate)) if !broken.contains(&eight) && group.iter().all(|(_, other)| *other == rate) => {
                for _ in 1..group.len() {
                    report.skip("ten-digit lines that agree with the others of their eight digits");
                }
                short.insert(eight, rate);
            }
            _ => short.extend(group),
        }
    }
    short
}

fn schedule(request: &Request, rows: &[Row], bridged: &Bridged, column: Column) -> Schedule {
    let [id, place, title, currency] = request.tariff.names().map(str::to_owned);
    Schedule {
        id,
        place,
        title,
        currency,
        nomenclature: "HS 2022".to_owned(),
        snapshot: request.snapshot,
        source: "United Kingdom Department for International Trade, comparison of the UK Global Tariff with the \
                 Common External Tariff"
            .to_owned(),
        url: "https://www.gov.uk/guidance/uk-tariffs-from-1-january-2021".to_owned(),
        licence: "Open Government Licence 3.0".to_owned(),
        read: request.read,
        command: request.command.clone(),
        grade: "secondary".to_owned(),
        notes: notes(request, rows, bridged),
        columns: vec![column],
    }
}

/// The standing notes, what the bridge did, and the user's own.
fn notes(request: &Request, rows: &[Row], bridged: &Bridged) -> Vec<String> {
    let mut notes: Vec<String> = request.tariff.notes().iter().map(|note| (*note).to_owned()).collect();
    if request.tariff == Tariff::Ukgt {
        let flagged = |flag: fn(&Row) -> &str| rows.iter().filter(|row| flag(row) == "True").count();
        notes.push(format!(
            "Marked in the comparison and not followed here: {} lines with a trade remedy on top, {} with an autonomous \
             suspension, {} that kept the rate of the European Union until the trade remedies had been reviewed.",
            flagged(|row| &row.trade_remedy_applies),
            flagged(|row| &row.suspension_applies),
            flagged(|row| &row.cet_applies_until_trade_remedy_transition_reviews_concluded),
        ));
    }
    let Bridged { gone, exact, ranges, uncovered, widened, .. } = bridged;
    notes.push(format!(
        "The source has codes of HS 2017; they crossed by tables/tariff/bridges/hs2017-hs2022.csv. {gone} lines of old \
         codes ended. {} new codes took the one rate of all their old lines; {} took the range from the lowest to the \
         highest of them, marked technical; {} are not covered: {}.",
        exact.len(),
        ranges.len(),
        uncovered.len(),
        uncovered.join(" "),
    ));
    notes.push(format!(
        "Codes that kept their number in 2022 and took in goods that had another rate, which are not told apart here: {}.",
        widened.join(" ")
    ));
    notes.extend(request.notes.iter().cloned());
    notes
}

const EU_NOTES: [&str; 4] = [
    "These are rates of 2020, not of today: rates, ten-digit lines and eight-digit numbers may have changed since. Check \
     a line in TARIC before relying on it.",
    "Only the duty for third countries: no preferences, quotas, suspensions, anti-dumping duties or temporary measures.",
    "Fruit and vegetables with an entry price and foods with an agricultural component are technical: the duty needs the \
     price on the day or the contents of milk, sugar and starch.",
    "Seasons are as printed, with their gaps and with 31 April; a day in none of them has no rate here.",
];

const GB_NOTES: [&str; 3] = [
    "These are the rates announced for 1 January 2021, not those of today: suspensions and some rates have changed \
     since. Check a line in the UK Trade Tariff before relying on it.",
    "Only the duty for third countries: no preferences, quotas, suspensions or trade remedies.",
    "For goods in Great Britain; goods into Northern Ireland may be under the tariff of the European Union.",
];
