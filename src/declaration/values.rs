//! What a parcel's record says of each element, and where.

use super::{Element, Parcel, ParcelLine, Party, Reference};

/// What the record says at one place; `None` where it is silent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Said {
    /// Where: `lines[0].code`.
    pub path: String,
    /// What.
    pub value: Option<String>,
}

impl Said {
    fn at(path: impl Into<String>, value: Option<&str>) -> Self {
        // Blanks say nothing, however many.
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        Self { path: path.into(), value: value.map(str::to_owned) }
    }
}

/// Everything the record says of an element. An element of lines has one entry per line; an element of which several can be
/// given has one entry per thing given, and one empty entry where nothing is.
pub(super) fn said(parcel: &Parcel, element: Element) -> Vec<Said> {
    let one = |path: &str, value: Option<&str>| vec![Said::at(path, value)];
    match element {
        Element::ItemId => one("itemId", parcel.item_id.as_deref()),
        Element::TransportDocument => one("transportDocument", parcel.transport_document.as_deref()),
        Element::Order => one("order", parcel.order.as_deref()),
        Element::ConsignmentReference => one("consignmentReference", parcel.consignment_reference.as_deref()),
        Element::SellerName => one("seller.name", parcel.seller.as_ref().and_then(|seller| seller.name.as_deref())),
        Element::SellerAddress => address("seller", parcel.seller.as_ref()),
        Element::SellerReference => references("sellerReferences", &parcel.seller_references),
        Element::Shipper => party("shipper", parcel.shipper.as_ref()),
        Element::Marketplace => {
            let name = parcel.marketplace.as_ref().and_then(|place| place.name.as_deref().or(place.url.as_deref()));
            one("marketplace.name", name)
        }
        Element::BuyerName => {
            // Whoever receives is the buyer unless somebody else is.
            let buyer = parcel.buyer.as_ref().or(parcel.consignee.as_ref());
            one("buyer.name", buyer.and_then(|buyer| buyer.name.as_deref()))
        }
        Element::Consignee => party("consignee", parcel.consignee.as_ref()),
        Element::ConsigneeContact => {
            let party = parcel.consignee.as_ref();
            match party.and_then(|party| party.phone.as_deref()).filter(|phone| !phone.trim().is_empty()) {
                Some(phone) => one("consignee.phone", Some(phone)),
                None => match party.and_then(|party| party.email.as_deref()).filter(|mail| !mail.trim().is_empty()) {
                    Some(email) => one("consignee.email", Some(email)),
                    None => one("consignee.phone", None),
                },
            }
        }
        Element::ConsigneeId => references("consigneeIds", &parcel.consignee_ids),
        Element::DeliverTo => party("deliverTo", parcel.deliver_to.as_ref()),
        Element::Declarant => {
            one("declarant.name", parcel.declarant.as_ref().and_then(|declarant| declarant.name.as_deref()))
        }
        Element::Transaction => one("transaction", parcel.transaction.map(super::Nature::word)),
        Element::LineNumber => lines(parcel, "number", |_| None),
        Element::Description => lines(parcel, "description", |line| line.description.as_deref()),
        Element::Code => lines(parcel, "code", |line| line.code.as_deref()),
        Element::Quantity => lines(parcel, "quantity", |line| line.quantity.as_deref()),
        Element::NetWeight => lines(parcel, "netWeight", |line| line.net_weight.as_deref()),
        Element::GrossWeight => one("grossWeight", parcel.gross_weight.as_deref()),
        Element::Packages => one("packages", parcel.packages.as_deref()),
        Element::LineValue => {
            let mut values = lines(parcel, "value", |line| line.value.as_deref());
            let unnamed =
                |line: &ParcelLine| line.currency.as_deref().is_none_or(|currency| currency.trim().is_empty());
            if parcel.lines.is_empty() || parcel.lines.iter().any(unnamed) {
                values.push(Said::at("currency", parcel.currency.as_deref()));
            }
            values
        }
        Element::IntrinsicValue => one("intrinsicValue", parcel.intrinsic_value.as_deref()),
        Element::TransportCost => one("transportCost", parcel.transport_cost.as_deref()),
        Element::Origin => lines(parcel, "origin", |line| line.origin.as_ref().map(crate::Place::as_str)),
        Element::CountryOfShipment => one("from", parcel.from.as_ref().map(crate::Place::as_str)),
        Element::FiscalReference => {
            one("fiscalReference", parcel.fiscal_reference.as_ref().map(|reference| reference.number.as_str()))
        }
        Element::Procedure => texts("procedures", &parcel.procedures),
        Element::Documents => references("documents", &parcel.documents),
        Element::NonDelivery => one("nonDelivery", parcel.non_delivery.map(super::NonDelivery::word)),
        Element::Comments => one("comments", parcel.comments.as_deref()),
        Element::TaxPaid => lines(parcel, "taxPaid", |line| line.tax_paid.map(|paid| if paid { "yes" } else { "no" })),
        Element::ProductId => lines(parcel, "gtin", |line| line.gtin.as_deref().or(line.sku.as_deref())),
        Element::Maker => lines(parcel, "maker", |line| line.maker.as_deref()),
        Element::Posting => {
            let posting = parcel.posting.as_ref();
            let on = posting.and_then(|posting| posting.on).map(|day| day.to_string());
            vec![
                Said::at("posting.on", on.as_deref()),
                Said::at("posting.signedBy", posting.and_then(|posting| posting.signed_by.as_deref())),
            ]
        }
    }
}

fn lines(parcel: &Parcel, field: &str, read: impl Fn(&ParcelLine) -> Option<&str>) -> Vec<Said> {
    if parcel.lines.is_empty() {
        return vec![Said::at(format!("lines[0].{field}"), None)];
    }
    let number = |nth: usize| (nth + 1).to_string();
    let all = parcel.lines.iter().enumerate();
    all.map(|(nth, line)| {
        let path = format!("lines[{nth}].{field}");
        // A line's number is its place; nobody need write it.
        if field == "number" { Said::at(path, Some(&number(nth))) } else { Said::at(path, read(line)) }
    })
    .collect()
}

/// What an address cannot do without: where posts have no postcodes, none is missing.
fn address(path: &str, party: Option<&Party>) -> Vec<Said> {
    let of = |read: fn(&Party) -> Option<&str>| party.and_then(read);
    vec![
        Said::at(format!("{path}.street"), of(|party| party.street.as_deref())),
        Said::at(format!("{path}.city"), of(|party| party.city.as_deref())),
        Said::at(format!("{path}.country"), of(|party| party.country.as_ref().map(crate::Place::as_str))),
    ]
}

fn party(path: &str, party: Option<&Party>) -> Vec<Said> {
    let name = Said::at(format!("{path}.name"), party.and_then(|party| party.name.as_deref()));
    core::iter::once(name).chain(address(path, party)).collect()
}

fn references(path: &str, all: &[Reference]) -> Vec<Said> {
    if all.is_empty() {
        return vec![Said::at(path, None)];
    }
    all.iter().enumerate().map(|(nth, one)| Said::at(format!("{path}[{nth}].number"), Some(&one.number))).collect()
}

fn texts(path: &str, all: &[String]) -> Vec<Said> {
    if all.is_empty() {
        return vec![Said::at(path, None)];
    }
    all.iter().enumerate().map(|(nth, text)| Said::at(format!("{path}[{nth}]"), Some(text))).collect()
}
