//! JSON with nothing lost: numbers as they are written, and keys that stand twice.

use core::fmt;
use core::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// The same JSON with every number as a text. Numbers would be read as binary fractions, which cannot hold a rate
/// exactly; a text keeps every digit.
pub(super) fn with_numbers_as_text(json: &str) -> String {
    let mut out = String::with_capacity(json.len().saturating_mul(2));
    let (mut in_text, mut escaped, mut in_number) = (false, false, false);
    for c in json.chars() {
        if in_text {
            in_text = escaped || c != '"';
            escaped = c == '\\' && !escaped;
            out.push(c);
            continue;
        }
        let of_number = c.is_ascii_digit() || c == '-' || (in_number && matches!(c, '+' | '.' | 'e' | 'E'));
        if of_number != in_number {
            out.push('"');
            in_number = of_number;
        }
        in_text = c == '"';
        out.push(c);
    }
    if in_number {
        out.push('"');
    }
    out
}

/// An object as a list, so that a key that stands twice is seen twice.
#[derive(Debug)]
pub(super) struct Pairs<V>(pub(super) Vec<(String, V)>);

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<V>(PhantomData<V>);

        impl<'de, V: Deserialize<'de>> Visitor<'de> for List<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<V>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(List(PhantomData))
    }
}

/// A value as the text of a figure: a text as it is, anything else as JSON, which no figure looks like.
pub(super) fn figure(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_texts_and_texts_stay() {
        for (json, expected) in [
            (r#"{"usd": 1.10000000000000000001}"#, r#"{"usd": "1.10000000000000000001"}"#),
            (r#"[-64,2.5e-7, 1E+2]"#, r#"["-64","2.5e-7", "1E+2"]"#),
            (r#"{"a 1": "2 \" 3", "1inch": null}"#, r#"{"a 1": "2 \" 3", "1inch": null}"#),
            (r#""\\" 7"#, r#""\\" "7""#),
            ("7", r#""7""#),
        ] {
            assert_eq!(with_numbers_as_text(json), expected);
        }
    }

    #[test]
    fn a_key_that_stands_twice_is_seen_twice() {
        let Pairs(pairs) = serde_json::from_str::<Pairs<u8>>(r#"{"a": 1, "b": 2, "a": 3}"#).unwrap();
        assert_eq!(pairs, [("a".to_owned(), 1), ("b".to_owned(), 2), ("a".to_owned(), 3)]);
    }
}
