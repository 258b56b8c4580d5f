//! What is around a pack's body: the header that says what it is, and the digest that it must match.

use core::fmt;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::tables::Tables;
use crate::tables::schema::SCHEMA;

const MAGIC: [u8; 4] = *b"DUTY";
/// Magic, schema, kind, digest; then edition and name, each with its length.
const FIXED: usize = 4 + 2 + 1 + 32;

/// What a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PackKind {
    /// The world's law.
    World,
    /// What only one place and its parts need: tariffs, code lists, restrictions.
    Place,
    /// Everyday products and their codes.
    Finder,
    /// What measures are called, where they stand, and the acts: what a reader asks for, and no quote.
    Sources,
    /// What sellers must do, as JSON: matched by the page itself, so that the engine need not hold it.
    Obligations,
    /// The words by which goods of a category are recognised, in many languages.
    Words,
    /// What data a parcel must carry, as JSON: read by the second module, so that the engine need not hold it.
    Declaration,
    /// What can be got back, as JSON: for the second module too.
    Recovery,
    /// Agreements, proofs and rules of origin, as JSON: read by whoever wants to claim, and by no quote.
    Origin,
}

impl PackKind {
    const fn byte(self) -> u8 {
        match self {
            Self::World => 0,
            Self::Place => 1,
            Self::Finder => 2,
            Self::Sources => 3,
            Self::Obligations => 4,
            Self::Words => 5,
            Self::Declaration => 6,
            Self::Recovery => 7,
            Self::Origin => 8,
        }
    }

    const fn of(byte: u8) -> Option<Self> {
        match byte {
            0 => Some(Self::World),
            1 => Some(Self::Place),
            2 => Some(Self::Finder),
            3 => Some(Self::Sources),
            4 => Some(Self::Obligations),
            5 => Some(Self::Words),
            6 => Some(Self::Declaration),
            7 => Some(Self::Recovery),
            8 => Some(Self::Origin),
            _ => None,
        }
    }
}

/// What a loaded pack was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PackInfo {
    /// What it holds.
    pub kind: PackKind,
    /// Its name: `world`, `us`.
    pub name: String,
    /// The publication it is of.
    pub edition: String,
    /// SHA-256 of its body, in hexadecimal.
    pub digest: String,
}

/// Why a pack was refused. Loading it again, or another copy, may succeed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PackError {
    /// Not a pack at all, or cut off within its header.
    NotAPack,
    /// Written for another version of the law language.
    Schema {
        /// Its version.
        found: u16,
    },
    /// The body is not what the header's digest says: cut off or altered.
    Digest {
        /// The pack's name.
        name: String,
    },
    /// The body matches its digest but cannot be read.
    Unreadable {
        /// The pack's name.
        name: String,
    },
    /// Sources or words of a law that is not loaded yet.
    BeforeTheLaw {
        /// The pack's name.
        name: String,
    },
    /// A tariff of another edition than the law.
    Edition {
        /// The pack's name.
        name: String,
        /// Its edition.
        found: String,
        /// The law's edition.
        expected: String,
    },
}

impl PackError {
    /// The kind, for programs.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAPack => "not-a-pack",
            Self::Schema { .. } => "wrong-schema",
            Self::Digest { .. } => "wrong-digest",
            Self::Unreadable { .. } => "unreadable",
            Self::BeforeTheLaw { .. } => "before-the-law",
            Self::Edition { .. } => "wrong-edition",
        }
    }
}

impl fmt::Display for PackError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPack => f.write_str("these bytes are not a pack of tables, or were cut off; fetch it again"),
            Self::Schema { found } => write!(
                f,
                "the pack is written for version {found} of the law language and this program reads version {SCHEMA}; use a \
                 pack and a program of the same release"
            ),
            Self::Digest { name } => {
                write!(f, "the pack `{name}` is not what its digest says: it was cut off or altered; fetch it again")
            }
            Self::Unreadable { name } => write!(f, "the pack `{name}` cannot be read; build it again"),
            Self::BeforeTheLaw { name } => {
                write!(f, "the pack `{name}` belongs to the law; load the pack `world` first")
            }
            Self::Edition { name, found, expected } => write!(
                f,
                "the pack `{name}` is of edition {found} and the law is of edition {expected}; load packs of one edition"
            ),
        }
    }
}

impl std::error::Error for PackError {}

/// A pack of something that postcard writes.
pub(super) fn write<T: Serialize>(tables: &Tables, kind: PackKind, name: &str, body: &T) -> Vec<u8> {
    // Writing to memory fails only for types that postcard cannot express, and ours are none of them.
    let body = postcard::to_stdvec(body).unwrap_or_default();
    write_body(tables, kind, name, &body)
}

/// A body with the header that says what it is.
pub(super) fn write_body(tables: &Tables, kind: PackKind, name: &str, body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() + 128);
    bytes.extend(MAGIC);
    bytes.extend(SCHEMA.to_le_bytes());
    bytes.push(kind.byte());
    bytes.extend(digest(kind.byte(), &tables.edition, name, body));
    for text in [&tables.edition, name] {
        bytes.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
        bytes.extend(text.bytes().take(usize::from(u8::MAX)));
    }
    bytes.extend(body);
    bytes
}

/// The digest covers what the header says as well as the body, lengths included.
fn digest(kind: u8, edition: &str, name: &str, body: &[u8]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(SCHEMA.to_le_bytes());
    hash.update([kind]);
    for text in [edition, name] {
        hash.update([u8::try_from(text.len()).unwrap_or(u8::MAX)]);
        hash.update(text);
    }
    hash.update(body);
    hash.finalize().into()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A pack that is what its digest says.
pub(crate) struct Header<'b> {
    pub(crate) info: PackInfo,
    pub(crate) body: &'b [u8],
}

/// Reads the header and checks the digest; `known` is the SHA-256 that the caller made of what it covers.
pub(crate) fn header<'b>(bytes: &'b [u8], known: Option<&str>) -> Result<Header<'b>, PackError> {
    let (fixed, rest) = bytes.split_at_checked(FIXED).ok_or(PackError::NotAPack)?;
    let [m0, m1, m2, m3, s0, s1, kind, expected @ ..] = fixed else { return Err(PackError::NotAPack) };
    if [*m0, *m1, *m2, *m3] != MAGIC {
        return Err(PackError::NotAPack);
    }
    let found = u16::from_le_bytes([*s0, *s1]);
    if found != SCHEMA {
        return Err(PackError::Schema { found });
    }
    let (edition, rest) = text(rest)?;
    let (name, body) = text(rest)?;
    let said = hexadecimal(expected);
    let made = || hexadecimal(&digest(*kind, edition, name, body));
    if known.map_or_else(made, str::to_owned) != said {
        return Err(PackError::Digest { name: name.to_owned() });
    }
    let kind = PackKind::of(*kind).ok_or(PackError::NotAPack)?;
    let info = PackInfo { kind, name: name.to_owned(), edition: edition.to_owned(), digest: said };
    Ok(Header { info, body })
}

fn text(bytes: &[u8]) -> Result<(&str, &[u8]), PackError> {
    let (length, rest) = bytes.split_first().ok_or(PackError::NotAPack)?;
    let (text, rest) = rest.split_at_checked(usize::from(*length)).ok_or(PackError::NotAPack)?;
    Ok((core::str::from_utf8(text).map_err(|_| PackError::NotAPack)?, rest))
}

/// A body that is nothing but what it should hold.
pub(super) fn read<'b, T: Deserialize<'b>>(body: &'b [u8], name: &str) -> Result<T, PackError> {
    // What follows a body that was read whole belongs to no pack.
    let whole = postcard::take_from_bytes(body).ok().filter(|(_, rest)| rest.is_empty());
    whole.map(|(read, _)| read).ok_or_else(|| PackError::Unreadable { name: name.to_owned() })
}
