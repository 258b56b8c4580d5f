//! A CSV whose header names its columns: comment lines begin with `#`, cells are trimmed, and faults name their line.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use csv::{Position, Reader, ReaderBuilder, StringRecord, Trim};

use super::report::ImportError;

/// The file, opened and past its header.
pub(super) struct Headed<'p> {
    path: &'p Path,
    header: StringRecord,
    reader: Reader<Cursor<String>>,
}

impl<'p> Headed<'p> {
    /// Opens a file; a byte order mark before the header is left out.
    pub(super) fn open(path: &'p Path) -> Result<Self, ImportError> {
        let mut text = fs::read_to_string(path).map_err(ImportError::reading(path))?;
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let mut reader = ReaderBuilder::new().comment(Some(b'#')).trim(Trim::All).from_reader(Cursor::new(text));
        let header = reader.headers().map_err(|error| unreadable(path, &error))?.clone();
        Ok(Self { path, header, reader })
    }

    /// The position of a column.
    pub(super) fn column(&self, name: &str) -> Result<usize, ImportError> {
        self.header.iter().position(|column| column == name).ok_or_else(|| {
            let known: Vec<&str> = self.header.iter().collect();
            let why = format!("there is no column `{name}`; there are {}", known.join(", "));
            ImportError::format(self.path, "line 1", why)
        })
    }

    /// The rows that are left.
    pub(super) fn rows(&mut self) -> impl Iterator<Item = Result<StringRecord, ImportError>> {
        let path = self.path;
        self.reader.records().map(move |record| record.map_err(|error| unreadable(path, &error)))
    }
}

/// Says what is wrong with a row, and where it stands.
pub(super) fn fault(path: &Path, row: &StringRecord, why: String) -> ImportError {
    ImportError::format(path, line(row.position()), why)
}

fn unreadable(path: &Path, error: &csv::Error) -> ImportError {
    ImportError::format(path, line(error.position()), error.to_string())
}

fn line(at: Option<&Position>) -> String {
    at.map_or_else(|| "an unknown line".to_owned(), |at| format!("line {}", at.line()))
}
