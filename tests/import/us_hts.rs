//! The Harmonized Tariff Schedule of the United States.

use std::fs;
use std::path::Path;

use dutybound::duty::expression::DutyExpression;
use dutybound::import::report::{ImportError, Kind, Report};
use dutybound::import::schedule::Schedule;
use dutybound::import::us_hts::{Earlier, Request, run};
use dutybound::import::us_texts::{parse_us, parse_us_special};

use crate::{kept, scratch, tables_agree, texts};

fn request(file: &Path) -> Request {
    Request {
        file: file.to_owned(),
        snapshot: "2026-06-08".parse().unwrap(),
        earlier: None,
        read: "2026-11-21".parse().unwrap(),
        command: "dutybound tables import us-hts 2026.json".to_owned(),
        notes: Vec::new(),
    }
}

fn import(request: &Request) -> (Schedule, Report) {
    run(request, &mut |_| ()).unwrap()
}

/// An export of these rows, each `code indent general special other`, cells separated by `|`.
fn export(name: &str, rows: &[&str]) -> std::path::PathBuf {
    let rows: Vec<serde_json::Value> = rows
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            serde_json::json!({
                "htsno": cells[0], "indent": cells[1], "general": cells[2], "special": cells[3], "other": cells[4],
            })
        })
        .collect();
    let file = scratch(name).join("export.json");
    fs::write(&file, serde_json::to_string(&rows).unwrap()).unwrap();
    file
}

/// A column as its CSV says it.
fn column(schedule: &Schedule, folder: &str, name: &str) -> String {
    let folder = scratch(folder);
    schedule.write(&folder).unwrap();
    fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap()
}

#[test]
fn real_rows_become_one_row_for_each_legal_line() {
    let (schedule, report) = import(&request(&kept("us-hts/2026.json")));
    assert!(report.unread.is_empty(), "{report}");
    assert_eq!(
        column(&schedule, "us-general", "general"),
        "\
code,from,until,expression
01012100,,,free
01019030,,,free
01019040,,,4.5%
02011050,,,26.4%
04021050,,,0.865 USD/kg
08061020,,,1.13 USD/m3
17011205,,,\"greater(0.036606 USD/kg - 0.00020668 USD/kg-degree, 0.03143854 USD/kg)\"
21069052,,,technical(the rate of the natural juice in heading 2009)
27090010,,,0.0525 USD/158.987294928 litre
61032200,,,technical(the rate of each garment if entered separately)
61091000,,,16.5%
70133710,,,28.5%
90065915,,,free
91021125,,,0.4 USD/item + [case] 8.5% + [strap] 14% + [battery] 5.3%
91109040,,,\"lesser(4.3% + 0.017 USD/jewel + 0.002 USD/[other piece or part], technical(the duty for the complete \
         movement if part of a plate or set of plates))\"
"
    );
    let column2 = column(&schedule, "us-column2", "column2");
    assert!(column2.contains("61091000,,,90%\n"), "{column2}");
    // A statistical line repeats its legal line's rate: it needs no row of its own.
    assert!(!column2.contains("9006591520"), "{column2}");
}

/// The same rows as the Commission's CSV export has them.
fn as_csv(json: &Path, name: &str) -> std::path::PathBuf {
    let rows: Vec<serde_json::Value> = serde_json::from_str(&fs::read_to_string(json).unwrap()).unwrap();
    let file = scratch(name).join("export.csv");
    let mut writer = csv::Writer::from_path(&file).unwrap();
    let header = "HTS Number,Indent,Description,Unit of Quantity,General Rate of Duty,Special Rate of Duty,\
        Column 2 Rate of Duty,Quota Quantity,Additional Duties";
    writer.write_record(header.split(',').map(str::trim)).unwrap();
    for row in &rows {
        let cell = |key: &str| row[key].as_str().unwrap_or_default().to_owned();
        let units = row["units"].to_string();
        let cells = ["htsno", "indent", "description", "", "general", "special", "other", "", ""].map(cell);
        let cells = cells.into_iter().enumerate().map(|(place, cell)| if place == 3 { units.clone() } else { cell });
        writer.write_record(cells).unwrap();
    }
    writer.flush().unwrap();
    file
}

#[test]
fn the_csv_export_reads_as_the_json_export() {
    let (json, told) = import(&request(&kept("us-hts/2026.json")));
    let (csv, report) = import(&request(&as_csv(&kept("us-hts/2026.json"), "us-csv")));
    assert_eq!(json.columns, csv.columns);
    assert_eq!(told, report);
    assert!(report.rows > 50);
    let file = scratch("us-csv-headers").join("export.csv");
    fs::write(&file, "HTS Number,Indent\n0101.21.00,0\n").unwrap();
    let error = run(&request(&file), &mut |_| ()).unwrap_err().to_string();
    assert!(error.contains("there is no column `General Rate of Duty`"), "{error}");
}

#[test]
fn a_change_between_two_exports_is_dated_and_nothing_else_is() {
    let mut request = request(&kept("us-hts/2026.json"));
    request.earlier = Some(Earlier { file: kept("us-hts/2025.json"), since: "2026-01-01".parse().unwrap() });
    let (schedule, report) = import(&request);
    assert!(report.unread.is_empty(), "{report}");
    let special = column(&schedule, "us-special", "special");
    let lines: Vec<&str> =
        special.lines().filter(|line| line.starts_with("0201") || line.starts_with("0402")).collect();
    assert_eq!(
        lines,
        [
            "02011050,,,AU,technical(see 9822.04.01-9822.04.03)",
            "02011050,,,BH CL CO JO MA OM P PE S SG,free",
            "02011050,,,PA,technical(see 9919.02.01-9919.02.02)",
            "02011050,,2026-01-01,KR,1.7%",
            "02011050,2026-01-01,,KR,free",
            "04021050,,,AU,technical(see 9822.04.15)",
            "04021050,,,BH CL JO MA OM P PE SG,free",
            "04021050,,,IL,technical(see 9908.04.03)",
            "04021050,,,S+,technical(see 9823.02.01-9823.02.04)",
            "04021050,,2026-01-01,CO KR PA,0.057 USD/kg",
            "04021050,2026-01-01,,CO KR PA,free",
        ]
    );
    assert!(!column(&schedule, "us-undated", "general").contains("2026-01-01"));
    let page = schedule.notes.join("\n");
    assert!(
        page.contains("Compared with 2025.json: 0 lines of general, 2 lines of special, 0 lines of column2"),
        "{page}"
    );
}

#[test]
fn lines_that_come_and_go_are_dated() {
    let earlier = export("us-gone", &["0101.21.00|0|Free||Free", "0101.29.00|0|5%||20%"]);
    let now = export("us-new", &["0101.29.00|0|4%||20%", "0101.30.00|0|6%||20%"]);
    let mut request = request(&now);
    request.earlier = Some(Earlier { file: earlier, since: "2026-01-01".parse().unwrap() });
    let (schedule, _) = import(&request);
    assert_eq!(
        column(&schedule, "us-come-and-go", "general"),
        "code,from,until,expression\n\
         01012100,,2026-01-01,free\n\
         01012900,,2026-01-01,5%\n\
         01012900,2026-01-01,,4%\n\
         01013000,2026-01-01,,6%\n"
    );
}

#[test]
fn rates_come_down_the_tree_and_only_real_differences_stay() {
    let file = export(
        "us-tree",
        &[
            // The rate stands on a grouping line.
            "0101|0|||",
            "|1|5%|Free (AU)|20%",
            "0101.21.00|2|||",
            "0101.21.00.10|3|||",
            // A line of its own without preference does not take the one above.
            "0101.29.00|2|7%||20%",
            // Ten digits with a rate of their own under eight with another.
            "0102.21.00|0|1%||2%",
            "0102.21.00.10|1|||",
            "0102.21.00.20|1|3%||2%",
            // Eight digits that only exist as ten, agreeing and not.
            "0103.10.00.00|0|1¢/kg||2%",
            "0104.10.00.10|0|1%||2%",
            "0104.10.00.20|0|2%||2%",
            // No rate anywhere.
            "0105.11.00|0|||",
        ],
    );
    let (schedule, report) = import(&request(&file));
    assert_eq!(
        column(&schedule, "us-tree-general", "general"),
        "code,from,until,expression\n\
         01012100,,,5%\n\
         01012900,,,7%\n\
         01022100,,,1%\n\
         0102210020,,,3%\n\
         01031000,,,0.01 USD/kg\n\
         0104100010,,,1%\n\
         0104100020,,,2%\n"
    );
    assert_eq!(
        column(&schedule, "us-tree-special", "special"),
        "code,from,until,programs,expression\n01012100,,,AU,free\n"
    );
    assert_eq!(report.skipped.get("lines without a rate"), Some(&1), "{report}");
    assert_eq!(report.rows, 12);
}

#[test]
fn a_text_that_is_not_understood_is_reported_and_its_line_is_not_written() {
    let file = export("us-unread", &["0101.21.00|0|a handshake||20%", "0101.29.00|0|a handshake|Free (AU)|20%"]);
    let (schedule, report) = import(&request(&file));
    assert_eq!(report.unread_lines(), 2);
    let shown = report.to_string();
    assert!(shown.contains("1 texts were not understood, on 2 lines:"), "{shown}");
    assert!(shown.contains("01012100 (and 1 more): `a handshake`"), "{shown}");
    assert_eq!(column(&schedule, "us-unread-general", "general"), "code,from,until,expression\n");
    assert_eq!(column(&schedule, "us-unread-column2", "column2").lines().count(), 3);
}

#[test]
fn a_file_that_is_no_export_is_refused_with_a_sentence() {
    let folder = scratch("us-refused");
    let refused = |name: &str, content: &[u8]| {
        let file = folder.join(name);
        fs::write(&file, content).unwrap();
        run(&request(&file), &mut |_| ()).unwrap_err().to_string()
    };
    for (name, content, why) in [
        ("empty.json", "", "at line 1: this is not an export of the schedule"),
        ("object.json", "{}", "this is not an export"),
        ("other.json", "[\n{\"code\": 1}]", "at line 2: this is not an export"),
        (
            "letters.json",
            r#"[{"htsno": "01x1", "indent": "0"}]"#,
            "at row 01x1: the code has something else than digits",
        ),
        ("indent.json", r#"[{"htsno": "", "indent": "deep"}]"#, "at row 1: the indent `deep` is not a number"),
        (
            "zero.json",
            r#"[{"htsno": "101.21.00", "indent": "0", "general": "Free"}]"#,
            "at row 101.21.00: the code has 7 digits",
        ),
        ("cut.json", "[\n{\"htsno\": \"0101\", \"indent\": \"0\"},\n{\"htsno\":", "at line 3: this is not an export"),
        (
            "twice.json",
            r#"[{"htsno": "0101.21.00", "indent": "0", "general": "5%"}, {"htsno": "0101.21.00", "indent": "0", "general": "6%"}]"#,
            "at row 0101.21.00: the code is given twice with different rates",
        ),
    ] {
        let error = refused(name, content.as_bytes());
        assert!(error.contains(name) && error.contains(why), "{error}");
    }
    let sheet = refused("export.xlsx", b"PK\x03\x04");
    assert!(sheet.contains("open it and save the sheet as `CSV UTF-8`"), "{sheet}");
    let page = refused("page.json", b"<html>");
    assert!(page.contains("it is a web page or XML"), "{page}");
    let broken = refused("broken.json.gz", &[0x1f, 0x8b, 8, 0, 1, 2]);
    assert!(broken.contains("broken.json.gz cannot be read"), "{broken}");
    let missing = run(&request(&folder.join("missing.json")), &mut |_| ()).unwrap_err();
    assert!(matches!(missing, ImportError::Read { .. }), "{missing}");
}

#[test]
fn the_page_says_what_the_columns_hold() {
    let (schedule, _) = import(&request(&kept("us-hts/2026.json")));
    let folder = scratch("us-page");
    schedule.write(&folder).unwrap();
    let page: toml::Table = fs::read_to_string(folder.join("schedule.toml")).unwrap().parse().unwrap();
    assert_eq!(page["id"].as_str(), Some("us"));
    assert_eq!(page["snapshot"].to_string(), "2026-06-08");
    let columns = page["column"].as_array().unwrap();
    let seen: Vec<String> = columns
        .iter()
        .map(|column| format!("{} {} {} {}", column["name"], column["kind"], column["lines"], column["technical"]))
        .collect();
    let rates = [r#""general" "plain" 15 3"#, r#""special" "programs" 18 6"#, r#""column2" "plain" 15 3"#];
    assert_eq!(seen[..3], rates);
    assert_eq!(seen[3..], [r#""over" "over" 0 0"#, r#""up-to" "up-to" 0 0"#]);
}

/// A price stands on a line or on a group of lines above it; what stands below a rate divides for statistics.
#[test]
fn lines_for_goods_of_a_price_say_so() {
    let (schedule, report) = import(&request(&kept("us-hts/prices.json")));
    assert_eq!(report.unread.len(), 0);
    let told = |name: &str| {
        let column = schedule.columns.iter().find(|column| column.name == name).unwrap();
        column.lines.iter().map(|line| format!("{} {}", line.code, line.expression)).collect::<Vec<_>>()
    };
    assert_eq!(told("over"), ["64041169 3 USD/pair", "64041189 6.5 USD/pair", "64041190 12 USD/pair"]);
    assert_eq!(told("up-to"), ["64041149 3 USD/pair", "64041169 6.5 USD/pair", "64041189 12 USD/pair"]);
}

/// Every distinct text of the whole schedule: each is understood, and to the expression that was reviewed.
#[test]
fn every_text_of_the_schedule_is_understood() {
    for (name, least) in [("us-general.csv", 740), ("us-column2.csv", 800)] {
        let texts = texts(name);
        assert!(texts.len() > least, "{name} has {} texts", texts.len());
        for (text, expected) in &texts {
            let read = parse_us(text).map(|expression| expression.to_string());
            assert_eq!(read.as_ref(), Ok(expected), "{name}: {text}");
        }
        let technical = texts.iter().filter(|(_, rate)| kind(rate) == Kind::Technical).count();
        assert!(technical <= 20, "{name} has {technical} technical texts");
    }
    let special = texts("us-special.csv");
    assert!(special.len() > 450, "{}", special.len());
    for (text, expected) in &special {
        let rates = parse_us_special(text).unwrap();
        let shown: Vec<String> =
            rates.iter().map(|(programs, rate)| format!("{}: {rate}", programs.join(" "))).collect();
        assert_eq!(shown.join("; "), *expected, "{text}");
    }
}

fn kind(expression: &str) -> Kind {
    Kind::of(&expression.parse::<DutyExpression>().unwrap())
}

/// Programs that save text put a mark before it.
#[test]
fn a_byte_order_mark_before_the_export_is_left_out() {
    let plain = fs::read_to_string(kept("us-hts/2026.json")).unwrap();
    let file = scratch("us-hts-mark").join("marked.json");
    fs::write(&file, format!("\u{feff}{plain}")).unwrap();
    let (marked, _) = import(&request(&file));
    assert!(!marked.columns[0].lines.is_empty());
    assert_eq!(marked.columns, import(&request(&kept("us-hts/2026.json"))).0.columns);
}

#[test]
fn the_tables_are_what_their_page_says() {
    tables_agree("us", |_, code| matches!(code.len(), 8 | 10) && code < "98");
}
