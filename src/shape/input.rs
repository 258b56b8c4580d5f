//! The basket as callers write it, and its translation into a [`Consignment`].

use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::keyed::read_by_keys;
use super::scalar::{Entries, Scalar, shown};
use crate::arithmetic::Arithmetic;
use crate::duty::expression::DutyUnit;
use crate::error::short;
use crate::tables::schema::{Buyer, Carriage, Transaction};
use crate::{
    CartLine, CommodityCode, Consignment, Currency, Date, ExchangeRate, Place, Problem, Seller, parse_decimal,
};

/// A basket: exactly the object that the JavaScript API takes.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", default)]
#[expect(
    missing_docs,
    reason = "the fields are the documented keys of a basket, in tables/README.md and the package's types"
)]
pub struct Basket {
    pub to: Scalar,
    pub from: Scalar,
    pub assessment_date: Scalar,
    pub transaction: Scalar,
    pub carriage: Scalar,
    pub currency: Scalar,
    pub freight: Scalar,
    /// Gross weight of everything, in kilograms; nought is as good as nothing.
    #[serde(default)]
    pub gross_weight: Scalar,
    /// The postcode, where it decides which part of the country it is.
    #[serde(default)]
    pub postcode: Scalar,
    pub insurance: Scalar,
    pub lines: Vec<BasketLine>,
    pub seller: BasketSeller,
    pub buyer: Scalar,
    pub elections: Vec<Scalar>,
    pub dataset: Scalar,
    pub exchange_rates: Vec<BasketRate>,
    /// Keys that are none.
    #[serde(skip)]
    pub unknown: Vec<String>,
}

/// A line of a basket.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", default)]
pub struct BasketLine {
    pub id: Scalar,
    pub description: Scalar,
    pub code: Scalar,
    pub origin: Scalar,
    pub quantity: Scalar,
    pub unit_price: Scalar,
    pub net_weight: Scalar,
    pub quantities: Entries,
    pub components: Entries,
    pub claims: Vec<Scalar>,
    pub facts: Entries,
    /// Keys that are none.
    #[serde(skip)]
    pub unknown: Vec<String>,
}

/// The seller of a basket.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", default)]
pub struct BasketSeller {
    pub registrations: Option<Vec<Scalar>>,
    pub marketplace: Scalar,
    /// Keys that are none.
    #[serde(skip)]
    pub unknown: Vec<String>,
}

/// An exchange rate handed in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", default)]
pub struct BasketRate {
    pub from: Scalar,
    pub to: Scalar,
    pub rate: Scalar,
    pub on: Scalar,
    pub source: Scalar,
    /// Keys that are none.
    #[serde(skip)]
    pub unknown: Vec<String>,
}

read_by_keys!(Basket, BasketLine, BasketSeller, BasketRate);

/// Prices, freight and declared values: more than any parcel, and far from where exact decimals end.
const PRICE_LIMIT: i64 = 100_000_000_000;
/// What a whole line may cost: ten thousand of them at the highest rate are far from where exact decimals end. Through two
/// rates at their bounds they would run over, and stay at that end.
const LINE_LIMIT: i64 = 1_000_000_000_000;
/// Units of one currency for one of another: a euro buys some 1.6 million rials.
const RATE_LIMIT: i64 = 10_000_000;
/// Pieces, kilograms and other quantities.
const QUANTITY_LIMIT: i64 = 100_000_000;
/// Digits after the point that a price or quantity may have.
const SCALE_LIMIT: u32 = 8;
/// Characters of a figure that exact decimals certainly hold.
const DIGITS_LIMIT: usize = 28;
/// Lines in one consignment.
const LINES_LIMIT: usize = 10_000;
/// Characters of a description that are kept; the rest says nothing to customs.
const DESCRIPTION_LIMIT: usize = 2_000;

/// Reads a basket into a consignment.
///
/// # Errors
/// Every problem found, each with its path. Figures of a single line that cannot be read do not stand in the way of the
/// others: such a line is kept and flagged, as long as another one can be priced.
pub fn consignment(basket: &Basket) -> Result<Consignment, Vec<Problem>> {
    let mut reader = Reader { problems: Vec::new() };
    reader.unknown("", &basket.unknown);
    let to = reader.parsed::<Place>("to", &basket.to, "say where the goods go, such as FR or CA-ON");
    let from = reader.parsed::<Place>("from", &basket.from, "say from which country the goods are sent, such as CN");
    let on = reader.parsed::<Date>("assessmentDate", &basket.assessment_date, "give the day whose law applies");
    let currency = reader.parsed::<Currency>("currency", &basket.currency, "name the currency of all prices");
    let freight = reader.amount("freight", &basket.freight, PRICE_LIMIT);
    let gross_weight = reader.amount("grossWeight", &basket.gross_weight, QUANTITY_LIMIT).filter(weighs);
    let insurance = reader.amount("insurance", &basket.insurance, PRICE_LIMIT);
    let transaction = reader.chosen("transaction", &basket.transaction, &TRANSACTIONS, Transaction::DistanceSale);
    let carriage = reader.chosen("carriage", &basket.carriage, &CARRIAGES, Carriage::Post);
    let postcode = reader.text("postcode", &basket.postcode);
    let buyer = reader.chosen("buyer", &basket.buyer, &BUYERS, Buyer::Private);
    let elections = reader.names("elections", &basket.elections);
    let dataset = reader.text("dataset", &basket.dataset);
    let exchange_rates = reader.rates(&basket.exchange_rates);
    let registrations = basket.seller.registrations.as_ref().map(|r| reader.names("seller.registrations", r));
    reader.unknown("seller.", &basket.seller.unknown);
    let marketplace = reader.truth("seller.marketplace", &basket.seller.marketplace).unwrap_or(false);
    let lines = reader.lines(&basket.lines);
    match (to, from, on, currency) {
        (Some(to), Some(dispatched_from), Some(on), Some(currency)) if reader.problems.is_empty() => Ok(Consignment {
            to,
            postcode,
            dispatched_from,
            on,
            transaction,
            carriage,
            currency,
            lines,
            freight,
            gross_weight,
            insurance,
            seller: Seller { registrations, marketplace },
            buyer,
            elections,
            dataset,
            exchange_rates,
        }),
        _ => Err(reader.problems),
    }
}

const TRANSACTIONS: [(&str, Transaction); 3] = [
    ("distance-sale", Transaction::DistanceSale),
    ("commercial", Transaction::Commercial),
    ("gift", Transaction::Gift),
];
const CARRIAGES: [(&str, Carriage); 5] = [
    ("post", Carriage::Post),
    ("express", Carriage::Express),
    ("air-freight", Carriage::AirFreight),
    ("sea-freight", Carriage::SeaFreight),
    ("land-freight", Carriage::LandFreight),
];
const BUYERS: [(&str, Buyer); 2] = [("private", Buyer::Private), ("registered", Buyer::Registered)];

struct Reader {
    problems: Vec<Problem>,
}

impl Reader {
    fn problem(&mut self, path: &str, code: &'static str, message: impl Into<String>, help: &str) {
        self.problems.push(Problem::new(path, code, message, help));
    }

    /// What is misspelt would be taken for left out, and the answer for an answer to the question.
    fn unknown(&mut self, path: &str, keys: &[String]) {
        for key in keys {
            let key = if key.is_empty() { "\"\"".to_owned() } else { short(key) };
            let help = "look for a slip of the pen, or leave it out";
            self.problem(
                &format!("{path}{key}"),
                "unknown-key",
                format!("`{key}` is not among the keys that are read"),
                help,
            );
        }
    }

    fn parsed<T: FromStr<Err: fmt::Display>>(&mut self, path: &str, value: &Scalar, help: &str) -> Option<T> {
        let Some(text) = value.text().filter(|text| !text.is_empty()) else {
            let code = if value.is_nothing() { "missing" } else { "not-text" };
            let message = if value.is_nothing() { "it is missing" } else { "it is not a text" };
            self.problem(path, code, message, help);
            return None;
        };
        match text.trim().parse() {
            Ok(parsed) => Some(parsed),
            Err(error) => {
                self.problem(path, "unreadable", format!("{error}"), help);
                None
            }
        }
    }

    /// A decimal from zero up to a limit; `None` when it is missing.
    fn amount(&mut self, path: &str, value: &Scalar, limit: i64) -> Option<Decimal> {
        if value.is_nothing() {
            return None;
        }
        match amount(value, limit) {
            Ok(amount) => Some(amount),
            Err((code, message)) => {
                self.problem(path, code, message, "write a plain decimal such as 19.90, as text or number");
                None
            }
        }
    }

    fn chosen<T: Copy>(&mut self, path: &str, value: &Scalar, choices: &[(&str, T)], usual: T) -> T {
        if value.is_nothing() {
            return usual;
        }
        let found =
            value.text().and_then(|text| choices.iter().find(|(name, _)| name.eq_ignore_ascii_case(text.trim())));
        match found {
            Some((_, choice)) => *choice,
            None => {
                let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
                let help = format!("write one of {}", names.join(", "));
                self.problem(path, "unknown-choice", format!("{} is not known here", shown(value)), &help);
                usual
            }
        }
    }

    fn text(&mut self, path: &str, value: &Scalar) -> Option<String> {
        if value.is_nothing() {
            return None;
        }
        if value.text().is_none() {
            self.problem(path, "not-text", "it is not a text", "write it as text");
        }
        value.text().map(|text| text.trim().chars().take(100).collect())
    }

    fn texts(&mut self, path: &str, values: &[Scalar]) -> Vec<String> {
        let numbered = values.iter().enumerate();
        numbered.filter_map(|(position, value)| self.text(&format!("{path}[{position}]"), value)).collect()
    }

    /// Names of the law's own, which are small: `IOSS` is `ioss`.
    fn names(&mut self, path: &str, values: &[Scalar]) -> Vec<String> {
        self.texts(path, values).iter().map(|name| name.to_ascii_lowercase()).collect()
    }

    fn truth(&mut self, path: &str, value: &Scalar) -> Option<bool> {
        match value {
            Scalar::Truth(truth) => Some(*truth),
            _ if value.is_nothing() => None,
            _ => {
                self.problem(
                    path,
                    "not-a-truth",
                    format!("{} is neither true nor false", shown(value)),
                    "write true or false",
                );
                None
            }
        }
    }

    fn rates(&mut self, rates: &[BasketRate]) -> Vec<ExchangeRate> {
        let mut read = Vec::new();
        for (position, rate) in rates.iter().enumerate() {
            let path = |field: &str| format!("exchangeRates[{position}].{field}");
            self.unknown(&path(""), &rate.unknown);
            let from = self.parsed::<Currency>(&path("from"), &rate.from, "name the currency");
            let to = self.parsed::<Currency>(&path("to"), &rate.to, "name the currency");
            let on = if rate.on.is_nothing() { None } else { self.parsed(&path("on"), &rate.on, "give its day") };
            let source = self.text(&path("source"), &rate.source);
            let figure = self.amount(&path("rate"), &rate.rate, RATE_LIMIT);
            match (from, to, figure) {
                (Some(from), Some(to), Some(rate)) if rate >= Decimal::new(1, 7) => {
                    read.push(ExchangeRate { from, to, rate, on, source });
                }
                // A figure that could not be read has been told already.
                (Some(_), Some(_), figure) if figure.is_some() || rate.rate.is_nothing() => {
                    self.problem(
                        &path("rate"),
                        "not-a-rate",
                        "it is not a rate of at least 0.0000001",
                        "say how many units one unit buys, or state the rate the other way round",
                    );
                }
                _ => {}
            }
        }
        read
    }

    fn lines(&mut self, lines: &[BasketLine]) -> Vec<CartLine> {
        if lines.is_empty() {
            self.problem("lines", "empty", "there are no goods", "give at least one line");
        }
        if lines.len() > LINES_LIMIT {
            let message = format!("there are {} lines; one consignment may have {LINES_LIMIT}", lines.len());
            self.problem("lines", "too-many", message, "split the basket");
            return Vec::new();
        }
        let read: Vec<CartLine> = lines.iter().enumerate().map(|(position, line)| self.line(position, line)).collect();
        if !read.is_empty() && read.iter().all(|line| line.unreadable.is_some()) {
            for (position, line) in read.iter().enumerate() {
                let message = line.unreadable.clone().unwrap_or_default();
                let help = "write plain decimals such as 19.90, as text or number, and take a discount off the prices";
                self.problem(&format!("lines[{position}]"), "unreadable-line", message, help);
            }
        }
        read
    }

    fn line(&mut self, position: usize, line: &BasketLine) -> CartLine {
        let path = |field: &str| format!("lines[{position}].{field}");
        self.unknown(&path(""), &line.unknown);
        let mut unreadable: Vec<String> = Vec::new();
        let mut figure = |name: &str, value: &Scalar, limit: i64, needed: bool| match amount(value, limit) {
            Ok(amount) => Some(amount),
            Err(_) if value.is_nothing() && !needed => None,
            Err((_, message)) => {
                unreadable.push(format!("{name}: {message}"));
                None
            }
        };
        let quantity = if line.quantity.is_nothing() {
            Some(Decimal::ONE)
        } else {
            figure("quantity", &line.quantity, QUANTITY_LIMIT, true)
        };
        let unit_price = figure("unitPrice", &line.unit_price, PRICE_LIMIT, true);
        let net_weight = figure("netWeight", &line.net_weight, QUANTITY_LIMIT, false).filter(weighs);
        let mut quantities = Vec::new();
        for (unit, value) in line.quantities.iter() {
            let read = figure(&format!("quantities.{}", short(unit)), value, QUANTITY_LIMIT, true);
            quantities.extend(read.map(|quantity| (duty_unit(unit), quantity)));
        }
        let mut components = Vec::new();
        for (name, value) in line.components.iter() {
            let read = figure(&format!("components.{}", short(name)), value, PRICE_LIMIT, true);
            components.extend(read.map(|value| (name.clone(), value)));
        }
        // Words of another kind would be read as none, and goods that only words tell would pass.
        if line.description.text().is_none() && !line.description.is_nothing() {
            unreadable.push("description: it is not a text".to_owned());
        }
        if quantity.is_some_and(|quantity| quantity.is_zero()) {
            unreadable.push("quantity: zero pieces cannot be sent".to_owned());
        }
        let price = quantity.zip(unit_price).and_then(|(quantity, price)| quantity.product(price));
        if price.is_some_and(|price| price > Decimal::from(LINE_LIMIT)) {
            unreadable.push(format!("the whole line comes to more than {LINE_LIMIT}"));
        }
        let origin = if line.origin.is_nothing() {
            None
        } else {
            self.parsed::<Place>(&path("origin"), &line.origin, "name the country the goods are from, such as CN")
        };
        let facts = line.facts.iter().filter_map(|(name, value)| {
            let truth = self.truth(&path(&format!("facts.{}", short(name))), value)?;
            Some((name.clone(), truth))
        });
        let facts = facts.collect();
        CartLine {
            description: line.description.text().unwrap_or_default().chars().take(DESCRIPTION_LIMIT).collect(),
            code: code(&line.code),
            origin,
            quantity: quantity.unwrap_or(Decimal::ONE),
            unit_price: unit_price.unwrap_or_default(),
            net_weight,
            quantities,
            components,
            claims: self.names(&path("claims"), &line.claims),
            facts,
            unreadable: (!unreadable.is_empty()).then(|| unreadable.join("; ")),
        }
    }
}

fn code(value: &Scalar) -> Result<Option<CommodityCode>, crate::CommodityCodeError> {
    match value {
        _ if value.is_nothing() => Ok(None),
        // 6109.10 as a number has lost its last digit, and 0101 its first: only whole numbers can be codes.
        Scalar::Number(text) if text.contains('.') => format!("{text}?").parse().map(Some),
        Scalar::Text(text) | Scalar::Number(text) => text.parse().map(Some),
        _ => "?".parse().map(Some),
    }
}

/// Units by their text; a word that is no unit of duty is kept as a named one.
fn duty_unit(text: &str) -> DutyUnit {
    text.parse().unwrap_or_else(|_| DutyUnit::Named(text.to_owned()))
}

fn amount(value: &Scalar, limit: i64) -> Result<Decimal, (&'static str, String)> {
    let text = value.text().map(str::trim).filter(|text| !text.is_empty());
    let Some(text) = text else {
        let other = || ("not-a-number", format!("{} is no number", shown(value)));
        return Err(if value.is_nothing() { ("missing", "it is missing".to_owned()) } else { other() });
    };
    let figure = parse_decimal(text).ok_or_else(|| {
        let of_digits = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-'));
        let wrong = if of_digits && text.len() > DIGITS_LIMIT {
            "has more digits than can be read"
        } else {
            "is not a plain decimal number"
        };
        ("not-a-number", format!("{} {wrong}", shown(value)))
    })?;
    if figure.is_sign_negative() && !figure.is_zero() {
        return Err(("negative", format!("{figure} is below zero")));
    }
    if figure > Decimal::from(limit) {
        return Err(("too-large", format!("{figure} is more than {limit}")));
    }
    if figure.normalize().scale() > SCALE_LIMIT {
        return Err(("too-fine", format!("{figure} has more than {SCALE_LIMIT} digits after the point")));
    }
    Ok(figure)
}

/// Shops write a weight of nought where they know none.
fn weighs(weight: &Decimal) -> bool {
    !weight.is_zero()
}
