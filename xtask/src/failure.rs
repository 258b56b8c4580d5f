//! What went wrong and what to do about it.

use std::fmt;
use std::path::Path;

/// One sentence that says what went wrong and one that says what to do: nobody should have to read this crate to get
/// past an error.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: Option<String>,
}

impl Failure {
    pub fn new(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: Some(remedy.into()) }
    }

    /// A file or folder that could not be read or written.
    pub fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::new(
            format!("could not {verb} {}: {error}", path.display()),
            "check that the path exists, that you may write there, and that the disk is not full",
        )
    }

    /// For places that cannot know the remedy; their callers add it.
    pub fn without_remedy(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None }
    }

    /// Same failure, better advice.
    pub fn with_remedy(self, remedy: impl Into<String>) -> Self {
        Self { remedy: Some(remedy.into()), ..self }
    }

    /// Advice from further away, which gives way to better advice from nearby.
    pub fn or_remedy(self, remedy: &str) -> Self {
        Self { remedy: self.remedy.or_else(|| Some(remedy.to_owned())), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let remedy = self.remedy.as_deref().unwrap_or("read its own message above");
        write!(f, "error: {}\n  try: {remedy}", self.what)
    }
}
