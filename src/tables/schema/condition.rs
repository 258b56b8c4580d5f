//! When a measure applies: what a condition may ask of a consignment and its goods.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::effect::Percent;
use crate::money::decimal;
use crate::{CommodityCode, Money, Place};

/// When a measure applies. Every list given must have a match; an empty one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Sale to a consumer, commercial, gift.
    pub transaction: Vec<Transaction>,
    /// Post, express, freight.
    pub carriage: Vec<Carriage>,
    /// Where the goods left from: places and `@groups`.
    pub dispatched_from: Vec<PlaceMatch>,
    /// Where the goods are from in law.
    pub origin: Vec<PlaceMatch>,
    /// The exact destination, for a measure that holds in part of its place.
    pub to: Vec<PlaceMatch>,
    /// Commodity codes, or prefixes.
    pub code: Vec<CommodityCode>,
    /// Named code lists.
    pub list: Vec<String>,
    /// Named classes of goods.
    pub goods: Vec<String>,
    /// What the importer claims for the line: a preference programme, an exclusion.
    pub claim: Vec<String>,
    /// What the importer chose for the consignment: the tariff instead of a flat rate.
    pub election: Vec<String>,
    /// The declaration's data set.
    pub dataset: Vec<String>,
    /// The collection scheme in use for the line.
    pub scheme: Vec<String>,
    /// Whether the buyer is a private person or a registered business.
    pub buyer: Vec<Buyer>,
    /// Facts about the goods that the seller declares, true or false.
    pub fact: Vec<Fact>,
    /// Comparisons of values.
    pub value: Vec<Test>,
    /// The gross weight of the consignment.
    pub weight: Option<WeightTest>,
    /// Measures of which one must apply to the same goods.
    pub applies: Vec<String>,
    /// Measures of which one must come to nothing for the same goods ("free").
    pub free: Vec<String>,
    /// Kinds of charge of which some amount must be due at the border, not collected by a seller.
    pub due: Vec<ChargeKind>,
    /// Whether a restriction that forces a fuller declaration touches the consignment.
    pub restricted: Option<bool>,
}

/// A place or a group of places in a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceMatch {
    /// One place.
    Place(Place),
    /// A group by name.
    Group(String),
}

/// A fact that the goods must have, or must not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name, such as `made-in-usa-metal`.
    pub name: String,
    /// The value asked for.
    pub is: bool,
}

/// A comparison of a value with amounts of law. At least one bound is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// The parts added up.
    pub of: Vec<Part>,
    /// Over what.
    pub per: Per,
    /// The value must not exceed this.
    pub at_most: Option<Money>,
    /// The value must be under this.
    pub below: Option<Money>,
    /// The value must exceed this.
    pub above: Option<Money>,
    /// The value must reach this.
    pub at_least: Option<Money>,
}

/// A comparison of the consignment's gross weight, in kilograms. At least one bound is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightTest {
    /// It must not weigh more.
    pub at_most: Option<Kilograms>,
    /// It must weigh less.
    pub below: Option<Kilograms>,
    /// It must weigh more.
    pub above: Option<Kilograms>,
    /// It must weigh at least this.
    pub at_least: Option<Kilograms>,
    /// What is taken when nobody says what it weighs, where one answer is the plain case; otherwise both are read.
    pub presumed: Option<bool>,
}

impl WeightTest {
    /// Whether so many kilograms pass it.
    #[must_use]
    pub fn holds(&self, weight: Decimal) -> bool {
        self.at_most.is_none_or(|bound| weight <= bound.0)
            && self.below.is_none_or(|bound| weight < bound.0)
            && self.above.is_none_or(|bound| weight > bound.0)
            && self.at_least.is_none_or(|bound| weight >= bound.0)
    }
}

/// Kilograms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kilograms(#[serde(with = "decimal")] pub Decimal);

/// A comparison of the goods' strength, in per cent of alcohol by volume. At least one bound is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrengthTest {
    /// They must not be stronger.
    pub at_most: Option<Percent>,
    /// They must be weaker.
    pub below: Option<Percent>,
    /// They must be stronger.
    pub above: Option<Percent>,
    /// They must be at least so strong.
    pub at_least: Option<Percent>,
}

impl StrengthTest {
    /// Whether goods of so many per cent pass it.
    #[must_use]
    pub fn holds(&self, strength: Decimal) -> bool {
        self.at_most.is_none_or(|bound| strength <= bound.0)
            && self.below.is_none_or(|bound| strength < bound.0)
            && self.above.is_none_or(|bound| strength > bound.0)
            && self.at_least.is_none_or(|bound| strength >= bound.0)
    }
}

/// How many pieces, and how much of a liquid, goods are at most of which something is true. At least one bound is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeTest {
    /// Pieces.
    pub pieces: Option<u32>,
    /// Millilitres.
    pub millilitres: Option<u32>,
    /// Whether size is all that is asked. Otherwise it can only be ruled out by it.
    #[serde(default)]
    pub decides: bool,
}

impl SizeTest {
    /// What so many pieces and litres say of it; `None` where they leave it open.
    #[must_use]
    pub fn tells(&self, pieces: Decimal, litres: Option<Decimal>) -> Option<bool> {
        let few = self.pieces.map(|most| Some(pieces <= most.into()));
        let small = self.millilitres.map(|most| Some(litres? <= Decimal::new(most.into(), 3)));
        let told = || few.into_iter().chain(small);
        if told().any(|within| within == Some(false)) {
            return Some(false);
        }
        (self.decides && told().all(|within| within == Some(true))).then_some(true)
    }
}

/// A part of a value or base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The price of the goods alone: the intrinsic value.
    Goods,
    /// Carriage to the destination.
    Freight,
    /// Insurance of the carriage.
    Insurance,
    /// The value for duty.
    Customs,
    /// All duties.
    Duty,
    /// All excises.
    Excise,
    /// All levies.
    Levy,
    /// All taxes.
    Tax,
    /// The charge of one measure.
    Charge(String),
}

impl Part {
    /// Whether it is a value of the goods, and not something that is charged.
    pub(crate) const fn is_value(&self) -> bool {
        matches!(self, Self::Goods | Self::Freight | Self::Insurance | Self::Customs)
    }
}

/// Over what a value is summed, or a flat amount counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Everything sent together.
    Consignment,
    /// What the declaration counts as one item.
    GoodsItem,
    /// What the shop counts as one line.
    Line,
    /// One piece of a line: its unit price.
    Unit,
}

/// Sale to a consumer, commercial, gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transaction {
    /// A sale to a consumer, sent from abroad.
    DistanceSale,
    /// A sale to a business.
    Commercial,
    /// From one private person to another, unpaid.
    Gift,
}

/// How the goods travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carriage {
    /// The postal network.
    Post,
    /// An express carrier.
    Express,
    /// Air freight.
    AirFreight,
    /// Sea freight.
    SeaFreight,
    /// Road or rail.
    LandFreight,
}

/// Who buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Buyer {
    /// A private person, or a business without registration.
    Private,
    /// A business registered for tax at the destination.
    Registered,
}

/// What a charge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeKind {
    /// Customs duty, additional duties among them.
    Duty,
    /// Excise.
    Excise,
    /// A levy that is neither duty nor general tax.
    Levy,
    /// VAT, GST, sales or consumption tax.
    Tax,
    /// A fee for a service of an authority or a carrier.
    Fee,
}
