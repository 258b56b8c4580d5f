//! Norway's rates by trade agreement, from the open data of its customs.
//!
//! The file is one JSON object with a list of `commodities`, each with its rates and the codes of the agreements that give
//! them. A rate is free, a percentage, kroner for a kilogram, one that varies, or none: then the ordinary rate is due,
//! which another file holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::duty::expression::{DutyExpression, DutyUnit};
use crate::tables::ColumnKind;
use crate::{Currency, Date, Validity};

use super::bridge::six;
use super::report::{ImportError, Report, Unread};
use super::schedule::{Column, Line, Schedule};
use super::table::shortened;

/// An agreement, and the column that it becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// Its code in the file: `GB`, `GSP-LDC`.
    pub code: String,
    /// The column's name in the schedule.
    pub name: String,
    /// What people call it.
    pub title: String,
}

/// What to import.
#[derive(Debug, Clone)]
pub struct Request {
    /// The file: `ratetradeagreements.json`.
    pub file: PathBuf,
    /// The agreements wanted, each a column.
    pub agreements: Vec<Agreement>,
    /// The day the file is of.
    pub snapshot: Date,
    /// The day it was read.
    pub read: Date,
    /// The command that is running, for the schedule's page.
    pub command: String,
    /// What else a user should know.
    pub notes: Vec<String>,
}

#[derive(Deserialize)]
struct Rates {
    commodities: Vec<Commodity>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Commodity {
    id: String,
    rate_trade_agreements: Vec<Rate>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rate {
    custom_duty: Duty,
    /// What the customs wrote, where a copy of the file put a number in its place.
    #[serde(default)]
    raw_custom_duty: Option<Duty>,
    land_codes: Vec<String>,
}

#[derive(Deserialize)]
struct Duty {
    #[serde(default)]
    value: Option<serde_json::Number>,
    #[serde(default)]
    r#type: Option<String>,
    #[serde(default)]
    classifier: Option<String>,
}

/// Reads the file and makes the schedule.
///
/// # Errors
///
/// When the file cannot be read, is not such a file, or does not know an agreement that is asked for. A rate that is not
/// understood is no error here: it is in the report, and its line is not in the schedule.
pub fn run(request: &Request, progress: &mut dyn FnMut(&str)) -> Result<(Schedule, Report), ImportError> {
    progress("reading the rates by agreement");
    let commodities = read(request)?;
    let mut report = Report { rows: commodities.len(), ..Report::default() };
    let mut columns = Vec::new();
    for agreement in &request.agreements {
        let column = column(&commodities, agreement, &mut report);
        report.columns.push(column.report());
        columns.push(column);
    }
    Ok((schedule(request, columns), report))
}

fn read(request: &Request) -> Result<Vec<Commodity>, ImportError> {
    let path = request.file.as_path();
    let text = fs::read_to_string(path).map_err(ImportError::reading(path))?;
    let Rates { commodities } = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
        let why = format!("these are not the rates by agreement (ratetradeagreements.json): {error}");
        ImportError::format(path, format!("line {}", error.line()), why)
    })?;
    if let Some(other) = commodities.iter().find(|commodity| !is_code(&commodity.id)) {
        return Err(ImportError::format(path, format!("id {}", other.id), "it is not a code of eight digits"));
    }
    let mut ids = BTreeSet::new();
    if let Some(twice) = commodities.iter().find(|commodity| !ids.insert(commodity.id.as_str())) {
        return Err(ImportError::format(path, format!("id {}", twice.id), "the code is given twice"));
    }
    let rates = commodities.iter().flat_map(|commodity| &commodity.rate_trade_agreements);
    let known: BTreeSet<&str> = rates.flat_map(|rate| &rate.land_codes).map(String::as_str).collect();
    if let Some(Agreement { code, .. }) = request.agreements.iter().find(|one| !known.contains(one.code.as_str())) {
        let known: Vec<&str> = known.into_iter().collect();
        return Err(ImportError::refused(path, format!("it has no agreement `{code}`; it has {}", known.join(" "))));
    }
    Ok(commodities)
}

fn is_code(id: &str) -> bool {
    id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_digit())
}

fn column(commodities: &[Commodity], agreement: &Agreement, report: &mut Report) -> Column {
    let mut column = Column::new(&agreement.name, &agreement.title, ColumnKind::Plain);
    let (mut lines, mut broken) = (BTreeMap::new(), BTreeSet::new());
    for commodity in commodities {
        let rate = commodity.rate_trade_agreements.iter().find(|rate| rate.land_codes.contains(&agreement.code));
        let duty = rate.map(|rate| rate.raw_custom_duty.as_ref().unwrap_or(&rate.custom_duty));
        match duty.map(Duty::expression) {
            Some(Ok(Some(rate))) => {
                column.texts.insert(duty.map(Duty::text).unwrap_or_default(), rate.to_string());
                lines.insert(commodity.id.clone(), rate);
                continue;
            }
            Some(Ok(None)) => report.skip("codes without a concession, on which the ordinary rate is due"),
            Some(Err(unread)) => report.not_read(&commodity.id, unread),
            None => report.skip("codes that do not name the agreement"),
        }
        broken.insert(six(&commodity.id));
    }
    let short = shortened(lines, &broken, report);
    column.lines = short.iter().map(|(code, rate)| Line::new(code, Validity::default(), "", rate)).collect();
    column
}

impl Duty {
    /// The rate; none where the agreement gives none.
    fn expression(&self) -> Result<Option<DutyExpression>, Unread> {
        let unread = |why: &str| Unread::new(&self.text(), why);
        match self.classifier.as_deref() {
            Some("FREE") => return Ok(Some(DutyExpression::Free)),
            Some("NA") => return Ok(None),
            Some("VARIABLE") => return Ok(Some(DutyExpression::technical("rate varies"))),
            Some(_) => return Err(unread("it is not a known kind of rate")),
            None => {}
        }
        let value = self.value.as_ref().and_then(|value| Decimal::from_str_exact(&value.to_string()).ok());
        let value =
            value.filter(|value| !value.is_sign_negative()).ok_or_else(|| unread("it has no value"))?.normalize();
        match self.r#type.as_deref() {
            Some("%") => Ok(Some(DutyExpression::percent(value))),
            Some("pr.kg") if value.is_zero() => Ok(Some(DutyExpression::Free)),
            Some("pr.kg") => {
                let krone: Currency = "NOK".parse().map_err(|error| unread(&format!("{error}")))?;
                Ok(Some(DutyExpression::specific(value, krone, Decimal::ONE, DutyUnit::Kg)))
            }
            _ => Err(unread("it is not a known quantity")),
        }
    }

    /// The rate as one text: `29.05 pr.kg`, `FREE`.
    fn text(&self) -> String {
        let value = self.value.as_ref().map(ToString::to_string);
        let parts = [value, self.r#type.clone(), self.classifier.clone()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

fn schedule(request: &Request, columns: Vec<Column>) -> Schedule {
    let mut notes: Vec<String> = NOTES.iter().map(|note| (*note).to_owned()).collect();
    notes.extend(request.notes.iter().cloned());
    Schedule {
        id: "no-agreements".to_owned(),
        place: "NO".to_owned(),
        title: "Customs tariff of Norway, rates by trade agreement".to_owned(),
        currency: "NOK".to_owned(),
        nomenclature: "HS 2022".to_owned(),
        snapshot: request.snapshot,
        source: "Norwegian Customs, open data".to_owned(),
        url: "https://data.toll.no/".to_owned(),
        licence: "Norwegian Licence for Open Government Data".to_owned(),
        read: request.read,
        command: request.command.clone(),
        grade: "official".to_owned(),
        notes,
        columns,
    }
}

const NOTES: [&str; 2] = [
    "A code without a row has no concession: the ordinary rate is due. It is not in this file.",
    "Rates that vary, with the season or with what goods are made of, are technical.",
];
