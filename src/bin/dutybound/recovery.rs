//! `dutybound recovery`: what can be got back when goods return or too much was charged, as text or JSON.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use dutybound::recovery::{Book, Claim, Due, Event, Lack, Outcome, Recovery, Standing};
use dutybound::{Mishap, Recourse, recoveries};

/// What went wrong, and what is known of it.
#[derive(Args)]
pub struct RecoveryArgs {
    /// Where the parcel went, such as GB
    #[arg(long)]
    to: String,
    /// Where it came from, such as US
    #[arg(long)]
    from: Option<String>,
    /// returned, faulty, refused, lost, overcharged or double-tax
    #[arg(long)]
    reason: String,
    /// The day it is asked on, such as 2026-11-22
    #[arg(long, value_name = "DAY")]
    on: String,
    /// Who asks: buyer, seller, carrier or importer
    #[arg(long)]
    who: Option<String>,
    /// To whom duty and tax were paid: carrier or seller
    #[arg(long)]
    paid_to: Option<String>,
    /// post or express
    #[arg(long)]
    carriage: Option<String>,
    /// What the goods cost, such as `80 EUR`
    #[arg(long, value_name = "AMOUNT")]
    parcel: Option<String>,
    /// The day the customs declaration was accepted
    #[arg(long, value_name = "DAY")]
    imported: Option<String>,
    /// The day of the assessment or bill
    #[arg(long, value_name = "DAY")]
    notified: Option<String>,
    /// The day duty and tax were paid
    #[arg(long, value_name = "DAY")]
    paid: Option<String>,
    /// The day of delivery
    #[arg(long, value_name = "DAY")]
    delivered: Option<String>,
    /// The day the goods were sent back
    #[arg(long, value_name = "DAY")]
    returned: Option<String>,
    /// The day the goods first left the seller's country
    #[arg(long, value_name = "DAY")]
    exported: Option<String>,
    /// The day customs settled the entry (United States)
    #[arg(long, value_name = "DAY")]
    liquidated: Option<String>,
    /// The day a claim was decided
    #[arg(long, value_name = "DAY")]
    decided: Option<String>,
    /// Print the answer as JSON, as the JavaScript API gives it
    #[arg(long)]
    json: bool,
}

pub fn command(folder: &Path, args: &RecoveryArgs) -> ExitCode {
    let mishap: Mishap = match serde_json::from_value(value(args)) {
        Ok(mishap) => mishap,
        Err(message) => {
            complain!("this question cannot be read: {message}");
            return ExitCode::FAILURE;
        }
    };
    let text = match crate::read_tables(folder) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let book = Book::of(&text.tables);
    let recourse = recoveries(&mishap, &book);
    if args.json {
        say!("{}", serde_json::to_string_pretty(&recourse).unwrap_or_default());
    } else {
        tell!("{}", words(&mishap, &recourse));
    }
    ExitCode::SUCCESS
}

fn value(args: &RecoveryArgs) -> serde_json::Value {
    serde_json::json!({
        "on": args.on, "to": crate::quote::in_capitals(&args.to),
        "from": args.from.as_deref().map(crate::quote::in_capitals), "reason": args.reason, "who": args.who, "paidTo": args.paid_to,
        "carriage": args.carriage, "parcel": args.parcel, "imported": args.imported, "notified": args.notified,
        "paid": args.paid, "delivered": args.delivered, "returned": args.returned, "exported": args.exported,
        "liquidated": args.liquidated, "decided": args.decided,
    })
}

fn words(mishap: &Mishap, recourse: &Recourse<'_>) -> String {
    let mut out = String::new();
    for standing in [Standing::Open, Standing::Undated, Standing::Nothing, Standing::Passed, Standing::Ahead] {
        let claims: Vec<&Claim<'_>> = recourse.claims.iter().filter(|claim| claim.standing == standing).collect();
        if claims.is_empty() {
            continue;
        }
        let _ = writeln!(out, "{} ({})", heading(standing), claims.len());
        for claim in claims {
            write_claim(&mut out, claim);
        }
        out.push('\n');
    }
    if !recourse.held {
        let _ = writeln!(
            out,
            "Nothing of its own is held for {}: which does not say that nothing comes back.",
            mishap.to.as_str()
        );
    }
    let _ = writeln!(
        out,
        "Edition {}; asked on {}. Public holidays are not known and move no last day here. Not advice: check the sources.",
        recourse.edition, recourse.on
    );
    out
}

fn write_claim(out: &mut String, claim: &Claim<'_>) {
    let row = claim.recovery;
    let what: Vec<String> = row.what.iter().map(code).collect();
    let _ = writeln!(out, "  {} ({}; {}; {})", row.title, outcome(row.outcome), what.join(", "), code(row.who));
    let _ = writeln!(out, "      {}", row.task);
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "      {label}: {text}");
        }
    };
    line("by", &last_day(claim));
    line("form", &row.form);
    line("keep", &row.keep.join("; "));
    line("costs", &row.fee);
    line("conditions", &row.conditions);
    line("if it is meant", &claim.lacks.iter().map(|lack| lack_name(*lack)).collect::<Vec<_>>().join(", "));
    line("source", &format!("{} ({}) {}", row.basis, code(row.grade), row.url));
}

/// The last day; without the day it counts from, the rule as words.
fn last_day(claim: &Claim<'_>) -> String {
    let Some(rule) = rule(claim.recovery) else { return "no period was found".to_owned() };
    let rule = match claim.moved {
        Some(moved) => format!("{rule}; a day of rest, so that it ends on {moved}: {}", claim.recovery.rest_basis),
        None => rule,
    };
    match (claim.deadline, claim.days_left) {
        (Some(day), Some(left)) if left < 0 => format!("{day}, which has passed ({rule})"),
        (Some(day), Some(left)) => format!("{day}, {left} days left ({rule})"),
        _ => rule,
    }
}

fn rule(row: &Recovery) -> Option<String> {
    let (period, counted, due) = (row.period?, row.counted?, row.due?);
    let due = match due {
        Due::Claim => "claim made",
        Due::GoodsOut => "goods out of the country",
        Due::Both => "goods out and claim made",
        Due::GoodsBack => "goods back home",
    };
    let counted = match counted {
        Event::Import => "the import",
        Event::Notice => "the notice of the charge",
        Event::Payment => "the payment",
        Event::Delivery => "the delivery",
        Event::Return => "the day the goods were sent back",
        Event::Export => "the first export",
        Event::Liquidation => "the day customs settled the entry",
        Event::Decision => "the decision",
    };
    Some(format!("{due} within {period} of {counted}"))
}

/// A word of the tables as it is written there.
fn code(value: impl serde::Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

const fn heading(standing: Standing) -> &'static str {
    match standing {
        Standing::Open => "Can be done",
        Standing::Undated => "Can be done, if there is still time: the day it counts from is not told",
        Standing::Nothing => "Nothing comes back",
        Standing::Passed => "Too late",
        Standing::Ahead => "Ahead, or not confirmed",
    }
}

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Refund => "money back",
        Outcome::Relief => "no second charge",
        Outcome::Ask => "ask",
        Outcome::None => "nothing",
    }
}

const fn lack_name(lack: Lack) -> &'static str {
    match lack {
        Lack::PaidTo => "to whom duty and tax were paid (--paid-to)",
        Lack::Carriage => "how it travelled (--carriage)",
        Lack::Parcel => "what the goods cost (--parcel)",
        Lack::Rate => "an exchange rate",
        Lack::Imported => "the day of the import (--imported)",
    }
}
