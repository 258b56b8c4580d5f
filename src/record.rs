//! Records that are read by the names of their fields and nothing else.
//!
//! Derived readers also take a list by position: the first value for the first field. Nobody means that, and a field that joins
//! a record would move all others by one.

use serde::de::{Deserializer, Visitor};
use serde::forward_to_deserialize_any;

/// Gives records that derive a reader and a writer of their own (`serde(remote = "Self")`) a reader that refuses lists.
macro_rules! read_by_name {
    ($($record:ty),*) => {$(
        impl<'de> serde::Deserialize<'de> for $record {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                // The derived reader, which is the type's own and comes first.
                Self::deserialize($crate::record::ByName(deserializer))
            }
        }

        impl serde::Serialize for $record {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    )*};
}
pub(crate) use read_by_name;

/// A reader that asks for a map where a derived one would take a list as well.
pub(crate) struct ByName<D>(pub(crate) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for ByName<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
