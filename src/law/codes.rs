//! Sets of commodity codes, asked whether they hold a code that may be shorter than their own.

use crate::CommodityCode;

/// Whether a code belongs to a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Membership {
    /// It does: a member begins it.
    Inside,
    /// It does not.
    Outside,
    /// It is too short to tell: only some codes under it are members.
    Partly,
}

/// A set of codes and prefixes.
#[derive(Debug, Clone, Default)]
pub(crate) struct CodeSet {
    codes: Vec<CommodityCode>,
    /// The code lengths that occur, a bit each.
    lengths: u16,
}

impl CodeSet {
    pub(crate) fn new(mut codes: Vec<CommodityCode>) -> Self {
        codes.sort();
        codes.dedup();
        let lengths = codes.iter().fold(0, |lengths, code| lengths | (1_u16 << code.digits().min(15)));
        Self { codes, lengths }
    }

    pub(crate) fn membership(&self, code: CommodityCode) -> Membership {
        let inside = (0..=code.digits())
            .filter(|digits| self.lengths & (1 << digits) != 0)
            .any(|digits| self.codes.binary_search(&code.truncated(digits)).is_ok());
        if inside {
            return Membership::Inside;
        }
        let next = self.codes.get(self.codes.partition_point(|member| *member <= code));
        if next.is_some_and(|member| code.covers(*member)) { Membership::Partly } else { Membership::Outside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_shorter_than_the_members_under_it_is_partly_inside() {
        let set = CodeSet::new(["61091000", "6110", "62"].iter().map(|c| c.parse().unwrap()).collect());
        let ask = |code: &str| set.membership(code.parse().unwrap());
        assert_eq!(ask("61091000"), Membership::Inside);
        assert_eq!(ask("6109100012"), Membership::Inside);
        assert_eq!(ask("610910"), Membership::Partly);
        assert_eq!(ask("61"), Membership::Partly);
        assert_eq!(ask("611020"), Membership::Inside);
        assert_eq!(ask("610990"), Membership::Outside);
        assert_eq!(ask("620342"), Membership::Inside);
        assert_eq!(ask("63"), Membership::Outside);
    }
}
