//! Words for goods under restriction, in files by language: `restrictions/words/<language>.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::{TextError, files_under, read_toml};
use crate::law::{ANY_GOODS, ARTICLES, CONTAINERS, THINGS, folded};
use crate::tables::pack::words::script;
use crate::tables::schema::Category;

/// What a language says about a category, words separated by semicolons; of goods of every kind, how words turn them.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct WordsText {
    words: String,
    not_words: String,
    likeness: String,
    things: String,
    containers: String,
    #[serde(rename = "for")]
    for_goods: String,
    of: String,
    after_for: String,
    before: String,
    articles: String,
    with: String,
    /// Whether the language names a thing before the goods that it is for.
    things_first: bool,
}

/// A word as packs hold it.
pub(super) fn fold(word: &str) -> String {
    if [THINGS, CONTAINERS, ARTICLES].contains(&word) { word.to_owned() } else { folded(word) }
}

/// Adds the words of every language to the categories.
pub(super) fn read(folder: &Path, categories: &mut Vec<Category>) -> Result<(), TextError> {
    let mut any = Category {
        id: ANY_GOODS.to_owned(),
        name: "Goods of every kind".to_owned(),
        codes: Vec::new(),
        shared_codes: Vec::new(),
        words: Vec::new(),
        not_words: Vec::new(),
    };
    for file in files_under(&folder.join("restrictions/words"), "toml") {
        let language = file.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let read: BTreeMap<String, WordsText> = read_toml(&file)?;
        for (id, text) in read {
            let of_any = id == ANY_GOODS;
            let named = categories.iter_mut().find(|category| category.id == id);
            let Some(category) = (if of_any { Some(&mut any) } else { named }) else {
                return Err(TextError::new(
                    &file,
                    format!("there is no category `{id}` in restrictions/categories.toml"),
                ));
            };
            add(category, &text, of_any, language).map_err(|message| TextError::new(&file, message))?;
        }
    }
    if !any.not_words.is_empty() {
        categories.push(any);
    }
    for category in categories {
        tidy(&mut category.words);
        tidy(&mut category.not_words);
    }
    Ok(())
}

fn add(category: &mut Category, text: &WordsText, of_any: bool, language: &str) -> Result<(), String> {
    let turns = [
        (&text.likeness, '!'),
        (&text.things, if text.things_first { '^' } else { '+' }),
        (&text.containers, if text.things_first { '&' } else { '#' }),
        (&text.articles, '%'),
        (&text.with, ','),
        (&text.for_goods, '<'),
        (&text.of, '~'),
        (&text.after_for, '>'),
        (&text.before, '-'),
    ];
    let misplaced = match of_any {
        true => !text.words.is_empty() || !text.not_words.is_empty(),
        false => turns.iter().any(|(words, _)| !words.is_empty()),
    };
    if misplaced {
        return Err(format!(
            "`{}` cannot have these: likeness, things, containers, articles, for, of, after_for, before and with belong to \
             `{ANY_GOODS}`, words and not_words to any other category",
            category.id
        ));
    }
    for (words, mark) in turns {
        for word in each(words, language)? {
            category.not_words.push(format!("{mark}{word}"));
        }
    }
    category.words.extend(each(&text.words, language)?);
    category.not_words.extend(each(&text.not_words, language)?);
    Ok(())
}

/// The words of a list as packs hold them; German ones also with `ae` for `ä`.
fn each(list: &str, language: &str) -> Result<Vec<String>, String> {
    let mut words = Vec::new();
    for word in list.split(';').map(str::trim).filter(|word| !word.is_empty()) {
        let spelled_out = word.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
        let both = [word, &spelled_out];
        for word in both.into_iter().take(if language == "de" && word != spelled_out { 2 } else { 1 }) {
            words.push(checked(word)?);
        }
    }
    Ok(words)
}

fn checked(word: &str) -> Result<String, String> {
    let folded = folded(word);
    let short = |unit: &str| unit.contains('*') && unit.chars().filter(|c| *c != '*').count() < 3;
    if folded.split(' ').any(|unit| unit.is_empty() || short(unit)) {
        return Err(format!("`{word}` finds too much: write at least one letter, and three where a `*` stands"));
    }
    Ok(folded)
}

/// Each word once, in order of script and then of letters: neighbours that begin alike make the pack smaller.
fn tidy(words: &mut Vec<String>) {
    words.sort_unstable_by(|one, other| script(one).cmp(&script(other)).then_with(|| one.cmp(other)));
    words.dedup();
}
