//! Edges: every limit of law is shown by a case that stays just within it and by one that just passes it.

use rust_decimal::Decimal;

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::quote::probe::{Compared, Site};
use crate::tables::schema::{Effect, Measure, Status, Test};
use crate::{Currency, Money};

pub(super) const LINTERS: &[Linter] = &[Linter {
    name: "edge-shown",
    sentence: "every limit is shown by cases on both of its sides",
    scope: Scope::Tables(edges_shown),
    severity: Severity::Error,
}];

/// How a value is compared with a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Comparison {
    AtMost,
    Below,
    Above,
    AtLeast,
}

impl Comparison {
    fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::AtMost => value <= bound,
            Self::Below => value < bound,
            Self::Above => value > bound,
            Self::AtLeast => value >= bound,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::AtMost => "at most",
            Self::Below => "below",
            Self::Above => "above",
            Self::AtLeast => "at least",
        }
    }
}

/// A limit of a measure.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'t> {
    measure: &'t Measure,
    site: Site,
    comparison: Comparison,
    pub(super) bound: Money,
}

/// A value that a case compared with a limit.
#[derive(Debug, Clone)]
pub(super) struct Value {
    measure: String,
    site: Site,
    value: Decimal,
    currency: Currency,
}

impl Value {
    pub(super) fn of(compared: Compared<'_>) -> Self {
        let Compared { measure, site, value, currency } = compared;
        Self { measure: measure.id.clone(), site, value, currency }
    }
}

/// The tests of a measure and where they stand.
pub(super) fn tests(measure: &Measure) -> impl Iterator<Item = (Site, &Test)> {
    let when = measure.when.value.iter().enumerate().map(|(at, test)| (Site::When(at), test));
    let unless =
        measure.unless.iter().enumerate().flat_map(|(nth, unless)| {
            unless.value.iter().enumerate().map(move |(at, test)| (Site::Unless(nth, at), test))
        });
    let limit = match &measure.effect {
        Effect::Relief(relief) => relief.test.as_ref().map(|test| (Site::Limit, test)),
        _ => None,
    };
    when.chain(unless).chain(limit)
}

/// The limits of a measure.
pub(super) fn of(measure: &Measure) -> Vec<Edge<'_>> {
    let edge = |site, comparison, bound: Option<Money>| bound.map(|bound| Edge { measure, site, comparison, bound });
    let of_test = |(site, test): (Site, &Test)| {
        [
            edge(site, Comparison::AtMost, test.at_most),
            edge(site, Comparison::Below, test.below),
            edge(site, Comparison::Above, test.above),
            edge(site, Comparison::AtLeast, test.at_least),
        ]
    };
    let of_amount = match &measure.effect {
        Effect::Charge(charge) => [
            edge(Site::Amount, Comparison::AtLeast, charge.at_least),
            edge(Site::Amount, Comparison::AtMost, charge.at_most),
        ],
        _ => [None, None],
    };
    tests(measure).flat_map(of_test).chain(of_amount).flatten().collect()
}

/// Which sides of an edge the cases show.
#[derive(Debug, Clone, Copy, Default)]
struct Sides {
    within: bool,
    beyond: bool,
}

/// What the cases show of an edge. Where a condition also asks for a declaration or a scheme that begins or ends at the
/// same value, goods on the other side are never under it, and the edge is that one's.
fn shown(subject: &Subject, edge: &Edge<'_>) -> Sides {
    let own = sides(subject, edge);
    let same = edges(subject)
        .filter(|other| is_asked(edge, other) && same_limit(edge, other))
        .map(|other| sides(subject, &other));
    same.fold(own, |a, b| Sides { within: a.within || b.within && b.beyond, beyond: a.beyond || b.within && b.beyond })
}

/// Whether an edge's condition asks for the declaration or scheme whose edge the other is.
fn is_asked(edge: &Edge<'_>, other: &Edge<'_>) -> bool {
    let condition = match edge.site {
        Site::When(_) => Some(&edge.measure.when),
        Site::Unless(nth, _) => edge.measure.unless.get(nth),
        Site::Limit | Site::Amount => None,
    };
    condition.is_some_and(|condition| match &other.measure.effect {
        Effect::Route(route) => condition.dataset.contains(&route.dataset),
        Effect::Scheme(scheme) => condition.scheme.contains(&scheme.scheme),
        _ => false,
    })
}

fn same_limit(a: &Edge<'_>, b: &Edge<'_>) -> bool {
    let compares = |edge: &Edge<'_>| {
        tests(edge.measure).find(|(site, _)| *site == edge.site).map(|(_, test)| (test.of.clone(), test.per))
    };
    a.bound == b.bound && compares(a).is_some_and(|a| Some(a) == compares(b))
}

fn sides(subject: &Subject, edge: &Edge<'_>) -> Sides {
    let mut sides = Sides::default();
    for value in subject.shown().iter().flat_map(|shown| &shown.compared) {
        let same = value.measure == edge.measure.id && value.site == edge.site && value.currency == edge.bound.currency;
        if same && is_near(value.value, edge.bound.amount) {
            if edge.comparison.holds(value.value, edge.bound.amount) {
                sides.within = true
            } else {
                sides.beyond = true
            }
        }
    }
    sides
}

/// Within one percent of a bound, or within one unit of its currency and a cent.
fn is_near(value: Decimal, bound: Decimal) -> bool {
    let apart = (value - bound).abs();
    apart <= Decimal::new(101, 2) || apart <= bound.abs() / Decimal::ONE_HUNDRED
}

/// Edges that ask for cases: of law that has effect.
fn edges(subject: &Subject) -> impl Iterator<Item = Edge<'_>> {
    subject.measures().filter(|measure| measure.status == Status::InForce).flat_map(of)
}

fn edges_shown(subject: &Subject) -> Vec<Complaint> {
    let complain = |edge: Edge<'_>| {
        let Sides { within, beyond } = shown(subject, &edge);
        let missing = match (within, beyond) {
            (true, true) => return None,
            (true, false) => "just beyond",
            (false, true) => "just within",
            (false, false) => "just within and just beyond",
        };
        let (word, bound) = (edge.comparison.word(), edge.bound);
        let wrong = format!("no case shows {missing} its limit `{word} {bound}`");
        let complaint =
            Complaint::new(&edge.measure.id, wrong, "add cases a cent (or the smallest step) on either side");
        Some(complaint.of_part(format!("{word} {bound}")))
    };
    edges(subject).filter_map(complain).collect()
}

pub(super) fn counts(subject: &Subject) -> Vec<String> {
    let (mut all, mut both, mut one) = (0, 0, 0);
    for edge in edges(subject) {
        all += 1;
        match shown(subject, &edge) {
            Sides { within: true, beyond: true } => both += 1,
            Sides { within: false, beyond: false } => {}
            _ => one += 1,
        }
    }
    vec![format!("{all} edges: {both} shown on both sides, {one} on one side, {} not at all", all - both - one)]
}
