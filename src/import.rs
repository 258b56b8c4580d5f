//! Importers: published files to the project's own tables.
//!
//! An importer of a tariff reads one official format, turns every text of duty into a [`DutyExpression`], and writes a folder with
//! `schedule.toml` and one CSV per column. A text is either understood, or understood and marked technical, or reported
//! as unread; nothing is guessed and nothing is dropped in silence. [`rates`] does the same for exchange rates. The files themselves stay with the user.
//!
//! [`DutyExpression`]: crate::duty::expression::DutyExpression

pub mod bridge;
pub mod ca_texts;
pub mod ch_texts;
mod codes;
pub mod eaeu_texts;
pub mod eu_gb;
pub mod eu_texts;
mod figure;
mod headed;
pub mod il_texts;
pub mod jp_tariff;
pub mod jp_texts;
pub mod list;
pub mod measures;
pub mod no_toll;
pub mod origin;
pub mod rates;
pub mod report;
pub mod sacu_texts;
pub mod schedule;
pub mod table;
pub mod us_hts;
pub mod us_prices;
pub mod us_texts;
