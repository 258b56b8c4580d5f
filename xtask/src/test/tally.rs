//! How many tests passed and failed, read from what the runners print at their end.

use std::fmt;

/// The sum over all runners so far.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
}

impl Tally {
    pub fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Looks at one line of a runner's output and counts it when it is a closing line.
    pub fn read(&mut self, line: &str) {
        let line = without_colours(line);
        let line = line.trim();
        if let Some(found) = cargo_test(line).or_else(|| node_test(line)).or_else(|| own(line)) {
            self.add(&found);
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// `test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s`
fn cargo_test(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut counts = counts.split("; ");
    Some(Tally { passed: before(counts.next()?, " passed")?, failed: before(counts.next()?, " failed")? })
}

/// `ℹ pass 12` and `ℹ fail 0` on lines of their own; `#` instead of `ℹ` when Node writes TAP.
fn node_test(line: &str) -> Option<Tally> {
    let (count, is_pass) = match line.split_once(' ')? {
        ("ℹ" | "#", rest) => match rest.split_once(' ')? {
            ("pass", count) => (count, true),
            // Node counts what was cancelled, such as a test that ran out of time, apart from what failed.
            ("fail" | "cancelled", count) => (count, false),
            _ => return None,
        },
        _ => return None,
    };
    let count = count.parse().ok()?;
    Some(if is_pass { Tally { passed: count, failed: 0 } } else { Tally { passed: 0, failed: count } })
}

/// `cases: 12 passed, 0 failed`, as our own command line says it; the name in front is one word or none.
fn own(line: &str) -> Option<Tally> {
    let line = line.split_once(": ").filter(|(name, _)| !name.contains(' ')).map_or(line, |(_, counts)| counts);
    let (passed, failed) = line.split_once(", ")?;
    Some(Tally { passed: before(passed, " passed")?, failed: before(failed, " failed")? })
}

fn before(text: &str, word: &str) -> Option<u64> {
    text.strip_suffix(word)?.parse().ok()
}

/// The line without the escape sequences that colour it on a terminal.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut inside = false;
    for character in line.chars() {
        match character {
            '\u{1b}' => inside = true,
            letter if inside => inside = !letter.is_ascii_alphabetic(),
            other => plain.push(other),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn closing_lines_are_counted_and_others_are_not() {
        for (given, passed, failed) in [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n", 12, 0),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", 3, 2),
            ("test result: \u{1b}[32mok\u{1b}[0m. 4 passed; 0 failed; 0 ignored", 4, 0),
            ("\u{1b}[34mℹ pass 7\u{1b}[39m", 7, 0),
            ("ℹ fail 1", 0, 1),
            ("ℹ cancelled 2", 0, 2),
            ("# pass 5", 5, 0),
            ("# tests 5", 0, 0),
            ("312 passed, 4 failed", 312, 4),
            ("cases: 86 passed, 1 failed", 86, 1),
            ("of these cases: 86 passed, 1 failed", 0, 0),
            ("test duty::flat ... ok", 0, 0),
            ("of these 312 passed, 4 failed so far", 0, 0),
            ("", 0, 0),
        ] {
            let mut tally = Tally::default();
            tally.read(given);
            assert_eq!(tally, Tally { passed, failed }, "{given}");
        }
    }

    #[test]
    fn the_totals_are_said_in_one_shape() {
        assert_eq!(Tally { passed: 3, failed: 0 }.to_string(), "3 passed, 0 failed");
    }
}
