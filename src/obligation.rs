//! What somebody must do, before, while and after selling to a place: registrations, collection, identifiers, product rules,
//! data, filing, and the duties of the place that the goods leave.
//!
//! An [`Obligation`] is a row of `tables/obligations`. [`obligations`] picks those that touch a [`Sale`] and says of each
//! whether it holds, whether something still has to be known, whether a threshold is not reached, or whether it lies ahead.
//! **Unknown is never no**: a row drops out only when something that is known rules it out.

mod row;
mod sale;

use rust_decimal::Decimal;

use crate::exchange::Exchange;
use crate::order;
use crate::tables::schema::Status;
use crate::{Money, Place, Rounding, RoundingMode, Tables};

pub use row::{Actor, Bound, Compare, Measured, Obligation, ObligationKind, Selling};
pub use sale::{Checklist, Item, Lack, Near, Sale, Standing};

/// Picks the obligations that touch a sale.
///
/// A row stays out only when its validity is over, or when something that is known rules it out: the way of selling, the
/// seller's place, the carriage, the goods' codes, the price of a parcel. A threshold of sales that is not reached keeps
/// the row, as [`Standing::BelowThreshold`], with how near it is.
#[must_use]
pub fn obligations<'t>(sale: &Sale, tables: &'t Tables) -> Checklist<'t> {
    let asked = Asked { sale, tables, exchange: Exchange::new(&[], &tables.world.rates) };
    let mut items: Vec<Item<'t>> = tables.obligations.iter().filter_map(|row| asked.item(row)).collect();
    order::sort_by_key(&mut items, |item| (item.obligation.kind, item.obligation.place, item.obligation.id.clone()));
    let own = |to: &&Place| {
        let is_of =
            |row: &Obligation| row.kind != ObligationKind::Export && row.place.is_some_and(|p| asked.lies_in(**to, p));
        !tables.obligations.iter().any(is_of)
    };
    let not_held = sale.to.iter().filter(own).copied().collect();
    Checklist { on: sale.on, edition: tables.edition.clone(), items, not_held }
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
}

struct Asked<'s, 't> {
    sale: &'s Sale,
    tables: &'t Tables,
    exchange: Exchange<'s>,
}

impl<'t> Asked<'_, 't> {
    fn item(&self, row: &'t Obligation) -> Option<Item<'t>> {
        let to = self.destinations(row);
        let is_over = row.validity.until.is_some_and(|until| until <= self.sale.on);
        if to.is_empty() || is_over || matches!(row.status, Status::Suspended | Status::Annulled) {
            return None;
        }
        let mut lacks = Vec::new();
        for answer in [self.established(row), self.selling(row), self.carriage(row), self.goods(row)] {
            match answer {
                Answer::Yes => {}
                Answer::No => return None,
                Answer::Lacks(lack) => lacks.push(lack),
            }
        }
        let (mut near, mut is_below) = (Vec::new(), false);
        for bound in &row.bounds {
            let (answer, figure) = self.bound(row, bound, &to);
            match answer {
                Answer::Yes => {}
                Answer::No if is_sales(bound.of) => is_below = true,
                Answer::No => return None,
                Answer::Lacks(lack) => lacks.push(lack),
            }
            near.push(figure);
        }
        if !row.asks.is_empty() {
            lacks.push(Lack::Question);
        }
        order::sort(&mut lacks);
        lacks.dedup();
        let is_ahead = row.validity.from.is_some_and(|from| self.sale.on < from) || row.status != Status::InForce;
        let standing = match (is_ahead, is_below, lacks.is_empty()) {
            (true, ..) => Standing::Ahead,
            (_, true, _) => Standing::BelowThreshold,
            (_, _, true) => Standing::Due,
            (_, _, false) => Standing::Open,
        };
        Some(Item { obligation: row, to, standing, lacks, near })
    }

    /// The destinations of the sale that a row speaks of. Goods that do not cross the border of its place leave rows about
    /// crossing alone.
    fn destinations(&self, row: &Obligation) -> Vec<Place> {
        let from = self.sale.from.or(self.sale.seller);
        let speaks_of = |to: &Place| {
            let place = row.place.unwrap_or_else(|| self.widest(*to));
            if row.kind == ObligationKind::Export {
                let leaves = from.is_some_and(|from| row.place.is_none_or(|place| self.lies_in(from, place)));
                let home = from.map(|from| self.widest(from));
                return leaves && home != Some(self.widest(*to));
            }
            let stays = from.is_some_and(|from| self.lies_in(from, place));
            let is_spared = row.except.iter().any(|part| self.lies_in(*to, *part));
            self.lies_in(*to, place) && !is_spared && !(row.crossing && stays)
        };
        // Sales to a destination that is named twice are told once.
        let mut found: Vec<Place> = Vec::new();
        for to in self.sale.to.iter().filter(|to| speaks_of(to)) {
            if !found.contains(to) {
                found.push(*to);
            }
        }
        found
    }

    fn established(&self, row: &Obligation) -> Answer {
        if row.established_in.is_empty() && row.established_not_in.is_empty() {
            return Answer::Yes;
        }
        let Some(seller) = self.sale.seller else { return Answer::Lacks(Lack::Seller) };
        let within = |places: &[Place]| places.iter().any(|place| self.lies_in(seller, *place));
        Answer::known(
            (row.established_in.is_empty() || within(&row.established_in)) && !within(&row.established_not_in),
        )
    }

    fn selling(&self, row: &Obligation) -> Answer {
        match (row.selling, self.sale.selling) {
            (Selling::Both, _) | (_, Some(Selling::Both)) => Answer::Yes,
            (wanted, Some(told)) => Answer::known(wanted == told),
            (_, None) => Answer::Lacks(Lack::Selling),
        }
    }

    fn carriage(&self, row: &Obligation) -> Answer {
        match (row.carriage, self.sale.carriage) {
            (None, _) => Answer::Yes,
            (Some(wanted), Some(told)) => Answer::known(wanted == told),
            (Some(_), None) => Answer::Lacks(Lack::Carriage),
        }
    }

    /// Whether any of the goods is meant. A code shorter than a row's prefix may be.
    fn goods(&self, row: &Obligation) -> Answer {
        if row.codes.is_empty() && row.not_codes.is_empty() {
            return Answer::Yes;
        }
        let mut is_open = self.sale.goods.is_empty();
        for code in &self.sale.goods {
            let is_meant = row.codes.is_empty() || row.codes.iter().any(|prefix| code.starts_with(prefix.as_str()));
            let is_outside = row.not_codes.iter().any(|prefix| code.starts_with(prefix.as_str()));
            let may_be = |prefixes: &[String]| prefixes.iter().any(|prefix| prefix.starts_with(code.as_str()));
            if is_outside {
                continue;
            }
            if is_meant && !may_be(&row.not_codes) {
                return Answer::Yes;
            }
            is_open |= is_meant || may_be(&row.codes);
        }
        if is_open { Answer::Lacks(Lack::Goods) } else { Answer::No }
    }

    fn bound(&self, row: &Obligation, bound: &Bound, to: &[Place]) -> (Answer, Near) {
        let (told, partial) = match bound.of {
            Measured::World => (self.sale.sales_world, false),
            Measured::Parcel | Measured::Item => (self.sale.parcel, false),
            Measured::There => self.sales_there(row.place, to),
        };
        let silent = Near { bound: bound.clone(), have: None, percent: None, partial };
        let lack = match bound.of {
            Measured::World => Lack::SalesWorld,
            Measured::There => Lack::SalesThere,
            Measured::Parcel | Measured::Item => Lack::Parcel,
        };
        let Some(told) = told else { return (Answer::Lacks(lack), silent) };
        let figure = self.exchange.convert(told.amount, told.currency, bound.amount.currency);
        let Some(figure) = figure else { return (Answer::Lacks(Lack::Rate), silent) };
        let holds = bound.compare.holds(figure, bound.amount.amount);
        // Of a parcel it is known that no piece is dearer; of some destinations that all together sell no less.
        let is_open = match bound.of {
            Measured::Item => holds == bound.compare.is_floor(),
            Measured::There => partial && holds != bound.compare.is_floor(),
            Measured::World | Measured::Parcel => false,
        };
        let answer = if is_open { Answer::Lacks(lack) } else { Answer::known(holds) };
        let percent = figure.checked_mul(Decimal::ONE_HUNDRED).and_then(|all| all.checked_div(bound.amount.amount));
        let percent = percent.and_then(|percent| u32::try_from(whole(percent)).ok());
        (answer, Near { have: Some(whole(figure).to_string()), percent, ..silent })
    }

    /// Sales to a place, and whether they are only part of what counts. They are whole when the place itself was named.
    fn sales_there(&self, place: Option<Place>, to: &[Place]) -> (Option<Money>, bool) {
        let named = |place: &Place| self.sale.sales_there.get(place).copied();
        if let Some(whole) = place.as_ref().and_then(named) {
            return (Some(whole), false);
        }
        let told: Vec<Money> = to.iter().filter_map(named).collect();
        let sum = told.split_first().and_then(|(first, others)| {
            let add = |sum: Money, next: &Money| {
                let amount =
                    self.exchange.convert(next.amount, next.currency, sum.currency)?.checked_add(sum.amount)?;
                Some(Money { amount, ..sum })
            };
            others.iter().try_fold(*first, add)
        });
        (sum, true)
    }

    fn lies_in(&self, place: Place, wider: Place) -> bool {
        place == wider || self.tables.within(place).any(|held| held.place == wider)
    }

    fn widest(&self, place: Place) -> Place {
        self.tables.within(place).last().map_or(place, |held| held.place)
    }
}

const fn is_sales(of: Measured) -> bool {
    matches!(of, Measured::There | Measured::World)
}

/// Without its fraction.
fn whole(figure: Decimal) -> Decimal {
    Rounding { step: Decimal::ONE, mode: RoundingMode::Down }.apply(figure)
}
