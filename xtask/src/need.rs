//! What a machine must have. Each file here looks for one thing, gets it where that can be done without asking, and
//! otherwise fails with one sentence and its remedy.

pub mod chromium;
pub mod node;
pub mod rust;
pub mod wasm_pack;
