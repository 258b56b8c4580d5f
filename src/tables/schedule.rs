//! Tariff schedules and code lists: rates by commodity code.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::pack::place::{PackedColumn, PackedList};
use super::schema::Grade;
use crate::duty::expression::DutyExpression;
use crate::{CommodityCode, Currency, Date, Place, Validity};

/// A tariff schedule: what it is, and its columns.
#[derive(Debug, Clone)]
pub struct Schedule {
    /// Its id: `us`.
    pub id: String,
    /// Whose tariff it is.
    pub place: Place,
    /// Its title.
    pub title: String,
    /// The currency of its specific duties.
    pub currency: Currency,
    /// The nomenclature of its codes: `HS 2022`.
    pub nomenclature: String,
    /// The day of the data.
    pub snapshot: Date,
    /// Who published it.
    pub source: String,
    /// Where.
    pub url: String,
    /// How sure a row is that says nothing itself.
    pub grade: Grade,
    /// Whether it has all lines of the tariff; of one that has not, a short code may mean a line that is not held.
    pub complete: bool,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Sources of single rows, for tables written by hand.
    pub sources: Vec<RateSource>,
}

/// The source of single rows.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RateSource {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Where it can be read.
    pub url: String,
    /// The day of its rates, where it is another than the schedule's.
    pub as_of: Option<Date>,
}

/// Whether a column has one rate per code, or one per programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ColumnKind {
    /// One rate per code.
    Plain,
    /// One rate per code and set of programmes.
    Programs,
    /// No rates, but what a unit of the goods of a line is worth more than: `3 USD/pair`.
    Over,
    /// No rates, but what a unit of the goods of a line is worth at most.
    UpTo,
}

/// A column of rates: `general`, `special`.
///
/// One that came in a pack is decoded when it is first asked: a quote asks one or two of a tariff's columns.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Plain or by programme.
    pub kind: ColumnKind,
    packed: Option<PackedColumn>,
    rates: OnceLock<Rates>,
}

/// What a column says.
#[derive(Debug, Clone, Default)]
struct Rates {
    /// Rows sorted by code; several for one code when dated or by programme.
    rows: Vec<Row>,
    /// What rows say; many rows share a cell.
    cells: Vec<Cell>,
    /// The code lengths that occur, a bit each, so that a look-up tries no other.
    lengths: u16,
}

/// A row: a code and which cell it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// The code or prefix.
    pub code: CommodityCode,
    /// Index of the cell.
    pub cell: u32,
}

/// What rows say.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// When it has effect.
    pub validity: Validity,
    /// For which programmes; empty in a plain column.
    pub programs: Vec<String>,
    /// The rate.
    pub rate: DutyExpression,
    /// Index of the row's own source.
    pub source: Option<u16>,
    /// The row's own grade.
    pub grade: Option<Grade>,
}

impl Rates {
    fn new(mut rows: Vec<Row>, cells: Vec<Cell>) -> Self {
        crate::order::sort_by_key(&mut rows, |row| (row.code, row.cell));
        let lengths = rows.iter().fold(0, |lengths, row| lengths | (1_u16 << row.code.digits().min(15)));
        Self { rows, cells, lengths }
    }

    fn has_length(&self, digits: u8) -> bool {
        self.lengths & (1 << digits.min(15)) != 0
    }

    fn cell(&self, row: &Row) -> Option<&Cell> {
        self.cells.get(usize::try_from(row.cell).ok()?)
    }

    /// The cells of exactly this code.
    fn cells_of(&self, code: CommodityCode) -> impl Iterator<Item = &Cell> {
        let start = self.rows.partition_point(|row| row.code < code);
        let rest = self.rows.get(start..).unwrap_or_default();
        rest.iter().take_while(move |row| row.code == code).filter_map(|row| self.cell(row))
    }
}

impl Column {
    /// A column from rows in any order.
    #[must_use]
    pub fn new(name: String, title: String, kind: ColumnKind, rows: Vec<Row>, cells: Vec<Cell>) -> Self {
        Self { name, title, kind, packed: None, rates: Rates::new(rows, cells).into() }
    }

    /// Whether it says what goods of a line are worth, and not what they bear.
    #[must_use]
    pub fn is_of_prices(&self) -> bool {
        matches!(self.kind, ColumnKind::Over | ColumnKind::UpTo)
    }

    /// A column that is decoded when it is asked.
    pub(super) fn packed(name: String, title: String, kind: ColumnKind, packed: PackedColumn) -> Self {
        Self { name, title, kind, packed: Some(packed), rates: OnceLock::new() }
    }

    fn rates(&self) -> &Rates {
        self.rates.get_or_init(|| {
            let (rows, cells) = self.packed.as_ref().and_then(PackedColumn::open).unwrap_or_default();
            Rates::new(rows, cells)
        })
    }

    /// All rows, sorted by code.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rates().rows
    }

    /// All distinct cells.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.rates().cells
    }

    /// A row's cell.
    #[must_use]
    pub fn cell(&self, row: &Row) -> Option<&Cell> {
        self.rates().cell(row)
    }

    /// The cell for a code on a day: that of the longest row which begins the code. In a column by programme, one of
    /// `programs` must be named by the row.
    #[must_use]
    pub fn rate(&self, code: CommodityCode, day: Date, programs: &[String]) -> Option<&Cell> {
        let rates = self.rates();
        for digits in (0..=code.digits()).rev() {
            if !rates.has_length(digits) {
                continue;
            }
            let prefix = code.truncated(digits);
            let found = rates.cells_of(prefix).find(|cell| {
                cell.validity.contains(day)
                    && (self.kind != ColumnKind::Programs || programs.iter().any(|p| cell.programs.contains(p)))
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The next day on which the column has another row for the code, or for one that begins it.
    #[must_use]
    pub fn next_change(&self, code: CommodityCode, day: Date) -> Option<Date> {
        let rates = self.rates();
        let lengths = (0..=code.digits()).filter(|digits| rates.has_length(*digits));
        lengths
            .flat_map(|digits| rates.cells_of(code.truncated(digits)))
            .flat_map(|cell| [cell.validity.from, cell.validity.until])
            .flatten()
            .filter(|change| *change > day)
            .min()
    }

    /// Codes of rows in effect that lie strictly under a code, in order, without repeats.
    pub fn codes_under(&self, code: CommodityCode, day: Date) -> impl Iterator<Item = CommodityCode> {
        let rates = self.rates();
        let start = rates.rows.partition_point(|row| row.code <= code);
        let rest = rates.rows.get(start..).unwrap_or_default();
        let mut last = None;
        rest.iter()
            .take_while(move |row| code.covers(row.code))
            .filter(move |row| row.code != code && rates.cell(row).is_some_and(|cell| cell.validity.contains(day)))
            .map(|row| row.code)
            .filter(move |found| last.replace(*found) != Some(*found))
    }
}

impl Schedule {
    /// The day that a cell's rate is of: that of its own source, or the day of the data.
    #[must_use]
    pub fn as_of(&self, cell: &Cell) -> Date {
        let source = cell.source.and_then(|index| self.sources.get(usize::from(index)));
        source.and_then(|source| source.as_of).unwrap_or(self.snapshot)
    }

    /// The columns that charges ask: all but those that divide a code by price.
    pub fn rate_columns(&self) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(|column| !column.is_of_prices())
    }

    /// A column by name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

/// A list of codes that measures refer to; one that came in a pack is decoded when it is first asked.
#[derive(Debug, Clone)]
pub struct CodeList {
    /// Its id.
    pub id: String,
    /// With which place's tariff it travels.
    pub place: Place,
    packed: Option<PackedList>,
    rows: OnceLock<Vec<(CommodityCode, Validity)>>,
}

impl CodeList {
    /// A list from its rows, sorted by code.
    #[must_use]
    pub fn new(id: String, place: Place, rows: Vec<(CommodityCode, Validity)>) -> Self {
        Self { id, place, packed: None, rows: rows.into() }
    }

    /// A list that is decoded when it is asked.
    pub(super) fn packed(id: String, place: Place, packed: PackedList) -> Self {
        Self { id, place, packed: Some(packed), rows: OnceLock::new() }
    }

    /// Codes with their validity, sorted by code.
    #[must_use]
    pub fn rows(&self) -> &[(CommodityCode, Validity)] {
        self.rows.get_or_init(|| self.packed.as_ref().and_then(PackedList::open).unwrap_or_default())
    }

    /// The codes in the list on a day, sorted.
    #[must_use]
    pub fn on(&self, day: Date) -> Vec<CommodityCode> {
        self.rows().iter().filter(|(_, validity)| validity.contains(day)).map(|(code, _)| *code).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_of_the_day_of_its_own_source() {
        let source =
            |key: &str, as_of| RateSource { key: key.to_owned(), title: String::new(), url: String::new(), as_of };
        let day = |text: &str| text.parse().unwrap();
        let schedule = Schedule {
            id: "zz".to_owned(),
            place: "ZZ".parse().unwrap(),
            title: String::new(),
            currency: "EUR".parse().unwrap(),
            nomenclature: "HS 2022".to_owned(),
            snapshot: day("2020-12-31"),
            source: String::new(),
            url: String::new(),
            grade: Grade::Official,
            complete: true,
            columns: Vec::new(),
            sources: vec![source("undated", None), source("newer", Some(day("2024-01-01")))],
        };
        let cell = |source| Cell {
            validity: Validity::default(),
            programs: Vec::new(),
            rate: DutyExpression::Free,
            source,
            grade: None,
        };
        assert_eq!(schedule.as_of(&cell(None)), day("2020-12-31"));
        assert_eq!(schedule.as_of(&cell(Some(0))), day("2020-12-31"));
        assert_eq!(schedule.as_of(&cell(Some(1))), day("2024-01-01"));
    }
}
