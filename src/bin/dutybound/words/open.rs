//! What an answer leaves open and what it takes for granted, in sentences that name the flag which settles it.

use dutybound::{Assumption, OpenNeed, Place, Quote, Tables};

/// What would settle something open.
pub fn need(need: &OpenNeed<'_>, quote: &Quote<'_>, tables: &Tables) -> String {
    let goods = need.item.map(|item| format!(" of item {}", item + 1)).unwrap_or_default();
    let (kind, of) = need.code.split_once(':').unwrap_or((&need.code, ""));
    match kind {
        "code" => format!("a longer code{goods}"),
        "quantity" => quantity(of, &goods),
        "component" => format!("the value of the {of}{goods}, in a basket file"),
        "fact" => format!("{}{goods}: fact={of}, or fact=!{of} if not", question(of, tables)),
        "rate" => format!("a rate from {of}, in a basket file's exchangeRates"),
        "technical" => format!("more than a declaration says{goods}: {of}"),
        "postcode" => "the postcode, where parts of it have law of their own: --postcode".to_owned(),
        "weight" => "what everything weighs: --weight".to_owned(),
        "part" => format!("which part of it: --to {}", parts(quote.place, tables).join(", ")),
        "unconfirmed" => format!("whether this is law; nobody could confirm it: {}", title(need, tables)),
        "line" => format!("the tariff line{goods}, which is not held; the law sets bounds for its rate"),
        "season" => format!("the season{goods}, which the tariff does not fix"),
        _ => format!("{}{goods}", need.code),
    }
}

/// How much of something, by the word that a line of goods takes. What one quantity tells of another is asked once.
fn quantity(unit: &str, goods: &str) -> String {
    let units = match unit {
        "kg" => return format!("the net weight{goods}: kg=..."),
        "litre-alcohol" | "percent-hectolitre" => {
            return format!("the litres of pure alcohol{goods}: litre-alcohol=..., or litre=... and percent-vol=...");
        }
        "item" => "pieces",
        "pair" => "pairs",
        "kg-gross" => "kilograms with all packing",
        "kg-drained" => "kilograms without the liquid",
        "kg-dry" => "kilograms of dry matter",
        "kg-clean" => "kilograms of clean wool",
        "kg-with-container" => "kilograms with the container it is sold in",
        "kg-degree" => "kilograms times degrees of polarization below 100",
        "litre" => "litres",
        "proof-litre" => "litres at proof, two for each litre of pure alcohol",
        "m2" => "square metres",
        "m3" => "cubic metres",
        "metre" => "metres",
        "carat" => "carats",
        "jewel" => "jewels",
        "head" => "animals",
        "stick" => "cigarettes or other sticks",
        "line" => "buttons times their size in lines",
        "[hectolitre degree Plato]" => "hectolitres times degrees Plato",
        "[watt]" => "watts",
        other => return format!("the {}{goods}: {unit}=...", content(other).unwrap_or_else(|| other.to_owned())),
    };
    format!("the {units}{goods}: {unit}=...")
}

/// What is counted in a unit of a part of the goods, such as `kg[copper]`.
fn content(unit: &str) -> Option<String> {
    let (of, name) = unit.strip_suffix(']')?.split_once('[')?;
    let of = match of {
        "kg" => "kilograms of ",
        "litre" => "litres of ",
        _ => "",
    };
    Some(format!("{of}{name}"))
}

fn question<'t>(fact: &'t str, tables: &'t Tables) -> &'t str {
    tables.world.facts.iter().find(|known| known.name == fact).map_or(fact, |known| &known.question)
}

fn parts(place: Place, tables: &Tables) -> Vec<String> {
    let within = tables.world.places.iter().filter(|part| part.within == Some(place) && part.destination);
    within.map(|part| part.place.to_string()).collect()
}

fn title<'t>(need: &OpenNeed<'t>, tables: &'t Tables) -> &'t str {
    let measure = tables.world.measures.iter().find(|measure| Some(measure.id.as_str()) == need.measure);
    measure.map_or("a relief", |measure| &measure.title)
}

/// What was taken for granted, once each, with the lines that it was taken for.
pub fn assumptions(quote: &Quote<'_>, tables: &Tables) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for assumption in &quote.assumptions {
        let said = assumed(assumption, tables);
        let line = assumption.line.map(|line| (line + 1).to_string());
        match told.iter_mut().find(|(known, _)| *known == said) {
            Some((_, lines)) => lines.extend(line),
            None => told.push((said, line.into_iter().collect())),
        }
    }
    let named = |lines: Vec<String>| match lines.as_slice() {
        [] => String::new(),
        [one] => format!(" of line {one}"),
        several => format!(" of lines {}", several.join(", ")),
    };
    told.into_iter().map(|(said, lines)| format!("Assumed{}: {said}", named(lines))).collect()
}

fn assumed(assumption: &Assumption<'_>, tables: &Tables) -> String {
    let value = assumption.value.as_str();
    match (assumption.code, value.strip_prefix('!')) {
        ("fact-presumed", Some(fact)) => format!("no. {} (fact={fact} if so)", question(fact, tables)),
        ("fact-presumed", None) => format!("yes. {} (fact=!{value} if not)", question(value, tables)),
        ("origin-is-dispatch", _) => format!("made where it is sent from, {value} (origin=... if not)"),
        ("code-unknown", _) => "no code is known, so no rate of its own is found".to_owned(),
        ("code-read-as", _) => format!("its code is read as {value}, the part that the tariff there knows"),
        ("code-ended", _) => format!("its code ended with the nomenclature of 2017 and is read as {value}"),
        ("freight-in-price", _) => "carriage is within the prices (--freight if not)".to_owned(),
        ("not-in-a-part", _) => format!("it does not go to a part with law of its own ({value})"),
        ("weight-presumed", _) => "it is light enough for the usual rules (--weight)".to_owned(),
        ("scheme-presumed", _) => {
            format!("the seller is registered for {value}, as the law wants (--registration none if not)")
        }
        ("scheme-not-presumed", _) => {
            format!("the seller is not registered for {value} (--registration {value} if so)")
        }
        ("claim-without-effect", _) => format!("nothing of the claim {value}: no agreement held here answers it"),
        ("code-fits-price", _) => {
            "its price rules out lines of the tariff (item=... if a piece is a set of several)".to_owned()
        }
        ("piece-is-unit", _) => format!("each piece is one {value} ({value}=... if not)"),
        ("dataset-by-law", _) => format!("the declaration asked for is not open to it; {value} is used"),
        (code, _) => format!("{} {value}", code.replace('-', " ")),
    }
}
