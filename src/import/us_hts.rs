//! The Harmonized Tariff Schedule of the United States, as the International Trade Commission exports it.
//!
//! The export is one JSON array of rows in the order of the printed schedule. A row has a code of four to ten digits or
//! none (a grouping line), an indent, and three rate cells: `general` (column 1), `special` (column 1, programmes of
//! preference) and `other` (column 2, for the countries of General Note 3(b)). A rate stands on the line that has legal
//! effect, nearly always the eight-digit one, and holds for every line under it; where eight digits are not divided the
//! export prints them with two statistical digits behind, usually `00`. The Commission's CSV export has the same rows
//! under other headers and is read alike.
//!
//! Chapters 98 and 99 are left out: they change what the other chapters say, and are rules of their own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::duty::expression::DutyExpression;
use crate::tables::ColumnKind;
use crate::{Date, Validity};

use super::headed::{self, Headed};
use super::report::{ImportError, Report};
use super::schedule::{Column, Line, Schedule};
use super::us_prices::{self, Price};
use super::us_texts::{parse_us, parse_us_special};

/// No export is near this long; a longer one is not unpacked.
const LENGTH_LIMIT: u64 = 512 * 1024 * 1024;

/// What to import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The export: CSV by its extension, or else JSON, plain or gzipped.
    pub file: PathBuf,
    /// The day the export is of.
    pub snapshot: Date,
    /// An older export, so that rates that have changed since are dated.
    pub earlier: Option<Earlier>,
    /// The day the files were read.
    pub read: Date,
    /// The command that is running, for the schedule's page.
    pub command: String,
    /// What else a user should know.
    pub notes: Vec<String>,
}

/// An older export to compare with.
#[derive(Debug, Clone)]
pub struct Earlier {
    /// The older export.
    pub file: PathBuf,
    /// The first day of what differs in the newer one.
    pub since: Date,
}

#[derive(Deserialize)]
struct Row {
    htsno: String,
    indent: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    general: Option<String>,
    #[serde(default)]
    special: Option<String>,
    #[serde(default)]
    other: Option<String>,
}

/// The three rate cells in force on a line, blank ones as `None`, and the price of the goods that it is for.
#[derive(Clone, Default, PartialEq, Eq)]
struct Cells {
    general: Option<String>,
    special: Option<String>,
    other: Option<String>,
    price: Price,
}

/// Reads an export and makes the schedule of it.
///
/// # Errors
///
/// When a file cannot be read or is not such an export. A text that is not understood is no error here: it is in the
/// report, and its line is not in the schedule.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    let mut report = Report::default();
    progress("reading the export");
    let rows = read(&request.file)?;
    report.rows = rows.len();
    let now = lines(&rows, &request.file, &mut report)?;
    let (before, since) = match &request.earlier {
        None => (None, None),
        Some(earlier) => {
            progress("reading the earlier export");
            let rows = read(&earlier.file)?;
            (Some(lines(&rows, &earlier.file, &mut Report::default())?), Some(earlier.since))
        }
    };
    progress("reading the rates");
    let mut columns = Vec::new();
    for (name, title, kind, cell) in COLUMNS {
        let mut column = Column::new(name, title, kind);
        let parsed = parse(&now, cell, &mut column, &mut report);
        let earlier = before.as_ref().map(|before| parse(before, cell, &mut column, &mut report));
        column.lines = dated(&parsed, earlier.as_ref(), since);
        report.columns.push(column.report());
        columns.push(column);
    }
    Ok((schedule(request, columns), report))
}

/// Which cell of a line a column is made of.
type Cell = fn(&Cells) -> Option<&String>;

const COLUMNS: [(&str, &str, ColumnKind, Cell); 5] = [
    ("general", "Column 1, general: normal trade relations", ColumnKind::Plain, |cells| cells.general.as_ref()),
    ("special", "Column 1, special: programmes of preference", ColumnKind::Programs, |cells| cells.special.as_ref()),
    ("column2", "Column 2: countries of General Note 3(b)", ColumnKind::Plain, |cells| cells.other.as_ref()),
    ("over", "What a unit of the goods is worth more than", ColumnKind::Over, |cells| cells.price.over.as_ref()),
    ("up-to", "What a unit of the goods is worth at most", ColumnKind::UpTo, |cells| cells.price.up_to.as_ref()),
];

fn schedule(request: &Request, columns: Vec<Column>) -> Schedule {
    Schedule {
        id: "us".to_owned(),
        place: "US".to_owned(),
        title: "Harmonized Tariff Schedule of the United States, chapters 1 to 97".to_owned(),
        currency: "USD".to_owned(),
        nomenclature: "HS 2022".to_owned(),
        snapshot: request.snapshot,
        source: "United States International Trade Commission, HTS export".to_owned(),
        url: "https://hts.usitc.gov/export".to_owned(),
        licence: "United States government work, public domain".to_owned(),
        read: request.read,
        command: request.command.clone(),
        grade: "official".to_owned(),
        notes: notes(request, &columns),
        columns,
    }
}

/// The standing notes, what the comparison with an earlier export gave, and the user's own.
fn notes(request: &Request, columns: &[Column]) -> Vec<String> {
    let mut notes: Vec<String> = NOTES.iter().map(|note| (*note).to_owned()).collect();
    if let Some(Earlier { file, since }) = &request.earlier {
        let file = file.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
        let since = since.to_string();
        let changed = columns.iter().map(|column| {
            let dated = column.lines.iter().filter(|line| line.from == since || line.until == since);
            let codes: BTreeSet<&str> = dated.map(|line| line.code.as_str()).collect();
            format!("{} lines of {}", codes.len(), column.name)
        });
        let changed = changed.collect::<Vec<_>>().join(", ");
        notes.push(format!(
            "Compared with {file}: {changed} differ and are dated from {since}; the others are the same."
        ));
    }
    notes.extend(request.notes.iter().cloned());
    notes
}

const NOTES: [&str; 5] = [
    "Chapters 98 and 99 are not here: they add to, lower or replace these rates by rules of their own.",
    "A symbol in the special column says that the schedule names the programme, not that the programme is in force on \
     a day: some have lapsed and still stand in the column.",
    "The symbols are those of General Note 3(c)(i); a star or a plus narrows the programme as the general notes say.",
    "A rate that names another heading or another article's rate is technical.",
    "Quota volumes are not followed: over-quota lines are lines of their own.",
];

fn read(path: &Path) -> Result<Vec<Row>, ImportError> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
        return read_csv(path);
    }
    let mut file = BufReader::new(File::open(path).map_err(ImportError::reading(path))?);
    let start = std::io::BufRead::fill_buf(&mut file).map_err(ImportError::reading(path))?;
    if let Some(why) = headed::other_than_text(start) {
        return Err(ImportError::refused(path, why));
    }
    let packed = start.starts_with(&[0x1f, 0x8b]);
    let mut text = String::new();
    let length = if packed {
        flate2::bufread::GzDecoder::new(file).take(LENGTH_LIMIT).read_to_string(&mut text)
    } else {
        file.take(LENGTH_LIMIT).read_to_string(&mut text)
    };
    if u64::try_from(length.map_err(ImportError::reading(path))?).is_ok_and(|length| length >= LENGTH_LIMIT) {
        return Err(ImportError::format(path, "its end", "it is longer than any export of the schedule"));
    }
    serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        ImportError::format(
            path,
            format!("line {}", error.line()),
            format!("this is not an export of the schedule: {error}"),
        )
    })
}

fn read_csv(path: &Path) -> Result<Vec<Row>, ImportError> {
    let mut table = Headed::open(path)?;
    let code = table.column("HTS Number")?;
    let indent = table.column("Indent")?;
    let general = table.column("General Rate of Duty")?;
    let special = table.column("Special Rate of Duty")?;
    let other = table.column("Column 2 Rate of Duty")?;
    let description = table.column("Description")?;
    let mut rows = Vec::new();
    for row in table.rows() {
        let row = row?;
        let cell = |place: usize| row.get(place).unwrap_or_default().to_owned();
        let (htsno, indent) = (cell(code), cell(indent));
        rows.push(Row {
            htsno,
            indent,
            description: cell(description),
            general: Some(cell(general)),
            special: Some(cell(special)),
            other: Some(cell(other)),
        });
    }
    Ok(rows)
}

/// The cells in force for every code of eight digits, and for ten digits where they differ from the eight above.
fn lines(rows: &[Row], path: &Path, report: &mut Report) -> Result<BTreeMap<String, Cells>, ImportError> {
    // By indent: what the rows above say. A row ends every row at its own indent and deeper.
    let mut above: Vec<(usize, Cells)> = Vec::new();
    let mut by_legal_line: BTreeMap<String, BTreeMap<String, Cells>> = BTreeMap::new();
    for (place, row) in rows.iter().enumerate() {
        let code = row.htsno.replace('.', "");
        let where_ = || if row.htsno.is_empty() { format!("row {}", place + 1) } else { format!("row {}", row.htsno) };
        if !code.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ImportError::format(path, where_(), "the code has something else than digits and dots"));
        }
        if !matches!(code.len(), 0 | 4 | 6 | 8 | 10) {
            let why = format!(
                "the code has {} digits, and those of the schedule 4, 6, 8 or 10; a spreadsheet takes leading zeros, so \
                 take the file as it was published",
                code.len()
            );
            return Err(ImportError::format(path, where_(), why));
        }
        let indent: usize = row
            .indent
            .parse()
            .map_err(|_| ImportError::format(path, where_(), format!("the indent `{}` is not a number", row.indent)))?;
        if code.starts_with("98") || code.starts_with("99") {
            report.skip("chapters 98 and 99");
            // What follows without a code belongs to the same chapter.
            above.clear();
            above.push((0, Cells::default()));
            continue;
        }
        while above.last().is_some_and(|(level, _)| *level >= indent) {
            above.pop();
        }
        let cells = cells(row, above.last().map(|(_, cells)| cells));
        if code.len() >= 8 {
            let legal: String = code.chars().take(8).collect();
            if cells.general.is_none() && cells.other.is_none() {
                report.skip("lines without a rate");
            } else {
                let before = by_legal_line.entry(legal).or_default().insert(code, cells.clone());
                if before.is_some_and(|before| before != cells) {
                    return Err(ImportError::format(path, where_(), "the code is given twice with different rates"));
                }
            }
        } else if code.is_empty() {
            report.skip("grouping lines without a code");
        } else {
            report.skip("headings and subheadings without a rate of their own");
        }
        above.push((indent, cells));
    }
    Ok(by_legal_line.into_iter().flat_map(|(legal, codes)| shortened(&legal, codes)).collect())
}

/// A row's own cells, or those of the row above. The special cell belongs to the general one: a line with a general rate
/// of its own and no special cell has no preference.
fn cells(row: &Row, above: Option<&Cells>) -> Cells {
    let own = |cell: &Option<String>| {
        let text = cell.as_deref().unwrap_or_default().trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let above = above.cloned().unwrap_or_default();
    let general = own(&row.general);
    let special = if general.is_some() { own(&row.special) } else { own(&row.special).or(above.special) };
    // Below a rate goods are divided for statistics, and not by law.
    let own_price = us_prices::read(&row.description).filter(|_| above.general.is_none());
    let price = own_price.unwrap_or_default();
    let price = Price { over: price.over.or(above.price.over), up_to: price.up_to.or(above.price.up_to) };
    Cells { special, general: general.or(above.general), other: own(&row.other).or(above.other), price }
}

/// One line for eight digits where all under them agree; else the lines that differ, too.
fn shortened(legal: &str, codes: BTreeMap<String, Cells>) -> Vec<(String, Cells)> {
    let Some(first) = codes.get(legal).or_else(|| codes.values().next()).cloned() else { return Vec::new() };
    if codes.contains_key(legal) || codes.values().all(|cells| *cells == first) {
        let differing = codes.into_iter().filter(|(code, cells)| code != legal && *cells != first);
        let mut lines: Vec<(String, Cells)> = differing.collect();
        lines.push((legal.to_owned(), first));
        return lines;
    }
    codes.into_iter().collect()
}

/// A column's rates by code: for each, the programmes (one empty name in a plain column) with their rates.
type Rates = BTreeMap<String, Vec<(String, DutyExpression)>>;

fn parse(lines: &BTreeMap<String, Cells>, cell: Cell, column: &mut Column, report: &mut Report) -> Rates {
    let mut rates = Rates::new();
    for (code, cells) in lines {
        let Some(text) = cell(cells) else { continue };
        let plain = |expression| vec![(vec![String::new()], expression)];
        let by_program = column.kind == ColumnKind::Programs;
        let read = match column.kind {
            ColumnKind::Programs => parse_us_special(text),
            ColumnKind::Plain => parse_us(text).map(plain),
            ColumnKind::Over | ColumnKind::UpTo => {
                rates.extend(text.parse().ok().map(|price| (code.clone(), vec![(String::new(), price)])));
                continue;
            }
        };
        match read {
            Ok(read) => {
                let shown = if by_program {
                    let each = read.iter().map(|(programs, rate)| format!("{}: {rate}", programs.join(" ")));
                    each.collect::<Vec<_>>().join("; ")
                } else {
                    read.iter().map(|(_, rate)| rate.to_string()).collect()
                };
                column.texts.insert(one_line(text), shown);
                let single = read
                    .into_iter()
                    .flat_map(|(programs, rate)| programs.into_iter().map(move |program| (program, rate.clone())));
                rates.insert(code.clone(), single.collect());
            }
            Err(unread) => report.not_read(code, unread),
        }
    }
    rates
}

/// A cell with single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of a column: undated where both exports agree, else what ended on `since` and what began.
fn dated(now: &Rates, before: Option<&Rates>, since: Option<Date>) -> BTreeSet<Line> {
    let mut lines = BTreeSet::new();
    let no_rates = Vec::new();
    let codes: BTreeSet<&String> = now.keys().chain(before.iter().flat_map(|before| before.keys())).collect();
    for code in codes {
        let new = now.get(code).unwrap_or(&no_rates);
        let old = before.map(|before| before.get(code).unwrap_or(&no_rates));
        let stays = |rate: &(String, DutyExpression)| old.is_none_or(|old| old.contains(rate));
        let ended = old.into_iter().flatten().filter(|rate| !new.contains(rate));
        let always = Validity::default();
        write(&mut lines, code, always, new.iter().filter(|rate| stays(rate)));
        write(&mut lines, code, Validity { from: None, until: since }, ended);
        write(&mut lines, code, Validity { from: since, until: None }, new.iter().filter(|rate| !stays(rate)));
    }
    lines
}

/// One row for every distinct rate, with its programmes in the order of the cell.
fn write<'r>(
    lines: &mut BTreeSet<Line>,
    code: &str,
    validity: Validity,
    rates: impl Iterator<Item = &'r (String, DutyExpression)>,
) {
    let mut rows: Vec<(&DutyExpression, Vec<&str>)> = Vec::new();
    for (program, rate) in rates {
        match rows.iter_mut().find(|(seen, _)| *seen == rate) {
            Some((_, programs)) => programs.push(program),
            None => rows.push((rate, vec![program])),
        }
    }
    lines.extend(rows.into_iter().map(|(rate, programs)| Line::new(code, validity, &programs.join(" "), rate)));
}
