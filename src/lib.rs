//! Landed cost of cross-border parcels: duty, excise, levies, tax and fees, what may not come in, and what must be done.
//!
//! The law is data: [`Tables`] hold it dated and cited, read as text ([`tables::text`], feature `text`) or from packs
//! ([`Tables::load`]). A [`Consignment`] is the question, and always names its day. [`quote`] answers with a [`Quote`], which
//! says of every charge which measure it rests on and how it came about, or with [`NotCovered`]; what the tables do not hold is
//! never a zero. Where something is open, amounts are a [`Range`] and the quote says what would settle it. [`Laws`] keeps what
//! was prepared for many questions.
//!
//! [`obligations`] lists what a seller must do, [`declaration::check`] what a parcel's data lack, [`recoveries`] what comes back.
//!
//! ```
//! # #[cfg(feature = "cli")] {
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use dutybound::{shape, tables::text};
//!
//! let tables = text::read("tables".as_ref()).map_err(|errors| format!("{errors:?}"))?.tables;
//! let basket = r#"{
//!     "to": "FR", "from": "CN", "assessmentDate": "2026-11-21", "currency": "EUR", "freight": "0.00",
//!     "lines": [{ "description": "cotton T-shirt", "code": "610910", "unitPrice": "200.00" }]
//! }"#;
//! let consignment = shape::from_json(basket).map_err(|problems| format!("{problems:?}"))?;
//! let quote = dutybound::quote(&consignment, &tables)?;
//! for charge in &quote.charges {
//!     println!("{}: {:?} {}", charge.rule.name, charge.amount, quote.currency);
//! }
//! // Duty of 12 % of 200.00, and VAT of 20 % of 224.00.
//! assert_eq!(quote.landed_cost.settled(), dutybound::parse_decimal("268.80"));
//! # Ok(())
//! # }
//! # main().unwrap()
//! # }
//! ```

mod arithmetic;
mod assess;
mod atlas;
#[cfg(feature = "cli")]
pub mod cases;
mod commodity;
#[cfg(feature = "compliance")]
mod compliance;
mod consignment;
mod date;
pub mod declaration;
pub mod duty;
mod error;
mod exchange;
#[cfg(feature = "cli")]
pub mod import;
#[cfg(any(feature = "wasm", feature = "compliance"))]
mod js;
mod law;
mod money;
pub mod obligation;
mod order;
#[cfg(feature = "text")]
pub mod origin;
mod place;
mod quote;
#[cfg(feature = "cli")]
pub mod recall;
mod record;
pub mod recovery;
pub mod shape;
pub mod tables;
#[cfg(feature = "wasm")]
mod wasm;

pub use assess::Range;
pub use atlas::Atlas;
pub use commodity::{CommodityCode, CommodityCodeError};
pub use consignment::{CartLine, Consignment, Seller};
pub use date::{Date, DateError, Validity};
pub use error::{NotCovered, Problem};
pub use exchange::ExchangeRate;
pub use law::{Law, Laws, Prepared};
pub use money::{Currency, Money, MoneyError, Rounding, RoundingMode, parse_decimal};
pub use obligation::{Checklist, Obligation, Sale, obligations};
pub use place::{Place, PlaceError};
pub use quote::{
    Answer, Assumption, Charge, Choice, Elsewhere, Gap, GoodsItem, Line, LineStatus, Lines, OpenNeed, Payable,
    Question, Quote, RateUsed, ReliefOutcome, Sums, Warning, elsewhere, quote, quote_under,
};
pub use recovery::{Mishap, Recourse, recoveries};
pub use tables::Tables;
