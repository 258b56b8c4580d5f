//! Packs: the tables as compact bytes, for the browser and for anyone who wants no text.
//!
//! A pack is a header and a body. The header says what it is, for which version of the law language, of which edition,
//! and the SHA-256 of the body; a pack that does not match its own digest, or that was written for another language, is
//! refused with a sentence. Bodies are postcard; brotli on the way to the browser does the rest, so columns are laid out
//! to repeat themselves rather than to be small.
//!
//! There is one pack of the world's law, one of where that law stands, one of the words by
//! which goods are recognised, one of products, and for each place that has
//! tariffs, code lists, questions or restrictions one of these, named after it: `eu`.

pub(crate) mod codes;
#[cfg(any(feature = "cli", feature = "compliance"))]
pub(crate) mod declaration;
mod envelope;
pub(crate) mod law;
#[cfg(feature = "cli")]
mod obligations;
#[cfg(feature = "cli")]
mod origin;
pub(crate) mod place;
#[cfg(any(feature = "cli", feature = "compliance"))]
pub(crate) mod recovery;
pub(crate) mod words;

use super::schema::{Category, Effect, Measure, SchemeName, World};
use super::{Product, Tables};
pub(crate) use envelope::{Header, header};
pub use envelope::{PackError, PackInfo, PackKind};
use envelope::{read, write, write_body};
use place::PlaceBody;
use words::Words;

/// Writes all packs: name and bytes.
#[must_use]
pub fn write_all(tables: &Tables) -> Vec<(String, Vec<u8>)> {
    let places = place::with_own_pack(tables);
    let world = World {
        restrictions: tables.world.restrictions.iter().filter(|one| one.place.is_none()).cloned().collect(),
        code_questions: tables.world.code_questions.iter().filter(|one| one.place.is_none()).cloned().collect(),
        packs: places.iter().map(|place| place::own_pack(tables, *place)).collect(),
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
    for place in places {
        let name = place.as_str().to_ascii_lowercase();
        let bytes = write(tables, PackKind::Place, &name, &PlaceBody::of(tables, place));
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
            PackKind::Place => self.load_place(read(body, name)?, name)?,
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
}
