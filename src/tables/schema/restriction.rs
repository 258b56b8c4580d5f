//! What may not come in, or only with something.

use serde::{Deserialize, Serialize};

use super::condition::{Carriage, Fact};
use super::source::Grade;
use crate::{CommodityCode, Place, Validity};

/// A class of goods under restriction somewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Its name in our words.
    pub name: String,
    /// The codes in it.
    pub codes: Vec<CommodityCode>,
    /// Codes that it shares with harmless goods: a word and one of these are sure together, one of these alone says nothing.
    pub shared_codes: Vec<CommodityCode>,
    /// Words that suggest it, folded as descriptions are before they are compared.
    pub words: Vec<String>,
    /// Words that cancel such a match.
    pub not_words: Vec<String>,
}

/// What may not come in, or only with something.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Restriction {
    /// Its id.
    pub id: String,
    /// Where it holds; `None` is everywhere.
    pub place: Option<Place>,
    /// Who says so.
    pub layer: Layer,
    /// How it travels; empty is any way.
    pub carriage: Option<Carriage>,
    /// The category's id.
    pub category: String,
    /// Codes that narrow the category.
    pub codes: Vec<CommodityCode>,
    /// Words that narrow the category.
    pub words: Vec<String>,
    /// Prohibited, restricted, conditional or limited.
    pub status: RestrictionStatus,
    /// How much it catches of what it matches.
    pub covers: Covers,
    /// What happens or is needed, in our words.
    pub effect: String,
    /// The permit or paper.
    pub document: String,
    /// The authority.
    pub authority: String,
    /// The quantity allowed.
    pub limit: String,
    /// Only for goods of these origins; empty is all.
    pub origin: Vec<Place>,
    /// What the goods must be or not be, where their code cannot tell: it is sure once all is told, and asks until then.
    pub facts: Vec<Fact>,
    /// The data set it forces.
    pub dataset: Option<String>,
    /// When it has effect.
    pub validity: Validity,
    /// The legal basis.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}

/// How much a restriction catches of the goods that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// All that its codes hold.
    All,
    /// Some of it: it warns and never blocks.
    Part,
    /// What its words name among what its codes hold: it is sure of goods that match by both, and asks of others.
    Named,
}

/// Who restricts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Treaty and transport safety.
    Transport,
    /// The class of carrier.
    Carrier,
    /// The destination's law.
    Destination,
    /// The destination's post.
    Post,
}

/// What a restriction does. Ordered: the first is the hardest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestrictionStatus {
    /// May not come in.
    Prohibited,
    /// Only with a permit or for some people.
    Restricted,
    /// When conditions hold.
    Conditional,
    /// Up to a quantity.
    Limit,
}
