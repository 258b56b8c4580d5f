//! What a schedule made of a list of measures says of itself.

use std::collections::BTreeMap;

use crate::import::schedule::{Column, Schedule};
use crate::tables::ColumnKind;

use super::{Format, Request};

/// The column of everybody's duty.
pub(super) fn column(format: Format) -> Column {
    match format {
        Format::Uk => Column::new("mfn", "UK Global Tariff (most favoured nation)", ColumnKind::Plain),
        Format::Taric => Column::new("mfn", "Third-country duty (most favoured nation)", ColumnKind::Plain),
    }
}

/// The schedule; `excluding` is how many measures of each column leave out places of their area.
pub(super) fn schedule(request: &Request, columns: Vec<Column>, excluding: &BTreeMap<String, usize>) -> Schedule {
    let (id, place, title, currency) = match request.format {
        Format::Uk => ("gb", "GB", "United Kingdom Global Tariff", "GBP"),
        Format::Taric => ("eu", "EU", "Common Customs Tariff of the European Union", "EUR"),
    };
    let (source, url, licence) = match request.format {
        Format::Uk => (
            "United Kingdom Department for Business and Trade, measures on declarable commodities",
            "https://data.api.trade.gov.uk/v1/datasets/uk-tariff-2021-01-01",
            "Open Government Licence 3.0",
        ),
        Format::Taric => (
            "European Commission, Directorate-General for Taxation and Customs Union, TARIC: duties on imports",
            "https://ec.europa.eu/taxation_customs/dds2/taric/",
            "Commission Decision 2011/833/EU: reuse with the source named",
        ),
    };
    Schedule {
        id: id.to_owned(),
        place: place.to_owned(),
        title: title.to_owned(),
        currency: currency.to_owned(),
        nomenclature: "HS 2022".to_owned(),
        snapshot: request.snapshot,
        source: source.to_owned(),
        url: url.to_owned(),
        licence: licence.to_owned(),
        read: request.read,
        command: request.command.clone(),
        grade: "official".to_owned(),
        notes: notes(request, excluding),
        columns,
    }
}

fn notes(request: &Request, excluding: &BTreeMap<String, usize>) -> Vec<String> {
    let standing = match request.format {
        Format::Uk => UK_NOTES,
        Format::Taric => TARIC_NOTES,
    };
    let mut notes: Vec<String> = standing.iter().map(|note| (*note).to_owned()).collect();
    for (column, measures) in excluding {
        notes.push(format!(
            "{measures} measures of the column {column} leave out some places, which is not followed here."
        ));
    }
    notes.extend(request.notes.iter().cloned());
    notes
}

const UK_NOTES: [&str; 3] = [
    "The duty for third countries, with unconditional suspensions in its place on their days: no quotas, no relief for \
     authorised use, no trade remedies.",
    "Rates on days after the snapshot are those that the list already had.",
    "For goods in Great Britain; goods into Northern Ireland may be under the tariff of the European Union.",
];

const TARIC_NOTES: [&str; 3] = [
    "The duty for third countries, with unconditional suspensions in its place on their days: no quotas, no relief for \
     end use, no trade remedies.",
    "Rates on days after the snapshot are those that the list already had.",
    "Fruit and vegetables with an entry price and foods with an agricultural component are technical: the duty needs the \
     price on the day or the contents of milk, sugar and starch.",
];
