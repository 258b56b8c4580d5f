//! `cargo xtask serve`: from a fresh clone to the page in a browser.

use crate::build;
use crate::failure::Failure;
use crate::http::Server;
use crate::options::Options;
use crate::paths::Paths;

const PORT: u16 = 8080;

pub fn run(paths: &Paths, mut options: Options) -> Result<(), Failure> {
    let wanted = match options.value("--port")? {
        None => PORT,
        Some(text) => text.parse().map_err(|_| {
            Failure::new(format!("`{text}` is not a port"), "give a number between 1024 and 65535, such as --port 9000")
        })?,
    };
    let build_only = options.flag("--no-serve");
    options.finish()?;

    build::site_and_all_before(paths)?;
    if build_only {
        println!("\nThe site is in {}; any web server can carry it.", paths.show(&paths.dist));
        return Ok(());
    }

    let server = Server::bind(wanted)?;
    if wanted != 0 && server.port != wanted {
        println!("\nPort {wanted} is busy, so this is {}.", server.port);
    }
    println!("\nDutybound is on {}\nStop it with Ctrl-C.", server.address());
    server.start(paths.dist.clone());
    // The server answers on its own threads; this one has nothing left to do until Ctrl-C ends the process.
    loop {
        std::thread::park();
    }
}
