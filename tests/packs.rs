//! Packs that were cut off, altered, or are not the ones wanted: refused with a reason, and nothing is lost.
#![cfg(feature = "cli")]
#![expect(clippy::unwrap_used, reason = "in a test, an unwrap is the assertion")]

mod common;

use std::sync::OnceLock;

use common::tables;
use dutybound::origin::OriginTables;
use dutybound::tables::pack::{PackError, PackKind, write_all};
use dutybound::{Tables, shape};

/// Where the schema, the kind and the edition stand in a pack.
const SCHEMA: usize = 4;
const KIND: usize = 6;
const EDITION: usize = 39;

type Packs = Vec<(String, Vec<u8>)>;

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| write_all(tables()))
}

fn pack(name: &str) -> &'static [u8] {
    &packs().iter().find(|(known, _)| known == name).unwrap().1
}

/// Tables with every pack loaded.
fn loaded() -> Tables {
    let mut held = Tables::default();
    for (_, bytes) in packs() {
        held.load(bytes).unwrap();
    }
    held
}

/// Columns and lists are decoded when they are asked for; one that could not be would say nothing, and so write another pack.
#[test]
fn what_was_read_from_packs_writes_the_same_packs() {
    let written = write_all(&loaded());
    let names = |packs: &Packs| packs.iter().map(|(name, _)| name.clone()).collect::<Vec<String>>();
    assert_eq!(names(&written), names(packs()));
    for ((name, again), (_, once)) in written.iter().zip(packs()) {
        assert!(again == once, "{name}");
    }
}

/// The packs of tables that differ from the project's own in their edition only.
fn of_edition(edition: &str) -> Packs {
    let mut other = tables().clone();
    edition.clone_into(&mut other.edition);
    write_all(&other)
}

/// A small world: the law of one place, and nothing that goes with no quote.
fn small() -> Tables {
    static SMALL: OnceLock<Tables> = OnceLock::new();
    SMALL.get_or_init(of_norway).clone()
}

fn of_norway() -> Tables {
    let mut small = tables().clone();
    small.world.measures.retain(|measure| measure.place.as_str() == "NO");
    small.world.restrictions.clear();
    small.world.acts.truncate(20);
    small.schedules.retain(|schedule| schedule.place.as_str() == "NO");
    small.lists.clear();
    small.products.truncate(20);
    small.obligations.truncate(5);
    small.recovery.truncate(5);
    small.origin = OriginTables::default();
    small
}

/// Every way of cutting and altering that is tried must be refused, and must leave the tables as they were.
fn refused_all(name: &str, bytes: &[u8], spoilt: impl Iterator<Item = Vec<u8>>) {
    let mut held = small();
    let before = write_all(&held);
    let (edition, digest) = (held.edition.clone(), held.digest.clone());
    let mut tried = 0;
    for (nth, wrong) in spoilt.enumerate() {
        tried += 1;
        let error = held.load(&wrong).err();
        let error = error.unwrap_or_else(|| panic_accepted(name, nth, bytes, &wrong));
        let known = match error {
            PackError::NotAPack | PackError::Digest { .. } => true,
            PackError::Schema { .. } => wrong.get(SCHEMA..KIND) != bytes.get(SCHEMA..KIND),
            PackError::Unreadable { .. } => wrong.get(KIND) != bytes.get(KIND),
            PackError::Edition { .. } | PackError::BeforeTheLaw { .. } => false,
        };
        assert!(known, "{name} {nth}: {error:?}");
        assert!(!error.to_string().is_empty() && !error.code().is_empty());
    }
    assert!(tried > 0);
    assert_eq!((held.edition.as_str(), held.digest.as_str()), (edition.as_str(), digest.as_str()), "{name}");
    assert!(write_all(&held) == before, "{name}: a refused pack changed the tables");
    assert!(held.load(bytes).is_ok(), "{name}: the good pack does not load afterwards");
}

#[expect(clippy::panic, reason = "in a test, a panic is the assertion")]
fn panic_accepted(name: &str, nth: usize, good: &[u8], wrong: &[u8]) -> PackError {
    let at = good.iter().zip(wrong).position(|(a, b)| a != b);
    panic!("{name}, try {nth}: {} of {} bytes, first difference at {at:?}, was accepted", wrong.len(), good.len())
}

#[test]
fn a_small_world_cut_at_every_97th_byte() {
    for (name, bytes) in write_all(&small()) {
        let cuts = (0..bytes.len()).step_by(97).chain(0..bytes.len().min(120));
        refused_all(&name, &bytes, cuts.map(|cut| bytes.get(..cut).unwrap_or_default().to_vec()));
    }
}

#[test]
fn every_pack_cut() {
    for (name, bytes) in packs() {
        // Large packs are cut less often: each try hashes what is left.
        let stride = 97 * (bytes.len() / 20_000 + 1);
        let cuts = (0..bytes.len()).step_by(stride).chain([bytes.len() - 1]);
        refused_all(name, bytes, cuts.map(|cut| bytes.get(..cut).unwrap_or_default().to_vec()));
    }
}

#[test]
fn a_pack_with_something_after_it() {
    for (name, bytes) in packs() {
        refused_all(name, bytes, [vec![0], bytes.clone()].into_iter().map(|more| [bytes.as_slice(), &more].concat()));
    }
}

fn flipped(bytes: &[u8], position: usize, mask: u8) -> Vec<u8> {
    let mut wrong = bytes.to_vec();
    if let Some(byte) = wrong.get_mut(position) {
        *byte ^= mask;
    }
    wrong
}

#[test]
fn one_bit_of_the_header_flipped() {
    for (name, bytes) in write_all(&small()) {
        let header = (0..EDITION + 1 + small().edition.len() + 1 + name.len())
            .flat_map(|at| (0..8).map(move |bit| (at, 1 << bit)));
        refused_all(&name, &bytes, header.map(|(at, mask)| flipped(&bytes, at, mask)));
    }
}

#[test]
fn one_byte_of_the_body_flipped() {
    for (name, bytes) in packs() {
        let stride = 211 * (bytes.len() / 10_000 + 1);
        refused_all(name, bytes, (EDITION..bytes.len()).step_by(stride).map(|at| flipped(bytes, at, 0xff)));
    }
}

#[test]
fn another_version_of_the_language() {
    let bytes = pack("no");
    let mut held = Tables::default();
    let error = held.load(&flipped(bytes, SCHEMA, 0x40)).unwrap_err();
    assert!(matches!(error, PackError::Schema { .. }), "{error:?}");
    assert_eq!(error.code(), "wrong-schema");
}

/// A pack whose header says another kind than its body is of, whichever two kinds they are.
#[test]
fn another_kind() {
    for (name, bytes) in packs().iter().chain(&write_all(&small())) {
        let own = bytes.get(KIND).copied().unwrap();
        let others = [0, 1, 2, 3, 127, 255].into_iter().filter(|kind| *kind != own);
        refused_all(name, bytes, others.map(|kind| flipped(bytes, KIND, own ^ kind)));
    }
}

/// A tariff pack without tariffs or lists begins as an empty list of products would.
#[test]
fn an_empty_tariff_is_no_finder() {
    let mut hollow = small();
    hollow.schedules.clear();
    hollow.lists = tables().lists.iter().take(1).cloned().collect();
    for (name, bytes) in write_all(&hollow) {
        let own = bytes.get(KIND).copied().unwrap();
        let others = [0, 1, 2].into_iter().filter(|kind| *kind != own);
        refused_all(&name, &bytes, others.map(|kind| flipped(&bytes, KIND, own ^ kind)));
    }
}

#[test]
fn a_tariff_of_another_edition() {
    let mut held = loaded();
    let before = write_all(&held);
    for (name, bytes) in of_edition("1999-12-31").iter().filter(|(name, _)| name != "world") {
        let error = held.load(bytes).unwrap_err();
        let PackError::Edition { name: named, found, expected } = &error else { unreachable_kind(&error) };
        assert_eq!(
            (named.as_str(), found.as_str(), expected.as_str()),
            (name.as_str(), "1999-12-31", tables().edition.as_str())
        );
        assert_eq!(error.code(), "wrong-edition");
    }
    assert!(write_all(&held) == before, "a refused pack changed the tables");
    for (_, bytes) in packs() {
        held.load(bytes).unwrap();
    }
    assert!(write_all(&held) == before, "loading the same packs again changed the tables");
}

#[expect(clippy::panic, reason = "in a test, a panic is the assertion")]
fn unreachable_kind(error: &PackError) -> ! {
    panic!("{error:?}")
}

/// Whatever the order in which packs come, law and tariff are never of two editions at once.
#[test]
fn law_of_another_edition_over_a_tariff() {
    let basket = r#"{"to":"NO","from":"CN","assessmentDate":"2026-11-21","currency":"NOK","lines":[
        {"description":"cotton T-shirt","code":"610910","unitPrice":"500.00"}]}"#;
    let consignment = shape::from_json(basket).unwrap();
    let mut held = Tables::default();
    held.load(pack("no")).unwrap();
    let others = of_edition("1999-12-31");
    let world = &others.iter().find(|(name, _)| name == "world").unwrap().1;
    let quoted = match held.load(world) {
        Err(error) => {
            assert_eq!(error.code(), "wrong-edition");
            return;
        }
        Ok(_) => dutybound::quote(&consignment, &held),
    };
    assert!(quoted.is_err(), "law of one edition was applied with a tariff of another");
}

#[test]
fn the_law_is_quoted_before_it_can_be_named() {
    let mut held = Tables::default();
    let early = held.load(pack("sources")).unwrap_err();
    assert_eq!(early.code(), "before-the-law");
    held.load(pack("world")).unwrap();
    let waits = dutybound::quote(&shape::from_json(NORWAY).unwrap(), &held).map(|quote| quote.landed_cost);
    assert!(waits.is_err(), "without the place's own pack nothing could be free of its restrictions");
    held.load(pack("no")).unwrap();
    let waits = dutybound::quote(&shape::from_json(NORWAY).unwrap(), &held).map(|quote| quote.landed_cost);
    assert!(waits.is_err(), "without the words no goods could be recognised by their names");
    held.load(pack("words")).unwrap();
    let told = |held: &Tables| {
        let quote = dutybound::quote(&shape::from_json(NORWAY).unwrap(), held).unwrap();
        let first = quote.charges.first().unwrap();
        (quote.landed_cost, first.grade, first.measure.title.clone(), first.measure.cite.len())
    };
    let (cost, grade, title, cites) = told(&held);
    assert_eq!((title.as_str(), cites), ("", 0));
    held.load(pack("sources")).unwrap();
    let named = told(&held);
    assert_eq!((named.0, named.1), (cost, grade));
    assert!(!named.2.is_empty() && named.3 > 0);
    // The law loaded once more keeps its names and its places' restrictions.
    held.load(pack("world")).unwrap();
    assert_eq!(told(&held), named);
}

const NORWAY: &str = r#"{"to":"NO","from":"CN","assessmentDate":"2026-11-01","currency":"NOK","freight":"0",
    "seller":{"registrations":[]},
    "lines":[{"description":"cotton T-shirt","code":"610910","unitPrice":"500.00"}]}"#;

#[test]
fn what_a_pack_says_of_itself() {
    let mut held = Tables::default();
    let kinds = [
        ("world", PackKind::World),
        ("finder", PackKind::Finder),
        ("us", PackKind::Place),
        ("sources", PackKind::Sources),
    ];
    for (name, kind) in kinds {
        let info = held.load(pack(name)).unwrap();
        assert_eq!((info.kind, info.name.as_str(), info.edition.as_str()), (kind, name, tables().edition.as_str()));
        assert_eq!(info.digest.len(), 64);
    }
    assert!(Tables::default().load(b"").is_err());
    assert!(Tables::default().load(b"DUTY").is_err());
}
