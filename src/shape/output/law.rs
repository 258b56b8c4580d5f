//! The law behind an id: asked for when somebody wants to know why.

use serde::Serialize;

use crate::tables::Tables;
use crate::tables::schema::{Grade, Layer, RestrictionStatus, Status};
use crate::{Date, Place};

/// A measure as callers read it: asked for by id, when somebody wants to know why.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasureShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    from: Option<Date>,
    until: Option<Date>,
    status: Status,
    grade: Grade,
    note: Option<&'t str>,
    cite: Vec<CitationShape<'t>>,
}

#[derive(Serialize)]
struct CitationShape<'t> {
    act: &'t str,
    title: &'t str,
    url: &'t str,
    at: &'t str,
    grade: Grade,
}

/// The law behind an id: its title, days, and citations.
#[must_use]
pub fn measure<'t>(tables: &'t Tables, id: &str) -> Option<MeasureShape<'t>> {
    let measure = tables.world.measures.iter().find(|measure| measure.id == id)?;
    let cite = measure.cite.iter().map(|citation| {
        let act = tables.act(&citation.act);
        CitationShape {
            act: &citation.act,
            title: act.map(|act| act.title.as_str()).unwrap_or_default(),
            url: act.map(|act| act.url.as_str()).unwrap_or_default(),
            at: &citation.at,
            grade: citation.grade,
        }
    });
    Some(MeasureShape {
        id: &measure.id,
        place: measure.place.as_str(),
        title: &measure.title,
        from: measure.validity.from,
        until: measure.validity.until,
        status: measure.status,
        grade: measure.grade,
        note: measure.note.as_deref(),
        cite: cite.collect(),
    })
}

/// A restriction as callers read it: asked for by id, when somebody wants to know what to do.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RestrictionShape<'t> {
    id: &'t str,
    place: Option<&'t str>,
    category: &'t str,
    layer: Layer,
    status: RestrictionStatus,
    effect: &'t str,
    document: &'t str,
    authority: &'t str,
    limit: &'t str,
    from: Option<Date>,
    until: Option<Date>,
    basis: &'t str,
    url: &'t str,
    grade: Grade,
}

/// The rule behind a warning's id.
#[must_use]
pub fn restriction<'t>(tables: &'t Tables, id: &str) -> Option<RestrictionShape<'t>> {
    let restriction = tables.world.restrictions.iter().find(|restriction| restriction.id == id)?;
    Some(RestrictionShape {
        id: &restriction.id,
        place: restriction.place.as_ref().map(Place::as_str),
        category: &restriction.category,
        layer: restriction.layer,
        status: restriction.status,
        effect: &restriction.effect,
        document: &restriction.document,
        authority: &restriction.authority,
        limit: &restriction.limit,
        from: restriction.validity.from,
        until: restriction.validity.until,
        basis: &restriction.basis,
        url: &restriction.url,
        grade: restriction.grade,
    })
}
