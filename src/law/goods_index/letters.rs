//! Letters as they are compared: case, accents, width and the like folded away.
//!
//! Only what titles of goods need, in a few short tables: a library of all Unicode's foldings would weigh more than the
//! rest of the matching together. Descriptions and words of the tables go through the same folding, so what matters is
//! that it is one and the same, not that it is complete.

/// Base letters of U+00C0 to U+017F; `-` stands for those that are two letters.
const LATIN: &str = "aaaaaa-ceeeeiiiidnoooooxouuuuyt-aaaaaa-ceeeeiiiidnooooo-ouuuuytyaaaaaaccccccccddddeeeeeeeeeegggg\
gggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooo--rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/// Base letters of U+1EA0 to U+1EF9, the Vietnamese ones.
const VIETNAMESE: &str = "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy";

/// Full hiragana of U+FF66 to U+FF9D, the narrow katakana.
const NARROW_KANA: [char; 56] = [
    'を', 'ぁ', 'ぃ', 'ぅ', 'ぇ', 'ぉ', 'ゃ', 'ゅ', 'ょ', 'っ', 'ー', 'あ', 'い', 'う', 'え', 'お', 'か', 'き', 'く',
    'け', 'こ', 'さ', 'し', 'す', 'せ', 'そ', 'た', 'ち', 'つ', 'て', 'と', 'な', 'に', 'ぬ', 'ね', 'の', 'は', 'ひ',
    'ふ', 'へ', 'ほ', 'ま', 'み', 'む', 'め', 'も', 'や', 'ゆ', 'よ', 'ら', 'り', 'る', 'れ', 'ろ', 'わ', 'ん',
];

/// Traditional Chinese signs that goods under restriction are written with, each before its simplified form.
const TRADITIONAL: &str = "電电煙烟槍枪藥药種种彈弹飾饰鑽钻寶宝錢钱鈔钞銀银鐵铁鋰锂鱷鳄蘭兰膠胶體体無无機机飛飞劍剑禮礼燈灯\
噴喷霧雾髮发發发維维營营養养劑剂膚肤護护顏颜雞鸡豬猪魚鱼乾干鮮鲜樹树葉叶龜龟獸兽貓猫鸚鹦鵡鹉舊旧輪轮綠绿強强擾扰訊讯號号製制國国\
賭赌麥麦紅红氣气點点筆笔濕湿險险貨货幣币書书蟲虫蟻蚁買买賣卖產产動动貝贝殼壳虛虚龍龙鳥鸟絲丝網网爾尔葯药黃黄戒戒";

/// Cyrillic and Greek letters that look Latin, each before the letter it is taken for in a word that mixes them.
const LOOKALIKES: &str = "аaеeоoрpсcхxуyіiѕsјjкkмmтtвbнhοoαaνvρpιiκkτtυu";

/// What a character becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letter {
    /// A letter or digit of a script that puts blanks between words.
    One(char),
    /// Two of them: `ß`.
    Two(char, char),
    /// A sign that is compared on its own, because its script puts no blanks, or bends words at their end.
    Sign(char),
    /// A voicing mark that changes the kana before it, by so many places.
    Voicing(u32),
    /// Nothing: marks and characters without width.
    Nothing,
    /// The end of a word.
    Break,
}

/// Folds one character.
pub(super) fn fold(c: char) -> Letter {
    use Letter::{Break, Nothing, One, Sign, Two, Voicing};
    match c {
        'a'..='z' | '0'..='9' => One(c),
        'A'..='Z' => One(c.to_ascii_lowercase()),
        '\0'..='\u{AC}' | '\u{AE}'..='\u{B4}' => Break,
        'ß' | 'ẞ' => Two('s', 's'),
        'æ' | 'Æ' => Two('a', 'e'),
        'œ' | 'Œ' => Two('o', 'e'),
        '\u{D7}' | '\u{F7}' => Break,
        '\u{C0}'..='\u{17F}' => nth(LATIN, c, 0xC0),
        '\u{1EA0}'..='\u{1EF9}' => nth(VIETNAMESE, c, 0x1EA0),
        // Soft hyphen, combining accents, marks of direction and joining, variants.
        '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => Nothing,
        '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => Nothing,
        // Arabic: vowels and the lengthening stroke go, letters written in several ways become one.
        '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}' => Nothing,
        'أ' | 'إ' | 'آ' | 'ٱ' => One('ا'),
        'ى' | 'ی' | 'ئ' => One('ي'),
        'ة' => One('ه'),
        'ؤ' => One('و'),
        'ک' => One('ك'),
        // Devanagari: the dot under a letter goes, both marks of nasals are one.
        '\u{93C}' => Nothing,
        '\u{901}' => One('\u{902}'),
        '\u{958}'..='\u{95F}' => One(dotless(c)),
        '\u{964}' | '\u{965}' => Break,
        '\u{900}'..='\u{DFF}' => One(c),
        // Japanese and Chinese: katakana as hiragana, narrow as wide, traditional as simplified.
        '\u{3099}' | '\u{FF9E}' => Voicing(1),
        '\u{309A}' | '\u{FF9F}' => Voicing(2),
        '\u{30A1}'..='\u{30F6}' => Sign(shifted(c, 0x60)),
        '\u{FF66}'..='\u{FF9D}' => narrow_kana(c),
        '\u{3005}' | '\u{3041}'..='\u{3096}' | '\u{30FC}' | '\u{AC00}'..='\u{D7A3}' => Sign(c),
        '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' => Sign(simplified(c)),
        '\u{E01}'..='\u{E4E}' => Sign(c),
        '\u{FF01}'..='\u{FF5E}' => fold(shifted(c, 0xFEE0)),
        // Bold and slanted letters that titles are decorated with.
        '\u{1D400}'..='\u{1D6A3}' => One(alphabet('a', u32::from(c).wrapping_sub(0x1D400) % 26)),
        '\u{1D7CE}'..='\u{1D7FF}' => One(alphabet('0', u32::from(c).wrapping_sub(0x1D7CE) % 10)),
        _ if c.is_alphanumeric() => One(c.to_lowercase().next().unwrap_or(c)),
        _ => Break,
    }
}

fn nth(table: &str, c: char, first: u32) -> Letter {
    let place = usize::try_from(u32::from(c).wrapping_sub(first)).unwrap_or(usize::MAX);
    table.as_bytes().get(place).map_or(Letter::Break, |letter| Letter::One(char::from(*letter)))
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(u32::from(c).wrapping_sub(by)).unwrap_or(c)
}

fn alphabet(first: char, place: u32) -> char {
    char::from_u32(u32::from(first).wrapping_add(place)).unwrap_or(first)
}

fn narrow_kana(c: char) -> Letter {
    let place = usize::try_from(u32::from(c).wrapping_sub(0xFF66)).unwrap_or(usize::MAX);
    NARROW_KANA.get(place).map_or(Letter::Break, |kana| Letter::Sign(*kana))
}

fn dotless(c: char) -> char {
    const BASES: [char; 8] = ['क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य'];
    let place = usize::try_from(u32::from(c).wrapping_sub(0x958)).unwrap_or(usize::MAX);
    BASES.get(place).copied().unwrap_or(c)
}

fn simplified(c: char) -> char {
    partner(TRADITIONAL, c).unwrap_or(c)
}

/// The Latin letter that a Cyrillic or Greek one is taken for.
pub(super) fn lookalike(c: char) -> char {
    partner(LOOKALIKES, c).unwrap_or(c)
}

fn partner(pairs: &str, wanted: char) -> Option<char> {
    let mut letters = pairs.chars();
    while let (Some(from), Some(to)) = (letters.next(), letters.next()) {
        if from == wanted {
            return Some(to);
        }
    }
    None
}

/// Whether a folded character is compared on its own.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E4E}' | '\u{3005}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

#[cfg(test)]
mod tests {
    use super::Letter::{Nothing, One, Sign, Two};
    use super::{LATIN, VIETNAMESE, fold, lookalike};

    #[test]
    fn tables_are_as_long_as_their_ranges() {
        assert_eq!(LATIN.len(), 0x180 - 0xC0);
        assert_eq!(VIETNAMESE.len(), 0x1EFA - 0x1EA0);
        assert_eq!([super::TRADITIONAL, super::LOOKALIKES].map(|pairs| pairs.chars().count() % 2), [0, 0]);
    }

    #[test]
    fn case_accents_and_width_go() {
        for (written, read) in
            [('É', 'e'), ('ñ', 'n'), ('ı', 'i'), ('İ', 'i'), ('ł', 'l'), ('ş', 's'), ('ő', 'o'), ('Ａ', 'a')]
        {
            assert_eq!(fold(written), One(read), "{written}");
        }
        assert_eq!(fold('𝗩'), One('v'));
        assert_eq!(fold('𝟗'), One('9'));
        assert_eq!(fold('ß'), Two('s', 's'));
        assert_eq!(fold('\u{301}'), Nothing);
        assert_eq!(fold('Ж'), One('ж'));
    }

    #[test]
    fn other_scripts_have_one_spelling() {
        assert_eq!(fold('ナ'), fold('な'));
        assert_eq!(fold('ﾅ'), fold('な'));
        assert_eq!(fold('電'), fold('电'));
        assert_eq!(fold('أ'), fold('ا'));
        assert_eq!(fold('\u{95C}'), fold('ड'));
        assert_eq!(fold('칼'), Sign('칼'));
        assert_eq!(lookalike('а'), 'a');
    }
}
