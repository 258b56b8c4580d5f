//! A description cut into what is compared: words, and single signs where the script has no blanks.

use super::letters::{Letter, fold, is_sign, lookalike};

/// Units of a description that are looked at: nobody's goods need more, and a hostile text costs no time.
const UNITS_LIMIT: usize = 400;
/// Letters of a word that are looked at.
const LETTERS_LIMIT: usize = 64;

/// A description, folded and cut.
#[derive(Debug, Default)]
pub(super) struct Units {
    /// Words and their other forms, one after the other.
    text: String,
    units: Vec<Unit>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Unit {
    word: Span,
    /// What its singular and plural share.
    stem: Span,
    /// Another form it may be known by: without a Spanish `es`, an Arabic `and`.
    other: Span,
    sign: bool,
    /// Whether something stood between it and the unit before.
    gap: bool,
}

type Span = (usize, usize);

impl Units {
    pub(super) fn of(description: &str) -> Self {
        let mut units = Self::default();
        let mut word = String::new();
        let mut gap = true;
        let mut after_apostrophe = false;
        for c in description.chars() {
            if units.units.len() >= UNITS_LIMIT {
                return units;
            }
            match fold(c) {
                Letter::One(one) => push(&mut word, one),
                Letter::Two(one, two) => {
                    push(&mut word, one);
                    push(&mut word, two);
                }
                Letter::Nothing => {}
                Letter::Sign(sign) => {
                    units.add_word(&mut word, &mut gap, after_apostrophe);
                    units.add_sign(sign, &mut gap);
                    after_apostrophe = false;
                }
                Letter::Voicing(places) => units.voice(places),
                Letter::Break => {
                    units.add_word(&mut word, &mut gap, after_apostrophe);
                    after_apostrophe = matches!(c, '\'' | '`' | '’' | '´');
                    gap = true;
                }
            }
        }
        units.add_word(&mut word, &mut gap, after_apostrophe);
        units
    }

    pub(super) fn len(&self) -> usize {
        self.units.len()
    }

    /// The word or sign at a position; empty past the end.
    pub(super) fn word(&self, position: usize) -> &str {
        self.form(position, |unit| unit.word)
    }

    /// What the word's singular and plural share.
    pub(super) fn stem(&self, position: usize) -> &str {
        self.form(position, |unit| unit.stem)
    }

    /// Another form of the word; empty when there is none.
    pub(super) fn other(&self, position: usize) -> &str {
        self.form(position, |unit| unit.other)
    }

    /// Whether it is a word in Latin letters that may name something: no number, no `im` or `de`.
    pub(super) fn is_name(&self, position: usize) -> bool {
        let word = self.word(position);
        word.len() > 2 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
    }

    pub(super) fn is_sign(&self, position: usize) -> bool {
        self.units.get(position).is_some_and(|unit| unit.sign)
    }

    pub(super) fn gap(&self, position: usize) -> bool {
        self.units.get(position).is_some_and(|unit| unit.gap)
    }

    fn form(&self, position: usize, of: fn(&Unit) -> Span) -> &str {
        let span = self.units.get(position).map(of).unwrap_or_default();
        self.text.get(span.0..span.1).unwrap_or_default()
    }

    fn append(&mut self, text: &str) -> Span {
        let start = self.text.len();
        self.text.push_str(text);
        (start, self.text.len())
    }

    fn add_sign(&mut self, sign: char, gap: &mut bool) {
        let word = self.append(sign.encode_utf8(&mut [0; 4]));
        self.units.push(Unit { word, sign: true, gap: *gap, ..Unit::default() });
        *gap = false;
    }

    fn add_word(&mut self, word: &mut String, gap: &mut bool, after_apostrophe: bool) {
        if word.is_empty() {
            return;
        }
        // The `s` of `chef's` is no word.
        if !(after_apostrophe && word == "s") {
            settle(word);
            let unit = Unit {
                word: self.append(word),
                stem: self.append(&stem(word)),
                other: self.append(&other(word)),
                sign: false,
                gap: *gap,
            };
            self.units.push(unit);
            *gap = false;
        }
        word.clear();
    }

    /// Changes the kana before a voicing mark: か and the mark are が.
    fn voice(&mut self, places: u32) {
        let Some(last) = self.units.last().filter(|unit| unit.sign).copied() else { return };
        let kana = self.text.get(last.word.0..last.word.1).and_then(|sign| sign.chars().next());
        let voiced =
            kana.filter(|kana| ('か'..='ほ').contains(kana)).and_then(|kana| char::from_u32(u32::from(kana) + places));
        if let Some(voiced) = voiced {
            self.text.truncate(last.word.0);
            self.text.push(voiced);
        }
    }
}

fn push(word: &mut String, letter: char) {
    if word.len() < LETTERS_LIMIT {
        word.push(letter);
    }
}

/// Brings a word into the form in which it is compared: no Cyrillic letters posing as Latin ones, no Arabic article.
fn settle(word: &mut String) {
    let latin = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    if latin && !word.is_ascii() {
        *word = word.chars().map(lookalike).collect();
    }
    if let Some(bare) = without_article(word) {
        *word = bare.to_owned();
    }
}

/// An Arabic word without its article, and what may be written before that in one word.
fn without_article(word: &str) -> Option<&str> {
    const ARTICLES: [&str; 6] = ["وال", "بال", "فال", "كال", "لل", "ال"];
    let bare = ARTICLES.iter().find_map(|article| word.strip_prefix(article))?;
    (bare.chars().count() >= 2).then_some(bare)
}

/// What the English singular and plural share; other words whose plural ends in `s` fall together as well.
pub(super) fn stem(word: &str) -> String {
    const ENDINGS: [(&str, &str); 7] =
        [("ies", "y"), ("ves", "f"), ("fe", "f"), ("sses", "ss"), ("xes", "x"), ("ches", "ch"), ("shes", "sh")];
    for (ending, kept) in ENDINGS {
        if let Some(root) = word.strip_suffix(ending)
            && root.chars().count() >= 2
        {
            return format!("{root}{kept}");
        }
    }
    match word.strip_suffix('s') {
        Some(root) if root.chars().count() >= 3 && !root.ends_with('s') => root.to_owned(),
        _ => word.to_owned(),
    }
}

/// Another form: Spanish and Portuguese `es`, French `x`, the Arabic `and` written before the word. What the English rule
/// for plurals bends (`olives`, `bougies`, `pêches`) is also known without its `s` alone.
fn other(word: &str) -> String {
    let letters = word.chars().count();
    let bent = ["ies", "ves", "xes", "ches", "shes"].iter().any(|ending| word.ends_with(ending));
    let plain = word.strip_suffix('s').filter(|_| bent && letters >= 5);
    let latin = word.strip_suffix("es").filter(|_| letters >= 6);
    let french = word.strip_suffix('x').filter(|root| root.ends_with("au") || root.ends_with("eu"));
    let arabic = word.strip_prefix('و').filter(|_| letters >= 4);
    plain.or(latin).or(french).or(arabic).unwrap_or_default().to_owned()
}

/// A word or phrase of the tables, in the form in which packs hold it: folded, one blank between words, none between
/// signs. A word may keep the marks that say how it is compared (see [`super::pattern`]).
pub(crate) fn folded(phrase: &str) -> String {
    let mut out = String::new();
    for part in phrase.split_whitespace() {
        let exact = part.starts_with('=');
        let (starts, ends) = (part.ends_with('*'), part.starts_with('*'));
        let units = Units::of(part);
        for position in 0..units.len() {
            let (first, last) = (position == 0, position + 1 == units.len());
            let sign = units.is_sign(position);
            let signs = sign && out.chars().next_back().is_some_and(is_sign);
            if !out.is_empty() && !signs {
                out.push(' ');
            }
            let (before, after) = (ends && first, starts && last);
            out.push_str(if exact { "=" } else { "" });
            out.push_str(if before { "*" } else { "" });
            out.push_str(if sign || exact || before || after { units.word(position) } else { units.stem(position) });
            out.push_str(if after { "*" } else { "" });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Units, folded};

    fn stems(text: &str) -> Vec<String> {
        let units = Units::of(text);
        let form = |p| if units.is_sign(p) { units.word(p) } else { units.stem(p) };
        (0..units.len()).map(|p| form(p).to_owned()).collect()
    }

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
            assert_eq!(stems(one), stems(many), "{one}");
        }
        assert_eq!(stems("glass"), ["glass"]);
        let other = |word: &str| Units::of(word).other(0).to_owned();
        assert_eq!(["olives", "bougies", "pêches", "peixes"].map(other), ["olive", "bougie", "peche", "peixe"]);
        assert_eq!(["relojes", "gâteaux"].map(other), ["reloj", "gateau"]);
        assert_eq!(stems("  <b>Toy-Gun</b> "), ["b", "toy", "gun", "b"]);
        assert_eq!(stems("chef's knife"), ["chef", "knif"]);
    }

    #[test]
    fn signs_stand_alone_and_words_do_not() {
        assert_eq!(stems("USB打火機 2個"), ["usb", "打", "火", "机", "2", "個"]);
        assert_eq!(stems("ﾊﾞｯﾃﾘｰ"), stems("バッテリー"));
        assert_eq!(stems("ハ\u{3099}"), stems("バ"));
        assert_eq!(stems("चाकू सेट।"), ["चाकू", "सेट"]);
        assert_eq!(stems("السكين"), ["سكين"]);
        assert_eq!(stems("vаpe"), ["vape"], "with a Cyrillic letter");
        assert_eq!(stems("va\u{200B}pe"), ["vape"]);
        assert_eq!(stems("nai\u{308}ve"), ["naive"]);
    }

    #[test]
    fn words_of_the_tables_keep_their_marks() {
        assert_eq!(folded("Power Banks"), "power bank");
        assert_eq!(folded("*Messer*"), "*messer*");
        assert_eq!(folded("=matches"), "=matches");
        assert_eq!(folded("e-papieros*"), "e papieros*");
        assert_eq!(folded("打火機"), "打火机");
        assert_eq!(folded("CBD オイル"), "cbd おいる");
    }

    #[test]
    fn a_hostile_text_is_cut() {
        assert!(Units::of(&"a ".repeat(100_000)).len() <= 401);
        assert_eq!(Units::of(&"x".repeat(100_000)).word(0).len(), 64);
        assert_eq!(Units::of("").len(), 0);
    }
}
