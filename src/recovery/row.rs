//! A row of `tables/recovery`, and all of them as a book.

use serde::{Deserialize, Serialize};

use super::period::Period;
use crate::obligation::Bound;
use crate::tables::schema::{Carriage, Grade, RateSet, Status};
use crate::{Atlas, Place, Validity};

/// What went wrong with a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Sound goods were delivered and sent back.
    Returned,
    /// The goods were faulty, or not what was agreed, and went back.
    Faulty,
    /// The parcel was refused, or could not be delivered.
    Refused,
    /// Charged, and never arrived.
    Lost,
    /// More was charged than the law asks.
    Overcharged,
    /// Tax was paid with the price, and again on delivery.
    DoubleTax,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Money comes back when the conditions hold.
    Refund,
    /// Nothing is charged a second time.
    Relief,
    /// Nobody is bound to repay, or it is only a way to the one who decides.
    Ask,
    /// A source says that nothing comes back.
    None,
}

/// What can be got back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recovered {
    /// Customs duty.
    Duty,
    /// Value added tax, goods and services tax and their like.
    Tax,
    /// What the carrier or an authority asks for its work.
    Fee,
}

/// Who has to claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claimant {
    /// The buyer.
    Buyer,
    /// The seller, or the marketplace that sold in its place.
    Seller,
    /// The post or express carrier, or another declarant.
    Carrier,
    /// Whoever is the importer in the declaration.
    Importer,
}

/// To whom duty and tax were paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaidTo {
    /// To the carrier or to customs, on import or delivery.
    Carrier,
    /// To the shop or marketplace, with the price.
    Seller,
}

/// On which side of the border a row works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Where the parcel went.
    Destination,
    /// Where it came from, and comes back to.
    Home,
}

/// From which day a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The customs declaration was accepted.
    Import,
    /// The debt was notified: the day of the assessment or bill.
    Notice,
    /// Duty and tax were paid.
    Payment,
    /// The parcel was delivered.
    Delivery,
    /// The goods were sent back.
    Return,
    /// The goods first left the seller's country.
    Export,
    /// Customs settled the entry.
    Liquidation,
    /// A claim was decided.
    Decision,
}

/// What must have happened by the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// The claim was made.
    Claim,
    /// The goods left the country.
    GoodsOut,
    /// Both of these.
    Both,
    /// The goods are back where they came from.
    GoodsBack,
}

/// A day of the week on which a period does not end, where the law moves its end to the next day that is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestDay {
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl RestDay {
    pub(super) const fn weekday(self) -> u8 {
        match self {
            Self::Friday => 5,
            Self::Saturday => 6,
            Self::Sunday => 7,
        }
    }
}

/// A row of `tables/recovery`: what can be got back, how, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recovery {
    /// Its id.
    pub id: String,
    /// The destination, or for [`Side::Home`] the place the goods come back to; `None` is everywhere.
    pub place: Option<Place>,
    /// Parts of the place to which it does not reach.
    pub except: Vec<Place>,
    /// On which side of the border it works.
    pub side: Side,
    /// Its name, in a few words.
    pub title: String,
    /// After what it helps.
    pub reasons: Vec<Reason>,
    /// What comes of it.
    pub outcome: Outcome,
    /// What comes back.
    pub what: Vec<Recovered>,
    /// Who has to claim.
    pub who: Claimant,
    /// Only when duty and tax were paid to this one.
    pub paid_to: Option<PaidTo>,
    /// Only when the parcel travelled so.
    pub carriage: Option<Carriage>,
    /// Conditions on the price of the parcel's goods; all must hold.
    pub bounds: Vec<Bound>,
    /// How long there is time; `None` where no period was found.
    pub period: Option<Period>,
    /// From which day it counts.
    pub counted: Option<Event>,
    /// What must have happened by its last day.
    pub due: Option<Due>,
    /// Days of the week on which the period does not end: it ends on the next that is none. Empty where no such law is held.
    #[serde(default)]
    pub rest: Vec<RestDay>,
    /// Where that is written.
    #[serde(default)]
    pub rest_basis: String,
    /// What to do.
    pub task: String,
    /// What to keep from now on, item by item.
    pub keep: Vec<String>,
    /// The form or procedure.
    pub form: String,
    /// What it costs, where a source says so.
    pub fee: String,
    /// Under which conditions.
    pub conditions: String,
    /// For parcels imported when.
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

/// The rows with what matching needs beside them: one pack, or the tables read from text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Book {
    /// The publication of the tables; a pack's header tells it.
    #[serde(skip)]
    pub edition: String,
    /// Which place lies within which.
    pub atlas: Atlas,
    /// The bundled rates by which a price is compared with a limit.
    pub rates: RateSet,
    /// The rows, ordered by id.
    pub rows: Vec<Recovery>,
}

#[cfg(feature = "text")]
impl Book {
    /// The rows of the tables.
    #[must_use]
    pub fn of(tables: &crate::Tables) -> Self {
        Self {
            edition: tables.edition.clone(),
            atlas: Atlas::of(tables),
            rates: tables.world.rates.clone(),
            rows: tables.recovery.clone(),
        }
    }
}
