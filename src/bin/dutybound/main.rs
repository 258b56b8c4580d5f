//! `dutybound`: landed cost on the command line, the tables' tools, and worked examples.

/// Prints to standard output.
macro_rules! tell {
    ($($words:tt)*) => { $crate::out(format_args!($($words)*)) };
}

/// Prints a line to standard output.
macro_rules! say {
    () => { $crate::out(format_args!("\n")) };
    ($($words:tt)*) => { $crate::out(format_args!("{}\n", format_args!($($words)*))) };
}

/// Prints a line to standard error. That nobody reads it is no fault.
macro_rules! complain {
    ($($words:tt)*) => { $crate::err(format_args!("{}\n", format_args!($($words)*))) };
}

mod cases;
mod import;
mod obligations;
mod parcel;
mod quote;
mod recovery;
mod restrictions;
mod tables;
mod words;

use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Landed cost, de minimis and prohibited-goods warnings for cross-border parcels.
#[derive(Parser)]
#[command(name = "dutybound", version, about)]
struct Cli {
    /// The folder with the tables
    #[arg(long, global = true, default_value = "tables", value_name = "DIR")]
    tables: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Price a basket
    Quote(quote::QuoteArgs),
    /// List what a seller must do
    Obligations(obligations::ObligationsArgs),
    /// Say whether a parcel's data are ready, and fill its forms
    Parcel {
        #[command(subcommand)]
        command: parcel::ParcelCommand,
    },
    /// List what can be got back when goods return or too much was charged
    Recovery(recovery::RecoveryArgs),
    /// Check, show, compare, pack and import tables
    Tables {
        #[command(subcommand)]
        command: tables::TablesCommand,
    },
    /// Run worked examples
    Cases {
        #[command(subcommand)]
        command: cases::CasesCommand,
    },
    /// Judge how goods under restriction are found by words
    Restrictions {
        #[command(subcommand)]
        command: restrictions::RestrictionsCommand,
    },
}

/// Writes, and ends the program when nobody reads any more (`| head`): that is no fault and needs no words. An answer that
/// cannot be written for another reason, such as a full disk, is one.
fn out(words: std::fmt::Arguments<'_>) {
    let Err(error) = std::io::stdout().write_fmt(words) else { return };
    if error.kind() == ErrorKind::BrokenPipe {
        std::process::exit(0);
    }
    complain!("the answer cannot be written: {error}");
    std::process::exit(1);
}

fn err(words: std::fmt::Arguments<'_>) {
    let _ = std::io::stderr().write_fmt(words);
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match cli.command {
        Command::Quote(args) => quote::command(&cli.tables, args),
        Command::Obligations(args) => obligations::command(&cli.tables, args),
        Command::Parcel { command } => parcel::command(&cli.tables, command),
        Command::Recovery(args) => recovery::command(&cli.tables, &args),
        Command::Tables { command } => tables::command(&cli.tables, command),
        Command::Cases { command } => cases::command(&cli.tables, command),
        Command::Restrictions { command } => restrictions::command(&cli.tables, command),
    }
}

/// The text of a file, or of standard input where the file is called `-`.
fn text_of(file: &std::path::Path) -> std::io::Result<String> {
    if file.as_os_str() == "-" { std::io::read_to_string(std::io::stdin()) } else { std::fs::read_to_string(file) }
}

/// Reads the tables, or says what is wrong with them.
fn read_tables(folder: &std::path::Path) -> Result<dutybound::tables::text::Text, ExitCode> {
    if !folder.is_dir() {
        complain!("there is no folder `{}`; name the folder with the tables with --tables DIR", folder.display());
        return Err(ExitCode::FAILURE);
    }
    dutybound::tables::text::read(folder).map_err(|errors| {
        for error in &errors {
            complain!("{error}");
        }
        complain!("{} problems; the tables cannot be read", errors.len());
        ExitCode::FAILURE
    })
}
