//! All words and phrases at once: one pass over a description finds those it has.

use super::pattern::{self, Kind};
use super::units::Units;

/// What a phrase means where it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Suggests the category.
    Suggests(u16),
    /// Cancels the category.
    Cancels(u16),
    /// Suggests the restriction that names it itself, by its place among those.
    SuggestsOwn(u16),
    /// Says how other words are meant.
    Turns(Turn),
}

/// Words that turn goods into other goods, whatever the goods are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// In their likeness, or without them: print, costume, free.
    Likeness,
    /// A thing for the goods: rack, holder.
    Thing,
    /// A thing the goods are kept in: case, bag. It may as well be full of them.
    Container,
    /// A thing for the goods, in languages that name it before them: `funda`, `étui`.
    ThingFirst,
    /// A thing they are kept in, in such languages.
    ContainerFirst,
    /// An article that has no such goods in it, wherever it stands in the line: cushion, mug, an empty bottle.
    Article,
    /// Between goods and what comes with them: `with`, `and`.
    With,
    /// Between such a thing and the goods: `for`.
    For,
    /// Between such a thing and the goods, less surely: `of`.
    Of,
    /// Between the goods and such a thing, in languages that say it after: `için`.
    AfterFor,
    /// Before the goods: `without`, `colour`.
    Before,
}

impl Turn {
    /// By the mark that stands before the word in the pack.
    pub(super) fn of(mark: char) -> Option<Self> {
        match mark {
            '!' => Some(Self::Likeness),
            '+' => Some(Self::Thing),
            '#' => Some(Self::Container),
            '^' => Some(Self::ThingFirst),
            '&' => Some(Self::ContainerFirst),
            '%' => Some(Self::Article),
            ',' => Some(Self::With),
            '<' => Some(Self::For),
            '~' => Some(Self::Of),
            '>' => Some(Self::AfterFor),
            '-' => Some(Self::Before),
            _ => None,
        }
    }
}

/// A phrase found: the units from `start` up to `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) meaning: Meaning,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u32,
    /// Which of the phrases.
    phrase: u32,
    meaning: Meaning,
    joined: bool,
}

/// Phrases by the hash of what they begin with. The phrases themselves stay where they are.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// By the leading bits of their hash; among those in the order they were added.
    entries: Vec<Entry>,
    /// For the leading bits of a hash, where its entries begin.
    starts: Vec<u32>,
}

/// Leading bits of a hash that lead straight to its entries.
const BITS: u32 = 12;
/// Letters of a word's part by which it is found.
const PART: usize = 3;

impl Phrases {
    /// Adds a phrase, to be known by a number.
    pub(super) fn add(&mut self, text: &str, phrase: u32, meaning: Meaning) {
        let Some((kind, unit, _)) = pattern::split_first(text) else { return };
        let mut entry = |hash, joined| self.entries.push(Entry { hash, phrase, meaning, joined });
        match kind {
            Kind::Start | Kind::End | Kind::Inside => {
                if let Some(part) = part(unit) {
                    // What ends or holds so may also begin so: `messer` alone.
                    entry(hash(Kind::Start, part), false);
                    if kind != Kind::Start {
                        entry(hash(Kind::Inside, part), false);
                    }
                }
            }
            Kind::Stem | Kind::Exact | Kind::Sign => entry(hash(kind, unit), false),
        }
        if let Some((first, second)) = pattern::joined(text) {
            entry(hash_on(hash(Kind::Stem, first), second), true);
        }
    }

    /// Makes it ready to be asked: puts each entry among those whose hashes lead alike, by counting them. Sorting some
    /// twenty thousand of them was half of the first quote.
    pub(super) fn settle(&mut self) {
        let mut starts = vec![0_u32; (1 << BITS) + 1];
        for entry in &self.entries {
            if let Some(count) = starts.get_mut(leading(entry.hash) + 1) {
                *count += 1;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        let mut next = starts.clone();
        let mut settled = self.entries.clone();
        for entry in &self.entries {
            let Some(next) = next.get_mut(leading(entry.hash)) else { continue };
            if let Some(place) = usize::try_from(*next).ok().and_then(|place| settled.get_mut(place)) {
                *place = *entry;
            }
            *next += 1;
        }
        self.entries = settled;
        self.starts = starts;
    }

    /// Every phrase that the description has, in order; `text_of` tells what a phrase's number stands for.
    pub(super) fn find<'t>(&self, units: &Units, text_of: impl Fn(u32, Meaning) -> &'t str) -> Vec<Found> {
        let mut found = Vec::new();
        for start in 0..units.len() {
            let mut look = |hash: u32| {
                for entry in self.with(hash) {
                    let text = text_of(entry.phrase, entry.meaning);
                    let end = match entry.joined {
                        true => pattern::is_joined(text, units, start).then_some(start + 1),
                        false => pattern::end_of_match(text, units, start),
                    };
                    found.extend(end.map(|end| Found { start, end, meaning: entry.meaning }));
                }
            };
            if units.is_sign(start) {
                look(hash(Kind::Sign, units.word(start)));
            } else {
                look_for_word(units, start, &mut look);
            }
        }
        found
    }

    fn with(&self, hash: u32) -> impl Iterator<Item = &Entry> {
        let leading = leading(hash);
        let place = |at: usize| self.starts.get(at).and_then(|start| usize::try_from(*start).ok()).unwrap_or_default();
        let near = self.entries.get(place(leading)..place(leading + 1)).unwrap_or_default();
        near.iter().filter(move |entry| entry.hash == hash)
    }
}

/// The leading bits of a hash.
fn leading(hash: u32) -> usize {
    usize::try_from(hash >> (32 - BITS)).unwrap_or_default()
}

/// Looks under each hash that a phrase beginning with this word could have.
fn look_for_word(units: &Units, position: usize, look: &mut impl FnMut(u32)) {
    let word = units.word(position);
    look(hash(Kind::Exact, word));
    look(hash(Kind::Stem, units.stem(position)));
    for form in [word, units.other(position)] {
        if !form.is_empty() && form != units.stem(position) {
            look(hash(Kind::Stem, form));
        }
    }
    if let Some(part) = part(word) {
        look(hash(Kind::Start, part));
    }
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
        match part(rest) {
            Some(part) => look(hash(Kind::Inside, part)),
            None => return,
        }
    }
}

/// The first letters of a word, if it has enough of them.
fn part(word: &str) -> Option<&str> {
    let (end, last) = word.char_indices().nth(PART - 1)?;
    word.get(..end + last.len_utf8())
}

/// FNV-1a, which can go on where it stopped. A start is hashed apart from an inside, as they are looked for apart.
fn hash(kind: Kind, unit: &str) -> u32 {
    let salt = match kind {
        Kind::Stem => 0x811C_9DC5,
        Kind::Exact => 0x0102_0304,
        Kind::Start => 0x1357_9BDF,
        Kind::End | Kind::Inside => 0x2468_ACE0,
        Kind::Sign => 0x0F1E_2D3C,
    };
    hash_on(salt, unit)
}

fn hash_on(hash: u32, unit: &str) -> u32 {
    unit.bytes().fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
