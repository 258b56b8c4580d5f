//! `cargo xtask refresh`: the bundled exchange rates, anew from the newest package of rates.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::build;
use crate::child;
use crate::failure::Failure;
use crate::need;
use crate::options::Options;
use crate::paths::Paths;
use crate::progress;

const PACKAGE: &str = "@fawazahmed0/currency-api";

/// Units for one euro, within the package.
const FILE: &str = "package/v1/currencies/eur.json";

const TABLE: &str = "tables/rates/exchange.csv";

pub fn run(paths: &Paths, options: Options) -> Result<(), Failure> {
    options.finish()?;
    let table = paths.root.join(TABLE);
    let before = Table::read(&table)?;
    let places = of_places(&paths.root.join("tables/places"))?;
    let folder = paths.root.join("target/refresh");
    let file = progress::step("package", || fetch(paths, &folder))?;
    let new = folder.join("exchange.csv");
    let wanted: Vec<&str> = before.currencies.union(&places).map(String::as_str).collect();
    progress::step("rates", || {
        let mut import = build::dutybound(paths, &["tables", "import", "rates", "currency-api"]);
        import.arg(&file).args(["--only", &wanted.join(",")]).arg("--out").arg(&new);
        child::stream(&mut import)
            .map_err(|failure| failure.with_remedy(format!("see the report above; {TABLE} is as it was")))?;
        Ok(((), "read".to_owned()))
    })?;
    let after = Table::read(&new)?;
    let (write, sentence) = decide(&before, &after, &places)?;
    if write {
        std::fs::write(&table, &after.text).map_err(|error| Failure::file("write", &table, &error))?;
    }
    println!("\n{sentence}");
    Ok(())
}

/// Gets the newest package and takes the one file out of it.
fn fetch(paths: &Paths, folder: &Path) -> Result<(PathBuf, String), Failure> {
    // Only one package lies here, so that its name need not be known.
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| Failure::file("empty", folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::file("create", folder, &error))?;
    let npm = |words: &[&str]| child::ask(child::command(need::node::NPM, folder).args(words));
    npm(&["--version"]).ok_or_else(|| {
        Failure::new(
            "npm could not be started, and the package of rates is fetched with it",
            "install Node, which brings npm, and open a new terminal",
        )
    })?;
    let newest = format!("{PACKAGE}@latest");
    npm(&["pack", &newest, "--prefer-online", "--fetch-retries=0", "--ignore-scripts"]).ok_or_else(|| {
        Failure::new(
            format!("the newest {PACKAGE} could not be fetched, so {TABLE} is as it was"),
            "check the network and run the command again; `npm ping` says whether the registry can be reached",
        )
    })?;
    let packed = packed(folder)?;
    // Names without a folder: some programs called tar take a drive's colon for a host.
    child::ask(child::command("tar", folder).args(["-xzf", &packed, FILE])).ok_or_else(|| {
        Failure::new(
            format!("`tar` could not take {FILE} out of {packed}"),
            format!("look at {}; the package may have another layout now", paths.show(&folder.join(&packed))),
        )
    })?;
    Ok((folder.join(FILE), packed))
}

fn packed(folder: &Path) -> Result<String, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.into_iter().find(|name| name.ends_with(".tgz")).ok_or_else(|| {
        Failure::new(
            "npm fetched nothing",
            "run the command again; `npm ping` says whether the registry can be reached",
        )
    })
}

/// The currencies that places name.
fn of_places(folder: &Path) -> Result<BTreeSet<String>, Failure> {
    let entries = std::fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    let mut currencies = BTreeSet::new();
    for file in entries.flatten().map(|entry| entry.path()).filter(|path| path.extension().is_some_and(|e| e == "toml"))
    {
        let text = std::fs::read_to_string(&file).map_err(|error| Failure::file("read", &file, &error))?;
        currencies.extend(text.lines().filter_map(currency));
    }
    Ok(currencies)
}

/// The currency of `currency = "NGN"`. The euro has no rate to itself.
fn currency(line: &str) -> Option<String> {
    let code = line.strip_prefix("currency")?.trim_start().strip_prefix('=')?.trim_start().strip_prefix('"')?;
    code.split_once('"').map(|(code, _)| code.to_owned()).filter(|code| code != "EUR")
}

/// A table of rates, as far as it matters here: its day and its currencies.
struct Table {
    text: String,
    on: String,
    currencies: BTreeSet<String>,
}

impl Table {
    fn read(file: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(file).map_err(|error| Failure::file("read", file, &error))?;
        let missing = || {
            Failure::new(
                format!("{} holds no rates", file.display()),
                "compare it with `git log -p` and mend it by hand",
            )
        };
        Self::of(text).ok_or_else(missing)
    }

    fn of(text: String) -> Option<Self> {
        let mut on = None;
        let mut currencies = BTreeSet::new();
        for row in text.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let mut cells = row.split(',');
            currencies.insert(cells.next()?.to_owned());
            on = Some(cells.nth(1)?.to_owned());
        }
        Some(Self { on: on?, text, currencies })
    }
}

/// Whether the new table takes the old one's place, and what is said.
fn decide(before: &Table, after: &Table, places: &BTreeSet<String>) -> Result<(bool, String), Failure> {
    let names = |currencies: Vec<&String>| currencies.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let without: Vec<&String> = places.difference(&after.currencies).collect();
    if !without.is_empty() {
        return Err(Failure::new(
            format!(
                "the package of {} has no rate of {}, which places use; {TABLE} is as it was",
                after.on,
                names(without)
            ),
            "run it again another day; if a currency has ended, give its places another one first",
        ));
    }
    // Days are written so that their texts are in their order.
    if after.on < before.on || after.text == before.text {
        let (day, held, count) = (&after.on, &before.on, before.currencies.len());
        return Ok((false, format!("The newest package is of {day}: the {count} rates of {held} stay as they are.")));
    }
    let count = after.currencies.len();
    let mut said = if after.on == before.on {
        format!("{TABLE} now has {count} rates, still of {}.", after.on)
    } else {
        format!(
            "{TABLE} now has {count} rates of {}; before, they were of {}.\n\
             README.md, docs/assumptions.md and tables/SOURCES.md name the day; `cargo xtask test` finds figures that rest on it.",
            after.on, before.on
        )
    };
    for (what, left, right) in [
        ("New", &after.currencies, &before.currencies),
        ("Missing in the package, and so no longer in the table", &before.currencies, &after.currencies),
    ] {
        let changed: Vec<&String> = left.difference(right).collect();
        if !changed.is_empty() {
            said.push_str(&format!("\n{what}: {}.", names(changed)));
        }
    }
    Ok((true, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(on: &str, rates: &[&str]) -> Table {
        let rows: String = rates.iter().map(|rate| format!("{rate},{on},somebody\n")).collect();
        Table::of(format!("# a remark\ncurrency,per_euro,on,source\n{rows}")).unwrap()
    }

    fn places(codes: &[&str]) -> BTreeSet<String> {
        codes.iter().map(|&code| code.to_owned()).collect()
    }

    #[test]
    fn a_table_is_known_by_its_day_and_its_currencies() {
        let table = table("2026-09-29", &["AED,4.17", "USD,1.13"]);
        assert_eq!((table.on.as_str(), table.currencies), ("2026-09-29", places(&["AED", "USD"])));
        assert!(Table::of("# nothing\ncurrency,per_euro,on,source\n".to_owned()).is_none());
    }

    #[test]
    fn places_name_their_currency_on_a_line_of_its_own() {
        for (line, expected) in [
            (r#"currency = "NGN""#, Some("NGN")),
            (r#"currency     = "GBP"   # since 1971"#, Some("GBP")),
            (r#"currency = "EUR""#, None),
            (r#"# currency = "NGN""#, None),
            (r#"currency_note = "NGN""#, None),
        ] {
            assert_eq!(currency(line).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn a_newer_package_takes_the_tables_place_and_an_older_one_does_not() {
        let before = table("2026-09-29", &["AED,4.17", "USD,1.13"]);
        let decide = |after: &Table, codes: &[&str]| decide(&before, after, &places(codes)).unwrap();
        for after in [table("2026-09-29", &["AED,4.17", "USD,1.13"]), table("2026-09-28", &["AED,4", "USD,1"])] {
            let (write, said) = decide(&after, &["AED"]);
            assert!(!write && said.ends_with("the 2 rates of 2026-09-29 stay as they are."), "{said}");
        }
        let (write, said) = decide(&table("2026-10-01", &["AED,4.2", "USD,1.2"]), &["AED"]);
        assert!(write && said.contains("2 rates of 2026-10-01; before, they were of 2026-09-29."), "{said}");
        let (write, said) = decide(&table("2026-10-01", &["AED,4.2", "XPF,119"]), &["XPF"]);
        assert!(write && said.contains("New: XPF.") && said.contains("no longer in the table: USD."), "{said}");
        // A place with a new currency, and no newer package.
        let (write, said) = decide(&table("2026-09-29", &["AED,4.17", "USD,1.13", "XPF,119"]), &["XPF"]);
        assert!(write && said.contains("3 rates, still of 2026-09-29.") && said.contains("New: XPF."), "{said}");
    }

    #[test]
    fn a_place_never_loses_its_rate() {
        let (before, after) = (table("2026-09-29", &["AED,4.17"]), table("2026-10-01", &["USD,1.2"]));
        let failure = decide(&before, &after, &places(&["AED", "USD"])).map(|(_, said)| said).unwrap_err().to_string();
        assert!(failure.contains("has no rate of AED, which places use") && failure.contains("as it was"), "{failure}");
    }
}
