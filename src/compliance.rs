//! The entry points of the browser's second module: what a parcel must carry, and what can be got back.
//!
//! A module of its own, so that a checkout that prices baskets loads none of it. Everything that can go wrong with a parcel
//! is in the returned object; exceptions are for packs that cannot be loaded, and those may be retried.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::Problem;
use crate::declaration::{self, Book, Parcel, ParcelResult};
use crate::error::in_plain_words;
use crate::js::{from_js, refused, thrown, to_js};
use crate::recovery::{self, Mishap, recoveries};
use crate::tables::pack::{self, PackError, PackKind};

/// Rules loaded so far.
#[wasm_bindgen]
#[derive(Default)]
pub struct Compliance {
    declaration: Option<Book>,
    recovery: Option<recovery::Book>,
}

#[wasm_bindgen]
impl Compliance {
    /// A module without rules.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads a pack from its bytes. A refused pack changes nothing. `digest` is as for the engine.
    ///
    /// # Errors
    /// An `Error` whose message says what is wrong with the bytes and whose `code` names it.
    pub fn load(&mut self, bytes: &[u8], digest: Option<String>) -> Result<JsValue, JsValue> {
        let pack::Header { info, body } = pack::header(bytes, digest.as_deref()).map_err(|error| refused(&error))?;
        let unreadable = || refused(&PackError::Unreadable { name: info.name.clone() });
        match info.kind {
            PackKind::Declaration => {
                let book = pack::declaration::read(body).ok_or_else(unreadable)?;
                self.declaration = Some(Book { edition: info.edition.clone(), ..book });
            }
            PackKind::Recovery => {
                let book = pack::recovery::read(body).ok_or_else(unreadable)?;
                self.recovery = Some(recovery::Book { edition: info.edition.clone(), ..book });
            }
            _ => {
                let message = format!(
                    "the pack `{}` is for the engine; this module reads `declaration` and `recovery`",
                    info.name
                );
                return Err(thrown(&message, "wrong-pack"));
            }
        }
        Ok(to_js(&info))
    }

    /// The elements of a parcel's data: number, name, where each travels, how long it may be.
    pub fn elements(&self) -> JsValue {
        self.declaration.as_ref().map_or(JsValue::UNDEFINED, |book| to_js(&book.rules.elements))
    }

    /// Whether a parcel's record is ready for its destination, and the forms it fills. Never throws: the result's `status`
    /// is `checked` or `invalid`.
    pub fn check(&self, parcel: &JsValue) -> JsValue {
        let invalid = |problem: Problem| to_js(&ParcelResult::Invalid { problems: vec![problem] });
        let Some(book) = &self.declaration else {
            let help = "load the pack `declaration` first";
            return invalid(Problem::new("", "pack-not-loaded", "the rules are not loaded", help));
        };
        match from_js::<Parcel>(parcel) {
            Ok(parcel) => match parcel.problem() {
                None => to_js(&ParcelResult::of(&parcel, book)),
                Some(problem) => invalid(problem),
            },
            Err(error) => invalid(declaration::not_a_parcel(&error)),
        }
    }

    /// What can be got back after a mishap, by whom and by when; `undefined` until the pack `recovery` is loaded.
    ///
    /// # Errors
    /// An `Error` with the code `not-a-mishap` whose sentence says what is wrong with the question.
    pub fn recoveries(&self, mishap: &JsValue) -> Result<JsValue, JsValue> {
        let Some(book) = &self.recovery else { return Ok(JsValue::UNDEFINED) };
        let mishap: Mishap = from_js(mishap).map_err(|message| thrown(&in_plain_words(&message), "not-a-mishap"))?;
        Ok(to_js(&recoveries(&mishap, book)))
    }
}
