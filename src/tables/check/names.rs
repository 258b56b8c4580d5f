//! Names: whatever a measure refers to is there, and can meet it in one quote.

use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{
    Amount, ChargeRule, Condition, Covers, Effect, FactQuestion, Measure, Part, PlaceMatch, Restriction, StrengthTest,
    World,
};
use crate::tables::{Column, ColumnKind};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "fact-bounds",
        sentence: "a strength or size that answers a fact has a bound",
        scope: Scope::Tables(fact_bounds),
        severity: Severity::Error,
    },
    Linter {
        name: "measure-exists",
        sentence: "every measure that another one names exists, in law that can meet it",
        scope: Scope::Measure(measures),
        severity: Severity::Error,
    },
    Linter {
        name: "name-exists",
        sentence: "every group, list, class of goods, scheme, data set and fact that a condition names exists",
        scope: Scope::Measure(names),
        severity: Severity::Error,
    },
    Linter {
        name: "column-exists",
        sentence: "every tariff column that a measure names exists and is read as it is kept",
        scope: Scope::Measure(columns),
        severity: Severity::Error,
    },
    Linter {
        name: "restriction-names",
        sentence: "every category, fact and data set that a restriction names exists, and its words and codes where it needs both",
        scope: Scope::Tables(restrictions),
        severity: Severity::Error,
    },
    Linter {
        name: "agreement-names",
        sentence: "every relief that an agreement gives exists, and every act that it cites is written down",
        scope: Scope::Tables(agreements),
        severity: Severity::Error,
    },
    Linter {
        name: "registration-exists",
        sentence: "every registration that a case's seller holds opens a scheme",
        scope: Scope::Tables(registrations),
        severity: Severity::Error,
    },
];

fn fact_bounds(subject: &Subject) -> Vec<Complaint> {
    let boundless = |fact: &&FactQuestion| {
        fact.strength == Some(StrengthTest::default())
            || fact.size.is_some_and(|size| size.pieces.is_none() && size.millilitres.is_none())
    };
    let complain = |fact: &FactQuestion| {
        let wrong = "it is answered by a strength or size, and no bound of it is given";
        Complaint::new(&fact.name, wrong, "say from where or up to where it is so, or leave it to be asked")
    };
    subject.world().facts.iter().filter(boundless).map(complain).collect()
}

fn agreements(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for agreement in &subject.tables().origin.agreements {
        let relief = |id: &str| subject.measure(id).is_some_and(|measure| matches!(measure.effect, Effect::Relief(_)));
        for id in agreement.measures.iter().filter(|id| !relief(id)) {
            let wrong = format!("it gives `{id}`, which is no relief");
            complaints.push(Complaint::new(&agreement.id, wrong, "correct the id or add the measure").of_part(id));
        }
        let acts = agreement.cite.iter().map(|citation| citation.act.as_str());
        for act in acts.filter(|act| subject.tables().act(act).is_none()) {
            let wrong = format!("it cites `{act}`, which is in no file of acts/");
            complaints.push(Complaint::new(&agreement.id, wrong, "write the act down or correct the id").of_part(act));
        }
    }
    complaints
}

/// All conditions of a measure.
pub(super) fn conditions(measure: &Measure) -> impl Iterator<Item = &Condition> {
    core::iter::once(&measure.when).chain(&measure.unless)
}

fn charge(measure: &Measure) -> Option<&ChargeRule> {
    match &measure.effect {
        Effect::Charge(charge) => Some(charge),
        _ => None,
    }
}

/// A measure's id that another measure names, and what for.
struct Named<'m> {
    id: &'m str,
    by: &'static str,
    /// Whether only a charge makes sense there.
    charge: bool,
}

fn named_measures(measure: &Measure) -> Vec<Named<'_>> {
    let mut named: Vec<Named<'_>> = Vec::new();
    named.extend(measure.instead_of.iter().map(|id| Named { id, by: "instead_of", charge: false }));
    for condition in conditions(measure) {
        named.extend(condition.applies.iter().map(|id| Named { id, by: "applies", charge: false }));
        named.extend(condition.free.iter().map(|id| Named { id, by: "free", charge: true }));
        named.extend(condition.value.iter().flat_map(|test| parts(&test.of, "value")));
    }
    match &measure.effect {
        Effect::Relief(relief) => {
            named.extend(relief.lifts_measures.iter().map(|id| Named { id, by: "lifts_measures", charge: true }));
            named.extend(relief.test.iter().flat_map(|test| parts(&test.of, "test")));
        }
        Effect::Collection(collection) => {
            named.extend(collection.measures.iter().map(|id| Named { id, by: "measures", charge: true }));
        }
        Effect::TaxBase(base) => {
            named.extend(parts(&base.parts, "parts"));
            named.extend(base.add.iter().flat_map(|uplift| parts(&uplift.of, "add")));
        }
        Effect::Valuation(valuation) => named.extend(parts(&valuation.parts, "parts")),
        Effect::Charge(charge) => {
            named.extend(parts(&charge.base, "base"));
            if let Amount::TopUp { over, .. } = &charge.amount {
                named.extend(over.iter().map(|id| Named { id, by: "over", charge: true }));
            }
        }
        Effect::Route(_) | Effect::Scheme(_) | Effect::Closure => {}
    }
    named
}

fn parts<'m>(of: &'m [Part], by: &'static str) -> impl Iterator<Item = Named<'m>> {
    of.iter().filter_map(move |part| match part {
        Part::Charge(id) => Some(Named { id, by, charge: true }),
        _ => None,
    })
}

fn measures(subject: &Subject, measure: &Measure) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for Named { id, by, charge } in named_measures(measure) {
        let complain = |wrong: String, remedy: &str| Complaint::new(&measure.id, wrong, remedy);
        let Some(other) = subject.measure(id) else {
            complaints.push(complain(
                format!("`{by}` names `{id}`, which does not exist"),
                "correct the id or add the measure",
            ));
            continue;
        };
        if !subject.related(measure.place, other.place) {
            let wrong =
                format!("`{by}` names `{id}` of {}, whose law never meets that of {}", other.place, measure.place);
            complaints.push(complain(wrong, "name a measure of the same place, or of one that it lies within"));
        }
        if !measure.validity.overlaps(&other.validity) {
            let wrong = format!("`{by}` names `{id}`, which has effect on no day of this one");
            complaints.push(complain(wrong, "name the measure of these days, or date one of them"));
        }
        if charge && self::charge(other).is_none() {
            complaints.push(complain(format!("`{by}` names `{id}`, which charges nothing"), "name a charge"));
        }
        if by == "instead_of" && !same_sort(measure, other) {
            complaints.push(complain(
                format!("`instead_of` names `{id}`, which is of another kind"),
                "name a measure of the same kind",
            ));
        }
    }
    complaints
}

fn same_sort(a: &Measure, b: &Measure) -> bool {
    core::mem::discriminant(&a.effect) == core::mem::discriminant(&b.effect)
}

fn names(subject: &Subject, measure: &Measure) -> Vec<Complaint> {
    let mut missing: Vec<(&str, &str)> = Vec::new();
    let world = subject.world();
    for condition in conditions(measure) {
        let places = condition.dispatched_from.iter().chain(&condition.origin).chain(&condition.to);
        let groups = places.filter_map(|place| match place {
            PlaceMatch::Group(name) => Some(name),
            PlaceMatch::Place(_) => None,
        });
        let no_group = |name: &&String| !world.groups.iter().any(|group| group.name == **name);
        missing.extend(groups.filter(no_group).map(|name| ("group", name.as_str())));
        let no_list = |id: &&String| subject.tables().list(id).is_none();
        missing.extend(condition.list.iter().filter(no_list).map(|id| ("list", id.as_str())));
        let no_class = |name: &&String| !world.goods.iter().any(|class| class.name == **name);
        missing.extend(condition.goods.iter().filter(no_class).map(|name| ("class of goods", name.as_str())));
        let no_fact = |name: &&str| !world.facts.iter().any(|fact| fact.name == *name);
        missing.extend(condition.fact.iter().map(|fact| fact.name.as_str()).filter(no_fact).map(|name| ("fact", name)));
        let no_scheme = |name: &&String| !schemes(subject, measure).any(|known| known == **name);
        missing.extend(condition.scheme.iter().filter(no_scheme).map(|name| ("scheme", name.as_str())));
        let no_dataset = |name: &&String| !datasets(subject, measure).any(|known| known == **name);
        missing.extend(condition.dataset.iter().filter(no_dataset).map(|name| ("data set", name.as_str())));
        let single = condition.to.iter().filter_map(|place| match place {
            PlaceMatch::Place(place) => Some(place),
            PlaceMatch::Group(_) => None,
        });
        let outside = |place: &&crate::Place| !subject.lies_within(**place, measure.place);
        missing.extend(single.filter(outside).map(|place| ("destination", place.as_str())));
    }
    let complain = |(what, name): (&str, &str)| {
        let wrong = format!("a condition names the {what} `{name}`, which does not exist here");
        Complaint::new(&measure.id, wrong, remedy(what))
    };
    missing.into_iter().map(complain).collect()
}

fn remedy(what: &str) -> &'static str {
    match what {
        "group" => "add it to groups/ or correct the name",
        "list" => "add the file to lists/ or correct the name",
        "class of goods" => "add it to goods/ or correct the name",
        "fact" => "add its question to facts/ or correct the name",
        "scheme" => "add a scheme measure with this name or correct it",
        "data set" => "add a route measure with this data set or correct it",
        _ => "name a place within the measure's own",
    }
}

fn schemes<'s>(subject: &'s Subject, measure: &'s Measure) -> impl Iterator<Item = &'s str> {
    let meets = |other: &&Measure| subject.related(measure.place, other.place);
    subject.measures().filter(meets).filter_map(|other| match &other.effect {
        Effect::Scheme(scheme) => Some(scheme.scheme.as_str()),
        _ => None,
    })
}

fn datasets<'s>(subject: &'s Subject, measure: &'s Measure) -> impl Iterator<Item = &'s str> {
    let meets = |other: &&Measure| subject.related(measure.place, other.place);
    subject.measures().filter(meets).filter_map(|other| match &other.effect {
        Effect::Route(route) => Some(route.dataset.as_str()),
        _ => None,
    })
}

fn columns(subject: &Subject, measure: &Measure) -> Vec<Complaint> {
    let Some(Amount::Schedule { schedule, columns, programs }) = charge(measure).map(|charge| &charge.amount) else {
        return Vec::new();
    };
    let complain = |wrong: String, remedy: &str| Complaint::new(&measure.id, wrong, remedy);
    let Some(held) = subject.tables().schedule(schedule) else {
        return vec![complain(
            format!("there is no schedule `{schedule}`"),
            "add it under tariff/ or correct the name",
        )];
    };
    let mut complaints = Vec::new();
    let missing = columns.iter().filter(|name| held.column(name).is_none());
    complaints
        .extend(missing.map(|name| {
            complain(format!("`{schedule}` has no column `{name}`"), "add the column or correct its name")
        }));
    let named: Vec<&Column> = columns.iter().filter_map(|name| held.column(name)).collect();
    complaints.extend(programmes(&named, programs).into_iter().map(|(wrong, remedy)| complain(wrong, remedy)));
    complaints
}

/// What is wrong with the programmes that a measure names for its columns. A plain column beside one by programme reads
/// none of them.
fn programmes(columns: &[&Column], programs: &[String]) -> Vec<(String, &'static str)> {
    let by_programme: Vec<&&Column> = columns.iter().filter(|column| column.kind == ColumnKind::Programs).collect();
    match (by_programme.as_slice(), programs) {
        ([], []) => Vec::new(),
        ([], _) => vec![("its columns have one rate for all programmes".to_owned(), "drop `programs`")],
        ([column, ..], []) => {
            vec![(format!("column `{}` is by programme, and none is named", column.name), "add `programs`")]
        }
        (columns, programs) => {
            let held = |program: &&String| {
                columns.iter().flat_map(|column| column.cells()).any(|cell| cell.programs.contains(program))
            };
            let unknown = programs.iter().filter(|program| !held(program));
            unknown
                .map(|program| (format!("no row names the programme `{program}`"), "correct the programme"))
                .collect()
        }
    }
}

/// Whether a restriction has codes and words: its own where it has any, else its category's.
fn is_named(world: &World, restriction: &Restriction) -> bool {
    if !restriction.codes.is_empty() || !restriction.words.is_empty() {
        return !restriction.codes.is_empty() && !restriction.words.is_empty();
    }
    let category = world.category(&restriction.category);
    category.is_some_and(|category| !category.codes.is_empty() && !category.words.is_empty())
}

fn restrictions(subject: &Subject) -> Vec<Complaint> {
    let world = subject.world();
    let mut complaints = Vec::new();
    for restriction in &world.restrictions {
        if restriction.covers == Covers::Named && !is_named(world, restriction) {
            let wrong = "it covers what its words name among its codes, and lacks one of the two";
            complaints.push(Complaint::new(&restriction.id, wrong, "give it both, or let it cover all or part"));
        }
        if world.category(&restriction.category).is_none() {
            let wrong = format!("its category `{}` does not exist", restriction.category);
            complaints.push(Complaint::new(
                &restriction.id,
                wrong,
                "add it to restrictions/categories.toml or correct it",
            ));
        }
        for fact in restriction.facts.iter().filter(|fact| !world.facts.iter().any(|known| known.name == fact.name)) {
            let wrong = format!("it names the fact `{}`, which does not exist", fact.name);
            complaints.push(Complaint::new(&restriction.id, wrong, remedy("fact")));
        }
        let routes =
            subject.measures().filter(|measure| restriction.place.is_none_or(|p| subject.related(p, measure.place)));
        let mut held = routes.filter_map(|measure| match &measure.effect {
            Effect::Route(route) => Some(&route.dataset),
            _ => None,
        });
        if let Some(dataset) = restriction.dataset.as_ref().filter(|dataset| !held.any(|known| known == *dataset)) {
            let wrong = format!("it forces the data set `{dataset}`, which no route of the place has");
            complaints.push(Complaint::new(&restriction.id, wrong, "add the route or correct the data set"));
        }
    }
    complaints
}

fn registrations(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (case, consignment) in subject.baskets() {
        for held in consignment.seller.registrations.iter().flatten() {
            let opens = subject.measures().any(|measure| match &measure.effect {
                Effect::Scheme(scheme) => scheme.registration == *held,
                _ => false,
            });
            if !opens {
                let wrong = format!("its seller holds the registration `{held}`, which opens no scheme");
                complaints.push(Complaint::new(&case.id, wrong, "correct the registration"));
            }
        }
    }
    complaints
}
