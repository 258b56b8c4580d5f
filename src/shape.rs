//! The JSON shapes: what the JavaScript API, the command line and case files take and give.
//!
//! Reading gathers every problem before giving up; writing needs no copy of the tables' texts. Both are ordinary serde
//! types, tested natively, and `wasm` only carries them across.

mod input;
mod keyed;
mod output;
mod scalar;

#[cfg(feature = "cli")]
use crate::error::in_plain_words;
pub use input::{Basket, consignment};
#[cfg(feature = "cli")]
pub(crate) use output::status;
pub use output::{
    Directory, ElsewhereShape, MeasureShape, NotCoveredShape, QuoteResult, QuoteShape, RestrictionShape, directory,
    elsewhere, measure, quote_result, restriction,
};

/// Reads a basket from JSON text.
///
/// # Errors
/// Every problem found, each with its path.
#[cfg(feature = "cli")]
pub fn from_json(text: &str) -> Result<crate::Consignment, Vec<crate::Problem>> {
    let not_a_basket = |error: String| {
        let help = "compare it with the example in the README";
        // A hostile key may be as long as the text; the message need not be.
        let error: String = error.chars().take(200).collect();
        vec![crate::Problem::new("", "not-a-basket", format!("this is not a basket: {error}"), help)]
    };
    if !text.trim_start().starts_with('{') {
        return Err(not_a_basket("it is not an object".to_owned()));
    }
    let basket: Basket =
        serde_json::from_str(text).map_err(|error| not_a_basket(in_plain_words(&error.to_string())))?;
    consignment(&basket)
}
