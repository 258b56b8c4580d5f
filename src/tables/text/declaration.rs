//! What data a parcel must carry, as CSV.

use std::path::Path;

use serde::Deserialize;

use super::TextError;
use super::csv_files::{optional, read_csv};
use crate::declaration::{Element, ElementRow};
use crate::tables::Tables;
use crate::tables::schema::Grade;

/// Reads `tables/declaration`; nothing is held where there is no such folder.
pub(super) fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    let folder = folder.join("declaration");
    let mut errors = Vec::new();
    if folder.is_dir() {
        tables.declaration.elements = elements(&folder.join("elements.csv"), &mut errors)?;
    }
    Ok(errors)
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

/// Every element, in its order and once.
fn elements(file: &Path, errors: &mut Vec<TextError>) -> Result<Vec<ElementRow>, TextError> {
    let mut rows = Vec::new();
    for text in read_csv::<ElementText>(file, errors)? {
        let max_length = optional(&text.max_length)
            .map_err(|_| TextError::new(file, format!("`{}` is not a number of characters", text.max_length)))?;
        rows.push(ElementRow {
            number: text.number,
            element: text.element,
            name: text.name,
            what: text.what,
            travels: text.travels.split_whitespace().map(str::to_owned).collect(),
            max_length,
            basis: text.basis,
            url: text.url,
            grade: text.grade,
        });
    }
    let is_whole = rows.iter().map(|row| row.element).eq(Element::ALL)
        && rows.iter().zip(1..).all(|(row, number)| row.number == number);
    if !is_whole {
        errors.push(TextError::new(file, "the elements are not all there, in their order, with numbers from 1"));
    }
    Ok(rows)
}
