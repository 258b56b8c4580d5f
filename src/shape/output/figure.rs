//! Figures as decimal text, and lists written as they are made.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use crate::Range;

/// Decimal text with at least the currency's minor digits: `6.00`, not `6`.
pub(super) struct Figure {
    pub(super) value: Decimal,
    pub(super) places: u32,
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = self.value.normalize();
        if value.scale() < self.places {
            value.rescale(self.places);
        }
        // As text whatever other crates of a build switch on, and without the machinery of formatting: answers are full of these.
        rust_decimal::serde::str::serialize(&value, serializer)
    }
}

/// An amount, or the two that it lies between; `high` is `null` where nothing is known to bound it.
#[derive(Serialize)]
pub(super) struct RangeShape {
    low: Figure,
    high: Option<Figure>,
}

pub(super) fn range(range: Range, places: u32) -> RangeShape {
    let figure = |value| Figure { value, places };
    RangeShape { low: figure(range.low), high: range.high.map(figure) }
}

/// Writes a sequence of shapes made on the way, without a list in between.
pub(super) struct Each<I>(pub(super) I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.0.clone();
        let mut seq = serializer.serialize_seq(Some(items.clone().count()))?;
        for item in items {
            seq.serialize_element(&item)?;
        }
        seq.end()
    }
}

/// A rate as text: `20%`.
pub(super) struct Percentage(pub(super) Decimal);

impl Serialize for Percentage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}%", self.0.normalize()))
    }
}
