//! The few options these commands take.

use crate::failure::Failure;

/// What followed the command's name. Each command takes what it knows, then calls [`Options::finish`], so that a
/// misspelt option is refused instead of ignored.
#[derive(Debug)]
pub struct Options(Vec<String>);

impl Options {
    pub fn new(arguments: impl Iterator<Item = String>) -> Self {
        Self(arguments.collect())
    }

    /// Takes `--name` when it is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|argument| argument != name);
        self.0.len() < before
    }

    /// Takes `--name VALUE` or `--name=VALUE`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let with_equals = format!("{name}=");
        let Some(at) = self.0.iter().position(|a| a == name || a.starts_with(&with_equals)) else {
            return Ok(None);
        };
        let argument = self.0.remove(at);
        if let Some(value) = argument.strip_prefix(&with_equals) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.0.len() && self.0.get(at).is_some_and(|next| !next.starts_with('-')) {
            return Ok(Some(self.0.remove(at)));
        }
        Err(Failure::new(format!("{name} needs a value"), "`cargo xtask help` shows what each option takes"))
    }

    /// Takes every word that is not an option.
    pub fn words(&mut self) -> Vec<String> {
        let (words, rest) = std::mem::take(&mut self.0).into_iter().partition(|a| !a.starts_with('-'));
        self.0 = rest;
        words
    }

    /// Refuses whatever nobody took.
    pub fn finish(self) -> Result<(), Failure> {
        match self.0.first() {
            None => Ok(()),
            Some(left) => Err(Failure::new(
                format!("`{left}` is not an option of this command"),
                "`cargo xtask help` lists the options",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    fn options(words: &[&str]) -> Options {
        Options::new(words.iter().map(|&word| word.to_owned()))
    }

    #[test]
    fn values_come_after_a_space_or_an_equals_sign() {
        for given in [&["--port", "9000"][..], &["--port=9000"][..]] {
            let mut options = options(given);
            assert_eq!(options.value("--port").unwrap().as_deref(), Some("9000"));
            options.finish().unwrap();
        }
    }

    #[test]
    fn a_missing_value_is_refused() {
        assert!(options(&["--port"]).value("--port").is_err());
        assert!(options(&["--port", "--no-serve"]).value("--port").is_err());
    }

    #[test]
    fn what_nobody_took_is_refused() {
        let mut options = options(&["--no-serve", "--prot", "native"]);
        assert!(options.flag("--no-serve"));
        assert_eq!(options.words(), ["native"]);
        assert!(options.finish().is_err());
    }
}
