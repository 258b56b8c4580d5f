//! One row of a list of measures.

use csv::StringRecord;

use crate::duty::expression::DutyExpression;
use crate::import::eu_texts::{parse_eu, parse_gb};
use crate::import::headed::Headed;
use crate::import::report::{ImportError, Unread};
use crate::{Date, Validity};

use super::Format;
use super::kinds::Role;

/// Where each cell stands.
pub(super) struct Headers {
    code: usize,
    kind: usize,
    area: usize,
    additional_code: usize,
    order_number: usize,
    duty: usize,
    from: usize,
    last: usize,
    /// Only where conditions have a column of their own; TARIC writes them into the duty.
    conditions: Option<usize>,
    excluded: Option<usize>,
}

/// One measure, as its cells say it.
pub(super) struct Measure<'r> {
    code: &'r str,
    pub(super) kind: String,
    pub(super) area: &'r str,
    pub(super) additional_code: &'r str,
    pub(super) order_number: &'r str,
    pub(super) excluded: &'r str,
    duty: &'r str,
    conditions: &'r str,
    from: &'r str,
    last: &'r str,
}

impl Headers {
    /// The columns by their headers.
    pub(super) fn find(table: &Headed, format: Format) -> Result<Self, ImportError> {
        let at = |name: &str| table.column(name);
        match format {
            Format::Uk => Ok(Self {
                code: at("commodity__code")?,
                kind: at("measure__type__id")?,
                area: at("measure__geographical_area__id")?,
                additional_code: at("measure__additional_code__code")?,
                order_number: at("measure__quota__order_number")?,
                duty: at("measure__duty_expression")?,
                from: at("measure__effective_start_date")?,
                last: at("measure__effective_end_date")?,
                conditions: Some(at("measure__conditions")?),
                excluded: Some(at("measure__excluded_geographical_areas__ids")?),
            }),
            Format::Taric => Ok(Self {
                code: at("Goods code")?,
                kind: at("Meas. type code")?,
                area: at("Origin code")?,
                additional_code: at("Add code")?,
                order_number: at("Order No.")?,
                duty: at("Duty")?,
                from: at("Start date")?,
                last: at("End date")?,
                conditions: None,
                excluded: None,
            }),
        }
    }

    /// The row's cells.
    pub(super) fn measure<'r>(&self, row: &'r StringRecord) -> Measure<'r> {
        let cell = |place: usize| row.get(place).unwrap_or_default();
        Measure {
            code: cell(self.code),
            kind: cell(self.kind).to_owned(),
            area: cell(self.area),
            additional_code: cell(self.additional_code),
            order_number: cell(self.order_number),
            excluded: self.excluded.map(cell).unwrap_or_default(),
            duty: cell(self.duty),
            conditions: self.conditions.map(cell).unwrap_or_default(),
            from: cell(self.from),
            last: cell(self.last),
        }
    }
}

impl Measure<'_> {
    /// The code without what a sheet adds or takes away: blanks, the suffix behind ten digits, a leading zero. TARIC
    /// fills codes up with zeros; without them the row rules what lies under it.
    pub(super) fn code(&self, format: Format) -> Result<String, String> {
        let digits = self.code.replace(' ', "");
        let number = digits.bytes().all(|byte| byte.is_ascii_digit());
        let code = match (digits.len(), number) {
            (9, true) => format!("0{digits}"),
            (10, true) => digits,
            (12, true) if self.code.contains(' ') => digits.chars().take(10).collect(),
            _ => {
                let why = "is not a code of ten digits; take the file as it was published, codes as text";
                return Err(format!("`{}` {why}", self.code));
            }
        };
        Ok(match format {
            Format::Uk => code,
            Format::Taric => {
                let mut short = code.as_str();
                while let Some(shorter) = short.strip_suffix("00").filter(|shorter| !shorter.is_empty()) {
                    short = shorter;
                }
                short.to_owned()
            }
        })
    }

    /// The days of effect; both lists name the last day in.
    pub(super) fn validity(&self) -> Result<Validity, String> {
        let last = day(self.last)?;
        let until = last.map(|last| last.after_days(1).ok_or_else(|| format!("`{last}` has no day after it")));
        Ok(Validity { from: day(self.from)?, until: until.transpose()? })
    }

    /// Whether something else than the code and the origin decides on the duty.
    pub(super) fn on_conditions(&self) -> bool {
        !self.conditions.is_empty() || self.duty.starts_with("Cond:")
    }

    /// The text of duty with single blanks.
    pub(super) fn text(&self) -> String {
        self.duty.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The rate. Conditions on a preference ask for the proof of origin, and who claims it has that; conditions on
    /// everybody's duty decide between rates.
    pub(super) fn rate(&self, format: Format, role: Role) -> Result<DutyExpression, Unread> {
        let open = if self.conditions.starts_with("condition:V") { "entry price" } else { "rate by conditions" };
        match (self.duty.is_empty(), self.conditions.is_empty(), role) {
            (true, true, _) => return Err(Unread::new(self.duty, "the measure states no duty")),
            (true, false, _) | (false, false, Role::Duty | Role::ByAdditionalCode) => {
                return Ok(DutyExpression::technical(open));
            }
            _ => {}
        }
        match format {
            Format::Uk => parse_gb(self.duty),
            Format::Taric => parse_eu(self.duty),
        }
    }
}

/// `2026-01-31`, or `31-01-2026` as the sheets of TARIC have it.
fn day(text: &str) -> Result<Option<Date>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let turned = text.splitn(3, '-').fold(String::new(), |turned, part| {
        if turned.is_empty() { part.to_owned() } else { format!("{part}-{turned}") }
    });
    let day = text.parse().or_else(|_| turned.parse());
    day.map(Some).map_err(|_| format!("`{text}` is not a day; save the sheet with days as 2026-01-31 or 31-01-2026"))
}
