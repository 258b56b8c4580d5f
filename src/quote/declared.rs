//! A consignment up to its declaration: what may come in, what it is worth, who collects, and how goods are counted.

use super::found;
use crate::Date;
use crate::assess::reading::Unknown;
use crate::assess::restriction::{self, Verdict};
use crate::assess::route::{self, Presumed};
use crate::assess::{Case, Item, Scope, Totals, Whole, goods, value};
use crate::error::NotCovered;
use crate::law::RuleId;
use crate::tables::schema::Route;

/// What is known of a consignment once it is declared.
pub(super) struct Declared<'t> {
    pub(super) verdicts: Vec<Verdict<'t>>,
    /// The next day on which there are others.
    pub(super) verdicts_until: Option<Date>,
    /// Lines as they were valued, before the declaration counted them: what the checker looks at.
    #[cfg(feature = "text")]
    pub(super) lines: Vec<Item>,
    /// Goods items.
    pub(super) items: Vec<Item>,
    pub(super) presumed: Vec<Presumed>,
    pub(super) route_rule: RuleId,
    pub(super) route: &'t Route,
    /// What is open and decides how the consignment is valued, sold or declared.
    pub(super) open: Vec<Unknown>,
    /// Positions of the cart lines that are priced.
    priced: Vec<usize>,
    totals: Totals,
    restricted: bool,
}

impl<'t> Declared<'t> {
    pub(super) fn new(case: &Case<'_, 't>, everything: &Scope) -> Result<Self, NotCovered> {
        let (verdicts, verdicts_until) = restriction::find(case);
        let priced = found::lines_to_price(case, &verdicts);
        let mut open = Vec::new();
        let mut lines = value::assess(case, everything, &priced, &mut open)?;
        let totals = Totals::of(&lines);
        let restricted = restriction::force_a_fuller_declaration(&verdicts);
        let undeclared = Whole { totals, dataset: "", restricted, priced: &priced };
        let presumed = route::schemes(case, &undeclared, everything, &mut lines, &mut open);
        let (route_rule, route) = route::choose(case, &undeclared, everything, &lines, &mut open)?;
        let items = goods::group(case, &lines, route);
        Ok(Self {
            verdicts,
            verdicts_until,
            #[cfg(feature = "text")]
            lines,
            items,
            presumed,
            route_rule,
            route,
            open,
            priced,
            totals,
            restricted,
        })
    }

    /// Of every cart line the goods item that it is declared in.
    pub(super) fn item_of_lines(&self, case: &Case<'_, '_>) -> Vec<Option<usize>> {
        let mut found = vec![None; case.consignment.lines.len()];
        for (position, item) in self.items.iter().enumerate() {
            for line in &item.lines {
                if let Some(of_line) = found.get_mut(*line) {
                    *of_line = Some(position);
                }
            }
        }
        found
    }

    /// The consignment as conditions see it before its declaration is chosen.
    pub(super) fn undeclared(&self) -> Whole<'_> {
        Whole { totals: self.totals, dataset: "", restricted: self.restricted, priced: &self.priced }
    }

    /// The consignment as conditions see it.
    pub(super) fn whole(&self) -> Whole<'_> {
        Whole { dataset: &self.route.dataset, ..self.undeclared() }
    }
}
