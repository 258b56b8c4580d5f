//! Numbers that can be checked by themselves: how they are written, and whether their check digits follow.

use super::rule::{CheckRule, NumberKind};

/// Digits of a text; `None` when it holds anything else.
fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|sign| sign.to_digit(10)).collect()
}

/// The sum of digits times weights.
fn weighed(digits: &[u32], weights: impl Iterator<Item = u32>) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Whether a text is written as an item number of the postal standard S10: two letters, nine digits, two letters.
#[must_use]
pub fn is_s10(text: &str) -> bool {
    is_written(text, "@@#########@@")
}

/// Whether the last digit of an item number follows from the eight before it.
///
/// UPU standard S10: weights 8 6 4 2 3 5 9 7; eleven less the remainder by eleven; ten is written 0, eleven 5.
///
/// ```
/// use dutybound::declaration::is_s10_whole;
/// assert!(is_s10_whole("EE876543216VN"));
/// assert!(!is_s10_whole("EE876543217VN"));
/// ```
#[must_use]
pub fn is_s10_whole(text: &str) -> bool {
    let text = tidy(text);
    let Some(digits) = text.get(2..11).and_then(digits) else { return false };
    let Some((check, serial)) = digits.split_last() else { return false };
    let made = match 11 - weighed(serial, [8, 6, 4, 2, 3, 5, 9, 7].into_iter()) % 11 {
        10 => 0,
        11 => 5,
        other => other,
    };
    is_s10(&text) && made == *check
}

/// Whether a text is a GTIN of 8, 12, 13 or 14 digits whose last follows from the others.
///
/// GS1: from the right, weights 3 and 1 in turn; what is lacking to the next ten.
///
/// ```
/// use dutybound::declaration::is_gtin;
/// assert!(is_gtin("4006381333931"));
/// assert!(!is_gtin("4006381333930"));
/// ```
#[must_use]
pub fn is_gtin(text: &str) -> bool {
    let Some(digits) = digits(&tidy(text)).filter(|digits| matches!(digits.len(), 8 | 12 | 13 | 14)) else {
        return false;
    };
    let Some((check, rest)) = digits.split_last() else { return false };
    let rest: Vec<u32> = rest.iter().rev().copied().collect();
    (weighed(&rest, [3, 1].into_iter().cycle()) + check).is_multiple_of(10)
}

/// Without the signs people put between digits, and in capital letters.
pub(super) fn tidy(text: &str) -> String {
    let between = |sign: &char| !matches!(sign, ' ' | '.' | '-' | '/' | '\u{a0}');
    text.trim().chars().filter(between).take(60).flat_map(char::to_uppercase).collect()
}

/// Whether a number is written in one of the ways of its kind.
pub(super) fn is_well_formed(kind: &NumberKind, text: &str) -> bool {
    let text = tidy(text);
    kind.forms.is_empty() || kind.forms.iter().any(|form| is_written(&text, form))
}

/// `#` a digit, `@` a letter, `?` either, anything else itself.
fn is_written(text: &str, form: &str) -> bool {
    let fits = |(sign, wanted): (char, char)| match wanted {
        '#' => sign.is_ascii_digit(),
        '@' => sign.is_ascii_uppercase(),
        '?' => sign.is_ascii_digit() || sign.is_ascii_uppercase(),
        other => sign == other,
    };
    text.chars().count() == form.chars().count() && text.chars().zip(form.chars()).all(fits)
}

/// Whether the check digits of a number follow from the others.
pub(super) fn checks(rule: CheckRule, text: &str) -> bool {
    let tidy = tidy(text);
    // Letters count as their place after the digits in ASCII: from July 2026 Brazil's numbers of firms may have some.
    let worth = |sign: u8| u32::from(sign).checked_sub(48);
    let Some(digits) = tidy.bytes().map(worth).collect::<Option<Vec<u32>>>() else { return false };
    if rule != CheckRule::Cnpj && digits.iter().any(|digit| *digit > 9) {
        return false;
    }
    match rule {
        CheckRule::Cpf => digits.len() == 11 && !is_one_digit(&digits) && mod_eleven(&digits, 11),
        CheckRule::Cnpj => digits.len() == 14 && !is_one_digit(&digits) && mod_eleven(&digits, 9),
        CheckRule::Tckn => is_tckn(&digits),
    }
}

fn is_one_digit(digits: &[u32]) -> bool {
    digits.iter().all(|digit| Some(digit) == digits.first())
}

/// Brazil's two last digits: each from all before it, weights from 2 upwards from the right, beginning again after the highest.
fn mod_eleven(digits: &[u32], highest: u32) -> bool {
    let made = |before: &[u32]| {
        let before: Vec<u32> = before.iter().rev().copied().collect();
        match weighed(&before, (2..=highest).cycle()) % 11 {
            0 | 1 => 0,
            rest => 11 - rest,
        }
    };
    let ends = |length: usize| {
        let (before, rest) = digits.split_at_checked(length)?;
        Some(rest.first() == Some(&made(before)))
    };
    let length = digits.len();
    ends(length.saturating_sub(2)) == Some(true) && ends(length.saturating_sub(1)) == Some(true)
}

/// Turkey's: eleven digits, the first not 0; the tenth from sums of odd and even places, the last from all before it.
fn is_tckn(digits: &[u32]) -> bool {
    let &[a, b, c, d, e, f, g, h, i, tenth, last] = digits else { return false };
    let (odd, even) = (a + c + e + g + i, b + d + f + h);
    a != 0 && (odd * 7 + 10 * 9 - even) % 10 == tenth && (odd + even + tenth) % 10 == last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn item_numbers() {
        // The worked example of the standard, and others with each of the two exceptional remainders.
        for good in ["EE876543216VN", "ee 876 543 216 vn", "RB473124829GB"] {
            assert!(is_s10_whole(good), "{good}");
        }
        // Every single changed digit is noticed.
        for at in 2..11 {
            let mut signs: Vec<char> = "EE876543216VN".chars().collect();
            signs[at] =
                if signs[at] == '9' { '0' } else { char::from_digit(signs[at].to_digit(10).unwrap() + 1, 10).unwrap() };
            let wrong: String = signs.into_iter().collect();
            assert!(!is_s10_whole(&wrong), "{wrong}");
        }
        for wrong in ["", "EE87654321VN", "1E876543216VN", "EE87654321XVN", "ÄE876543216VN"] {
            assert!(!is_s10_whole(wrong), "{wrong}");
        }
    }

    #[test]
    fn the_exceptional_check_digits() {
        // Remainder 1 makes ten, written 0; remainder 0 makes eleven, written 5.
        let made = |serial: &str| (0..10).find(|check| is_s10_whole(&format!("RR{serial}{check}SE")));
        assert_eq!(made("00000000"), Some(5));
        assert_eq!(made("00001000"), Some(8));
        assert_eq!(made("00004000"), Some(0));
    }

    #[test]
    fn gtins() {
        for good in ["4006381333931", "96385074", "036000291452", "10614141000415", "4 006381 333931"] {
            assert!(is_gtin(good), "{good}");
        }
        for wrong in ["4006381333932", "400638133393", "", "abc", "40063813339310"] {
            assert!(!is_gtin(wrong), "{wrong}");
        }
    }

    #[test]
    fn numbers_of_persons_and_firms() {
        for (rule, good, wrong) in [
            (CheckRule::Cpf, "529.982.247-25", "529.982.247-26"),
            (CheckRule::Cpf, "111.444.777-35", "111.111.111-11"),
            (CheckRule::Cnpj, "11.222.333/0001-81", "11.222.333/0001-82"),
            (CheckRule::Cnpj, "12.ABC.345/01DE-35", "12.ABC.345/01DE-36"),
            (CheckRule::Tckn, "10000000146", "10000000145"),
        ] {
            assert!(checks(rule, good), "{good}");
            assert!(!checks(rule, wrong), "{wrong}");
        }
    }
}
