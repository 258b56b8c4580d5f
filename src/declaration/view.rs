//! The record as forms and messages show it: boxes with what the record says, and nothing else.
//!
//! A view never invents a value. Every box names the places of the record it shows; where the record is silent, the box is
//! empty and stays so. Which boxes a view has is `tables/declaration/views.csv`.

use serde::Serialize;
use serde_json::Value;

use super::form::{Form, FormChoice};
use super::{Book, Parcel};

/// A form or message with its boxes.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct View<'b> {
    /// Which: `cn22`, `cn23`, `h7`, `us-mail`, `invoice`.
    pub view: &'b str,
    /// Whether the check chose it, where it chooses between two.
    pub chosen: Option<bool>,
    /// Boxes of the parcel.
    pub boxes: Vec<FormBox<'b>>,
    /// Boxes of each line.
    pub lines: Vec<Vec<FormBox<'b>>>,
}

/// A box.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormBox<'b> {
    /// Its number or code on the form.
    pub number: &'b str,
    /// What it is called.
    pub label: &'b str,
    /// Where in the record its content stands.
    pub paths: Vec<String>,
    /// What the record says there; `None` where it is silent.
    pub value: Option<String>,
}

/// All views of a parcel.
pub(super) fn views<'b>(parcel: &Parcel, book: &'b Book, form: Option<&FormChoice<'_>>) -> Vec<View<'b>> {
    // The record as it is written: what is shown is read from there by its path and can come from nowhere else.
    let record = serde_json::to_value(parcel).unwrap_or_default();
    let mut views: Vec<View<'b>> = Vec::new();
    for row in &book.rules.views {
        if views.last().is_none_or(|view| view.view != row.view) {
            let lines = parcel.lines.iter().map(|_| Vec::new()).collect();
            views.push(View { view: &row.view, chosen: chosen(&row.view, form), boxes: Vec::new(), lines });
        }
        let Some(view) = views.last_mut() else { continue };
        if row.paths.iter().any(|path| path.starts_with("lines.")) {
            for (nth, boxes) in view.lines.iter_mut().enumerate() {
                let here = |path: &String| match path.strip_prefix("lines.") {
                    Some(field) => format!("lines[{nth}].{field}"),
                    None => path.clone(),
                };
                boxes.push(filled(&row.number, &row.label, row.paths.iter().map(here).collect(), &record));
            }
        } else {
            view.boxes.push(filled(&row.number, &row.label, row.paths.clone(), &record));
        }
    }
    views
}

fn chosen(view: &str, form: Option<&FormChoice<'_>>) -> Option<bool> {
    let form = form?.form;
    match view {
        "cn22" => Some(form == Form::Cn22),
        "cn23" => Some(form == Form::Cn23),
        _ => None,
    }
}

fn filled<'b>(number: &'b str, label: &'b str, paths: Vec<String>, record: &Value) -> FormBox<'b> {
    let said: Vec<String> = paths.iter().filter_map(|path| written(path, record)).collect();
    let value = (!said.is_empty()).then(|| said.join(", "));
    FormBox { number, label, paths, value }
}

/// What the record says at a path: `lines[0].code`, `seller.name`, `documents` with all of its kinds and numbers.
fn written(path: &str, record: &Value) -> Option<String> {
    // The number of a line is its place.
    if let Some(nth) = path.strip_prefix("lines[").and_then(|rest| rest.strip_suffix("].number")) {
        return nth.parse::<usize>().ok().map(|nth| (nth + 1).to_string());
    }
    // `documents:licence` is the licences among the documents.
    let (path, kind) = path.split_once(':').map_or((path, None), |(path, kind)| (path, Some(kind)));
    let mut here = record;
    for step in path.split('.') {
        let (name, place) = match step.strip_suffix(']').and_then(|step| step.split_once('[')) {
            Some((name, place)) => (name, Some(place.parse::<usize>().ok()?)),
            None => (step, None),
        };
        here = here.get(name)?;
        if let Some(place) = place {
            here = here.get(place)?;
        }
    }
    text(here, kind)
}

fn text(value: &Value, kind: Option<&str>) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(all) => {
            let all: Vec<String> = all.iter().filter_map(|one| text(one, kind)).collect();
            all.join(", ")
        }
        Value::Object(fields) => {
            // A number with its kind.
            let own = fields.get("kind").and_then(Value::as_str);
            let number = fields.get("number").and_then(Value::as_str).unwrap_or_default().trim();
            match (own, kind) {
                (_, _) if number.is_empty() => String::new(),
                (Some(own), Some(kind)) if own == kind => number.to_owned(),
                (_, Some(_)) => String::new(),
                (Some(own), None) => format!("{own} {number}"),
                (None, None) => number.to_owned(),
            }
        }
        Value::Null | Value::Number(_) => String::new(),
    };
    (!text.is_empty()).then_some(text)
}
