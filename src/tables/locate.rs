//! Which part of a place a postcode lies in: people know their postcode, not their customs territory.

use super::Tables;
use super::schema::PlaceLaw;
use crate::Place;

impl Tables {
    /// The place whose law applies at a postcode of `to`: a part with law of its own, or `to` itself.
    ///
    /// Of several parts the one with the longest matching start counts. A postcode that no part claims belongs to the
    /// place itself.
    #[must_use]
    pub fn locate(&self, to: Place, postcode: Option<&str>) -> Place {
        let Some(postcode) = postcode.map(plain).filter(|postcode| !postcode.is_empty()) else { return to };
        let claims =
            self.parts_by_postcode(to).filter_map(|(part, pattern)| Some((matched(pattern, &postcode)?, part)));
        claims.max_by_key(|(length, _)| *length).map_or(to, |(_, part)| part.place)
    }

    /// Parts of `to` that postcodes tell apart, each with one of its patterns.
    pub fn parts_by_postcode(&self, to: Place) -> impl Iterator<Item = (&PlaceLaw, &str)> {
        let parts = self.world.places.iter().filter(move |held| held.postcodes_of == Some(to));
        parts.flat_map(|part| part.postcodes.iter().map(move |pattern| (part, pattern.as_str())))
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_uppercase()).collect()
}

/// How much of a postcode a pattern matches: `35` all that begin so, `98000..98099` a run.
fn matched(pattern: &str, postcode: &str) -> Option<usize> {
    match pattern.split_once("..") {
        Some((first, last)) => {
            let start = postcode.get(..first.len())?;
            (first <= start && start <= last).then_some(first.len())
        }
        None => postcode.starts_with(pattern).then_some(pattern.len()),
    }
}
