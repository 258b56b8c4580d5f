//! What data a parcel must carry, and whether a record of one is ready for its destination.
//!
//! A parcel's data are 37 elements. Which of them a destination asks for, by which carriage, under which conditions and
//! since when, are rows of `tables/declaration`.

mod element;
mod parcel;

use serde::{Deserialize, Serialize};

pub use element::{Element, ElementRow};
pub use parcel::{Declarant, Marketplace, Nature, NonDelivery, Parcel, ParcelLine, Party, Posting, Reference};

use crate::Atlas;
use crate::tables::schema::RateSet;

/// The rows of `tables/declaration`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// The elements, in their order.
    pub elements: Vec<ElementRow>,
}

impl Rules {
    /// Whether nothing is held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }
}

/// The rules with all that a check needs beside them: the pack's content.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Book {
    /// The publication of the tables; a pack says it in its header.
    #[serde(skip)]
    pub edition: String,
    /// The rows.
    pub rules: Rules,
    /// Places.
    pub atlas: Atlas,
    /// The bundled exchange rates, by which a value is compared with a limit in another currency.
    pub rates: RateSet,
}

#[cfg(feature = "text")]
impl Book {
    /// What the tables hold.
    #[must_use]
    pub fn of(tables: &crate::Tables) -> Self {
        Self {
            edition: tables.edition.clone(),
            rules: tables.declaration.clone(),
            atlas: Atlas::of(tables),
            rates: tables.world.rates.clone(),
        }
    }
}
