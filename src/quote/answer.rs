//! The answer, with its reasons.

use rust_decimal::Decimal;

use super::choice::Choice;
use super::due::{Payable, Sums};
use crate::assess::{Range, Working};
use crate::error::Problem;
use crate::tables::schema::{ChargeRule, Collector, Grade, Measure, Restriction, TypicalDuty, Watch};
use crate::{CommodityCode, Currency, Date, Place};

/// What it costs to bring a consignment in, to whom it is owed, and why.
///
/// Amounts are in [`currency`](Self::currency), the destination's, in major units.
#[derive(Debug, Clone)]
pub struct Quote<'t> {
    /// The destination.
    pub place: Place,
    /// The day whose law was applied.
    pub on: Date,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Name of the tables' publication.
    pub edition: &'t str,
    /// Digest of the tables.
    pub digest: &'t str,
    /// The declaration's data set.
    pub dataset: &'t str,
    /// Price of the goods that are priced.
    pub goods: Decimal,
    /// Carriage.
    pub freight: Decimal,
    /// Insurance.
    pub insurance: Decimal,
    /// Goods, freight, insurance and everything owed by law.
    pub landed_cost: Range,
    /// What is owed by law, by kind.
    pub sums: Sums,
    /// What is owed by law, by who pays whom and when.
    pub payable: Vec<Payable>,
    /// What is owed by law. Where the answer spans cases of which one only can be, charges of several may stand side by side.
    pub charges: Vec<Charge<'t>>,
    /// What a carrier typically asks for its own service: not law, not in the total.
    pub carrier_fees: Vec<Charge<'t>>,
    /// Adopted law whose start is not confirmed: not charged, not in the total.
    pub scheduled: Vec<Charge<'t>>,
    /// The cart's lines and what became of them.
    pub lines: Vec<Line>,
    /// What the declaration counts.
    pub items: Vec<GoodsItem<'t>>,
    /// Reliefs granted, and missed by how much.
    pub reliefs: Vec<ReliefOutcome<'t>>,
    /// What may not come in, or only with something.
    pub warnings: Vec<Warning<'t>>,
    /// Whether rules of the place itself are held; without them the warnings are carriers' and treaties' only.
    pub restrictions_held: bool,
    /// What was filled in.
    pub assumptions: Vec<Assumption<'t>>,
    /// What would settle what is open.
    pub needs: Vec<OpenNeed<'t>>,
    /// What the tables do not hold.
    pub gaps: Vec<Gap<'t>>,
    /// What duty is on average here, where it stays open for some of the goods: context, never charged.
    pub typical_duty: Option<&'t TypicalDuty>,
    /// What could not be read in single lines.
    pub problems: Vec<Problem>,
    /// Exchange rates used.
    pub rates: Vec<RateUsed<'t>>,
    /// The next day on which the answer may change.
    pub valid_until: Option<Date>,
    /// Announced law of the place: shown, never charged.
    pub watch: Vec<&'t Watch>,
}

impl Quote<'_> {
    /// Whether any of the goods may come in: where none may, the amounts are of nothing.
    #[must_use]
    pub fn lets_some_in(&self) -> bool {
        self.lines.iter().any(|line| line.status != LineStatus::Prohibited)
    }
}

/// A part of the answer that is payable.
#[derive(Debug, Clone)]
pub struct Charge<'t> {
    /// The measure that charges.
    pub measure: &'t Measure,
    /// What it says about the amount.
    pub rule: &'t ChargeRule,
    /// The goods item, or `None` for the whole consignment.
    pub item: Option<usize>,
    /// How much.
    pub amount: Range,
    /// Who owes, collects and when.
    pub by: Collector,
    /// Further measures behind it: on its base and its collection.
    pub because: Vec<&'t Measure>,
    /// How the amount came about.
    pub(crate) working: Working<'t>,
    /// The weakest grade it rests on.
    pub grade: Grade,
}

/// What became of a cart line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineStatus {
    /// Priced.
    Priced,
    /// Something about it could not be read; what can be known is priced.
    Flagged,
    /// It may not come in, and is left out of all sums.
    Prohibited,
}

/// A cart line in the answer.
#[derive(Debug, Clone, Copy)]
pub struct Line {
    /// What became of it.
    pub status: LineStatus,
    /// The goods item it is declared in.
    pub item: Option<usize>,
}

/// What the declaration counts as one item.
#[derive(Debug, Clone)]
pub struct GoodsItem<'t> {
    /// Positions of its cart lines.
    pub lines: Vec<usize>,
    /// Its code.
    pub code: Option<CommodityCode>,
    /// Where it is from.
    pub origin: Place,
    /// Price of the goods.
    pub intrinsic: Decimal,
    /// Value for duty.
    pub customs: Decimal,
    /// How many tariff lines its code could mean.
    pub candidates: usize,
    /// Where these lines do not all come to the same: which come to what, and what to ask.
    pub choice: Option<Choice<'t>>,
}

/// A relief granted, or missed.
#[derive(Debug, Clone)]
pub struct ReliefOutcome<'t> {
    /// The measure.
    pub measure: &'t Measure,
    /// Whether it was granted.
    pub granted: bool,
    /// By how much the limit is exceeded, in whole minor units. It is at least one of them: a value just above the limit, or
    /// at one that it must be below, is never told as over by nothing.
    pub over_by: Option<crate::Money>,
    /// What nobody claimed for the goods, and would have opened it.
    pub claim: Option<&'t str>,
    /// Goods items it concerns.
    pub items: Vec<usize>,
}

/// Goods that may not come in, or only with something.
#[derive(Debug, Clone)]
pub struct Warning<'t> {
    /// The rule.
    pub restriction: &'t Restriction,
    /// The cart line.
    pub line: usize,
    /// Whether it was found by code; by words alone it is a question.
    pub by_code: bool,
    /// Whether it is only a question: words alone, a short code, or part of a category.
    pub asks: bool,
}

/// Something filled in because nobody said.
#[derive(Debug, Clone)]
pub struct Assumption<'t> {
    /// What kind.
    pub code: &'static str,
    /// The cart line it concerns.
    pub line: Option<usize>,
    /// What was filled in.
    pub value: String,
    /// The measure it concerns.
    pub measure: Option<&'t Measure>,
}

/// Something that would settle what is open.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenNeed<'t> {
    /// What: `quantity:pair`, `code`, `fact:name`.
    pub code: String,
    /// Goods item it concerns.
    pub item: Option<usize>,
    /// The measure that asks.
    pub measure: Option<&'t str>,
    /// The restriction that asks, where the answer decides whether goods may come in and not what they cost.
    pub restriction: Option<&'t str>,
}

impl Assumption<'_> {
    /// Of the whole consignment, until more is said.
    pub(super) fn new(code: &'static str, value: impl Into<String>) -> Self {
        Self { code, line: None, value: value.into(), measure: None }
    }

    pub(super) fn on_line(self, line: usize) -> Self {
        Self { line: Some(line), ..self }
    }
}

impl OpenNeed<'_> {
    /// Of the whole consignment, until more is said.
    pub(super) fn new(code: impl Into<String>) -> Self {
        Self { code: code.into(), item: None, measure: None, restriction: None }
    }

    /// Whether it is the postcode, which would tell that another part's law applies: the answer's own range stays as it is.
    #[cfg(feature = "cli")]
    pub(crate) fn is_postcode(&self) -> bool {
        self.code == "postcode"
    }
}

/// Something the tables do not hold.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap<'t> {
    /// The goods item.
    pub item: Option<usize>,
    /// The tariff that has no rate.
    pub schedule: &'t str,
    /// The tariff's title.
    pub title: &'t str,
}

/// An exchange rate used.
#[derive(Debug, Clone)]
pub struct RateUsed<'t> {
    /// From.
    pub from: Currency,
    /// To.
    pub to: Currency,
    /// So many for one.
    pub rate: Decimal,
    /// Its day.
    pub on: Option<Date>,
    /// Who published it.
    pub source: std::borrow::Cow<'t, str>,
}
