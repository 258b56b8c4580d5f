//! Objects of JavaScript: asked for the keys that are known, which is quicker than to take them apart.

use serde::de::{Deserializer, Visitor};

pub(super) fn object<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
    known: &'static [&'static str],
    _: &mut [String],
) -> Result<V::Value, D::Error> {
    deserializer.deserialize_struct("object", known, visitor)
}
