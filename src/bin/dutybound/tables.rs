//! `dutybound tables`: the tools for those who keep the tables.

mod check;
mod coverage;
mod diff;
mod fmt;
mod origin;
mod phrase;
mod show;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use dutybound::cases::{self, Landed, Lanes};
use dutybound::{CommodityCode, Date, Place, Tables};

use crate::import;

#[derive(Subcommand)]
pub enum TablesCommand {
    /// Check everything that can be checked
    Check {
        /// The folder with the worked examples that measures name
        #[arg(long, default_value = "tests/cases", value_name = "DIR")]
        cases: PathBuf,
    },
    /// Bring the files to their canonical form
    Fmt {
        /// Change nothing; fail when a file is in another form
        #[arg(long)]
        check: bool,
    },
    /// Print the law of a day
    Show {
        /// The place, such as FR or CA-ON
        place: Place,
        /// The day, such as 2026-07-01
        day: Date,
    },
    /// Say what goods of an origin can claim, how it is proved, and what makes them originate
    Origin {
        /// Where they enter, such as DE
        place: Place,
        /// Where they are from, such as JP
        origin: Place,
        /// Their code, for the rule of origin
        #[arg(long)]
        code: Option<CommodityCode>,
        /// The day, such as 2026-07-01
        #[arg(long, value_name = "DAY")]
        on: Date,
    },
    /// Say what changed for whom since a git revision
    Diff {
        /// The revision, such as HEAD~1 or a tag
        rev: String,
        /// The day that divides past from future; the edition's, when not given
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
    },
    /// Say what is held, how deep and how sure, as a page in Markdown
    Coverage {
        /// Write the page here
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
        /// The day whose law is counted; the edition's, when not given
        #[arg(long, value_name = "DAY")]
        on: Option<Date>,
    },
    /// Price two plain baskets to every destination on four days, as a table
    Panel {
        /// Ask instead what goods of several origins pay in one place, from day to day: the questions are in this file
        #[arg(long, value_name = "FILE")]
        lanes: Option<PathBuf>,
        /// Write the table here
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write the page of landed costs: products into destinations from origins, with and without preference
    LandedCosts {
        /// The questions
        #[arg(long, default_value = "docs/landed-costs.toml", value_name = "FILE")]
        asked: PathBuf,
        /// Write the page here
        #[arg(long, value_name = "FILE")]
        out: Option<PathBuf>,
    },
    /// Write the packs that the browser loads
    Pack {
        /// Where to write them
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Turn official data into tables
    Import(import::ImportArgs),
}

pub fn command(tables: &Path, command: TablesCommand) -> ExitCode {
    match command {
        TablesCommand::Check { cases } => check::command(tables, &cases),
        TablesCommand::Fmt { check } => fmt::command(tables, check),
        TablesCommand::Show { place, day } => show::command(tables, place, day),
        TablesCommand::Origin { place, origin, code, on } => origin::command(tables, place, origin, code, on),
        TablesCommand::Diff { rev, on } => diff::command(tables, &rev, on),
        TablesCommand::Coverage { out, on } => coverage::command(tables, out.as_deref(), on),
        TablesCommand::Panel { lanes: None, out } => write(tables, out.as_deref(), |tables| Ok(cases::panel(tables))),
        TablesCommand::Panel { lanes: Some(asked), out } => write(tables, out.as_deref(), |tables| {
            Lanes::read(&asked).map_err(|error| error.to_string())?.table(tables)
        }),
        TablesCommand::LandedCosts { asked, out } => write(tables, out.as_deref(), |tables| {
            Landed::read(&asked).map_err(|error| error.to_string())?.page(tables)
        }),
        TablesCommand::Pack { out } => pack(tables, &out),
        TablesCommand::Import(args) => import::command(args),
    }
}

/// Writes what the tables answer to a file, or prints it.
fn write(folder: &Path, out: Option<&Path>, answer: impl FnOnce(&Tables) -> Result<String, String>) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let written = answer(&text.tables).and_then(|answer| match out {
        None => {
            tell!("{answer}");
            Ok(())
        }
        Some(file) => {
            std::fs::write(file, answer).map_err(|error| format!("`{}` cannot be written: {error}", file.display()))
        }
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            complain!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn pack(folder: &Path, out: &Path) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    if let Err(error) = std::fs::create_dir_all(out) {
        complain!("`{}` cannot be made: {error}", out.display());
        return ExitCode::FAILURE;
    }
    let packs = dutybound::tables::pack::write_all(&text.tables);
    let names: Vec<&str> = packs.iter().map(|(name, _)| name.as_str()).collect();
    let index = places_by_pack(&text.tables, &names).to_string().into_bytes();
    let files = packs.iter().map(|(name, bytes)| (format!("{name}.pack"), bytes));
    for (name, bytes) in files.chain([("places.json".to_owned(), &index)]) {
        let file = out.join(name);
        if let Err(error) = std::fs::write(&file, bytes) {
            complain!("`{}` cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
        say!("{:>9} bytes  {}", bytes.len(), file.display());
    }
    ExitCode::SUCCESS
}

/// The places that need a pack of their own or of what they lie within, by that pack. A page that knows its destination
/// fetches the pack beside the world's with it, and need not wait for the world's to say so.
fn places_by_pack(tables: &Tables, names: &[&str]) -> serde_json::Value {
    let mut found: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for place in &tables.world.places {
        let Some(widest) = tables.within(place.place).last() else { continue };
        let name = widest.place.as_str().to_ascii_lowercase();
        if names.contains(&name.as_str()) {
            found.entry(name).or_default().push(place.place.as_str());
        }
    }
    serde_json::json!(found)
}
