//! What is checked: the tables, where everything is written, and what the cases show of them.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use super::edges;
use super::written::Written;
use crate::cases::{self, Case};
use crate::quote::probe::{self, Nearness, Probe, Touch};
use crate::tables::Tables;
use crate::tables::schema::{Measure, World};
use crate::tables::text::{self, Text, TextError};
use crate::{Consignment, Date, Laws, Place};

/// The tables under check.
pub struct Subject {
    pub(super) folder: PathBuf,
    pub(super) text: Text,
    pub(super) written: Written,
    pub(super) cases: Vec<Case>,
    /// What can be asked; a case that shows a refused basket is not among them.
    questions: Vec<Question>,
    probes: OnceCell<Vec<Shown>>,
}

/// A case's basket, read.
#[derive(Debug)]
struct Question {
    case: usize,
    consignment: Consignment,
}

/// What a case shows of the measures, by their position in the world.
#[derive(Debug, Default)]
pub(super) struct Shown {
    pub(super) case: usize,
    pub(super) to: Option<Place>,
    pub(super) on: Option<Date>,
    /// Measures, and how near it comes to them.
    pub(super) touched: Vec<(String, Nearness)>,
    /// Measures that begin on the day after, and how near the same goods come to them on that day: a list, a declaration
    /// or a scheme that begins together with a measure says nothing on the day before.
    pub(super) tomorrow: Vec<(String, Nearness)>,
    /// Values that it compares with limits.
    pub(super) compared: Vec<edges::Value>,
}

impl Subject {
    /// Reads the tables and the cases.
    ///
    /// # Errors
    /// Every file that cannot be read.
    pub fn read(folder: &Path, cases: &Path) -> Result<Self, Vec<TextError>> {
        let text = text::read(folder)?;
        let written = Written::read(folder, &text)?;
        let cases = cases::read(cases)?;
        let question =
            |(case, read): (usize, &Case)| read.consignment().ok().map(|consignment| Question { case, consignment });
        let questions = cases.iter().enumerate().filter_map(question).collect();
        Ok(Self { folder: folder.to_path_buf(), text, written, cases, questions, probes: OnceCell::new() })
    }

    /// The tables.
    pub(super) fn tables(&self) -> &Tables {
        &self.text.tables
    }

    pub(super) fn world(&self) -> &World {
        &self.text.tables.world
    }

    pub(super) fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.world().measures.iter()
    }

    pub(super) fn measure(&self, id: &str) -> Option<&Measure> {
        self.measures().find(|measure| measure.id == id)
    }

    /// Whether the law of one place can meet that of the other in one quote.
    pub(super) fn related(&self, a: Place, b: Place) -> bool {
        self.lies_within(a, b) || self.lies_within(b, a)
    }

    /// Whether `inner` is `outer` or lies within it.
    pub(super) fn lies_within(&self, inner: Place, outer: Place) -> bool {
        self.tables().within(inner).any(|place| place.place == outer)
    }

    /// The file that holds what an id names.
    pub(super) fn file_of(&self, id: &str) -> PathBuf {
        let case = || self.cases.iter().find(|case| case.id == id).map(|case| case.file.clone());
        self.written.file(id).map(Path::to_path_buf).or_else(case).unwrap_or_else(|| self.folder.clone())
    }

    /// Baskets of all cases that can be asked.
    pub(super) fn baskets(&self) -> impl Iterator<Item = (&Case, &Consignment)> {
        self.questions.iter().filter_map(|question| Some((self.cases.get(question.case)?, &question.consignment)))
    }

    /// What every case shows, worked out once.
    pub(super) fn shown(&self) -> &[Shown] {
        self.probes.get_or_init(|| {
            let mut laws = Laws::default();
            self.questions.iter().map(|question| self.show(question, &mut laws)).collect()
        })
    }

    fn show(&self, question: &Question, laws: &mut Laws) -> Shown {
        let consignment = &question.consignment;
        let Consignment { to, on, .. } = *consignment;
        let Probe { compared, touched } = self.probed(consignment, laws);
        Shown {
            case: question.case,
            to: Some(to),
            on: Some(on),
            touched: by_id(&touched, |_| true),
            tomorrow: self.tomorrow(consignment, laws),
            compared: compared.into_iter().map(edges::Value::of).collect(),
        }
    }

    /// What a consignment shows, under the law of its own day.
    fn probed<'t>(&'t self, consignment: &Consignment, laws: &mut Laws) -> Probe<'t> {
        let Consignment { to, on, .. } = *consignment;
        let law = laws.of(self.tables(), to, on).ok();
        law.and_then(|law| probe::probe(consignment, &law).ok()).unwrap_or_default()
    }

    /// The same consignment a day later: the measures that begin then.
    fn tomorrow(&self, consignment: &Consignment, laws: &mut Laws) -> Vec<(String, Nearness)> {
        let Consignment { to, on, .. } = *consignment;
        let eve = |measure: &&Measure| measure.validity.from.and_then(Date::day_before) == Some(on);
        let Some(first) = self.measures().filter(eve).find(|measure| self.lies_within(to, measure.place)) else {
            return Vec::new();
        };
        let Some(day) = first.validity.from else { return Vec::new() };
        let later = Consignment { on: day, ..consignment.clone() };
        by_id(&self.probed(&later, laws).touched, |measure| measure.validity.from == Some(day))
    }

    /// How much was looked at.
    pub(super) fn counts(&self) -> Vec<String> {
        let world = self.world();
        let rows: usize = self.tables().schedules.iter().flat_map(|s| &s.columns).map(|c| c.rows().len()).sum();
        let mut counts = vec![
            format!("{} measures of {} places, {} acts", world.measures.len(), world.places.len(), world.acts.len()),
            format!("{} restrictions in {} categories", world.restrictions.len(), world.categories.len()),
            format!(
                "{} tariff schedules with {rows} rows, {} lists",
                self.tables().schedules.len(),
                self.tables().lists.len()
            ),
            format!("{} cases", self.cases.len()),
        ];
        counts.extend(super::acts::counts(self));
        counts.extend(edges::counts(self));
        counts.extend(super::days::counts(self));
        counts
    }
}

fn by_id(touched: &[Touch<'_>], wanted: impl Fn(&Measure) -> bool) -> Vec<(String, Nearness)> {
    let wanted = touched.iter().filter(|touch| wanted(touch.measure));
    wanted.map(|touch| (touch.measure.id.clone(), touch.nearness)).collect()
}
