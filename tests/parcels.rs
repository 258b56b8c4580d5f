//! Whether a parcel's data are ready: what must be missing, what must be refused, and what must never be said.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use std::sync::OnceLock;

use common::tables;
use dutybound::Tables;
use dutybound::declaration::{
    Book, Effect, Element, ElementStanding, FaultKind, Form, FormReason, Lack, Need, Parcel, ParcelResult, Readiness,
    Verdict, View, check, is_s10_whole, not_a_parcel,
};
use dutybound::tables::pack::{PackKind, write_all};
use dutybound::tables::schema::Grade;
use serde_json::{Value, json};

fn book() -> &'static Book {
    static BOOK: OnceLock<Book> = OnceLock::new();
    BOOK.get_or_init(|| Book::of(tables()))
}

/// A bag of leather from Kenya to the United States: a record without a fault.
fn bag() -> Value {
    serde_json::from_str(include_str!("parcels/bag-to-us.json")).unwrap()
}

/// The bag's record, changed: `("lines.0.code", json!("4202"))`; `null` takes away.
fn bag_with(changes: &[(&str, Value)]) -> Value {
    let mut record = bag();
    for (path, value) in changes {
        let (last, parents) = path.rsplit_once('.').map_or((*path, ""), |(parents, last)| (last, parents));
        let mut here = &mut record;
        for step in parents.split('.').filter(|step| !step.is_empty()) {
            here = match step.parse::<usize>() {
                Ok(nth) => &mut here[nth],
                Err(_) => &mut here[step],
            };
        }
        here[last] = value.clone();
    }
    record
}

fn parcel(record: &Value) -> Parcel {
    serde_json::from_value(record.clone()).unwrap()
}

/// What is said of a changed bag.
fn ask<R>(changes: &[(&str, Value)], read: impl FnOnce(&Readiness<'_>) -> R) -> R {
    let parcel = parcel(&bag_with(changes));
    read(&check(&parcel, book()))
}

/// A parcel's readiness and its forms.
#[expect(clippy::panic, reason = "a record that was read is checked")]
fn filled(parcel: &Parcel) -> (Readiness<'_>, Vec<View<'_>>) {
    match ParcelResult::of(parcel, book()) {
        ParcelResult::Checked { readiness, views } => (readiness, views),
        ParcelResult::Invalid { problems } => panic!("{problems:?}"),
    }
}

fn verdict(changes: &[(&str, Value)]) -> Verdict {
    ask(changes, |readiness| readiness.verdict)
}

fn standing(readiness: &Readiness<'_>, element: Element) -> ElementStanding {
    readiness.elements.iter().find(|one| one.row.element == element).unwrap().standing
}

/// Faults of an element with what comes of each.
fn faults(readiness: &Readiness<'_>, element: Element) -> Vec<(FaultKind, Effect)> {
    let found = readiness.elements.iter().find(|one| one.row.element == element).unwrap();
    found.faults.iter().map(|fault| (fault.fault, fault.effect)).collect()
}

/// To another country, the recipient with it.
fn to(place: &str, carriage: &str, on: &str) -> Vec<(&'static str, Value)> {
    vec![("to", json!(place)), ("consignee.country", json!(place)), ("carriage", json!(carriage)), ("on", json!(on))]
}

fn and(mut changes: Vec<(&'static str, Value)>, more: &[(&'static str, Value)]) -> Vec<(&'static str, Value)> {
    changes.extend_from_slice(more);
    changes
}

#[test]
fn a_whole_record_is_ready() {
    assert_eq!(verdict(&[]), Verdict::Ready);
}

#[test]
fn mail_to_the_united_states_lacks_the_ten_digits() {
    let on = |day: &str, carriage: &str, code: Value| {
        ask(&and(to("US", carriage, day), &[("lines.0.code", code)]), |readiness| {
            let code = readiness.elements.iter().find(|one| one.row.element == Element::Code).unwrap();
            let unmet = code.rules.iter().filter(|rule| !rule.missing.is_empty() || !rule.short.is_empty());
            let ids: Vec<String> = unmet.filter(|rule| rule.certain).map(|rule| rule.id.to_owned()).collect();
            (readiness.verdict, code.standing, ids)
        })
    };
    let ready = |(verdict, ..): (Verdict, ElementStanding, Vec<String>)| verdict;
    // No code, and one of nine digits.
    let (verdict, standing, ids) = on("2026-11-21", "post", Value::Null);
    assert_eq!((verdict, standing), (Verdict::NotReady, ElementStanding::Missing));
    assert_eq!(ids, ["all-post-code", "us-mail-code"]);
    let (verdict, standing, ids) = on("2026-11-21", "post", json!("4202.21.900"));
    assert_eq!((verdict, standing), (Verdict::NotReady, ElementStanding::Poor));
    assert_eq!(ids, ["us-mail-code"]);
    assert_eq!(ready(on("2026-11-21", "post", json!("4202219000"))), Verdict::Ready);
    // The day before the rule six digits are enough by post; by express ten are asked for, and by another rule.
    assert_eq!(ready(on("2026-07-23", "post", json!("420221"))), Verdict::Ready);
    assert_eq!(ready(on("2026-07-24", "post", json!("420221"))), Verdict::NotReady);
    let (verdict, _, ids) = on("2026-07-23", "express", json!("420221900"));
    assert_eq!((verdict, ids), (Verdict::NotReady, vec!["us-express-code".to_owned()]));
    // Before either rule, and with no code at all: the posts' own rule is of September 2025.
    // Without a code it stays open what else the goods bring.
    assert_eq!(ready(on("2025-08-28", "post", Value::Null)), Verdict::Poor);
    assert_eq!(ready(on("2025-09-01", "post", Value::Null)), Verdict::NotReady);
}

#[test]
fn two_lines_without_codes_are_told_line_by_line() {
    let line = |code: Value| json!({ "description": "Belt of cattle leather", "code": code, "origin": "KE", "quantity": "1", "netWeight": "0.2", "value": "60.00" });
    let changes =
        [("lines", json!([line(Value::Null), line(json!("4203.30.0000"))])), ("intrinsicValue", json!("120.00"))];
    ask(&changes, |readiness| {
        let code = readiness.elements.iter().find(|one| one.row.element == Element::Code).unwrap();
        let rule = code.rules.iter().find(|rule| rule.id == "us-mail-code").unwrap();
        assert_eq!(rule.missing, ["lines[0].code"]);
        assert_eq!(readiness.verdict, Verdict::NotReady);
    });
}

#[test]
fn the_currency_of_all_lines_is_missing_once() {
    let line = || json!({ "description": "Belt of cattle leather", "code": "4203.30.0000", "origin": "KE", "quantity": "1", "netWeight": "0.2" });
    let changes = [("lines", json!([line(), line(), line()])), ("currency", Value::Null)];
    ask(&changes, |readiness| {
        let value = readiness.elements.iter().find(|one| one.row.element == Element::LineValue).unwrap();
        let missing: Vec<&Vec<String>> = value.rules.iter().map(|rule| &rule.missing).collect();
        assert!(!missing.is_empty());
        for paths in missing {
            assert_eq!(*paths, ["lines[0].value", "lines[1].value", "lines[2].value", "currency"]);
        }
    });
}

#[test]
fn stop_words_by_day_and_place() {
    let described = |place: &str, day: &str, text: &str| {
        ask(&and(to(place, "express", day), &[("lines.0.description", json!(text))]), |readiness| {
            faults(readiness, Element::Description)
        })
    };
    let refused = (FaultKind::StopWord, Effect::Refused);
    let poor = (FaultKind::StopWord, Effect::Poor);
    // Whole and within, whatever the case and the signs around.
    for text in ["parts", "Parts", "  PARTS. "] {
        assert!(described("DE", "2026-11-21", text).contains(&refused), "{text}");
    }
    assert_eq!(described("DE", "2026-11-21", "brake discs, parts for passenger cars"), [poor]);
    assert_eq!(described("DE", "2026-11-21", "brake discs for passenger cars"), []);
    assert_eq!(
        described("DE", "2026-11-21", "counterparts of wood"),
        [poor],
        "wood is on the list, counterparts is not"
    );
    // The list's first day, and the day on which terms joined it.
    assert!(!described("DE", "2024-08-31", "parts").contains(&refused));
    assert!(described("DE", "2024-09-01", "parts").contains(&refused));
    assert_eq!(described("DE", "2026-01-31", "consumption"), []);
    assert_eq!(described("DE", "2026-02-01", "consumption"), [refused]);
    assert_eq!(described("DE", "2026-02-01", "meters of gas consumption"), [poor]);
    assert_eq!(described("DE", "2026-05-03", "consolidation"), []);
    assert_eq!(described("DE", "2026-05-04", "consolidation"), [poor]);
    let named = |day: &str, name: &str| {
        ask(&and(to("DE", "express", day), &[("consignee.name", json!(name))]), |readiness| {
            faults(readiness, Element::Consignee)
        })
    };
    assert!(!named("2026-01-31", "Mister").contains(&refused));
    assert!(named("2026-02-01", "Mister").contains(&refused));
    assert!(!named("2026-02-01", "Mister Miller").contains(&refused));
    // Norway and Switzerland share it, Canada has its own for air cargo, elsewhere it is poor and no more.
    assert!(described("NO", "2026-11-21", "parts").contains(&refused));
    assert!(described("CA", "2026-11-21", "gizmos").contains(&refused));
    assert_eq!(described("DE", "2026-11-21", "gizmos"), []);
    assert_eq!(described("AU", "2026-11-21", "parts"), [poor]);
    // In other writings.
    for text in ["Geschenk", "礼物", "プレゼント", "선물", "هدية"] {
        assert_eq!(described("AU", "2026-11-21", text), [poor], "{text}");
    }
}

#[test]
fn descriptions_that_say_nothing() {
    let described =
        |text: &str| ask(&[("lines.0.description", json!(text))], |readiness| faults(readiness, Element::Description));
    for (text, fault) in [
        ("1004", FaultKind::NoWords),
        ("...", FaultKind::NoWords),
        ("xxx", FaultKind::NoWords),
        ("!£12", FaultKind::NoWords),
        ("ab", FaultKind::TooShort),
    ] {
        assert_eq!(described(text), [(fault, Effect::Poor)], "{text}");
    }
    for text in ["cup", "шарф", "茶", "tee-shirt 100 % coton", "カップ"] {
        assert_eq!(described(text), [], "{text}");
    }
}

#[test]
fn check_digits() {
    let item = |number: &str, carriage: &str| {
        ask(&and(to("US", carriage, "2026-11-21"), &[("itemId", json!(number))]), |readiness| {
            faults(readiness, Element::ItemId)
        })
    };
    assert_eq!(item("RR123456785KE", "post"), []);
    assert_eq!(item("RR 123 456 785 KE", "post"), []);
    assert_eq!(item("RR123456784KE", "post"), [(FaultKind::ItemIdCheck, Effect::Refused)]);
    assert_eq!(item("RR12345678KE", "post"), [(FaultKind::ItemIdForm, Effect::Refused)]);
    assert_eq!(item("1Z999AA10123456784", "express"), [], "a waybill is the carrier's own");
    assert!(is_s10_whole("EE876543216VN"));
    let gtin =
        |number: &str| ask(&[("lines.0.gtin", json!(number))], |readiness| faults(readiness, Element::ProductId));
    assert_eq!(gtin("4006381333931"), []);
    assert_eq!(gtin("4006381333930"), [(FaultKind::GtinCheck, Effect::Poor)]);
}

#[test]
fn cn22_at_the_limit_and_over() {
    let form = |changes: &[(&'static str, Value)]| {
        ask(changes, |readiness| {
            let choice = readiness.form.as_ref().unwrap();
            (choice.form, choice.because.clone())
        })
    };
    let worth = |value: &str, currency: &str, weight: &str| {
        vec![
            ("intrinsicValue", json!(value)),
            ("lines.0.value", json!(value)),
            ("currency", json!(currency)),
            ("grossWeight", json!(weight)),
        ]
    };
    assert_eq!(form(&worth("300", "XDR", "2")), (Form::Cn22, vec![FormReason::Within]));
    assert_eq!(form(&worth("300.01", "XDR", "2")), (Form::Cn23, vec![FormReason::Value]));
    assert_eq!(form(&worth("300", "XDR", "2.001")), (Form::Cn23, vec![FormReason::Weight]));
    assert_eq!(form(&worth("301", "XDR", "3")), (Form::Cn23, vec![FormReason::Value, FormReason::Weight]));
    // The post that takes it in has its own figure.
    let from_britain = |value: &str| and(worth(value, "GBP", "1.2"), &[("from", json!("GB"))]);
    assert_eq!(form(&from_britain("270")), (Form::Cn22, vec![FormReason::Within]));
    assert_eq!(form(&from_britain("270.01")), (Form::Cn23, vec![FormReason::Value]));
    // What is not known is not within a limit.
    let unknown = [("intrinsicValue", Value::Null), ("lines.0.value", Value::Null), ("grossWeight", Value::Null)];
    assert_eq!(form(&unknown), (Form::Cn23, vec![FormReason::ValueUnknown, FormReason::WeightUnknown]));
    assert_eq!(form(&worth("10", "XXX", "1")), (Form::Cn23, vec![FormReason::RateUnknown]));
    assert!(ask(&[("carriage", json!("express"))], |readiness| readiness.form.is_none()));
}

#[test]
fn numbers_of_recipients() {
    let brazil = |ids: Value| {
        ask(&and(to("BR", "post", "2026-11-21"), &[("consigneeIds", ids)]), |readiness| {
            (readiness.verdict, standing(readiness, Element::ConsigneeId))
        })
    };
    assert_eq!(brazil(json!([])), (Verdict::NotReady, ElementStanding::Missing));
    assert_eq!(brazil(json!([{ "kind": "passport", "number": "X1" }])), (Verdict::NotReady, ElementStanding::Missing));
    assert_eq!(
        brazil(json!([{ "kind": "cpf", "number": "529.982.247-25" }])),
        (Verdict::Ready, ElementStanding::Present)
    );
    assert_eq!(brazil(json!([{ "kind": "cpf", "number": "529.982.247-26" }])).1, ElementStanding::Poor);
    // Korea: a code that ends before the order, and the day before it ends.
    let korea = |day: &str| {
        let code = json!([{ "kind": "pccc", "number": "P123456789012", "until": "2027-03-10" }]);
        let changes =
            and(to("KR", "express", day), &[("consigneeIds", code), ("consignee.phone", json!("+82 10 0000 0000"))]);
        ask(&changes, |readiness| (readiness.verdict, faults(readiness, Element::ConsigneeId)))
    };
    assert_eq!(korea("2027-03-09"), (Verdict::Ready, vec![]));
    assert_eq!(korea("2027-03-10"), (Verdict::NotReady, vec![(FaultKind::Expired, Effect::Refused)]));
    assert_eq!(korea("2027-03-15"), (Verdict::NotReady, vec![(FaultKind::Expired, Effect::Refused)]));
}

#[test]
fn questions_stay_open_until_they_are_answered() {
    let germany = |answers: Value, fiscal: Value| {
        let more = [("answers", answers), ("fiscalReference", fiscal), ("consignee.phone", json!("+49 30 000000"))];
        let more = and(more.to_vec(), &[("currency", json!("EUR"))]);
        ask(&and(to("DE", "post", "2026-10-01"), &more), |readiness| {
            (readiness.verdict, standing(readiness, Element::FiscalReference))
        })
    };
    let person = |ioss: bool| json!({ "eu-responsible-person": false, "eu-ioss": ioss });
    assert_eq!(germany(json!({}), Value::Null), (Verdict::Poor, ElementStanding::Open));
    assert_eq!(germany(person(true), Value::Null), (Verdict::NotReady, ElementStanding::Missing));
    assert_eq!(germany(person(false), Value::Null), (Verdict::Ready, ElementStanding::NotAsked));
    let number = json!({ "kind": "ioss", "number": "IM2760000001" });
    assert_eq!(germany(person(true), number), (Verdict::Ready, ElementStanding::Present));
    // Norway: VOEC only below the limit of one piece.
    let norway = |value: &str| {
        let more = [
            ("currency", json!("NOK")),
            ("lines.0.value", json!(value)),
            ("intrinsicValue", json!(value)),
            ("answers", json!({ "no-voec": true })),
        ];
        ask(&and(to("NO", "post", "2026-11-21"), &more), |readiness| standing(readiness, Element::FiscalReference))
    };
    assert_eq!(norway("2999.99"), ElementStanding::Missing);
    assert_eq!(norway("3000"), ElementStanding::NotAsked);
}

/// What is bought together counts together in Mexico: whoever sends several parcels says which order they are of.
#[test]
fn one_order_in_several_parcels() {
    let mexico = |carriage: &str, answers: Value, order: Value| {
        let more = [("answers", answers), ("order", order)];
        ask(&and(to("MX", carriage, "2026-11-21"), &more), |readiness| standing(readiness, Element::Order))
    };
    let several = |several: bool| json!({ "mx-one-order": several });
    assert_eq!(mexico("express", json!({}), Value::Null), ElementStanding::Open);
    assert_eq!(mexico("express", several(true), Value::Null), ElementStanding::Missing);
    assert_eq!(mexico("express", several(true), json!("A-1001")), ElementStanding::Present);
    assert_eq!(mexico("express", several(false), Value::Null), ElementStanding::NotAsked);
    assert_eq!(mexico("post", json!({}), Value::Null), ElementStanding::NotAsked, "the rule is of couriers");
}

#[test]
fn goods_bring_requirements_of_their_own() {
    let certificate = |code: &str, day: &str| {
        ask(
            &and(
                to("US", "express", day),
                &[("lines.0.code", json!(code)), ("lines.0.description", json!("Wooden toy train"))],
            ),
            |readiness| standing(readiness, Element::Maker),
        )
    };
    assert_eq!(certificate("9503000073", "2026-07-07"), ElementStanding::Present);
    assert_eq!(certificate("9503000073", "2026-07-08"), ElementStanding::Missing);
    assert_eq!(certificate("4202219000", "2026-07-08"), ElementStanding::Present);
    // A code that is too short to tell leaves it open.
    assert_eq!(certificate("95", "2026-07-08"), ElementStanding::Open);
    let telephone = |code: &str| {
        let more =
            [("lines.0.code", json!(code)), ("consigneeIds", json!([{ "kind": "nik", "number": "3174000000000000" }]))];
        ask(&and(to("ID", "post", "2026-11-21"), &more), |readiness| {
            let rules = &readiness.elements.iter().find(|one| one.row.element == Element::Documents).unwrap().rules;
            rules.iter().any(|rule| rule.id == "id-imei" && rule.certain && !rule.missing.is_empty())
        })
    };
    assert!(telephone("85171300"));
    assert!(!telephone("42022190"));
}

#[test]
fn a_record_that_contradicts_itself() {
    for (changes, element, fault) in [
        (vec![("intrinsicValue", json!("121.00"))], Element::IntrinsicValue, FaultKind::ValueSum),
        (vec![("lines.0.netWeight", json!("1.5"))], Element::GrossWeight, FaultKind::WeightSum),
        (vec![("consignee.country", json!("CA"))], Element::Consignee, FaultKind::CountryDiffers),
        (vec![("currency", json!("EURO"))], Element::LineValue, FaultKind::CurrencyUnknown),
        (vec![("lines.0.currency", json!("EUR"))], Element::LineValue, FaultKind::CurrencyMixed),
        (vec![("grossWeight", json!("-1"))], Element::GrossWeight, FaultKind::NotAnAmount),
        (vec![("lines.0.quantity", json!("1e9"))], Element::Quantity, FaultKind::NotAnAmount),
        (vec![("lines.0.value", json!("0")), ("intrinsicValue", json!("0"))], Element::LineValue, FaultKind::Nothing),
        (vec![("lines.0.code", json!("42O2219000"))], Element::Code, FaultKind::CodeUnreadable),
        (
            vec![("consignee.name", json!("lamu leather workshop")), ("consignee.street", json!("12 Harbour Road."))],
            Element::Consignee,
            FaultKind::SameParty,
        ),
    ] {
        ask(&changes, |readiness| {
            let found = faults(readiness, element);
            assert!(found.iter().any(|(kind, _)| *kind == fault), "{changes:?}: {found:?}");
            assert_ne!(readiness.verdict, Verdict::Ready, "{changes:?}");
        });
    }
}

#[test]
fn what_is_not_held_is_said_and_never_fine() {
    ask(&to("MG", "post", "2026-11-21"), |readiness| {
        assert!(readiness.not_held);
        assert_eq!(readiness.verdict, Verdict::Poor);
    });
    ask(&to("KE", "post", "2026-11-21"), |readiness| {
        assert!(readiness.domestic);
        assert_ne!(readiness.verdict, Verdict::Ready);
    });
    // Within the Union nobody asks; a union without rows of its own is not taken for one border.
    assert!(ask(&and(to("DE", "post", "2026-11-21"), &[("from", json!("FR"))]), |readiness| readiness.domestic));
    assert!(!ask(&to("TZ", "post", "2026-11-21"), |readiness| readiness.domestic));
}

/// Take away one thing after the other: the record is refused when, and only when, a rule that surely applies asks for it.
#[test]
fn one_thing_missing() {
    let fields = [
        ("itemId", Element::ItemId),
        ("seller.name", Element::SellerName),
        ("seller.street", Element::SellerAddress),
        ("consignee.name", Element::Consignee),
        ("consignee.email", Element::ConsigneeContact),
        ("transaction", Element::Transaction),
        ("lines.0.description", Element::Description),
        ("lines.0.code", Element::Code),
        ("lines.0.origin", Element::Origin),
        ("lines.0.quantity", Element::Quantity),
        ("lines.0.netWeight", Element::NetWeight),
        ("lines.0.value", Element::LineValue),
        ("grossWeight", Element::GrossWeight),
        ("intrinsicValue", Element::IntrinsicValue),
        ("packages", Element::Packages),
        ("transportCost", Element::TransportCost),
        ("order", Element::Order),
        ("nonDelivery", Element::NonDelivery),
        ("posting.signedBy", Element::Posting),
    ];
    let mut asked_for = 0;
    for place in ["US", "DE", "BR", "CH", "JP", "CA", "MG"] {
        for carriage in ["post", "express"] {
            for (field, element) in fields {
                let changes = and(to(place, carriage, "2026-11-21"), &[(field, Value::Null)]);
                ask(&changes, |readiness| {
                    let found = readiness.elements.iter().find(|one| one.row.element == element).unwrap();
                    let surely = found.rules.iter().any(|rule| rule.certain && !rule.missing.is_empty());
                    let expected = if surely { ElementStanding::Missing } else { found.standing };
                    assert_eq!(found.standing, expected, "{place} {carriage} {field}");
                    assert!(!surely || readiness.verdict == Verdict::NotReady, "{place} {carriage} {field}");
                    assert!(
                        !found.values.iter().any(|value| value.path == field.replace("lines.0", "lines[0]")),
                        "{field}"
                    );
                    asked_for += usize::from(surely);
                });
            }
        }
    }
    assert!(asked_for > 100, "{asked_for}");
}

#[test]
fn views_show_the_record_and_nothing_else() {
    let record = bag();
    let whole = parcel(&record);
    let (_, views) = filled(&whole);
    assert_eq!(views.iter().map(|view| view.view).collect::<Vec<_>>(), ["cn22", "cn23", "h7", "us-mail", "invoice"]);
    assert_eq!(views[0].chosen, Some(true));
    // Whatever a box shows stands in the record, word by word.
    let text = record.to_string();
    for view in &views {
        for shown in view.boxes.iter().chain(view.lines.iter().flatten()) {
            for part in
                shown.value.iter().flat_map(|value| value.split(", ")).filter(|_| !shown.paths[0].ends_with(".number"))
            {
                let part = part.strip_prefix("invoice ").unwrap_or(part);
                assert!(text.contains(part), "{} {}: {part}", view.view, shown.label);
            }
        }
    }
    // An empty record has empty boxes, and all of them.
    let empty = parcel(&json!({ "on": "2026-11-21", "to": "US", "carriage": "post", "lines": [{}] }));
    let (readiness, bare) = filled(&empty);
    assert_eq!(readiness.verdict, Verdict::NotReady);
    for (view, full) in bare.iter().zip(&views) {
        assert_eq!((view.boxes.len(), view.lines[0].len()), (full.boxes.len(), full.lines[0].len()));
        let filled = view.boxes.iter().chain(&view.lines[0]).filter(|shown| shown.value.is_some());
        assert!(filled.clone().all(|shown| shown.paths == ["lines[0].number"]), "{}", view.view);
    }
    // What is taken from the record leaves the boxes that show it, and no others.
    let changed = parcel(&bag_with(&[("seller.phone", Value::Null)]));
    let (_, without) = filled(&changed);
    for (view, full) in without.iter().zip(&views) {
        for (now, then) in view.boxes.iter().zip(&full.boxes) {
            assert_eq!(
                now.value != then.value,
                then.paths.iter().any(|path| path == "seller.phone"),
                "{} {}",
                view.view,
                now.label
            );
        }
    }
}

#[test]
fn every_row_is_sound() {
    let rules = &tables().declaration;
    assert_eq!(rules.elements.len(), 37);
    assert!(rules.requirements.len() > 150, "{}", rules.requirements.len());
    let places = &tables().world.places;
    for row in &rules.requirements {
        assert!(row.place.is_none_or(|place| places.iter().any(|held| held.place == place)), "{}", row.id);
        assert_eq!(row.need == Need::Conditional, !row.when.is_empty() || !row.asks.is_empty(), "{}", row.id);
        assert!(row.cited.url.starts_with("http"), "{}", row.id);
        assert!(row.why.chars().next().is_some_and(char::is_lowercase) && !row.why.ends_with('.'), "{}", row.id);
    }
    for list in &rules.lists {
        assert!(!list.words.is_empty(), "{}", list.id);
        assert!(
            list.cited.grade != Grade::Unverified || list.whole == Effect::Poor,
            "{}: refuses and was not confirmed",
            list.id
        );
    }
    // Every path that a box shows is one that a record can have.
    let mut full = bag();
    full["shipper"] = full["seller"].clone();
    full["buyer"] = full["seller"].clone();
    full["deliverTo"] = full["seller"].clone();
    let known = serde_json::to_value(parcel(&full)).unwrap();
    for row in &rules.views {
        for path in &row.paths {
            let path = path.split(':').next().unwrap();
            let mut here = &known;
            for step in path.split('.') {
                here = if here.is_array() { &here[0] } else { here };
                let is_there = here.get(step).is_some() || here.is_null() || step == "number";
                assert!(is_there, "{} {}: {path}", row.view, row.label);
                here = here.get(step).unwrap_or(&Value::Null);
            }
        }
    }
}

/// What was never confirmed leaves a question and refuses nothing.
#[test]
fn unverified_rows_never_refuse() {
    let mut seen = 0;
    for row in &tables().declaration.requirements {
        if row.cited.grade != Grade::Unverified {
            continue;
        }
        let place = row.place.map_or("US".to_owned(), |place| place.to_string());
        for carriage in ["post", "express"] {
            ask(&to(&place, carriage, "2026-11-21"), |readiness| {
                for asking in readiness.elements.iter().flat_map(|one| &one.rules).filter(|asking| asking.id == row.id)
                {
                    assert!(!asking.certain && asking.lacks.contains(&Lack::Source), "{}", row.id);
                    seen += 1;
                }
            });
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn the_pack_holds_the_same_rules_and_is_small() {
    let packs = write_all(tables());
    let (_, bytes) = packs.iter().find(|(name, _)| name == "declaration").unwrap();
    assert!(bytes.len() < 250_000, "{}", bytes.len());
    let mut held = Tables::default();
    assert_eq!(held.load(bytes).unwrap().kind, PackKind::Declaration);
    assert_eq!(held.declaration, tables().declaration);
}

#[test]
fn hostile_records() {
    let read = |value: Value| serde_json::from_value::<Parcel>(value);
    assert!(read(bag_with(&[("colour", json!("red"))])).is_err(), "an unknown field may be a misspelt one");
    assert!(read(bag_with(&[("on", json!("2026-02-30"))])).is_err());
    assert!(read(bag_with(&[("to", json!("<script>"))])).is_err());
    assert!(read(bag_with(&[("lines", json!({}))])).is_err());
    let said = |record: &Value| not_a_parcel(&read(record.clone()).unwrap_err().to_string()).message;
    assert!(said(&bag_with(&[("lines", json!({}))])).contains("there is an object where a list belongs"));
    let line = said(&bag_with(&[("lines", json!([5]))]));
    assert!(line.contains("there is the number `5`, expected an object"), "{line}");
    // Fields have names: nothing is read by its position in a list, of the record or of what stands in it.
    for (field, list) in [
        ("seller", json!(["Weaver", "Street 1"])),
        ("lines", json!([["cotton bag", "4202"]])),
        ("consigneeIds", json!([["cpf", "1"]])),
        ("marketplace", json!([])),
        ("declarant", json!([])),
        ("posting", json!([])),
    ] {
        assert!(said(&bag_with(&[(field, list)])).contains("there is a list, expected an object"), "{field}");
    }
    assert!(said(&json!(["2026-11-23", "DE", "post"])).contains("there is a list, expected an object"));
    let many = parcel(&bag_with(&[("lines", Value::Array(vec![json!({}); 1000]))]));
    assert_eq!(many.problem().unwrap().code, "too-many");
    // Long, mixed and strange texts are checked like any other; what is shown of them is short.
    let strange =
        ["\u{202e}txt\u{0000}", &"ß".repeat(100_000), "ＰＡＲＴＳ", "🎁🎁🎁", "a\u{0301}".repeat(5000).leak()];
    for text in strange {
        let changes = [
            ("lines.0.description", json!(text)),
            ("itemId", json!(text)),
            ("lines.0.code", json!(text)),
            ("grossWeight", json!(text)),
            ("consigneeIds", json!([{ "kind": text, "number": text }])),
        ];
        ask(&changes, |readiness| {
            assert_eq!(readiness.verdict, Verdict::NotReady);
            let details =
                readiness.elements.iter().flat_map(|one| &one.faults).map(|fault| fault.detail.chars().count());
            assert!(details.max().unwrap_or(0) <= 80);
        });
    }
}
