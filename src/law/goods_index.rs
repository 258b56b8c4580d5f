//! Restrictions found by code and by word without asking each one: prepared once for a place and a day.

mod letters;
mod pattern;
mod phrases;
mod reading;
mod units;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use crate::CommodityCode;
use crate::order;
use crate::tables::Tables;
use crate::tables::schema::{Category, World};
use phrases::{Meaning, Phrases, Turn};
use reading::Things;
use units::Units;

pub(crate) use units::folded;

/// The category whose words that cancel concern goods of every kind; no restriction is of it.
pub(crate) const ANY_GOODS: &str = "any-goods";
/// Among the words that cancel a category: things for the goods cancel it too.
pub(crate) const THINGS: &str = "@things";
/// Among the words that cancel a category: what the goods are kept in cancels it too, because they never fill one.
pub(crate) const CONTAINERS: &str = "@containers";
/// Among the words that cancel a category: articles that can only picture the goods cancel it, wherever they are named.
pub(crate) const ARTICLES: &str = "@articles";

/// Positions of restrictions by the codes and words that call them up.
#[derive(Debug, Default)]
pub(crate) struct GoodsIndex {
    /// Sorted by code.
    codes: Vec<(CommodityCode, u32)>,
    lengths: u16,
    words: Words,
    /// Restrictions by the category whose words call them up, sorted.
    by_category: Vec<(u16, u32)>,
}

/// The words of all categories: prepared once for all places, because they are many.
#[derive(Debug, Default)]
pub(crate) struct WordIndex {
    phrases: Phrases,
}

impl WordIndex {
    pub(crate) fn new(world: &World) -> Self {
        let mut index = Self::default();
        for (number, category) in (0_u16..).zip(&world.categories) {
            if category.id == ANY_GOODS {
                index.add_turns(category);
            } else {
                index.add(&category.words, number, Meaning::Suggests(number));
                index.add(&category.not_words, number, Meaning::Cancels(number));
            }
        }
        index.phrases.settle();
        index
    }

    fn add(&mut self, words: &[String], category: u16, meaning: Meaning) {
        for (number, word) in (0_u16..).zip(words).filter(|(_, word)| !word.starts_with('@')) {
            self.phrases.add(word, (u32::from(category) << 16) | u32::from(number), meaning);
        }
    }

    fn add_turns(&mut self, any: &Category) {
        for (number, word) in (0_u32..).zip(&any.not_words) {
            let mut letters = word.chars();
            if let Some(turn) = letters.next().and_then(Turn::of) {
                self.phrases.add(letters.as_str(), number, Meaning::Turns(turn));
            }
        }
    }
}

/// What suggests goods by words.
#[derive(Debug, Default)]
struct Words {
    shared: Arc<WordIndex>,
    /// Of the words that restrictions name themselves.
    phrases: Phrases,
    /// Words that restrictions name themselves.
    own: Vec<Own>,
    kept: Kept,
}

/// What the descriptions asked last suggest: a checkout asks for the same goods whenever the basket changes.
#[derive(Debug, Default)]
struct Kept(Mutex<VecDeque<(String, Arc<[Meaning]>)>>);

/// Descriptions kept.
const KEPT: usize = 64;

impl Kept {
    fn get(&self, description: &str) -> Option<Arc<[Meaning]>> {
        // Another thread is asking: looking the words up is as good as waiting.
        let kept = self.0.try_lock().ok()?;
        kept.iter().find(|(known, _)| known == description).map(|(_, meanings)| Arc::clone(meanings))
    }

    fn put(&self, description: &str, meanings: &Arc<[Meaning]>) {
        let Ok(mut kept) = self.0.try_lock() else { return };
        if kept.len() == KEPT {
            kept.pop_front();
        }
        kept.push_back((description.to_owned(), Arc::clone(meanings)));
    }
}

#[derive(Debug)]
struct Own {
    text: String,
    restriction: u32,
    category: u16,
}

/// How a restriction was called up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Match {
    /// The code lies in it, and words suggest it.
    CodeAndWords,
    /// The code lies in it.
    Code,
    /// The code is too short to tell.
    PartOfCode,
    /// Words suggest it.
    Words,
}

impl GoodsIndex {
    pub(crate) fn new(tables: &Tables, restrictions: &[u32]) -> Self {
        let world = &tables.world;
        let mut index = Self::default();
        for position in restrictions {
            let restriction = usize::try_from(*position).ok().and_then(|p| world.restrictions.get(p));
            let Some(restriction) = restriction else { continue };
            let category = world.category_numbered(&restriction.category);
            let own = !restriction.codes.is_empty() || !restriction.words.is_empty();
            let category_codes = category.map(|(_, category)| category.codes.as_slice()).unwrap_or_default();
            let codes = if own { &restriction.codes } else { category_codes };
            index.codes.extend(codes.iter().map(|code| (*code, *position)));
            let Some((number, _)) = category else { continue };
            if own {
                index.words.own.extend(restriction.words.iter().map(|word| Own {
                    text: folded(word),
                    restriction: *position,
                    category: number,
                }));
            } else {
                index.by_category.push((number, *position));
            }
        }
        order::sort(&mut index.codes);
        order::sort(&mut index.by_category);
        index.lengths = index.codes.iter().fold(0, |lengths, (code, _)| lengths | (1 << code.digits().min(15)));
        index.words.prepare(tables.word_index());
        index
    }

    /// Restrictions that a line's code or words call up, each with the strongest way it was.
    pub(crate) fn find(&self, world: &World, code: Option<CommodityCode>, description: &str) -> Vec<(u32, Match)> {
        let mut found = Vec::new();
        if let Some(code) = code {
            self.by_code(code, &mut found);
        }
        self.by_words(world, code, description, &mut found);
        order::sort(&mut found);
        found.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same && (kept.1, next.1) == (Match::Code, Match::Words) {
                kept.1 = Match::CodeAndWords;
            }
            same
        });
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

    fn by_words(&self, world: &World, code: Option<CommodityCode>, description: &str, found: &mut Vec<(u32, Match)>) {
        // Beside a code that the category shares with harmless goods, words are as good as a code of its own.
        let matched = |category: u16| {
            let shared = world.categories.get(usize::from(category)).map_or(&[][..], |category| &category.shared_codes);
            let is_shared = code.is_some_and(|code| shared.iter().any(|held| held.covers(code)));
            if is_shared { Match::CodeAndWords } else { Match::Words }
        };
        for meaning in self.words.meanings(world, description).iter().copied() {
            match meaning {
                Meaning::Suggests(category) => {
                    let start = self.by_category.partition_point(|(known, _)| *known < category);
                    let of_it = self.by_category.get(start..).unwrap_or_default().iter();
                    let of_it = of_it.take_while(|(known, _)| *known == category);
                    found.extend(of_it.map(|(_, restriction)| (*restriction, matched(category))));
                }
                Meaning::SuggestsOwn(own) => {
                    let own = self.words.own.get(usize::from(own));
                    found.extend(own.map(|own| (own.restriction, matched(own.category))));
                }
                Meaning::Cancels(_) | Meaning::Turns(_) => {}
            }
        }
    }
}

impl Words {
    fn prepare(&mut self, shared: Arc<WordIndex>) {
        self.shared = shared;
        for (number, own) in (0_u16..).zip(&self.own) {
            self.phrases.add(&own.text, u32::from(number), Meaning::SuggestsOwn(number));
        }
        self.phrases.settle();
    }

    /// What a description suggests, after what takes it back.
    fn meanings(&self, world: &World, description: &str) -> Arc<[Meaning]> {
        if let Some(kept) = self.kept.get(description) {
            return kept;
        }
        let meanings = Arc::from(self.looked_up(world, description));
        self.kept.put(description, &meanings);
        meanings
    }

    fn looked_up(&self, world: &World, description: &str) -> Vec<Meaning> {
        let any = world.category_numbered(ANY_GOODS).map(|(_, any)| any);
        let units = Units::of(description);
        let text_of = |phrase: u32, meaning: Meaning| match meaning {
            Meaning::Suggests(_) => word_of(world, phrase, |category| &category.words),
            Meaning::Cancels(_) => word_of(world, phrase, |category| &category.not_words),
            Meaning::SuggestsOwn(own) => self.own.get(usize::from(own)).map_or("", |own| &own.text),
            Meaning::Turns(_) => {
                let word = usize::try_from(phrase).ok().and_then(|phrase| any?.not_words.get(phrase));
                word.map_or("", |word| word.get(1..).unwrap_or_default())
            }
        };
        let mut found = self.shared.phrases.find(&units, text_of);
        found.extend(self.phrases.find(&units, text_of));
        order::sort_by_key(&mut found, |one| one.start);
        let category_of_own = |own: u16| self.own.get(usize::from(own)).map_or(u16::MAX, |own| own.category);
        let things = |category: u16| {
            let words = world.categories.get(usize::from(category)).map(|category| category.not_words.as_slice());
            let has = |list: &str| words.unwrap_or_default().iter().any(|word| word == list);
            Things { things: has(THINGS), containers: has(CONTAINERS), articles: has(ARTICLES) }
        };
        reading::standing(&found, category_of_own, things, |unit| units.is_name(unit))
    }
}

/// Categories that the words of a description suggest, wherever the goods go: what matching by words is judged by.
#[cfg(feature = "cli")]
#[derive(Debug)]
pub(crate) struct Suggestions<'t> {
    world: &'t World,
    words: Words,
}

#[cfg(feature = "cli")]
impl<'t> Suggestions<'t> {
    pub(crate) fn new(world: &'t World) -> Self {
        let mut words = Words::default();
        words.prepare(Arc::new(WordIndex::new(world)));
        Self { world, words }
    }

    pub(crate) fn of(&self, description: &str) -> Vec<&'t str> {
        let meanings = self.words.looked_up(self.world, description).into_iter();
        let categories = meanings.filter_map(|meaning| match meaning {
            Meaning::Suggests(category) => self.world.categories.get(usize::from(category)),
            _ => None,
        });
        categories.map(|category| category.id.as_str()).collect()
    }
}

fn word_of(world: &World, phrase: u32, words: fn(&Category) -> &Vec<String>) -> &str {
    let category = usize::try_from(phrase >> 16).ok().and_then(|category| world.categories.get(category));
    let number = usize::try_from(phrase & 0xFFFF).unwrap_or(usize::MAX);
    category.and_then(|category| words(category).get(number)).map_or("", String::as_str)
}
