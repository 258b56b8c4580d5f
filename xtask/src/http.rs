//! A small server for static files on this machine.
//!
//! The site is plain files and any web server can carry it; this one exists so that trying it needs nothing installed.
//! It listens on the loopback addresses only, answers GET and HEAD, and never leaves its folder.

mod file;
mod request;

use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Ipv6Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::failure::Failure;
use file::Found;
use request::Request;

/// A bound server; it answers once [`Server::start`] has been called.
#[derive(Debug)]
pub struct Server {
    listeners: Vec<TcpListener>,
    /// The port that was free.
    pub port: u16,
}

impl Server {
    /// Binds the wanted port or the next free one among the hundred after it. Port 0 takes any.
    pub fn bind(wanted: u16) -> Result<Self, Failure> {
        let last = if wanted == 0 { 0 } else { wanted.saturating_add(100) };
        for port in wanted..=last {
            match Self::bind_exactly(port) {
                Ok(server) => return Ok(server),
                // Another program has it, or the system keeps it for itself.
                Err(error) if matches!(error.kind(), ErrorKind::AddrInUse | ErrorKind::PermissionDenied) => {}
                Err(error) => {
                    return Err(Failure::new(
                        format!("this machine does not let us listen on 127.0.0.1:{port}: {error}"),
                        "check the firewall or sandbox, or serve the folder www/dist with any other web server",
                    ));
                }
            }
        }
        Err(Failure::new(
            format!("no port from {wanted} to {last} is free"),
            "choose another with `cargo xtask serve --port N`, N above 1023",
        ))
    }

    /// `localhost` means 127.0.0.1 to some browsers and ::1 to others, so both are taken, or the port counts as busy:
    /// otherwise a visitor could land on somebody else's page. A machine without IPv6 is fine.
    fn bind_exactly(port: u16) -> std::io::Result<Self> {
        let four = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let port = four.local_addr()?.port();
        let mut listeners = vec![four];
        match TcpListener::bind((Ipv6Addr::LOCALHOST, port)) {
            Ok(six) => listeners.push(six),
            Err(error) if error.kind() == ErrorKind::AddrInUse => return Err(error),
            Err(_) => {}
        }
        Ok(Self { listeners, port })
    }

    pub fn address(&self) -> String {
        format!("http://localhost:{}/", self.port)
    }

    /// Answers from `folder`, in the background, until the process ends.
    pub fn start(self, folder: PathBuf) {
        let folder = Arc::new(folder);
        for listener in self.listeners {
            let folder = Arc::clone(&folder);
            thread::spawn(move || {
                for stream in listener.incoming().flatten() {
                    let folder = Arc::clone(&folder);
                    // One visitor on one machine: a thread per request is plenty. A broken connection is the
                    // visitor's own affair.
                    thread::spawn(move || {
                        let _ = answer(stream, &folder);
                    });
                }
            });
        }
    }
}

/// Reads one request, writes one answer, closes.
fn answer(mut stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.set_write_timeout(Some(Duration::from_secs(60)))?;
    stream.set_nodelay(true)?;
    let Some(request) = Request::read(&mut stream)? else {
        return write(&mut stream, "400 Bad Request", &Found::sentence("this is not a request for a file"), true);
    };
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return write(&mut stream, "405 Method Not Allowed", &Found::sentence("only GET and HEAD are answered"), true);
    }
    let with_body = request.method == "GET";
    match Found::open(folder, &request) {
        Some(found) => write(&mut stream, "200 OK", &found, with_body),
        None => write(&mut stream, "404 Not Found", &Found::sentence("there is no such file here"), with_body),
    }
}

fn write(stream: &mut TcpStream, status: &str, found: &Found, with_body: bool) -> std::io::Result<()> {
    let encoding = if found.brotli { "Content-Encoding: br\r\n" } else { "" };
    // Any page may load what is public anyway: a shop on another port tries the element that way.
    // `no-cache`: after a rebuild the browser must ask again, or one would be looking at yesterday's law.
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\n{encoding}Vary: Accept-Encoding\r\n\
         Access-Control-Allow-Origin: *\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        found.kind,
        found.content.len(),
    );
    stream.write_all(head.as_bytes())?;
    if with_body {
        stream.write_all(&found.content)?;
    }
    stream.flush()?;
    // Say that we are done, then wait for the visitor's end: closing with unread bytes left would reset the connection
    // and could cost the visitor the end of the answer.
    stream.shutdown(std::net::Shutdown::Write)?;
    let mut rest = [0; 1024];
    while stream.read(&mut rest)? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Scratch;

    fn get(port: u16, head: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn site(name: &str) -> (Scratch, u16) {
        let folder = Scratch::new(name);
        folder.write("index.html", "<h1>page</h1>");
        folder.write("assets/engine.wasm", "raw");
        folder.write("assets/engine.wasm.br", "packed");
        folder.write(".built", "private");
        let server = Server::bind(0).unwrap();
        let port = server.port;
        server.start(folder.0.clone());
        (folder, port)
    }

    #[test]
    fn a_page_is_answered_with_its_type() {
        let (_folder, port) = site("http-page");
        let answer = get(port, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"), "{answer}");
        assert!(answer.ends_with("\r\n\r\n<h1>page</h1>"), "{answer}");
    }

    #[test]
    fn brotli_is_sent_to_those_who_accept_it() {
        let (_folder, port) = site("http-brotli");
        let with = get(port, "GET /assets/engine.wasm HTTP/1.1\r\naccept-encoding: gzip, br\r\n\r\n");
        assert!(with.contains("Content-Type: application/wasm\r\n"), "{with}");
        assert!(with.contains("Content-Encoding: br\r\n") && with.ends_with("packed"), "{with}");
        let without = get(port, "GET /assets/engine.wasm HTTP/1.1\r\n\r\n");
        assert!(!without.contains("Content-Encoding") && without.ends_with("raw"), "{without}");
    }

    #[test]
    fn a_head_has_no_body_and_the_length_it_would_have() {
        let (_folder, port) = site("http-head");
        let answer = get(port, "HEAD / HTTP/1.1\r\n\r\n");
        assert!(answer.contains("Content-Length: 13\r\n") && answer.ends_with("\r\n\r\n"), "{answer}");
    }

    #[test]
    fn nothing_else_is_answered() {
        let (_folder, port) = site("http-refused");
        for (head, status) in [
            ("GET /missing HTTP/1.1\r\n\r\n", "404"),
            ("GET /../secret HTTP/1.1\r\n\r\n", "404"),
            ("GET /.built HTTP/1.1\r\n\r\n", "404"),
            ("POST / HTTP/1.1\r\nContent-Length: 0\r\n\r\n", "405"),
            ("nonsense\r\n\r\n", "400"),
        ] {
            let answer = get(port, head);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{head:?} got {answer}");
        }
    }

    #[test]
    fn a_busy_port_gives_way_to_the_next() {
        let first = Server::bind(18_080).unwrap();
        let second = Server::bind(first.port).unwrap();
        assert!(second.port > first.port);
    }
}
