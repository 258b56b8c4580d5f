//! Where everything is written: what checking needs to know of the text and packs do not carry.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::Date;
use crate::tables::text::{Text, TextError, files_under, read_toml};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each is what its name says, as in tables/README.md")]
pub enum What {
    Measure,
    Act,
    Group,
    Goods,
    List,
    Watch,
    Category,
    Restriction,
    Schedule,
    Fact,
}

/// Something with an id in the tables' text.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is.
    pub what: What,
    /// Its id or name.
    pub id: String,
    /// Where it stands.
    pub file: PathBuf,
    /// When its source was read, where it says so.
    pub read: Option<Date>,
    /// Acts it cites.
    pub cites: Vec<String>,
}

/// Every entry of the tables' text.
#[derive(Debug, Clone, Default)]
pub struct Written {
    /// In order of kind and file.
    pub entries: Vec<Entry>,
    by_id: BTreeMap<String, usize>,
}

/// Folders of TOML files, the key of their blocks, and the field that names a block.
const BLOCKS: [(What, &str, &str, &str); 6] = [
    (What::Act, "acts", "act", "id"),
    (What::Group, "groups", "group", "name"),
    (What::Goods, "goods", "goods", "name"),
    (What::Fact, "facts", "fact", "name"),
    (What::Watch, "watch", "watch", "id"),
    (What::Category, "restrictions", "category", "id"),
];

impl Written {
    /// Reads where everything stands.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn read(folder: &Path, text: &Text) -> Result<Self, Vec<TextError>> {
        let mut entries = of_tables(folder, text);
        for (what, under, key, name) in BLOCKS {
            for file in files_under(&folder.join(under), "toml") {
                let table: toml::Table = read_toml(&file).map_err(|error| vec![error])?;
                entries.extend(blocks(&table, key).filter_map(|block| entry(what, block, name, &file)));
            }
        }
        for file in files_under(&folder.join("tariff"), "toml") {
            let table: toml::Table = read_toml(&file).map_err(|error| vec![error])?;
            entries.extend(entry(What::Schedule, &table, "id", &file));
        }
        entries.sort_by(|a, b| (a.what, &a.file).cmp(&(b.what, &b.file)));
        let by_id = entries.iter().enumerate().rev().map(|(at, entry)| (entry.id.clone(), at)).collect();
        Ok(Self { entries, by_id })
    }

    /// The file in which an id stands.
    #[must_use]
    pub fn file(&self, id: &str) -> Option<&Path> {
        self.entries.get(*self.by_id.get(id)?).map(|entry| entry.file.as_path())
    }

    /// Entries of one sort.
    pub fn of(&self, what: What) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.what == what)
    }
}

fn of_tables(folder: &Path, text: &Text) -> Vec<Entry> {
    let plain = |what, id: &str, file| Entry { what, id: id.to_owned(), file, read: None, cites: Vec::new() };
    let measures = text.origins.iter().map(|origin| plain(What::Measure, &origin.measure, origin.file.clone()));
    let lists = text.tables.lists.iter().map(|list| {
        let place = list.place.as_str().to_lowercase();
        plain(What::List, &list.id, folder.join("lists").join(place).join(format!("{}.csv", list.id)))
    });
    let restrictions = text.tables.world.restrictions.iter().map(|restriction| {
        let place = restriction.place.map_or("global".to_owned(), |place| place.as_str().to_lowercase());
        plain(What::Restriction, &restriction.id, folder.join("restrictions").join(format!("{place}.csv")))
    });
    measures.chain(lists).chain(restrictions).collect()
}

fn blocks<'t>(table: &'t toml::Table, key: &str) -> impl Iterator<Item = &'t toml::Table> {
    let blocks = table.get(key).and_then(toml::Value::as_array);
    blocks.into_iter().flatten().filter_map(toml::Value::as_table)
}

fn entry(what: What, block: &toml::Table, name: &str, file: &Path) -> Option<Entry> {
    let id = block.get(name)?.as_str()?.to_owned();
    let read = block.get("read").and_then(|read| read.to_string().trim_matches('"').parse().ok());
    let cites = block.get("cite").and_then(toml::Value::as_array).into_iter().flatten();
    let cites = cites.filter_map(|cite| cite.get("act")?.as_str().map(str::to_owned)).collect();
    Some(Entry { what, id, file: file.to_path_buf(), read, cites })
}
