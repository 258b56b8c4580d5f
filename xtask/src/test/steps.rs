//! The steps of `cargo xtask test`, in order: seconds first, browsers last.

use std::path::Path;
use std::process::Command;

use super::Step;
use super::tally::Tally;
use crate::build;
use crate::child;
use crate::failure::Failure;
use crate::http::Server;
use crate::need;
use crate::paths::Paths;
use crate::progress;

pub const STEPS: &[Step] = &[
    Step { name: "format", says: "every Rust file is formatted", remedy: "`cargo fmt --all`", run: format },
    Step {
        name: "lints",
        says: "clippy has nothing to say, natively and for wasm",
        remedy: "mend what clippy names above; an exception is #[expect(..., reason = \"...\")]",
        run: lints,
    },
    Step {
        name: "native",
        says: "the Rust tests pass",
        remedy: "`cargo test --all-features NAME` runs one test alone",
        run: native,
    },
    Step {
        name: "docs",
        says: "the examples in the documentation run, and its links lead somewhere",
        remedy: "`cargo test --doc --all-features` runs the examples alone",
        run: docs,
    },
    Step {
        name: "tables",
        says: "the tables are sound: cited, dated, without overlaps or gaps",
        remedy: "the checker names file, entry and rule above",
        run: |paths, tally| count(tally, &mut build::dutybound(paths, &["tables", "check"])),
    },
    Step {
        name: "cases",
        says: "every worked case comes out to the cent",
        remedy: "compare the case with the law it cites; either the tables or the case are wrong",
        run: |paths, tally| count(tally, &mut build::dutybound(paths, &["cases", "run", "tests/cases"])),
    },
    Step {
        name: "wasm",
        says: "the built engine answers in Node",
        remedy: "`cargo xtask test --only wasm` runs this step alone; the tests are in tests/embed",
        run: wasm,
    },
    Step {
        name: "types",
        says: "TypeScript accepts right programs and refuses wrong ones",
        remedy: "an unused @ts-expect-error means that a mistake is no longer noticed by the types",
        run: types,
    },
    Step {
        name: "browser",
        says: "the page works in a real Chromium",
        remedy: "`cargo xtask test --only browser` runs this step alone; the tests are in tests/browser",
        run: browser,
    },
];

/// Runs a test runner and reads its closing lines.
fn count(tally: &mut Tally, runner: &mut Command) -> Result<(), Failure> {
    child::listen(runner, |line| tally.read(line))
}

fn format(paths: &Paths, _: &mut Tally) -> Result<(), Failure> {
    need::rust::with_rustfmt_and_clippy(paths)?;
    child::stream(child::cargo(&paths.root).args(["fmt", "--all", "--check"]))
}

fn lints(paths: &Paths, _: &mut Tally) -> Result<(), Failure> {
    need::rust::with_rustfmt_and_clippy(paths)?;
    need::rust::with_wasm_target(paths)?;
    let clippy = |words: &[&str]| {
        let mut cargo = child::cargo(&paths.root);
        child::stream(cargo.args(["clippy", "--quiet", "--locked"]).args(words).args(["--", "-D", "warnings"]))
    };
    clippy(&["--workspace", "--all-targets", "--all-features"])?;
    // The glue is compiled for the browser only, so it must be looked at as the browser sees it: each module alone.
    for module in ["wasm", "compliance"] {
        clippy(&["--package", "dutybound", "--lib", "--target", need::rust::WASM, "--features", module])?;
    }
    Ok(())
}

fn native(paths: &Paths, tally: &mut Tally) -> Result<(), Failure> {
    let kinds = ["--lib", "--bins", "--tests", "--examples"];
    count(tally, child::cargo(&paths.root).args(["test", "--locked", "--workspace", "--all-features"]).args(kinds))
}

fn docs(paths: &Paths, tally: &mut Tally) -> Result<(), Failure> {
    count(
        tally,
        child::cargo(&paths.root).args(["test", "--locked", "--package", "dutybound", "--all-features", "--doc"]),
    )?;
    let mut doc = child::cargo(&paths.root);
    doc.args(["doc", "--quiet", "--locked", "--package", "dutybound", "--lib", "--all-features", "--no-deps"]);
    child::stream(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn wasm(paths: &Paths, tally: &mut Tally) -> Result<(), Failure> {
    build::engine_and_packs(paths)?;
    node_tests(paths, tally, "tests/embed", |_| {})
}

fn types(paths: &Paths, _: &mut Tally) -> Result<(), Failure> {
    build::engine_and_packs(paths)?;
    // Real answers, written as TypeScript, are compared with the hand-written types.
    let mut samples = child::command("node", &paths.root);
    child::stream(samples.arg("tests/embed/types/samples.mjs").arg(paths.built.join("samples.ts")))?;
    let tsc = |project: &str| {
        let mut node = child::command("node", &paths.root);
        child::stream(node.arg(paths.www.join("node_modules/typescript/bin/tsc")).args([
            "--noEmit",
            "--project",
            project,
        ]))
    };
    tsc("www")?;
    tsc("www/tsconfig.worker.json")?;
    tsc("www/tsconfig.tools.json")?;
    tsc("tests/embed/types")
}

fn browser(paths: &Paths, tally: &mut Tally) -> Result<(), Failure> {
    build::site_and_all_before(paths)?;
    let chromium = progress::step("chromium", || {
        let (path, how) = need::chromium::find(paths)?;
        let said = format!("{} {how}", path.display());
        Ok((path, said))
    })?;
    let server = Server::bind(0)?;
    let address = server.address();
    server.start(paths.dist.clone());
    node_tests(paths, tally, "tests/browser", |node| {
        node.env("DUTYBOUND_SITE", &address).env("CHROMIUM", &chromium);
    })
}

/// Node's own test runner over `*.test.mjs` in a folder. The files are listed here because Node 20 knows no patterns.
fn node_tests(
    paths: &Paths,
    tally: &mut Tally,
    folder: &str,
    set_up: impl FnOnce(&mut Command),
) -> Result<(), Failure> {
    let files = test_files(&paths.root, folder)?;
    if files.is_empty() {
        return Err(Failure::new(format!("{folder} holds no *.test.mjs"), "check that the clone is complete"));
    }
    let mut node = child::command("node", &paths.root);
    node.args(["--test", "--test-reporter=spec"]).args(files);
    set_up(&mut node);
    count(tally, &mut node)
}

fn test_files(root: &Path, folder: &str) -> Result<Vec<String>, Failure> {
    let entries =
        std::fs::read_dir(root.join(folder)).map_err(|error| Failure::file("read", &root.join(folder), &error))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<_> = names.filter(|n| n.ends_with(".test.mjs")).map(|name| format!("{folder}/{name}")).collect();
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::STEPS;

    #[test]
    fn steps_have_names_that_can_be_typed_and_told_apart() {
        let mut names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
        assert!(names.iter().all(|name| name.len() <= 10 && name.chars().all(|c| c.is_ascii_lowercase())));
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), STEPS.len());
    }
}
