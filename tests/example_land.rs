//! What the language means where no law held needs it yet, or needs it too rarely to be seen: on the land of Example, with a few
//! measures more.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]
#![expect(clippy::indexing_slicing, reason = "in a test, a position out of range is a failure as good as any")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use dutybound::tables::text;
use dutybound::{Consignment, Quote, Range, Tables};
use serde_json::json;

/// The land of Example with more law than it has: files of its tables, and what is written at their ends.
fn example(more: &[(&str, &str)]) -> Tables {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let to = std::env::temp_dir().join(format!(
        "dutybound-example-{}-{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    ));
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables/good/tables"), &to);
    for (file, text) in more {
        let file = to.join(file);
        let whole = format!("{}\n{text}", std::fs::read_to_string(&file).unwrap());
        std::fs::write(file, whole).unwrap();
    }
    let read = text::read(&to);
    std::fs::remove_dir_all(&to).unwrap();
    read.unwrap().tables
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let file: PathBuf = entry.unwrap().path();
        let target = to.join(file.file_name().unwrap());
        if file.is_dir() {
            copy(&file, &target);
        } else {
            std::fs::copy(&file, &target).unwrap();
        }
    }
}

const LAW: &str = "measures/zz/law.toml";
const CITE: &str = r#"cite = [{ act = "zz-customs-act", at = "Art. 9", grade = "official" }]"#;

/// A levy of so many per cent of the value.
fn levy(id: &str, rate: &str, rest: &str) -> String {
    format!(
        "[[measure]]\nid = \"{id}\"\nkind = \"levy\"\ntitle = \"{id}\"\nrate = \"{rate}\"\n{CITE}\nshown_by = []\n{rest}\n"
    )
}

/// 100 euros of cotton shirts to Example, free of duty, with what a test adds.
fn consignment(more: &serde_json::Value) -> Consignment {
    let mut basket = json!({
        "to": "ZZ", "from": "CN", "assessmentDate": "2026-01-01", "currency": "EUR", "freight": "0",
        "lines": [{ "description": "cotton shirts", "code": "610910", "unitPrice": "100.00" }],
    });
    for (key, value) in more.as_object().unwrap() {
        basket[key] = value.clone();
    }
    dutybound::shape::from_json(&basket.to_string()).unwrap()
}

fn quote<'t>(tables: &'t Tables, more: &serde_json::Value) -> Quote<'t> {
    dutybound::quote(&consignment(more), tables).unwrap()
}

fn charged(quote: &Quote<'_>, id: &str) -> Option<String> {
    let mut charges = quote.charges.iter().filter(|charge| charge.measure.id == id);
    charges.next().map(|charge| range(charge.amount))
}

fn range(range: Range) -> String {
    let high = range.high.map_or("?".to_owned(), |high| high.normalize().to_string());
    let low = range.low.normalize().to_string();
    if low == high { low } else { format!("{low}..{high}") }
}

fn needs(quote: &Quote<'_>) -> Vec<(String, Option<usize>)> {
    quote.needs.iter().map(|need| (need.code.clone(), need.item)).collect()
}

#[test]
fn what_stands_in_for_a_stand_in_stands_in_for_both() {
    let law = [
        levy("zz-plain", "1%", ""),
        levy("zz-special", "2%", "instead_of = [\"zz-plain\"]\nwhen = { code = \"6109\" }"),
        levy("zz-claimed", "3%", "instead_of = [\"zz-special\"]\nwhen = { claim = \"kin\" }"),
    ];
    let tables = example(&[(LAW, &law.concat())]);
    let levies = |code: &str, claims: serde_json::Value| {
        let lines =
            json!({ "lines": [{ "description": "goods", "code": code, "unitPrice": "100.00", "claims": claims }] });
        let quote = quote(&tables, &lines);
        ["zz-plain", "zz-special", "zz-claimed"].map(|id| charged(&quote, id).unwrap_or_default())
    };
    assert_eq!(levies("610910", json!([])), ["", "2", ""]);
    assert_eq!(levies("610910", json!(["kin"])), ["", "", "3"]);
    // Where the special levy would not apply anyway, nothing stands in for the plain one.
    assert_eq!(levies("950300", json!(["kin"])), ["1", "", "3"]);
    assert_eq!(levies("950300", json!([])), ["1", "", ""]);
}

const FACTS: &str = "facts/zz.toml";

#[test]
fn a_fact_about_the_consignment_is_asked_once_and_read_the_same_way_for_all_goods() {
    let fact = "[[fact]]\nname = \"household\"\nquestion = \"Does a household receive it?\"\nconsignment = true";
    // One reading is cheap for shirts, the other for toys: read apart, both would be had at once.
    let law = [
        levy("zz-of-shirts", "10%", "when = { code = \"6109\", fact = \"household\" }"),
        levy("zz-of-toys", "30%", "when = { code = \"9503\", fact = \"!household\" }"),
    ];
    let tables = example(&[(LAW, &law.concat()), (FACTS, fact)]);
    let shirts = json!({ "description": "shirts", "code": "610910", "unitPrice": "50.00" });
    let toys = |facts: serde_json::Value| json!({ "description": "toys", "code": "950300", "unitPrice": "50.00", "facts": facts });

    let open = quote(&tables, &json!({ "lines": [shirts.clone(), toys(json!({}))] }));
    assert_eq!(needs(&open), [("fact:household".to_owned(), None)]);
    assert_eq!(
        (charged(&open, "zz-of-shirts").unwrap(), charged(&open, "zz-of-toys").unwrap()),
        ("0..5".into(), "0..15".into())
    );
    // 100 euros and 5 or 15 of levy, with 20 % of tax on all: never neither, never both.
    assert_eq!(range(open.landed_cost), "126..138");
    assert_eq!(range(open.sums.kind(dutybound::tables::schema::ChargeKind::Levy)), "5..15");
    let payable: Vec<String> = open.payable.iter().map(|payable| range(payable.amount)).collect();
    assert_eq!(payable, ["26..38"]);

    // Said of one line it is said of all.
    let told = quote(&tables, &json!({ "lines": [shirts, toys(json!({ "household": true }))] }));
    assert_eq!((needs(&told), range(told.landed_cost)), (Vec::new(), "126".into()));
}

#[test]
fn a_fact_about_the_consignment_is_presumed_once() {
    let fact = "[[fact]]\nname = \"household\"\nquestion = \"Does a household receive it?\"\nconsignment = true\npresumed = true";
    let law = levy("zz-of-firms", "10%", "when = { fact = \"!household\" }");
    let tables = example(&[(LAW, &law), (FACTS, fact)]);
    let line = |code: &str| json!({ "description": code, "code": code, "unitPrice": "50.00", "origin": "CN" });
    let presumed = quote(&tables, &json!({ "lines": [line("610910"), line("220300")] }));
    let told: Vec<_> = presumed.assumptions.iter().filter(|one| one.code == "fact-presumed").collect();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].value.as_str(), told[0].line), ("household", None));
}

#[test]
fn strength_is_told_by_litres_and_alcohol() {
    let fact = "[[fact]]\nname = \"strong\"\nquestion = \"Is it above 15 %?\"\nstrength = { above = \"15\" }";
    let law = levy("zz-of-strong", "10%", "when = { code = \"2204\", fact = \"strong\" }");
    let tables = example(&[(LAW, &law), (FACTS, fact)]);
    let wine = |quantities: serde_json::Value| {
        let lines =
            json!([{ "description": "wine", "code": "220410", "unitPrice": "100.00", "quantities": quantities }]);
        let quote = quote(&tables, &json!({ "lines": lines }));
        let asked = needs(&quote).iter().any(|(code, _)| code == "fact:strong");
        (charged(&quote, "zz-of-strong").unwrap_or_default(), asked)
    };
    assert_eq!(wine(json!({})), ("0..10".into(), true));
    assert_eq!(wine(json!({ "litre": "1" })), ("0..10".into(), true));
    assert_eq!(wine(json!({ "percent-vol": "15" })), (String::new(), false));
    assert_eq!(wine(json!({ "percent-vol": "15.1" })), ("10".into(), false));
    assert_eq!(wine(json!({ "litre": "2", "litre-alcohol": "0.3" })), (String::new(), false));
    assert_eq!(wine(json!({ "litre": "2", "litre-alcohol": "0.31" })), ("10".into(), false));
    assert_eq!(wine(json!({ "litre": "0", "litre-alcohol": "0.31" })), ("0..10".into(), true));
}

/// What a tariff line comes to is what is owed when it is the one: duty of at most five euros is not.
#[test]
fn tariff_lines_come_to_what_reliefs_on_amounts_leave() {
    let relief = format!(
        "[[measure]]\nid = \"zz-small-duty\"\nkind = \"relief\"\ntitle = \"Small\"\nlifts = [\"duty\"]\n\
         test = {{ of = \"duty\", at_most = \"5.00 EUR\" }}\n{CITE}\nshown_by = []\n"
    );
    let tables = example(&[(LAW, &relief), ("tariff/zz/general.csv", "220410,,,10%\n220421,,,15%\n220429,,,20%\n")]);
    let line = |code: &str, price: &str| json!({ "description": "goods", "code": code, "unitPrice": price });
    let told = |lines: &[serde_json::Value]| {
        let quote = quote(&tables, &json!({ "lines": lines }));
        let choice = quote.items.first().and_then(|item| item.choice.clone());
        let lines = choice.into_iter().flat_map(|choice| choice.lines);
        lines.map(|told| format!("{}: {}", told.codes[0], range(told.amount))).collect::<Vec<_>>()
    };
    // On 40 euros 4, 6 or 8 of duty: of 4 nothing is levied. Tax is 20 % of what the goods cost with what is.
    assert_eq!(told(&[line("2204", "40.00")]), ["2204: 8", "220421: 15.2", "220429: 17.6"]);
    // On 20 euros at most 4: whichever it is, nothing but tax is owed.
    assert_eq!(told(&[line("2204", "20.00")]), Vec::<String>::new());
    assert_eq!(told(&[line("2204", "20.00"), line("950300", "20.00")]), Vec::<String>::new());
    // Beside goods that bear 8 euros the relief is lost, and all lines come to their duty.
    assert_eq!(told(&[line("2204", "40.00"), line("2203", "80.00")]), ["2204: 12.8", "220421: 15.2", "220429: 17.6"]);
}

/// A duty in place of the tariff's has a rate of its own, and its lines say which.
#[test]
fn tariff_lines_say_the_rate_that_stands_in_for_theirs() {
    let flat = format!(
        "[[measure]]\nid = \"zz-flat\"\nkind = \"duty\"\ntitle = \"Flat\"\nrate = \"2.5%\"\n\
         instead_of = [\"zz-duty\"]\n{CITE}\nshown_by = []\n"
    );
    let law = format!("{flat}\n{}", levy("zz-on-wine", "10%", "when = { code = \"2204\" }"));
    let tables = example(&[(LAW, &law), ("tariff/zz/general.csv", "2203,,,10%\n2204,,,20%\n")]);
    let quote = quote(&tables, &json!({ "lines": [{ "description": "drink", "code": "22", "unitPrice": "40.00" }] }));
    let lines = &quote.items[0].choice.as_ref().unwrap().lines;
    let rates: Vec<String> = lines.iter().map(|told| told.rate.unwrap().to_string()).collect();
    assert_eq!(rates, ["2.5%"; 3]);
}

/// Whatever way a consignment is declared, goods stand under the number by which charges and lines name them.
#[test]
fn goods_that_one_way_declares_together_and_the_other_apart_keep_their_charges() {
    let fact = "[[fact]]\nname = \"household\"\nquestion = \"Does a household receive it?\"\nconsignment = true";
    let route = format!(
        "[[measure]]\nid = \"zz-parcel\"\nkind = \"route\"\ntitle = \"For households\"\ndataset = \"parcel\"\n\
         item = {{ digits = 2 }}\nwhen = {{ fact = \"household\" }}\ninstead_of = [\"zz-full-declaration\"]\n{CITE}\n\
         shown_by = []\n"
    );
    let law = format!("{route}\n{}", levy("zz-on-jumpers", "10%", "when = { code = \"6110\" }"));
    let tables = example(&[(LAW, &law), (FACTS, fact)]);
    let line = |code: &str, price: &str| json!({ "description": "cotton shirts", "code": code, "unitPrice": price });
    let lines = json!({ "lines": [line("610910", "200.00"), line("611020", "50.00")] });
    let quote = quote(&tables, &lines);
    assert_eq!(needs(&quote), [("fact:household".to_owned(), None)]);
    let items: Vec<&[usize]> = quote.items.iter().map(|item| item.lines.as_slice()).collect();
    assert_eq!(items, [&[0, 1][..], &[0], &[1]]);
    // 12 % of 200 on T-shirts and 10 % of 50 on jumpers, which only one of the two ways declares by themselves.
    let on = |item: usize, id: &str| {
        let charge = quote.charges.iter().find(|charge| charge.item == Some(item) && charge.measure.id == id);
        charge.map(|charge| range(charge.amount))
    };
    assert_eq!(on(1, "zz-duty"), Some("0..24".into()));
    assert_eq!((on(2, "zz-on-jumpers"), on(1, "zz-on-jumpers")), (Some("0..5".into()), None));
}

/// An island with a levy of its own and one in other money, both found by postcode.
fn with_islands() -> Tables {
    let places = "[[place]]\ncode = \"ZZ-IS\"\nname = \"Isle\"\nwithin = \"ZZ\"\npostcodes = [\"9\"]\n\n\
        [[place]]\ncode = \"ZZ-FA\"\nname = \"Far isle\"\nwithin = \"ZZ\"\ncurrency = \"USD\"\npostcodes = [\"80..89\"]\n";
    let law = [
        levy("zz-of-isle", "5%", "when = { to = \"ZZ-IS\" }"),
        levy("zz-of-far-isle", "50%", "when = { to = \"ZZ-FA\" }"),
    ];
    example(&[(LAW, &law.concat()), ("places/zz.toml", places)])
}

#[test]
fn without_a_postcode_the_main_part_answers_and_the_parts_stand_beside_it() {
    let tables = with_islands();
    let rate = json!({ "exchangeRates": [{ "from": "EUR", "to": "USD", "rate": "2" }] });
    let main = quote(&tables, &rate);
    assert_eq!((main.place.as_str(), range(main.landed_cost)), ("ZZ", "120".into()));
    assert_eq!(needs(&main), [("postcode".to_owned(), None)]);

    let beside = dutybound::elsewhere(&consignment(&rate), &tables);
    let told = |(place, answer): &(dutybound::Place, Result<Quote<'_>, _>)| {
        let quote = answer.as_ref().unwrap();
        format!("{place} {} {}", range(quote.landed_cost), quote.currency)
    };
    assert_eq!(beside.parts.iter().map(told).collect::<Vec<_>>(), ["ZZ-IS 126 EUR", "ZZ-FA 360 USD"]);
    // In the money of the main part: 360 dollars are 180 euros.
    assert_eq!((beside.currency.unwrap().as_str(), range(beside.landed_cost.unwrap())), ("EUR", "126..180".into()));
}

#[test]
fn a_postcode_settles_where_it_goes() {
    let tables = with_islands();
    for (postcode, place) in [("90001", "ZZ-IS"), ("8100", "ZZ-FA"), ("10001", "ZZ")] {
        let given = json!({ "postcode": postcode, "exchangeRates": [{ "from": "EUR", "to": "USD", "rate": "2" }] });
        let quote = quote(&tables, &given);
        assert_eq!((quote.place.as_str(), needs(&quote)), (place, Vec::new()), "{postcode}");
        assert!(dutybound::elsewhere(&consignment(&given), &tables).parts.is_empty(), "{postcode}");
    }
}
