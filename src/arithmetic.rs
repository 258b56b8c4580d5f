//! Sums and products of exact decimals, each made once: the decimal library puts its arithmetic wherever it is written, a
//! kilobyte of WebAssembly every time.

use rust_decimal::Decimal;

/// Arithmetic that is called instead of copied, and never panics.
pub(crate) trait Arithmetic: Sized {
    /// The sum; `None` where it leaves exact decimals.
    fn sum(self, other: Self) -> Option<Self>;
    /// The product; `None` where it leaves exact decimals.
    fn product(self, other: Self) -> Option<Self>;
    /// The sum, or the furthest figure there is on its side of nought.
    fn plus(self, other: Self) -> Self;
    /// The difference, or the furthest figure there is on its side of nought.
    fn minus(self, other: Self) -> Self;
    /// The product, or the furthest figure there is on its side of nought.
    fn times(self, other: Self) -> Self;
    /// So many per cent of it, or the furthest figure there is on its side of nought.
    fn percent(self, rate: Self) -> Self;
}

impl Arithmetic for Decimal {
    #[inline(never)]
    fn sum(self, other: Self) -> Option<Self> {
        self.checked_add(other)
    }

    #[inline(never)]
    fn product(self, other: Self) -> Option<Self> {
        self.checked_mul(other)
    }

    #[inline(never)]
    fn plus(self, other: Self) -> Self {
        // Only figures of the same side leave exact decimals.
        self.sum(other).unwrap_or_else(|| furthest(self.is_sign_negative()))
    }

    #[inline(never)]
    fn minus(self, other: Self) -> Self {
        // Not the sum with the opposite, which makes a nought below nought of equal figures.
        self.checked_sub(other).unwrap_or_else(|| furthest(self.is_sign_negative()))
    }

    #[inline(never)]
    fn times(self, other: Self) -> Self {
        self.product(other).unwrap_or_else(|| furthest(self.is_sign_negative() != other.is_sign_negative()))
    }

    #[inline(never)]
    fn percent(self, rate: Self) -> Self {
        // Multiplied, not divided: a hundredth is exact, and a division is slower.
        let exact = self.product(rate).and_then(|scaled| scaled.product(Self::new(1, 2)));
        exact.unwrap_or_else(|| furthest(self.is_sign_negative() != rate.is_sign_negative()))
    }
}

/// The sum of all, or the furthest figure there is on its side of nought.
pub(crate) fn total(figures: impl Iterator<Item = Decimal>) -> Decimal {
    figures.fold(Decimal::ZERO, Arithmetic::plus)
}

/// Where figures end: a sum that runs over there must not come out on the other side of nought.
fn furthest(negative: bool) -> Decimal {
    if negative { Decimal::MIN } else { Decimal::MAX }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_at_the_largest_figure_and_never_panics() {
        let largest = Decimal::MAX;
        assert_eq!((largest.sum(Decimal::ONE), largest.product(Decimal::TWO)), (None, None));
        assert_eq!((largest.plus(Decimal::ONE), largest.times(Decimal::TWO)), (largest, largest));
        assert_eq!(largest.percent(Decimal::TWO), largest);
    }

    #[test]
    fn nothing_left_is_nought_and_not_below_it() {
        let left = Decimal::new(15_000, 2).minus(Decimal::new(15_000, 2)).max(Decimal::ZERO);
        assert_eq!(left.to_string(), "0.00");
    }

    #[test]
    fn what_runs_over_below_nought_stays_below_it() {
        let (lowest, largest) = (Decimal::MIN, Decimal::MAX);
        assert_eq!((lowest.plus(-Decimal::ONE), lowest.minus(Decimal::ONE)), (lowest, lowest));
        assert_eq!(
            (lowest.times(Decimal::TWO), largest.times(-Decimal::TWO), lowest.percent(Decimal::TWO)),
            (lowest, lowest, lowest)
        );
        assert_eq!((lowest.times(-Decimal::TWO), largest.minus(-Decimal::ONE)), (largest, largest));
    }

    #[test]
    fn percents_are_exact() {
        let of = |base: &str, rate: &str| base.parse::<Decimal>().unwrap().percent(rate.parse().unwrap());
        assert_eq!(of("89.00", "20"), "17.80".parse().unwrap());
        assert_eq!(of("0.01", "6.375"), "0.0006375".parse().unwrap());
        assert_eq!(of("200", "12").minus(Decimal::ONE), 23.into());
    }
}
