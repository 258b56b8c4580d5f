//! What a file of rates says, before anything is converted: rows with a day, a currency and a figure.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use super::is_euro;
use super::report::Report;
use crate::{Currency, Date, parse_decimal};

/// Where the rate of a source's own currency stands: nowhere in most files.
pub(super) const OWN: &str = "the file's own currency";

/// What a figure states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    /// So many units of the currency for one of the source's own.
    Units,
    /// So much of the source's own currency for one unit.
    Price,
}

/// One rate as the file has it.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// Where it stands: `line 7`.
    pub(super) place: String,
    pub(super) code: String,
    /// `None` where the source says that it has no rate.
    pub(super) figure: Option<String>,
    pub(super) stated: Stated,
    /// The first day on which it holds.
    pub(super) from: Date,
    /// The last day on which it holds.
    pub(super) through: Date,
}

/// A rate as a fraction: so many units for so much of the source's own currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Quotation {
    units: Decimal,
    base: Decimal,
}

impl Quotation {
    fn new(figure: Decimal, stated: Stated) -> Self {
        match stated {
            Stated::Units => Self { units: figure, base: Decimal::ONE },
            Stated::Price => Self { units: Decimal::ONE, base: figure },
        }
    }

    /// Units of this currency for one unit of the other.
    pub(super) fn per(self, other: Self) -> Option<Decimal> {
        let over = self.base.checked_mul(other.units)?;
        self.units.checked_mul(other.base)?.checked_div(over)
    }
}

/// A file of rates.
pub(super) struct Sheet {
    /// The currency that it quotes against.
    base: String,
    rows: Vec<Row>,
    pub(super) report: Report,
}

impl Sheet {
    pub(super) fn new(base: &str) -> Self {
        Self { base: base.to_owned(), rows: Vec::new(), report: Report::default() }
    }

    pub(super) fn push(&mut self, row: Row) {
        self.rows.push(row);
    }

    /// The days on which rates begin, without those that have none.
    fn days(&self) -> BTreeSet<Date> {
        self.rows.iter().filter(|row| row.figure.is_some()).map(|row| row.from).collect()
    }

    /// The newest day with rates that is not after `limit`.
    pub(super) fn newest_until(&self, limit: Date) -> Option<Date> {
        self.days().range(..=limit).next_back().copied()
    }

    /// The day that is wanted: the newest of the file, unless one is named.
    pub(super) fn day(&self, wanted: Option<Date>) -> Result<Date, String> {
        let days = self.days();
        let Some(newest) = days.last().copied() else {
            let unread: String = self.report.unread.iter().map(|unread| format!("; {unread}")).collect();
            return Err(format!("it has no rate of any day{unread}"));
        };
        let Some(day) = wanted else { return Ok(newest) };
        let held = |row: &Row| row.figure.is_some() && row.from <= day && day <= row.through;
        if self.rows.iter().any(held) {
            Ok(day)
        } else {
            Err(format!("it has no rates of {day}, only {}", self.held()))
        }
    }

    /// Which days have rates, in words.
    pub(super) fn held(&self) -> String {
        let from = self.days().first().copied();
        let through = self.rows.iter().filter(|row| row.figure.is_some()).map(|row| row.through).max();
        match from.zip(through) {
            Some((from, through)) if from == through => format!("of {from}"),
            Some((from, through)) => format!("between {from} and {through}"),
            None => "of no day".to_owned(),
        }
    }

    /// The rates that hold on `day`, each with its place; the first day on which all of them hold; and what became of
    /// the others. The euro stays in any case, as everything is converted through it.
    pub(super) fn of(
        self,
        day: Date,
        only: &BTreeSet<Currency>,
    ) -> (Date, BTreeMap<Currency, (String, Quotation)>, Report) {
        let Self { base, rows, mut report } = self;
        report.rows = rows.len();
        let (held, others): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.from <= day && day <= row.through);
        report.other_days = others.len();
        let codes: BTreeSet<&str> = held.iter().map(|row| row.code.as_str()).collect();
        let elsewhere: BTreeSet<String> = others.into_iter().map(|row| row.code).collect();
        for code in elsewhere.into_iter().filter(|code| !codes.contains(code.as_str())) {
            report.leave_out("without a rate on that day", code);
        }
        let on = held.iter().map(|row| row.from).max().unwrap_or(day);
        let wanted = |currency: Currency| only.is_empty() || only.contains(&currency) || is_euro(currency);

        let mut found: BTreeMap<Currency, (String, Quotation, String)> = BTreeMap::new();
        let mut contested = BTreeSet::new();
        // One unit of the source's own currency is one unit of it, which few files say.
        if let Ok(own) = base.parse::<Currency>()
            && wanted(own)
        {
            let one = Quotation::new(Decimal::ONE, Stated::Units);
            found.insert(own, (OWN.to_owned(), one, "1".to_owned()));
        }
        for Row { place, code, figure, stated, .. } in held {
            let currency = match code.parse::<Currency>() {
                Ok(currency) if wanted(currency) => currency,
                Ok(_) => {
                    report.leave_out("not asked for", code);
                    continue;
                }
                Err(error) => {
                    report.not_read(place, error.to_string());
                    continue;
                }
            };
            let Some(text) = figure else {
                report.leave_out("without a rate on that day", code);
                continue;
            };
            let quotation = match read(&text) {
                Ok(figure) => Quotation::new(figure, stated),
                Err(why) => {
                    report.not_read(place, format!("the rate of {code} is `{text}`, {why}"));
                    continue;
                }
            };
            match found.get(&currency) {
                None => {
                    found.insert(currency, (place, quotation, text));
                }
                Some((_, first, _)) if *first == quotation => {
                    report.leave_out("the same rate once more", code);
                }
                Some((elsewhere, _, first)) => {
                    let why = format!("{code} has the rate {text} here and {first} at {elsewhere}, so it has none");
                    report.not_read(place, why);
                    contested.insert(currency);
                }
            }
        }
        found.retain(|currency, _| !contested.contains(currency));
        let quotations = found.into_iter().map(|(currency, (place, quotation, _))| (currency, (place, quotation)));
        (on, quotations.collect(), report)
    }
}

/// A figure exactly as it is written. JSON may write small ones with an exponent.
fn read(text: &str) -> Result<Decimal, &'static str> {
    let exponent = text.len() <= 30 && text.contains(['e', 'E']);
    let figure = if exponent { Decimal::from_scientific(text).ok() } else { parse_decimal(text) };
    match figure {
        None => Err("which is not a decimal number"),
        Some(figure) if figure.is_zero() || figure.is_sign_negative() => Err("which is not above zero"),
        Some(figure) => Ok(figure),
    }
}
