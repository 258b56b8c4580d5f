//! The project's own form of a tariff schedule: `schedule.toml` and one CSV per column.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::duty::expression::DutyExpression;
use crate::tables::ColumnKind;
use crate::{Date, Validity};

use super::report::{ColumnReport, ImportError, Kind};

/// What is said about a schedule once, beside its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// Its folder's name: `us`.
    pub id: String,
    /// Whose tariff it is: `US`.
    pub place: String,
    /// What people call it.
    pub title: String,
    /// The currency that customs values are stated in.
    pub currency: String,
    /// Which edition of the Harmonized System the codes follow: `HS 2022`.
    pub nomenclature: String,
    /// The day the data is of.
    pub snapshot: Date,
    /// Who published it.
    pub source: String,
    /// Where.
    pub url: String,
    /// Under which licence.
    pub licence: String,
    /// The day it was read.
    pub read: Date,
    /// The command that wrote these tables, with neutral file names.
    pub command: String,
    /// How well the facts are confirmed: `official`, `two-secondary`, `secondary`, `unverified`.
    pub grade: String,
    /// What a user should know.
    pub notes: Vec<String>,
    /// The columns.
    pub columns: Vec<Column>,
}

/// One column of rates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its file's name: `general`.
    pub name: String,
    /// What people call it.
    pub title: String,
    /// Whether its rates belong to named programmes of preference, or are prices that lines are for.
    pub kind: ColumnKind,
    /// The rates.
    pub lines: BTreeSet<Line>,
    /// Every distinct text of duty in the source, with what it was read as.
    pub texts: BTreeMap<String, String>,
}

/// One rate for one code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// Digits only; the rate rules every code that begins with them.
    pub code: String,
    /// First day in, empty when unknown or always. Sorted as text, dates sort as days.
    pub from: String,
    /// First day out.
    pub until: String,
    /// The programmes it is for, separated by blanks; empty in a plain column.
    pub programs: String,
    /// The rate in canonical text.
    pub expression: String,
}

impl Line {
    /// A rate for `code` in `validity`, for `programs` (none in a plain column).
    #[must_use]
    pub fn new(code: &str, validity: Validity, programs: &str, expression: &DutyExpression) -> Self {
        let text = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
        Self {
            code: code.to_owned(),
            from: text(validity.from),
            until: text(validity.until),
            programs: programs.to_owned(),
            expression: expression.to_string(),
        }
    }
}

impl Column {
    /// An empty column.
    #[must_use]
    pub fn new(name: &str, title: &str, kind: ColumnKind) -> Self {
        let (name, title) = (name.to_owned(), title.to_owned());
        Self { name, title, kind, lines: BTreeSet::new(), texts: BTreeMap::new() }
    }

    /// Its numbers.
    #[must_use]
    pub fn report(&self) -> ColumnReport {
        let mut kinds = BTreeMap::new();
        for line in &self.lines {
            // Lines hold what Display wrote, so this always reads; a line that does not would count as technical.
            let kind = line.expression.parse().map_or(Kind::Technical, |expression| Kind::of(&expression));
            *kinds.entry(kind).or_default() += 1;
        }
        ColumnReport { name: self.name.clone(), lines: self.lines.len(), texts: self.texts.len(), kinds }
    }

    fn text(&self, path: &Path) -> Result<Vec<u8>, ImportError> {
        let header: &[&str] = if self.kind == ColumnKind::Programs {
            &["code", "from", "until", "programs", "expression"]
        } else {
            &["code", "from", "until", "expression"]
        };
        let rows = self.lines.iter().map(|line| {
            let Line { code, from, until, programs, expression } = line;
            if self.kind == ColumnKind::Programs {
                vec![code.as_str(), from, until, programs, expression]
            } else {
                vec![code.as_str(), from, until, expression]
            }
        });
        csv_text(path, "", header, rows)
    }
}

/// `schedule.toml` as it is written: the order of the fields is the order in the file.
#[derive(Serialize)]
struct Page<'s> {
    id: &'s str,
    place: &'s str,
    title: &'s str,
    currency: &'s str,
    nomenclature: &'s str,
    snapshot: toml::value::Datetime,
    source: &'s str,
    url: &'s str,
    licence: &'s str,
    read: toml::value::Datetime,
    command: &'s str,
    grade: &'s str,
    notes: &'s [String],
    column: Vec<PageColumn<'s>>,
}

#[derive(Serialize)]
struct PageColumn<'s> {
    name: &'s str,
    title: &'s str,
    kind: ColumnKind,
    lines: usize,
    texts: usize,
    technical: usize,
}

impl<'s> PageColumn<'s> {
    fn of(column: &'s Column) -> Self {
        let report = column.report();
        Self {
            name: &column.name,
            title: &column.title,
            kind: column.kind,
            lines: report.lines,
            texts: report.texts,
            technical: report.technical(),
        }
    }
}

impl Schedule {
    /// Whether no column has a row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.iter().all(|column| column.lines.is_empty())
    }

    /// Writes the folder: `schedule.toml` and `<column>.csv`.
    ///
    /// All files are written under other names first and then take their own: who stops the program while it writes has
    /// the former tariff and not half of each. Columns that only the former one had are taken away with it, and told.
    ///
    /// # Errors
    ///
    /// When the folder or a file cannot be written, when the folder is another tariff's, or when there is no row: a file that
    /// was cut off after its header would otherwise put nothing in the place of a tariff.
    pub fn write(&self, folder: &Path) -> Result<Vec<String>, ImportError> {
        let unwritten =
            |why: String| ImportError::Write { path: folder.to_owned(), source: std::io::Error::other(why) };
        if self.is_empty() {
            return Err(unwritten("no duty was read; what is there stays as it is".to_owned()));
        }
        let former = Former::read(folder);
        if let Some(id) = former.as_ref().and_then(|former| former.id.as_ref()).filter(|id| **id != self.id) {
            return Err(unwritten(format!(
                "it holds the tariff `{id}`, and this one is `{}`; name its own folder",
                self.id
            )));
        }
        let above = [folder.to_owned(), folder.join("tariff")].into_iter().find(|above| holds_tariffs(above));
        if let Some(above) = above.filter(|_| former.is_none()) {
            let own = above.join(&self.id);
            return Err(unwritten(format!(
                "tariffs lie under it; name this one's own folder, such as {}",
                own.display()
            )));
        }
        fs::create_dir_all(folder).map_err(ImportError::writing(folder))?;
        let mut files = Vec::new();
        for column in &self.columns {
            let path = folder.join(format!("{}.csv", column.name));
            files.push((column.text(&path)?, path));
        }
        let path = folder.join("schedule.toml");
        let page = self.page().map_err(|why| ImportError::format(&path, "its end", why))?;
        files.push((page.into_bytes(), path));
        put(&files)?;
        let gone = former.into_iter().flat_map(|former| former.columns);
        let gone: Vec<String> = gone.filter(|name| self.columns.iter().all(|column| column.name != *name)).collect();
        for path in gone.iter().map(|name| folder.join(format!("{name}.csv"))).filter(|path| path.is_file()) {
            fs::remove_file(&path).map_err(ImportError::writing(&path))?;
        }
        Ok(gone)
    }

    /// Writes `<folder>/<id>-<column>.csv` with every distinct text and its expression, for the tests that prove it.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn write_texts(&self, folder: &Path) -> Result<(), ImportError> {
        fs::create_dir_all(folder).map_err(ImportError::writing(folder))?;
        for column in self.columns.iter().filter(|column| !column.texts.is_empty()) {
            let path = folder.join(format!("{}-{}.csv", self.id, column.name));
            let rows = column.texts.iter().map(|(text, expression)| vec![text.as_str(), expression]);
            write_csv(&path, "", &["text", "expression"], rows)?;
        }
        Ok(())
    }

    fn page(&self) -> Result<String, String> {
        let literal = |day: Date| day.to_string().parse::<toml::value::Datetime>().map_err(|error| error.to_string());
        let page = Page {
            id: &self.id,
            place: &self.place,
            title: &self.title,
            currency: &self.currency,
            nomenclature: &self.nomenclature,
            snapshot: literal(self.snapshot)?,
            source: &self.source,
            url: &self.url,
            licence: &self.licence,
            read: literal(self.read)?,
            command: &self.command,
            grade: &self.grade,
            notes: &self.notes,
            column: self.columns.iter().map(PageColumn::of).collect(),
        };
        toml::to_string_pretty(&page).map_err(|error| error.to_string())
    }
}

/// What a folder held before.
struct Former {
    id: Option<String>,
    columns: Vec<String>,
}

impl Former {
    fn read(folder: &Path) -> Option<Self> {
        let page: toml::Table = fs::read_to_string(folder.join("schedule.toml")).ok()?.parse().ok()?;
        let text = |value: &toml::Value| value.as_str().map(str::to_owned);
        let columns = page.get("column").and_then(toml::Value::as_array).into_iter().flatten();
        let names = columns.filter_map(|column| column.get("name").and_then(text));
        // A name with a folder in it is none of ours.
        let columns = names.filter(|name| !name.contains(['/', '\\'])).collect();
        Some(Self { id: page.get("id").and_then(text), columns })
    }
}

/// Whether folders with tariffs lie under this one.
fn holds_tariffs(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.path().join("schedule.toml").is_file())
}

/// Writes files so that each is there whole or not at all, and all of them or, but for the blink of an eye, none.
fn put(files: &[(Vec<u8>, PathBuf)]) -> Result<(), ImportError> {
    let mut ready = Vec::new();
    for (bytes, path) in files {
        // A pipe or a device is written as it is.
        if path.exists() && !path.is_file() {
            fs::write(path, bytes).map_err(ImportError::writing(path))?;
            continue;
        }
        let mut name = OsString::from(".");
        name.push(path.file_name().unwrap_or_default());
        name.push(".new");
        ready.push((path.with_file_name(name), path, bytes));
    }
    let written =
        ready.iter().try_for_each(|(new, path, bytes)| fs::write(new, bytes).map_err(ImportError::writing(path)));
    if written.is_err() {
        for (new, ..) in &ready {
            // It may not be there; the error that is told is the first one.
            let _ = fs::remove_file(new);
        }
    }
    written?;
    ready.iter().try_for_each(|(new, path, _)| fs::rename(new, path).map_err(ImportError::writing(path)))
}

/// Writes a CSV with LF line ends: `comment` first as it stands, then `header`, then `rows`.
///
/// # Errors
///
/// When the file cannot be written.
pub fn write_csv<'r>(
    path: &Path,
    comment: &str,
    header: &[&str],
    rows: impl Iterator<Item = Vec<&'r str>>,
) -> Result<(), ImportError> {
    put(&[(csv_text(path, comment, header, rows)?, path.to_owned())])
}

fn csv_text<'r>(
    path: &Path,
    comment: &str,
    header: &[&str],
    rows: impl Iterator<Item = Vec<&'r str>>,
) -> Result<Vec<u8>, ImportError> {
    let error = |why: csv::Error| ImportError::Write { path: path.to_owned(), source: why.into() };
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .flexible(false)
        .from_writer(comment.as_bytes().to_vec());
    writer.write_record(header).map_err(error)?;
    for row in rows {
        writer.write_record(row).map_err(error)?;
    }
    writer
        .into_inner()
        .map_err(|why| ImportError::Write { path: path.to_owned(), source: std::io::Error::other(why.to_string()) })
}
