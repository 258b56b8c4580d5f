//! The Harmonized System itself: which codes of six digits there are.

use serde::{Deserialize, Serialize};

use crate::CommodityCode;
use crate::commodity::SHARED_DIGITS;
use crate::tables::pack::codes;

/// The six-digit codes of the Harmonized System, in order. Tables may do without: then every code counts as one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subheadings(#[serde(with = "codes")] Vec<CommodityCode>);

impl Subheadings {
    /// From codes of six digits in any order.
    #[must_use]
    pub fn new(mut codes: Vec<CommodityCode>) -> Self {
        crate::order::sort(&mut codes);
        Self(codes)
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[CommodityCode] {
        &self.0
    }

    /// Those that begin with a code.
    #[must_use]
    pub fn under(&self, code: CommodityCode) -> &[CommodityCode] {
        let from = self.0.partition_point(|known| *known < code);
        let rest = self.0.get(from..).unwrap_or_default();
        rest.get(..rest.partition_point(|known| code.covers(*known))).unwrap_or_default()
    }

    /// Whether a code begins one, is one or lies under one. Chapters 98 and 99 are each country's own.
    #[must_use]
    pub fn know(&self, code: CommodityCode) -> bool {
        let is_national = code.truncated(2).number().0 >= 98;
        self.0.is_empty() || is_national || !self.under(code.truncated(SHARED_DIGITS)).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CommodityCode {
        text.parse().unwrap()
    }

    #[test]
    fn a_code_is_known_by_what_begins_it() {
        let held = Subheadings::new(["610990", "610910", "620342"].map(code).to_vec());
        let known = ["61", "6109", "61091", "610910", "6109100010", "98", "9903", "99038801"];
        let unknown = ["01", "6110", "610920", "6109200000", "6204", "97"];
        for text in known {
            assert!(held.know(code(text)), "{text}");
        }
        for text in unknown {
            assert!(!held.know(code(text)), "{text}");
        }
        assert!(held.know(CommodityCode::ANY));
        assert_eq!(held.under(code("6109")), ["610910", "610990"].map(code));
        assert!(Subheadings::default().know(code("0199")), "tables without the list cannot tell");
    }
}
