//! What places are called, in the order of the alphabet.

use dutybound::Tables;
use dutybound::tables::schema::PlaceLaw;

/// `Austria (AT)`; a part is found under its country: `Canada: Alberta (CA-AB)`.
pub fn full(tables: &Tables, held: &PlaceLaw) -> String {
    match country(tables, held) {
        Some(country) => format!("{country}: {}", short(held)),
        None => short(held),
    }
}

/// `Austria (AT)`.
pub fn short(held: &PlaceLaw) -> String {
    format!("{} ({})", held.name, held.place)
}

/// The name of the country in whose code a place's code lies.
pub fn country<'t>(tables: &'t Tables, held: &PlaceLaw) -> Option<&'t str> {
    let (country, _) = held.place.as_str().split_once('-')?;
    let held = tables.place(country.parse().ok()?)?;
    Some(&held.name)
}

/// By which a name is sorted: plain letters, in one case.
pub fn order(name: &str) -> String {
    name.chars().map(plain).flat_map(char::to_lowercase).collect()
}

/// The letter under which a name stands.
pub fn letter(name: &str) -> char {
    order(name).chars().next().map_or('-', |letter| letter.to_ascii_uppercase())
}

/// Letters with marks, as they occur in the names of places.
fn plain(letter: char) -> char {
    match letter {
        'Å' | 'Á' | 'À' | 'Ä' => 'A',
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'Ç' => 'C',
        'ç' => 'c',
        'É' | 'È' => 'E',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ï' | 'î' => 'i',
        'Ö' | 'Ø' => 'O',
        'ó' | 'ô' | 'õ' | 'ö' | 'ø' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    }
}
