//! Worked examples: given a basket, expect an answer, from a named source.
//!
//! Anybody can keep such cases in a folder of TOML files; `dutybound cases run DIR` runs them against the tables, and the
//! project's own tests do the same with theirs. `tables/README.md` describes the file.

mod compare;
mod landed;
mod lanes;
mod panel;

use std::fmt;
use std::path::{Path, PathBuf};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::shape::{self, Basket};
use crate::tables::Tables;
use crate::tables::text::{TextError, files_under, read_toml};
use crate::{Consignment, Laws, Problem, Quote, Range, Rounding};

pub use compare::Expect;
pub use landed::Landed;
pub use lanes::{Cell, Lanes};
pub use panel::panel;

/// A worked example.
#[derive(Debug, Clone)]
pub struct Case {
    /// The folder and name, by which measures refer to it: `eu/150-00-is-in`.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Where the expectation comes from.
    pub source: String,
    /// The file.
    pub file: PathBuf,
    /// The question.
    pub given: Basket,
    /// The answer.
    pub expect: Expect,
}

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// The answer is as expected.
    Pass,
    /// It is not.
    Fail {
        /// Every difference.
        differences: Vec<Difference>,
    },
    /// The tables do not hold the answer, and the case did not expect that.
    NotCovered {
        /// Why.
        reason: String,
    },
}

/// A difference between what was expected and what came out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// Of what: `duty`, `charges.us-mpf`.
    pub of: String,
    /// What the case expects.
    pub expected: String,
    /// What came out.
    pub found: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: expected {}, found {}", self.of, self.expected, self.found)
    }
}

/// An amount to the minor unit: `6.00`, a range `6.00..9.00`, or open above `6.00..`.
fn figures(quote: &Quote<'_>, range: Range) -> String {
    let minor = Rounding::minor_unit(quote.currency);
    let figure = |amount: Decimal| {
        let mut rounded = minor.apply(amount);
        rounded.rescale(quote.currency.minor_unit().scale());
        rounded.to_string()
    };
    match range {
        Range { low, high: None } => format!("{}..", figure(low)),
        Range { low, high: Some(high) } if figure(low) == figure(high) => figure(low),
        Range { low, high: Some(high) } => format!("{}..{}", figure(low), figure(high)),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseFile {
    #[serde(default)]
    given: toml::Table,
    case: Vec<CaseText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseText {
    name: String,
    title: String,
    source: String,
    #[serde(default)]
    given: toml::Table,
    expect: Expect,
}

/// A basket that was put together from parts of a file.
///
/// # Errors
/// Everything that is wrong with it, as one text.
fn asked(given: toml::Table) -> Result<Consignment, String> {
    let basket: Basket = toml::Value::Table(given).try_into().map_err(|error| error.to_string())?;
    shape::consignment(&basket).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

/// Reads every case under a folder, in order of files.
///
/// # Errors
/// Every file that cannot be read.
pub fn read(folder: &Path) -> Result<Vec<Case>, Vec<TextError>> {
    if !folder.exists() {
        return Err(vec![TextError { file: folder.to_path_buf(), message: "there is no such folder".to_owned() }]);
    }
    let mut cases = Vec::new();
    let mut errors = Vec::new();
    for file in files_under(folder, "toml") {
        match read_cases(folder, &file) {
            Ok(read) => cases.extend(read),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(cases) } else { Err(errors) }
}

fn read_cases(folder: &Path, file: &Path) -> Result<Vec<Case>, TextError> {
    let read: CaseFile = read_toml(file)?;
    let within = file.parent().and_then(|parent| parent.strip_prefix(folder).ok()).unwrap_or(Path::new(""));
    let prefix = within.to_string_lossy().replace('\\', "/");
    let case = |text: CaseText| {
        let mut given = read.given.clone();
        given.extend(text.given);
        let given: Basket = toml::Value::Table(given).try_into().map_err(|error| TextError {
            file: file.to_path_buf(),
            message: format!("case `{}`: {error}", text.name),
        })?;
        let id = if prefix.is_empty() { text.name } else { format!("{prefix}/{}", text.name) };
        Ok(Case { id, title: text.title, source: text.source, file: file.to_path_buf(), given, expect: text.expect })
    };
    read.case.into_iter().map(case).collect()
}

impl Case {
    /// The case's question.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn consignment(&self) -> Result<Consignment, Vec<Problem>> {
        shape::consignment(&self.given)
    }

    /// Runs the case, with law that is kept for the cases after it.
    #[must_use]
    pub fn run(&self, tables: &Tables, laws: &mut Laws) -> Outcome {
        let differences = match self.consignment() {
            Err(problems) => self.expect.compare_problems(&problems),
            Ok(consignment) => match laws.quote(&consignment, tables) {
                Ok(quote) => self.expect.compare_quote(&quote),
                Err(reason) if self.expect.expects_not_covered() => self.expect.compare_reason(&reason),
                Err(reason) => return Outcome::NotCovered { reason: reason.to_string() },
            },
        };
        if differences.is_empty() { Outcome::Pass } else { Outcome::Fail { differences } }
    }
}
