//! What somebody must do before, while and after selling to a place: registrations, collection, identifiers, product rules,
//! data, filing, and the duties of the place that the goods leave.
//!
//! An [`Obligation`] is a row of `tables/obligations`. [`obligations`] picks those that touch a [`Sale`] and says of each
//! whether it holds, whether something still has to be known, whether a threshold is not reached, or whether it lies ahead.
//! **Unknown is never no**: a row drops out only when something that is known rules it out.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::exchange::Exchange;
use crate::order;
use crate::tables::schema::{Carriage, Grade, Status};
use crate::{Date, Money, Place, Rounding, RoundingMode, Tables, Validity};

/// What kind of thing has to be done; checklists are grouped by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ObligationKind {
    /// Becoming known to an authority, or having a representative there.
    Registration,
    /// Taking a tax or a charge with the price, or knowing who does.
    Collect,
    /// A number or mark that has to travel with the parcel or stand on the offer.
    Identifier,
    /// What the goods, their label, their offer or their packaging must be.
    ProductRule,
    /// Data and papers that the parcel needs.
    Data,
    /// Returns, reports, records, claims.
    Filing,
    /// Duties of the place that the goods are sold from.
    Export,
}

/// Who has to act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    /// The seller.
    Seller,
    /// The marketplace, which the seller should see doing it.
    Marketplace,
    /// Whoever makes the goods or has them made under its name.
    Maker,
    /// Whoever imports them in law.
    Importer,
    /// The post or express carrier, or another declarant, with what the seller gives.
    Carrier,
    /// The buyer, whom the seller should tell.
    Buyer,
}

/// How the seller sells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Selling {
    /// On its own site.
    OwnShop,
    /// Through a marketplace.
    Marketplace,
    /// Both ways.
    Both,
}

/// What a threshold counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measured {
    /// Sales to the place, over the row's period.
    There,
    /// All sales of the seller, over the row's period.
    World,
    /// The goods of one parcel, without carriage.
    Parcel,
    /// One piece.
    Item,
}

/// How a figure stands to a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compare {
    /// `>=`
    AtLeast,
    /// `>`
    Above,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

impl Compare {
    const fn is_floor(self) -> bool {
        matches!(self, Self::AtLeast | Self::Above)
    }

    pub(crate) fn holds(self, value: Decimal, bound: Decimal) -> bool {
        match self {
            Self::AtLeast => value >= bound,
            Self::Above => value > bound,
            Self::AtMost => value <= bound,
            Self::Below => value < bound,
        }
    }
}

/// One condition on money: `there >= 75000 AUD`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bound {
    /// What is counted.
    pub of: Measured,
    /// On which side.
    pub compare: Compare,
    /// Of what.
    pub amount: Money,
}

/// A row of `tables/obligations`: what somebody must do, when, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Obligation {
    /// Its id.
    pub id: String,
    /// The destination, or for [`ObligationKind::Export`] the place the goods leave; `None` is everywhere.
    pub place: Option<Place>,
    /// Parts of the place to which it does not reach.
    pub except: Vec<Place>,
    /// What kind of thing it is.
    pub kind: ObligationKind,
    /// Its name, in a few words.
    pub title: String,
    /// Who acts.
    pub who: Actor,
    /// For which way of selling.
    pub selling: Selling,
    /// Only for sellers established in one of these; empty is all.
    pub established_in: Vec<Place>,
    /// Not for sellers established in one of these.
    pub established_not_in: Vec<Place>,
    /// Only when the goods cross the border of the place.
    pub crossing: bool,
    /// Conditions on money; all must hold.
    pub bounds: Vec<Bound>,
    /// Over which time sales are counted.
    pub period: String,
    /// Prefixes of codes; empty is all goods.
    pub codes: Vec<String>,
    /// Prefixes of codes that are outside.
    pub not_codes: Vec<String>,
    /// Only when the parcel travels so.
    pub carriage: Option<Carriage>,
    /// A question that only the seller can answer; empty is none.
    pub asks: String,
    /// What to do.
    pub task: String,
    /// The number, mark or paper.
    pub identifier: String,
    /// Where it must travel or stand.
    pub travels: String,
    /// The deadline or rhythm.
    pub rhythm: String,
    /// What happens otherwise, where a source says so.
    pub penalty: String,
    /// When it has effect.
    pub validity: Validity,
    /// Its legal state.
    pub status: Status,
    /// Act and article, or what was read.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}

/// A seller's way of selling, about which obligations are asked. Whatever is not known stays out and is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sale {
    /// The day.
    pub on: Date,
    /// Where the seller is established.
    #[serde(default)]
    pub seller: Option<Place>,
    /// Where the goods leave from; where the seller is, when nothing is said.
    #[serde(default)]
    pub from: Option<Place>,
    /// Destinations.
    pub to: Vec<Place>,
    /// The way of selling.
    #[serde(default)]
    pub selling: Option<Selling>,
    /// All sales of a year.
    #[serde(default)]
    pub sales_world: Option<Money>,
    /// Sales of a year to a destination, or to a union as a whole.
    #[serde(default)]
    pub sales_there: BTreeMap<Place, Money>,
    /// What the goods of a usual parcel cost, without carriage.
    #[serde(default)]
    pub parcel: Option<Money>,
    /// Codes of the goods, two digits or more; an empty text stands for goods whose code is not known.
    #[serde(default)]
    pub goods: Vec<String>,
    /// How parcels travel.
    #[serde(default)]
    pub carriage: Option<Carriage>,
}

/// What is known of an obligation for a sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It holds.
    Due,
    /// It holds unless something that is not known rules it out.
    Open,
    /// A threshold of sales is not reached.
    BelowThreshold,
    /// Its first day lies ahead, or its start is not confirmed.
    Ahead,
}

/// What would settle an open obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// Where the seller is established.
    Seller,
    /// The way of selling.
    Selling,
    /// The goods' codes, or longer ones.
    Goods,
    /// How parcels travel.
    Carriage,
    /// Sales to the place.
    SalesThere,
    /// All sales.
    SalesWorld,
    /// The price of a usual parcel, or of one piece.
    Parcel,
    /// An exchange rate.
    Rate,
    /// The row's own question.
    Question,
}

/// How near a sale is to a bound.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Near {
    /// The bound.
    #[serde(flatten)]
    pub bound: Bound,
    /// What is known of the figure, in the bound's currency, without its fraction.
    pub have: Option<String>,
    /// The same in hundredths of the bound, without its fraction.
    pub percent: Option<u32>,
    /// Whether the figure may be higher, because it holds some destinations of a wider place only.
    pub partial: bool,
}

/// An obligation that touches the sale.
#[derive(Debug, Clone, Serialize)]
pub struct Item<'t> {
    /// The row.
    #[serde(flatten)]
    pub obligation: &'t Obligation,
    /// For which destinations.
    pub to: Vec<Place>,
    /// What is known of it.
    pub standing: Standing,
    /// What would settle it.
    pub lacks: Vec<Lack>,
    /// How near its bounds are.
    pub near: Vec<Near>,
}

/// What a seller must do, ordered by kind, place and id.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checklist<'t> {
    /// The day it was asked for.
    pub on: Date,
    /// The publication of the tables.
    pub edition: String,
    /// The obligations.
    pub items: Vec<Item<'t>>,
    /// Destinations of which no obligation of their own is held: which says nothing about whether there is one.
    pub not_held: Vec<Place>,
}

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
        self.sale.to.iter().filter(|to| speaks_of(to)).copied().collect()
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
