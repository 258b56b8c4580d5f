//! The answer as callers read it: plain objects, decimal text, ids instead of repeated law.

mod charge;
mod choice;
mod directory;
mod elsewhere;
mod figure;
mod law;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

use crate::quote::{LineStatus, Quote, ReliefOutcome, Warning};
use crate::tables::schema::{Grade, Layer, RestrictionStatus, TypicalDuty};
use crate::{NotCovered, Problem};

use charge::{ChargeShape, PayableShape, SumsShape};
use choice::ItemShape;
pub use directory::{Directory, directory};
pub use elsewhere::{ElsewhereShape, elsewhere};
use figure::{Each, Figure, Percentage, range};
pub use law::{MeasureShape, RestrictionShape, measure, restriction};

/// The answer to a question, tagged by `status`.
#[derive(Serialize)]
#[serde(tag = "status", rename_all = "kebab-case")]
pub enum QuoteResult<'q, 't> {
    /// A quote.
    Quoted {
        /// The quote.
        quote: QuoteShape<'q, 't>,
    },
    /// The tables do not hold the answer.
    NotCovered {
        /// Why.
        reason: NotCoveredShape,
    },
    /// The question cannot be read.
    Invalid {
        /// Everything that is wrong with it.
        problems: &'q [Problem],
    },
}

/// Why there is no answer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NotCoveredShape {
    /// The kind, for programs.
    pub code: &'static str,
    /// A sentence, for people.
    pub message: String,
    /// Packs to load before asking again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub packs: Vec<String>,
    /// Parts of the place to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<String>,
    /// The currencies between which a rate is missing: from, to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rate: Option<[crate::Currency; 2]>,
}

/// The shape of a result.
#[must_use]
pub fn quote_result<'q, 't>(result: &'q Result<Quote<'t>, NotCovered>) -> QuoteResult<'q, 't> {
    match result {
        Ok(quote) => QuoteResult::Quoted { quote: QuoteShape(quote) },
        Err(reason) => QuoteResult::NotCovered { reason: not_covered(reason) },
    }
}

fn not_covered(reason: &NotCovered) -> NotCoveredShape {
    let packs = match reason {
        NotCovered::PackNotLoaded { packs, .. } => packs.clone(),
        _ => Vec::new(),
    };
    let parts = match reason {
        NotCovered::PartNeeded { parts, .. } => parts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let rate = match reason {
        NotCovered::Rate { from, to } => Some([*from, *to]),
        _ => None,
    };
    NotCoveredShape { code: reason.code(), message: reason.to_string(), packs, parts, rate }
}

/// A quote, borrowed for writing.
pub struct QuoteShape<'q, 't>(pub &'q Quote<'t>);

impl Serialize for QuoteShape<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let quote = self.0;
        let places = quote.currency.minor_unit().scale();
        let figure = |value| Figure { value, places };
        let mut shape = serializer.serialize_struct("Quote", 30)?;
        shape.serialize_field("to", quote.place.as_str())?;
        shape.serialize_field("assessmentDate", &quote.on)?;
        shape.serialize_field("currency", quote.currency.as_str())?;
        shape.serialize_field("edition", quote.edition)?;
        shape.serialize_field("digest", quote.digest)?;
        shape.serialize_field("validUntil", &quote.valid_until)?;
        shape.serialize_field("dataset", quote.dataset)?;
        shape.serialize_field("goods", &figure(quote.goods))?;
        shape.serialize_field("freight", &figure(quote.freight))?;
        shape.serialize_field("insurance", &figure(quote.insurance))?;
        shape.serialize_field("landedCost", &range(quote.landed_cost, places))?;
        shape.serialize_field("sums", &SumsShape { sums: quote.sums, places })?;
        shape.serialize_field("payable", &Each(quote.payable.iter().map(|one| PayableShape::of(one, places))))?;
        let charge = |charge| ChargeShape { charge, places };
        shape.serialize_field("charges", &Each(quote.charges.iter().map(charge)))?;
        shape.serialize_field("carrierFees", &Each(quote.carrier_fees.iter().map(charge)))?;
        shape.serialize_field("scheduled", &Each(quote.scheduled.iter().map(charge)))?;
        shape.serialize_field(
            "lines",
            &Each(quote.lines.iter().map(|line| LineShape { status: status(line.status), item: line.item })),
        )?;
        shape.serialize_field("items", &Each(quote.items.iter().map(|item| ItemShape::of(item, quote.currency))))?;
        shape.serialize_field("reliefs", &Each(quote.reliefs.iter().map(ReliefShape::of)))?;
        shape.serialize_field("warnings", &Each(quote.warnings.iter().map(WarningShape::of)))?;
        shape.serialize_field("restrictionsHeld", &quote.restrictions_held)?;
        shape.serialize_field(
            "assumptions",
            &Each(quote.assumptions.iter().map(|assumption| AssumptionShape {
                code: assumption.code,
                line: assumption.line,
                value: &assumption.value,
                measure: assumption.measure.map(|measure| measure.id.as_str()),
            })),
        )?;
        shape.serialize_field(
            "needs",
            &Each(quote.needs.iter().map(|need| NeedShape {
                code: &need.code,
                item: need.item,
                measure: need.measure,
                restriction: need.restriction,
            })),
        )?;
        shape.serialize_field(
            "gaps",
            &Each(quote.gaps.iter().map(|gap| GapShape { item: gap.item, schedule: gap.schedule, title: gap.title })),
        )?;
        shape.serialize_field("typicalDuty", &quote.typical_duty.map(TypicalDutyShape::of))?;
        shape.serialize_field("problems", &quote.problems)?;
        shape.serialize_field(
            "rates",
            &Each(quote.rates.iter().map(|rate| RateShape {
                from: rate.from.as_str(),
                to: rate.to.as_str(),
                rate: rate.rate.to_string(),
                on: rate.on,
                source: &rate.source,
            })),
        )?;
        shape.serialize_field("watch", &Each(quote.watch.iter().map(|watch| watch.id.as_str())))?;
        shape.end()
    }
}

#[derive(Serialize)]
struct LineShape {
    status: &'static str,
    item: Option<usize>,
}

/// What became of a line, as answers and cases spell it.
pub(crate) fn status(status: LineStatus) -> &'static str {
    match status {
        LineStatus::Priced => "priced",
        LineStatus::Flagged => "flagged",
        LineStatus::Prohibited => "prohibited",
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ReliefShape<'q> {
    measure: &'q str,
    granted: bool,
    over_by: Option<crate::Money>,
    claim: Option<&'q str>,
    items: &'q [usize],
}

impl<'q> ReliefShape<'q> {
    fn of(relief: &'q ReliefOutcome<'_>) -> Self {
        Self {
            measure: &relief.measure.id,
            granted: relief.granted,
            over_by: relief.over_by,
            claim: relief.claim,
            items: &relief.items,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct WarningShape<'q> {
    restriction: &'q str,
    line: usize,
    status: &'static str,
    asks: bool,
    by_code: bool,
    category: &'q str,
    layer: Layer,
    grade: Grade,
}

impl<'q> WarningShape<'q> {
    fn of(warning: &'q Warning<'_>) -> Self {
        let restriction = warning.restriction;
        Self {
            restriction: &restriction.id,
            line: warning.line,
            status: match restriction.status {
                // Words or part of a category never say "prohibited": they ask.
                _ if warning.asks => "question",
                RestrictionStatus::Prohibited => "prohibited",
                RestrictionStatus::Restricted => "restricted",
                RestrictionStatus::Conditional => "conditional",
                RestrictionStatus::Limit => "limit",
            },
            asks: warning.asks,
            by_code: warning.by_code,
            category: &restriction.category,
            layer: restriction.layer,
            grade: restriction.grade,
        }
    }
}

#[derive(Serialize)]
struct AssumptionShape<'q> {
    code: &'static str,
    line: Option<usize>,
    value: &'q str,
    measure: Option<&'q str>,
}

#[derive(Serialize)]
struct NeedShape<'q> {
    code: &'q str,
    item: Option<usize>,
    measure: Option<&'q str>,
    restriction: Option<&'q str>,
}

#[derive(Serialize)]
struct GapShape<'q> {
    item: Option<usize>,
    schedule: &'q str,
    title: &'q str,
}

#[derive(Serialize)]
struct TypicalDutyShape<'q> {
    rate: Percentage,
    year: u16,
    source: &'q str,
}

impl<'q> TypicalDutyShape<'q> {
    fn of(typical: &'q TypicalDuty) -> Self {
        Self { rate: Percentage(typical.rate.0), year: typical.year, source: &typical.source }
    }
}

#[derive(Serialize)]
struct RateShape<'q> {
    from: &'q str,
    to: &'q str,
    rate: String,
    on: Option<crate::Date>,
    source: &'q str,
}
