//! Quotation marks that open and do not close.
//!
//! A reader of CSV forgives them: it takes the rows behind the mark as one long cell, without a word. In a tariff these are
//! rates that are lost, so the bytes are looked through as they pass.

use core::fmt;
use std::io::{Error, Read, Result};

/// A cell that begins with a quotation mark and does not end with one.
#[derive(Debug)]
pub(super) struct Unclosed {
    /// The line that it begins on.
    pub(super) line: u64,
}

impl fmt::Display for Unclosed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a cell begins with a quotation mark and does not end with one; within such a cell a quotation mark is written \
             twice",
        )
    }
}

impl std::error::Error for Unclosed {}

/// Where in a cell the last byte was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// At the beginning of a row: a `#` makes it a comment.
    Row,
    /// At the beginning of a cell.
    Cell,
    /// In a cell without marks, or a comment, in which marks mean nothing.
    Plain,
    Comment,
    /// Between two marks.
    Quoted,
    /// Behind a mark: the cell has ended, or the mark is the first of two.
    Mark,
    /// In the blanks behind a cell that has ended.
    Behind,
}

/// Passes bytes on, and stops at an unclosed mark.
pub(super) struct Quotes<R> {
    inner: R,
    divider: u8,
    place: Place,
    line: u64,
    opened: u64,
}

impl<R> Quotes<R> {
    pub(super) fn new(inner: R, divider: u8) -> Self {
        Self { inner, divider, place: Place::Row, line: 1, opened: 1 }
    }

    /// Takes one byte; whether all is well.
    fn take(&mut self, byte: u8) -> bool {
        let ends_row = matches!(byte, b'\n' | b'\r');
        self.place = match self.place {
            Place::Comment if !ends_row => Place::Comment,
            Place::Quoted if byte != b'"' => Place::Quoted,
            Place::Quoted => Place::Mark,
            Place::Mark if byte == b'"' => Place::Quoted,
            _ if ends_row => Place::Row,
            Place::Row if byte == b'#' => Place::Comment,
            _ if byte == self.divider => Place::Cell,
            Place::Row | Place::Cell if byte == b'"' => {
                self.opened = self.line;
                Place::Quoted
            }
            Place::Mark | Place::Behind if matches!(byte, b' ' | b'\t') => Place::Behind,
            Place::Mark | Place::Behind => return false,
            Place::Row | Place::Cell | Place::Plain | Place::Comment => Place::Plain,
        };
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
        }
        true
    }

    fn unclosed(&self) -> Error {
        Error::other(Unclosed { line: self.opened })
    }
}

impl<R: Read> Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let length = self.inner.read(buffer)?;
        if length == 0 && !buffer.is_empty() && self.place == Place::Quoted {
            return Err(self.unclosed());
        }
        for byte in buffer.iter().take(length) {
            if !self.take(*byte) {
                return Err(self.unclosed());
            }
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<u64> {
        let mut read = String::new();
        let fault = Quotes::new(text.as_bytes(), b',').read_to_string(&mut read).err()?;
        fault.get_ref().and_then(|fault| fault.downcast_ref::<Unclosed>()).map(|unclosed| unclosed.line)
    }

    #[test]
    fn marks_that_close_pass() {
        for text in [
            "a,b\n1,\"two\"\n",
            "a,b\n1,\"two \"\"and\"\" three\"\r\n\"4\" ,5\n",
            "a,b\n1,\"two\nlines, one cell\"\n",
            "a,b\n1,5\" pipe\n2,say \"no\"\n",
            "# a \"remark\na,b\n1,2\n",
            "\"\",\"\"\n",
            "a,\"b\"",
            "",
        ] {
            assert_eq!(line(text), None, "{text}");
        }
    }

    #[test]
    fn marks_that_do_not_close_are_found_where_they_open() {
        for (text, at) in [
            ("a,b\n1,\"two\n3,4\n", 2),
            ("a,b\n1,2\n3,\"two\n5,\"six\"\n", 3),
            ("a,b\n\"1,2\n\"3\",4\n", 2),
            ("a,\"b\" c\n", 1),
            ("a,\"b", 1),
        ] {
            assert_eq!(line(text), Some(at), "{text}");
        }
    }
}
