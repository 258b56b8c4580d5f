//! The words of all categories as a pack holds them: small once it is compressed, and quick to read.
//!
//! Words stand script by script, because scripts in turn would cost the compressed pack more; those of one category are one
//! text, each as a control character that tells how many letters it shares with the word before, and the rest of its
//! letters. Lengths between whole words would cost a sixth more.

use serde::{Deserialize, Serialize};

use crate::tables::schema::Category;

/// For each script, in the order of categories, words that suggest the category and words that cancel such a match.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Words(Vec<Vec<(String, String)>>);

impl Words {
    pub(super) fn of(categories: &[Category]) -> Self {
        let written = |words: &[String], number: u8| in_one(words.iter().filter(|word| script(word) == number));
        let of_script = |n| categories.iter().map(move |c| (written(&c.words, n), written(&c.not_words, n))).collect();
        Self((0..SCRIPTS).map(of_script).collect())
    }

    /// Gives the categories their words in place of those they have. Whether they are the same categories.
    pub(super) fn read_into(&self, categories: &mut [Category]) -> bool {
        if self.0.iter().any(|of_script| of_script.len() != categories.len()) {
            return false;
        }
        for category in categories.iter_mut() {
            category.words.clear();
            category.not_words.clear();
        }
        for of_script in &self.0 {
            for (category, (words, not_words)) in categories.iter_mut().zip(of_script) {
                category.words.extend(each_of(words));
                category.not_words.extend(each_of(not_words));
            }
        }
        true
    }
}

/// As many letters as one control character can tell.
const SHARED_LIMIT: usize = 31;

fn in_one<'w>(words: impl Iterator<Item = &'w String>) -> String {
    let mut text = String::new();
    let mut last = "";
    for word in words {
        let alike = word.chars().zip(last.chars()).take(SHARED_LIMIT).take_while(|(one, other)| one == other);
        let shared = alike.count();
        text.extend(u8::try_from(shared).map(char::from));
        text.extend(word.chars().skip(shared));
        last = word;
    }
    text
}

fn each_of(text: &str) -> Vec<String> {
    let is_count = |letter: char| letter < ' ';
    let mut words: Vec<String> = Vec::with_capacity(text.matches(is_count).count());
    for (shared, rest) in text.bytes().filter(|byte| *byte < b' ').zip(text.split(is_count).skip(1)) {
        let before = words.last().map_or("", String::as_str);
        let end = before.char_indices().nth(shared.into()).map_or(before.len(), |(at, _)| at);
        let word = [before.get(..end).unwrap_or_default(), rest].concat();
        words.push(word);
    }
    words
}

const SCRIPTS: u8 = 5;

/// The script of a word by its largest byte, which is where a sign begins: Latin, Arabic, Indian, Chinese and Japanese,
/// Korean.
pub(crate) fn script(word: &str) -> u8 {
    match word.bytes().max().unwrap_or_default() {
        0..=0x7F => 0,
        0x80..=0xDF => 1,
        0xE0 => 2,
        0xE1..=0xE9 => 3,
        0xEA.. => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        let words = ["knife", "knives", "messer*", "سكين", "चाकू", "包丁", "包丁研ぎ", "칼"].map(str::to_owned);
        assert_eq!(each_of(&in_one(words.iter())), words);
        let long = ["a".repeat(40), "a".repeat(41)];
        assert_eq!(each_of(&in_one(long.iter())), long);
    }

    #[test]
    fn a_text_that_begins_without_a_word_is_no_word() {
        assert_eq!(each_of("lost\u{3}knife"), ["knife"]);
        assert_eq!(each_of("\u{1f}knife\u{1f}"), ["knife", "knife"]);
    }

    #[test]
    fn scripts_are_told_apart() {
        assert_eq!(["knife", "سكين", "चाकू", "包丁", "칼"].map(script), [0, 1, 2, 3, 4]);
    }
}
