//! Every chore of the project as a named command. `cargo xtask help` lists them.
//!
//! Each command does its own set-up: what is missing is installed where that is possible, and otherwise named in one
//! sentence together with the remedy. Nothing here knows anything about customs law.

mod bench;
mod build;
mod child;
mod failure;
mod fingerprint;
mod http;
mod need;
mod options;
mod paths;
mod progress;
mod refresh;
mod serve;
mod test;

use std::process::ExitCode;

use failure::Failure;
use options::Options;
use paths::Paths;

const HELP: &str = "\
The chores of Dutybound.

  cargo xtask serve [--port N] [--no-serve]
      Build the engine, the packs and the page, then serve the page on http://localhost:8080/.
      What has not changed since the last run is not built again.
        --port N      try this port first (default 8080); the next free one is taken when it is busy
        --no-serve    build only, into www/dist

  cargo xtask test [--only STEP] [--list]
      Everything that must hold, in order; stops at the first failure and says what to do.
        --only STEP   run one step alone
        --list        name the steps

  cargo xtask bench [native|node|page|size]...
      Measure: the core natively, the engine in Node, the cold start in Chromium, the sizes. All four by default.

  cargo xtask refresh
      Fetch the newest published exchange rates and write them to tables/rates/exchange.csv, for the currencies that
      stand there and those that places use. Nothing is written where they are not newer.
";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_else(|| "help".to_owned());
    match run(&command, Options::new(arguments)) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("\n{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str, options: Options) -> Result<ExitCode, Failure> {
    let paths = Paths::find()?;
    match command {
        "serve" => serve::run(&paths, options).map(|()| ExitCode::SUCCESS),
        "test" => test::run(&paths, options),
        "bench" => bench::run(&paths, options).map(|()| ExitCode::SUCCESS),
        "refresh" => refresh::run(&paths, options).map(|()| ExitCode::SUCCESS),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => Err(Failure::new(
            format!("there is no command `{other}`"),
            "use serve, test, bench or refresh; `cargo xtask help` explains them",
        )),
    }
}
