//! A quote as a person reads it on a terminal: made at the very end, from codes and numbers.

mod open;

use std::fmt::Write;

use dutybound::shape::QuoteShape;
use dutybound::tables::schema::Grade;
use dutybound::{Charge, Choice, CommodityCode, Consignment, Currency, Elsewhere, Place, Quote, Range, Tables};
use serde_json::Value;

/// The whole answer.
pub fn quote(
    quote: &Quote<'_>,
    elsewhere: Option<&Elsewhere<'_>>,
    consignment: &Consignment,
    tables: &Tables,
) -> String {
    let shape = serde_json::to_value(QuoteShape(quote)).unwrap_or_default();
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = head(&mut out, quote, tables);
    let _ = elsewhere.map_or(Ok(()), |elsewhere| parts(&mut out, quote, elsewhere, tables));
    let _ = payable(&mut out, quote, &shape);
    let _ = charges(&mut out, quote, &shape);
    let _ = left_open(&mut out, quote, elsewhere.is_some(), tables);
    let _ = reliefs(&mut out, quote);
    let _ = warnings(&mut out, quote, consignment);
    let _ = beside(&mut out, quote, &shape);
    let _ = foot(&mut out, quote, tables);
    visible(&out)
}

/// Text without signs that move a terminal's cursor or turn the direction of writing: a basket's words are anybody's.
pub fn visible(text: &str) -> String {
    let moves = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if moves(c) { '\u{fffd}' } else { c }).collect()
}

fn amount(range: Range, quote: &Quote<'_>) -> String {
    amount_in(range, quote.currency)
}

fn amount_in(range: Range, currency: Currency) -> String {
    let figure = |value: rust_decimal::Decimal| {
        let mut value = value.normalize();
        let places = currency.minor_unit().scale();
        if value.scale() < places {
            value.rescale(places);
        }
        value.to_string()
    };
    match (range.settled(), range.high) {
        (Some(settled), _) => format!("{} {currency}", figure(settled)),
        // A single charge may be lower in the dearest reading; people read ranges upwards.
        (None, Some(high)) => {
            let (low, high) = (range.low.min(high), range.low.max(high));
            format!("{} to {} {currency}", figure(low), figure(high))
        }
        (None, None) => format!("at least {} {currency}", figure(range.low)),
    }
}

fn head(out: &mut String, quote: &Quote<'_>, tables: &Tables) -> std::fmt::Result {
    let name = tables.place(quote.place).map_or(quote.place.as_str(), |place| &place.name);
    if !quote.lets_some_in() {
        return writeln!(out, "None of it may come into {name} on {}: there is no total", quote.on);
    }
    writeln!(out, "Landed cost in {name} on {}: {}", quote.on, amount(quote.landed_cost, quote))?;
    let exactly = |value| amount(Range::exactly(value), quote);
    writeln!(
        out,
        "  goods {}, carriage {}, insurance {}; declared as {}",
        exactly(quote.goods),
        exactly(quote.freight),
        exactly(quote.insurance),
        quote.dataset
    )
}

/// What the postcode may change: the parts of the destination with law of their own, those that cost the same together.
fn parts(out: &mut String, quote: &Quote<'_>, elsewhere: &Elsewhere<'_>, tables: &Tables) -> std::fmt::Result {
    if elsewhere.parts.is_empty() {
        return Ok(());
    }
    let all = elsewhere.landed_cost.zip(elsewhere.currency);
    let all = all.map(|(all, currency)| format!(": {}", amount_in(all, currency))).unwrap_or_default();
    let name = |place: Place| tables.place(place).map_or(place.to_string(), |place| place.name.clone());
    let main = name(quote.place);
    writeln!(out, "  in parts of {main} with law of their own{all}; --postcode tells which law applies")?;
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for (part, answer) in &elsewhere.parts {
        let costs = match answer {
            Ok(quote) if quote.lets_some_in() => amount(quote.landed_cost, quote),
            Ok(_) => "may not come in".to_owned(),
            Err(_) => "not covered".to_owned(),
        };
        match told.iter_mut().find(|(known, _)| *known == costs) {
            Some((_, names)) => names.push(name(*part)),
            None => told.push((costs, vec![name(*part)])),
        }
    }
    for (costs, names) in told {
        writeln!(out, "    {costs}: {}", names.join(", "))?;
    }
    Ok(())
}

fn payable(out: &mut String, quote: &Quote<'_>, shape: &Value) -> std::fmt::Result {
    if !quote.lets_some_in() {
        return Ok(());
    }
    if quote.charges.is_empty() {
        return writeln!(out, "\nNothing is owed on top.");
    }
    writeln!(out, "\nWho pays whom, and when")?;
    for part in shape.get("payable").and_then(Value::as_array).into_iter().flatten() {
        let text = |key: &str| part.get(key).and_then(Value::as_str).unwrap_or_default().replace('-', " ");
        let figure = |path: &str| part.pointer(path).and_then(Value::as_str);
        let (low, high) = (figure("/amount/low").unwrap_or_default(), figure("/amount/high"));
        let sum = match high {
            Some(high) if high == low => low.to_owned(),
            Some(high) => format!("{low} to {high}"),
            None => format!("at least {low}"),
        };
        let (debtor, collector, moment) = (text("debtor"), text("collector"), text("moment"));
        writeln!(out, "  {sum} {} by the {debtor} to the {collector}, at {moment}", quote.currency)?;
    }
    Ok(())
}

fn charges(out: &mut String, quote: &Quote<'_>, shape: &Value) -> std::fmt::Result {
    if !quote.charges.is_empty() {
        writeln!(out, "\nCharges")?;
    }
    for (charge, shape) in
        quote.charges.iter().zip(shape.get("charges").and_then(Value::as_array).into_iter().flatten())
    {
        one_charge(out, quote, charge, shape)?;
    }
    Ok(())
}

fn one_charge(out: &mut String, quote: &Quote<'_>, charge: &Charge<'_>, shape: &Value) -> std::fmt::Result {
    let item = charge.item.map(|item| format!(" on item {}", item + 1)).unwrap_or_default();
    writeln!(
        out,
        "  {:>14}  {}{item}: {}",
        amount(charge.amount, quote),
        charge.rule.name,
        working(shape.get("working").unwrap_or(&Value::Null))
    )?;
    let grade = grade(charge.grade);
    writeln!(out, "  {:>14}  {} [{}; {grade}]", "", charge.measure.title, charge.measure.id)
}

fn working(working: &Value) -> String {
    let text = |key: &str| working.get(key).and_then(Value::as_str).unwrap_or_default();
    match text("how") {
        "rate" => format!("{} of {}", text("rate"), text("base")),
        "tariff" => {
            format!(
                "{} of {} (tariff {}, {}, as of {})",
                text("rate"),
                text("base"),
                text("schedule"),
                text("column"),
                text("snapshot")
            )
        }
        "tariff-reduced" => {
            format!("{} instead of {} of {} (tariff {})", text("rate"), text("full"), text("base"), text("schedule"))
        }
        "flat" => format!("{} x {}", text("count"), text("rate")),
        "top-up" => {
            format!("up to {} of {}, of which {} is taken already", text("rate"), text("base"), text("covered"))
        }
        "gross-up" => format!("{} of {} with the tax itself in it", text("rate"), text("base")),
        "rate-less" => format!("{} of {} less {}", text("rate"), text("base"), text("less")),
        _ => format!("the tariff {} holds no rate for the code", text("schedule")),
    }
}

fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Official => "official source",
        Grade::TwoSecondary => "two sources agree",
        Grade::Secondary => "one source",
        Grade::Unverified => "not confirmed",
    }
}

fn left_open(out: &mut String, quote: &Quote<'_>, shows_parts: bool, tables: &Tables) -> std::fmt::Result {
    for gap in &quote.gaps {
        writeln!(out, "\nNot covered: {} holds no rate for item {}", gap.title, gap.item.map_or(0, |item| item + 1))?;
    }
    // The postcode stands beside the total, with what it may change.
    let needs = quote.needs.iter().filter(|need| need.code != "postcode" || !shows_parts);
    let (of_warnings, of_sums): (Vec<_>, Vec<_>) = needs.partition(|need| need.restriction.is_some());
    for (title, needs) in [("This would settle what is open", of_sums), ("This would settle a warning", of_warnings)] {
        if !needs.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        // Duty and excise may ask for the same: it is told once.
        let mut told: Vec<String> = Vec::new();
        for asked in needs.into_iter().map(|need| open::need(need, quote, tables)) {
            if !told.contains(&asked) {
                writeln!(out, "  {asked}")?;
                told.push(asked);
            }
        }
    }
    for (position, choice) in quote.items.iter().zip(1..).filter_map(|(item, at)| Some((at, item.choice.as_ref()?))) {
        which_line(out, quote, position, choice)?;
    }
    for problem in &quote.problems {
        writeln!(out, "\nProblem at {problem}")?;
    }
    Ok(())
}

/// More codes of one rate than anybody reads.
const CODES_SHOWN: usize = 6;
/// More lines than fit on a screen beside the rest.
const LINES_SHOWN: usize = 12;

fn which_line(out: &mut String, quote: &Quote<'_>, item: usize, choice: &Choice<'_>) -> std::fmt::Result {
    let Choice { low_code, high_code, lines, question } = choice;
    // Where the law bounds a rate, one line may be both.
    let ends = format!(" The low end is {low_code}, the high end {high_code}");
    let ends = if low_code == high_code { "" } else { &ends };
    writeln!(out, "\nWhich tariff line is item {item}?{ends}")?;
    if let Some(question) = question {
        writeln!(out, "  {}", question.text)?;
        for answer in &question.answers {
            writeln!(out, "    {:<12} {}: {}", answer.code.to_string(), answer.text, amount(answer.amount, quote))?;
        }
    }
    // A code beside longer ones that it begins stands for what is none of them.
    let besides = |code: &CommodityCode| {
        lines.iter().flat_map(|told| &told.codes).any(|other| other != code && code.covers(*other))
    };
    for told in lines.iter().take(LINES_SHOWN) {
        let named = |code: &CommodityCode| if besides(code) { format!("other {code}") } else { code.to_string() };
        let mut codes: Vec<String> = told.codes.iter().take(CODES_SHOWN).map(named).collect();
        let more = told.codes.len().saturating_sub(CODES_SHOWN);
        if more > 0 {
            codes.push(format!("and {more} more"));
        }
        let rate = told.rate.map_or("no tariff rate".to_owned(), |rate| rate.brief().to_string());
        writeln!(out, "  {:>14}  {rate}: {}", amount(told.amount, quote), codes.join(", "))?;
    }
    match lines.len().saturating_sub(LINES_SHOWN) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} dearer ones"),
    }
}

fn reliefs(out: &mut String, quote: &Quote<'_>) -> std::fmt::Result {
    if !quote.reliefs.is_empty() {
        writeln!(out, "\nReliefs")?;
    }
    for relief in &quote.reliefs {
        if let (true, Some(over)) = (relief.granted, relief.over_by) {
            writeln!(
                out,
                "  granted up to the limit, which is passed by {over}: {} [{}]",
                relief.measure.title, relief.measure.id
            )?;
            continue;
        }
        let claim = || relief.claim.map(|claim| format!(", not claimed ({claim})")).unwrap_or_default();
        let over = relief.over_by.map_or_else(claim, |over| format!(", over by {over}"));
        let state = if relief.granted { "granted" } else { "missed" };
        writeln!(out, "  {state}{over}: {} [{}]", relief.measure.title, relief.measure.id)?;
    }
    Ok(())
}

fn warnings(out: &mut String, quote: &Quote<'_>, consignment: &Consignment) -> std::fmt::Result {
    if !quote.warnings.is_empty() || !quote.restrictions_held {
        writeln!(out, "\nMay it come in?")?;
    }
    if !quote.restrictions_held {
        writeln!(
            out,
            "  What {} itself prohibits is not held; rules of treaties and carriers were looked at.",
            quote.place
        )?;
    }
    for warning in &quote.warnings {
        let status = if warning.asks {
            "to be checked".to_owned()
        } else {
            format!("{:?}", warning.restriction.status).to_lowercase()
        };
        let goods = consignment.lines.get(warning.line).map(|line| line.description.as_str()).unwrap_or_default();
        writeln!(out, "  line {} ({goods}): {status}: {}", warning.line + 1, warning.restriction.effect)?;
        writeln!(
            out,
            "    {} [{}; {}]",
            warning.restriction.basis,
            warning.restriction.id,
            grade(warning.restriction.grade)
        )?;
    }
    Ok(())
}

fn beside(out: &mut String, quote: &Quote<'_>, shape: &Value) -> std::fmt::Result {
    let parts = [
        ("A carrier typically also asks (not law, not in the total)", &quote.carrier_fees, "carrierFees"),
        ("Adopted, start not confirmed (not in the total)", &quote.scheduled, "scheduled"),
    ];
    for (title, charges, key) in parts {
        if !charges.is_empty() {
            writeln!(out, "\n{title}")?;
        }
        for (charge, shape) in charges.iter().zip(shape.get(key).and_then(Value::as_array).into_iter().flatten()) {
            one_charge(out, quote, charge, shape)?;
        }
    }
    Ok(())
}

fn foot(out: &mut String, quote: &Quote<'_>, tables: &Tables) -> std::fmt::Result {
    writeln!(out)?;
    for assumed in open::assumptions(quote, tables) {
        writeln!(out, "{assumed}")?;
    }
    for rate in &quote.rates {
        let on = rate.on.map(|on| format!(" of {on}")).unwrap_or_default();
        writeln!(out, "Rate{on}: 1 {} = {} {} ({})", rate.from, rate.rate, rate.to, rate.source)?;
    }
    for watch in &quote.watch {
        writeln!(out, "Announced: {} ({})", watch.title, watch.expected)?;
    }
    let until =
        quote.valid_until.map_or("no enacted change is known".to_owned(), |day| format!("the law changes on {day}"));
    writeln!(out, "Valid: {until}. Tables {}. Not legal advice; a declaration is what counts.", quote.edition)
}
