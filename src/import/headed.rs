//! A CSV whose header names its columns: comment lines begin with `#`, cells are trimmed, and faults name their line.
//!
//! Files are read row by row: an office's list of all measures is larger than many a machine's memory. Spreadsheets of
//! many countries write semicolons for commas; which of them divides the cells is told from the header.
//!
//! What only looks like such a file is refused before its first row: a spreadsheet, an archive, a web page. So is a quotation
//! mark that opens a cell and does not close it, which would make one cell of all the rows behind it.

mod quotes;

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use csv::{ErrorKind, Position, Reader, ReaderBuilder, StringRecord, Trim};

use super::report::ImportError;
use quotes::{Quotes, Unclosed};

/// How many rows are read between two signs of life.
const PROGRESS: u64 = 250_000;

/// The file, opened and past its header.
pub(super) struct Headed<'p> {
    path: &'p Path,
    header: StringRecord,
    reader: Reader<Quotes<BufReader<File>>>,
}

impl<'p> Headed<'p> {
    /// Opens a file; a byte order mark before the header is left out.
    pub(super) fn open(path: &'p Path) -> Result<Self, ImportError> {
        let file = File::open(path).map_err(ImportError::reading(path))?;
        let mut file = BufReader::with_capacity(1 << 16, file);
        let start = file.fill_buf().map_err(ImportError::reading(path))?;
        if let Some(why) = other_than_csv(start) {
            return Err(ImportError::refused(path, why));
        }
        let (mark, divider) = (start.starts_with("\u{feff}".as_bytes()), divider(start));
        if mark {
            file.consume('\u{feff}'.len_utf8());
        }
        let mut reader = ReaderBuilder::new();
        reader.comment(Some(b'#')).delimiter(divider).trim(Trim::All);
        let mut reader = reader.from_reader(Quotes::new(file, divider));
        let header = reader.headers().map_err(|error| unreadable(path, &error))?.clone();
        Ok(Self { path, header, reader })
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize, ImportError> {
        if !name.is_empty() && self.header.iter().filter(|column| *column == name).count() > 1 {
            let why = format!("there are two columns `{name}`; give one of them another name");
            return Err(ImportError::format(self.path, "line 1", why));
        }
        self.header.iter().position(|column| column == name).ok_or_else(|| {
            let known: Vec<&str> = self.header.iter().collect();
            let why = match known.as_slice() {
                [] => "the file is empty; fetch it again".to_owned(),
                [one] if one.contains('\t') || one.contains('|') => {
                    let divider = if one.contains('\t') { "tabs" } else { "bars" };
                    format!("there is no column `{name}`, because {divider} divide the cells; save the file with commas or semicolons")
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

    /// The rows that are left, with a sign of life now and then.
    pub(super) fn rows_told(
        &mut self,
        progress: &mut dyn FnMut(&str),
    ) -> impl Iterator<Item = Result<StringRecord, ImportError>> {
        let mut read: u64 = 0;
        self.rows().inspect(move |_| {
            read = read.saturating_add(1);
            if read.is_multiple_of(PROGRESS) {
                progress(&format!("{read} rows read"));
            }
        })
    }
}

/// What a file is that is not a CSV, and what to do with it.
fn other_than_csv(start: &[u8]) -> Option<&'static str> {
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start).trim_ascii_start();
    if start.starts_with(&[0x1f, 0x8b]) {
        return Some("it is packed with gzip; unpack it first");
    }
    if text.starts_with(b"{") || text.starts_with(b"[") {
        return Some("it is JSON; this format is read from a CSV");
    }
    other_than_text(start)
}

/// What a file is that is neither a CSV nor JSON, and what to do with it.
pub(super) fn other_than_text(start: &[u8]) -> Option<&'static str> {
    let text = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start).trim_ascii_start();
    let begins = |bytes: &[u8]| start.starts_with(bytes);
    if begins(b"PK\x03\x04") || begins(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Some(
            "it is a spreadsheet or an archive; unpack it, or open it and save the sheet as `CSV UTF-8`, codes as text",
        );
    }
    if begins(&[0xff, 0xfe]) || begins(&[0xfe, 0xff]) {
        return Some("its letters are in UTF-16; save the file as `CSV UTF-8`");
    }
    if begins(b"%PDF") {
        return Some("it is a PDF; a tariff is read from a table, such as a CSV");
    }
    if text.starts_with(b"<") {
        return Some("it is a web page or XML, perhaps one that says why there is no file; fetch it again");
    }
    None
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
        ErrorKind::UnequalLengths { expected_len, len, .. } => format!(
            "the row has {len} cells and the header {expected_len}; either the file was cut off here, or a cell holds what \
             divides the cells and is not in quotation marks"
        ),
        ErrorKind::Io(fault) => match fault.get_ref().and_then(|fault| fault.downcast_ref::<Unclosed>()) {
            Some(unclosed) => {
                return ImportError::format(path, format!("line {}", unclosed.line), unclosed.to_string());
            }
            None => fault.to_string(),
        },
        _ => error.to_string(),
    };
    ImportError::format(path, line(error.position()), why)
}

fn line(at: Option<&Position>) -> String {
    at.map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()))
}
