//! Figures in texts of duty.

use rust_decimal::Decimal;

use crate::parse_decimal;

/// A figure as every tariff writes it in the end: digits, and a point where it has a fraction. A sign, blanks, an exponent or
/// separators are no part of it; what a country writes otherwise, its reader puts so before.
pub(super) fn figure(text: &str) -> Option<Decimal> {
    let begins_with_a_digit = text.starts_with(|first: char| first.is_ascii_digit());
    parse_decimal(text).filter(|_| begins_with_a_digit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_digits_and_a_point_are_a_figure() {
        for (text, expected) in [("7", "7"), ("0.50", "0.50"), ("007.5", "7.5"), ("12345678901", "12345678901")] {
            assert_eq!(figure(text), expected.parse().ok(), "{text}");
        }
        for text in ["", ".5", "-5", "+5", "5%", "1 000", "1,5", "1_000", "1e3", "1.2.3", "five", "٣"] {
            assert_eq!(figure(text), None, "{text}");
        }
    }
}
