//! What both modules for the browser need to speak with it.

use serde::Serialize;
#[cfg(feature = "compliance")]
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::{JsError, JsValue};

use crate::tables::pack::PackError;

/// Plain objects, `null` for what is absent, and never an ES `Map`.
///
/// An answer crosses as one text and is parsed on the other side: the parser of the browser is several times faster than
/// setting some hundred properties from here one by one.
pub(crate) fn to_js(value: &impl Serialize) -> JsValue {
    // Our shapes hold nothing that JavaScript cannot; should that ever change, the console says so.
    let failed = |error: JsValue| {
        web_sys::console::error_2(&"dutybound: an answer could not be written".into(), &error);
        JsValue::UNDEFINED
    };
    let mut text = Vec::with_capacity(TYPICAL_ANSWER);
    match serde_json::to_writer(&mut text, value).map(|()| String::from_utf8(text)) {
        Ok(Ok(text)) => js_sys::JSON::parse(&text).unwrap_or_else(failed),
        Ok(Err(error)) => failed(error.to_string().into()),
        Err(error) => failed(error.to_string().into()),
    }
}

/// Room for most answers, in bytes: a text that grows is copied again and again.
const TYPICAL_ANSWER: usize = 8 * 1024;

/// An `Error` whose message says what is wrong and whose `code` names it.
pub(crate) fn thrown(message: &str, code: &str) -> JsValue {
    let thrown = JsValue::from(JsError::new(message));
    // An error without its code still says what is wrong.
    let _ = js_sys::Reflect::set(&thrown, &"code".into(), &code.into());
    thrown
}

/// A refused pack as it is thrown.
pub(crate) fn refused(error: &PackError) -> JsValue {
    thrown(&error.to_string(), error.code())
}

/// A plain object, read through its JSON; the sentence says what JavaScript or the shape has against it.
#[cfg(feature = "compliance")]
pub(crate) fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, String> {
    let text = js_sys::JSON::stringify(value).map_err(|_| "it cannot be written as JSON".to_owned())?;
    let text = text.as_string().ok_or_else(|| "it is not an object".to_owned())?;
    serde_json::from_str(&text).map_err(|error| error.to_string().chars().take(200).collect())
}
