//! Objects read by their keys, with the keys that nobody knows kept: a misspelt `quantiy` is told at its place.
//!
//! Derived readers either drop such keys or give up at the first, without saying in which line it stands. They also take a list
//! by position, which nobody means here.
//!
//! The browser's engine asks the caller's object for the keys it knows, and sees no other; the package around it tells those
//! (`www/src/engine/keys.ts`), at no cost to a quote.

use core::fmt;

use serde::de::value::{MapDeserializer, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

/// Unknown keys of one object that are kept: enough to see what is meant, and no more than a problem has room for.
const KEPT: usize = 5;

/// Gives shapes that derive a reader of their own (`serde(remote = "Self")`) one that keeps unknown keys in `unknown`. Nothing,
/// where nothing stands, is an object without keys.
macro_rules! read_by_keys {
    ($($shape:ty),*) => {$(
        impl<'de> serde::Deserialize<'de> for $shape {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut unknown = Vec::new();
                // The derived reader, which is the type's own and comes first.
                let read = Self::deserialize($crate::shape::keyed::ByKeys { deserializer, unknown: &mut unknown })?;
                Ok(Self { unknown, ..read })
            }
        }
    )*};
}
pub(super) use read_by_keys;

/// A reader that learns from a derived one which keys there are.
pub(super) struct ByKeys<'u, D> {
    pub(super) deserializer: D,
    pub(super) unknown: &'u mut Vec<String>,
}

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ByKeys<'_, D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.deserializer.deserialize_any(visitor)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserializer.deserialize_any(KeysVisitor { visitor, known, unknown: self.unknown })
    }

    #[cfg(target_arch = "wasm32")]
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.deserializer.deserialize_struct(name, known, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct KeysVisitor<'k, V> {
    visitor: V,
    known: &'static [&'static str],
    unknown: &'k mut Vec<String>,
}

impl<'de, V: Visitor<'de>> Visitor<'de> for KeysVisitor<'_, V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with named keys")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(KnownKeys { map, known: self.known, unknown: self.unknown })
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.visitor.visit_map(MapDeserializer::<_, E>::new(core::iter::empty::<(&str, &str)>()))
    }
}

/// Passes on what has a known key.
struct KnownKeys<'k, A> {
    map: A,
    known: &'static [&'static str],
    unknown: &'k mut Vec<String>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for KnownKeys<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, A::Error> {
        while let Some(key) = self.map.next_key::<String>()? {
            if self.known.contains(&key.as_str()) {
                let key: StrDeserializer<'_, A::Error> = key.as_str().into_deserializer();
                return seed.deserialize(key).map(Some);
            }
            self.map.next_value::<IgnoredAny>()?;
            if self.unknown.len() < KEPT {
                self.unknown.push(key);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
