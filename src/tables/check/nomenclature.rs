//! Codes: every code begins with one of the Harmonized System.

use super::names::conditions;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::commodity::SHARED_DIGITS;
use crate::tables::schema::{CodeQuestion, FormerCode};
use crate::{CommodityCode, Place};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "code-exists",
        sentence: "every code is one of the Harmonized System of 2022, or lies under one",
        scope: Scope::Tables(codes_exist),
        severity: Severity::Error,
    },
    Linter {
        name: "former-ended",
        sentence: "a code that took another's place exists, and the other does not",
        scope: Scope::Tables(former_ended),
        severity: Severity::Error,
    },
    Linter {
        name: "question-divides",
        sentence: "a question about a code has one answer for each code under it",
        scope: Scope::Tables(questions_divide),
        severity: Severity::Error,
    },
];

fn former_ended(subject: &Subject) -> Vec<Complaint> {
    let known = &subject.world().subheadings;
    let is_wrong = |former: &&FormerCode| {
        former.code.digits() != SHARED_DIGITS
            || known.know(former.code)
            || former.now.iter().any(|now| !known.know(*now))
    };
    let complain = |former: &FormerCode| {
        let wrong = "it is no six-digit code that ended, or a code in its place does not exist";
        Complaint::new(&former.code.to_string(), wrong, "compare it with the correlation of the two nomenclatures")
    };
    subject.world().former_codes.iter().filter(is_wrong).map(complain).collect()
}

/// Each code that a question may be about must be in one answer: those of the Harmonized System, or the lines of the
/// tariff whose question it is.
fn questions_divide(subject: &Subject) -> Vec<Complaint> {
    let shared = subject.world().subheadings.all();
    let complain = |question: &CodeQuestion| {
        let codes = question.place.map_or_else(|| shared.to_vec(), |place| lines_of(subject, place));
        let in_one = |code: CommodityCode| question.answers.iter().filter(|(known, _)| known.covers(code)).count() == 1;
        // A row over several lines says nothing of how they are divided.
        let over =
            |code: CommodityCode| question.answers.iter().any(|(known, _)| code.covers(*known) && code != *known);
        // Law beside a tariff can name digits that its lines do not have.
        let below = |answer: CommodityCode, code: CommodityCode| question.code.covers(code) && code.covers(answer);
        let held = |answer: CommodityCode| codes.iter().any(|code| answer.covers(*code) || below(answer, *code));
        let asked = codes.iter().copied().filter(|code| question.code.covers(*code) && !over(*code));
        let unheld = question.answers.iter().map(|(code, _)| *code).filter(|code| !held(*code));
        let mut wrong: Vec<CommodityCode> = asked.filter(|code| !in_one(*code)).chain(unheld).collect();
        wrong.sort();
        wrong.dedup();
        let id = question.code.to_string();
        let say = |code: CommodityCode| {
            let wrong = "this code is in no answer of the question, or in several, or does not exist";
            Complaint::new(&id, wrong, "give every code under the question one answer").of_part(code.to_string())
        };
        wrong.into_iter().map(say).collect::<Vec<_>>()
    };
    subject.world().code_questions.iter().flat_map(complain).collect()
}

/// The lines of a place's own tariffs.
fn lines_of(subject: &Subject, place: Place) -> Vec<CommodityCode> {
    let schedules = subject.tables().schedules.iter().filter(|schedule| schedule.place == place);
    let columns = schedules.flat_map(|schedule| &schedule.columns);
    columns.flat_map(|column| column.rows().iter().map(|row| row.code)).collect()
}

/// The six-digit codes, where `tables/` keeps them.
const FILE: &str = "nomenclature/hs2022.csv";

fn codes_exist(subject: &Subject) -> Vec<Complaint> {
    let known = &subject.world().subheadings;
    if known.all().is_empty() {
        let wrong = "the list of six-digit codes is not there, or empty";
        return vec![Complaint::new(FILE, wrong, "put it back from the last edition")];
    }
    let mut missing: Vec<(String, CommodityCode)> =
        all_codes(subject).filter(|(_, code)| !known.know(*code)).map(|(id, code)| (id.to_owned(), code)).collect();
    missing.sort();
    missing.dedup();
    let complain = |(id, code): (String, CommodityCode)| {
        let wrong = "no code of the Harmonized System of 2022 begins so";
        Complaint::new(&id, wrong, "correct it, or carry it over to 2022").of_part(code.to_string())
    };
    missing.into_iter().map(complain).collect()
}

/// Every code in the tables, with the id of what holds it.
fn all_codes(subject: &Subject) -> impl Iterator<Item = (&str, CommodityCode)> {
    fn held<'s>(id: &'s str, codes: &'s [CommodityCode]) -> impl Iterator<Item = (&'s str, CommodityCode)> {
        codes.iter().map(move |code| (id, *code))
    }
    let world = subject.world();
    let measures = subject
        .measures()
        .flat_map(|measure| conditions(measure).flat_map(|condition| held(&measure.id, &condition.code)));
    let goods = world.goods.iter().flat_map(|class| held(&class.name, &class.codes));
    let categories = world
        .categories
        .iter()
        .flat_map(|category| held(&category.id, &category.codes).chain(held(&category.id, &category.shared_codes)));
    let restrictions = world.restrictions.iter().flat_map(|restriction| held(&restriction.id, &restriction.codes));
    let lists = subject.tables().lists.iter();
    let lists = lists.flat_map(|list| list.rows().iter().map(|(code, _)| (list.id.as_str(), *code)));
    let tariffs = subject.tables().schedules.iter().flat_map(|schedule| {
        let rows = schedule.columns.iter().flat_map(|column| column.rows());
        rows.map(|row| (schedule.id.as_str(), row.code))
    });
    let products = subject.tables().products.iter().map(|product| (product.id.as_str(), product.code));
    let questions = world.code_questions.iter().flat_map(|question| {
        let answers = question.answers.iter().map(|(code, text)| (text.as_str(), *code));
        answers.chain([(question.question.as_str(), question.code)])
    });
    measures
        .chain(questions)
        .chain(goods)
        .chain(categories)
        .chain(restrictions)
        .chain(lists)
        .chain(tariffs)
        .chain(products)
}
