//! Readings: what the caller left open, read each way.
//!
//! A code of six digits where the tariff has ten, a fact that nobody declared: each leaves several readings of the same
//! item, and every reading is law for some goods. The quote shows the cheapest and the dearest and asks what would decide.

mod candidates;
mod division;
mod price;

use super::relief::AfterCharges;
use super::scope::Narrowed;
use super::{Case, Charged, Item, Range, Scope, View, Whole, Working, charge, relief, tax};
use crate::CommodityCode;
use crate::duty::expression::{DutyExpression, Need};
use crate::law::{Law, RuleId, SetId, Tariff};
use crate::tables::schema::{ChargeKind, FormerCode};
use crate::tables::{Cell, Column};

/// Something open that decides whether a rule applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unknown {
    /// An undeclared fact, by position in the law's facts.
    Fact(u16),
    /// Whether a short code lies in a set of codes.
    Code(SetId),
    /// Whether the consignment passes a comparison of its weight, by position in the law's.
    Weight(u16),
    /// Whether a relief that nobody could confirm is law.
    Relief(RuleId),
    /// Whether a part that some charges fall on and others leave out is all of the goods or nothing of them, by position in
    /// the law's. Charges grow and shrink with it evenly, so that nothing between comes to less or more.
    Component(u16),
}

impl Unknown {
    /// The set of codes, where it is about one.
    fn code_set(&self) -> Option<SetId> {
        if let Self::Code(set) = self { Some(*set) } else { None }
    }

    /// Whether it is open of the consignment as a whole: all goods are then read the same way.
    pub(crate) fn is_of_consignment(self, law: &Law<'_>) -> bool {
        match self {
            Self::Fact(fact) => law.inner().fact_laws.get(usize::from(fact)).is_some_and(|law| law.consignment),
            Self::Weight(_) | Self::Relief(_) | Self::Code(_) | Self::Component(_) => false,
        }
    }
}

/// One way to read an item.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Reading {
    /// The tariff line that it is taken for; `None` leaves the item's own code.
    pub(crate) code: Option<CommodityCode>,
    /// What is taken for things open.
    pub(crate) taken: Vec<(Unknown, bool)>,
}

/// The cheapest and the dearest reading of an item, and what is open between them.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spread<'t> {
    pub(crate) cheapest: Reading,
    pub(crate) dearest: Reading,
    /// How many tariff lines the code could mean; one when it is settled.
    pub(crate) candidates: usize,
    /// What the code is read as, where the tariff does not know it.
    pub(crate) read_as: Option<ReadAs<'t>>,
    /// Facts and code sets that decide something.
    pub(crate) open: Vec<Unknown>,
    /// What each of several tariff lines comes to, in order of codes; none where the code is settled.
    pub(crate) lines: Vec<TariffLine<'t>>,
    /// Lines were left out that are for goods of another price.
    pub(crate) fits_price: bool,
    /// What would tell whether further lines are for goods of another price.
    pub(crate) price_needs: Vec<Need>,
}

/// What stands for a code that the tariff does not know.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ReadAs<'t> {
    /// The part of it that the tariff knows, where the rest are digits of another country's.
    Part(CommodityCode),
    /// The codes that took the place of one that ended, and what these have in common.
    Now(&'t FormerCode, CommodityCode),
}

impl ReadAs<'_> {
    /// What all that it may mean begins with.
    pub(crate) fn code(self) -> CommodityCode {
        match self {
            Self::Part(code) | Self::Now(_, code) => code,
        }
    }
}

/// A tariff line that a short code could mean.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TariffLine<'t> {
    pub(crate) code: CommodityCode,
    /// What the tariff says for it, or law in its place; `None` where no rate is asked, or none is held.
    pub(crate) rate: Option<&'t DutyExpression>,
    /// Duty, excise, levies and taxes on the item alone, after the reliefs that it has.
    pub(crate) amount: Range,
}

impl Spread<'_> {
    pub(crate) fn is_settled(&self) -> bool {
        self.cheapest == self.dearest
    }
}

/// Two to the power of this many readings per tariff line.
const OPEN_LIMIT: usize = 6;

/// An item assessed on its own under its cheapest and its dearest reading.
pub(crate) struct Ends<'v, 'q, 't> {
    pub(crate) cheapest: View<'v, 'q, 't>,
    /// `None` where it is the cheapest too.
    pub(crate) dearest: Option<View<'v, 'q, 't>>,
}

/// Finds an item's cheapest and dearest reading, and assesses it under them.
pub(crate) fn spread<'v, 'q, 't>(context: &Context<'v, 'q, 't>) -> (Spread<'t>, Ends<'v, 'q, 't>) {
    let Context { case, item, .. } = *context;
    let (mut candidates, read_as) = candidates::of(case, item);
    let price::Priced { ruled_out, needs } = price::fit(context, &mut candidates);
    let known = read_as.map(ReadAs::code);
    let narrowed = context.narrowed(known);
    let whole: Vec<Line> = candidates.iter().map(|code| Line { code: *code, besides: Vec::new() }).collect();
    let code = known.or(item.code);
    let mut weighed = weigh(context, &narrowed, code, &whole);
    // Law that names goods below the lines of the tariff divides these further.
    let sets: Vec<SetId> = weighed.spread.open.iter().filter_map(Unknown::code_set).collect();
    if let Some(parts) = division::of(case, &candidates, &sets) {
        weighed = weigh(context, &narrowed, code, &parts);
    }
    let Weighed { spread, extremes } = weighed;
    let ends = match extremes {
        Some(extremes) => extremes.ends(),
        // There is a candidate always, if only the goods as they are.
        None => Ends { cheapest: context.assessed(Reading::default()), dearest: None },
    };
    let cheapest = ends.cheapest.reading.clone();
    let dearest = ends.dearest.as_ref().unwrap_or(&ends.cheapest).reading.clone();
    let found = Spread { cheapest, dearest, candidates: candidates.len(), read_as, ..spread };
    (Spread { fits_price: ruled_out, price_needs: needs, ..found }, ends)
}

/// What a short code could mean.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) code: Option<CommodityCode>,
    /// Sets whose members under the code are lines beside this one.
    pub(super) besides: Vec<SetId>,
}

/// Lines with what they come to.
struct Weighed<'v, 'q, 't> {
    spread: Spread<'t>,
    extremes: Option<Extremes<'v, 'q, 't>>,
}

/// Assesses an item as each of some lines under a code.
fn weigh<'v, 'q, 't>(
    context: &Context<'v, 'q, 't>,
    narrowed: &Narrowed,
    code: Option<CommodityCode>,
    lines: &[Line],
) -> Weighed<'v, 'q, 't> {
    let kinds = Kinds::of(context.case, narrowed, code, lines);
    // Goods among others are relieved with them: that is known once all are assessed.
    let alone = context.whole.totals.lines == context.item.lines.len();
    let relieves = context.scope.compares_amounts && (alone || context.case.granted.get().is_some());
    let mut spread = Spread::default();
    let mut extremes: Option<Extremes<'_, '_, '_>> = None;
    let mut told: Vec<(Range, Option<&DutyExpression>)> = Vec::new();
    for line in kinds.first.iter().filter_map(|at| lines.get(*at)) {
        let views = readings(context, narrowed, line, &mut spread.open);
        // Where everything is known, nothing needs to be weighed.
        let settled = kinds.first.len() == 1 && views.len() == 1;
        let mut of_line: Option<(Range, Option<&DutyExpression>)> = None;
        for mut view in views {
            let (owed, rate) = if settled { (Owed::NOTHING, None) } else { (owed(&mut view, relieves), rate(&view)) };
            let (score, amount) = (owed.exact, if alone { owed.rounded } else { owed.exact });
            of_line = Some(of_line.map_or((amount, rate), |(known, rate)| (known.hull(amount), rate)));
            match &mut extremes {
                Some(extremes) => extremes.take(score, view),
                None => extremes = Some(Extremes { cheapest: (score, view), dearest: None }),
            }
        }
        told.extend(of_line.filter(|_| !settled));
    }
    let of_kinds = lines.iter().zip(&kinds.of_line);
    spread.lines = of_kinds
        .filter_map(|(line, kind)| told.get(*kind).zip(line.code))
        .map(|((amount, rate), code)| TariffLine { code, rate: *rate, amount: *amount })
        .collect();
    crate::order::sort_by_key(&mut spread.lines, |line| line.code);
    Weighed { spread, extremes }
}

/// The cheapest and the dearest of some views, with what each comes to.
struct Extremes<'v, 'q, 't> {
    cheapest: (Range, View<'v, 'q, 't>),
    dearest: Option<(Range, View<'v, 'q, 't>)>,
}

impl<'v, 'q, 't> Extremes<'v, 'q, 't> {
    fn take(&mut self, score: Range, view: View<'v, 'q, 't>) {
        let (lowest, _) = self.cheapest;
        let highest = self.dearest.as_ref().map_or(lowest, |(highest, _)| *highest);
        match (score.low < lowest.low, is_dearer(score, highest)) {
            (true, true) => *self = Self { cheapest: (score, view), dearest: None },
            (true, false) => {
                let before = core::mem::replace(&mut self.cheapest, (score, view));
                self.dearest.get_or_insert(before);
            }
            (false, true) => self.dearest = Some((score, view)),
            (false, false) => {}
        }
    }

    fn ends(self) -> Ends<'v, 'q, 't> {
        Ends { cheapest: self.cheapest.1, dearest: self.dearest.map(|(_, view)| view) }
    }
}

/// Tariff lines sorted by what the law can tell of them. Lines that lie in the same sets and for which every tariff says the
/// same come to the same, and are assessed once.
struct Kinds {
    /// The position of the first line of each kind.
    first: Vec<usize>,
    /// The kind of each line.
    of_line: Vec<usize>,
}

impl Kinds {
    /// Sorts the lines under `code`.
    fn of(case: &Case<'_, '_>, narrowed: &Narrowed, code: Option<CommodityCode>, lines: &[Line]) -> Self {
        if lines.len() == 1 {
            return Self { first: vec![0], of_line: vec![0] };
        }
        let apart = case.law.inner().sets.apart(code.unwrap_or(CommodityCode::ANY));
        let mut kinds = Self { first: Vec::new(), of_line: Vec::new() };
        let mut marks = Vec::new();
        let columns = columns_asked(case.law, narrowed);
        for (at, line) in lines.iter().enumerate() {
            let mark = line.code.map(|code| (apart.of(code), cells(&columns, code), line.besides.as_slice()));
            let kind = marks.iter().position(|known| *known == mark).unwrap_or_else(|| {
                marks.push(mark);
                kinds.first.push(at);
                kinds.first.len() - 1
            });
            kinds.of_line.push(kind);
        }
        kinds
    }
}

/// What every column says of a code. Cells are held once, so that the same place is the same rate.
fn cells<'t>(columns: &[(Tariff<'_, 't>, &'t Column)], code: CommodityCode) -> Vec<Option<*const Cell>> {
    columns.iter().map(|(tariff, column)| tariff.rate_in(column, code).map(core::ptr::from_ref)).collect()
}

/// Columns that can say something for the goods, each with the tariff that asks it: those of rules that the item
/// leaves open, and of rules whose rate is asked whether or not they apply.
fn columns_asked<'l, 't>(law: &'l Law<'t>, narrowed: &Narrowed) -> Vec<(Tariff<'l, 't>, &'t Column)> {
    let asked = law.tariffs().filter(|tariff| narrowed.leaves_rule_open(tariff.id()) || tariff.rule.asked_whether_free);
    asked.flat_map(|tariff| tariff.columns().map(move |column| (tariff, column))).collect()
}

/// Open above is dearer than any figure; of two that are open, the one whose known part is.
fn is_dearer(a: Range, b: Range) -> bool {
    match (a.high, b.high) {
        (None, Some(_)) => true,
        (Some(a), Some(b)) => a > b,
        (None, None) => a.low > b.low,
        (Some(_), None) => false,
    }
}

/// An item and what stands around it.
#[derive(Clone, Copy)]
pub(crate) struct Context<'v, 'q, 't> {
    pub(crate) case: &'v Case<'q, 't>,
    pub(crate) whole: &'v Whole<'v>,
    pub(crate) scope: &'v Scope,
    pub(crate) item: &'v Item,
    pub(crate) position: usize,
}

impl<'v, 'q, 't> Context<'v, 'q, 't> {
    /// The item on its own under a reading: reliefs on its value, and the charges on it.
    pub(crate) fn assessed(&self, reading: Reading) -> View<'v, 'q, 't> {
        self.assess(View::new(*self, reading), &self.scope.on_goods)
    }

    /// The charges that the item leaves open, whichever line under its code it is.
    fn narrowed(&self, read_as: Option<CommodityCode>) -> Narrowed {
        let view = View::new(*self, Reading { code: read_as, taken: Vec::new() });
        self.scope.narrowed(|id| view.is_ruled_out(id))
    }

    fn assess(&self, mut view: View<'v, 'q, 't>, on_goods: &[RuleId]) -> View<'v, 'q, 't> {
        relief::of_item(&mut view);
        charge::on_item(&mut view, on_goods);
        // Taxes are asked here too, so that what decides them comes up as open.
        for id in self.scope.charges(ChargeKind::Tax) {
            let _ = view.applies(*id);
        }
        view
    }
}

/// An item as one tariff line, assessed each way of what is open.
fn readings<'v, 'q, 't>(
    context: &Context<'v, 'q, 't>,
    narrowed: &Narrowed,
    line: &Line,
    open: &mut Vec<Unknown>,
) -> Vec<View<'v, 'q, 't>> {
    let code = line.code.filter(|code| Some(*code) != context.item.code);
    let mut taken = context.case.taken.clone();
    taken.extend(line.besides.iter().map(|set| (Unknown::Code(*set), false)));
    let limit = taken.len() + OPEN_LIMIT;
    let mut waiting = vec![Reading { code, taken }];
    let (mut settled, mut found) = (Vec::new(), Vec::new());
    // Taking one thing for granted can bring up another, so ask until nothing new comes up.
    while let Some(reading) = waiting.pop() {
        let view = View::within(*context, reading, narrowed.answers());
        let view = context.assess(view, &narrowed.on_goods);
        let unknown = view.unknowns.borrow().first().copied().filter(|_| view.reading.taken.len() < limit);
        let Some(unknown) = unknown else {
            settled.push(view);
            continue;
        };
        if !found.contains(&unknown) {
            found.push(unknown);
        }
        let [yes, no] = both_ways(view.reading, unknown);
        waiting.extend([no, yes]);
    }
    // What matters one way only is taken the other way too, so that the stages still to come find it taken.
    for view in &mut settled {
        let missing = |unknown: &&Unknown| !view.reading.taken.iter().any(|(known, _)| known == *unknown);
        let missing: Vec<(Unknown, bool)> = found.iter().filter(missing).map(|unknown| (*unknown, true)).collect();
        view.reading.taken.extend(missing);
    }
    open.extend(found.into_iter().filter(|unknown| !open.contains(unknown)).collect::<Vec<_>>());
    settled
}

fn both_ways(reading: Reading, unknown: Unknown) -> [Reading; 2] {
    [true, false].map(|taken| {
        let mut one_way = reading.clone();
        one_way.taken.push((unknown, taken));
        one_way
    })
}

/// What the tariff says, or law that stands in its place.
fn rate<'t>(view: &View<'_, '_, 't>) -> Option<&'t DutyExpression> {
    let law = view.case.law;
    let mut instead = None;
    for charged in &view.charges {
        match charged.working {
            Working::Schedule { cell, .. } | Working::Reduced { cell, .. } => return Some(&cell.rate),
            Working::NoRate { .. } => return None,
            Working::Expression { expression, .. } if instead.is_none() => {
                let is_duty = law.charge(charged.rule).is_some_and(|charge| charge.kind == ChargeKind::Duty);
                instead = is_duty.then_some(expression);
            }
            _ => {}
        }
    }
    instead
}

/// What an item under a reading comes to, taxes with it.
#[derive(Clone, Copy)]
struct Owed {
    /// As its charges are: goods beside it may carry a sum over a step of rounding.
    exact: Range,
    /// With the sums rounded that are rounded for the whole consignment: the goods by themselves.
    rounded: Range,
}

impl Owed {
    const NOTHING: Self = Self { exact: Range::ZERO, rounded: Range::ZERO };
}

/// What an item under a reading comes to: before reliefs that compare amounts, or where the law has any after them, as they
/// are for the goods by themselves or as they were found for all goods together.
#[inline(never)]
fn owed(view: &mut View<'_, '_, '_>, relieves: bool) -> Owed {
    let (before, left, case) = (view.charges.clone(), view.left, view.case);
    let counts = |charged: &Charged<'_>| case.law.rule(charged.rule).is_some_and(|rule| !rule.shown_only);
    view.charges.retain(counts);
    if relieves && !decide(view, ChargeKind::Levy).is_empty() {
        view.lift(ChargeKind::Tax);
    }
    let taxes = tax::assess(core::slice::from_ref(view), &[]);
    view.charges.extend(taxes.into_iter().filter(counts));
    if relieves {
        decide(view, ChargeKind::Tax);
    }
    view.left = left;
    let mut charges = core::mem::replace(&mut view.charges, before);
    let exact = sum(&charges);
    tax::round_totals(case, &mut charges);
    Owed { exact, rounded: sum(&charges) }
}

fn sum(charges: &[Charged<'_>]) -> Range {
    let mut sum = Range::ZERO;
    for charged in charges {
        sum += charged.amount;
    }
    sum
}

/// Takes from an item what reliefs that compare amounts lift from it.
fn decide(view: &mut View<'_, '_, '_>, after: ChargeKind) -> Vec<RuleId> {
    let mut charges = core::mem::take(&mut view.charges);
    let decided = view.case.granted.get().map(Vec::as_slice);
    let mut stage = AfterCharges { charges: &mut charges, after, decided };
    let untaxed = stage.decide(core::slice::from_ref(view), &mut Vec::new());
    view.charges = charges;
    untaxed
}
