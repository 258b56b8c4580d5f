//! Rules of origin: a set as the Trade Tariff of HM Revenue and Customs publishes it, to facts.
//!
//! The file is JSON: `rule_sets`, each for a run of codes (`min`, `max`) with one or more `rules` in words, any of which is
//! enough. Of the words only facts are kept: which change of classification, what share of the price or the weight, which
//! processes. A rule that asks more than that is marked `more`; one in which nothing is recognised is `see-text`, and counted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::report::{ColumnReport, ImportError, Kind, Report};
use super::schedule::write_csv;
use crate::origin::{self, Criterion};
use crate::parse_decimal;

#[derive(Deserialize)]
struct File {
    rule_sets: Vec<RuleSet>,
}

#[derive(Deserialize)]
struct RuleSet {
    min: String,
    max: String,
    #[serde(default)]
    valid: Option<bool>,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    rule: String,
    #[serde(default)]
    operator: Option<String>,
}

impl RuleSet {
    /// The ways to originate as the set words them: a rule that goes on from the one before it is one with it, and one that
    /// words two alternatives is two.
    fn ways(&self) -> Vec<String> {
        let mut ways: Vec<String> = Vec::new();
        for rule in &self.rules {
            let text = plain(&rule.rule);
            let goes_on = rule.operator.is_none()
                && ["however", "except", "followed", "provided"]
                    .iter()
                    .any(|start| text.trim_start().starts_with(start));
            match ways.last_mut().filter(|_| goes_on) {
                Some(before) => {
                    before.push(' ');
                    before.push_str(&text);
                }
                None => {
                    ways.extend(text.split(" or manufacture ").filter(|way| !way.trim().is_empty()).map(str::to_owned))
                }
            }
        }
        ways
    }
}

/// Reads a set of rules and writes them to `out`; `comment` stands at the head.
///
/// # Errors
/// When the file cannot be read, is not such a set, or the table cannot be written.
pub fn run(file: &Path, comment: &[String], out: &Path) -> Result<Report, ImportError> {
    let text = fs::read_to_string(file).map_err(ImportError::reading(file))?;
    let (rows, report) = read(&text).map_err(|why| ImportError::refused(file, why))?;
    let comment: String = comment.iter().map(|line| format!("# {line}\n")).collect();
    if let Some(folder) = out.parent() {
        fs::create_dir_all(folder).map_err(ImportError::writing(folder))?;
    }
    let cells = rows.iter().map(|[from, to, part, rule]| vec![from.as_str(), to, part, rule]);
    write_csv(out, &comment, &["from", "to", "part", "rule"], cells)?;
    Ok(report)
}

/// A row: first code, last code, which part of how many, the rule.
type Row = [String; 4];

fn read(text: &str) -> Result<(Vec<Row>, Report), String> {
    let file: File = serde_json::from_str(text).map_err(|error| format!("it is no set of rules of origin: {error}"))?;
    let mut report = Report::default();
    let mut runs: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for set in file.rule_sets {
        report.rows += 1;
        if set.valid == Some(false) {
            report.skip("marked as not valid");
            continue;
        }
        let (Some(from), Some(to)) = (shortest(&set.min, '0'), shortest(&set.max, '9')) else {
            report.skip("no run of codes");
            continue;
        };
        let mut ways: Vec<Vec<Criterion>> = Vec::new();
        for way in set.ways().iter().map(|way| criteria(way)) {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        if ways.is_empty() {
            report.skip("no rule");
            continue;
        }
        let known = runs.entry((from, to)).or_default();
        let rule = origin::text(&ways);
        if known.contains(&rule) {
            report.skip("the same rule for another part of the goods");
        } else {
            known.push(rule);
        }
    }
    let mut rows = Vec::new();
    for ((from, to), rules) in runs {
        for (rule, at) in rules.iter().zip(1..) {
            let part = if rules.len() > 1 { format!("{at}/{}", rules.len()) } else { String::new() };
            rows.push([from.clone(), to.clone(), part, rule.clone()]);
        }
    }
    let by_text = rows.iter().filter(|[.., rule]| rule.contains("see-text")).count();
    report.columns.push(ColumnReport {
        name: "rules".to_owned(),
        lines: rows.len(),
        texts: rows.len(),
        kinds: [(Kind::Technical, by_text)].into(),
    });
    Ok((rows, report))
}

/// A ten-digit end of a run without the digits that only fill it up: `6101000000` is 6101, `8599999999` is 85.
fn shortest(end: &str, filler: char) -> Option<String> {
    if end.len() != 10 || !end.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = end.trim_end_matches(filler).len().max(2);
    let kept = kept + kept % 2;
    end.get(..kept.min(6)).map(str::to_owned)
}

/// Words that stand for a process or a material, and what they are kept as.
const WORDS: &[(&str, &str)] = &[
    ("spinning", "spinning"),
    ("extrusion", "extrusion"),
    ("weaving", "weaving"),
    ("knitting", "knitting"),
    ("crochet", "knitting"),
    ("making-up", "making-up"),
    ("making up", "making-up"),
    ("printing", "printing"),
    ("dyeing", "dyeing"),
    ("embroider", "embroidery"),
    ("coating", "coating"),
    ("chemical reaction", "processing"),
    ("distillation", "processing"),
    ("purification", "processing"),
    ("mixing", "processing"),
    ("blending", "processing"),
];

/// Changes of classification as rules word them, the widest first.
const CHANGES: &[(&str, &[&str])] = &[
    ("chapter", &["2-digit level", "from any other chapter"]),
    (
        "heading",
        &[
            "4-digit level",
            "from any other heading",
            "heading other than that of the product",
            "heading, other than that of the product",
            "any heading, except that of the product",
            "any heading except that of the product",
            "any heading. except that of the product",
            "any heading, except that of the good",
        ],
    ),
    ("subheading", &["6-digit level", "from any other subheading"]),
];

/// The facts in a rule's words.
fn criteria(text: &str) -> Vec<Criterion> {
    let mut found: Vec<Criterion> = Vec::new();
    let mut add = |what: &str, percent| {
        let criterion = Criterion { what: what.to_owned(), percent };
        if !found.contains(&criterion) {
            found.push(criterion);
        }
    };
    if text.contains("wholly obtained") {
        add("wholly-obtained", None);
    }
    let changes: Vec<&str> = CHANGES
        .iter()
        .filter(|(_, words)| words.iter().any(|word| text.contains(word)))
        .map(|(what, _)| *what)
        .collect();
    for what in &changes {
        add(what, None);
    }
    if changes.is_empty() && text.contains("of any heading") {
        add("any-heading", None);
    }
    for (what, percent) in shares(text) {
        add(what, percent);
    }
    let mut processes: Vec<&str> =
        WORDS.iter().filter(|(word, _)| text.contains(word)).map(|(_, what)| *what).collect();
    if text.contains("manufacture from") || text.contains("production from") {
        let from = [("fibre", "from-fibres"), ("yarn", "from-yarn"), ("fabric", "from-fabric")];
        processes.extend(from.iter().filter(|(word, _)| text.contains(word)).map(|(_, what)| *what));
    }
    processes.dedup();
    // Which of several processes belong together is told by the sentence alone where it has alternatives.
    if processes.len() > 1 && text.contains(" or ") {
        add("see-text", None);
        processes.clear();
    }
    for what in processes {
        add(what, None);
    }
    let further = [
        "except from",
        "except for",
        "except non",
        "however",
        "excluding",
        "standard qvc",
        "value of the originating materials",
    ];
    let conditional = text.contains("provided") && shares(text).is_empty();
    if conditional || further.iter().any(|word| text.contains(word)) {
        add("more", None);
    }
    if found.is_empty() {
        found.push(Criterion { what: "see-text".to_owned(), percent: None });
    }
    found
}

/// Words that name one process twice, or none.
const SAME: &[(&str, &str)] = &[
    ("knitting or crocheting", "knitting"),
    ("knitted or crocheted", "knitted"),
    ("coating or covering", "coating"),
    ("mixing or blending", "mixing"),
    ("processed for spinning", "processed"),
    ("natural and/or man-made", "natural and man-made"),
    ("natural or man-made", "natural and man-made"),
];

/// Small letters, without marks of emphasis, links and tags.
fn plain(rule: &str) -> String {
    let mut text = String::with_capacity(rule.len());
    let mut skipping = false;
    for sign in rule.replace("&nbsp;", " ").chars() {
        match sign {
            '<' => skipping = true,
            '>' => skipping = false,
            '*' | '[' | ']' => {}
            _ if skipping => {}
            '\n' => text.push(' '),
            _ => text.extend(sign.to_lowercase()),
        }
    }
    SAME.iter().fold(text, |text, (said, same)| text.replace(said, same))
}

/// Shares of the price or the weight, and what they bound. A share of named materials alone is a further condition.
fn shares(text: &str) -> Vec<(&'static str, Option<Decimal>)> {
    let mut found: Vec<(&'static str, Option<Decimal>)> = Vec::new();
    let mut rest = text;
    let mut before = String::new();
    while let Some((head, tail)) = rest.split_once('%') {
        before.push_str(head);
        let digits: String =
            before.trim_end().chars().rev().take_while(|sign| sign.is_ascii_digit() || *sign == '.').collect();
        let number: String = digits.chars().rev().collect();
        // A second figure for the price on board says the same as the one for the price at the works.
        let on_board =
            tail.trim_start().starts_with("of the free on board") && found.iter().any(|(what, _)| *what == "materials");
        if let Some(percent) = parse_decimal(&number).filter(|_| !on_board) {
            found.push(bound(&before, tail, percent));
        }
        before.push('%');
        rest = tail;
    }
    found
}

/// What one share bounds, from the words before it and after it.
fn bound(before: &str, after: &str, percent: Decimal) -> (&'static str, Option<Decimal>) {
    let near: String = before.chars().rev().take(170).collect::<Vec<_>>().into_iter().rev().collect();
    let at = |word: &str| near.rfind(word).map_or(0, |at| at + 1);
    let weight = at("weight");
    let value = at("value").max(at("price"));
    let bounded = near.get(weight.max(value).saturating_sub(1)..).filter(|_| weight.max(value) > 0);
    let all = |bounded: &str| {
        ["materials", "parts", "content"].iter().any(|word| bounded.contains(word))
            && !["heading", "chapter"].iter().any(|word| bounded.contains(word))
    };
    if bounded.is_some_and(|bounded| !all(bounded)) || after.trim_start().starts_with("by weight") {
        return ("more", None);
    }
    let least = at("at least").max(at("not less than")).max(at("regional value content"));
    let most = at("exceed").max(at("maximum")).max(at("up to"));
    if least > most || after.trim_start().starts_with("under the build") {
        ("content", Some(percent))
    } else if weight > value {
        ("weight", Some(percent))
    } else {
        ("materials", Some(percent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rules as the published sets word them.
    #[test]
    fn facts_of_published_rules() {
        let table = [
            ("All animals of [chapter&nbsp;1](/chapters/01) are wholly obtained.", "wholly-obtained"),
            (
                "<abbr title='Change of tariff heading'>CTH</abbr>: All non-originating materials used in the production of the good have undergone a change in tariff classification at the 4-digit level (tariff heading).",
                "heading",
            ),
            (
                "A maximum of **50%** of the ex-works price (EXW) is made up of non-originating parts (MAXNOM).",
                "materials 50%",
            ),
            ("Knitting or crocheting combined with making-up including cutting of fabric.", "knitting + making-up"),
            (
                "Making-up including cutting of fabric, provided that the value of non-originating materials used does not exceed **50%** of the ex-works price (EXW) or **45%** of the Free on Board (FOB) cost of the product.",
                "materials 50% + making-up",
            ),
            (
                "Your goods contain a Regional Value Content (RVC) of at least **55%** of the Free on Board (FOB) cost of the goods.",
                "content 55%",
            ),
            (
                "Production from non-originating materials of any heading, except from non-originating assemblies of uppers affixed to inner soles or to other sole components of [heading&nbsp;6406](/headings/6406).",
                "any-heading + more",
            ),
            ("Manufacture from yarn.", "from-yarn"),
            ("- b) **55%** under the build-down method.", "content 55%"),
            (
                "Production in which the value of non-originating rice flour of heading 1102 does not exceed **35%** of the ex-works price.",
                "more",
            ),
            (
                "CTH: a change at the 4-digit level, in which at least **10%** by weight of all materials are wholly obtained.",
                "wholly-obtained + heading + more",
            ),
            (
                "A chemical reaction, purification, mixing and blending or biotechnological processing is undergone.",
                "processing",
            ),
            ("Spinning of fibres or extrusion of filament, in each case accompanied by knitting.", "see-text"),
            ("Something that nobody foresaw.", "see-text"),
        ];
        for (rule, expected) in table {
            assert_eq!(origin::text(&[criteria(&plain(rule))]), expected, "{rule}");
        }
    }

    #[test]
    fn a_set_becomes_rows() {
        let set = r#"{"rule_sets": [
            {"min": "6101000000", "max": "6117999999", "valid": true, "rules": [{"rule": "Knitting or crocheting combined with making-up."}]},
            {"min": "6101000000", "max": "6117999999", "valid": true, "rules": [{"rule": "Spinning combined with knitting."}, {"rule": "Knitting and making-up in one operation."}]},
            {"min": "8500000000", "max": "8599999999", "valid": true, "rules": [
                {"rule": "Manufacture from materials of any heading, except that of the good or Manufacture with at most a maximum of **50%** of the price"},
                {"rule": "However, more may be used."}]},
            {"min": "8500000000", "max": "8599999999", "valid": false, "rules": [{"rule": "old"}]}
        ]}"#;
        let (rows, report) = read(set).unwrap();
        let rows: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        assert_eq!(
            rows,
            [
                "6101,6117,1/2,knitting + making-up",
                "6101,6117,2/2,spinning + knitting | knitting + making-up",
                "85,85,,heading | materials 50% + more"
            ]
        );
        assert_eq!(report.rows, 4);
        assert!(read("[]").unwrap_err().contains("no set of rules"));
    }
}
