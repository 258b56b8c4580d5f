//! Places: customs territories, which are not always countries.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A place by its code: `FR`, a union such as `EU`, a province such as `CA-ON`.
///
/// Codes of countries are ISO 3166-1 alpha-2, codes of their parts ISO 3166-2; a union of countries is called by its own
/// short name (`EAEU`). An open set: whether tables hold law for a
/// place is another question.
///
/// ```
/// use dutybound::Place;
/// assert_eq!("CA-ON".parse::<Place>().unwrap().to_string(), "CA-ON");
/// assert!("France".parse::<Place>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place([u8; 8]);

/// A text that is not a place's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceError {
    text: String,
}

impl fmt::Display for PlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a place's code; write two capital letters such as FR, or CA-ON for a part", self.text)
    }
}

impl std::error::Error for PlaceError {}

impl Place {
    /// The code's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let bytes = self.0.split(|b| *b == 0).next().unwrap_or_default();
        core::str::from_utf8(bytes).unwrap_or_default()
    }
}

impl FromStr for Place {
    type Err = PlaceError;

    fn from_str(text: &str) -> Result<Self, PlaceError> {
        let valid = match text.as_bytes() {
            code @ [_, _, ..] if code.len() <= 8 && code.iter().all(u8::is_ascii_uppercase) => true,
            [a, b, b'-', part @ ..] if (1..=3).contains(&part.len()) => {
                let plain = |c: &u8| c.is_ascii_uppercase() || c.is_ascii_digit();
                a.is_ascii_uppercase() && b.is_ascii_uppercase() && part.iter().all(plain)
            }
            _ => false,
        };
        if !valid {
            return Err(PlaceError { text: crate::error::short(text) });
        }
        let mut code = [0; 8];
        for (slot, byte) in code.iter_mut().zip(text.bytes()) {
            *slot = byte;
        }
        Ok(Self(code))
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
