//! `dutybound parcel`: whether a parcel's data are ready for its destination, and the forms they fill.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use dutybound::declaration::{
    Asking, Book, Effect, ElementCheck, ElementStanding, FormReason, Lack, Parcel, ParcelResult, Readiness, Verdict,
    View, not_a_parcel,
};

#[derive(Subcommand)]
pub enum ParcelCommand {
    /// Say what is missing or poor; ends with 0 when ready, 1 when the record cannot be read, 2 when it is not ready
    Check(CheckArgs),
    /// Fill CN22, CN23, H7, the mail data of the United States and an invoice with what the record says
    Views(ParcelArgs),
}

#[derive(Args)]
pub struct ParcelArgs {
    /// A parcel as JSON, `-` for standard input: the object that the JavaScript API takes
    parcel: PathBuf,
    /// The destination, in place of the record's own; a recipient who lived there is taken to live here
    #[arg(long, value_name = "PLACE")]
    to: Option<String>,
    /// post or express, in place of the record's own
    #[arg(long)]
    carriage: Option<String>,
    /// The day, in place of the record's own
    #[arg(long, value_name = "DAY")]
    on: Option<String>,
    /// Print the answer as JSON, as the JavaScript API gives it
    #[arg(long)]
    json: bool,
}

#[derive(Args)]
pub struct CheckArgs {
    #[command(flatten)]
    parcel: ParcelArgs,
    /// Show what is there and well, too
    #[arg(long)]
    all: bool,
}

pub fn command(folder: &Path, command: ParcelCommand) -> ExitCode {
    let (args, all, views) = match command {
        ParcelCommand::Check(args) => (args.parcel, args.all, false),
        ParcelCommand::Views(args) => (args, false, true),
    };
    let parcel = match read(&args) {
        Ok(parcel) => parcel,
        Err(problem) => {
            if args.json {
                let result = ParcelResult::Invalid { problems: vec![problem] };
                say!("{}", serde_json::to_string_pretty(&result).unwrap_or_default());
            } else {
                complain!("{problem}");
            }
            return ExitCode::FAILURE;
        }
    };
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let book = Book::of(&text.tables);
    let result = ParcelResult::of(&parcel, &book);
    if args.json {
        say!("{}", serde_json::to_string_pretty(&result).unwrap_or_default());
    }
    let ParcelResult::Checked { readiness, views: forms } = &result else { return ExitCode::FAILURE };
    if !args.json {
        tell!("{}", if views { forms_text(forms) } else { words(readiness, all) });
    }
    if readiness.verdict == Verdict::NotReady { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

fn read(args: &ParcelArgs) -> Result<Parcel, dutybound::Problem> {
    let text = crate::text_of(&args.parcel)
        .map_err(|error| not_a_parcel(&format!("`{}` cannot be read: {error}", args.parcel.display())))?;
    let mut value: serde_json::Value = serde_json::from_str(&text).map_err(|error| not_a_parcel(&error.to_string()))?;
    let fields = value.as_object_mut().ok_or_else(|| not_a_parcel("it is not an object"))?;
    // To see another destination is to see the same recipient there.
    let own = fields.get("to").cloned();
    if let (Some(to), Some(country)) =
        (&args.to, fields.get_mut("consignee").and_then(|party| party.get_mut("country")))
        && own.as_ref() == Some(country)
    {
        *country = to.as_str().into();
    }
    for (name, given) in [("to", &args.to), ("carriage", &args.carriage), ("on", &args.on)] {
        if let Some(given) = given {
            fields.insert(name.to_owned(), given.as_str().into());
        }
    }
    let parcel: Parcel = serde_json::from_value(value).map_err(|error| not_a_parcel(&error.to_string()))?;
    match parcel.problem() {
        None => Ok(parcel),
        Some(problem) => Err(problem),
    }
}

/// The answer as text: the verdict, the form, then what is missing, poor or open.
fn words(readiness: &Readiness<'_>, all: bool) -> String {
    let mut out = String::new();
    let verdict = match readiness.verdict {
        Verdict::Ready => "ready",
        Verdict::Poor => "ready, but poor",
        Verdict::NotReady => "not ready",
    };
    let _ = writeln!(out, "To {} by {}: {verdict}", readiness.to, code(readiness.carriage));
    if readiness.not_held {
        let _ = writeln!(
            out,
            "No rule of its own is held for {}: which says nothing about whether there is one.",
            readiness.to
        );
    }
    if readiness.domestic {
        let _ = writeln!(out, "It stays within one customs territory: nobody asks for these data.");
    }
    if let Some(choice) = &readiness.form {
        let because: Vec<&str> = choice.because.iter().map(|reason| reason_name(*reason)).collect();
        let limit =
            choice.limit.map(|limit| format!(" (up to {} and {} kg; {})", limit.value, limit.weight, limit.cited.url));
        let _ = writeln!(
            out,
            "Form {}: {}{}",
            code(choice.form).to_uppercase(),
            because.join(", "),
            limit.unwrap_or_default()
        );
    }
    for (standing, heading) in [
        (ElementStanding::Missing, "Missing"),
        (ElementStanding::Poor, "Poor"),
        (ElementStanding::Open, "Perhaps missing: something has to be known first"),
        (ElementStanding::Present, "There"),
        (ElementStanding::NotAsked, "Not asked for"),
    ] {
        let found: Vec<&ElementCheck<'_>> =
            readiness.elements.iter().filter(|element| element.standing == standing).collect();
        let is_well = matches!(standing, ElementStanding::Present | ElementStanding::NotAsked);
        if found.is_empty() || (is_well && !all) {
            continue;
        }
        let _ = writeln!(out, "\n{heading} ({})", found.len());
        for element in found {
            write_element(&mut out, element);
        }
    }
    let _ =
        writeln!(out, "\nEdition {}; the rules of {}. Not advice: check the sources.", readiness.edition, readiness.on);
    out
}

fn write_element(out: &mut String, element: &ElementCheck<'_>) {
    let values: Vec<&str> = element.values.iter().map(|value| value.value.as_str()).collect();
    let _ = writeln!(out, "  {:>2} {}  {}", element.row.number, element.row.name, values.join(" | "));
    for fault in &element.faults {
        let does = if fault.effect == Effect::Refused { "refused" } else { "poor" };
        let _ = writeln!(out, "       {does}: {} ({}): {}", code(fault.fault), fault.path, fault.why);
        let _ = writeln!(
            out,
            "         {}; {} ({}) {}",
            fault.detail,
            fault.cited.basis,
            code(fault.cited.grade),
            fault.cited.url
        );
    }
    for rule in element.rules.iter().filter(|rule| !rule.missing.is_empty() || !rule.short.is_empty()) {
        write_rule(out, rule);
    }
}

fn write_rule(out: &mut String, rule: &Asking<'_>) {
    let place = rule.place.map_or("everywhere".to_owned(), |place| place.to_string());
    let kinds = if rule.kinds.is_empty() { String::new() } else { format!(" [{}]", rule.kinds.join(" or ")) };
    let _ = writeln!(out, "       {} ({place}){kinds}: {}", code(rule.need), rule.why);
    for lacking in rule.missing.iter().chain(&rule.short) {
        let _ = writeln!(out, "         {lacking}");
    }
    if !rule.asks.is_empty() {
        let _ = writeln!(out, "         question `{}`: {}", rule.id, rule.asks);
    }
    if !rule.certain {
        let lacks: Vec<&str> = rule.lacks.iter().map(|lack| lack_name(*lack)).collect();
        let _ = writeln!(out, "         still needed: {}", lacks.join(", "));
    }
    let _ = writeln!(out, "         {} ({}) {}", rule.cited.basis, code(rule.cited.grade), rule.cited.url);
}

fn forms_text(views: &[View<'_>]) -> String {
    let mut out = String::new();
    for view in views {
        let chosen = if view.chosen == Some(true) { " (this one)" } else { "" };
        let _ = writeln!(out, "{}{chosen}", view.view.to_uppercase());
        for shown in &view.boxes {
            let _ = writeln!(out, "  {:>6}  {}: {}", shown.number, shown.label, shown.value.as_deref().unwrap_or(""));
        }
        for (nth, line) in view.lines.iter().enumerate() {
            let _ = writeln!(out, "  line {}", nth + 1);
            for shown in line {
                let _ =
                    writeln!(out, "    {:>4}  {}: {}", shown.number, shown.label, shown.value.as_deref().unwrap_or(""));
            }
        }
        out.push('\n');
    }
    out
}

/// A word of the tables as it is written there.
fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

const fn reason_name(reason: FormReason) -> &'static str {
    match reason {
        FormReason::Within => "value and weight are within the limits of the small form",
        FormReason::Value => "the value is over the limit of the small form",
        FormReason::Weight => "the weight is over the limit of the small form",
        FormReason::ValueUnknown => "the value is not known",
        FormReason::WeightUnknown => "the weight is not known",
        FormReason::RateUnknown => "no exchange rate leads to the limit's currency",
        FormReason::NoLimit => "no limit is held for this day",
    }
}

const fn lack_name(lack: Lack) -> &'static str {
    match lack {
        Lack::Value => "the value of the goods",
        Lack::Item => "value and quantity of each line",
        Lack::Weight => "the gross weight",
        Lack::Transaction => "why the goods are sent (transaction)",
        Lack::Code => "a commodity code, or a longer one",
        Lack::Business => "whether the recipient is a business (consignee.business)",
        Lack::Origin => "the origin of each line",
        Lack::Rate => "an exchange rate",
        Lack::Question => "the answer to the question (answers)",
        Lack::Source => "a better source: this row was never confirmed",
    }
}
