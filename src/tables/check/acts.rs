//! Citations: nothing is law here without a source.

use super::written::What;
use super::{Complaint, Linter, Scope, Severity, Subject};
use crate::tables::schema::{Grade, Measure};

pub(super) const LINTERS: &[Linter] = &[
    Linter {
        name: "cited",
        sentence: "every measure and every announcement has a citation",
        scope: Scope::Tables(cited),
        severity: Severity::Error,
    },
    Linter {
        name: "act-exists",
        sentence: "every cited act is written down",
        scope: Scope::Tables(act_exists),
        severity: Severity::Error,
    },
    Linter {
        name: "act-page",
        sentence: "an act has a page that can be read, and the day on which it was",
        scope: Scope::Tables(act_page),
        severity: Severity::Error,
    },
    Linter {
        name: "unverified",
        sentence: "what charges money rests on something better than hearsay",
        scope: Scope::Measure(unverified),
        severity: Severity::Warning,
    },
];

fn cited(subject: &Subject) -> Vec<Complaint> {
    let measures = subject.measures().map(|measure| (&measure.id, &measure.cite));
    let all = measures.chain(subject.world().watch.iter().map(|watch| (&watch.id, &watch.cite)));
    let bare = all.filter(|(_, cite)| cite.is_empty());
    bare.map(|(id, _)| Complaint::new(id, "it cites nothing", "add `cite = [{ act, at, grade }]`")).collect()
}

/// How many citations there are, and how many do not say where in the act.
pub(super) fn counts(subject: &Subject) -> Vec<String> {
    let citations = || subject.measures().flat_map(|measure| &measure.cite);
    let nowhere = citations().filter(|citation| citation.at.trim().is_empty()).count();
    vec![format!("{} citations; {nowhere} name an act or a page without saying where in it", citations().count())]
}

fn act_exists(subject: &Subject) -> Vec<Complaint> {
    let known = |act: &str| subject.tables().act(act).is_some();
    let missing = |id: &str, act: &str| {
        Complaint::new(
            id,
            format!("it cites `{act}`, which is in no file of acts/"),
            "write the act down or correct the id",
        )
    };
    let measures = subject.measures().map(|measure| (&measure.id, &measure.cite));
    let all = measures.chain(subject.world().watch.iter().map(|watch| (&watch.id, &watch.cite)));
    let of_law = all.flat_map(|(id, cite)| cite.iter().map(move |citation| (id.as_str(), citation.act.as_str())));
    let of_groups = subject
        .written
        .of(What::Group)
        .flat_map(|group| group.cites.iter().map(|act| (group.id.as_str(), act.as_str())));
    of_law.chain(of_groups).filter(|(_, act)| !known(act)).map(|(id, act)| missing(id, act)).collect()
}

fn act_page(subject: &Subject) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for act in &subject.world().acts {
        if !act.url.starts_with("https://") && !act.url.starts_with("http://") {
            complaints.push(Complaint::new(
                &act.id,
                "it has no page on the web",
                "give the `url` where it can be read",
            ));
        }
    }
    let unread = subject.written.of(What::Act).filter(|act| act.read.is_none());
    complaints.extend(
        unread.map(|act| Complaint::new(&act.id, "it does not say when it was read", "add `read = 2026-11-21`")),
    );
    complaints
}

fn unverified(_: &Subject, measure: &Measure) -> Vec<Complaint> {
    if measure.grade < Grade::Unverified || measure.cite.is_empty() {
        return Vec::new();
    }
    vec![Complaint::new(
        &measure.id,
        "a fact in it is not confirmed",
        "find the act or a second source, then raise the grade",
    )]
}
