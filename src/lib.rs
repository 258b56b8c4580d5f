//! Landed cost of cross-border parcels.

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
