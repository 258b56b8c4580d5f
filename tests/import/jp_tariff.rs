//! The tariff schedule of Japan.

use std::fs;
use std::path::Path;

use dutybound::import::jp_tariff::{MAIN, Request, run};
use dutybound::import::jp_texts::parse_jp;
use dutybound::import::report::{ImportError, Report};
use dutybound::import::schedule::Schedule;

use crate::{kept, scratch, tables_agree, texts};

fn request(folder: &Path) -> Request {
    Request {
        folder: folder.to_owned(),
        snapshot: "2026-07-09".parse().unwrap(),
        read: "2026-11-21".parse().unwrap(),
        command: "dutybound tables import jp-tariff tariffdata".to_owned(),
        notes: Vec::new(),
    }
}

fn import(folder: &Path) -> (Schedule, Report) {
    run(&request(folder), &mut |_| ()).unwrap()
}

/// A column's rows as `code expression`.
fn column(schedule: &Schedule, name: &str) -> Vec<String> {
    let column = schedule.columns.iter().find(|column| column.name == name).unwrap();
    column.lines.iter().map(|line| format!("{} {}", line.code, line.expression)).collect()
}

/// A folder with one chapter of these nodes.
fn chapter(name: &str, nodes: &str) -> std::path::PathBuf {
    let folder = scratch(name);
    fs::write(folder.join("j_01_tariff_data.json"), nodes).unwrap();
    folder
}

fn line(stat: &str, number: &str, desc: &str, rate: serde_json::Value) -> serde_json::Value {
    serde_json::json!({ "stat_code": stat, "hs_code": number, "desc": desc, "rate": rate, "children": [] })
}

#[test]
fn real_rows_become_one_row_for_each_statistical_line() {
    let (schedule, report) = import(&kept("jp-tariff"));
    assert!(report.unread.is_empty(), "{report}");
    assert_eq!(
        column(&schedule, "general"),
        [
            "070310011 10%",
            "070310012 73.7 JPY/kg - 100%",
            "070310013 free",
            "080310100 season(04-01..09-30: 40%; 10-01..03-31: 50%)",
            "080310200 6%",
            "420221110 17.5%",
            "610910010 10.9%",
            "610910020 11.2%",
            "640399011 27%",
            "640399015 greater(60%, 4800 JPY/pair)",
            "640399016 greater(60%, 4800 JPY/pair)",
            "640419119 greater(60%, 4800 JPY/pair)",
            "851713000 free",
        ]
    );
    assert_eq!(
        column(&schedule, "temporary"),
        [
            "010392011 19508 JPY/head",
            "010392012 technical(gate price)",
            "010392020 8.5%",
            "040210110 35%",
            "040210121 35%",
            "040210129 36% + 130 JPY/kg",
            "180620112 1% + technical(a levy beside the duty)",
            "640399012 21.6%",
            "640420111 24%",
        ]
    );
    assert_eq!(
        column(&schedule, "wto"),
        [
            "040210129 technical(a levy beside the duty)",
            "070310011 8.5%",
            "070310012 8.5%",
            "070310013 8.5%",
            "080310100 season(04-01..09-30: 20%; 10-01..03-31: 25%)",
            "080310200 3%",
            "180620112 29.8%",
            "420221110 14%",
            "610910020 7.4%",
            "640399015 greater(30%, 4300 JPY/pair)",
            "640399016 greater(30%, 4300 JPY/pair)",
            "640419119 greater(30%, 4300 JPY/pair)",
        ]
    );
    let replaced = report.skipped.get("general rates with a temporary rate in their place");
    assert_eq!(replaced, Some(&9), "{report}");
}

#[test]
fn preferences_are_merged_where_every_line_has_them() {
    let (schedule, _) = import(&kept("jp-tariff"));
    assert_eq!(column(&schedule, "ldc")[..3], ["010392 free", "040210 free", "070310011 free"]);
    assert_eq!(column(&schedule, "gsp"), ["080310100 season(04-01..09-30: 10%; 10-01..03-31: 20%)", "080310200 free"]);
    let cptpp = column(&schedule, "epa-cptpp");
    for row in ["070310 free", "610910 free", "851713000 free", "040210129 technical(tariff quota)", "640399011 11.8%"]
    {
        assert!(cptpp.contains(&row.to_owned()), "{row} is not in {cptpp:?}");
    }
    // A rate in parentheses and an empty cell are no concession.
    assert!(!column(&schedule, "epa-eu").iter().any(|row| row.starts_with("18")), "{:?}", column(&schedule, "epa-eu"));
}

#[test]
fn a_season_without_a_rate_stays_a_gap_and_a_line_printed_twice_is_technical() {
    let free = serde_json::json!({ "基本": "無税" });
    let folder = chapter(
        "jp-twice",
        &serde_json::json!([
            line(
                "0806.10",
                "000",
                "1 毎年3月1日から同年10月31日までに輸入されるもの",
                serde_json::json!({ "基本": "17%" })
            ),
            line(
                "0806.10",
                "000",
                "2 毎年11月1日から翌年2月末日までに輸入されるもの",
                serde_json::json!({ "基本": "(7.8%)" })
            ),
            line("0807.11", "000", "", serde_json::json!({ "基本": "6%" })),
            line("0807.11", "000", "", free.clone()),
            line("0807.19", "000", "", free.clone()),
            line("0807.19", "000", "", free),
        ])
        .to_string(),
    );
    let (schedule, _) = import(&folder);
    assert_eq!(
        column(&schedule, "general"),
        ["080610000 season(03-01..10-31: 17%)", "080711000 technical(the line is printed twice)", "080719000 free"]
    );
}

#[test]
fn a_text_that_is_not_understood_is_reported_and_its_line_is_not_written() {
    let rate = serde_json::json!({ "基本": "時価", "WTO協定": "3%" });
    let folder = chapter("jp-unread", &serde_json::json!([line("0101.21", "100", "", rate)]).to_string());
    let (schedule, report) = import(&folder);
    assert_eq!(report.unread_lines(), 1);
    assert!(report.to_string().contains("010121100 (and 0 more): `時価`"), "{report}");
    assert_eq!(column(&schedule, "general"), Vec::<String>::new());
    assert_eq!(column(&schedule, "wto"), ["010121100 3%"]);
}

#[test]
fn a_folder_that_is_no_schedule_is_refused_with_a_sentence() {
    let refused = |folder: &Path| run(&request(folder), &mut |_| ()).unwrap_err().to_string();
    assert!(refused(&scratch("jp-empty")).contains("there is no j_01_tariff_data.json"));
    assert!(refused(&chapter("jp-object", "{}")).contains("at line 1: this is not a chapter of the schedule"));
    let letters = serde_json::json!([line("0101.2x", "100", "", serde_json::json!({}))]).to_string();
    assert!(refused(&chapter("jp-letters", &letters)).contains("at line 0101.2x 100: the code is not one of"));
    let missing = run(&request(&scratch("jp-missing").join("none")), &mut |_| ()).unwrap_err();
    assert!(matches!(missing, ImportError::Read { .. }), "{missing}");
}

/// Every distinct text of everyone's columns: each is understood, and to the expression that was reviewed.
#[test]
fn every_text_of_the_schedule_is_understood() {
    for (name, least) in MAIN.into_iter().zip([200, 60, 400]) {
        let texts = texts(&format!("jp-{name}.csv"));
        assert!(texts.len() > least, "{name} has {} texts", texts.len());
        for (text, expected) in &texts {
            let rate = parse_jp(text).unwrap();
            let shown = rate.map_or_else(|| "-".to_owned(), |rate| rate.to_string());
            assert_eq!(shown, *expected, "{name}: {text}");
        }
    }
}

#[test]
fn the_tables_are_what_their_page_says() {
    tables_agree("jp", |column, code| code.len() == 9 || (!MAIN.contains(&column) && matches!(code.len(), 2 | 4 | 6)));
}
