//! What is held of one destination, in the cells of a row.

use dutybound::tables::schema::{
    Above, Amount, ChargeKind, ChargeRule, Condition, Effect, FeeClass, Grade, Measure, Part, Per, PlaceLaw, Relief,
    Test, Transaction,
};
use dutybound::tables::{
    Schedule,
    check::{What, Written},
};
use dutybound::{Date, Place, Tables};

use super::{GRADES, UNSURE, met, phrase, share, show, tariffs};

/// The cells' headings.
pub const HEADINGS: [&str; 13] = [
    "Free up to",
    "Gifts free up to",
    "Duty",
    "Tax",
    "Reduced",
    "Excise, levies",
    "Fees",
    "Collected by",
    "Restrictions",
    "Tariff",
    "How sure",
    "Sources read",
    "Next change",
];

/// The cells of a destination.
pub fn cells(tables: &Tables, written: &Written, held: &PlaceLaw, on: Date) -> Vec<String> {
    let measures = met(tables, held.place, on);
    let is_tax = |charge: &ChargeRule| charge.kind == ChargeKind::Tax;
    let (reduced, general): (Vec<&Measure>, Vec<&Measure>) =
        charging(&measures, is_tax).into_iter().partition(|measure| is_for_some_goods(&measure.when));
    vec![
        reliefs(&measures, false),
        reliefs(&measures, true),
        amounts(&charging(&measures, |charge| charge.kind == ChargeKind::Duty), false),
        amounts(&general, true),
        figure(reduced.len()),
        excises(&measures),
        fees(&measures),
        collectors(&measures),
        figure(restrictions(tables, held.place, on)),
        tariff(tables, held.place, on),
        surety(&measures),
        read(written, &measures),
        show::changes(tables, held.place, on).first().map_or("none known".to_owned(), |(day, _)| day.to_string()),
    ]
}

/// Measures that put a charge on goods.
fn charging<'t>(measures: &[&'t Measure], wanted: impl Fn(&ChargeRule) -> bool) -> Vec<&'t Measure> {
    let charge = |measure: &Measure| matches!(&measure.effect, Effect::Charge(charge) if wanted(charge));
    measures.iter().copied().filter(|measure| charge(measure)).collect()
}

/// Nothing held is said in a word: an empty cell could be taken for a mistake.
fn figure(count: usize) -> String {
    if count == 0 { "none".to_owned() } else { count.to_string() }
}

/// Phrases that differ, in their order; `none` for none.
fn listed(said: impl IntoIterator<Item = String>) -> String {
    let mut different: Vec<String> = Vec::new();
    for one in said {
        if !different.contains(&one) {
            different.push(one);
        }
    }
    if different.is_empty() { "none".to_owned() } else { different.join("; ") }
}

/// The limits of the reliefs, for gifts alone or for all else, and how many have none.
fn reliefs(measures: &[&Measure], gifts: bool) -> String {
    let mut said = Vec::new();
    let mut without = 0;
    for measure in measures.iter().filter(|measure| is_for_gifts(measure) == gifts) {
        let Effect::Relief(relief) = &measure.effect else { continue };
        match &relief.test {
            Some(test) => said.push(limited(relief, test, measure.grade)),
            None => without += 1,
        }
    }
    if without > 0 {
        said.push(format!("{without} on conditions"));
    }
    listed(said)
}

/// `duty, tax: 150 EUR`.
fn limited(relief: &Relief, test: &Test, grade: Grade) -> String {
    let kinds: Vec<String> = relief.lifts.iter().map(phrase::word).collect();
    let what = if kinds.is_empty() { "single charges".to_owned() } else { kinds.join(", ") };
    let above = if relief.above == Above::All { "" } else { ", above it the excess" };
    let unsure = if grade == Grade::Unverified { " (?)" } else { "" };
    format!("{what}: {}{above}{unsure}", limit(test))
}

/// A limit in short. What is not said is the plain case: the price of the goods of the consignment.
fn limit(test: &Test) -> String {
    let bound = match (test.at_most, test.below) {
        (Some(most), _) => most.to_string(),
        (None, Some(below)) => format!("under {below}"),
        (None, None) => return phrase::test(test),
    };
    let of = if test.of == [Part::Goods] { String::new() } else { format!(" of {}", phrase::parts(&test.of)) };
    let per = if test.per == Per::Consignment { String::new() } else { format!(" per {}", phrase::word(test.per)) };
    format!("{bound}{of}{per}")
}

fn is_for_gifts(measure: &Measure) -> bool {
    measure.when.transaction == [Transaction::Gift]
}

fn is_for_some_goods(when: &Condition) -> bool {
    !(when.code.is_empty() && when.list.is_empty() && when.goods.is_empty() && when.fact.is_empty())
}

/// More rates than this are counted, not listed.
const LISTED: usize = 3;

/// The rates of charges, with their names where those matter.
fn amounts(measures: &[&Measure], named: bool) -> String {
    let said = measures.iter().filter_map(|measure| match &measure.effect {
        Effect::Charge(charge) => {
            Some(if named { format!("{} {}", charge.name, amount(charge)) } else { amount(charge) })
        }
        _ => None,
    });
    let mut said: Vec<String> = said.collect();
    let all = said.len();
    said.sort();
    said.dedup();
    if said.len() > LISTED { format!("{all} rules") } else { listed(said) }
}

fn amount(charge: &ChargeRule) -> String {
    match &charge.amount {
        Amount::Schedule { .. } => "tariff".to_owned(),
        Amount::Expression(rate) if rate.to_string().contains("technical") => "partly open".to_owned(),
        amount => phrase::amount(amount),
    }
}

fn excises(measures: &[&Measure]) -> String {
    let number = |kind: ChargeKind| charging(measures, |charge| charge.kind == kind).len();
    let counted = [(number(ChargeKind::Excise), "excise"), (number(ChargeKind::Levy), "levy")];
    let said = counted.into_iter().filter(|(count, _)| *count > 0);
    listed(said.map(|(count, kind)| format!("{count} {kind}")))
}

fn fees(measures: &[&Measure]) -> String {
    let of =
        |class: FeeClass| charging(measures, |charge| charge.kind == ChargeKind::Fee && charge.class == class).len();
    let counted = [(of(FeeClass::Statutory), "by law"), (of(FeeClass::Carrier), "of carriers")];
    let said = counted.into_iter().filter(|(count, _)| *count > 0);
    listed(said.map(|(count, whose)| format!("{count} {whose}")))
}

/// Who takes the money: sellers under a scheme, and those at the border or the door.
fn collectors(measures: &[&Measure]) -> String {
    let said = |measure: &&Measure| match &measure.effect {
        Effect::Scheme(scheme) => Some(format!("{} (`{}`)", phrase::word(scheme.by.collector), scheme.registration)),
        Effect::Collection(collection) => Some(phrase::word(collection.by.collector)),
        _ => None,
    };
    listed(measures.iter().filter_map(said))
}

/// Restrictions of the place's own law and its unions', besides those that hold everywhere.
fn restrictions(tables: &Tables, place: Place, on: Date) -> usize {
    let chain: Vec<Place> = tables.within(place).map(|held| held.place).collect();
    let own =
        tables.world.restrictions.iter().filter(|restriction| restriction.place.is_some_and(|p| chain.contains(&p)));
    own.filter(|restriction| restriction.validity.contains(on)).count()
}

/// The tariffs read: how long their codes are, how many rows, of which year. Without one, what duty is on average.
fn tariff(tables: &Tables, place: Place, on: Date) -> String {
    let said: Vec<String> = show::schedules(tables, place, on).into_iter().map(depth).collect();
    if !said.is_empty() {
        return said.join("; ");
    }
    let typical = tables.place(place).and_then(|held| held.typical_duty.as_ref());
    typical.map_or("none".to_owned(), |typical| format!("none; {} on average", phrase::percent(typical.rate)))
}

fn depth(schedule: &Schedule) -> String {
    let longest = schedule.columns.iter().max_by_key(|column| column.rows().len());
    let (digits, rows) = longest.map_or((0, 0), |column| (tariffs::depth(column), column.rows().len()));
    format!("`{}`, {digits} digits, {rows} rows of {}", schedule.id, schedule.snapshot.year())
}

/// The grade of most measures and the weakest, and the share of those that rest on nothing confirmed.
fn surety(measures: &[&Measure]) -> String {
    let number = |grade: Grade| measures.iter().filter(|measure| measure.grade == grade).count();
    let mostly = GRADES.into_iter().max_by_key(|grade| number(*grade)).unwrap_or(Grade::Unverified);
    let weakest = measures.iter().map(|measure| measure.grade).max().unwrap_or(Grade::Unverified);
    let said = if number(mostly) == measures.len() {
        phrase::grade(mostly).to_owned()
    } else if mostly == weakest {
        format!("mostly {}", phrase::grade(mostly))
    } else {
        format!("mostly {}, weakest {}", phrase::grade(mostly), phrase::grade(weakest))
    };
    let (unverified, percent) = share(measures);
    match unverified {
        0 => format!("{said}; none unverified"),
        _ if percent > UNSURE => format!("{said}; **{unverified} of {} unverified, {percent} %**", measures.len()),
        _ => format!("{said}; {unverified} of {} unverified, {percent} %", measures.len()),
    }
}

/// When the sources of these measures were read.
fn read(written: &Written, measures: &[&Measure]) -> String {
    let cited = |act: &str| measures.iter().flat_map(|measure| &measure.cite).any(|citation| citation.act == act);
    let days: Vec<Date> = written.of(What::Act).filter(|act| cited(&act.id)).filter_map(|act| act.read).collect();
    match (days.iter().min(), days.iter().max()) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} to {last}"),
        _ => "not said".to_owned(),
    }
}
