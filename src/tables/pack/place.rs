//! The pack of a place: its tariffs, code lists, questions and restrictions.
//!
//! Codes and cells of a column stand in runs of their own, so that brotli finds the repetitions. Columns and lists are decoded
//! when a quote asks for them: of the tables of the United States most quotes need a third.

use core::iter;
use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::PackError;
use super::codes::CodesBody;
use crate::duty::expression::DutyExpression;
use crate::order;
use crate::tables::schema::{CodeQuestion, Grade, OwnPack, Restriction};
use crate::tables::{Cell, CodeList, Column, ColumnKind, RateSource, Row, Schedule, Tables};
use crate::{CommodityCode, Currency, Date, Place, Validity};

/// Places that have something of their own to carry: the widest of those that lie within each other.
pub(super) fn with_own_pack(tables: &Tables) -> Vec<Place> {
    let tariffs = tables.schedules.iter().map(|schedule| schedule.place);
    let lists = tables.lists.iter().map(|list| list.place);
    let restrictions = tables.world.restrictions.iter().filter_map(|restriction| restriction.place);
    let questions = tables.world.code_questions.iter().filter_map(|question| question.place);
    let all = tariffs.chain(lists).chain(restrictions).chain(questions);
    let mut places: Vec<Place> = all.map(|place| widest(tables, place)).collect();
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
pub(super) struct PlaceBody<'b> {
    #[serde(borrow)]
    schedules: Vec<ScheduleBody<'b>>,
    lists: Vec<ListBody<'b>>,
    restrictions: Vec<Restriction>,
    questions: Vec<CodeQuestion>,
}

#[derive(Serialize, Deserialize)]
struct ScheduleBody<'b> {
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
    #[serde(borrow)]
    columns: Vec<ColumnBody<'b>>,
}

#[derive(Serialize, Deserialize)]
struct ColumnBody<'b> {
    name: String,
    title: String,
    kind: ColumnKind,
    /// [`CodesBody`]; none where they are those of the column before.
    #[serde(borrow)]
    codes: Option<Packed<'b>>,
    /// [`RatesBody`].
    rates: Packed<'b>,
}

/// Bytes that are decoded later.
#[derive(Serialize, Deserialize)]
struct Packed<'b>(#[serde(borrow)] Cow<'b, [u8]>);

/// Which cell each code of a column has, and the cells in order of use.
#[derive(Serialize, Deserialize)]
struct RatesBody {
    cells_of_rows: Vec<u32>,
    cells: Vec<CellBody>,
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
struct ListBody<'b> {
    id: String,
    place: Place,
    /// [`ListRows`].
    #[serde(borrow)]
    rows: Packed<'b>,
}

#[derive(Serialize, Deserialize)]
struct ListRows {
    codes: CodesBody,
    validity_of_rows: Vec<u16>,
    validities: Vec<Validity>,
}

/// A column as its pack has it. Columns may share their codes.
#[derive(Debug, Clone)]
pub(crate) struct PackedColumn {
    codes: Arc<[u8]>,
    rates: Arc<[u8]>,
}

/// A code list as its pack has it.
#[derive(Debug, Clone)]
pub(crate) struct PackedList(Arc<[u8]>);

impl PlaceBody<'_> {
    /// What is held for a place and all within it.
    pub(super) fn of(tables: &Tables, place: Place) -> Self {
        let here = |one: Place| widest(tables, one) == place;
        let restrictions = tables.world.restrictions.iter().filter(|one| one.place.is_some_and(here));
        let questions = tables.world.code_questions.iter().filter(|one| one.place.is_some_and(here));
        Self {
            schedules: tables.schedules.iter().filter(|schedule| here(schedule.place)).map(ScheduleBody::of).collect(),
            lists: tables.lists.iter().filter(|list| here(list.place)).map(ListBody::of).collect(),
            restrictions: restrictions.cloned().collect(),
            questions: questions.cloned().collect(),
        }
    }
}

impl Tables {
    /// Takes in the pack of a place, whose name it has; what was loaded under the same ids goes.
    pub(super) fn load_place(&mut self, body: PlaceBody<'_>, name: &str) -> Result<(), PackError> {
        let schedules: Vec<Schedule> = body.schedules.into_iter().map(ScheduleBody::schedule).collect();
        let lists: Vec<CodeList> = body.lists.into_iter().map(ListBody::list).collect();
        self.schedules.retain(|known| schedules.iter().all(|new| new.id != known.id));
        self.lists.retain(|known| lists.iter().all(|new| new.id != known.id));
        self.schedules.extend(schedules);
        self.lists.extend(lists);
        let place: Place =
            name.to_ascii_uppercase().parse().map_err(|_| PackError::Unreadable { name: name.to_owned() })?;
        self.world.restrictions.retain(|known| body.restrictions.iter().all(|new| new.id != known.id));
        self.world.restrictions.extend(body.restrictions);
        self.world.take_questions(body.questions);
        self.loaded.push(place);
        Ok(())
    }
}

impl Packed<'_> {
    fn of<T: Serialize>(body: &T) -> Self {
        // Writing to memory fails only for types that postcard cannot express, and ours are none of them.
        Self(postcard::to_stdvec(body).unwrap_or_default().into())
    }

    fn bytes(&self) -> Arc<[u8]> {
        Arc::from(&*self.0)
    }
}

impl ScheduleBody<'_> {
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

    fn schedule(self) -> Schedule {
        Schedule {
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
            columns: ColumnBody::columns(self.columns),
        }
    }
}

impl ColumnBody<'_> {
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
            codes: (!has_those_before).then(|| Packed::of(&CodesBody::of(codes()))),
            rates: Packed::of(&RatesBody::of(column)),
        }
    }

    fn columns(bodies: Vec<Self>) -> Vec<Column> {
        let mut codes: Arc<[u8]> = Arc::default();
        let mut columns = Vec::with_capacity(bodies.len());
        for body in bodies {
            if let Some(own) = &body.codes {
                codes = own.bytes();
            }
            let packed = PackedColumn { codes: Arc::clone(&codes), rates: body.rates.bytes() };
            columns.push(Column::packed(body.name, body.title, body.kind, packed));
        }
        columns
    }
}

impl RatesBody {
    fn of(column: &Column) -> Self {
        Self {
            cells_of_rows: column.rows().iter().map(|row| row.cell).collect(),
            cells: column.cells().iter().map(CellBody::of).collect(),
        }
    }
}

impl PackedColumn {
    /// Its rows and cells; `None` where the bytes are not what this program's packs hold.
    pub(crate) fn open(&self) -> Option<(Vec<Row>, Vec<Cell>)> {
        let codes = postcard::from_bytes::<CodesBody>(&self.codes).ok()?.codes()?;
        let body: RatesBody = postcard::from_bytes(&self.rates).ok()?;
        let cells = body.cells.into_iter().map(CellBody::cell).collect::<Option<Vec<Cell>>>()?;
        let mut rows = Vec::with_capacity(codes.len());
        for (code, cell) in codes.into_iter().zip(body.cells_of_rows) {
            cells.get(usize::try_from(cell).ok()?)?;
            rows.push(Row { code, cell });
        }
        Some((rows, cells))
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

impl ListBody<'_> {
    fn of(list: &CodeList) -> Self {
        Self { id: list.id.clone(), place: list.place, rows: Packed::of(&ListRows::of(list)) }
    }

    fn list(self) -> CodeList {
        let packed = PackedList(self.rows.bytes());
        CodeList::packed(self.id, self.place, packed)
    }
}

impl ListRows {
    fn of(list: &CodeList) -> Self {
        let mut validities: Vec<Validity> = Vec::new();
        let mut validity_of_rows = Vec::new();
        for (_, validity) in list.rows() {
            let known = validities.iter().position(|known| known == validity);
            let index = known.unwrap_or_else(|| {
                validities.push(*validity);
                validities.len() - 1
            });
            validity_of_rows.push(u16::try_from(index).unwrap_or(u16::MAX));
        }
        Self { codes: CodesBody::of(list.rows().iter().map(|(code, _)| *code)), validity_of_rows, validities }
    }
}

impl PackedList {
    /// Its rows; `None` where the bytes are not what this program's packs hold.
    pub(crate) fn open(&self) -> Option<Vec<(CommodityCode, Validity)>> {
        let body: ListRows = postcard::from_bytes(&self.0).ok()?;
        let codes = body.codes.codes()?;
        let mut rows = Vec::with_capacity(codes.len());
        for (code, index) in codes.into_iter().zip(body.validity_of_rows) {
            rows.push((code, *body.validities.get(usize::from(index))?));
        }
        Some(rows)
    }
}
