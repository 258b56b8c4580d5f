//! Preferential origin as people write it: agreements in TOML, rules of origin as CSV.

use std::path::Path;

use serde::Deserialize;

use super::{TextError, csv_files::read_csv, files_under, read_toml};
use crate::origin::{Agreement, Exempt, OriginRule, Proof, any_of};
use crate::tables::Tables;
use crate::tables::schema::Citation;
use crate::{CommodityCode, Place};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementFile {
    place: Place,
    agreement: Vec<AgreementText>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AgreementText {
    id: String,
    title: String,
    origins: Vec<Place>,
    measures: Vec<String>,
    proofs: Vec<Proof>,
    exempt: Option<Exempt>,
    rules: Option<String>,
    cite: Vec<Citation>,
    note: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    from: CommodityCode,
    to: CommodityCode,
    part: String,
    rule: String,
}

impl RuleText {
    fn read(self) -> Result<OriginRule, String> {
        let part = match self.part.split_once('/') {
            None if self.part.is_empty() => None,
            Some((which, of)) => {
                let number =
                    |text: &str| text.parse::<u8>().map_err(|_| format!("`{}` is not a part such as 1/2", self.part));
                Some((number(which)?, number(of)?))
            }
            None => return Err(format!("`{}` is not a part such as 1/2", self.part)),
        };
        Ok(OriginRule { from: self.from, to: self.to, part, any_of: any_of(&self.rule)? })
    }
}

pub(super) fn read(folder: &Path, tables: &mut Tables) -> Result<Vec<TextError>, TextError> {
    let mut errors = Vec::new();
    for file in files_under(&folder.join("origin/rules"), "csv") {
        let name = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let mut rules = Vec::new();
        for row in read_csv::<RuleText>(&file, &mut errors)? {
            match row.read() {
                Ok(rule) => rules.push(rule),
                Err(message) => errors.push(TextError::new(&file, message)),
            }
        }
        tables.origin.rules.insert(name, rules);
    }
    for file in files_under(&folder.join("origin/agreements"), "toml") {
        let read: AgreementFile = read_toml(&file)?;
        for text in read.agreement {
            let AgreementText { id, title, origins, measures, proofs, exempt, rules, cite, note } = text;
            let missing = rules.as_ref().filter(|set| !tables.origin.rules.contains_key(*set));
            if let Some(set) = missing {
                errors.push(TextError::new(&file, format!("agreement `{id}`: there is no origin/rules/{set}.csv")));
            }
            let place = read.place;
            tables.origin.agreements.push(Agreement {
                id,
                place,
                title,
                origins,
                measures,
                proofs,
                exempt,
                rules,
                cite,
                note,
            });
        }
    }
    tables.origin.agreements.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(errors)
}
