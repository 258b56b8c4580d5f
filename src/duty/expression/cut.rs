//! What a preference leaves of a rate: points or a share off what is charged on the value, a share off what is charged by
//! quantity.

use rust_decimal::Decimal;

use super::{DutyExpression, Season, Specific, Step};
use crate::arithmetic::Arithmetic;
use crate::tables::schema::{Cut, Percent};

impl DutyExpression {
    /// The expression with `cut` taken off, as Regulation (EU) No 978/2012, Art. 7 states it: a rate of the value falls by
    /// points or by a share of itself and never under nothing; a duty by quantity falls only where it stands alone; a
    /// minimum no longer applies and a maximum stays. `None` where the rate is known by its bounds or not at all.
    ///
    /// ```
    /// use dutybound::duty::expression::DutyExpression;
    /// use dutybound::tables::schema::{Cut, Percent};
    /// let textiles = Cut { share: Some(Percent(20.into())), ..Cut::default() };
    /// let shirt: DutyExpression = "12%".parse().unwrap();
    /// assert_eq!(shirt.cut(&textiles).unwrap().to_string(), "9.6%");
    /// ```
    #[must_use]
    pub fn cut(&self, cut: &Cut) -> Option<Self> {
        // Where part of a rate is open, a floor or a cap may be all that is known of it.
        if self.is_technical() {
            return None;
        }
        match self {
            Self::Free => Some(Self::Free),
            Self::AdValorem(rate) => Some(Self::percent(of_value(*rate, cut))),
            Self::Specific(specific) => Some(match cut.specific {
                Some(share) => Self::Specific(Specific { amount: less(specific.amount, share), ..specific.clone() }),
                None => self.clone(),
            }),
            Self::Sum(parts) => {
                let with_value = parts.iter().any(|part| matches!(part, Self::AdValorem(_)));
                let whole = Cut { specific: cut.specific.filter(|_| !with_value), ..*cut };
                Some(Self::sum(parts.iter().map(|part| part.cut(&whole)).collect::<Option<_>>()?))
            }
            // The first is the duty itself, what follows is its floor or its cap.
            Self::Greater(parts) => parts.first()?.cut(cut),
            Self::Lesser(parts) => {
                let (duty, caps) = parts.split_first()?;
                let cut = duty.cut(cut)?;
                Some(Self::Lesser(core::iter::once(cut).chain(caps.iter().cloned()).collect()))
            }
            Self::Seasonal(seasons) => {
                let season = |season: &Season| Some(Season { rate: season.rate.cut(cut)?, ..season.clone() });
                Some(Self::Seasonal(seasons.iter().map(season).collect::<Option<_>>()?))
            }
            Self::Content { of, steps } => {
                let step = |step: &Step| Some(Step { from: step.from, rate: step.rate.cut(cut)? });
                Some(Self::Content { of: of.clone(), steps: steps.iter().map(step).collect::<Option<_>>()? })
            }
            Self::Between(..) | Self::Component { .. } | Self::Technical(_) => None,
        }
    }
}

fn of_value(rate: Decimal, cut: &Cut) -> Decimal {
    let shared = cut.share.map_or(rate, |share| less(rate, share));
    cut.points.map_or(shared, |points| shared.minus(points.0).max(Decimal::ZERO)).normalize()
}

fn less(amount: Decimal, share: Percent) -> Decimal {
    amount.percent(Decimal::ONE_HUNDRED.minus(share.0)).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rates of the Common Customs Tariff and what standard GSP leaves of them (Regulation (EU) No 978/2012, Art. 7).
    #[test]
    fn as_the_regulation_states_it() {
        let percent = |text: &str| Some(Percent(text.parse().unwrap()));
        let sensitive = Cut { points: percent("3.5"), share: None, specific: percent("30") };
        let textiles = Cut { points: None, share: percent("20"), specific: percent("30") };
        let table = [
            // Article 7(2): 3.5 points, a fifth of textiles; never under nothing.
            ("17%", &sensitive, Some("13.5%")),
            ("2.7%", &sensitive, Some("free")),
            ("12%", &textiles, Some("9.6%")),
            ("free", &textiles, Some("free")),
            // Article 7(4) and (5): by quantity alone, and beside a rate of the value.
            ("10 EUR/100 kg", &sensitive, Some("7 EUR/100 kg")),
            ("8% + 2.7 EUR/100 kg", &sensitive, Some("4.5% + 2.7 EUR/100 kg")),
            // Article 7(6): a maximum stays, a minimum does not apply.
            ("lesser(8%, 5 EUR/100 kg)", &sensitive, Some("lesser(4.5%, 5 EUR/100 kg)")),
            ("greater(11.2%, 22 EUR/100 kg)", &sensitive, Some("7.7%")),
            (
                "season(01-01..02-14: 15%; 02-15..12-31: 3%)",
                &sensitive,
                Some("season(01-01..02-14: 11.5%; 02-15..12-31: free)"),
            ),
            // Beside a rate of the value what goes by contents stays.
            (
                "9% + content(kg[sucrose]; 0: free; 5: 10.06 EUR/100 kg)",
                &sensitive,
                Some("5.5% + content(kg[sucrose]; 0: free; 5: 10.06 EUR/100 kg)"),
            ),
            ("between(0%, 35%)", &sensitive, None),
            ("technical(entry-price)", &sensitive, None),
            ("lesser(greater(2.7%, technical(which old line)), 4.7%)", &sensitive, None),
        ];
        for (full, cut, expected) in table {
            let rate: DutyExpression = full.parse().unwrap();
            assert_eq!(rate.cut(cut).map(|rate| rate.to_string()).as_deref(), expected, "{full}");
        }
    }
}
