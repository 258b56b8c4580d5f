//! What several tests share.

use std::path::Path;
use std::sync::OnceLock;

use dutybound::Tables;
use dutybound::tables::text;

/// The project's own tables, read once for a test program.
#[expect(clippy::panic, reason = "without tables there is nothing to test")]
pub fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables");
        text::read(&folder).unwrap_or_else(|errors| panic!("{errors:#?}")).tables
    })
}
