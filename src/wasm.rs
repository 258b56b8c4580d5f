//! The browser's entry points: thin glue over the shapes.
//!
//! Everything that can go wrong with a question is in the returned object; exceptions are for packs that cannot be
//! loaded, and those may be retried.

use core::cell::RefCell;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::js::{refused, to_js};
use crate::shape::{self, Basket, QuoteResult};
use crate::tables::Tables;
use crate::{Consignment, Laws, Problem};

/// Tables loaded so far, and the law prepared from them.
///
/// A getter of a basket that throws leaves the method that reads it at once, and what the method had borrowed stays borrowed.
/// So methods share the engine, and what they change is borrowed only when the basket has been read.
#[wasm_bindgen]
#[derive(Default)]
pub struct Engine {
    held: RefCell<Held>,
}

#[derive(Default)]
struct Held {
    tables: Tables,
    laws: Laws,
}

#[wasm_bindgen]
impl Engine {
    /// An engine without tables.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads a pack from its bytes: the world's law first, a tariff when it is needed. A refused pack changes nothing.
    ///
    /// `digest` is the SHA-256, in hexadecimal, of what the pack's own digest covers (its bytes from the fifth to the seventh,
    /// and from the fortieth on), where the host makes it faster; without it, it is made here.
    ///
    /// # Errors
    /// An `Error` whose message says what is wrong with the bytes and whose `code` names it.
    pub fn load(&self, bytes: &[u8], digest: Option<String>) -> Result<JsValue, JsValue> {
        let mut held = self.held.borrow_mut();
        let info = held.tables.load_sealed(bytes, digest.as_deref()).map_err(|error| refused(&error))?;
        held.laws = Laws::default();
        Ok(to_js(&info))
    }

    /// Prices a basket. Never throws, unless a getter of the basket does: the result's `status` is `quoted`, `not-covered` or
    /// `invalid`.
    pub fn quote(&self, basket: JsValue) -> JsValue {
        match read(basket) {
            Ok(consignment) => self.held.borrow_mut().answer(&consignment),
            Err(problems) => to_js(&QuoteResult::Invalid { problems: &problems }),
        }
    }

    /// Prices a basket in the parts of its destination that a postcode would find; none when one is given, or when the basket
    /// cannot be read. Throws as [`quote`](Self::quote) does.
    pub fn elsewhere(&self, basket: JsValue) -> JsValue {
        read(basket).map_or(JsValue::UNDEFINED, |consignment| self.held.borrow_mut().elsewhere(&consignment))
    }

    /// The law behind a measure's id: title, days, citations; `undefined` when there is none. Titles and citations are
    /// empty until the pack `sources` is loaded.
    pub fn measure(&self, id: &str) -> JsValue {
        shape::measure(&self.held.borrow().tables, id).map_or(JsValue::UNDEFINED, |measure| to_js(&measure))
    }

    /// The rule behind a warning's id: what happens, what is needed, the authority and the citation; `undefined` when there
    /// is none.
    pub fn restriction(&self, id: &str) -> JsValue {
        shape::restriction(&self.held.borrow().tables, id).map_or(JsValue::UNDEFINED, |restriction| to_js(&restriction))
    }

    /// The legal acts, places, products and announced law that a page shows; see the package's types.
    pub fn directory(&self) -> JsValue {
        to_js(&shape::directory(&self.held.borrow().tables))
    }
}

#[inline(never)]
fn read(basket: JsValue) -> Result<Consignment, Vec<Problem>> {
    let refused = |why: &str| {
        let help = "compare it with the Basket type";
        vec![Problem::new("", "not-a-basket", format!("this is not a basket: {why}"), help)]
    };
    if !basket.is_object() || basket.is_array() {
        return Err(refused("it is not an object"));
    }
    // Single values of another kind are told at their place; the reader knows no place of these, and names types of its own.
    let unreadable = |_| {
        refused(
            "`lines`, `claims`, `registrations`, `elections` and `exchangeRates` are lists, `seller`, `quantities`, \
             `components` and `facts` objects, and all else is text, a number, true or false",
        )
    };
    let basket: Basket = serde_wasm_bindgen::from_value(basket).map_err(unreadable)?;
    shape::consignment(&basket)
}

impl Held {
    fn elsewhere(&mut self, consignment: &Consignment) -> JsValue {
        let parts: Vec<_> = self.tables.parts_by_postcode(consignment.to).map(|(part, _)| part.place).collect();
        for part in parts {
            self.tables.open(part);
        }
        to_js(&shape::elsewhere(&self.laws.elsewhere(consignment, &self.tables)))
    }

    fn answer(&mut self, consignment: &Consignment) -> JsValue {
        let to = self.tables.locate(consignment.to, consignment.postcode.as_deref());
        self.tables.open(to);
        to_js(&shape::quote_result(&self.laws.quote(consignment, &self.tables)))
    }
}
