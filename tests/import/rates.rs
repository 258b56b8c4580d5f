//! Exchange rates: a few rows of each source's file in, the form of `tables/rates/exchange.csv` out. The figures expected
//! were worked out by hand from the source's: units of the currency over units of the euro, to eight decimals.

use std::fs;
use std::path::{Path, PathBuf};

use dutybound::import::rates::{Format, Rates, Request, read};
use dutybound::import::report::ImportError;

use crate::{kept, scratch};

fn request(format: Format, file: &Path) -> Request {
    Request { format, file: file.to_owned(), on: None, only: Default::default() }
}

/// With the day and the currencies that are wanted.
fn wanted(format: Format, file: &Path, on: &str, only: &[&str]) -> Request {
    let only = only.iter().map(|code| code.parse().unwrap()).collect();
    Request { on: on.parse().ok(), only, ..request(format, file) }
}

fn of_kept(format: Format, name: &str) -> Rates {
    read(&request(format, &kept(&format!("rates/{name}")))).unwrap()
}

/// A file of this test's own.
fn file(name: &str, content: &str) -> PathBuf {
    let file = scratch(&format!("rates-{name}")).join("file");
    fs::write(&file, content).unwrap();
    file
}

/// The rows of the table, without day and source.
fn rows(rates: &Rates) -> Vec<String> {
    rates.per_euro.iter().map(|(currency, rate)| format!("{currency} {rate}")).collect()
}

/// What was left out, as `why: what`.
fn left_out(rates: &Rates) -> Vec<String> {
    rates.report.left_out.iter().map(|(why, what)| format!("{why}: {}", what.join(" "))).collect()
}

fn unread(rates: &Rates) -> Vec<String> {
    rates.report.unread.iter().map(ToString::to_string).collect()
}

fn refused(request: &Request) -> String {
    let error = read(request).unwrap_err();
    assert!(!matches!(error, ImportError::Write { .. }));
    error.to_string()
}

/// What the table can be read from: its own header, one day, and rates above zero.
fn is_the_projects_form(rates: &Rates) {
    let out = scratch(&format!("rates-form-{}", rates.source.replace(' ', "-"))).join("rates/exchange.csv");
    rates.write(&out).unwrap();
    let text = fs::read_to_string(out).unwrap();
    assert!(!text.contains('\r') && text.starts_with("# Units of the currency for one euro, one day, "), "{text}");
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    assert_eq!(reader.headers().unwrap(), &["currency", "per_euro", "on", "source"][..]);
    let mut last = String::new();
    for row in reader.records() {
        let row = row.unwrap();
        assert!(last.as_str() < &row[0] && &row[0] != "EUR", "{row:?}");
        assert!(dutybound::parse_decimal(&row[1]).unwrap() > rust_decimal::Decimal::ZERO, "{row:?}");
        assert_eq!((&row[2], &row[3]), (rates.on.to_string().as_str(), rates.source.as_str()));
        last = row[0].to_owned();
    }
}

#[test]
fn each_source_becomes_units_for_one_euro() {
    for (format, name, on, source, expected) in [
        (
            Format::CurrencyApi,
            "eur.json",
            "2026-09-29",
            "fawazahmed0 currency-api 2026.9.29",
            &[
                "ADA 4.67387285",
                "AED 4.1722245",
                "ARS 1732.54080866",
                "BTC 0.00001365",
                "JPY 178.90554702",
                "USD 1.13607202",
            ][..],
        ),
        (
            Format::CurrencyApi,
            "usd.json",
            "2026-09-29",
            "fawazahmed0 currency-api 2026.9.29",
            &["GBP 0.85817579", "JPY 178.90554789", "USD 1.13607203"],
        ),
        (
            Format::Ecb,
            "eurofxref-daily.xml",
            "2019-06-13",
            "ECB reference rates",
            &["GBP 0.88948", "HUF 322", "JPY 122.44", "USD 1.1289"],
        ),
        (
            Format::Gb,
            "monthly_csv_2026-7.csv",
            "2026-07-01",
            "HMRC monthly exchange rates",
            &["GBP 0.86475268", "JPY 185.82739536", "USD 1.15911449"],
        ),
        (
            Format::Us,
            "H10.csv",
            "2021-02-25",
            "Federal Reserve H.10 noon buying rates",
            &["BRL 6.71408787", "GBP 0.86699752", "USD 1.2229"],
        ),
        (
            Format::Us,
            "H10_data.xml",
            "2021-02-25",
            "Federal Reserve H.10 noon buying rates",
            &["BRL 6.71408787", "GBP 0.86699752", "USD 1.2229"],
        ),
        (
            Format::Ca,
            "FX_RATES_DAILY.json",
            "2026-04-28",
            "Bank of Canada daily exchange rates",
            &["CAD 1.6009", "GBP 0.86670998", "JPY 186.80280047", "KRW 1725.10775862", "USD 1.17041965"],
        ),
    ] {
        let rates = of_kept(format, name);
        assert_eq!(rows(&rates), expected, "{name}");
        assert_eq!((rates.on.to_string().as_str(), rates.source.as_str()), (on, source), "{name}");
        assert_eq!(unread(&rates), [""; 0], "{name}");
        is_the_projects_form(&rates);
    }
}

/// A refresh must change rates and nothing else, so the head of the bundled table is the importer's own.
#[test]
fn the_bundled_table_has_the_importers_form() {
    let bundled = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tables/rates/exchange.csv")).unwrap();
    let written = of_kept(Format::CurrencyApi, "eur.json").to_string();
    assert!(bundled.lines().take(2).eq(written.lines().take(2)), "{bundled}");
    assert_eq!(bundled.matches("fawazahmed0 currency-api ").count(), bundled.lines().count() - 2);
}

#[test]
fn only_the_currencies_asked_for_are_written_and_the_rest_is_told() {
    let eur = kept("rates/eur.json");
    let rates = read(&wanted(Format::CurrencyApi, &eur, "", &["USD", "JPY", "EUR", "XPF"])).unwrap();
    assert_eq!(rows(&rates), ["JPY 178.90554702", "USD 1.13607202"]);
    assert_eq!(
        left_out(&rates),
        [
            "no code of three letters, so no currency: 1inch",
            "not asked for: ADA AED ARS BTC",
            "the same rate once more: EUR"
        ]
    );
    assert_eq!(
        rates.report.to_string(),
        "rates in the file: 7, in the table: 2\n\
         left out, no code of three letters, so no currency: 1 (1inch)\n\
         left out, not asked for: 4 (ADA, AED, ARS, BTC)\n\
         left out, the same rate once more: 1 (EUR)\n\
         asked for and not in the table: XPF\n\
         every row was understood\n"
    );
    // A source's own currency stands in the table only where it is asked for; the euro is needed in any case.
    let july = kept("rates/monthly_csv_2026-7.csv");
    assert_eq!(rows(&read(&wanted(Format::Gb, &july, "", &["USD"])).unwrap()), ["USD 1.15911449"]);
    assert_eq!(rows(&read(&wanted(Format::Gb, &july, "", &["GBP"])).unwrap()), ["GBP 0.86475268"]);
}

#[test]
fn the_day_that_is_named_is_taken_and_the_newest_otherwise() {
    let h10 = kept("rates/H10.csv");
    // The 26th has no rates, so the newest day with rates is the 25th.
    let newest = read(&request(Format::Us, &h10)).unwrap();
    assert_eq!((newest.on.to_string().as_str(), newest.report.other_days), ("2021-02-25", 6));
    let earlier = read(&wanted(Format::Us, &h10, "2021-02-22", &[])).unwrap();
    assert_eq!(rows(&earlier), ["BRL 6.65863055", "GBP 0.86346523", "USD 1.2155"]);
    assert_eq!(earlier.on.to_string(), "2021-02-22");
    for (format, name, on, why) in [
        (Format::Us, "H10.csv", "2021-02-26", "it has no rates of 2021-02-26, only between 2021-02-22 and 2021-02-25"),
        (
            Format::Us,
            "H10_data.xml",
            "2021-02-26",
            "it has no rates of 2021-02-26, only between 2021-02-24 and 2021-02-25",
        ),
        (Format::Ecb, "eurofxref-daily.xml", "2019-06-14", "it has no rates of 2019-06-14, only of 2019-06-13"),
        (Format::CurrencyApi, "eur.json", "2026-09-30", "it has no rates of 2026-09-30, only of 2026-09-29"),
        (Format::Ca, "FX_RATES_DAILY.json", "2026-04-29", "it has no rates of 2026-04-29, only of 2026-04-28"),
        (
            Format::Gb,
            "monthly_csv_2026-7.csv",
            "2026-08-01",
            "it has no rates of 2026-08-01, only between 2026-07-01 and 2026-07-31",
        ),
    ] {
        let error = refused(&wanted(format, &kept(&format!("rates/{name}")), on, &[]));
        assert!(error.contains(name) && error.ends_with(why), "{error}");
    }
    // The last day of a month is in it.
    let july = read(&wanted(Format::Gb, &kept("rates/monthly_csv_2026-7.csv"), "2026-07-31", &[])).unwrap();
    assert_eq!(july.on.to_string(), "2026-07-01");
}

/// An amendment within a month ends the old rate and begins a new one: the rates of a day are those that hold on it.
#[test]
fn a_rate_amended_within_its_month_counts_from_its_day() {
    let file = file(
        "amended",
        "Country/Territories,Currency,Currency code,Currency units per £1,Start Date,End Date\n\
         Eurozone,Euro,EUR,1.25,01/07/2026,31/07/2026\n\
         Utopia,Dollar,USD,1.5,01/07/2026,14/07/2026\n\
         Utopia,Dollar,USD,3,15/07/2026,31/07/2026\n",
    );
    for (on, day, usd) in [
        ("2026-07-14", "2026-07-01", "USD 1.2"),
        ("2026-07-15", "2026-07-15", "USD 2.4"),
        ("", "2026-07-15", "USD 2.4"),
    ] {
        let rates = read(&wanted(Format::Gb, &file, on, &["USD"])).unwrap();
        assert_eq!((rates.on.to_string().as_str(), rows(&rates)), (day, vec![usd.to_owned()]), "{on}");
    }
}

/// The bank's file with a rate of the dollar on each of these days.
fn ecb(name: &str, days: &[(&str, &str)]) -> PathBuf {
    let day =
        |(day, rate): &(&str, &str)| format!("<Cube time=\"{day}\"><Cube currency=\"USD\" rate=\"{rate}\"/></Cube>\n");
    file(
        name,
        &format!("<gesmes:Envelope><Cube>\n{}</Cube></gesmes:Envelope>", days.iter().map(day).collect::<String>()),
    )
}

/// Article 146 of Implementing Regulation (EU) 2015/2447. The Wednesdays of October 2026 are 7, 14, 21 and 28.
#[test]
fn the_last_wednesday_but_one_rules_the_next_month() {
    let days = [("2026-11-20", "1.4"), ("2026-10-22", "1.3"), ("2026-10-21", "1.2"), ("2026-10-20", "1.1")];
    let october = ecb("wednesday", &days);
    for on in ["2026-11-01", "2026-11-21", "2026-11-30"] {
        let rates = read(&wanted(Format::Eu, &october, on, &[])).unwrap();
        assert_eq!(rows(&rates), ["USD 1.2"], "{on}");
        assert_eq!(rates.on.to_string(), "2026-11-01");
        assert_eq!(rates.source, "ECB reference rates of 2026-10-21 for customs values");
    }
    // Nothing published on that day: the latest before it.
    let rates = read(&wanted(Format::Eu, &ecb("holiday", &days[3..]), "2026-11-21", &[])).unwrap();
    assert_eq!((rows(&rates), rates.source.contains("of 2026-10-20")), (vec!["USD 1.1".to_owned()], true));
    // A file that does not go back so far, and one that ends long before.
    for days in [&days[..2], &[("2026-10-14", "1.1")]] {
        let error = refused(&wanted(Format::Eu, &ecb("other-weeks", days), "2026-11-21", &[]));
        assert!(
            error.contains("for a declaration on 2026-11-21 the rates of 2026-10-21 count, and it has only"),
            "{error}"
        );
    }
    let error = refused(&request(Format::Eu, &october));
    assert!(error.contains("say for a declaration of which day with --on"), "{error}");
}

#[test]
fn rows_that_cannot_be_read_are_told_and_the_others_written() {
    let cube = |code: &str, rate: &str| format!("<Cube currency='{code}' rate='{rate}'/>\n");
    let bad =
        [("USD", "1.1"), ("GBP", "0"), ("JPY", "-160"), ("CHF", "N/A"), ("euro", "1"), ("SEK", "11,2"), ("NOK", "")];
    let bad: String = bad.into_iter().map(|(code, rate)| cube(code, rate)).collect();
    let xml = format!("<Cube>\n<Cube time='2026-11-20'>\n{bad}<Cube currency='PLN'/>\n</Cube></Cube>");
    let csv = "Country,Currency,Currency Code,Currency Units per £1,Start date,End date\n\
               Eurozone,Euro,EUR,1.25,01/07/2026,31/07/2026\n\
               Utopia,Dollar,USD,1.5,01/07/2026,31/07/2026\n\
               Nowhere,Crown,NWC,,01/07/2026,31/07/2026\n\
               Nowhere,Crown,NWC,2,01/07/2026,32/07/2026\n\
               Nowhere,Crown,NWC,2,31/07/2026,01/07/2026\n\
               Nowhere,Crown,NWC,2,2026-07-01,2026-07-31\n\
               Nowhere,Crown,NWC,2,01/07/2026\n";
    let json = r#"{ "date": "2026-09-29", "eur": { "usd": 1.5, "gbp": 0, "jpy": -1, "chf": null, "sek": "many",
                    "nok": 5e-9, "dkk": 4e-9, "isk": 1e99, "ron": [5] } }"#;
    let ca = r#"{ "observations": [ { "d": "2026-04-28", "FXEURCAD": { "v": 1.6 }, "FXUSDCAD": { "v": "3.2" },
                  "FXGBPCAD": { "v": "0" }, "FXMYRCAD": {}, "FXTHBCAD": { "v": "" }, "FXVNDCAD": { "e": -64 },
                  "CORRA": { "v": "2.25" } }, { "d": "soon", "FXEURCAD": { "v": 1.6 } } ] }"#;
    let us = "Unit:,Currency:_Per_EUR,Currency:_Per_USD,Currency:_Per_USD,Currency:_Per_GBP,Index\n\
              Multiplier:,1,1,1,0.01,1\n\
              Currency:,USD,CAD,USD,USD,NA\n\
              Time Period,RXI$US_N.B.EU,RXI_N.B.CA,RXI$US_N.B.AL,RXI$US_N.B.UK,JRXWTFB_N.B\n\
              2021-02-25,1.2,0,0.8,1.4,112\n\
              yesterday,1,1,1,1,1\n";
    for (format, name, content, written, told) in [
        (
            Format::Ecb,
            "bad.xml",
            xml.as_str(),
            "USD 1.1",
            &[
                "line 10: the row has not both a `currency` and a `rate`",
                "line 4: the rate of GBP is `0`, which is not above zero",
                "line 5: the rate of JPY is `-160`, which is not above zero",
                "line 6: the rate of CHF is `N/A`, which is not a decimal number",
                "line 7: `euro` is not a currency code of three capital letters, such as EUR",
                "line 8: the rate of SEK is `11,2`, which is not a decimal number",
                "line 9: the rate of NOK is ``, which is not a decimal number",
            ][..],
        ),
        (
            Format::Gb,
            "bad.csv",
            csv,
            "GBP 0.8, USD 1.2",
            &[
                "line 5: `01/07/2026` to `32/07/2026` is no period; days are written 31/07/2026",
                "line 6: `31/07/2026` to `01/07/2026` is no period; days are written 31/07/2026",
                "line 7: `2026-07-01` to `2026-07-31` is no period; days are written 31/07/2026",
                "line 8: the row has 5 cells and the header 6",
                "line 4: the rate of NWC is ``, which is not a decimal number",
            ],
        ),
        (
            Format::CurrencyApi,
            "bad.json",
            json,
            "NOK 0.00000001, USD 1.5",
            &[
                "`gbp`: the rate of GBP is `0`, which is not above zero",
                "`jpy`: the rate of JPY is `-1`, which is not above zero",
                "`chf`: the rate of CHF is `null`, which is not a decimal number",
                "`sek`: the rate of SEK is `many`, which is not a decimal number",
                "`isk`: the rate of ISK is `1e99`, which is not a decimal number",
                "`ron`: the rate of RON is `[\"5\"]`, which is not a decimal number",
                "`dkk`: DKK is worth too much for a rate of 8 decimals",
            ],
        ),
        (
            Format::Ca,
            "bad-valet.json",
            ca,
            "CAD 1.6, USD 0.5",
            &[
                "observation 2: its day `d`: `soon` is not a calendar day; write it as 2026-07-01",
                "observation 1, FXGBPCAD: the rate of GBP is `0`, which is not above zero",
            ],
        ),
        (
            Format::Us,
            "bad-h10.csv",
            us,
            "USD 1.2",
            &[
                "column 4: the series RXI$US_N.B.AL has the unit `Currency:_Per_USD`, which does not fit its name",
                "column 5: the series RXI$US_N.B.UK has the multiplier `0.01`, and 1 is expected",
                "line 6: `yesterday` is not a calendar day; write it as 2026-07-01",
                "line 5, column 3: the rate of CAD is `0`, which is not above zero",
            ],
        ),
    ] {
        let rates = read(&request(format, &file(name, content))).unwrap();
        assert_eq!(rows(&rates).join(", "), written, "{name}");
        assert_eq!(unread(&rates), told, "{name}");
        let shown = rates.report.to_string();
        assert!(
            shown.contains(&format!("not understood, and not in the table: {}\n  {}", told.len(), told[0])),
            "{shown}"
        );
    }
    let ca = read(&request(Format::Ca, &file("gaps.json", ca))).unwrap();
    assert_eq!(
        left_out(&ca),
        ["no rate in Canadian dollars: CORRA", "the euro itself: EUR", "without a rate on that day: MYR THB VND"]
    );
}

#[test]
fn a_currency_that_stands_twice_is_told() {
    let csv = |rows: &str| {
        let header = "Country,Currency,Currency Code,Currency Units per £1,Start date,End date";
        let rows = rows.split(' ').map(|row| format!("A,B,{row},01/07/2026,31/07/2026\n"));
        format!("{header}\n{}", rows.collect::<String>())
    };
    // Countries that share a currency share its rate.
    let shared = read(&request(Format::Gb, &file("shared", &csv("EUR,1.25 XOF,800 XOF,800 XOF,800.00")))).unwrap();
    assert_eq!(rows(&shared), ["GBP 0.8", "XOF 640"]);
    assert_eq!(left_out(&shared), ["the euro itself: EUR", "the same rate once more: XOF XOF"]);
    // Two rates of one currency are a question that nobody here can answer.
    let two = read(&request(Format::Gb, &file("two", &csv("EUR,1.25 XOF,800 USD,2 XOF,801 XOF,800")))).unwrap();
    assert_eq!(rows(&two), ["GBP 0.8", "USD 1.6"]);
    assert_eq!(unread(&two), ["line 5: XOF has the rate 801 here and 800 at line 3, so it has none"]);
    // In JSON a key may stand twice as well.
    let twice = r#"{ "date": "2026-09-29", "eur": { "usd": 1.5, "gbp": 0.9, "usd": 1.6, "eur": 1 } }"#;
    let twice = read(&request(Format::CurrencyApi, &file("twice", twice))).unwrap();
    assert_eq!(rows(&twice), ["GBP 0.9"]);
    assert_eq!(unread(&twice), ["`usd`: USD has the rate 1.6 here and 1.5 at `usd`, so it has none"]);
    // The source's own currency is one of itself.
    let own = r#"{ "date": "2026-09-29", "eur": { "usd": 1.5, "eur": 2 } }"#;
    let error = refused(&request(Format::CurrencyApi, &file("own", own)));
    assert!(
        error.contains("`eur`: EUR has the rate 2 here and 1 at the file's own currency, so it has none"),
        "{error}"
    );
}

#[test]
fn rates_are_exact_and_never_binary() {
    // A figure of more digits than a binary fraction holds, and one that a sum of binary fractions would miss.
    let json = r#"{ "date": "2026-09-29", "usd": { "eur": 0.1, "gbp": 0.3, "jpy": 12345678901234.56789012, "aed": 1.000000005e0 } }"#;
    let rates = read(&request(Format::CurrencyApi, &file("exact", json))).unwrap();
    assert_eq!(rows(&rates), ["AED 10.00000005", "GBP 3", "JPY 123456789012345.6789012", "USD 10"]);
    // Halves go up, at the ninth decimal.
    let json = r#"{ "date": "2026-09-29", "eur": { "usd": 1.000000005, "gbp": 1.0000000049 } }"#;
    assert_eq!(rows(&read(&request(Format::CurrencyApi, &file("halves", json))).unwrap()), ["GBP 1", "USD 1.00000001"]);
}

#[test]
fn a_file_that_cannot_be_used_is_refused_with_a_sentence() {
    let gb = "Country,Currency,Currency Code,Currency Units per £1,Start date,End date\n";
    for (format, content, why) in [
        (Format::CurrencyApi, "", "at line 1: this is not such a file"),
        (Format::CurrencyApi, "{\n\"date\": \"2026-09-29\",\n\"eur\": {", "at line 3: this is not such a file"),
        (Format::CurrencyApi, "[]", "this is not such a file"),
        (Format::CurrencyApi, "{}", "there is no `date`"),
        (Format::CurrencyApi, r#"{"date": "2026-09-29"}"#, "there is no list of rates, such as `eur`"),
        (Format::CurrencyApi, r#"{"date": "today", "eur": {}}"#, "at `date`: `today` is not a calendar day"),
        (Format::CurrencyApi, r#"{"date": "2026-09-29", "eur": {}, "usd": {}}"#, "at `usd`: it is neither the day nor"),
        (Format::CurrencyApi, r#"{"date": "2026-09-29", "eur": {}}"#, "it has no rate of any day"),
        (
            Format::CurrencyApi,
            r#"{"date": "2026-09-29", "usd": {"gbp": 1}}"#,
            "it has no rate of the euro, through which",
        ),
        (Format::CurrencyApi, r#"{"date": "2026-09-29", "eur": {"gbp": 0}}"#, "it has no rate that can be written"),
        (Format::Ecb, "", "there is no `Cube` with a `time`"),
        (Format::Ecb, "<Cube>\n<Cube time='soon'>", "at line 2: `soon` is not a calendar day"),
        (Format::Ecb, "<Cube>\n<Cube time='2026-11-20'", "at line 2: a tag does not end"),
        (Format::Ecb, "<Cube time='2026-11-20'/>", "it has no rate of any day"),
        (Format::Gb, "", "at line 1: there is no column `currency code`"),
        (Format::Gb, "Currency Code,Start date,End date\n", "at line 1: there is no column `currency units per`"),
        (Format::Gb, gb, "it has no rate of any day"),
        (Format::Us, "a,b\n", "there is no row `Time Period`"),
        (
            Format::Us,
            "Unit:,x\nTime Period,x\n",
            "the rows `Unit:`, `Multiplier:` and `Currency:` do not all stand above",
        ),
        (Format::Us, "<a/>", "there is no `Series`"),
        (Format::Ca, "{}", "at line 1: this is not such a file: missing field `observations`"),
        (Format::Ca, r#"{"observations": []}"#, "it has no rate of any day"),
    ] {
        let error = refused(&request(format, &file("refused", content)));
        assert!(error.contains(why), "{content}: {error}");
    }
    // Where the euro could not be read, the sentence says why.
    let no_euro =
        format!("{gb}Eurozone,Euro,EUR,-1,01/07/2026,31/07/2026\nUtopia,Dollar,USD,2,01/07/2026,31/07/2026\n");
    let error = refused(&request(Format::Gb, &file("no-euro", &no_euro)));
    assert!(error.ends_with("goes; line 2: the rate of EUR is `-1`, which is not above zero"), "{error}");
    let missing = read(&request(Format::Ecb, &scratch("rates-none").join("missing.xml"))).unwrap_err();
    assert!(matches!(missing, ImportError::Read { .. }), "{missing}");
}

/// Files of some years are in an older encoding, or begin with the mark of a newer one.
#[test]
fn the_encoding_of_a_file_does_not_matter() {
    let text = fs::read_to_string(kept("rates/monthly_csv_2026-7.csv")).unwrap();
    let expected = rows(&of_kept(Format::Gb, "monthly_csv_2026-7.csv"));
    let file = scratch("rates-encoding").join("file");
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [latin, format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()] {
        fs::write(&file, bytes).unwrap();
        assert_eq!(rows(&read(&request(Format::Gb, &file)).unwrap()), expected);
    }
}
