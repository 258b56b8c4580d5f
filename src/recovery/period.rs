//! Spans of time in which a claim must be made.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Date;

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
/// see [`Recovery::rest`](super::Recovery::rest).
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
