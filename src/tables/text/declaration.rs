//! What data a parcel must carry, as CSV.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::csv_files::{optional, read_csv, validity};
use super::obligations::{compare, place, prefixes};
use super::{TextError, files_under};
use crate::declaration::{
    BoxRow, CheckRule, Cited, Effect, Element, ElementRow, FaultKind, FaultRow, Field, FormLimit, Nature, Need,
    NumberKind, Requirement, Rules, Test, Word, WordList,
};
use crate::tables::Tables;
use crate::tables::schema::{Carriage, Grade};
use crate::{Money, Place, parse_decimal};

/// Reads `tables/declaration`; nothing is held where there is no such folder.
pub(super) fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    let folder = folder.join("declaration");
    let mut errors = Vec::new();
    if folder.is_dir() {
        let mut reader = Reader { folder: &folder, errors: &mut errors };
        tables.declaration = Rules {
            elements: reader.elements()?,
            requirements: reader.requirements()?,
            lists: reader.lists()?,
            faults: reader.rows("faults.csv", fault)?,
            numbers: reader.rows("numbers.csv", number)?,
            forms: reader.rows("forms.csv", form)?,
            views: reader.rows("views.csv", box_row)?,
        };
    }
    Ok(errors)
}

struct Reader<'a> {
    folder: &'a Path,
    errors: &'a mut Vec<TextError>,
}

impl Reader<'_> {
    /// The rows of a file; what cannot be read is told with its row.
    fn rows<T: DeserializeOwned, R>(
        &mut self,
        name: &str,
        read: impl Fn(T) -> Result<R, String>,
    ) -> Result<Vec<R>, TextError> {
        let file = self.folder.join(name);
        let mut rows = Vec::new();
        for (nth, text) in read_csv::<T>(&file, self.errors)?.into_iter().enumerate() {
            match read(text) {
                Ok(row) => rows.push(row),
                Err(message) => self.errors.push(TextError::new(&file, format!("row {}: {message}", nth + 1))),
            }
        }
        Ok(rows)
    }

    /// Every element, in its order and once.
    fn elements(&mut self) -> Result<Vec<ElementRow>, TextError> {
        let rows = self.rows("elements.csv", element)?;
        let is_whole = rows.iter().map(|row| row.element).eq(Element::ALL)
            && rows.iter().zip(1..).all(|(row, number)| row.number == number);
        if !is_whole {
            let file = self.folder.join("elements.csv");
            let message = "the elements are not all there, in their order, with numbers from 1";
            self.errors.push(TextError::new(&file, message));
        }
        Ok(rows)
    }

    /// Requirements of every file; ids are unique over all of them.
    fn requirements(&mut self) -> Result<Vec<Requirement>, TextError> {
        let mut rows: Vec<Requirement> = Vec::new();
        for file in files_under(&self.folder.join("requirements"), "csv") {
            for text in read_csv::<RequirementText>(&file, self.errors)? {
                let id = text.id.clone();
                let row = requirement(text).and_then(|row| {
                    let is_known = rows.iter().any(|known| known.id == row.id);
                    if is_known { Err("another row has this id".to_owned()) } else { Ok(row) }
                });
                match row {
                    Ok(row) => rows.push(row),
                    Err(message) => {
                        self.errors.push(TextError::new(&file, format!("requirement `{id}`: {message}")));
                    }
                }
            }
        }
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(rows)
    }

    /// Lists with their words.
    fn lists(&mut self) -> Result<Vec<WordList>, TextError> {
        let words = self.rows("words.csv", |text: WordText| {
            let validity = validity(&text.from, &text.until)?;
            let word = text.word.trim().to_lowercase();
            if word.is_empty() { Err("it has no word".to_owned()) } else { Ok((text.list, Word { word, validity })) }
        })?;
        let mut by_list: BTreeMap<String, Vec<Word>> = BTreeMap::new();
        for (list, word) in words {
            by_list.entry(list).or_default().push(word);
        }
        let mut lists = self.rows("lists.csv", list)?;
        for list in &mut lists {
            list.words = by_list.remove(&list.id).unwrap_or_default();
        }
        let file = self.folder.join("words.csv");
        let lost = by_list.keys().map(|name| TextError::new(&file, format!("there is no list `{name}` in lists.csv")));
        self.errors.extend(lost);
        Ok(lists)
    }
}

fn cited(basis: String, url: String, grade: Grade) -> Result<Cited, String> {
    if basis.trim().is_empty() {
        return Err("it has no basis".to_owned());
    }
    if !url.starts_with("https://") && !url.starts_with("http://") {
        return Err(format!("`{url}` is not the address of a page"));
    }
    Ok(Cited { basis, url, grade })
}

/// `*` is everywhere.
fn anywhere(text: &str) -> Result<Option<Place>, String> {
    if text == "*" { Ok(None) } else { place(text).map(Some) }
}

fn carriage(text: &str) -> Result<Option<Carriage>, String> {
    match text {
        "any" => Ok(None),
        "post" => Ok(Some(Carriage::Post)),
        "express" => Ok(Some(Carriage::Express)),
        other => Err(format!("carriage `{other}` is not any, post or express")),
    }
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElementText {
    number: u8,
    element: Element,
    name: String,
    what: String,
    travels: String,
    max_length: String,
    basis: String,
    url: String,
    grade: Grade,
}

fn element(text: ElementText) -> Result<ElementRow, String> {
    Ok(ElementRow {
        number: text.number,
        element: text.element,
        name: text.name,
        what: text.what,
        travels: words(&text.travels),
        max_length: optional(&text.max_length)
            .map_err(|_| format!("`{}` is not a number of characters", text.max_length))?,
        basis: text.basis,
        url: text.url,
        grade: text.grade,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RequirementText {
    id: String,
    place: String,
    except: String,
    carriage: String,
    element: Element,
    need: Need,
    when: String,
    asks: String,
    kinds: String,
    digits: String,
    why: String,
    from: String,
    until: String,
    basis: String,
    url: String,
    grade: Grade,
}

fn requirement(text: RequirementText) -> Result<Requirement, String> {
    let place = anywhere(&text.place)?;
    let begins = place.map_or("all".to_owned(), |place| place.as_str().to_lowercase());
    if !text.id.strip_prefix(&begins).is_some_and(|rest| rest.starts_with('-')) {
        return Err(format!("the id does not begin with `{begins}-`"));
    }
    let when = tests(&text.when)?;
    let is_conditional = !when.is_empty() || !text.asks.is_empty();
    if is_conditional != (text.need == Need::Conditional) {
        return Err("what is conditional has a condition or a question, and nothing else has one".to_owned());
    }
    if text.why.trim().is_empty() {
        return Err("it does not say why".to_owned());
    }
    let digits = optional(&text.digits).map_err(|_| format!("`{}` is not a number of digits", text.digits))?;
    if digits.is_some() && text.element != Element::Code {
        return Err("only a code has digits".to_owned());
    }
    Ok(Requirement {
        id: text.id,
        place,
        except: text.except.split_whitespace().map(self::place).collect::<Result<_, _>>()?,
        carriage: carriage(&text.carriage)?,
        element: text.element,
        need: text.need,
        when,
        asks: text.asks,
        kinds: words(&text.kinds),
        digits,
        why: text.why,
        validity: validity(&text.from, &text.until)?,
        cited: cited(text.basis, text.url, text.grade)?,
    })
}

/// `value > 150 EUR and goods 9503`.
fn tests(text: &str) -> Result<Vec<Test>, String> {
    text.split(" and ").map(str::trim).filter(|part| !part.is_empty()).map(test).collect()
}

fn test(text: &str) -> Result<Test, String> {
    let wrong = || format!("`{text}` is not a condition; tables/declaration/README.md lists them");
    let (what, rest) = text.split_once(' ').ok_or_else(wrong)?;
    let money = || -> Result<_, String> {
        let (sign, amount) = rest.split_once(' ').ok_or_else(wrong)?;
        let amount: Money = amount.parse().map_err(|error| format!("{error}"))?;
        Ok((compare(sign).ok_or_else(wrong)?, amount))
    };
    match what {
        "value" => money().map(|(sign, amount)| Test::Value(sign, amount)),
        "item" => money().map(|(sign, amount)| Test::Item(sign, amount)),
        "weight" => {
            let (sign, weight) = rest.split_once(' ').ok_or_else(wrong)?;
            let kilograms = weight.strip_suffix(" kg").and_then(parse_decimal).ok_or_else(wrong)?;
            Ok(Test::Weight(compare(sign).ok_or_else(wrong)?, kilograms))
        }
        "transaction" => {
            let nature = |word: &str| match word {
                "sale" => Ok(Nature::Sale),
                "gift" => Ok(Nature::Gift),
                "sample" => Ok(Nature::Sample),
                "return" => Ok(Nature::Return),
                "documents" => Ok(Nature::Documents),
                "other" => Ok(Nature::Other),
                _ => Err(wrong()),
            };
            rest.split_whitespace().map(nature).collect::<Result<_, _>>().map(Test::Transaction)
        }
        "goods" => prefixes(rest).map(|(inside, outside)| Test::Goods(inside, outside)),
        "fiscal" => Ok(Test::Fiscal(words(rest))),
        "consignee" => match rest {
            "business" => Ok(Test::Business(true)),
            "private" => Ok(Test::Business(false)),
            _ => Err(wrong()),
        },
        "origin" => rest.split_whitespace().map(place).collect::<Result<_, _>>().map(Test::Origin),
        _ => Err(wrong()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordText {
    word: String,
    list: String,
    from: String,
    until: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ListText {
    list: String,
    name: String,
    places: String,
    carriage: String,
    field: Field,
    whole: Effect,
    within: String,
    from: String,
    until: String,
    basis: String,
    url: String,
    grade: Grade,
}

fn list(text: ListText) -> Result<WordList, String> {
    let within = match text.within.as_str() {
        "" => None,
        "refused" => Some(Effect::Refused),
        "poor" => Some(Effect::Poor),
        other => return Err(format!("`{other}` is not refused, poor or nothing")),
    };
    Ok(WordList {
        id: text.list,
        name: text.name,
        places: if text.places == "*" {
            Vec::new()
        } else {
            text.places.split_whitespace().map(place).collect::<Result<_, _>>()?
        },
        carriage: carriage(&text.carriage)?,
        field: text.field,
        whole: text.whole,
        within,
        words: Vec::new(),
        validity: validity(&text.from, &text.until)?,
        cited: cited(text.basis, text.url, text.grade)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FaultText {
    fault: FaultKind,
    place: String,
    carriage: String,
    effect: Effect,
    why: String,
    from: String,
    until: String,
    basis: String,
    url: String,
    grade: Grade,
}

fn fault(text: FaultText) -> Result<FaultRow, String> {
    Ok(FaultRow {
        fault: text.fault,
        place: anywhere(&text.place)?,
        carriage: carriage(&text.carriage)?,
        effect: text.effect,
        why: text.why,
        validity: validity(&text.from, &text.until)?,
        cited: cited(text.basis, text.url, text.grade)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NumberText {
    kind: String,
    name: String,
    forms: String,
    check: Option<CheckRule>,
    basis: String,
    url: String,
    grade: Grade,
}

fn number(text: NumberText) -> Result<NumberKind, String> {
    Ok(NumberKind {
        kind: text.kind,
        name: text.name,
        forms: words(&text.forms),
        check: text.check,
        cited: cited(text.basis, text.url, text.grade)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FormText {
    posted_in: String,
    value: String,
    kilograms: String,
    from: String,
    until: String,
    basis: String,
    url: String,
    grade: Grade,
}

fn form(text: FormText) -> Result<FormLimit, String> {
    Ok(FormLimit {
        from_place: anywhere(&text.posted_in)?,
        value: text.value.parse().map_err(|error| format!("{error}"))?,
        weight: parse_decimal(&text.kilograms).ok_or_else(|| format!("`{}` is not a weight", text.kilograms))?,
        validity: validity(&text.from, &text.until)?,
        cited: cited(text.basis, text.url, text.grade)?,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxText {
    view: String,
    number: String,
    label: String,
    paths: String,
}

fn box_row(text: BoxText) -> Result<BoxRow, String> {
    let paths = words(&text.paths);
    if paths.is_empty() || text.label.trim().is_empty() {
        return Err("a box has a label and shows something".to_owned());
    }
    Ok(BoxRow { view: text.view, number: text.number, label: text.label, paths })
}
