//! Many codes in few bytes: in order, they differ little from one to the next.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::CommodityCode;

/// Differences between neighbouring codes.
#[derive(Serialize, Deserialize)]
pub(super) struct CodesBody {
    /// How many codes, one after the other, have so many digits: digits, codes.
    runs: Vec<(u8, u32)>,
    /// Each code as a number less the one before, that read at as many digits.
    steps: Vec<u64>,
}

impl CodesBody {
    pub(super) fn of(codes: impl Iterator<Item = CommodityCode>) -> Self {
        let mut body = Self { runs: Vec::new(), steps: Vec::new() };
        let mut before = 0;
        for code in codes {
            let (number, digits) = code.number();
            match body.runs.last_mut() {
                Some((known, codes)) if *known == digits => *codes += 1,
                _ => body.runs.push((digits, 1)),
            }
            body.steps.push(number.saturating_sub(before / code.unit()));
            before = code.position();
        }
        body
    }

    pub(super) fn codes(self) -> Option<Vec<CommodityCode>> {
        let mut codes: Vec<CommodityCode> = Vec::with_capacity(self.steps.len());
        let mut steps = self.steps.into_iter();
        for (digits, length) in self.runs {
            let start = codes.last().unwrap_or(&CommodityCode::ANY).at_length(digits)?;
            for code in start.further(steps.by_ref().take(usize::try_from(length).ok()?)) {
                codes.push(code?);
            }
        }
        Some(codes)
    }
}

/// Codes in order as a field is written that has many of them: `#[serde(with = "...")]`.
pub(crate) fn serialize<S: Serializer>(codes: &[CommodityCode], serializer: S) -> Result<S::Ok, S::Error> {
    CodesBody::of(codes.iter().copied()).serialize(serializer)
}

/// The codes again.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<CommodityCode>, D::Error> {
    let codes = CodesBody::deserialize(deserializer)?.codes();
    codes.ok_or_else(|| serde::de::Error::custom("these are no commodity codes"))
}
