//! The command line gives the library's own answer.
#![cfg(feature = "cli")]
#![expect(clippy::expect_used, reason = "in a test, an expectation is the assertion")]

mod common;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use common::tables;
use dutybound::shape;
use dutybound::shape::QuoteResult;

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
