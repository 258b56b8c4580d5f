//! `dutybound restrictions`: how well the words of the tables find goods under restriction.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use dutybound::recall::{self, Miss, Recall, Share};

#[derive(Subcommand)]
pub enum RestrictionsCommand {
    /// Judge the words by titles of goods, and print how many are found and how many are taken for what they are not
    Recall {
        /// Files of titles: a CSV with the columns title, language, category. All of tests/words, when none is given
        #[arg(value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say which categories the words of a description suggest
    Suggest {
        /// The description
        description: String,
    },
}

pub fn command(tables: &Path, command: RestrictionsCommand) -> ExitCode {
    let text = match crate::read_tables(tables) {
        Ok(text) => text,
        Err(code) => return code,
    };
    match command {
        RestrictionsCommand::Recall { files } => {
            let files = if files.is_empty() { all_files() } else { files };
            let mut titles = Vec::new();
            for file in &files {
                match recall::read(file) {
                    Ok(read) => titles.extend(read),
                    Err(error) => {
                        complain!("{error}");
                        return ExitCode::FAILURE;
                    }
                }
            }
            if titles.is_empty() {
                complain!("there are no titles; name a CSV with the columns title, language, category");
                return ExitCode::FAILURE;
            }
            print(&recall::judge(&text.tables, &titles));
        }
        RestrictionsCommand::Suggest { description } => {
            for category in recall::suggested(&text.tables, &description) {
                say!("{category}");
            }
        }
    }
    ExitCode::SUCCESS
}

fn all_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("tests/words").into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "csv")).collect();
    files.sort();
    files
}

fn print(recall: &Recall) {
    for miss in &recall.missed {
        say!("missed       {:<20} {}  {}{}", miss.title.category, miss.title.language, miss.title.title, instead(miss));
    }
    for miss in &recall.false_alarms {
        say!("false alarm  {:<20} {}  {}", miss.found.join(" "), miss.title.language, miss.title.title);
    }
    print_row("category", "found", "false alarms");
    for (category, shares) in &recall.categories {
        print_shares(category, *shares);
    }
    print_row("language", "found", "false alarms");
    for (language, shares) in &recall.languages {
        print_shares(language, *shares);
    }
    print_shares("all", (recall.found, recall.alarms));
}

fn instead(miss: &Miss) -> String {
    if miss.found.is_empty() { String::new() } else { format!("  (found {})", miss.found.join(" ")) }
}

fn print_shares(name: &str, (found, alarms): (Share, Share)) {
    print_row(name, &found.to_string(), &alarms.to_string());
}

fn print_row(name: &str, found: &str, alarms: &str) {
    say!("{name:<22} {found:>16} {alarms:>16}");
}
