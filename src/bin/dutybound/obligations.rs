//! `dutybound obligations`: what a seller must do, as a checklist or JSON.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dutybound::obligation::{Bound, Compare, Item, Lack, Measured, Near, ObligationKind, Standing};
use dutybound::{Checklist, Sale, obligations};

/// Either a sale as JSON, or flags.
#[derive(Args)]
pub struct ObligationsArgs {
    /// A sale as JSON, `-` for standard input: the object that the JavaScript API takes
    #[arg(conflicts_with_all = ["to", "from", "sent_from", "on", "selling", "goods", "sales", "sales_world", "parcel", "carriage"])]
    sale: Option<PathBuf>,
    /// A destination, such as DE; several with commas
    #[arg(long, value_delimiter = ',', required_unless_present = "sale")]
    to: Vec<String>,
    /// Where the seller is established, such as KE
    #[arg(long)]
    from: Option<String>,
    /// Where the goods leave from, when not where the seller is
    #[arg(long, value_name = "PLACE")]
    sent_from: Option<String>,
    /// The day, such as 2026-11-21
    #[arg(long, value_name = "DAY", required_unless_present = "sale")]
    on: Option<String>,
    /// own-shop, marketplace or both
    #[arg(long)]
    selling: Option<String>,
    /// Codes of the goods, two digits or more, such as 4202; several with commas
    #[arg(long, value_delimiter = ',', value_name = "CODE")]
    goods: Vec<String>,
    /// Sales of a year to a destination or a union, such as `AU=60000 AUD`
    #[arg(long, value_name = "PLACE=AMOUNT")]
    sales: Vec<String>,
    /// All sales of a year, such as `90000 USD`
    #[arg(long, value_name = "AMOUNT")]
    sales_world: Option<String>,
    /// What the goods of a usual parcel cost, such as `80 EUR`
    #[arg(long, value_name = "AMOUNT")]
    parcel: Option<String>,
    /// post or express
    #[arg(long)]
    carriage: Option<String>,
    /// Print the checklist as JSON, as the JavaScript API gives it
    #[arg(long)]
    json: bool,
}

pub fn command(folder: &Path, args: ObligationsArgs) -> ExitCode {
    let sale = match read_sale(&args) {
        Ok(sale) => sale,
        Err(message) => {
            complain!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let checklist = obligations(&sale, &text.tables);
    if args.json {
        say!("{}", serde_json::to_string_pretty(&checklist).unwrap_or_default());
    } else {
        tell!("{}", words(&checklist));
    }
    ExitCode::SUCCESS
}

fn read_sale(args: &ObligationsArgs) -> Result<Sale, String> {
    let value = match &args.sale {
        Some(path) => {
            let text = crate::text_of(path).map_err(|error| format!("`{}` cannot be read: {error}", path.display()))?;
            let value: serde_json::Value =
                serde_json::from_str(&text).map_err(|error| format!("this is not a sale: {error}"))?;
            if !value.is_object() {
                return Err("this is not a sale: it is not an object".to_owned());
            }
            value
        }
        None => from_flags(args)?,
    };
    serde_json::from_value(value).map_err(|error| format!("this sale cannot be read: {error}"))
}

fn from_flags(args: &ObligationsArgs) -> Result<serde_json::Value, String> {
    let mut there = serde_json::Map::new();
    for sales in &args.sales {
        let (place, amount) =
            sales.split_once('=').ok_or_else(|| format!("`{sales}` is not sales to a place; write `AU=60000 AUD`"))?;
        there.insert(crate::quote::in_capitals(place.trim()), amount.trim().into());
    }
    let capitals = |text: &String| crate::quote::in_capitals(text);
    Ok(serde_json::json!({
        "on": args.on, "seller": args.from.as_ref().map(capitals), "from": args.sent_from.as_ref().map(capitals),
        "to": args.to.iter().map(capitals).collect::<Vec<_>>(), "selling": args.selling,
        "salesWorld": args.sales_world, "salesThere": there, "parcel": args.parcel,
        "goods": args.goods, "carriage": args.carriage,
    }))
}

/// The checklist as text: what is due and open by kind, then what is below a threshold, then what lies ahead.
fn words(checklist: &Checklist<'_>) -> String {
    let mut out = String::new();
    for standing in [Standing::Due, Standing::Open, Standing::BelowThreshold, Standing::Ahead] {
        let items: Vec<&Item<'_>> = checklist.items.iter().filter(|item| item.standing == standing).collect();
        if items.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{} ({})", heading(standing), items.len());
        let mut kind = None;
        for item in items {
            if kind.replace(item.obligation.kind) != Some(item.obligation.kind) {
                let _ = writeln!(out, "  {}", kind_name(item.obligation.kind));
            }
            write_item(&mut out, item);
        }
        out.push('\n');
    }
    if !checklist.not_held.is_empty() {
        let places: Vec<&str> = checklist.not_held.iter().map(|place| place.as_str()).collect();
        let _ = writeln!(
            out,
            "No obligations of their own are held for {}: which says nothing about whether there are any.",
            places.join(", ")
        );
    }
    let _ = writeln!(out, "Edition {}; the law of {}. Not advice: check the sources.", checklist.edition, checklist.on);
    out
}

fn write_item(out: &mut String, item: &Item<'_>) {
    let row = item.obligation;
    let to: Vec<&str> = item.to.iter().map(|place| place.as_str()).collect();
    let _ = writeln!(out, "    [ ] {} ({}; {})", row.title, to.join(", "), code(row.who));
    let _ = writeln!(out, "        {}", row.task);
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "        {label}: {text}");
        }
    };
    line("question", &row.asks);
    line("identifier", &row.identifier);
    line("travels in", &row.travels);
    line("when", &row.rhythm);
    line("otherwise", &row.penalty);
    for near in &item.near {
        line("threshold", &threshold(near, &row.period));
    }
    line("still needed", &item.lacks.iter().map(|lack| lack_name(*lack)).collect::<Vec<_>>().join(", "));
    let day = |day: Option<dutybound::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    line("since", &day(row.validity.from));
    line("until", &day(row.validity.until));
    line("source", &format!("{} ({}) {}", row.basis, code(row.grade), row.url));
}

/// A word of the tables as it is written there.
fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn threshold(near: &Near, period: &str) -> String {
    let Bound { of, compare, amount } = &near.bound;
    let of = match of {
        Measured::There => "sales there",
        Measured::World => "all sales",
        Measured::Parcel => "goods of a parcel",
        Measured::Item => "one piece",
    };
    let compare = match compare {
        Compare::AtLeast => "at least",
        Compare::Above => "above",
        Compare::AtMost => "at most",
        Compare::Below => "below",
    };
    let mut text = format!("{of} {compare} {amount}");
    if matches!(near.bound.of, Measured::There | Measured::World) {
        let _ = write!(text, " in {period}");
    }
    match (&near.have, near.percent) {
        (Some(have), Some(percent)) => {
            let least = if near.partial { "at least " } else { "" };
            let _ = write!(text, "; {least}{have} told, {percent} %");
        }
        _ => text.push_str("; not told"),
    }
    text
}

const fn heading(standing: Standing) -> &'static str {
    match standing {
        Standing::Due => "To do",
        Standing::Open => "Perhaps to do: something has to be known first",
        Standing::BelowThreshold => "Not yet: a threshold is not reached",
        Standing::Ahead => "Ahead, or not confirmed",
    }
}

const fn kind_name(kind: ObligationKind) -> &'static str {
    match kind {
        ObligationKind::Registration => "Registration",
        ObligationKind::Collect => "Who collects",
        ObligationKind::Identifier => "Numbers and marks",
        ObligationKind::ProductRule => "Product rules",
        ObligationKind::Data => "Data and papers",
        ObligationKind::Filing => "Returns, reports, records",
        ObligationKind::Export => "Export",
    }
}

const fn lack_name(lack: Lack) -> &'static str {
    match lack {
        Lack::Seller => "where the seller is established (--from)",
        Lack::Selling => "the way of selling (--selling)",
        Lack::Goods => "the goods' codes (--goods)",
        Lack::Carriage => "how parcels travel (--carriage)",
        Lack::SalesThere => "sales there (--sales)",
        Lack::SalesWorld => "all sales (--sales-world)",
        Lack::Parcel => "the price of a usual parcel (--parcel)",
        Lack::Rate => "an exchange rate",
        Lack::Question => "the answer to the question",
    }
}
