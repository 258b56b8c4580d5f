//! What sellers must do, as CSV: one file per destination or group of destinations.

use std::path::Path;

use serde::Deserialize;

use super::TextError;
use super::csv_files::{Known, optional, read_rows, told, validity, whose};
use crate::obligation::{Actor, Bound, Compare, Measured, Obligation, ObligationKind, Selling};
use crate::tables::Tables;
use crate::tables::schema::{Carriage, Grade, Status};
use crate::{Money, Place};

/// A row as it is written; `tables/obligations/README.md` describes the columns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RowText {
    id: String,
    place: String,
    except: String,
    kind: ObligationKind,
    title: String,
    who: Actor,
    selling: Selling,
    established: String,
    crossing: String,
    threshold: String,
    period: String,
    codes: String,
    carriage: String,
    asks: String,
    task: String,
    identifier: String,
    travels: String,
    rhythm: String,
    penalty: String,
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

impl Known for Obligation {
    fn id(&self) -> &str {
        &self.id
    }
}

/// Reads every row.
pub(super) fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    read_rows(&folder.join("obligations"), "obligation", row, &mut tables.obligations)
}

fn row(text: RowText) -> Result<Obligation, String> {
    let place = whose(&text.id, &text.place)?;
    told([("title", &text.title), ("task", &text.task), ("basis", &text.basis)], &text.url)?;
    let (established_in, established_not_in) = established(&text.established, place)?;
    let (codes, not_codes) = prefixes(&text.codes)?;
    let carriage = match text.carriage.as_str() {
        "any" => None,
        "post" => Some(Carriage::Post),
        "express" => Some(Carriage::Express),
        other => return Err(format!("carriage `{other}` is not any, post or express")),
    };
    let crossing = match text.crossing.as_str() {
        "yes" => true,
        "no" => false,
        other => return Err(format!("crossing `{other}` is not yes or no")),
    };
    let bounds = bounds(&text.threshold)?;
    let counts_sales = bounds.iter().any(|bound| matches!(bound.of, Measured::There | Measured::World));
    if counts_sales == text.period.is_empty() {
        return Err("a threshold of sales has a period, and nothing else has one".to_owned());
    }
    Ok(Obligation {
        id: text.id,
        place,
        except: text.except.split_whitespace().map(self::place).collect::<Result<_, _>>()?,
        kind: text.kind,
        title: text.title,
        who: text.who,
        selling: text.selling,
        established_in,
        established_not_in,
        crossing,
        bounds,
        period: text.period,
        codes,
        not_codes,
        carriage,
        asks: text.asks,
        task: text.task,
        identifier: text.identifier,
        travels: text.travels,
        rhythm: text.rhythm,
        penalty: text.penalty,
        validity: validity(&text.from, &text.until)?,
        status: text.status,
        basis: text.basis,
        url: text.url,
        grade: text.grade,
    })
}

pub(super) fn place(text: &str) -> Result<Place, String> {
    optional::<Place>(text).map_err(|error| error.to_string())?.ok_or_else(|| "it names no place".to_owned())
}

/// `any`, `in`, `not-in`; the last two with the places meant, or the row's own.
fn established(text: &str, own: Option<Place>) -> Result<(Vec<Place>, Vec<Place>), String> {
    let (word, places) = text.split_once(' ').unwrap_or((text, ""));
    let mut places = places.split_whitespace().map(place).collect::<Result<Vec<_>, _>>()?;
    if places.is_empty() {
        places.extend(own);
    }
    match word {
        "any" => Ok((Vec::new(), Vec::new())),
        "in" => Ok((places, Vec::new())),
        "not-in" => Ok((Vec::new(), places)),
        other => Err(format!("established `{other}` is not any, in or not-in")),
    }
}

/// Prefixes of codes: `4202`, a run of chapters `61-63`, and `!24` for what is outside.
pub(super) fn prefixes(text: &str) -> Result<(Vec<String>, Vec<String>), String> {
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    for word in text.split_whitespace() {
        let (list, word) = match word.strip_prefix('!') {
            Some(word) => (&mut outside, word),
            None => (&mut inside, word),
        };
        let is_code = |word: &str| (2..=10).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        match word.split_once('-') {
            None if is_code(word) => list.push(word.to_owned()),
            Some((first, last)) if first.len() == 2 && last.len() == 2 && is_code(first) && is_code(last) => {
                let (first, last): (u8, u8) = (first.parse().unwrap_or(1), last.parse().unwrap_or(0));
                list.extend((first..=last).map(|chapter| format!("{chapter:02}")));
            }
            _ => {
                return Err(format!(
                    "`{word}` is not a code prefix of two to ten digits, or a run of chapters such as 61-63"
                ));
            }
        }
    }
    Ok((inside, outside))
}

/// `there >= 75000 AUD and item <= 1000 AUD`.
pub(super) fn bounds(text: &str) -> Result<Vec<Bound>, String> {
    text.split(" and ").filter(|part| !part.trim().is_empty()).map(bound).collect()
}

/// A sign of comparison.
pub(super) fn compare(sign: &str) -> Option<Compare> {
    match sign {
        ">=" => Some(Compare::AtLeast),
        ">" => Some(Compare::Above),
        "<=" => Some(Compare::AtMost),
        "<" => Some(Compare::Below),
        _ => None,
    }
}

fn bound(text: &str) -> Result<Bound, String> {
    let wrong = || format!("`{text}` is not a threshold; write it as `there >= 75000 AUD`");
    let (of, rest) = text.trim().split_once(' ').ok_or_else(wrong)?;
    let (compare, amount) = rest.split_once(' ').ok_or_else(wrong)?;
    let of = match of {
        "there" => Measured::There,
        "world" => Measured::World,
        "parcel" => Measured::Parcel,
        "item" => Measured::Item,
        _ => return Err(wrong()),
    };
    let compare = self::compare(compare).ok_or_else(wrong)?;
    let amount: Money = amount.parse().map_err(|error| format!("{error}"))?;
    Ok(Bound { of, compare, amount })
}

#[cfg(test)]
mod tests {
    use super::{bounds, established, prefixes};

    #[test]
    fn thresholds_are_read_part_by_part() {
        let read = bounds("world > 1000000 SGD and there > 100000 SGD and item <= 400 SGD").unwrap_or_default();
        assert_eq!(read.len(), 3);
        assert_eq!(bounds("").map(|none| none.len()), Ok(0));
        for wrong in ["there 75000 AUD", "here >= 1 AUD", "there => 1 AUD", "there >= 1", "there >= 1,000 AUD"] {
            assert!(bounds(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn runs_of_chapters_are_written_out() {
        let expected = (vec!["61", "62", "63", "4202"], vec!["6309"]);
        let owned = |(a, b): (Vec<&str>, Vec<&str>)| {
            (a.into_iter().map(str::to_owned).collect(), b.into_iter().map(str::to_owned).collect())
        };
        assert_eq!(prefixes("61-63 4202 !6309"), Ok(owned(expected)));
        for wrong in ["4", "6a", "610-63", "toy"] {
            assert!(prefixes(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_place_itself_is_meant_when_none_is_named() {
        let own = "EU".parse().ok();
        let not_in = |text| established(text, own).map(|(_, not_in)| not_in.len());
        assert_eq!((not_in("not-in"), not_in("not-in EU NO"), not_in("any")), (Ok(1), Ok(2), Ok(0)));
        assert!(established("outside", own).is_err());
    }
}
