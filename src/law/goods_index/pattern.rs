//! Words and phrases as the tables hold them, and whether a description has them at a place.
//!
//! | Written | Matches |
//! |---|---|
//! | `perfume` | the word, its plural, and little else |
//! | `power bank` | the two words side by side, or joined: `powerbank` |
//! | `sigara*` | words that begin so: for endings, as in Turkish and Polish |
//! | `*messer` | words that end so: for compounds, as in German and Dutch |
//! | `*messer*` | words that hold it |
//! | `=matches` | exactly this |
//! | `打火机` | these signs side by side, within whatever stands around them |

use super::letters::is_sign;
use super::units::Units;

/// How the unit of a pattern is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The word or its plural.
    Stem,
    /// As written.
    Exact,
    /// The beginning of a word.
    Start,
    /// The end of a word.
    End,
    /// Within a word.
    Inside,
    /// A sign of a script without blanks.
    Sign,
}

/// A unit of a folded pattern, and what follows it.
pub(super) fn split_first(pattern: &str) -> Option<(Kind, &str, &str)> {
    let pattern = pattern.trim_start_matches(' ');
    let first = pattern.chars().next()?;
    if is_sign(first) {
        let (unit, rest) = pattern.split_at_checked(first.len_utf8())?;
        return Some((Kind::Sign, unit, rest));
    }
    let end = pattern.find(|c| c == ' ' || is_sign(c)).unwrap_or(pattern.len());
    let (unit, rest) = pattern.split_at_checked(end)?;
    let (kind, unit) = match (unit.strip_prefix('='), unit.strip_prefix('*'), unit.strip_suffix('*')) {
        (Some(exact), ..) => (Kind::Exact, exact),
        (None, Some(tail), Some(_)) => (Kind::Inside, tail.strip_suffix('*').unwrap_or(tail)),
        (None, Some(tail), None) => (Kind::End, tail),
        (None, None, Some(head)) => (Kind::Start, head),
        (None, None, None) => (Kind::Stem, unit),
    };
    Some((kind, unit, rest))
}

/// Where a pattern that begins at a position ends, if the description has it there.
pub(super) fn end_of_match(pattern: &str, units: &Units, position: usize) -> Option<usize> {
    let mut rest = pattern;
    let mut at = position;
    let few = pattern.chars().filter(|c| is_sign(*c)).count() <= 2;
    while let Some((kind, unit, following)) = split_first(rest) {
        // Two signs with a blank between them are the end of one word and the beginning of another.
        let torn = kind == Kind::Sign && few && at > position && units.is_sign(at.saturating_sub(1)) && units.gap(at);
        if torn || !is_unit(kind, unit, units, at) {
            return None;
        }
        rest = following;
        at += 1;
    }
    (at > position).then_some(at)
}

fn is_unit(kind: Kind, unit: &str, units: &Units, at: usize) -> bool {
    let word = units.word(at);
    if word.is_empty() || units.is_sign(at) != (kind == Kind::Sign) {
        return false;
    }
    let forms = [word, units.stem(at), units.other(at)];
    match kind {
        Kind::Stem => forms.contains(&unit),
        Kind::Exact | Kind::Sign => word == unit,
        Kind::Start => word.starts_with(unit),
        Kind::End => forms.iter().any(|form| form.ends_with(unit)),
        Kind::Inside => word.contains(unit),
    }
}

/// The two words of a phrase that is also written as one.
pub(super) fn joined(pattern: &str) -> Option<(&str, &str)> {
    let (first, second) = pattern.split_once(' ')?;
    let plain = |word: &str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (plain(first) && plain(second) && first.len() + second.len() >= 6).then_some((first, second))
}

/// Whether a word is the two words of a phrase in one.
pub(super) fn is_joined(pattern: &str, units: &Units, position: usize) -> bool {
    let Some((first, second)) = joined(pattern) else { return false };
    units.stem(position).strip_prefix(first) == Some(second)
}
