//! What a page needs besides quotes: places to choose from, products to pick, announced law.

use serde::Serialize;

use crate::tables::schema::{Category, FactQuestion, Grade, PlaceLaw, SchemeName, Watch};
use crate::tables::{Product, RateSource, Schedule, Tables};
use crate::{Date, Place};

/// What a page needs besides quotes: places to choose from, products to pick, announced law.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Directory<'t> {
    edition: &'t str,
    digest: &'t str,
    places: Vec<PlaceShape<'t>>,
    products: Vec<ProductShape<'t>>,
    watch: Vec<WatchShape<'t>>,
    schemes: Vec<SchemeShape<'t>>,
    facts: Vec<FactShape<'t>>,
    categories: Vec<CategoryShape<'t>>,
    schedules: Vec<ScheduleShape<'t>>,
    rates: BundledRates<'t>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PlaceShape<'t> {
    code: &'t str,
    name: &'t str,
    within: Option<&'t str>,
    currency: &'t str,
    known_from: Date,
    destination: bool,
    parts_required: bool,
    /// Parts with law of their own that a postcode finds.
    parts_by_postcode: Vec<&'t str>,
}

#[derive(Serialize)]
struct FactShape<'t> {
    name: &'t str,
    question: &'t str,
    presumed: Option<bool>,
    /// Said of any goods, it is said of all.
    consignment: bool,
}

#[derive(Serialize)]
struct ProductShape<'t> {
    id: &'t str,
    name: &'t str,
    words: &'t [String],
    code: String,
    group: &'t str,
    material: &'t str,
    basis: &'t str,
}

#[derive(Serialize)]
struct WatchShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    expected: &'t str,
    url: &'t str,
}

/// A collection scheme: what a seller can be registered for.
#[derive(Serialize)]
struct SchemeShape<'t> {
    registration: &'t str,
    place: &'t str,
    title: &'t str,
    presumed: bool,
}

#[derive(Serialize)]
struct CategoryShape<'t> {
    id: &'t str,
    name: &'t str,
}

#[derive(Serialize)]
struct ScheduleShape<'t> {
    id: &'t str,
    place: &'t str,
    title: &'t str,
    nomenclature: &'t str,
    snapshot: Date,
    source: &'t str,
    url: &'t str,
    grade: Grade,
    sources: &'t [RateSource],
}

#[derive(Serialize)]
struct BundledRates<'t> {
    on: Option<Date>,
    source: &'t str,
    currencies: Vec<&'t str>,
}

/// The directory of what is loaded.
#[must_use]
pub fn directory(tables: &Tables) -> Directory<'_> {
    let world = &tables.world;
    Directory {
        edition: &tables.edition,
        digest: &tables.digest,
        places: world.places.iter().map(|held| place(tables, held)).collect(),
        products: tables.products.iter().map(product).collect(),
        watch: world.watch.iter().map(|announced| watch(tables, announced)).collect(),
        schemes: world.schemes.iter().map(scheme).collect(),
        facts: world.facts.iter().map(fact).collect(),
        categories: world.categories.iter().map(category).collect(),
        schedules: tables.schedules.iter().map(schedule).collect(),
        rates: BundledRates {
            on: world.rates.on,
            source: &world.rates.source,
            currencies: world.rates.per_euro.iter().map(|(currency, _)| currency.as_str()).collect(),
        },
    }
}

fn place<'t>(tables: &'t Tables, place: &'t PlaceLaw) -> PlaceShape<'t> {
    let parts = tables.parts_by_postcode(place.place).map(|(part, _)| part.place.as_str());
    let mut parts_by_postcode: Vec<&str> = parts.collect();
    parts_by_postcode.dedup();
    PlaceShape {
        code: place.place.as_str(),
        name: &place.name,
        within: place.within.as_ref().map(Place::as_str),
        currency: place.currency.as_str(),
        known_from: place.known_from,
        destination: place.destination,
        parts_required: place.parts_required,
        parts_by_postcode,
    }
}

fn fact(fact: &FactQuestion) -> FactShape<'_> {
    FactShape { name: &fact.name, question: &fact.question, presumed: fact.presumed, consignment: fact.consignment }
}

fn product(product: &Product) -> ProductShape<'_> {
    ProductShape {
        id: &product.id,
        name: &product.name,
        words: &product.words,
        code: product.code.to_string(),
        group: &product.group,
        material: &product.material,
        basis: &product.basis,
    }
}

fn watch<'t>(tables: &'t Tables, watch: &'t Watch) -> WatchShape<'t> {
    WatchShape {
        id: &watch.id,
        place: watch.place.as_str(),
        title: &watch.title,
        expected: &watch.expected,
        url: watch.cite.first().and_then(|cite| tables.act(&cite.act)).map_or("", |act| &act.url),
    }
}

fn category(category: &Category) -> CategoryShape<'_> {
    CategoryShape { id: &category.id, name: &category.name }
}

fn scheme(scheme: &SchemeName) -> SchemeShape<'_> {
    SchemeShape {
        registration: &scheme.registration,
        place: scheme.place.as_str(),
        title: &scheme.title,
        presumed: scheme.presumed,
    }
}

fn schedule(schedule: &Schedule) -> ScheduleShape<'_> {
    ScheduleShape {
        id: &schedule.id,
        place: schedule.place.as_str(),
        title: &schedule.title,
        nomenclature: &schedule.nomenclature,
        snapshot: schedule.snapshot,
        source: &schedule.source,
        url: &schedule.url,
        grade: schedule.grade,
        sources: &schedule.sources,
    }
}
