//! From an older edition of the Harmonized System to the present one.
//!
//! Every five years the World Customs Organization renumbers part of the nomenclature. A bridge says which old six-digit
//! codes the goods of a new one came from; rates of an old edition cross it only where that is sound:
//!
//! - A code that kept its number and goods of its own keeps its lines.
//! - A new code takes the rate that every line of all its old codes has. Where those lines differ, but all state
//!   a percentage or none, the new code gets the range from the lowest to the highest, marked technical.
//! - What is left has no row: not covered, never zero.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::duty::expression::DutyExpression;

use super::report::ImportError;

/// Why a bridged code has a range: which of the old lines its goods fell under is not to be told from the new code.
const SPLIT: &str = "which old line the goods were in";

/// For every new code with a change, the old codes its goods came from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bridge {
    old_of: BTreeMap<String, BTreeSet<String>>,
    /// Old codes that have no goods in the new edition under their number.
    ended: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Pair {
    new: String,
    old: String,
}

/// What became of a schedule's lines.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bridged {
    /// The rates by code of the new edition: lines that stayed, and six digits for new codes.
    pub lines: BTreeMap<String, DutyExpression>,
    /// Old lines whose six digits are gone.
    pub gone: usize,
    /// New codes with the one rate of all their old lines.
    pub exact: Vec<String>,
    /// New codes with a range of percentages.
    pub ranges: Vec<String>,
    /// New codes for which no sound rate could be found.
    pub uncovered: Vec<String>,
    /// Codes that kept their number and took in goods that had another rate.
    pub widened: Vec<String>,
}

impl Bridge {
    /// Reads a bridge: a CSV with `new,old`, comment lines with `#`.
    ///
    /// # Errors
    ///
    /// When the file cannot be read or has something else than pairs of six digits.
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        let text = fs::read_to_string(path).map_err(ImportError::reading(path))?;
        let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
        let mut bridge = Self::default();
        for (place, pair) in reader.deserialize().enumerate() {
            let where_ = || format!("pair {}", place + 1);
            let Pair { new, old } = pair.map_err(|error| ImportError::format(path, where_(), error.to_string()))?;
            if !is_six(&old) || !(new.is_empty() || is_six(&new)) {
                return Err(ImportError::format(path, where_(), format!("`{new},{old}` is not a pair of six digits")));
            }
            bridge.ended.insert(old.clone());
            if !new.is_empty() {
                bridge.old_of.entry(new).or_default().insert(old);
            }
        }
        let kept: Vec<String> = bridge.ended.iter().filter(|old| bridge.holds(old, old)).cloned().collect();
        for code in kept {
            bridge.ended.remove(&code);
        }
        Ok(bridge)
    }

    fn holds(&self, new: &str, old: &str) -> bool {
        self.old_of.get(new).is_some_and(|olds| olds.contains(old))
    }

    /// Whether an old line (its first six digits) still stands under its number.
    #[must_use]
    pub fn keeps(&self, code: &str) -> bool {
        !self.ended.contains(&six(code))
    }

    /// Takes the lines of an old schedule, of six digits or more, across; `broken` are the old six digits with a line
    /// that has no rate, which no new code can take one from.
    #[must_use]
    pub fn cross(&self, old: &BTreeMap<String, DutyExpression>, broken: &BTreeSet<String>) -> Bridged {
        let mut under: BTreeMap<String, Vec<&DutyExpression>> = BTreeMap::new();
        let mut bridged = Bridged::default();
        for (code, rate) in old {
            if !broken.contains(&six(code)) {
                under.entry(six(code)).or_default().push(rate);
            }
            if self.keeps(code) {
                bridged.lines.insert(code.clone(), rate.clone());
            } else {
                bridged.gone += 1;
            }
        }
        for (new, olds) in &self.old_of {
            let rates = rates_of(olds, &under);
            if olds.contains(new) {
                let own = under.get(new).map(Vec::as_slice).unwrap_or_default();
                if rates.is_none_or(|rates| rates.iter().any(|rate| !own.contains(rate))) {
                    bridged.widened.push(new.clone());
                }
                continue;
            }
            match rates.as_deref().and_then(joined) {
                Some(Joined::One(rate)) => {
                    bridged.exact.push(new.clone());
                    bridged.lines.insert(new.clone(), rate);
                }
                Some(Joined::Range(rate)) => {
                    bridged.ranges.push(new.clone());
                    bridged.lines.insert(new.clone(), rate);
                }
                None => bridged.uncovered.push(new.clone()),
            }
        }
        bridged
    }
}

/// Every rate of the old codes; none when one of them has no line at all.
fn rates_of<'r>(
    olds: &BTreeSet<String>,
    under: &BTreeMap<String, Vec<&'r DutyExpression>>,
) -> Option<Vec<&'r DutyExpression>> {
    let mut rates = Vec::new();
    for old in olds {
        rates.extend(under.get(old)?);
    }
    Some(rates)
}

enum Joined {
    One(DutyExpression),
    Range(DutyExpression),
}

fn joined(rates: &[&DutyExpression]) -> Option<Joined> {
    let first = *rates.first()?;
    if rates.iter().all(|rate| *rate == first) {
        return Some(Joined::One(first.clone()));
    }
    range(rates, SPLIT).map(Joined::Range)
}

/// Between the lowest and the highest of percentages: not less than the one, not more than the other, and the reason why
/// it is not known better. None when one of the rates is something else than a percentage or free.
#[must_use]
pub fn range(rates: &[&DutyExpression], why: &str) -> Option<DutyExpression> {
    let percents: Option<Vec<Decimal>> = rates.iter().map(|rate| percent(rate)).collect();
    let percents = percents?;
    let (low, high) = (percents.iter().min()?, percents.iter().max()?);
    Some(between(&DutyExpression::percent(*low), DutyExpression::percent(*high), why))
}

/// Not less than `low`, not more than `high`; `why` it is not known better.
#[must_use]
pub fn between(low: &DutyExpression, high: DutyExpression, why: &str) -> DutyExpression {
    if *low == high {
        return high;
    }
    let unknown = DutyExpression::technical(why);
    let floor = if *low == DutyExpression::Free { unknown } else { low.clone().at_least(unknown) };
    floor.at_most(high)
}

fn percent(rate: &DutyExpression) -> Option<Decimal> {
    match rate {
        DutyExpression::Free => Some(Decimal::ZERO),
        DutyExpression::AdValorem(rate) => Some(*rate),
        _ => None,
    }
}

fn is_six(code: &str) -> bool {
    code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit())
}

/// The subheading of a code.
pub(super) fn six(code: &str) -> String {
    code.chars().take(6).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bridge(pairs: &[(&str, &str)]) -> Bridge {
        let folder = std::env::temp_dir().join(format!("dutybound-bridge-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("{}.csv", pairs.len()));
        let rows: String = pairs.iter().map(|(new, old)| format!("{new},{old}\n")).collect();
        fs::write(&file, format!("# remark\nnew,old\n{rows}")).unwrap();
        Bridge::read(&file).unwrap()
    }

    fn crossed(bridge: &Bridge, lines: &[(&str, &str)]) -> (Vec<String>, Bridged) {
        let lines = lines.iter().map(|(code, rate)| ((*code).to_owned(), rate.parse().unwrap())).collect();
        let bridged = bridge.cross(&lines, &BTreeSet::new());
        (bridged.lines.iter().map(|(code, rate)| format!("{code} {rate}")).collect(), bridged)
    }

    #[test]
    fn a_new_code_takes_what_all_its_old_lines_agree_on() {
        let bridge = bridge(&[("851713", "851712"), ("851714", "851712"), ("851771", "851770"), ("", "300219")]);
        let (lines, bridged) = crossed(
            &bridge,
            &[("85171200", "free"), ("85177010", "free"), ("85177090", "3%"), ("61091000", "12%"), ("30021900", "2%")],
        );
        assert_eq!(
            lines,
            [
                "61091000 12%",
                "851713 free",
                "851714 free",
                "851771 lesser(technical(which old line the goods were in), 3%)"
            ]
        );
        assert_eq!((bridged.gone, bridged.exact.len(), bridged.ranges.len()), (4, 2, 1));
    }

    #[test]
    fn what_cannot_be_bridged_has_no_row() {
        let bridge = bridge(&[("240412", "240399"), ("240412", "382499"), ("810699", "810600")]);
        let (lines, bridged) = crossed(&bridge, &[("24039900", "20%"), ("81060010", "2 EUR/kg"), ("81060090", "2%")]);
        assert_eq!(lines, Vec::<String>::new());
        assert_eq!(bridged.uncovered, ["240412", "810699"]);
    }

    #[test]
    fn an_old_code_with_a_line_without_a_rate_gives_none() {
        let bridge = bridge(&[("851713", "851712"), ("851714", "851712"), ("851771", "851770"), ("851779", "851770")]);
        let rate = |code: &str, rate: &str| (code.to_owned(), rate.parse().unwrap());
        let lines = BTreeMap::from([rate("85171210", "free"), rate("85177010", "3%")]);
        let bridged = bridge.cross(&lines, &BTreeSet::from(["851712".to_owned()]));
        assert_eq!(bridged.uncovered, ["851713", "851714"]);
        assert_eq!(bridged.exact, ["851771", "851779"]);
    }

    #[test]
    fn a_number_with_other_goods_under_it_is_a_new_code() {
        let bridge = bridge(&[("701919", "701912"), ("701990", "701919"), ("701990", "701990"), ("701912", "701912")]);
        let (lines, bridged) = crossed(&bridge, &[("701912", "7%"), ("701919", "5%"), ("701990", "7%")]);
        assert_eq!(lines, ["701912 7%", "701919 7%", "701990 7%"]);
        assert_eq!(bridged.widened, ["701990"]);
    }

    #[test]
    fn a_range_is_read_as_a_range() {
        let rate = |text: &str| text.parse::<DutyExpression>().unwrap();
        let range = range(&[&rate("3%"), &rate("free"), &rate("6.5%")], "why").unwrap();
        assert_eq!(range.to_string(), "lesser(technical(why), 6.5%)");
        let between = between(&rate("3%"), rate("6.5%"), "why");
        assert_eq!(between.to_string(), "lesser(greater(3%, technical(why)), 6.5%)");
    }
}
