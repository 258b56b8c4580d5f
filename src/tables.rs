//! The tables: law, tariffs, code lists and products, and how they are looked up.

#[cfg(feature = "cli")]
pub mod check;
pub mod pack;
pub mod schema;
#[cfg(feature = "text")]
pub mod text;

mod locate;
mod schedule;

use std::sync::{Arc, OnceLock};

use crate::law::{Law, WordIndex};
use crate::obligation::Obligation;
use crate::{Date, NotCovered, Place};

pub use schedule::{Cell, CodeList, Column, ColumnKind, RateSource, Row, Schedule};
use schema::{PlaceLaw, World};

/// All tables held: the world's law, and the tariffs loaded so far.
///
/// Read-only once built. Native programs read the text (`tables::text::read`, feature `text`) or packs; the browser
/// loads packs.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    /// The publication's name.
    pub edition: String,
    /// The digest of the world pack, or of nothing when read from text.
    pub digest: String,
    /// Everything but tariffs.
    pub world: World,
    /// Tariff schedules, by id.
    pub schedules: Vec<Schedule>,
    /// Code lists, by id.
    pub lists: Vec<CodeList>,
    /// Everyday products and their codes.
    pub products: Vec<Product>,
    /// What sellers must do, ordered by id.
    pub obligations: Vec<Obligation>,
    /// What data a parcel must carry. The engine of the browser has no room for it.
    #[cfg(feature = "text")]
    pub declaration: crate::declaration::Rules,
    /// What can be got back, ordered by id. The engine of the browser has no room for it.
    #[cfg(feature = "text")]
    pub recovery: Vec<crate::recovery::Recovery>,
    /// Preferential origin: agreements, proofs and rules. The engine of the browser has no room for it.
    #[cfg(feature = "text")]
    pub origin: crate::origin::OriginTables,
    /// Places whose own pack is loaded.
    loaded: Vec<Place>,
    /// Whether the words of categories are there, where they came in a pack of their own.
    words_loaded: bool,
    /// The words of categories, prepared when they are first asked for.
    word_index: OnceLock<Arc<WordIndex>>,
    /// Law that came in a pack and is not decoded yet.
    sealed: pack::law::Sealed,
}

/// An everyday product and its code: a row of the finder.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Product {
    /// Its id.
    pub id: String,
    /// Its everyday name.
    pub name: String,
    /// Words people search it by.
    pub words: Vec<String>,
    /// Its code, to six digits.
    pub code: crate::CommodityCode,
    /// The shelf it stands on: clothing, toys.
    pub group: String,
    /// What decides the code: "cotton; knitted".
    pub material: String,
    /// Why this code.
    pub basis: String,
}

impl Tables {
    /// The law of a place on a day.
    ///
    /// # Errors
    /// [`NotCovered`] when the place is not held, is not a destination, or the day lies before what is known.
    pub fn law(&self, place: Place, day: Date) -> Result<Law<'_>, NotCovered> {
        Law::new(self, place, day)
    }

    /// What is held of a place.
    #[must_use]
    pub fn place(&self, place: Place) -> Option<&PlaceLaw> {
        self.world.places.iter().find(|held| held.place == place)
    }

    /// The place and those it lies within, the narrowest first.
    pub fn within(&self, place: Place) -> impl Iterator<Item = &PlaceLaw> {
        let mut next = self.place(place);
        core::iter::from_fn(move || {
            let here = next?;
            next = here.within.and_then(|parent| self.place(parent));
            Some(here)
        })
    }

    /// A tariff schedule.
    #[must_use]
    pub fn schedule(&self, id: &str) -> Option<&Schedule> {
        self.schedules.iter().find(|schedule| schedule.id == id)
    }

    /// Whether a place has a pack of its own that is not loaded yet.
    pub(crate) fn is_waiting_for(&self, place: Place) -> bool {
        self.world.packs.iter().any(|pack| pack.place == place) && !self.loaded.contains(&place)
    }

    /// The words of all categories, ready to be asked.
    pub(crate) fn word_index(&self) -> Arc<WordIndex> {
        Arc::clone(self.word_index.get_or_init(|| Arc::new(WordIndex::new(&self.world))))
    }

    /// Whether goods cannot be recognised by words yet.
    pub(crate) fn is_waiting_for_words(&self) -> bool {
        self.world.words_apart && !self.words_loaded
    }

    /// The place whose pack holds a tariff or a code list.
    pub(crate) fn pack_with(&self, id: &str) -> Option<Place> {
        let packs = self.world.packs.iter();
        packs.filter(|pack| pack.holds.iter().any(|held| held == id)).map(|pack| pack.place).next()
    }

    /// A code list.
    #[must_use]
    pub fn list(&self, id: &str) -> Option<&CodeList> {
        self.lists.iter().find(|list| list.id == id)
    }

    /// An act by its id.
    #[must_use]
    pub fn act(&self, id: &str) -> Option<&schema::LegalAct> {
        let found = self.world.acts.binary_search_by(|act| act.id.as_str().cmp(id)).ok()?;
        self.world.acts.get(found)
    }
}
