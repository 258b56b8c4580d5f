//! The question what comes back, and its answer.

use serde::{Deserialize, Serialize};

use super::row::{Claimant, Event, PaidTo, Reason, Recovery};
use crate::record::read_by_name;
use crate::tables::schema::Carriage;
use crate::{Date, Money, Place};

/// What went wrong with a parcel, and what is known of it. Whatever is not known stays out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Mishap {
    /// The day it is asked on.
    pub on: Date,
    /// Where the parcel went.
    pub to: Place,
    /// Where it came from, and would go back to.
    #[serde(default)]
    pub from: Option<Place>,
    /// What went wrong.
    pub reason: Reason,
    /// Who asks.
    #[serde(default)]
    pub who: Option<Claimant>,
    /// To whom duty and tax were paid.
    #[serde(default)]
    pub paid_to: Option<PaidTo>,
    /// How the parcel travelled.
    #[serde(default)]
    pub carriage: Option<Carriage>,
    /// What its goods cost, without carriage.
    #[serde(default)]
    pub parcel: Option<Money>,
    /// The day the customs declaration was accepted.
    #[serde(default)]
    pub imported: Option<Date>,
    /// The day of the assessment or bill.
    #[serde(default)]
    pub notified: Option<Date>,
    /// The day duty and tax were paid.
    #[serde(default)]
    pub paid: Option<Date>,
    /// The day the parcel was delivered.
    #[serde(default)]
    pub delivered: Option<Date>,
    /// The day the goods were sent back.
    #[serde(default)]
    pub returned: Option<Date>,
    /// The day the goods first left the seller's country.
    #[serde(default)]
    pub exported: Option<Date>,
    /// The day customs settled the entry.
    #[serde(default)]
    pub liquidated: Option<Date>,
    /// The day a claim was decided.
    #[serde(default)]
    pub decided: Option<Date>,
}

read_by_name!(Mishap);

impl Mishap {
    pub(super) fn day_of(&self, event: Event) -> Option<Date> {
        match event {
            Event::Import => self.imported,
            Event::Notice => self.notified,
            Event::Payment => self.paid,
            Event::Delivery => self.delivered,
            Event::Return => self.returned,
            Event::Export => self.exported,
            Event::Liquidation => self.liquidated,
            Event::Decision => self.decided,
        }
    }
}

/// How a way back stands on the day that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// There is time, or no period was found.
    Open,
    /// There is a period, but the day from which it counts was not told.
    Undated,
    /// A source says that nothing comes back.
    Nothing,
    /// The last day has passed.
    Passed,
    /// Adopted or announced, without a confirmed start.
    Ahead,
}

/// What would settle whether a row is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// To whom duty and tax were paid.
    PaidTo,
    /// How the parcel travelled.
    Carriage,
    /// What its goods cost.
    Parcel,
    /// An exchange rate.
    Rate,
    /// The day of the import.
    Imported,
}

/// A way to get something back.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim<'b> {
    /// The row.
    #[serde(flatten)]
    pub recovery: &'b Recovery,
    /// How it stands.
    pub standing: Standing,
    /// What would settle whether it is meant.
    pub lacks: Vec<Lack>,
    /// The last day, where the day is told from which it counts.
    pub deadline: Option<Date>,
    /// The day to which the law moves a last day that falls on a day of rest. Public holidays, which are not known here, may
    /// move it further.
    pub moved: Option<Date>,
    /// How many days are left until then, or until the last day; negative when it has passed.
    pub days_left: Option<i32>,
}

/// What can be done about a mishap: what is open first, the nearest last day before the others.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recourse<'b> {
    /// The day it was asked on.
    pub on: Date,
    /// The publication of the tables.
    pub edition: String,
    /// The ways.
    pub claims: Vec<Claim<'b>>,
    /// Whether anything is held of the destination itself. Nothing held does not mean that nothing comes back.
    pub held: bool,
}
