//! The pack of a place: its tariffs, code lists and restrictions.
//!
//! Codes and cells of a column stand in runs of their own, so that brotli finds the repetitions.

use core::iter;

use serde::{Deserialize, Serialize};

use super::PackError;
use crate::duty::expression::DutyExpression;
use crate::order;
use crate::tables::schema::{Grade, OwnPack, Restriction};
use crate::tables::{Cell, CodeList, Column, ColumnKind, RateSource, Row, Schedule, Tables};
use crate::{CommodityCode, Currency, Date, Place, Validity};

/// Places that have something of their own to carry: the widest of those that lie within each other.
pub(super) fn with_own_pack(tables: &Tables) -> Vec<Place> {
    let tariffs = tables.schedules.iter().map(|schedule| schedule.place);
    let lists = tables.lists.iter().map(|list| list.place);
    let restrictions = tables.world.restrictions.iter().filter_map(|restriction| restriction.place);
    let mut places: Vec<Place> = tariffs.chain(lists).chain(restrictions).map(|place| widest(tables, place)).collect();
    order::sort(&mut places);
    places.dedup();
    places
}

pub(super) fn own_pack(tables: &Tables, place: Place) -> OwnPack {
    let here = |one: Place| widest(tables, one) == place;
    let schedules = tables.schedules.iter().filter(|schedule| here(schedule.place)).map(|schedule| &schedule.id);
    let lists = tables.lists.iter().filter(|list| here(list.place)).map(|list| &list.id);
    OwnPack { place, holds: schedules.chain(lists).cloned().collect() }
}

/// The widest place that a place lies within.
fn widest(tables: &Tables, place: Place) -> Place {
    tables.within(place).last().map_or(place, |widest| widest.place)
}

/// What only one place and its parts need.
#[derive(Serialize, Deserialize)]
pub(super) struct PlaceBody {
    schedules: Vec<ScheduleBody>,
    lists: Vec<ListBody>,
    restrictions: Vec<Restriction>,
}

#[derive(Serialize, Deserialize)]
struct ScheduleBody {
    id: String,
    place: Place,
    title: String,
    currency: Currency,
    nomenclature: String,
    snapshot: Date,
    source: String,
    url: String,
    grade: Grade,
    complete: bool,
    sources: Vec<RateSource>,
    columns: Vec<ColumnBody>,
}

/// Codes and cells of a column in their own runs: differences between neighbouring codes, and cells in order of use.
#[derive(Serialize, Deserialize)]
struct ColumnBody {
    name: String,
    title: String,
    kind: ColumnKind,
    /// None where they are those of the column before.
    codes: Option<CodesBody>,
    cells_of_rows: Vec<u32>,
    cells: Vec<CellBody>,
}

#[derive(Serialize, Deserialize)]
struct CodesBody {
    /// How many codes, one after the other, have so many digits: digits, codes.
    runs: Vec<(u8, u32)>,
    /// Each code as a number less the one before, that read at as many digits.
    steps: Vec<u64>,
}

#[derive(Serialize, Deserialize)]
struct CellBody {
    validity: Validity,
    programs: Vec<String>,
    rate: String,
    source: Option<u16>,
    grade: Option<Grade>,
}

#[derive(Serialize, Deserialize)]
struct ListBody {
    id: String,
    place: Place,
    codes: CodesBody,
    validity_of_rows: Vec<u16>,
    validities: Vec<Validity>,
}

impl PlaceBody {
    /// What is held for a place and all within it.
    pub(super) fn of(tables: &Tables, place: Place) -> Self {
        let here = |one: Place| widest(tables, one) == place;
        let restrictions = tables.world.restrictions.iter().filter(|one| one.place.is_some_and(here));
        Self {
            schedules: tables.schedules.iter().filter(|schedule| here(schedule.place)).map(ScheduleBody::of).collect(),
            lists: tables.lists.iter().filter(|list| here(list.place)).map(ListBody::of).collect(),
            restrictions: restrictions.cloned().collect(),
        }
    }
}

impl Tables {
    /// Takes in the pack of a place, whose name it has; what was loaded under the same ids goes.
    pub(super) fn load_place(&mut self, body: PlaceBody, name: &str) -> Result<(), PackError> {
        let unreadable = || PackError::Unreadable { name: name.to_owned() };
        let schedules = body.schedules.into_iter().map(ScheduleBody::schedule).collect::<Option<Vec<_>>>();
        let lists = body.lists.into_iter().map(ListBody::list).collect::<Option<Vec<_>>>();
        let (schedules, lists) = schedules.zip(lists).ok_or_else(unreadable)?;
        self.schedules.retain(|known| schedules.iter().all(|new| new.id != known.id));
        self.lists.retain(|known| lists.iter().all(|new| new.id != known.id));
        self.schedules.extend(schedules);
        self.lists.extend(lists);
        let place: Place = name.to_ascii_uppercase().parse().map_err(|_| unreadable())?;
        self.world.restrictions.retain(|known| body.restrictions.iter().all(|new| new.id != known.id));
        self.world.restrictions.extend(body.restrictions);
        self.loaded.push(place);
        Ok(())
    }
}

impl CodesBody {
    fn of(codes: impl Iterator<Item = CommodityCode>) -> Self {
        let mut body = Self { runs: Vec::new(), steps: Vec::new() };
        let mut before = 0;
        for code in codes {
            let (number, digits) = code.number();
            match body.runs.last_mut() {
                Some((known, codes)) if *known == digits => *codes += 1,
                _ => body.runs.push((digits, 1)),
            }
            body.steps.push(number.saturating_sub(before / code.unit()));
            before = code.position();
        }
        body
    }

    fn codes(self) -> Option<Vec<CommodityCode>> {
        let mut codes: Vec<CommodityCode> = Vec::with_capacity(self.steps.len());
        let mut steps = self.steps.into_iter();
        for (digits, length) in self.runs {
            let start = codes.last().unwrap_or(&CommodityCode::ANY).at_length(digits)?;
            for code in start.further(steps.by_ref().take(usize::try_from(length).ok()?)) {
                codes.push(code?);
            }
        }
        Some(codes)
    }
}

impl ScheduleBody {
    fn of(schedule: &Schedule) -> Self {
        Self {
            id: schedule.id.clone(),
            place: schedule.place,
            title: schedule.title.clone(),
            currency: schedule.currency,
            nomenclature: schedule.nomenclature.clone(),
            snapshot: schedule.snapshot,
            source: schedule.source.clone(),
            url: schedule.url.clone(),
            grade: schedule.grade,
            complete: schedule.complete,
            sources: schedule.sources.clone(),
            columns: ColumnBody::all(&schedule.columns),
        }
    }

    fn schedule(self) -> Option<Schedule> {
        Some(Schedule {
            id: self.id,
            place: self.place,
            title: self.title,
            currency: self.currency,
            nomenclature: self.nomenclature,
            snapshot: self.snapshot,
            source: self.source,
            url: self.url,
            grade: self.grade,
            complete: self.complete,
            sources: self.sources,
            columns: ColumnBody::columns(self.columns)?,
        })
    }
}

impl ColumnBody {
    fn all(columns: &[Column]) -> Vec<Self> {
        let before = iter::once(None).chain(columns.iter().map(Some));
        columns.iter().zip(before).map(|(column, before)| Self::of(column, before)).collect()
    }

    fn of(column: &Column, before: Option<&Column>) -> Self {
        let codes = || column.rows().iter().map(|row| row.code);
        let has_those_before = before.is_some_and(|before| before.rows().iter().map(|row| row.code).eq(codes()));
        Self {
            name: column.name.clone(),
            title: column.title.clone(),
            kind: column.kind,
            codes: (!has_those_before).then(|| CodesBody::of(codes())),
            cells_of_rows: column.rows().iter().map(|row| row.cell).collect(),
            cells: column.cells().iter().map(CellBody::of).collect(),
        }
    }

    fn columns(bodies: Vec<Self>) -> Option<Vec<Column>> {
        let mut codes = Vec::new();
        let mut columns = Vec::with_capacity(bodies.len());
        for mut body in bodies {
            if let Some(own) = body.codes.take() {
                codes = own.codes()?;
            }
            columns.push(body.column(&codes)?);
        }
        Some(columns)
    }

    fn column(self, codes: &[CommodityCode]) -> Option<Column> {
        let cells = self.cells.into_iter().map(CellBody::cell).collect::<Option<Vec<Cell>>>()?;
        let mut rows = Vec::with_capacity(codes.len());
        for (code, cell) in codes.iter().zip(self.cells_of_rows) {
            cells.get(usize::try_from(cell).ok()?)?;
            rows.push(Row { code: *code, cell });
        }
        Some(Column::new(self.name, self.title, self.kind, rows, cells))
    }
}

impl CellBody {
    fn of(cell: &Cell) -> Self {
        Self {
            validity: cell.validity,
            programs: cell.programs.clone(),
            rate: cell.rate.to_string(),
            source: cell.source,
            grade: cell.grade,
        }
    }

    fn cell(self) -> Option<Cell> {
        let rate: DutyExpression = self.rate.parse().ok()?;
        Some(Cell { validity: self.validity, programs: self.programs, rate, source: self.source, grade: self.grade })
    }
}

impl ListBody {
    fn of(list: &CodeList) -> Self {
        let mut validities: Vec<Validity> = Vec::new();
        let mut validity_of_rows = Vec::new();
        for (_, validity) in &list.rows {
            let known = validities.iter().position(|known| known == validity);
            let index = known.unwrap_or_else(|| {
                validities.push(*validity);
                validities.len() - 1
            });
            validity_of_rows.push(u16::try_from(index).unwrap_or(u16::MAX));
        }
        let codes = CodesBody::of(list.rows.iter().map(|(code, _)| *code));
        Self { id: list.id.clone(), place: list.place, codes, validity_of_rows, validities }
    }

    fn list(self) -> Option<CodeList> {
        let codes = self.codes.codes()?;
        let mut rows = Vec::with_capacity(codes.len());
        for (code, index) in codes.into_iter().zip(self.validity_of_rows) {
            rows.push((code, *self.validities.get(usize::from(index))?));
        }
        Some(CodeList { id: self.id, place: self.place, rows })
    }
}
