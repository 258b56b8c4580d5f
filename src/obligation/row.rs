//! A row of `tables/obligations`.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::tables::schema::{Carriage, Grade, Status};
use crate::{Money, Place, Validity};

/// What kind of thing has to be done; checklists are grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObligationKind {
    /// Becoming known to an authority, or having a representative there.
    Registration,
    /// Taking a tax or a charge with the price, or knowing who does.
    Collect,
    /// A number or mark that has to travel with the parcel or stand on the offer.
    Identifier,
    /// What the goods, their label, their offer or their packaging must be.
    ProductRule,
    /// Data and papers that the parcel needs.
    Data,
    /// Returns, reports, records, claims.
    Filing,
    /// Duties of the place that the goods are sold from.
    Export,
}

/// Who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The seller.
    Seller,
    /// The marketplace, which the seller should see doing it.
    Marketplace,
    /// Whoever makes the goods or has them made under its name.
    Maker,
    /// Whoever imports them in law.
    Importer,
    /// The post or express carrier, or another declarant, with what the seller gives.
    Carrier,
    /// The buyer, whom the seller should tell.
    Buyer,
}

/// How the seller sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selling {
    /// On its own site.
    OwnShop,
    /// Through a marketplace.
    Marketplace,
    /// Both ways.
    Both,
}

/// What a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    /// Sales to the place, over the row's period.
    There,
    /// All sales of the seller, over the row's period.
    World,
    /// The goods of one parcel, without carriage.
    Parcel,
    /// One piece.
    Item,
}

/// How a figure stands to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compare {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Compare {
    pub(super) const fn is_floor(self) -> bool {
        matches!(self, Self::AtLeast | Self::Above)
    }

    pub(crate) fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
            Self::AtMost => value <= bound,
            Self::Below => value < bound,
        }
    }
}

/// One condition on money: `there >= 75000 AUD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// What is counted.
    pub of: Measured,
    /// On which side.
    pub compare: Compare,
    /// Of what.
    pub amount: Money,
}

/// A row of `tables/obligations`: what somebody must do, when, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Obligation {
    /// Its id.
    pub id: String,
    /// The destination, or for [`ObligationKind::Export`] the place the goods leave; `None` is everywhere.
    pub place: Option<Place>,
    /// Parts of the place to which it does not reach.
    pub except: Vec<Place>,
    /// What kind of thing it is.
    pub kind: ObligationKind,
    /// Its name, in a few words.
    pub title: String,
    /// Who acts.
    pub who: Actor,
    /// For which way of selling.
    pub selling: Selling,
    /// Only for sellers established in one of these; empty is all.
    pub established_in: Vec<Place>,
    /// Not for sellers established in one of these.
    pub established_not_in: Vec<Place>,
    /// Only when the goods cross the border of the place.
    pub crossing: bool,
    /// Conditions on money; all must hold.
    pub bounds: Vec<Bound>,
    /// Over which time sales are counted.
    pub period: String,
    /// Prefixes of codes; empty is all goods.
    pub codes: Vec<String>,
    /// Prefixes of codes that are outside.
    pub not_codes: Vec<String>,
    /// Only when the parcel travels so.
    pub carriage: Option<Carriage>,
    /// A question that only the seller can answer; empty is none.
    pub asks: String,
    /// What to do.
    pub task: String,
    /// The number, mark or paper.
    pub identifier: String,
    /// Where it must travel or stand.
    pub travels: String,
    /// The deadline or rhythm.
    pub rhythm: String,
    /// What happens otherwise, where a source says so.
    pub penalty: String,
    /// When it has effect.
    pub validity: Validity,
    /// Its legal state.
    pub status: Status,
    /// Act and article, or what was read.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}
