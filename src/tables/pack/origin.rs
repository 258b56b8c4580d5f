//! The pack of preferential origin: JSON, because no quote asks for it and the engine need not hold it.

use super::{PackKind, write_body};
use crate::origin::OriginTables;
use crate::tables::Tables;

pub(super) fn write(tables: &Tables) -> Vec<u8> {
    // Our rows hold nothing that JSON cannot.
    write_body(tables, PackKind::Origin, "origin", &serde_json::to_vec(&tables.origin).unwrap_or_default())
}

pub(super) fn read(body: &[u8]) -> Option<OriginTables> {
    serde_json::from_slice(body).ok()
}
