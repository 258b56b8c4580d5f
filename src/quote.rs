//! The quote: the question, the law of its day, and the stages between, in a screenful.

mod announced;
mod answer;
mod assessment;
mod choice;
mod claim;
mod contradictions;
mod declared;
mod due;
mod elsewhere;
mod found;
mod names;
mod open;
#[cfg(feature = "cli")]
pub(crate) mod probe;
mod span;

use crate::assess::reading::Unknown;
use crate::assess::scope::asks_consignment;
use crate::assess::{Case, Scope, Whole, reading};
use crate::consignment::Consignment;
use crate::error::NotCovered;
use crate::law::{Conditions, Law};
use crate::tables::Tables;
use crate::tables::schema::Measure;
use crate::{Date, Place};

pub use answer::{
    Assumption, Charge, Gap, GoodsItem, Line, LineStatus, OpenNeed, Quote, RateUsed, ReliefOutcome, Warning,
};
use assessment::Assessment;
pub use choice::{Answer, Choice, Lines, Question};
use declared::Declared;
pub use due::{Payable, Sums};
pub(crate) use elsewhere::elsewhere_with;
pub use elsewhere::{Elsewhere, elsewhere};
use found::Found;

/// Works out what it costs to bring a consignment in, and why.
///
/// The order is legal order: what may come in decides how it is declared, how it is declared decides which relief there
/// is, and the relief decides what is charged. Everything the law names is looked up for the consignment's own day; there
/// is no clock in here.
///
/// A postcode finds the part of a country that has law of its own. Without one the answer is that of the country's main
/// part, and `postcode` is among the needs: [`elsewhere`] tells what it may change. Where a part must be known and is not,
/// the quote spans all of them and asks.
///
/// # Errors
/// [`NotCovered`] when the tables do not hold the answer. A single line that cannot be read or priced is no error: it is
/// flagged and the rest is priced.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let tables = dutybound::Tables::default();
/// # let basket = String::new();
/// # #[cfg(feature = "cli")] {
/// let consignment = dutybound::shape::from_json(&basket).map_err(|problems| format!("{problems:?}"))?;
/// let quote = dutybound::quote(&consignment, &tables)?;
/// println!("{} {}", quote.landed_cost.low, quote.currency);
/// # }
/// # Ok(())
/// # }
/// ```
pub fn quote<'t>(consignment: &Consignment, tables: &'t Tables) -> Result<Quote<'t>, NotCovered> {
    quote_with(consignment, tables, &mut |place, day| tables.law(place, day))
}

/// As [`quote`], with law from wherever the caller keeps it.
pub(crate) fn quote_with<'t>(
    consignment: &Consignment,
    tables: &'t Tables,
    law_of: &mut dyn FnMut(Place, Date) -> Result<Law<'t>, NotCovered>,
) -> Result<Quote<'t>, NotCovered> {
    let to = tables.locate(consignment.to, consignment.postcode.as_deref());
    if to != consignment.to {
        return quote_with(&Consignment { to, ..consignment.clone() }, tables, law_of);
    }
    match tables.place(to) {
        Some(whole) if whole.parts_required => span::parts(consignment, tables, whole, law_of),
        _ => quote_under(consignment, &law_of(to, consignment.on)?),
    }
}

/// As [`quote`], with law that was prepared before: one preparation serves a whole catalogue.
///
/// # Errors
/// As [`quote`]; also when the law is of another place or day than the consignment's.
pub fn quote_under<'t>(consignment: &Consignment, law: &Law<'t>) -> Result<Quote<'t>, NotCovered> {
    if (law.place(), law.day()) != (consignment.to, consignment.on) {
        return quote(consignment, law.tables());
    }
    quote_taking(consignment, law, Vec::new())
}

/// Two to the power of this many ways to declare one consignment.
const OPEN_LIMIT: usize = 3;

/// A quote when something about the whole consignment is taken for granted. What else is open about it is read each way,
/// and the quote spans both.
fn quote_taking<'t>(
    consignment: &Consignment,
    law: &Law<'t>,
    taken: Vec<(Unknown, bool)>,
) -> Result<Quote<'t>, NotCovered> {
    let case = Case::new(law, consignment, taken);
    if let Some(measure) = closure(&case) {
        return Err(NotCovered::Closed {
            place: case.law.place(),
            measure: measure.id.clone(),
            title: measure.title.clone(),
        });
    }
    if is_domestic(&case) {
        return Err(NotCovered::Domestic { place: consignment.dispatched_from });
    }
    every_rate_known(&case)?;

    let declared = Declared::new(&case, &Scope::everything(&case))?;
    if let Some(unknown) = declared.open.first().filter(|_| case.taken.len() < OPEN_LIMIT) {
        let taking = |way| quote_taking(consignment, law, [case.taken.as_slice(), &[(*unknown, way)]].concat());
        return Ok(span::both(taking(true)?, taking(false)?, open::need_of(law, *unknown, None)));
    }
    let (whole, items) = (declared.whole(), &declared.items);

    let scope = Scope::new(&case, &whole);
    let around = |(position, item)| reading::Context { case: &case, whole: &whole, scope: &scope, item, position };
    let spread = |item| reading::spread(&around(item));
    let (mut spreads, ends): (Vec<reading::Spread>, Vec<reading::Ends>) = items.iter().enumerate().map(spread).unzip();
    let mut open = spreads.iter().flat_map(|spread| &spread.open).copied();
    if let Some(unknown) = open.find(|unknown| unknown.is_of_consignment(law)).filter(|_| case.taken.len() < OPEN_LIMIT)
    {
        let taking = |way| quote_taking(consignment, law, [case.taken.as_slice(), &[(unknown, way)]].concat());
        return Ok(span::both(taking(true)?, taking(false)?, open::need_of(law, unknown, None)));
    }
    let settled = ends.iter().all(|ends| ends.dearest.is_none());
    let (cheapest, dearest): (Vec<_>, Vec<_>) = ends.into_iter().map(|ends| (ends.cheapest, ends.dearest)).unzip();
    let again = |(position, (dearest, spread)): (usize, (Option<_>, &reading::Spread))| {
        let item = items.get(position)?;
        let again = || around((position, item)).assessed(spread.dearest.clone());
        Some(dearest.unwrap_or_else(again))
    };
    let assessment = Assessment::new(&case, cheapest)?;
    let assessment = if settled {
        assessment
    } else {
        let dearest = dearest.into_iter().zip(&spreads).enumerate().filter_map(again).collect();
        assessment.up_to(Assessment::new(&case, dearest)?)
    };
    // What a tariff line comes to among other goods hangs on the reliefs that all of them have.
    if items.len() > 1 && scope.compares_amounts {
        let granted = assessment.reliefs.iter().filter(|outcome| outcome.granted).map(|outcome| outcome.rule).collect();
        let _ = case.granted.set(granted);
        for (spread, around) in spreads.iter_mut().zip(items.iter().enumerate().map(around)) {
            if choice::differ(&spread.lines) {
                spread.lines = reading::spread(&around).0.lines;
            }
        }
    }
    Ok(found::quote(&Found { case: &case, declared: &declared, spreads, assessment }))
}

/// The law by which nothing gets there, or nothing may be sent.
pub(crate) fn closure<'t>(case: &Case<'_, 't>) -> Option<&'t Measure> {
    let holds = |conditions| asks_consignment(case, &Whole::default(), conditions);
    let closes = |id: &crate::law::RuleId| {
        case.law.rule(*id).is_some_and(|rule| holds(&rule.when) && !rule.unless.iter().any(holds))
    };
    case.law.inner().closures.iter().copied().find(closes).and_then(|id| case.law.measure(id))
}

/// Whether the goods never leave the place, and its law does not say what such parcels bear, as the Union's does.
fn is_domestic(case: &Case<'_, '_>) -> bool {
    let (law, from) = (case.law.inner(), case.consignment.dispatched_from);
    let names =
        |conditions: &Conditions| conditions.dispatched_from.as_ref().is_some_and(|places| places.contains(&from));
    let mut rules = law.rules.iter();
    law.chain.contains(&from) && !rules.any(|rule| names(&rule.when) || rule.unless.iter().any(names))
}

/// Thresholds are compared in their own currency, so a rate into each must be known before anything is compared.
fn every_rate_known(case: &Case<'_, '_>) -> Result<(), NotCovered> {
    let from = case.consignment.currency;
    let law = case.law.inner();
    let wanted = core::iter::once(law.currency).chain(law.currencies.iter().copied());
    for to in wanted {
        for from in [from, law.currency] {
            case.exchange.rate(from, to).ok_or(NotCovered::Rate { from, to })?;
        }
    }
    Ok(())
}
