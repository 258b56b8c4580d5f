//! Preparing the law of a place for a day.

use super::names::Names;
use super::sequence::charges_in_order;
use super::{CodeSets, Conditions, FactLaw, GoodsIndex, Prepared, Rule, RuleId, tariffs};
use crate::tables::schema::{Amount, ChargeRule, Effect, Grade, Measure, PlaceLaw, Restriction, Status};
use crate::tables::{CodeList, Tables};
use crate::{CommodityCode, Currency, Date, NotCovered, Place, order};

/// Collects what holds at a place on a day or later, and turns it into rules that refer to each other by position.
///
/// # Errors
/// [`NotCovered`] when a pack that the place needs is not loaded.
pub(super) fn prepare(tables: &Tables, held: &PlaceLaw, day: Date) -> Result<Prepared, NotCovered> {
    let chain: Vec<Place> = tables.within(held.place).map(|place| place.place).collect();
    let here = measures_here(tables, &chain, day);
    // A measure that only lies ahead must not be taken for the one in force under the same reference.
    let ids = here.iter().zip(0..).map(|((_, measure), id)| (measure.id.as_str(), id));
    let mut names = Names::new(tables, day, ids.collect());
    let mut rules: Vec<Rule> = here.iter().map(|(index, measure)| rule(*index, measure, day, &mut names)).collect();
    for (id, replaced) in replacements(&here, &rules, &names) {
        if let Some(rule) = rules.get_mut(usize::from(replaced)) {
            rule.replaced_by.push(id);
        }
    }
    names.sets.sort();
    let charges = charges_in_order(tables, &rules, &names);
    let of_effect = |wanted| of_effect(tables, &rules, wanted);
    let prepared = Prepared {
        place: held.place,
        day,
        currency: held.currency,
        rounding: held.rounding,
        valuations: of_effect(|effect| matches!(effect, Effect::Valuation(_))),
        tax_bases: of_effect(|effect| matches!(effect, Effect::TaxBase(_))),
        routes: of_effect(|effect| matches!(effect, Effect::Route(_))),
        schemes: of_effect(|effect| matches!(effect, Effect::Scheme(_))),
        reliefs: of_effect(|effect| matches!(effect, Effect::Relief(_))),
        collections: of_effect(|effect| matches!(effect, Effect::Collection(_))),
        closures: of_effect(|effect| matches!(effect, Effect::Closure)),
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

/// Measures of a place and of those it lies within, with their position in the world's. Each becomes the rule of its place here.
fn measures_here<'t>(tables: &'t Tables, chain: &[Place], day: Date) -> Vec<(usize, &'t Measure)> {
    let all = tables.world.measures.iter().enumerate();
    let here = all.filter(|(_, measure)| chain.contains(&measure.place) && has_effect(measure, day));
    // A rule's number has 16 bits.
    here.take(usize::from(RuleId::MAX)).collect()
}

/// Which rule takes the place of which: only law in force does.
fn replacements(here: &[(usize, &Measure)], rules: &[Rule], names: &Names<'_>) -> Vec<(RuleId, RuleId)> {
    let pairs = here.iter().zip(rules).zip(0..);
    let in_force = pairs.filter(|((_, rule), _)| rule.upcoming.is_none() && !rule.shown_only);
    let replaced = in_force.flat_map(|(((_, measure), _), id)| {
        let replaced = names.rules(&measure.instead_of);
        replaced.into_iter().map(move |replaced| (id, replaced))
    });
    replaced.collect()
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

fn restrictions(tables: &Tables, chain: &[Place], day: Date) -> Vec<u32> {
    let concerns = |restriction: &&Restriction| {
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
    let mut changes: Vec<(Date, CommodityCode)> = Vec::new();
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
    let in_force = rules.iter().filter(|rule| rule.upcoming.is_none());
    let measures = in_force.filter_map(|rule| tables.world.measures.get(rule.measure));
    let mut found: Vec<Currency> = Vec::new();
    for measure in measures {
        let limits = measure.when.value.iter().chain(measure.unless.iter().flat_map(|unless| &unless.value));
        let of_relief = match &measure.effect {
            Effect::Relief(relief) => relief.test.as_ref(),
            _ => None,
        };
        let bounds = limits.chain(of_relief).flat_map(|test| [test.at_most, test.below, test.above, test.at_least]);
        found.extend(bounds.flatten().map(|money| money.currency));
        if let Effect::Charge(charge) = &measure.effect {
            found.extend([charge.at_least, charge.at_most].iter().flatten().map(|money| money.currency));
            found.extend(of_amount(tables, &charge.amount));
        }
    }
    order::sort(&mut found);
    found.dedup();
    found
}

fn of_amount(tables: &Tables, amount: &Amount) -> Option<Currency> {
    match amount {
        Amount::Flat { amount, .. } | Amount::RateLess { less: amount, .. } => Some(amount.currency),
        Amount::Schedule { schedule, .. } => tables.schedule(schedule).map(|schedule| schedule.currency),
        Amount::Expression(_) | Amount::TopUp { .. } | Amount::GrossUp { .. } => None,
    }
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
