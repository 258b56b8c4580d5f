//! What is built, from what. Each step knows its inputs and is skipped when none of them has changed.

use std::path::Path;

use crate::child;
use crate::failure::Failure;
use crate::fingerprint::{Fingerprint, Stamp};
use crate::need;
use crate::paths::Paths;
use crate::progress;

/// The tools every step relies on, looked up once.
#[derive(Debug)]
pub struct Tools {
    rustc: String,
    node: String,
}

impl Tools {
    pub fn find(paths: &Paths) -> Result<Self, Failure> {
        progress::step("tools", || {
            let found = Self { rustc: need::rust::with_wasm_target(paths)?, node: need::node::version(paths)? };
            let said = format!("{}, Node {}", found.rustc, found.node);
            Ok((found, said))
        })
    }
}

/// Everything the site needs, in order.
pub fn site_and_all_before(paths: &Paths) -> Result<(), Failure> {
    let tools = Tools::find(paths)?;
    npm(paths, &tools)?;
    modules(paths, &tools)?;
    packs(paths, &tools)?;
    site(paths, &tools)
}

/// The engine and the packs, which is what the tests and benchmarks in Node need.
pub fn engine_and_packs(paths: &Paths) -> Result<(), Failure> {
    let tools = Tools::find(paths)?;
    npm(paths, &tools)?;
    modules(paths, &tools)?;
    packs(paths, &tools)
}

/// The npm packages of the lock file, no others.
pub fn npm(paths: &Paths, tools: &Tools) -> Result<(), Failure> {
    let inputs = Fingerprint::default()
        .text(&tools.node)
        .tree(&paths.www.join("package.json"), &[])?
        .tree(&paths.www.join("package-lock.json"), &[])?;
    let build = Build { name: "npm", done: "packages installed", output: &paths.www.join("node_modules") };
    build.unless_current(paths, &inputs.finish(), || {
        // No package here needs to run anything at install time, so none is allowed to.
        let mut npm = child::command(need::node::NPM, &paths.www);
        child::stream(npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"])).map_err(|failure| {
            failure.with_remedy(
                "see npm's message above; usually the network or the registry was not reachable, and running the \
                 command again helps; `npm ping` says whether it is",
            )
        })
    })
}

/// The Rust core as wasm modules with their JavaScript, by wasm-pack: the engine, and apart from it what a parcel must carry.
pub fn modules(paths: &Paths, tools: &Tools) -> Result<(), Failure> {
    let engine = Module {
        name: "core",
        done: "engine built",
        out: &paths.pkg,
        file: "dutybound",
        feature: "wasm",
        opt_level: "2",
    };
    engine.build(paths, tools)?;
    let compliance = Module {
        name: "compliance",
        done: "second module built",
        out: &paths.pkg_compliance,
        file: "compliance",
        feature: "compliance",
        // Nobody waits for a checked record, but for its download.
        opt_level: "z",
    };
    compliance.build(paths, tools)
}

/// One wasm module: the crate with one feature's entry points, and whatever they do not reach left out by the linker.
struct Module<'a> {
    name: &'a str,
    done: &'a str,
    out: &'a Path,
    file: &'a str,
    feature: &'a str,
    /// As in a profile of Cargo: the engine for speed, what is asked once for size.
    opt_level: &'a str,
}

impl Module<'_> {
    fn build(&self, paths: &Paths, tools: &Tools) -> Result<(), Failure> {
        // The command line is not part of a module.
        let inputs = library(paths, tools, &["bin"])?
            .text(self.feature)
            .text(self.opt_level)
            .tree(&paths.www.join("package-lock.json"), &[])?;
        let output = self.out.join(format!("{}_bg.wasm", self.file));
        let build = Build { name: self.name, done: self.done, output: &output };
        build.unless_current(paths, &inputs.finish(), || {
            let mut wasm_pack = child::command(need::wasm_pack::find()?, &paths.root);
            wasm_pack
                .args(["build", ".", "--release", "--target", "web", "--no-pack", "--out-name", self.file])
                .arg("--out-dir")
                .arg(self.out)
                .args(["--", "--locked", "--no-default-features", "--features", self.feature])
                .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", self.opt_level)
                // The wasm-opt of the lock file goes first: the same bytes everywhere, and no surprise from an old one.
                .env("PATH", child::path_with(&paths.www.join("node_modules/.bin"))?);
            child::stream(&mut wasm_pack).map_err(|failure| {
                failure.with_remedy(
                    "see wasm-pack's message above; a compile error is the library's, and a failed download of \
                     wasm-bindgen is helped by `cargo install wasm-bindgen-cli` with the version in Cargo.lock",
                )
            })
        })
    }
}

/// The tables as packs, by the project's own command line.
pub fn packs(paths: &Paths, tools: &Tools) -> Result<(), Failure> {
    let inputs = library(paths, tools, &[])?.tree(&paths.root.join("tables"), &[])?;
    let build = Build { name: "packs", done: "tables packed", output: &paths.packs };
    build.unless_current(paths, &inputs.finish(), || {
        // A pack that no table makes any more must not linger.
        empty(&paths.packs)?;
        let mut pack = dutybound(paths, &["tables", "pack", "--out"]);
        child::stream(pack.arg(&paths.packs)).map_err(|failure| {
            failure.with_remedy("see the message above; `cargo xtask test --only tables` checks the tables")
        })?;
        compress(paths, &paths.packs)
    })
}

/// The finished site: plain files, with a brotli twin beside each that gains by it.
pub fn site(paths: &Paths, tools: &Tools) -> Result<(), Failure> {
    let inputs = Fingerprint::default()
        .text(&tools.node)
        // Covers the engine, the packs, the page's sources and the lock file in one.
        .tree(&paths.www, &["node_modules", "dist", "bench"])?;
    let build = Build { name: "site", done: "page built into www/dist", output: &paths.dist.join("index.html") };
    build.unless_current(paths, &inputs.finish(), || {
        let node = |script: &str, words: &[&str]| {
            child::stream(child::command("node", &paths.www).arg(paths.www.join(script)).args(words))
        };
        let remedy = "see the message above; it names the file of the page that is wrong";
        let vite = |words: &[&str]| {
            node("node_modules/vite/bin/vite.js", words).map_err(|failure| failure.with_remedy(remedy))
        };
        vite(&["build"])?;
        // The package for shops and programs lies in the site, so that a page elsewhere can load the element from it.
        vite(&["build", "--config", "vite.embed.config.ts"])?;
        node("node_modules/typescript/bin/tsc", &["--project", "tsconfig.embed.json"])?;
        node("tools/embed.mjs", &["dist/embed"])?;
        copy(&paths.packs, &paths.dist.join("packs"))?;
        node("tools/offline.mjs", &["dist"])?;
        node("tools/compress.mjs", &["dist"])
    })
}

/// The project's own command line, in the build that the Rust tests use too: it packs and checks all tables in seconds,
/// and an optimised one would take minutes to build whenever a source file changed.
pub fn dutybound(paths: &Paths, words: &[&str]) -> std::process::Command {
    let mut cargo = child::cargo(&paths.root);
    cargo.args(["run", "--quiet", "--locked", "--all-features", "--bin", "dutybound", "--"]).args(words);
    cargo
}

/// What the library is made from.
fn library(paths: &Paths, tools: &Tools, skip: &[&str]) -> Result<Fingerprint, Failure> {
    let mut inputs = Fingerprint::default().text(&tools.rustc);
    for name in ["Cargo.toml", "Cargo.lock", "build.rs", ".cargo/config.toml", "src"] {
        inputs = inputs.tree(&paths.root.join(name), skip)?;
    }
    Ok(inputs)
}

/// One step of a build.
struct Build<'a> {
    name: &'a str,
    done: &'a str,
    output: &'a Path,
}

impl Build<'_> {
    fn unless_current(
        &self,
        paths: &Paths,
        stamp: &Stamp,
        build: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        progress::step(self.name, || {
            if stamp.is_current(&paths.built, self.name, self.output) {
                return Ok(((), "unchanged".to_owned()));
            }
            stamp.guard(&paths.built, self.name, build)?;
            Ok(((), self.done.to_owned()))
        })
    }
}

/// A brotli twin beside each file that gains by it. Node has the encoder, which saves us a dependency.
fn compress(paths: &Paths, folder: &Path) -> Result<(), Failure> {
    child::stream(child::command("node", &paths.www).arg(paths.www.join("tools/compress.mjs")).arg(folder))
}

fn empty(folder: &Path) -> Result<(), Failure> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).map_err(|error| Failure::file("empty", folder, &error))?;
    }
    std::fs::create_dir_all(folder).map_err(|error| Failure::file("create", folder, &error))
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to).map_err(|error| Failure::file("create", to, &error))?;
    let entries = std::fs::read_dir(from).map_err(|error| Failure::file("read", from, &error))?;
    for entry in entries.flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to)?;
        } else {
            std::fs::copy(&from, &to).map_err(|error| Failure::file("copy", &from, &error))?;
        }
    }
    Ok(())
}
