//! Lists of measures: the United Kingdom's and TARIC's. Where no rows of the lists themselves are at hand, the rows have
//! their columns and are made up.

use std::path::PathBuf;

use dutybound::import::measures::{Format, Preference, Request, run};
use dutybound::import::report::{ImportError, Report};
use dutybound::import::schedule::Schedule;

use crate::{kept, scratch};

fn request(file: PathBuf, format: Format, areas: &[&str]) -> Request {
    let preference = |area: &&str| Preference {
        area: (*area).to_owned(),
        name: format!("area-{}", area.to_lowercase()),
        title: format!("Preferences of {area}"),
    };
    Request {
        file,
        format,
        preferences: areas.iter().map(preference).collect(),
        snapshot: "2026-11-20".parse().unwrap(),
        read: "2026-11-22".parse().unwrap(),
        command: "dutybound tables import".to_owned(),
        notes: Vec::new(),
    }
}

fn read(text: &str, format: Format, name: &str) -> Result<(Schedule, Report), ImportError> {
    let file = scratch(name).join("list.csv");
    std::fs::write(&file, text).unwrap();
    run(&request(file, format, &[]), &mut |_| ())
}

/// The rows of a column as `code from..until expression`.
fn rows(schedule: &Schedule, column: usize) -> Vec<String> {
    let lines = schedule.columns[column].lines.iter();
    lines.map(|line| format!("{} {}..{} {}", line.code, line.from, line.until, line.expression)).collect()
}

#[test]
fn the_kingdoms_list_gives_its_duty_and_what_suspends_it() {
    let file = kept("uk-measures/measures.csv");
    let (schedule, report) = run(&request(file, Format::Uk, &["2005", "CA"]), &mut |_| ()).unwrap();
    assert_eq!(
        rows(&schedule, 0),
        [
            // Seasons are measures of their own here: the day after the last is out.
            "070200 2021-01-01..2021-05-15 8%",
            "080940 2021-06-01..2021-10-01 technical(entry price)",
            "151620 2021-01-01.. 10.9%",
            // Suspended for everybody, and its neighbour is not, so six digits cannot stand for both.
            "2009890010 2021-01-01..2025-04-14 16%",
            "2009890010 2025-04-14..2027-07-01 free",
            "2009890010 2027-07-01.. 16%",
            "2009890099 2021-01-01.. 16%",
            "220421 2021-01-01.. 26 GBP/100 litre",
            "300490 2021-01-01.. lesser(technical(rate by the additional code), 6%)",
            // Two codes that agree are one row.
            "610910 2021-01-01.. 12%",
            "870323 2021-01-01.. 10%",
        ]
    );
    // The proof of origin that a preference asks for is no condition on its rate.
    assert_eq!(rows(&schedule, 1), ["070200 2021-01-01.. free", "610910 2023-06-19.. 9.6%"]);
    assert_eq!(rows(&schedule, 2), ["070200 2021-01-01..2021-04-01 free", "151620 2021-01-01.. free"]);
    assert_eq!(report.unread.keys().collect::<Vec<_>>(), ["4 pounds each"]);
    assert_eq!(schedule.id, "gb");
    assert!(schedule.notes.iter().any(|note| note.starts_with("1 measures of the column mfn leave out")));
}

#[test]
fn every_row_that_is_left_out_has_its_reason() {
    let file = kept("uk-measures/measures.csv");
    let (_, report) = run(&request(file, Format::Uk, &["2005", "CA"]), &mut |_| ()).unwrap();
    for why in [
        "measure type 105: duty for goods under end use or authorised use",
        "measure type 112: a suspension on conditions",
        "measure type 115: suspension for goods under end use, of ships or with a certificate",
        "measure type 142: a preference of another area than asked for",
        "measure type 143: within a quota, which may be used up",
        "measure type 305: value added tax",
        "measure type 552: trade remedy",
    ] {
        assert_eq!(report.skipped.get(why), Some(&1), "{why}\n{report}");
    }
    assert_eq!(report.rows, 25);
}

#[test]
fn the_sheets_of_taric_give_rates_of_the_codes_that_they_rule() {
    let (schedule, report) = run(&request(kept("taric/duties.csv"), Format::Taric, &["2020"]), &mut |_| ()).unwrap();
    assert_eq!(
        rows(&schedule, 0),
        [
            "0102291010 2012-01-01.. 10.2% + 93.1 EUR/100 kg",
            "01039211 2000-07-01.. 35.1 EUR/100 kg",
            "0702 2026-01-01..2026-05-01 technical(entry price)",
            "180631 2000-07-01.. lesser(8.3% + technical(agricultural component), 18.7% + technical(additional duty on sugar))",
            "300410 2011-01-01.. lesser(technical(rate by the additional code), 6.5%)",
            "610910 2000-01-01.. 12%",
            "72021180 1999-01-01.. 2.7%",
            "854420 2000-01-01.. 3.7%",
            // Outside its days the shorter code rules again.
            "8544200010 2025-01-01..2027-01-01 free",
            "910211 2000-01-01.. lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)",
        ]
    );
    assert_eq!(rows(&schedule, 1), ["610910 2024-01-01.. 9.6%"]);
    assert_eq!(report.unread.keys().collect::<Vec<_>>(), ["0.500 EUR FTH"]);
    assert_eq!((schedule.id.as_str(), schedule.currency.as_str()), ("eu", "EUR"));
}

const SHEET: &str = "Goods code,Add code,Order No.,Start date,End date,Duty,Origin code,Meas. type code\n";

#[test]
fn a_suspension_of_a_heading_lies_over_the_duties_under_it() {
    let text = format!(
        "{SHEET}8544200000,,,01-01-2000,,3.7 %,1011,103\n8544300000,,,01-01-2000,,2 %,1011,103\n\
         8544000000,,,2026-01-01,2026-12-31,0 %,1011,112\n"
    );
    let (schedule, _) = read(&text, Format::Taric, "measures-over").unwrap();
    assert_eq!(
        rows(&schedule, 0),
        [
            "8544 2026-01-01..2027-01-01 free",
            "854420 2000-01-01..2026-01-01 3.7%",
            "854420 2026-01-01..2027-01-01 free",
            "854420 2027-01-01.. 3.7%",
            "854430 2000-01-01..2026-01-01 2%",
            "854430 2026-01-01..2027-01-01 free",
            "854430 2027-01-01.. 2%",
        ]
    );
}

#[test]
fn what_is_not_known_of_a_line_is_not_taken_from_the_code_above() {
    let text = format!(
        "{SHEET}8544000000,,,01-01-2000,,3.7 %,1011,103\n8544300000,,,01-01-2000,,a lot,1011,103\n\
         8544200000,,,01-01-2000,,1 %,1011,103\n8544200000,,,01-01-2010,,2 %,1011,103\n\
         6109100000,,,01-01-2010,,,1011,103\n"
    );
    let (schedule, report) = read(&text, Format::Taric, "measures-unknown").unwrap();
    assert_eq!(
        rows(&schedule, 0),
        ["8544 2000-01-01.. 3.7%", "854420 .. technical(duty not read)", "854430 .. technical(duty not read)"]
    );
    let said = report.to_string();
    assert!(said.contains("`two duties on 854420`: `1%` and `2%` hold on the same days"), "{said}");
    assert!(said.contains("the measure states no duty"), "{said}");
}

#[test]
fn what_is_not_such_a_list_says_so() {
    let message =
        |rows: &str| read(&format!("{SHEET}{rows}"), Format::Taric, "measures-faults").unwrap_err().to_string();
    assert!(message("T-shirt,,,,,,1011,103\n").contains("line 2: `T-shirt` is not a code of ten digits"));
    assert!(message("6109100000,,,1/31/2026,,0 %,1011,103\n").contains("save the sheet with days as"));
    let missing = read("Goods code,Duty\n", Format::Taric, "measures-header").unwrap_err().to_string();
    assert!(missing.contains("there is no column `Meas. type code`; there are Goods code, Duty"), "{missing}");
    // A spreadsheet takes the zero before a code; the suffix behind ten digits is no part of it.
    let (schedule, _) = read(
        &format!("{SHEET}102291010,,,,,1 %,1011,103\n6109100000 80,,,,,2 %,1011,103\n"),
        Format::Taric,
        "measures-zero",
    )
    .unwrap();
    assert_eq!(rows(&schedule, 0), ["0102291010 .. 1%", "610910 .. 2%"]);
}
