//! The question of the checklist, and its answer.

use std::collections::BTreeMap;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::row::{Bound, Obligation, Selling};
use crate::error::short;
use crate::record::read_by_name;
use crate::tables::schema::Carriage;
use crate::{Date, Money, Place};

/// A seller's way of selling, about which obligations are asked. Whatever is not known stays out and is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Sale {
    /// The day.
    pub on: Date,
    /// Where the seller is established.
    #[serde(default)]
    pub seller: Option<Place>,
    /// Where the goods leave from; where the seller is, when nothing is said.
    #[serde(default)]
    pub from: Option<Place>,
    /// Destinations.
    pub to: Vec<Place>,
    /// The way of selling.
    #[serde(default)]
    pub selling: Option<Selling>,
    /// All sales of a year.
    #[serde(default)]
    pub sales_world: Option<Money>,
    /// Sales of a year to a destination, or to a union as a whole.
    #[serde(default)]
    pub sales_there: BTreeMap<Place, Money>,
    /// What the goods of a usual parcel cost, without carriage.
    #[serde(default)]
    pub parcel: Option<Money>,
    /// Codes of the goods, two digits or more, without dots or blanks; an empty text stands for goods whose code is not known.
    #[serde(default, deserialize_with = "codes")]
    pub goods: Vec<String>,
    /// How parcels travel.
    #[serde(default)]
    pub carriage: Option<Carriage>,
}

read_by_name!(Sale);

/// Codes as people write them, with dots and blanks between digits. What is no code would be none that a rule means, and the
/// rule would drop out without a word.
fn codes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let plain = |text: &String| {
        let digits: String = text.chars().filter(|sign| !matches!(sign, '.' | ' ')).collect();
        let is_code = digits.len() <= 12 && digits.bytes().all(|sign| sign.is_ascii_digit());
        let wrong =
            || format!("`{}` is not a commodity code; give digits only, six or more if you know them", short(text));
        if is_code { Ok(digits) } else { Err(D::Error::custom(wrong())) }
    };
    Vec::<String>::deserialize(deserializer)?.iter().map(plain).collect()
}

/// What is known of an obligation for a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It holds.
    Due,
    /// It holds unless something that is not known rules it out.
    Open,
    /// A threshold of sales is not reached.
    BelowThreshold,
    /// Its first day lies ahead, or its start is not confirmed.
    Ahead,
}

/// What would settle an open obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// Where the seller is established.
    Seller,
    /// The way of selling.
    Selling,
    /// The goods' codes, or longer ones.
    Goods,
    /// How parcels travel.
    Carriage,
    /// Sales to the place.
    SalesThere,
    /// All sales.
    SalesWorld,
    /// The price of a usual parcel, or of one piece.
    Parcel,
    /// An exchange rate.
    Rate,
    /// The row's own question.
    Question,
}

/// How near a sale is to a bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The bound.
    #[serde(flatten)]
    pub bound: Bound,
    /// What is known of the figure, in the bound's currency, without its fraction.
    pub have: Option<String>,
    /// The same in hundredths of the bound, without its fraction.
    pub percent: Option<u32>,
    /// Whether the figure may be higher, because it holds some destinations of a wider place only.
    pub partial: bool,
}

/// An obligation that touches the sale.
#[derive(Debug, Clone, Serialize)]
pub struct Item<'t> {
    /// The row.
    #[serde(flatten)]
    pub obligation: &'t Obligation,
    /// For which destinations.
    pub to: Vec<Place>,
    /// What is known of it.
    pub standing: Standing,
    /// What would settle it.
    pub lacks: Vec<Lack>,
    /// How near its bounds are.
    pub near: Vec<Near>,
}

/// What a seller must do, ordered by kind, place and id.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist<'t> {
    /// The day it was asked for.
    pub on: Date,
    /// The publication of the tables.
    pub edition: String,
    /// The obligations.
    pub items: Vec<Item<'t>>,
    /// Destinations of which no obligation of their own is held: which says nothing about whether there is one.
    pub not_held: Vec<Place>,
}
