//! `cargo xtask test`: everything that must hold, in an order that finds the cheap mistakes first.

mod steps;
mod tally;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::options::Options;
use crate::paths::Paths;
use crate::progress::seconds;
use steps::STEPS;
use tally::Tally;

/// One thing that must hold.
pub struct Step {
    /// What `--only` and the summary call it.
    pub name: &'static str,
    /// What it makes sure of.
    pub says: &'static str,
    /// What to do when it fails.
    pub remedy: &'static str,
    pub run: fn(&Paths, &mut Tally) -> Result<(), Failure>,
}

/// A step that has been run.
struct Ran {
    name: &'static str,
    tally: Tally,
    took: Duration,
    failure: Option<Failure>,
}

pub fn run(paths: &Paths, mut options: Options) -> Result<ExitCode, Failure> {
    let list = options.flag("--list");
    let only = options.value("--only")?;
    options.finish()?;

    if list {
        for step in STEPS {
            println!("{:>10}  {}", step.name, step.says);
        }
        return Ok(ExitCode::SUCCESS);
    }
    let chosen: Vec<&Step> = match &only {
        None => STEPS.iter().collect(),
        Some(name) => STEPS.iter().filter(|step| step.name == name.as_str()).collect(),
    };
    if chosen.is_empty() {
        return Err(Failure::new(
            format!("there is no step `{}`", only.unwrap_or_default()),
            "`cargo xtask test --list` names them",
        ));
    }

    let mut ran = Vec::new();
    for step in &chosen {
        println!("\n== {}: {}", step.name, step.says);
        let mut tally = Tally::default();
        let start = Instant::now();
        let failure = (step.run)(paths, &mut tally).err().map(|failure| failure.or_remedy(step.remedy));
        ran.push(Ran { name: step.name, tally, took: start.elapsed(), failure });
        if let Some(Ran { failure: Some(failure), .. }) = ran.last() {
            eprintln!("\nstep `{}` failed\n{failure}", step.name);
            break;
        }
    }
    Ok(summarise(&chosen, &ran))
}

/// The summary, and last a line of its own with the totals.
fn summarise(chosen: &[&Step], ran: &[Ran]) -> ExitCode {
    println!("\n== summary");
    let mut total = Tally::default();
    for Ran { name, tally, took, failure } in ran {
        let verdict = if failure.is_some() { "FAILED" } else { "ok" };
        let counted = if tally.is_empty() { String::new() } else { tally.to_string() };
        println!("{name:>10}  {verdict:<6}  {:>12}  {counted}", seconds(*took));
        total.add(tally);
    }
    for step in chosen.iter().skip(ran.len()) {
        println!("{:>10}  not run", step.name);
    }
    let failed = ran.iter().any(|ran| ran.failure.is_some());
    // A step can fail without any test failing (formatting, a compile error); the totals must not look clean then.
    if failed && total.failed == 0 {
        total.failed = 1;
    }
    println!("\n{total}");
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
