//! Reading the tables as people write them: TOML and CSV under `tables/`.
//!
//! Only native builds do this. Everything is read in sorted order, so that the same text always gives the same pack.

mod csv_files;
mod declaration;
mod measure;
mod obligations;
mod origin;
mod recovery;
mod schedule;
mod units;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::Tables;
use super::schema::{
    Category, Citation, FactQuestion, GoodsClass, Group, LegalAct, PlaceLaw, TypicalDuty, Watch, World,
};
use crate::{CommodityCode, Currency, Date, Place, Rounding};

/// Something in the tables' text that cannot be read: which file, what, and how to mend it.
#[derive(Debug, Clone)]
pub struct TextError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, as a sentence.
    pub message: String,
}

impl fmt::Display for TextError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.file.display(), self.message)
    }
}

impl std::error::Error for TextError {}

impl TextError {
    pub(crate) fn new(file: &Path, message: impl fmt::Display) -> Self {
        Self { file: file.to_path_buf(), message: message.to_string() }
    }
}

/// A measure with the file and the cases that show it: what checking needs and packs do not.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The measure's id.
    pub measure: String,
    /// Where it is written.
    pub file: PathBuf,
    /// The cases that show it, as `place/name`.
    pub shown_by: Vec<String>,
}

/// Tables read from text, with what only checking needs.
#[derive(Debug, Clone)]
pub struct Text {
    /// The tables.
    pub tables: Tables,
    /// Where each measure stands and which cases show it.
    pub origins: Vec<Origin>,
}

/// Reads a whole `tables` folder.
///
/// # Errors
/// Every file that cannot be read or understood, not only the first.
pub fn read(folder: &Path) -> Result<Text, Vec<TextError>> {
    let mut errors = Vec::new();
    let mut take = |result: Result<Vec<TextError>, TextError>| match result {
        Ok(more) => errors.extend(more),
        Err(error) => errors.push(error),
    };
    let mut world = World::default();
    let mut origins = Vec::new();
    let mut tables = Tables::default();

    take(read_edition(folder).map(|edition| {
        tables.edition = edition;
        Vec::new()
    }));
    take(read_places(folder, &mut world).map(|()| Vec::new()));
    take(read_groups(folder, &mut world).map(|()| Vec::new()));
    take(read_goods(folder, &mut world).map(|()| Vec::new()));
    take(read_acts(folder, &mut world).map(|()| Vec::new()));
    take(read_facts(folder, &mut world).map(|()| Vec::new()));
    take(read_watch(folder, &mut world).map(|()| Vec::new()));
    take(read_categories(folder, &mut world).map(|()| Vec::new()));
    take(measure::read_all(folder, &mut world, &mut origins));
    take(csv_files::read_restrictions(folder, &mut world));
    take(csv_files::read_code_questions(folder, &mut world));
    take(csv_files::read_subheadings(folder, &mut world));
    take(csv_files::read_former_codes(folder, &mut world));
    take(csv_files::read_counted(folder, &mut world));
    take(csv_files::read_rates(folder, &mut world).map(|()| Vec::new()));
    take(csv_files::read_lists(folder, &mut tables));
    take(schedule::read_tariffs(folder, &mut tables));
    take(csv_files::read_products(folder, &mut tables).map(|()| Vec::new()));
    take(obligations::read(folder, &mut tables));
    take(declaration::read(folder, &mut tables));
    take(recovery::read(folder, &mut tables));
    take(origin::read(folder, &mut tables));

    if !errors.is_empty() {
        return Err(errors);
    }
    world.measures.sort_by(|a, b| (a.place, &a.id).cmp(&(b.place, &b.id)));
    world.schemes = super::pack::schemes(&world.measures);
    tables.world = world;
    tables.world.units = units::named(&tables);
    Ok(Text { tables, origins })
}

/// Files with an extension under a folder, at any depth, sorted; none when the folder is missing.
pub(crate) fn files_under(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut found = Vec::new();
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_under(&path, extension));
        } else if path.extension().is_some_and(|e| e == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

pub(crate) fn read_file(path: &Path) -> Result<String, TextError> {
    std::fs::read_to_string(path).map_err(|error| TextError::new(path, format!("cannot be read: {error}")))
}

pub(crate) fn read_toml<T: DeserializeOwned>(path: &Path) -> Result<T, TextError> {
    toml::from_str(&read_file(path)?).map_err(|error| TextError::new(path, error))
}

/// TOML's own date (`2026-07-01` without quotes) or the same as text.
pub(crate) fn date<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    use serde::de::Error;
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Literal(toml::value::Datetime),
        Text(String),
    }
    let text = match Written::deserialize(deserializer)? {
        Written::Literal(literal) => literal.to_string(),
        Written::Text(text) => text,
    };
    text.parse().map(Some).map_err(D::Error::custom)
}

fn read_edition(folder: &Path) -> Result<String, TextError> {
    let file = folder.join("EDITION");
    let text = read_file(&file)?;
    let edition = text.trim();
    if edition.is_empty() || edition.lines().count() != 1 {
        return Err(TextError::new(&file, "should hold one line, the edition's name, such as 2026-11-21"));
    }
    Ok(edition.to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlacesFile {
    place: Vec<PlaceText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceText {
    code: Place,
    name: String,
    within: Option<Place>,
    currency: Option<Currency>,
    #[serde(default, deserialize_with = "date")]
    known_from: Option<Date>,
    rounding: Option<Rounding>,
    #[serde(default = "yes")]
    destination: bool,
    #[serde(default)]
    parts_required: bool,
    #[serde(default)]
    postcodes: Vec<String>,
    postcodes_of: Option<Place>,
    typical_duty: Option<TypicalDutyText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TypicalDutyText {
    rate: String,
    year: u16,
    source: String,
}

fn yes() -> bool {
    true
}

/// Places in any order and any file: one stands for itself, or lies within another one.
fn read_places(folder: &Path, world: &mut World) -> Result<(), TextError> {
    let mut waiting: Vec<(PathBuf, PlaceText)> = Vec::new();
    for file in files_under(&folder.join("places"), "toml") {
        let read: PlacesFile = read_toml(&file)?;
        waiting.extend(read.place.into_iter().map(|text| (file.clone(), text)));
    }
    while !waiting.is_empty() {
        let known = |place: &Place| world.places.iter().any(|held| held.place == *place);
        let (ready, rest): (Vec<_>, Vec<_>) =
            waiting.into_iter().partition(|(_, text)| text.within.as_ref().is_none_or(known));
        if let (true, Some((file, text))) = (ready.is_empty(), rest.first()) {
            return Err(TextError::new(file, format!("{} lies within a place that is not listed", text.code)));
        }
        for (file, text) in ready {
            let placed = place(text, &world.places).map_err(|message| TextError::new(&file, message))?;
            world.places.push(placed);
        }
        waiting = rest;
    }
    Ok(())
}

fn place(text: PlaceText, known: &[PlaceLaw]) -> Result<PlaceLaw, String> {
    let parent = known.iter().find(|held| Some(held.place) == text.within);
    let needs = |what: &str| format!("{} needs {what}", text.code);
    let currency = text.currency.or(parent.map(|p| p.currency)).ok_or_else(|| needs("a currency"))?;
    let known_from = text.known_from.or(parent.map(|p| p.known_from)).ok_or_else(|| needs("a known_from day"))?;
    // A member that has its own money rounds to its own minor unit.
    let inherited = parent.filter(|p| p.currency == currency).map(|p| p.rounding);
    Ok(PlaceLaw {
        place: text.code,
        currency,
        known_from,
        rounding: text.rounding.or(inherited).unwrap_or(Rounding::minor_unit(currency)),
        name: text.name,
        within: text.within,
        destination: text.destination,
        parts_required: text.parts_required,
        postcodes_of: text.postcodes_of.or(text.within).filter(|_| !text.postcodes.is_empty()),
        postcodes: text.postcodes,
        typical_duty: text.typical_duty.map(typical_duty).transpose()?,
    })
}

fn typical_duty(text: TypicalDutyText) -> Result<TypicalDuty, String> {
    Ok(TypicalDuty { rate: measure::percent(&text.rate)?, year: text.year, source: text.source })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupsFile {
    group: Vec<GroupText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupText {
    name: String,
    members: Vec<String>,
    /// Where the membership can be read; kept for readers of the text.
    #[serde(default, rename = "cite")]
    _cite: Vec<toml::Value>,
    #[serde(default, rename = "title")]
    _title: String,
}

/// Groups may name other groups (`@eu27`) that stand above them.
fn read_groups(folder: &Path, world: &mut World) -> Result<(), TextError> {
    for file in files_under(&folder.join("groups"), "toml") {
        let read: GroupsFile = read_toml(&file)?;
        for text in read.group {
            let mut members = Vec::new();
            for member in &text.members {
                if let Some(name) = member.strip_prefix('@') {
                    let inner = world.groups.iter().find(|group| group.name == name);
                    let message = format!("group `{}` names `@{name}`, which is not defined before it", text.name);
                    members.extend(inner.ok_or_else(|| TextError::new(&file, message))?.members.iter().copied());
                } else {
                    members.push(member.parse().map_err(|error| TextError::new(&file, error))?);
                }
            }
            members.sort();
            members.dedup();
            world.groups.push(Group { name: text.name, members });
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodsFile {
    goods: Vec<GoodsText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GoodsText {
    name: String,
    #[serde(rename = "title")]
    _title: String,
    codes: Vec<CommodityCode>,
}

fn read_goods(folder: &Path, world: &mut World) -> Result<(), TextError> {
    for file in files_under(&folder.join("goods"), "toml") {
        let read: GoodsFile = read_toml(&file)?;
        for text in read.goods {
            let mut codes = text.codes;
            codes.sort();
            world.goods.push(GoodsClass { name: text.name, codes });
        }
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActsFile {
    #[serde(default)]
    act: Vec<ActText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActText {
    id: String,
    title: String,
    url: String,
    /// When the text was read; kept for readers of the tables.
    #[serde(default, deserialize_with = "date", rename = "read")]
    _read: Option<Date>,
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

fn read_acts(folder: &Path, world: &mut World) -> Result<(), TextError> {
    for file in files_under(&folder.join("acts"), "toml") {
        let read: ActsFile = read_toml(&file)?;
        world.acts.extend(read.act.into_iter().map(|act| LegalAct { id: act.id, title: act.title, url: act.url }));
    }
    world.acts.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WatchFile {
    #[serde(default)]
    watch: Vec<WatchText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WatchText {
    id: String,
    place: Place,
    title: String,
    expected: String,
    #[serde(default)]
    code: Vec<CommodityCode>,
    #[serde(default)]
    origin: Vec<Place>,
    cite: Vec<Citation>,
}

/// Announced law: `watch.toml`, and one file per place under `watch/` where that is easier to keep.
fn read_watch(folder: &Path, world: &mut World) -> Result<(), TextError> {
    for file in files_under(&folder.join("watch"), "toml") {
        let read: WatchFile = read_toml(&file)?;
        world.watch.extend(read.watch.into_iter().map(|w| Watch {
            id: w.id,
            place: w.place,
            title: w.title,
            expected: w.expected,
            codes: w.code,
            origin: w.origin,
            cite: w.cite,
        }));
    }
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FactsFile {
    fact: Vec<FactQuestion>,
}

fn read_facts(folder: &Path, world: &mut World) -> Result<(), TextError> {
    for file in files_under(&folder.join("facts"), "toml") {
        let read: FactsFile = read_toml(&file)?;
        world.facts.extend(read.fact);
    }
    world.facts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoriesFile {
    category: Vec<CategoryText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CategoryText {
    id: String,
    name: String,
    #[serde(default)]
    codes: Vec<CommodityCode>,
    #[serde(default)]
    shared_codes: Vec<CommodityCode>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    not_words: Vec<String>,
}

fn read_categories(folder: &Path, world: &mut World) -> Result<(), TextError> {
    let file = folder.join("restrictions/categories.toml");
    if !file.exists() {
        return Ok(());
    }
    let read: CategoriesFile = read_toml(&file)?;
    for mut text in read.category {
        text.codes.sort();
        text.shared_codes.sort();
        world.categories.push(Category {
            id: text.id,
            name: text.name,
            codes: text.codes,
            shared_codes: text.shared_codes,
            words: text.words.iter().map(|word| words::fold(word)).collect(),
            not_words: text.not_words.iter().map(|word| words::fold(word)).collect(),
        });
    }
    words::read(folder, &mut world.categories)?;
    world.categories.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}
