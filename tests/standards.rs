//! The page about the WCO's standards: every file it names is there, and every test it names is a test.

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page() -> String {
    fs::read_to_string(root().join("docs/wco-standards.md")).unwrap_or_default()
}

/// Every text between two marks.
fn between(line: &str, mark: char) -> Vec<&str> {
    line.split(mark).skip(1).step_by(2).collect()
}

/// All text of the files below a folder.
fn text_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().collect::<Vec<_>>()).unwrap_or_default();
    let texts = entries.into_iter().map(|entry| {
        let path = entry.path();
        if path.is_dir() { text_below(&path) } else { fs::read_to_string(path).unwrap_or_default() }
    });
    texts.collect()
}

#[test]
fn there_are_sixteen_and_each_is_held_in_part_or_not_yet() {
    let page = page();
    let rows: Vec<Vec<&str>> = page
        .lines()
        .filter(|line| line.starts_with("| "))
        .map(|line| line.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect::<Vec<_>>())
        .filter(|cells| cells.first().is_some_and(|first| first.parse::<u16>().is_ok()))
        .collect();
    let numbers: Vec<&str> = rows.iter().filter_map(|cells| cells.first().copied()).collect();
    let expected: Vec<String> = (1..=15).map(|n: u16| n.to_string()).chain(["2022".to_owned()]).collect();
    assert_eq!(numbers, expected);
    for cells in &rows {
        assert_eq!(cells.len(), 5, "{cells:?}");
        assert!(cells.get(2).is_some_and(|standing| ["held", "in part", "not yet"].contains(standing)), "{cells:?}");
        let is_held = cells.get(2) == Some(&"held");
        assert!(
            !is_held || cells.get(4).is_some_and(|tests| tests.contains("tests/")),
            "held without a test: {cells:?}"
        );
    }
}

#[test]
fn what_it_names_is_there() {
    let (page, tests) = (page(), text_below(&root().join("tests")));
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        for named in between(line, '`') {
            let is_path = named.contains('/') && !named.contains(' ');
            if is_path {
                assert!(root().join(named).exists(), "`{named}` is not there");
            } else if !named.starts_with("dutybound ") {
                let is_row = text_below(&root().join("tables/obligations")).contains(named);
                assert!(is_row || tests.contains(named), "`{named}` is named nowhere");
            }
        }
        for title in between(line, '"') {
            assert!(tests.contains(title), "no test is called \"{title}\"");
        }
    }
}
