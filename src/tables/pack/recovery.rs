//! The pack about what can be got back: JSON, as that about what a parcel must carry, and for the same reader.

use crate::recovery::Book;
#[cfg(feature = "cli")]
use crate::tables::Tables;

#[cfg(feature = "cli")]
pub(super) fn write(tables: &Tables) -> Vec<u8> {
    // Our rows hold nothing that JSON cannot.
    let body = serde_json::to_vec(&Book::of(tables)).unwrap_or_default();
    super::write_body(tables, super::PackKind::Recovery, "recovery", &body)
}

pub(crate) fn read(body: &[u8]) -> Option<Book> {
    serde_json::from_slice(body).ok()
}
