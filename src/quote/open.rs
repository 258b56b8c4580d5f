//! What was taken for granted, what stays open, and what would settle it.

use super::answer::{Assumption, Gap, OpenNeed};
use super::assessment::Assigned;
use super::found::Found;
use super::{choice, claim};
use crate::assess::Working;
use crate::assess::reading::{ReadAs, Unknown};
use crate::assess::route::scheme;
use crate::duty::expression::Need;
use crate::law::Law;
use crate::tables::schema::{Effect, Part, TypicalDuty};

/// In the order in which a declaration comes to ask: goods, carriage, place, who sells, what the goods are.
pub(super) fn assumptions<'t>(found: &Found<'_, 't>) -> Vec<Assumption<'t>> {
    let (case, law) = (found.case, found.case.law);
    let consignment = case.consignment;
    let readable = || consignment.lines.iter().enumerate().filter(|(_, line)| line.unreadable.is_none());
    let without_origin = readable().filter(|(_, line)| line.origin.is_none());
    // Without a code no reduced rate and no goods class can be told; the standard is taken and said.
    let without_code = readable().filter(|(_, line)| matches!(line.code, Ok(None) | Err(_)));
    let of_dispatch = |line| Assumption::new("origin-is-dispatch", consignment.dispatched_from.as_str()).on_line(line);
    let mut assumptions: Vec<Assumption<'t>> = without_origin.map(|(line, _)| of_dispatch(line)).collect();
    assumptions.extend(without_code.map(|(line, _)| Assumption::new("code-unknown", "").on_line(line)));
    if consignment.freight.is_none() && freight_matters(found) {
        assumptions.push(Assumption::new("freight-in-price", "0"));
    }
    // The postcode of another part would have found it: what is left is the place's main part.
    let parts: Vec<String> = parts_of(found).iter().map(ToString::to_string).collect();
    if !parts.is_empty() {
        assumptions.push(Assumption::new("not-in-a-part", parts.join(", ")));
    }
    if consignment.weight().is_none() && law.inner().weights.iter().any(|test| test.presumed.is_some()) {
        assumptions.push(Assumption::new("weight-presumed", ""));
    }
    for presumed in &found.declared.presumed {
        let Some(scheme) = scheme(case, presumed.rule) else { continue };
        let code = if presumed.used { "scheme-presumed" } else { "scheme-not-presumed" };
        let measure = law.measure(presumed.rule);
        assumptions.push(Assumption { measure, ..Assumption::new(code, scheme.registration.as_str()) });
    }
    presumed_facts(found, &mut assumptions);
    let void = claim::void(found).into_iter();
    assumptions.extend(void.map(|(line, claim)| Assumption::new("claim-without-effect", claim).on_line(line)));
    for (item, spread) in found.declared.items.iter().zip(&found.spreads) {
        let Some((code, value)) = spread.read_as.map(read_as) else { continue };
        assumptions.extend(item.lines.iter().map(|line| Assumption::new(code, value.as_str()).on_line(*line)));
    }
    for (item, _) in found.declared.items.iter().zip(&found.spreads).filter(|(_, spread)| spread.fits_price) {
        assumptions.extend(item.lines.iter().map(|line| Assumption::new("code-fits-price", "").on_line(*line)));
    }
    for (item, unit) in &found.assessment.counted {
        let lines = found.declared.items.get(*item).into_iter().flat_map(|item| &item.lines);
        assumptions.extend(lines.map(|line| Assumption::new("piece-is-unit", *unit).on_line(*line)));
    }
    let by_law = &found.declared.route.dataset;
    if consignment.dataset.as_ref().is_some_and(|wanted| !wanted.eq_ignore_ascii_case(by_law)) {
        let measure = law.measure(found.declared.route_rule);
        assumptions.push(Assumption { measure, ..Assumption::new("dataset-by-law", by_law.as_str()) });
    }
    assumptions
}

/// Facts that nobody declared and the tables presume: said of the consignment once, of goods on each of their lines.
fn presumed_facts(found: &Found<'_, '_>, assumptions: &mut Vec<Assumption<'_>>) {
    let law = found.case.law.inner();
    for (item, fact, taken) in &found.assessment.presumed {
        let fact = usize::from(*fact);
        let name = law.facts.get(fact).map_or("", String::as_str);
        let value = if *taken { name.to_owned() } else { format!("!{name}") };
        let presumed = |value: &str| Assumption::new("fact-presumed", value);
        if law.fact_laws.get(fact).is_some_and(|law| law.consignment) {
            if !assumptions.iter().any(|known| known.code == "fact-presumed" && known.value == value) {
                assumptions.push(presumed(&value));
            }
        } else if let Some(item) = found.declared.items.get(*item) {
            assumptions.extend(item.lines.iter().map(|line| presumed(&value).on_line(*line)));
        }
    }
}

/// What a code is read as that the tariff does not know: the part of it that it knows, or the codes that took its place.
fn read_as(read_as: ReadAs<'_>) -> (&'static str, String) {
    match read_as {
        ReadAs::Part(code) => ("code-read-as", code.to_string()),
        ReadAs::Now(former, _) => {
            let now: Vec<String> = former.now.iter().map(ToString::to_string).collect();
            ("code-ended", now.join(", "))
        }
    }
}

fn parts_of(found: &Found<'_, '_>) -> Vec<crate::Place> {
    super::elsewhere::parts_of(found.case.consignment, found.case.law.tables())
}

/// Whether the law makes carriage part of a value or base here.
fn freight_matters(found: &Found<'_, '_>) -> bool {
    let law = found.case.law;
    let rules = law.inner().valuations.iter().chain(&law.inner().tax_bases);
    rules.filter_map(|id| law.measure(*id)).any(|measure| match &measure.effect {
        Effect::Valuation(valuation) => valuation.parts.contains(&Part::Freight),
        Effect::TaxBase(base) => base.parts.contains(&Part::Freight),
        _ => false,
    })
}

pub(super) fn needs<'t>(found: &Found<'_, 't>) -> Vec<OpenNeed<'t>> {
    let law = found.case.law;
    let mut needs: Vec<OpenNeed<'t>> = Vec::new();
    let mut add = |need: OpenNeed<'t>| {
        // What the sum turns on is asked for the sum's sake, whatever else turns on it.
        let same = |known: &OpenNeed<'t>| {
            let alike = (known.item, &known.code) == (need.item, &need.code);
            alike && (*known == need || (known.restriction.is_none() && need.restriction.is_some()))
        };
        if !needs.iter().any(same) {
            needs.push(need);
        }
    };
    for (position, spread) in found.spreads.iter().enumerate() {
        let open = |code: String| OpenNeed { item: Some(position), ..OpenNeed::new(code) };
        let by_code = |unknown: &Unknown| matches!(unknown, Unknown::Code(_));
        if !spread.is_settled() && (choice::differ(&spread.lines) || spread.open.iter().any(by_code)) {
            add(open("code".to_owned()));
            for need in &spread.price_needs {
                add(open(need_code(need)));
            }
        }
        // A part's value decides which charge is due even where the sum is the same either way.
        let decides = |unknown: &&Unknown| !spread.is_settled() || matches!(unknown, Unknown::Component(_));
        for unknown in spread.open.iter().filter(decides) {
            if let Some(need) = need_of(law, *unknown, Some(position)).filter(|need| need.code != "code") {
                add(need);
            }
        }
    }
    let item_of_lines = found.declared.item_of_lines(found.case);
    for verdict in &found.declared.verdicts {
        // What is left out of the declaration anyway needs no answer.
        let item = item_of_lines.get(verdict.line).copied().flatten();
        let line = item.and_then(|_| found.case.consignment.lines.get(verdict.line));
        for name in line.into_iter().flat_map(|line| verdict.untold(line)) {
            let restriction = Some(verdict.restriction.id.as_str());
            add(OpenNeed { item, restriction, ..OpenNeed::new(format!("fact:{name}")) });
        }
    }
    for assigned in &found.assessment.charges {
        let measure = law.measure(assigned.charged.rule).map(|measure| measure.id.as_str());
        for need in &assigned.charged.needs {
            add(OpenNeed { item: assigned.charged.item, measure, ..OpenNeed::new(need_code(need)) });
        }
        if let (Working::NoRate { .. }, Some(item)) = (&assigned.charged.working, assigned.charged.item)
            && found.declared.items.get(item).is_some_and(|item| item.code.is_none())
        {
            add(OpenNeed { item: Some(item), measure, ..OpenNeed::new("code") });
        }
    }
    if !parts_of(found).is_empty() {
        add(OpenNeed::new("postcode"));
    }
    needs
}

/// What would settle something open.
pub(super) fn need_of<'t>(law: &Law<'t>, unknown: Unknown, item: Option<usize>) -> Option<OpenNeed<'t>> {
    match unknown {
        Unknown::Fact(fact) => {
            let name = law.inner().facts.get(usize::from(fact))?;
            let item = item.filter(|_| !unknown.is_of_consignment(law));
            Some(OpenNeed { item, ..OpenNeed::new(format!("fact:{name}")) })
        }
        Unknown::Weight(_) => Some(OpenNeed::new("weight")),
        Unknown::Relief(rule) => {
            let measure = Some(law.measure(rule)?.id.as_str());
            Some(OpenNeed { measure, ..OpenNeed::new("unconfirmed") })
        }
        Unknown::Code(_) => Some(OpenNeed { item, ..OpenNeed::new("code") }),
        Unknown::Component(component) => {
            let name = law.inner().components.get(usize::from(component))?;
            Some(OpenNeed { item, ..OpenNeed::new(format!("component:{name}")) })
        }
    }
}

fn need_code(need: &Need) -> String {
    match need {
        Need::Quantity(unit) => format!("quantity:{unit}"),
        Need::Component(name) => format!("component:{name}"),
        Need::Exchange(currency) => format!("rate:{currency}"),
        Need::Technical(reason) => format!("technical:{reason}"),
        Need::Line => "line".to_owned(),
        Need::OutOfSeason => "season".to_owned(),
    }
}

pub(super) fn gaps<'t>(found: &Found<'_, 't>) -> Vec<Gap<'t>> {
    let without_rate = found.assessment.charges.iter().filter_map(|assigned| match &assigned.charged.working {
        Working::NoRate { schedule, .. } => {
            Some(Gap { item: assigned.charged.item, schedule: &schedule.id, title: &schedule.title })
        }
        _ => None,
    });
    without_rate.collect()
}

pub(super) fn typical_duty<'t>(found: &Found<'_, 't>) -> Option<&'t TypicalDuty> {
    let is_duty = |assigned: &&Assigned<'t>| {
        let charge = found.case.law.charge(assigned.charged.rule);
        charge.is_some_and(|charge| charge.kind == crate::tables::schema::ChargeKind::Duty)
    };
    let mut duties = found.assessment.charges.iter().filter(is_duty);
    duties.find(|assigned| assigned.charged.amount.settled().is_none())?;
    let tables = found.case.law.tables();
    tables.within(found.case.law.place()).find_map(|place| place.typical_duty.as_ref())
}
