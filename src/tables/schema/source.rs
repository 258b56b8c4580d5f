//! Where law comes from, how sure it is and whether it is in force.

use serde::{Deserialize, Serialize};

use crate::{CommodityCode, Place};

/// A legal act, official page or other source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LegalAct {
    /// Its id.
    pub id: String,
    /// Its title in our words or its official short name.
    pub title: String,
    /// Where it can be read.
    pub url: String,
}

/// How sure a fact is. Ordered: the first is the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The text of the law or a page of the authority was read.
    Official,
    /// Two independent sources agree.
    TwoSecondary,
    /// One source.
    Secondary,
    /// Entered, but not confirmed.
    Unverified,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Citation {
    /// The act's id.
    pub act: String,
    /// The article, paragraph or section.
    pub at: String,
    /// How sure it is.
    pub grade: Grade,
}

/// The legal state of a measure. Only law in force charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Enacted; it has effect during its validity.
    InForce,
    /// Adopted, but its start is not confirmed: shown with its amount, not charged.
    Scheduled,
    /// Made known by an authority, not enacted: shown, not charged.
    Announced,
    /// Enacted and put off: shown, not charged.
    Suspended,
    /// Struck down: kept for the record.
    Annulled,
}

/// Announced law.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Watch {
    /// Its id.
    pub id: String,
    /// Whose law it would be.
    pub place: Place,
    /// What would change, in our words.
    pub title: String,
    /// When, as far as known.
    pub expected: String,
    /// Codes, or prefixes, of the goods that it concerns; empty when all.
    pub codes: Vec<CommodityCode>,
    /// Where goods are from that it concerns: places, or what they lie within; empty when anywhere.
    pub origin: Vec<Place>,
    /// Where it was made known.
    pub cite: Vec<Citation>,
}
