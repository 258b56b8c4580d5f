//! Landed costs: everyday products into many places from many origins, with and without preference, as a page.

use std::fmt::Write;
use std::path::Path;

use rust_decimal::Decimal;
use serde::Deserialize;

use super::figures;
use crate::tables::Tables;
use crate::tables::text::{TextError, read_toml};
use crate::{Consignment, Laws, LineStatus, NotCovered, Place, Quote, Range, Rounding, RoundingMode};

/// What is asked.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Landed {
    /// What the page says before its table.
    about: String,
    /// A basket without lines, as in a case.
    given: toml::Table,
    /// What is claimed where a preference is looked for.
    claims: Vec<String>,
    to: Vec<Place>,
    from: Vec<Place>,
    product: Vec<Product>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Product {
    name: String,
    /// A line of a basket.
    line: toml::Table,
    /// Longer codes of single tariffs, by destination.
    #[serde(default)]
    codes: toml::Table,
}

impl Landed {
    /// Reads what is asked.
    ///
    /// # Errors
    /// What cannot be read, and where.
    pub fn read(file: &Path) -> Result<Self, TextError> {
        read_toml(file)
    }

    /// The page in Markdown.
    ///
    /// # Errors
    /// What is wrong with a question.
    pub fn page(&self, tables: &Tables) -> Result<String, String> {
        let name = |place: &Place| tables.place(*place).map_or_else(|| place.to_string(), |held| held.name.clone());
        let day = self.given.get("assessmentDate").and_then(toml::Value::as_str).unwrap_or_default();
        let about = self.about.trim().replace("{day}", day).replace("{edition}", &tables.edition);
        let mut out = format!("{about}\n\n| Product | To | Currency |");
        for from in &self.from {
            // Writing to a string does not fail.
            let _ = write!(out, " from {} |", name(from));
        }
        let _ = writeln!(out, "\n|---|---|---|{}", "---|".repeat(self.from.len()));
        let (mut laws, mut notes) = (Laws::default(), Notes::default());
        for product in &self.product {
            for to in &self.to {
                let currency = tables.place(*to).map_or_else(String::new, |held| held.currency.to_string());
                let _ = write!(out, "| {} | {} | {currency} |", product.name, name(to));
                for from in &self.from {
                    let _ = write!(out, " {} |", self.cell(tables, product, [*to, *from], (&mut laws, &mut notes))?);
                }
                out.push('\n');
            }
        }
        out.push_str("\nWhat is open, by number:\n\n");
        for (note, number) in notes.0.iter().zip(1..) {
            let _ = writeln!(out, "{number}. {note}");
        }
        Ok(out)
    }

    /// One product from one place to another: without a claim, and with the claim that lowers the cost most.
    fn cell(
        &self,
        tables: &Tables,
        product: &Product,
        [to, from]: [Place; 2],
        (laws, notes): (&mut Laws, &mut Notes),
    ) -> Result<String, String> {
        if tables.within(to).any(|place| place.place == from) {
            return Ok("at home".to_owned());
        }
        let mut ask = |claim: Option<&str>| -> Result<Result<Quote<'_>, NotCovered>, String> {
            Ok(laws.quote(&self.question(product, to, from, claim)?, tables))
        };
        let plain = match ask(None)? {
            Ok(quote) => quote,
            Err(NotCovered::Closed { .. }) => return Ok("closed".to_owned()),
            Err(_) => return Ok("not covered".to_owned()),
        };
        let mut best: Option<Quote<'_>> = None;
        for claim in &self.claims {
            let Ok(claimed) = ask(Some(claim))? else { continue };
            if cheaper(claimed.landed_cost, best.as_ref().unwrap_or(&plain).landed_cost) {
                best = Some(claimed);
            }
        }
        let told = notes.tell(&plain);
        Ok(best.map_or_else(|| told.clone(), |best| format!("{told}; with preference {}", notes.tell(&best))))
    }

    fn question(&self, product: &Product, to: Place, from: Place, claim: Option<&str>) -> Result<Consignment, String> {
        let mut line = product.line.clone();
        if let Some(code) = product.codes.get(to.as_str()) {
            line.insert("code".to_owned(), code.clone());
        }
        line.entry("description").or_insert_with(|| product.name.clone().into());
        line.insert("origin".to_owned(), from.to_string().into());
        line.insert("claims".to_owned(), claim.into_iter().map(toml::Value::from).collect::<Vec<_>>().into());
        let mut given = self.given.clone();
        given.insert("to".to_owned(), to.to_string().into());
        given.insert("from".to_owned(), from.to_string().into());
        given.insert("lines".to_owned(), vec![toml::Value::Table(line)].into());
        super::asked(given).map_err(|error| format!("{}: {error}", product.name))
    }
}

/// Less at the dear end, or at the cheap end with the other no dearer.
fn cheaper(a: Range, b: Range) -> bool {
    match (a.high, b.high) {
        (Some(_), None) => true,
        (None, Some(_)) => false,
        (None, None) => a.low < b.low,
        (Some(high), Some(other)) => high < other || (high == other && a.low < b.low),
    }
}

/// What is open, each told once.
#[derive(Default)]
struct Notes(Vec<String>);

impl Notes {
    fn number(&mut self, note: String) -> usize {
        let known = self.0.iter().position(|known| *known == note);
        known.unwrap_or_else(|| {
            self.0.push(note);
            self.0.len() - 1
        }) + 1
    }

    /// The landed cost, how much of it comes on top of the goods, and the number of what is open.
    fn tell(&mut self, quote: &Quote<'_>) -> String {
        if quote.lines.iter().any(|line| line.status != LineStatus::Priced) {
            return "prohibited".to_owned();
        }
        let told = tell(quote);
        let needs = quote.needs.iter().filter(|need| !need.is_postcode()).map(|need| need.code.clone());
        let gaps = quote.gaps.iter().map(|gap| format!("no rate held: {}", gap.title));
        let mut open: Vec<String> = needs.chain(gaps).collect();
        open.dedup();
        if quote.landed_cost.settled().is_some() || open.is_empty() {
            return told;
        }
        format!("{told} [{}]", self.number(open.join("; ")))
    }
}

fn tell(quote: &Quote<'_>) -> String {
    let tenth = Rounding { step: Decimal::new(1, 1), mode: RoundingMode::HalfUp };
    let part = |total: Decimal| {
        let share =
            (total - quote.goods).checked_mul(Decimal::ONE_HUNDRED).and_then(|sum| sum.checked_div(quote.goods));
        share.map(|share| tenth.apply(share).normalize().to_string()).unwrap_or_default()
    };
    let Range { low, high } = quote.landed_cost;
    let on_top = match high {
        Some(high) if high == low => part(low),
        Some(high) => format!("{}..{}", part(low), part(high)),
        None => format!("{}..", part(low)),
    };
    format!("{} (+{on_top} %)", figures(quote, quote.landed_cost))
}
