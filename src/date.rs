//! Calendar days. Law applies on days, not instants: every question has one, and nothing here knows what "today" is.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A day of the Gregorian calendar, written `2026-07-01`.
///
/// ```
/// use dutybound::Date;
/// let day: Date = "2026-07-01".parse().unwrap();
/// assert!(day < "2028-07-01".parse().unwrap());
/// assert_eq!(day.to_string(), "2026-07-01");
/// assert!("2026-02-30".parse::<Date>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(jiff::civil::Date);

/// A text that is not a calendar day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    text: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a calendar day; write it as 2026-07-01", self.text)
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The day `year`-`month`-`day`, when the calendar has it.
    #[must_use]
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        jiff::civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Month and day, for seasonal duties: `(7, 1)` on the first of July.
    #[must_use]
    pub fn month_day(self) -> (u8, u8) {
        (self.0.month().unsigned_abs(), self.0.day().unsigned_abs())
    }

    /// The calendar year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The day of the week: 1 is Monday, 7 Sunday.
    #[must_use]
    pub fn weekday(self) -> u8 {
        self.0.weekday().to_monday_one_offset().unsigned_abs()
    }

    /// The day before, except at the beginning of time.
    #[must_use]
    pub fn day_before(self) -> Option<Self> {
        self.0.yesterday().ok().map(Self)
    }

    /// The day after, except at the end of time.
    #[must_use]
    pub fn day_after(self) -> Option<Self> {
        self.0.tomorrow().ok().map(Self)
    }

    /// The day so many days later; `None` beyond the calendar.
    #[must_use]
    pub fn after_days(self, days: i32) -> Option<Self> {
        let span = jiff::Span::new().try_days(days).ok()?;
        self.0.checked_add(span).ok().map(Self)
    }

    /// The day with the same number so many months later, or that month's last where it has no such day.
    #[must_use]
    pub fn after_months(self, months: i32) -> Option<Self> {
        let span = jiff::Span::new().try_months(months).ok()?;
        self.0.checked_add(span).ok().map(Self)
    }

    /// How many days lie between this day and another; negative when that is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> Option<i32> {
        self.0.until(other.0).ok().map(|span| span.get_days())
    }

    /// `20260701`: the form in packs.
    fn packed(self) -> u32 {
        u32::from(self.0.year().unsigned_abs()) * 10_000
            + u32::from(self.0.month().unsigned_abs()) * 100
            + u32::from(self.0.day().unsigned_abs())
    }

    fn unpacked(packed: u32) -> Option<Self> {
        let year = i16::try_from(packed / 10_000).ok()?;
        let month = i8::try_from(packed / 100 % 100).ok()?;
        let day = i8::try_from(packed % 100).ok()?;
        Self::new(year, month, day)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError { text: crate::error::short(text) };
        // Only the plain form. jiff also reads times, weeks and signed years, which nobody means here and which would
        // bring its whole reader into the browser.
        let mut parts = text.splitn(3, '-').map(|part| (part.len(), part.bytes().all(|b| b.is_ascii_digit()), part));
        let mut number = |digits: usize| match parts.next() {
            Some((length, true, part)) if length == digits => part.parse::<i16>().ok(),
            _ => None,
        };
        let (year, month, day) = (number(4), number(2), number(2));
        let small = |number: i16| i8::try_from(number).ok();
        year.zip(month.and_then(small))
            .zip(day.and_then(small))
            .and_then(|((y, m), d)| Self::new(y, m, d))
            .ok_or_else(error)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (month, day) = self.month_day();
        write!(f, "{:04}-{month:02}-{day:02}", self.year())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            serializer.serialize_u32(self.packed())
        }
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::Error;
        if deserializer.is_human_readable() {
            String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
        } else {
            let packed = u32::deserialize(deserializer)?;
            Self::unpacked(packed).ok_or_else(|| D::Error::custom("not a calendar day"))
        }
    }
}

/// A period of effect, half open: `from` is the first day in, `until` the first day out.
///
/// ```
/// use dutybound::{Date, Validity};
/// let relief = Validity { from: None, until: "2026-07-01".parse().ok() };
/// assert!(relief.contains("2026-06-30".parse().unwrap()));
/// assert!(!relief.contains("2026-07-01".parse().unwrap()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Validity {
    /// First day of effect; `None` where the start lies before what the tables know.
    pub from: Option<Date>,
    /// First day without effect; `None` where no end is enacted.
    pub until: Option<Date>,
}

impl Validity {
    /// Whether the rule has effect on `day`.
    #[must_use]
    pub fn contains(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }

    /// Whether two periods share a day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let starts_before_end = |a: &Self, b: &Self| match (a.from, b.until) {
            (Some(from), Some(until)) => from < until,
            _ => true,
        };
        starts_before_end(self, other) && starts_before_end(other, self)
    }
}
