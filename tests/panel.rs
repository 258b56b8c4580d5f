//! The kept panels are what the tables answer: an amount that changes anywhere in the world is seen here.
#![cfg(feature = "cli")]
#![expect(clippy::panic, reason = "in a test, a panic is the assertion")]

mod common;

use std::collections::HashSet;
use std::path::Path;

use common::tables;
use dutybound::cases::Lanes;

#[test]
fn every_destination_answers_as_it_was_seen_to() {
    same_as_kept("tests/panel.csv", "tables panel", &dutybound::cases::panel(tables()));
}

#[test]
fn goods_into_the_united_states_pay_as_they_were_seen_to() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/panel-us.toml");
    let lanes = Lanes::read(&file).unwrap_or_else(|error| panic!("{error}"));
    let table = lanes.table(tables()).unwrap_or_else(|error| panic!("{error}"));
    assert!(table.lines().count() > 2_000, "the panel is smaller than it was meant to be");
    same_as_kept("tests/panel-us.csv", "tables panel --lanes tests/panel-us.toml", &table);
}

#[test]
fn an_answer_holds_until_the_day_before_it_ends() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/panel-us.toml");
    let lanes = Lanes::read(&file).unwrap_or_else(|error| panic!("{error}"));
    let cells = lanes.cells(tables()).unwrap_or_else(|error| panic!("{error}"));
    // A prime step meets every goods, origin and period over the years.
    for cell in cells.iter().step_by(97) {
        let Some(last) = cell.holds.until.and_then(dutybound::Date::day_before) else { continue };
        assert_eq!(cell.answer_on(tables(), last), cell.answer, "{:?} on {last}", cell.holds);
    }
}

/// What the tables answer now must be what is kept.
fn same_as_kept(kept: &str, command: &str, now: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(kept);
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let (before, now): (HashSet<&str>, HashSet<&str>) = (text.lines().collect(), now.lines().collect());
    let missing_from = |other: &HashSet<&str>, lines: &HashSet<&'_ str>| -> Vec<String> {
        let mut missing: Vec<String> = lines.difference(other).map(|line| (*line).to_owned()).collect();
        missing.sort();
        missing
    };
    let (gone, new) = (missing_from(&now, &before), missing_from(&before, &now));
    assert!(
        gone.is_empty() && new.is_empty(),
        "{} rows went and {} came; look at them, and when they are right keep them with \
         `cargo run --release --features cli --bin dutybound -- {command} --out {kept}`\n- {}\n+ {}",
        gone.len(),
        new.len(),
        gone.get(..20).unwrap_or(&gone).join("\n- "),
        new.get(..20).unwrap_or(&new).join("\n+ ")
    );
}

#[test]
fn the_panel_reaches_every_destination() {
    let panel = dutybound::cases::panel(tables());
    for place in tables().world.places.iter().filter(|place| place.destination) {
        let rows = panel.lines().filter(|line| line.starts_with(&format!("{},", place.place))).count();
        assert!(rows >= 8, "{} has {rows} rows", place.place);
    }
    // Nothing asked here is unreadable, and no law has a hole where every plain parcel falls through.
    for line in panel.lines() {
        assert!(!line.contains("invalid:") && !line.contains("not covered: gap"), "{line}");
    }
}
