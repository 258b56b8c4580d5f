//! The law language as a customs broker would say it.

use dutybound::tables::schema::{
    Above, Amount, ChargeRule, Citation, Collector, Condition, Cut, Effect, FeeClass, Grade, Kilograms, Measure, Part,
    Per, Percent, PlaceMatch, Relief, Scheme, Status, Test, WeightTest,
};
use dutybound::{Rounding, Tables, Validity};

/// A word of the law language as tables write it.
pub fn word(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a measure is called in a list by kind.
pub fn kind(effect: &Effect) -> String {
    match effect {
        Effect::Valuation(_) => "Value for duty".to_owned(),
        Effect::TaxBase(_) => "Base for tax".to_owned(),
        Effect::Closure => "Closed".to_owned(),
        Effect::Route(_) => "Declaration".to_owned(),
        Effect::Scheme(_) => "Collection by sellers".to_owned(),
        Effect::Relief(_) => "Relief".to_owned(),
        Effect::Collection(_) => "Who collects".to_owned(),
        Effect::Charge(charge) => match (word(charge.kind).as_str(), charge.class) {
            ("fee", FeeClass::Carrier) => "Carriers' fees (typical, not law)".to_owned(),
            ("tax", _) => "Tax".to_owned(),
            ("duty", _) => "Duty".to_owned(),
            ("excise", _) => "Excise".to_owned(),
            ("levy", _) => "Levy".to_owned(),
            _ => "Fee".to_owned(),
        },
    }
}

/// What a measure does.
pub fn effect(effect: &Effect) -> String {
    match effect {
        Effect::Valuation(valuation) => {
            let share = if valuation.factor.is_zero() || valuation.factor.normalize().to_string() == "1" {
                String::new()
            } else {
                format!(", times {}", valuation.factor)
            };
            let of = match valuation.per_kg {
                Some(per_kg) => format!("{per_kg} per kg gross"),
                None => parts(&valuation.parts),
            };
            let deemed = |what: &str, share: Option<Percent>| {
                share.map(|share| format!("; without a statement {what} is {} of the price", percent(share)))
            };
            let freight = deemed("freight", valuation.deemed_freight).unwrap_or_default();
            let insurance = deemed("insurance", valuation.deemed_insurance).unwrap_or_default();
            format!("the value is {of}{share}{}{freight}{insurance}", rounding(valuation.round.as_ref()))
        }
        Effect::TaxBase(base) => {
            let add = base.add.iter().map(|add| format!(", plus {} of {}", percent(add.rate), parts(&add.of)));
            format!("tax is assessed on {}{}", parts(&base.parts), add.collect::<String>())
        }
        Effect::Closure => "nothing is quoted".to_owned(),
        Effect::Route(route) => {
            let mut same = vec![format!("{} digits of the code", route.digits)];
            same.extend(route.same_description.then(|| "the description".to_owned()));
            same.extend(route.same_origin.then(|| "the origin".to_owned()));
            format!("declared as {}; lines that share {} are one goods item", route.dataset, same.join(", "))
        }
        Effect::Scheme(scheme) => self::scheme(scheme),
        Effect::Relief(relief) => self::relief(relief),
        Effect::Collection(collection) => {
            let kinds = collection.charges.iter().map(word);
            let what: Vec<String> = kinds.chain(collection.measures.iter().cloned()).collect();
            format!("{}: {}", what.join(", "), collector(&collection.by))
        }
        Effect::Charge(charge) => self::charge(charge),
    }
}

fn scheme(scheme: &Scheme) -> String {
    let collects: Vec<String> = scheme.collects.iter().map(word).collect();
    let presumed = if scheme.presumed { "; presumed when the seller declares nothing" } else { "" };
    let deemed = if scheme.deemed_marketplace { "; a marketplace counts as registered" } else { "" };
    format!(
        "under `{}` (registration `{}`), {}: {}{presumed}{deemed}",
        scheme.scheme,
        scheme.registration,
        collects.join(", "),
        collector(&scheme.by)
    )
}

fn collector(by: &Collector) -> String {
    format!("owed by the {}, collected by the {}, at {}", word(by.debtor), word(by.collector), word(by.moment))
}

fn relief(relief: &Relief) -> String {
    let kinds = relief.lifts.iter().map(word);
    let what: Vec<String> = kinds.chain(relief.lifts_measures.iter().cloned()).collect();
    let limit = relief.test.as_ref().map(|limit| format!(" while {}", test(limit))).unwrap_or_default();
    let above = match relief.above {
        Above::All => "",
        Above::Excess => "; above it only the excess is charged",
        Above::WholeItems => "; above it whole pieces that fit stay free",
    };
    let sinks = if relief.sinks { "; excluded goods take it from the whole consignment" } else { "" };
    let lifted = match &relief.cut {
        None => format!("no {}", what.join(", ")),
        Some(cut) => format!("{}: {}", what.join(", "), self::cut(cut)),
    };
    format!("{lifted}{limit}{above}{sinks}")
}

/// What is taken off a rate: "3.5 points off rates of the value".
fn cut(cut: &Cut) -> String {
    let mut off = Vec::new();
    off.extend(cut.points.map(|points| format!("{} points off rates of the value", points.0.normalize())));
    off.extend(cut.share.map(|share| format!("{} off rates of the value", percent(share))));
    off.extend(cut.specific.map(|share| format!("{} off duties by quantity alone", percent(share))));
    off.join(", ")
}

fn charge(charge: &ChargeRule) -> String {
    let mut words = vec![amount(&charge.amount)];
    if !charge.base.is_empty() {
        words.push(format!("on {}", parts(&charge.base)));
    }
    if !charge.base_less.is_empty() {
        words.push(format!("less the declared {}", charge.base_less.join(" and ")));
    }
    if charge.assess == Per::GoodsItem && word(charge.kind) == "tax" {
        words.push("item by item".to_owned());
    }
    words.extend(charge.at_least.map(|least| format!("at least {least}")));
    words.extend(charge.at_most.map(|most| format!("at most {most}")));
    words.extend(charge.plus_tax.map(|tax| format!("plus {} tax on it", percent(tax))));
    let base = charge.round_base.as_ref().map(|round| format!("base{}", rounding(Some(round))));
    words.extend(base);
    let mut said = words.join(", ");
    said.push_str(&rounding(charge.round.as_ref()));
    if let Some(total) = &charge.round_total {
        said.push_str(&format!("; the sum of `{}`{}", total.of, rounding(Some(&total.round))));
    }
    said.push_str(&charge.payee.as_ref().map(|payee| format!("; to {payee}")).unwrap_or_default());
    said
}

/// How an amount comes about.
pub fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Expression(rate) => rate.to_string(),
        Amount::Flat { amount, per } => format!("{amount} per {}", word(per)),
        Amount::Schedule { schedule, columns, programs } => {
            let programs =
                if programs.is_empty() { String::new() } else { format!(", programme {}", programs.join(" or ")) };
            let lowest = if columns.len() > 1 { "the lowest of " } else { "" };
            format!("{lowest}tariff `{schedule}`, column {}{programs}", columns.join(" and "))
        }
        Amount::TopUp { to, over } => format!("what is missing to {} over {}", percent(*to), over.join(", ")),
        Amount::GrossUp { rate } => format!("{} inside its own base", percent(*rate)),
        Amount::RateLess { rate, less } => format!("{} less {less}", percent(*rate)),
    }
}

/// `16.5%`.
pub fn percent(percent: Percent) -> String {
    format!("{}%", percent.0.normalize())
}

fn rounding(round: Option<&Rounding>) -> String {
    round.map(|round| format!(", rounded {} to {}", word(round.mode), round.step)).unwrap_or_default()
}

/// Parts of a value, added up.
pub fn parts(of: &[Part]) -> String {
    let words: Vec<&str> = of.iter().map(part).collect();
    words.join(" + ")
}

fn part(part: &Part) -> &str {
    match part {
        Part::Goods => "the price of the goods",
        Part::Freight => "carriage",
        Part::Insurance => "insurance",
        Part::Customs => "the value for duty",
        Part::Duty => "duty",
        Part::Excise => "excise",
        Part::Levy => "levies",
        Part::Tax => "tax",
        Part::Charge(id) => id,
    }
}

/// A comparison: "the price of the goods per consignment is at most 150 EUR".
pub fn test(test: &Test) -> String {
    let mut bounds = Vec::new();
    bounds.extend(test.at_least.map(|bound| format!("at least {bound}")));
    bounds.extend(test.above.map(|bound| format!("above {bound}")));
    bounds.extend(test.at_most.map(|bound| format!("at most {bound}")));
    bounds.extend(test.below.map(|bound| format!("below {bound}")));
    format!("{} per {} is {}", parts(&test.of), word(test.per), bounds.join(" and "))
}

/// Everything that a condition asks, a phrase for each key.
pub fn condition(condition: &Condition) -> Vec<String> {
    let mut asked = Vec::new();
    let mut ask = |what: &str, values: Vec<String>| {
        if !values.is_empty() {
            asked.push(format!("{what} {}", values.join(" or ")));
        }
    };
    ask("it is a", condition.transaction.iter().map(word).collect());
    ask("it travels by", condition.carriage.iter().map(word).collect());
    ask("it leaves from", places(&condition.dispatched_from));
    ask("the goods are of", places(&condition.origin));
    ask("it goes to", places(&condition.to));
    ask("the code begins with", short(condition.code.iter().map(ToString::to_string).collect()));
    ask("the code is in the list", condition.list.clone());
    ask("the goods are", condition.goods.clone());
    ask("the line claims", condition.claim.clone());
    ask("the consignment elects", condition.election.clone());
    ask("it is declared as", condition.dataset.clone());
    ask("it is sold under", condition.scheme.clone());
    ask("the buyer is", condition.buyer.iter().map(word).collect());
    let facts =
        condition.fact.iter().map(|fact| if fact.is { fact.name.clone() } else { format!("not {}", fact.name) });
    for fact in facts {
        ask("the fact holds:", vec![fact]);
    }
    for test in &condition.value {
        ask("", vec![self::test(test)]);
    }
    ask("its gross weight is", condition.weight.iter().map(weight).collect());
    ask("it meets", condition.applies.clone());
    ask("it would be free under", condition.free.clone());
    ask("something is due at the border of", condition.due.iter().map(word).collect());
    let restricted =
        condition.restricted.map(|yes| if yes { "a restriction touches it" } else { "no restriction touches it" });
    ask("", restricted.map(str::to_owned).into_iter().collect());
    asked.iter().map(|phrase| phrase.trim().to_owned()).collect()
}

fn weight(test: &WeightTest) -> String {
    let bound = |word: &str, bound: Option<Kilograms>| bound.map(|bound| format!("{word} {} kg", bound.0));
    let bounds = [
        bound("more than", test.above),
        bound("at least", test.at_least),
        bound("at most", test.at_most),
        bound("below", test.below),
    ];
    let presumed = match test.presumed {
        Some(true) => " (taken as so when nobody says)",
        Some(false) => " (taken as not so when nobody says)",
        None => "",
    };
    format!("{}{presumed}", bounds.into_iter().flatten().collect::<Vec<_>>().join(" and "))
}

/// Long runs of codes are cut: the table has them all.
fn short(mut values: Vec<String>) -> Vec<String> {
    let all = values.len();
    if all > 12 {
        values.truncate(10);
        values.push(format!("{} more", all - 10));
    }
    values
}

fn places(matches: &[PlaceMatch]) -> Vec<String> {
    let name = |one: &PlaceMatch| match one {
        PlaceMatch::Place(place) => place.to_string(),
        PlaceMatch::Group(name) => format!("@{name}"),
    };
    matches.iter().map(name).collect()
}

/// A period: "from 2026-07-01 until 2028-07-01 (first day out)".
pub fn validity(validity: &Validity) -> String {
    match (validity.from, validity.until) {
        (None, None) => "without known beginning or end".to_owned(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until} (first day out)"),
        (Some(from), Some(until)) => format!("from {from} until {until} (first day out)"),
    }
}

/// A legal state that is not plainly law in force.
pub fn status(status: Status) -> Option<String> {
    (status != Status::InForce).then(|| format!("{}: shown, never charged", word(status)))
}

/// A source: "Council Regulation (EU) 2026/382, Art. 1 [official]".
pub fn citation(citation: &Citation, tables: &Tables) -> String {
    let title = tables.act(&citation.act).map_or(citation.act.as_str(), |act| &act.title);
    let at = if citation.at.is_empty() { String::new() } else { format!(", {}", citation.at) };
    format!("{title}{at} [{}]", grade(citation.grade))
}

/// A grade in words.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Official => "official",
        Grade::TwoSecondary => "two sources agree",
        Grade::Secondary => "one source",
        Grade::Unverified => "unverified",
    }
}

/// What a measure says, field by field, for comparing two of them.
pub fn fields(measure: &Measure) -> Vec<(&'static str, String)> {
    let day = |day: Option<dutybound::Date>| day.map_or("open".to_owned(), |day| day.to_string());
    let unless: Vec<String> = measure.unless.iter().map(|unless| condition(unless).join(" and ")).collect();
    let cite: Vec<String> = measure.cite.iter().map(|c| format!("{} {} ({})", c.act, c.at, grade(c.grade))).collect();
    vec![
        ("place", measure.place.to_string()),
        ("kind", kind(&measure.effect)),
        ("first day", day(measure.validity.from)),
        ("first day out", day(measure.validity.until)),
        ("status", word(measure.status)),
        ("when", condition(&measure.when).join("; ")),
        ("unless", unless.join("; or ")),
        ("in place of", measure.instead_of.join(", ")),
        ("effect", effect(&measure.effect)),
        ("title", measure.title.clone()),
        ("sources", cite.join("; ")),
        ("note", measure.note.clone().unwrap_or_default()),
    ]
}
