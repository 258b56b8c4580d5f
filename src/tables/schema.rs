//! The law language: what a measure can say.
//!
//! These are the types that packs hold and the pipeline reads. `tables/README.md` describes the same language as people
//! write it; [`crate::tables::text`] turns the one into the other.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::duty::expression::DutyExpression;
use crate::money::decimal;
use crate::{CommodityCode, Currency, Money, Place, Rounding, Validity};

/// The language's version. A pack written for another one is refused.
pub const SCHEMA: u16 = 6;

/// Everything but tariffs and code lists: places, measures, acts, goods classes, groups and restrictions.
///
/// The pack of it holds only the restrictions that hold everywhere; those of a place are in its own.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct World {
    /// Places with law of their own, by code.
    pub places: Vec<PlaceLaw>,
    /// Groups of places, such as `eu27`, by name.
    pub groups: Vec<Group>,
    /// Classes of goods, such as `alcohol`, by name.
    pub goods: Vec<GoodsClass>,
    /// Legal acts and other sources, by id.
    pub acts: Vec<LegalAct>,
    /// Measures, grouped by place and sorted by id.
    pub measures: Vec<Measure>,
    /// Announced law: shown, never charged.
    pub watch: Vec<Watch>,
    /// Classes of goods that somewhere may not come in.
    pub categories: Vec<Category>,
    /// What may not come in, or only with something.
    pub restrictions: Vec<Restriction>,
    /// Facts about goods that measures ask for, by name.
    pub facts: Vec<FactQuestion>,
    /// Questions that make a code longer, by code.
    pub code_questions: Vec<CodeQuestion>,
    /// The bundled exchange rates.
    pub rates: RateSet,
    /// The collection schemes of all places, which a page offers before the law of any place is asked for.
    pub schemes: Vec<SchemeName>,
    /// Places for which there is a pack of their own; empty when everything was read at once.
    pub packs: Vec<OwnPack>,
    /// Whether the words of categories are in a pack of their own.
    pub words_apart: bool,
}

impl World {
    /// A category by its id.
    pub(crate) fn category(&self, id: &str) -> Option<&Category> {
        self.category_numbered(id).map(|(_, category)| category)
    }

    /// A category and its number; they are sorted by id.
    pub(crate) fn category_numbered(&self, id: &str) -> Option<(u16, &Category)> {
        let found = self.categories.binary_search_by(|category| category.id.as_str().cmp(id)).ok()?;
        Some((u16::try_from(found).ok()?, self.categories.get(found)?))
    }
}

/// A collection scheme by name: what a seller can be registered for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeName {
    /// The registration, as the seller declares it.
    pub registration: String,
    /// Whose law it is.
    pub place: Place,
    /// What it is, in our words.
    pub title: String,
    /// Whether it is taken as held when the seller declares nothing.
    pub presumed: bool,
}

/// The pack of a place, by what conditions and charges may name in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnPack {
    /// The widest place that it is of.
    pub place: Place,
    /// Ids of its tariffs and code lists; another place may share them.
    pub holds: Vec<String>,
}

/// A fact about goods that measures and restrictions ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactQuestion {
    /// Its name, as conditions use it.
    pub name: String,
    /// The question to a person.
    pub question: String,
    /// What is taken when nobody says, where one answer is the plain case; otherwise both are read and the quote is a
    /// range.
    pub presumed: Option<bool>,
}

/// What to ask about goods to learn more digits of their code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeQuestion {
    /// The code that is known.
    pub code: CommodityCode,
    /// Whose tariff divides it so; the first six digits are everybody's.
    pub place: Option<Place>,
    /// The question to a person.
    pub question: String,
    /// The longer codes, and what goods of each are.
    pub answers: Vec<(CommodityCode, String)>,
}

/// A place and what its law needs to be read.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlaceLaw {
    /// Its code.
    pub place: Place,
    /// Its name in English.
    pub name: String,
    /// The place whose law also applies here: the union of a member, the country of a province.
    pub within: Option<Place>,
    /// The currency in which charges are assessed.
    pub currency: Currency,
    /// The first day for which the law is held; earlier days are not covered, never free.
    pub known_from: crate::Date,
    /// How amounts are rounded where a measure names no rule.
    pub rounding: Rounding,
    /// Whether consignments can be sent here; a union is law only.
    pub destination: bool,
    /// Whether the place must be named more exactly before anything can be quoted, as with a Canadian province.
    pub parts_required: bool,
    /// Postcodes by which the place is found when only the one it lies within is named: `35` for all that begin so,
    /// `98000..98099` for a run of them.
    pub postcodes: Vec<String>,
    /// Whose postcodes these are: the place that people name with them.
    pub postcodes_of: Option<Place>,
    /// What duty is on average, where no tariff is held: context, never charged.
    pub typical_duty: Option<TypicalDuty>,
}

/// What duty is on average in a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypicalDuty {
    /// The average rate, in percent.
    pub rate: Percent,
    /// The year it was measured in.
    pub year: u16,
    /// Who measured what.
    pub source: String,
}

/// A named group of places.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Group {
    /// The name, written `@name` in conditions.
    pub name: String,
    /// Its members.
    pub members: Vec<Place>,
}

/// A named class of goods.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GoodsClass {
    /// The name.
    pub name: String,
    /// The codes in it.
    pub codes: Vec<CommodityCode>,
}

/// A legal act, official page or other source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LegalAct {
    /// Its id.
    pub id: String,
    /// Its title in our words or its official short name.
    pub title: String,
    /// Where it can be read.
    pub url: String,
}

/// How sure a fact is. Ordered: the first is the strongest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grade {
    /// The text of the law or a page of the authority was read.
    Official,
    /// Two independent sources agree.
    TwoSecondary,
    /// One source.
    Secondary,
    /// Entered, but not confirmed.
    Unverified,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Citation {
    /// The act's id.
    pub act: String,
    /// The article, paragraph or section.
    pub at: String,
    /// How sure it is.
    pub grade: Grade,
}

/// The legal state of a measure. Only law in force charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Enacted; it has effect during its validity.
    InForce,
    /// Adopted, but its start is not confirmed: shown with its amount, not charged.
    Scheduled,
    /// Made known by an authority, not enacted: shown, not charged.
    Announced,
    /// Enacted and put off: shown, not charged.
    Suspended,
    /// Struck down: kept for the record.
    Annulled,
}

/// One legal effect for a place, scope and period.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Measure {
    /// Its id: unique, never reused.
    pub id: String,
    /// Whose law it is.
    pub place: Place,
    /// What it is, in a few words of ours.
    pub title: String,
    /// When it has effect.
    pub validity: Validity,
    /// Its legal state.
    pub status: Status,
    /// All of this must hold.
    pub when: Condition,
    /// If any of these holds, the measure does not apply.
    pub unless: Vec<Condition>,
    /// Measures that do not apply where this one does.
    pub instead_of: Vec<String>,
    /// What it does.
    pub effect: Effect,
    /// The weakest grade among its citations.
    pub grade: Grade,
    /// Where it stands. Empty until the pack of sources is loaded; so are titles and notes.
    pub cite: Vec<Citation>,
    /// A remark for readers.
    pub note: Option<String>,
}

impl Measure {
    /// The weakest grade among citations; without any, nothing is confirmed.
    #[must_use]
    pub fn weakest(cite: &[Citation]) -> Grade {
        cite.iter().map(|citation| citation.grade).max().unwrap_or(Grade::Unverified)
    }
}

/// When a measure applies. Every list given must have a match; an empty one asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// Sale to a consumer, commercial, gift.
    pub transaction: Vec<Transaction>,
    /// Post, express, freight.
    pub carriage: Vec<Carriage>,
    /// Where the goods left from: places and `@groups`.
    pub dispatched_from: Vec<PlaceMatch>,
    /// Where the goods are from in law.
    pub origin: Vec<PlaceMatch>,
    /// The exact destination, for a measure that holds in part of its place.
    pub to: Vec<PlaceMatch>,
    /// Commodity codes, or prefixes.
    pub code: Vec<CommodityCode>,
    /// Named code lists.
    pub list: Vec<String>,
    /// Named classes of goods.
    pub goods: Vec<String>,
    /// What the importer claims for the line: a preference programme, an exclusion.
    pub claim: Vec<String>,
    /// What the importer chose for the consignment: the tariff instead of a flat rate.
    pub election: Vec<String>,
    /// The declaration's data set.
    pub dataset: Vec<String>,
    /// The collection scheme in use for the line.
    pub scheme: Vec<String>,
    /// Whether the buyer is a private person or a registered business.
    pub buyer: Vec<Buyer>,
    /// Facts about the goods that the seller declares, true or false.
    pub fact: Vec<Fact>,
    /// Comparisons of values.
    pub value: Vec<Test>,
    /// The gross weight of the consignment.
    pub weight: Option<WeightTest>,
    /// Measures of which one must apply to the same goods.
    pub applies: Vec<String>,
    /// Measures of which one must come to nothing for the same goods ("free").
    pub free: Vec<String>,
    /// Kinds of charge of which some amount must be due at the border, not collected by a seller.
    pub due: Vec<ChargeKind>,
    /// Whether a restriction that forces a fuller declaration touches the consignment.
    pub restricted: Option<bool>,
}

/// A place or a group of places in a condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceMatch {
    /// One place.
    Place(Place),
    /// A group by name.
    Group(String),
}

/// A fact that the goods must have, or must not have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// Its name, such as `made-in-usa-metal`.
    pub name: String,
    /// The value asked for.
    pub is: bool,
}

/// A comparison of a value with amounts of law. At least one bound is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Test {
    /// The parts added up.
    pub of: Vec<Part>,
    /// Over what.
    pub per: Per,
    /// The value must not exceed this.
    pub at_most: Option<Money>,
    /// The value must be under this.
    pub below: Option<Money>,
    /// The value must exceed this.
    pub above: Option<Money>,
    /// The value must reach this.
    pub at_least: Option<Money>,
}

/// A comparison of the consignment's gross weight, in kilograms. At least one bound is given.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightTest {
    /// It must not weigh more.
    pub at_most: Option<Kilograms>,
    /// It must weigh less.
    pub below: Option<Kilograms>,
    /// It must weigh more.
    pub above: Option<Kilograms>,
    /// It must weigh at least this.
    pub at_least: Option<Kilograms>,
    /// What is taken when nobody says what it weighs, where one answer is the plain case; otherwise both are read.
    pub presumed: Option<bool>,
}

impl WeightTest {
    /// Whether so many kilograms pass it.
    #[must_use]
    pub fn holds(&self, weight: Decimal) -> bool {
        self.at_most.is_none_or(|bound| weight <= bound.0)
            && self.below.is_none_or(|bound| weight < bound.0)
            && self.above.is_none_or(|bound| weight > bound.0)
            && self.at_least.is_none_or(|bound| weight >= bound.0)
    }
}

/// Kilograms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kilograms(#[serde(with = "decimal")] pub Decimal);

/// A part of a value or base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// The price of the goods alone: the intrinsic value.
    Goods,
    /// Carriage to the destination.
    Freight,
    /// Insurance of the carriage.
    Insurance,
    /// The value for duty.
    Customs,
    /// All duties.
    Duty,
    /// All excises.
    Excise,
    /// All levies.
    Levy,
    /// All taxes.
    Tax,
    /// The charge of one measure.
    Charge(String),
}

/// Over what a value is summed, or a flat amount counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    /// Everything sent together.
    Consignment,
    /// What the declaration counts as one item.
    GoodsItem,
    /// What the shop counts as one line.
    Line,
    /// One piece of a line: its unit price.
    Unit,
}

/// Sale to a consumer, commercial, gift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Transaction {
    /// A sale to a consumer, sent from abroad.
    DistanceSale,
    /// A sale to a business.
    Commercial,
    /// From one private person to another, unpaid.
    Gift,
}

/// How the goods travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carriage {
    /// The postal network.
    Post,
    /// An express carrier.
    Express,
    /// Air freight.
    AirFreight,
    /// Sea freight.
    SeaFreight,
    /// Road or rail.
    LandFreight,
}

/// Who buys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Buyer {
    /// A private person, or a business without registration.
    Private,
    /// A business registered for tax at the destination.
    Registered,
}

/// What a charge is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChargeKind {
    /// Customs duty, additional duties among them.
    Duty,
    /// Excise.
    Excise,
    /// A levy that is neither duty nor general tax.
    Levy,
    /// VAT, GST, sales or consumption tax.
    Tax,
    /// A fee for a service of an authority or a carrier.
    Fee,
}

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
#[derive(Debug, Clone, Serialize, Deserialize)]
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

/// Announced law.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Watch {
    /// Its id.
    pub id: String,
    /// Whose law it would be.
    pub place: Place,
    /// What would change, in our words.
    pub title: String,
    /// When, as far as known.
    pub expected: String,
    /// Where it was made known.
    pub cite: Vec<Citation>,
}

/// A class of goods under restriction somewhere.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Category {
    /// Its id.
    pub id: String,
    /// Its name in our words.
    pub name: String,
    /// The codes in it.
    pub codes: Vec<CommodityCode>,
    /// Codes that it shares with harmless goods: a word and one of these are sure together, one of these alone says nothing.
    pub shared_codes: Vec<CommodityCode>,
    /// Words that suggest it, folded as descriptions are before they are compared.
    pub words: Vec<String>,
    /// Words that cancel such a match.
    pub not_words: Vec<String>,
}

/// What may not come in, or only with something.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Restriction {
    /// Its id.
    pub id: String,
    /// Where it holds; `None` is everywhere.
    pub place: Option<Place>,
    /// Who says so.
    pub layer: Layer,
    /// How it travels; empty is any way.
    pub carriage: Option<Carriage>,
    /// The category's id.
    pub category: String,
    /// Codes that narrow the category.
    pub codes: Vec<CommodityCode>,
    /// Words that narrow the category.
    pub words: Vec<String>,
    /// Prohibited, restricted, conditional or limited.
    pub status: RestrictionStatus,
    /// How much it catches of what it matches.
    pub covers: Covers,
    /// What happens or is needed, in our words.
    pub effect: String,
    /// The permit or paper.
    pub document: String,
    /// The authority.
    pub authority: String,
    /// The quantity allowed.
    pub limit: String,
    /// Only for goods of these origins; empty is all.
    pub origin: Vec<Place>,
    /// What the goods must be or not be, where their code cannot tell: it is sure once all is told, and asks until then.
    pub facts: Vec<Fact>,
    /// The data set it forces.
    pub dataset: Option<String>,
    /// When it has effect.
    pub validity: Validity,
    /// The legal basis.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}

/// How much a restriction catches of the goods that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Covers {
    /// All that its codes hold.
    All,
    /// Some of it: it warns and never blocks.
    Part,
    /// What its words name among what its codes hold: it is sure of goods that match by both, and asks of others.
    Named,
}

/// Who restricts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layer {
    /// Treaty and transport safety.
    Transport,
    /// The class of carrier.
    Carrier,
    /// The destination's law.
    Destination,
    /// The destination's post.
    Post,
}

/// What a restriction does. Ordered: the first is the hardest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RestrictionStatus {
    /// May not come in.
    Prohibited,
    /// Only with a permit or for some people.
    Restricted,
    /// When conditions hold.
    Conditional,
    /// Up to a quantity.
    Limit,
}

/// Exchange rates of one day from one source, all against the euro.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct RateSet {
    /// The day.
    pub on: Option<crate::Date>,
    /// Who published them.
    pub source: String,
    /// Units of the currency for one euro.
    pub per_euro: Vec<(Currency, Percent)>,
}
