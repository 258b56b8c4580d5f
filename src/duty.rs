//! How duty is stated and worked out.

pub mod expression;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use expression::DutyExpression;

/// As its canonical text, in packs too: texts repeat and compress well, and the text is what people reviewed.
impl Serialize for DutyExpression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_string())
    }
}

impl<'de> Deserialize<'de> for DutyExpression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
