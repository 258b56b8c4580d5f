//! The pages about the WCO's standards and the fifty questions: every file they name is there, and every test they name is a
//! test.

use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs").join(name)).unwrap_or_default()
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
    let page = page("wco-standards.md");
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

/// Everything that a page's tables name is there: files and folders, tests, rows of the obligations.
fn names_what_is_there(page: &str) {
    let (tests, rows) = (text_below(&root().join("tests")), text_below(&root().join("tables/obligations")));
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        for named in between(line, '`') {
            let is_path = named.contains('/') && !named.contains(' ');
            if is_path {
                assert!(root().join(named).exists(), "`{named}` is not there");
            } else if !named.starts_with("dutybound ") {
                let is_case = tests.contains(&format!("\"{named}\"")) || tests.contains(&format!("fn {named}()"));
                assert!(rows.contains(named) || is_case, "`{named}` is named nowhere");
            }
        }
        for title in between(line, '"') {
            assert!(tests.contains(title), "no test is called \"{title}\"");
        }
    }
}

#[test]
fn what_the_standards_name_is_there() {
    names_what_is_there(&page("wco-standards.md"));
}

/// Each of the fifty is asked by a test that is there, and a baskets' list holds every number that the page leaves to it.
#[test]
fn every_question_is_asked() {
    let page = page("fifty-questions.md");
    names_what_is_there(&page);
    let words = fs::read_to_string(root().join("tests/words.rs")).unwrap_or_default();
    let mut asked = Vec::new();
    for row in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.split(" | ").map(|cell| cell.trim_matches(['|', ' '])).collect();
        let (Some(first), Some(last)) = (cells.first(), cells.last()) else { continue };
        let numbers: Vec<u8> = first.split(", ").filter_map(|number| number.parse().ok()).collect();
        if last.contains("tests/words.rs") {
            for number in &numbers {
                let is_asked = [
                    format!("({number},"),
                    format!("(\n            {number},"),
                    format!("(\n                {number},"),
                ];
                assert!(
                    *number == 50 || is_asked.iter().any(|call| words.contains(call)),
                    "{number} is not in the list"
                );
            }
        }
        asked.extend(numbers);
    }
    assert_eq!(asked, (1..=50).collect::<Vec<u8>>());
}
