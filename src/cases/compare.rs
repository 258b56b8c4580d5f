//! What a case expects, compared with what came out.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Difference;
use crate::quote::{Charge, OpenNeed, Quote};
use crate::shape;
use crate::tables::schema::ChargeKind;
use crate::{NotCovered, Problem, Range, parse_decimal};

/// What a case expects. Only what is named is compared.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are the documented keys of a case, in tables/README.md")]
pub struct Expect {
    pub status: Option<String>,
    pub duty: Option<String>,
    pub excise: Option<String>,
    pub levy: Option<String>,
    pub tax: Option<String>,
    pub fees: Option<String>,
    pub total: Option<String>,
    pub dataset: Option<String>,
    pub items: Option<usize>,
    pub charges: BTreeMap<String, String>,
    pub absent: Vec<String>,
    pub reliefs: Option<Vec<String>>,
    pub missed: BTreeMap<String, String>,
    pub warnings: Vec<String>,
    pub silent: Vec<String>,
    pub needs: Option<Vec<String>>,
    pub gaps: Option<usize>,
    pub lines: Option<Vec<String>>,
    pub collected: BTreeMap<String, String>,
    pub scheduled: BTreeMap<String, String>,
    pub carrier_fees: BTreeMap<String, String>,
    pub assumptions: Vec<String>,
    pub problems: Vec<String>,
    pub valid_until: Option<String>,
    pub reason: Option<String>,
    pub choice: Option<Vec<String>>,
    pub answers: Option<Vec<String>>,
    pub watch: Option<Vec<String>>,
}

/// Gathers differences.
#[derive(Default)]
struct Compare {
    differences: Vec<Difference>,
}

impl Compare {
    fn equal(&mut self, of: impl Into<String>, expected: &str, found: impl Into<String>) {
        let found = found.into();
        if expected != found {
            self.differences.push(Difference { of: of.into(), expected: expected.to_owned(), found });
        }
    }

    /// An amount, as `6.00`, a range `6.00..9.00`, or open `6.00..`; `6` is as good as `6.00`.
    fn amount(&mut self, of: impl Into<String>, expected: &str, found: Range) {
        let same = match expected.split_once("..") {
            None => parse_decimal(expected).is_some_and(|amount| found == Range::exactly(amount)),
            Some((low, "")) => parse_decimal(low).is_some_and(|low| found == Range { low, high: None }),
            Some((low, high)) => match (parse_decimal(low), parse_decimal(high)) {
                (Some(low), Some(high)) => found == Range { low, high: Some(high) },
                _ => false,
            },
        };
        if !same {
            self.differences.push(Difference { of: of.into(), expected: expected.to_owned(), found: text(found) });
        }
    }

    fn amounts(&mut self, of: &str, expected: &BTreeMap<String, String>, found: &[Charge<'_>]) {
        for (measure, expected) in expected {
            let same: Vec<&Charge<'_>> = found.iter().filter(|charge| charge.measure.id == *measure).collect();
            if same.is_empty() {
                self.equal(format!("{of}.{measure}"), expected, "no such charge");
            } else {
                let sum = same.iter().fold(Range::ZERO, |sum, charge| sum + charge.amount);
                self.amount(format!("{of}.{measure}"), expected, sum);
            }
        }
    }

    /// Everything expected must be among what was found.
    fn among(&mut self, of: &str, expected: &[String], found: &[String]) {
        for one in expected.iter().filter(|one| !found.contains(one)) {
            self.equal(of, one, format!("[{}]", found.join(", ")));
        }
    }

    /// The same things, in any order.
    fn same(&mut self, of: &str, expected: &[String], mut found: Vec<String>) {
        let mut wanted = expected.to_vec();
        wanted.sort();
        found.sort();
        found.dedup();
        self.equal(of, &wanted.join(", "), found.join(", "));
    }
}

fn text(range: Range) -> String {
    let figure = |value: Decimal| value.normalize().to_string();
    match (range.settled(), range.high) {
        (Some(amount), _) => figure(amount),
        (None, Some(high)) => format!("{}..{}", figure(range.low), figure(high)),
        (None, None) => format!("{}..", figure(range.low)),
    }
}

impl Expect {
    pub(super) fn expects_not_covered(&self) -> bool {
        self.status.as_deref() == Some("not-covered")
    }

    fn status(&self) -> &str {
        self.status.as_deref().unwrap_or("quoted")
    }

    pub(super) fn compare_problems(&self, problems: &[Problem]) -> Vec<Difference> {
        let mut compare = Compare::default();
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        if self.status() != "invalid" {
            compare.equal("status", self.status(), format!("invalid ({})", told.join("; ")));
        }
        let codes: Vec<String> = problems.iter().map(|problem| problem.code.to_owned()).collect();
        compare.among("problems", &self.problems, &codes);
        compare.differences
    }

    pub(super) fn compare_reason(&self, reason: &NotCovered) -> Vec<Difference> {
        let mut compare = Compare::default();
        if let Some(expected) = &self.reason {
            compare.equal("reason", expected, reason.code());
        }
        compare.differences
    }

    pub(super) fn compare_quote(&self, quote: &Quote<'_>) -> Vec<Difference> {
        let mut compare = Compare::default();
        compare.equal("status", self.status(), "quoted");
        self.compare_sums(quote, &mut compare);
        self.compare_declaration(quote, &mut compare);
        self.compare_reliefs(quote, &mut compare);
        self.compare_open(quote, &mut compare);
        compare.differences
    }

    fn compare_sums(&self, quote: &Quote<'_>, compare: &mut Compare) {
        let kinds = [
            ("duty", &self.duty, ChargeKind::Duty),
            ("excise", &self.excise, ChargeKind::Excise),
            ("levy", &self.levy, ChargeKind::Levy),
            ("tax", &self.tax, ChargeKind::Tax),
            ("fees", &self.fees, ChargeKind::Fee),
        ];
        for (name, expected, kind) in kinds {
            if let Some(expected) = expected {
                compare.amount(name, expected, quote.sums.kind(kind));
            }
        }
        if let Some(expected) = &self.total {
            compare.amount("total", expected, quote.landed_cost);
        }
        // A case may name any charge, owed or typical; what is in the total is told by the sums.
        let every: Vec<Charge<'_>> = quote.charges.iter().chain(&quote.carrier_fees).cloned().collect();
        compare.amounts("charges", &self.charges, &every);
        compare.amounts("carrierFees", &self.carrier_fees, &quote.carrier_fees);
        compare.amounts("scheduled", &self.scheduled, &quote.scheduled);
        for measure in &self.absent {
            if every.iter().any(|charge| charge.measure.id == *measure && !charge.amount.is_zero()) {
                compare.equal("absent", measure, "charged");
            }
        }
    }

    fn compare_declaration(&self, quote: &Quote<'_>, compare: &mut Compare) {
        if let Some(expected) = &self.dataset {
            compare.equal("dataset", expected, quote.dataset);
        }
        if let Some(expected) = self.items {
            compare.equal("items", &expected.to_string(), quote.items.len().to_string());
        }
        if let Some(expected) = &self.lines {
            let found: Vec<&str> = quote.lines.iter().map(|line| shape::status(line.status)).collect();
            compare.equal("lines", &expected.join(", "), found.join(", "));
        }
        for (measure, expected) in &self.collected {
            let mut charges = quote.charges.iter().chain(&quote.carrier_fees);
            let found = charges.find(|charge| charge.measure.id == *measure);
            let found = found.map_or("no such charge".to_owned(), |charge| {
                format!("{} {}", word(&charge.by.collector), word(&charge.by.moment))
            });
            compare.equal(format!("collected.{measure}"), expected, found);
        }
        if let Some(expected) = &self.valid_until {
            compare.equal("validUntil", expected, quote.valid_until.map(|day| day.to_string()).unwrap_or_default());
        }
    }

    fn compare_reliefs(&self, quote: &Quote<'_>, compare: &mut Compare) {
        if let Some(expected) = &self.reliefs {
            let granted = quote.reliefs.iter().filter(|relief| relief.granted);
            compare.same("reliefs", expected, granted.map(|relief| relief.measure.id.clone()).collect());
        }
        for (measure, expected) in &self.missed {
            let missed = quote.reliefs.iter().find(|relief| relief.measure.id == *measure && !relief.granted);
            let of = format!("missed.{measure}");
            match missed.map(|relief| (relief.over_by, relief.claim)) {
                Some((Some(over_by), _)) => compare.amount(of, expected, Range::exactly(over_by.amount)),
                Some((None, Some(claim))) => compare.equal(of, expected, claim),
                _ => compare.equal(of, expected, "not missed"),
            }
        }
    }

    /// A warning is expected by its id, or by its id with how it speaks: `gb-vape sure`, `gb-vape asks`.
    fn compare_warnings(&self, quote: &Quote<'_>, compare: &mut Compare) {
        let told = |warning: &crate::quote::Warning<'_>| {
            let id = &warning.restriction.id;
            [id.clone(), format!("{id} {}", if warning.asks { "asks" } else { "sure" })]
        };
        let warnings: Vec<String> = quote.warnings.iter().flat_map(told).collect();
        compare.among("warnings", &self.warnings, &warnings);
        for restriction in self.silent.iter().filter(|restriction| warnings.contains(restriction)) {
            compare.equal("silent", restriction, "warned");
        }
    }

    fn compare_open(&self, quote: &Quote<'_>, compare: &mut Compare) {
        self.compare_warnings(quote, compare);
        if let Some(expected) = &self.needs {
            // The postcode leaves an answer as it is: only a case that is about it names it.
            let named = |need: &&OpenNeed<'_>| !need.is_postcode() || expected.contains(&need.code);
            compare.same("needs", expected, quote.needs.iter().filter(named).map(|need| need.code.clone()).collect());
        }
        if let Some(expected) = self.gaps {
            compare.equal("gaps", &expected.to_string(), quote.gaps.len().to_string());
        }
        let choice = quote.items.iter().find_map(|item| item.choice.as_ref());
        if let Some(expected) = &self.choice {
            let lines = choice.into_iter().flat_map(|choice| &choice.lines).map(|told| {
                let codes: Vec<String> = told.codes.iter().map(ToString::to_string).collect();
                format!("{}: {}", codes.join(" "), told.rate.map(ToString::to_string).unwrap_or_default())
            });
            compare.equal("choice", &expected.join(", "), lines.collect::<Vec<_>>().join(", "));
        }
        if let Some(expected) = &self.answers {
            let question = choice.and_then(|choice| choice.question.as_ref());
            let answers = question.into_iter().flat_map(|question| &question.answers);
            let found: Vec<String> = answers.map(|answer| answer.code.to_string()).collect();
            compare.equal("answers", &expected.join(", "), found.join(", "));
        }
        if let Some(expected) = &self.watch {
            compare.same("watch", expected, quote.watch.iter().map(|watch| watch.id.clone()).collect());
        }
        let assumptions: Vec<String> = quote.assumptions.iter().map(|one| one.code.to_owned()).collect();
        compare.among("assumptions", &self.assumptions, &assumptions);
        let problems: Vec<String> = quote.problems.iter().map(|problem| problem.code.to_owned()).collect();
        compare.among("problems", &self.problems, &problems);
    }
}

/// A closed word of the language, as tables write it.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}
