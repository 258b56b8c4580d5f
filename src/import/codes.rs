//! Codes as a spreadsheet leaves them.
//!
//! A spreadsheet takes `01012100` for a number and keeps 1012100, which are the digits of other goods. No tariff can be read
//! from such codes, so they stop an import. Where lines of nine digits are a tariff's own (Japan), the file tells: it
//! has none of ten beside them, or some that begin with a zero.

use std::collections::BTreeMap;

use csv::StringRecord;

/// Why a cell is not taken as a code.
const LOST: &str = "has lost its leading zero to a spreadsheet; take the file as it was published, codes as text";

/// The same, of a number with a fraction or an exponent, or a text marked as one.
const CHANGED: &str = "is as a spreadsheet writes it and no code; take the file as it was published, codes as text";

/// What is remembered of the codes of a file, by their length: whether one begins with a zero, and the first of them with
/// its row.
#[derive(Debug, Default)]
pub(super) struct Codes {
    seen: BTreeMap<usize, Seen>,
}

#[derive(Debug)]
struct Seen {
    row: StringRecord,
    cell: String,
    zero: bool,
}

impl Codes {
    /// The digits of a cell, without dots, blanks and hyphens between them.
    pub(super) fn read(&mut self, cell: &str, row: &StringRecord) -> Result<String, String> {
        let unlike = |why: &str| format!("`{cell}` {why}");
        let groups: Vec<&str> = cell.split(|letter: char| letter.is_whitespace() || ".-".contains(letter)).collect();
        let digits = groups.concat();
        if !(4..=12).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            // `6.1091E+07`, `'61091000`
            return Err(unlike(if cell.contains("E+") || cell.starts_with('\'') {
                CHANGED
            } else {
                "is not a code of four to twelve digits; rows without one are left out with `--where`"
            }));
        }
        match groups.as_slice() {
            [whole, "0"] if whole.len() >= 6 => {
                return Err(unlike(CHANGED));
            }
            [first, _, ..] if first.len() % 2 == 1 => return Err(unlike(LOST)),
            // Five and seven digits are rows between the subheadings and the lines, which few tariffs print and with dots.
            [whole] if matches!(whole.len(), 5 | 7) && !whole.starts_with('0') => return Err(unlike(LOST)),
            _ => {}
        }
        let zero = digits.starts_with('0');
        let first = || Seen { row: row.clone(), cell: cell.to_owned(), zero };
        self.seen.entry(digits.len()).or_insert_with(first).zero |= zero;
        Ok(digits)
    }

    /// The row of a code that lost a zero, as the others show, and why.
    pub(super) fn lost(&self) -> Option<(&StringRecord, String)> {
        let short = self.seen.iter().find(|(length, seen)| {
            let longer = self.seen.contains_key(&length.saturating_add(1));
            matches!(length, 9 | 11) && !seen.zero && longer
        });
        short.map(|(_, seen)| (&seen.row, format!("`{}` {LOST}", seen.cell)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(cells: &[&str]) -> Result<Vec<String>, String> {
        let mut codes = Codes::default();
        let read = cells.iter().map(|cell| codes.read(cell, &StringRecord::new())).collect::<Result<Vec<_>, _>>()?;
        codes.lost().map_or(Ok(read), |(_, why)| Err(why))
    }

    #[test]
    fn codes_as_they_are_printed() {
        for (cell, code) in [
            ("0101", "0101"),
            ("6109.10", "610910"),
            ("6109.10.00.04", "6109100004"),
            ("6109 10\u{a0}00", "61091000"),
            ("6109.10-010", "610910010"),
            ("0101.2", "01012"),
            ("8517.1", "85171"),
            ("01012", "01012"),
        ] {
            assert_eq!(read(&[cell]).unwrap(), [code], "{cell}");
        }
        assert!(read(&["010121291", "610910010"]).is_ok());
        assert!(read(&["610910010", "620342010"]).is_ok(), "nothing shows that they should be longer");
    }

    #[test]
    fn codes_that_a_spreadsheet_changed() {
        for (cells, why) in [
            (&["10121"][..], "leading zero"),
            (&["1012100"], "leading zero"),
            (&["101.21"], "leading zero"),
            (&["101.21.00.10"], "leading zero"),
            (&["101210010", "6109100010"], "`101210010` has lost its leading zero"),
            (&["61091000.0"], "is as a spreadsheet writes it"),
            (&["6.1091E+07"], "is as a spreadsheet writes it"),
            (&["'61091000"], "is as a spreadsheet writes it"),
            (&["101"], "is not a code"),
            (&["61"], "is not a code of four to twelve digits; rows without one"),
        ] {
            assert!(read(cells).is_err_and(|said| said.contains(why)), "{cells:?}");
        }
    }
}
