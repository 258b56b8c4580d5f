//! Lanes: what goods of several origins pay in one place, from day to day.
//!
//! Between two days on which the law changes it is the same, so asking on each such day is asking on every day. A row says
//! from when until when an answer holds; the day before a change is the last day of the row above.

use std::fmt::Write;
use std::path::Path;

use serde::Deserialize;

use super::figures;
use crate::tables::Tables;
use crate::tables::schema::ChargeKind;
use crate::tables::text::{TextError, date, read_toml};
use crate::{Consignment, Date, Law, LineStatus, Place, Quote, Validity};

/// What is asked: goods, origins, and since when.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lanes {
    /// What the table says of itself.
    about: String,
    #[serde(deserialize_with = "date")]
    since: Option<Date>,
    /// A basket without lines, as in a case.
    given: toml::Table,
    origins: Vec<Place>,
    goods: Vec<LaneGoods>,
}

/// One kind of goods: a line of a basket, and what differs in the basket.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct LaneGoods {
    name: String,
    #[serde(default)]
    given: toml::Table,
    line: toml::Table,
}

/// What goods of an origin pay from a day until another.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The question, on any day.
    pub asked: Consignment,
    /// When the answer holds.
    pub holds: Validity,
    /// The answer as the table tells it.
    pub answer: String,
    name: String,
}

impl Lanes {
    /// Reads what is asked.
    ///
    /// # Errors
    /// What cannot be read, and where.
    pub fn read(file: &Path) -> Result<Self, TextError> {
        read_toml(file)
    }

    /// Asks for all goods and origins, on every day on which the law changes.
    ///
    /// # Errors
    /// What is wrong with the question.
    pub fn cells(&self, tables: &Tables) -> Result<Vec<Cell>, String> {
        let since = self.since.ok_or("`since` names no day")?;
        let mut cells = Vec::new();
        for goods in &self.goods {
            for origin in &self.origins {
                let asked = self.question(goods, *origin, since)?;
                cells.push((format!("{},{origin}", goods.name), asked));
            }
        }
        let Some((_, first)) = cells.first() else { return Ok(Vec::new()) };
        let days = days(tables, first.to, since);
        let mut told: Vec<Vec<Cell>> = vec![Vec::new(); cells.len()];
        for (at, day) in days.iter().enumerate() {
            let law = tables.law(first.to, *day).map_err(|reason| reason.to_string())?;
            let holds = Validity { from: Some(*day), until: days.get(at + 1).copied() };
            for ((name, asked), told) in cells.iter().zip(&mut told) {
                let answer = answer(asked, &law);
                match told.last_mut() {
                    Some(last) if last.answer == answer => last.holds.until = holds.until,
                    _ => told.push(Cell { asked: asked.clone(), holds, answer, name: name.clone() }),
                }
            }
        }
        Ok(told.into_iter().flatten().collect())
    }

    /// The table as CSV.
    ///
    /// # Errors
    /// What is wrong with the question.
    pub fn table(&self, tables: &Tables) -> Result<String, String> {
        let mut out = String::new();
        for line in self.about.trim().lines() {
            // Writing to a string does not fail.
            let _ = writeln!(out, "# {line}");
        }
        let _ = writeln!(out, "goods,origin,from,until,duty,because");
        for cell in self.cells(tables)? {
            let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
            let Cell { holds, answer, name, .. } = cell;
            let _ = writeln!(out, "{name},{},{},{answer}", day(holds.from), day(holds.until));
        }
        Ok(out)
    }

    fn question(&self, goods: &LaneGoods, origin: Place, on: Date) -> Result<Consignment, String> {
        let mut line = goods.line.clone();
        line.entry("description").or_insert_with(|| goods.name.clone().into());
        let mut given = self.given.clone();
        given.extend(goods.given.clone());
        given.insert("from".to_owned(), origin.to_string().into());
        given.insert("assessmentDate".to_owned(), on.to_string().into());
        given.insert("lines".to_owned(), vec![toml::Value::Table(line)].into());
        super::asked(given).map_err(|error| format!("{}: {error}", goods.name))
    }
}

/// The first day asked for and every later one on which a measure, a restriction, a list or a rate of the place begins or
/// ends.
fn days(tables: &Tables, to: Place, since: Date) -> Vec<Date> {
    let within: Vec<Place> = tables.within(to).map(|place| place.place).collect();
    let here = |place: &Place| within.contains(place);
    let measures = tables.world.measures.iter().filter(|measure| here(&measure.place));
    let restrictions = tables.world.restrictions.iter().filter(|one| one.place.as_ref().is_none_or(here));
    let lists = tables.lists.iter().filter(|list| here(&list.place));
    let schedules = tables.schedules.iter().filter(|schedule| here(&schedule.place));
    let rates = schedules.flat_map(|schedule| &schedule.columns).flat_map(|column| column.cells());
    let all = measures.map(|measure| measure.validity).chain(restrictions.map(|restriction| restriction.validity));
    let all = all.chain(lists.flat_map(|list| list.rows().iter().map(|(_, validity)| *validity)));
    let all = all.chain(rates.map(|cell| cell.validity));
    let changes = all.flat_map(|validity| [validity.from, validity.until]).flatten();
    let mut days: Vec<Date> = changes.filter(|day| *day > since).chain([since]).collect();
    days.sort();
    days.dedup();
    days
}

/// A consignment under the law of a day: the duty, and the measures that it is made of.
fn answer(asked: &Consignment, law: &Law<'_>) -> String {
    let asked = Consignment { on: law.day(), ..asked.clone() };
    match crate::quote_under(&asked, law) {
        Ok(quote) => told(&quote),
        Err(reason) => format!("not covered: {},", reason.code()),
    }
}

fn told(quote: &Quote<'_>) -> String {
    if quote.lines.iter().all(|line| line.status == LineStatus::Prohibited) {
        let by = quote.warnings.iter().find(|warning| warning.by_code && !warning.asks);
        return format!("prohibited,{}", by.map(|warning| warning.restriction.id.as_str()).unwrap_or_default());
    }
    let duties = quote.charges.iter().filter(|charge| charge.rule.kind == ChargeKind::Duty);
    let of_duty = |measure: &str| duties.clone().any(|charge| charge.measure.id == measure);
    let parts = duties.clone().map(|charge| format!("{} {}", charge.measure.id, figures(quote, charge.amount)));
    let asked = quote.needs.iter().filter(|need| !need.is_postcode() && need.measure.is_none_or(of_duty));
    let needs = asked.map(|need| format!("? {}", need.code.replace(',', " ")));
    let because: Vec<String> = parts.chain(needs).collect();
    format!("{},{}", figures(quote, quote.sums.kind(ChargeKind::Duty)), because.join("; "))
}

impl Cell {
    /// The answer on some other day, for seeing that it is the same.
    #[must_use]
    pub fn answer_on(&self, tables: &Tables, day: Date) -> String {
        match tables.law(self.asked.to, day) {
            Ok(law) => answer(&self.asked, &law),
            Err(reason) => format!("not covered: {},", reason.code()),
        }
    }
}
