//! The pack about what a parcel must carry: JSON, because the module that reads it reads parcels as JSON too, and one reader
//! is smaller than two.

use crate::declaration::Book;
#[cfg(feature = "cli")]
use crate::tables::Tables;

#[cfg(feature = "cli")]
pub(super) fn write(tables: &Tables) -> Vec<u8> {
    // Our rows hold nothing that JSON cannot.
    let body = serde_json::to_vec(&Book::of(tables)).unwrap_or_default();
    super::write_body(tables, super::PackKind::Declaration, "declaration", &body)
}

pub(crate) fn read(body: &[u8]) -> Option<Book> {
    serde_json::from_slice(body).ok()
}
