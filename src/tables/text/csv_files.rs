//! The wide, uniform facts: code lists, restrictions, exchange rates and products, as CSV.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{TextError, files_under, read_file};
use crate::commodity::SHARED_DIGITS;
use crate::duty::expression::DutyUnit;
use crate::money::parse_decimal;
use crate::tables::schema::{
    Carriage, CodeQuestion, Counted, Covers, Fact, FormerCode, Grade, Layer, Percent, RateSet, Restriction,
    RestrictionStatus, Subheadings, World,
};
use crate::tables::{CodeList, Product, Tables};
use crate::{CommodityCode, Currency, Date, Place, Validity};

/// Reads a CSV with a header; lines that begin with `#` are remarks. Every bad line is reported.
pub(super) fn read_csv<T: DeserializeOwned>(file: &Path, errors: &mut Vec<TextError>) -> Result<Vec<T>, TextError> {
    let text = read_file(file)?;
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.deserialize() {
        match row {
            Ok(row) => rows.push(row),
            Err(error) => errors.push(TextError::new(file, error)),
        }
    }
    Ok(rows)
}

/// The rows of a file that tables may do without.
fn read_csv_if_there<T: DeserializeOwned>(file: &Path, errors: &mut Vec<TextError>) -> Result<Vec<T>, TextError> {
    if file.exists() { read_csv(file, errors) } else { Ok(Vec::new()) }
}

/// A row that is known by an id of its own.
pub(super) trait Known {
    fn id(&self) -> &str;
}

/// Reads the rows of every file of a folder, ordered by id; ids are unique over all of them.
pub(super) fn read_rows<T: DeserializeOwned + Known, R: Known>(
    folder: &Path,
    what: &str,
    row: impl Fn(T) -> Result<R, String>,
    into: &mut Vec<R>,
) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(folder, "csv") {
        for text in read_csv::<T>(&file, &mut errors)? {
            let id = text.id().to_owned();
            let mut wrong = |message: &str| errors.push(TextError::new(&file, format!("{what} `{id}`: {message}")));
            match row(text) {
                Ok(row) if into.iter().any(|known| known.id() == row.id()) => wrong("another row has this id"),
                Ok(row) => into.push(row),
                Err(message) => wrong(&message),
            }
        }
    }
    into.sort_by(|a, b| a.id().cmp(b.id()));
    Ok(errors)
}

/// Whose row it is, `None` for everybody's (`*`); its id begins so.
pub(super) fn whose(id: &str, text: &str) -> Result<Option<Place>, String> {
    let own = if text == "*" { None } else { Some(text.parse().map_err(|_| format!("`{text}` is not a place"))?) };
    let begins = own.map_or("all".to_owned(), |place: Place| place.as_str().to_lowercase());
    if !id.strip_prefix(&begins).is_some_and(|rest| rest.starts_with('-')) {
        return Err(format!("the id does not begin with `{begins}-`"));
    }
    Ok(own)
}

/// Refuses a row that leaves out what every row says, or whose source cannot be opened.
pub(super) fn told(said: [(&str, &String); 3], url: &str) -> Result<(), String> {
    if let Some((name, _)) = said.iter().find(|(_, written)| written.trim().is_empty()) {
        return Err(format!("it has no {name}"));
    }
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(format!("`{url}` is not the address of a page"));
    }
    Ok(())
}

pub(super) fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, T::Err> {
    if text.is_empty() { Ok(None) } else { text.parse().map(Some) }
}

pub(super) fn validity(from: &str, until: &str) -> Result<Validity, String> {
    let from = optional::<Date>(from).map_err(|error| error.to_string())?;
    let until = optional::<Date>(until).map_err(|error| error.to_string())?;
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        return Err(format!("from {from} is not before until {until}"));
    }
    Ok(Validity { from, until })
}

pub(super) fn code(text: &str) -> Result<CommodityCode, String> {
    CommodityCode::from_table(text).ok_or_else(|| format!("`{text}` is not a commodity code or `*`"))
}

fn words(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RestrictionText {
    id: String,
    layer: Layer,
    carriage: String,
    category: String,
    codes: String,
    words: String,
    status: RestrictionStatus,
    covers: Covers,
    effect: String,
    document: String,
    authority: String,
    limit: String,
    origin: String,
    /// Few rows hang on a fact: files without any have no such column.
    #[serde(default)]
    facts: String,
    dataset: String,
    from: String,
    until: String,
    basis: String,
    url: String,
    grade: Grade,
}

pub(super) fn read_restrictions(folder: &Path, world: &mut World) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(&folder.join("restrictions"), "csv") {
        let stem = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_uppercase();
        let place = if stem == "GLOBAL" { None } else { Some(stem.parse().map_err(|e| TextError::new(&file, e))?) };
        for text in read_csv::<RestrictionText>(&file, &mut errors)? {
            let id = text.id.clone();
            match restriction(place, text) {
                Ok(restriction) => world.restrictions.push(restriction),
                Err(message) => errors.push(TextError::new(&file, format!("restriction `{id}`: {message}"))),
            }
        }
    }
    world.restrictions.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(errors)
}

fn restriction(place: Option<Place>, text: RestrictionText) -> Result<Restriction, String> {
    let carriage = match text.carriage.as_str() {
        "any" | "" => None,
        "post" => Some(Carriage::Post),
        "express" => Some(Carriage::Express),
        other => return Err(format!("carriage `{other}` is not any, post or express")),
    };
    let mut codes = text.codes.split_whitespace().map(code).collect::<Result<Vec<_>, _>>()?;
    codes.sort();
    let origin = text.origin.split_whitespace().map(str::parse).collect::<Result<Vec<Place>, _>>();
    Ok(Restriction {
        id: text.id,
        place,
        layer: text.layer,
        carriage,
        category: text.category,
        codes,
        words: words(&text.words),
        status: text.status,
        covers: text.covers,
        effect: text.effect,
        document: text.document,
        authority: text.authority,
        limit: text.limit,
        origin: origin.map_err(|error| error.to_string())?,
        facts: facts(&text.facts)?,
        dataset: Some(text.dataset).filter(|dataset| !dataset.is_empty()),
        validity: validity(&text.from, &text.until)?,
        basis: text.basis,
        url: text.url,
        grade: text.grade,
    })
}

/// Facts by name, `!` before what must not be, none twice: nothing is so and not so.
fn facts(text: &str) -> Result<Vec<Fact>, String> {
    let mut facts: Vec<Fact> = Vec::new();
    for fact in text.split_whitespace().map(|word| super::measure::fact(word.to_owned())) {
        if facts.iter().any(|known| known.name == fact.name) {
            return Err(format!("the fact `{}` stands twice", fact.name));
        }
        facts.push(fact);
    }
    Ok(facts)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RateText {
    currency: Currency,
    per_euro: String,
    on: Date,
    source: String,
}

/// A question about a code where `answer` is empty, otherwise an answer to the last one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeQuestionText {
    code: String,
    place: String,
    answer: String,
    text: String,
}

pub(super) fn read_code_questions(folder: &Path, world: &mut World) -> Result<Vec<TextError>, TextError> {
    let file = folder.join("nomenclature/questions.csv");
    let mut errors = Vec::new();
    let mut questions = Vec::new();
    for row in read_csv_if_there::<CodeQuestionText>(&file, &mut errors)? {
        if let Err(message) = code_question(&row, &mut questions) {
            errors.push(TextError::new(&file, format!("code {}: {message}", row.code)));
        }
    }
    world.take_questions(questions);
    Ok(errors)
}

fn code_question(row: &CodeQuestionText, questions: &mut Vec<CodeQuestion>) -> Result<(), String> {
    let asked = code(&row.code)?;
    let place = optional::<Place>(&row.place).map_err(|error| error.to_string())?;
    if row.answer.is_empty() {
        questions.push(CodeQuestion { code: asked, place, question: row.text.clone(), answers: Vec::new() });
        return Ok(());
    }
    let answer = code(&row.answer)?;
    let question = questions.last_mut().filter(|question| (question.code, question.place) == (asked, place));
    let question = question.ok_or("an answer stands under its question, which has no code in `answer`")?;
    if answer == asked || !asked.covers(answer) {
        return Err(format!("the answer {answer} does not begin with the code"));
    }
    question.answers.push((answer, row.text.clone()));
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormerCodeText {
    code: String,
    now: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubheadingText {
    code: String,
}

pub(super) fn read_subheadings(folder: &Path, world: &mut World) -> Result<Vec<TextError>, TextError> {
    let file = folder.join("nomenclature/hs2022.csv");
    let mut errors = Vec::new();
    let mut codes = Vec::new();
    for row in read_csv_if_there::<SubheadingText>(&file, &mut errors)? {
        match code(&row.code).ok().filter(|code| code.digits() == SHARED_DIGITS) {
            Some(code) => codes.push(code),
            None => errors.push(TextError::new(&file, format!("`{}` is no code of six digits", row.code))),
        }
    }
    world.subheadings = Subheadings::new(codes);
    Ok(errors)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CountedText {
    code: String,
    unit: String,
}

pub(super) fn read_counted(folder: &Path, world: &mut World) -> Result<Vec<TextError>, TextError> {
    let file = folder.join("nomenclature/counted.csv");
    let mut errors = Vec::new();
    for row in read_csv_if_there::<CountedText>(&file, &mut errors)? {
        let unit = row.unit.parse::<DutyUnit>().map_err(|error| error.to_string());
        match code(&row.code).and_then(|code| Ok((code, unit?))) {
            Ok((code, unit)) => world.counted.push(Counted { code, unit: unit.to_string() }),
            Err(message) => errors.push(TextError::new(&file, format!("code {}: {message}", row.code))),
        }
    }
    Ok(errors)
}

pub(super) fn read_former_codes(folder: &Path, world: &mut World) -> Result<Vec<TextError>, TextError> {
    let file = folder.join("nomenclature/former.csv");
    let mut errors = Vec::new();
    let mut known: BTreeMap<CommodityCode, Vec<CommodityCode>> = BTreeMap::new();
    for row in read_csv_if_there::<FormerCodeText>(&file, &mut errors)? {
        match code(&row.code).and_then(|former| Ok((former, code(&row.now)?))) {
            Ok((former, now)) => known.entry(former).or_default().push(now),
            Err(message) => errors.push(TextError::new(&file, format!("code {}: {message}", row.code))),
        }
    }
    world.former_codes = known.into_iter().map(|(code, now)| FormerCode { code, now }).collect();
    Ok(errors)
}

pub(super) fn read_rates(folder: &Path, world: &mut World) -> Result<(), TextError> {
    let file = folder.join("rates/exchange.csv");
    let mut errors = Vec::new();
    let rows = read_csv_if_there::<RateText>(&file, &mut errors)?;
    if let Some(error) = errors.pop() {
        return Err(error);
    }
    let mut set = RateSet::default();
    for row in rows {
        if set.on.is_some_and(|on| on != row.on) {
            return Err(TextError::new(&file, "all bundled rates must be of one day"));
        }
        let rate = parse_decimal(&row.per_euro)
            .filter(|rate| !rate.is_zero() && rate.is_sign_positive())
            .ok_or_else(|| TextError::new(&file, format!("`{}` is not a rate above zero", row.per_euro)))?;
        set.on = Some(row.on);
        set.source = row.source;
        set.per_euro.push((row.currency, Percent(rate)));
    }
    set.per_euro.sort_by_key(|(currency, _)| *currency);
    world.rates = set;
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListText {
    code: String,
    from: String,
    until: String,
}

pub(super) fn read_lists(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(&folder.join("lists"), "csv") {
        let id = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let parent = file.parent().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default();
        let place = parent.to_uppercase().parse().map_err(|error| TextError::new(&file, error))?;
        let mut rows = Vec::new();
        for text in read_csv::<ListText>(&file, &mut errors)? {
            match (code(&text.code), validity(&text.from, &text.until)) {
                (Ok(code), Ok(validity)) => rows.push((code, validity)),
                (Err(message), _) | (_, Err(message)) => errors.push(TextError::new(&file, message)),
            }
        }
        rows.sort_by_key(|(code, validity)| (*code, validity.from));
        tables.lists.push(CodeList::new(id, place, rows));
    }
    tables.lists.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(errors)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductText {
    id: String,
    name: String,
    words: String,
    code: String,
    group: String,
    material: String,
    basis: String,
    #[serde(rename = "grade")]
    _grade: Grade,
}

pub(super) fn read_products(folder: &Path, tables: &mut Tables) -> Result<(), TextError> {
    let file = folder.join("finder/products.csv");
    let mut errors = Vec::new();
    for text in read_csv_if_there::<ProductText>(&file, &mut errors)? {
        tables.products.push(Product {
            code: code(&text.code).map_err(|message| TextError::new(&file, message))?,
            id: text.id,
            name: text.name,
            words: words(&text.words),
            group: text.group,
            material: text.material,
            basis: text.basis,
        });
    }
    errors.pop().map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::facts;

    #[test]
    fn a_fact_stands_once() {
        let read = facts("laser !toy").unwrap();
        let told: Vec<(&str, bool)> = read.iter().map(|fact| (fact.name.as_str(), fact.is)).collect();
        assert_eq!(told, [("laser", true), ("toy", false)]);
        assert_eq!(facts("").unwrap(), []);
        for wrong in ["toy toy", "toy !toy", "!toy laser !toy"] {
            assert!(facts(wrong).unwrap_err().contains("`toy` stands twice"), "{wrong}");
        }
    }
}
