//! From the path in a request to a file inside the served folder, and never outside it.

use std::fs;
use std::path::{Path, PathBuf};

use super::request::Request;

/// What will be sent.
#[derive(Debug)]
pub struct Found {
    pub kind: &'static str,
    pub content: Vec<u8>,
    /// The content is the precompressed twin `name.br`.
    pub brotli: bool,
}

impl Found {
    pub fn open(folder: &Path, request: &Request) -> Option<Self> {
        let mut path = inside(folder, &request.path)?;
        if path.is_dir() {
            path.push("index.html");
        }
        // A symbolic link could point anywhere; what counts is where the file really is.
        let real = path.canonicalize().ok()?;
        if !real.starts_with(folder.canonicalize().ok()?) {
            return None;
        }
        let kind = kind(&path);
        let packed = PathBuf::from(format!("{}.br", real.display()));
        if request.accepts_brotli && packed.is_file() {
            return Some(Self { kind, content: fs::read(packed).ok()?, brotli: true });
        }
        Some(Self { kind, content: fs::read(real).ok()?, brotli: false })
    }

    /// A sentence for those answers that are not a file.
    pub fn sentence(sentence: &str) -> Self {
        Self { kind: "text/plain; charset=utf-8", content: format!("{sentence}\n").into_bytes(), brotli: false }
    }
}

/// The named path below the folder, or `None` for anything that could lead elsewhere: `..`, an absolute or Windows
/// path, a percent sign that hides one of these, or a hidden file.
fn inside(folder: &Path, path: &str) -> Option<PathBuf> {
    let decoded = decode(path)?;
    let mut result = folder.to_path_buf();
    for name in decoded.split('/').filter(|name| !name.is_empty()) {
        let is_plain = !name.starts_with('.') && !name.contains(['\\', ':', '\0']);
        if !is_plain {
            return None;
        }
        result.push(name);
    }
    Some(result)
}

/// `%20` and friends. `None` when that is broken or not text.
fn decode(path: &str) -> Option<String> {
    let mut bytes = path.bytes();
    let mut decoded = Vec::with_capacity(path.len());
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let mut digit = || char::from(bytes.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            decoded.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            decoded.push(byte);
        }
    }
    String::from_utf8(decoded).ok()
}

/// Browsers refuse modules and stream-compiled wasm under a wrong type, so these must be right.
fn kind(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" | "toml" => "text/plain; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Scratch;

    #[test]
    fn paths_stay_inside() {
        let folder = Path::new("site");
        for (given, expect) in [
            ("/", Some("site")),
            ("/index.html", Some("site/index.html")),
            ("//packs//law.pack", Some("site/packs/law.pack")),
            ("/a%20b.js", Some("site/a b.js")),
            ("/caf%C3%A9.html", Some("site/café.html")),
            ("/..", None),
            ("/../Cargo.toml", None),
            ("/a/../../Cargo.toml", None),
            ("/%2e%2e/Cargo.toml", None),
            ("/%2e%2e%2fCargo.toml", None),
            ("/..\\Cargo.toml", None),
            ("/%5c%5chost%5cshare", None),
            ("/c:/windows", None),
            ("/.git/config", None),
            ("/a%00.html", None),
            ("/broken%2", None),
            ("/broken%zz", None),
            ("/broken%ff", None),
        ] {
            assert_eq!(inside(folder, given).as_deref(), expect.map(Path::new), "{given}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_not_followed() {
        let (outside, site) = (Scratch::new("file-outside"), Scratch::new("file-site"));
        outside.write("secret.txt", "secret");
        std::os::unix::fs::symlink(outside.0.join("secret.txt"), site.0.join("link.txt")).unwrap();
        let request = Request { method: "GET".into(), path: "/link.txt".into(), accepts_brotli: false };
        assert!(Found::open(&site.0, &request).is_none());
    }

    #[test]
    fn wasm_and_modules_have_the_types_browsers_insist_on() {
        for (given, expect) in [
            ("engine_bg.wasm", "application/wasm"),
            ("main.js", "text/javascript; charset=utf-8"),
            ("world.pack", "application/octet-stream"),
        ] {
            assert_eq!(kind(Path::new(given)), expect, "{given}");
        }
    }
}
