//! What is wrong with data that are there, and what a place does about it.

use rust_decimal::Decimal;
use serde::Serialize;

use super::condition::{Asked, amount, code, currency};
use super::number;
use super::rule::{Cited, Effect, FaultKind, Field, NumberKind, WordList};
use super::values::said;
use super::words::{Found, find, plain};
use super::{Element, ParcelLine, Party, Reference};
use crate::tables::schema::Grade;

/// Something wrong, with the rule that says what comes of it.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Fault<'b> {
    /// Which.
    pub fault: FaultKind,
    /// Where.
    pub path: String,
    /// The word, the number, the figures: whatever shows it.
    pub detail: String,
    /// What is done about it.
    pub effect: Effect,
    /// Why.
    pub why: &'b str,
    /// The list that holds the word.
    pub list: Option<&'b str>,
    /// Where that stands.
    #[serde(flatten)]
    pub cited: &'b Cited,
}

/// Something wrong, before it is known what comes of it.
struct Noted {
    element: Element,
    kind: FaultKind,
    path: String,
    detail: String,
    /// What it is measured by was never confirmed, so that it refuses nothing.
    doubtful: bool,
}

impl Noted {
    fn new(element: Element, kind: FaultKind, path: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { element, kind, path: path.into(), detail: detail.into(), doubtful: false }
    }
}

impl Asked<'_> {
    /// Whether the parcel goes to one of these; to anywhere where none is named.
    fn is_in(&self, places: &[crate::Place]) -> bool {
        places.is_empty() || places.iter().any(|place| self.book.atlas.lies_in(self.parcel.to, *place))
    }

    fn is_here(&self, place: Option<crate::Place>, carriage: Option<crate::tables::schema::Carriage>) -> bool {
        place.is_none_or(|place| self.book.atlas.lies_in(self.parcel.to, place))
            && carriage.is_none_or(|carriage| carriage == self.parcel.carriage)
    }
}

/// Every fault, with its element.
pub(super) fn faults<'b>(asked: &Asked<'b>) -> Vec<(Element, Fault<'b>)> {
    let mut found = Vec::new();
    amounts(asked, &mut found);
    codes(asked, &mut found);
    numbers(asked, &mut found);
    texts(asked, &mut found);
    sums(asked, &mut found);
    parties(asked, &mut found);
    let judged = found.into_iter().filter_map(|one| judge(asked, one));
    let mut faults: Vec<(Element, Fault<'b>)> = judged.collect();
    faults.extend(words(asked));
    faults
}

/// The strictest rule of the place, or else the world's, says what comes of a fault.
fn judge<'b>(asked: &Asked<'b>, found: Noted) -> Option<(Element, Fault<'b>)> {
    let rows = asked.book.rules.faults.iter().filter(|row| {
        row.fault == found.kind && row.validity.contains(asked.parcel.on) && asked.is_here(row.place, row.carriage)
    });
    let row = rows.min_by_key(|row| (row.effect, row.place.is_none()))?;
    let fault = Fault {
        fault: found.kind,
        path: found.path,
        detail: short(&found.detail),
        effect: if found.doubtful { Effect::Poor } else { row.effect },
        why: &row.why,
        list: None,
        cited: &row.cited,
    };
    Some((found.element, fault))
}

/// A detail is shown, so it is short whatever the record holds.
fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

fn amounts(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    let parcel = asked.parcel;
    let mut check = |element, path: String, text: Option<&String>, may_be_nothing: bool| {
        let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
        let kind = match amount(Some(text)) {
            None => FaultKind::NotAnAmount,
            Some(amount) if amount.is_zero() && !may_be_nothing => FaultKind::Nothing,
            Some(_) => return,
        };
        found.push(Noted::new(element, kind, path, text));
    };
    check(Element::GrossWeight, "grossWeight".to_owned(), parcel.gross_weight.as_ref(), false);
    check(Element::Packages, "packages".to_owned(), parcel.packages.as_ref(), false);
    check(Element::IntrinsicValue, "intrinsicValue".to_owned(), parcel.intrinsic_value.as_ref(), false);
    check(Element::TransportCost, "transportCost".to_owned(), parcel.transport_cost.as_ref(), true);
    for (nth, line) in parcel.lines.iter().enumerate() {
        let at = |field: &str| format!("lines[{nth}].{field}");
        check(Element::Quantity, at("quantity"), line.quantity.as_ref(), false);
        check(Element::NetWeight, at("netWeight"), line.net_weight.as_ref(), false);
        check(Element::LineValue, at("value"), line.value.as_ref(), false);
    }
}

fn codes(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    for (nth, line) in asked.parcel.lines.iter().enumerate() {
        let Some(text) = line.code.as_ref().filter(|text| !text.trim().is_empty()) else { continue };
        let strange = |sign: char| !sign.is_ascii_digit() && !matches!(sign, ' ' | '.' | '\u{a0}');
        let digits = code(line).len();
        if text.chars().any(strange) || !(2..=12).contains(&digits) {
            let path = format!("lines[{nth}].code");
            found.push(Noted::new(Element::Code, FaultKind::CodeUnreadable, path, text));
        }
    }
}

fn numbers(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    let parcel = asked.parcel;
    let mut note = |element, kind, path: String, detail: &str| {
        found.push(Noted::new(element, kind, path, detail));
    };
    if let Some(id) = parcel.item_id.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
        let plain = number::tidy(id);
        // A house waybill is written as its carrier likes; only the post has one standard for all.
        if parcel.carriage == crate::tables::schema::Carriage::Post {
            if !number::is_s10(&plain) {
                note(Element::ItemId, FaultKind::ItemIdForm, "itemId".to_owned(), id);
            } else if !number::is_s10_whole(&plain) {
                note(Element::ItemId, FaultKind::ItemIdCheck, "itemId".to_owned(), id);
            }
        }
    }
    for (nth, line) in parcel.lines.iter().enumerate() {
        if let Some(gtin) =
            line.gtin.as_deref().map(str::trim).filter(|gtin| !gtin.is_empty() && !number::is_gtin(gtin))
        {
            note(Element::ProductId, FaultKind::GtinCheck, format!("lines[{nth}].gtin"), gtin);
        }
    }
    let fiscal = parcel.fiscal_reference.as_slice();
    let lists: [(Element, &str, &[Reference]); 4] = [
        (Element::SellerReference, "sellerReferences", &parcel.seller_references),
        (Element::ConsigneeId, "consigneeIds", &parcel.consignee_ids),
        (Element::Documents, "documents", &parcel.documents),
        (Element::FiscalReference, "fiscalReference", fiscal),
    ];
    for (element, name, all) in lists {
        for (nth, one) in all.iter().enumerate() {
            let path = if element == Element::FiscalReference {
                format!("{name}.number")
            } else {
                format!("{name}[{nth}].number")
            };
            for (kind, doubtful) in reference(asked, one) {
                found.push(Noted { doubtful, ..Noted::new(element, kind, path.clone(), &one.number) });
            }
        }
    }
}

/// What is wrong with a number of a kind, and whether how it is written was never confirmed.
fn reference(asked: &Asked<'_>, one: &Reference) -> Vec<(FaultKind, bool)> {
    let mut wrong = Vec::new();
    if one.number.trim().is_empty() {
        return wrong;
    }
    if let Some(kind) = asked.book.rules.numbers.iter().find(|row: &&NumberKind| row.kind == one.kind) {
        let doubtful = kind.cited.grade == Grade::Unverified;
        if !number::is_well_formed(kind, &one.number) {
            wrong.push((FaultKind::NumberForm, doubtful));
        } else if kind.check.is_some_and(|rule| !number::checks(rule, &one.number)) {
            wrong.push((FaultKind::NumberCheck, doubtful));
        }
    }
    if one.until.is_some_and(|until| until <= asked.parcel.on) {
        wrong.push((FaultKind::Expired, false));
    }
    wrong
}

/// Descriptions and names that say nothing, and texts that are longer than forms take.
fn texts(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    for (nth, line) in asked.parcel.lines.iter().enumerate() {
        let Some(text) = line.description.as_deref().filter(|text| !text.trim().is_empty()) else { continue };
        let path = format!("lines[{nth}].description");
        let kind = if is_no_word(text) {
            FaultKind::NoWords
        } else if letters(text) < least(text) {
            FaultKind::TooShort
        } else {
            continue;
        };
        found.push(Noted::new(Element::Description, kind, path, text));
    }
    for row in &asked.book.rules.elements {
        let Some(most) = row.max_length else { continue };
        for one in said(asked.parcel, row.element) {
            let Some(value) = one.value.filter(|value| value.chars().count() > usize::from(most)) else { continue };
            let detail = format!("{} > {most}", value.chars().count());
            found.push(Noted::new(row.element, FaultKind::TooLong, one.path, detail));
        }
    }
}

/// Digits and signs only, or three and more of one letter and no other.
fn is_no_word(text: &str) -> bool {
    let mut letters = text.chars().filter(|sign| sign.is_alphabetic());
    let Some(first) = letters.next() else { return true };
    letters.clone().count() >= 2 && letters.all(|letter| letter == first)
}

fn letters(text: &str) -> usize {
    text.chars().filter(|sign| sign.is_alphabetic()).count()
}

/// Three letters say something at the least; of writings in which one sign is a word, one does.
fn least(text: &str) -> usize {
    let is_wide = |sign: char| matches!(u32::from(sign), 0x2E80..=0x9FFF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF);
    if text.chars().any(is_wide) { 1 } else { 3 }
}

fn sums(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    let parcel = asked.parcel;
    let mut note = |element, kind, path: String, detail: String| found.push(Noted::new(element, kind, path, detail));
    let unknown = |text: &String| {
        let unheld = |currency| asked.book.rates.per_euro.iter().all(|(known, _)| *known != currency);
        let is_euro = text.trim() == "EUR";
        !text.trim().is_empty() && !is_euro && currency(Some(text)).is_none_or(unheld)
    };
    if let Some(text) = parcel.currency.as_ref().filter(|text| unknown(text)) {
        note(Element::LineValue, FaultKind::CurrencyUnknown, "currency".to_owned(), text.clone());
    }
    for (nth, line) in parcel.lines.iter().enumerate() {
        let Some(text) = line.currency.as_ref().filter(|text| !text.trim().is_empty()) else { continue };
        let path = format!("lines[{nth}].currency");
        if unknown(text) {
            note(Element::LineValue, FaultKind::CurrencyUnknown, path, text.clone());
        } else if parcel.currency.as_ref().is_some_and(|all| !all.trim().is_empty() && all.trim() != text.trim()) {
            note(Element::LineValue, FaultKind::CurrencyMixed, path, text.clone());
        }
    }
    let stated = amount(parcel.intrinsic_value.as_deref());
    if let (Some(stated), Some(sum)) = (stated, asked.sum())
        && currency(parcel.currency.as_deref()) == Some(sum.currency)
        && stated != sum.amount
    {
        let detail = format!("{stated} / {}", sum.amount);
        note(Element::IntrinsicValue, FaultKind::ValueSum, "intrinsicValue".to_owned(), detail);
    }
    let net = |line: &ParcelLine| amount(line.net_weight.as_deref());
    let lines: Decimal = parcel.lines.iter().filter_map(net).fold(Decimal::ZERO, Decimal::saturating_add);
    if let Some(gross) = asked.weight().filter(|gross| lines > *gross) {
        let detail = format!("{lines} > {gross}");
        note(Element::GrossWeight, FaultKind::WeightSum, "grossWeight".to_owned(), detail);
    }
}

fn parties(asked: &Asked<'_>, found: &mut Vec<Noted>) {
    let parcel = asked.parcel;
    let Some(consignee) = &parcel.consignee else { return };
    for (name, party) in [("seller", &parcel.seller), ("shipper", &parcel.shipper)] {
        if party.as_ref().is_some_and(|party| is_same(party, consignee)) {
            let (path, detail) = ("consignee.name".to_owned(), name.to_owned());
            found.push(Noted::new(Element::Consignee, FaultKind::SameParty, path, detail));
        }
    }
    let atlas = &asked.book.atlas;
    if let Some(country) = consignee.country
        && !atlas.lies_in(parcel.to, country)
        && !atlas.lies_in(country, parcel.to)
    {
        let (path, detail) = ("consignee.country".to_owned(), format!("{country} / {}", parcel.to));
        found.push(Noted::new(Element::Consignee, FaultKind::CountryDiffers, path, detail));
    }
}

fn is_same(one: &Party, other: &Party) -> bool {
    let written = |text: &Option<String>| plain(text.as_deref().unwrap_or_default());
    let name = written(&one.name);
    name != " " && name == written(&other.name) && written(&one.street) == written(&other.street)
}

/// Words of the lists that the place holds descriptions, names and streets against.
fn words<'b>(asked: &Asked<'b>) -> Vec<(Element, Fault<'b>)> {
    let mut faults = Vec::new();
    let lists = asked.book.rules.lists.iter().filter(|list| {
        list.validity.contains(asked.parcel.on) && asked.is_in(&list.places) && asked.is_here(None, list.carriage)
    });
    for list in lists {
        for (element, path, text) in held_against(asked, list.field) {
            faults.extend(listed(asked, list, &plain(&text)).map(|(word, effect)| {
                let fault = Fault {
                    fault: FaultKind::StopWord,
                    path,
                    detail: word.to_owned(),
                    effect,
                    why: &list.name,
                    list: Some(&list.id),
                    cited: &list.cited,
                };
                (element, fault)
            }));
        }
    }
    faults
}

fn held_against(asked: &Asked<'_>, field: Field) -> Vec<(Element, String, String)> {
    let mut texts = Vec::new();
    match field {
        Field::Description => {
            for (nth, line) in asked.parcel.lines.iter().enumerate() {
                if let Some(text) = &line.description {
                    texts.push((Element::Description, format!("lines[{nth}].description"), text.clone()));
                }
            }
        }
        Field::Party => {
            let parcel = asked.parcel;
            for (element, name, party) in [
                (Element::SellerName, "seller", &parcel.seller),
                (Element::Shipper, "shipper", &parcel.shipper),
                (Element::Consignee, "consignee", &parcel.consignee),
            ] {
                let Some(party) = party else { continue };
                for (field, text) in [("name", &party.name), ("street", &party.street), ("city", &party.city)] {
                    let element = if element == Element::SellerName && field != "name" {
                        Element::SellerAddress
                    } else {
                        element
                    };
                    if let Some(text) = text {
                        texts.push((element, format!("{name}.{field}"), text.clone()));
                    }
                }
            }
        }
    }
    texts
}

/// The longest word of a list that a text is, or else the longest that it holds.
fn listed<'b>(asked: &Asked<'_>, list: &'b WordList, text: &str) -> Option<(&'b str, Effect)> {
    let on = asked.parcel.on;
    let hits = list.words.iter().filter(|word| word.validity.contains(on)).filter_map(|word| {
        let effect = match find(text, &plain(&word.word))? {
            Found::Whole => (true, list.whole),
            Found::Within => (false, list.within?),
        };
        Some((effect.0, word.word.len(), word.word.as_str(), effect.1))
    });
    hits.max_by_key(|(whole, length, ..)| (*whole, *length)).map(|(_, _, word, effect)| (word, effect))
}
