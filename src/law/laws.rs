//! Law that is kept from quote to quote.

use std::sync::Arc;

use super::{Law, Prepared};
use crate::consignment::Consignment;
use crate::quote::{Elsewhere, Quote, elsewhere_with, quote_with};
use crate::tables::Tables;
use crate::{Date, NotCovered, Place};

/// Every province of Canada, and room for the last few questions.
const KEPT: usize = 32;

/// The laws that were asked for last. A checkout asks again and again for the same place and day, and preparing its law
/// takes far longer than a quote.
///
/// They belong to one set of tables: when a pack is loaded, start with an empty one.
///
/// ```no_run
/// # let (tables, consignments): (dutybound::Tables, Vec<dutybound::Consignment>) = Default::default();
/// let mut laws = dutybound::Laws::default();
/// for consignment in &consignments {
///     let quote = laws.quote(consignment, &tables);
/// }
/// ```
#[derive(Debug, Default)]
pub struct Laws(Vec<Arc<Prepared>>);

impl Laws {
    /// As [`crate::quote`], with law that is prepared once.
    ///
    /// # Errors
    /// As [`crate::quote`].
    pub fn quote<'t>(&mut self, consignment: &Consignment, tables: &'t Tables) -> Result<Quote<'t>, NotCovered> {
        quote_with(consignment, tables, &mut |place, day| self.of(tables, place, day))
    }

    /// As [`crate::elsewhere`], with law that is prepared once.
    pub fn elsewhere<'t>(&mut self, consignment: &Consignment, tables: &'t Tables) -> Elsewhere<'t> {
        elsewhere_with(consignment, tables, &mut |place, day| self.of(tables, place, day))
    }

    /// As [`Tables::law`], prepared once.
    ///
    /// # Errors
    /// As [`Tables::law`].
    pub fn of<'t>(&mut self, tables: &'t Tables, place: Place, day: Date) -> Result<Law<'t>, NotCovered> {
        if let Some(known) = self.known(place, day) {
            return Ok(Law::resume(tables, Arc::clone(known)));
        }
        let law = tables.law(place, day)?;
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push(law.prepared());
        Ok(law)
    }

    fn known(&self, place: Place, day: Date) -> Option<&Arc<Prepared>> {
        self.0.iter().find(|law| (law.place, law.day) == (place, day))
    }
}
