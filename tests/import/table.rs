//! Any table of codes and rates: real rows of four tariffs.

use std::path::PathBuf;

use dutybound::import::report::Report;
use dutybound::import::schedule::Schedule;
use dutybound::import::table::{Rates, Request, Texts, Words, run};
use dutybound::import::{eaeu_texts::parse_eaeu, il_texts::parse_il, sacu_texts::parse_sacu};

use crate::{kept, scratch, tables_agree, texts};

fn request(file: PathBuf, texts: Texts, columns: &[(&str, &str)]) -> Request {
    let rates = |(name, header): &(&str, &str)| Rates {
        name: (*name).to_owned(),
        title: (*header).to_owned(),
        header: header.split("..").next().unwrap().to_owned(),
        highest: header.split_once("..").map(|(_, highest)| highest.to_owned()),
    };
    let words = Words { id: "xx".to_owned(), place: "XX".to_owned(), ..Words::default() };
    Request {
        file,
        code: "code".to_owned(),
        rates: columns.iter().map(rates).collect(),
        rows_where: Vec::new(),
        texts,
        bridge: None,
        schedule: words.schedule("2026-02-13".parse().unwrap(), "2026-11-22".parse().unwrap()),
    }
}

fn import(file: &str, texts: Texts, columns: &[(&str, &str)]) -> (Schedule, Report) {
    run(&request(kept(&format!("table/{file}.csv")), texts, columns), &mut |_| ()).unwrap()
}

/// The rows of one column as `code expression`.
fn rows(schedule: &Schedule, column: usize) -> Vec<String> {
    schedule.columns[column].lines.iter().map(|line| format!("{} {}", line.code, line.expression)).collect()
}

fn holds(rows: &[String], expected: &[&str]) {
    for row in expected {
        assert!(rows.contains(&(*row).to_owned()), "{row} is not in {rows:#?}");
    }
}

#[test]
fn real_rows_of_the_southern_african_union() {
    let columns = [("general", "General"), ("eu-uk", "EU / UK"), ("efta", "EFTA")];
    let (schedule, report) = import("sacu", Texts::Sacu, &columns);
    assert!(report.unread.is_empty(), "{report}");
    let general = [
        "610910 45%",
        "64041999 greater(30%, 5 ZAR/pair)",
        "64041912 free",
        "95030010 20%",
        "95030090 free",
        "220421 25%",
    ];
    holds(&rows(&schedule, 0), &general);
    holds(&rows(&schedule, 1), &["610910 27%"]);
    holds(&rows(&schedule, 2), &["610910 20%"]);
    let names: Vec<&str> = schedule.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["general", "eu-uk", "efta"]);
}

#[test]
fn real_rows_of_the_eurasian_union() {
    let (schedule, report) = import("eaeu", Texts::Eaeu, &[("common", "rate")]);
    assert!(report.unread.is_empty(), "{report}");
    let expected = [
        "610910 1.75 EUR/kg",
        "640319 0.34 EUR/pair",
        "8539520001 between(free, 5%)",
        "630221 between(greater(11.3%, 0.44 EUR/kg), greater(12%, 0.44 EUR/kg))",
        "8703231100 lesser(15%, greater(12.5%, 0.79 EUR/[cm3 of the engine]))",
    ];
    holds(&rows(&schedule, 0), &expected);
}

#[test]
fn real_rows_of_israel() {
    let (schedule, report) = import("israel", Texts::Israel, &[("general", "rate")]);
    assert!(report.unread.is_empty(), "{report}");
    // Four lines of ten digits that agree are two of six.
    holds(&rows(&schedule, 0), &["610910 free"]);
    assert!(rows(&schedule, 0).iter().any(|row| row.starts_with("6404") && row.ends_with(" 12%")), "{schedule:#?}");
}

#[test]
fn rows_of_an_old_nomenclature_cross_a_bridge_and_a_new_number_may_stand_for_itself() {
    let mut request = request(kept("table/percent.csv"), Texts::Percent, &[("duty", "rate")]);
    request.bridge = Some(kept("table/bridge.csv"));
    let (schedule, report) = run(&request, &mut |_| ()).unwrap();
    assert!(report.unread.is_empty(), "{report}");
    let rows = rows(&schedule, 0);
    holds(&rows, &["851713 between(free, 16%)", "852589 between(free, 20%)", "420221 20%"]);
    assert!(!rows.iter().any(|row| row.starts_with("851712") || row.starts_with("852580")), "{rows:#?}");
    // 8524.11 has no line of its own, and the only old code it came from is not in the table.
    assert_eq!(schedule.notes, ["1 are not covered: 852411."]);
}

/// What a column with gaps becomes, over a bridge or not.
fn with_gaps(name: &str, text: &str, bridge: Option<PathBuf>) -> (Schedule, Report) {
    let file = scratch(name).join("rates.csv");
    std::fs::write(&file, text).unwrap();
    let columns = [("general", "general"), ("partner", "partner")];
    run(&Request { bridge, ..request(file, Texts::Percent, &columns) }, &mut |_| ()).unwrap()
}

#[test]
fn a_rate_that_some_lines_lack_does_not_stand_for_their_subheading() {
    // The agreement names one line of 0901.21, all of 0902.10, none of 0902.20; one cell of 0903.00 cannot be read.
    let text = "code,general,partner\n\
        09012110,20,0\n09012120,20,\n\
        09021010,5,0\n09021090,5,0\n\
        09022010,7,\n09022090,7,\n\
        09030010,3,a lot\n09030090,3,0\n";
    let (schedule, report) = with_gaps("gaps", text, None);
    assert_eq!(rows(&schedule, 0), ["090121 20%", "090210 5%", "090220 7%", "090300 3%"]);
    assert_eq!(rows(&schedule, 1), ["09012110 free", "090210 free", "09030090 free"]);
    assert_eq!(report.unread_lines(), 1);
}

#[test]
fn a_code_given_again_with_its_rate_is_no_gap() {
    let text = "code,general,partner\n09012110,20,\n09012110,20,4\n09012190,20,4\n";
    let (schedule, _) = with_gaps("twice", text, None);
    assert_eq!(rows(&schedule, 1), ["090121 4%"]);
}

#[test]
fn a_heading_without_a_rate_over_its_lines_is_no_gap() {
    let text = "code,general,partner\n0901,,\n090121,,\n09012110,20,4\n09012190,20,4\n09012200,20,\n";
    let (schedule, _) = with_gaps("headed", text, None);
    assert_eq!(rows(&schedule, 0), ["090121 20%", "090122 20%"]);
    assert_eq!(rows(&schedule, 1), ["090121 4%"]);
}

#[test]
fn a_rate_that_some_old_lines_lack_does_not_cross_a_bridge() {
    // 8517.13 was part of 8517.12, of which the agreement names one line; 8525.89 was part of 8525.80, named whole.
    let text = "code,general,partner\n85171211,16,0\n85171219,16,\n85258010,20,4\n85258090,20,4\n84131100,14,0\n";
    let (schedule, _) = with_gaps("bridged", text, Some(kept("table/bridge.csv")));
    holds(&rows(&schedule, 0), &["851713 16%", "852589 20%"]);
    assert_eq!(rows(&schedule, 1), ["852411 free", "852589 4%"]);
    assert_eq!(schedule.notes, ["1 are not covered: 851713."]);
}

#[test]
fn real_rows_of_canada() {
    let columns =
        [("mfn", "MFN"), ("gpt", "GPT"), ("australia", "AUT"), ("cptpp-uk", "CPUKT"), ("general", "General Tariff")];
    let request = Request { code: "TARIFF".to_owned(), ..request(kept("table/canada.csv"), Texts::Canada, &columns) };
    let (schedule, report) = run(&request, &mut |_| ()).unwrap();
    let mfn = [
        "01051121 0.0086 CAD/item",
        "01051122 greater(238%, 0.308 CAD/item)",
        "01059492 greater(238%, 1.25 CAD/kg)",
        "04011010 7.5%",
        "04011020 greater(241%, 34.5 CAD/100 litre)",
        "610910 18%",
        "62143010 free",
    ];
    holds(&rows(&schedule, 0), &mfn);
    // A blank is no preference, and where one line has none, six digits cannot stand for the others.
    holds(&rows(&schedule, 1), &["010512 free", "61101110 16%", "630120 12%"]);
    assert!(!rows(&schedule, 1).iter().any(|row| row.starts_with("6109") || row.starts_with("61101190")));
    holds(&rows(&schedule, 2), &["040299 0.0174 CAD/kg", "610910 11%"]);
    assert!(!rows(&schedule, 3).iter().any(|row| row.starts_with("01051122")), "N/A is no rate");
    holds(&rows(&schedule, 4), &["01051122 greater(238%, 0.308 CAD/item)", "610910 35%"]);
    // Its quantity stands in another row.
    assert_eq!(report.unread.keys().collect::<Vec<_>>(), ["1.9 ¢"]);
}

#[test]
fn the_lowest_and_the_highest_rate_are_one_rate_or_its_bounds() {
    let file = kept("table/highest.csv");
    let mut request = request(file, Texts::Percent, &[("mfn", "Min_Rate..Max_Rate")]);
    request.code = "ProductCode".to_owned();
    request.rows_where = vec![("DutyType".to_owned(), "MFN".to_owned())];
    let (schedule, report) = run(&request, &mut |_| ()).unwrap();
    assert_eq!(rows(&schedule, 0), ["090121 5%", "090122 between(5%, 10%)", "090190 between(free, 5%)"]);
    assert!(report.to_string().contains("`10..5`: the lowest rate is above the highest"), "{report}");
    assert_eq!(report.skipped.get("cells without a rate"), Some(&1));
    assert_eq!(report.skipped.get("other values in the columns asked for"), Some(&1));
}

#[test]
fn swiss_rates_are_for_a_hundred_kilograms_gross() {
    let file = kept("table/swiss.csv");
    let request = Request { code: "number".to_owned(), ..request(file, Texts::Swiss, &[("normal", "normal")]) };
    let (schedule, report) = run(&request, &mut |_| ()).unwrap();
    let expected = ["040610 1289 CHF/100 kg-gross", "180631 137.4 CHF/100 kg-gross", "180632 free", "210500 free"];
    assert_eq!(rows(&schedule, 0), expected);
    assert_eq!(report.unread.keys().collect::<Vec<_>>(), ["3.50 per litre"]);
}

#[test]
fn what_is_not_a_table_says_so() {
    let folder = scratch("table");
    let file = folder.join("rates.csv");
    let read = |text: &str, column: &str| {
        std::fs::write(&file, text).unwrap();
        run(&request(file.clone(), Texts::Percent, &[("duty", column)]), &mut |_| ())
    };
    let message = |text: &str, column: &str| read(text, column).unwrap_err().to_string();
    assert!(message("code,rate\n6109.10,12\n", "duty").contains("there is no column `duty`; there are code, rate"));
    assert!(message("code,rate\nT-shirt,12\n", "rate").contains("line 2"));
    assert!(message("code,rate\n61,12\n", "rate").contains("four to twelve digits"));
    // What cannot be read is told with its code and never becomes a rate.
    let (schedule, report) = read("code,rate\n6109.10,a lot\n6110.20,\n6110.30,12.50\n", "rate").unwrap();
    assert_eq!(rows(&schedule, 0), ["611030 12.5%"]);
    assert_eq!(report.unread_lines(), 1);
    assert_eq!(report.skipped.get("cells without a rate"), Some(&1));
}

#[test]
fn every_text_of_the_tariffs_that_are_held_reads_the_same() {
    type Parser = fn(&str) -> Option<String>;
    let parsers: [(&str, Parser); 5] = [
        ("sacu-general.csv", |text| parse_sacu(text).ok().map(|rate| rate.to_string())),
        ("sacu-eu-uk.csv", |text| parse_sacu(text).ok().map(|rate| rate.to_string())),
        ("sacu-efta.csv", |text| parse_sacu(text).ok().map(|rate| rate.to_string())),
        ("eaeu-common.csv", |text| parse_eaeu(text).ok().map(|rate| rate.to_string())),
        ("il-general.csv", |text| parse_il(text).ok().map(|rate| rate.to_string())),
    ];
    for (file, parse) in parsers {
        let held = texts(file);
        assert!(held.len() > 40, "{file}");
        for (text, expression) in held {
            assert_eq!(parse(&text).as_deref(), Some(expression.as_str()), "{file}: {text}");
        }
    }
}

#[test]
fn the_tables_of_these_tariffs_are_sound() {
    for schedule in ["sacu", "eaeu", "il", "ar"] {
        tables_agree(schedule, |_, code| (6..=10).contains(&code.len()));
    }
}

/// A download that broke off, or a file of another kind: said so, and nothing is written.
#[test]
fn files_that_hold_no_tariff_change_nothing() {
    let folder = scratch("table-hostile");
    let ask = |name: &str, text: &str| {
        let file = folder.join(name);
        std::fs::write(&file, text).unwrap();
        run(&request(file, Texts::Percent, &[("general", "rate")]), &mut |_| ())
    };
    for (name, text, why) in [
        ("empty.csv", "", "the file is empty"),
        ("tabs.csv", "code\trate\n610910\t12\n", "tabs divide the cells"),
        ("bars.csv", "code|rate\n610910|12\n", "bars divide the cells"),
        ("page.csv", "<!DOCTYPE html>\n<p>503</p>\n", "it is a web page or XML"),
        ("twice.csv", "code,rate,rate\n610910,12,5\n", "there are two columns `rate`"),
        ("other.csv", "hs,duty\n610910,12\n", "there is no column `code`; there are hs, duty"),
    ] {
        let error = ask(name, text).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains(why), "{name}: {error}");
    }
    let (cut, _) = ask("cut.csv", "code,rate\n").unwrap();
    let held = folder.join("held");
    let (whole, _) = ask("whole.csv", "\u{feff}code;rate\r\n61091000;12\r\n").unwrap();
    whole.write(&held).unwrap();
    let before = std::fs::read(held.join("general.csv")).unwrap();
    let error = cut.write(&held).unwrap_err().to_string();
    assert!(error.contains("no duty was read"), "{error}");
    assert_eq!(std::fs::read(held.join("general.csv")).unwrap(), before, "what was there stays");
}

/// Bytes that are no CSV, whatever the file is called.
#[test]
fn what_a_download_is_instead_is_said_with_a_remedy() {
    let folder = scratch("table-kinds");
    let utf16: Vec<u8> =
        [0xff, 0xfe].into_iter().chain("code,rate\n".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes, why) in [
        ("sheet.xlsx", b"PK\x03\x04\x14\0".as_slice(), "open it and save the sheet as `CSV UTF-8`, codes as text"),
        ("sheet.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1], "a spreadsheet or an archive"),
        ("packed.csv", &[0x1f, 0x8b, 8, 0], "packed with gzip; unpack it first"),
        ("utf16.csv", &utf16, "its letters are in UTF-16; save the file as `CSV UTF-8`"),
        ("book.csv", b"%PDF-1.7\n", "it is a PDF"),
        ("rows.json", b"[{\"code\": 1}]", "it is JSON"),
        ("taric.xml", b"\xef\xbb\xbf<?xml version=\"1.0\"?>", "it is a web page or XML"),
        ("latin.csv", b"code,rate,what\n610910,12,Bl\xf6cke\n", "line 2: the letters are not in UTF-8"),
    ] {
        let file = folder.join(name);
        std::fs::write(&file, bytes).unwrap();
        let error = run(&request(file, Texts::Percent, &[("general", "rate")]), &mut |_| ()).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(why), "{name}: {error}");
    }
}

/// Each of these would be wrong rates, or rates that are lost, if it were read as it stands.
#[test]
fn rows_that_are_not_what_they_were_stop_the_import_at_their_line() {
    let file = scratch("table-rows").join("rates.csv");
    let ask = |text: &str| {
        std::fs::write(&file, text).unwrap();
        run(&request(file.clone(), Texts::Percent, &[("general", "rate")]), &mut |_| ())
    };
    for (text, why) in [
        (
            "code,what,rate\n010121,\"Horses,10\n610910,\"Shirts, knitted\",16\n",
            "line 2: a cell begins with a quotation mark",
        ),
        ("code,rate,what\n010121,10,Horses\n610910,16,\"Shirts\n620342,12,Trousers\n", "line 3: a cell begins with"),
        ("code,what,rate\n010121,Horses,10\n610910,Sh", "line 3: the row has 2 cells and the header 3"),
        ("code,what,rate\n010121,Horses, live,10\n", "line 2: the row has 4 cells and the header 3"),
        ("code,rate\n610910,12\n10121,5\n", "line 3: `10121` has lost its leading zero"),
        ("code,rate\n101.21.00,5\n", "line 2: `101.21.00` has lost its leading zero"),
        ("code,rate\n6109100010,12\n101210010,5\n", "line 3: `101210010` has lost its leading zero"),
        ("code,rate\n61091000.0,12\n", "line 2: `61091000.0` is as a spreadsheet writes it"),
        ("code,rate\n6.1091E+07,12\n", "line 2: `6.1091E+07` is as a spreadsheet writes it"),
        ("code,rate\n61,12\n", "rows without one are left out with `--where`"),
    ] {
        let error = ask(text).map(|_| ()).unwrap_err().to_string();
        assert!(error.contains("rates.csv") && error.contains(why), "{text}: {error}");
    }
    // Names of chapters and groups have no rate to lose.
    let text = "code,rate\nSection XI,\n61,\n8517.1,\n6109 10\u{a0}00,12\n6110.20-010,\"12,5 %\"\n6110.30.90,8,5\n";
    let (schedule, report) = ask(&text.replace("8,5", "\"8,5\"")).unwrap();
    assert_eq!(rows(&schedule, 0), ["610910 12%", "611020 12.5%", "611030 8.5%"]);
    assert_eq!(report.skipped.get("rows without a code of a line and without a rate"), Some(&2), "{report}");
    // Five lines of a hundredth of their rate are no tariff; one may have such a rate.
    let error =
        ask("code,rate\n610910,0.165\n610990,0.32\n620342,0\n640411,0.2\n420221,0.08\n711719,0.11\n").unwrap_err();
    assert!(error.to_string().contains("every rate under `rate` is below 1 per cent"), "{error}");
    assert!(ask("code,rate\n610910,0.165\n").is_ok());
    // A comma with three digits behind it could be a thousand.
    let (schedule, report) = ask("code,rate\n610910,\"1,000\"\n610990,5\n").unwrap();
    assert_eq!((rows(&schedule, 0), report.unread_lines()), (vec!["610990 5%".to_owned()], 1));
}

#[test]
fn of_two_rates_for_a_code_neither_is_taken() {
    let text = "code,general,partner\n610910,12,0\n610910,20,0\n610910,12,0\n61099010,5,0\n61099090,5,0\n";
    let (schedule, report) = with_gaps("disputed", text, None);
    assert_eq!(rows(&schedule, 0), ["610990 5%"]);
    assert_eq!(rows(&schedule, 1), ["610910 free", "610990 free"]);
    assert!(report.to_string().contains("`12% and 20% on 610910`: the rows of a code must agree"), "{report}");
}

/// The Tariff Download Facility of the World Trade Organization names its columns with blanks and slashes.
#[test]
fn headers_of_the_trade_organization() {
    let file = scratch("table-wto").join("wto.csv");
    let text = "Reporter,Year,Product/Sector-code,Duty Scheme,Nbr of TL,AVG,MIN Rate,MAX Rate,Nbr of NAV\n\
                Egypt,2025,010121,02,2,5,5,5,0\n\
                Egypt,2025,010129,02,4,7.5,5,10,0\n\
                Egypt,2025,010129,14,4,0,0,0,0\n";
    std::fs::write(&file, text).unwrap();
    let mut request = request(file, Texts::Percent, &[("mfn", "MIN Rate..MAX Rate")]);
    request.code = "Product/Sector-code".to_owned();
    request.rows_where = vec![("Duty Scheme".to_owned(), "02".to_owned())];
    let (schedule, _) = run(&request, &mut |_| ()).unwrap();
    assert_eq!(rows(&schedule, 0), ["010121 5%", "010129 between(5%, 10%)"]);
}

/// Who stops an import has the former tariff; who names the wrong folder keeps what is there.
#[test]
fn a_tariff_is_put_in_the_place_of_its_own_former_one_and_of_nothing_else() {
    let folder = scratch("table-places").join("tariff");
    let (schedule, _) = with_gaps("places", "code,general,partner\n610910,12,0\n", None);
    let tariff = folder.join("xx");
    assert!(schedule.write(&tariff).unwrap().is_empty());
    std::fs::write(tariff.join("README"), "of the keeper").unwrap();
    let mut thinner = schedule.clone();
    thinner.columns.truncate(1);
    assert_eq!(thinner.write(&tariff).unwrap(), ["partner"]);
    let mut names: Vec<String> =
        std::fs::read_dir(&tariff).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["README", "general.csv", "schedule.toml"]);
    let other = Schedule { id: "yy".to_owned(), ..thinner.clone() };
    let error = other.write(&tariff).unwrap_err().to_string();
    assert!(error.contains("it holds the tariff `xx`, and this one is `yy`"), "{error}");
    for above in [folder.as_path(), folder.parent().unwrap()] {
        let error = thinner.write(above).unwrap_err().to_string();
        assert!(error.contains("tariffs lie under it; name this one's own folder, such as"), "{error}");
    }
    // A name that is taken by a folder: nothing of the new tariff is there, and nothing of the old is gone.
    std::fs::create_dir_all(tariff.join(".schedule.toml.new/x")).unwrap();
    let before = std::fs::read(tariff.join("general.csv")).unwrap();
    let mut newer = thinner.clone();
    newer.columns[0].lines.clear();
    newer.columns[0].lines.extend(schedule.columns[1].lines.iter().cloned());
    assert!(newer.write(&tariff).unwrap_err().to_string().contains("schedule.toml cannot be written"));
    assert_eq!(std::fs::read(tariff.join("general.csv")).unwrap(), before);
    assert!(!tariff.join(".general.csv.new").exists());
}
