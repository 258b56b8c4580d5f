//! Measures as people write them, and their translation into the law language.

mod unread;

use std::path::Path;

use serde::Deserialize;

use super::{Origin, TextError, date, files_under, read_toml};
use crate::duty::expression::DutyExpression;
use crate::money::parse_decimal;
use crate::tables::schema::{
    Above, Amount, Buyer, Carriage, ChargeKind, ChargeRule, Citation, Collection, Collector, Condition, Cut, Effect,
    Fact, FeeClass, Kilograms, Measure, Moment, Part, Party, Per, Percent, PlaceMatch, Relief, Route, Scheme, Status,
    TaxBase, Test, Total, Transaction, Uplift, Valuation, WeightTest, World,
};
use crate::{CommodityCode, Date, Money, Place, Rounding, Validity};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureFile {
    place: Place,
    measure: Vec<MeasureText>,
}

/// One value or several.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum Several<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> Several<T> {
    fn is_empty(&self) -> bool {
        matches!(self, Self::Many(many) if many.is_empty())
    }

    fn into_vec(self) -> Vec<T> {
        match self {
            Self::Many(many) => many,
            Self::One(one) => vec![one],
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MeasureText {
    id: String,
    kind: String,
    title: String,
    #[serde(default, deserialize_with = "date")]
    from: Option<Date>,
    #[serde(default, deserialize_with = "date")]
    until: Option<Date>,
    #[serde(default = "in_force")]
    status: Status,
    #[serde(default)]
    when: ConditionText,
    #[serde(default)]
    unless: Several<ConditionText>,
    #[serde(default)]
    instead_of: Vec<String>,
    #[serde(default)]
    cite: Vec<Citation>,
    #[serde(default)]
    shown_by: Vec<String>,
    note: Option<String>,

    // valuation, tax-base
    #[serde(default)]
    parts: Vec<String>,
    factor: Option<String>,
    per_kg: Option<Money>,
    #[serde(default)]
    add: Vec<UpliftText>,
    // route
    dataset: Option<String>,
    item: Option<ItemText>,
    // scheme
    scheme: Option<String>,
    registration: Option<String>,
    presumed: Option<bool>,
    deemed: Option<DeemedText>,
    #[serde(default)]
    collects: Vec<ChargeKind>,
    // scheme and collection
    debtor: Option<Party>,
    collector: Option<Party>,
    moment: Option<Moment>,
    #[serde(default)]
    charges: Vec<ChargeKind>,
    #[serde(default)]
    measures: Vec<String>,
    // relief
    #[serde(default)]
    lifts: Vec<ChargeKind>,
    #[serde(default)]
    lifts_measures: Vec<String>,
    cut: Option<CutText>,
    test: Option<TestText>,
    above: Option<Above>,
    sinks: Option<bool>,
    // duty, excise, levy, tax, fee
    name: Option<String>,
    rate: Option<String>,
    flat: Option<Money>,
    per: Option<Per>,
    schedule: Option<String>,
    #[serde(default)]
    column: Several<String>,
    #[serde(default)]
    programs: Vec<String>,
    top_up: Option<String>,
    #[serde(default)]
    over: Vec<String>,
    gross_up: Option<String>,
    less: Option<Money>,
    #[serde(default)]
    base: Vec<String>,
    #[serde(default)]
    base_less: Vec<String>,
    assess: Option<Per>,
    round: Option<Rounding>,
    round_in_base: Option<Rounding>,
    round_total: Option<TotalText>,
    round_base: Option<Rounding>,
    at_least: Option<Money>,
    at_most: Option<Money>,
    plus_tax: Option<String>,
    class: Option<FeeClass>,
    payee: Option<String>,
}

/// Who counts as the seller of a scheme, or what counts as freight and insurance of a value.
#[derive(Deserialize, Clone)]
#[serde(untagged)]
enum DeemedText {
    Parties(Vec<Party>),
    Shares(SharesText),
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields, default)]
struct SharesText {
    freight: Option<String>,
    insurance: Option<String>,
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields, default)]
struct CutText {
    points: Option<String>,
    share: Option<String>,
    specific: Option<String>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct UpliftText {
    rate: String,
    of: Several<String>,
}

fn in_force() -> Status {
    Status::InForce
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct TotalText {
    of: String,
    #[serde(with = "crate::money::decimal")]
    step: rust_decimal::Decimal,
    mode: crate::RoundingMode,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct ItemText {
    digits: u8,
    #[serde(default)]
    same_description: bool,
    #[serde(default)]
    same_origin: bool,
}

#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields, default)]
struct ConditionText {
    transaction: Several<Transaction>,
    carriage: Several<Carriage>,
    from: Several<String>,
    origin: Several<String>,
    to: Several<String>,
    code: Several<CommodityCode>,
    list: Several<String>,
    goods: Several<String>,
    claim: Several<String>,
    election: Several<String>,
    dataset: Several<String>,
    scheme: Several<String>,
    buyer: Several<Buyer>,
    fact: Several<String>,
    value: Several<TestText>,
    weight: Option<WeightText>,
    applies: Several<String>,
    free: Several<String>,
    due: Several<ChargeKind>,
    restricted: Option<bool>,
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct TestText {
    of: Several<String>,
    #[serde(default = "consignment")]
    per: Per,
    at_most: Option<Money>,
    below: Option<Money>,
    above: Option<Money>,
    at_least: Option<Money>,
}

/// Bounds such as `at_most = "31 kg"`.
#[derive(Deserialize, Clone, Default)]
#[serde(deny_unknown_fields, default)]
struct WeightText {
    at_most: Option<String>,
    below: Option<String>,
    above: Option<String>,
    at_least: Option<String>,
    presumed: Option<bool>,
}

fn consignment() -> Per {
    Per::Consignment
}

pub(super) fn read_all(
    folder: &Path,
    world: &mut World,
    origins: &mut Vec<Origin>,
) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(&folder.join("measures"), "toml") {
        match read_toml::<MeasureFile>(&file) {
            Err(error) => errors.push(error),
            Ok(read) => {
                for text in read.measure {
                    let id = text.id.clone();
                    origins.push(Origin { measure: id.clone(), file: file.clone(), shown_by: text.shown_by.clone() });
                    match measure(read.place, text) {
                        Ok(measure) => world.measures.push(measure),
                        Err(message) => errors.push(TextError::new(&file, format!("measure `{id}`: {message}"))),
                    }
                }
            }
        }
    }
    Ok(errors)
}

fn measure(place: Place, text: MeasureText) -> Result<Measure, String> {
    let effect = effect(&text)?;
    if let Some((field, of)) = unread::field(&text) {
        return Err(format!("`{field}` says nothing here, because it is for {of}"));
    }
    let unless = text.unless.into_vec().into_iter().map(condition).collect::<Result<_, _>>()?;
    Ok(Measure {
        id: text.id,
        place,
        title: text.title,
        validity: Validity { from: text.from, until: text.until },
        status: text.status,
        when: condition(text.when)?,
        unless,
        instead_of: text.instead_of,
        effect,
        grade: Measure::weakest(&text.cite),
        cite: text.cite,
        note: text.note,
    })
}

fn effect(text: &MeasureText) -> Result<Effect, String> {
    Ok(match text.kind.as_str() {
        "valuation" => Effect::Valuation(valuation(text)?),
        "tax-base" => Effect::TaxBase(TaxBase { parts: parts(&text.parts)?, add: uplifts(&text.add)? }),
        "closure" => Effect::Closure,
        "route" => Effect::Route(route(text)?),
        "scheme" => Effect::Scheme(scheme(text)?),
        "relief" => Effect::Relief(Relief {
            lifts: text.lifts.clone(),
            lifts_measures: text.lifts_measures.clone(),
            cut: text.cut.as_ref().map(cut).transpose()?,
            test: text.test.clone().map(test).transpose()?,
            above: text.above.unwrap_or(Above::All),
            sinks: text.sinks.unwrap_or(false),
        }),
        "collection" => Effect::Collection(Collection {
            charges: text.charges.clone(),
            measures: text.measures.clone(),
            by: collector(text)?,
        }),
        "duty" => Effect::Charge(charge(text, ChargeKind::Duty)?),
        "excise" => Effect::Charge(charge(text, ChargeKind::Excise)?),
        "levy" => Effect::Charge(charge(text, ChargeKind::Levy)?),
        "tax" => Effect::Charge(charge(text, ChargeKind::Tax)?),
        "fee" => Effect::Charge(charge(text, ChargeKind::Fee)?),
        other => {
            return Err(format!(
                "kind `{other}` is not one of valuation, tax-base, route, scheme, relief, duty, excise, levy, tax, fee, \
                 collection, closure"
            ));
        }
    })
}

fn cut(text: &CutText) -> Result<Cut, String> {
    let share = |of: &Option<String>| of.as_deref().map(percent).transpose();
    Ok(Cut { points: share(&text.points)?, share: share(&text.share)?, specific: share(&text.specific)? })
}

fn valuation(text: &MeasureText) -> Result<Valuation, String> {
    let shares = match &text.deemed {
        Some(DeemedText::Shares(shares)) => shares.clone(),
        Some(DeemedText::Parties(_)) => return Err("deemed = { freight = \"10%\" } says what counts as freight".into()),
        None => SharesText::default(),
    };
    Ok(Valuation {
        parts: parts(&text.parts)?,
        factor: text.factor.as_deref().map_or(Some(1.into()), parse_decimal).ok_or("factor is not a number")?,
        round: text.round,
        deemed_freight: shares.freight.as_deref().map(percent).transpose()?,
        deemed_insurance: shares.insurance.as_deref().map(percent).transpose()?,
        per_kg: text.per_kg,
    })
}

fn uplifts(texts: &[UpliftText]) -> Result<Vec<Uplift>, String> {
    let uplift = |text: &UpliftText| Ok(Uplift { rate: percent(&text.rate)?, of: parts(&text.of.clone().into_vec())? });
    texts.iter().map(uplift).collect()
}

fn route(text: &MeasureText) -> Result<Route, String> {
    let item = text.item.ok_or("a route needs item = { digits = 6, ... }")?;
    Ok(Route {
        dataset: text.dataset.clone().ok_or("a route needs a dataset")?,
        digits: item.digits,
        same_description: item.same_description,
        same_origin: item.same_origin,
    })
}

fn scheme(text: &MeasureText) -> Result<Scheme, String> {
    Ok(Scheme {
        scheme: text.scheme.clone().ok_or("a scheme needs a name in `scheme`")?,
        registration: text.registration.clone().ok_or("a scheme needs the `registration` that opens it")?,
        presumed: text.presumed.ok_or("a scheme says whether it is presumed when nothing is declared")?,
        deemed_marketplace: matches!(&text.deemed, Some(DeemedText::Parties(p)) if p.contains(&Party::Marketplace)),
        per: text.per.unwrap_or(Per::Consignment),
        collects: text.collects.clone(),
        by: collector(text)?,
    })
}

fn collector(text: &MeasureText) -> Result<Collector, String> {
    Ok(Collector {
        debtor: text.debtor.ok_or("`debtor` is missing")?,
        collector: text.collector.ok_or("`collector` is missing")?,
        moment: text.moment.ok_or("`moment` is missing")?,
    })
}

fn charge(text: &MeasureText, kind: ChargeKind) -> Result<ChargeRule, String> {
    Ok(ChargeRule {
        kind,
        name: text.name.clone().unwrap_or_else(|| text.title.clone()),
        amount: amount(text)?,
        base: parts(&text.base)?,
        base_less: text.base_less.clone(),
        // Goods are declared item by item; taxes and fees are reckoned once for the consignment.
        assess: text.assess.unwrap_or(match kind {
            ChargeKind::Duty | ChargeKind::Excise | ChargeKind::Levy => Per::GoodsItem,
            ChargeKind::Tax | ChargeKind::Fee => Per::Consignment,
        }),
        round_base: text.round_base,
        round: text.round,
        round_in_base: text.round_in_base,
        round_total: text
            .round_total
            .clone()
            .map(|total| Total { of: total.of, round: Rounding { step: total.step, mode: total.mode } }),
        at_least: text.at_least,
        at_most: text.at_most,
        plus_tax: text.plus_tax.as_deref().map(percent).transpose()?,
        class: text.class.unwrap_or(FeeClass::Statutory),
        payee: text.payee.clone(),
    })
}

fn amount(text: &MeasureText) -> Result<Amount, String> {
    let given = [
        text.rate.is_some() && text.less.is_none(),
        text.flat.is_some(),
        text.schedule.is_some(),
        text.top_up.is_some(),
        text.gross_up.is_some(),
        text.less.is_some(),
    ];
    if given.iter().filter(|given| **given).count() != 1 {
        return Err("give exactly one of rate, flat, schedule, top_up, gross_up, or rate with less".to_owned());
    }
    if let (Some(rate), Some(less)) = (&text.rate, text.less) {
        return Ok(Amount::RateLess { rate: percent(rate)?, less });
    }
    if let Some(rate) = &text.rate {
        return rate.parse::<DutyExpression>().map(Amount::Expression).map_err(|error| error.to_string());
    }
    if let Some(amount) = text.flat {
        let per = text.per.ok_or("a flat amount needs `per`: consignment, goods-item, line or unit")?;
        return Ok(Amount::Flat { amount, per });
    }
    if let Some(rate) = &text.top_up {
        return Ok(Amount::TopUp { to: percent(rate)?, over: text.over.clone() });
    }
    if let Some(rate) = &text.gross_up {
        return Ok(Amount::GrossUp { rate: percent(rate)? });
    }
    let schedule = text.schedule.clone().ok_or("no amount is given")?;
    let columns = text.column.clone().into_vec();
    if columns.is_empty() {
        return Err("a schedule needs its `column`".to_owned());
    }
    Ok(Amount::Schedule { schedule, columns, programs: text.programs.clone() })
}

pub(super) fn percent(text: &str) -> Result<Percent, String> {
    text.strip_suffix('%')
        .and_then(|digits| parse_decimal(digits.trim()))
        .map(Percent)
        .ok_or_else(|| format!("`{text}` is not a percentage such as 12.5%"))
}

fn parts(texts: &[String]) -> Result<Vec<Part>, String> {
    texts.iter().map(|text| part(text)).collect()
}

fn part(text: &str) -> Result<Part, String> {
    Ok(match text {
        "goods" | "intrinsic" => Part::Goods,
        "freight" => Part::Freight,
        "insurance" => Part::Insurance,
        "customs" => Part::Customs,
        "duty" => Part::Duty,
        "excise" => Part::Excise,
        "levy" => Part::Levy,
        "tax" => Part::Tax,
        // Every id has a hyphen; a misspelt part must not pass for one.
        id if id.contains('-') => Part::Charge(id.to_owned()),
        other => {
            return Err(format!(
                "`{other}` is not a part: goods, freight, insurance, customs, duty, excise, levy, tax, or a measure's id"
            ));
        }
    })
}

fn test(text: TestText) -> Result<Test, String> {
    let of = parts(&text.of.into_vec())?;
    if of.is_empty() {
        return Err("a test says `of` what".to_owned());
    }
    if [text.at_most, text.below, text.above, text.at_least].iter().all(Option::is_none) {
        return Err("a test needs at_most, below, above or at_least".to_owned());
    }
    Ok(Test { of, per: text.per, at_most: text.at_most, below: text.below, above: text.above, at_least: text.at_least })
}

fn condition(text: ConditionText) -> Result<Condition, String> {
    let mut code = text.code.into_vec();
    code.sort();
    Ok(Condition {
        transaction: text.transaction.into_vec(),
        carriage: text.carriage.into_vec(),
        dispatched_from: places(text.from.into_vec())?,
        origin: places(text.origin.into_vec())?,
        to: places(text.to.into_vec())?,
        code,
        list: text.list.into_vec(),
        goods: text.goods.into_vec(),
        claim: text.claim.into_vec(),
        election: text.election.into_vec(),
        dataset: text.dataset.into_vec(),
        scheme: text.scheme.into_vec(),
        buyer: text.buyer.into_vec(),
        fact: text.fact.into_vec().into_iter().map(fact).collect(),
        value: text.value.into_vec().into_iter().map(test).collect::<Result<_, _>>()?,
        weight: text.weight.map(weight).transpose()?,
        applies: text.applies.into_vec(),
        free: text.free.into_vec(),
        due: text.due.into_vec(),
        restricted: text.restricted,
    })
}

fn weight(text: WeightText) -> Result<WeightTest, String> {
    let bound = |text: Option<String>| text.map(kilograms).transpose();
    let test = WeightTest {
        at_most: bound(text.at_most)?,
        below: bound(text.below)?,
        above: bound(text.above)?,
        at_least: bound(text.at_least)?,
        presumed: text.presumed,
    };
    if [test.at_most, test.below, test.above, test.at_least].iter().all(Option::is_none) {
        return Err("a weight needs at_most, below, above or at_least".to_owned());
    }
    Ok(test)
}

fn kilograms(text: String) -> Result<Kilograms, String> {
    let figure = text.strip_suffix(" kg").and_then(parse_decimal);
    figure.map(Kilograms).ok_or_else(|| format!("`{text}` is not a weight such as 31 kg"))
}

/// `name`, or `!name` for a fact that must be false.
pub(super) fn fact(text: String) -> Fact {
    match text.strip_prefix('!') {
        Some(name) => Fact { name: name.to_owned(), is: false },
        None => Fact { name: text, is: true },
    }
}

fn places(texts: Vec<String>) -> Result<Vec<PlaceMatch>, String> {
    texts
        .into_iter()
        .map(|text| match text.strip_prefix('@') {
            Some(name) => Ok(PlaceMatch::Group(name.to_owned())),
            None => text.parse().map(PlaceMatch::Place).map_err(|error: crate::PlaceError| error.to_string()),
        })
        .collect()
}
