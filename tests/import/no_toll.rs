//! Norway's rates by agreement: real rows, with some of the agreements of each.

use std::path::PathBuf;

use dutybound::import::no_toll::{Agreement, Request, run};
use dutybound::import::report::{ImportError, Report};
use dutybound::import::schedule::Schedule;

use crate::{kept, scratch};

fn import(file: PathBuf, codes: &[&str]) -> Result<(Schedule, Report), ImportError> {
    let agreement = |code: &&str| Agreement {
        code: (*code).to_owned(),
        name: code.to_lowercase(),
        title: format!("Goods of {code}"),
    };
    let request = Request {
        file,
        agreements: codes.iter().map(agreement).collect(),
        snapshot: "2026-02-01".parse().unwrap(),
        read: "2026-11-22".parse().unwrap(),
        command: "dutybound tables import no-toll ratetradeagreements.json".to_owned(),
        notes: Vec::new(),
    };
    run(&request, &mut |_| ())
}

/// The rows of a column as `code expression`.
fn rows(schedule: &Schedule, column: usize) -> Vec<String> {
    schedule.columns[column].lines.iter().map(|line| format!("{} {}", line.code, line.expression)).collect()
}

#[test]
fn an_agreement_is_a_column() {
    let (schedule, report) = import(kept("no-toll/ratetradeagreements.json"), &["GB", "GSP", "GCC"]).unwrap();
    assert!(report.unread.is_empty(), "{report}");
    let gb = rows(&schedule, 0);
    for row in ["010121 free", "070700 7.34 NOK/kg", "610910 free"] {
        assert!(gb.contains(&row.to_owned()), "{row} is not in {gb:#?}");
    }
    // Without a concession there is no row, and never a free one.
    assert!(!gb.iter().any(|row| row.starts_with("0201")), "{gb:#?}");
    assert!(rows(&schedule, 1).contains(&"020130 310%".to_owned()));
    assert!(!rows(&schedule, 1).iter().any(|row| row.starts_with("610910")));
    assert!(rows(&schedule, 2).contains(&"610910 10.7%".to_owned()));
    assert!(report.skipped.contains_key("codes without a concession, on which the ordinary rate is due"));
}

#[test]
fn a_rate_that_varies_is_technical_whatever_a_copy_put_in_its_place() {
    let (schedule, _) = import(kept("no-toll/ratetradeagreements.json"), &["TR", "GSP-LDC"]).unwrap();
    let varies = |row: &String| row.ends_with("technical(rate varies)");
    assert_eq!(
        rows(&schedule, 0).into_iter().filter(varies).collect::<Vec<_>>(),
        ["040320 technical(rate varies)", "170490 technical(rate varies)"]
    );
    assert!(rows(&schedule, 1).contains(&"170490 free".to_owned()));
}

#[test]
fn what_is_not_such_a_file_says_so() {
    let file = scratch("no-toll").join("rates.json");
    let read = |text: &str, code: &str| {
        std::fs::write(&file, text).unwrap();
        import(file.clone(), &[code])
    };
    let message = |text: &str, code: &str| read(text, code).unwrap_err().to_string();
    assert!(message("{\"commodities\": 1}", "GB").contains("these are not the rates by agreement"));
    let one = |duty: &str, id: &str| {
        format!(
            "{{\"commodities\": [{{\"id\": \"{id}\", \"rateTradeAgreements\": [{{\"customDuty\": {duty}, \"landCodes\": [\"GB\"]}}]}}]}}"
        )
    };
    let free = r#"{"value": null, "type": null, "classifier": "FREE"}"#;
    assert!(message(&one(free, "6109"), "GB").contains("it is not a code of eight digits"));
    assert!(message(&one(free, "61091000"), "XX").contains("it has no agreement `XX`; it has GB"));
    for duty in
        [r#"{"value": 5, "type": "pr.stk"}"#, r#"{"value": null, "type": "%"}"#, r#"{"value": -1, "type": "%"}"#]
    {
        let (schedule, report) = read(&one(duty, "61091000"), "GB").unwrap();
        assert!(rows(&schedule, 0).is_empty(), "{duty}");
        assert_eq!(report.unread_lines(), 1, "{duty}");
    }
}
