//! The noon buying rates in New York, which the Federal Reserve Bank of New York certifies for customs: release H.10 of the
//! Board of Governors, as `H10_data.xml` out of its package or as CSV with series in columns.
//!
//! A series is named `RXI_N.B.CA` (units for one dollar) or `RXI$US_N.B.EU` (dollars for one unit), and its unit says the
//! same: `Currency:_Per_USD`, `Currency:_Per_EUR`. Averages and indexes stand in the same files and are left out.

use std::path::Path;

use super::markup::tags;
use super::sheet::{Row, Sheet, Stated};
use crate::Date;
use crate::import::report::ImportError;

/// One daily rate of exchange.
struct Series {
    code: String,
    stated: Stated,
}

impl Series {
    /// `None` for what is no daily rate. An error is why a daily rate cannot be used.
    fn new(name: &str, unit: &str, currency: &str, multiplier: &str) -> Result<Option<Self>, String> {
        let dollars = name.starts_with("RXI$US_N.B.");
        if !dollars && !name.starts_with("RXI_N.B.") {
            return Ok(None);
        }
        if multiplier != "1" {
            return Err(format!("the series {name} has the multiplier `{multiplier}`, and 1 is expected"));
        }
        let (code, stated) = match unit.strip_prefix("Currency:_Per_") {
            Some("USD") if !dollars => (currency, Stated::Units),
            Some(code) if dollars && code != "USD" => (code, Stated::Price),
            _ => return Err(format!("the series {name} has the unit `{unit}`, which does not fit its name")),
        };
        Ok(Some(Self { code: code.to_owned(), stated }))
    }

    fn row(&self, place: String, figure: Option<&str>, day: Date) -> Row {
        let figure = figure.map(str::to_owned);
        Row { place, code: self.code.clone(), figure, stated: self.stated, from: day, through: day }
    }
}

const OTHER: &str = "no daily rate of exchange";

pub(super) fn sheet(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    if text.trim_start().starts_with('<') { of_xml(text, path) } else { of_csv(text, path) }
}

fn of_xml(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new("USD");
    let mut series: Option<Series> = None;
    let mut any = false;
    let read = tags(text, |tag| {
        let place = format!("line {}", tag.line);
        let get = |name: &str| tag.get(name).unwrap_or_default();
        match tag.name {
            "Series" => {
                any = true;
                let name = get("SERIES_NAME");
                series = match Series::new(name, get("UNIT"), get("CURRENCY"), get("UNIT_MULT")) {
                    Ok(Some(found)) => Some(found),
                    Ok(None) => {
                        sheet.report.leave_out(OTHER, name);
                        None
                    }
                    Err(why) => {
                        sheet.report.not_read(place, why);
                        None
                    }
                };
            }
            "Obs" => {
                let Some(series) = &series else { return };
                // A day without a rate has another status than `A`, and a figure that means nothing.
                let figure = Some(get("OBS_VALUE")).filter(|_| get("OBS_STATUS") == "A");
                match get("TIME_PERIOD").parse() {
                    Ok(day) => sheet.push(series.row(place, figure, day)),
                    Err(error) => sheet.report.not_read(place, format!("{error}")),
                }
            }
            _ => {}
        }
    });
    read.map_err(|(line, why)| ImportError::format(path, format!("line {line}"), why))?;
    if any { Ok(sheet) } else { Err(ImportError::format(path, "its end", "there is no `Series`")) }
}

/// The rows above the figures, by the word in their first cell.
const HEADER: [&str; 4] = ["Unit:", "Multiplier:", "Currency:", "Time Period"];

fn of_csv(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new("USD");
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let mut header: [Option<csv::StringRecord>; 4] = Default::default();
    let mut columns: Vec<Option<Series>> = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| ImportError::format(path, "its rows", error.to_string()))?;
        let place = record.position().map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()));
        let first = record.get(0).unwrap_or_default();
        let known = HEADER.iter().zip(&mut header).find(|(word, _)| **word == first);
        if let Some((_, slot)) = known {
            *slot = Some(record.clone());
            if first == "Time Period" {
                columns = series(&header, path, &mut sheet)?;
            }
            continue;
        }
        if columns.is_empty() {
            // The description and the identifier: nothing is read from them.
            continue;
        }
        let day: Date = match first.parse() {
            Ok(day) => day,
            Err(error) => {
                sheet.report.not_read(place, format!("{error}"));
                continue;
            }
        };
        for (column, series) in columns.iter().enumerate() {
            let Some(series) = series else { continue };
            let figure = record.get(column + 1).filter(|cell| !matches!(*cell, "" | "ND"));
            sheet.push(series.row(format!("{place}, column {}", column + 2), figure, day));
        }
    }
    if columns.is_empty() {
        return Err(ImportError::format(path, "its end", "there is no row `Time Period`"));
    }
    Ok(sheet)
}

/// The series of the columns after the first.
fn series(
    header: &[Option<csv::StringRecord>; 4],
    path: &Path,
    sheet: &mut Sheet,
) -> Result<Vec<Option<Series>>, ImportError> {
    let [Some(units), Some(multipliers), Some(currencies), Some(names)] = header else {
        let why = "the rows `Unit:`, `Multiplier:` and `Currency:` do not all stand above `Time Period`";
        return Err(ImportError::format(path, "its header", why));
    };
    let mut columns = Vec::new();
    for (column, name) in names.iter().enumerate().skip(1) {
        let cell = |row: &csv::StringRecord| row.get(column).unwrap_or_default().to_owned();
        columns.push(match Series::new(name, &cell(units), &cell(currencies), &cell(multipliers)) {
            Ok(Some(found)) => Some(found),
            Ok(None) => {
                sheet.report.leave_out(OTHER, name);
                None
            }
            Err(why) => {
                sheet.report.not_read(format!("column {}", column + 1), why);
                None
            }
        });
    }
    Ok(columns)
}
