//! Lists of commodity codes: which goods a rule names.
//!
//! Any CSV with a header and a column of codes can be read. Codes lose their dots and blanks; the days are written
//! `2026-07-01`, half open. Comment lines begin with `#`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::{CommodityCode, CommodityCodeError, Date, DateError};

use super::codes::Codes;
use super::headed::{self, Headed};
use super::report::{ImportError, Report};
use super::schedule::write_csv;

/// Which rows of which file become the list.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The CSV file.
    pub file: PathBuf,
    /// The column of codes.
    pub code: String,
    /// The column of first days in, if any.
    pub from: Option<String>,
    /// The column of first days out, if any.
    pub until: Option<String>,
    /// Only rows in which each of these columns has this value.
    pub rows_where: Vec<(String, String)>,
    /// What stands in the comment at the head of the list: title, source, date, licence.
    pub comment: Vec<String>,
}

/// One code of a list, with its days as text (empty for none), sorted as the nomenclature is.
type Entry = (String, String, String);

/// Reads the rows and writes the list to `out`.
///
/// Rows whose code or days cannot be read stop the import: a list with holes would let goods through.
///
/// # Errors
///
/// When the file cannot be read, lacks a column, has a row that is not a code, or the list cannot be written.
pub fn run(request: &Request, out: &Path) -> Result<Report, ImportError> {
    let mut report = Report::default();
    let path = request.file.as_path();
    let mut table = Headed::open(path)?;
    let place = |name: &str| table.column(name);
    let code_place = place(&request.code)?;
    let from_place = request.from.as_deref().map(place).transpose()?;
    let until_place = request.until.as_deref().map(place).transpose()?;
    let mut conditions = Vec::new();
    for (column, value) in &request.rows_where {
        conditions.push((place(column)?, value.as_str()));
    }
    let mut entries: BTreeSet<Entry> = BTreeSet::new();
    let mut as_printed = Codes::default();
    for row in table.rows() {
        let row = row?;
        report.rows += 1;
        if conditions.iter().any(|(place, value)| row.get(*place) != Some(value)) {
            report.skip("other values in the columns asked for");
            continue;
        }
        let cell = row.get(code_place).unwrap_or_default();
        let code: CommodityCode =
            cell.parse().map_err(|error: CommodityCodeError| headed::fault(path, &row, error.to_string()))?;
        // A chapter is no line; a longer code may have lost a zero.
        if code.digits() > 2 {
            as_printed.read(cell, &row).map_err(|why| headed::fault(path, &row, why))?;
        }
        let day = |place: Option<usize>| {
            // `NA` is how statistics programs write a day that is not known.
            let text = place.and_then(|place| row.get(place)).filter(|text| !text.is_empty() && *text != "NA");
            let day: Option<Result<Date, _>> = text.map(str::parse);
            day.transpose().map_err(|error: DateError| headed::fault(path, &row, error.to_string()))
        };
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        let entry = (code.to_string(), text(day(from_place)?), text(day(until_place)?));
        if !entries.insert(entry) {
            report.skip("the same code and days again");
        }
    }
    if let Some((row, why)) = as_printed.lost() {
        return Err(headed::fault(path, row, why));
    }
    let comment: String = request.comment.iter().map(|line| format!("# {line}\n")).collect();
    let rows = entries.iter().map(|(code, from, until)| vec![code.as_str(), from, until]);
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).map_err(ImportError::writing(folder))?;
    }
    write_csv(out, &comment, &["code", "from", "until"], rows)?;
    report.columns.push(super::report::ColumnReport {
        name: "codes".to_owned(),
        lines: entries.len(),
        texts: entries.len(),
        ..Default::default()
    });
    Ok(report)
}
