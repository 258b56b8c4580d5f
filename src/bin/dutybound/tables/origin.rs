//! `dutybound tables origin`: what goods of an origin can claim, how it is proved, and what makes them originate.

use std::path::Path;
use std::process::ExitCode;

use dutybound::origin::{Agreement, OriginRule, OriginTables, ProofKind};
use dutybound::{CommodityCode, Date, Place};

use super::phrase;

/// Prints every agreement that is open to the origin on the day.
pub fn command(tables: &Path, place: Place, origin: Place, code: Option<CommodityCode>, on: Date) -> ExitCode {
    let text = match crate::read_tables(tables) {
        Ok(text) => text,
        Err(code) => return code,
    };
    let law = match text.tables.law(place, on) {
        Ok(law) => law,
        Err(reason) => {
            complain!("{reason}");
            return ExitCode::FAILURE;
        }
    };
    let held = &text.tables.origin;
    let reliefs: Vec<_> = law.claimable(origin).collect();
    if reliefs.is_empty() {
        say!("goods of {origin} can claim nothing in {place} on {on}: no agreement or preference is held");
    }
    for measure in &reliefs {
        say!("{} [{}]\n  {}", measure.title, measure.id, phrase::effect(&measure.effect));
    }
    for agreement in held.giving(origin, &reliefs) {
        tell(held, agreement, code);
    }
    ExitCode::SUCCESS
}

fn tell(held: &OriginTables, agreement: &Agreement, code: Option<CommodityCode>) {
    say!("\n{}", agreement.title);
    for proof in &agreement.proofs {
        let by = phrase::word(proof.by);
        let number = proof.number.as_ref().map(|number| format!(", with the number {number}")).unwrap_or_default();
        let up_to = proof.up_to.map(|value| format!(", up to {value}")).unwrap_or_default();
        let by = if proof.kind == ProofKind::ImportersKnowledge { String::new() } else { format!(" by {by}") };
        say!("  proof: {}{by}{number}{up_to}", phrase::word(proof.kind));
    }
    if let Some(exempt) = &agreement.exempt {
        let who = if exempt.trade { "any consignment" } else { "between private persons" };
        let limits = [
            exempt.packages.map(|value| format!("packages up to {value}")),
            exempt.luggage.map(|value| format!("luggage up to {value}")),
        ];
        say!("  no proof: {who}, {}", limits.into_iter().flatten().collect::<Vec<_>>().join(", "));
    }
    if let Some(note) = &agreement.note {
        say!("  {note}");
    }
    let Some((set, code)) = agreement.rules.as_deref().zip(code) else { return };
    let rules = held.rules_for(set, code);
    if rules.is_empty() {
        say!("  rule of origin of {code}: not held");
    }
    for rule in rules {
        say!("  rule of origin of {code}{}: {}", part(rule), words(rule));
    }
}

fn part(rule: &OriginRule) -> String {
    rule.part.map(|(which, of)| format!(" (part {which} of {of} by description)")).unwrap_or_default()
}

fn words(rule: &OriginRule) -> String {
    let way = |way: &Vec<dutybound::origin::Criterion>| {
        way.iter().map(dutybound::origin::Criterion::words).collect::<Vec<_>>().join(" and ")
    };
    rule.any_of.iter().map(way).collect::<Vec<_>>().join("; or ")
}
