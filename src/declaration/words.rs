//! Words that say too little: matched as whole words, whatever their case and the signs around them.

/// A text as small words with one space between and around them, so that a word is found and never a part of one.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::from(" ");
    for sign in text.chars().take(2000).flat_map(char::to_lowercase) {
        if sign.is_alphanumeric() {
            out.push(sign);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// How a word stands in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The text is nothing else.
    Whole,
    /// Among other words.
    Within,
}

/// Looks for a word in a text, both made [`plain`].
pub(super) fn find(text: &str, word: &str) -> Option<Found> {
    if word == " " {
        return None;
    }
    if text == word {
        return Some(Found::Whole);
    }
    text.contains(word).then_some(Found::Within)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_spaces_and_signs_make_no_difference() {
        let found = |text: &str, word: &str| find(&plain(text), &plain(word));
        for (text, word, expected) in [
            ("parts", "Parts", Some(Found::Whole)),
            ("  PARTS. ", "parts", Some(Found::Whole)),
            ("e-commerce", "E commerce", Some(Found::Whole)),
            ("brake discs, parts for cars", "parts", Some(Found::Within)),
            ("counterparts", "parts", None),
            ("said  to-contain: shoes", "said to contain", Some(Found::Within)),
            ("", "parts", None),
            ("...", "parts", None),
            ("parts", "", None),
        ] {
            assert_eq!(found(text, word), expected, "{text} / {word}");
        }
    }
}
