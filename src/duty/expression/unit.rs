//! What duties are counted in.

use core::fmt;
use core::str::FromStr;

/// What a specific duty is counted in. Multiples are not units: a dozen is 12 `Item`, a tonne 1000 `Kg`, a hectolitre
/// 100 `Litre`, and the multiple stands in the rate's `per`.
///
/// ```
/// use dutybound::duty::expression::DutyUnit;
/// let unit: DutyUnit = "kg[copper]".parse().unwrap();
/// assert_eq!(unit, DutyUnit::KgOf("copper".to_owned()));
/// assert_eq!(unit.to_string(), "kg[copper]");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DutyUnit {
    /// Articles.
    Item,
    /// Pairs.
    Pair,
    /// Kilograms, net weight.
    Kg,
    /// Kilograms with all packing.
    KgGross,
    /// Kilograms of the solid part, drained.
    KgDrained,
    /// Kilograms of dry matter.
    KgDry,
    /// Kilograms of clean wool: scoured, without the grease and dirt.
    KgClean,
    /// Kilograms of the goods with the container they are sold in.
    KgWithContainer,
    /// Kilograms, each times one degree of polarization below 100 (raw sugar).
    KgDegree,
    /// Litres.
    Litre,
    /// Litres of pure alcohol.
    LitrePureAlcohol,
    /// Litres at proof: at 50 % alcohol by volume (United States), so two of them for a litre of pure alcohol.
    ProofLitre,
    /// Hectolitres, each times one percent of alcohol by volume: the same number as litres of pure alcohol.
    PercentVolHectolitre,
    /// Square metres.
    SquareMetre,
    /// Cubic metres.
    CubicMetre,
    /// Metres of length.
    Metre,
    /// Metric carats.
    Carat,
    /// Jewels in watch movements.
    Jewel,
    /// Animals.
    Head,
    /// Sticks (cigarettes, cigars).
    Stick,
    /// Articles, each times its size in button lines (a fortieth of an inch).
    Line,
    /// Kilograms of a named content.
    KgOf(String),
    /// Litres of a named content.
    LitreOf(String),
    /// Anything else that is counted, by its name: `pack`, `immediate container`, `jewel over 7`.
    Named(String),
}

/// A text that is not a unit of duty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitError {
    text: String,
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a unit that duties are counted in; write kg, litre, item or a name in brackets",
            self.text
        )
    }
}

impl std::error::Error for UnitError {}

/// Every plain unit with its word in the tables.
const WORDS: [(DutyUnit, &str); 21] = [
    (DutyUnit::Item, "item"),
    (DutyUnit::Pair, "pair"),
    (DutyUnit::Kg, "kg"),
    (DutyUnit::KgGross, "kg-gross"),
    (DutyUnit::KgDrained, "kg-drained"),
    (DutyUnit::KgDry, "kg-dry"),
    (DutyUnit::KgClean, "kg-clean"),
    (DutyUnit::KgWithContainer, "kg-with-container"),
    (DutyUnit::KgDegree, "kg-degree"),
    (DutyUnit::Litre, "litre"),
    (DutyUnit::LitrePureAlcohol, "litre-alcohol"),
    (DutyUnit::ProofLitre, "proof-litre"),
    (DutyUnit::PercentVolHectolitre, "percent-hectolitre"),
    (DutyUnit::SquareMetre, "m2"),
    (DutyUnit::CubicMetre, "m3"),
    (DutyUnit::Metre, "metre"),
    (DutyUnit::Carat, "carat"),
    (DutyUnit::Jewel, "jewel"),
    (DutyUnit::Head, "head"),
    (DutyUnit::Stick, "stick"),
    (DutyUnit::Line, "line"),
];

/// What people write for a unit, one of it and in small letters.
const MEANT: [(&str, &str); 16] = [
    ("piece", "item"),
    ("pc", "item"),
    ("unit", "item"),
    ("kilo", "kg"),
    ("kilogram", "kg"),
    ("kilogramme", "kg"),
    ("kg-net", "kg"),
    ("gross-kg", "kg-gross"),
    ("l", "litre"),
    ("liter", "litre"),
    ("m²", "m2"),
    ("sqm", "m2"),
    ("m³", "m3"),
    ("m", "metre"),
    ("meter", "metre"),
    ("abv", "percent-vol"),
];

impl DutyUnit {
    /// The unit that a word of people's means: `pairs`, `kgs`, `Liter`.
    pub(crate) fn meant(word: &str) -> Option<&'static str> {
        let plain = |sign: char| if matches!(sign, '_' | ' ') { '-' } else { sign.to_ascii_lowercase() };
        let word: String = word.trim().chars().map(plain).collect();
        let one = word.strip_suffix('s').unwrap_or(&word);
        let units = WORDS.iter().map(|(_, plain)| (*plain, *plain));
        MEANT.into_iter().chain(units).find(|(said, _)| *said == one || *said == word).map(|(_, meant)| meant)
    }

    /// The unit of the whole that this one counts a part of, and how much of it one of the whole holds at most: a litre of
    /// nothing but alcohol is two proof litres, and a hundredth of a hectolitre at a hundred per cent.
    pub(crate) fn whole(&self) -> Option<(Self, u8)> {
        match self {
            Self::KgOf(_) | Self::KgDrained | Self::KgDry | Self::KgClean => Some((Self::Kg, 1)),
            Self::LitreOf(_) | Self::LitrePureAlcohol | Self::PercentVolHectolitre => Some((Self::Litre, 1)),
            Self::ProofLitre => Some((Self::Litre, 2)),
            _ => None,
        }
    }
}

impl fmt::Display for DutyUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::KgOf(name) => write!(f, "kg[{name}]"),
            Self::LitreOf(name) => write!(f, "litre[{name}]"),
            Self::Named(name) => write!(f, "[{name}]"),
            plain => {
                let word = WORDS.iter().find(|(unit, _)| unit == plain).map_or("", |(_, word)| word);
                f.write_str(word)
            }
        }
    }
}

impl FromStr for DutyUnit {
    type Err = UnitError;

    fn from_str(text: &str) -> Result<Self, UnitError> {
        let error = || UnitError { text: crate::error::short(text) };
        if let Some((unit, _)) = WORDS.iter().find(|(_, word)| *word == text) {
            return Ok(unit.clone());
        }
        let (word, name) = text.strip_suffix(']').and_then(|text| text.split_once('[')).ok_or_else(error)?;
        if !super::text::is_name(name) {
            return Err(error());
        }
        match word {
            "kg" => Ok(Self::KgOf(name.to_owned())),
            "litre" => Ok(Self::LitreOf(name.to_owned())),
            "" => Ok(Self::Named(name.to_owned())),
            _ => Err(error()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_people_mean_units() {
        for (word, meant) in [
            ("pairs", "pair"),
            ("KGS", "kg"),
            ("Liter", "litre"),
            ("pcs", "item"),
            ("kg gross", "kg-gross"),
            ("m²", "m2"),
        ] {
            assert_eq!(DutyUnit::meant(word), Some(meant), "{word}");
        }
        assert_eq!([DutyUnit::meant("dozen"), DutyUnit::meant("g"), DutyUnit::meant("")], [None; 3]);
    }

    #[test]
    fn every_unit_is_read_as_it_is_written() {
        let named = [
            DutyUnit::KgOf("copper".into()),
            DutyUnit::LitreOf("ethanol".into()),
            DutyUnit::Named("jewel over 7".into()),
        ];
        for unit in WORDS.iter().map(|(unit, _)| unit.clone()).chain(named) {
            assert_eq!(unit.to_string().parse(), Ok(unit.clone()), "{unit}");
            assert!(!unit.to_string().is_empty());
        }
        for wrong in ["", "kilo", "kg[", "kg[]", "kg]x[", "[a[b]", "pair[left]", "kg [copper]"] {
            assert!(wrong.parse::<DutyUnit>().is_err(), "{wrong}");
        }
    }
}
