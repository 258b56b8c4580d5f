//! The answer, with its reasons.

use rust_decimal::Decimal;

use super::announced;
use super::assessment::{Assessment, Assigned, sum};
use super::choice::{self, Choice};
use super::claim;
use super::declared::Declared;
use super::due::{self, Payable, Sums};
use super::open;
use crate::arithmetic::total;
use crate::assess::reading::Spread;
use crate::assess::relief::Outcome;
use crate::assess::restriction::{self, Verdict};
use crate::assess::{Case, Range, Working};
use crate::error::Problem;
use crate::law::Match;
use crate::order;
use crate::tables::schema::{ChargeRule, Collector, Effect, FeeClass, Grade, Measure, Restriction, TypicalDuty, Watch};
use crate::{CommodityCode, Currency, Date, Place};

/// What it costs to bring a consignment in, to whom it is owed, and why.
///
/// Amounts are in [`currency`](Self::currency), the destination's, in major units.
#[derive(Debug, Clone)]
pub struct Quote<'t> {
    /// The destination.
    pub place: Place,
    /// The day whose law was applied.
    pub on: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Name of the tables' publication.
    pub edition: &'t str,
    /// Digest of the tables.
    pub digest: &'t str,
    /// The declaration's data set.
    pub dataset: &'t str,
    /// Price of the goods that are priced.
    pub goods: Decimal,
    /// Carriage.
    pub freight: Decimal,
    /// Insurance.
    pub insurance: Decimal,
    /// Goods, freight, insurance and everything owed by law.
    pub landed_cost: Range,
    /// What is owed by law, by kind.
    pub sums: Sums,
    /// What is owed by law, by who pays whom and when.
    pub payable: Vec<Payable>,
    /// What is owed by law. Where the answer spans cases of which one only can be, charges of several may stand side by side.
    pub charges: Vec<Charge<'t>>,
    /// What a carrier typically asks for its own service: not law, not in the total.
    pub carrier_fees: Vec<Charge<'t>>,
    /// Adopted law whose start is not confirmed: not charged, not in the total.
    pub scheduled: Vec<Charge<'t>>,
    /// The cart's lines and what became of them.
    pub lines: Vec<Line>,
    /// What the declaration counts.
    pub items: Vec<GoodsItem<'t>>,
    /// Reliefs granted, and missed by how much.
    pub reliefs: Vec<ReliefOutcome<'t>>,
    /// What may not come in, or only with something.
    pub warnings: Vec<Warning<'t>>,
    /// Whether rules of the place itself are held; without them the warnings are carriers' and treaties' only.
    pub restrictions_held: bool,
    /// What was filled in.
    pub assumptions: Vec<Assumption<'t>>,
    /// What would settle what is open.
    pub needs: Vec<OpenNeed<'t>>,
    /// What the tables do not hold.
    pub gaps: Vec<Gap<'t>>,
    /// What duty is on average here, where it stays open for some of the goods: context, never charged.
    pub typical_duty: Option<&'t TypicalDuty>,
    /// What could not be read in single lines.
    pub problems: Vec<Problem>,
    /// Exchange rates used.
    pub rates: Vec<RateUsed<'t>>,
    /// The next day on which the answer may change.
    pub valid_until: Option<Date>,
    /// Announced law of the place: shown, never charged.
    pub watch: Vec<&'t Watch>,
}

impl Quote<'_> {
    /// Whether any of the goods may come in: where none may, the amounts are of nothing.
    #[must_use]
    pub fn lets_some_in(&self) -> bool {
        self.lines.iter().any(|line| line.status != LineStatus::Prohibited)
    }
}

/// A part of the answer that is payable.
#[derive(Debug, Clone)]
pub struct Charge<'t> {
    /// The measure that charges.
    pub measure: &'t Measure,
    /// What it says about the amount.
    pub rule: &'t ChargeRule,
    /// The goods item, or `None` for the whole consignment.
    pub item: Option<usize>,
    /// How much.
    pub amount: Range,
    /// Who owes, collects and when.
    pub by: Collector,
    /// Further measures behind it: on its base and its collection.
    pub because: Vec<&'t Measure>,
    /// How the amount came about.
    pub(crate) working: Working<'t>,
    /// The weakest grade it rests on.
    pub grade: Grade,
}

/// What became of a cart line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStatus {
    /// Priced.
    Priced,
    /// Something about it could not be read; what can be known is priced.
    Flagged,
    /// It may not come in, and is left out of all sums.
    Prohibited,
}

/// A cart line in the answer.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// What became of it.
    pub status: LineStatus,
    /// The goods item it is declared in.
    pub item: Option<usize>,
}

/// What the declaration counts as one item.
#[derive(Debug, Clone)]
pub struct GoodsItem<'t> {
    /// Positions of its cart lines.
    pub lines: Vec<usize>,
    /// Its code.
    pub code: Option<CommodityCode>,
    /// Where it is from.
    pub origin: Place,
    /// Price of the goods.
    pub intrinsic: Decimal,
    /// Value for duty.
    pub customs: Decimal,
    /// How many tariff lines its code could mean.
    pub candidates: usize,
    /// Where these lines do not all come to the same: which come to what, and what to ask.
    pub choice: Option<Choice<'t>>,
}

/// A relief granted, or missed.
#[derive(Debug, Clone)]
pub struct ReliefOutcome<'t> {
    /// The measure.
    pub measure: &'t Measure,
    /// Whether it was granted.
    pub granted: bool,
    /// By how much the limit is exceeded, in whole minor units. It is at least one of them: a value just above the limit, or
    /// at one that it must be below, is never told as over by nothing.
    pub over_by: Option<crate::Money>,
    /// What nobody claimed for the goods, and would have opened it.
    pub claim: Option<&'t str>,
    /// Goods items it concerns.
    pub items: Vec<usize>,
}

/// Goods that may not come in, or only with something.
#[derive(Debug, Clone)]
pub struct Warning<'t> {
    /// The rule.
    pub restriction: &'t Restriction,
    /// The cart line.
    pub line: usize,
    /// Whether it was found by code; by words alone it is a question.
    pub by_code: bool,
    /// Whether it is only a question: words alone, a short code, or part of a category.
    pub asks: bool,
}

/// Something filled in because nobody said.
#[derive(Debug, Clone)]
pub struct Assumption<'t> {
    /// What kind.
    pub code: &'static str,
    /// The cart line it concerns.
    pub line: Option<usize>,
    /// What was filled in.
    pub value: String,
    /// The measure it concerns.
    pub measure: Option<&'t Measure>,
}

impl Assumption<'_> {
    /// Of the whole consignment and of nothing in particular, until more is said.
    pub(super) fn new(code: &'static str) -> Self {
        Self { code, line: None, value: String::new(), measure: None }
    }
}

/// Something that would settle what is open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenNeed<'t> {
    /// What: `quantity:pair`, `code`, `fact:name`.
    pub code: String,
    /// Goods item it concerns.
    pub item: Option<usize>,
    /// The measure that asks.
    pub measure: Option<&'t str>,
    /// The restriction that asks, where the answer decides whether goods may come in and not what they cost.
    pub restriction: Option<&'t str>,
}

impl OpenNeed<'_> {
    /// Of the whole consignment, until more is said.
    pub(super) fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), item: None, measure: None, restriction: None }
    }

    /// Whether it is the postcode, which would tell that another part's law applies: the answer's own range stays as it is.
    #[cfg(feature = "cli")]
    pub(crate) fn is_postcode(&self) -> bool {
        self.code == "postcode"
    }
}

/// Something the tables do not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap<'t> {
    /// The goods item.
    pub item: Option<usize>,
    /// The tariff that has no rate.
    pub schedule: &'t str,
    /// The tariff's title.
    pub title: &'t str,
}

/// An exchange rate used.
#[derive(Debug, Clone)]
pub struct RateUsed<'t> {
    /// From.
    pub from: Currency,
    /// To.
    pub to: Currency,
    /// So many for one.
    pub rate: Decimal,
    /// Its day.
    pub on: Option<Date>,
    /// Who published it.
    pub source: std::borrow::Cow<'t, str>,
}

/// Everything the stages found.
pub(super) struct Found<'q, 't> {
    pub(super) case: &'q Case<'q, 't>,
    pub(super) declared: &'q Declared<'t>,
    pub(super) spreads: Vec<Spread<'t>>,
    pub(super) assessment: Assessment<'t>,
}

/// Lines that can be priced: readable, and not certainly prohibited.
pub(super) fn lines_to_price(case: &Case<'_, '_>, verdicts: &[Verdict<'_>]) -> Vec<usize> {
    let lines = case.consignment.lines.iter().enumerate();
    lines
        .filter(|(position, line)| line.unreadable.is_none() && !is_prohibited(verdicts, *position))
        .map(|(position, _)| position)
        .collect()
}

fn is_prohibited(verdicts: &[Verdict<'_>], line: usize) -> bool {
    restriction::on_line(verdicts, line).iter().any(Verdict::blocks)
}

pub(super) fn quote<'t>(found: &Found<'_, 't>) -> Quote<'t> {
    let case = found.case;
    let law = case.law;
    let assessed = |amount| case.assessed(amount);
    let (statutory, carrier): (Vec<_>, Vec<_>) =
        found.assessment.charges.iter().partition(|assigned| !is_carriers(case, assigned));
    let totals = found.declared.whole().totals;
    let rounding = law.tables().place(law.place()).map(|place| place.rounding);
    let rounded = |amount: Decimal| {
        // Prices converted from another currency are shown to the minor unit; law's own amounts are rounded already.
        rounding.map_or(amount, |_| crate::Rounding::minor_unit(law.currency()).apply(amount))
    };
    let prices = [totals.goods, totals.freight, totals.insurance].into_iter().map(|price| rounded(assessed(price)));
    let prices = total(prices);
    // Of the parts as they are shown, so that whoever adds them up finds the same.
    let landed_cost = Range::exactly(prices) + sum(statutory.iter().copied());
    let charges = |assigned: Vec<&Assigned<'t>>| {
        let mut charges: Vec<Charge<'t>> = assigned.into_iter().filter_map(|one| charge(case, one)).collect();
        // By kind, then goods, then the tariff before what is put on top of it.
        let on_top = |charge: &Charge<'_>| {
            !matches!(charge.working, Working::Schedule { .. } | Working::Reduced { .. } | Working::NoRate { .. })
        };
        order::sort_by_key(&mut charges, |charge| (charge.rule.kind, charge.item, on_top(charge)));
        charges
    };
    let owed = charges(statutory);
    Quote {
        place: law.place(),
        on: law.day(),
        currency: law.currency(),
        edition: &law.tables().edition,
        digest: &law.tables().digest,
        dataset: &found.declared.route.dataset,
        goods: rounded(assessed(totals.goods)),
        freight: rounded(assessed(totals.freight)),
        insurance: rounded(assessed(totals.insurance)),
        landed_cost,
        sums: Sums::of(&owed),
        payable: due::payable(&owed),
        lines: lines(found),
        items: items(found),
        reliefs: reliefs(found),
        warnings: warnings(found),
        restrictions_held: law.inner().restrictions_held,
        assumptions: open::assumptions(found),
        needs: open::needs(found),
        gaps: open::gaps(found),
        typical_duty: open::typical_duty(found),
        problems: problems(case),
        rates: rates(case),
        valid_until: [found.assessment.valid_until, found.declared.verdicts_until].into_iter().flatten().min(),
        watch: announced::of(case),
        charges: owed,
        carrier_fees: charges(carrier),
        scheduled: charges(found.assessment.scheduled.iter().collect()),
    }
}

fn is_carriers(case: &Case<'_, '_>, assigned: &Assigned<'_>) -> bool {
    case.law.charge(assigned.charged.rule).is_some_and(|charge| charge.class == FeeClass::Carrier)
}

fn charge<'t>(case: &Case<'_, 't>, assigned: &Assigned<'t>) -> Option<Charge<'t>> {
    let measure = case.law.measure(assigned.charged.rule)?;
    let Effect::Charge(rule) = &measure.effect else { return None };
    let because: Vec<&Measure> = assigned.because.iter().filter_map(|id| case.law.measure(*id)).collect();
    // Who collects says nothing of how much: a doubt about it is no doubt about the amount.
    let of_amount = because.iter().filter(|measure| !matches!(measure.effect, Effect::Collection(_)));
    let grades =
        of_amount.map(|measure| measure.grade).chain([measure.grade, working_grade(&assigned.charged.working)]);
    Some(Charge {
        measure,
        rule,
        item: assigned.charged.item,
        amount: assigned.charged.amount,
        by: assigned.by.clone(),
        grade: grades.max().unwrap_or(Grade::Unverified),
        because,
        working: assigned.charged.working.clone(),
    })
}

fn working_grade(working: &Working<'_>) -> Grade {
    match working {
        Working::Schedule { schedule, cell, .. } | Working::Reduced { schedule, cell, .. } => {
            cell.grade.unwrap_or(schedule.grade)
        }
        Working::NoRate { .. } => Grade::Unverified,
        _ => Grade::Official,
    }
}

fn lines(found: &Found<'_, '_>) -> Vec<Line> {
    let cart = found.case.consignment.lines.iter().enumerate();
    let items = found.declared.item_of_lines(found.case);
    cart.zip(items)
        .map(|((position, line), item)| {
            let status = if is_prohibited(&found.declared.verdicts, position) {
                LineStatus::Prohibited
            } else if line.unreadable.is_some() || line.code.is_err() {
                LineStatus::Flagged
            } else {
                LineStatus::Priced
            };
            Line { status, item }
        })
        .collect()
}

fn items<'t>(found: &Found<'_, 't>) -> Vec<GoodsItem<'t>> {
    let minor = crate::Rounding::minor_unit(found.case.law.currency());
    let items = found.declared.items.iter().zip(&found.spreads);
    items
        .map(|(item, spread)| GoodsItem {
            lines: item.lines.clone(),
            code: item.code,
            origin: item.origin,
            intrinsic: minor.apply(found.case.assessed(item.goods)),
            customs: minor.apply(item.customs),
            candidates: spread.candidates,
            choice: item.code.and_then(|code| choice::of(found.case.law, code, spread)),
        })
        .collect()
}

/// One outcome per relief: granted to some goods and missed by others stays two.
fn reliefs<'t>(found: &Found<'_, 't>) -> Vec<ReliefOutcome<'t>> {
    let mut told: Vec<(Outcome, Vec<usize>)> = Vec::new();
    for outcome in &found.assessment.reliefs {
        let same = |known: &Outcome| {
            (known.rule, known.granted, known.over_by) == (outcome.rule, outcome.granted, outcome.over_by)
        };
        match told.iter_mut().find(|(known, _)| same(known)) {
            Some((_, items)) => items.push(outcome.item),
            None => told.push((*outcome, vec![outcome.item])),
        }
    }
    let tell = |(outcome, items): (Outcome, Vec<usize>)| {
        let measure = found.case.law.measure(outcome.rule)?;
        let over_by = outcome.over_by.map(|over| {
            let over = over.up_to_minor_unit();
            crate::Money { amount: over.amount.max(over.currency.minor_unit()), ..over }
        });
        Some(ReliefOutcome { measure, granted: outcome.granted, over_by, claim: None, items })
    };
    told.into_iter().filter_map(tell).chain(claim::missed(found)).collect()
}

fn warnings<'t>(found: &Found<'_, 't>) -> Vec<Warning<'t>> {
    let tell = |verdict: &Verdict<'t>| Warning {
        restriction: verdict.restriction,
        line: verdict.line,
        by_code: verdict.matched != Match::Words,
        asks: verdict.asks(),
    };
    found.declared.verdicts.iter().map(tell).collect()
}

fn problems(case: &Case<'_, '_>) -> Vec<Problem> {
    let mut problems = super::names::unknown(case);
    problems.extend(super::contradictions::found(case));
    for (position, line) in case.consignment.lines.iter().enumerate() {
        let path = |field: &str| format!("lines[{position}]{field}");
        if let Some(message) = &line.unreadable {
            let help = "the line is left out of all sums until its figures can be read";
            problems.push(Problem::new(path(""), "unreadable-line", message.clone(), help));
        }
        if let Err(error) = &line.code {
            let help = "correct the code or leave it out; until then duty on this line stays open";
            problems.push(Problem::new(path(".code"), "unreadable-code", error.to_string(), help));
        }
    }
    problems
}

fn rates<'t>(case: &Case<'_, 't>) -> Vec<RateUsed<'t>> {
    let from = case.consignment.currency;
    let law = case.law.inner();
    let bundled: &'t crate::tables::schema::RateSet = &case.law.tables().world.rates;
    let mut wanted: Vec<Currency> = core::iter::once(law.currency).chain(law.currencies.iter().copied()).collect();
    order::sort(&mut wanted);
    wanted.dedup();
    let used = wanted.into_iter().filter(|to| *to != from).filter_map(|to| {
        let rate = case.exchange.rate(from, to)?.round_dp(8).normalize();
        let handed_in = case.exchange.is_handed_in(from, to);
        let on = handed_in.map_or(bundled.on, |given| given.on);
        let source = match handed_in {
            Some(given) => given.source.clone().unwrap_or_else(|| "handed in".to_owned()).into(),
            None => bundled.source.as_str().into(),
        };
        Some(RateUsed { from, to, rate, on, source })
    });
    used.collect()
}
