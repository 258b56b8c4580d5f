//! The rows of `tables/declaration`: what a destination asks for, what it refuses, and where that is written.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Element, Nature};
use crate::obligation::Compare;
use crate::tables::schema::{Carriage, Grade};
use crate::{Money, Place, Validity};

/// Where a rule stands and how sure it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Act and article, or what was read.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}

/// How strongly an element is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// Always.
    Mandatory,
    /// When the rule's conditions hold.
    Conditional,
}

/// One condition of a rule; all must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Test {
    /// The value of all goods.
    Value(Compare, Money),
    /// The value of one piece of a line.
    Item(Compare, Money),
    /// The gross weight, in kilograms.
    Weight(Compare, #[serde(with = "decimal")] Decimal),
    /// Why the goods are sent is one of these.
    Transaction(Vec<Nature>),
    /// A line's code begins with one of the first and with none of the second.
    Goods(Vec<String>, Vec<String>),
    /// The seller accounts for tax under a number of one of these kinds.
    Fiscal(Vec<String>),
    /// The recipient is a business, or is not.
    Business(bool),
    /// A line is from one of these.
    Origin(Vec<Place>),
}

/// A row of `tables/declaration/requirements`: an element that a place asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Requirement {
    /// Its id.
    pub id: String,
    /// The destination; `None` is everywhere.
    pub place: Option<Place>,
    /// Parts of the place to which it does not reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Place>,
    /// Only when the parcel travels so.
    pub carriage: Option<Carriage>,
    /// What is asked for.
    pub element: Element,
    /// How strongly.
    pub need: Need,
    /// Conditions; all must hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Test>,
    /// A question that the record cannot answer; empty is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub asks: String,
    /// Kinds of number of which one is meant: `cpf cnpj`; empty is any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    /// The least digits of a code.
    pub digits: Option<u8>,
    /// Why, or what for, in a sentence.
    pub why: String,
    /// When it has effect.
    pub validity: Validity,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
}

/// What a list of words is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// Descriptions of goods.
    Description,
    /// Names and streets of seller, sender and recipient.
    Party,
}

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// The data are refused.
    Refused,
    /// Nobody refuses it outright; it delays, or brings a question.
    Poor,
}

/// A row of `tables/declaration/lists.csv`: a list of words that some place does not take, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WordList {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Whose it is; empty is everywhere.
    pub places: Vec<Place>,
    /// Only when the parcel travels so.
    pub carriage: Option<Carriage>,
    /// What it is held against.
    pub field: Field,
    /// What happens to a text that is nothing but a word of the list.
    pub whole: Effect,
    /// What happens to a text that holds one among others; `None` is nothing.
    pub within: Option<Effect>,
    /// Its words.
    pub words: Vec<Word>,
    /// When it has effect.
    pub validity: Validity,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
}

/// A word of a list, in small letters; `#` and others without letters stand for themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// The word, or words.
    pub word: String,
    /// When it is on the list.
    #[serde(default, skip_serializing_if = "is_always")]
    pub validity: Validity,
}

fn is_always(validity: &Validity) -> bool {
    validity.from.is_none() && validity.until.is_none()
}

/// A row of `tables/declaration/faults.csv`: what is done about a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FaultRow {
    /// Which fault.
    pub fault: FaultKind,
    /// Whose rule it is; `None` is everywhere.
    pub place: Option<Place>,
    /// Only when the parcel travels so.
    pub carriage: Option<Carriage>,
    /// What it does.
    pub effect: Effect,
    /// Why, in a sentence.
    pub why: String,
    /// When it has effect.
    pub validity: Validity,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
}

/// What can be wrong with data that are there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// A word of a list of a place that refuses it.
    StopWord,
    /// Too few letters to say anything.
    TooShort,
    /// Longer than the narrowest form takes.
    TooLong,
    /// No letters, or one sign repeated.
    NoWords,
    /// Nothing but digits, spaces and dots belongs into a code.
    CodeUnreadable,
    /// A code with fewer digits than asked for.
    CodeShort,
    /// Not a number of the postal standard S10.
    ItemIdForm,
    /// Its check digit is not what the others make.
    ItemIdCheck,
    /// The check digit of a GTIN is not what the others make.
    GtinCheck,
    /// A number that is not written as its kind is.
    NumberForm,
    /// A number whose check digits are not what the others make.
    NumberCheck,
    /// A number that is no longer valid.
    Expired,
    /// Not a number, or less than nothing.
    NotAnAmount,
    /// Goods that are worth nothing, or weigh nothing.
    Nothing,
    /// Not a currency.
    CurrencyUnknown,
    /// Lines in several currencies.
    CurrencyMixed,
    /// The value of all goods is not the sum of the lines.
    ValueSum,
    /// Lines weigh more than the parcel.
    WeightSum,
    /// Sender and recipient are the same.
    SameParty,
    /// The recipient's country is not where the parcel goes.
    CountryDiffers,
}

/// A row of `tables/declaration/numbers.csv`: how a number of a kind is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NumberKind {
    /// The kind: `cpf`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// How it is written, in other words: `#` a digit, `@` a letter, `?` either, anything else itself.
    pub forms: Vec<String>,
    /// By which rule its last digits follow from the others.
    pub check: Option<CheckRule>,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
}

/// How check digits follow from the other digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckRule {
    /// Brazil's number of a person: two digits, modulo eleven.
    Cpf,
    /// Brazil's number of a firm: two digits, modulo eleven.
    Cnpj,
    /// Turkey's number of a person: two digits, modulo ten.
    Tckn,
}

/// A row of `tables/declaration/forms.csv`: up to what the small postal form serves, by where the parcel is posted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FormLimit {
    /// Where it is posted; `None` is everywhere else.
    pub from_place: Option<Place>,
    /// The highest value for the small form.
    pub value: Money,
    /// The highest weight for it, in kilograms.
    #[serde(with = "decimal")]
    pub weight: Decimal,
    /// When it has effect.
    pub validity: Validity,
    /// Where it stands.
    #[serde(flatten)]
    pub cited: Cited,
}

/// A row of `tables/declaration/views.csv`: a box of a form or a message, and where in the record its content stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BoxRow {
    /// The form or message: `cn22`, `h7`.
    pub view: String,
    /// Its number or code there.
    pub number: String,
    /// What it is called.
    pub label: String,
    /// Where in the record; `lines.code` is one of each line.
    pub paths: Vec<String>,
}

/// Decimals as text, as everywhere.
mod decimal {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        let text = String::deserialize(deserializer)?;
        crate::parse_decimal(&text).ok_or_else(|| serde::de::Error::custom("not a decimal number"))
    }
}
