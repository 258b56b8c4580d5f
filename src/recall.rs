//! How well words find goods under restriction: titles as sellers write them, against the words of the tables.
//!
//! A title either names goods of a category, and then it should be found, or it names harmless goods, and then no
//! category that is judged should be. Judged are the categories that the titles name.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::Deserialize;

use crate::law::Suggestions;
use crate::tables::Tables;
use crate::tables::text::TextError;

/// A title and what it is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// As a seller writes it.
    pub title: String,
    /// The language: `en`.
    pub language: String,
    /// The category it should be found in; empty for harmless goods.
    pub category: String,
}

/// A title that was judged otherwise than it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// The title.
    pub title: Title,
    /// What words suggested.
    pub found: Vec<String>,
}

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// So many.
    pub part: u32,
    /// Of so many.
    pub whole: u32,
}

impl Share {
    fn add(&mut self, counted: bool) {
        self.whole += 1;
        self.part += u32::from(counted);
    }

    /// In tenths of a percent, cut off.
    #[must_use]
    pub fn per_mille(self) -> u32 {
        (u64::from(self.part) * 1_000)
            .checked_div(u64::from(self.whole))
            .and_then(|share| u32::try_from(share).ok())
            .unwrap_or(0)
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.whole == 0 {
            return f.pad("-");
        }
        let share = self.per_mille();
        f.pad(&format!("{}/{} {}.{} %", self.part, self.whole, share / 10, share % 10))
    }
}

/// What came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recall {
    /// Titles of goods that were found.
    pub found: Share,
    /// Titles of harmless goods that were asked about.
    pub alarms: Share,
    /// The same by language: found, and false alarms.
    pub languages: BTreeMap<String, (Share, Share)>,
    /// Found by category, and how many harmless titles were taken for it.
    pub categories: BTreeMap<String, (Share, Share)>,
    /// Titles of goods that were not found.
    pub missed: Vec<Miss>,
    /// Harmless titles that were.
    pub false_alarms: Vec<Miss>,
}

/// Reads titles: a CSV with the columns title, language, category.
///
/// # Errors
/// A file that cannot be read, or a row that cannot.
pub fn read(file: &Path) -> Result<Vec<Title>, TextError> {
    let mut reader = csv::Reader::from_path(file).map_err(|error| TextError::new(file, error))?;
    reader.deserialize().map(|row| row.map_err(|error| TextError::new(file, error))).collect()
}

/// Judges the words of the tables by titles.
#[must_use]
pub fn judge(tables: &Tables, titles: &[Title]) -> Recall {
    let suggestions = Suggestions::new(&tables.world);
    let judged: BTreeSet<&str> =
        titles.iter().map(|title| title.category.as_str()).filter(|id| !id.is_empty()).collect();
    let harmless = titles.iter().filter(|title| title.category.is_empty()).count();
    let harmless = u32::try_from(harmless).unwrap_or(u32::MAX);
    let mut recall = Recall::default();
    for title in titles {
        let found: Vec<&str> = suggestions.of(&title.title).into_iter().filter(|id| judged.contains(id)).collect();
        let language = recall.languages.entry(title.language.clone()).or_default();
        let miss = || Miss { title: title.clone(), found: found.iter().map(|id| (*id).to_owned()).collect() };
        if title.category.is_empty() {
            recall.alarms.add(!found.is_empty());
            language.1.add(!found.is_empty());
            for id in &found {
                recall.categories.entry((*id).to_owned()).or_default().1.part += 1;
            }
            recall.false_alarms.extend((!found.is_empty()).then(miss));
        } else {
            let is_found = found.contains(&title.category.as_str());
            recall.found.add(is_found);
            language.0.add(is_found);
            recall.categories.entry(title.category.clone()).or_default().0.add(is_found);
            recall.missed.extend((!is_found).then(miss));
        }
    }
    for (_, alarms) in recall.categories.values_mut() {
        alarms.whole = harmless;
    }
    recall
}

/// Categories that the words of a description suggest, wherever the goods go.
#[must_use]
pub fn suggested(tables: &Tables, description: &str) -> Vec<String> {
    Suggestions::new(&tables.world).of(description).into_iter().map(str::to_owned).collect()
}
