//! Published exchange rates to the project's own table, `rates/exchange.csv`.
//!
//! The table states units of each currency for one euro, all of one day. Every source quotes against a currency of its
//! own: HM Revenue and Customs says how many units a pound buys, the Bank of Canada what a unit costs in dollars. So each
//! rate goes through the euro that the same file lists, as one fraction, which is kept to eight decimals. A row is either
//! written, or left out for a stated reason, or reported as unread; nothing is guessed and nothing is dropped in silence.
//!
//! The weekly rates of Japan Customs are published as PDF only, so there is no reader for them.

mod bank_of_canada;
mod currency_api;
mod european_central_bank;
mod federal_reserve;
mod hm_revenue_and_customs;
mod json;
mod markup;
mod report;
mod sheet;

use core::fmt;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;

use super::report::ImportError;
use crate::{Currency, Date};

pub use report::{Report, Unread};
use sheet::Sheet;

/// Whose file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An aggregator's JSON for one base currency.
    CurrencyApi,
    /// The reference rates of the European Central Bank: XML of one day or of many.
    Ecb,
    /// The same file, for customs values in the euro area. Article 146 of Implementing Regulation (EU) 2015/2447: the
    /// rate of the last Wednesday but one of a month holds for the whole of the next month.
    Eu,
    /// The monthly rates of HM Revenue and Customs: CSV.
    Gb,
    /// The noon buying rates in New York, which are certified for customs: Federal Reserve release H.10, XML or CSV.
    Us,
    /// The daily rates of the Bank of Canada: JSON.
    Ca,
}

/// Which rates of which file become the table.
#[derive(Debug, Clone)]
pub struct Request {
    /// Whose file it is.
    pub format: Format,
    /// The file.
    pub file: PathBuf,
    /// The day whose rates are wanted; without one, the newest of the file.
    pub on: Option<Date>,
    /// Only these currencies; without any, all of the file.
    pub only: BTreeSet<Currency>,
}

/// The rates of one day from one source, and what became of the file's rows. Shown as the table that it makes.
#[derive(Debug, Clone)]
pub struct Rates {
    /// Their day; for rates of a period, its first day.
    pub on: Date,
    /// Who published them.
    pub source: String,
    /// Units of the currency for one euro.
    pub per_euro: BTreeMap<Currency, Decimal>,
    /// What was read, left out and not read.
    pub report: Report,
    remark: &'static str,
}

/// Reads a file of rates.
///
/// # Errors
///
/// When the file cannot be read, is not in the format, has no rates of the day, or lists no euro. A row that cannot be
/// read is no error here: it is in the report, and its currency is not among the rates.
pub fn read(request: &Request) -> Result<Rates, ImportError> {
    let path = request.file.as_path();
    let bytes = fs::read(path).map_err(ImportError::reading(path))?;
    // Older files are not in UTF-8. What is lost by that are names of countries and the sign of the pound.
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let refused = |why| ImportError::refused(path, why);
    let sheet = match request.format {
        Format::CurrencyApi => currency_api::sheet(text, path)?,
        Format::Ecb | Format::Eu => european_central_bank::sheet(text, path)?,
        Format::Gb => hm_revenue_and_customs::sheet(text, path)?,
        Format::Us => federal_reserve::sheet(text, path)?,
        Format::Ca => bank_of_canada::sheet(text, path)?,
    };
    let (day, customs_month) = match request.format {
        Format::Eu => european_central_bank::customs_day(&sheet, request.on).map_err(refused)?,
        _ => (sheet.day(request.on).map_err(refused)?, None),
    };
    let (on, quotations, mut report) = sheet.of(day, &request.only);
    let per_euro = through_the_euro(quotations, &mut report).map_err(refused)?;
    report.missing = request.only.iter().copied().filter(|c| !is_euro(*c) && !per_euro.contains_key(c)).collect();
    let (source, remark) = match request.format {
        Format::CurrencyApi => (currency_api::source(on), "from one aggregator: not an authority's customs rate"),
        Format::Ecb => ("ECB reference rates".to_owned(), "as the European Central Bank published them"),
        Format::Eu => (format!("ECB reference rates of {on} for customs values"), "for customs values in the euro area"),
        Format::Gb => ("HMRC monthly exchange rates".to_owned(), "for customs values in the United Kingdom"),
        Format::Us => ("Federal Reserve H.10 noon buying rates".to_owned(), "as certified for customs in the United States"),
        Format::Ca => ("Bank of Canada daily exchange rates".to_owned(), "as the Bank of Canada published them"),
    };
    Ok(Rates { on: customs_month.unwrap_or(on), source, per_euro, report, remark })
}

/// A rate as its source states it, as a fraction: so many units for so much of the source's own currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Quotation {
    units: Decimal,
    base: Decimal,
}

impl Quotation {
    /// Units of this currency for one unit of the other: exact up to the one division, then to eight decimals.
    fn per(self, other: Self) -> Option<Decimal> {
        let exact = self.units.checked_mul(other.base)?.checked_div(self.base.checked_mul(other.units)?)?;
        let kept = EIGHT_DECIMALS.apply(exact).normalize();
        (!kept.is_zero()).then_some(kept)
    }
}
