//! `dutybound quote`: price a basket, as text or JSON.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use dutybound::shape::{self, Basket};
use dutybound::{Consignment, Problem, Tables};

use crate::words;

/// Either a basket file, or flags for a simple one.
#[derive(Args)]
pub struct QuoteArgs {
    /// A basket as JSON, `-` for standard input: the object that the JavaScript API takes
    #[arg(conflicts_with_all = ["to", "from", "lines"])]
    basket: Option<PathBuf>,
    /// Destination, such as FR or CA-ON
    #[arg(long)]
    to: Option<String>,
    /// Country the goods are sent from, such as CN
    #[arg(long)]
    from: Option<String>,
    /// A line: `6109.10, 2 x 20.00, cotton T-shirt, origin=CN, kg=0.4, pair=2, claim=usmca, fact=for-children`
    #[arg(long = "line", value_name = "LINE")]
    lines: Vec<String>,
    /// The day whose law applies, such as 2026-07-01
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Currency of all prices
    #[arg(long)]
    currency: Option<String>,
    /// Carriage to the destination
    #[arg(long)]
    freight: Option<String>,
    /// distance-sale, commercial or gift
    #[arg(long)]
    transaction: Option<String>,
    /// post, express, air-freight, sea-freight or land-freight
    #[arg(long)]
    carriage: Option<String>,
    /// A registration that the seller holds, such as ioss; `none` for none
    #[arg(long = "registration", value_name = "NAME")]
    registrations: Vec<String>,
    /// The sale goes through a marketplace
    #[arg(long)]
    marketplace: bool,
    /// Something the importer elects, such as tariff-rates
    #[arg(long = "elect", value_name = "NAME")]
    elections: Vec<String>,
    /// Print the result as JSON, as the JavaScript API gives it
    #[arg(long)]
    json: bool,
}

pub fn command(tables: &Path, args: QuoteArgs) -> ExitCode {
    let read = match read_basket(&args) {
        Ok(consignment) => consignment,
        Err(problems) => return refuse(&problems, args.json),
    };
    match crate::read_tables(tables) {
        Ok(text) => answer(&read, &text.tables, args.json),
        Err(code) => code,
    }
}

fn answer(consignment: &Consignment, tables: &Tables, json: bool) -> ExitCode {
    let result = dutybound::quote(consignment, tables);
    if json {
        print_json(&shape::quote_result(&result));
    } else {
        match &result {
            Ok(quote) => tell!("{}", words::quote(quote, consignment, tables)),
            Err(reason) => say!("not covered: {reason}"),
        }
    }
    if result.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) }
}

fn refuse(problems: &[Problem], json: bool) -> ExitCode {
    if json {
        print_json(&shape::QuoteResult::Invalid { problems });
    } else {
        for problem in problems {
            eprintln!("{problem}");
        }
    }
    ExitCode::FAILURE
}

fn print_json(value: &impl serde::Serialize) {
    // Our shapes hold nothing that JSON cannot.
    say!("{}", serde_json::to_string_pretty(value).unwrap_or_default());
}

fn read_basket(args: &QuoteArgs) -> Result<Consignment, Vec<Problem>> {
    let Some(path) = &args.basket else { return from_flags(args) };
    let text = if path.as_os_str() == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).map(|_| text)
    } else {
        std::fs::read_to_string(path)
    };
    let text = text.map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", path.display());
        vec![Problem::new("basket", "unreadable", message, "name a file with a basket, or use --to, --from and --line")]
    })?;
    shape::from_json(&text)
}

fn from_flags(args: &QuoteArgs) -> Result<Consignment, Vec<Problem>> {
    let mut basket = serde_json::Map::new();
    let mut put = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            basket.insert(key.to_owned(), value.clone().into());
        }
    };
    put("to", &args.to);
    put("from", &args.from);
    put("assessmentDate", &args.on);
    put("currency", &args.currency);
    put("freight", &args.freight);
    put("transaction", &args.transaction);
    put("carriage", &args.carriage);
    let mut seller = serde_json::Map::new();
    if !args.registrations.is_empty() {
        let held = args.registrations.iter().filter(|name| *name != "none");
        seller.insert("registrations".to_owned(), held.cloned().collect::<Vec<_>>().into());
    }
    seller.insert("marketplace".to_owned(), args.marketplace.into());
    basket.insert("seller".to_owned(), seller.into());
    basket.insert("elections".to_owned(), args.elections.clone().into());
    let lines: Result<Vec<_>, Problem> = args.lines.iter().enumerate().map(|(at, text)| line(at, text)).collect();
    basket.insert("lines".to_owned(), lines.map_err(|problem| vec![problem])?.into());
    let basket: Basket = serde_json::from_value(basket.into())
        .map_err(|error| vec![Problem::new("", "not-a-basket", error.to_string(), "see dutybound quote --help")])?;
    shape::consignment(&basket)
}

/// A line as written on the command line: code, amount, words, then `key=value` parts, separated by commas.
fn line(position: usize, text: &str) -> Result<serde_json::Value, Problem> {
    let mut line = serde_json::Map::new();
    let mut quantities = serde_json::Map::new();
    let (mut claims, mut facts) = (Vec::new(), serde_json::Map::new());
    for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        if let Some((key, value)) = part.split_once('=') {
            match key.trim() {
                "origin" | "code" | "description" => drop(line.insert(key.trim().to_owned(), value.trim().into())),
                "kg" => drop(line.insert("netWeight".to_owned(), value.trim().into())),
                "claim" => claims.push(value.trim().to_owned()),
                "fact" => {
                    let name = value.trim();
                    let truth = !name.starts_with('!');
                    facts.insert(name.trim_start_matches('!').to_owned(), truth.into());
                }
                unit => drop(quantities.insert(unit.to_owned(), value.trim().into())),
            }
        } else if let Some((quantity, price)) = part.split_once(" x ") {
            line.insert("quantity".to_owned(), quantity.trim().into());
            line.insert("unitPrice".to_owned(), price.trim().into());
        } else if is_code(part) && !line.contains_key("code") {
            line.insert("code".to_owned(), part.into());
        } else {
            line.insert("description".to_owned(), part.into());
        }
    }
    if !line.contains_key("unitPrice") {
        let help = "write it as `6109.10, 2 x 20.00, cotton T-shirt`";
        return Err(Problem::new(format!("line {}", position + 1), "missing", "it has no quantity and price", help));
    }
    line.insert("quantities".to_owned(), quantities.into());
    line.insert("claims".to_owned(), claims.into());
    line.insert("facts".to_owned(), facts.into());
    Ok(line.into())
}

/// A word that begins with a digit is meant as a code: one that cannot be read is told, and is no description.
fn is_code(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_digit()) && !part.contains(' ')
}
