//! The world's law in its pack, and where it stands in another: sealed by place.
//!
//! A browser that quotes one country reads the law of one country. So the body of either pack is a head, and after it one
//! run of bytes for each place; a run is decoded when its place is asked for, and not before.

use core::ops::Range;

use serde::{Deserialize, Serialize};

use super::{PackError, PackKind, write_body};
use crate::Place;
use crate::tables::Tables;
use crate::tables::schema::{Citation, Effect, LegalAct, Measure, World};

/// Runs of bytes by place, as long as they are not decoded.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sealed {
    law: Runs,
    sources: Runs,
    /// Places whose law is decoded, and where in the world's measures it begins.
    open: Vec<(Place, usize)>,
    /// Places that were asked for: their law is decoded with all above and below them.
    #[cfg(feature = "wasm")]
    asked: Vec<Place>,
}

#[derive(Debug, Clone, Default)]
struct Runs {
    bytes: Vec<u8>,
    of: Vec<(Place, Range<usize>)>,
}

/// What stands before the runs: everything else, and how long each run is.
#[derive(Serialize, Deserialize)]
struct Head<T> {
    rest: T,
    lengths: Vec<(Place, u32)>,
}

/// What measures of a place are called and where they stand, in their order, each kind of text in its own run.
#[derive(Serialize, Deserialize)]
struct SourcesOfPlace {
    titles: Vec<String>,
    notes: Vec<Option<String>>,
    cites: Vec<Vec<Citation>>,
}

/// The pack of the world's law, with what only it needs, and the pack of its sources.
pub(super) fn write(tables: &Tables, world: World) -> [(String, Vec<u8>); 2] {
    let head = World { measures: Vec::new(), acts: Vec::new(), ..world };
    let measures = &tables.world.measures;
    let law = by_place(measures, |of_place| of_place.iter().map(without_sources).collect::<Vec<Measure>>());
    let sources = by_place(measures, SourcesOfPlace::of);
    let acts = tables.world.acts.clone();
    [
        ("world".to_owned(), write_body(tables, PackKind::World, "world", &body(head, law))),
        ("sources".to_owned(), write_body(tables, PackKind::Sources, "sources", &body(acts, sources))),
    ]
}

/// What `make` makes of each place's measures, which stand together.
fn by_place<T: Serialize>(measures: &[Measure], make: impl Fn(&[Measure]) -> T) -> Vec<(Place, Vec<u8>)> {
    let runs = measures.chunk_by(|a, b| a.place == b.place);
    let run = |of_place: &[Measure]| {
        let place = of_place.first()?.place;
        Some((place, postcard::to_stdvec(&make(of_place)).ok()?))
    };
    runs.filter_map(run).collect()
}

fn body<T: Serialize>(rest: T, runs: Vec<(Place, Vec<u8>)>) -> Vec<u8> {
    let length = |bytes: &Vec<u8>| u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let lengths = runs.iter().map(|(place, bytes)| (*place, length(bytes))).collect();
    let mut body = postcard::to_stdvec(&Head { rest, lengths }).unwrap_or_default();
    body.extend(runs.into_iter().flat_map(|(_, bytes)| bytes));
    body
}

/// The head and the runs of a body; `None` when they do not fit together.
fn taken_apart<'b, T: Deserialize<'b>>(body: &'b [u8]) -> Option<(T, Runs)> {
    let (head, bytes) = postcard::take_from_bytes::<Head<T>>(body).ok()?;
    let mut from = 0_usize;
    let mut of = Vec::with_capacity(head.lengths.len());
    for (place, length) in head.lengths {
        let until = from.checked_add(usize::try_from(length).ok()?)?;
        of.push((place, from..until));
        from = until;
    }
    (from == bytes.len()).then(|| (head.rest, Runs { bytes: bytes.to_vec(), of }))
}

/// A measure as quotes need it. What closes a place or names a scheme is part of an answer and stays.
fn without_sources(measure: &Measure) -> Measure {
    let is_told = matches!(measure.effect, Effect::Closure | Effect::Scheme(_));
    let title = if is_told { measure.title.clone() } else { String::new() };
    Measure { title, cite: Vec::new(), note: None, ..measure.clone() }
}

impl SourcesOfPlace {
    fn of(measures: &[Measure]) -> Self {
        Self {
            titles: measures.iter().map(|measure| measure.title.clone()).collect(),
            notes: measures.iter().map(|measure| measure.note.clone()).collect(),
            cites: measures.iter().map(|measure| measure.cite.clone()).collect(),
        }
    }

    fn give_to(self, measures: &mut [Measure]) {
        let texts = self.titles.into_iter().zip(self.notes).zip(self.cites);
        for (measure, ((title, note), cite)) in measures.iter_mut().zip(texts) {
            measure.title = title;
            measure.note = note;
            measure.cite = cite;
        }
    }
}

impl Runs {
    fn read<T: for<'b> Deserialize<'b>>(&self, place: Place) -> Option<T> {
        let (_, range) = self.of.iter().find(|(known, _)| *known == place)?;
        postcard::from_bytes(self.bytes.get(range.clone())?).ok()
    }
}

impl Tables {
    /// Takes in the world's law without decoding it; sources of the same edition stay.
    pub(super) fn load_law(&mut self, body: &[u8], name: &str, is_same_edition: bool) -> Result<(), PackError> {
        let (mut world, law) =
            taken_apart::<World>(body).ok_or_else(|| PackError::Unreadable { name: name.to_owned() })?;
        let mut sealed = Sealed { law, ..Sealed::default() };
        if is_same_edition {
            sealed.sources = core::mem::take(&mut self.sealed.sources);
            world.acts = core::mem::take(&mut self.world.acts);
            if self.words_loaded && world.categories.len() == self.world.categories.len() {
                world.categories = core::mem::take(&mut self.world.categories);
            }
            world.restrictions.extend(self.world.restrictions.drain(..).filter(|one| one.place.is_some()));
            world.take_questions(self.world.code_questions.drain(..).filter(|one| one.place.is_some()).collect());
        }
        self.world = world;
        self.word_index = std::sync::OnceLock::new();
        self.sealed = sealed;
        Ok(())
    }

    /// Takes in where the law stands, and names what is decoded already.
    pub(super) fn load_sources(&mut self, body: &[u8], name: &str) -> Result<(), PackError> {
        if self.world.places.is_empty() {
            return Err(PackError::BeforeTheLaw { name: name.to_owned() });
        }
        let unreadable = || PackError::Unreadable { name: name.to_owned() };
        let (acts, sources) = taken_apart::<Vec<LegalAct>>(body).ok_or_else(unreadable)?;
        self.world.acts = acts;
        self.sealed.sources = sources;
        for (place, from) in self.sealed.open.clone() {
            self.name_law(place, from);
        }
        Ok(())
    }

    /// Decodes the law of a place, of those it lies within, and of its parts, as far as they are sealed.
    #[cfg(feature = "wasm")]
    pub(crate) fn open(&mut self, place: Place) {
        if self.sealed.asked.contains(&place) {
            return;
        }
        self.sealed.asked.push(place);
        let parts = self.world.places.iter().filter(|part| part.within == Some(place));
        let mut wanted: Vec<Place> = self.within(place).map(|held| held.place).collect();
        wanted.extend(parts.map(|part| part.place));
        for place in wanted {
            self.open_one(place);
        }
    }

    /// Decodes all law: what native programs want, where it takes a few milliseconds.
    pub(super) fn open_all(&mut self) {
        for place in self.sealed.law.of.iter().map(|(place, _)| *place).collect::<Vec<_>>() {
            self.open_one(place);
        }
    }

    /// What is decoded stays where it is: prepared law refers to measures by position.
    fn open_one(&mut self, place: Place) {
        if self.sealed.open.iter().any(|(known, _)| *known == place) {
            return;
        }
        let Some(measures) = self.sealed.law.read::<Vec<Measure>>(place) else { return };
        let from = self.world.measures.len();
        self.world.measures.extend(measures);
        self.sealed.open.push((place, from));
        self.name_law(place, from);
    }

    fn name_law(&mut self, place: Place, from: usize) {
        if let Some(sources) = self.sealed.sources.read::<SourcesOfPlace>(place) {
            sources.give_to(self.world.measures.get_mut(from..).unwrap_or_default());
        }
    }
}
