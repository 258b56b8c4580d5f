//! Importers: small published files in, the project's own tables out.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in a test, an unwrap is the assertion")]

#[path = "import/eu_gb.rs"]
mod eu_gb;
#[path = "import/jp_tariff.rs"]
mod jp_tariff;
#[path = "import/lists.rs"]
mod lists;
#[path = "import/measures.rs"]
mod measures;
#[path = "import/no_toll.rs"]
mod no_toll;
#[path = "import/rates.rs"]
mod rates;
#[path = "import/table.rs"]
mod table;
#[path = "import/us_hts.rs"]
mod us_hts;

use std::collections::HashMap;
use std::path::PathBuf;

use dutybound::duty::expression::DutyExpression;

/// A file kept for these tests.
fn kept(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/import").join(name)
}

/// An empty folder of this test's own.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Every row of `texts` as (text, canonical expression).
fn texts(name: &str) -> Vec<(String, String)> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/texts").join(name);
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(|row| row.unwrap()).collect()
}

fn written_out(mut rate: String, page: &toml::Table) -> String {
    let terms = page.get("terms").and_then(toml::Value::as_table);
    while rate.contains('{') {
        let named = rate.clone();
        for (name, meaning) in terms.into_iter().flatten() {
            rate = rate.replace(&format!("{{{name}}}"), meaning.as_str().unwrap());
        }
        assert_ne!(rate, named, "no term for it");
    }
    rate
}

/// The tables of a schedule themselves: readable, sorted, each code as `fits` says of it and its column, one rate for a
/// code on a day, and as many rows as their page says. What a row names in braces the page writes out.
fn tables_agree(schedule: &str, fits: fn(&str, &str) -> bool) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tables/tariff").join(schedule);
    let page: toml::Table = std::fs::read_to_string(folder.join("schedule.toml")).unwrap().parse().unwrap();
    for column in page["column"].as_array().unwrap() {
        let name = column["name"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(format!("{name}.csv"))).unwrap();
        assert!(!text.contains('\r'), "{name} has CR line ends");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().unwrap().clone();
        let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.unwrap()).collect();
        let cell = |row: &csv::StringRecord, name: &str| {
            let place = header.iter().position(|column| column == name);
            place.map(|place| row[place].to_owned()).unwrap_or_default()
        };
        let mut technical = 0;
        let mut last = String::new();
        let mut seen = HashMap::<(String, String), Vec<(String, String)>>::new();
        for row in &rows {
            let (code, rate) = (cell(row, "code"), written_out(cell(row, "expression"), &page));
            let expression: DutyExpression = rate.parse().map_err(|error| format!("{name} {code}: {error}")).unwrap();
            assert_eq!(expression.to_string(), rate, "{name} {code} is not canonical");
            technical += usize::from(expression.is_technical());
            assert!(last <= code, "{name} is not sorted at {code}");
            assert!(code.bytes().all(|byte| byte.is_ascii_digit()) && fits(name, &code), "{name} {code}");
            for program in cell(row, "programs").split(' ') {
                let periods = seen.entry((code.clone(), program.to_owned())).or_default();
                let (from, until) = (cell(row, "from"), cell(row, "until"));
                let apart = |(first, end): &(String, String)| {
                    (!end.is_empty() && *end <= from) || (!until.is_empty() && until <= *first)
                };
                assert!(periods.iter().all(apart), "{name} {code} {program} has two rates on a day");
                periods.push((from, until));
            }
            last = code;
        }
        assert_eq!(column["lines"].as_integer(), i64::try_from(rows.len()).ok(), "{name}");
        assert_eq!(column["technical"].as_integer(), i64::try_from(technical).ok(), "{name}");
    }
}
