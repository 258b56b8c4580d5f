//! Money, and the only place that rounds it.
//!
//! Amounts are exact decimals in a named currency. A law says where a figure is rounded, to what step and in which
//! direction; [`Rounding`] is that rule and nothing else in the crate rounds.

use core::fmt;
use core::str::FromStr;

use crate::arithmetic::Arithmetic;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 currency code, such as `EUR`.
///
/// An open set: any three capital letters are a currency here; whether a rate is known for it is another question.
///
/// ```
/// use dutybound::Currency;
/// assert_eq!("EUR".parse::<Currency>().unwrap().to_string(), "EUR");
/// assert!("euro".parse::<Currency>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// A text that is not a currency code, an amount or a rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyError {
    text: String,
    expected: &'static str,
}

impl MoneyError {
    fn new(text: &str, expected: &'static str) -> Self {
        Self { text: crate::error::short(text), expected }
    }
}

impl fmt::Display for MoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not {}", self.text, self.expected)
    }
}

impl std::error::Error for MoneyError {}

impl Currency {
    /// The code's three letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// The smallest amount used in payments: `1` for yen, `0.001` for dinars, `0.01` for most.
    ///
    /// ISO 4217 minor units. Cash steps such as five Swiss centimes are a place's rounding rule, not a minor unit.
    #[must_use]
    pub fn minor_unit(&self) -> Decimal {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => Decimal::ONE,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => Decimal::new(1, 3),
            _ => Decimal::new(1, 2),
        }
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        match text.as_bytes() {
            &[a, b, c] if [a, b, c].iter().all(u8::is_ascii_uppercase) => Ok(Self([a, b, c])),
            _ => Err(MoneyError::new(text, "a currency code of three capital letters, such as EUR")),
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(self.as_str())
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            let bytes = <[u8; 3]>::deserialize(deserializer)?;
            let valid = bytes.iter().all(u8::is_ascii_uppercase);
            if valid { Ok(Self(bytes)) } else { Err(D::Error::custom("not a currency code")) }
        }
    }
}

/// An amount in a currency, written `3.00 EUR` in tables.
///
/// ```
/// use dutybound::Money;
/// let flat: Money = "3.00 EUR".parse().unwrap();
/// assert_eq!(flat.to_string(), "3.00 EUR");
/// assert!("3,00 EUR".parse::<Money>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// How much, in major units.
    pub amount: Decimal,
    /// Of which currency.
    pub currency: Currency,
}

impl Money {
    /// The amount in whole minor units of its currency, none of it dropped.
    ///
    /// ```
    /// let over: dutybound::Money = "307.0904 EUR".parse()?;
    /// assert_eq!(over.up_to_minor_unit().to_string(), "307.10 EUR");
    /// # Ok::<(), dutybound::MoneyError>(())
    /// ```
    #[must_use]
    pub fn up_to_minor_unit(self) -> Self {
        let up = Rounding { step: self.currency.minor_unit(), mode: RoundingMode::Up };
        Self { amount: up.apply(self.amount), ..self }
    }
}

impl FromStr for Money {
    type Err = MoneyError;

    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let error = || MoneyError::new(text, "an amount with its currency, such as `3.00 EUR`");
        let (amount, currency) = text.split_once(' ').ok_or_else(error)?;
        let amount = parse_decimal(amount).ok_or_else(error)?;
        Ok(Self { amount, currency: currency.parse().map_err(|_| error())? })
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (packed(self.amount), self.currency).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            let (amount, currency) = <((i64, u8), Currency)>::deserialize(deserializer)?;
            Ok(Self { amount: unpacked(amount).ok_or_else(|| D::Error::custom("not an amount"))?, currency })
        }
    }
}

/// A decimal as packs hold it: mantissa and scale, so that 7.20 stays 7.20. Table figures are short, and 64 bits hold them;
/// of a longer one the last digits after the point go, never more.
pub(crate) fn packed(value: Decimal) -> (i64, u8) {
    let shorter = (0..=value.scale()).rev().map(|scale| value.round_dp(scale));
    let mut held =
        shorter.filter_map(|value| Some((i64::try_from(value.mantissa()).ok()?, u8::try_from(value.scale()).ok()?)));
    held.next().unwrap_or((i64::MAX, 0))
}

pub(crate) fn unpacked((mantissa, scale): (i64, u8)) -> Option<Decimal> {
    Decimal::try_new(mantissa, u32::from(scale)).ok()
}

/// Serde of a [`Decimal`] field as text for people and as mantissa and scale in packs.
pub(crate) mod decimal {
    use super::{Decimal, packed, parse_decimal, unpacked};
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    pub(crate) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(value)
        } else {
            packed(*value).serialize(serializer)
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            parse_decimal(&text).ok_or_else(|| D::Error::custom(format!("`{text}` is not a decimal number")))
        } else {
            unpacked(<(i64, u8)>::deserialize(deserializer)?).ok_or_else(|| D::Error::custom("not a decimal number"))
        }
    }
}

/// Reads a plain decimal number: digits, at most one point, at most one leading minus. No exponent, no separators.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && digits.bytes().any(|b| b.is_ascii_digit());
    if plain && text.len() <= 30 { Decimal::from_str_exact(text).ok() } else { None }
}

/// In which direction a figure is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// To the nearest step, halves away from zero: commercial rounding.
    HalfUp,
    /// To the nearest step, halves to the even step.
    HalfEven,
    /// Down to the step: fractions are dropped.
    Down,
    /// Up to the next step.
    Up,
}

/// A rounding rule: the step a figure is brought to and the direction.
///
/// ```
/// use dutybound::{Rounding, RoundingMode};
/// let yen = Rounding { step: 100.into(), mode: RoundingMode::Down };   // taxes in Japan drop what is under 100 yen
/// assert_eq!(yen.apply(1482.into()), 1400.into());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rounding {
    /// The step, in major units: `0.01`, `0.05`, `100`.
    #[serde(with = "decimal")]
    pub step: Decimal,
    /// The direction.
    pub mode: RoundingMode,
}

impl Rounding {
    /// Commercial rounding to a currency's minor unit: the rule where a law names none.
    #[must_use]
    pub fn minor_unit(currency: Currency) -> Self {
        Self { step: currency.minor_unit(), mode: RoundingMode::HalfUp }
    }

    /// Brings `value` to the step. A figure too large to be divided exactly stays as it is.
    #[must_use]
    pub fn apply(&self, value: Decimal) -> Decimal {
        let strategy = match self.mode {
            RoundingMode::HalfUp => RoundingStrategy::MidpointAwayFromZero,
            RoundingMode::HalfEven => RoundingStrategy::MidpointNearestEven,
            RoundingMode::Down => RoundingStrategy::ToZero,
            RoundingMode::Up => RoundingStrategy::AwayFromZero,
        };
        if self.step.mantissa() == 1 {
            return value.round_dp_with_strategy(self.step.scale(), strategy);
        }
        let rounded =
            value.checked_div(self.step).and_then(|steps| steps.round_dp_with_strategy(0, strategy).product(self.step));
        rounded.unwrap_or(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_too_long_for_a_pack_loses_its_last_digits_and_nothing_else() {
        for (written, held) in [
            ("7.20", "7.20"),
            ("-0.5", "-0.5"),
            ("1562098.626243", "1562098.626243"),
            ("1234567890.123456789012", "1234567890.123456789"),
            ("0.0000000000000000000001", "0.0000000000000000000001"),
            ("9999999999999999999.9", "9223372036854775807"),
        ] {
            let value = parse_decimal(written).unwrap();
            assert_eq!(unpacked(packed(value)).unwrap().to_string(), held, "{written}");
        }
    }
}
