//! The record of a parcel: one object that every form and message is a view of.
//!
//! Whatever is not known stays out. Amounts are text, as everywhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::record::read_by_name;
use crate::tables::schema::Carriage;
use crate::{Date, Place, Problem};

/// Why the goods are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Nature {
    /// Sold.
    Sale,
    /// Given by one private person to another.
    Gift,
    /// A sample for trade.
    Sample,
    /// Goods that come back.
    Return,
    /// Papers without a value of their own.
    Documents,
    /// Something else.
    Other,
}

impl Nature {
    /// The word for it in the record.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Sale => "sale",
            Self::Gift => "gift",
            Self::Sample => "sample",
            Self::Return => "return",
            Self::Documents => "documents",
            Self::Other => "other",
        }
    }
}

/// What the post does with a parcel that nobody takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NonDelivery {
    /// Back to the sender, at the sender's cost.
    Return,
    /// Treated as abandoned.
    Abandon,
}

impl NonDelivery {
    /// The word for it in the record.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Return => "return",
            Self::Abandon => "abandon",
        }
    }
}

/// Somebody with an address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Party {
    /// Name, or firm.
    #[serde(default)]
    pub name: Option<String>,
    /// Street and number.
    #[serde(default)]
    pub street: Option<String>,
    /// Town.
    #[serde(default)]
    pub city: Option<String>,
    /// State or province.
    #[serde(default)]
    pub region: Option<String>,
    /// Postcode.
    #[serde(default)]
    pub postcode: Option<String>,
    /// Country.
    #[serde(default)]
    pub country: Option<Place>,
    /// Telephone.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether it is a business.
    #[serde(default)]
    pub business: Option<bool>,
}

/// A number of a kind: `ioss IM0400000000`, `licence 123`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Reference {
    /// Its kind, in small letters: `ioss`, `voec`, `cpf`, `licence`.
    pub kind: String,
    /// The number.
    pub number: String,
    /// The first day on which it is no longer valid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Where the goods were offered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Marketplace {
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// The address of the offer.
    #[serde(default)]
    pub url: Option<String>,
}

/// Who declares.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Declarant {
    /// Name.
    #[serde(default)]
    pub name: Option<String>,
    /// The number by which customs knows it.
    #[serde(default)]
    pub number: Option<String>,
    /// In whose name it acts: own, direct or indirect representation.
    #[serde(default)]
    pub status: Option<String>,
}

/// When and where it was posted, and who signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Posting {
    /// The day.
    #[serde(default)]
    pub on: Option<Date>,
    /// The office.
    #[serde(default)]
    pub at: Option<String>,
    /// Who signed.
    #[serde(default)]
    pub signed_by: Option<String>,
}

/// Goods of one kind in the parcel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct ParcelLine {
    /// What it is, in plain words.
    #[serde(default)]
    pub description: Option<String>,
    /// Commodity code.
    #[serde(default)]
    pub code: Option<String>,
    /// Where it is from in law.
    #[serde(default)]
    pub origin: Option<Place>,
    /// How many.
    #[serde(default)]
    pub quantity: Option<String>,
    /// Of what: piece, pair, litre.
    #[serde(default)]
    pub unit: Option<String>,
    /// Net weight of the line, in kilograms.
    #[serde(default)]
    pub net_weight: Option<String>,
    /// What the whole line is worth.
    #[serde(default)]
    pub value: Option<String>,
    /// Its currency, where it is not the parcel's.
    #[serde(default)]
    pub currency: Option<String>,
    /// Whether tax was collected with the price.
    #[serde(default)]
    pub tax_paid: Option<bool>,
    /// GTIN.
    #[serde(default)]
    pub gtin: Option<String>,
    /// The shop's own number.
    #[serde(default)]
    pub sku: Option<String>,
    /// The address of a picture.
    #[serde(default)]
    pub picture: Option<String>,
    /// Who made it.
    #[serde(default)]
    pub maker: Option<String>,
    /// Who answers for it at the destination.
    #[serde(default)]
    pub responsible: Option<String>,
    /// Number of the test certificate.
    #[serde(default)]
    pub certificate: Option<String>,
}

/// A parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
pub struct Parcel {
    /// The day whose rules apply.
    pub on: Date,
    /// Where it goes.
    pub to: Place,
    /// How it travels.
    pub carriage: Carriage,
    /// The country it is sent from.
    #[serde(default)]
    pub from: Option<Place>,
    /// S10 item number, or house waybill.
    #[serde(default)]
    pub item_id: Option<String>,
    /// The transport document above it.
    #[serde(default)]
    pub transport_document: Option<String>,
    /// The order at the shop.
    #[serde(default)]
    pub order: Option<String>,
    /// A reference that all its papers share.
    #[serde(default)]
    pub consignment_reference: Option<String>,
    /// Who sells.
    #[serde(default)]
    pub seller: Option<Party>,
    /// The seller's numbers: EORI, VAT, GST.
    #[serde(default)]
    pub seller_references: Vec<Reference>,
    /// Who sends, if not the seller.
    #[serde(default)]
    pub shipper: Option<Party>,
    /// The marketplace.
    #[serde(default)]
    pub marketplace: Option<Marketplace>,
    /// Who buys, if not the recipient.
    #[serde(default)]
    pub buyer: Option<Party>,
    /// Who receives.
    #[serde(default)]
    pub consignee: Option<Party>,
    /// Numbers by which the destination knows the recipient.
    #[serde(default)]
    pub consignee_ids: Vec<Reference>,
    /// Where it is delivered, if elsewhere.
    #[serde(default)]
    pub deliver_to: Option<Party>,
    /// Who declares.
    #[serde(default)]
    pub declarant: Option<Declarant>,
    /// Why the goods are sent.
    #[serde(default)]
    pub transaction: Option<Nature>,
    /// The goods.
    #[serde(default)]
    pub lines: Vec<ParcelLine>,
    /// The currency of all values.
    #[serde(default)]
    pub currency: Option<String>,
    /// What all goods are worth, without carriage.
    #[serde(default)]
    pub intrinsic_value: Option<String>,
    /// Carriage and insurance.
    #[serde(default)]
    pub transport_cost: Option<String>,
    /// Gross weight, in kilograms.
    #[serde(default)]
    pub gross_weight: Option<String>,
    /// How many packages.
    #[serde(default)]
    pub packages: Option<String>,
    /// The number under which the seller accounts for import tax: IOSS, VOEC, ARN.
    #[serde(default)]
    pub fiscal_reference: Option<Reference>,
    /// Codes of the customs procedure.
    #[serde(default)]
    pub procedures: Vec<String>,
    /// Licences, certificates, the invoice.
    #[serde(default)]
    pub documents: Vec<Reference>,
    /// If nobody takes it.
    #[serde(default)]
    pub non_delivery: Option<NonDelivery>,
    /// Remarks.
    #[serde(default)]
    pub comments: Option<String>,
    /// Posting.
    #[serde(default)]
    pub posting: Option<Posting>,
    /// Answers to questions that requirements ask, by the requirement's id.
    #[serde(default)]
    pub answers: BTreeMap<String, bool>,
}

read_by_name!(Party, Reference, Marketplace, Declarant, Posting, ParcelLine, Parcel);

/// More lines than any customs form takes, few enough to check at once.
const MOST_LINES: usize = 999;
/// More numbers, papers and codes than any parcel has.
const MOST_NUMBERS: usize = 50;

impl Parcel {
    /// What makes a record too large to be one of a parcel.
    #[must_use]
    pub fn problem(&self) -> Option<Problem> {
        let too_many = |path: &str, most: usize| {
            Some(Problem::new(path, "too-many", format!("there are more than {most}"), "a parcel has fewer; split it"))
        };
        if self.lines.len() > MOST_LINES {
            return too_many("lines", MOST_LINES);
        }
        let lists = [
            ("sellerReferences", self.seller_references.len()),
            ("consigneeIds", self.consignee_ids.len()),
            ("documents", self.documents.len()),
            ("procedures", self.procedures.len()),
        ];
        let (path, _) = lists.into_iter().find(|(_, length)| *length > MOST_NUMBERS)?;
        too_many(path, MOST_NUMBERS)
    }
}
