//! Values of JavaScript, read by shapes as they read JSON. Objects are asked for the keys that are known, which is quicker than to
//! take them apart.
//!
//! A reader made for any shape names in its messages what it found, a number as digits, and all that writes floating-point numbers
//! came with it: a tenth of the engine, for messages that nobody sees. Baskets read single values of any kind and tell what is
//! wrong with them at their place; here only lists and objects are refused, and without a word.

use core::cell::RefCell;
use core::fmt;
use std::rc::Rc;

use js_sys::{Array, BigInt, Object, Symbol};
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

/// A list where an object belongs, an object where a list belongs, or something else where either does.
#[derive(Debug)]
pub(super) struct Misplaced;

impl fmt::Display for Misplaced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list or an object is missing")
    }
}

impl std::error::Error for Misplaced {}

impl de::Error for Misplaced {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

#[wasm_bindgen]
extern "C" {
    type Keyed;

    /// A getter that throws leaves the engine's method at once.
    #[wasm_bindgen(method, structural, indexing_getter)]
    fn at(this: &Keyed, key: &JsValue) -> JsValue;
}

/// A value of JavaScript as a reader's source.
pub(super) struct Value(pub(super) JsValue);

impl Value {
    /// The whole of it as a list, when it can be walked through.
    fn listed(&self) -> Option<Array> {
        if Array::is_array(&self.0) {
            return Some(self.0.clone().unchecked_into());
        }
        (self.0.is_object() && Symbol::iterator().js_in(&self.0)).then(|| Array::from(&self.0))
    }
}

impl IntoDeserializer<'_, Misplaced> for Value {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Misplaced;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misplaced> {
        let Self(value) = self;
        if let Some(text) = value.as_string() {
            return visitor.visit_string(text);
        }
        if let Some(number) = value.as_f64() {
            let whole = number as i64;
            // Above it, neighbours of a whole number are read as that number.
            let exact = whole as f64 == number && whole.unsigned_abs() < 1 << f64::MANTISSA_DIGITS;
            return if exact { visitor.visit_i64(whole) } else { visitor.visit_f64(number) };
        }
        if let Some(truth) = value.as_bool() {
            return visitor.visit_bool(truth);
        }
        if value.is_null_or_undefined() {
            return visitor.visit_unit();
        }
        if let Some(digits) = value.dyn_ref::<BigInt>().and_then(|number| number.to_string(10).ok()) {
            return visitor.visit_string(digits.into());
        }
        visitor.visit_seq(SeqDeserializer::<_, Misplaced>::new(core::iter::empty::<()>()))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misplaced> {
        if self.0.is_null_or_undefined() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misplaced> {
        let list = self.listed().ok_or(Misplaced)?;
        visitor.visit_seq(SeqDeserializer::new(list.iter().map(Value)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misplaced> {
        if !self.0.is_object() {
            return Err(Misplaced);
        }
        let entries = self.listed().unwrap_or_else(|| Object::entries(self.0.unchecked_ref()));
        let entries = entries.iter().map(|entry| {
            let entry: Array = entry.unchecked_into();
            (Value(entry.get(0)), Value(entry.get(1)))
        });
        visitor.visit_map(MapDeserializer::new(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misplaced> {
        if !self.0.is_object() || Array::is_array(&self.0) {
            return Err(Misplaced);
        }
        visitor.visit_map(Fields {
            object: self.0.unchecked_into(),
            keys: keys(known),
            next: 0,
            value: JsValue::UNDEFINED,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct tuple tuple_struct enum identifier ignored_any
    }
}

/// What stands under the known keys of an object. A derived reader takes a key by its position too.
struct Fields {
    object: Keyed,
    keys: Rc<[JsValue]>,
    next: usize,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misplaced;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misplaced> {
        while let Some(key) = self.keys.get(self.next) {
            let position = self.next as u64;
            self.next += 1;
            self.value = self.object.at(key);
            if !self.value.is_undefined() {
                return seed.deserialize(position.into_deserializer()).map(Some);
            }
        }
        Ok(None)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Misplaced> {
        seed.deserialize(Value(core::mem::replace(&mut self.value, JsValue::UNDEFINED)))
    }
}

/// Keys as JavaScript has them, made once: a text that crosses is decoded and copied.
fn keys(known: &'static [&'static str]) -> Rc<[JsValue]> {
    type Made = Vec<(&'static [&'static str], Rc<[JsValue]>)>;
    thread_local! {
        static MADE: RefCell<Made> = const { RefCell::new(Vec::new()) };
    }
    MADE.with_borrow_mut(|made| {
        if let Some((_, keys)) = made.iter().find(|(of, _)| core::ptr::eq(*of, known)) {
            return Rc::clone(keys);
        }
        let keys: Rc<[JsValue]> = known.iter().map(|key| JsValue::from_str(key)).collect();
        made.push((known, Rc::clone(&keys)));
        keys
    })
}
