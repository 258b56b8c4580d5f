//! The monthly exchange rates of HM Revenue and Customs, as the trade tariff service publishes them:
//! `monthly_csv_2026-7.csv`.
//!
//! `Eurozone,Euro,EUR,1.1564,01/07/2026,31/07/2026`: units for one pound, with the first and the last day. There is a row
//! for each country, so a currency of several countries stands several times.

use std::path::Path;

use super::sheet::{Row, Sheet, Stated};
use crate::Date;
use crate::import::report::ImportError;

/// The columns that are read. Their capitals have changed over the years.
const COLUMNS: [&str; 4] = ["currency code", "currency units per", "start date", "end date"];

pub(super) fn sheet(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new("GBP");
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let broken = |error: csv::Error| {
        let line = error.position().map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()));
        ImportError::format(path, line, error.to_string())
    };
    let header = reader.headers().map_err(broken)?.clone();
    let place = |name: &str| {
        let found = header.iter().position(|column| column.to_lowercase().starts_with(name));
        found.ok_or_else(|| ImportError::format(path, "line 1", format!("there is no column `{name}`")))
    };
    let [code, units, start, end] = COLUMNS.map(place);
    let (code, units, start, end) = (code?, units?, start?, end?);
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let place = record.position().map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()));
        if record.len() != header.len() {
            sheet.report.not_read(place, format!("the row has {} cells and the header {}", record.len(), header.len()));
            continue;
        }
        let cell = |column: usize| record.get(column).unwrap_or_default();
        let (from, through) = match (day(cell(start)), day(cell(end))) {
            (Some(from), Some(through)) if from <= through => (from, through),
            _ => {
                let why = format!("`{}` to `{}` is no period; days are written 31/07/2026", cell(start), cell(end));
                sheet.report.not_read(place, why);
                continue;
            }
        };
        let (code, figure) = (cell(code).to_owned(), Some(cell(units).to_owned()));
        sheet.push(Row { place, code, figure, stated: Stated::Units, from, through });
    }
    Ok(sheet)
}

/// `31/07/2026`.
fn day(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    Date::new(year.parse().ok().filter(|_| year.len() == 4)?, month.parse().ok()?, day.parse().ok()?)
}
