//! What a code too short leaves to choose: which tariff lines come to what, and the question that tells them apart.
//!
//! Lines that come to the same are told together and by the shortest prefix that means no other, so that whoever knows
//! their goods has few things to compare: of 6109 in the United States, `610910` and four lines of 610990, not eleven.

use crate::CommodityCode;
use crate::assess::Range;
use crate::assess::reading::{ReadAs, Spread, TariffLine};
use crate::duty::expression::DutyExpression;
use crate::law::Law;
use crate::order;
use crate::tables::schema::CodeQuestion;

/// What is left to choose.
#[derive(Debug, Clone)]
pub struct Choice<'t> {
    /// The line that the cheapest reading takes the goods for.
    pub low_code: CommodityCode,
    /// The line that the dearest reading takes them for.
    pub high_code: CommodityCode,
    /// Lines that come to the same, the cheapest first.
    pub lines: Vec<Lines<'t>>,
    /// What to ask, where a question is held that tells some of the lines from others.
    pub question: Option<Question<'t>>,
}

/// Tariff lines that come to the same.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    /// Their codes, or prefixes under which no other lines lie. The code asked for itself stands for a line that the
    /// tariff has and the tables do not hold; a code beside longer ones that it begins, for all else under it.
    pub codes: Vec<CommodityCode>,
    /// What the tariff says for them, or law in its place; `None` where no rate is asked, or none is held.
    pub rate: Option<&'t DutyExpression>,
    /// Duty, excise, levies and taxes on the item, were it alone, after the reliefs that the goods have.
    pub amount: Range,
}

/// A question that tells tariff lines apart.
#[derive(Debug, Clone)]
pub struct Question<'t> {
    /// The question to a person.
    pub text: &'t str,
    /// The answers under which some line lies.
    pub answers: Vec<Answer<'t>>,
}

/// What somebody may answer.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'t> {
    /// The longer code.
    pub code: CommodityCode,
    /// What goods of it are.
    pub text: &'t str,
    /// What they come to, as for [`Lines`].
    pub amount: Range,
}

/// What a code leaves to choose; nothing where all lines come to the same.
pub(super) fn of<'t>(law: &Law<'t>, code: CommodityCode, spread: &Spread<'t>) -> Option<Choice<'t>> {
    let asked = spread.read_as.map_or(code, ReadAs::code);
    if !differ(&spread.lines) {
        return None;
    }
    let mut lines: Vec<Lines<'t>> = Vec::new();
    // A prefix would also mean the lines that are not held, and others than those that took the place of an ended code.
    let ended = matches!(spread.read_as, Some(ReadAs::Now(..)));
    let whole = !ended && spread.lines.iter().all(|line| line.code != asked);
    tell(asked, &spread.lines, whole, &mut lines);
    // Open above is the dearest.
    order::sort_by_key(&mut lines, |told| (told.amount.high.is_none(), told.amount.low, told.amount.high));
    Some(Choice {
        low_code: spread.cheapest.code.unwrap_or(code),
        high_code: spread.dearest.code.unwrap_or(code),
        lines,
        question: question(law, &spread.lines),
    })
}

impl Choice<'_> {
    /// Makes what every line comes to hold an amount.
    pub(super) fn widen_all(&mut self, amount: Range) {
        let answers = self.question.iter_mut().flat_map(|question| &mut question.answers);
        let answers = answers.map(|answer| &mut answer.amount);
        for told in self.lines.iter_mut().map(|told| &mut told.amount).chain(answers) {
            *told = told.hull(amount);
        }
    }
}

/// What is left to choose in either of two answers: what lines come to holds both.
pub(super) fn join<'t>(choice: &mut Option<Choice<'t>>, other: Option<Choice<'t>>) {
    let (Some(known), Some(other)) = (choice.as_mut(), &other) else {
        *choice = choice.take().or(other);
        return;
    };
    for told in &mut known.lines {
        widen(&mut told.amount, &told.codes, &other.lines);
    }
    for answer in known.question.iter_mut().flat_map(|question| &mut question.answers) {
        widen(&mut answer.amount, &[answer.code], &other.lines);
    }
}

/// Makes an amount hold those of other lines that may be the same.
#[inline(never)]
fn widen(amount: &mut Range, codes: &[CommodityCode], lines: &[Lines<'_>]) {
    for told in lines {
        for other in &told.codes {
            if codes.iter().any(|code| code.covers(*other) || other.covers(*code)) {
                *amount = amount.hull(told.amount);
            }
        }
    }
}

/// Whether it matters which of some lines is meant.
pub(super) fn differ(lines: &[TariffLine<'_>]) -> bool {
    lines.first().is_some_and(|first| lines.iter().any(|line| line.amount != first.amount))
}

/// Tells lines that lie under a prefix: by the prefix where all are alike, otherwise digit by digit.
fn tell<'t>(prefix: CommodityCode, under: &[TariffLine<'t>], whole: bool, told: &mut Vec<Lines<'t>>) {
    let Some((first, rest)) = under.split_first() else { return };
    let like_first = |rate: Option<&DutyExpression>, amount: Range| (rate, amount) == (first.rate, first.amount);
    let alike = whole && rest.iter().all(|line| like_first(line.rate, line.amount));
    // Lines of one code have no digit that tells them apart; the first speaks for them.
    let one_code = rest.iter().all(|line| line.code == first.code);
    if alike || one_code {
        let code = if one_code { first.code } else { prefix };
        match told.iter_mut().find(|known| like_first(known.rate, known.amount)) {
            Some(known) => known.codes.push(code),
            None => told.push(Lines { codes: vec![code], rate: first.rate, amount: first.amount }),
        }
        return;
    }
    // Nobody writes a code of three digits.
    let digits = prefix.digits() + if prefix.digits() < 4 { 2 - prefix.digits() % 2 } else { 1 };
    let longer = |line: &TariffLine<'_>| line.code.truncated(digits);
    // Beside a line of so few digits, what begins longer ones means some of it, too.
    let whole = whole && under.iter().all(|line| line.code.digits() >= digits);
    for part in under.chunk_by(|a, b| longer(a) == longer(b)) {
        tell(part.first().map_or(prefix, longer), part, whole, told);
    }
}

/// The question nearest to the goods whose answers tell lines apart.
fn question<'t>(law: &Law<'t>, lines: &[TariffLine<'t>]) -> Option<Question<'t>> {
    let here = |question: &&CodeQuestion| question.place.is_none_or(|place| law.inner().chain.contains(&place));
    let near = |question: &&CodeQuestion| lines.iter().all(|line| question.code.covers(line.code));
    let held = law.tables().world.code_questions.iter().filter(here).filter(near);
    let answered = held.filter_map(|held| {
        let answers: Vec<Answer<'t>> = held.answers.iter().filter_map(|answer| under(law, answer, lines)).collect();
        let (first, rest) = answers.split_first()?;
        rest.iter().any(|other| other.amount != first.amount).then_some((held, answers))
    });
    let (held, answers) = answered.max_by_key(|(held, _)| held.code.digits())?;
    Some(Question { text: &held.question, answers })
}

/// An answer and what the lines under it come to; none when there is no such line. What stands for lines that are not held
/// may be of it, too, unless some tariff has a rate for all of it. An answer with more digits than any line is of the longest
/// line that it lies under.
fn under<'t>(law: &Law<'t>, (code, text): &'t (CommodityCode, String), lines: &[TariffLine<'_>]) -> Option<Answer<'t>> {
    let amounts = lines.iter().filter(|line| code.covers(line.code)).map(|line| line.amount);
    let over = lines.iter().filter(|line| line.code.covers(*code) && line.code != *code);
    let over = over.max_by_key(|line| line.code.digits());
    // A preference may rate a whole chapter; only the basis of the tariff says what is held.
    let basis = |id| law.measure(id).is_some_and(|measure| measure.instead_of.is_empty());
    let rated = |beside: &TariffLine<'_>| {
        law.tariffs().filter(|tariff| basis(tariff.id())).any(|tariff| {
            tariff.columns().any(|column| {
                let [own, other] = [*code, beside.code].map(|code| tariff.rate_in(column, code));
                own.is_some_and(|own| other.is_none_or(|other| !core::ptr::eq(own, other)))
            })
        })
    };
    let amount = match (amounts.reduce(Range::hull), over) {
        (Some(under), Some(over)) if !rated(over) => under.hull(over.amount),
        (under, over) => under.or(over.map(|line| line.amount))?,
    };
    Some(Answer { code: *code, text, amount })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_one_code_are_told_once_however_they_differ() {
        let line = |code: &str, amount: u32| TariffLine {
            code: code.parse().unwrap(),
            rate: None,
            amount: Range::exactly(amount.into()),
        };
        let mut told = Vec::new();
        let lines = [line("22042129", 1), line("22042129", 2), line("22042182", 3)];
        tell("220421".parse().unwrap(), &lines, true, &mut told);
        let codes: Vec<String> = told.iter().flat_map(|told| &told.codes).map(ToString::to_string).collect();
        assert_eq!(codes, ["22042129", "22042182"]);
    }
}
