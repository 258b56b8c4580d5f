//! One value of a basket, as a caller put it there.

use core::fmt;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::error::short;

/// Whatever a caller put where one value belongs. Reading never fails here, so that all problems are told at once.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Scalar {
    /// Nothing, `null` or `undefined`.
    #[default]
    Nothing,
    /// Text.
    Text(String),
    /// A number, as [`written`].
    Number(String),
    /// True or false.
    Truth(bool),
    /// A list, an object, or anything else that is no single value.
    Other,
}

impl Scalar {
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Number(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing) || self.text().is_some_and(str::is_empty)
    }
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ScalarVisitor)
    }
}

/// Digits of a floating-point number that are its writer's; more come of arithmetic.
const SURE_DIGITS: u32 = 15;

/// A number as it is meant: 19.9 stays 19.9, and 0.1 + 0.2 of a shop that adds in floating point is 0.3. No arithmetic is ever
/// done on it before it is a decimal. What no decimal can hold keeps a name, so that a problem can quote it.
fn written(number: f64) -> String {
    let name = match Decimal::from_f64(number).and_then(|near| near.round_sf(SURE_DIGITS)) {
        Some(exact) if number == 0.0 || !exact.is_zero() => return exact.normalize().to_string(),
        Some(_) => "a number too small to count",
        None if number.is_nan() => "NaN",
        None if number.is_infinite() => {
            if number > 0.0 {
                "Infinity"
            } else {
                "-Infinity"
            }
        }
        None => "a number too large to count",
    };
    name.to_owned()
}

/// Values by names that are the caller's own, in order of names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Entries(Vec<(String, Scalar)>);

impl Entries {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Scalar)> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(EntriesVisitor)
    }
}

struct EntriesVisitor;

impl<'de> Visitor<'de> for EntriesVisitor {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries: Vec<(String, Scalar)> = Vec::new();
        while let Some((name, value)) = map.next_entry()? {
            entries.push((name, value));
        }
        // Of a name that is there twice, JavaScript and JSON mean the last.
        entries.reverse();
        crate::order::sort_by(&mut entries, |(one, _), (other, _)| one.cmp(other));
        entries.dedup_by(|(later, _), (kept, _)| later == kept);
        Ok(Entries(entries))
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Scalar, E> {
        Ok(Scalar::Number(written(number)))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number.to_string()))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Scalar, E> {
        Ok(Scalar::Truth(truth))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_none<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Scalar, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Scalar, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Scalar, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Scalar::Other)
    }
}

/// A value as a message shows it: short, and in backticks.
pub(super) fn shown(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) | Scalar::Number(text) => format!("`{}`", short(text)),
        Scalar::Truth(truth) => format!("`{truth}`"),
        Scalar::Nothing => "nothing".to_owned(),
        Scalar::Other => "a list or object".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_fifteen_digits_are_what_was_written() {
        // A linear congruential generator: the same figures every time.
        let mut state: u64 = 20_261_122;
        for _ in 0..200_000 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let (digits, scale) = (state >> 32, u32::try_from(state % 9).unwrap());
            let meant = Decimal::new(i64::try_from(digits * (1 + state % 230_000)).unwrap(), scale).normalize();
            let number: f64 = meant.to_string().parse().unwrap();
            assert_eq!(written(number), meant.to_string());
        }
    }

    #[test]
    fn sums_of_floating_point_are_what_the_shop_means() {
        assert_eq!(written(0.1 + 0.2), "0.3");
        assert_eq!(written(3.0 * 19.99), "59.97");
        assert_eq!([written(0.0), written(-0.0), written(-12.5)], ["0", "0", "-12.5"]);
    }

    #[test]
    fn what_no_decimal_holds_keeps_a_name() {
        let names = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e40, -1e40, 1e-40].map(written);
        let far = "a number too large to count";
        assert_eq!(names, ["NaN", "Infinity", "-Infinity", far, far, "a number too small to count"]);
    }
}
