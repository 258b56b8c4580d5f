//! The npm package `@fawazahmed0/currency-api`: one file for each base currency, such as `v1/currencies/eur.json`.
//!
//! `{ "date": "2026-09-29", "eur": { "usd": 1.13607202, ... } }`: units for one of the base. Beside currencies it has
//! tokens and metals; some of them have three letters too, so [`Request::only`] says what is wanted.
//!
//! [`Request::only`]: super::Request::only

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::json::{Pairs, figure, with_numbers_as_text};
use super::sheet::{Row, Sheet, Stated};
use crate::Date;
use crate::import::report::ImportError;

#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Text(String),
    Rates(Pairs<Value>),
}

/// The package's versions are its days.
pub(super) fn source(on: Date) -> String {
    let (month, day) = on.month_day();
    format!("fawazahmed0 currency-api {}.{month}.{day}", on.year())
}

pub(super) fn sheet(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let Pairs(entries) = serde_json::from_str::<Pairs<Entry>>(&with_numbers_as_text(text)).map_err(|error| {
        ImportError::format(path, format!("line {}", error.line()), format!("this is not such a file: {error}"))
    })?;
    let mut day: Option<Date> = None;
    let mut rates = None;
    for (name, entry) in entries {
        match entry {
            Entry::Text(text) if name == "date" => {
                day = Some(text.parse().map_err(|error| ImportError::format(path, "`date`", format!("{error}")))?);
            }
            Entry::Rates(pairs) if rates.is_none() => rates = Some((name, pairs)),
            _ => {
                let why = "it is neither the day nor the one list of rates";
                return Err(ImportError::format(path, format!("`{name}`"), why));
            }
        }
    }
    let day = day.ok_or_else(|| ImportError::format(path, "its end", "there is no `date`"))?;
    let (base, Pairs(rates)) =
        rates.ok_or_else(|| ImportError::format(path, "its end", "there is no list of rates, such as `eur`"))?;
    let mut sheet = Sheet::new(&base.to_ascii_uppercase());
    for (name, value) in rates {
        let code = name.to_ascii_uppercase();
        if code.len() != 3 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            sheet.report.leave_out("no code of three letters, so no currency", name);
            continue;
        }
        let figure = Some(figure(&value));
        let place = format!("`{name}`");
        sheet.push(Row { place, code, figure, stated: Stated::Units, from: day, through: day });
    }
    Ok(sheet)
}
