//! Where things are.

use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The folders the commands read and write. Built things live in `www/` under fixed names, because TypeScript, Vite
/// and the tests import them by path; all of them are ignored by git.
#[derive(Debug)]
pub struct Paths {
    /// The repository.
    pub root: PathBuf,
    /// The page's sources and npm's files.
    pub www: PathBuf,
    /// The engine: the wasm module and its JavaScript.
    pub pkg: PathBuf,
    /// The module about what a parcel must carry, and its JavaScript.
    pub pkg_compliance: PathBuf,
    /// The tables as packs.
    pub packs: PathBuf,
    /// The finished site.
    pub dist: PathBuf,
    /// From which inputs the five above were made. Beside them and not under `target/`, so that two target folders
    /// never disagree about the same output.
    pub built: PathBuf,
}

impl Paths {
    pub fn find() -> Result<Self, Failure> {
        // Cargo sets the variable for `cargo xtask`; the built-in path serves a binary that is started by hand.
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let manifest = manifest.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")));
        let root = manifest.parent().map(Path::to_path_buf).filter(|root| root.join("Cargo.toml").is_file());
        let root = root.ok_or_else(|| {
            Failure::new(
                "the project folder has moved since this command was built",
                "run it as `cargo xtask` inside the project",
            )
        })?;
        let www = root.join("www");
        Ok(Self {
            pkg: www.join("pkg"),
            pkg_compliance: www.join("pkg-compliance"),
            packs: www.join("packs"),
            dist: www.join("dist"),
            built: www.join(".built"),
            www,
            root,
        })
    }

    /// The path as a reader of the project knows it.
    pub fn show<'a>(&self, path: &'a Path) -> std::path::Display<'a> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}

/// A folder for one test, gone when the test ends.
#[cfg(test)]
pub struct Scratch(pub PathBuf);

#[cfg(test)]
impl Scratch {
    pub fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("dutybound-xtask-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    pub fn write(&self, name: &str, content: &str) {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    }
}

#[cfg(test)]
impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
