//! Objects of JSON and of case files: every key comes by.

use core::fmt;

use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, Visitor};

/// Unknown keys of one object that are kept: enough to see what is meant, and no more than a problem has room for.
const KEPT: usize = 5;

pub(super) fn object<'de, D: Deserializer<'de>, V: Visitor<'de>>(
    deserializer: D,
    visitor: V,
    known: &'static [&'static str],
    unknown: &mut Vec<String>,
) -> Result<V::Value, D::Error> {
    deserializer.deserialize_any(Keyed { inner: visitor, known, unknown })
}

/// A visitor of an object, or what goes through its keys: only what has a known key is passed on.
struct Keyed<'k, T> {
    inner: T,
    known: &'static [&'static str],
    unknown: &'k mut Vec<String>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Keyed<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with named keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.inner.visit_map(Keyed { inner: map, known: self.known, unknown: self.unknown })
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.inner.visit_map(MapDeserializer::<_, E>::new(core::iter::empty::<(&str, &str)>()))
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Keyed<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.inner.next_key::<String>()? {
            if self.known.contains(&key.as_str()) {
                let key: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            self.inner.next_value::<IgnoredAny>()?;
            if self.unknown.len() < KEPT {
                self.unknown.push(key);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.inner.next_value_seed(seed)
    }
}
