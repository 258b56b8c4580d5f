//! Names that law writes, turned into positions while its rules are prepared.

use super::{CodeSets, RuleId, SetId};
use crate::tables::Tables;
use crate::tables::schema::WeightTest;
use crate::{CommodityCode, Date, Place, order};

/// Turns names into positions while rules are prepared.
pub(super) struct Names<'t> {
    tables: &'t Tables,
    day: Date,
    ids: Vec<(&'t str, RuleId)>,
    pub(super) sets: CodeSets,
    named_sets: Vec<(Vec<String>, SetId)>,
    pub(super) facts: Vec<String>,
    pub(super) weights: Vec<WeightTest>,
}

impl<'t> Names<'t> {
    pub(super) fn new(tables: &'t Tables, day: Date, ids: Vec<(&'t str, RuleId)>) -> Self {
        Self {
            tables,
            day,
            ids,
            sets: CodeSets::default(),
            named_sets: Vec::new(),
            facts: Vec::new(),
            weights: Vec::new(),
        }
    }

    pub(super) fn set(&mut self, codes: Vec<CommodityCode>) -> SetId {
        self.sets.add(codes)
    }

    /// One set for several lists or classes; the same names share it.
    fn named(&mut self, key: Vec<String>, codes: impl FnOnce(&Self) -> Vec<CommodityCode>) -> SetId {
        if let Some((_, id)) = self.named_sets.iter().find(|(known, _)| *known == key) {
            return *id;
        }
        let codes = codes(self);
        let id = self.set(codes);
        self.named_sets.push((key, id));
        id
    }

    pub(super) fn lists(&mut self, lists: &[String]) -> SetId {
        self.named(lists.to_vec(), |names| {
            lists.iter().filter_map(|id| names.tables.list(id)).flat_map(|list| list.on(names.day)).collect()
        })
    }

    pub(super) fn goods(&mut self, classes: &[String]) -> SetId {
        let key = classes.iter().map(|class| format!("goods:{class}")).collect();
        self.named(key, |names| {
            let held = names.tables.world.goods.iter().filter(|class| classes.contains(&class.name));
            held.flat_map(|class| class.codes.iter().copied()).collect()
        })
    }

    pub(super) fn group(&self, name: &str) -> Vec<Place> {
        let group = self.tables.world.groups.iter().find(|group| group.name == name);
        group.map(|group| group.members.clone()).unwrap_or_default()
    }

    pub(super) fn fact(&mut self, name: &str) -> u16 {
        let known = self.facts.iter().position(|fact| fact == name);
        known.map_or_else(|| appended(&mut self.facts, name.to_owned()), position)
    }

    pub(super) fn weight(&mut self, test: WeightTest) -> u16 {
        let known = self.weights.iter().position(|weight| *weight == test);
        known.map_or_else(|| appended(&mut self.weights, test), position)
    }

    pub(super) fn rules(&self, ids: &[String]) -> Vec<RuleId> {
        let mut found: Vec<RuleId> = ids.iter().filter_map(|id| self.rule(id)).collect();
        order::sort(&mut found);
        found
    }

    pub(super) fn rule(&self, id: &str) -> Option<RuleId> {
        self.ids.iter().find(|(known, _)| *known == id).map(|(_, rule)| *rule)
    }
}

fn appended<T>(all: &mut Vec<T>, one: T) -> u16 {
    all.push(one);
    position(all.len() - 1)
}

fn position(index: usize) -> u16 {
    u16::try_from(index).unwrap_or(u16::MAX)
}
