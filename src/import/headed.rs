//! A CSV whose header names its columns: comment lines begin with `#`, cells are trimmed, and faults name their line.
//!
//! Files are read row by row: an office's list of all measures is larger than many a machine's memory. Spreadsheets of
//! many countries write semicolons for commas; which of them divides the cells is told from the header.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord, Trim};

use super::report::ImportError;

/// The file, opened and past its header.
pub(super) struct Headed<'p> {
    path: &'p Path,
    header: StringRecord,
    reader: Reader<BufReader<File>>,
}

impl<'p> Headed<'p> {
    /// Opens a file; a byte order mark before the header is left out.
    pub(super) fn open(path: &'p Path) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(ImportError::reading(path))?;
        let mut file = BufReader::with_capacity(1 << 16, file);
        let start = file.fill_buf().map_err(ImportError::reading(path))?;
        let (mark, divider) = (start.starts_with("\u{feff}".as_bytes()), divider(start));
        if mark {
            file.consume('\u{feff}'.len_utf8());
        }
        let mut reader = ReaderBuilder::new().comment(Some(b'#')).delimiter(divider).trim(Trim::All).from_reader(file);
        let header = reader.headers().map_err(|error| unreadable(path, &error))?.clone();
        Ok(Self { path, header, reader })
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize, ImportError> {
        self.header.iter().position(|column| column == name).ok_or_else(|| {
            let known: Vec<&str> = self.header.iter().collect();
            let why = match known.as_slice() {
                [] => "the file is empty; fetch it again".to_owned(),
                [one] if one.contains('\t') => {
                    format!("there is no column `{name}`, because tabs divide the cells; save the file with commas or semicolons")
                }
                known => format!("there is no column `{name}`; there are {}", known.join(", ")),
            };
            ImportError::format(self.path, "line 1", why)
        })
    }

    /// The rows that are left.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = Result<StringRecord, ImportError>> {
        let path = self.path;
        self.reader.records().map(move |record| record.map_err(|error| unreadable(path, &error)))
    }
}

/// What stands between the cells: the semicolon where the header has more of them than commas.
fn divider(start: &[u8]) -> u8 {
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start);
    let header = start.split(|byte| *byte == b'\n').find(|line| !line.starts_with(b"#")).unwrap_or_default();
    let count = |divider: u8| header.iter().filter(|byte| **byte == divider).count();
    if count(b';') > count(b',') { b';' } else { b',' }
}

/// Says what is wrong with a row, and where it stands.
pub(super) fn fault(path: &Path, row: &StringRecord, why: String) -> ImportError {
    ImportError::format(path, line(row.position()), why)
}

fn unreadable(path: &Path, error: &csv::Error) -> ImportError {
    let why = match error.kind() {
        ErrorKind::Utf8 { .. } => "the letters are not in UTF-8; save the file as `CSV UTF-8`".to_owned(),
        _ => error.to_string(),
    };
    ImportError::format(path, line(error.position()), why)
}

fn line(at: Option<&Position>) -> String {
    at.map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()))
}
