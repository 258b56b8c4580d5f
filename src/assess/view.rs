//! One item as the conditions of law see it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use super::relief::Outcome;
use super::scope::{Answer, Scope, UNLESS_BITS, asks_consignment};
use crate::arithmetic::{Arithmetic, total};

use rust_decimal::Decimal;

use super::reading::{Context, Reading, Unknown};
use super::{Case, Charged, Item, Range, Whole, of_size, within};
use crate::duty::expression::DutyUnit;
use crate::law::{Conditions, Membership, Memberships, RuleId, SetId};
use crate::tables::schema::{Amount, ChargeKind, Counted, Cut, Effect, Part, Per, StrengthTest, TaxBase, Test};
use crate::{CartLine, CommodityCode, Currency};

/// An item under one reading, with the charges put on it so far.
pub(crate) struct View<'v, 'q, 't> {
    pub(crate) case: &'v Case<'q, 't>,
    pub(crate) whole: &'v Whole<'v>,
    pub(crate) scope: &'v Scope,
    pub(crate) item: &'v Item,
    pub(crate) position: usize,
    pub(crate) reading: Reading,
    /// What became of reliefs on its value.
    pub(crate) outcomes: Vec<Outcome>,
    /// Charges of the item.
    pub(crate) charges: Vec<Charged<'t>>,
    /// Of each kind of charge, the share of the base that reliefs leave: 1 unless one was granted.
    pub(crate) left: [Decimal; 5],
    /// Single measures lifted.
    pub(crate) lifted: Vec<RuleId>,
    /// Single measures of whose rate something is taken off.
    pub(crate) cuts: Vec<(RuleId, Cut)>,
    /// Its shares of the least, the most and the deduction of charges that it and other items bear together.
    pub(crate) bounds: Vec<(RuleId, Decimal)>,
    /// What is claimed for the item beside what its lines claim: to see what a claim would change.
    pub(crate) claiming: Option<&'t str>,
    /// Kinds of charge due at the border; filled before fees are asked.
    pub(crate) due: [bool; 5],
    /// Facts that nobody declared and that were taken as law's plain case.
    pub(crate) presumed: RefCell<Vec<(u16, bool)>>,
    /// The unit of which each piece was taken for one.
    pub(crate) counted: Cell<Option<&'t str>>,
    /// What is open and would have decided something.
    pub(crate) unknowns: RefCell<Vec<Unknown>>,
    /// Whether a rule applies, once worked out.
    answers: Vec<Cell<Answer>>,
    /// In which sets the code lies, once asked; goods without a code lie in none.
    memberships: OnceCell<Option<Rc<Memberships>>>,
}

impl<'v, 'q, 't> View<'v, 'q, 't> {
    pub(crate) fn new(context: Context<'v, 'q, 't>, reading: Reading) -> Self {
        Self::within(context, reading, context.scope.answers())
    }

    /// With what is known of rules before any is asked.
    pub(crate) fn within(context: Context<'v, 'q, 't>, reading: Reading, answers: Vec<Cell<Answer>>) -> Self {
        let Context { case, whole, scope, item, position } = context;
        Self {
            case,
            whole,
            scope,
            item,
            position,
            reading,
            outcomes: Vec::new(),
            charges: Vec::new(),
            left: [Decimal::ONE; 5],
            lifted: Vec::new(),
            cuts: Vec::new(),
            bounds: Vec::new(),
            claiming: None,
            due: [false; 5],
            presumed: RefCell::new(Vec::new()),
            counted: Cell::new(None),
            unknowns: RefCell::new(Vec::new()),
            answers,
            memberships: OnceCell::new(),
        }
    }

    /// An item before its declaration is chosen, as what is taken for the whole consignment has it.
    pub(crate) fn early(context: Context<'v, 'q, 't>) -> Self {
        let reading = Reading { code: None, taken: context.case.taken.clone() };
        Self::new(context, reading)
    }

    /// Adds to `open` what came up as open.
    pub(crate) fn tell_open(&self, open: &mut Vec<Unknown>) {
        let unknowns = self.unknowns.borrow();
        for unknown in unknowns.iter().filter(|unknown| !open.contains(unknown)).copied().collect::<Vec<_>>() {
            open.push(unknown);
        }
    }

    pub(crate) fn code(&self) -> Option<CommodityCode> {
        self.reading.code.or(self.item.code)
    }

    /// Whether a rule applies to the item: its conditions hold, no `unless` does, and no other rule takes its place.
    pub(crate) fn applies(&self, id: RuleId) -> bool {
        let Some(answer) = self.answers.get(usize::from(id)) else { return false };
        match answer.get() {
            Answer::Yes => true,
            // A circle of rules is refused by the checker; here it ends as "does not apply".
            Answer::No | Answer::BeingAsked => false,
            Answer::NotAsked => {
                answer.set(Answer::BeingAsked);
                let applies = self.conditions_hold(id) && !self.replaced(id) && self.is_law(id);
                answer.set(if applies { Answer::Yes } else { Answer::No });
                applies
            }
        }
    }

    /// Whether the rule is law at all: of a relief that nobody could confirm, both are read.
    fn is_law(&self, id: RuleId) -> bool {
        let unconfirmed = self.case.law.rule(id).is_some_and(|rule| rule.unconfirmed);
        !unconfirmed || self.open(Unknown::Relief(id), false)
    }

    /// Whether origin, claims, scheme or code rule a rule out, whatever else is open about the item.
    pub(crate) fn is_ruled_out(&self, id: RuleId) -> bool {
        let Some(rule) = self.case.law.rule(id) else { return true };
        let outside = |id: &SetId| self.membership(*id) == Membership::Outside;
        !self.places_hold(&rule.when) || !self.declared_holds(&rule.when) || rule.when.codes.iter().any(outside)
    }

    fn replaced(&self, id: RuleId) -> bool {
        let rule = self.case.law.rule(id);
        rule.is_some_and(|rule| rule.replaced_by.iter().any(|other| self.stands_in(*other)))
    }

    /// Whether a rule takes the place of others: it applies, or would if yet another did not stand in for it in turn.
    fn stands_in(&self, id: RuleId) -> bool {
        let replaceable = self.case.law.rule(id).is_some_and(|rule| !rule.replaced_by.is_empty());
        let in_turn = replaceable && self.scope.leaves_rule_open(id);
        self.applies(id) || (in_turn && self.conditions_hold(id) && self.is_law(id))
    }

    /// Whether a rule's own conditions hold, whatever replaces it. Rules that lie ahead never do, except when asked for
    /// the quote's last valid day.
    pub(crate) fn conditions_hold(&self, id: RuleId) -> bool {
        let Some(rule) = self.case.law.rule(id) else { return false };
        rule.upcoming.is_none() && self.when_and_unless(id) && self.has_rate(id)
    }

    pub(crate) fn when_and_unless(&self, id: RuleId) -> bool {
        let Some(rule) = self.case.law.rule(id) else { return false };
        if !self.scope.is_asked() {
            return self.holds(&rule.when) && !rule.unless.iter().any(|unless| self.holds(unless));
        }
        // What the consignment itself rules out was found when the scope was made.
        let mut open = rule.unless.iter().enumerate().filter(|(at, _)| self.scope.leaves_open(id, *at));
        self.holds_on_item(&rule.when)
            && !open.any(|(at, one)| if at < UNLESS_BITS { self.holds_on_item(one) } else { self.holds(one) })
    }

    /// A tariff column that stands in for another rule applies only where it has a rate: no concession, no preference.
    fn has_rate(&self, id: RuleId) -> bool {
        let law = self.case.law;
        let stands_in = law.measure(id).is_some_and(|measure| !measure.instead_of.is_empty());
        let tariff = if stands_in { law.tariff(id) } else { None };
        tariff.is_none_or(|tariff| self.code().is_some_and(|code| tariff.rates(code).next().is_some()))
    }

    pub(crate) fn holds(&self, condition: &Conditions) -> bool {
        asks_consignment(self.case, self.whole, condition) && self.holds_on_item(condition)
    }

    /// The part of a condition that is asked item by item.
    fn holds_on_item(&self, condition: &Conditions) -> bool {
        !condition.never
            && self.places_hold(condition)
            && self.declared_holds(condition)
            && self.codes_hold(condition)
            && condition.value.iter().all(|test| self.test_holds(test))
            && (condition.applies.is_empty() || condition.applies.iter().any(|id| self.applies(*id)))
            && (condition.free.is_empty() || condition.free.iter().any(|id| self.would_be_free(*id)))
            && (condition.due.is_empty() || condition.due.iter().any(|kind| self.is_due(*kind)))
            && self.weight_holds(condition)
            // Asked last: a fact is open only where everything else holds, and only then is worth a question.
            && self.facts_hold(condition)
    }

    fn weight_holds(&self, condition: &Conditions) -> bool {
        let Some(id) = condition.weight else { return true };
        let Some(test) = self.case.law.inner().weights.get(usize::from(id)) else { return false };
        match self.case.consignment.weight() {
            Some(weight) => test.holds(weight),
            None => test.presumed.unwrap_or_else(|| self.open(Unknown::Weight(id), false)),
        }
    }

    fn places_hold(&self, condition: &Conditions) -> bool {
        condition.origin.as_ref().is_none_or(|origins| origins.binary_search(&self.item.origin).is_ok())
    }

    /// The cart line that speaks for the item: lines that declare different things are never one item.
    fn line(&self) -> Option<&'v CartLine> {
        self.item.lines.first().and_then(|line| self.case.consignment.lines.get(*line))
    }

    fn declared_holds(&self, condition: &Conditions) -> bool {
        let claimed = |line: &CartLine| {
            any_of(&condition.claim, &line.claims)
                || self.claiming.is_some_and(|claim| condition.claim.iter().any(|wanted| wanted == claim))
        };
        let under = |scheme: &str| condition.scheme.iter().any(|wanted| wanted == scheme);
        (condition.claim.is_empty() || self.line().is_some_and(claimed))
            && (condition.scheme.is_empty() || self.scheme().is_some_and(under))
    }

    /// Declared facts. An undeclared one is open: the reading decides.
    fn facts_hold(&self, condition: &Conditions) -> bool {
        condition
            .facts
            .iter()
            .all(|(fact, wanted)| self.told(*fact).unwrap_or_else(|| self.undeclared(*fact, *wanted)) == *wanted)
    }

    /// What is declared of a fact, or follows from the strength and size that are stated.
    fn told(&self, fact: u16) -> Option<bool> {
        let inner = self.case.law.inner();
        let name = inner.facts.get(usize::from(fact))?;
        let law = inner.fact_laws.get(usize::from(fact)).copied().unwrap_or_default();
        let declared = self.line().and_then(|line| line.fact(name));
        declared
            .or_else(|| self.case.said_of_all(fact))
            .or_else(|| law.strength.and_then(|test| self.is_as_strong(test)))
            // Of a fact about the whole consignment the size of all goods has spoken.
            .or_else(|| of_size(self.lines(), law.size.filter(|_| !law.consignment)?))
    }

    fn lines(&self) -> impl Iterator<Item = &'v CartLine> {
        self.item.lines.iter().filter_map(|line| self.case.consignment.lines.get(*line))
    }

    /// Whether the goods pass a test of their strength; `None` where it is not stated of all of them, or they differ.
    fn is_as_strong(&self, test: StrengthTest) -> Option<bool> {
        let mut answers = self.lines().map(|line| line.strength().map(|strength| test.holds(strength)));
        let first = answers.next()??;
        answers.all(|answer| answer == Some(first)).then_some(first)
    }

    /// What is taken for a fact that nobody declared: the plain case where there is one, both ways elsewhere.
    fn undeclared(&self, fact: u16, wanted: bool) -> bool {
        let presumed = self.case.law.inner().fact_laws.get(usize::from(fact)).and_then(|law| law.presumed);
        // What a claim would change is asked at its best: the fact is asked when somebody claims.
        let Some(presumed) = presumed.or(self.claiming.map(|_| wanted)) else {
            return self.open(Unknown::Fact(fact), !wanted);
        };
        let mut taken = self.presumed.borrow_mut();
        if !taken.contains(&(fact, presumed)) {
            taken.push((fact, presumed));
        }
        presumed
    }

    fn scheme(&self) -> Option<&str> {
        match &self.case.law.measure(self.item.scheme?)?.effect {
            Effect::Scheme(scheme) => Some(&scheme.scheme),
            _ => None,
        }
    }

    fn codes_hold(&self, condition: &Conditions) -> bool {
        condition.codes.iter().all(|id| match self.membership(*id) {
            Membership::Inside => true,
            Membership::Outside => false,
            Membership::Partly => self.implied(*id).unwrap_or_else(|| self.open(Unknown::Code(*id), false)),
        })
    }

    /// What the reading's own way of taking other sets says of a set. Only what was taken before it counts: what came up
    /// later was itself read in the light of this one.
    fn implied(&self, asked: SetId) -> Option<bool> {
        let code = self.code()?;
        let before = self.reading.taken.iter().take_while(|(unknown, _)| *unknown != Unknown::Code(asked));
        let sets = &self.case.law.inner().sets;
        let told = before.filter_map(|(unknown, taken)| match unknown {
            Unknown::Code(known) => sets.implied(code, (*known, *taken), asked),
            _ => None,
        });
        told.last()
    }

    fn membership(&self, id: SetId) -> Membership {
        let look_up = || Some(self.case.memberships(self.code()?));
        self.memberships.get_or_init(look_up).as_ref().map_or(Membership::Outside, |memberships| memberships.of(id))
    }

    /// Whether an undeclared part of the goods is taken for all of them or for nothing; `None` for a part that no charge
    /// leaves out of its base, which duty texts weigh by themselves.
    pub(crate) fn is_all(&self, component: &str) -> Option<bool> {
        let known = self.case.law.inner().components.iter().position(|known| known == component)?;
        Some(self.open(Unknown::Component(u16::try_from(known).ok()?), false))
    }

    /// What the reading takes for something open; remembered, so that the other way is read too.
    fn open(&self, unknown: Unknown, otherwise: bool) -> bool {
        if let Some((_, taken)) = self.reading.taken.iter().find(|(known, _)| *known == unknown) {
            return *taken;
        }
        let mut unknowns = self.unknowns.borrow_mut();
        if !unknowns.contains(&unknown) {
            unknowns.push(unknown);
        }
        otherwise
    }

    pub(crate) fn test_holds(&self, test: &Test) -> bool {
        within(test, |currency| self.tested(test, currency))
    }

    /// The value that a test compares, in the currency of its bound.
    pub(crate) fn tested(&self, test: &Test, currency: Currency) -> Decimal {
        total(test.of.iter().map(|part| self.tested_part(part, test.per, currency)))
    }

    fn tested_part(&self, part: &Part, per: Per, currency: Currency) -> Decimal {
        let cart = self.case.consignment.currency;
        let law = self.case.law.currency();
        let totals = &self.whole.totals;
        let (amount, from) = match (part, per) {
            (Part::Goods, Per::Consignment) => (totals.goods, cart),
            (Part::Freight, Per::Consignment) => (totals.freight, cart),
            (Part::Insurance, Per::Consignment) => (totals.insurance, cart),
            (Part::Customs, Per::Consignment) => (totals.customs, law),
            (Part::Goods, Per::Unit) => (self.item.unit_price, cart),
            (Part::Goods, _) => (self.item.goods, cart),
            (Part::Freight, _) => (self.per(self.item.freight, per), cart),
            (Part::Insurance, _) => (self.per(self.item.insurance, per), cart),
            (Part::Customs, _) => (self.per(self.item.customs, per), law),
            (Part::Duty | Part::Excise | Part::Levy | Part::Tax | Part::Charge(_), _) => (self.part(part).low, law),
        };
        self.case.convert(amount, from, currency)
    }

    /// How many of a unit the goods are where sellers count them in it: one piece of shoes is a pair.
    pub(crate) fn counted_in(&self, unit: &DutyUnit) -> Option<Decimal> {
        let code = self.code()?;
        let counted = &self.case.law.tables().world.counted;
        let of_unit = |known: &&Counted| known.code.covers(code) && unit.to_string() == known.unit;
        self.counted.set(Some(&counted.iter().find(of_unit)?.unit));
        Some(self.item.quantity)
    }

    /// The item's share of the price of everything.
    pub(crate) fn share(&self) -> Decimal {
        self.whole.totals.share(self.item)
    }

    fn per(&self, amount: Decimal, per: Per) -> Decimal {
        if per == Per::Unit { amount.checked_div(self.item.quantity).unwrap_or(amount) } else { amount }
    }

    /// A part of the item's base, in the law's currency.
    pub(crate) fn part(&self, part: &Part) -> Range {
        match part {
            Part::Goods => Range::exactly(self.case.assessed(self.item.goods)),
            Part::Freight => Range::exactly(self.case.assessed(self.item.freight)),
            Part::Insurance => Range::exactly(self.case.assessed(self.item.insurance)),
            Part::Customs => Range::exactly(self.item.customs),
            Part::Duty => self.sum_of(ChargeKind::Duty),
            Part::Excise => self.sum_of(ChargeKind::Excise),
            Part::Levy => self.sum_of(ChargeKind::Levy),
            Part::Tax => self.sum_of(ChargeKind::Tax),
            Part::Charge(id) => {
                self.sum(|charged| self.case.law.measure(charged.rule).is_some_and(|measure| measure.id == *id))
            }
        }
    }

    fn sum_of(&self, kind: ChargeKind) -> Range {
        self.sum(|charged| self.case.law.charge(charged.rule).is_some_and(|charge| charge.kind == kind))
    }

    fn sum(&self, wanted: impl Fn(&Charged<'_>) -> bool) -> Range {
        let mut sum = Range::ZERO;
        let in_force = |charged: &&Charged<'_>| self.case.law.rule(charged.rule).is_some_and(|rule| !rule.shown_only);
        for charged in self.charges.iter().filter(|charged| wanted(charged)).filter(in_force) {
            sum += in_base(self.case, charged);
        }
        sum
    }

    /// Whether a charge would come to nothing for these goods by its own rate, whatever takes its place.
    fn would_be_free(&self, id: RuleId) -> bool {
        use crate::duty::expression::DutyExpression;
        let (Some(charge), Some(code)) = (self.case.law.charge(id), self.code()) else { return false };
        let free = |rate: &DutyExpression| super::charge::nothing_of(rate).is_some();
        match &charge.amount {
            Amount::Expression(rate) => free(rate),
            Amount::Schedule { .. } => {
                let tariff = self.case.law.tariff(id);
                tariff.is_some_and(|tariff| tariff.rates(code).any(|cell| free(&cell.rate)))
            }
            _ => false,
        }
    }

    fn is_due(&self, kind: ChargeKind) -> bool {
        self.due.get(kind.index()).copied().unwrap_or(false)
    }

    /// The parts of a base for a kind of charge: values less what reliefs take out of them; charges as they stand,
    /// because reliefs were counted when they were assessed.
    pub(crate) fn base(&self, parts: &[Part], kind: ChargeKind) -> Range {
        let left = self.left(kind);
        let mut base = Range::ZERO;
        for part in parts {
            let value = self.part(part);
            base += if part.is_value() && left != Decimal::ONE { value.map(|value| value.times(left)) } else { value };
        }
        base
    }

    /// What taxes are assessed on: the parts, and the shares of parts that the law adds.
    pub(crate) fn tax_base(&self, tax_base: &TaxBase) -> Range {
        let mut base = self.base(&tax_base.parts, ChargeKind::Tax);
        for uplift in &tax_base.add {
            base += self.base(&uplift.of, ChargeKind::Tax).map(|of| of.percent(uplift.rate.0));
        }
        base
    }

    /// Nothing of a kind of charge is left to be charged.
    pub(crate) fn lift(&mut self, kind: ChargeKind) {
        if let Some(left) = self.left.get_mut(kind.index()) {
            *left = Decimal::ZERO;
        }
    }

    /// The share of the base that reliefs leave for a kind of charge.
    pub(crate) fn left(&self, kind: ChargeKind) -> Decimal {
        self.left.get(kind.index()).copied().unwrap_or(Decimal::ONE)
    }
}

/// A charge as it stands in the base of another.
pub(crate) fn in_base(case: &Case<'_, '_>, charged: &Charged<'_>) -> Range {
    let round = case.law.charge(charged.rule).and_then(|charge| charge.round_in_base);
    round.map_or(charged.amount, |round| charged.amount.map(|amount| round.apply(amount)))
}

pub(crate) fn any_of(wanted: &[String], given: &[String]) -> bool {
    wanted.is_empty() || wanted.iter().any(|one| given.contains(one))
}
