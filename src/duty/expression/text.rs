//! The canonical text of duty expressions: what tables and packs hold.

use core::fmt;
use core::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{DEPTH_LIMIT, DutyExpression, DutyUnit, MonthDay, Season, Specific, Step};

/// Longer than any expression of any schedule; whatever is longer is not one.
const LENGTH_LIMIT: usize = 4_000;

/// A text that is not a duty expression, or an expression that no text says exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpressionError {
    text: String,
    why: &'static str,
}

impl ExpressionError {
    fn new(text: &str, why: &'static str) -> Self {
        Self { text: text.chars().take(60).collect(), why }
    }
}

impl fmt::Display for ExpressionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the duty expression cannot be read at `{}`: {}", self.text, self.why)
    }
}

impl std::error::Error for ExpressionError {}

/// Whether `text` can stand between brackets or parentheses: not empty, no brackets or parentheses of its own, no
/// control characters, no blanks around it.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.trim() == text
        && !text.chars().any(|letter| matches!(letter, '[' | ']' | '(' | ')') || letter.is_control())
}

pub(super) fn check(expression: &DutyExpression, depth: usize) -> Result<(), ExpressionError> {
    let error = |why| Err(ExpressionError::new(&shallow(expression), why));
    let Some(depth) = depth.checked_sub(1) else { return error("it is nested too deeply") };
    match expression {
        DutyExpression::Free | DutyExpression::AdValorem(_) => Ok(()),
        DutyExpression::Specific(Specific { per, unit, .. }) => {
            if *per <= Decimal::ZERO {
                return error("the quantity a specific rate is for must be more than zero");
            }
            match unit {
                DutyUnit::KgOf(name) | DutyUnit::LitreOf(name) | DutyUnit::Named(name) if !is_name(name) => {
                    error("the name in brackets is empty or has brackets of its own")
                }
                _ => Ok(()),
            }
        }
        DutyExpression::Sum(parts) | DutyExpression::Greater(parts) | DutyExpression::Lesser(parts) => {
            if parts.len() < 2 {
                return error("a sum or a choice needs two parts or more");
            }
            parts.iter().try_for_each(|part| check(part, depth))
        }
        DutyExpression::Between(least, most) => {
            if matches!((share(least), share(most)), (Some(least), Some(most)) if least > most) {
                return error("the first of two bounds is the lower one");
            }
            check(least, depth)?;
            check(most, depth)
        }
        DutyExpression::Seasonal(seasons) => {
            if seasons.is_empty() {
                return error("a seasonal rate needs a season");
            }
            seasons.iter().try_for_each(|season| check(&season.rate, depth))
        }
        DutyExpression::Content { of, steps } => {
            if !matches!(of, DutyUnit::KgOf(name) if is_name(name)) {
                return error("a content is counted in kg[name]");
            }
            let rising = steps.is_sorted_by(|one, next| one.from < next.from);
            let from_nought = steps.first().is_some_and(|first| first.from.is_zero());
            if !(rising && from_nought && steps.iter().all(|step| step.from <= Decimal::ONE_HUNDRED)) {
                return error("the percentages of a content begin at 0 and rise, to 100 at most");
            }
            steps.iter().try_for_each(|step| check(&step.rate, depth))
        }
        DutyExpression::Component { of, rate } => {
            if !is_name(of) {
                return error("the name in brackets is empty or has brackets of its own");
            }
            check(rate, depth)
        }
        DutyExpression::Technical(why) => {
            if is_name(why) {
                Ok(())
            } else {
                error("the reason of a technical duty is empty or has brackets of its own")
            }
        }
    }
}

/// The percentage, where a rate is nothing else.
fn share(rate: &DutyExpression) -> Option<Decimal> {
    match rate {
        DutyExpression::Free => Some(Decimal::ZERO),
        DutyExpression::AdValorem(percent) => Some(*percent),
        _ => None,
    }
}

/// What kind of expression it is, for an error sentence: printing the whole of something too deep would be unwise.
fn shallow(expression: &DutyExpression) -> String {
    match expression {
        DutyExpression::Free | DutyExpression::AdValorem(_) | DutyExpression::Specific(_) => expression.to_string(),
        DutyExpression::Sum(_) => "a sum".to_owned(),
        DutyExpression::Greater(_) => "greater(...)".to_owned(),
        DutyExpression::Lesser(_) => "lesser(...)".to_owned(),
        DutyExpression::Between(..) => "between(...)".to_owned(),
        DutyExpression::Seasonal(_) => "season(...)".to_owned(),
        DutyExpression::Content { of, .. } => format!("content({of}; ...)"),
        DutyExpression::Component { of, .. } => format!("[{of}]"),
        DutyExpression::Technical(why) => format!("technical({why})"),
    }
}

// ---- writing

/// A decimal without trailing zeros.
struct Plain(Decimal);

impl fmt::Display for Plain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.normalize(), f)
    }
}

impl fmt::Display for Specific {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}/", Plain(self.amount), self.currency)?;
        if self.per != Decimal::ONE {
            write!(f, "{} ", Plain(self.per))?;
        }
        fmt::Display::fmt(&self.unit, f)
    }
}

impl fmt::Display for MonthDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}-{:02}", self.month(), self.day())
    }
}

impl fmt::Display for Season {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}: {}", self.from, self.to, self.rate)
    }
}

impl fmt::Display for DutyExpression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Free => f.write_str("free"),
            Self::AdValorem(rate) => write!(f, "{}%", Plain(*rate)),
            Self::Specific(specific) => fmt::Display::fmt(specific, f),
            Self::Sum(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    match part {
                        _ if place == 0 => write_term(part, f)?,
                        Self::AdValorem(rate) if *rate < Decimal::ZERO => write!(f, " - {}%", Plain(-*rate))?,
                        Self::Specific(specific) if specific.amount < Decimal::ZERO => {
                            write!(f, " - {}", Specific { amount: -specific.amount, ..specific.clone() })?;
                        }
                        _ => {
                            f.write_str(" + ")?;
                            write_term(part, f)?;
                        }
                    }
                }
                Ok(())
            }
            Self::Greater(parts) => write_list("greater", parts, f),
            Self::Lesser(parts) => write_list("lesser", parts, f),
            Self::Between(least, most) => write!(f, "between({least}, {most})"),
            Self::Seasonal(seasons) => {
                f.write_str("season(")?;
                for (place, season) in seasons.iter().enumerate() {
                    if place > 0 {
                        f.write_str("; ")?;
                    }
                    fmt::Display::fmt(season, f)?;
                }
                f.write_str(")")
            }
            Self::Content { of, .. } if f.alternate() => write!(f, "content({of}; ...)"),
            Self::Content { of, steps } => {
                write!(f, "content({of}")?;
                for Step { from, rate } in steps {
                    write!(f, "; {}: {rate}", Plain(*from))?;
                }
                f.write_str(")")
            }
            Self::Component { of, rate } => {
                write!(f, "[{of}] ")?;
                write_term(rate, f)
            }
            Self::Technical(why) => write!(f, "technical({why})"),
        }
    }
}

/// A sum inside another expression stands in parentheses.
fn write_term(term: &DutyExpression, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !matches!(term, DutyExpression::Sum(_)) {
        return fmt::Display::fmt(term, f);
    }
    f.write_str("(")?;
    fmt::Display::fmt(term, f)?;
    f.write_str(")")
}

fn write_list(word: &str, parts: &[DutyExpression], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(f, "{word}(")?;
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            f.write_str(", ")?;
        }
        fmt::Display::fmt(part, f)?;
    }
    f.write_str(")")
}

/// An expression for a bill: the canonical text, with the steps of contents left out.
#[derive(Debug, Clone, Copy)]
pub struct Brief<'e>(pub(super) &'e DutyExpression);

impl fmt::Display for Brief<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl Serialize for Brief<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

// ---- reading

/// What is left to read.
struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn error<T>(&self, why: &'static str) -> Result<T, ExpressionError> {
        Err(ExpressionError::new(self.rest, why))
    }

    fn skip(&mut self, mark: &str) -> bool {
        self.rest.strip_prefix(mark).is_some_and(|rest| {
            self.rest = rest;
            true
        })
    }

    fn expect(&mut self, mark: &str, why: &'static str) -> Result<(), ExpressionError> {
        if self.skip(mark) { Ok(()) } else { self.error(why) }
    }

    /// Everything up to `mark`, which is skipped too.
    fn until(&mut self, mark: char, why: &'static str) -> Result<&'t str, ExpressionError> {
        let Some((found, rest)) = self.rest.split_once(mark) else { return self.error(why) };
        self.rest = rest;
        Ok(found)
    }

    /// The longest start made of `letters`.
    fn run(&mut self, letters: fn(char) -> bool) -> &'t str {
        let rest = self.rest.trim_start_matches(letters);
        let found = self.rest.strip_suffix(rest).unwrap_or_default();
        self.rest = rest;
        found
    }

    fn number(&mut self) -> Result<Decimal, ExpressionError> {
        let start = self.rest;
        let digits = self.run(|letter| letter.is_ascii_digit() || letter == '.');
        let plain = !digits.starts_with('.') && !digits.ends_with('.');
        match Decimal::from_str_exact(digits) {
            Ok(number) if plain => Ok(number),
            _ => Err(ExpressionError::new(start, "expected a plain decimal number")),
        }
    }

    fn expression(&mut self, depth: usize) -> Result<DutyExpression, ExpressionError> {
        let first = self.term(depth)?;
        let mut parts = vec![first];
        loop {
            if self.skip(" + ") {
                parts.push(self.term(depth)?);
            } else if self.skip(" - ") {
                parts.push(self.amount(true)?);
            } else {
                break;
            }
        }
        match parts.len() {
            1 => parts.pop().map_or_else(|| self.error("expected a duty"), Ok),
            _ => Ok(DutyExpression::Sum(parts)),
        }
    }

    fn term(&mut self, depth: usize) -> Result<DutyExpression, ExpressionError> {
        let Some(depth) = depth.checked_sub(1) else { return self.error("it is nested too deeply") };
        // Nine of ten terms are a plain amount, and a tariff has hundreds of them to read before its first quote.
        if self.rest.starts_with(|first: char| first.is_ascii_digit()) {
            self.amount(false)
        } else if self.skip("free") {
            Ok(DutyExpression::Free)
        } else if self.skip("greater(") {
            self.list(depth).map(DutyExpression::Greater)
        } else if self.skip("lesser(") {
            self.list(depth).map(DutyExpression::Lesser)
        } else if self.skip("between(") {
            self.between(depth)
        } else if self.skip("season(") {
            self.seasons(depth).map(DutyExpression::Seasonal)
        } else if self.skip("content(") {
            let of = self.unit()?;
            self.steps(depth).map(|steps| DutyExpression::Content { of, steps })
        } else if self.skip("technical(") {
            self.name(')').map(DutyExpression::Technical)
        } else if self.skip("[") {
            let of = self.name(']')?;
            self.expect(" ", "expected a blank and a rate after the name of a part")?;
            Ok(DutyExpression::Component { of, rate: Box::new(self.term(depth)?) })
        } else if self.skip("(") {
            let inner = self.expression(depth)?;
            self.expect(")", "expected a closing parenthesis")?;
            match inner {
                DutyExpression::Sum(_) => Ok(inner),
                _ => self.error("parentheses are for sums only"),
            }
        } else {
            let negative = self.skip("-");
            self.amount(negative)
        }
    }

    fn name(&mut self, end: char) -> Result<String, ExpressionError> {
        let start = self.rest;
        let name = self.until(end, "expected a closing bracket")?;
        if is_name(name) {
            Ok(name.to_owned())
        } else {
            Err(ExpressionError::new(start, "expected a name without brackets of its own"))
        }
    }

    fn list(&mut self, depth: usize) -> Result<Vec<DutyExpression>, ExpressionError> {
        let mut parts = vec![self.expression(depth)?];
        while self.skip(", ") {
            parts.push(self.expression(depth)?);
        }
        self.expect(")", "expected a comma with a blank, or the end of the list")?;
        if parts.len() < 2 {
            return self.error("a choice needs two parts or more");
        }
        Ok(parts)
    }

    fn between(&mut self, depth: usize) -> Result<DutyExpression, ExpressionError> {
        let least = self.expression(depth)?;
        self.expect(", ", "expected a comma with a blank between the two bounds")?;
        let most = self.expression(depth)?;
        self.expect(")", "expected a closing parenthesis after the two bounds")?;
        Ok(DutyExpression::Between(Box::new(least), Box::new(most)))
    }

    fn seasons(&mut self, depth: usize) -> Result<Vec<Season>, ExpressionError> {
        let mut seasons = Vec::new();
        loop {
            let from = self.month_day()?;
            self.expect("..", "expected `..` between the ends of a season")?;
            let to = self.month_day()?;
            self.expect(": ", "expected a colon and a blank after a season")?;
            seasons.push(Season { from, to, rate: self.expression(depth)? });
            if !self.skip("; ") {
                break;
            }
        }
        self.expect(")", "expected a semicolon with a blank, or the end of the seasons")?;
        Ok(seasons)
    }

    fn steps(&mut self, depth: usize) -> Result<Vec<Step>, ExpressionError> {
        let mut steps = Vec::new();
        while self.skip("; ") {
            let from = self.number()?;
            self.expect(": ", "expected a colon and a blank after a percentage")?;
            steps.push(Step { from, rate: self.expression(depth)? });
        }
        self.expect(")", "expected a semicolon with a blank, or the end of the percentages")?;
        Ok(steps)
    }

    fn unit(&mut self) -> Result<DutyUnit, ExpressionError> {
        let start = self.rest;
        let word = self.run(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
        let unit = if self.skip("[") { format!("{word}[{}]", self.name(']')?) } else { word.to_owned() };
        unit.parse().map_err(|_| ExpressionError::new(start, "expected a unit such as kg, item or [name]"))
    }

    fn month_day(&mut self) -> Result<MonthDay, ExpressionError> {
        let start = self.rest;
        let text = self.run(|letter| letter.is_ascii_digit() || letter == '-');
        text.split_once('-')
            .filter(|(month, day)| month.len() == 2 && day.len() == 2)
            .and_then(|(month, day)| MonthDay::new(month.parse().ok()?, day.parse().ok()?))
            .ok_or_else(|| ExpressionError::new(start, "expected a month and a day, such as 02-14"))
    }

    /// A percentage or a specific rate; `negative` where a minus stood before it.
    fn amount(&mut self, negative: bool) -> Result<DutyExpression, ExpressionError> {
        let number = self.number()?;
        let amount = if negative { -number } else { number };
        if self.skip("%") {
            return Ok(DutyExpression::AdValorem(amount));
        }
        self.expect(" ", "expected a percent sign or a currency after a number")?;
        let start = self.rest;
        let currency = self.until('/', "expected a currency, a slash and a unit")?;
        let currency = currency.parse().map_err(|_| ExpressionError::new(start, "expected a currency such as EUR"))?;
        let mut per = Decimal::ONE;
        if self.rest.starts_with(|letter: char| letter.is_ascii_digit()) {
            per = self.number()?;
            self.expect(" ", "expected a blank between a quantity and its unit")?;
        }
        if per <= Decimal::ZERO {
            return self.error("the quantity a specific rate is for must be more than zero");
        }
        let unit = self.unit()?;
        Ok(DutyExpression::Specific(Specific { amount, currency, per, unit }))
    }
}

impl FromStr for DutyExpression {
    type Err = ExpressionError;

    fn from_str(text: &str) -> Result<Self, ExpressionError> {
        if text.len() > LENGTH_LIMIT {
            return Err(ExpressionError::new(text, "it is longer than any duty"));
        }
        let mut reader = Reader { rest: text };
        let expression = reader.expression(DEPTH_LIMIT)?;
        if !reader.rest.is_empty() {
            return reader.error("something follows the end of the duty");
        }
        expression.check()?;
        Ok(expression)
    }
}

// The text is the form in packs too: distinct units are few, and one reader means one set of limits.

impl Serialize for DutyUnit {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DutyUnit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests;
