//! What a measure of each kind is to a schedule.

use super::Preference;
use super::row::Measure;

/// All the world.
const EVERYBODY: &str = "1011";

/// What a measure that is taken does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The duty for third countries.
    Duty,
    /// The same, for the goods of one additional code.
    ByAdditionalCode,
    /// It stands in for the duty on its days.
    Suspension,
    /// A preference: which of those asked for.
    Preference(usize),
}

/// What a measure does, or why it is left out.
pub(super) fn role(measure: &Measure, preferences: &[Preference]) -> Result<Role, String> {
    let left_out = |why: &str| Err(format!("measure type {}: {why}", measure.kind));
    if !measure.order_number.is_empty() {
        return left_out("within a quota, which may be used up");
    }
    let plain = measure.additional_code.is_empty();
    match measure.kind.as_str() {
        "103" | "112" if measure.area != EVERYBODY => left_out("for one area, not for everybody"),
        "103" => Ok(if plain { Role::Duty } else { Role::ByAdditionalCode }),
        "112" if !plain => left_out("a suspension for the goods of one additional code"),
        "112" if measure.on_conditions() => left_out("a suspension on conditions"),
        "112" => Ok(Role::Suspension),
        "106" | "142" => {
            let wanted = preferences.iter().position(|preference| preference.area == measure.area);
            match wanted {
                Some(_) if !plain => left_out("a preference for the goods of one additional code"),
                Some(place) => Ok(Role::Preference(place)),
                None => left_out("a preference of another area than asked for"),
            }
        }
        kind => left_out(words(kind)),
    }
}

/// Why a kind is left out, by its number in TARIC, which the United Kingdom kept.
fn words(kind: &str) -> &'static str {
    match kind {
        "105" => "duty for goods under end use or authorised use",
        "115" | "117" | "119" => "suspension for goods under end use, of ships or with a certificate",
        "122" | "123" => "quota open to everybody",
        "140" | "141" => "suspension within a preference",
        "143" | "146" | "147" => "quota of a preference",
        "145" => "preference for goods under end use or authorised use",
        "305" => "value added tax",
        "306" => "excise",
        "109" | "110" => "supplementary unit",
        _ if kind.starts_with("55") || kind.starts_with("56") => "trade remedy",
        _ => "not a duty of the tariff itself",
    }
}
