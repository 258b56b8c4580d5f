//! Has anything changed since this was built?
//!
//! Contents are compared, not times: a fresh clone or a switched branch touches every file and changes few. All inputs
//! together are a few megabytes, so reading them costs less than starting one child process.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::Path;

use crate::failure::Failure;

/// Everything an output depends on, in one number. It guards against stale builds, not against an adversary.
#[derive(Debug, Default)]
pub struct Fingerprint(DefaultHasher);

impl Fingerprint {
    /// An input that is not a file: a tool's version, an option.
    pub fn text(mut self, text: &str) -> Self {
        text.hash(&mut self.0);
        self
    }

    /// A file, or a folder with all it holds, names included. What is not there counts as absent, so that its
    /// appearing is a change too. Hidden files (editors' leavings) and names in `skip` do not count.
    pub fn tree(mut self, path: &Path, skip: &[&str]) -> Result<Self, Failure> {
        self.add(path, skip)?;
        Ok(self)
    }

    fn add(&mut self, path: &Path, skip: &[&str]) -> Result<(), Failure> {
        let failed = |error: std::io::Error| Failure::file("read", path, &error);
        if path.is_dir() {
            let entries = fs::read_dir(path).and_then(Iterator::collect::<Result<Vec<_>, _>>).map_err(failed)?;
            let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.file_name(), entry.path())).collect();
            entries.sort();
            for (name, path) in entries {
                let name = name.to_string_lossy();
                if name.starts_with('.') || skip.contains(&name.as_ref()) {
                    continue;
                }
                name.hash(&mut self.0);
                self.add(&path, skip)?;
            }
            // Without an end mark, moving a file out of a folder could go unnoticed.
            "end of folder".hash(&mut self.0);
        } else if path.exists() {
            fs::read(path).map_err(failed)?.hash(&mut self.0);
        } else {
            "absent".hash(&mut self.0);
        }
        Ok(())
    }

    pub fn finish(&self) -> Stamp {
        Stamp(format!("{:016x}", self.0.finish()))
    }
}

/// The fingerprint of one finished build.
#[derive(Debug, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// Was the step called `name` last finished from exactly these inputs, and is its output still there?
    pub fn is_current(&self, built: &Path, name: &str, output: &Path) -> bool {
        output.exists() && fs::read_to_string(built.join(name)).is_ok_and(|kept| kept == self.0)
    }

    /// Runs a build and keeps the stamp only when it succeeded: an interrupted build starts again.
    pub fn guard(&self, built: &Path, name: &str, build: impl FnOnce() -> Result<(), Failure>) -> Result<(), Failure> {
        let file = built.join(name);
        fs::create_dir_all(built).map_err(|error| Failure::file("create", built, &error))?;
        if file.exists() {
            fs::remove_file(&file).map_err(|error| Failure::file("remove", &file, &error))?;
        }
        build()?;
        fs::write(&file, &self.0).map_err(|error| Failure::file("write", &file, &error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths::Scratch;

    fn of(folder: &Scratch) -> Stamp {
        Fingerprint::default().tree(&folder.0, &["node_modules"]).unwrap().finish()
    }

    #[test]
    fn content_and_names_count_and_times_do_not() {
        let folder = Scratch::new("fingerprint-content");
        folder.write("a/one.toml", "1");
        folder.write("two.toml", "2");
        let first = of(&folder);

        folder.write("two.toml", "2");
        assert_eq!(of(&folder), first, "the same content written again");

        folder.write("two.toml", "3");
        let changed = of(&folder);
        assert_ne!(changed, first, "another content");

        folder.write("two.toml", "2");
        assert_eq!(of(&folder), first, "the old content is back");

        fs::rename(folder.0.join("two.toml"), folder.0.join("a/two.toml")).unwrap();
        assert_ne!(of(&folder), first, "the same content in another folder");
    }

    #[test]
    fn hidden_and_skipped_files_do_not_count() {
        let folder = Scratch::new("fingerprint-skip");
        folder.write("page.ts", "1");
        let first = of(&folder);
        folder.write(".page.ts.swp", "x");
        folder.write("node_modules/vite/index.js", "x");
        assert_eq!(of(&folder), first);
    }

    #[test]
    fn versions_count() {
        let with = |text| Fingerprint::default().text(text).finish();
        assert_ne!(with("rustc 1.94"), with("rustc 1.95"));
    }

    #[test]
    fn a_failed_build_leaves_no_stamp_and_a_lost_output_is_built_again() {
        let folder = Scratch::new("fingerprint-guard");
        let (built, output) = (folder.0.join("built"), folder.0.join("out.wasm"));
        let stamp = Fingerprint::default().text("input").finish();

        assert!(stamp.guard(&built, "core", || Err(Failure::new("no", "yes"))).is_err());
        folder.write("out.wasm", "");
        assert!(!stamp.is_current(&built, "core", &output), "failed");

        stamp.guard(&built, "core", || Ok(())).unwrap();
        assert!(stamp.is_current(&built, "core", &output), "finished");

        fs::remove_file(&output).unwrap();
        assert!(!stamp.is_current(&built, "core", &output), "output lost");
    }
}
