//! The kept panel is what the tables answer: an amount that changes anywhere in the world is seen here.
#![cfg(feature = "cli")]
#![expect(clippy::panic, reason = "in a test, a panic is the assertion")]

mod common;

use std::collections::HashSet;
use std::path::Path;

use common::tables;

#[test]
fn every_destination_answers_as_it_was_seen_to() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/panel.csv");
    let kept = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let now = dutybound::cases::panel(tables());
    let (kept, now): (HashSet<&str>, HashSet<&str>) = (kept.lines().collect(), now.lines().collect());
    let missing_from = |other: &HashSet<&str>, lines: &HashSet<&'_ str>| -> Vec<String> {
        let mut missing: Vec<String> = lines.difference(other).map(|line| (*line).to_owned()).collect();
        missing.sort();
        missing
    };
    let (gone, new) = (missing_from(&now, &kept), missing_from(&kept, &now));
    assert!(
        gone.is_empty() && new.is_empty(),
        "{} rows went and {} came; look at them, and when they are right keep them with \
         `cargo run --features cli --bin dutybound -- tables panel --out tests/panel.csv`\n- {}\n+ {}",
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
