//! How a duty is stated: 16.5 % of the value, 30.20 EUR per 100 kg, the greater of two, a rate for the season.
//!
//! A tariff schedule says in words what this module says in a small tree. The words of each authority are read by the
//! importers; the tables hold the canonical text below, and nothing but that text is ever evaluated.
//!
//! | Canonical text | Meaning |
//! |---|---|
//! | `free` | no duty |
//! | `16.5%` | 16.5 % of the customs value |
//! | `30.2 EUR/100 kg` | 30.20 EUR for each 100 kg net |
//! | `8% + 2.7 EUR/100 kg` | both are due |
//! | `0.036606 USD/kg - 0.00020668 USD/kg-degree` | the second is taken off the first |
//! | `greater(60%, 4800 JPY/pair)` | whichever is greater |
//! | `lesser(greater(4.5%, 0.3 EUR/item), 0.8 EUR/item)` | at least, but at most |
//! | `season(01-01..02-14: 15%; 02-15..06-15: free)` | by month and day, both ends included |
//! | `[strap] 14%` | 14 % of the value of the strap |
//! | `0.007 USD/kg[copper]` | for each kilogram of the copper in the goods |
//! | `0.2 USD/144 [immediate container]` | for each gross of what the brackets name |
//! | `content(kg[sucrose]; 0: free; 5: 10.06 EUR/100 kg)` | by the percentage of the net weight that is sucrose, each rate from its percentage on |
//! | `between(0%, 35%)` | the law bounds the rate, the line that fixes it is not held |
//! | `technical(entry-price)` | law that cannot be worked out from the declared facts alone, and why |

mod cut;
mod evaluate;
mod text;
mod unit;

use rust_decimal::Decimal;

use crate::{Currency, Date};

pub use evaluate::{Assessed, Measured, Need};
pub use text::{Brief, ExpressionError};
pub use unit::{DutyUnit, UnitError};

/// How deep one expression may hold another. The law's own deepest is four: a cap on a floor on a sum of components.
pub const DEPTH_LIMIT: usize = 8;

/// How a duty is stated.
///
/// Its canonical text is both `Display` and `FromStr`; the two are exact inverses for every expression that
/// [`check`](Self::check) accepts. Numbers are decimals; nothing is rounded here.
///
/// ```
/// use dutybound::duty::expression::DutyExpression;
/// let shoes: DutyExpression = "greater(60%, 4800 JPY/pair)".parse().unwrap();
/// assert_eq!(shoes.to_string(), "greater(60%, 4800 JPY/pair)");
/// assert!("60 percent".parse::<DutyExpression>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DutyExpression {
    /// No duty.
    Free,
    /// Percent of the customs value: 16.5 means 16.5 %. Negative only where the law takes the value off something
    /// (Japan's gate price: 500 yen per kilogram less the customs value).
    AdValorem(Decimal),
    /// Money for a measured quantity.
    Specific(Specific),
    /// Every part is due.
    Sum(Vec<DutyExpression>),
    /// Whichever is greater: "at least", "MIN", "but not less than".
    Greater(Vec<DutyExpression>),
    /// Whichever is lower: "at most", "MAX", "but not more than".
    Lesser(Vec<DutyExpression>),
    /// Bounds that the law sets for a rate that is not held line by line: at least the first, at most the second.
    Between(Box<DutyExpression>, Box<DutyExpression>),
    /// By month and day. The first season that holds the day counts; a day in none of them has no rate here.
    Seasonal(Vec<Season>),
    /// By what percentage of the net weight a content is, as the agricultural component of the Union's tariff goes by milk
    /// fat, milk protein, starch and sugar.
    Content {
        /// The content, in kilograms.
        of: DutyUnit,
        /// The rates, the first from nought percent on, each up to the percentage of the next.
        steps: Vec<Step>,
    },
    /// A rate on a part of the goods: percentages are of the declared value of that part, not of the whole.
    Component {
        /// The part: `strap`, `case`, `battery`, `lead content`.
        of: String,
        /// What is charged on it.
        rate: Box<DutyExpression>,
    },
    /// Understood, but not to be worked out from the declared facts alone; the text says why.
    Technical(String),
}

/// Money for a measured quantity: `amount` `currency` for each `per` of `unit`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Specific {
    /// How much; negative where the law takes it off.
    pub amount: Decimal,
    /// In which money.
    pub currency: Currency,
    /// For how many of the unit: 100 in "per 100 kg", 12 for a dozen, 1000 for a tonne in kilograms. More than zero.
    pub per: Decimal,
    /// Of what.
    pub unit: DutyUnit,
}

/// A rate for goods that hold at least so much of something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Step {
    /// The least percentage of the net weight, included.
    pub from: Decimal,
    /// The rate from there on.
    pub rate: DutyExpression,
}

/// A rate for part of every year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Season {
    /// First day of it.
    pub from: MonthDay,
    /// Last day of it, included, as laws print it. Before `from` when the season runs over the end of the year.
    pub to: MonthDay,
    /// The rate in it.
    pub rate: DutyExpression,
}

impl Season {
    /// Whether the season holds this day of the year.
    #[must_use]
    pub fn contains(&self, day: MonthDay) -> bool {
        if self.from <= self.to { self.from <= day && day <= self.to } else { self.from <= day || day <= self.to }
    }
}

/// A day of any year, as tariffs print seasons. 31 April is accepted, because tariffs have printed it: it sorts after
/// 30 April and before 1 May, so a season that ends on it ends with the month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MonthDay {
    month: u8,
    day: u8,
}

impl MonthDay {
    /// The `day`th of `month`, when there are such numbers (1 to 12, 1 to 31).
    #[must_use]
    pub fn new(month: u8, day: u8) -> Option<Self> {
        ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some(Self { month, day })
    }

    /// 1 to 12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }
}

impl DutyExpression {
    /// `amount` `currency` for each `per` of `unit`.
    #[must_use]
    pub fn specific(amount: Decimal, currency: Currency, per: Decimal, unit: DutyUnit) -> Self {
        Self::Specific(Specific { amount, currency, per, unit })
    }

    /// A percentage, or [`Free`](Self::Free) where it is nought: tariffs write "0.00 %" and "Free" for one thing.
    #[must_use]
    pub fn percent(rate: Decimal) -> Self {
        if rate.is_zero() { Self::Free } else { Self::AdValorem(rate) }
    }

    /// Every part due; one part alone is itself, none at all is free. Sums inside are merged.
    #[must_use]
    pub fn sum(parts: Vec<Self>) -> Self {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Self::Sum(inner) => flat.extend(inner),
                Self::Free => {}
                other => flat.push(other),
            }
        }
        match (flat.len(), flat.pop()) {
            (1, Some(only)) => only,
            (_, Some(last)) => {
                flat.push(last);
                Self::Sum(flat)
            }
            (_, None) => Self::Free,
        }
    }

    /// At least `floor`.
    #[must_use]
    pub fn at_least(self, floor: Self) -> Self {
        Self::Greater(vec![self, floor])
    }

    /// At most `cap`.
    #[must_use]
    pub fn at_most(self, cap: Self) -> Self {
        Self::Lesser(vec![self, cap])
    }

    /// A rate on a named part.
    #[must_use]
    pub fn on(self, part: &str) -> Self {
        Self::Component { of: part.to_owned(), rate: Box::new(self) }
    }

    /// Understood, but not to be worked out.
    #[must_use]
    pub fn technical(why: &str) -> Self {
        Self::Technical(why.to_owned())
    }

    /// The text for a bill: the canonical one with the steps of contents left out.
    #[must_use]
    pub fn brief(&self) -> Brief<'_> {
        Brief(self)
    }

    /// The expression and every expression inside it, outermost first, down to [`DEPTH_LIMIT`].
    pub fn walk(&self, visit: &mut dyn FnMut(&Self)) {
        self.walk_to(DEPTH_LIMIT, visit);
    }

    fn walk_to(&self, depth: usize, visit: &mut dyn FnMut(&Self)) {
        visit(self);
        let Some(depth) = depth.checked_sub(1) else { return };
        match self {
            Self::Sum(parts) | Self::Greater(parts) | Self::Lesser(parts) => {
                for part in parts {
                    part.walk_to(depth, visit);
                }
            }
            Self::Seasonal(seasons) => {
                for season in seasons {
                    season.rate.walk_to(depth, visit);
                }
            }
            Self::Content { steps, .. } => {
                for step in steps {
                    step.rate.walk_to(depth, visit);
                }
            }
            Self::Between(least, most) => {
                least.walk_to(depth, visit);
                most.walk_to(depth, visit);
            }
            Self::Component { rate, .. } => rate.walk_to(depth, visit),
            Self::Free | Self::AdValorem(_) | Self::Specific(_) | Self::Technical(_) => {}
        }
    }

    /// The first day after `day` on which the rate of another season holds.
    pub(crate) fn next_season(&self, day: Date) -> Option<Date> {
        let mut first = None;
        self.walk(&mut |part| {
            let Self::Seasonal(seasons) = part else { return };
            let rate = |on: Date| {
                let (month, day) = on.month_day();
                seasons.iter().find(|season| season.contains(MonthDay { month, day })).map(|season| &season.rate)
            };
            let mut ahead = core::iter::successors(day.day_after(), |later| later.day_after()).take(366);
            first = first.into_iter().chain(ahead.find(|later| rate(*later) != rate(day))).min();
        });
        first
    }

    /// Whether any part of it is [`Technical`](Self::Technical).
    #[must_use]
    pub fn is_technical(&self) -> bool {
        let mut found = false;
        self.walk(&mut |part| found |= matches!(part, Self::Technical(_)));
        found
    }

    /// Whether the canonical text says it exactly: every list has two entries or more, names are plain, quantities are
    /// more than zero, and nothing is deeper than [`DEPTH_LIMIT`]. Whatever was read from text passes.
    ///
    /// # Errors
    ///
    /// A sentence that names what is wrong.
    pub fn check(&self) -> Result<(), ExpressionError> {
        text::check(self, DEPTH_LIMIT)
    }
}
