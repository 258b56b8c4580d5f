//! The law language: what a measure can say.
//!
//! These are the types that packs hold and the pipeline reads. `tables/README.md` describes the same language as people
//! write it; [`crate::tables::text`] turns the one into the other.

mod condition;
mod effect;
mod restriction;
mod source;
mod subheadings;

use serde::{Deserialize, Serialize};

use crate::{CommodityCode, Currency, Place, Rounding, Validity};

pub use condition::{
    Buyer, Carriage, ChargeKind, Condition, Fact, Kilograms, Part, Per, PlaceMatch, SizeTest, StrengthTest, Test,
    Transaction, WeightTest,
};
pub use effect::{
    Above, Amount, ChargeRule, Collection, Collector, Cut, Effect, FeeClass, Moment, Party, Percent, Relief, Route,
    Scheme, TaxBase, Total, Uplift, Valuation,
};
pub use restriction::{Category, Covers, Layer, Restriction, RestrictionStatus};
pub use source::{Citation, Grade, LegalAct, Status, Watch};
pub use subheadings::Subheadings;

/// The language's version. A pack written for another one is refused.
pub const SCHEMA: u16 = 11;

/// Everything but tariffs and code lists: places, measures, acts, goods classes, groups and restrictions.
///
/// The pack of it holds only the restrictions and questions that hold everywhere; those of a place are in its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct World {
    /// Places with law of their own, by code.
    pub places: Vec<PlaceLaw>,
    /// Groups of places, such as `eu27`, by name.
    pub groups: Vec<Group>,
    /// Classes of goods, such as `alcohol`, by name.
    pub goods: Vec<GoodsClass>,
    /// Legal acts and other sources, by id.
    pub acts: Vec<LegalAct>,
    /// Measures, grouped by place and sorted by id.
    pub measures: Vec<Measure>,
    /// Announced law: shown, never charged.
    pub watch: Vec<Watch>,
    /// Classes of goods that somewhere may not come in.
    pub categories: Vec<Category>,
    /// What may not come in, or only with something.
    pub restrictions: Vec<Restriction>,
    /// Facts about goods that measures ask for, by name.
    pub facts: Vec<FactQuestion>,
    /// Questions that make a code longer, by code and place. The world's pack holds everybody's, a place's own are in its pack.
    pub code_questions: Vec<CodeQuestion>,
    /// The six-digit codes of the nomenclature that the tables are written in.
    pub subheadings: Subheadings,
    /// Codes that ended with an older nomenclature, in order.
    pub former_codes: Vec<FormerCode>,
    /// Goods that are sold by a unit of their own: one piece of shoes is a pair.
    pub counted: Vec<Counted>,
    /// The bundled exchange rates.
    pub rates: RateSet,
    /// The collection schemes of all places, which a page offers before the law of any place is asked for.
    pub schemes: Vec<SchemeName>,
    /// Units that some rate in some tariff or law counts in and that have no word of their own, sorted.
    pub units: Vec<String>,
    /// Places for which there is a pack of their own; empty when everything was read at once.
    pub packs: Vec<OwnPack>,
    /// Whether the words of categories are in a pack of their own.
    pub words_apart: bool,
}

impl World {
    /// A category by its id.
    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.category_numbered(id).map(|(_, category)| category)
    }

    /// Takes in questions; a place's own about the same code go. A place's own stand after everybody's.
    pub(crate) fn take_questions(&mut self, questions: Vec<CodeQuestion>) {
        let key = |question: &CodeQuestion| (question.code, question.place);
        self.code_questions.retain(|known| known.place.is_none() || questions.iter().all(|new| key(new) != key(known)));
        self.code_questions.extend(questions);
        crate::order::sort_by_key(&mut self.code_questions, key);
    }

    /// A six-digit code that ended.
    pub(crate) fn former_code(&self, code: CommodityCode) -> Option<&FormerCode> {
        let found = self.former_codes.binary_search_by_key(&code, |former| former.code).ok()?;
        self.former_codes.get(found)
    }

    /// A category and its number; they are sorted by id.
    pub(crate) fn category_numbered(&self, id: &str) -> Option<(u16, &Category)> {
        let found = self.categories.binary_search_by(|category| category.id.as_str().cmp(id)).ok()?;
        Some((u16::try_from(found).ok()?, self.categories.get(found)?))
    }
}

/// A collection scheme by name: what a seller can be registered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeName {
    /// The registration, as the seller declares it.
    pub registration: String,
    /// Whose law it is.
    pub place: Place,
    /// What it is, in our words.
    pub title: String,
    /// Whether it is taken as held when the seller declares nothing.
    pub presumed: bool,
}

/// The pack of a place, by what conditions and charges may name in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPack {
    /// The widest place that it is of.
    pub place: Place,
    /// Ids of its tariffs and code lists; another place may share them.
    pub holds: Vec<String>,
}

/// A fact about goods that measures and restrictions ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactQuestion {
    /// Its name, as conditions use it.
    pub name: String,
    /// The question to a person.
    pub question: String,
    /// What is taken when nobody says, where one answer is the plain case; otherwise both are read and the quote is a
    /// range.
    pub presumed: Option<bool>,
    /// Whether it is about the consignment, its buyer or its seller, and not about single goods: said of any goods it is said
    /// of all, and it is asked once.
    #[serde(default)]
    pub consignment: bool,
    /// The strength that answers it, where litres and alcohol are stated.
    #[serde(default)]
    pub strength: Option<StrengthTest>,
    /// The size that answers it, or rules it out.
    #[serde(default)]
    pub size: Option<SizeTest>,
}

/// What to ask about goods to learn more digits of their code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeQuestion {
    /// The code that is known.
    pub code: CommodityCode,
    /// Whose tariff divides it so; the first six digits are everybody's.
    pub place: Option<Place>,
    /// The question to a person.
    pub question: String,
    /// The longer codes, and what goods of each are.
    pub answers: Vec<(CommodityCode, String)>,
}

/// A six-digit code of the Harmonized System of 2017 that ended with it: sellers' lists keep codes longer than tariffs do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerCode {
    /// The code.
    pub code: CommodityCode,
    /// The codes that its goods may have now.
    pub now: Vec<CommodityCode>,
}

/// Goods of which a piece, as sellers count, is one of a unit of tariffs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The code that the goods have or begin with.
    pub code: CommodityCode,
    /// The unit, in a word of the duty grammar: `pair`.
    pub unit: String,
}

/// A place and what its law needs to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlaceLaw {
    /// Its code.
    pub place: Place,
    /// Its name in English.
    pub name: String,
    /// The place whose law also applies here: the union of a member, the country of a province.
    pub within: Option<Place>,
    /// The currency in which charges are assessed.
    pub currency: Currency,
    /// The first day for which the law is held; earlier days are not covered, never free.
    pub known_from: crate::Date,
    /// How amounts are rounded where a measure names no rule.
    pub rounding: Rounding,
    /// Whether consignments can be sent here; a union is law only.
    pub destination: bool,
    /// Whether the place must be named more exactly before anything can be quoted, as with a Canadian province.
    pub parts_required: bool,
    /// Postcodes by which the place is found when only the one it lies within is named: `35` for all that begin so,
    /// `98000..98099` for a run of them.
    pub postcodes: Vec<String>,
    /// Whose postcodes these are: the place that people name with them.
    pub postcodes_of: Option<Place>,
    /// What duty is on average, where no tariff is held: context, never charged.
    pub typical_duty: Option<TypicalDuty>,
}

/// What duty is on average in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypicalDuty {
    /// The average rate, in percent.
    pub rate: Percent,
    /// The year it was measured in.
    pub year: u16,
    /// Who measured what.
    pub source: String,
}

/// A named group of places.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Group {
    /// The name, written `@name` in conditions.
    pub name: String,
    /// Its members.
    pub members: Vec<Place>,
}

/// A named class of goods.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GoodsClass {
    /// The name.
    pub name: String,
    /// The codes in it.
    pub codes: Vec<CommodityCode>,
}

/// One legal effect for a place, scope and period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    /// Its id: unique, never reused.
    pub id: String,
    /// Whose law it is.
    pub place: Place,
    /// What it is, in a few words of ours.
    pub title: String,
    /// When it has effect.
    pub validity: Validity,
    /// Its legal state.
    pub status: Status,
    /// All of this must hold.
    pub when: Condition,
    /// If any of these holds, the measure does not apply.
    pub unless: Vec<Condition>,
    /// Measures that do not apply where this one does.
    pub instead_of: Vec<String>,
    /// What it does.
    pub effect: Effect,
    /// The weakest grade among its citations.
    pub grade: Grade,
    /// Where it stands. Empty until the pack of sources is loaded; so are titles and notes.
    pub cite: Vec<Citation>,
    /// A remark for readers.
    pub note: Option<String>,
}

impl Measure {
    /// The weakest grade among citations; without any, nothing is confirmed.
    #[must_use]
    pub fn weakest(cite: &[Citation]) -> Grade {
        cite.iter().map(|citation| citation.grade).max().unwrap_or(Grade::Unverified)
    }
}

/// Exchange rates of one day from one source, all against the euro.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RateSet {
    /// The day.
    pub on: Option<crate::Date>,
    /// Who published them.
    pub source: String,
    /// Units of the currency for one euro.
    pub per_euro: Vec<(Currency, Percent)>,
}
