//! How sure the measures of each place are.

use std::fmt;

use super::Subject;
use crate::Place;
use crate::tables::schema::Grade;

/// How sure the measures of a place are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceGrades {
    /// The place.
    pub place: Place,
    /// How many measures have each grade, the strongest first.
    pub counts: [usize; 4],
}

impl PlaceGrades {
    /// All measures of the place.
    #[must_use]
    pub fn measures(&self) -> usize {
        self.counts.iter().sum()
    }

    /// The share of measures that are not verified, in whole percent.
    #[must_use]
    pub fn unverified(&self) -> usize {
        let [.., unverified] = self.counts;
        (unverified * 100).checked_div(self.measures()).unwrap_or_default()
    }
}

impl fmt::Display for PlaceGrades {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [official, two, one, unverified] = self.counts;
        let (place, all, share) = (self.place.as_str(), self.measures(), self.unverified());
        write!(
            f,
            "{place:<6} {all:>4} measures: {official} official, {two} of two sources, {one} of one, {unverified} unverified ({share} %)"
        )
    }
}

pub(super) fn by_place(subject: &Subject) -> Vec<PlaceGrades> {
    let mut grades: Vec<PlaceGrades> = Vec::new();
    for measure in subject.measures() {
        let slot = match measure.grade {
            Grade::Official => 0,
            Grade::TwoSecondary => 1,
            Grade::Secondary => 2,
            Grade::Unverified => 3,
        };
        if grades.last().is_none_or(|last| last.place != measure.place) {
            grades.push(PlaceGrades { place: measure.place, counts: [0; 4] });
        }
        if let Some(count) = grades.last_mut().and_then(|last| last.counts.get_mut(slot)) {
            *count += 1;
        }
    }
    grades
}
