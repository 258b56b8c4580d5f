//! What the visitor asks for.

use std::io::Read;

/// Longer heads than this do not come from a browser looking at this page.
const LONGEST_HEAD: usize = 16 * 1024;

/// The parts of a request this server looks at.
#[derive(Debug, PartialEq, Eq)]
pub struct Request {
    pub method: String,
    /// As sent, percent signs and all, without the query.
    pub path: String,
    pub accepts_brotli: bool,
}

impl Request {
    /// Reads up to the blank line. `None` when that is not a request.
    pub fn read(stream: &mut impl Read) -> std::io::Result<Option<Self>> {
        let mut head = Vec::new();
        let mut some = [0; 2048];
        while !head.windows(4).any(|window| window == b"\r\n\r\n") {
            let length = stream.read(&mut some)?;
            head.extend(some.iter().take(length));
            if length == 0 || head.len() > LONGEST_HEAD {
                return Ok(None);
            }
        }
        Ok(Self::parse(&String::from_utf8_lossy(&head)))
    }

    fn parse(head: &str) -> Option<Self> {
        let mut lines = head.split("\r\n");
        let mut words = lines.next()?.split(' ');
        let (method, target, version) = (words.next()?, words.next()?, words.next()?);
        if words.next().is_some() || !version.starts_with("HTTP/1.") || !target.starts_with('/') {
            return None;
        }
        let path = target.split(['?', '#']).next()?;
        let accepts_brotli = lines
            .filter_map(|line| line.split_once(':'))
            .filter(|(name, _)| name.eq_ignore_ascii_case("accept-encoding"))
            .any(|(_, value)| value.split(',').any(accepts_brotli));
        Some(Self { method: method.to_owned(), path: path.to_owned(), accepts_brotli })
    }
}

/// `br`, or `br;q=0.8`, but not `br;q=0`, which refuses it.
fn accepts_brotli(coding: &str) -> bool {
    let mut parts = coding.split(';').map(str::trim);
    let is_brotli = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("br"));
    let is_refused = parts.any(|part| {
        let weight = part.strip_prefix("q=").or_else(|| part.strip_prefix("Q="));
        weight.is_some_and(|weight| weight.chars().all(|digit| matches!(digit, '0' | '.')))
    });
    is_brotli && !is_refused
}

#[cfg(test)]
mod tests {
    use super::Request;

    fn read(head: &str) -> Option<Request> {
        Request::read(&mut head.as_bytes()).unwrap()
    }

    #[test]
    fn the_query_is_not_part_of_the_path() {
        let request = read("GET /a%20b.js?v=1 HTTP/1.1\r\n\r\n").unwrap();
        assert_eq!((request.method.as_str(), request.path.as_str()), ("GET", "/a%20b.js"));
    }

    #[test]
    fn weights_are_respected() {
        for (given, expect) in [
            ("br", true),
            ("gzip, deflate, br, zstd", true),
            ("gzip;q=1.0, BR;q=0.5", true),
            ("br;q=0", false),
            ("br; q=0.000", false),
            ("gzip", false),
            ("brotli", false),
        ] {
            let request = read(&format!("GET / HTTP/1.1\r\nAccept-Encoding: {given}\r\n\r\n")).unwrap();
            assert_eq!(request.accepts_brotli, expect, "{given}");
        }
    }

    #[test]
    fn what_is_not_a_request_is_nothing() {
        let endless = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(20_000));
        for given in
            ["", "GET /\r\n\r\n", "GET x HTTP/1.1\r\n\r\n", "GET / HTTP/1.1\r\n", "GET / b HTTP/1.1\r\n\r\n", &endless]
        {
            assert_eq!(read(given), None, "{given:.40}");
        }
    }
}
