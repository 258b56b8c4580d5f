//! Tariff schedules: what `schedule.toml` tells, and a CSV of codes and rates for each column.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use serde::Deserialize;

use super::csv_files::{code, read_csv, validity};
use super::{TextError, date, files_under, read_toml};
use crate::tables::schema::Grade;
use crate::tables::{Cell, Column, ColumnKind, RateSource, Row, Schedule, Tables};
use crate::{Currency, Date, Place};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScheduleText {
    id: String,
    place: Place,
    title: String,
    currency: Currency,
    nomenclature: String,
    #[serde(deserialize_with = "date")]
    snapshot: Option<Date>,
    /// How the data came here; kept for readers of the text, as what columns say of their lines.
    #[serde(default, rename = "read")]
    _read: Option<toml::Value>,
    #[serde(default, rename = "licence")]
    _licence: Option<toml::Value>,
    #[serde(default, rename = "command")]
    _command: Option<toml::Value>,
    #[serde(default, rename = "notes")]
    _notes: Option<toml::Value>,
    source: toml::Value,
    #[serde(default)]
    url: String,
    grade: Grade,
    #[serde(default = "whole")]
    complete: bool,
    column: Vec<ColumnText>,
    #[serde(default)]
    sources: BTreeMap<String, SourceText>,
    /// Pieces of expressions that rows name in braces.
    #[serde(default)]
    terms: BTreeMap<String, String>,
}

fn whole() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColumnText {
    name: String,
    title: String,
    kind: ColumnKind,
    #[serde(default, rename = "lines")]
    _lines: Option<toml::Value>,
    #[serde(default, rename = "texts")]
    _texts: Option<toml::Value>,
    #[serde(default, rename = "technical")]
    _technical: Option<toml::Value>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct SourceText {
    title: String,
    url: String,
    /// The day of its rates, where it is another than the schedule's.
    #[serde(default, deserialize_with = "date")]
    as_of: Option<Date>,
}

/// A row of a column; which optional fields a file has depends on its kind and on who wrote it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TariffText {
    code: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    until: String,
    #[serde(default)]
    programs: String,
    expression: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    grade: Option<Grade>,
}

pub(super) fn read_tariffs(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(&folder.join("tariff"), "toml") {
        if file.file_name().is_some_and(|name| name == "schedule.toml") {
            tables.schedules.push(read_schedule(&file, &mut errors)?);
        }
    }
    tables.schedules.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(errors)
}

fn read_schedule(file: &Path, errors: &mut Vec<TextError>) -> Result<Schedule, TextError> {
    let text: ScheduleText = read_toml(file)?;
    let sources: Vec<RateSource> = text
        .sources
        .into_iter()
        .map(|(key, source)| RateSource { key, title: source.title, url: source.url, as_of: source.as_of })
        .collect();
    let folder = file.parent().unwrap_or(file);
    let mut columns = Vec::new();
    for column in text.column {
        columns.push(read_column(&folder.join(format!("{}.csv", column.name)), column, &sources, &text.terms, errors)?);
    }
    Ok(Schedule {
        id: text.id,
        place: text.place,
        title: text.title,
        currency: text.currency,
        nomenclature: text.nomenclature,
        snapshot: text.snapshot.ok_or_else(|| TextError::new(file, "needs the snapshot's day"))?,
        source: text.source.as_str().map(str::to_owned).unwrap_or_default(),
        url: text.url,
        grade: text.grade,
        complete: text.complete,
        columns,
        sources,
    })
}

fn read_column(
    file: &Path,
    column: ColumnText,
    sources: &[RateSource],
    terms: &BTreeMap<String, String>,
    errors: &mut Vec<TextError>,
) -> Result<Column, TextError> {
    let mut rows = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    let mut known: HashMap<Cell, u32> = HashMap::new();
    for text in read_csv::<TariffText>(file, errors)? {
        match cell(&text, sources, terms).and_then(|cell| Ok((code(&text.code)?, cell))) {
            Ok((code, cell)) => {
                let index = *known.entry(cell.clone()).or_insert_with(|| {
                    cells.push(cell);
                    u32::try_from(cells.len() - 1).unwrap_or(u32::MAX)
                });
                rows.push(Row { code, cell: index });
            }
            Err(message) => errors.push(TextError::new(file, format!("code {}: {message}", text.code))),
        }
    }
    Ok(Column::new(column.name, column.title, column.kind, rows, cells))
}

/// How deep a term may name others.
const TERM_DEPTH: usize = 4;
/// Bytes of an expression with its terms written out: far more than any that can be read.
const WRITTEN_LIMIT: usize = 10_000;

/// The expression with its terms written out.
///
/// # Errors
/// A sentence where braces name no term, or terms that name one another without end.
fn written_out(expression: &str, terms: &BTreeMap<String, String>) -> Result<String, String> {
    let mut text = expression.to_owned();
    for _ in 0..TERM_DEPTH {
        let Some(name) = named(&text) else { break };
        if !terms.contains_key(name) {
            return Err(format!("`{{{name}}}` is not among the terms of schedule.toml"));
        }
        for (name, meaning) in terms {
            if text.len() > WRITTEN_LIMIT {
                break;
            }
            text = text.replace(&format!("{{{name}}}"), meaning);
        }
    }
    match named(&text) {
        None => Ok(text),
        Some(name) => Err(format!("the term `{{{name}}}` names others more than {TERM_DEPTH} deep, or itself")),
    }
}

/// The first name in braces; where they are not closed, the whole text, which is none.
fn named(text: &str) -> Option<&str> {
    let (_, rest) = text.split_once('{')?;
    Some(rest.split_once('}').map_or(text, |(name, _)| name))
}

fn cell(text: &TariffText, sources: &[RateSource], terms: &BTreeMap<String, String>) -> Result<Cell, String> {
    let source = if text.source.is_empty() {
        None
    } else {
        let index = sources.iter().position(|source| source.key == text.source);
        let index = index.ok_or_else(|| format!("source `{}` is not in schedule.toml", text.source))?;
        u16::try_from(index).ok()
    };
    Ok(Cell {
        validity: validity(&text.from, &text.until)?,
        programs: text.programs.split_whitespace().map(str::to_owned).collect(),
        rate: written_out(&text.expression, terms)?.parse().map_err(|error| format!("{error}"))?,
        source,
        grade: text.grade,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_braces_name_is_written_out() {
        let terms = [
            ("flour", "content(kg[starch]; 0: free; 5: 4.16 EUR/100 kg)"),
            ("both", "{flour} + {sugar}"),
            ("sugar", "10 EUR/100 kg"),
            ("round", "{about}"),
            ("about", "{round}"),
            ("more", "{more}{more}{more}{more}"),
            ("lost", "5% + {milk}"),
        ];
        let terms = terms.map(|(name, meaning)| (name.to_owned(), meaning.to_owned())).into();
        let written = |text: &str| written_out(text, &terms);
        assert_eq!(written("8%"), Ok("8%".to_owned()));
        let both = "9% + content(kg[starch]; 0: free; 5: 4.16 EUR/100 kg) + 10 EUR/100 kg";
        assert_eq!(written("9% + {both}"), Ok(both.to_owned()));
        for (wrong, why) in [
            ("9% + {milk}", "`{milk}` is not among the terms"),
            ("9% + {lost}", "`{milk}` is not among the terms"),
            ("9% + {}", "`{}` is not among the terms"),
            ("9% + {sugar", "`{9% + {sugar}` is not among the terms"),
            ("{round}", "names others more than 4 deep, or itself"),
            ("{more}", "names others more than 4 deep, or itself"),
        ] {
            let error = written(wrong).unwrap_err();
            assert!(error.contains(why) && error.len() < 200, "{wrong}: {error}");
        }
    }
}
