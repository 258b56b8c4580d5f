//! `dutybound quote`: price a basket.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

#[derive(Args)]
pub struct QuoteArgs {
    /// A basket as JSON: the object that the JavaScript API takes
    basket: Option<PathBuf>,
}

pub fn command(tables: &Path, args: QuoteArgs) -> ExitCode {
    let Some(path) = args.basket else { return ExitCode::FAILURE };
    let Ok(text) = std::fs::read_to_string(path) else { return ExitCode::FAILURE };
    let tables = match crate::read_tables(tables) { Ok(t) => t, Err(c) => return c };
    match dutybound::shape::from_json(&text) {
        Err(problems) => { eprintln!("{problems:?}"); ExitCode::FAILURE }
        Ok(consignment) => {
            let result = dutybound::quote(&consignment, &tables.tables);
            println!("{}", serde_json::to_string_pretty(&dutybound::shape::quote_result(&result)).unwrap_or_default());
            ExitCode::SUCCESS
        }
    }
}
