//! Every worked example, against the tables as text and against the same tables as packs.
#![cfg(feature = "cli")]
#![expect(clippy::panic, reason = "in a test, a panic is the assertion")]

mod common;

use std::collections::HashSet;
use std::fmt::Write;
use std::path::Path;

use common::tables;
use dutybound::cases::{self, Case, Outcome};
use dutybound::{Laws, Tables, shape};

/// Fewer cases than this means that a folder was lost.
const FLOOR: usize = 7_000;

fn every_case() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    cases::read(&folder).unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn every_case_comes_out_as_its_source_says() {
    let cases = every_case();
    let mut wrong = String::new();
    let (mut count, mut laws) = (0, Laws::default());
    for case in &cases {
        let outcome = case.run(tables(), &mut laws);
        if outcome == Outcome::Pass {
            continue;
        }
        count += 1;
        writeln!(wrong, "\n{}: {} ({})\n  {}", case.id, case.title, case.file.display(), case.source).unwrap();
        match outcome {
            Outcome::Fail { differences } => {
                for difference in differences {
                    writeln!(wrong, "    {difference}").unwrap();
                }
            }
            Outcome::NotCovered { reason } => writeln!(wrong, "    not covered: {reason}").unwrap(),
            Outcome::Pass => {}
        }
    }
    assert!(wrong.is_empty(), "{count} of {} cases differ:\n{wrong}", cases.len());
}

#[test]
fn every_case_has_a_source_a_title_and_a_name_of_its_own() {
    let cases = every_case();
    assert!(cases.len() >= FLOOR, "only {} cases", cases.len());
    let mut ids = HashSet::new();
    for case in &cases {
        assert!(!case.source.trim().is_empty(), "{} has no source", case.id);
        assert!(!case.title.trim().is_empty(), "{} has no title", case.id);
        assert!(ids.insert(case.id.as_str()), "{} is there twice", case.id);
    }
}

#[test]
fn packs_answer_as_the_text_does() {
    let text = tables();
    let mut packed = Tables::default();
    for (name, bytes) in dutybound::tables::pack::write_all(text) {
        let info = packed.load(&bytes).unwrap();
        assert_eq!((info.name, info.edition.as_str()), (name, text.edition.as_str()));
    }
    assert_eq!(packed.digest.len(), 64, "the digest of the world pack");
    let answer = |tables: &Tables, laws: &mut Laws, case: &Case| {
        let consignment = match case.consignment() {
            Ok(consignment) => consignment,
            Err(problems) => return serde_json::to_value(problems).unwrap(),
        };
        let mut answer = serde_json::to_value(shape::quote_result(&laws.quote(&consignment, tables))).unwrap();
        // Tables read from text have no digest.
        if let Some(quote) = answer.get_mut("quote") {
            quote["digest"] = "".into();
        }
        answer
    };
    let mut differing = Vec::new();
    let mut first = String::new();
    let (mut laws_of_text, mut laws_of_packs) = (Laws::default(), Laws::default());
    for case in every_case() {
        let (from_text, from_packs) =
            (answer(text, &mut laws_of_text, &case), answer(&packed, &mut laws_of_packs, &case));
        if from_text != from_packs {
            if differing.is_empty() {
                first = format!("from text:  {from_text}\nfrom packs: {from_packs}");
            }
            differing.push(case.id);
        }
    }
    assert!(differing.is_empty(), "{} cases differ, first {:?}\n{first}", differing.len(), differing.first());
}
