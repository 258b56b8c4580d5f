//! Which place lies within which, and what places are called: all that a small pack needs to know of the world.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Place;

/// Places, without their law.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Atlas {
    /// The wider place of each that lies within one.
    pub within: BTreeMap<Place, Place>,
    /// What places are called.
    pub names: BTreeMap<Place, String>,
}

impl Atlas {
    /// The places of the tables.
    #[must_use]
    pub fn of(tables: &crate::Tables) -> Self {
        let places = &tables.world.places;
        Self {
            within: places.iter().filter_map(|held| Some((held.place, held.within?))).collect(),
            names: places.iter().map(|held| (held.place, held.name.clone())).collect(),
        }
    }

    /// The place and those it lies within, the narrowest first.
    pub fn chain(&self, place: Place) -> impl Iterator<Item = Place> {
        // No place lies within more than a few; a pack that was written in a circle must not hang a page.
        core::iter::successors(Some(place), |place| self.within.get(place).copied()).take(8)
    }

    /// Whether a place is another or lies within it.
    #[must_use]
    pub fn lies_in(&self, place: Place, wider: Place) -> bool {
        self.chain(place).any(|one| one == wider)
    }

    /// The widest place that a place lies within.
    #[must_use]
    pub fn widest(&self, place: Place) -> Place {
        self.chain(place).last().unwrap_or(place)
    }
}
