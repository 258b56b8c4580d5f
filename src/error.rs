//! What is said when there is no quote: problems with the question, and the edges of what the tables know.

use core::fmt;

use serde::Serialize;

use crate::{Date, Place};

/// Something in the question that cannot be read, or contradicts itself.
///
/// Sentences are in lower case, say what to do, and never name a Rust type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Where: `lines[2].unitPrice`.
    pub path: String,
    /// What kind: `not-a-number`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// How to mend it.
    pub help: String,
}

impl Problem {
    /// A problem at a path.
    #[must_use]
    pub fn new(
        path: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { path: path.into(), code, message: message.into(), help: help.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        write!(f, "{}; {}", self.message, self.help)
    }
}

impl std::error::Error for Problem {}

/// The question is clear, but the tables do not hold the answer. Never a zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotCovered {
    /// No law of this place is held.
    Place {
        /// The place asked for.
        place: Place,
    },
    /// The place is law only, such as a union.
    NotADestination {
        /// The place asked for.
        place: Place,
        /// Its name.
        name: String,
    },
    /// A part of the place must be named.
    PartNeeded {
        /// The place asked for.
        place: Place,
        /// Its parts.
        parts: Vec<Place>,
    },
    /// The day lies before what is known.
    TooEarly {
        /// The place asked for.
        place: Place,
        /// The first day that is known.
        known_from: Date,
    },
    /// The day lies so far ahead that what is enacted today says nothing of it.
    TooLate {
        /// The place asked for.
        place: Place,
        /// The last day that is answered.
        known_until: Date,
    },
    /// The tables that only this place needs are not loaded: its tariff, code lists and restrictions.
    PackNotLoaded {
        /// The place asked for.
        place: Place,
        /// The packs to load.
        packs: Vec<String>,
    },
    /// The law held gives no answer to a question that every quote asks.
    Gap {
        /// The place asked for.
        place: Place,
        /// What is missing, as a sentence.
        what: &'static str,
    },
    /// Nothing gets there, or nothing may be sent.
    Closed {
        /// The place asked for.
        place: Place,
        /// The measure that says so.
        measure: String,
        /// Why, as a sentence.
        title: String,
    },
    /// The goods are sent within a place, and its law says nothing of such parcels: nothing is imported.
    Domestic {
        /// The place they are sent from, and never leave.
        place: Place,
    },
    /// The law values goods by weight, and nobody says what they weigh.
    WeightNeeded {
        /// The place asked for.
        place: Place,
    },
    /// There is no exchange rate between two currencies.
    Rate {
        /// From.
        from: crate::Currency,
        /// To.
        to: crate::Currency,
    },
}

impl NotCovered {
    /// The kind, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Place { .. } => "place",
            Self::NotADestination { .. } => "not-a-destination",
            Self::PartNeeded { .. } => "part-needed",
            Self::TooEarly { .. } => "too-early",
            Self::TooLate { .. } => "too-late",
            Self::PackNotLoaded { .. } => "pack-not-loaded",
            Self::Gap { .. } => "gap",
            Self::Closed { .. } => "closed",
            Self::Domestic { .. } => "domestic",
            Self::WeightNeeded { .. } => "weight-needed",
            Self::Rate { .. } => "rate",
        }
    }
}

impl fmt::Display for NotCovered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Place { place } => write!(f, "no law is held for {place}{}", meant(*place)),
            Self::NotADestination { name, .. } => {
                write!(f, "{name} is not a place that a parcel is sent to; name one of its members")
            }
            Self::PartNeeded { place, parts } => {
                let parts: Vec<&str> = parts.iter().map(Place::as_str).collect();
                write!(f, "tax in {place} depends on the part of it; name one of {}", parts.join(", "))
            }
            Self::TooEarly { place, known_from } => {
                write!(f, "the law of {place} is held from {known_from} on, and nothing is known before")
            }
            Self::TooLate { place, known_until } => {
                write!(f, "the law of {place} is answered to {known_until}, and nobody knows what holds after")
            }
            Self::PackNotLoaded { packs, .. } => {
                write!(f, "the tables of this place are not loaded: {}; load the pack and ask again", packs.join(", "))
            }
            Self::Gap { place, what } => write!(f, "the law held for {place} does not say {what} in this case"),
            Self::Closed { title, .. } => write!(f, "nothing is quoted: {title}"),
            Self::Domestic { place } => {
                write!(
                    f,
                    "the goods are sent from {place} itself: nothing is imported, and what a sale there bears is not held"
                )
            }
            Self::WeightNeeded { place } => {
                write!(f, "goods are valued by weight in {place}; say what they weigh with `grossWeight`")
            }
            Self::Rate { from, to } => {
                write!(f, "no exchange rate from {from} to {to} is held; hand one in with `exchangeRates`")
            }
        }
    }
}

impl std::error::Error for NotCovered {}

/// A caller's own words, short enough to be shown in a message.
pub(crate) fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What a reader has against a text, without the words of a program's types; a caller's own words stay as they are.
pub(crate) fn in_plain_words(said: &str) -> String {
    let words = [
        ("invalid type: sequence", "there is a list"),
        ("invalid type: map", "there is an object"),
        ("invalid type: integer `", "there is the number `"),
        ("invalid type: floating point `", "there is the number `"),
        ("invalid type: boolean `", "there is `"),
        ("invalid type: ", "there is "),
        (", expected a sequence", " where a list belongs,"),
        (", expected an object with named keys", " where an object with named keys belongs,"),
        (", expected a map", " where an object belongs,"),
    ];
    let text = words.iter().fold(said.to_owned(), |text, (word, plain)| text.replace(word, plain));
    match text.split_once("expected struct ") {
        None => text,
        Some((before, after)) => {
            let after = after.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric());
            format!("{before}expected an object{after}")
        }
    }
}

/// The code that was meant by one that people write and ISO 3166 does not have, as an end of a sentence.
pub(crate) fn meant(place: Place) -> &'static str {
    match place.as_str() {
        "UK" => "; the United Kingdom is GB",
        "EL" => "; Greece is GR",
        "GB-NIR" => "; Northern Ireland is XI",
        _ => "",
    }
}
