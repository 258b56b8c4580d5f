//! Preferential origin: how it is proved under each agreement, and what makes goods of a heading originate.
//!
//! None of this is asked by a quote: a claim stands for origin that can be proved, and the agreements are [reliefs] of the
//! law. These tables say to whom wants to claim what that takes. Rules are facts (change of heading, at most half the
//! price in foreign materials, knitting), read from published rules; a rule that says more than such facts says so.
//!
//! [reliefs]: crate::tables::schema::Relief

use core::fmt;
use core::str::FromStr;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::tables::schema::{Citation, Effect, Measure};
use crate::{CommodityCode, Law, Money, Place};

/// Everything held about preferential origin.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct OriginTables {
    /// Agreements and schemes, by id.
    pub agreements: Vec<Agreement>,
    /// Rules of origin by the name of their set, each in order of codes.
    pub rules: BTreeMap<String, Vec<OriginRule>>,
}

/// An agreement or a scheme of preferences, and what claiming it takes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Agreement {
    /// Its id.
    pub id: String,
    /// Where goods enter.
    pub place: Place,
    /// Its name.
    pub title: String,
    /// Where goods are from that it is for.
    pub origins: Vec<Place>,
    /// The reliefs that it gives.
    pub measures: Vec<String>,
    /// Proofs of which one is needed.
    pub proofs: Vec<Proof>,
    /// Consignments that need none.
    pub exempt: Option<Exempt>,
    /// The set of rules of origin, where one is held.
    pub rules: Option<String>,
    /// Where it stands.
    pub cite: Vec<Citation>,
    /// A remark for readers.
    pub note: Option<String>,
}

/// A proof of origin, and who may give it up to what value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Proof {
    /// What it is.
    pub kind: ProofKind,
    /// Who may give it: `exporter`, `approved-exporter`, `registered-exporter`, `customs`, `importer`.
    pub by: Prover,
    /// Only for consignments up to this value of originating goods.
    #[serde(default, alias = "up_to")]
    pub up_to: Option<Money>,
    /// The number that it bears: `EORI`, `REX`, `RUT`.
    #[serde(default)]
    pub number: Option<String>,
}

/// Kinds of proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProofKind {
    /// The words of the agreement on an invoice or another commercial document.
    StatementOnOrigin,
    /// The same, as older agreements call it.
    OriginDeclaration,
    /// Movement certificate EUR.1.
    Eur1,
    /// Certificate of origin form A.
    FormA,
    /// Movement certificate A.TR, of free circulation.
    ATr,
    /// A certificate of origin of another form.
    CertificateOfOrigin,
    /// What the importer itself knows and can show.
    ImportersKnowledge,
    /// Evidence of non-preferential origin.
    NonPreferentialOrigin,
}

/// Who gives a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Prover {
    /// Any exporter.
    Exporter,
    /// An exporter that its customs authority approved.
    ApprovedExporter,
    /// An exporter in the register of exporters.
    RegisteredExporter,
    /// The customs authority or a chamber of the exporting country.
    Customs,
    /// Whoever imports.
    Importer,
}

/// Consignments that need no proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Exempt {
    /// Small packages up to this value.
    #[serde(default)]
    pub packages: Option<Money>,
    /// Travellers' luggage up to this value.
    #[serde(default)]
    pub luggage: Option<Money>,
    /// Whether commercial consignments count too; otherwise only those between private persons.
    pub trade: bool,
}

/// What makes goods of some headings originate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OriginRule {
    /// The first heading or subheading.
    pub from: CommodityCode,
    /// The last one.
    pub to: CommodityCode,
    /// Where several rules divide these goods by description: which of how many.
    pub part: Option<(u8, u8)>,
    /// Ways to originate, any of which is enough; everything in one must hold.
    pub any_of: Vec<Vec<Criterion>>,
}

impl OriginRule {
    /// Whether goods of `code` are, or may be, under it.
    #[must_use]
    pub fn holds(&self, code: CommodityCode) -> bool {
        self.from.covers(code) || (self.from <= code && self.reaches(code))
    }

    /// Whether the run goes on to `code` at least.
    fn reaches(&self, code: CommodityCode) -> bool {
        code <= self.to || self.to.covers(code)
    }
}

/// One thing that a rule of origin asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// What: one of [`Criterion::KNOWN`].
    pub what: String,
    /// A limit in percent, of the price or of the weight.
    pub percent: Option<rust_decimal::Decimal>,
}

impl Criterion {
    /// What rules ask, and the words for it.
    pub const KNOWN: &'static [(&'static str, &'static str)] = &[
        ("wholly-obtained", "the named materials, or the goods, wholly obtained there"),
        ("chapter", "foreign materials of another chapter"),
        ("heading", "foreign materials of another heading"),
        ("subheading", "foreign materials of another subheading"),
        ("any-heading", "made of materials of any heading"),
        ("materials", "foreign materials of at most this share of the price"),
        ("content", "content of the region of at least this share of the price"),
        ("weight", "foreign materials of at most this share of the weight"),
        ("spinning", "spinning"),
        ("extrusion", "extrusion of filament"),
        ("weaving", "weaving"),
        ("knitting", "knitting or crocheting"),
        ("making-up", "making-up, cutting included"),
        ("printing", "printing"),
        ("dyeing", "dyeing"),
        ("embroidery", "embroidery"),
        ("coating", "coating or covering"),
        ("from-fibres", "made from fibres"),
        ("from-yarn", "made from yarn"),
        ("from-fabric", "made from fabric"),
        ("processing", "a chemical reaction, purification, mixing or another process that the rule names"),
        ("more", "further conditions: read the rule"),
        ("see-text", "a rule of another kind: read it"),
    ];

    /// In words: "foreign materials of at most this share of the price (50 %)".
    #[must_use]
    pub fn words(&self) -> String {
        let known = Self::KNOWN.iter().find(|(name, _)| *name == self.what);
        let words = known.map_or(self.what.as_str(), |(_, words)| words);
        self.percent.map_or_else(|| words.to_owned(), |percent| format!("{words} ({percent} %)"))
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        self.percent.map_or(Ok(()), |percent| write!(f, " {percent}%"))
    }
}

impl FromStr for Criterion {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (what, share) =
            text.trim().split_once(' ').map_or((text.trim(), None), |(what, share)| (what, Some(share)));
        if !Self::KNOWN.iter().any(|(known, _)| *known == what) {
            return Err(format!("`{what}` is nothing that a rule of origin is known to ask"));
        }
        let number = |share: &str| share.strip_suffix('%').and_then(crate::parse_decimal);
        let percent = share.map(|share| number(share).ok_or_else(|| format!("`{share}` is not a percentage")));
        Ok(Self { what: what.to_owned(), percent: percent.transpose()? })
    }
}

impl Serialize for Criterion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Criterion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Ways to originate as tables write them: `heading | materials 50% + knitting`.
///
/// # Errors
/// A sentence that names what is not known.
pub fn any_of(text: &str) -> Result<Vec<Vec<Criterion>>, String> {
    text.split(" | ").map(|way| way.split(" + ").map(str::parse).collect()).collect()
}

/// The same as text.
#[must_use]
pub fn text(any_of: &[Vec<Criterion>]) -> String {
    let way = |way: &Vec<Criterion>| way.iter().map(ToString::to_string).collect::<Vec<_>>().join(" + ");
    any_of.iter().map(way).collect::<Vec<_>>().join(" | ")
}

impl OriginTables {
    /// Agreements for goods of an origin that give one of these reliefs.
    pub fn giving<'o>(&'o self, origin: Place, measures: &'o [&Measure]) -> impl Iterator<Item = &'o Agreement> {
        let gives =
            |agreement: &Agreement| agreement.measures.iter().any(|id| measures.iter().any(|known| known.id == *id));
        self.agreements.iter().filter(move |agreement| agreement.origins.contains(&origin) && gives(agreement))
    }

    /// Rules of a set for goods of `code`; where some headings have rules of their own inside a wider run, these.
    #[must_use]
    pub fn rules_for(&self, set: &str, code: CommodityCode) -> Vec<&OriginRule> {
        let held = self.rules.get(set).map_or(&[][..], Vec::as_slice);
        let under: Vec<&OriginRule> = held.iter().filter(|rule| rule.holds(code)).collect();
        // A rule for a run inside another's run stands in for it.
        let wider = |rule: &OriginRule, other: &OriginRule| {
            rule.from <= other.from && rule.reaches(other.to) && (rule.from, rule.to) != (other.from, other.to)
        };
        under.iter().copied().filter(|rule| !under.iter().any(|other| wider(rule, other))).collect()
    }
}

impl<'t> Law<'t> {
    /// Reliefs that goods of an origin can claim on the law's day.
    pub fn claimable(&self, origin: Place) -> impl Iterator<Item = &'t Measure> {
        let here: Vec<_> =
            self.inner().claims.iter().filter(|(place, _)| *place == origin).map(|(_, id)| *id).collect();
        here.into_iter().filter_map(|id| self.measure(id)).filter(|measure| matches!(measure.effect, Effect::Relief(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tables_write_is_read_back() {
        for written in ["heading | materials 50%", "knitting + making-up", "wholly-obtained", "see-text"] {
            assert_eq!(text(&any_of(written).unwrap()), written);
        }
        assert!(any_of("magic").unwrap_err().contains("`magic`"));
        assert!(any_of("materials half").unwrap_err().contains("`half`"));
    }

    #[test]
    fn the_narrower_run_of_headings_counts() {
        let code = |text: &str| text.parse::<CommodityCode>().unwrap();
        let rule = |from: &str, to: &str, way: &str| OriginRule {
            from: code(from),
            to: code(to),
            part: None,
            any_of: any_of(way).unwrap(),
        };
        let set = vec![
            rule("85", "85", "heading"),
            rule("8525", "8528", "materials 45%"),
            rule("8529", "8529", "subheading"),
        ];
        let tables = OriginTables { rules: [("kr".to_owned(), set)].into(), ..OriginTables::default() };
        let asked = |asked: &str| -> Vec<String> {
            tables.rules_for("kr", code(asked)).iter().map(|rule| text(&rule.any_of)).collect()
        };
        assert_eq!(asked("852872"), ["materials 45%"]);
        assert_eq!(asked("8529"), ["subheading"]);
        assert_eq!(asked("850440"), ["heading"]);
        assert!(asked("6109").is_empty());
    }
}
