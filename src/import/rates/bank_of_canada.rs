//! The daily exchange rates of the Bank of Canada, as its Valet service gives them for the group `FX_RATES_DAILY` in JSON.
//!
//! `{ "observations": [{ "d": "2026-04-28", "FXUSDCAD": { "v": "1.3678" }, ... }] }`: Canadian dollars for one unit. Goods
//! are valued for duty at the bank's rate of the day of direct shipment.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use super::json::{Pairs, figure, with_numbers_as_text};
use super::sheet::{Row, Sheet, Stated};
use crate::Date;
use crate::import::report::ImportError;

#[derive(Deserialize)]
struct Answer {
    observations: Vec<Pairs<Value>>,
}

pub(super) fn sheet(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let answer: Answer = serde_json::from_str(&with_numbers_as_text(text)).map_err(|error| {
        ImportError::format(path, format!("line {}", error.line()), format!("this is not such a file: {error}"))
    })?;
    let mut sheet = Sheet::new("CAD");
    for (place, Pairs(observation)) in answer.observations.into_iter().enumerate() {
        let place = format!("observation {}", place + 1);
        let day = observation.iter().find(|(name, _)| name == "d").map(|(_, value)| figure(value));
        let day: Date = match day.unwrap_or_default().parse() {
            Ok(day) => day,
            Err(error) => {
                sheet.report.not_read(place, format!("its day `d`: {error}"));
                continue;
            }
        };
        for (name, value) in observation.iter().filter(|(name, _)| name != "d") {
            let Some(code) = name.strip_prefix("FX").and_then(|name| name.strip_suffix("CAD")) else {
                sheet.report.leave_out("no rate in Canadian dollars", name);
                continue;
            };
            // A day without a rate has no `v`, or an empty one.
            let figure = value.get("v").map(figure).filter(|figure| !figure.is_empty());
            let place = format!("{place}, {name}");
            sheet.push(Row { place, code: code.to_owned(), figure, stated: Stated::Price, from: day, through: day });
        }
    }
    Ok(sheet)
}
