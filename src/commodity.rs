//! Commodity codes: the Harmonized System's six digits and the national digits behind them.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A commodity code of two to twelve digits, or a prefix of one.
///
/// Two digits are a chapter, four a heading, five what its subheadings of one dash share, six a Harmonized System
/// subheading; what follows is national (CN8, TARIC10, HTS10, nine digits in Japan). Dots and blanks between digits are
/// read over.
///
/// ```
/// use dutybound::CommodityCode;
/// let shirt: CommodityCode = "6109.10.00".parse().unwrap();
/// let chapter: CommodityCode = "61".parse().unwrap();
/// assert!(chapter.covers(shirt));
/// assert_eq!(shirt.to_string(), "61091000");
/// assert!("61x9".parse::<CommodityCode>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommodityCode {
    /// The digits, left aligned in twelve places, so that codes sort as a nomenclature does.
    key: u64,
    digits: u8,
}

/// A text that is not a commodity code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommodityCodeError {
    text: String,
    digits: usize,
}

impl fmt::Display for CommodityCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits == 0 {
            write!(f, "`{}` is not a commodity code; give digits only, six or more if you know them", self.text)
        } else {
            write!(f, "`{}` has {} digits; a commodity code has 2 or 4 to 12 digits", self.text, self.digits)
        }
    }
}

impl std::error::Error for CommodityCodeError {}

/// Digits that all countries share; what follows is each tariff's own.
pub(crate) const SHARED_DIGITS: u8 = 6;

const PLACES: u8 = 12;

/// The value of one unit in the last place, by how many digits are given.
const UNITS: [u64; 1 + PLACES as usize] = [
    1_000_000_000_000,
    100_000_000_000,
    10_000_000_000,
    1_000_000_000,
    100_000_000,
    10_000_000,
    1_000_000,
    100_000,
    10_000,
    1_000,
    100,
    10,
    1,
];

impl CommodityCode {
    /// Every code: the empty prefix, written `*` in tables.
    pub const ANY: Self = Self { key: 0, digits: 0 };

    /// How many digits are given.
    #[must_use]
    pub fn digits(self) -> u8 {
        self.digits
    }

    /// The value of one unit in the last given place.
    pub(crate) fn unit(self) -> u64 {
        UNITS.get(usize::from(self.digits)).copied().unwrap_or(1)
    }

    /// Whether `other` is this code or lies under it.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.digits <= other.digits && other.key >= self.key && other.key < self.key + self.unit()
    }

    /// The first `digits` digits, or the whole code when it has no more.
    #[must_use]
    pub fn truncated(self, digits: u8) -> Self {
        if digits >= self.digits {
            return self;
        }
        self.at_length(digits).unwrap_or(self)
    }

    /// Where it stands in a nomenclature: its digits, left aligned in twelve places.
    pub(crate) fn position(self) -> u64 {
        self.key
    }

    /// Its digits as a number, and how many they are.
    pub(crate) fn number(self) -> (u64, u8) {
        (self.key / self.unit(), self.digits)
    }

    /// The code that a number of so many digits is, when there is one.
    pub(crate) fn numbered(number: u64, digits: u8) -> Option<Self> {
        let unit = UNITS.get(usize::from(digits))?;
        let key = number.checked_mul(*unit)?;
        (key < UNITS[0]).then_some(Self { key, digits })
    }

    /// The code of so many digits at its place: what begins it, or itself with zeros behind.
    pub(crate) fn at_length(self, digits: u8) -> Option<Self> {
        let unit = UNITS.get(usize::from(digits))?;
        Some(Self { key: self.key / unit * unit, digits })
    }

    /// Codes of as many digits, each so many further on than the one before; `None` where there is none.
    pub(crate) fn further(self, steps: impl Iterator<Item = u64>) -> impl Iterator<Item = Option<Self>> {
        let (unit, digits) = (self.unit(), self.digits);
        let codes = UNITS[0] / unit;
        let mut number = self.key / unit;
        steps.map(move |step| {
            number = number.saturating_add(step);
            (number < codes).then(|| Self { key: number * unit, digits })
        })
    }

    /// Reads a code of a table: any length, `*` for every code.
    pub(crate) fn from_table(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::ANY);
        }
        Self::from_digits(text)
    }

    fn from_digits(text: &str) -> Option<Self> {
        let digits = u8::try_from(text.len()).ok().filter(|n| (1..=PLACES).contains(n))?;
        if !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Self::numbered(text.parse().ok()?, digits)
    }
}

impl FromStr for CommodityCode {
    type Err = CommodityCodeError;

    fn from_str(text: &str) -> Result<Self, CommodityCodeError> {
        let shown = || crate::error::short(text);
        let digits: String = text.chars().filter(|c| !matches!(c, '.' | ' ')).take(40).collect();
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(CommodityCodeError { text: shown(), digits: 0 });
        }
        match digits.len() {
            2 | 4..=12 => {
                Self::from_digits(&digits).ok_or_else(|| CommodityCodeError { text: shown(), digits: digits.len() })
            }
            other => Err(CommodityCodeError { text: shown(), digits: other }),
        }
    }
}

impl fmt::Display for CommodityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.digits == 0 {
            return f.write_str("*");
        }
        write!(f, "{:0width$}", self.number().0, width = usize::from(self.digits))
    }
}

impl fmt::Debug for CommodityCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for CommodityCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            // Without the trailing zeros a chapter takes one byte in a pack, not six.
            self.number().serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for CommodityCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            Self::from_table(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a commodity code")))
        } else {
            let (number, digits) = <(u64, u8)>::deserialize(deserializer)?;
            Self::numbered(number, digits).ok_or_else(|| D::Error::custom("not a commodity code"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CommodityCode {
        text.parse().unwrap()
    }

    #[test]
    fn prefixes_cover_what_lies_under_them() {
        assert!(code("6109").covers(code("610910")));
        assert!(!code("610910").covers(code("6109")));
        assert!(!code("6109").covers(code("6110")));
        assert!(CommodityCode::ANY.covers(code("01")));
        assert!(code("99").covers(code("999999999999")));
    }

    #[test]
    fn lengths_that_no_nomenclature_has_are_refused() {
        for text in ["6", "610", "1234567890123", "", "61-09", "６１０９"] {
            assert!(text.parse::<CommodityCode>().is_err(), "{text}");
        }
    }

    #[test]
    fn leading_zeros_survive() {
        assert_eq!(code("0101.29").to_string(), "010129");
        assert_eq!(code("010129").truncated(2).to_string(), "01");
    }
}
