//! `dutybound tables diff REV`: what changed for whom since a revision, in words.
//!
//! As the time zone database does in its news, changes are sorted by their effect: on days that have passed (a quote for
//! such a day comes out otherwise than it did), on days to come, or on words and sources only.

mod revision;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use dutybound::tables::schema::{Measure, World};
use dutybound::tables::{CodeList, Column, Schedule};
use dutybound::{Date, Tables};

use super::phrase;

pub fn command(folder: &Path, rev: &str, on: Option<Date>) -> ExitCode {
    let now = match crate::read_tables(folder) {
        Ok(text) => text.tables,
        Err(code) => return code,
    };
    let Some(on) = on.or_else(|| now.edition.parse().ok()) else {
        complain!("the edition `{}` is not a day; say which day divides past from future with --on", now.edition);
        return ExitCode::FAILURE;
    };
    let then = match revision::tables(folder, rev) {
        Ok(tables) => tables,
        Err(message) => {
            complain!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let mut changes = Changes::default();
    changes.measures(&then, &now, on);
    changes.other_law(&then.world, &now.world);
    changes.codes(&then, &now);
    tell!("{}", changes.print(rev, on));
    ExitCode::SUCCESS
}

/// On which days a change has effect. Ordered as it is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Effect {
    Past,
    Future,
    Words,
}

impl Effect {
    const ALL: [Self; 3] = [Self::Past, Self::Future, Self::Words];

    const fn heading(self) -> &'static str {
        match self {
            Self::Past => "Changes to days past and present",
            Self::Future => "Changes to days to come",
            Self::Words => "Changes to words, sources, and what has no date",
        }
    }
}

/// Changes by effect, and by place within one.
#[derive(Default)]
struct Changes {
    all: BTreeMap<(Effect, String), Vec<String>>,
}

/// Fields that say nothing of what is charged.
const WORDS: [&str; 3] = ["title", "sources", "note"];

impl Changes {
    fn add(&mut self, effect: Effect, place: impl ToString, what: String) {
        self.all.entry((effect, place.to_string())).or_default().push(what);
    }

    fn measures(&mut self, then: &Tables, now: &Tables, on: Date) {
        let by_id = |world: &World| -> BTreeMap<String, Measure> {
            world.measures.iter().map(|measure| (measure.id.clone(), measure.clone())).collect()
        };
        let (then, now) = (by_id(&then.world), by_id(&now.world));
        for (id, old) in then.iter().filter(|(id, _)| !now.contains_key(*id)) {
            self.add(
                begins(old, on),
                old.place,
                format!("removed {id}: {} ({})", old.title, phrase::validity(&old.validity)),
            );
        }
        for (id, new) in &now {
            match then.get(id) {
                None => {
                    let (title, period) = (&new.title, phrase::validity(&new.validity));
                    let what = format!("added {id}: {title} ({period}); {}", phrase::effect(&new.effect));
                    self.add(begins(new, on), new.place, what);
                }
                Some(old) => self.measure(old, new, on),
            }
        }
    }

    fn measure(&mut self, old: &Measure, new: &Measure, on: Date) {
        let pairs = phrase::fields(old).into_iter().zip(phrase::fields(new));
        let differing: Vec<_> = pairs.filter(|((_, old), (_, new))| old != new).collect();
        if differing.is_empty() {
            return;
        }
        let names: Vec<&str> = differing.iter().map(|((name, _), _)| *name).collect();
        let mut what = format!("changed {}", new.id);
        for ((name, old), (_, new)) in &differing {
            // Writing to a string does not fail.
            let _ = write!(what, "\n      {name}: {} -> {}", said(old), said(new));
        }
        self.add(effect(&names, old, new, on), new.place, what);
    }

    /// Law without measures: announced, restricting, and the classes that conditions name.
    fn other_law(&mut self, then: &World, now: &World) {
        fn keyed<T: serde::Serialize>(
            all: &[T],
            key: impl Fn(&T) -> (String, String),
        ) -> BTreeMap<String, (String, String)> {
            let entry = |one: &T| {
                let (place, id) = key(one);
                (id, (place, serde_json::to_string(one).unwrap_or_default()))
            };
            all.iter().map(entry).collect()
        }
        let everyone = "everywhere".to_owned();
        let restrictions = |world: &World| {
            keyed(&world.restrictions, |r| (r.place.map_or(everyone.clone(), |place| place.to_string()), r.id.clone()))
        };
        self.keyed("restriction", &restrictions(then), &restrictions(now));
        let watch = |world: &World| keyed(&world.watch, |watch| (watch.place.to_string(), watch.id.clone()));
        self.keyed("announcement", &watch(then), &watch(now));
        let places = |world: &World| keyed(&world.places, |place| (place.place.to_string(), place.place.to_string()));
        self.keyed("place", &places(then), &places(now));
        let goods = |world: &World| keyed(&world.goods, |class| (everyone.clone(), class.name.clone()));
        self.keyed("class of goods", &goods(then), &goods(now));
        let groups = |world: &World| keyed(&world.groups, |group| (everyone.clone(), group.name.clone()));
        self.keyed("group of places", &groups(then), &groups(now));
        let acts = |world: &World| keyed(&world.acts, |act| (everyone.clone(), act.id.clone()));
        self.keyed("act", &acts(then), &acts(now));
        let categories = |world: &World| keyed(&world.categories, |category| (everyone.clone(), category.id.clone()));
        self.keyed("category", &categories(then), &categories(now));
        if then.rates.on != now.rates.on {
            let day = |day: Option<Date>| day.map_or("no day".to_owned(), |day| day.to_string());
            self.add(
                Effect::Words,
                everyone,
                format!("exchange rates of {} -> {}", day(then.rates.on), day(now.rates.on)),
            );
        }
    }

    fn keyed(
        &mut self,
        what: &str,
        then: &BTreeMap<String, (String, String)>,
        now: &BTreeMap<String, (String, String)>,
    ) {
        for (id, (place, _)) in then.iter().filter(|(id, _)| !now.contains_key(*id)) {
            self.add(Effect::Words, place, format!("removed the {what} {id}"));
        }
        for (id, (place, text)) in now {
            match then.get(id) {
                None => self.add(Effect::Words, place, format!("added the {what} {id}")),
                Some((_, old)) if old != text => self.add(Effect::Words, place, format!("changed the {what} {id}")),
                Some(_) => {}
            }
        }
    }

    /// Tariffs and code lists, row by row.
    fn codes(&mut self, then: &Tables, now: &Tables) {
        for schedule in &now.schedules {
            match then.schedule(&schedule.id) {
                None => self.add(Effect::Words, schedule.place, format!("added the tariff {}", schedule.id)),
                Some(old) => self.schedule(old, schedule),
            }
        }
        for gone in then.schedules.iter().filter(|old| now.schedule(&old.id).is_none()) {
            self.add(Effect::Words, gone.place, format!("removed the tariff {}", gone.id));
        }
        for list in &now.lists {
            let old = then.list(&list.id).map(CodeList::rows).unwrap_or_default();
            let text = |rows: &[(dutybound::CommodityCode, dutybound::Validity)]| -> Vec<(String, String)> {
                rows.iter().map(|(code, validity)| (code.to_string(), phrase::validity(validity))).collect()
            };
            if let Some(said) = rows(text(old), text(list.rows())) {
                self.add(Effect::Words, list.place, format!("list {}: {said}", list.id));
            }
        }
        for gone in then.lists.iter().filter(|old| now.list(&old.id).is_none()) {
            self.add(Effect::Words, gone.place, format!("removed the list {}", gone.id));
        }
    }

    fn schedule(&mut self, old: &Schedule, new: &Schedule) {
        for column in &new.columns {
            let before = old.column(&column.name).map(column_text).unwrap_or_default();
            if let Some(said) = rows(before, column_text(column)) {
                self.add(Effect::Words, new.place, format!("tariff {}, column {}: {said}", new.id, column.name));
            }
        }
        if old.snapshot != new.snapshot {
            self.add(
                Effect::Words,
                new.place,
                format!("tariff {}: rates of {} -> {}", new.id, old.snapshot, new.snapshot),
            );
        }
    }

    fn print(&self, rev: &str, on: Date) -> String {
        let mut out = format!("Since {rev}; {on} divides past from future.\n");
        for effect in Effect::ALL {
            let under: Vec<_> = self.all.iter().filter(|((of, _), _)| *of == effect).collect();
            if under.is_empty() {
                continue;
            }
            let _ = writeln!(out, "\n{}", effect.heading());
            for ((_, place), changes) in under {
                let _ = writeln!(out, "\n  {place}");
                for change in changes {
                    let _ = writeln!(out, "    {change}");
                }
            }
        }
        if self.all.is_empty() {
            out.push_str("\nNothing changed.\n");
        }
        out
    }
}

fn said(text: &str) -> String {
    if text.is_empty() { "nothing".to_owned() } else { format!("`{text}`") }
}

fn begins(measure: &Measure, on: Date) -> Effect {
    if measure.validity.from.is_some_and(|from| from > on) { Effect::Future } else { Effect::Past }
}

/// The effect of a change is that of the first day on which law differs.
fn effect(fields: &[&str], old: &Measure, new: &Measure, on: Date) -> Effect {
    if fields.iter().all(|field| WORDS.contains(field)) {
        return Effect::Words;
    }
    if fields.iter().all(|field| *field == "first day out" || WORDS.contains(field)) {
        let first = [old.validity.until, new.validity.until].into_iter().flatten().min();
        return if first.is_some_and(|first| first > on) { Effect::Future } else { Effect::Past };
    }
    begins(old, on).min(begins(new, on))
}

fn column_text(column: &Column) -> Vec<(String, String)> {
    let row = |row: &dutybound::tables::Row| {
        let cell = column.cell(row)?;
        let period = phrase::validity(&cell.validity);
        Some((row.code.to_string(), format!("{} {} {period}", cell.rate, cell.programs.join(" "))))
    };
    column.rows().iter().filter_map(row).collect()
}

/// How many codes came, went and changed, and the first of them.
fn rows(then: Vec<(String, String)>, now: Vec<(String, String)>) -> Option<String> {
    fn by_code(rows: Vec<(String, String)>) -> BTreeMap<String, Vec<String>> {
        let mut codes: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (code, text) in rows {
            codes.entry(code).or_default().push(text);
        }
        codes
    }
    let (then, now) = (by_code(then), by_code(now));
    let added: Vec<&String> = now.keys().filter(|code| !then.contains_key(*code)).collect();
    let removed: Vec<&String> = then.keys().filter(|code| !now.contains_key(*code)).collect();
    let changed: Vec<&String> = now
        .iter()
        .filter(|(code, text)| then.get(*code).is_some_and(|old| old != *text))
        .map(|(code, _)| code)
        .collect();
    let told = [("added", added), ("removed", removed), ("changed", changed)];
    let words: Vec<String> =
        told.iter().filter(|(_, codes)| !codes.is_empty()).map(|(what, codes)| few(what, codes)).collect();
    (!words.is_empty()).then(|| words.join("; "))
}

fn few(what: &str, codes: &[&String]) -> String {
    let first: Vec<&str> = codes.iter().take(6).map(|code| code.as_str()).collect();
    let dots = if codes.len() > first.len() { ", ..." } else { "" };
    format!("{} codes {what} ({}{dots})", codes.len(), first.join(", "))
}
