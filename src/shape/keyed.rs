//! Objects read by their keys, with the keys that nobody knows kept: a misspelt `quantiy` is told at its place.
//!
//! Derived readers either drop such keys or give up at the first, without saying in which line it stands. They also take a list
//! by position, which nobody means here.
//!
//! The browser's engine asks the caller's object for the keys it knows, and sees no other; the package around it tells those
//! (`www/src/engine/keys.ts`), at no cost to a quote.

#[cfg(target_arch = "wasm32")]
mod javascript;
#[cfg(not(target_arch = "wasm32"))]
mod text;

#[cfg(target_arch = "wasm32")]
use javascript::object;
use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;
#[cfg(not(target_arch = "wasm32"))]
use text::object;

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

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        object(self.deserializer, visitor, known, self.unknown)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
