//! Packs: the tables as compact bytes, for the browser and for anyone who wants no text.
//!
//! A pack is a header and a body. The header says what it is, for which version of the law language, of which edition,
//! and the SHA-256 of the body; a pack that does not match its own digest, or that was written for another language, is
//! refused with a sentence. Bodies are postcard; brotli on the way to the browser does the rest, so columns are laid out
//! to repeat themselves rather than to be small.
//!
//! There is one pack of the world's law, one of where that law stands, one of the words by
//! which goods are recognised, one of products, and for each place that has
//! tariffs, code lists or restrictions one of these, named after it: `eu`.

#[cfg(any(feature = "cli", feature = "compliance"))]
pub(crate) mod declaration;
pub(crate) mod law;
#[cfg(feature = "cli")]
mod obligations;
#[cfg(feature = "cli")]
mod origin;
#[cfg(any(feature = "cli", feature = "compliance"))]
pub(crate) mod recovery;
pub(crate) mod words;

use core::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::schema::{Category, Effect, Grade, Measure, OwnPack, Restriction, SCHEMA, SchemeName, World};
use super::{Cell, CodeList, Column, ColumnKind, Product, RateSource, Row, Schedule, Tables};
use crate::duty::expression::DutyExpression;
use crate::order;
use crate::{CommodityCode, Currency, Date, Place, Validity};
use words::Words;

const MAGIC: [u8; 4] = *b"DUTY";
/// Magic, schema, kind, digest; then edition and name, each with its length.
const FIXED: usize = 4 + 2 + 1 + 32;

/// What a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackKind {
    /// The world's law.
    World,
    /// What only one place and its parts need: tariffs, code lists, restrictions.
    Place,
    /// Everyday products and their codes.
    Finder,
    /// What measures are called, where they stand, and the acts: what a reader asks for, and no quote.
    Sources,
    /// What sellers must do, as JSON: matched by the page itself, so that the engine need not hold it.
    Obligations,
    /// The words by which goods of a category are recognised, in many languages.
    Words,
    /// What data a parcel must carry, as JSON: read by the second module, so that the engine need not hold it.
    Declaration,
    /// What can be got back, as JSON: for the second module too.
    Recovery,
    /// Agreements, proofs and rules of origin, as JSON: read by whoever wants to claim, and by no quote.
    Origin,
}

impl PackKind {
    const fn byte(self) -> u8 {
        match self {
            Self::World => 0,
            Self::Place => 1,
            Self::Finder => 2,
            Self::Sources => 3,
            Self::Obligations => 4,
            Self::Words => 5,
            Self::Declaration => 6,
            Self::Recovery => 7,
            Self::Origin => 8,
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::World),
            1 => Some(Self::Place),
            2 => Some(Self::Finder),
            3 => Some(Self::Sources),
            4 => Some(Self::Obligations),
            5 => Some(Self::Words),
            6 => Some(Self::Declaration),
            7 => Some(Self::Recovery),
            8 => Some(Self::Origin),
            _ => None,
        }
    }
}

/// What a loaded pack was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackInfo {
    /// What it holds.
    pub kind: PackKind,
    /// Its name: `world`, `us`.
    pub name: String,
    /// The publication it is of.
    pub edition: String,
    /// SHA-256 of its body, in hexadecimal.
    pub digest: String,
}

/// Why a pack was refused. Loading it again, or another copy, may succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// Not a pack at all, or cut off within its header.
    NotAPack,
    /// Written for another version of the law language.
    Schema {
        /// Its version.
        found: u16,
    },
    /// The body is not what the header's digest says: cut off or altered.
    Digest {
        /// The pack's name.
        name: String,
    },
    /// The body matches its digest but cannot be read.
    Unreadable {
        /// The pack's name.
        name: String,
    },
    /// Sources or words of a law that is not loaded yet.
    BeforeTheLaw {
        /// The pack's name.
        name: String,
    },
    /// A tariff of another edition than the law.
    Edition {
        /// The pack's name.
        name: String,
        /// Its edition.
        found: String,
        /// The law's edition.
        expected: String,
    },
}

impl PackError {
    /// The kind, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPack => "not-a-pack",
            Self::Schema { .. } => "wrong-schema",
            Self::Digest { .. } => "wrong-digest",
            Self::Unreadable { .. } => "unreadable",
            Self::BeforeTheLaw { .. } => "before-the-law",
            Self::Edition { .. } => "wrong-edition",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("these bytes are not a pack of tables, or were cut off; fetch it again"),
            Self::Schema { found } => write!(
                f,
                "the pack is written for version {found} of the law language and this program reads version {SCHEMA}; use a \
                 pack and a program of the same release"
            ),
            Self::Digest { name } => {
                write!(f, "the pack `{name}` is not what its digest says: it was cut off or altered; fetch it again")
            }
            Self::Unreadable { name } => write!(f, "the pack `{name}` cannot be read; build it again"),
            Self::BeforeTheLaw { name } => {
                write!(f, "the pack `{name}` belongs to the law; load the pack `world` first")
            }
            Self::Edition { name, found, expected } => write!(
                f,
                "the pack `{name}` is of edition {found} and the law is of edition {expected}; load packs of one edition"
            ),
        }
    }
}

impl std::error::Error for PackError {}

/// Writes all packs: name and bytes.
#[must_use]
pub fn write_all(tables: &Tables) -> Vec<(String, Vec<u8>)> {
    let places = with_own_pack(tables);
    let world = World {
        restrictions: tables.world.restrictions.iter().filter(|one| one.place.is_none()).cloned().collect(),
        packs: places.iter().map(|place| own_pack(tables, *place)).collect(),
        schemes: schemes(&tables.world.measures),
        categories: tables.world.categories.iter().map(without_words).collect(),
        words_apart: true,
        ..tables.world.clone()
    };
    let mut packs = law::write(tables, world).to_vec();
    packs.push(("words".to_owned(), write(tables, PackKind::Words, "words", &Words::of(&tables.world.categories))));
    if !tables.products.is_empty() {
        packs.push(("finder".to_owned(), write(tables, PackKind::Finder, "finder", &tables.products)));
    }
    #[cfg(feature = "cli")]
    if !tables.obligations.is_empty() {
        packs.push(("obligations".to_owned(), obligations::write(tables)));
    }
    #[cfg(feature = "cli")]
    if !tables.declaration.is_empty() {
        packs.push(("declaration".to_owned(), declaration::write(tables)));
    }
    #[cfg(feature = "cli")]
    if !tables.recovery.is_empty() {
        packs.push(("recovery".to_owned(), recovery::write(tables)));
    }
    #[cfg(feature = "cli")]
    if !tables.origin.agreements.is_empty() {
        packs.push(("origin".to_owned(), origin::write(tables)));
    }
    let widest = |place: Place| widest(tables, place);
    for place in places {
        let body = PlaceBody {
            schedules: tables.schedules.iter().filter(|s| widest(s.place) == place).map(ScheduleBody::of).collect(),
            lists: tables.lists.iter().filter(|list| widest(list.place) == place).map(ListBody::of).collect(),
            restrictions: tables
                .world
                .restrictions
                .iter()
                .filter(|one| one.place.map(widest) == Some(place))
                .cloned()
                .collect(),
        };
        let name = place.as_str().to_ascii_lowercase();
        let bytes = write(tables, PackKind::Place, &name, &body);
        packs.push((name, bytes));
    }
    packs
}

fn without_words(category: &Category) -> Category {
    Category { words: Vec::new(), not_words: Vec::new(), ..category.clone() }
}

/// The collection schemes of all places: what a seller can be registered for, wherever the goods go.
pub(crate) fn schemes(measures: &[Measure]) -> Vec<SchemeName> {
    let name = |measure: &Measure| match &measure.effect {
        Effect::Scheme(scheme) => Some(SchemeName {
            registration: scheme.registration.clone(),
            place: measure.place,
            title: measure.title.clone(),
            presumed: scheme.presumed,
        }),
        _ => None,
    };
    measures.iter().filter_map(name).collect()
}

/// Places that have something of their own to carry: the widest of those that lie within each other.
fn with_own_pack(tables: &Tables) -> Vec<Place> {
    let tariffs = tables.schedules.iter().map(|schedule| schedule.place);
    let lists = tables.lists.iter().map(|list| list.place);
    let restrictions = tables.world.restrictions.iter().filter_map(|restriction| restriction.place);
    let mut places: Vec<Place> = tariffs.chain(lists).chain(restrictions).map(|place| widest(tables, place)).collect();
    order::sort(&mut places);
    places.dedup();
    places
}

fn own_pack(tables: &Tables, place: Place) -> OwnPack {
    let here = |one: Place| widest(tables, one) == place;
    let schedules = tables.schedules.iter().filter(|schedule| here(schedule.place)).map(|schedule| &schedule.id);
    let lists = tables.lists.iter().filter(|list| here(list.place)).map(|list| &list.id);
    OwnPack { place, holds: schedules.chain(lists).cloned().collect() }
}

/// The widest place that a place lies within.
fn widest(tables: &Tables, place: Place) -> Place {
    tables.within(place).last().map_or(place, |widest| widest.place)
}

fn write<T: Serialize>(tables: &Tables, kind: PackKind, name: &str, body: &T) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot express, and ours are none of them.
    let body = postcard::to_stdvec(body).unwrap_or_default();
    write_body(tables, kind, name, &body)
}

/// A body with the header that says what it is.
fn write_body(tables: &Tables, kind: PackKind, name: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() + 128);
    bytes.extend(MAGIC);
    bytes.extend(SCHEMA.to_le_bytes());
    bytes.push(kind.byte());
    bytes.extend(digest(kind.byte(), &tables.edition, name, body));
    for text in [&tables.edition, name] {
        bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        bytes.extend(text.bytes().take(usize::from(u8::MAX)));
    }
    bytes.extend(body);
    bytes
}

/// The digest covers what the header says as well as the body, lengths included.
fn digest(kind: u8, edition: &str, name: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(SCHEMA.to_le_bytes());
    hash.update([kind]);
    for text in [edition, name] {
        hash.update([u8::try_from(text.len()).unwrap_or(u8::MAX)]);
        hash.update(text);
    }
    hash.update(body);
    hash.finalize().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A pack that is what its digest says.
pub(crate) struct Header<'b> {
    pub(crate) info: PackInfo,
    pub(crate) body: &'b [u8],
}

/// Reads the header and checks the digest; `known` is the SHA-256 that the caller made of what it covers.
pub(crate) fn header<'b>(bytes: &'b [u8], known: Option<&str>) -> Result<Header<'b>, PackError> {
    let (fixed, rest) = bytes.split_at_checked(FIXED).ok_or(PackError::NotAPack)?;
    let [m0, m1, m2, m3, s0, s1, kind, expected @ ..] = fixed else { return Err(PackError::NotAPack) };
    if [*m0, *m1, *m2, *m3] != MAGIC {
        return Err(PackError::NotAPack);
    }
    let found = u16::from_le_bytes([*s0, *s1]);
    if found != SCHEMA {
        return Err(PackError::Schema { found });
    }
    let (edition, rest) = text(rest)?;
    let (name, body) = text(rest)?;
    let said = hexadecimal(expected);
    let made = || hexadecimal(&digest(*kind, edition, name, body));
    if known.map_or_else(made, str::to_owned) != said {
        return Err(PackError::Digest { name: name.to_owned() });
    }
    let kind = PackKind::of(*kind).ok_or(PackError::NotAPack)?;
    let info = PackInfo { kind, name: name.to_owned(), edition: edition.to_owned(), digest: said };
    Ok(Header { info, body })
}

fn text(bytes: &[u8]) -> Result<(&str, &[u8]), PackError> {
    let (length, rest) = bytes.split_first().ok_or(PackError::NotAPack)?;
    let (text, rest) = rest.split_at_checked(usize::from(*length)).ok_or(PackError::NotAPack)?;
    Ok((core::str::from_utf8(text).map_err(|_| PackError::NotAPack)?, rest))
}

impl Tables {
    /// Loads a pack. One of the same name replaces what was loaded before; a refused one changes nothing.
    ///
    /// # Errors
    /// [`PackError`], which says what is wrong with the bytes.
    pub fn load(&mut self, bytes: &[u8]) -> Result<PackInfo, PackError> {
        let info = self.load_sealed(bytes, None)?;
        self.open_all();
        Ok(info)
    }

    /// Loads a pack and leaves law sealed until [`open`](Self::open) is asked for its place. `digest` is the SHA-256 that
    /// the caller made of what the header's digest covers; without one it is made here.
    pub(crate) fn load_sealed(&mut self, bytes: &[u8], digest: Option<&str>) -> Result<PackInfo, PackError> {
        let Header { info, body } = header(bytes, digest)?;
        let is_same_edition = self.edition == info.edition;
        if info.kind != PackKind::World && !self.edition.is_empty() && !is_same_edition {
            let PackInfo { name, edition: found, .. } = info;
            return Err(PackError::Edition { name, found, expected: self.edition.clone() });
        }
        let name = &info.name;
        match info.kind {
            PackKind::World => {
                self.load_law(body, name, is_same_edition)?;
                self.words_loaded &= is_same_edition;
                if !is_same_edition {
                    // What came with another edition of the law is no answer; it is loaded again when asked for.
                    self.schedules.clear();
                    self.lists.clear();
                    self.products.clear();
                    self.loaded.clear();
                }
                self.digest = info.digest.clone();
            }
            PackKind::Sources => self.load_sources(body, name)?,
            PackKind::Words => self.load_words(&read::<Words>(body, name)?, name)?,
            PackKind::Finder => self.products = read::<Vec<Product>>(body, name)?,
            kind @ (PackKind::Obligations | PackKind::Declaration | PackKind::Recovery | PackKind::Origin) => {
                self.load_beside(kind, body).ok_or_else(|| PackError::Unreadable { name: name.to_owned() })?;
            }
            PackKind::Place => self.load_place(read::<PlaceBody>(body, name)?, name)?,
        }
        self.edition.clone_from(&info.edition);
        Ok(info)
    }

    /// Takes in what no quote asks for.
    #[cfg(feature = "cli")]
    fn load_beside(&mut self, kind: PackKind, body: &[u8]) -> Option<()> {
        match kind {
            PackKind::Obligations => self.obligations = obligations::read(body)?,
            PackKind::Declaration => self.declaration = declaration::read(body)?.rules,
            PackKind::Recovery => self.recovery = recovery::read(body)?.rows,
            _ => self.origin = origin::read(body)?,
        }
        Some(())
    }

    /// The browser's engine holds none of it: a page or the second module reads the pack once this has found it whole.
    #[cfg(not(feature = "cli"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "only natively is anything read")]
    fn load_beside(&mut self, _: PackKind, _: &[u8]) -> Option<()> {
        Some(())
    }

    fn load_words(&mut self, words: &Words, name: &str) -> Result<(), PackError> {
        if self.world.places.is_empty() {
            return Err(PackError::BeforeTheLaw { name: name.to_owned() });
        }
        if !words.read_into(&mut self.world.categories) {
            return Err(PackError::Unreadable { name: name.to_owned() });
        }
        self.words_loaded = true;
        self.word_index = std::sync::OnceLock::new();
        Ok(())
    }

    fn load_place(&mut self, body: PlaceBody, name: &str) -> Result<(), PackError> {
        let unreadable = || PackError::Unreadable { name: name.to_owned() };
        let schedules = body.schedules.into_iter().map(ScheduleBody::schedule).collect::<Option<Vec<_>>>();
        let lists = body.lists.into_iter().map(ListBody::list).collect::<Option<Vec<_>>>();
        let (schedules, lists) = schedules.zip(lists).ok_or_else(unreadable)?;
        self.schedules.retain(|known| schedules.iter().all(|new| new.id != known.id));
        self.lists.retain(|known| lists.iter().all(|new| new.id != known.id));
        self.schedules.extend(schedules);
        self.lists.extend(lists);
        let place: Place = name.to_ascii_uppercase().parse().map_err(|_| unreadable())?;
        self.world.restrictions.retain(|known| body.restrictions.iter().all(|new| new.id != known.id));
        self.world.restrictions.extend(body.restrictions);
        self.loaded.push(place);
        Ok(())
    }
}

fn read<T: DeserializeOwned>(body: &[u8], name: &str) -> Result<T, PackError> {
    // What follows a body that was read whole belongs to no pack.
    let whole = postcard::take_from_bytes(body).ok().filter(|(_, rest)| rest.is_empty());
    whole.map(|(read, _)| read).ok_or_else(|| PackError::Unreadable { name: name.to_owned() })
}

#[derive(Serialize, Deserialize)]
struct PlaceBody {
    schedules: Vec<ScheduleBody>,
    lists: Vec<ListBody>,
    restrictions: Vec<Restriction>,
}

#[derive(Serialize, Deserialize)]
struct ScheduleBody {
    id: String,
    place: Place,
    title: String,
    currency: Currency,
    nomenclature: String,
    snapshot: Date,
    source: String,
    url: String,
    grade: Grade,
    complete: bool,
    sources: Vec<RateSource>,
    columns: Vec<ColumnBody>,
}

/// Codes and cells of a column in their own runs: differences between neighbouring codes, and cells in order of use.
#[derive(Serialize, Deserialize)]
struct ColumnBody {
    name: String,
    title: String,
    kind: ColumnKind,
    codes: CodesBody,
    cells_of_rows: Vec<u32>,
    cells: Vec<CellBody>,
}

#[derive(Serialize, Deserialize)]
struct CodesBody {
    digits: Vec<u8>,
    /// Each code's number less the one before, both read at eight digits; further digits follow in `beyond`.
    steps: Vec<u64>,
    beyond: Vec<u16>,
}

#[derive(Serialize, Deserialize)]
struct CellBody {
    validity: Validity,
    programs: Vec<String>,
    rate: String,
    source: Option<u16>,
    grade: Option<Grade>,
}

#[derive(Serialize, Deserialize)]
struct ListBody {
    id: String,
    place: Place,
    codes: CodesBody,
    validity_of_rows: Vec<u16>,
    validities: Vec<Validity>,
}

/// Twelve places less eight: what is under the eighth digit of a packed code.
const BEYOND: u64 = 10_000;

impl CodesBody {
    fn of(codes: impl Iterator<Item = CommodityCode>) -> Self {
        let mut body = Self { digits: Vec::new(), steps: Vec::new(), beyond: Vec::new() };
        let mut before = 0;
        for code in codes {
            let (key, digits) = code.packed();
            let at_eight = key / BEYOND;
            body.digits.push(digits);
            body.steps.push(at_eight.saturating_sub(before));
            if digits > 8 {
                body.beyond.push(u16::try_from(key % BEYOND).unwrap_or(u16::MAX));
            }
            before = at_eight;
        }
        body
    }

    fn codes(self) -> Option<Vec<CommodityCode>> {
        let mut beyond = self.beyond.into_iter();
        let mut at_eight = 0_u64;
        let read = |(digits, step): (u8, u64)| {
            at_eight = at_eight.checked_add(step)?;
            let rest = if digits > 8 { u64::from(beyond.next()?) } else { 0 };
            CommodityCode::unpacked(at_eight.checked_mul(BEYOND)?.checked_add(rest)?, digits)
        };
        self.digits.into_iter().zip(self.steps).map(read).collect()
    }
}

impl ScheduleBody {
    fn of(schedule: &Schedule) -> Self {
        Self {
            id: schedule.id.clone(),
            place: schedule.place,
            title: schedule.title.clone(),
            currency: schedule.currency,
            nomenclature: schedule.nomenclature.clone(),
            snapshot: schedule.snapshot,
            source: schedule.source.clone(),
            url: schedule.url.clone(),
            grade: schedule.grade,
            complete: schedule.complete,
            sources: schedule.sources.clone(),
            columns: schedule.columns.iter().map(ColumnBody::of).collect(),
        }
    }

    fn schedule(self) -> Option<Schedule> {
        Some(Schedule {
            id: self.id,
            place: self.place,
            title: self.title,
            currency: self.currency,
            nomenclature: self.nomenclature,
            snapshot: self.snapshot,
            source: self.source,
            url: self.url,
            grade: self.grade,
            complete: self.complete,
            sources: self.sources,
            columns: self.columns.into_iter().map(ColumnBody::column).collect::<Option<_>>()?,
        })
    }
}

impl ColumnBody {
    fn of(column: &Column) -> Self {
        Self {
            name: column.name.clone(),
            title: column.title.clone(),
            kind: column.kind,
            codes: CodesBody::of(column.rows().iter().map(|row| row.code)),
            cells_of_rows: column.rows().iter().map(|row| row.cell).collect(),
            cells: column.cells().iter().map(CellBody::of).collect(),
        }
    }

    fn column(self) -> Option<Column> {
        let codes = self.codes.codes()?;
        let cells = self.cells.into_iter().map(CellBody::cell).collect::<Option<Vec<Cell>>>()?;
        let rows: Vec<Row> = codes.into_iter().zip(self.cells_of_rows).map(|(code, cell)| Row { code, cell }).collect();
        rows.iter().all(|row| usize::try_from(row.cell).is_ok_and(|cell| cell < cells.len())).then_some(())?;
        Some(Column::new(self.name, self.title, self.kind, rows, cells))
    }
}

impl CellBody {
    fn of(cell: &Cell) -> Self {
        Self {
            validity: cell.validity,
            programs: cell.programs.clone(),
            rate: cell.rate.to_string(),
            source: cell.source,
            grade: cell.grade,
        }
    }

    fn cell(self) -> Option<Cell> {
        let rate: DutyExpression = self.rate.parse().ok()?;
        Some(Cell { validity: self.validity, programs: self.programs, rate, source: self.source, grade: self.grade })
    }
}

impl ListBody {
    fn of(list: &CodeList) -> Self {
        let mut validities: Vec<Validity> = Vec::new();
        let mut validity_of_rows = Vec::new();
        for (_, validity) in &list.rows {
            let known = validities.iter().position(|known| known == validity);
            let index = known.unwrap_or_else(|| {
                validities.push(*validity);
                validities.len() - 1
            });
            validity_of_rows.push(u16::try_from(index).unwrap_or(u16::MAX));
        }
        let codes = CodesBody::of(list.rows.iter().map(|(code, _)| *code));
        Self { id: list.id.clone(), place: list.place, codes, validity_of_rows, validities }
    }

    fn list(self) -> Option<CodeList> {
        let validity = |index: u16| self.validities.get(usize::from(index)).copied();
        let codes = self.codes.codes()?;
        let rows = codes.into_iter().zip(self.validity_of_rows).map(|(code, index)| Some((code, validity(index)?)));
        Some(CodeList { id: self.id, place: self.place, rows: rows.collect::<Option<_>>()? })
    }
}
