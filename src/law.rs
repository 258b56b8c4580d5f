//! The law of one place on one day, prepared once and read many times.
//!
//! Preparing collects the measures in force of the place and of those it lies within, turns the names in their conditions
//! into sets and positions, and puts charges into the order in which law assesses them. A whole basket, or a whole
//! catalogue, is then quoted against it.

mod codes;
mod condition;
mod goods_index;
mod laws;
mod names;
mod prepare;
mod sequence;
mod tariffs;

use std::sync::Arc;

use crate::tables::Tables;
use crate::tables::schema::{ChargeKind, ChargeRule, Effect, Measure, PlaceLaw, SizeTest, StrengthTest, WeightTest};
use crate::{Currency, Date, NotCovered, Place};

#[cfg(feature = "text")]
pub(crate) use codes::CodeSet;
pub(crate) use codes::{CodeSets, Membership, Memberships, SetId};
pub(crate) use condition::Conditions;
#[cfg(feature = "cli")]
pub(crate) use goods_index::Suggestions;
#[cfg(feature = "text")]
pub(crate) use goods_index::{ANY_GOODS, ARTICLES, CONTAINERS, THINGS, folded};
pub(crate) use goods_index::{GoodsIndex, Match, WordIndex};
pub use laws::Laws;
pub(crate) use tariffs::Tariff;
use tariffs::TariffRule;

/// Position of a rule in the prepared law.
pub(crate) type RuleId = u16;

/// The law of a place on a day.
#[derive(Debug, Clone)]
pub struct Law<'t> {
    tables: &'t Tables,
    prepared: Arc<Prepared>,
}

/// What preparing yields. It refers to measures by position, so that it can be kept beside the tables it belongs to.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) place: Place,
    pub(crate) day: Date,
    /// The place and those it lies within, the narrowest first.
    pub(crate) chain: Vec<Place>,
    pub(crate) currency: Currency,
    /// How amounts are rounded where a measure names no rule.
    pub(crate) rounding: crate::Rounding,
    pub(crate) rules: Vec<Rule>,
    pub(crate) sets: CodeSets,
    pub(crate) facts: Vec<String>,
    /// Comparisons of the consignment's weight that conditions name.
    pub(crate) weights: Vec<WeightTest>,
    /// Parts of the goods that charges leave out of their base.
    pub(crate) components: Vec<String>,
    /// What the tables say of each fact.
    pub(crate) fact_laws: Vec<FactLaw>,
    /// Rules by what they do, in the order in which they are asked.
    pub(crate) valuations: Vec<RuleId>,
    pub(crate) tax_bases: Vec<RuleId>,
    pub(crate) routes: Vec<RuleId>,
    pub(crate) schemes: Vec<RuleId>,
    pub(crate) reliefs: Vec<RuleId>,
    pub(crate) collections: Vec<RuleId>,
    pub(crate) closures: Vec<RuleId>,
    pub(crate) charges: Vec<RuleId>,
    /// Of these, the ones that look a rate up in a tariff, in order of rules.
    tariffs: Vec<TariffRule>,
    /// Reliefs and rates that ask for a claim, by the origin they are for: what could be claimed and was not.
    pub(crate) claims: Vec<(Place, RuleId)>,
    /// Restrictions that hold here on the day or later, by what calls them up.
    pub(crate) restrictions: GoodsIndex,
    /// Whether any rule of the place itself, or of those it lies within, is held.
    pub(crate) restrictions_held: bool,
    /// Days ahead on which codes enter or leave lists that the law names, each with the set of these codes.
    pub(crate) list_changes: (CodeSets, Vec<Date>),
    /// Currencies that the law names.
    pub(crate) currencies: Vec<Currency>,
}

/// What the tables say of a fact that conditions ask for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct FactLaw {
    /// What is taken when nobody says.
    pub(crate) presumed: Option<bool>,
    /// Whether it is about the consignment: said of any goods it is said of all.
    pub(crate) consignment: bool,
    /// The strength that answers it.
    pub(crate) strength: Option<StrengthTest>,
    /// The size that answers it, or rules it out.
    pub(crate) size: Option<SizeTest>,
}

/// A measure in force, prepared.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Position in the world's measures.
    pub(crate) measure: usize,
    pub(crate) when: Conditions,
    pub(crate) unless: Vec<Conditions>,
    /// Rules that, where they apply, take this one's place.
    pub(crate) replaced_by: Vec<RuleId>,
    /// Not law in force: worked out to be shown, never charged.
    pub(crate) shown_only: bool,
    /// In force only after the day: asked for the quote's last valid day, never applied.
    pub(crate) upcoming: Option<Date>,
    /// A relief that nobody could confirm: both its being law and its not being law are read.
    pub(crate) unconfirmed: bool,
}

/// How many years of enacted law an edition answers: what is enacted rarely reaches further ahead.
const YEARS_AHEAD: i16 = 5;

impl Tables {
    /// Whether the law of a place is answered on a day.
    ///
    /// # Errors
    /// [`NotCovered`] when the day lies before what is known, or beyond what is enacted.
    pub fn answers(&self, held: &PlaceLaw, day: Date) -> Result<(), NotCovered> {
        let place = held.place;
        if day < held.known_from {
            return Err(NotCovered::TooEarly { place, known_from: held.known_from });
        }
        let late = self.known_until().filter(|last| day > *last);
        late.map_or(Ok(()), |known_until| Err(NotCovered::TooLate { place, known_until }))
    }

    /// The last day that the edition answers; an edition that is not named by its day answers any.
    fn known_until(&self) -> Option<Date> {
        let edition: Date = self.edition.parse().ok()?;
        let (month, day) = edition.month_day();
        let (year, month, day) = (edition.year() + YEARS_AHEAD, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        // The calendar's own arithmetic would be 3 kB of the engine for this one day. Only a leap day has no like.
        Date::new(year, month, day).or_else(|| Date::new(year, month, day - 1))
    }
}

impl<'t> Law<'t> {
    /// Prepares the law of a place for a day. [`Tables::law`] is the usual way here.
    ///
    /// # Errors
    /// [`NotCovered`] when the place is not held, is no destination, the day is too early or too late, or a tariff is not loaded.
    pub fn new(tables: &'t Tables, place: Place, day: Date) -> Result<Self, NotCovered> {
        let held = tables.place(place).ok_or(NotCovered::Place { place })?;
        if !held.destination {
            return Err(NotCovered::NotADestination { place, name: held.name.clone() });
        }
        if held.parts_required {
            let parts = tables.world.places.iter().filter(|part| part.within == Some(place));
            return Err(NotCovered::PartNeeded { place, parts: parts.map(|part| part.place).collect() });
        }
        tables.answers(held, day)?;
        Ok(Self { tables, prepared: Arc::new(prepare::prepare(tables, held, day)?) })
    }

    /// Joins prepared law with the tables it was prepared from.
    #[must_use]
    pub fn resume(tables: &'t Tables, prepared: Arc<Prepared>) -> Self {
        Self { tables, prepared }
    }

    /// What was prepared, to be kept beside the tables and used again.
    #[must_use]
    pub fn prepared(&self) -> Arc<Prepared> {
        Arc::clone(&self.prepared)
    }

    /// The place whose law this is.
    #[must_use]
    pub fn place(&self) -> Place {
        self.prepared.place
    }

    /// The day it is the law of.
    #[must_use]
    pub fn day(&self) -> Date {
        self.prepared.day
    }

    /// The currency in which charges are assessed.
    #[must_use]
    pub fn currency(&self) -> Currency {
        self.prepared.currency
    }

    /// The tables it comes from.
    #[must_use]
    pub fn tables(&self) -> &'t Tables {
        self.tables
    }

    pub(crate) fn inner(&self) -> &Prepared {
        &self.prepared
    }

    pub(crate) fn rule(&self, id: RuleId) -> Option<&Rule> {
        self.prepared.rules.get(usize::from(id))
    }

    pub(crate) fn measure(&self, id: RuleId) -> Option<&'t Measure> {
        self.tables.world.measures.get(self.rule(id)?.measure)
    }

    pub(crate) fn charge(&self, id: RuleId) -> Option<&'t ChargeRule> {
        match &self.measure(id)?.effect {
            Effect::Charge(charge) => Some(charge),
            _ => None,
        }
    }

    /// Measures that have effect on the day, for printing the law of a day.
    pub fn measures(&self) -> impl Iterator<Item = &'t Measure> {
        let rules = self.prepared.rules.iter().filter(|rule| rule.upcoming.is_none());
        rules.filter_map(|rule| self.tables.world.measures.get(rule.measure))
    }
}

/// Which charges count as one kind when a base or a relief names the kind.
impl ChargeKind {
    pub(crate) const ALL: [Self; 5] = [Self::Duty, Self::Excise, Self::Levy, Self::Tax, Self::Fee];

    pub(crate) const fn index(self) -> usize {
        self as usize
    }
}

#[cfg(test)]
mod tests {
    use super::Tables;

    #[test]
    fn every_edition_that_is_a_day_ends() {
        for (edition, last) in
            [("2026-11-22", Some("2031-11-22")), ("2028-02-29", Some("2033-02-28")), ("a draft", None)]
        {
            let mut tables = Tables::default();
            edition.clone_into(&mut tables.edition);
            assert_eq!(tables.known_until().map(|day| day.to_string()).as_deref(), last, "{edition}");
        }
    }
}
