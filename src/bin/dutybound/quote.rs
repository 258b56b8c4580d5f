//! `dutybound quote`: price a basket, as text or JSON.

mod line;

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
    #[arg(conflicts_with_all = ["to", "from", "on", "currency", "lines", "postcode", "freight", "insurance", "weight", "transaction", "carriage", "buyer", "registrations", "marketplace", "elections"])]
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
    /// The postcode there, which decides where islands and enclaves have law of their own
    #[arg(long)]
    postcode: Option<String>,
    /// Carriage to the destination
    #[arg(long, allow_hyphen_values = true)]
    freight: Option<String>,
    /// Insurance of the carriage
    #[arg(long, allow_hyphen_values = true)]
    insurance: Option<String>,
    /// Gross weight of everything, in kilograms
    #[arg(long, value_name = "KG", allow_hyphen_values = true)]
    weight: Option<String>,
    /// distance-sale, commercial or gift
    #[arg(long)]
    transaction: Option<String>,
    /// post, express, air-freight, sea-freight or land-freight
    #[arg(long)]
    carriage: Option<String>,
    /// private or registered, for tax at the destination
    #[arg(long)]
    buyer: Option<String>,
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

/// Lines that are priced in a dozen parts of a country without a person having to wait.
const LINES_PRICED_ELSEWHERE: usize = 200;

fn answer(consignment: &Consignment, tables: &Tables, json: bool) -> ExitCode {
    let result = dutybound::quote(consignment, tables);
    if json {
        print_json(&shape::quote_result(&result));
    } else {
        match &result {
            Ok(quote) => {
                let elsewhere = Some(consignment).filter(|it| it.lines.len() <= LINES_PRICED_ELSEWHERE);
                let elsewhere = elsewhere.map(|consignment| dutybound::elsewhere(consignment, tables));
                tell!("{}", words::quote(quote, elsewhere.as_ref(), consignment, tables));
            }
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
            complain!("{}", words::visible(&problem.to_string()));
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
    let text = crate::text_of(path).map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", path.display());
        vec![Problem::new("basket", "unreadable", message, "name a file with a basket, or use --to, --from and --line")]
    })?;
    shape::from_json(&text)
}

/// A code of a place or currency: whoever types `fr` on a keyboard means FR. A name in words is no code and stays as it is.
pub fn in_capitals(text: &str) -> String {
    let is_code = text.len() <= 3 || text.as_bytes().get(2) == Some(&b'-');
    if is_code { text.to_ascii_uppercase() } else { text.to_owned() }
}

fn from_flags(args: &QuoteArgs) -> Result<Consignment, Vec<Problem>> {
    let mut basket = serde_json::Map::new();
    let mut put = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            basket.insert(key.to_owned(), value.clone().into());
        }
    };
    let capitals = |text: &Option<String>| text.as_deref().map(in_capitals);
    put("to", &capitals(&args.to));
    put("from", &capitals(&args.from));
    put("currency", &capitals(&args.currency));
    put("assessmentDate", &args.on);
    put("postcode", &args.postcode);
    put("freight", &args.freight);
    put("insurance", &args.insurance);
    put("grossWeight", &args.weight);
    put("buyer", &args.buyer);
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
    let lines: Result<Vec<_>, Problem> = args.lines.iter().enumerate().map(|(at, text)| line::read(at, text)).collect();
    basket.insert("lines".to_owned(), lines.map_err(|problem| vec![problem])?.into());
    let basket: Basket = serde_json::from_value(basket.into())
        .map_err(|error| vec![Problem::new("", "not-a-basket", error.to_string(), "see dutybound quote --help")])?;
    shape::consignment(&basket)
}
