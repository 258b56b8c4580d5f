//! Restrictions found by code and by word without asking each one: prepared once for a place and a day.

use crate::CommodityCode;
use crate::tables::schema::World;

/// Positions of restrictions by the codes and words that call them up.
#[derive(Debug, Default)]
pub(crate) struct GoodsIndex {
    /// Sorted by code.
    codes: Vec<(CommodityCode, u32)>,
    lengths: u16,
    /// Phrases by their first word, sorted.
    phrases: Vec<(String, Phrase)>,
}

/// Words in a row that suggest, or cancel, a category.
#[derive(Debug)]
pub(crate) struct Phrase {
    /// The words after the first.
    rest: Vec<String>,
    /// The restriction, or the category whose match is cancelled.
    target: Target,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Restriction(u32),
    NotCategory(usize),
}

/// How a restriction was called up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// The code lies in it.
    Code,
    /// The code is too short to tell.
    PartOfCode,
    /// Words suggest it.
    Words,
}

impl GoodsIndex {
    pub(crate) fn new(world: &World, restrictions: &[u32]) -> Self {
        let mut index = Self::default();
        for position in restrictions {
            let restriction = usize::try_from(*position).ok().and_then(|p| world.restrictions.get(p));
            let Some(restriction) = restriction else { continue };
            let category = world.categories.iter().find(|category| category.id == restriction.category);
            let own = !restriction.codes.is_empty() || !restriction.words.is_empty();
            let category_codes = category.map(|category| category.codes.as_slice()).unwrap_or_default();
            let category_words = category.map(|category| category.words.as_slice()).unwrap_or_default();
            let codes = if own { &restriction.codes } else { category_codes };
            let words = if restriction.words.is_empty() && restriction.codes.is_empty() {
                category_words
            } else {
                &restriction.words
            };
            index.codes.extend(codes.iter().map(|code| (*code, *position)));
            for phrase in words {
                index.add_phrase(phrase, Target::Restriction(*position));
            }
        }
        for (position, category) in world.categories.iter().enumerate() {
            for phrase in &category.not_words {
                index.add_phrase(phrase, Target::NotCategory(position));
            }
        }
        index.codes.sort();
        index.phrases.sort_by(|a, b| a.0.cmp(&b.0));
        index.lengths = index.codes.iter().fold(0, |lengths, (code, _)| lengths | (1 << code.digits().min(15)));
        index
    }

    fn add_phrase(&mut self, phrase: &str, target: Target) {
        let mut words = words(phrase).into_iter();
        if let Some(first) = words.next() {
            self.phrases.push((first, Phrase { rest: words.collect(), target }));
        }
    }

    /// Restrictions that a line's code or words call up, each with the strongest way it was.
    pub(crate) fn find(&self, world: &World, code: Option<CommodityCode>, description: &str) -> Vec<(u32, Match)> {
        let mut found = Vec::new();
        if let Some(code) = code {
            self.by_code(code, &mut found);
        }
        self.by_words(world, description, &mut found);
        found.sort_unstable();
        found.dedup_by_key(|(restriction, _)| *restriction);
        found
    }

    fn by_code(&self, code: CommodityCode, found: &mut Vec<(u32, Match)>) {
        for digits in (0..=code.digits()).filter(|digits| self.lengths & (1 << digits) != 0) {
            let prefix = code.truncated(digits);
            let start = self.codes.partition_point(|(known, _)| *known < prefix);
            let same = self.codes.get(start..).unwrap_or_default().iter().take_while(|(known, _)| *known == prefix);
            found.extend(same.map(|(_, restriction)| (*restriction, Match::Code)));
        }
        let start = self.codes.partition_point(|(known, _)| *known <= code);
        let under = self.codes.get(start..).unwrap_or_default().iter().take_while(|(known, _)| code.covers(*known));
        found.extend(under.map(|(_, restriction)| (*restriction, Match::PartOfCode)));
    }

    fn by_words(&self, world: &World, description: &str, found: &mut Vec<(u32, Match)>) {
        let text = words(description);
        let mut restrictions = Vec::new();
        let mut cancelled = Vec::new();
        for position in 0..text.len() {
            let Some((first, following)) = text.get(position..).and_then(<[String]>::split_first) else { continue };
            let start = self.phrases.partition_point(|(known, _)| known < first);
            let same = self.phrases.get(start..).unwrap_or_default().iter().take_while(|(known, _)| known == first);
            for (_, phrase) in same.filter(|(_, phrase)| following.starts_with(&phrase.rest)) {
                match phrase.target {
                    Target::Restriction(restriction) => restrictions.push(restriction),
                    Target::NotCategory(category) => cancelled.push(category),
                }
            }
        }
        for restriction in restrictions {
            let category =
                usize::try_from(restriction).ok().and_then(|p| world.restrictions.get(p)).map(|r| &r.category);
            let is_cancelled = |position: &usize| world.categories.get(*position).map(|c| &c.id) == category;
            if !cancelled.iter().any(is_cancelled) {
                found.push((restriction, Match::Words));
            }
        }
    }
}

/// The first words of a text that are looked at; nobody's goods need more, and a hostile text costs no time.
const WORDS_LIMIT: usize = 64;

/// Words in lower case, each reduced to what its singular and plural share.
pub(crate) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(WORDS_LIMIT)
        .map(|word| stem(word.to_lowercase()))
        .collect()
}

fn stem(word: String) -> String {
    let endings =
        [("ies", "y"), ("ves", "f"), ("fe", "f"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")];
    for (ending, kept) in endings {
        if let Some(root) = word.strip_suffix(ending)
            && root.chars().count() >= 2
        {
            return format!("{root}{kept}");
        }
    }
    match word.strip_suffix('s') {
        Some(root) if root.chars().count() >= 3 && !root.ends_with('s') => root.to_owned(),
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn singular_and_plural_share_a_stem() {
        let pairs = [
            ("knife", "knives"),
            ("battery", "batteries"),
            ("watch", "watches"),
            ("perfume", "perfumes"),
            ("toy", "toys"),
        ];
        for (one, many) in pairs {
            assert_eq!(words(one), words(many), "{one}");
        }
        assert_eq!(words("glass"), ["glass"]);
        assert_eq!(words("  <b>Toy-Gun</b> "), ["b", "toy", "gun", "b"]);
    }
}
