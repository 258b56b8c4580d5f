//! How long a quote takes natively: `cargo xtask bench native`.
//!
//! Five-line baskets, law prepared before; the first quote of a place and day pays for the preparation, measured apart.

use criterion::{Criterion, criterion_group, criterion_main};
use dutybound::tables::text;
use dutybound::{Consignment, shape};

const BASKETS: [(&str, &str); 4] = [
    ("US post from CN", include_str!("baskets/us.json")),
    ("FR express, IOSS, from CN", include_str!("baskets/fr.json")),
    ("GB express above 135", include_str!("baskets/gb.json")),
    ("CA-ON courier from CN", include_str!("baskets/ca.json")),
];

#[expect(clippy::expect_used, reason = "a benchmark without its tables has nothing to measure")]
fn quotes(criterion: &mut Criterion) {
    let tables = text::read("tables".as_ref()).expect("the tables can be read").tables;
    for (name, json) in BASKETS {
        let consignment: Consignment = shape::from_json(json).expect("the basket can be read");
        let law = tables.law(consignment.to, consignment.on).expect("the law is held");
        criterion.bench_function(&format!("quote: {name}"), |bencher| {
            bencher.iter(|| dutybound::quote_under(std::hint::black_box(&consignment), &law));
        });
        criterion.bench_function(&format!("prepare law: {name}"), |bencher| {
            bencher.iter(|| tables.law(std::hint::black_box(consignment.to), consignment.on));
        });
    }
}

criterion_group!(benches, quotes);
criterion_main!(benches);
