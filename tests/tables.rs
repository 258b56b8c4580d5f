//! The checker and the tools of those who keep the tables.
//!
//! `tests/tables/good` is the law of a land that is not, in order. Each file of `tests/tables/bad` puts something wrong
//! into it and names what must be found, so that every linter is seen to refuse something.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use dutybound::tables::check::{self, Finding, LINTERS, Severity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Bad {
    why: String,
    finds: Vec<String>,
    /// Whether no quote can be made any more, so that further findings follow.
    #[serde(default)]
    and_more: bool,
    files: BTreeMap<String, String>,
}

fn kept() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tables")
}

/// A copy of the good tables and cases, for a test to spoil.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    copy(&kept().join("good"), &folder);
    folder
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let into = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &into);
        } else {
            std::fs::copy(entry.path(), into).unwrap();
        }
    }
}

fn check(folder: &Path) -> Vec<Finding> {
    check::run(&folder.join("tables"), &folder.join("cases")).unwrap().findings
}

/// `linter: id (part)`.
fn said(finding: &Finding) -> String {
    let part = &finding.complaint.part;
    let part = if part.is_empty() { String::new() } else { format!(" ({part})") };
    format!("{}: {}{part}", finding.linter, finding.complaint.id)
}

fn bad() -> Vec<(String, Bad)> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(kept().join("bad")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |file: &Path| file.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|file| (name(file), toml::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())).collect()
}

#[test]
fn good_tables_have_no_findings() {
    assert_eq!(check(&scratch("good")), []);
}

#[test]
fn bad_tables_have_the_findings_that_they_name() {
    let mut wrong = Vec::new();
    for (name, Bad { why, mut finds, and_more, files }) in bad() {
        let folder = scratch(&name);
        for (file, text) in files {
            let file = folder.join(file);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let mut found: Vec<String> = check(&folder).iter().map(said).collect();
        found.retain(|found| !and_more || finds.contains(found));
        found.sort();
        finds.sort();
        if found != finds {
            wrong.push(format!("{name}: {why}\n  named {finds:#?}\n  found {found:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_linter_refuses_something() {
    let found: Vec<String> = bad().into_iter().flat_map(|(_, bad)| bad.finds).collect();
    for linter in LINTERS.iter().copied().flatten() {
        let refused = found.iter().any(|find| find.split(": ").next() == Some(linter.name));
        assert!(refused, "no file of tests/tables/bad makes `{}` find anything ({})", linter.name, linter.sentence);
    }
}

#[test]
fn a_finding_says_where_and_what_to_do() {
    let folder = scratch("a-finding");
    let act = "[[act]]\nid = \"zz-old-act\"\ntitle = \"Old\"\nurl = \"https://example.org/old\"\nread = 2026-01-01\n";
    std::fs::write(folder.join("tables/acts/old.toml"), act).unwrap();
    let findings = check(&folder);
    let [finding] = findings.as_slice() else { panic!("{findings:?}") };
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.file, folder.join("tables/acts/old.toml"));
    assert!(
        finding.to_string().ends_with("zz-old-act: the act is cited by nothing; cite it or remove it"),
        "{finding}"
    );
}

fn dutybound(folder: &Path, args: &[&str]) -> Output {
    let tables = folder.join("tables");
    Command::new(env!("CARGO_BIN_EXE_dutybound")).arg("--tables").arg(tables).arg("tables").args(args).output().unwrap()
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn holds(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "`{wanted}` is not in:\n{text}");
    }
}

#[test]
fn check_fails_on_errors_and_not_on_warnings() {
    let folder = scratch("exit-codes");
    let cases = folder.join("cases");
    let args = ["check", "--cases", cases.to_str().unwrap()];
    assert!(dutybound(&folder, &args).status.success());
    let law = folder.join("tables/measures/zz/law.toml");
    let read = std::fs::read_to_string(&law).unwrap();
    std::fs::write(
        &law,
        read.replace("at = \"Art. 7\", grade = \"official\"", "at = \"Art. 7\", grade = \"unverified\""),
    )
    .unwrap();
    let warned = dutybound(&folder, &args);
    holds(&text(&warned), &["warning unverified", "0 errors, 1 warnings", ", 0 failed"]);
    std::fs::write(&law, read.replace("zz/seller-collects", "zz/nobody-collects")).unwrap();
    let refused = dutybound(&folder, &args);
    assert!(!refused.status.success());
    holds(&String::from_utf8_lossy(&refused.stdout), &["error case-exists", "`zz/nobody-collects`", ", 1 failed"]);
}

#[test]
fn show_prints_the_law_of_a_day() {
    let folder = scratch("show");
    let before = text(&dutybound(&folder, &["show", "ZZ", "2026-06-30"]));
    holds(
        &before,
        &[
            "Example (ZZ), law of 2026-06-30",
            "no duty while the price of the goods per consignment is at most 150.00 EUR",
            "unless the goods are zz-drinks",
            "Customs act of Example, Art. 4 [official]",
            "1 hold here: 0 prohibit, 0 restrict, 1 ask for something",
            "2026-07-01  begins: Levy on toys that are not made by hand (zz-toy-levy)",
        ],
    );
    assert!(!before.contains("LEVY"), "{before}");
    let on_the_day = text(&dutybound(&folder, &["show", "ZZ", "2026-07-01"]));
    holds(&on_the_day, &["LEVY", "1.00 EUR per unit", "nothing enacted that is held here"]);
    assert!(!dutybound(&folder, &["show", "ZZ", "2024-12-31"]).status.success());
    // Nor is there law of a day that is too far ahead to be answered.
    std::fs::write(folder.join("tables/EDITION"), "2026-11-21\n").unwrap();
    assert!(dutybound(&folder, &["show", "ZZ", "2031-11-21"]).status.success());
    let late = dutybound(&folder, &["show", "ZZ", "2031-11-22"]);
    assert!(!late.status.success() && String::from_utf8_lossy(&late.stderr).contains("answered to 2031-11-21"));
    assert!(!dutybound(&folder, &["show", "YY", "2026-07-01"]).status.success());
}

#[test]
fn coverage_counts_what_is_held() {
    let page = text(&dutybound(&scratch("coverage"), &["coverage"]));
    holds(
        &page,
        &[
            "1 destinations, 0 of them [closed](#closed); 0 have no tariff of their own",
            "[E](#e)",
            "| Example (ZZ) | duty: 150.00 EUR | none | tariff | VAT 20% | none | none | none | carrier; seller (`zz-shop`) | 1 |",
            "| `zz`, 6 digits, 3 rows of 2026 | official; none unverified | 2026-01-01 | 2026-07-01 |",
            "| Tariff of Example (`zz`) | 2026-01-01 | HS 2022 | 6 | 3 | 1 of 1 | 3 | official |",
        ],
    );
}

#[test]
fn fmt_brings_files_to_their_form_and_loses_nothing() {
    let folder = scratch("fmt");
    let list = folder.join("tables/lists/zz/zz-toys.csv");
    let goods = folder.join("tables/goods/zz.toml");
    std::fs::write(
        &list,
        "# Toys\r\ncode,from,until\r\n\"9503\",,\r\n2203,,\r\n# later ones\r\n610910,2026-01-01,\r\n2204,2026-01-01,",
    )
    .unwrap();
    std::fs::write(&goods, "# Drinks  \n\n\n[[goods]]\nname = \"zz-drinks\" \ntitle = \"Drinks\" # both\ncodes = [\"2203\", \"2204\"]\n# more\n[[goods]]\nname = \"zz-none\"\ntitle = \"None\"\ncodes = []\n\n").unwrap();
    let asked = dutybound(&folder, &["fmt", "--check"]);
    assert!(!asked.status.success());
    holds(&String::from_utf8_lossy(&asked.stdout), &["zz-toys.csv", "goods/zz.toml", "2 files would change"]);
    holds(&text(&dutybound(&folder, &["fmt"])), &["2 files changed"]);
    let read = |file: &Path| std::fs::read_to_string(file).unwrap();
    assert_eq!(
        read(&list),
        "# Toys\ncode,from,until\n2203,,\n9503,,\n# later ones\n2204,2026-01-01,\n610910,2026-01-01,\n"
    );
    assert_eq!(
        read(&goods),
        "# Drinks\n\n[[goods]]\nname = \"zz-drinks\"\ntitle = \"Drinks\" # both\ncodes = [\"2203\", \"2204\"]\n\n# more\n[[goods]]\n\
         name = \"zz-none\"\ntitle = \"None\"\ncodes = []\n"
    );
    holds(&text(&dutybound(&folder, &["fmt", "--check"])), &["0 files would change"]);
}

#[test]
fn diff_sorts_changes_by_their_effect() {
    let folder = scratch("diff");
    let git = |args: &[&str]| {
        let who = ["-c", "user.name=nobody", "-c", "user.email=nobody@example.org"];
        let done = Command::new("git").arg("-C").arg(&folder).args(who).args(args).output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    };
    git(&["init", "--quiet"]);
    git(&["add", "."]);
    git(&["commit", "--quiet", "--message", "the law of Example"]);
    assert_eq!(
        text(&dutybound(&folder, &["diff", "HEAD"])),
        "Since HEAD; 2026-01-01 divides past from future.\n\nNothing changed.\n"
    );

    let law = folder.join("tables/measures/zz/law.toml");
    let read = std::fs::read_to_string(&law).unwrap();
    let read = read.replace("rate     = \"20%\"", "rate     = \"21%\"");
    let read = read.replace("flat     = \"1.00 EUR\"", "flat     = \"2.00 EUR\"");
    std::fs::write(&law, read.replace("The carrier collects", "The carrier takes it")).unwrap();
    std::fs::write(folder.join("tables/tariff/zz/general.csv"), "code,from,until,expression\n22,,,11%\n610910,,,12%\n")
        .unwrap();
    let said = text(&dutybound(&folder, &["diff", "HEAD"]));
    let at = |wanted: &str| said.find(wanted).unwrap_or_else(|| panic!("`{wanted}` is not in:\n{said}"));
    let (past, future, words) = (at("Changes to days past"), at("Changes to days to come"), at("Changes to words"));
    assert!((past..future).contains(&at("effect: `20%` -> `21%`")), "{said}");
    assert!((future..words).contains(&at("effect: `1.00 EUR per unit` -> `2.00 EUR per unit`")), "{said}");
    assert!(at("title: `The carrier collects`") > words, "{said}");
    assert!(at("1 codes removed (9503); 1 codes changed (22)") > words, "{said}");
    assert!(!dutybound(&folder, &["diff", "no-such-revision"]).status.success());
}
