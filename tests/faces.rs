//! The command line gives the library's own answer.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, reason = "in a test, an expectation is the assertion")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::tables;
use dutybound::duty::expression::DutyExpression;
use dutybound::shape;
use dutybound::shape::QuoteResult;
use dutybound::tables::schema::{Amount, ChargeRule, Effect};

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What the command line says of a basket's file.
fn told(basket: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dutybound"));
    command.arg("--tables").arg(folder().join("tables"));
    command.arg("quote").arg(basket).arg("--json").output().expect("the program runs")
}

/// What the library says of it, as JSON, and how the program should end.
fn expected(basket: &str) -> (String, i32) {
    let written = |result: &QuoteResult<'_, '_>| serde_json::to_string_pretty(result).expect("it is JSON");
    match shape::from_json(basket) {
        Err(problems) => (written(&QuoteResult::Invalid { problems: &problems }), 1),
        Ok(consignment) => {
            let result = dutybound::quote(&consignment, tables());
            (written(&shape::quote_result(&result)), if result.is_ok() { 0 } else { 2 })
        }
    }
}

fn same(basket: &Path) {
    let text = std::fs::read_to_string(basket).expect("the basket can be read");
    let (json, code) = expected(&text);
    let output = told(basket);
    let found = String::from_utf8(output.stdout).expect("it is text");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert_eq!(found.trim_end(), json, "{}: {errors}", basket.display());
    assert_eq!(output.status.code(), Some(code), "{}", basket.display());
}

#[test]
fn baskets_of_the_benchmarks() {
    let mut baskets: Vec<PathBuf> = std::fs::read_dir(folder().join("benches/baskets"))
        .expect("there are baskets")
        .map(|entry| entry.expect("it can be read").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    baskets.sort();
    assert!(baskets.len() >= 4, "only {} baskets", baskets.len());
    for basket in baskets {
        same(&basket);
    }
}

#[test]
fn what_is_not_covered_and_what_cannot_be_read() {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let baskets = [
        (
            "nowhere",
            r#"{"to":"ZZ","from":"CN","assessmentDate":"2026-11-21","currency":"EUR","lines":[{"unitPrice":"5"}]}"#,
        ),
        ("wrong", r#"{"to":"France","from":"CN","assessmentDate":"2026-02-30","currency":"EUR","lines":[]}"#),
        ("no-basket", "[]"),
        ("no-json", "{"),
    ];
    for (name, text) in baskets {
        let file = scratch.join(format!("faces-{name}.json"));
        std::fs::write(&file, text).expect("it can be written");
        same(&file);
    }
}

#[test]
fn a_basket_from_standard_input() {
    let basket = folder().join("benches/baskets/fr.json");
    let mut command = Command::new(env!("CARGO_BIN_EXE_dutybound"));
    command.arg("--tables").arg(folder().join("tables")).args(["quote", "-", "--json"]);
    command.stdin(std::fs::File::open(&basket).expect("the basket can be read"));
    let output = command.output().expect("the program runs");
    let (json, code) = expected(&std::fs::read_to_string(&basket).expect("the basket can be read"));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim_end(), json);
    assert_eq!(output.status.code(), Some(code));
}

fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dutybound"));
    command.arg("--tables").arg(folder().join("tables")).args(args);
    command
}

/// What the program says against something, in words that name no type of a program, and ends with 1.
fn refused(args: &[&str], said: &str) {
    let output = program(args).output().expect("the program runs");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code().is_some_and(|code| code > 0) && errors.contains(said), "{args:?}: {errors}");
    assert!(!errors.contains("struct ") && !errors.contains("panicked"), "{args:?}: {errors}");
}

#[test]
fn a_sale_in_a_file_and_by_flags_is_the_same_and_never_half_of_each() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faces-sale.json");
    let text = r#"{"on":"2026-11-21","seller":"KE","to":["DE"],"goods":["42.02"],"salesThere":{"DE":"6000 EUR"}}"#;
    std::fs::write(&file, text).expect("it can be written");
    let file = file.to_str().expect("the path is text");
    let flags = ["obligations", "--json", "--on", "2026-11-21", "--from", "ke", "--to", "de", "--goods", "4202"];
    let by_flags = program(&flags).args(["--sales", "de=6000 EUR"]).output().expect("the program runs");
    let mut from_input = program(&["obligations", "-", "--json"]);
    from_input.stdin(std::fs::File::open(file).expect("the sale can be read"));
    let by_file = program(&["obligations", file, "--json"]).output().expect("the program runs");
    assert!(by_file.status.success() && by_file.stdout.len() > 1_000);
    assert_eq!(by_file.stdout, by_flags.stdout);
    assert_eq!(by_file.stdout, from_input.output().expect("the program runs").stdout);
    for flag in [["--goods", "4202"], ["--selling", "both"], ["--parcel", "5 EUR"], ["--sales", "DE=1 EUR"]] {
        refused(&["obligations", file, flag[0], flag[1]], "cannot be used with");
    }
    refused(&["obligations", "--on", "2026-11-21", "--to", "DE", "--goods", "42x"], "`42x` is not a commodity code");
    std::fs::write(file, "[]").expect("it can be written");
    refused(&["obligations", file], "it is not an object");
}

/// Nobody who reads is no fault, and no reason to fall over; an answer that is lost on a full disk is a fault.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written() {
    let line = ["--from", "CN", "--on", "2026-11-21", "--currency", "EUR", "--line", "610910, 2 x 20.00, shirt"];
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("there is a full disk");
    let lost = program(&["quote", "--to", "FR"]).args(line).stdout(full()).output().expect("the program runs");
    assert_eq!(lost.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&lost.stderr).contains("the answer cannot be written"));
    let silent = program(&["quote", "--to", "FR"]).stderr(full()).output().expect("the program runs");
    assert_eq!(silent.status.code(), Some(1), "a problem that nobody hears");
    let (reader, writer) = std::io::pipe().expect("there are pipes");
    drop(reader);
    let unread = program(&["quote", "--to", "FR"]).args(line).stdout(writer).status().expect("the program runs");
    assert!(unread.success(), "{unread}");
}

/// Duty and excise on spirits go by the same litres: whoever sends them is asked once, in words.
#[test]
fn a_quantity_is_asked_once() {
    let flags = ["quote", "--to", "FR", "--from", "US", "--on", "2026-11-20", "--currency", "EUR", "--line"];
    let output = program(&flags).arg("2208, 1 x 60.00, whisky").output().expect("the program runs");
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let asked: Vec<&str> = told.lines().filter(|line| line.contains("litre-alcohol=")).collect();
    let once = "  the litres of pure alcohol of item 1: litre-alcohol=..., or litre=... and percent-vol=...";
    assert_eq!(asked, [once], "{told}");
}

/// Whatever a rate counts in has a word on the page: who is asked for a quantity reads what it is.
#[test]
fn every_unit_has_a_word() {
    let words = std::fs::read_to_string(folder().join("www/words/en.json")).expect("the words can be read");
    let words: serde_json::Value = serde_json::from_str(&words).expect("they are JSON");
    let mut units = std::collections::BTreeSet::new();
    let mut note = |part: &DutyExpression| match part {
        DutyExpression::Specific(specific) => drop(units.insert(specific.unit.to_string())),
        DutyExpression::Content { of, .. } => drop(units.insert(of.to_string())),
        _ => {}
    };
    let columns = tables().schedules.iter().flat_map(|schedule| &schedule.columns);
    columns.flat_map(|column| column.cells()).for_each(|cell| cell.rate.walk(&mut note));
    for measure in &tables().world.measures {
        if let Effect::Charge(ChargeRule { amount: Amount::Expression(rate), .. }) = &measure.effect {
            rate.walk(&mut note);
        }
    }
    assert!(units.len() > 40, "{units:?}");
    let without: Vec<&String> = units.iter().filter(|unit| words.get(format!("unit.{unit}")).is_none()).collect();
    assert!(without.is_empty(), "{without:?} have no word");
}
