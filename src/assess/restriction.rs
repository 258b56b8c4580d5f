//! Restrictions: what may not come in, or only with something, and what that does to the declaration.

use super::Case;
use crate::consignment::CartLine;
use crate::law::Match;
use crate::tables::schema::{Carriage, Covers, Layer, Restriction, RestrictionStatus};
use crate::{CommodityCode, Date};

/// A restriction found for a line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Verdict<'t> {
    pub(crate) restriction: &'t Restriction,
    pub(crate) line: usize,
    pub(crate) matched: Match,
    /// Whether every fact that it hangs on was told.
    told: bool,
}

impl<'t> Verdict<'t> {
    /// Whether the line certainly may not come in.
    pub(crate) fn blocks(&self) -> bool {
        !self.asks()
            && self.restriction.status == RestrictionStatus::Prohibited
            && self.restriction.layer != Layer::Transport
    }

    /// Whether it is only a question to the seller: words alone, a code too short to tell, a fact that nobody told, or a
    /// row that catches part of what has the code. Where facts say which part, they settle it.
    pub(crate) fn asks(&self) -> bool {
        let by_code = matches!(self.matched, Match::Code | Match::CodeAndWords);
        let sure = match self.restriction.covers {
            Covers::All => by_code,
            Covers::Named => self.matched == Match::CodeAndWords,
            Covers::Part => by_code && !self.restriction.facts.is_empty(),
        };
        !(sure && self.told)
    }

    /// Facts that it hangs on and nobody told of the line.
    pub(crate) fn untold<'l>(&self, line: &'l CartLine) -> impl Iterator<Item = &'t str> + use<'l, 't> {
        untold(self.restriction, line)
    }

    /// Whether it certainly forces a fuller declaration.
    fn forces_dataset(&self) -> bool {
        self.restriction.dataset.is_some() && !self.asks()
    }
}

/// The verdicts on one line, of all of them in order of lines.
pub(crate) fn on_line<'v, 't>(verdicts: &'v [Verdict<'t>], line: usize) -> &'v [Verdict<'t>] {
    let from = verdicts.get(verdicts.partition_point(|verdict| verdict.line < line)..).unwrap_or_default();
    from.get(..from.partition_point(|verdict| verdict.line == line)).unwrap_or_default()
}

/// Whether goods that may come in need a fuller declaration; what may not come in is not declared.
pub(crate) fn force_a_fuller_declaration(verdicts: &[Verdict<'_>]) -> bool {
    let blocked = |line: usize| on_line(verdicts, line).iter().any(Verdict::blocks);
    verdicts.iter().any(|verdict| verdict.forces_dataset() && !blocked(verdict.line))
}

/// Verdicts on every line, the hardest first, and the next day on which there are others.
pub(crate) fn find<'t>(case: &Case<'_, 't>) -> (Vec<Verdict<'t>>, Option<Date>) {
    let mut verdicts: Vec<Verdict<'t>> = Vec::new();
    for (position, line) in case.consignment.lines.iter().enumerate() {
        verdicts.extend(of_line(case, position, line));
    }
    let day = case.law.day();
    let validities = verdicts.iter().map(|verdict| verdict.restriction.validity);
    let next = validities.flat_map(|held| [held.from, held.until]).flatten().filter(|change| *change > day).min();
    verdicts.retain(|verdict| verdict.restriction.validity.contains(day));
    crate::order::sort_by_key(&mut verdicts, |verdict| {
        // The id last: the order must not depend on the order in which packs were loaded.
        let rule = verdict.restriction;
        (verdict.line, verdict.asks(), rule.status, rule.layer, rule.id.as_str())
    });
    (verdicts, next)
}

fn of_line<'t>(case: &Case<'_, 't>, position: usize, line: &CartLine) -> Vec<Verdict<'t>> {
    let found = called_up(case, line).map(|verdict| Verdict { line: position, ..verdict });
    found.filter(|verdict| concerns(case, line, verdict)).collect()
}

/// What the code or the words of a line call up, whether or not it concerns the line; of which line is not said.
fn called_up<'t>(case: &Case<'_, 't>, line: &CartLine) -> impl Iterator<Item = Verdict<'t>> {
    let world = &case.law.tables().world;
    let code = line.code.as_ref().ok().copied().flatten();
    let found = case.law.inner().restrictions.find(world, code, &line.description);
    found.into_iter().filter_map(move |(index, matched)| {
        let restriction = usize::try_from(index).ok().and_then(|index| world.restrictions.get(index))?;
        let told = untold(restriction, line).next().is_none();
        Some(Verdict { restriction, line: 0, matched, told })
    })
}

fn untold<'l, 't>(restriction: &'t Restriction, line: &'l CartLine) -> impl Iterator<Item = &'t str> + use<'l, 't> {
    let names = restriction.facts.iter().map(|fact| fact.name.as_str());
    names.filter(|name| line.fact(name).is_none())
}

/// What the words of a line call up that is barred or needs leave here, when the line's full code is none of its codes: one of
/// the two is wrong, or the words mean something else. Nothing where other words of the line go with the code.
pub(crate) fn beside_the_code<'t>(case: &Case<'_, 't>, line: &CartLine) -> Option<&'t Restriction> {
    let day = case.law.day();
    if called_up(case, line).any(|verdict| verdict.matched == Match::CodeAndWords) {
        return None;
    }
    let hard = called_up(case, line).filter(|verdict| {
        let rule = verdict.restriction;
        verdict.matched == Match::Words
            && matches!(rule.status, RestrictionStatus::Prohibited | RestrictionStatus::Restricted)
            && rule.layer == Layer::Destination
            && rule.validity.contains(day)
            && is_here(case, line, rule)
            && is_of_other_goods(case, line, rule)
    });
    hard.map(|verdict| verdict.restriction).min_by_key(|rule| (rule.status, rule.id.as_str()))
}

fn concerns(case: &Case<'_, '_>, line: &CartLine, verdict: &Verdict<'_>) -> bool {
    let outweighed = verdict.matched == Match::Words && is_of_other_goods(case, line, verdict.restriction);
    is_here(case, line, verdict.restriction) && !outweighed
}

/// Whether carriage, origin and what is told of the goods leave a restriction standing.
fn is_here(case: &Case<'_, '_>, line: &CartLine, restriction: &Restriction) -> bool {
    let origin = line.origin.unwrap_or(case.consignment.dispatched_from);
    let carriage = match case.consignment.carriage {
        Carriage::Post => Carriage::Post,
        _ => Carriage::Express,
    };
    restriction.carriage.is_none_or(|wanted| wanted == carriage)
        && (restriction.origin.is_empty() || restriction.origin.contains(&origin))
        && restriction.facts.iter().all(|fact| line.fact(&fact.name) != Some(!fact.is))
}

/// Whether the line's full code lies outside a category that is known by codes: it outweighs a word in the title.
fn is_of_other_goods(case: &Case<'_, '_>, line: &CartLine, restriction: &Restriction) -> bool {
    let outside = |code: CommodityCode| {
        let world = &case.law.tables().world;
        let codes = world.category(&restriction.category).map_or(&[][..], |category| &category.codes);
        let known = if restriction.codes.is_empty() { codes } else { &restriction.codes };
        !known.is_empty() && !codes.iter().chain(&restriction.codes).any(|held| held.covers(code) || code.covers(*held))
    };
    line.code.as_ref().ok().copied().flatten().filter(|code| code.digits() >= 6).is_some_and(outside)
}
