//! What sellers must do: the cases of `tests/obligations/cases.json`, which the page's own matching answers too, and what
//! must hold of every row.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::tables;
use dutybound::obligation::{Lack, Obligation, Standing};
use dutybound::tables::pack::{PackKind, write_all};
use dutybound::tables::schema::{Grade, Status};
use dutybound::{Sale, Tables, obligations};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Case {
    name: String,
    sale: Sale,
    /// What is said of an obligation; `null` where it must not be listed.
    expect: BTreeMap<String, Option<String>>,
    #[serde(default)]
    lacks: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    percent: BTreeMap<String, Vec<Option<u32>>>,
    #[serde(default)]
    to: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    not_held: Vec<String>,
}

fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_case_comes_out() {
    let cases: Vec<Case> = serde_json::from_str(include_str!("obligations/cases.json")).unwrap();
    for case in cases {
        let checklist = obligations(&case.sale, tables());
        let item = |id: &str| checklist.items.iter().find(|item| item.obligation.id == id);
        for (id, expected) in &case.expect {
            assert_eq!(&item(id).map(|item| word(item.standing)), expected, "{}: {id}", case.name);
        }
        for (id, expected) in &case.lacks {
            let lacks: Vec<String> = item(id).unwrap().lacks.iter().map(|lack: &Lack| word(lack)).collect();
            assert_eq!(&lacks, expected, "{}: {id}", case.name);
        }
        for (id, expected) in &case.percent {
            let percent: Vec<Option<u32>> = item(id).unwrap().near.iter().map(|near| near.percent).collect();
            assert_eq!(&percent, expected, "{}: {id}", case.name);
        }
        for (id, expected) in &case.to {
            let to: Vec<&str> = item(id).unwrap().to.iter().map(|place| place.as_str()).collect();
            assert_eq!(&to, expected, "{}: {id}", case.name);
        }
        let not_held: Vec<&str> = checklist.not_held.iter().map(|place| place.as_str()).collect();
        assert_eq!(not_held, case.not_held, "{}", case.name);
    }
}

/// Kenya to four countries, own shop and marketplace: two lists that differ, each line with a source.
#[test]
fn the_workshop_has_two_checklists_and_every_row_is_cited() {
    let ask = |selling: &str| {
        let sale = serde_json::json!({ "on": "2026-11-21", "seller": "KE", "to": ["DE", "GB", "US", "JP"], "selling": selling, "goods": ["4202"], "parcel": "90 EUR", "carriage": "post" });
        obligations(&serde_json::from_value(sale).unwrap(), tables())
    };
    let (own, through) = (ask("own-shop"), ask("marketplace"));
    for list in [&own, &through] {
        assert!(list.items.len() > 40);
        assert!(
            list.items.iter().all(|item| item.obligation.url.starts_with("http") && !item.obligation.basis.is_empty())
        );
        for place in ["DE", "GB", "US", "JP"] {
            assert!(list.items.iter().any(|item| item.to.iter().any(|to| to.as_str() == place)));
        }
    }
    let ids = |list: &dutybound::Checklist<'_>| {
        list.items.iter().map(|item| item.obligation.id.clone()).collect::<BTreeSet<_>>()
    };
    assert!(ids(&own).difference(&ids(&through)).count() >= 8);
    assert!(ids(&through).difference(&ids(&own)).count() >= 4);
}

#[test]
fn the_tables_hold_what_they_promise() {
    let rows = &tables().obligations;
    assert!(rows.len() >= 300, "{} rows", rows.len());
    let held = |row: &&Obligation| row.place.is_some();
    let places: BTreeSet<_> = rows.iter().filter(held).filter_map(|row| row.place).collect();
    assert!(places.len() >= 35, "{} places", places.len());
    let known = |place: &dutybound::Place| tables().place(*place).is_some();
    assert!(places.iter().all(known), "every place is one of the tables");
    for row in rows {
        let named = row.established_in.iter().chain(&row.established_not_in).chain(&row.except);
        assert!(named.into_iter().all(known), "{}: an unknown place", row.id);
        // An announcement is no law: whoever read no official page may not say that it is in force for certain.
        assert!(
            row.status == Status::InForce || row.grade != Grade::Official || row.validity.from.is_some(),
            "{}",
            row.id
        );
        for text in [&row.title, &row.task, &row.identifier, &row.travels, &row.rhythm, &row.penalty, &row.asks] {
            assert_eq!(text.trim(), text, "{}", row.id);
        }
        assert!(row.task.ends_with('.'), "{}: what to do is a sentence", row.id);
        assert!(row.asks.is_empty() || row.asks.ends_with('?'), "{}: a question ends with its mark", row.id);
    }
}

/// A row left out is lost for good; a row asked about too often is a nuisance. Nothing known may make a list longer.
#[test]
fn to_know_more_never_adds_a_row() {
    let list = |sale: serde_json::Value| {
        let found = obligations(&serde_json::from_value(sale).unwrap(), tables());
        found.items.iter().map(|item| item.obligation.id.clone()).collect::<BTreeSet<_>>()
    };
    let little = list(serde_json::json!({ "on": "2026-11-21", "seller": "KE", "to": ["DE", "NO", "US"] }));
    let more = list(
        serde_json::json!({ "on": "2026-11-21", "seller": "KE", "to": ["DE", "NO", "US"], "selling": "own-shop", "goods": ["9503"], "carriage": "express", "parcel": "200 EUR", "salesWorld": "1 EUR" }),
    );
    assert!(more.is_subset(&little));
    assert!(more.len() < little.len());
}

#[test]
fn the_pack_holds_the_same_rows() {
    let packs = write_all(tables());
    let (_, bytes) = packs.iter().find(|(name, _)| name == "obligations").unwrap();
    let mut held = Tables::default();
    let info = held.load(bytes).unwrap();
    assert_eq!((info.kind, info.name.as_str()), (PackKind::Obligations, "obligations"));
    assert_eq!(held.obligations, tables().obligations);
    let mut spoilt = bytes.clone();
    let last = spoilt.len() - 2;
    *spoilt.get_mut(last).unwrap() ^= 1;
    assert_eq!(Tables::default().load(&spoilt).unwrap_err().code(), "wrong-digest");
}

#[test]
fn nobody_is_told_to_do_what_is_over() {
    let sale: Sale = serde_json::from_value(serde_json::json!({ "on": "2031-01-01", "to": ["DE"] })).unwrap();
    let list = obligations(&sale, tables());
    assert!(list.items.iter().all(|item| item.obligation.validity.until.is_none_or(|until| until > sale.on)));
    assert!(
        list.items.iter().all(|item| item.standing != Standing::Ahead || item.obligation.status != Status::InForce)
    );
}

/// Sales to a destination are its sales, however often it is named.
#[test]
fn a_destination_that_is_named_twice_counts_once() {
    let checklist = |to: &[&str]| {
        let sale =
            serde_json::json!({ "on": "2026-11-21", "seller": "NL", "to": to, "salesThere": { "DE": "6000 EUR" } });
        let sale: Sale = serde_json::from_value(sale).unwrap();
        serde_json::to_value(obligations(&sale, tables())).unwrap()
    };
    let once = checklist(&["DE"]);
    let shop = once["items"].as_array().unwrap().iter().find(|item| item["id"] == "eu-union-oss").unwrap();
    assert_eq!((shop["near"][0]["have"].as_str(), shop["near"][0]["percent"].as_u64()), (Some("6000"), Some(60)));
    assert_eq!(once, checklist(&["DE", "DE"]));
}

/// A code as people write it is a code; what is none is refused, because no rule would be found for it.
#[test]
fn goods_are_told_by_codes() {
    let read = |code: &str| {
        serde_json::from_value::<Sale>(serde_json::json!({ "on": "2026-11-21", "to": ["DE"], "goods": [code] }))
    };
    for (written, plain) in [("6109.10", "610910"), ("61 09", "6109"), ("61", "61"), ("", "")] {
        assert_eq!(read(written).unwrap().goods, [plain], "{written}");
    }
    for wrong in ["61x9", "shirt", "61-09", "1234567890123", "６１"] {
        assert!(read(wrong).unwrap_err().to_string().contains("is not a commodity code"), "{wrong}");
    }
}

#[test]
fn a_list_is_no_sale() {
    let sale = serde_json::json!(["2031-01-01", null, null, ["DE"]]);
    let error = serde_json::from_value::<Sale>(sale).unwrap_err().to_string();
    assert!(error.contains("invalid type: sequence"), "{error}");
}
