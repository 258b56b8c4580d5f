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
use crate::{Currency, Date, Rounding, RoundingMode};
pub use report::{Report, Unread};
use sheet::{OWN, Quotation};

/// How many decimals of a rate are kept.
const DECIMALS: u32 = 8;

/// Whose file it is. The command line takes these names, and tells of each what its first paragraph says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The npm package @fawazahmed0/currency-api: v1/currencies/eur.json, or that of another base
    CurrencyApi,
    /// The reference rates of the European Central Bank: eurofxref-daily.xml, eurofxref-hist-90d.xml
    Ecb,
    /// The same files, for customs values in the euro area; needs the day of the declaration
    ///
    /// Article 146 of Implementing Regulation (EU) 2015/2447: the rate of the last Wednesday but one of a month holds for
    /// the whole of the next month.
    Eu,
    /// The monthly rates of HM Revenue and Customs: monthly_csv_2026-7.csv
    Gb,
    /// The noon buying rates in New York, Federal Reserve H.10: H10_data.xml, or CSV with series in columns
    ///
    /// They are certified for customs.
    Us,
    /// The daily rates of the Bank of Canada: the group FX_RATES_DAILY as JSON
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

/// The rates of one day from one source, and what became of the file's rows. It is shown as the table that it makes.
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
    // Older files are not in UTF-8. All that is lost by that are names of countries and the sign of the pound.
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    let sheet = match request.format {
        Format::CurrencyApi => currency_api::sheet(text, path)?,
        Format::Ecb | Format::Eu => european_central_bank::sheet(text, path)?,
        Format::Gb => hm_revenue_and_customs::sheet(text, path)?,
        Format::Us => federal_reserve::sheet(text, path)?,
        Format::Ca => bank_of_canada::sheet(text, path)?,
    };
    let refused = |why| ImportError::refused(path, why);
    // For customs values in the euro area the day of the rate and the first day on which it holds are two.
    let (day, holds_from) = match request.format {
        Format::Eu => {
            let (day, first) = european_central_bank::customs_month(&sheet, request.on).map_err(refused)?;
            (day, Some(first))
        }
        _ => (sheet.day(request.on).map_err(refused)?, None),
    };
    let (published, quotations, mut report) = sheet.of(day, &request.only);
    let per_euro = through_the_euro(quotations, &mut report).map_err(refused)?;
    report.written = per_euro.len();
    report.missing = request.only.iter().copied().filter(|c| !is_euro(*c) && !per_euro.contains_key(c)).collect();
    let (source, remark) = words(request.format, published);
    Ok(Rates { on: holds_from.unwrap_or(published), source, per_euro, report, remark })
}

/// How the table names the source of rates published for a day, and what it remarks about them.
fn words(format: Format, on: Date) -> (String, &'static str) {
    let (source, remark) = match format {
        Format::CurrencyApi => {
            return (currency_api::source(on), "from one aggregator: not an authority's customs rate");
        }
        Format::Eu => {
            return (format!("ECB reference rates of {on} for customs values"), "for customs values in the euro area");
        }
        Format::Ecb => ("ECB reference rates", "from the European Central Bank"),
        Format::Gb => ("HMRC monthly exchange rates", "for customs values in the United Kingdom"),
        Format::Us => ("Federal Reserve H.10 noon buying rates", "as certified for customs in the United States"),
        Format::Ca => ("Bank of Canada daily exchange rates", "from the Bank of Canada"),
    };
    (source.to_owned(), remark)
}

fn is_euro(currency: Currency) -> bool {
    currency.as_str() == "EUR"
}

/// Every rate as units for one euro.
fn through_the_euro(
    quotations: BTreeMap<Currency, (String, Quotation)>,
    report: &mut Report,
) -> Result<BTreeMap<Currency, Decimal>, String> {
    let Some((_, euro)) = quotations.iter().find(|(currency, _)| is_euro(**currency)).map(|(_, found)| found) else {
        // Whatever could not be read may have been the euro.
        let unread: String = report.unread.iter().map(|unread| format!("; {unread}")).collect();
        return Err(format!("it has no rate of the euro, through which every rate goes{unread}"));
    };
    let euro = *euro;
    let mut per_euro = BTreeMap::new();
    for (currency, (place, quotation)) in quotations {
        if is_euro(currency) {
            if place != OWN {
                report.leave_out("the euro itself", currency.to_string());
            }
            continue;
        }
        match quotation.per(euro).map(kept) {
            Some(rate) if !rate.is_zero() => {
                per_euro.insert(currency, rate);
            }
            Some(_) => {
                report.not_read(place, format!("{currency} is worth too much for a rate of {DECIMALS} decimals"))
            }
            None => {
                report.not_read(place, format!("the rate of {currency} to the euro is too long for exact decimals"))
            }
        }
    }
    if per_euro.is_empty() { Err("it has no rate that can be written".to_owned()) } else { Ok(per_euro) }
}

fn kept(rate: Decimal) -> Decimal {
    Rounding { step: Decimal::new(1, DECIMALS), mode: RoundingMode::HalfUp }.apply(rate).normalize()
}

impl fmt::Display for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { on, source, per_euro, remark, .. } = self;
        writeln!(f, "# Units of the currency for one euro, one day, {remark}. A basket can hand in its own.")?;
        writeln!(f, "currency,per_euro,on,source")?;
        // No source's name has a comma or a quotation mark in it, so no cell needs quoting.
        per_euro.iter().try_for_each(|(currency, rate)| writeln!(f, "{currency},{rate},{on},{source}"))
    }
}

impl Rates {
    /// Writes the table.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn write(&self, out: &Path) -> Result<(), ImportError> {
        if let Some(folder) = out.parent() {
            fs::create_dir_all(folder).map_err(ImportError::writing(folder))?;
        }
        fs::write(out, self.to_string()).map_err(ImportError::writing(out))
    }
}
