//! The pack of obligations: JSON, because the page matches them itself.
//!
//! It holds all that matching needs beside the rows, so that a page about obligations loads nothing else: which place lies
//! within which, and the exchange rates by which a threshold is compared with sales in another currency.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{PackKind, write_body};
use crate::tables::Tables;
use crate::tables::schema::RateSet;
use crate::{Currency, Date, Obligation, Place};

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body<'t> {
    /// The wider place of each that lies within one.
    within: BTreeMap<Place, Place>,
    /// What a place is called, where an obligation or a wider place needs it.
    names: BTreeMap<Place, Cow<'t, str>>,
    rates: Rates<'t>,
    rows: Cow<'t, [Obligation]>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Rates<'t> {
    on: Option<Date>,
    source: Cow<'t, str>,
    /// Units of a currency for one euro.
    per_euro: BTreeMap<String, String>,
}

impl<'t> Rates<'t> {
    fn of(rates: &'t RateSet) -> Self {
        let per_euro =
            rates.per_euro.iter().map(|(currency, rate): &(Currency, _)| (currency.to_string(), rate.0.to_string()));
        Self { on: rates.on, source: Cow::Borrowed(&rates.source), per_euro: per_euro.collect() }
    }
}

pub(super) fn write(tables: &Tables) -> Vec<u8> {
    let places = &tables.world.places;
    let within: BTreeMap<Place, Place> = places.iter().filter_map(|held| Some((held.place, held.within?))).collect();
    let names = places.iter().map(|held| (held.place, Cow::Borrowed(held.name.as_str()))).collect();
    let rates = Rates::of(&tables.world.rates);
    let body = Body { within, names, rates, rows: Cow::Borrowed(&tables.obligations) };
    // Our rows hold nothing that JSON cannot.
    write_body(tables, PackKind::Obligations, "obligations", &serde_json::to_vec(&body).unwrap_or_default())
}

pub(super) fn read(body: &[u8]) -> Option<Vec<Obligation>> {
    serde_json::from_slice::<Body<'_>>(body).ok().map(|body| body.rows.into_owned())
}
