//! Which rate holds on which days: suspensions lie over the duty, those of the longer code on top.

use std::collections::{BTreeMap, BTreeSet};

use crate::Validity;
use crate::duty::expression::DutyExpression;
use crate::import::bridge;
use crate::import::report::{Report, Unread};

/// A rate and its days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) validity: Validity,
    pub(super) rate: DutyExpression,
}

/// What a rate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Duty,
    ByAdditionalCode,
    Suspension,
}

/// The rates of a column by code, in layers.
#[derive(Debug, Default)]
pub(super) struct Layers {
    duties: BTreeMap<String, Vec<Span>>,
    by_additional_code: BTreeMap<String, Vec<Span>>,
    suspensions: BTreeMap<String, Vec<Span>>,
    /// Codes with a measure whose text was not understood.
    broken: BTreeSet<String>,
}

impl Layers {
    /// Adds a rate.
    pub(super) fn add(&mut self, layer: Layer, code: String, span: Span) {
        let spans = match layer {
            Layer::Duty => &mut self.duties,
            Layer::ByAdditionalCode => &mut self.by_additional_code,
            Layer::Suspension => &mut self.suspensions,
        };
        let spans = spans.entry(code).or_default();
        if !spans.contains(&span) {
            spans.push(span);
        }
    }

    /// Remembers that something about a code is not known.
    pub(super) fn broken(&mut self, code: String) {
        self.broken.insert(code);
    }

    /// The rates of every code, each day once. A code of which something was not understood has none, and takes none from
    /// a shorter one.
    pub(super) fn resolved(mut self, report: &mut Report) -> BTreeMap<String, Vec<Span>> {
        for (code, spans) in std::mem::take(&mut self.by_additional_code) {
            // Where goods without an additional code have a duty of their own, that one is everybody's.
            self.duties.entry(code).or_insert_with(|| vec![joined(&spans)]);
        }
        let codes: BTreeSet<&String> = self.duties.keys().chain(self.suspensions.keys()).chain(&self.broken).collect();
        let mut resolved = BTreeMap::new();
        for code in codes {
            let layers = self.over(code);
            let contradiction = layers.iter().find_map(|layer| contradiction(layer));
            if let Some((one, other)) = contradiction {
                let why = format!("`{}` and `{}` hold on the same days", one.rate, other.rate);
                report.not_read(code, Unread::new(&format!("two duties on {code}"), why));
            }
            if contradiction.is_none() && !self.broken.contains(code) {
                resolved.insert(code.clone(), laid(&layers));
            } else if self.below_a_duty(code) {
                let unknown = DutyExpression::technical("duty not read");
                resolved.insert(code.clone(), vec![Span { validity: Validity::default(), rate: unknown }]);
            }
        }
        resolved
    }

    fn below_a_duty(&self, code: &str) -> bool {
        (2..code.len()).any(|length| code.get(..length).is_some_and(|above| self.duties.contains_key(above)))
    }

    /// What lies over a code, from the top: its own suspensions, those of the codes above it, its own duty.
    fn over(&self, code: &str) -> Vec<&[Span]> {
        let lengths = (2..=code.len()).rev();
        let suspensions = lengths.filter_map(|length| self.suspensions.get(code.get(..length)?));
        let duty = self.duties.get(code).map(Vec::as_slice);
        suspensions.map(Vec::as_slice).chain(duty).collect()
    }
}

/// One span for the duties of several additional codes: all their days, and between the lowest and the highest.
fn joined(spans: &[Span]) -> Span {
    const WHY: &str = "rate by the additional code";
    let from = spans.iter().map(|span| span.validity.from).min().flatten();
    let ends: Option<Vec<_>> = spans.iter().map(|span| span.validity.until).collect();
    let until = ends.and_then(|ends| ends.into_iter().max());
    let rates: Vec<&DutyExpression> = spans.iter().map(|span| &span.rate).collect();
    let range = if rates.len() > 1 { bridge::range(&rates, WHY) } else { None };
    Span { validity: Validity { from, until }, rate: range.unwrap_or_else(|| DutyExpression::technical(WHY)) }
}

/// Two rates of one layer on one day.
fn contradiction(spans: &[Span]) -> Option<(&Span, &Span)> {
    let mut pairs =
        spans.iter().enumerate().flat_map(|(place, one)| spans.iter().skip(place + 1).map(move |b| (one, b)));
    pairs.find(|(one, other)| one.rate != other.rate && one.validity.overlaps(&other.validity))
}

/// The layers as one: each takes the days that those above leave.
fn laid(layers: &[&[Span]]) -> Vec<Span> {
    let mut laid: Vec<Span> = Vec::new();
    for span in layers.iter().copied().flatten() {
        let mut left = vec![span.validity];
        for above in &laid {
            left = left.into_iter().flat_map(|days| without(days, above.validity)).collect();
        }
        laid.extend(left.into_iter().map(|validity| Span { validity, rate: span.rate.clone() }));
    }
    crate::order::sort_by_key(&mut laid, |span| span.validity.from);
    merged(laid)
}

/// The days of the first that are not in the second: before it, and after it.
fn without(days: Validity, taken: Validity) -> Vec<Validity> {
    if !days.overlaps(&taken) {
        return vec![days];
    }
    let before = taken.from.filter(|end| days.from.is_none_or(|from| from < *end));
    let after = taken.until.filter(|start| days.until.is_none_or(|until| *start < until));
    let before = before.map(|end| Validity { from: days.from, until: Some(end) });
    let after = after.map(|start| Validity { from: Some(start), until: days.until });
    before.into_iter().chain(after).collect()
}

/// One span where the same rate goes on without a day between.
fn merged(spans: Vec<Span>) -> Vec<Span> {
    let mut merged: Vec<Span> = Vec::new();
    for span in spans {
        match merged.last_mut() {
            Some(last)
                if last.rate == span.rate
                    && last.validity.until.is_some()
                    && last.validity.until == span.validity.from =>
            {
                last.validity.until = span.validity.until;
            }
            _ => merged.push(span),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: &str, until: &str, rate: &str) -> Span {
        let day = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        Span { validity: Validity { from: day(from), until: day(until) }, rate: rate.parse().unwrap() }
    }

    fn shown(spans: &[Span]) -> Vec<String> {
        let text = |day: Option<crate::Date>| day.map(|day| day.to_string()).unwrap_or_default();
        spans
            .iter()
            .map(|span| format!("{}..{} {}", text(span.validity.from), text(span.validity.until), span.rate))
            .collect()
    }

    #[test]
    fn a_suspension_takes_its_days_out_of_the_duty() {
        let duty = [span("2021-01-01", "", "8%")];
        let own = [span("2025-04-14", "2027-07-01", "free")];
        let above = [span("2025-01-01", "2026-01-01", "2%")];
        assert_eq!(
            shown(&laid(&[&own, &above, &duty])),
            [
                "2021-01-01..2025-01-01 8%",
                "2025-01-01..2025-04-14 2%",
                "2025-04-14..2027-07-01 free",
                "2027-07-01.. 8%"
            ]
        );
        assert_eq!(shown(&laid(&[&[span("", "", "free")], &duty])), [".. free"]);
    }

    #[test]
    fn the_same_rate_on_following_days_is_one_span() {
        let spans =
            vec![span("", "2025-01-01", "5%"), span("2025-01-01", "2026-01-01", "5%"), span("2026-01-02", "", "5%")];
        assert_eq!(shown(&merged(spans)), ["..2026-01-01 5%", "2026-01-02.. 5%"]);
    }

    #[test]
    fn additional_codes_leave_a_range() {
        let spans = [span("2020-01-01", "", "free"), span("2021-01-01", "", "6.5%")];
        assert_eq!(shown(&[joined(&spans)]), ["2020-01-01.. lesser(technical(rate by the additional code), 6.5%)"]);
        assert_eq!(
            shown(&[joined(&[span("", "2026-01-01", "6.5%")])]),
            ["..2026-01-01 technical(rate by the additional code)"]
        );
    }
}
