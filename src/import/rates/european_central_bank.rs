//! The euro foreign exchange reference rates: `eurofxref-daily.xml`, and the same for ninety days or for all.
//!
//! `<Cube time='2019-06-13'><Cube currency='USD' rate='1.1289'/>...</Cube>`: units for one euro.

use std::path::Path;

use super::markup::tags;
use super::sheet::{Row, Sheet, Stated};
use crate::Date;
use crate::import::report::ImportError;

pub(super) fn sheet(text: &str, path: &Path) -> Result<Sheet, ImportError> {
    let mut sheet = Sheet::new("EUR");
    let mut day: Option<Date> = None;
    let mut wrong: Option<ImportError> = None;
    let read = tags(text, |tag| {
        if tag.name != "Cube" {
            return;
        }
        let place = format!("line {}", tag.line);
        if let Some(time) = tag.get("time") {
            match time.parse() {
                Ok(time) => day = Some(time),
                // Under a day that cannot be read no rate has a day.
                Err(error) => wrong = wrong.take().or(Some(ImportError::format(path, place, format!("{error}")))),
            }
            return;
        }
        let (code, rate) = (tag.get("currency"), tag.get("rate"));
        match (day, code, rate) {
            (_, None, None) => {}
            (Some(day), Some(code), Some(rate)) => sheet.push(Row {
                place,
                code: code.to_owned(),
                figure: Some(rate.to_owned()),
                stated: Stated::Units,
                from: day,
                through: day,
            }),
            (None, ..) => sheet.report.not_read(place, "the rate stands under no day"),
            _ => sheet.report.not_read(place, "the row has not both a `currency` and a `rate`"),
        }
    });
    read.map_err(|(line, why)| ImportError::format(path, format!("line {line}"), why))?;
    match wrong {
        Some(error) => Err(error),
        None if day.is_none() => Err(ImportError::format(path, "its end", "there is no `Cube` with a `time`")),
        None => Ok(sheet),
    }
}

/// For a declaration on `on`: the day of the rate, and the first day on which it holds.
///
/// Article 146 of Implementing Regulation (EU) 2015/2447: the rate published on the last Wednesday but one of a month,
/// or where none was published on that day the latest before it, holds from the first day of the next month.
pub(super) fn customs_month(sheet: &Sheet, on: Option<Date>) -> Result<(Date, Date), String> {
    let on = on.ok_or(
        "say for a declaration of which day with --on: the rates of a month are those of the last Wednesday but one of \
         the month before",
    )?;
    let (wednesday, first) = wednesday_before(on).ok_or_else(|| format!("{on} has no month before it"))?;
    let week_before = (0..7).try_fold(wednesday, |day, _| day.day_before()).unwrap_or(wednesday);
    let day = sheet.newest_until(wednesday).filter(|day| *day > week_before);
    let day = day.ok_or_else(|| {
        format!(
            "for a declaration on {on} the rates of {wednesday} count, and it has only rates {}; the bank's file of \
             ninety days goes back further than that of one day",
            sheet.held()
        )
    })?;
    Ok((day, first))
}

/// The last Wednesday but one of the month before, and the first day of this month.
fn wednesday_before(on: Date) -> Option<(Date, Date)> {
    use jiff::civil;
    let (month, _) = on.month_day();
    let first = civil::Date::new(on.year(), i8::try_from(month).ok()?, 1).ok()?;
    let wednesday = first.yesterday().ok()?.nth_weekday_of_month(-2, civil::Weekday::Wednesday).ok()?;
    let day = |date: civil::Date| Date::new(date.year(), date.month(), date.day());
    Some((day(wednesday)?, day(first)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_wednesday_but_one_of_the_month_before() {
        for (on, wednesday, first) in [
            ("2026-11-21", "2026-10-21", "2026-11-01"),
            ("2026-11-01", "2026-10-21", "2026-11-01"),
            ("2026-10-31", "2026-09-23", "2026-10-01"),
            ("2026-01-05", "2025-12-24", "2026-01-01"),
            ("2026-03-31", "2026-02-18", "2026-03-01"),
        ] {
            let day = |text: &str| text.parse::<Date>().unwrap();
            assert_eq!(wednesday_before(day(on)), Some((day(wednesday), day(first))), "{on}");
        }
    }
}
