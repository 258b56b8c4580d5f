//! If it comes back, or if too much was charged: what can be got back, by whom, by when, with which evidence.
//!
//! A [`Recovery`] is a row of `tables/recovery`. [`recoveries`] picks those that touch a [`Mishap`] and works out the last
//! day of each. **Unknown is never no**: a row drops out only when something that is known rules it out, and where the day
//! from which a period counts is not told, the rule stays words instead of a date.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::exchange::Exchange;
use crate::obligation::Bound;
use crate::order;
use crate::tables::schema::{Carriage, Grade, RateSet, Status};
use crate::{Atlas, Date, Money, Place, Validity};

/// What went wrong with a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// Sound goods were delivered and sent back.
    Returned,
    /// The goods were faulty, or not what was agreed, and went back.
    Faulty,
    /// The parcel was refused, or could not be delivered.
    Refused,
    /// Charged, and never arrived.
    Lost,
    /// More was charged than the law asks.
    Overcharged,
    /// Tax was paid with the price, and again on delivery.
    DoubleTax,
}

/// What comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Money comes back when the conditions hold.
    Refund,
    /// Nothing is charged a second time.
    Relief,
    /// Nobody is bound to repay, or it is only a way to the one who decides.
    Ask,
    /// A source says that nothing comes back.
    None,
}

/// What can be got back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recovered {
    /// Customs duty.
    Duty,
    /// Value added tax, goods and services tax and their like.
    Tax,
    /// What the carrier or an authority asks for its work.
    Fee,
}

/// Who has to claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Claimant {
    /// The buyer.
    Buyer,
    /// The seller, or the marketplace that sold in its place.
    Seller,
    /// The post or express carrier, or another declarant.
    Carrier,
    /// Whoever is the importer in the declaration.
    Importer,
}

/// To whom duty and tax were paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaidTo {
    /// To the carrier or to customs, on import or delivery.
    Carrier,
    /// To the shop or marketplace, with the price.
    Seller,
}

/// On which side of the border a row works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Where the parcel went.
    Destination,
    /// Where it came from, and comes back to.
    Home,
}

/// From which day a period counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The customs declaration was accepted.
    Import,
    /// The debt was notified: the day of the assessment or bill.
    Notice,
    /// Duty and tax were paid.
    Payment,
    /// The parcel was delivered.
    Delivery,
    /// The goods were sent back.
    Return,
    /// The goods first left the seller's country.
    Export,
    /// Customs settled the entry.
    Liquidation,
    /// A claim was decided.
    Decision,
}

/// What must have happened by the last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Due {
    /// The claim was made.
    Claim,
    /// The goods left the country.
    GoodsOut,
    /// Both of these.
    Both,
    /// The goods are back where they came from.
    GoodsBack,
}

/// A day of the week on which a period does not end, where the law moves its end to the next day that is no such day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestDay {
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl RestDay {
    const fn weekday(self) -> u8 {
        match self {
            Self::Friday => 5,
            Self::Saturday => 6,
            Self::Sunday => 7,
        }
    }
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Calendar months.
    Months,
    /// Calendar years.
    Years,
}

/// A period as law states it: `90 days`, `3 years`.
///
/// The day of the event does not count and the last day does, as in Regulation (EEC, Euratom) No 1182/71 and most other
/// law. A month ends on the day with the same number, or on the month's last. What days of rest do to it is law of the place:
/// see [`Recovery::rest`].
///
/// ```
/// use dutybound::{Date, recovery::Period};
/// let day: Date = "2026-10-01".parse().unwrap();
/// let last = |text: &str| text.parse::<Period>().unwrap().last_day(day).unwrap().to_string();
/// assert_eq!(last("90 days"), "2026-12-30");
/// assert_eq!(last("3 years"), "2029-10-01");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
}

impl Period {
    /// The last day of a period that an event on `day` sets off; `None` beyond the calendar.
    #[must_use]
    pub fn last_day(self, day: Date) -> Option<Date> {
        let count = i32::from(self.count);
        match self.unit {
            Unit::Days => day.after_days(count),
            Unit::Weeks => day.after_days(count.checked_mul(7)?),
            Unit::Months => day.after_months(count),
            Unit::Years => day.after_months(count.checked_mul(12)?),
        }
    }
}

impl Unit {
    const ALL: [(Self, &'static str, &'static str); 4] = [
        (Self::Days, "day", "days"),
        (Self::Weeks, "week", "weeks"),
        (Self::Months, "month", "months"),
        (Self::Years, "year", "years"),
    ];
}

impl FromStr for Period {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a period; write it as `90 days` or `3 years`");
        let (count, unit) = text.split_once(' ').ok_or_else(wrong)?;
        let count: u16 = count.parse().map_err(|_| wrong())?;
        let word = |(_, one, many): &&(Unit, &str, &str)| if count == 1 { *one == unit } else { *many == unit };
        let (unit, ..) = Unit::ALL.iter().find(word).ok_or_else(wrong)?;
        if count == 0 { Err(wrong()) } else { Ok(Self { count, unit: *unit }) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = Unit::ALL.iter().find(|(unit, ..)| *unit == self.unit);
        let word = named.map_or("", |(_, one, many)| if self.count == 1 { one } else { many });
        write!(f, "{} {word}", self.count)
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A row of `tables/recovery`: what can be got back, how, and where that is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Recovery {
    /// Its id.
    pub id: String,
    /// The destination, or for [`Side::Home`] the place the goods come back to; `None` is everywhere.
    pub place: Option<Place>,
    /// Parts of the place to which it does not reach.
    pub except: Vec<Place>,
    /// On which side of the border it works.
    pub side: Side,
    /// Its name, in a few words.
    pub title: String,
    /// After what it helps.
    pub reasons: Vec<Reason>,
    /// What comes of it.
    pub outcome: Outcome,
    /// What comes back.
    pub what: Vec<Recovered>,
    /// Who has to claim.
    pub who: Claimant,
    /// Only when duty and tax were paid to this one.
    pub paid_to: Option<PaidTo>,
    /// Only when the parcel travelled so.
    pub carriage: Option<Carriage>,
    /// Conditions on the price of the parcel's goods; all must hold.
    pub bounds: Vec<Bound>,
    /// How long there is time; `None` where no period was found.
    pub period: Option<Period>,
    /// From which day it counts.
    pub counted: Option<Event>,
    /// What must have happened by its last day.
    pub due: Option<Due>,
    /// Days of the week on which the period does not end: it ends on the next that is none. Empty where no such law is held.
    #[serde(default)]
    pub rest: Vec<RestDay>,
    /// Where that is written.
    #[serde(default)]
    pub rest_basis: String,
    /// What to do.
    pub task: String,
    /// What to keep from now on, item by item.
    pub keep: Vec<String>,
    /// The form or procedure.
    pub form: String,
    /// What it costs, where a source says so.
    pub fee: String,
    /// Under which conditions.
    pub conditions: String,
    /// For parcels imported when.
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

/// The rows with what matching needs beside them: one pack, or the tables read from text.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Book {
    /// The publication of the tables; a pack's header tells it.
    #[serde(skip)]
    pub edition: String,
    /// Which place lies within which.
    pub atlas: Atlas,
    /// The bundled rates by which a price is compared with a limit.
    pub rates: RateSet,
    /// The rows, ordered by id.
    pub rows: Vec<Recovery>,
}

#[cfg(feature = "text")]
impl Book {
    /// The rows of the tables.
    #[must_use]
    pub fn of(tables: &crate::Tables) -> Self {
        Self {
            edition: tables.edition.clone(),
            atlas: Atlas::of(tables),
            rates: tables.world.rates.clone(),
            rows: tables.recovery.clone(),
        }
    }
}

/// What went wrong with a parcel, and what is known of it. Whatever is not known stays out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Mishap {
    /// The day it is asked on.
    pub on: Date,
    /// Where the parcel went.
    pub to: Place,
    /// Where it came from, and would go back to.
    #[serde(default)]
    pub from: Option<Place>,
    /// What went wrong.
    pub reason: Reason,
    /// Who asks.
    #[serde(default)]
    pub who: Option<Claimant>,
    /// To whom duty and tax were paid.
    #[serde(default)]
    pub paid_to: Option<PaidTo>,
    /// How the parcel travelled.
    #[serde(default)]
    pub carriage: Option<Carriage>,
    /// What its goods cost, without carriage.
    #[serde(default)]
    pub parcel: Option<Money>,
    /// The day the customs declaration was accepted.
    #[serde(default)]
    pub imported: Option<Date>,
    /// The day of the assessment or bill.
    #[serde(default)]
    pub notified: Option<Date>,
    /// The day duty and tax were paid.
    #[serde(default)]
    pub paid: Option<Date>,
    /// The day the parcel was delivered.
    #[serde(default)]
    pub delivered: Option<Date>,
    /// The day the goods were sent back.
    #[serde(default)]
    pub returned: Option<Date>,
    /// The day the goods first left the seller's country.
    #[serde(default)]
    pub exported: Option<Date>,
    /// The day customs settled the entry.
    #[serde(default)]
    pub liquidated: Option<Date>,
    /// The day a claim was decided.
    #[serde(default)]
    pub decided: Option<Date>,
}

impl Mishap {
    fn day_of(&self, event: Event) -> Option<Date> {
        match event {
            Event::Import => self.imported,
            Event::Notice => self.notified,
            Event::Payment => self.paid,
            Event::Delivery => self.delivered,
            Event::Return => self.returned,
            Event::Export => self.exported,
            Event::Liquidation => self.liquidated,
            Event::Decision => self.decided,
        }
    }
}

/// How a way back stands on the day that was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// There is time, or no period was found.
    Open,
    /// There is a period, but the day from which it counts was not told.
    Undated,
    /// A source says that nothing comes back.
    Nothing,
    /// The last day has passed.
    Passed,
    /// Adopted or announced, without a confirmed start.
    Ahead,
}

/// What would settle whether a row is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lack {
    /// To whom duty and tax were paid.
    PaidTo,
    /// How the parcel travelled.
    Carriage,
    /// What its goods cost.
    Parcel,
    /// An exchange rate.
    Rate,
    /// The day of the import.
    Imported,
}

/// A way to get something back.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Claim<'b> {
    /// The row.
    #[serde(flatten)]
    pub recovery: &'b Recovery,
    /// How it stands.
    pub standing: Standing,
    /// What would settle whether it is meant.
    pub lacks: Vec<Lack>,
    /// The last day, where the day is told from which it counts.
    pub deadline: Option<Date>,
    /// The day to which the law moves a last day that falls on a day of rest. Public holidays, which are not known here, may
    /// move it further.
    pub moved: Option<Date>,
    /// How many days are left until then, or until the last day; negative when it has passed.
    pub days_left: Option<i32>,
}

/// What can be done about a mishap: what is open first, the nearest last day before the others.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Recourse<'b> {
    /// The day it was asked on.
    pub on: Date,
    /// The publication of the tables.
    pub edition: String,
    /// The ways.
    pub claims: Vec<Claim<'b>>,
    /// Whether anything is held of the destination itself. Nothing held does not mean that nothing comes back.
    pub held: bool,
}

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

#[cfg(test)]
mod tests {
    use super::Period;
    use crate::Date;

    fn last(period: &str, from: &str) -> String {
        let day: Date = from.parse().unwrap();
        period.parse::<Period>().unwrap().last_day(day).unwrap().to_string()
    }

    #[test]
    fn periods_end_on_the_day_with_the_same_number_or_the_months_last() {
        let cases = [
            ("90 days", "2026-10-01", "2026-12-30"),
            ("90 days", "2027-12-01", "2028-02-29"),
            ("6 weeks", "2026-11-22", "2027-01-03"),
            ("1 month", "2027-01-31", "2027-02-28"),
            ("1 month", "2028-01-31", "2028-02-29"),
            ("6 months", "2026-08-31", "2027-02-28"),
            ("12 months", "2026-03-15", "2027-03-15"),
            ("1 year", "2028-02-29", "2029-02-28"),
            ("4 years", "2024-02-29", "2028-02-29"),
            ("15 days", "2026-12-20", "2027-01-04"),
        ];
        for (period, from, expected) in cases {
            assert_eq!(last(period, from), expected, "{period} from {from}");
        }
    }

    #[test]
    fn a_period_beyond_the_calendar_is_no_day() {
        let far = Date::new(9999, 12, 31).unwrap();
        assert_eq!("1 days".parse::<Period>().ok(), None, "one has no plural");
        assert_eq!("1 day".parse::<Period>().unwrap().last_day(far), None);
        assert_eq!("65535 years".parse::<Period>().unwrap().last_day(far), None);
    }

    #[test]
    fn only_periods_are_read() {
        for text in ["90 days", "1 year", "6 weeks", "12 months"] {
            assert_eq!(text.parse::<Period>().unwrap().to_string(), text);
        }
        for wrong in ["", "90", "90days", "ninety days", "0 days", "-3 days", "3 fortnights", "1.5 years", "70000 days"]
        {
            assert!(wrong.parse::<Period>().is_err(), "{wrong}");
        }
    }
}
