//! The elements of a parcel's data.

use serde::{Deserialize, Serialize};

use crate::tables::schema::Grade;

/// One of the 37 things that a parcel's record can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Element {
    /// The parcel's own number: an S10 item number by post, a house waybill by express.
    ItemId,
    /// The transport document or the consignment above it.
    TransportDocument,
    /// The order at the shop.
    Order,
    /// A reference of the consignment that all its papers share.
    ConsignmentReference,
    /// Who sells.
    SellerName,
    /// Where the seller is.
    SellerAddress,
    /// The seller's number with a tax or customs authority.
    SellerReference,
    /// Who sends, where that is not the seller.
    Shipper,
    /// The marketplace, and the offer there.
    Marketplace,
    /// Who buys.
    BuyerName,
    /// Who receives, and where.
    Consignee,
    /// How to reach whoever receives.
    ConsigneeContact,
    /// The number by which the destination knows whoever receives.
    ConsigneeId,
    /// Where the parcel is delivered, if elsewhere.
    DeliverTo,
    /// Who declares, and in whose name.
    Declarant,
    /// Sale, gift, sample, goods coming back, documents.
    Transaction,
    /// The number of a line.
    LineNumber,
    /// What the goods are, in plain words.
    Description,
    /// The commodity code.
    Code,
    /// How many, and of what.
    Quantity,
    /// Net weight of a line.
    NetWeight,
    /// Gross weight of the parcel.
    GrossWeight,
    /// How many packages.
    Packages,
    /// What a line is worth, and in which currency.
    LineValue,
    /// What all goods are worth, without carriage.
    IntrinsicValue,
    /// Carriage and insurance to the destination.
    TransportCost,
    /// Where goods of a line are from in law.
    Origin,
    /// The country the parcel is sent from.
    CountryOfShipment,
    /// The number under which tax is accounted for by the seller.
    FiscalReference,
    /// Codes of the customs procedure.
    Procedure,
    /// Licences, certificates, the invoice.
    Documents,
    /// What to do when nobody takes it.
    NonDelivery,
    /// Remarks: quarantine, plant health, other restrictions.
    Comments,
    /// Whether tax on a line was collected with the price.
    TaxPaid,
    /// The product's own number: GTIN, stock number, picture.
    ProductId,
    /// Who made it, who answers for it, and its test certificate.
    Maker,
    /// Day and place of posting, and who signs.
    Posting,
}

impl Element {
    /// All of them, in their order.
    pub const ALL: [Self; 37] = [
        Self::ItemId,
        Self::TransportDocument,
        Self::Order,
        Self::ConsignmentReference,
        Self::SellerName,
        Self::SellerAddress,
        Self::SellerReference,
        Self::Shipper,
        Self::Marketplace,
        Self::BuyerName,
        Self::Consignee,
        Self::ConsigneeContact,
        Self::ConsigneeId,
        Self::DeliverTo,
        Self::Declarant,
        Self::Transaction,
        Self::LineNumber,
        Self::Description,
        Self::Code,
        Self::Quantity,
        Self::NetWeight,
        Self::GrossWeight,
        Self::Packages,
        Self::LineValue,
        Self::IntrinsicValue,
        Self::TransportCost,
        Self::Origin,
        Self::CountryOfShipment,
        Self::FiscalReference,
        Self::Procedure,
        Self::Documents,
        Self::NonDelivery,
        Self::Comments,
        Self::TaxPaid,
        Self::ProductId,
        Self::Maker,
        Self::Posting,
    ];
}

/// A row of `tables/declaration/elements.csv`: what an element is, where it travels, how long it may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ElementRow {
    /// Its number.
    pub number: u8,
    /// Which it is.
    pub element: Element,
    /// What it is called.
    pub name: String,
    /// What it says.
    pub what: String,
    /// The forms and messages it travels in.
    pub travels: Vec<String>,
    /// The most characters that the narrowest of them takes, where that is known.
    pub max_length: Option<u16>,
    /// Where that is written.
    pub basis: String,
    /// Where it can be read.
    pub url: String,
    /// How sure it is.
    pub grade: Grade,
}
