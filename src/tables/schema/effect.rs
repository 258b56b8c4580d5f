//! What a measure does: the kinds of effect, and the amounts, parties and moments they speak of.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::condition::{ChargeKind, Part, Per, Test};
use crate::duty::expression::DutyExpression;
use crate::money::decimal;
use crate::{Money, Rounding};

/// What a measure does.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Effect {
    /// Says what the value for duty is.
    Valuation(Valuation),
    /// Says what tax is assessed on.
    TaxBase(TaxBase),
    /// Chooses the declaration's data set and how goods are counted in it.
    Route(Route),
    /// Moves collection to a seller or marketplace.
    Scheme(Scheme),
    /// Lifts charges when a value stays within a limit.
    Relief(Relief),
    /// Puts an amount on goods: duty, excise, levy, tax or fee.
    Charge(ChargeRule),
    /// Says who owes a kind of charge, who collects it and when.
    Collection(Collection),
    /// Nothing is quoted: goods do not get there, or may not be sent. The title says why.
    Closure,
}

/// What taxes are assessed on: parts added up, and what the law adds on top of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxBase {
    /// The parts.
    pub parts: Vec<Part>,
    /// Shares of parts that the law adds.
    pub add: Vec<Uplift>,
}

/// A share of some parts, added to a base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uplift {
    /// The share in percent.
    pub rate: Percent,
    /// Of these parts together.
    pub of: Vec<Part>,
}

/// The value for duty: parts added up, times a factor.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Valuation {
    /// The parts: goods, freight, insurance.
    pub parts: Vec<Part>,
    /// The factor, 1 unless the law takes a share of the price.
    #[serde(with = "decimal")]
    pub factor: Decimal,
    /// How the value is rounded.
    pub round: Option<Rounding>,
    /// Freight as a share of the price, in percent, where none is stated.
    pub deemed_freight: Option<Percent>,
    /// Insurance as a share of the price, in percent, where none is stated.
    pub deemed_insurance: Option<Percent>,
    /// The value of a kilogram gross, where the law values by weight and not by price.
    pub per_kg: Option<Money>,
}

/// A declaration's data set.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Route {
    /// Its name: H7, H1, informal, postal.
    pub dataset: String,
    /// To how many digits goods must share a code to be one goods item.
    pub digits: u8,
    /// Whether they must also share the description.
    pub same_description: bool,
    /// Whether they must also share the origin.
    pub same_origin: bool,
}

/// A scheme in which a seller or marketplace collects.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Scheme {
    /// Its name: ioss, voec.
    pub scheme: String,
    /// The registration that opens it, as the seller declares it.
    pub registration: String,
    /// Whether the law makes every such seller collect, so that it is presumed when nothing is declared.
    pub presumed: bool,
    /// Whether a marketplace that facilitates the sale is the deemed supplier.
    pub deemed_marketplace: bool,
    /// Whether the conditions are asked line by line, or of the consignment as a whole.
    pub per: Per,
    /// What it collects.
    pub collects: Vec<ChargeKind>,
    /// Who, from whom, when.
    pub by: Collector,
}

/// Lifting of charges.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Relief {
    /// Kinds of charge lifted.
    pub lifts: Vec<ChargeKind>,
    /// Single measures lifted.
    pub lifts_measures: Vec<String>,
    /// What is taken off the rate of these measures, where they are not lifted altogether.
    pub cut: Option<Cut>,
    /// The limit; none means that the conditions alone decide.
    pub test: Option<Test>,
    /// What happens above the limit.
    pub above: Above,
    /// Whether goods that the conditions exclude take the benefit from the whole consignment.
    pub sinks: bool,
}

/// What a preference takes off a rate of the tariff: "3.5 percentage points", "a fifth", "30 % of specific duties".
///
/// One that names points and one that names a share are two laws; a rate never falls under nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Percentage points off a rate of the value.
    pub points: Option<Percent>,
    /// A share off a rate of the value, in percent of the rate.
    pub share: Option<Percent>,
    /// A share off a duty by quantity that stands alone, in percent of it; beside a rate of the value it stays whole.
    pub specific: Option<Percent>,
}

/// What happens above a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Above {
    /// Everything is charged: a cliff.
    All,
    /// Only what exceeds the limit is charged: an allowance.
    Excess,
    /// Whole pieces that fit stay free, a single piece is never split.
    WholeItems,
}

/// An amount put on goods.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ChargeRule {
    /// What it is.
    pub kind: ChargeKind,
    /// Its name on the bill: "VAT", "MPF".
    pub name: String,
    /// How the amount comes about.
    pub amount: Amount,
    /// The base, where it is not the usual one.
    pub base: Vec<Part>,
    /// Named parts of the goods whose declared value is taken out of the base.
    pub base_less: Vec<String>,
    /// Over what it is assessed: a goods item, or everything together.
    pub assess: Per,
    /// How the base is rounded first.
    pub round_base: Option<Rounding>,
    /// How the amount is rounded, where it is not the place's rule.
    pub round: Option<Rounding>,
    /// How the amount is rounded where it stands in another charge's base.
    pub round_in_base: Option<Rounding>,
    /// How the sum of all charges with the same total is rounded.
    pub round_total: Option<Total>,
    /// Not less than this.
    pub at_least: Option<Money>,
    /// Not more than this.
    pub at_most: Option<Money>,
    /// Tax on the charge itself, in percent, when it comes on top of it.
    pub plus_tax: Option<Percent>,
    /// Law, or what a carrier typically asks.
    pub class: FeeClass,
    /// Who gets it, when that is not the state.
    pub payee: Option<String>,
}

/// A sum over several charges that is rounded once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Total {
    /// Which charges: those that name the same total.
    pub of: String,
    /// How their sum is rounded.
    pub round: Rounding,
}

/// Percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Percent(#[serde(with = "decimal")] pub Decimal);

/// Whether a charge is law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FeeClass {
    /// Owed by law: part of the landed cost.
    Statutory,
    /// What a carrier typically asks for its service: shown apart, never in the total.
    Carrier,
}

/// How an amount comes about.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Amount {
    /// A duty expression on the base.
    Expression(DutyExpression),
    /// A fixed amount per something.
    Flat {
        /// How much.
        amount: Money,
        /// Per what.
        per: Per,
    },
    /// What a tariff schedule says for the code.
    Schedule {
        /// The schedule's id.
        schedule: String,
        /// Its columns. With several, the lowest that has a rate.
        columns: Vec<String>,
        /// The programmes of which one must be named, in a column by programme.
        programs: Vec<String>,
    },
    /// What is missing between other measures and a rate: `max(0, rate - the others' share of the base)`.
    TopUp {
        /// The rate to be reached, in percent.
        to: Percent,
        /// The measures counted towards it.
        over: Vec<String>,
    },
    /// A share of another base that includes the charge itself: `base x rate / (100 - rate)`.
    GrossUp {
        /// The rate in percent.
        rate: Percent,
    },
    /// A rate of the base less a fixed deduction, one for the consignment and shared by price, never under zero.
    RateLess {
        /// The rate in percent.
        rate: Percent,
        /// The deduction.
        less: Money,
    },
}

/// Who owes, collects and when, for some kinds of charge.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Collection {
    /// The kinds.
    pub charges: Vec<ChargeKind>,
    /// Single measures, which go before kinds.
    pub measures: Vec<String>,
    /// Who, from whom, when.
    pub by: Collector,
}

/// Who owes a charge, who collects it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collector {
    /// Who owes it in law or contract: buyer, seller, marketplace, carrier.
    pub debtor: Party,
    /// Who takes the money.
    pub collector: Party,
    /// When.
    pub moment: Moment,
}

/// A party to the sale or its carriage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Party {
    /// Who receives the goods.
    Buyer,
    /// Who sells them.
    Seller,
    /// The platform on which they are sold.
    Marketplace,
    /// The express or freight carrier.
    Carrier,
    /// The designated postal operator.
    Post,
    /// The customs authority.
    Customs,
}

/// When a charge is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Moment {
    /// With the price.
    Checkout,
    /// Before release at the border.
    Border,
    /// When the parcel is handed over.
    Delivery,
    /// In a return filed later.
    PeriodicReturn,
}
