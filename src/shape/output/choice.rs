//! Goods items, and what separates the national lines that a short code may mean.

use serde::Serialize;

use super::figure::{Figure, RangeShape, range};
use crate::quote::{Answer, Choice, GoodsItem, Lines};
use crate::{CommodityCode, Currency, Range, Rounding};

/// What the declaration counts as one item.
#[derive(Serialize)]
pub(super) struct ItemShape<'q> {
    lines: &'q [usize],
    code: Option<String>,
    origin: &'q str,
    intrinsic: Figure,
    customs: Figure,
    candidates: usize,
    choice: Option<ChoiceShape<'q>>,
}

impl<'q> ItemShape<'q> {
    pub(super) fn of(item: &'q GoodsItem<'_>, currency: Currency) -> Self {
        let figure = |value| Figure { value, places: currency.minor_unit().scale() };
        Self {
            lines: &item.lines,
            code: item.code.map(|code| code.to_string()),
            origin: item.origin.as_str(),
            intrinsic: figure(item.intrinsic),
            customs: figure(item.customs),
            candidates: item.candidates,
            choice: item.choice.as_ref().map(|choice| ChoiceShape::of(choice, currency)),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ChoiceShape<'q> {
    low_code: CommodityCode,
    high_code: CommodityCode,
    lines: Vec<LinesShape<'q>>,
    question: Option<QuestionShape<'q>>,
}

#[derive(Serialize)]
struct LinesShape<'q> {
    codes: &'q [CommodityCode],
    rate: Option<crate::duty::expression::Brief<'q>>,
    amount: RangeShape,
}

#[derive(Serialize)]
struct QuestionShape<'q> {
    text: &'q str,
    answers: Vec<AnswerShape<'q>>,
}

#[derive(Serialize)]
struct AnswerShape<'q> {
    code: CommodityCode,
    text: &'q str,
    amount: RangeShape,
}

impl<'q> ChoiceShape<'q> {
    fn of(choice: &'q Choice<'_>, currency: Currency) -> Self {
        let minor = Rounding::minor_unit(currency);
        let rounded = |amount: Range| range(amount.map(|amount| minor.apply(amount)), currency.minor_unit().scale());
        let lines = |told: &'q Lines<'_>| LinesShape {
            codes: &told.codes,
            rate: told.rate.map(|rate| rate.brief()),
            amount: rounded(told.amount),
        };
        let answer =
            |answer: &Answer<'q>| AnswerShape { code: answer.code, text: answer.text, amount: rounded(answer.amount) };
        Self {
            low_code: choice.low_code,
            high_code: choice.high_code,
            lines: choice.lines.iter().map(lines).collect(),
            question: choice.question.as_ref().map(|question| QuestionShape {
                text: question.text,
                answers: question.answers.iter().map(answer).collect(),
            }),
        }
    }
}
