//! `cargo xtask bench`: how fast, how big.

use crate::build;
use crate::child;
use crate::failure::Failure;
use crate::http::Server;
use crate::need;
use crate::options::Options;
use crate::paths::Paths;

/// Builds what it needs, measures and prints.
type Measure = fn(&Paths) -> Result<(), Failure>;

const KINDS: [(&str, Measure); 4] = [("size", size), ("native", native), ("node", node), ("page", page)];

pub fn run(paths: &Paths, mut options: Options) -> Result<(), Failure> {
    let wanted = options.words();
    options.finish()?;
    if let Some(unknown) = wanted.iter().find(|word| !KINDS.iter().any(|(name, _)| name == word)) {
        return Err(Failure::new(format!("there is no benchmark `{unknown}`"), "use native, node, page or size"));
    }
    for (name, measure) in KINDS {
        if wanted.is_empty() || wanted.iter().any(|word| word == name) {
            println!("\n== {name}");
            measure(paths)?;
        }
    }
    Ok(())
}

/// Bytes to download: the same on every machine.
fn size(paths: &Paths) -> Result<(), Failure> {
    build::site_and_all_before(paths)?;
    script(paths, "bench/size.mjs", |_| {})
}

fn native(paths: &Paths) -> Result<(), Failure> {
    child::stream(child::cargo(&paths.root).args(["bench", "--locked", "--features", "cli", "--bench", "quote"]))
}

fn node(paths: &Paths) -> Result<(), Failure> {
    build::engine_and_packs(paths)?;
    script(paths, "bench/node.mjs", |_| {})
}

/// From opening to the first quote in Chromium, on this machine and on a slow line.
fn page(paths: &Paths) -> Result<(), Failure> {
    build::site_and_all_before(paths)?;
    let (chromium, _) = need::chromium::find(paths)?;
    // A folder of its own: the engine as published, the packs, and a page that does nothing but ask for one quote.
    let folder = paths.built.join("cold");
    script(paths, "bench/cold.mjs", |node| {
        node.arg("prepare").arg(&folder);
    })?;
    let server = Server::bind(0)?;
    let address = server.address();
    server.start(folder);
    script(paths, "bench/cold.mjs", |node| {
        node.arg("measure").arg(&address).env("CHROMIUM", &chromium);
    })
}

fn script(paths: &Paths, file: &str, set_up: impl FnOnce(&mut std::process::Command)) -> Result<(), Failure> {
    let mut node = child::command("node", &paths.www);
    node.arg(paths.www.join(file));
    set_up(&mut node);
    child::stream(&mut node)
}
