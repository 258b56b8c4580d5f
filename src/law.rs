//! The law of one place on one day, prepared once and read many times.
//!
//! Preparing collects the measures in force of the place and of those it lies within, turns the names in their conditions
//! into sets and positions, and puts charges into the order in which law assesses them. A whole basket, or a whole
//! catalogue, is then quoted against it.

mod codes;
mod condition;
mod goods_index;
mod laws;
mod tariffs;

use std::sync::Arc;

use crate::order;
use crate::tables::schema::{
    Amount, ChargeKind, ChargeRule, Effect, Grade, Measure, Part, PlaceLaw, SizeTest, Status, StrengthTest, WeightTest,
};
use crate::tables::{CodeList, Tables};
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
        Ok(Self { tables, prepared: Arc::new(prepare(tables, held, day)?) })
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

/// Turns names into positions while rules are prepared.
pub(crate) struct Names<'t> {
    tables: &'t Tables,
    day: Date,
    ids: Vec<(&'t str, RuleId)>,
    sets: CodeSets,
    named_sets: Vec<(Vec<String>, SetId)>,
    facts: Vec<String>,
    weights: Vec<WeightTest>,
}

impl Names<'_> {
    pub(crate) fn set(&mut self, codes: Vec<crate::CommodityCode>) -> SetId {
        self.sets.add(codes)
    }

    /// One set for several lists or classes; the same names share it.
    fn named(&mut self, key: Vec<String>, codes: impl FnOnce(&Self) -> Vec<crate::CommodityCode>) -> SetId {
        if let Some((_, id)) = self.named_sets.iter().find(|(known, _)| *known == key) {
            return *id;
        }
        let codes = codes(self);
        let id = self.set(codes);
        self.named_sets.push((key, id));
        id
    }

    pub(crate) fn lists(&mut self, lists: &[String]) -> SetId {
        self.named(lists.to_vec(), |names| {
            lists.iter().filter_map(|id| names.tables.list(id)).flat_map(|list| list.on(names.day)).collect()
        })
    }

    pub(crate) fn goods(&mut self, classes: &[String]) -> SetId {
        let key = classes.iter().map(|class| format!("goods:{class}")).collect();
        self.named(key, |names| {
            let held = names.tables.world.goods.iter().filter(|class| classes.contains(&class.name));
            held.flat_map(|class| class.codes.iter().copied()).collect()
        })
    }

    pub(crate) fn group(&self, name: &str) -> Vec<Place> {
        let group = self.tables.world.groups.iter().find(|group| group.name == name);
        group.map(|group| group.members.clone()).unwrap_or_default()
    }

    pub(crate) fn fact(&mut self, name: &str) -> u16 {
        let known = self.facts.iter().position(|fact| fact == name);
        known.map_or_else(|| appended(&mut self.facts, name.to_owned()), position)
    }

    pub(crate) fn weight(&mut self, test: WeightTest) -> u16 {
        let known = self.weights.iter().position(|weight| *weight == test);
        known.map_or_else(|| appended(&mut self.weights, test), position)
    }

    pub(crate) fn rules(&self, ids: &[String]) -> Vec<RuleId> {
        let mut found: Vec<RuleId> = ids.iter().filter_map(|id| self.rule(id)).collect();
        order::sort(&mut found);
        found
    }

    fn rule(&self, id: &str) -> Option<RuleId> {
        self.ids.iter().find(|(known, _)| *known == id).map(|(_, rule)| *rule)
    }
}

fn appended<T>(all: &mut Vec<T>, one: T) -> u16 {
    all.push(one);
    position(all.len() - 1)
}

fn position(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}

fn prepare(tables: &Tables, held: &PlaceLaw, day: Date) -> Result<Prepared, NotCovered> {
    let chain: Vec<Place> = tables.within(held.place).map(|place| place.place).collect();
    let measures = &tables.world.measures;
    let here: Vec<usize> = (0..measures.len())
        .filter(|index| {
            measures.get(*index).is_some_and(|measure| chain.contains(&measure.place) && has_effect(measure, day))
        })
        .collect();
    let at = |index: &usize| measures.get(*index);
    let ids =
        here.iter().enumerate().filter_map(|(rule, index)| Some((at(index)?.id.as_str(), u16::try_from(rule).ok()?)));
    let mut names = Names {
        tables,
        day,
        // A measure that only lies ahead must not be taken for the one in force under the same reference.
        ids: ids.collect(),
        sets: CodeSets::default(),
        named_sets: Vec::new(),
        facts: Vec::new(),
        weights: Vec::new(),
    };
    let mut rules: Vec<Rule> =
        here.iter().filter_map(|index| Some(rule(*index, at(index)?, day, &mut names))).collect();
    for (index, position) in here.iter().zip(0..) {
        let Some(measure) = at(index) else { continue };
        if rules.get(usize::from(position)).is_some_and(|rule: &Rule| rule.upcoming.is_some() || rule.shown_only) {
            continue;
        }
        for replaced in names.rules(&measure.instead_of) {
            if let Some(rule) = rules.get_mut(usize::from(replaced)) {
                rule.replaced_by.push(position);
            }
        }
    }
    names.sets.sort();
    let charges = charges_in_order(tables, &rules, &names);
    let prepared = Prepared {
        place: held.place,
        day,
        currency: held.currency,
        rounding: held.rounding,
        valuations: of_effect(tables, &rules, |effect| matches!(effect, Effect::Valuation(_))),
        tax_bases: of_effect(tables, &rules, |effect| matches!(effect, Effect::TaxBase(_))),
        routes: of_effect(tables, &rules, |effect| matches!(effect, Effect::Route(_))),
        schemes: of_effect(tables, &rules, |effect| matches!(effect, Effect::Scheme(_))),
        reliefs: of_effect(tables, &rules, |effect| matches!(effect, Effect::Relief(_))),
        collections: of_effect(tables, &rules, |effect| matches!(effect, Effect::Collection(_))),
        closures: of_effect(tables, &rules, |effect| matches!(effect, Effect::Closure)),
        tariffs: tariffs::prepare(tables, &rules, &charges),
        charges,
        claims: claims(tables, &rules),
        restrictions_held: restrictions_held(tables, &chain),
        restrictions: GoodsIndex::new(tables, &restrictions(tables, &chain, day)),
        list_changes: list_changes(tables, &rules, day),
        currencies: currencies(tables, &rules),
        sets: names.sets,
        fact_laws: names.facts.iter().map(|name| fact_law(tables, name)).collect(),
        facts: names.facts,
        components: components(tables, &rules),
        weights: names.weights,
        chain,
        rules,
    };
    packs_loaded(tables, &prepared)?;
    Ok(prepared)
}

fn fact_law(tables: &Tables, name: &str) -> FactLaw {
    let told = tables.world.facts.iter().find(|fact| fact.name == name);
    told.map_or(FactLaw::default(), |fact| FactLaw {
        presumed: fact.presumed,
        consignment: fact.consignment,
        strength: fact.strength,
        size: fact.size,
    })
}

/// Whether a measure has something to say on the day or later: in force, shown beside the total, or lying ahead.
fn has_effect(measure: &Measure, day: Date) -> bool {
    let ended = measure.validity.until.is_some_and(|until| until <= day);
    !ended && matches!(measure.status, Status::InForce | Status::Scheduled)
}

fn rule(index: usize, measure: &Measure, day: Date, names: &mut Names<'_>) -> Rule {
    Rule {
        measure: index,
        when: Conditions::prepare(&measure.when, names),
        unless: measure.unless.iter().map(|condition| Conditions::prepare(condition, names)).collect(),
        replaced_by: Vec::new(),
        shown_only: measure.status != Status::InForce,
        upcoming: measure.validity.from.filter(|from| *from > day),
        unconfirmed: matches!(measure.effect, Effect::Relief(_)) && measure.grade == Grade::Unverified,
    }
}

fn of_effect(tables: &Tables, rules: &[Rule], wanted: fn(&Effect) -> bool) -> Vec<RuleId> {
    let matching = rules.iter().zip(0..).filter(|(rule, _)| {
        rule.upcoming.is_none()
            && !rule.shown_only
            && tables.world.measures.get(rule.measure).is_some_and(|measure| wanted(&measure.effect))
    });
    matching.map(|(_, id)| id).collect()
}

/// Rules in force that an origin opens to whoever claims them, in order of origins.
fn claims(tables: &Tables, rules: &[Rule]) -> Vec<(Place, RuleId)> {
    let stands_in = |rule: &Rule| {
        let measure = tables.world.measures.get(rule.measure);
        measure.is_some_and(|measure| match &measure.effect {
            Effect::Relief(relief) => !relief.lifts_measures.is_empty(),
            Effect::Charge(_) => !measure.instead_of.is_empty(),
            _ => false,
        })
    };
    let open = rules.iter().zip(0..).filter(|(rule, _)| {
        rule.upcoming.is_none() && !rule.shown_only && !rule.when.claim.is_empty() && stands_in(rule)
    });
    let of_origins = open.flat_map(|(rule, id)| rule.when.origin.iter().flatten().map(move |origin| (*origin, id)));
    let mut claims: Vec<(Place, RuleId)> = of_origins.collect();
    order::sort(&mut claims);
    claims
}

/// Charges by kind, and within a kind after those whose amounts they build on.
fn charges_in_order(tables: &Tables, rules: &[Rule], names: &Names<'_>) -> Vec<RuleId> {
    let charge = |id: RuleId| {
        let rule = rules.get(usize::from(id))?;
        match &tables.world.measures.get(rule.measure)?.effect {
            Effect::Charge(charge) if rule.upcoming.is_none() => Some((rule, charge)),
            _ => None,
        }
    };
    let mut waiting: Vec<RuleId> = (0..).take(rules.len()).filter(|id| charge(*id).is_some()).collect();
    order::sort_by_key(&mut waiting, |id| charge(*id).map(|(_, charge)| charge.kind));
    let mut ordered: Vec<RuleId> = Vec::with_capacity(waiting.len());
    // Each round takes the charges that wait for nothing; the checker refuses circles, and here one ends the loop.
    while !waiting.is_empty() {
        let ready = |id: &RuleId| {
            charge(*id).is_none_or(|(rule, charge)| {
                builds_on(rule, charge, names).iter().all(|needed| !waiting.contains(needed) || needed == id)
            })
        };
        let kind = waiting.first().and_then(|id| charge(*id)).map(|(_, charge)| charge.kind);
        let same_kind = |id: &RuleId| charge(*id).map(|(_, charge)| charge.kind) == kind;
        let next: Vec<RuleId> = waiting.iter().copied().filter(|id| same_kind(id) && ready(id)).collect();
        let next = if next.is_empty() { waiting.iter().copied().take(1).collect() } else { next };
        waiting.retain(|id| !next.contains(id));
        ordered.extend(next);
    }
    ordered
}

fn builds_on(rule: &Rule, charge: &ChargeRule, names: &Names<'_>) -> Vec<RuleId> {
    let mut needed: Vec<RuleId> = Vec::new();
    let tests = rule.when.value.iter().chain(rule.unless.iter().flat_map(|unless| &unless.value));
    for part in charge.base.iter().chain(tests.flat_map(|test| &test.of)) {
        if let Part::Charge(id) = part {
            needed.extend(names.rule(id));
        }
    }
    if let Amount::TopUp { over, .. } = &charge.amount {
        needed.extend(names.rules(over));
    }
    needed.extend(&rule.when.free);
    needed.extend(rule.unless.iter().flat_map(|unless| &unless.free));
    needed
}

fn restrictions(tables: &Tables, chain: &[Place], day: Date) -> Vec<u32> {
    let concerns = |restriction: &&crate::tables::schema::Restriction| {
        let ended = restriction.validity.until.is_some_and(|until| until <= day);
        !ended && restriction.place.is_none_or(|place| chain.contains(&place))
    };
    let all = tables.world.restrictions.iter().zip(0..);
    all.filter(|(restriction, _)| concerns(restriction)).map(|(_, index)| index).collect()
}

fn restrictions_held(tables: &Tables, chain: &[Place]) -> bool {
    tables.world.restrictions.iter().any(|restriction| restriction.place.is_some_and(|place| chain.contains(&place)))
}

fn list_changes(tables: &Tables, rules: &[Rule], day: Date) -> (CodeSets, Vec<Date>) {
    let measures = rules.iter().filter_map(|rule| tables.world.measures.get(rule.measure));
    let conditions = measures.flat_map(|measure| core::iter::once(&measure.when).chain(&measure.unless));
    let mut lists: Vec<&String> = conditions.flat_map(|condition| &condition.list).collect();
    order::sort(&mut lists);
    lists.dedup();
    let rows = lists.into_iter().filter_map(|id| tables.list(id)).flat_map(CodeList::rows);
    let mut changes: Vec<(Date, crate::CommodityCode)> = Vec::new();
    for (code, validity) in rows {
        let ahead = [validity.from, validity.until].into_iter().flatten().filter(|change| *change > day);
        changes.extend(ahead.map(|change| (change, *code)));
    }
    order::sort(&mut changes);
    let mut sets = CodeSets::default();
    let mut days = Vec::new();
    for on_day in changes.chunk_by(|(one, _), (other, _)| one == other) {
        sets.add(on_day.iter().map(|(_, code)| *code));
        days.extend(on_day.first().map(|(change, _)| *change));
    }
    sets.sort();
    (sets, days)
}

fn components(tables: &Tables, rules: &[Rule]) -> Vec<String> {
    let in_force = rules.iter().filter(|rule| rule.upcoming.is_none());
    let effects = in_force.filter_map(|rule| Some(&tables.world.measures.get(rule.measure)?.effect));
    let left_out = effects.filter_map(|effect| match effect {
        Effect::Charge(charge) => Some(&charge.base_less),
        _ => None,
    });
    let mut found: Vec<String> = left_out.flatten().cloned().collect();
    order::sort(&mut found);
    found.dedup();
    found
}

/// Every currency that a quote may have to compare with.
fn currencies(tables: &Tables, rules: &[Rule]) -> Vec<Currency> {
    let mut found = Vec::new();
    for rule in rules.iter().filter(|rule| rule.upcoming.is_none()) {
        let Some(measure) = tables.world.measures.get(rule.measure) else { continue };
        let mut conditions =
            measure.when.value.iter().chain(measure.unless.iter().flat_map(|unless| &unless.value)).collect::<Vec<_>>();
        match &measure.effect {
            Effect::Relief(relief) => conditions.extend(&relief.test),
            Effect::Charge(charge) => {
                found.extend([charge.at_least, charge.at_most].iter().flatten().map(|money| money.currency));
                match &charge.amount {
                    Amount::Flat { amount, .. } | Amount::RateLess { less: amount, .. } => found.push(amount.currency),
                    Amount::Schedule { schedule, .. } => {
                        found.extend(tables.schedule(schedule).map(|schedule| schedule.currency));
                    }
                    Amount::Expression(_) | Amount::TopUp { .. } | Amount::GrossUp { .. } => {}
                }
            }
            _ => {}
        }
        for test in conditions {
            let bounds = [test.at_most, test.below, test.above, test.at_least];
            found.extend(bounds.iter().flatten().map(|money| money.currency));
        }
    }
    order::sort(&mut found);
    found.dedup();
    found
}

/// What only this place needs must be there: without its restrictions nothing could be said to be free of them, and a
/// missing tariff or list would silently charge less.
fn packs_loaded(tables: &Tables, prepared: &Prepared) -> Result<(), NotCovered> {
    // Such tables travel with the widest place: the union's for all its members.
    let widest = prepared.chain.last().copied().unwrap_or(prepared.place);
    let mut missing: Vec<Place> = Vec::new();
    missing.extend(tables.is_waiting_for(widest).then_some(widest));
    let in_force = prepared.rules.iter().filter(|rule| rule.upcoming.is_none());
    for measure in in_force.filter_map(|rule| tables.world.measures.get(rule.measure)) {
        // Tables that no pack is known to hold are looked for where they would be.
        missing.extend(missing_from(tables, measure).into_iter().map(|id| tables.pack_with(id).unwrap_or(widest)));
    }
    order::sort(&mut missing);
    missing.dedup();
    let mut packs: Vec<String> = missing.iter().map(|place| place.as_str().to_ascii_lowercase()).collect();
    packs.extend(tables.is_waiting_for_words().then(|| "words".to_owned()));
    if packs.is_empty() { Ok(()) } else { Err(NotCovered::PackNotLoaded { place: prepared.place, packs }) }
}

/// Tariffs and lists that a measure names and that are not there.
fn missing_from<'t>(tables: &Tables, measure: &'t Measure) -> Vec<&'t str> {
    let lists = measure.when.list.iter().chain(measure.unless.iter().flat_map(|unless| &unless.list));
    let mut missing: Vec<&str> = lists.filter(|list| tables.list(list).is_none()).map(String::as_str).collect();
    if let Effect::Charge(ChargeRule { amount: Amount::Schedule { schedule, .. }, .. }) = &measure.effect
        && tables.schedule(schedule).is_none()
    {
        missing.push(schedule);
    }
    missing
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
