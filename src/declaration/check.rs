//! Whether a parcel's record is ready for its destination.

use serde::Serialize;

use super::condition::{Applies, Asked, Lack, code};
use super::element::ElementRow;
use super::fault::{Fault, faults};
use super::form::{FormChoice, choose};
use super::rule::{Cited, Effect, Need, Requirement};
use super::values::{Said, said};
use super::{Book, Element, Parcel, ParcelLine, Reference};
use crate::tables::schema::Carriage;
use crate::{Date, Place, Validity};

/// The answer in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that is asked for is there, and nothing is wrong with it.
    Ready,
    /// Nothing that surely is asked for is missing, and nothing is surely refused; but something is poor, or open.
    Poor,
    /// Something is missing, or will be refused.
    NotReady,
}

/// How an element stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ElementStanding {
    /// There, and nothing is wrong with it.
    Present,
    /// Asked for, and not there.
    Missing,
    /// Not there, and asked for unless something that is not known rules it out.
    Open,
    /// There, and something is wrong with it.
    Poor,
    /// Not there, and nobody asks for it.
    NotAsked,
}

/// A rule that asks for an element, and whether it is met.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asking<'b> {
    /// Its id.
    pub id: &'b str,
    /// Whose it is; `None` is everywhere.
    pub place: Option<Place>,
    /// How strongly it asks.
    pub need: Need,
    /// Whether its conditions surely hold.
    pub certain: bool,
    /// What would settle that.
    pub lacks: Vec<Lack>,
    /// Its question, where it has one.
    pub asks: &'b str,
    /// The answer that was given.
    pub answer: Option<bool>,
    /// Why.
    pub why: &'b str,
    /// The kinds of number of which one is meant.
    pub kinds: &'b [String],
    /// The least digits of a code.
    pub digits: Option<u8>,
    /// Where the record is silent.
    pub missing: Vec<String>,
    /// Where a code has fewer digits, with how many it has.
    pub short: Vec<String>,
    /// When it has effect.
    pub validity: Validity,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: &'b Cited,
}

impl Asking<'_> {
    fn is_met(&self) -> bool {
        self.missing.is_empty() && self.short.is_empty()
    }
}

/// An element of a parcel's data, as the destination sees it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementCheck<'b> {
    /// The element.
    #[serde(flatten)]
    pub row: &'b ElementRow,
    /// How it stands.
    pub standing: ElementStanding,
    /// Whether this alone keeps the parcel from being ready.
    pub blocks: bool,
    /// What the record says.
    pub values: Vec<Value>,
    /// Who asks for it.
    pub rules: Vec<Asking<'b>>,
    /// What is wrong with it.
    pub faults: Vec<Fault<'b>>,
}

/// What the record says at a place.
#[derive(Debug, Clone, Serialize)]
pub struct Value {
    /// Where.
    pub path: String,
    /// What.
    pub value: String,
}

/// Whether a parcel's data are ready.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Readiness<'b> {
    /// The day whose rules were applied.
    pub on: Date,
    /// The destination.
    pub to: Place,
    /// How it travels.
    pub carriage: Carriage,
    /// The publication of the tables.
    pub edition: &'b str,
    /// The answer.
    pub verdict: Verdict,
    /// No rule of the destination's own is held, which says nothing about whether there is one.
    pub not_held: bool,
    /// The parcel is sent within one customs territory, so that nobody asks for these data.
    pub domestic: bool,
    /// By post: which form.
    pub form: Option<FormChoice<'b>>,
    /// All 37, in their order.
    pub elements: Vec<ElementCheck<'b>>,
}

/// Checks a parcel's record against what its destination asks for.
///
/// A requirement counts when it has effect on the day, is of the destination or of a place that this lies within, or of all
/// places, and is about the way the parcel travels. **Unknown is never fine**: a condition that cannot be decided leaves the
/// element open and the parcel short of ready, and so does a destination of which nothing is held. A row that rests on no
/// confirmed source never refuses a parcel: it leaves the element open.
#[must_use]
pub fn check<'b>(parcel: &'b Parcel, book: &'b Book) -> Readiness<'b> {
    let asked = Asked::new(parcel, book);
    let domestic = asked.is_domestic();
    let mut wrong = faults(&asked);
    let elements: Vec<ElementCheck<'b>> = book
        .rules
        .elements
        .iter()
        .map(|row| {
            let (mine, others) =
                core::mem::take(&mut wrong).into_iter().partition(|(element, _)| *element == row.element);
            wrong = others;
            let mine: Vec<(Element, Fault<'b>)> = mine;
            element(&asked, row, mine.into_iter().map(|(_, fault)| fault).collect())
        })
        .collect();
    let not_held = !book.rules.requirements.iter().any(|row| {
        row.place.is_some_and(|place| book.atlas.lies_in(parcel.to, place)) && row.validity.contains(parcel.on)
    });
    let is_poor = |one: &ElementCheck<'_>| matches!(one.standing, ElementStanding::Open | ElementStanding::Poor);
    let verdict = if elements.iter().any(|one| one.blocks) {
        Verdict::NotReady
    } else if not_held || domestic || elements.iter().any(is_poor) {
        Verdict::Poor
    } else {
        Verdict::Ready
    };
    let form = (parcel.carriage == Carriage::Post).then(|| choose(&asked));
    Readiness {
        on: parcel.on,
        to: parcel.to,
        carriage: parcel.carriage,
        edition: &book.edition,
        verdict,
        not_held,
        domestic,
        form,
        elements,
    }
}

fn element<'b>(asked: &Asked<'b>, row: &'b ElementRow, faults: Vec<Fault<'b>>) -> ElementCheck<'b> {
    let rules: Vec<Asking<'b>> = asked
        .book
        .rules
        .requirements
        .iter()
        .filter(|rule| rule.element == row.element)
        .filter_map(|rule| ask(asked, rule))
        .collect();
    let values: Vec<Value> = said(asked.parcel, row.element)
        .into_iter()
        .filter_map(|said| Some(Value { path: said.path, value: said.value? }))
        .collect();
    let is_lacking = |rule: &&Asking<'_>| !rule.missing.is_empty();
    let unmet = |rule: &&Asking<'_>| !rule.is_met();
    let surely = rules.iter().filter(unmet).any(|rule| rule.certain);
    let standing = if rules.iter().filter(is_lacking).any(|rule| rule.certain) {
        ElementStanding::Missing
    } else if !faults.is_empty() || surely {
        ElementStanding::Poor
    } else if rules.iter().any(|rule| !rule.is_met()) {
        ElementStanding::Open
    } else if values.is_empty() {
        ElementStanding::NotAsked
    } else {
        ElementStanding::Present
    };
    let blocks = surely || faults.iter().any(|fault| fault.effect == Effect::Refused);
    ElementCheck { row, standing, blocks, values, rules, faults }
}

/// A rule as far as it may concern the parcel; `None` where it surely does not.
fn ask<'b>(asked: &Asked<'b>, rule: &'b Requirement) -> Option<Asking<'b>> {
    let (parcel, atlas) = (asked.parcel, &asked.book.atlas);
    let reaches = match rule.place {
        None => !asked.is_domestic(),
        Some(place) => {
            // What does not cross the place's border is not asked there.
            atlas.lies_in(parcel.to, place) && parcel.from.is_none_or(|from| !atlas.lies_in(from, place))
        }
    };
    let is_spared = rule.except.iter().any(|part| atlas.lies_in(parcel.to, *part));
    let travels = rule.carriage.is_none_or(|carriage| carriage == parcel.carriage);
    if !reaches || is_spared || !travels || !rule.validity.contains(parcel.on) {
        return None;
    }
    let mut lacks = Vec::new();
    let (mut missing, mut short) = (Vec::new(), Vec::new());
    let is_of_lines = is_of_lines(rule.element) && !parcel.lines.is_empty();
    if is_of_lines {
        let mut concerns_any = false;
        let silent = silent(parcel, rule);
        for (nth, line) in parcel.lines.iter().enumerate() {
            match asked.applies(rule, Some(line)) {
                Applies::No => continue,
                Applies::Yes => {}
                Applies::Open(more) => lacks.extend(more),
            }
            concerns_any = true;
            let prefix = format!("lines[{nth}].");
            missing.extend(silent.iter().filter(|path| path.starts_with(&prefix)).cloned());
            let digits = code(line).len();
            if let Some(least) = rule.digits.filter(|least| digits > 0 && digits < usize::from(*least)) {
                short.push(format!("{prefix}code: {digits} < {least}"));
            }
        }
        if !concerns_any {
            return None;
        }
        // One currency is of all lines, and told once.
        missing.extend(silent.iter().find(|path| *path == "currency").cloned());
    } else {
        match asked.applies(rule, None) {
            Applies::No => return None,
            Applies::Yes => {}
            Applies::Open(more) => lacks = more,
        }
        missing = silent(parcel, rule);
    }
    crate::order::sort(&mut lacks);
    lacks.dedup();
    Some(Asking {
        id: &rule.id,
        place: rule.place,
        need: rule.need,
        certain: lacks.is_empty(),
        lacks,
        asks: &rule.asks,
        answer: parcel.answers.get(&rule.id).copied(),
        why: &rule.why,
        kinds: &rule.kinds,
        digits: rule.digits,
        missing,
        short,
        validity: rule.validity,
        cited: &rule.cited,
    })
}

const fn is_of_lines(element: Element) -> bool {
    matches!(
        element,
        Element::LineNumber
            | Element::Description
            | Element::Code
            | Element::Quantity
            | Element::NetWeight
            | Element::LineValue
            | Element::Origin
            | Element::TaxPaid
            | Element::ProductId
            | Element::Maker
    )
}

/// Where the record is silent about what a rule asks for.
fn silent(parcel: &Parcel, rule: &Requirement) -> Vec<String> {
    let of_kind = |path: &str, all: &[Reference]| {
        let is_meant = |one: &Reference| {
            (rule.kinds.is_empty() || rule.kinds.contains(&one.kind)) && !one.number.trim().is_empty()
        };
        if all.iter().any(is_meant) { Vec::new() } else { vec![path.to_owned()] }
    };
    match rule.element {
        Element::SellerReference => of_kind("sellerReferences", &parcel.seller_references),
        Element::ConsigneeId => of_kind("consigneeIds", &parcel.consignee_ids),
        Element::Documents => of_kind("documents", &parcel.documents),
        Element::FiscalReference => of_kind("fiscalReference", parcel.fiscal_reference.as_slice()),
        Element::ConsigneeContact if !rule.kinds.is_empty() => {
            let party = parcel.consignee.as_ref();
            let has = |text: Option<&String>| text.is_some_and(|text| !text.trim().is_empty());
            let given = |kind: &String| match kind.as_str() {
                "phone" => has(party.and_then(|party| party.phone.as_ref())),
                "email" => has(party.and_then(|party| party.email.as_ref())),
                _ => false,
            };
            rule.kinds.iter().filter(|kind| !given(kind)).map(|kind| format!("consignee.{kind}")).collect()
        }
        Element::Maker | Element::ProductId if !rule.kinds.is_empty() => {
            let of_line = |(nth, line): (usize, &ParcelLine)| -> Vec<String> {
                let lacks = rule.kinds.iter().filter(|kind| !names(line, kind));
                lacks.map(|kind| format!("lines[{nth}].{kind}")).collect()
            };
            parcel.lines.iter().enumerate().flat_map(of_line).collect()
        }
        element => {
            let silent = |said: Said| said.value.is_none().then_some(said.path);
            said(parcel, element).into_iter().filter_map(silent).collect()
        }
    }
}

/// Whether a line names a thing by its field in the record.
fn names(line: &ParcelLine, field: &str) -> bool {
    let text = match field {
        "maker" => &line.maker,
        "responsible" => &line.responsible,
        "certificate" => &line.certificate,
        "gtin" => &line.gtin,
        "sku" => &line.sku,
        _ => return false,
    };
    text.as_ref().is_some_and(|text| !text.trim().is_empty())
}
