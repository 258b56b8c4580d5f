//! What data a parcel must carry, and whether a record of one is ready for its destination.
//!
//! A parcel's data are 37 elements. Which of them a destination asks for, by which carriage, under which conditions and
//! since when, are rows of `tables/declaration`.

mod check;
mod condition;
mod element;
mod fault;
mod form;
mod number;
mod parcel;
mod rule;
mod values;
#[cfg(any(feature = "cli", feature = "compliance"))]
mod view;
mod words;

use serde::{Deserialize, Serialize};

pub use check::{Asking, ElementCheck, ElementStanding, Readiness, Value, Verdict, check};
pub use condition::Lack;
pub use element::{Element, ElementRow};
pub use fault::Fault;
pub use form::{Form, FormChoice, FormReason};
pub use number::{is_gtin, is_s10, is_s10_whole};
pub use parcel::{Declarant, Marketplace, Nature, NonDelivery, Parcel, ParcelLine, Party, Posting, Reference};
pub use rule::{
    BoxRow, CheckRule, Cited, Effect, FaultKind, FaultRow, Field, FormLimit, Need, NumberKind, Requirement, Test, Word,
    WordList,
};
#[cfg(any(feature = "cli", feature = "compliance"))]
pub use view::{FormBox, View};

use crate::Atlas;
use crate::tables::schema::RateSet;

/// The rows of `tables/declaration`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Rules {
    /// The elements, in their order.
    pub elements: Vec<ElementRow>,
    /// Who asks for what, ordered by id.
    pub requirements: Vec<Requirement>,
    /// Words that places do not take.
    pub lists: Vec<WordList>,
    /// What is done about faults.
    pub faults: Vec<FaultRow>,
    /// How numbers of each kind are written.
    pub numbers: Vec<NumberKind>,
    /// Up to what the small postal form serves.
    pub forms: Vec<FormLimit>,
    /// Boxes of forms and messages, view by view.
    pub views: Vec<BoxRow>,
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

/// What is said of a parcel's record.
#[cfg(any(feature = "cli", feature = "compliance"))]
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum ParcelResult<'b> {
    /// It was read.
    Checked {
        /// Whether it is ready.
        readiness: Readiness<'b>,
        /// The forms and messages it fills.
        views: Vec<View<'b>>,
    },
    /// It was not.
    Invalid {
        /// Why.
        problems: Vec<crate::Problem>,
    },
}

#[cfg(any(feature = "cli", feature = "compliance"))]
impl<'b> ParcelResult<'b> {
    /// Checks a parcel and fills its forms.
    #[must_use]
    pub fn of(parcel: &'b Parcel, book: &'b Book) -> Self {
        let readiness = check(parcel, book);
        let views = view::views(parcel, book, readiness.form.as_ref());
        Self::Checked { readiness, views }
    }
}

/// The problem with something that cannot be read as a parcel; `error` says what its reader has against it.
#[must_use]
pub fn not_a_parcel(error: &str) -> crate::Problem {
    // A hostile key may be as long as the text; the message need not be.
    let error: String = crate::error::in_plain_words(error).chars().take(200).collect();
    let help = "compare it with the Parcel type";
    crate::Problem::new("", "not-a-parcel", format!("this is not a parcel: {error}"), help)
}
