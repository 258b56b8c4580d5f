//! Questions that nobody should ask: each is answered with what is wrong and how to mend it, or with what is not covered.
//! Never a panic, and never a zero that nobody meant.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "in a test, an unwrap is the assertion")]

mod common;

use common::tables;
use dutybound::duty::expression::DutyUnit;
use dutybound::tables::schema::Transaction;
use dutybound::{Consignment, LineStatus, NotCovered, Problem, Quote, shape};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// A basket that is fine.
fn fine() -> Value {
    json!({
        "to": "FR", "from": "CN", "assessmentDate": "2026-11-21", "currency": "EUR", "freight": "9.00",
        "lines": [{ "description": "cotton T-shirt", "code": "610910", "quantity": 2, "unitPrice": "20.00" }],
    })
}

/// The fine basket with one field of it changed.
fn with(field: &str, value: impl Into<Value>) -> Value {
    let mut basket = fine();
    basket[field] = value.into();
    basket
}

/// The fine basket with one field of its line changed.
fn with_line(field: &str, value: impl Into<Value>) -> Value {
    let mut basket = fine();
    basket["lines"][0][field] = value.into();
    basket
}

/// The fine basket with a second line, of which one field is changed.
fn beside(field: &str, value: impl Into<Value>) -> Value {
    let mut basket = fine();
    let mut line = basket["lines"][0].clone();
    line[field] = value.into();
    basket["lines"].as_array_mut().unwrap().push(line);
    basket
}

/// More than any message or path needs.
const LONG: usize = 1_000;

fn is_told(problem: &Problem) {
    let shown = format!("{problem:?}");
    assert!(!problem.code.is_empty() && problem.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{shown}");
    assert!(!problem.message.is_empty() && !problem.help.is_empty(), "{shown}");
    assert!(!problem.path.is_empty() || problem.code == "not-a-basket", "{shown}");
    let longest = problem.path.len().max(problem.message.len()).max(problem.help.len());
    assert!(longest < LONG, "a problem of {longest} bytes: {}", shown.chars().take(200).collect::<String>());
}

fn problems_of_text(text: &str) -> Vec<Problem> {
    let problems = shape::from_json(text).err().unwrap_or_default();
    let start: String = text.chars().take(300).collect();
    assert!(!problems.is_empty(), "nothing is said against {start}");
    problems.iter().for_each(is_told);
    problems
}

/// What is said against a basket.
fn problems(basket: &Value) -> Vec<Problem> {
    problems_of_text(&basket.to_string())
}

/// Something is said at this path, with this code.
fn refused(basket: &Value, path: &str, code: &str) {
    let problems = problems(basket);
    assert!(problems.iter().any(|problem| (problem.path.as_str(), problem.code) == (path, code)), "{problems:#?}");
}

fn quoted(basket: &Value) -> Quote<'static> {
    let consignment = shape::from_json(&basket.to_string()).unwrap();
    dutybound::quote(&consignment, tables()).unwrap()
}

fn not_covered(basket: &Value) -> NotCovered {
    let consignment = shape::from_json(&basket.to_string()).unwrap();
    let reason = dutybound::quote(&consignment, tables()).map(|quote| quote.landed_cost).unwrap_err();
    assert!(!reason.to_string().is_empty() && !reason.code().is_empty());
    reason
}

/// The second line is left out of the sums and explained; the first one is priced as if it were alone.
fn flagged(basket: &Value) {
    let quote = quoted(basket);
    let statuses: Vec<LineStatus> = quote.lines.iter().map(|line| line.status).collect();
    assert_eq!(statuses, [LineStatus::Priced, LineStatus::Flagged], "{basket}");
    let told: Vec<&Problem> = quote.problems.iter().filter(|problem| problem.path.starts_with("lines[1]")).collect();
    assert!(!told.is_empty(), "{basket}");
    told.into_iter().for_each(is_told);
    assert_eq!(quote.landed_cost, quoted(&fine()).landed_cost, "{basket}");
}

/// Figures that are none, or that no parcel has.
fn bad_figures() -> Vec<Value> {
    let texts = [
        "-1",
        "-0.01",
        "NaN",
        "nan",
        "Infinity",
        "-Infinity",
        "inf",
        "1e308",
        "1e3",
        "1,50",
        "1 000",
        "0x10",
        "١٢",
        "１２",
        "+5",
        "..",
        ".",
        "-",
        "1.2.3",
        "five",
        "5 EUR",
        "999999999999999999999999999999999",
        "0.000000000000000000000000000001",
        "1000000000001",
        "0.123456789",
        "\u{0}",
        "5\u{0}",
        "5\n6",
        "\u{202e}05",
        "<script>alert(1)</script>",
    ];
    let mut figures: Vec<Value> = texts.into_iter().map(Value::from).collect();
    figures.push(format!("1{}", "0".repeat(30)).into());
    figures.push("9".repeat(1_000_000).into());
    figures.extend([
        json!(-1),
        json!(-0.5),
        json!(1e308),
        json!(1e30),
        json!(1e-30),
        json!(true),
        json!([]),
        json!({}),
        json!([5]),
    ]);
    figures
}

#[test]
fn the_basket_that_is_fine_is_fine() {
    let quote = quoted(&fine());
    assert!(quote.problems.is_empty());
    assert!(quote.landed_cost.low > quote.goods);
}

#[test]
fn bad_figures_of_the_consignment() {
    for field in ["freight", "insurance"] {
        for figure in bad_figures() {
            let problems = problems(&with(field, figure.clone()));
            let shown: String = figure.to_string().chars().take(40).collect();
            assert!(problems.iter().any(|problem| problem.path == field), "{field} {shown}: {problems:?}");
        }
    }
}

#[test]
fn bad_prices_and_quantities_of_the_only_line() {
    for field in ["unitPrice", "quantity"] {
        for figure in bad_figures() {
            refused(&with_line(field, figure), "lines[0]", "unreadable-line");
        }
    }
    refused(&with_line("unitPrice", Value::Null), "lines[0]", "unreadable-line");
    refused(&with_line("unitPrice", ""), "lines[0]", "unreadable-line");
    refused(&with_line("unitPrice", " "), "lines[0]", "unreadable-line");
    for zero in ["0", "0.00", "-0"] {
        refused(&with_line("quantity", zero), "lines[0]", "unreadable-line");
    }
}

#[test]
fn bad_figures_beside_a_fine_line() {
    for field in ["unitPrice", "quantity", "netWeight"] {
        for figure in bad_figures() {
            flagged(&beside(field, figure));
        }
    }
    for figure in bad_figures() {
        flagged(&beside("quantities", json!({ "pair": figure.clone() })));
        flagged(&beside("components", json!({ "metal": figure })));
    }
}

#[test]
fn codes_that_are_none() {
    let codes = [
        json!("6"),
        json!("610"),
        json!("1234567890123"),
        json!("6".repeat(1_000_000)),
        json!("61x9"),
        json!("６１０９１０"),
        json!("61-09-10"),
        json!("'; drop table"),
        json!("\u{202e}019016"),
        json!("6109\u{0}10"),
        json!("-610910"),
        json!("610910e0"),
        json!(6.5),
        json!(-610_910),
        json!(true),
        json!([]),
        json!({ "hs": "610910" }),
    ];
    for code in codes {
        let quote = quoted(&beside("code", code.clone()));
        let shown: String = code.to_string().chars().take(40).collect();
        assert_eq!(quote.lines[1].status, LineStatus::Flagged, "{shown}");
        let told = quote.problems.iter().find(|problem| problem.path == "lines[1].code");
        let told = told.unwrap_or_else(|| no_problem(&shown));
        is_told(told);
        assert_eq!(told.code, "unreadable-code");
        // It is priced with what can be known, so it is not left out as if it cost nothing.
        assert_eq!(quote.goods, "80.00".parse().unwrap());
    }
}

#[expect(clippy::panic, reason = "in a test, a panic is the assertion")]
fn no_problem(code: &str) -> &'static Problem {
    panic!("nothing is said about {code}")
}

#[test]
fn a_code_that_cannot_be_read_leaves_duty_open_and_never_free() {
    for (to, currency) in [
        ("FR", "EUR"),
        ("GB", "GBP"),
        ("US", "USD"),
        ("CA-ON", "CAD"),
        ("AU", "AUD"),
        ("NZ", "NZD"),
        ("JP", "JPY"),
        ("NO", "NOK"),
        ("CH", "CHF"),
    ] {
        for code in ["61x9", ""] {
            let mut basket = with("to", to);
            basket["currency"] = currency.into();
            basket["carriage"] = "air-freight".into();
            basket["transaction"] = "commercial".into();
            basket["buyer"] = "registered".into();
            basket["lines"][0]["code"] = code.into();
            basket["lines"][0]["unitPrice"] = "500000.00".into();
            let quote = quoted(&basket);
            let open = quote.landed_cost.settled().is_none();
            assert!(
                open,
                "{to} {code:?}: duty is settled at {:?} for goods of which nothing is known",
                quote.landed_cost
            );
            assert!(!quote.needs.is_empty(), "{to} {code:?}: nothing is asked");
            let said = quote.assumptions.iter().any(|assumption| assumption.code == "code-unknown");
            assert!(said, "{to} {code:?}: the goods are taken as plain ones, and it is not said");
        }
    }
}

/// Two lines can be one goods item; what is said of its code is said of both.
#[test]
fn a_code_read_as_a_shorter_one_is_told_of_every_line() {
    let mut basket = beside("unitPrice", "30.00");
    for line in basket["lines"].as_array_mut().unwrap() {
        line["code"] = "610910999999".into();
    }
    let quote = quoted(&basket);
    let read_as = quote.assumptions.iter().filter(|assumption| assumption.code == "code-read-as");
    assert_eq!(read_as.map(|assumption| assumption.line).collect::<Vec<_>>(), [Some(0), Some(1)]);
}

/// A claim that is not understood costs the buyer the preference: shops write agreements in capitals.
#[test]
fn names_are_the_same_in_capitals_and_with_space_around() {
    let under = |claim: &str, carriage: &str| {
        let mut basket = with("to", "US");
        basket["from"] = "MX".into();
        basket["carriage"] = carriage.into();
        basket["lines"][0]["claims"] = json!([claim]);
        quoted(&basket).landed_cost
    };
    assert_eq!(under("USMCA ", " Express"), under("usmca", "express"));
    assert_ne!(under("usmca", "express"), under("korus", "express"), "the claim counts");
}

#[test]
fn missing_fields_are_all_told_at_once() {
    let told = problems(&json!({}));
    for path in ["to", "from", "assessmentDate", "currency", "lines"] {
        assert!(told.iter().any(|problem| problem.path == path), "{path}: {told:?}");
    }
    for field in ["to", "from", "assessmentDate", "currency"] {
        for nothing in [Value::Null, json!("")] {
            refused(&with(field, nothing), field, "missing");
        }
        for wrong in [json!(true), json!([]), json!({}), json!(["FR"])] {
            refused(&with(field, wrong), field, "not-text");
        }
        let strange = [" ", "\u{0}", "\u{202e}", "<script>", "FRA1", "fr", "F", "CA-", "CA-ONTARIO", "🇫🇷", "0", "-1"];
        for strange in strange {
            assert!(problems(&with(field, strange)).iter().any(|problem| problem.path == field), "{field} {strange:?}");
        }
        assert!(!problems(&with(field, "X".repeat(1_000_000))).is_empty());
        assert!(!problems(&with(field, 7)).is_empty());
    }
}

#[test]
fn days() {
    for day in [
        "2026-02-30",
        "2026-13-01",
        "2026-00-10",
        "26-11-21",
        "2026-1-1",
        "20261121",
        "21.11.2026",
        "today",
        "2026-11-21T00:00:00Z",
        "+002026-11-21",
        "２０２６-11-21",
    ] {
        refused(&with("assessmentDate", day), "assessmentDate", "unreadable");
    }
    for place in tables().world.places.iter().filter(|place| place.destination && !place.parts_required) {
        let mut basket = with("to", place.place.as_str());
        for day in ["0001-01-01", "1900-01-01", &place.known_from.day_before().unwrap().to_string()] {
            basket["assessmentDate"] = day.into();
            let reason = not_covered(&basket);
            assert!(matches!(reason, NotCovered::TooEarly { .. }), "{} {day}: {reason:?}", place.place);
        }
        // Law enacted today is all that is known of a far day; the answer still says how long it is valid, or that it is not known.
        for day in [place.known_from.to_string().as_str(), "9999-12-31"] {
            basket["assessmentDate"] = day.into();
            let consignment = shape::from_json(&basket.to_string()).unwrap();
            if let Ok(quote) = dutybound::quote(&consignment, tables()) {
                assert_eq!(quote.on.to_string(), day);
                assert!(quote.valid_until.is_none_or(|until| until > quote.on), "{} {day}", place.place);
            }
        }
    }
}

#[test]
fn places() {
    for place in ["ZZ", "XX-1", "FRANCE"] {
        assert!(matches!(not_covered(&with("to", place)), NotCovered::Place { .. }), "{place}");
    }
    assert!(matches!(not_covered(&with("to", "EU")), NotCovered::NotADestination { .. }));
    // Without its province a Canadian parcel costs what it costs in the cheapest and in the dearest one.
    let spanned = quoted(&with("to", "CA"));
    assert_eq!(spanned.needs.first().map(|need| need.code.as_str()), Some("part"));
    for province in ["CA-AB", "CA-ON", "CA-NS"] {
        let there = quoted(&with("to", province)).landed_cost;
        assert!(spanned.landed_cost.low <= there.low, "{province}: {there:?}");
        let highest = spanned.landed_cost.high;
        assert!(highest.is_none_or(|high| there.high.is_some_and(|there| there <= high)), "{province}: {there:?}");
    }
    assert!(matches!(not_covered(&with("to", "CA-ZZ")), NotCovered::Place { .. }));
    // An origin that nobody knows is an origin like any other.
    assert!(!quoted(&with("from", "ZZ")).charges.is_empty());
    assert!(!quoted(&with_line("origin", "ZZ")).charges.is_empty());
    refused(&with_line("origin", "China"), "lines[0].origin", "unreadable");
    refused(&with_line("origin", json!([])), "lines[0].origin", "not-text");
}

#[test]
fn currencies_and_rates() {
    assert!(matches!(not_covered(&with("currency", "XTS")), NotCovered::Rate { .. }));
    let rate = |rate: Value| json!([{ "from": "XTS", "to": "EUR", "rate": rate }]);
    let mut handed_in = with("currency", "XTS");
    handed_in["exchangeRates"] = rate(json!("0.5"));
    let quote = quoted(&handed_in);
    assert_eq!(quote.goods, "20.00".parse().unwrap());
    assert!(quote.rates.iter().any(|used| used.from.as_str() == "XTS"));
    for bad in bad_figures().into_iter().chain([json!("0"), json!("0.00"), json!(0), Value::Null, json!("")]) {
        let shown: String = bad.to_string().chars().take(40).collect();
        // A rate may have more digits than a price, within reason.
        if shown.contains("1000000000001") || shown.contains("0.123456789") {
            continue;
        }
        handed_in["exchangeRates"] = rate(bad);
        let told = problems(&handed_in);
        assert!(told.iter().any(|problem| problem.path == "exchangeRates[0].rate"), "{shown}: {told:?}");
    }
    handed_in["exchangeRates"] = json!([{}]);
    assert!(problems(&handed_in).len() >= 2);
    handed_in["exchangeRates"] = json!([{ "from": "XTS", "to": "EUR", "rate": "0.5", "on": "yesterday" }]);
    refused(&handed_in, "exchangeRates[0].on", "unreadable");
}

/// The largest that is let through: prices, pieces and rates at their limits still give an answer, and no zero.
#[test]
fn the_largest_that_is_let_through() {
    let mut quotes = 0;
    for to in ["FR", "US", "GB", "CA-QC", "AU", "NZ", "JP", "SG", "CH", "NO"] {
        // At their limits: rates, freight and insurance, and a line by its price and by its pieces.
        for (rate, pieces, price) in [
            ("10000000", "10", "100000000000"),
            ("10000000", "100000000", "10000"),
            ("0.0000001", "10", "100000000000"),
        ] {
            let mut basket = with("to", to);
            basket["currency"] = "XTS".into();
            basket["freight"] = "100000000000".into();
            basket["insurance"] = "100000000000".into();
            basket["lines"][0]["quantity"] = pieces.into();
            basket["lines"][0]["unitPrice"] = price.into();
            let euro = json!({ "from": "XTS", "to": "EUR", "rate": rate });
            let own = tables().place(to.parse().unwrap()).unwrap().currency;
            let mut rates = vec![euro];
            for known in ["USD", "GBP", "CAD", "AUD", "NZD", "JPY", "SGD", "CHF", "NOK"] {
                rates.push(json!({ "from": "XTS", "to": known, "rate": rate }));
            }
            basket["exchangeRates"] = rates.into();
            let consignment = shape::from_json(&basket.to_string()).unwrap();
            if let Ok(quote) = dutybound::quote(&consignment, tables()) {
                quotes += 1;
                assert!(quote.landed_cost.low >= quote.goods, "{to} {own} {rate}: {:?}", quote.landed_cost);
                assert!(quote.landed_cost.high.is_none_or(|high| high >= quote.landed_cost.low), "{to} {rate}");
            }
        }
    }
    assert!(quotes > 20, "only {quotes} are answered");
}

/// A program may put a consignment together without the reader of baskets and its bounds. Figures end somewhere; that is no
/// reason to fall over, and what runs over is the most there is, never little.
#[test]
fn figures_at_the_end_of_decimals() {
    let mut consignment = shape::from_json(&beside("code", "420222").to_string()).unwrap();
    let most = Decimal::MAX;
    for line in &mut consignment.lines {
        (line.unit_price, line.net_weight) = (most, Some(most));
        line.quantities = vec![(DutyUnit::Kg, most), (DutyUnit::Pair, most), (DutyUnit::Litre, most)];
    }
    (consignment.freight, consignment.insurance) = (Some(most), Some(most));
    let places = tables().world.places.iter().filter(|place| place.destination);
    let mut quotes = 0;
    for to in places.map(|place| place.place) {
        for transaction in [Transaction::DistanceSale, Transaction::Gift] {
            let asked = Consignment { to, transaction, ..consignment.clone() };
            if let Ok(quote) = dutybound::quote(&asked, tables()) {
                quotes += 1;
                assert!(quote.landed_cost.low >= quote.goods && quote.goods > Decimal::from(u64::MAX), "{to}");
                assert!(serde_json::to_string(&shape::QuoteShape(&quote)).is_ok());
            }
        }
    }
    assert!(quotes > 400, "only {quotes}");
}

/// A currency of which a euro buys more than a million can be handed in, either way round.
#[test]
fn a_rate_of_millions() {
    let mut basket = with("to", "IR");
    for (from, to, rate) in [("EUR", "IRR", "1562098.62"), ("IRR", "EUR", "0.00000064")] {
        basket["exchangeRates"] = json!([{ "from": from, "to": to, "rate": rate }]);
        assert!(quoted(&basket).goods > Decimal::from(62_000_000), "{rate}");
    }
    basket["exchangeRates"] = json!([{ "from": "IRR", "to": "EUR", "rate": "0.00000001" }]);
    refused(&basket, "exchangeRates[0].rate", "not-a-rate");
}

/// Words that are no text say what the goods are to nobody: the line is flagged, so that no weapon passes for a thing.
#[test]
fn a_description_that_is_no_text() {
    for wrong in [json!(["pistol"]), json!({ "en": "pistol" }), json!(true)] {
        flagged(&beside("description", wrong));
    }
}

#[test]
fn choices_that_nobody_knows() {
    for field in ["transaction", "carriage", "buyer"] {
        for wrong in [json!("rocket"), json!(5), json!(true), json!([]), json!({}), json!("x".repeat(1_000_000))] {
            refused(&with(field, wrong), field, "unknown-choice");
        }
    }
    refused(&with("dataset", json!([])), "dataset", "not-text");
    refused(&with("elections", json!([true])), "elections[0]", "not-text");
    refused(&with("seller", json!({ "registrations": [{}] })), "seller.registrations[0]", "not-text");
    refused(&with("seller", json!({ "marketplace": "yes" })), "seller.marketplace", "not-a-truth");
    refused(&with_line("facts", json!({ "for-children": "maybe" })), "lines[0].facts.for-children", "not-a-truth");
    refused(&with_line("claims", json!([[]])), "lines[0].claims[0]", "not-text");
}

#[test]
fn shapes_that_are_no_basket() {
    let wrong = [
        json!([]),
        json!(null),
        json!("basket"),
        json!(5),
        with("lines", "none"),
        with("lines", json!({})),
        with("lines", json!([5])),
        with("lines", json!([[]])),
        with("seller", 5),
        with("elections", "all"),
        with("exchangeRates", json!({})),
        with_line("quantities", json!([])),
        with_line("facts", json!([])),
        with_line("claims", "usmca"),
        with("price", 5),
        with_line("amount", 5),
        with_line("components", "metal"),
        with("seller", json!({ "name": "shop" })),
    ];
    for basket in wrong {
        problems(&basket);
    }
    for text in [
        "",
        " ",
        "{",
        "{\"to\":}",
        "{\"to\":\"FR\",\"to\":\"DE\"}",
        "nonsense",
        "{\"freight\":NaN}",
        "\u{feff}{}",
        "{}{}",
    ] {
        problems_of_text(text);
    }
    for depth in [100, 100_000] {
        problems_of_text(&format!("{}{}", "[".repeat(depth), "]".repeat(depth)));
        problems_of_text(&format!("{{\"to\":{}1{}}}", "[".repeat(depth), "]".repeat(depth)));
        problems_of_text(&"{\"lines\":[".repeat(depth));
    }
}

/// Fields have names; nothing is read by its position in a list.
#[test]
fn a_list_is_no_basket() {
    for (field, list) in [
        ("lines", json!([["1", "cotton T-shirt", "610910", "CN", 2, "20.00"]])),
        ("seller", json!([["ioss"], false])),
        ("exchangeRates", json!([["XTS", "EUR", "0.5"]])),
    ] {
        refused(&with(field, list), "", "not-a-basket");
    }
    refused(&json!([]), "", "not-a-basket");
}

/// What stands where a list or an object belongs is told with its place in the text, in words that name no type of a program.
#[test]
fn one_value_where_several_belong() {
    let line = |field: &str, value: Value| with("lines", json!([{ "unitPrice": "20.00", field: value }]));
    for (basket, said) in [
        (with("lines", "x"), "there is string \"x\" where a list belongs, at line"),
        (with("lines", json!({})), "there is an object where a list belongs, at line"),
        (with("elections", 5), "there is the number `5` where a list belongs, at line"),
        (with("seller", json!([])), "there is a list where an object with named keys belongs, at line"),
        (line("claims", json!(true)), "there is `true` where a list belongs, at line"),
        (line("facts", json!([1])), "there is a list where an object belongs, at line"),
        // What the caller wrote stays as it is.
        (with("lines", "a roadmap"), "there is string \"a roadmap\" where a list belongs, at line"),
    ] {
        let problems = problems(&basket);
        let told = problems.iter().any(|problem| problem.code == "not-a-basket" && problem.message.contains(said));
        assert!(told, "{said}: {problems:#?}");
    }
    let price = with_line("unitPrice", json!({}));
    assert!(problems(&price).iter().any(|problem| problem.message.contains("a list or object is no number")));
}

#[test]
fn strings_that_mean_harm() {
    let harm = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'; DROP TABLE measures; --",
        "../../etc/passwd",
        "\u{0}\u{1}\u{7f}\u{1b}[31m",
        "\u{202e}drawkcab",
        "\u{200b}\u{feff}",
        "${jndi:ldap://x}",
        "%s%n%n",
        "🧦".repeat(5_000).as_str(),
        "ﷺ",
        "a\u{300}".repeat(3_000).as_str(),
        "\r\n\r\n",
        "\\",
        "{{7*7}}",
    ]
    .map(str::to_owned);
    let plain = quoted(&with_line("description", "something"));
    for text in harm.iter().chain([&"T-shirt ".repeat(131_072)]) {
        let quote = quoted(&with_line("description", text.as_str()));
        assert_eq!(quote.landed_cost, plain.landed_cost);
        let told = serde_json::to_string(&shape::QuoteShape(&quote)).unwrap();
        assert!(told.len() < 100_000, "the answer has {} bytes", told.len());
        for field in ["claims", "id"] {
            let value = if field == "id" { json!(text) } else { json!([text]) };
            assert_eq!(quoted(&with_line(field, value)).landed_cost, quoted(&fine()).landed_cost, "{field}");
        }
        for basket in [
            with("elections", json!([text])),
            with("dataset", text.as_str()),
            with("seller", json!({ "registrations": [text] })),
        ] {
            let quote = quoted(&basket);
            let told = serde_json::to_string(&shape::QuoteShape(&quote)).unwrap();
            assert!(told.len() < 100_000, "the answer has {} bytes", told.len());
        }
        for field in ["facts", "quantities", "components"] {
            let value = if field == "facts" { json!(true) } else { json!("1") };
            let quote = quoted(&with_line(field, json!({ (text.as_str()): value })));
            assert_eq!(quote.landed_cost, quoted(&fine()).landed_cost, "{field}");
        }
    }
}

#[test]
fn a_weight_of_nought_is_a_weight_that_nobody_told() {
    let mut basket = with_line("netWeight", "0.00");
    basket["grossWeight"] = json!(0);
    let read = shape::from_json(&basket.to_string()).unwrap();
    assert_eq!((read.weight(), read.lines[0].net_weight), (None, None));
    // By the law of the Union on muesli: a share of the value and an amount by weight.
    basket["assessmentDate"] = json!("2026-03-02");
    basket["lines"][0] = json!({ "description": "muesli", "code": "19042010", "unitPrice": "200.00", "netWeight": 0 });
    let quote = quoted(&basket);
    assert!(quote.needs.iter().any(|need| need.code == "quantity:kg"), "{:?}", quote.needs);
    assert_eq!(quote.landed_cost.high, None);
}

/// A misspelt key is no key left out: `quantiy: 3` must not be priced as one piece.
#[test]
fn misspelt_keys_are_told() {
    refused(&with("curency", json!("EUR")), "curency", "unknown-key");
    refused(&with("seller", json!({ "market_place": true })), "seller.market_place", "unknown-key");
    refused(&with("", json!(1)), "\"\"", "unknown-key");
    let rate = json!({ "from": "USD", "to": "EUR", "rate": "0.9", "date": "2026-11-21" });
    refused(&with("exchangeRates", json!([rate])), "exchangeRates[0].date", "unknown-key");
    refused(&beside("quantiy", json!(3)), "lines[1].quantiy", "unknown-key");
    let mut many = serde_json::Map::new();
    many.extend((0..100_000).map(|at| (format!("key{at}"), json!([{ "deep": at }]))));
    assert_eq!(problems(&json!(many)).iter().filter(|problem| problem.code == "unknown-key").count(), 5);
}

/// Names of facts, units and parts are the caller's; what is said about them stays short.
#[test]
fn long_names_are_not_echoed_whole() {
    let name = "x".repeat(100_000);
    for field in ["facts", "quantities", "components"] {
        let value = if field == "facts" { json!("maybe") } else { json!("many") };
        problems(&with_line(field, json!({ (name.as_str()): value })));
    }
    let mut unknown = fine();
    unknown[name.as_str()] = json!(1);
    problems(&unknown);
}

fn many(count: usize) -> Value {
    let codes = ["610910", "640411", "420222", "950300", "330300", "490199", "851713", "220421", "", "61x9"];
    let line = |at: usize| json!({ "description": format!("thing {}", at % 500), "code": codes[at % codes.len()], "quantity": 1, "unitPrice": "0.01" });
    with("lines", (0..count).map(line).collect::<Vec<_>>())
}

#[test]
fn ten_thousand_lines_are_priced() {
    let quote = quoted(&many(10_000));
    assert_eq!(quote.lines.len(), 10_000);
    assert_eq!(quote.goods, "100.00".parse().unwrap());
    assert!(quote.lines.iter().all(|line| line.item.is_some()));
}

/// The limit for gifts is filled by the dearest whole pieces of all goods, which each of ten thousand items asks: 45 euros hold
/// 29.99, 15.00 and a cent, not 20.00. On the others come 2.5 % of 20.00 and, on 119.96 and these 50 cents, 20 % of tax.
#[test]
fn ten_thousand_gifts_are_priced() {
    let mut basket = with("transaction", "gift");
    basket["freight"] = "0".into();
    let price = |at: usize| ["29.99", "20.00", "15.00"].get(at).copied().unwrap_or("0.01");
    let line = |at: usize| json!({ "description": format!("thing {at}"), "unitPrice": price(at) });
    basket["lines"] = (0..10_000).map(line).collect();
    let quote = quoted(&basket);
    assert_eq!((quote.items.len(), quote.goods), (10_000, "164.96".parse().unwrap()));
    assert_eq!(quote.landed_cost.settled(), Some("189.55".parse().unwrap()));
}

#[test]
fn one_line_more_is_refused() {
    refused(&many(10_001), "lines", "too-many");
    refused(&with("lines", json!([])), "lines", "empty");
}

/// A price of nothing is a price: the goods are free, and everything else is told as ever.
#[test]
fn goods_for_nothing() {
    let mut basket = with_line("unitPrice", "0");
    basket["freight"] = "0".into();
    let quote = quoted(&basket);
    assert_eq!(quote.lines[0].status, LineStatus::Priced);
    assert!(quote.goods.is_zero());
    assert!(quote.landed_cost.high.is_none_or(|high| high >= quote.landed_cost.low));
}

/// Weights and words that contradict the rest are told, and the money is worked out all the same.
#[test]
fn attributes_that_contradict() {
    let plain = quoted(&fine());
    let mut weights = with("grossWeight", "1");
    weights["lines"][0]["netWeight"] = "1.001".into();
    let codes = |basket: &Value| quoted(basket).problems.iter().map(|problem| problem.code).collect::<Vec<_>>();
    assert_eq!(codes(&weights), ["weights-contradict"]);
    weights["lines"][0]["netWeight"] = "1".into();
    assert_eq!(codes(&weights), Vec::<&str>::new());
    // A T-shirt's code beside the words of wine; the code is followed.
    let mut words = with_line("description", "red wine, bottle of 75 cl");
    words["lines"][0]["code"] = "610910".into();
    let answer = quoted(&words);
    assert_eq!(answer.problems.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["words-contradict-code"]);
    assert_eq!(answer.lines.first().map(|line| line.status), plain.lines.first().map(|line| line.status));
    // Words that go with the code, a print on a shirt, and a code too short to contradict are no contradiction.
    for (description, code) in
        [("red wine, bottle of 75 cl", "220421"), ("T-shirt with wine print", "610910"), ("red wine", "61")]
    {
        let mut basket = with_line("description", description);
        basket["lines"][0]["code"] = code.into();
        assert_eq!(codes(&basket), Vec::<&str>::new(), "{description} {code}");
    }
}

/// One net weight per line, wherever it is written.
#[test]
fn a_line_weighs_what_it_weighs() {
    let told = |net: &str, kg: &str| {
        let mut basket = with_line("netWeight", net);
        basket["lines"][0]["quantities"] = json!({ "kg": kg });
        quoted(&basket).problems.iter().map(|problem| (problem.path.clone(), problem.code)).collect::<Vec<_>>()
    };
    assert_eq!(told("2", "2.0"), []);
    assert_eq!(told("2", "2.1"), [("lines[0].netWeight".to_owned(), "weights-contradict")]);
}

/// A unit that nothing is counted in is told, with the one that was meant.
#[test]
fn units_that_are_none() {
    let told = |unit: &str| {
        let basket = with_line("quantities", json!({ unit: "2" }));
        let problems = quoted(&basket).problems;
        problems.iter().map(|problem| (problem.code, problem.help.clone())).collect::<Vec<_>>()
    };
    for unit in ["pair", "kg[copper]", "percent-vol", "litre", "m2"] {
        assert_eq!(told(unit), [], "{unit}");
    }
    for (unit, help) in [
        ("pairs", "write `pair` if that is meant"),
        ("Liters", "write `litre` if that is meant"),
        ("firkin", "write it as the needs of an answer name it, such as pair, litre or m2"),
        ("[firkin]", "write it as the needs of an answer name it, such as pair, litre or m2"),
    ] {
        assert_eq!(told(unit), [("unknown-unit", help.to_owned())], "{unit}");
    }
    // The Eurasian Union counts cars by their engines, and says so in brackets.
    let mut car = with("to", "KZ");
    car["lines"][0]["quantities"] = json!({ "[cm3 of the engine]": "1500" });
    let known = quoted(&car).problems.iter().all(|problem| problem.code != "unknown-unit");
    assert!(known);
}

/// 12 kg of sugar in 10 kg, 12 litres of alcohol in 10, a case worth more than the watch; as much as there is can be.
#[test]
fn parts_above_the_whole() {
    let told = |field: &str, parts: Value| {
        let basket = with_line(field, parts);
        quoted(&basket).problems.iter().map(|problem| (problem.path.clone(), problem.code)).collect::<Vec<_>>()
    };
    for (field, part, most) in [
        ("quantities", "kg[sucrose]", json!({ "kg": "10", "kg[sucrose]": "10" })),
        ("quantities", "kg-drained", json!({ "kg": "10", "kg-drained": "10" })),
        ("quantities", "litre-alcohol", json!({ "litre": "10", "litre-alcohol": "10" })),
        ("quantities", "proof-litre", json!({ "litre": "10", "proof-litre": "20" })),
        ("components", "case", json!({ "case": "40.00" })),
    ] {
        assert_eq!(told(field, most.clone()), [], "{part}");
        let mut above = most;
        above[part] = json!(if field == "components" { "40.01" } else { "20.01" });
        assert_eq!(told(field, above), [(format!("lines[0].{field}.{part}"), "part-above-whole")]);
    }
    // Each of two is less than the whole, and both are more.
    let both = |copper: &str, zinc: &str| json!({ "kg": "10", "kg[copper]": copper, "kg[zinc]": zinc });
    assert_eq!(told("quantities", both("6", "4")), []);
    assert_eq!(told("quantities", both("6", "4.01")), [("lines[0].quantities".to_owned(), "part-above-whole")]);
    assert_eq!(told("components", json!({ "case": "20.00", "strap": "20.00" })), []);
    assert_eq!(
        told("components", json!({ "case": "20.00", "strap": "20.01" })),
        [("lines[0].components".to_owned(), "part-above-whole")]
    );
    // Sucrose is one of the sugars.
    let sugars = json!({ "kg": "10", "kg[total sugars]": "8", "kg[sucrose]": "6" });
    assert_eq!(told("quantities", sugars), []);
}
