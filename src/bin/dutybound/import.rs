//! `dutybound tables import`: published files to tables.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use dutybound::import::report::{ImportError, Report};
use dutybound::import::schedule::Schedule;
use dutybound::import::{eu_gb, jp_tariff, list, measures, no_toll, origin, rates, table, us_hts};
use dutybound::{Currency, Date};

/// Turn an official tariff file or a file of exchange rates into tables
#[derive(Debug, Args)]
pub struct ImportArgs {
    #[command(subcommand)]
    format: Format,
}

#[derive(Debug, Subcommand)]
enum Format {
    /// The Harmonized Tariff Schedule of the United States: the JSON export, plain or gzipped, or the CSV export
    UsHts(UsHts),
    /// The tariff schedule of Japan: a folder of j_01_tariff_data.json and its like
    JpTariff(JpTariff),
    /// The Common External Tariff or the UK Global Tariff: the official comparison of both, CSV
    EuGbMfn(EuGbMfn),
    /// The United Kingdom's measures on declarable commodities: the official CSV of every duty on every code
    UkMeasures(Measures),
    /// The duties of the European Union's TARIC: the sheet of import duties, saved as CSV
    Taric(Measures),
    /// Norway's rates by trade agreement: ratetradeagreements.json of its customs' open data
    NoToll(NoToll),
    /// A tariff from any CSV with a column of codes and columns of rates
    Table(Box<Table>),
    /// A list of commodity codes from any CSV with a header
    List(List),
    /// A set of rules of origin: the JSON of the Trade Tariff of HM Revenue and Customs
    Origin(Origin),
    /// Exchange rates of one day, into the form of tables/rates/exchange.csv
    Rates(Rates),
}

/// Where a schedule comes from and goes to: the same for every format of tariff.
#[derive(Debug, Args)]
struct Common {
    /// The folder for schedule.toml and the columns, such as tables/tariff/us
    #[arg(long)]
    out: PathBuf,
    /// Also write every distinct duty text with what it was read as into this folder
    #[arg(long)]
    texts: Option<PathBuf>,
    /// The day the data is of, such as 2026-06-08
    #[arg(long)]
    snapshot: Date,
    /// The day the file was fetched or read
    #[arg(long)]
    read: Date,
    /// Something a user should know, such as where a copy came from; may be given again
    #[arg(long)]
    note: Vec<String>,
}

impl Common {
    /// The command as the schedule's page shows it: the same words, without this machine's folders.
    fn command(&self, format: &str, file: &Path, own: &str, id: &str) -> String {
        let Self { snapshot, read, .. } = self;
        let notes: String = self.note.iter().map(|note| format!(" --note \"{note}\"")).collect();
        let file = name(file);
        format!(
            "dutybound tables import {format} {file}{own} --snapshot {snapshot} --read {read}{notes} --out tables/tariff/{id}"
        )
    }
}

#[derive(Debug, Args)]
struct UsHts {
    /// The export: hts_2026_rev_10.json, hts_2026_rev_10.json.gz or hts_2026_rev_10.csv
    file: PathBuf,
    #[command(flatten)]
    common: Common,
    /// An older export, so that rates that have changed since are dated
    #[arg(long, requires = "since")]
    earlier: Option<PathBuf>,
    /// The first day of what differs from the older export
    #[arg(long, requires = "earlier")]
    since: Option<Date>,
}

#[derive(Debug, Args)]
struct JpTariff {
    /// The folder: tariffdata
    folder: PathBuf,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Args)]
struct EuGbMfn {
    /// The comparison: observations.csv
    file: PathBuf,
    #[command(flatten)]
    common: Common,
    /// Which tariff of the comparison
    #[arg(long)]
    column: Comparison,
    /// The bridge from its nomenclature: tables/tariff/bridges/hs2017-hs2022.csv
    #[arg(long)]
    bridge: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Comparison {
    /// The Common External Tariff of the European Union
    Cet,
    /// The Global Tariff of the United Kingdom
    Ukgt,
}

#[derive(Debug, Args)]
struct Measures {
    /// The CSV file
    file: PathBuf,
    #[command(flatten)]
    common: Common,
    /// A column of the tariff preferences of one area: its id in the file, the column's name, what people call it; may be
    /// given again
    #[arg(long = "preference", value_name = "AREA:NAME:TITLE", value_parser = preference)]
    preferences: Vec<measures::Preference>,
}

#[derive(Debug, Args)]
struct NoToll {
    /// The file: ratetradeagreements.json
    file: PathBuf,
    #[command(flatten)]
    common: Common,
    /// An agreement: its code in the file, the column's name, what people call it; may be given again
    #[arg(long = "agreement", value_name = "CODE:NAME:TITLE", value_parser = agreement, required = true)]
    agreements: Vec<no_toll::Agreement>,
}

#[derive(Debug, Args)]
struct Table {
    /// The CSV file
    file: PathBuf,
    #[command(flatten)]
    common: Common,
    /// The header of the column of codes
    #[arg(long, default_value = "code")]
    code: String,
    /// A column of rates: its name in the schedule, its header in the file (two headers with `..` between them where the
    /// file has the lowest and the highest rate), what people call it; may be given again
    #[arg(long = "column", value_name = "NAME:HEADER[..HEADER]:TITLE", value_parser = column, required = true)]
    columns: Vec<table::Rates>,
    /// Only rows with this value in this column, as COLUMN=VALUE; may be given again
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = condition)]
    rows_where: Vec<(String, String)>,
    /// How the rates are written
    #[arg(long = "rates")]
    written: Written,
    /// The bridge to the present nomenclature, where the codes are of an older one
    #[arg(long)]
    bridge: Option<PathBuf>,
    /// The schedule's id, such as sacu
    #[arg(long)]
    id: String,
    /// Whose tariff it is, such as ZA
    #[arg(long)]
    place: String,
    /// What people call it
    #[arg(long)]
    title: String,
    /// The currency of customs values
    #[arg(long)]
    currency: Currency,
    /// The edition of the Harmonized System that the codes follow
    #[arg(long, default_value = "HS 2022")]
    nomenclature: String,
    /// Who published it
    #[arg(long)]
    source: String,
    /// Where
    #[arg(long)]
    url: String,
    /// Under which licence
    #[arg(long, default_value = "facts")]
    licence: String,
    /// How well it is confirmed: official, two-secondary, secondary or unverified
    #[arg(long, default_value = "secondary")]
    grade: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Written {
    /// As percentages and nothing else: 35, 12.5%, free
    Percent,
    /// As the Southern African Customs Union does: 30% or 500c/2u
    Sacu,
    /// As the Eurasian Economic Union does: 10%, но не менее 0.2 EUR за 1 кг
    Eaeu,
    /// As Israel does: 7 ₪ per Kilogram but no more than 30%
    Israel,
    /// As Canada does: 238 % but not less than 30.8 ¢each; N/A is an empty cell
    Canada,
    /// As Switzerland does: 12.50 francs for 100 kg gross
    Swiss,
}

#[derive(Debug, Args)]
struct List {
    /// The CSV file
    file: PathBuf,
    /// The list to write, such as tables/lists/us/s301-list-4a.csv
    #[arg(long)]
    out: PathBuf,
    /// The column of codes
    #[arg(long)]
    code: String,
    /// The column of first days in
    #[arg(long)]
    from: Option<String>,
    /// The column of first days out
    #[arg(long)]
    until: Option<String>,
    /// Only rows with this value in this column, as COLUMN=VALUE; may be given again
    #[arg(long = "where", value_name = "COLUMN=VALUE", value_parser = condition)]
    rows_where: Vec<(String, String)>,
    /// A line for the comment at the head: title, source, date, licence; may be given again
    #[arg(long)]
    comment: Vec<String>,
}

#[derive(Debug, Args)]
struct Origin {
    /// The set: rule_sets/japan.json
    file: PathBuf,
    /// The table to write, such as tables/origin/rules/japan.csv
    #[arg(long)]
    out: PathBuf,
    /// A line for the comment at the head: title, source, date, licence; may be given again
    #[arg(long)]
    comment: Vec<String>,
}

#[derive(Debug, Args)]
struct Rates {
    /// Whose file it is
    format: rates::Format,
    /// The file, as it was downloaded
    file: PathBuf,
    /// The day whose rates are wanted, or for `eu` the day of the declaration; otherwise the newest of the file
    #[arg(long, value_name = "DAY")]
    on: Option<Date>,
    /// Only these currencies, such as USD,GBP; otherwise all of the file
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    only: Vec<Currency>,
    /// Write the table here, such as tables/rates/exchange.csv; otherwise it is printed
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

fn column(text: &str) -> Result<table::Rates, String> {
    let [name, header, title] = triple(text).ok_or("write it as NAME:HEADER:TITLE")?;
    let (header, highest) = match header.split_once("..") {
        Some((lowest, highest)) => (lowest.to_owned(), Some(highest.to_owned())),
        None => (header, None),
    };
    Ok(table::Rates { name, title, header, highest })
}

fn preference(text: &str) -> Result<measures::Preference, String> {
    let [area, name, title] = triple(text).ok_or("write it as AREA:NAME:TITLE")?;
    Ok(measures::Preference { area, name, title })
}

fn agreement(text: &str) -> Result<no_toll::Agreement, String> {
    let [code, name, title] = triple(text).ok_or("write it as CODE:NAME:TITLE")?;
    Ok(no_toll::Agreement { code, name, title })
}

fn triple(text: &str) -> Option<[String; 3]> {
    let mut parts = text.splitn(3, ':').map(str::to_owned);
    Some([parts.next()?, parts.next()?, parts.next()?])
}

fn condition(text: &str) -> Result<(String, String), String> {
    let (column, value) = text.split_once('=').ok_or("write it as COLUMN=VALUE")?;
    Ok((column.to_owned(), value.to_owned()))
}

/// Runs an import and prints its report. It fails where a file cannot be read, and where a text was not understood:
/// the tables are then written without that line, and the report names it.
pub fn command(args: ImportArgs) -> ExitCode {
    let plain = |report: Report| {
        tell!("{report}");
        report.unread.is_empty()
    };
    let done = match args.format {
        Format::UsHts(args) => us_hts(args).map(plain),
        Format::JpTariff(args) => jp_tariff(args).map(plain),
        Format::EuGbMfn(args) => eu_gb(args).map(plain),
        Format::UkMeasures(args) => all_measures(args, measures::Format::Uk, "uk-measures", "gb").map(plain),
        Format::Taric(args) => all_measures(args, measures::Format::Taric, "taric", "eu").map(plain),
        Format::NoToll(args) => no_toll(args).map(plain),
        Format::Table(args) => any_table(*args).map(plain),
        Format::List(args) => codes(args).map(plain),
        Format::Origin(args) => origin::run(&args.file, &args.comment, &args.out).map(plain),
        Format::Rates(args) => exchange(args),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            complain!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn us_hts(args: UsHts) -> Result<Report, ImportError> {
    let UsHts { file, common, earlier, since } = args;
    let earlier = earlier.zip(since).map(|(file, since)| us_hts::Earlier { file, since });
    let own =
        earlier.as_ref().map(|us_hts::Earlier { file, since }| format!(" --earlier {} --since {since}", name(file)));
    let command = common.command("us-hts", &file, &own.unwrap_or_default(), "us");
    let Common { out, texts, snapshot, read, note } = common;
    let request = us_hts::Request { file, snapshot, earlier, read, command, notes: note };
    let (schedule, report) = us_hts::run(&request, &mut progress)?;
    written(&schedule, &report, &out, texts.as_deref())?;
    Ok(report)
}

fn jp_tariff(args: JpTariff) -> Result<Report, ImportError> {
    let JpTariff { folder, common } = args;
    let command = common.command("jp-tariff", &folder, "", "jp");
    let Common { out, texts, snapshot, read, note } = common;
    let request = jp_tariff::Request { folder, snapshot, read, command, notes: note };
    let (mut schedule, report) = jp_tariff::run(&request, &mut progress)?;
    written(&schedule, &report, &out, None)?;
    // The texts of the agreements describe goods at length; those of everyone's rates are what a test should hold.
    schedule.columns.retain(|column| jp_tariff::MAIN.contains(&column.name.as_str()));
    texts.map_or(Ok(()), |folder| schedule.write_texts(&folder))?;
    Ok(report)
}

fn eu_gb(args: EuGbMfn) -> Result<Report, ImportError> {
    let EuGbMfn { file, common, column, bridge } = args;
    let (tariff, word, id) = match column {
        Comparison::Cet => (eu_gb::Tariff::Cet, "cet", "eu"),
        Comparison::Ukgt => (eu_gb::Tariff::Ukgt, "ukgt", "gb"),
    };
    let own = format!(" --column {word} --bridge tables/tariff/bridges/{}", name(&bridge));
    let command = common.command("eu-gb-mfn", &file, &own, id);
    let Common { out, texts, snapshot, read, note } = common;
    let request = eu_gb::Request { file, tariff, bridge, snapshot, read, command, notes: note };
    let (schedule, report) = eu_gb::run(&request, &mut progress)?;
    written(&schedule, &report, &out, texts.as_deref())?;
    Ok(report)
}

fn all_measures(args: Measures, format: measures::Format, word: &str, id: &str) -> Result<Report, ImportError> {
    let Measures { file, common, preferences } = args;
    let each = preferences
        .iter()
        .map(|measures::Preference { area, name, title }| format!(" --preference \"{area}:{name}:{title}\""));
    let command = common.command(word, &file, &each.collect::<String>(), id);
    let Common { out, texts, snapshot, read, note } = common;
    let request = measures::Request { file, format, preferences, snapshot, read, command, notes: note };
    let (schedule, report) = measures::run(&request, &mut progress)?;
    written(&schedule, &report, &out, texts.as_deref())?;
    Ok(report)
}

fn no_toll(args: NoToll) -> Result<Report, ImportError> {
    let NoToll { file, common, agreements } = args;
    let each = agreements
        .iter()
        .map(|no_toll::Agreement { code, name, title }| format!(" --agreement \"{code}:{name}:{title}\""));
    let command = common.command("no-toll", &file, &each.collect::<String>(), "no-agreements");
    let Common { out, texts, snapshot, read, note } = common;
    let request = no_toll::Request { file, agreements, snapshot, read, command, notes: note };
    let (schedule, report) = no_toll::run(&request, &mut progress)?;
    written(&schedule, &report, &out, texts.as_deref())?;
    Ok(report)
}

fn any_table(args: Table) -> Result<Report, ImportError> {
    let Table { file, common, code, columns, rows_where, written: way, bridge, id, place, title, currency, .. } = args;
    let Table { nomenclature, source, url, licence, grade, .. } = args;
    let (texts, word) = match way {
        Written::Percent => (table::Texts::Percent, "percent"),
        Written::Sacu => (table::Texts::Sacu, "sacu"),
        Written::Eaeu => (table::Texts::Eaeu, "eaeu"),
        Written::Israel => (table::Texts::Israel, "israel"),
        Written::Canada => (table::Texts::Canada, "canada"),
        Written::Swiss => (table::Texts::Swiss, "swiss"),
    };
    let mut own = format!(" --code {code} --rates {word} --id {id} --place {place} --currency {currency}");
    for rates in &columns {
        let table::Rates { name, header, title, highest } = rates;
        let highest = highest.as_ref().map(|header| format!("..{header}")).unwrap_or_default();
        own.push_str(&format!(" --column \"{name}:{header}{highest}:{title}\""));
    }
    for (column, value) in &rows_where {
        own.push_str(&format!(" --where \"{column}={value}\""));
    }
    if let Some(bridge) = &bridge {
        own.push_str(&format!(" --bridge tables/tariff/bridges/{}", name(bridge)));
    }
    // What else was given on the command line stands in the schedule's page itself.
    let command = common.command("table", &file, &own, &id);
    let Common { out, texts: folder, snapshot, read, note: notes } = common;
    let currency = currency.to_string();
    let words = table::Words { id, place, title, currency, nomenclature, source, url, licence, grade, command, notes };
    let schedule = words.schedule(snapshot, read);
    let request = table::Request { file, code, rates: columns, rows_where, texts, bridge, schedule };
    let (schedule, report) = table::run(&request, &mut progress)?;
    written(&schedule, &report, &out, folder.as_deref())?;
    Ok(report)
}

fn codes(args: List) -> Result<Report, ImportError> {
    let List { file, out, code, from, until, rows_where, comment } = args;
    list::run(&list::Request { file, code, from, until, rows_where, comment }, &out)
}

/// Whether every row was understood.
fn exchange(args: Rates) -> Result<bool, ImportError> {
    let Rates { format, file, on, only, out } = args;
    let read = rates::read(&rates::Request { format, file, on, only: only.into_iter().collect() })?;
    let said = format!("{}, {}\n{}", read.source, read.on, read.report);
    match out {
        Some(out) => {
            read.write(&out)?;
            tell!("{said}");
        }
        // The table may go into a pipe, so the report stays out of it.
        None => {
            tell!("{read}");
            crate::err(format_args!("{said}"));
        }
    }
    Ok(read.report.unread.is_empty())
}

fn written(schedule: &Schedule, report: &Report, out: &Path, texts: Option<&Path>) -> Result<(), ImportError> {
    // Why there is nothing to write stands in the report, which is otherwise told at the end.
    if schedule.is_empty() {
        tell!("{report}");
    }
    let gone = schedule.write(out)?;
    if !gone.is_empty() {
        complain!(
            "the former tariff also had: {}; `tables check` names the measures that ask for a column that is gone",
            gone.join(", ")
        );
    }
    texts.map_or(Ok(()), |folder| schedule.write_texts(folder))
}

/// A file without its folders: what a schedule says of its source must not depend on whose machine read it.
fn name(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn progress(step: &str) {
    complain!("{step} ...");
}
