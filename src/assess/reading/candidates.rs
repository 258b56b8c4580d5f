//! What a code can mean: the lines of the destination's tariffs that it covers.
//!
//! A code may be shorter than a line, longer than any, of another country's nomenclature, or one that has ended.

use super::ReadAs;
use crate::assess::{Case, Item};
use crate::commodity::SHARED_DIGITS;
use crate::law::{Law, Tariff};
use crate::tables::schema::Subheadings;
use crate::{CommodityCode, Date};

/// More tariff lines than any chapter has; a bound on work, not on law.
const LIMIT: usize = 4_000;

/// Tariff lines that an item's code can mean, and the code that the tariff knows when it is not the one given: a seller
/// has one code with the digits of one country and sends to many.
pub(super) fn of<'t>(case: &Case<'_, 't>, item: &Item) -> (Vec<Option<CommodityCode>>, Option<ReadAs<'t>>) {
    let Some(code) = item.code else { return (vec![None], None) };
    let known = tariff_lines(case, code);
    // A row for a whole heading knows every number under it, also one that has ended.
    if known.iter().all(|line| *line == code)
        && let Some((lines, read_as)) = lines_now(case, code)
    {
        return (lines.into_iter().map(Some).collect(), Some(read_as));
    }
    if !known.is_empty() || code.digits() <= SHARED_DIGITS {
        return (known_or(known, code), None);
    }
    let shorter = (SHARED_DIGITS..code.digits()).rev().map(|digits| code.truncated(digits));
    let found = shorter.map(|shorter| (tariff_lines(case, shorter), shorter)).find(|(lines, _)| !lines.is_empty());
    match found {
        Some((lines, shorter)) => (known_or(lines, shorter), Some(ReadAs::Part(shorter))),
        None => (vec![Some(code)], None),
    }
}

/// The tariff lines that goods of an ended code may have now.
fn lines_now<'t>(case: &Case<'_, 't>, code: CommodityCode) -> Option<(Vec<CommodityCode>, ReadAs<'t>)> {
    let former = case.law.tables().world.former_code(code.truncated(SHARED_DIGITS))?;
    let (first, others) = former.now.split_first()?;
    let shared = |digits: &u8| others.iter().all(|other| other.truncated(*digits) == first.truncated(*digits));
    let digits = (0..=SHARED_DIGITS).rev().find(shared)?;
    let lines: Vec<CommodityCode> = former.now.iter().flat_map(|code| tariff_lines(case, *code)).collect();
    (!lines.is_empty()).then(|| (lines, ReadAs::Now(former, first.truncated(digits))))
}

fn known_or(lines: Vec<CommodityCode>, code: CommodityCode) -> Vec<Option<CommodityCode>> {
    if lines.is_empty() { vec![Some(code)] } else { lines.into_iter().map(Some).collect() }
}

/// The lines of the tariffs in force that a code covers, or that cover it; none when they do not know it. Without a
/// tariff every code is as good as known.
fn tariff_lines(case: &Case<'_, '_>, code: CommodityCode) -> Vec<CommodityCode> {
    let law = case.law;
    // Only the basis of the tariff divides a code; a preference looks up whatever the basis says.
    let is_basis = |tariff: &Tariff<'_, '_>| law.measure(tariff.id()).is_some_and(|it| it.instead_of.is_empty());
    let bases: Vec<Tariff<'_, '_>> = law.tariffs().filter(is_basis).collect();
    let mut said = Said::default();
    for tariff in &bases {
        said.take(*tariff, code, law);
    }
    crate::order::sort(&mut said.under);
    said.under.dedup();
    let lines = lines_of(&bases, &said.under, law.day());
    // A tariff that holds all lines knows best what is one: one held in part may have a row for everything else.
    let covered = if said.wholly_held { said.covered_by_whole } else { said.covered };
    // Where a tariff has gaps, the code may also mean a line that is not held; not where another holds all lines.
    let beside = said.has_gaps && !said.divided && !lines.is_empty();
    let itself = (covered || beside || bases.is_empty()).then_some(code);
    itself.into_iter().chain(lines).collect()
}

/// What some tariffs say of a code, taken together.
#[derive(Default)]
struct Said {
    /// Codes of rows strictly under it.
    under: Vec<CommodityCode>,
    /// Whether one has a rate for the code as it is, and whether one of those that hold all lines has.
    covered: bool,
    covered_by_whole: bool,
    /// Whether there is one that holds all its lines, and whether one such has rows under the code.
    wholly_held: bool,
    divided: bool,
    /// Whether one that is held in part may have lines under the code that are not held.
    has_gaps: bool,
}

impl Said {
    fn take(&mut self, tariff: Tariff<'_, '_>, code: CommodityCode, law: &Law<'_>) {
        let before = self.under.len();
        for column in tariff.columns() {
            self.under.extend(column.codes_under(code, law.day()).take(LIMIT));
        }
        let covers = has_rate(tariff, code);
        self.covered |= covers;
        if tariff.schedule.complete {
            self.wholly_held = true;
            self.covered_by_whole |= covers;
            self.divided |= self.under.len() > before;
        } else {
            self.has_gaps |= !holds_all_under(tariff, code, &law.tables().world.subheadings);
        }
    }
}

/// Of codes in order, those that are lines. A row with lines of its own is the rate of what is in none of them, but no line where
/// another tariff has only these.
fn lines_of(bases: &[Tariff<'_, '_>], codes: &[CommodityCode], day: Date) -> Vec<CommodityCode> {
    let has_own = |tariff: &Tariff<'_, '_>, here| tariff.columns().any(|c| c.codes_under(here, day).next().is_some());
    let is_line = |here| bases.iter().all(|tariff| has_rate(*tariff, here) || !has_own(tariff, here));
    let next = codes.iter().skip(1).map(Some).chain([None]);
    let lines =
        codes.iter().zip(next).filter(|(here, next)| next.is_none_or(|next| !here.covers(*next)) || is_line(**here));
    lines.map(|(here, _)| *here).collect()
}

fn has_rate(tariff: Tariff<'_, '_>, code: CommodityCode) -> bool {
    tariff.rates(code).next().is_some()
}

/// Whether a tariff of which not all lines are held has a rate for whatever begins with a code: one for each subheading.
fn holds_all_under(tariff: Tariff<'_, '_>, code: CommodityCode, subheadings: &Subheadings) -> bool {
    let under = subheadings.under(code);
    code.digits() < SHARED_DIGITS && !under.is_empty() && under.iter().all(|code| has_rate(tariff, *code))
}
