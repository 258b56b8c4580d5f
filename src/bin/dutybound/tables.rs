//! `dutybound tables`: the tools for those who keep the tables.

mod check;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;

use crate::import;

#[derive(Subcommand)]
pub enum TablesCommand {
    /// Check everything that can be checked
    Check {
        /// The folder with the worked examples that measures name
        #[arg(long, default_value = "tests/cases", value_name = "DIR")]
        cases: PathBuf,
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
        TablesCommand::Pack { out } => pack(tables, &out),
        TablesCommand::Import(args) => import::command(args),
    }
}

fn pack(folder: &Path, out: &Path) -> ExitCode {
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    if let Err(error) = std::fs::create_dir_all(out) {
        eprintln!("`{}` cannot be made: {error}", out.display());
        return ExitCode::FAILURE;
    }
    for (name, bytes) in dutybound::tables::pack::write_all(&text.tables) {
        let file = out.join(format!("{name}.pack"));
        if let Err(error) = std::fs::write(&file, &bytes) {
            eprintln!("`{}` cannot be written: {error}", file.display());
            return ExitCode::FAILURE;
        }
        println!("{:>9} bytes  {}", bytes.len(), file.display());
    }
    ExitCode::SUCCESS
}
