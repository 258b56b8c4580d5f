//! The Common External Tariff and the UK Global Tariff.

use std::fs;
use std::path::{Path, PathBuf};

use dutybound::import::bridge::Bridge;
use dutybound::import::eu_gb::{Request, Tariff, run};
use dutybound::import::eu_texts::{parse_eu, parse_gb};
use dutybound::import::report::Report;
use dutybound::import::schedule::Schedule;

use crate::{kept, scratch, tables_agree, texts};

const HEADER: &str = "commodity,description,cet_duty_rate,ukgt_duty_rate,change,trade_remedy_applies,\
    cet_applies_until_trade_remedy_transition_reviews_concluded,suspension_applies,atq_applies\n";

fn request(file: PathBuf, tariff: Tariff) -> Request {
    Request {
        file,
        tariff,
        bridge: kept("eu-gb/bridge.csv"),
        snapshot: "2020-12-31".parse().unwrap(),
        read: "2026-11-21".parse().unwrap(),
        command: "dutybound tables import eu-gb-mfn observations.csv".to_owned(),
        notes: Vec::new(),
    }
}

fn import(tariff: Tariff) -> (Schedule, Report) {
    run(&request(kept("eu-gb/observations.csv"), tariff), &mut |_| ()).unwrap()
}

/// The one column's rows as `code expression`.
fn rows(schedule: &Schedule) -> Vec<String> {
    let lines = schedule.columns.iter().flat_map(|column| &column.lines);
    lines.map(|line| format!("{} {}", line.code, line.expression)).collect()
}

#[test]
fn real_rows_of_the_union() {
    let (schedule, report) = import(Tariff::Cet);
    assert!(report.unread.is_empty(), "{report}");
    let rows = rows(&schedule);
    for row in [
        "01012990 11.5%",
        "04039011 100.4 EUR/100 kg",
        "07020000 technical(entry price)",
        "17011210 33.9 EUR/100 [kg of standard quality]",
        "18063100 lesser(8.3% + technical(agricultural component), 18.7% + technical(additional duty on sugar))",
        "61091000 12%",
        "64039996 8%",
        "91021100 lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)",
        "95030021 4.7%",
        // From a line of the old smartphone code, and from two that differ.
        "851713 free",
        "851714 free",
        "240412 16.6%",
        "240419 lesser(greater(6.5%, technical(which old line the goods were in)), 16.6%)",
        // Four lines of ten digits that agree are one of eight.
        "38249996 6.5%",
    ] {
        assert!(rows.contains(&row.to_owned()), "{row} is not in {rows:#?}");
    }
    // Old numbers end, and what has no old line is not covered.
    for gone in ["851712", "851770", "300219", "240491", "240411"] {
        assert!(!rows.iter().any(|row| row.starts_with(gone)), "{gone}");
    }
    let page = schedule.notes.join("\n");
    assert!(page.contains("2 are not covered: 240411 240491"), "{page}");
}

#[test]
fn real_rows_of_the_kingdom() {
    let (schedule, report) = import(Tariff::Ukgt);
    assert!(report.unread.is_empty(), "{report}");
    let rows = rows(&schedule);
    for row in [
        "07020000 season(11-01..05-14: 8%; 05-15..10-31: 14%)",
        "17011210 28 GBP/100 [kg of standard quality]",
        "61091000 12%",
        "64039998 6%",
        "91021100 0.2 GBP/item",
        "95030021 4%",
        "851713 free",
    ] {
        assert!(rows.contains(&row.to_owned()), "{row} is not in {rows:#?}");
    }
    assert!(schedule.notes.iter().any(|note| note.contains("3 with an autonomous suspension")), "{:?}", schedule.notes);
}

#[test]
fn lines_of_ten_digits_that_differ_stay() {
    let file = scratch("eu-ten").join("observations.csv");
    let row = |code: &str, rate: &str| format!("{code},,{rate},{rate},No change,False,False,False,False\n");
    let all = [row("301919011", "0.0%"), row("3019190", "16.0%"), row("301919090", "16.0%"), row("61091000", "?")];
    fs::write(&file, format!("{HEADER}{}", all.concat())).unwrap();
    let (schedule, report) = run(&request(file, Tariff::Cet), &mut |_| ()).unwrap();
    assert_eq!(rows(&schedule), ["03019190 16%", "0301919011 free", "0301919090 16%"]);
    assert_eq!(report.unread_lines(), 1);
}

#[test]
fn a_file_that_is_no_comparison_is_refused_with_a_sentence() {
    let folder = scratch("eu-refused");
    let refused = |content: &str| {
        let file = folder.join("observations.csv");
        fs::write(&file, content).unwrap();
        run(&request(file, Tariff::Cet), &mut |_| ()).unwrap_err().to_string()
    };
    assert!(refused("code,rate\n61091000,12%\n").contains("there is no column `commodity`"));
    let error = refused(&format!("{HEADER}6109,,1%,1%,No change,False,False,False,False\n"));
    assert!(error.contains("at row 6109: the code is not one of eight or ten digits"), "{error}");
    let bridge = folder.join("bridge.csv");
    fs::write(&bridge, "new,old\n8517,851712\n").unwrap();
    let error = Bridge::read(&bridge).unwrap_err().to_string();
    assert!(error.contains("at pair 1: `8517,851712` is not a pair of six digits"), "{error}");
}

/// Every distinct text of both tariffs: each is understood, and to the expression that was reviewed.
#[test]
fn every_text_of_the_tariffs_is_understood() {
    for (text, expected) in texts("eu-mfn.csv") {
        assert_eq!(parse_eu(&text).unwrap().to_string(), expected, "{text}");
    }
    for (text, expected) in texts("gb-mfn.csv") {
        assert_eq!(parse_gb(&text).unwrap().to_string(), expected, "{text}");
    }
    assert_eq!((texts("eu-mfn.csv").len(), texts("gb-mfn.csv").len()), (525, 289));
}

/// The whole bridge: as many codes as the edition has changed ones, and the well-known pairs.
#[test]
fn the_bridge_is_whole() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables/tariff/bridges/hs2017-hs2022.csv");
    let bridge = Bridge::read(&path).unwrap();
    for kept in ["61091000", "950300", "852990", "701912"] {
        assert!(bridge.keeps(kept), "{kept}");
    }
    for ended in ["851712", "85177000", "300219", "701940"] {
        assert!(!bridge.keeps(ended), "{ended}");
    }
}

#[test]
fn the_tables_are_what_their_page_says() {
    for schedule in ["eu", "gb"] {
        tables_agree(schedule, |_, code| matches!(code.len(), 6 | 8 | 10));
    }
}
