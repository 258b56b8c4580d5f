//! If it comes back, or if too much was charged: what can be got back, by whom, by when, with which evidence.
//!
//! A [`Recovery`] is a row of `tables/recovery`. [`recoveries`] picks those that touch a [`Mishap`] and works out the last
//! day of each. **Unknown is never no**: a row drops out only when something that is known rules it out, and where the day
//! from which a period counts is not told, the rule stays words instead of a date.

mod mishap;
mod period;
mod row;

use crate::Date;
use crate::Validity;
use crate::exchange::Exchange;
use crate::obligation::Bound;
use crate::order;
use crate::tables::schema::Status;

pub use mishap::{Claim, Lack, Mishap, Recourse, Standing};
pub use period::{Period, Unit};
pub use row::{Book, Claimant, Due, Event, Outcome, PaidTo, Reason, Recovered, Recovery, RestDay, Side};

/// Picks the ways back that touch a mishap.
///
/// A row stays out when its place, its reason, the day of the import, the carriage, to whom was paid, or the price of the
/// parcel is known and rules it out, or when the buyer asks and only the seller could claim.
#[must_use]
pub fn recoveries<'b>(mishap: &Mishap, book: &'b Book) -> Recourse<'b> {
    let asked = Asked { mishap, book, exchange: Exchange::new(&[], &book.rates) };
    let mut claims: Vec<Claim<'b>> = book.rows.iter().filter_map(|row| asked.claim(row)).collect();
    order::sort_by(&mut claims, |a, b| {
        // A claim without a last day comes after those that have one.
        let key = |claim: &Claim<'_>| (claim.standing, claim.deadline.is_none(), claim.deadline);
        key(a).cmp(&key(b)).then_with(|| a.recovery.id.cmp(&b.recovery.id))
    });
    let of_destination = |row: &Recovery| row.side == Side::Destination && row.place.is_some() && asked.reaches(row);
    let held = book.rows.iter().any(of_destination);
    Recourse { on: mishap.on, edition: book.edition.clone(), claims, held }
}

/// Yes, no, or what would have to be known.
enum Answer {
    Yes,
    No,
    Lacks(Lack),
}

impl Answer {
    const fn known(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }

    /// Whether what is wanted, if anything is, was told.
    fn told<T: PartialEq>(wanted: Option<T>, told: Option<T>, lack: Lack) -> Self {
        match (wanted, told) {
            (None, _) => Self::Yes,
            (Some(wanted), Some(told)) => Self::known(wanted == told),
            (Some(_), None) => Self::Lacks(lack),
        }
    }
}

struct Asked<'m, 'b> {
    mishap: &'m Mishap,
    book: &'b Book,
    exchange: Exchange<'m>,
}

impl<'b> Asked<'_, 'b> {
    fn claim(&self, row: &'b Recovery) -> Option<Claim<'b>> {
        let mishap = self.mishap;
        let is_sellers = row.who == Claimant::Seller && mishap.who == Some(Claimant::Buyer);
        let is_void = matches!(row.status, Status::Suspended | Status::Annulled);
        if !self.reaches(row) || !row.reasons.contains(&mishap.reason) || is_sellers || is_void {
            return None;
        }
        let mut lacks = Vec::new();
        // Tax that was paid twice was paid to both.
        let paid_to = if mishap.reason == Reason::DoubleTax { None } else { row.paid_to };
        let told = [
            self.in_force(row),
            Answer::told(paid_to, mishap.paid_to, Lack::PaidTo),
            Answer::told(row.carriage, mishap.carriage, Lack::Carriage),
        ];
        for answer in told.into_iter().chain(row.bounds.iter().map(|bound| self.bound(bound))) {
            match answer {
                Answer::Yes => {}
                Answer::No => return None,
                Answer::Lacks(lack) => lacks.push(lack),
            }
        }
        order::sort(&mut lacks);
        lacks.dedup();
        let counted_from = row.counted.and_then(|event| mishap.day_of(event));
        let deadline = row.period.zip(counted_from).and_then(|(period, day)| period.last_day(day));
        let moved = deadline.and_then(|last| moved(row, last));
        let end = moved.or(deadline);
        let days_left = end.and_then(|end| mishap.on.days_until(end));
        let standing = match (row.outcome, row.period, end) {
            _ if row.status != Status::InForce => Standing::Ahead,
            (Outcome::None, ..) => Standing::Nothing,
            (_, Some(_), None) => Standing::Undated,
            (_, _, Some(last)) if last < mishap.on => Standing::Passed,
            _ => Standing::Open,
        };
        Some(Claim { recovery: row, standing, lacks, deadline, moved, days_left })
    }

    /// Whether a row speaks of the parcel's way: where it went, or where it comes back to.
    fn reaches(&self, row: &Recovery) -> bool {
        let atlas = &self.book.atlas;
        let to = self.mishap.to;
        match row.side {
            Side::Destination => {
                let is_spared = row.except.iter().any(|part| atlas.lies_in(to, *part));
                row.place.is_none_or(|place| atlas.lies_in(to, place)) && !is_spared
            }
            Side::Home => self.mishap.from.is_some_and(|from| {
                let is_abroad = atlas.widest(from) != atlas.widest(to);
                is_abroad && row.place.is_none_or(|place| atlas.lies_in(from, place))
            }),
        }
    }

    /// Law of returns follows the day of the import. Where that is not told, whatever may have held by now is shown.
    fn in_force(&self, row: &Recovery) -> Answer {
        match self.mishap.imported {
            Some(day) => Answer::known(row.validity.contains(day)),
            None if row.validity.from.is_some_and(|from| self.mishap.on < from) => Answer::No,
            None if row.validity == Validity::default() => Answer::Yes,
            None => Answer::Lacks(Lack::Imported),
        }
    }

    fn bound(&self, bound: &Bound) -> Answer {
        let Some(told) = self.mishap.parcel else { return Answer::Lacks(Lack::Parcel) };
        let figure = self.exchange.convert(told.amount, told.currency, bound.amount.currency);
        figure
            .map_or(Answer::Lacks(Lack::Rate), |figure| Answer::known(bound.compare.holds(figure, bound.amount.amount)))
    }
}

/// The next day on which a period may end, when its last day is one of those on which it may not.
fn moved(row: &Recovery, last: Date) -> Option<Date> {
    let rests = |day: Date| row.rest.iter().any(|rest| rest.weekday() == day.weekday());
    let mut end = last;
    while rests(end) {
        end = end.after_days(1)?;
    }
    (end != last).then_some(end)
}
