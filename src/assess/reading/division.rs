//! Lines of a tariff that law divides further.
//!
//! A schedule gives its rates by eight digits, and a duty beside it falls on some statistical numbers of ten. Which of them
//! goods are decides what they bear, so each is told as a line of its own, and what is none of them as one more.

use super::Line;
use crate::CommodityCode;
use crate::assess::Case;
use crate::law::SetId;

/// More lines than somebody could choose from; a code that leaves so many is read both ways instead.
const LIMIT: usize = 96;

/// The lines, with the members of `sets` below them as lines of their own; nothing where there are none, or too many.
pub(super) fn of(case: &Case<'_, '_>, lines: &[Option<CommodityCode>], sets: &[SetId]) -> Option<Vec<Line>> {
    let mut divided = Vec::new();
    for (at, code) in lines.iter().enumerate() {
        // Where a tariff is held in part, the code asked for stands before lines under it that are; these divide themselves.
        let after = lines.get(at + 1..).unwrap_or_default().iter().flatten();
        let beneath: Vec<_> = after.take_while(|line| code.is_some_and(|code| code.covers(**line))).collect();
        divide(case, *code, sets, |member| !beneath.iter().any(|line| line.covers(member)), &mut divided);
    }
    (divided.len() > lines.len() && divided.len() - lines.len() <= LIMIT).then_some(divided)
}

fn divide(
    case: &Case<'_, '_>,
    code: Option<CommodityCode>,
    sets: &[SetId],
    own: impl Fn(CommodityCode) -> bool,
    divided: &mut Vec<Line>,
) {
    let index = &case.law.inner().sets;
    let Some(code) = code else { return divided.push(Line { code, besides: Vec::new() }) };
    let under = |code: CommodityCode, set: SetId| index.under(code, set).filter(|member| own(*member));
    let mut members: Vec<CommodityCode> = sets.iter().flat_map(|set| under(code, *set)).collect();
    members.push(code);
    crate::order::sort(&mut members);
    members.dedup();
    let mut others = Vec::new();
    let mut rest = members.as_slice();
    while let Some((line, longer)) = rest.split_first() {
        // Sorted, what lies under a code comes next.
        let below = longer.partition_point(|member| line.covers(*member));
        if below == 0 {
            divided.push(Line { code: Some(*line), besides: Vec::new() });
        } else if !is_covered(*line, longer.get(..below).unwrap_or_default()) {
            let besides = sets.iter().filter(|set| under(*line, **set).next().is_some()).copied().collect();
            others.push(Line { code: Some(*line), besides });
        }
        rest = longer;
    }
    // Where both come to the same, the charge of those that law names is shown.
    divided.append(&mut others);
}

/// Whether every number that could lie under `code` lies under one of `members`, which are sorted.
fn is_covered(code: CommodityCode, members: &[CommodityCode]) -> bool {
    let mut next = code.position();
    for member in members {
        let start = member.position();
        if start > next {
            return false;
        }
        next = next.max(start + member.unit());
    }
    next >= code.position() + code.unit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(members: &[&str]) -> bool {
        let mut members: Vec<CommodityCode> = members.iter().map(|code| code.parse().unwrap()).collect();
        crate::order::sort(&mut members);
        is_covered("85076000".parse().unwrap(), &members)
    }

    #[test]
    fn a_code_is_covered_by_all_ten_digits_that_can_follow() {
        let ten: Vec<String> = (0..10).map(|digit| format!("85076000{digit}")).collect();
        let ten: Vec<&str> = ten.iter().map(String::as_str).collect();
        assert!(covers(&ten));
        assert!(!covers(ten.get(1..).unwrap()), "the first is missing");
        assert!(!covers(ten.get(..9).unwrap()), "the last is missing");
        assert!(!covers(&[]));
    }

    #[test]
    fn a_longer_code_counts_once_beside_the_shorter_that_begins_it() {
        let nine: Vec<String> = (0..9).map(|digit| format!("85076000{digit}")).collect();
        let mut nine: Vec<&str> = nine.iter().map(String::as_str).collect();
        nine.push("8507600010");
        assert!(!covers(&nine), "nine digits and a code under one of them");
    }
}
