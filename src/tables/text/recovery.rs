//! What can be got back, as CSV: one file per destination or group of destinations.

use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error, StrDeserializer};

use super::TextError;
use super::csv_files::{Known, read_rows, told, validity, whose};
use super::obligations::{bounds, place};
use crate::obligation::Measured;
use crate::recovery::{Claimant, Due, Event, Outcome, PaidTo, Recovery, RestDay, Side};
use crate::tables::Tables;
use crate::tables::schema::{Carriage, Grade, Status};

/// A row as it is written; `tables/recovery/README.md` describes the columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowText {
    id: String,
    place: String,
    except: String,
    side: Side,
    title: String,
    reasons: String,
    outcome: Outcome,
    what: String,
    who: Claimant,
    paid_to: String,
    carriage: String,
    threshold: String,
    period: String,
    counted: String,
    due: String,
    #[serde(default)]
    rest: String,
    #[serde(default)]
    rest_basis: String,
    task: String,
    keep: String,
    form: String,
    fee: String,
    conditions: String,
    from: String,
    until: String,
    status: Status,
    basis: String,
    url: String,
    grade: Grade,
}

impl Known for RowText {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Known for Recovery {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Reads every row.
pub(super) fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    read_rows(&folder.join("recovery"), "recovery", row, &mut tables.recovery)
}

fn row(text: RowText) -> Result<Recovery, String> {
    let own = whose(&text.id, &text.place)?;
    told([("title", &text.title), ("task", &text.task), ("basis", &text.basis)], &text.url)?;
    let period = if text.period.is_empty() { None } else { Some(text.period.parse()?) };
    let counted: Option<Event> = unless("", &text.counted)?;
    let due: Option<Due> = unless("", &text.due)?;
    if period.is_some() != counted.is_some() || period.is_some() != due.is_some() {
        return Err("a period says from which day it counts and what must have happened by then".to_owned());
    }
    if period.is_some() && text.outcome == Outcome::None {
        return Err("where nothing comes back there is no period".to_owned());
    }
    let rest: Vec<RestDay> = if text.rest.is_empty() { Vec::new() } else { words("day of rest", &text.rest)? };
    if rest.is_empty() != text.rest_basis.is_empty() || (period.is_none() && !rest.is_empty()) {
        return Err("days of rest move the end of a period, and say where that is written".to_owned());
    }
    if rest.len() > 2 {
        return Err("a week has days that are no days of rest".to_owned());
    }
    let bounds = bounds(&text.threshold)?;
    if bounds.iter().any(|bound| bound.of != Measured::Parcel) {
        return Err("a threshold here is of the parcel".to_owned());
    }
    Ok(Recovery {
        id: text.id,
        place: own,
        except: text.except.split_whitespace().map(place).collect::<Result<_, _>>()?,
        side: text.side,
        title: text.title,
        reasons: words("reason", &text.reasons)?,
        outcome: text.outcome,
        what: words("what comes back", &text.what)?,
        who: text.who,
        paid_to: unless::<PaidTo>("any", &text.paid_to)?,
        carriage: unless::<Carriage>("any", &text.carriage)?,
        bounds,
        period,
        counted,
        due,
        rest,
        rest_basis: text.rest_basis,
        task: text.task,
        keep: text.keep.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned).collect(),
        form: text.form,
        fee: text.fee,
        conditions: text.conditions,
        validity: validity(&text.from, &text.until)?,
        status: text.status,
        basis: text.basis,
        url: text.url,
        grade: text.grade,
    })
}

/// A word of a list that has a Rust name.
fn word<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let reader: StrDeserializer<'_, Error> = serde::de::IntoDeserializer::into_deserializer(text);
    T::deserialize(reader).map_err(|error| error.to_string())
}

/// Nothing where the column says that there is no condition.
fn unless<T: DeserializeOwned>(nothing: &str, text: &str) -> Result<Option<T>, String> {
    if text == nothing { Ok(None) } else { word(text).map(Some) }
}

/// Several words, at least one, none twice.
fn words<T: DeserializeOwned + PartialEq>(what: &str, text: &str) -> Result<Vec<T>, String> {
    let mut read: Vec<T> = Vec::new();
    for part in text.split_whitespace() {
        let next = word(part)?;
        if read.contains(&next) {
            return Err(format!("{what}: `{part}` stands twice"));
        }
        read.push(next);
    }
    if read.is_empty() { Err(format!("{what}: none is named")) } else { Ok(read) }
}

#[cfg(test)]
mod tests {
    use super::{unless, words};
    use crate::recovery::{PaidTo, Reason};

    #[test]
    fn lists_of_words_are_read_one_by_one() {
        assert_eq!(words::<Reason>("reason", "returned double-tax"), Ok(vec![Reason::Returned, Reason::DoubleTax]));
        for wrong in ["", "returned returned", "stolen", "returned,faulty"] {
            assert!(words::<Reason>("reason", wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_condition_is_a_word_of_its_own() {
        assert_eq!(unless::<PaidTo>("any", "any"), Ok(None));
        assert_eq!(unless::<PaidTo>("any", "seller"), Ok(Some(PaidTo::Seller)));
        assert!(unless::<PaidTo>("any", "").is_err());
    }
}
