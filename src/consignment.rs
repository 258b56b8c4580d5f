//! The question: goods sent together by one consignor to one consignee under one transport contract.

use rust_decimal::Decimal;

use crate::arithmetic::Arithmetic;
use crate::duty::expression::DutyUnit;
use crate::exchange::ExchangeRate;
use crate::tables::schema::{Buyer, Carriage, Transaction};
use crate::{CommodityCode, CommodityCodeError, Currency, Date, Place};

/// Goods sent together, and the day whose law applies to them.
///
/// Amounts are in [`currency`](Self::currency), in major units. Construct it directly, or read the JavaScript API's object
/// with [`crate::shape::consignment`], which checks every field and reports all problems at once.
#[derive(Debug, Clone)]
pub struct Consignment {
    /// Where to: a country, or a part of one where that decides the tax (`CA-ON`).
    pub to: Place,
    /// The postcode there; it finds the part of the place where parts have law of their own.
    pub postcode: Option<String>,
    /// Where the goods left from.
    pub dispatched_from: Place,
    /// The day whose law applies.
    pub on: Date,
    /// Sale to a consumer, commercial, gift.
    pub transaction: Transaction,
    /// How the goods travel.
    pub carriage: Carriage,
    /// The currency of all prices.
    pub currency: Currency,
    /// What was bought.
    pub lines: Vec<CartLine>,
    /// Carriage to the destination; `None` when not known.
    pub freight: Option<Decimal>,
    /// Gross weight of everything, in kilograms; `None` when not known.
    pub gross_weight: Option<Decimal>,
    /// Insurance of the carriage; `None` when nobody states any.
    pub insurance: Option<Decimal>,
    /// Who sells.
    pub seller: Seller,
    /// Who buys.
    pub buyer: Buyer,
    /// What the importer chooses where the law leaves a choice.
    pub elections: Vec<String>,
    /// The declaration's data set, when the caller decides it.
    pub dataset: Option<String>,
    /// Rates that go before the bundled ones.
    pub exchange_rates: Vec<ExchangeRate>,
}

/// The name under which per cent of alcohol by volume stand among the quantities.
pub(crate) const STRENGTH: &str = "percent-vol";

/// What the shop sells: one product, its quantity and price.
#[derive(Debug, Clone)]
pub struct CartLine {
    /// The shop's own words.
    pub description: String,
    /// The commodity code; an unreadable one is kept with what is wrong, because the rest can still be priced.
    pub code: Result<Option<CommodityCode>, CommodityCodeError>,
    /// Where the goods are from in law; where they left from, when not given.
    pub origin: Option<Place>,
    /// How many pieces.
    pub quantity: Decimal,
    /// The price of one piece.
    pub unit_price: Decimal,
    /// Net weight of the whole line, in kilograms.
    pub net_weight: Option<Decimal>,
    /// Further quantities of the whole line, by unit.
    pub quantities: Vec<(DutyUnit, Decimal)>,
    /// Values of named parts of the goods, for the whole line.
    pub components: Vec<(String, Decimal)>,
    /// What is claimed for the line: a preference programme, an exclusion.
    pub claims: Vec<String>,
    /// Facts declared about the goods.
    pub facts: Vec<(String, bool)>,
    /// Why the line cannot be priced at all, when its figures could not be read.
    pub unreadable: Option<String>,
}

impl Consignment {
    /// What everything weighs, in kilograms: the gross weight, or the net weights of all lines where each has one.
    #[must_use]
    pub fn weight(&self) -> Option<Decimal> {
        self.gross_weight.or_else(|| {
            let mut weights = self.lines.iter().map(|line| line.net_weight);
            weights.try_fold(Decimal::ZERO, |sum, weight| Some(sum.plus(weight?)))
        })
    }
}

impl CartLine {
    /// The price of the whole line.
    #[must_use]
    pub fn price(&self) -> Decimal {
        self.unit_price.times(self.quantity)
    }

    /// How much of a unit is stated for the whole line.
    pub(crate) fn stated(&self, unit: &DutyUnit) -> Option<Decimal> {
        self.quantities.iter().find(|(known, _)| known == unit).map(|(_, quantity)| *quantity)
    }

    /// Litres of pure alcohol: as stated, in whichever unit, or from volume and strength. A hectolitre of one per cent by
    /// volume holds one litre.
    pub(crate) fn pure_alcohol(&self) -> Option<Decimal> {
        let stated = self.stated(&DutyUnit::LitrePureAlcohol).or_else(|| self.stated(&DutyUnit::PercentVolHectolitre));
        stated.or_else(|| Some(self.stated(&DutyUnit::Litre)?.percent(self.stated_strength()?)))
    }

    /// Per cent of alcohol by volume: as stated, or from volume and pure alcohol.
    pub(crate) fn strength(&self) -> Option<Decimal> {
        let from_volume =
            || self.pure_alcohol()?.times(Decimal::ONE_HUNDRED).checked_div(self.stated(&DutyUnit::Litre)?);
        self.stated_strength().or_else(from_volume)
    }

    fn stated_strength(&self) -> Option<Decimal> {
        self.stated(&DutyUnit::Named(STRENGTH.to_owned()))
    }

    /// What was declared of a fact.
    pub(crate) fn fact(&self, name: &str) -> Option<bool> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| *value)
    }
}

/// Who sells, and where the seller collects tax itself.
#[derive(Debug, Clone, Default)]
pub struct Seller {
    /// Registrations held (`ioss`, `voec`); `None` when nothing is declared.
    pub registrations: Option<Vec<String>>,
    /// Whether the sale goes through a marketplace.
    pub marketplace: bool,
}
