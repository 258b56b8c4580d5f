//! CN22 or CN23: which of the two postal forms a parcel needs, and why.

use serde::Serialize;

use super::condition::Asked;
use super::rule::FormLimit;
use crate::Money;

/// A postal customs form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// The small label.
    Cn22,
    /// The full form; it serves any value and weight.
    Cn23,
}

/// Why a form was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormReason {
    /// Value and weight are within the limits of the small one.
    Within,
    /// The value is over its limit.
    Value,
    /// The weight is over its limit.
    Weight,
    /// The value is not known.
    ValueUnknown,
    /// The weight is not known.
    WeightUnknown,
    /// No exchange rate leads from the value's currency to the limit's.
    RateUnknown,
    /// No limit is held for this day.
    NoLimit,
}

/// The form chosen, with the limit it was chosen by.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct FormChoice<'b> {
    /// The form.
    pub form: Form,
    /// Why: one reason for the small form, every reason for the full one.
    pub because: Vec<FormReason>,
    /// The limit.
    pub limit: Option<&'b FormLimit>,
    /// The value in the limit's currency, to its last digit.
    pub value: Option<Money>,
}

/// Chooses. What is not known is never taken to be within a limit.
pub(super) fn choose<'b>(asked: &Asked<'b>) -> FormChoice<'b> {
    let Some(limit) = limit(asked) else {
        return FormChoice { form: Form::Cn23, because: vec![FormReason::NoLimit], limit: None, value: None };
    };
    let mut because = Vec::new();
    let told = asked.value();
    let amount = told.and_then(|value| asked.convert(value, limit.value.currency));
    match (told, amount) {
        (None, _) => because.push(FormReason::ValueUnknown),
        (Some(_), None) => because.push(FormReason::RateUnknown),
        (Some(_), Some(amount)) if amount > limit.value.amount => because.push(FormReason::Value),
        _ => {}
    }
    match asked.weight() {
        None => because.push(FormReason::WeightUnknown),
        Some(weight) if weight > limit.weight => because.push(FormReason::Weight),
        Some(_) => {}
    }
    let form = if because.is_empty() { Form::Cn22 } else { Form::Cn23 };
    if because.is_empty() {
        because.push(FormReason::Within);
    }
    let value = amount.map(|amount| Money { amount, ..limit.value });
    FormChoice { form, because, limit: Some(limit), value }
}

/// The limit of the post that takes the parcel in, or else the world's.
fn limit<'b>(asked: &Asked<'b>) -> Option<&'b FormLimit> {
    let (parcel, book) = (asked.parcel, asked.book);
    let held = || book.rules.forms.iter().filter(|row| row.validity.contains(parcel.on));
    let of_post = parcel
        .from
        .and_then(|from| held().find(|row| row.from_place.is_some_and(|place| book.atlas.lies_in(from, place))));
    of_post.or_else(|| held().find(|row| row.from_place.is_none()))
}
