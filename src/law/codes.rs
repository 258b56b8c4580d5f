//! Sets of commodity codes, asked which of them hold a code that may be shorter than their own.
//!
//! A tariff's law names a hundred lists. Asked one by one they would be searched again and again for every line of a
//! basket; here all of them are one sorted index, and a code learns its memberships in one walk.

use crate::CommodityCode;

/// Index of a set of codes in the prepared law.
pub(crate) type SetId = u16;

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

/// All sets of codes and prefixes that a law names.
#[derive(Debug, Default)]
pub(crate) struct CodeSets {
    /// Members with their set, sorted.
    members: Vec<(CommodityCode, SetId)>,
    /// The code lengths that occur, a bit each.
    lengths: u16,
    /// How many sets there are.
    count: usize,
}

impl CodeSets {
    /// Adds a set and says where it is; [`sort`](Self::sort) once all are in.
    pub(crate) fn add(&mut self, codes: impl IntoIterator<Item = CommodityCode>) -> SetId {
        let id = u16::try_from(self.count).unwrap_or(u16::MAX);
        self.count += 1;
        self.members.extend(codes.into_iter().map(|code| (code, id)));
        id
    }

    /// Makes the index ready to be asked.
    pub(crate) fn sort(&mut self) {
        crate::order::sort(&mut self.members);
        self.members.dedup();
        self.lengths = self.members.iter().fold(0, |lengths, (code, _)| lengths | (1_u16 << code.digits().min(15)));
    }

    /// In which sets a code lies.
    pub(crate) fn memberships(&self, code: CommodityCode) -> Memberships {
        let mut found = Memberships { of_sets: vec![Membership::Outside; self.count] };
        self.touching(&self.members, code, |id, membership| found.set(id, membership));
        found
    }

    /// Tells of `members` which sets they say something of for a code; what is told later of a set is what counts.
    fn touching(
        &self,
        members: &[(CommodityCode, SetId)],
        code: CommodityCode,
        mut tell: impl FnMut(SetId, Membership),
    ) {
        // What lies under the code first, so that a set which also begins it ends as `Inside`.
        let under = members.partition_point(|(member, _)| *member <= code);
        for (_, id) in members.get(under..).unwrap_or_default().iter().take_while(|(m, _)| code.covers(*m)) {
            tell(*id, Membership::Partly);
        }
        // What begins it stands before it, each length after the shorter ones.
        let mut before = members.get(..under).unwrap_or_default();
        for digits in (0..=code.digits()).filter(|digits| self.lengths & (1 << digits) != 0) {
            let prefix = code.truncated(digits);
            let start = before.partition_point(|(member, _)| *member < prefix);
            before = before.get(start..).unwrap_or_default();
            for (_, id) in before.iter().take_while(|(member, _)| *member == prefix) {
                tell(*id, Membership::Inside);
            }
        }
    }

    /// What tells the codes under `code` apart: of each of them, the sets that it lies in or that lie in it, so far as they do
    /// not hold all of `code`.
    pub(crate) fn apart(&self, code: CommodityCode) -> Apart<'_> {
        let whole = self.memberships(code);
        let start = self.members.partition_point(|(member, _)| *member <= code);
        let below = self.members.get(start..).unwrap_or_default();
        let end = below.partition_point(|(member, _)| code.covers(*member));
        Apart { sets: self, below: below.get(..end).unwrap_or_default(), whole }
    }

    /// What it says of one set that goods under `code` are in another, or are not: `None` where both are possible.
    ///
    /// Law writes "except those of 2208 30 11" beside a rate of its own for 2208 30 11: what is one is not the other.
    pub(crate) fn implied(&self, code: CommodityCode, (known, taken): (SetId, bool), asked: SetId) -> Option<bool> {
        if taken {
            // Taken for other goods of the consignment, it says nothing of these.
            self.under(code, known).next()?;
            let among = |member: CommodityCode, of: CommodityCode| of.covers(member);
            let apart = |member: CommodityCode, of: CommodityCode| !of.covers(member) && !member.covers(of);
            if self.under(code, known).all(|member| self.under(code, asked).any(|of| among(member, of))) {
                return Some(true);
            }
            let disjoint = self.under(code, known).all(|member| self.under(code, asked).all(|of| apart(member, of)));
            return disjoint.then_some(false);
        }
        let within = self.under(code, asked).all(|member| self.under(code, known).any(|of| of.covers(member)));
        within.then_some(false)
    }

    /// Members of a set under a code.
    pub(crate) fn under(&self, code: CommodityCode, set: SetId) -> impl Iterator<Item = CommodityCode> + '_ {
        let start = self.members.partition_point(|(member, _)| *member <= code);
        let under = self.members.get(start..).unwrap_or_default().iter().take_while(move |(m, _)| code.covers(*m));
        under.filter(move |(_, id)| *id == set).map(|(member, _)| *member)
    }
}

/// In which sets one code lies.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Memberships {
    of_sets: Vec<Membership>,
}

impl Memberships {
    fn set(&mut self, id: SetId, membership: Membership) {
        if let Some(slot) = self.of_sets.get_mut(usize::from(id)) {
            *slot = membership;
        }
    }

    /// Whether the code lies in a set.
    pub(crate) fn of(&self, id: SetId) -> Membership {
        self.of_sets.get(usize::from(id)).copied().unwrap_or(Membership::Outside)
    }
}

/// What tells codes under a common prefix apart.
pub(crate) struct Apart<'s> {
    sets: &'s CodeSets,
    /// Members longer than the prefix.
    below: &'s [(CommodityCode, SetId)],
    whole: Memberships,
}

impl Apart<'_> {
    /// The sets of a code under the prefix, each with whether it holds only a part of the code. Two codes for which it is the
    /// same have the same memberships.
    pub(crate) fn of(&self, code: CommodityCode) -> Vec<(SetId, bool)> {
        let mut sets: Vec<(SetId, bool)> = Vec::new();
        self.sets.touching(self.below, code, |id, membership| {
            if self.whole.of(id) != Membership::Inside {
                sets.push((id, membership == Membership::Partly));
            }
        });
        crate::order::sort(&mut sets);
        sets.dedup_by_key(|(id, _)| *id);
        sets
    }
}

/// One set on its own: what checking the tables asks.
#[cfg(feature = "text")]
#[derive(Debug)]
pub(crate) struct CodeSet {
    sets: CodeSets,
    id: SetId,
}

#[cfg(feature = "text")]
impl CodeSet {
    pub(crate) fn new(codes: Vec<CommodityCode>) -> Self {
        let mut sets = CodeSets::default();
        let id = sets.add(codes);
        sets.sort();
        Self { sets, id }
    }

    pub(crate) fn membership(&self, code: CommodityCode) -> Membership {
        self.sets.memberships(code).of(self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_shorter_than_the_members_under_it_is_partly_inside() {
        let mut sets = CodeSets::default();
        let other = sets.add(["63".parse().unwrap()]);
        let set = sets.add(["61091000", "6110", "62"].iter().map(|c| c.parse().unwrap()));
        sets.sort();
        let ask = |code: &str| sets.memberships(code.parse().unwrap()).of(set);
        assert_eq!(ask("61091000"), Membership::Inside);
        assert_eq!(ask("6109100012"), Membership::Inside);
        assert_eq!(ask("610910"), Membership::Partly);
        assert_eq!(ask("61"), Membership::Partly);
        assert_eq!(ask("611020"), Membership::Inside);
        assert_eq!(ask("610990"), Membership::Outside);
        assert_eq!(ask("620342"), Membership::Inside);
        assert_eq!(ask("63"), Membership::Outside);
        assert_eq!(sets.memberships("6302".parse().unwrap()).of(other), Membership::Inside);
    }

    #[test]
    fn codes_are_told_apart_exactly_where_their_memberships_differ() {
        let mut sets = CodeSets::default();
        for codes in [&["61", "6203"][..], &["61091000", "6110"], &["6109", "61099020"], &["6109902010", "610910"]] {
            sets.add(codes.iter().map(|code| code.parse().unwrap()));
        }
        sets.sort();
        let codes = ["6109", "610910", "61091000", "610990", "61099010", "61099020", "6109902010", "6109902090"];
        let codes = codes.map(|code| code.parse::<CommodityCode>().unwrap());
        let apart = sets.apart("6109".parse().unwrap());
        for one in codes {
            for other in codes {
                let alike = sets.memberships(one) == sets.memberships(other);
                assert_eq!(apart.of(one) == apart.of(other), alike, "{one} and {other}");
            }
        }
    }

    #[test]
    fn what_is_in_one_set_says_what_it_can_of_another() {
        let mut sets = CodeSets::default();
        let mut set = |codes: &[&str]| sets.add(codes.iter().map(|code| code.parse().unwrap()));
        let (bourbon, scotch, both) =
            (set(&["22083011"]), set(&["22083030", "220840"]), set(&["22083011", "22083030"]));
        let elsewhere = set(&["64041100"]);
        let straddling = set(&["22083011", "22083082"]);
        sets.sort();
        let whisky: CommodityCode = "220830".parse().unwrap();
        let implied = |known, asked| sets.implied(whisky, known, asked);
        assert_eq!(implied((bourbon, true), scotch), Some(false), "no bourbon is scotch");
        assert_eq!(implied((bourbon, true), both), Some(true), "all bourbon is in a wider set");
        assert_eq!(implied((both, true), bourbon), None, "not all of a wider set is bourbon");
        assert_eq!(implied((both, true), straddling), None, "sets that overlap");
        assert_eq!(implied((both, false), bourbon), Some(false), "what is outside a wider set is no bourbon");
        assert_eq!(implied((bourbon, false), both), None, "what is no bourbon may be scotch");
        assert_eq!(implied((elsewhere, true), bourbon), None, "a set without any whisky says nothing of whisky");
        assert_eq!(implied((bourbon, false), scotch), None, "what is no bourbon may be scotch");
    }
}
