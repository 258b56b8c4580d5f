//! Charges that ask a tariff, with its columns found once: every line of a basket asks the same few.

use super::{Law, Rule, RuleId};
use crate::tables::schema::{Amount, ChargeRule, Effect};
use crate::tables::{Cell, Column, Schedule, Tables};
use crate::{CommodityCode, Date};

/// Where a charge of the prepared law looks its rate up, by position in the tables.
#[derive(Debug)]
pub(crate) struct TariffRule {
    rule: RuleId,
    schedule: usize,
    columns: Vec<usize>,
    /// Another rule asks whether this one comes to nothing, whether or not it applies.
    pub(crate) asked_whether_free: bool,
}

/// A tariff as one charge asks it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tariff<'l, 't> {
    pub(crate) rule: &'l TariffRule,
    pub(crate) schedule: &'t Schedule,
    programs: &'t [String],
    day: Date,
}

impl<'l, 't> Tariff<'l, 't> {
    /// The charge that asks.
    pub(crate) fn id(&self) -> RuleId {
        self.rule.rule
    }

    /// The columns it asks.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'t Column> + use<'l, 't> {
        let held = self.schedule.columns.as_slice();
        self.rule.columns.iter().filter_map(|column| held.get(*column))
    }

    /// What a column says for a code.
    pub(crate) fn rate_in(&self, column: &'t Column, code: CommodityCode) -> Option<&'t Cell> {
        column.rate(code, self.day, self.programs)
    }

    /// What each column that has a rate says for a code.
    pub(crate) fn rates(&self, code: CommodityCode) -> impl Iterator<Item = &'t Cell> + use<'l, 't> {
        let asked = *self;
        self.columns().filter_map(move |column| asked.rate_in(column, code))
    }
}

impl<'t> Law<'t> {
    /// The charges that ask a tariff.
    pub(crate) fn tariffs(&self) -> impl Iterator<Item = Tariff<'_, 't>> {
        self.prepared.tariffs.iter().filter_map(|rule| self.asked(rule))
    }

    /// The tariff that a charge asks; `None` where it asks none, or one that is not loaded.
    pub(crate) fn tariff(&self, id: RuleId) -> Option<Tariff<'_, 't>> {
        let found = self.prepared.tariffs.binary_search_by_key(&id, |rule| rule.rule).ok()?;
        self.asked(self.prepared.tariffs.get(found)?)
    }

    fn asked<'l>(&self, rule: &'l TariffRule) -> Option<Tariff<'l, 't>> {
        let Amount::Schedule { programs, .. } = &self.charge(rule.rule)?.amount else { return None };
        Some(Tariff { rule, schedule: self.tables.schedules.get(rule.schedule)?, programs, day: self.prepared.day })
    }
}

/// The charges among some rules that ask a tariff, in order of rules.
pub(super) fn prepare(tables: &Tables, rules: &[Rule], charges: &[RuleId]) -> Vec<TariffRule> {
    let mut found: Vec<TariffRule> = charges.iter().filter_map(|id| tariff_rule(tables, rules, *id)).collect();
    let conditions = rules.iter().flat_map(|rule| core::iter::once(&rule.when).chain(&rule.unless));
    let asked: Vec<RuleId> = conditions.flat_map(|condition| condition.free.iter().copied()).collect();
    for rule in &mut found {
        rule.asked_whether_free = asked.contains(&rule.rule);
    }
    crate::order::sort_by_key(&mut found, |rule| rule.rule);
    found
}

fn tariff_rule(tables: &Tables, rules: &[Rule], rule: RuleId) -> Option<TariffRule> {
    let measure = tables.world.measures.get(rules.get(usize::from(rule))?.measure)?;
    let Effect::Charge(ChargeRule { amount: Amount::Schedule { schedule, columns, .. }, .. }) = &measure.effect else {
        return None;
    };
    let at = tables.schedules.iter().position(|held| held.id == *schedule)?;
    let held = tables.schedules.get(at)?;
    let columns = columns.iter().filter_map(|name| held.columns.iter().position(|column| column.name == *name));
    Some(TariffRule { rule, schedule: at, columns: columns.collect(), asked_whether_free: false })
}
