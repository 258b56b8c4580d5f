//! What can be got back: worked cases with their last days, and what must hold of every row.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use std::collections::BTreeSet;

use common::tables;
use dutybound::recovery::{Book, Outcome, Recovery, Side, Standing};
use dutybound::tables::pack::{PackKind, write_all};
use dutybound::{Mishap, Tables, recoveries};

fn book() -> Book {
    Book::of(tables())
}

fn mishap(value: serde_json::Value) -> Mishap {
    serde_json::from_value(value).unwrap()
}

/// What is said of a row: its standing, and its last day where it has one; nothing where it is not listed.
fn said(question: &serde_json::Value, id: &str) -> Option<String> {
    let book = book();
    let recourse = recoveries(&mishap(question.clone()), &book);
    let claim = recourse.claims.iter().find(|claim| claim.recovery.id == id)?;
    let standing = serde_json::to_value(claim.standing).unwrap().as_str().unwrap().to_owned();
    let day = claim.deadline.map_or_else(String::new, |day| format!(" {day}"));
    let moved = claim.moved.map_or_else(String::new, |day| format!(" moved to {day}"));
    Some(format!("{standing}{day}{moved}"))
}

#[test]
fn last_days_come_out() {
    let on = "2026-11-22";
    let cases = [
        (
            serde_json::json!({ "on": on, "to": "GB", "reason": "returned", "imported": "2026-10-01" }),
            "gb-withdrawal",
            Some("open 2026-12-30"),
        ),
        (
            serde_json::json!({ "on": on, "to": "GB", "reason": "returned", "imported": "2026-08-01" }),
            "gb-withdrawal",
            Some("passed 2026-10-30"),
        ),
        (serde_json::json!({ "on": on, "to": "GB", "reason": "returned" }), "gb-withdrawal", Some("undated")),
        (
            serde_json::json!({ "on": on, "to": "GB", "reason": "faulty", "notified": "2026-02-28" }),
            "gb-rejected",
            Some("open 2027-02-28"),
        ),
        (
            serde_json::json!({ "on": on, "to": "GB", "reason": "overcharged", "carriage": "post" }),
            "gb-post",
            Some("open"),
        ),
        (serde_json::json!({ "on": on, "to": "GB", "reason": "overcharged", "carriage": "express" }), "gb-post", None),
        (
            serde_json::json!({ "on": on, "to": "DE", "reason": "overcharged", "notified": "2026-10-31" }),
            "de-objection",
            Some("open 2026-11-30"),
        ),
        (
            serde_json::json!({ "on": on, "to": "DE", "reason": "overcharged", "notified": "2026-10-21" }),
            "de-objection",
            Some("open 2026-11-21 moved to 2026-11-23"),
        ),
        (
            serde_json::json!({ "on": on, "to": "DE", "reason": "overcharged", "notified": "2023-11-22" }),
            "eu-overcharged",
            Some("open 2026-11-22 moved to 2026-11-23"),
        ),
        (
            serde_json::json!({ "on": on, "to": "US", "reason": "overcharged", "carriage": "express" }),
            "us-protest",
            Some("undated"),
        ),
        (
            serde_json::json!({ "on": on, "to": "US", "reason": "overcharged", "carriage": "express", "liquidated": "2026-06-01" }),
            "us-protest",
            Some("open 2026-11-28 moved to 2026-11-30"),
        ),
        (
            serde_json::json!({ "on": on, "to": "CH", "reason": "overcharged", "notified": "2026-11-01" }),
            "ch-complaint",
            Some("open 2026-12-31"),
        ),
        (
            serde_json::json!({ "on": on, "to": "TR", "reason": "overcharged", "notified": "2026-11-10" }),
            "tr-appeal",
            Some("open 2026-11-25"),
        ),
        (
            serde_json::json!({ "on": on, "to": "NZ", "reason": "returned", "imported": "2026-01-31", "parcel": "1500 NZD" }),
            "nz-return",
            Some("open 2027-01-31"),
        ),
        (
            serde_json::json!({ "on": on, "to": "NZ", "reason": "returned", "imported": "2026-01-31", "parcel": "900 NZD" }),
            "nz-return",
            None,
        ),
    ];
    for (question, id, expected) in cases {
        assert_eq!(said(&question, id).as_deref(), expected, "{id}: {question}");
    }
}

/// A Saturday or Sunday moves the end where the law that says so is held, and there only.
#[test]
fn days_of_rest_move_the_end() {
    let told = |to: &str, event: &str, day: &str, id: &str| {
        let mut question = serde_json::json!({ "on": "2026-11-22", "to": to, "reason": "overcharged", "who": "importer", "paidTo": "carrier", "carriage": "express" });
        question[event] = day.into();
        said(&question, id).unwrap()
    };
    // Friday, Saturday and Sunday, asked on the Sunday.
    assert_eq!(told("DE", "notified", "2026-10-20", "de-objection"), "passed 2026-11-20");
    assert_eq!(told("DE", "notified", "2026-10-21", "de-objection"), "open 2026-11-21 moved to 2026-11-23");
    assert_eq!(told("DE", "notified", "2026-10-22", "de-objection"), "open 2026-11-22 moved to 2026-11-23");
    assert_eq!(told("DE", "notified", "2026-10-23", "de-objection"), "open 2026-11-23");
    assert_eq!(told("NL", "notified", "2026-10-10", "nl-objection"), "open 2026-11-21 moved to 2026-11-23");
    // In Canada a Sunday is a holiday, and a Saturday is not.
    assert_eq!(told("CA-ON", "imported", "2022-11-21", "ca-adjustment"), "passed 2026-11-21");
    assert_eq!(told("CA-ON", "imported", "2022-11-22", "ca-adjustment"), "open 2026-11-22 moved to 2026-11-23");
    // Of Britain no such law is held.
    assert_eq!(told("GB", "notified", "2023-11-21", "gb-overpaid"), "passed 2026-11-21");
}

/// Since July 2026 sound goods of up to 150 euros go back for nothing; the day of the import decides, not that of the question.
#[test]
fn low_value_returns_to_the_union_turn_on_the_day_of_the_import() {
    let question = |imported: &str, parcel: &str| serde_json::json!({ "on": "2026-07-20", "to": "FR", "reason": "returned", "who": "buyer", "paidTo": "carrier", "imported": imported, "parcel": parcel });
    let before = question("2026-06-30", "80 EUR");
    assert_eq!(said(&before, "eu-invalidation-until-july").as_deref(), Some("open 2026-09-28"));
    assert_eq!(said(&before, "eu-low-value-none"), None);
    let after = question("2026-07-01", "80 EUR");
    assert_eq!(said(&after, "eu-invalidation-until-july"), None);
    assert_eq!(said(&after, "eu-invalidation"), None);
    assert_eq!(said(&after, "eu-low-value-none").as_deref(), Some("nothing"));
    assert_eq!(said(&question("2026-07-01", "150 EUR"), "eu-low-value-none").as_deref(), Some("nothing"));
    let dear = question("2026-07-01", "150.01 EUR");
    assert_eq!(said(&dear, "eu-low-value-none"), None);
    assert_eq!(said(&dear, "eu-invalidation").as_deref(), Some("open 2026-09-29"));
}

/// A row dropped by silence is money lost. What is not told keeps rows, and telling it never adds one.
#[test]
fn unknown_is_never_no() {
    let ids = |question: serde_json::Value| {
        let book = book();
        let found = recoveries(&mishap(question), &book);
        found.claims.iter().map(|claim| claim.recovery.id.clone()).collect::<BTreeSet<_>>()
    };
    for to in ["DE", "GB", "US", "CA", "AU", "NZ", "CH", "NO", "JP", "SG", "IN", "KR", "BR", "TR"] {
        for reason in ["returned", "faulty", "refused", "lost", "overcharged", "double-tax"] {
            let little = ids(serde_json::json!({ "on": "2026-11-22", "to": to, "reason": reason }));
            for paid_to in ["carrier", "seller"] {
                let more = ids(
                    serde_json::json!({ "on": "2026-11-22", "to": to, "reason": reason, "paidTo": paid_to, "carriage": "post", "parcel": "80 EUR", "imported": "2026-10-01", "who": "buyer" }),
                );
                assert!(more.is_subset(&little), "{to} {reason}");
            }
        }
    }
}

/// Who paid twice paid both: rows about either are meant, and nothing has to be asked.
#[test]
fn tax_paid_twice_was_paid_to_both() {
    let book = book();
    let question = mishap(
        serde_json::json!({ "on": "2026-11-22", "to": "GB", "reason": "double-tax", "carriage": "post", "parcel": "120 GBP" }),
    );
    let recourse = recoveries(&question, &book);
    for id in ["gb-paid-to-seller", "gb-post"] {
        let claim = recourse.claims.iter().find(|claim| claim.recovery.id == id).unwrap();
        assert!(claim.lacks.is_empty(), "{id}: {:?}", claim.lacks);
    }
}

#[test]
fn goods_come_home_only_where_they_came_from() {
    let question = |from: &str, to: &str| serde_json::json!({ "on": "2026-11-22", "from": from, "to": to, "reason": "returned", "who": "seller", "exported": "2024-01-10" });
    assert_eq!(said(&question("GB", "US"), "gb-returned-goods").as_deref(), Some("open 2027-01-10"));
    assert_eq!(
        said(&question("DE", "US"), "eu-returned-goods").as_deref(),
        Some("open 2027-01-10 moved to 2027-01-11")
    );
    assert_eq!(said(&question("DE", "FR"), "eu-returned-goods"), None, "nothing crosses a border");
    assert_eq!(said(&question("CN", "US"), "us-returned-goods"), None);
}

#[test]
fn what_is_held_of_nobody_is_said() {
    let book = book();
    let ask = |to: &str| {
        recoveries(&mishap(serde_json::json!({ "on": "2026-11-22", "to": to, "reason": "returned" })), &book).held
    };
    assert!(ask("DE") && ask("GB") && !ask("KE"));
}

#[test]
fn the_tables_hold_what_they_promise() {
    let rows = &tables().recovery;
    let known = |place: &dutybound::Place| tables().place(*place).is_some();
    for row in rows {
        assert!(row.place.iter().chain(&row.except).all(known), "{}: an unknown place", row.id);
        assert!(row.task.ends_with('.'), "{}: what to do is a sentence", row.id);
        assert!(row.conditions.is_empty() || row.conditions.ends_with('.'), "{}", row.id);
        for text in [&row.title, &row.task, &row.form, &row.fee, &row.conditions, &row.basis] {
            assert_eq!(text.trim(), text, "{}", row.id);
        }
        assert!(
            row.outcome == Outcome::None || !row.keep.is_empty() || row.side == Side::Home,
            "{}: what to keep",
            row.id
        );
    }
    let disputed: BTreeSet<_> = rows.iter().filter(|row| disputes(row)).filter_map(|row| row.place).collect();
    assert!(disputed.len() >= 12, "{disputed:?}");
    let with_forms = rows.iter().filter(|row| disputes(row) && !row.form.is_empty()).filter_map(|row| row.place);
    assert!(with_forms.collect::<BTreeSet<_>>().len() >= 12);
}

fn disputes(row: &Recovery) -> bool {
    row.reasons.contains(&dutybound::recovery::Reason::Overcharged)
        && matches!(row.outcome, Outcome::Refund | Outcome::Ask)
}

#[test]
fn the_pack_holds_the_same_rows() {
    let packs = write_all(tables());
    let (_, bytes) = packs.iter().find(|(name, _)| name == "recovery").unwrap();
    let mut held = Tables::default();
    let info = held.load(bytes).unwrap();
    assert_eq!((info.kind, info.name.as_str()), (PackKind::Recovery, "recovery"));
    assert_eq!(held.recovery, tables().recovery);
    // What the pack holds beside the rows compares prices as the tables do.
    let question = mishap(
        serde_json::json!({ "on": "2026-11-22", "to": "DE", "reason": "returned", "imported": "2026-10-01", "parcel": "250 USD" }),
    );
    let direct = book();
    assert!(
        recoveries(&question, &direct)
            .claims
            .iter()
            .any(|claim| claim.recovery.id == "eu-invalidation" && claim.lacks.len() == 1)
    );
    assert!(recoveries(&question, &direct).claims.iter().all(|claim| claim.standing != Standing::Ahead));
}

#[test]
fn hostile_questions_are_refused_with_a_sentence() {
    let bad = [
        serde_json::json!({ "on": "2026-11-22", "to": "GB" }),
        serde_json::json!({ "on": "2026-02-30", "to": "GB", "reason": "returned" }),
        serde_json::json!({ "on": "2026-11-22", "to": "<script>", "reason": "returned" }),
        serde_json::json!({ "on": "2026-11-22", "to": "GB", "reason": "returned", "imported": "yesterday" }),
        serde_json::json!({ "on": "2026-11-22", "to": "GB", "reason": "returned", "parcel": "1e9999 EUR" }),
        serde_json::json!({ "on": "2026-11-22", "to": "GB", "reason": "returned", "surprise": true }),
    ];
    for question in bad {
        let error = serde_json::from_value::<Mishap>(question.clone()).map(|_| ()).unwrap_err().to_string();
        assert!(error.len() > 10 && !error.contains("dutybound::"), "{question}: {error}");
    }
    // The ends of the calendar are days like others.
    for day in ["0001-01-01", "9999-12-31"] {
        let question =
            serde_json::json!({ "on": day, "to": "GB", "reason": "faulty", "imported": day, "notified": day });
        assert!(said(&question, "gb-rejected").is_some(), "{day}");
    }
}

#[test]
fn a_list_is_no_question() {
    let read = |value: serde_json::Value| serde_json::from_value::<Mishap>(value);
    let error = read(serde_json::json!(["2026-11-22", "GB", null, "returned"])).unwrap_err().to_string();
    assert!(error.contains("invalid type: sequence"), "{error}");
}
