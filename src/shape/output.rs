//! The answer as callers read it: plain objects, decimal text, ids instead of repeated law.

use rust_decimal::Decimal;
use serde::Serialize;
use serde::ser::{SerializeSeq, SerializeStruct, Serializer};

use crate::assess::Working;
use crate::quote::{Answer, Charge, Choice, LineStatus, Lines, Quote, ReliefOutcome, Warning};
use crate::tables::Tables;
use crate::tables::schema::{ChargeKind, Grade, Moment, Party};
use crate::{CommodityCode, NotCovered, Problem, Range};

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

/// Decimal text with at least the currency's minor digits: `6.00`, not `6`.
struct Figure {
    value: Decimal,
    places: u32,
}

impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut value = self.value.normalize();
        if value.scale() < self.places {
            value.rescale(self.places);
        }
        serializer.collect_str(&value)
    }
}

#[derive(Serialize)]
struct RangeShape {
    low: Figure,
    high: Option<Figure>,
}

fn range(range: Range, places: u32) -> RangeShape {
    let figure = |value| Figure { value, places };
    RangeShape { low: figure(range.low), high: range.high.map(figure) }
}

/// Writes a sequence of shapes made on the way, without a list in between.
struct Each<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Each<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let items = self.0.clone();
        let mut seq = serializer.serialize_seq(Some(items.clone().count()))?;
        for item in items {
            seq.serialize_element(&item)?;
        }
        seq.end()
    }
}

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
        shape.serialize_field("sums", &Sums { quote, places })?;
        shape.serialize_field("payable", &payable(quote, places))?;
        let charge = |charge| ChargeShape { charge, places };
        shape.serialize_field("charges", &Each(quote.charges.iter().map(charge)))?;
        shape.serialize_field("carrierFees", &Each(quote.carrier_fees.iter().map(charge)))?;
        shape.serialize_field("scheduled", &Each(quote.scheduled.iter().map(charge)))?;
        shape.serialize_field(
            "lines",
            &Each(quote.lines.iter().map(|line| LineShape { status: status(line.status), item: line.item })),
        )?;
        shape.serialize_field(
            "items",
            &Each(quote.items.iter().map(|item| ItemShape {
                lines: &item.lines,
                code: item.code.map(|code| code.to_string()),
                origin: item.origin.as_str(),
                intrinsic: figure(item.intrinsic),
                customs: figure(item.customs),
                candidates: item.candidates,
                choice: item.choice.as_ref().map(|choice| ChoiceShape::of(choice, quote.currency)),
            })),
        )?;
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

/// What is owed by law, by kind.
struct Sums<'q, 't> {
    quote: &'q Quote<'t>,
    places: u32,
}

impl Serialize for Sums<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut shape = serializer.serialize_struct("Sums", ChargeKind::ALL.len())?;
        for kind in ChargeKind::ALL {
            shape.serialize_field(kind_name(kind), &range(sum_of(self.quote, kind), self.places))?;
        }
        shape.end()
    }
}

/// What is owed by law of one kind.
pub(crate) fn sum_of(quote: &Quote<'_>, kind: ChargeKind) -> Range {
    let of_kind = quote.charges.iter().filter(|charge| charge.rule.kind == kind);
    of_kind.fold(Range::ZERO, |sum, charge| sum + charge.amount)
}

#[derive(Serialize)]
struct PayableShape {
    debtor: Party,
    collector: Party,
    moment: Moment,
    amount: RangeShape,
}

/// What is owed by law, by who pays whom and when, in order of appearance.
fn payable(quote: &Quote<'_>, places: u32) -> Vec<PayableShape> {
    let mut sums: Vec<(Party, Party, Moment, Range)> = Vec::new();
    for charge in &quote.charges {
        let by = &charge.by;
        match sums.iter_mut().find(|(d, c, m, _)| (*d, *c, *m) == (by.debtor, by.collector, by.moment)) {
            Some((_, _, _, sum)) => *sum += charge.amount,
            None => sums.push((by.debtor, by.collector, by.moment, charge.amount)),
        }
    }
    // Nobody pays nothing.
    let due = sums.into_iter().filter(|(_, _, _, sum)| !sum.is_zero());
    due.map(|(debtor, collector, moment, sum)| PayableShape { debtor, collector, moment, amount: range(sum, places) })
        .collect()
}

struct ChargeShape<'q, 't> {
    charge: &'q Charge<'t>,
    places: u32,
}

impl Serialize for ChargeShape<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let charge = self.charge;
        let mut shape = serializer.serialize_struct("Charge", 13)?;
        shape.serialize_field("kind", kind_name(charge.rule.kind))?;
        shape.serialize_field("name", &charge.rule.name)?;
        shape.serialize_field("measure", &charge.measure.id)?;
        shape.serialize_field("item", &charge.item)?;
        shape.serialize_field("amount", &range(charge.amount, self.places))?;
        shape.serialize_field("debtor", &charge.by.debtor)?;
        shape.serialize_field("collector", &charge.by.collector)?;
        shape.serialize_field("moment", &charge.by.moment)?;
        shape.serialize_field("because", &Each(charge.because.iter().map(|measure| measure.id.as_str())))?;
        shape.serialize_field("working", &WorkingShape(&charge.working))?;
        shape.serialize_field("grade", &charge.grade)?;
        if let Some(payee) = &charge.rule.payee {
            shape.serialize_field("payee", payee)?;
        }
        shape.end()
    }
}

/// How an amount came about. Which fields there are depends on `how`.
struct WorkingShape<'q, 't>(&'q Working<'t>);

impl Serialize for WorkingShape<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // A base shared out by price has endless digits; four are more than anybody checks by hand.
        let plain = |value: Decimal| Figure { value: value.round_dp(4), places: 0 };
        let base = |base: Range| plain(base.high.unwrap_or(base.low));
        let mut shape = serializer.serialize_struct("Working", 9)?;
        match self.0 {
            Working::Expression { base: of, expression } => {
                shape.serialize_field("how", "rate")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &expression.brief())?;
            }
            Working::Schedule { base: of, schedule, column, cell }
            | Working::Reduced { base: of, schedule, column, cell, .. } => {
                let reduced = match self.0 {
                    Working::Reduced { rate, .. } => Some(rate),
                    _ => None,
                };
                shape.serialize_field("how", if reduced.is_some() { "tariff-reduced" } else { "tariff" })?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &reduced.unwrap_or(&cell.rate).brief())?;
                if reduced.is_some() {
                    shape.serialize_field("full", &cell.rate.brief())?;
                }
                shape.serialize_field("schedule", &schedule.id)?;
                shape.serialize_field("column", column)?;
                shape.serialize_field("snapshot", &schedule.as_of(cell))?;
                let source = cell.source.and_then(|index| schedule.sources.get(usize::from(index)));
                if let Some(source) = source {
                    shape.serialize_field("source", &source.key)?;
                }
            }
            Working::Flat { amount, count } => {
                shape.serialize_field("how", "flat")?;
                shape.serialize_field("rate", amount)?;
                shape.serialize_field("count", &plain(*count))?;
            }
            Working::TopUp { base: of, to, covered } => {
                shape.serialize_field("how", "top-up")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*to))?;
                shape.serialize_field("covered", &base(*covered))?;
            }
            Working::GrossUp { base: of, rate } => {
                shape.serialize_field("how", "gross-up")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*rate))?;
            }
            Working::RateLess { base: of, rate, less } => {
                shape.serialize_field("how", "rate-less")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("rate", &Percentage(*rate))?;
                shape.serialize_field("less", less)?;
            }
            Working::NoRate { base: of, schedule } => {
                shape.serialize_field("how", "no-rate")?;
                shape.serialize_field("base", &base(*of))?;
                shape.serialize_field("schedule", &schedule.id)?;
                shape.serialize_field("snapshot", &schedule.snapshot)?;
            }
        }
        shape.end()
    }
}

struct Percentage(Decimal);

impl Serialize for Percentage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}%", self.0.normalize()))
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
struct ItemShape<'q> {
    lines: &'q [usize],
    code: Option<String>,
    origin: &'q str,
    intrinsic: Figure,
    customs: Figure,
    candidates: usize,
    choice: Option<ChoiceShape<'q>>,
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
    fn of(choice: &'q Choice<'_>, currency: crate::Currency) -> Self {
        let minor = crate::Rounding::minor_unit(currency);
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
    layer: crate::tables::schema::Layer,
    grade: Grade,
}

impl<'q> WarningShape<'q> {
    fn of(warning: &'q Warning<'_>) -> Self {
        use crate::tables::schema::RestrictionStatus;
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
    fn of(typical: &'q crate::tables::schema::TypicalDuty) -> Self {
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

/// A measure as callers read it: asked for by id, when somebody wants to know why.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasureShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    from: Option<crate::Date>,
    until: Option<crate::Date>,
    status: crate::tables::schema::Status,
    grade: Grade,
    note: Option<&'t str>,
    cite: Vec<CitationShape<'t>>,
}

#[derive(Serialize)]
struct CitationShape<'t> {
    act: &'t str,
    title: &'t str,
    url: &'t str,
    at: &'t str,
    grade: Grade,
}

/// The law behind an id: its title, days, and citations.
#[must_use]
pub fn measure<'t>(tables: &'t Tables, id: &str) -> Option<MeasureShape<'t>> {
    let measure = tables.world.measures.iter().find(|measure| measure.id == id)?;
    let cite = measure.cite.iter().map(|citation| {
        let act = tables.act(&citation.act);
        CitationShape {
            act: &citation.act,
            title: act.map(|act| act.title.as_str()).unwrap_or_default(),
            url: act.map(|act| act.url.as_str()).unwrap_or_default(),
            at: &citation.at,
            grade: citation.grade,
        }
    });
    Some(MeasureShape {
        id: &measure.id,
        place: measure.place.as_str(),
        title: &measure.title,
        from: measure.validity.from,
        until: measure.validity.until,
        status: measure.status,
        grade: measure.grade,
        note: measure.note.as_deref(),
        cite: cite.collect(),
    })
}

/// A restriction as callers read it: asked for by id, when somebody wants to know what to do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestrictionShape<'t> {
    id: &'t str,
    place: Option<&'t str>,
    category: &'t str,
    layer: crate::tables::schema::Layer,
    status: crate::tables::schema::RestrictionStatus,
    effect: &'t str,
    document: &'t str,
    authority: &'t str,
    limit: &'t str,
    from: Option<crate::Date>,
    until: Option<crate::Date>,
    basis: &'t str,
    url: &'t str,
    grade: Grade,
}

/// The rule behind a warning's id.
#[must_use]
pub fn restriction<'t>(tables: &'t Tables, id: &str) -> Option<RestrictionShape<'t>> {
    let restriction = tables.world.restrictions.iter().find(|restriction| restriction.id == id)?;
    Some(RestrictionShape {
        id: &restriction.id,
        place: restriction.place.as_ref().map(crate::Place::as_str),
        category: &restriction.category,
        layer: restriction.layer,
        status: restriction.status,
        effect: &restriction.effect,
        document: &restriction.document,
        authority: &restriction.authority,
        limit: &restriction.limit,
        from: restriction.validity.from,
        until: restriction.validity.until,
        basis: &restriction.basis,
        url: &restriction.url,
        grade: restriction.grade,
    })
}

pub(crate) fn kind_name(kind: ChargeKind) -> &'static str {
    match kind {
        ChargeKind::Duty => "duty",
        ChargeKind::Excise => "excise",
        ChargeKind::Levy => "levy",
        ChargeKind::Tax => "tax",
        ChargeKind::Fee => "fee",
    }
}

/// What a page needs besides quotes: places to choose from, products to pick, announced law.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory<'t> {
    edition: &'t str,
    digest: &'t str,
    places: Vec<PlaceShape<'t>>,
    products: Vec<ProductShape<'t>>,
    watch: Vec<WatchShape<'t>>,
    schemes: Vec<SchemeShape<'t>>,
    facts: &'t [crate::tables::schema::FactQuestion],
    categories: Vec<CategoryShape<'t>>,
    schedules: Vec<ScheduleShape<'t>>,
    rates: BundledRates<'t>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlaceShape<'t> {
    code: &'t str,
    name: &'t str,
    within: Option<&'t str>,
    currency: &'t str,
    known_from: crate::Date,
    destination: bool,
    parts_required: bool,
    /// Parts with law of their own that a postcode finds.
    parts_by_postcode: Vec<&'t str>,
}

#[derive(Serialize)]
struct ProductShape<'t> {
    id: &'t str,
    name: &'t str,
    words: &'t [String],
    code: String,
    group: &'t str,
    material: &'t str,
    basis: &'t str,
}

#[derive(Serialize)]
struct WatchShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    expected: &'t str,
    url: &'t str,
}

/// A collection scheme: what a seller can be registered for.
#[derive(Serialize)]
struct SchemeShape<'t> {
    registration: &'t str,
    place: &'t str,
    title: &'t str,
    presumed: bool,
}

#[derive(Serialize)]
struct CategoryShape<'t> {
    id: &'t str,
    name: &'t str,
}

#[derive(Serialize)]
struct ScheduleShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    nomenclature: &'t str,
    snapshot: crate::Date,
    source: &'t str,
    url: &'t str,
    grade: Grade,
    sources: &'t [crate::tables::RateSource],
}

#[derive(Serialize)]
struct BundledRates<'t> {
    on: Option<crate::Date>,
    source: &'t str,
    currencies: Vec<&'t str>,
}

/// The directory of what is loaded.
#[must_use]
pub fn directory(tables: &Tables) -> Directory<'_> {
    let world = &tables.world;
    Directory {
        edition: &tables.edition,
        digest: &tables.digest,
        places: world.places.iter().map(|held| place(tables, held)).collect(),
        products: tables.products.iter().map(product).collect(),
        watch: world
            .watch
            .iter()
            .map(|watch| WatchShape {
                id: &watch.id,
                place: watch.place.as_str(),
                title: &watch.title,
                expected: &watch.expected,
                url: watch.cite.first().and_then(|cite| tables.act(&cite.act)).map_or("", |act| &act.url),
            })
            .collect(),
        schemes: world.schemes.iter().map(scheme).collect(),
        facts: &world.facts,
        categories: world
            .categories
            .iter()
            .map(|category| CategoryShape { id: &category.id, name: &category.name })
            .collect(),
        schedules: tables.schedules.iter().map(schedule).collect(),
        rates: BundledRates {
            on: world.rates.on,
            source: &world.rates.source,
            currencies: world.rates.per_euro.iter().map(|(currency, _)| currency.as_str()).collect(),
        },
    }
}

fn place<'t>(tables: &'t Tables, place: &'t crate::tables::schema::PlaceLaw) -> PlaceShape<'t> {
    let parts = tables.parts_by_postcode(place.place).map(|(part, _)| part.place.as_str());
    let mut parts_by_postcode: Vec<&str> = parts.collect();
    parts_by_postcode.dedup();
    PlaceShape {
        code: place.place.as_str(),
        name: &place.name,
        within: place.within.as_ref().map(crate::Place::as_str),
        currency: place.currency.as_str(),
        known_from: place.known_from,
        destination: place.destination,
        parts_required: place.parts_required,
        parts_by_postcode,
    }
}

fn product(product: &crate::tables::Product) -> ProductShape<'_> {
    ProductShape {
        id: &product.id,
        name: &product.name,
        words: &product.words,
        code: product.code.to_string(),
        group: &product.group,
        material: &product.material,
        basis: &product.basis,
    }
}

fn scheme(scheme: &crate::tables::schema::SchemeName) -> SchemeShape<'_> {
    SchemeShape {
        registration: &scheme.registration,
        place: scheme.place.as_str(),
        title: &scheme.title,
        presumed: scheme.presumed,
    }
}

fn schedule(schedule: &crate::tables::Schedule) -> ScheduleShape<'_> {
    ScheduleShape {
        id: &schedule.id,
        place: schedule.place.as_str(),
        title: &schedule.title,
        nomenclature: &schedule.nomenclature,
        snapshot: schedule.snapshot,
        source: &schedule.source,
        url: &schedule.url,
        grade: schedule.grade,
        sources: &schedule.sources,
    }
}
