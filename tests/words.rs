//! Goods under restriction, found by the words of their titles and by their codes: how many titles are found, what a
//! restriction then says, and what a hostile title costs.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use std::path::Path;
use std::time::{Duration, Instant};

use common::tables;
use dutybound::recall::{self, Recall};
use dutybound::{LineStatus, Quote, shape};
use serde_json::json;

fn judged(file: &str) -> Recall {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/words").join(file);
    recall::judge(tables(), &recall::read(&file).unwrap())
}

/// At least so many of a thousand goods are found, and at most so many harmless titles are asked about.
fn is_within(recall: &Recall, found: u32, alarms: u32) {
    let missed: Vec<&String> = recall.missed.iter().map(|miss| &miss.title.title).collect();
    assert!(recall.found.per_mille() >= found, "only {} found; missed {missed:#?}", recall.found);
    let asked: Vec<&String> = recall.false_alarms.iter().map(|miss| &miss.title.title).collect();
    assert!(recall.alarms.per_mille() <= alarms, "{} false alarms: {asked:#?}", recall.alarms);
}

/// Titles that the words were tuned on.
#[test]
fn tuned_titles_are_found() {
    let recall = judged("tuned.csv");
    assert!(recall.found.whole >= 300 && recall.alarms.whole >= 300 && recall.languages.len() >= 14);
    assert!(recall.categories.len() >= 30);
    is_within(&recall, 970, 30);
}

/// Titles that the words were not tuned on, though some that failed have been seen since.
#[test]
fn held_out_titles_are_found() {
    is_within(&judged("held-out.csv"), 970, 30);
}

/// Written by somebody who had not seen the words.
#[test]
fn titles_by_another_hand_are_found() {
    is_within(&judged("another-hand.csv"), 970, 50);
}

/// Accessories and look-alikes: of a hundred that nobody had tuned on, nine raised a question; these are told apart by now.
#[test]
fn traps_are_told_apart() {
    let recall = judged("traps.csv");
    assert!(recall.alarms.whole >= 400 && recall.languages.len() >= 14 && recall.categories.len() >= 40);
    is_within(&recall, 950, 20);
}

/// Families of accessories that the traps left out. Judged once, each of three sets raised a question for one title in five to
/// eight; these are told apart by now, and the next family will again be known by its codes only.
#[test]
fn accessories_of_other_families_are_told_apart() {
    let recall = judged("accessories.csv");
    assert!(recall.alarms.whole >= 400 && recall.languages.len() >= 14);
    is_within(&recall, 950, 20);
}

/// Nouns at the head of a title that no list of things has: of 240, thirteen still raise some question, four of them of a category
/// that has goods here. They stay, to be seen to.
#[test]
fn things_of_any_name_seldom_raise_a_question() {
    let recall = judged("heads.csv");
    assert!(recall.alarms.whole >= 220 && recall.languages.len() >= 14);
    is_within(&recall, 880, 25);
}

/// Titles by somebody who had not looked at the words; of categories known by English words alone one in nine was found then.
#[test]
fn goods_of_rarer_categories_are_found_in_every_language() {
    let recall = judged("unseen.csv");
    assert!(recall.found.whole >= 240 && recall.alarms.whole >= 340);
    assert!(recall.categories.len() >= 50 && recall.languages.len() >= 13);
    is_within(&recall, 970, 30);
}

/// Food, drink, plants, medicine and other everyday goods by their commonest names alone, as a private person writes them: of
/// eight in ten before, nearly all.
#[test]
fn everyday_goods_are_found_by_their_names() {
    let recall = judged("everyday.csv");
    assert!(recall.found.whole >= 1290 && recall.languages.len() >= 12 && recall.categories.len() >= 17);
    is_within(&recall, 980, 0);
}

fn suggested(title: &str) -> Vec<String> {
    recall::suggested(tables(), title)
}

fn suggests(category: &str, title: &str) -> bool {
    suggested(title).iter().any(|found| found == category)
}

/// A phrase that cancels takes back only the words it stands on, or the whole line where it stands alone.
#[test]
fn words_that_cancel_reach_so_far() {
    let cases = [
        ("knife", "Messerblock ohne Messer", false),
        ("knife", "Messerblock mit 6 Messern", true),
        ("alcohol", "wine glass set of 4", false),
        ("alcohol", "red wine with two wine glasses", true),
        ("alcohol", "alcohol-free red wine", false),
        ("drone", "Bag for your new drone", false),
        ("drone", "Drone with bag", true),
        ("drone", "drone için taşıma çantası", false),
        ("firearm", "toy gun", false),
        ("toy-gun", "toy gun", true),
        ("cannabis-cbd", "hemp-coloured tunic", false),
        ("perfume", "perfume bottle empty", false),
        ("gas-lighter", "cigarette lighter case", false),
        ("knife", "Durchmesser 20 cm", false),
        ("jewellery", "gold plated ring", false),
        ("jewellery", "14k solid gold ring", true),
        ("ivory", "ivory white dress", false),
        ("tobacco", "electronic cigarette", false),
        ("e-cigarette", "electronic cigarette", true),
        ("plant", "cactus cushion for the sofa", false),
        ("alcohol", "mug with a picture of whisky", false),
        ("alcohol", "single malt whisky with mug", true),
        ("used-clothing", "second hand dress", true),
        ("gas-lighter", "funda mechero de cuero", false),
        ("gas-lighter", "mechero de gas con funda", true),
        ("medicine", "joint support ibuprofen tablets", true),
        ("flammable-liquid", "Nagellackständer", false),
        ("flammable-liquid", "Nagellack im Ständer", true),
        ("fish", "sardine tin opener", false),
        ("fish", "sardines in tin and opener", true),
        ("meat", "Leberwurst im Glas", true),
        ("alcohol", "Rotwein 2 Gläser", true),
        ("sword", "toy sword", false),
        ("sword", "Langschwert aus Damaststahl", true),
        ("compressed-gas", "Cartouches CO2 16 g", true),
    ];
    for (category, title, found) in cases {
        assert_eq!(suggests(category, title), found, "{category} in `{title}`: {:?}", suggested(title));
    }
}

/// The same goods in another spelling, width, case or script are the same goods.
#[test]
fn spellings_fall_together() {
    let cases = [
        (
            "power-bank",
            ["Power Bank", "POWERBANK", "power-bank", "ＰＯＷＥＲ ＢＡＮＫ", "𝗣𝗼𝘄𝗲𝗿 𝗕𝗮𝗻𝗸", "power\u{200B}bank"],
        ),
        (
            "power-bank",
            [
                "モバイルバッテリー",
                "ﾓﾊﾞｲﾙﾊﾞｯﾃﾘｰ",
                "もばいるばってりー",
                "新品モバイルバッテリー大容量",
                "行動電源",
                "行动电源",
            ],
        ),
        ("perfume", ["parfüm", "Parfum", "PARFÜM", "Parfu\u{308}m", "parfum", "раrfum"]),
        ("knife", ["couteaux", "COUTEAU", "bıçağı", "BIÇAĞI", "السكين", "والسكاكين"]),
    ];
    for (category, titles) in cases {
        for title in titles {
            assert!(suggests(category, title), "{category} in `{title}`: {:?}", suggested(title));
        }
    }
}

/// Nothing panics, nothing is found in nothing, and no title takes long.
#[test]
fn hostile_titles_cost_nothing() {
    assert!(suggested("").is_empty());
    assert!(suggested(" \t\n\u{0}\u{FEFF}\u{202E}").is_empty());
    let hostile = [
        "*".repeat(10_000),
        "=* * ** @things ;;;".repeat(500),
        "a".repeat(100_000),
        "messer".repeat(20_000),
        "rack for knife ".repeat(5_000),
        "wine glass wine ".repeat(5_000),
        "刀架菜刀".repeat(20_000),
        "e\u{301}\u{302}\u{303}".repeat(20_000),
        "ﾞﾟ".repeat(20_000),
        "'s".repeat(20_000),
        "knife нож 刀 سكين चाकू 칼 ナイフ ".repeat(2_000),
        "\u{10FFFF}\u{D7FF}\u{E000}".repeat(5_000),
        "🔪🔫💊".repeat(5_000),
    ];
    for title in &hostile {
        let begin = Instant::now();
        suggested(title);
        let start: String = title.chars().take(20).collect();
        // Most of it is making the index; an unoptimised build on a busy machine has this much to spare.
        assert!(begin.elapsed() < Duration::from_secs(2), "`{start}…` takes {:?}", begin.elapsed());
    }
    assert!(suggests("knife", "knife нож 刀"));
    assert!(suggests("knife", "vаpe knіfe"), "Cyrillic letters posing as Latin ones");
}

/// A question of the workbench's test vectors, and what the restrictions held should say to it.
struct Vector {
    number: u8,
    to: &'static str,
    from: &'static str,
    carriage: &'static str,
    on: &'static str,
    goods: (&'static str, &'static str),
    /// What is told of the goods.
    facts: &'static [(&'static str, bool)],
    /// Restriction, status, layer, and whether it asks or is sure.
    says: &'static [&'static str],
    /// Restrictions that must not be shown.
    silent: &'static [&'static str],
    status: LineStatus,
}

const NOW: &str = "2026-11-21";

fn vectors() -> Vec<Vector> {
    let vector = |number, to, carriage, goods, says| Vector {
        number,
        to,
        from: "CN",
        carriage,
        on: NOW,
        goods,
        facts: &[],
        says,
        silent: &[],
        status: LineStatus::Priced,
    };
    let blocked = LineStatus::Prohibited;
    vec![
        // Words and a code that such goods share are sure together; words alone ask.
        vector(
            4,
            "FR",
            "express",
            ("420231", "python skin wallet"),
            &["eu-exotic-leather restricted destination sure", "global-cites-exotic-leather restricted transport sure"],
        ),
        vector(4, "FR", "express", ("", "python skin wallet"), &["eu-exotic-leather restricted destination asks"]),
        Vector {
            silent: &["eu-exotic-leather"],
            ..vector(4, "FR", "express", ("420231", "leather wallet, python print"), &[])
        },
        Vector {
            status: blocked,
            ..vector(5, "FR", "express", ("160250", "beef jerky 100 g"), &["eu-meat prohibited destination sure"])
        },
        vector(5, "FR", "express", ("", "beef jerky 100 g"), &["eu-meat prohibited destination asks"]),
        vector(6, "FR", "post", ("040900", "honey 500 g"), &["eu-honey limit destination asks"]),
        vector(7, "DE", "post", ("847130", "laptop"), &["de-lithium-equipment-post restricted post asks"]),
        Vector {
            silent: &["de-lithium-equipment-post"],
            ..vector(
                7,
                "DE",
                "express",
                ("847130", "laptop"),
                &["global-air-lithium-packed conditional transport sure"],
            )
        },
        // The law outranks the postal row, and both are shown.
        Vector {
            status: blocked,
            ..vector(
                8,
                "NL",
                "post",
                ("040690", "cheese 1.5 kg"),
                &["eu-dairy prohibited destination sure", "nl-dairy-post limit post asks"],
            )
        },
        vector(
            9,
            "GB",
            "post",
            ("821192", "chef's knife"),
            &["gb-knife-post prohibited post asks", "gb-knife-sale restricted destination sure"],
        ),
        Vector { silent: &["gb-knife-post"], ..vector(9, "GB", "express", ("821192", "chef's knife"), &[]) },
        Vector {
            on: "2026-10-02",
            ..vector(
                10,
                "GB",
                "express",
                ("240412", "e-liquid 10 ml 18 mg"),
                &["gb-vape-stamp restricted destination sure", "gb-vape-limit conditional destination sure"],
            )
        },
        Vector {
            status: blocked,
            ..vector(
                11,
                "GB",
                "express",
                ("854340", "disposable vape"),
                &["gb-vape-single-use prohibited destination sure"],
            )
        },
        vector(11, "GB", "express", ("854340", "vape pen kit"), &["gb-vape-single-use prohibited destination asks"]),
        // No code tells one model from another: asked until it is told.
        vector(
            12,
            "US",
            "express",
            ("880622", "drone"),
            &["us-drone prohibited destination asks", "us-drone-authorised conditional destination asks"],
        ),
        Vector {
            facts: &[("fcc-authorised-drone", true)],
            silent: &["us-drone"],
            ..vector(
                12,
                "US",
                "express",
                ("880622", "drone, model authorised in 2024"),
                &["us-drone-authorised conditional destination sure"],
            )
        },
        Vector {
            facts: &[("fcc-authorised-drone", false), ("fcc-spared-drone", false)],
            silent: &["us-drone-authorised"],
            status: blocked,
            ..vector(13, "US", "express", ("880622", "drone, new model"), &["us-drone prohibited destination sure"])
        },
        // Half of what is asked settles nothing.
        Vector {
            facts: &[("fcc-authorised-drone", false)],
            ..vector(13, "US", "express", ("880622", "drone, new model"), &["us-drone prohibited destination asks"])
        },
        Vector {
            facts: &[("fcc-authorised-drone", false), ("fcc-spared-drone", true)],
            silent: &["us-drone", "us-drone-authorised"],
            ..vector(13, "US", "express", ("880622", "drone of the Blue UAS list"), &[])
        },
        vector(14, "US", "express", ("950300", "children's toy"), &["us-toy conditional destination asks"]),
        vector(15, "US", "express", ("330410", "lipstick"), &["us-cosmetic conditional destination sure"]),
        vector(16, "US", "express", ("610910", "cotton shirt"), &["us-uflpa prohibited destination asks"]),
        Vector {
            facts: &[("input-from-xinjiang", true)],
            status: blocked,
            ..vector(16, "US", "express", ("610910", "cotton shirt"), &["us-uflpa prohibited destination sure"])
        },
        Vector {
            facts: &[("input-from-xinjiang", false)],
            silent: &["us-uflpa"],
            ..vector(16, "US", "express", ("610910", "cotton shirt"), &[])
        },
        Vector {
            status: blocked,
            ..vector(
                18,
                "CA-ON",
                "post",
                ("220421", "bottle of wine"),
                &["ca-alcohol-post prohibited post sure", "ca-alcohol restricted destination sure"],
            )
        },
        // 50 mg/ml passes the post's 66 mg/g and fails the law's 20 mg/ml: both are shown, and which it is is asked.
        vector(
            19,
            "CA-ON",
            "post",
            ("240412", "vape liquid 50 mg/ml"),
            &["ca-vape-limit limit destination asks", "ca-vape-post limit post asks"],
        ),
        Vector {
            silent: &["ca-vape-post"],
            ..vector(
                19,
                "CA-ON",
                "express",
                ("240412", "vape liquid 50 mg/ml"),
                &["ca-vape-limit limit destination asks"],
            )
        },
        Vector {
            status: blocked,
            ..vector(20, "MX", "express", ("854340", "vape"), &["mx-vape prohibited destination sure"])
        },
        vector(20, "MX", "post", ("", "disposable vape"), &["mx-vape prohibited destination asks"]),
        Vector {
            status: blocked,
            ..vector(23, "BR", "post", ("240412", "e-liquid"), &["br-vape prohibited destination sure"])
        },
        // The khapra list names peanuts and no other nut, and spares what the trade roasted, fried, blanched or milled; the
        // department's page on mail takes raw nuts of every kind, so that almonds are asked about and peanuts barred.
        vector(24, "AU", "express", ("080212", "raw nuts"), &["au-nut-grain prohibited destination asks"]),
        Vector {
            status: blocked,
            ..vector(
                24,
                "AU",
                "post",
                ("120241", "raw peanuts in the shell"),
                &["au-khapra-mail prohibited destination sure"],
            )
        },
        Vector {
            silent: &["au-khapra-mail", "au-khapra-mail-part"],
            ..vector(24, "AU", "post", ("080212", "raw nuts"), &["au-nut-grain prohibited destination asks"])
        },
        // Above 1 mW and in the hand it may not come in without written permission, which surveyors and astronomers get: the
        // law restricts it and bars none outright. Its code holds every other laser too, so that the power is asked.
        vector(25, "AU", "express", ("901320", "laser pointer 5 mW"), &["au-laser restricted destination asks"]),
        Vector {
            facts: &[("laser-above-1-mw", true)],
            ..vector(25, "AU", "express", ("901320", "laser pointer 5 mW"), &["au-laser restricted destination sure"])
        },
        Vector {
            facts: &[("laser-above-1-mw", false)],
            silent: &["au-laser"],
            ..vector(25, "AU", "express", ("901320", "laser pointer 1 mW"), &[])
        },
        Vector {
            status: blocked,
            ..vector(26, "NZ", "post", ("850519", "fridge magnet"), &["nz-magnet-post prohibited post sure"])
        },
        Vector { silent: &["nz-magnet-post"], ..vector(26, "NZ", "express", ("850519", "fridge magnet"), &[]) },
        vector(27, "JP", "express", ("330410", "25 lipsticks"), &["jp-cosmetic limit destination sure"]),
        vector(28, "JP", "express", ("850440", "USB charger"), &["jp-electrical conditional destination sure"]),
        Vector {
            from: "US",
            status: blocked,
            ..vector(
                30,
                "CN",
                "post",
                ("630900", "used jacket"),
                &["cn-used-clothing-post prohibited post sure", "cn-used-clothing prohibited destination asks"],
            )
        },
        Vector {
            from: "US",
            ..vector(30, "CN", "express", ("", "used jacket"), &["cn-used-clothing prohibited destination asks"])
        },
        Vector {
            status: blocked,
            ..vector(31, "HK", "post", ("854340", "vape"), &["hk-vape prohibited destination sure"])
        },
        vector(31, "HK", "post", ("", "vape pen"), &["hk-vape prohibited destination asks"]),
        Vector {
            status: blocked,
            ..vector(32, "SG", "express", ("170410", "chewing gum"), &["sg-chewing-gum prohibited destination sure"])
        },
        vector(32, "SG", "express", ("", "chewing gum"), &["sg-chewing-gum prohibited destination asks"]),
        Vector {
            status: blocked,
            ..vector(33, "TH", "post", ("851713", "smartphone"), &["th-lithium-equipment-post prohibited post sure"])
        },
        Vector {
            silent: &["th-lithium-equipment-post"],
            ..vector(33, "TH", "express", ("851713", "smartphone"), &["th-radio restricted destination sure"])
        },
        // Of the postal list only the edition of January 2012 could be read. It takes no telephones at all, and nothing of
        // today confirms it, so that one is asked about and never turned away.
        vector(34, "VN", "post", ("851713", "smartphone"), &["vn-phone-post prohibited post asks"]),
        Vector { silent: &["vn-phone-post"], ..vector(34, "VN", "express", ("851713", "smartphone"), &[]) },
        vector(35, "ID", "post", ("610910", "6 cotton T-shirts"), &["id-textile-post limit post asks"]),
        vector(
            35,
            "ID",
            "post",
            ("851713", "smartphone"),
            &["id-phone-post limit post asks", "id-phone conditional destination asks"],
        ),
        vector(35, "ID", "express", ("851713", "smartphone"), &["id-phone conditional destination asks"]),
        Vector {
            status: blocked,
            ..vector(36, "IN", "express", ("854340", "vape"), &["in-vape prohibited destination sure"])
        },
        // A can of deodorant is of a code with sticks and rollers, so the code alone says nothing.
        Vector {
            status: blocked,
            ..vector(37, "AE", "post", ("330720", "deodorant aerosol"), &["ae-aerosol-post prohibited post sure"])
        },
        vector(37, "AE", "post", ("", "deodorant aerosol"), &["ae-aerosol-post prohibited post asks"]),
        Vector { silent: &["ae-aerosol-post"], ..vector(37, "AE", "post", ("330720", "deodorant stick"), &[]) },
        Vector { silent: &["ae-aerosol-post"], ..vector(37, "AE", "express", ("330720", "deodorant aerosol"), &[]) },
        Vector {
            status: blocked,
            ..vector(38, "SA", "express", ("160249", "pork jerky"), &["sa-pork prohibited destination sure"])
        },
        vector(38, "SA", "express", ("", "pork jerky"), &["sa-pork prohibited destination asks"]),
        Vector { silent: &["sa-pork"], ..vector(38, "SA", "express", ("160250", "beef jerky"), &[]) },
        // What a tax comes to stands in the cases; here, that the law's limit is shown.
        vector(42, "TR", "express", ("210690", "vitamins"), &["tr-supplement limit destination asks"]),
        vector(43, "NO", "post", ("210690", "vitamin C tablets"), &["no-vitamin conditional destination asks"]),
        vector(45, "NG", "express", ("610910", "cotton T-shirt"), &[]),
        Vector {
            status: blocked,
            ..vector(
                46,
                "GB",
                "express",
                ("710210", "rough diamond"),
                &["global-express-bullion prohibited carrier sure", "global-kimberley restricted transport sure"],
            )
        },
        Vector {
            from: "RU",
            status: blocked,
            ..vector(47, "US", "express", ("160431", "caviar"), &["us-russia-food prohibited destination sure"])
        },
        // Industrial diamonds are spared, and the code does not tell them.
        Vector {
            from: "RU",
            status: blocked,
            ..vector(
                47,
                "US",
                "express",
                ("710239", "cut diamond"),
                &["global-express-bullion prohibited carrier sure", "us-russia prohibited destination asks"],
            )
        },
        Vector {
            silent: &["us-russia", "us-russia-food"],
            ..vector(47, "US", "express", ("160431", "caviar"), &["global-cites-caviar restricted transport sure"])
        },
        // Where nothing is held, nothing is said; these places were such once.
        Vector {
            status: blocked,
            ..vector(44, "KE", "post", ("630900", "used clothes"), &["ke-used-clothing-post prohibited post sure"])
        },
        Vector { silent: &["ke-used-clothing-post"], ..vector(44, "KE", "express", ("630900", "used clothes"), &[]) },
        Vector {
            status: blocked,
            ..vector(36, "IN", "express", ("880622", "camera drone"), &["in-drone prohibited destination sure"])
        },
        vector(36, "IN", "express", ("", "camera drone"), &["in-drone prohibited destination asks"]),
        vector(50, "BR", "express", ("851713", "smartphone"), &["br-radio conditional destination sure"]),
        Vector {
            from: "DE",
            ..vector(50, "RU", "post", ("040690", "cheese"), &["ru-eu-dairy prohibited destination asks"])
        },
        Vector { silent: &["ru-eu-dairy"], ..vector(50, "RU", "post", ("040690", "cheese"), &[]) },
        vector(50, "TR", "express", ("851713", "smartphone"), &["tr-phone prohibited destination asks"]),
        vector(50, "TR", "express", ("640399", "leather shoes"), &["tr-shoes-bags restricted destination asks"]),
        Vector {
            status: blocked,
            ..vector(50, "TW", "express", ("240412", "e-liquid"), &["tw-vape prohibited destination sure"])
        },
        Vector {
            from: "US",
            status: blocked,
            ..vector(50, "IS", "express", ("021012", "bacon"), &["is-meat prohibited destination sure"])
        },
        Vector { from: "DE", silent: &["is-meat"], ..vector(50, "IS", "express", ("021012", "bacon"), &[]) },
        Vector {
            status: blocked,
            ..vector(50, "NG", "express", ("630900", "used clothes"), &["ng-used-clothing prohibited destination sure"])
        },
        vector(50, "AR", "express", ("630900", "used clothes"), &["ar-used-clothing restricted destination sure"]),
    ]
}

/// Days on which a restriction begins that asks, so that no case shows the day before; of no question's number.
fn first_days() -> Vec<Vector> {
    let day = |to, on, goods, says, silent| Vector {
        number: 0,
        to,
        from: "US",
        carriage: "post",
        on,
        goods,
        facts: &[],
        says,
        silent,
        status: LineStatus::Priced,
    };
    let fur = ("430310", "mink fur coat");
    let heat = ("240411", "heated tobacco sticks");
    let alarm = ("", "air rifle silencer for a hunting rifle");
    vec![
        day("CH", "2027-06-30", fur, &["ch-fur conditional destination asks"], &["ch-fur-cruel"]),
        day("CH", "2027-07-01", fur, &["ch-fur-cruel prohibited destination asks"], &[]),
        day("UY", "2025-06-02", heat, &[], &["uy-heated-tobacco"]),
        day("UY", "2025-06-03", heat, &["uy-heated-tobacco prohibited destination asks"], &[]),
        day("DE", "2029-02-11", alarm, &["eu-firearm restricted destination asks"], &["eu-firearm-import"]),
        day("DE", "2029-02-12", alarm, &["eu-firearm-import restricted destination asks"], &[]),
    ]
}

fn quoted(vector: &Vector) -> Quote<'static> {
    let (code, description) = vector.goods;
    let mut line = json!({ "description": description, "quantity": 1, "unitPrice": "40.00" });
    if let (false, Some(line)) = (code.is_empty(), line.as_object_mut()) {
        line.insert("code".to_owned(), code.into());
    }
    if let Some(line) = line.as_object_mut() {
        let facts = vector.facts.iter().map(|(name, truth)| ((*name).to_owned(), json!(truth)));
        line.insert("facts".to_owned(), facts.collect());
    }
    let basket = json!({
        "to": vector.to, "from": vector.from, "carriage": vector.carriage, "assessmentDate": vector.on,
        "currency": "EUR", "freight": "9.00", "lines": [line],
    });
    dutybound::quote(&shape::from_json(&basket.to_string()).unwrap(), tables()).unwrap()
}

#[test]
fn test_vectors_say_what_they_should() {
    let mut wrong = Vec::new();
    for vector in vectors().into_iter().chain(first_days()) {
        let quote = quoted(&vector);
        let said: Vec<String> = quote
            .warnings
            .iter()
            .map(|warning| {
                let rule = warning.restriction;
                let word = |value: serde_json::Value| value.as_str().unwrap_or_default().to_owned();
                let status = word(serde_json::to_value(rule.status).unwrap());
                let layer = word(serde_json::to_value(rule.layer).unwrap());
                format!("{} {status} {layer} {}", rule.id, if warning.asks { "asks" } else { "sure" })
            })
            .collect();
        let about = format!("vector {} to {} by {}: {:?}", vector.number, vector.to, vector.carriage, vector.goods);
        for expected in vector.says {
            if !said.iter().any(|said| said == expected) {
                wrong.push(format!("{about}: no `{expected}` in {said:#?}"));
            }
        }
        for silent in vector.silent {
            if said.iter().any(|said| said.split(' ').next() == Some(silent)) {
                wrong.push(format!("{about}: {silent} is shown"));
            }
        }
        let status = quote.lines.first().map(|line| line.status);
        if (vector.status == LineStatus::Prohibited) != (status == Some(LineStatus::Prohibited)) {
            wrong.push(format!("{about}: {status:?}, not {:?}", vector.status));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Vector 50: where nothing is held, nothing is said, and above all not that the goods are allowed.
#[test]
fn no_rule_held_is_no_permission() {
    let used = Vector { to: "TV", goods: ("630900", "used clothes"), says: &[], ..vectors().remove(0) };
    let quote = quoted(&used);
    assert!(quote.warnings.iter().all(|warning| warning.restriction.place.is_none()));
}
