//! Exceptions: findings that stand for now, each with a reason.

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::{Complaint, Finding, Severity};
use crate::tables::text::{TextError, read_toml};

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    exception: Vec<Exception>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Exception {
    linter: String,
    id: String,
    /// One part of what the id names; without it, all of them.
    #[serde(default)]
    part: String,
    reason: String,
    #[serde(skip)]
    used: bool,
}

/// The exceptions of a `tables` folder, and which of them were needed.
pub(super) struct Exceptions {
    file: PathBuf,
    all: Vec<Exception>,
}

pub(super) fn read(folder: &Path) -> Result<Exceptions, Vec<TextError>> {
    let file = folder.join("exceptions.toml");
    let read: File = if file.exists() { read_toml(&file).map_err(|error| vec![error])? } else { File::default() };
    Ok(Exceptions { file, all: read.exception })
}

impl Exceptions {
    /// Whether a complaint may stand; remembers which exception said so.
    pub(super) fn allow(&mut self, linter: &str, complaint: &Complaint) -> bool {
        let fits = |exception: &&mut Exception| {
            exception.linter == linter
                && exception.id == complaint.id
                && (exception.part.is_empty() || exception.part == complaint.part)
                && !exception.reason.trim().is_empty()
        };
        let found = self.all.iter_mut().find(fits);
        found.map(|exception| exception.used = true).is_some()
    }

    /// Exceptions that nothing needed.
    pub(super) fn stale(self) -> impl Iterator<Item = Finding> {
        let Self { file, all } = self;
        all.into_iter().filter(|exception| !exception.used).map(move |exception| {
            let wrong = if exception.reason.trim().is_empty() {
                format!("the exception from `{}` gives no reason", exception.linter)
            } else {
                format!("nothing needs the exception from `{}` any more", exception.linter)
            };
            let complaint =
                Complaint::new(&exception.id, wrong, "remove it, or say why it must stay").of_part(exception.part);
            Finding { linter: "stale-exception", severity: Severity::Error, file: file.clone(), complaint }
        })
    }
}
