//! Strict JSON: what is read must say the same when written again. Never takes unknown, missing or duplicate keys,
//! an array in place of an object, or a number in another spelling than a plain integer.

use std::fmt;

use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::Error;

/// Reads UTF-8 JSON as a `T` whose own JSON has the same keys and values.
///
/// # Errors
/// [`Error::Json`] for anything else.
pub fn read<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(bytes).map_err(|_| Error::Json)?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let said = Wiped(Strict.deserialize(&mut deserializer).map_err(|_| Error::Json)?);
    deserializer.end().map_err(|_| Error::Json)?;
    let read: T = serde_json::from_str(text).map_err(|_| Error::Json)?;
    let understood = Wiped(serde_json::to_value(&read).map_err(|_| Error::Json)?);
    if understood.0 == said.0 { Ok(read) } else { Err(Error::Json) }
}

/// Writes JSON in the order of the type's fields, without white space.
///
/// # Errors
/// [`Error::Json`], which no type of this crate causes.
pub fn write<T: Serialize>(value: &T) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(value).map_err(|_| Error::Json)
}

/// For fields that may be `null` but must be there.
///
/// # Errors
/// Those of the value.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(deserializer)
}

/// A value whose texts are wiped when it goes, since it may hold keys.
struct Wiped(Value);

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}

fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(fields) => fields.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Builds a [`Value`] and refuses a key that comes twice in one object.
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON with whole numbers")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(Strict)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut all = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(Strict)?;
            if all.insert(key, value).is_some() {
                return Err(A::Error::custom("a key comes twice"));
            }
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Thing {
        name: String,
        count: u32,
        #[serde(deserialize_with = "present")]
        inner: Option<Inner>,
    }

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Inner {
        day: i32,
    }

    fn refused(text: &str) -> bool {
        read::<Thing>(text.as_bytes()) == Err(Error::Json)
    }

    #[test]
    fn only_the_exact_shape_is_read() {
        assert!(!refused(r#"{"name":"a","count":1,"inner":{"day":-2}}"#));
        assert!(!refused(" {\"inner\":null,\n\"count\":1,\"name\":\"\\u0061\"} "));
        for broken in [
            r#"{"name":"a","count":1}"#,
            r#"{"name":"a","count":1,"inner":null,"more":1}"#,
            r#"{"name":"a","name":"a","count":1,"inner":null}"#,
            r#"{"name":"a","count":1,"inner":{"day":1,"day":1}}"#,
            r#"["a",1,null]"#,
            r#"{"name":"a","count":1,"inner":[1]}"#,
            r#"{"name":"a","count":1.0,"inner":null}"#,
            r#"{"name":"a","count":1e0,"inner":null}"#,
            r#"{"name":"a","count":-1,"inner":null}"#,
            r#"{"name":"a","count":4294967296,"inner":null}"#,
            r#"{"name":"\ud800","count":1,"inner":null}"#,
            r#"{"name":"a","count":1,"inner":null} {}"#,
            r#"{"name":"a","count":1,"inner":null"#,
            "\u{feff}{\"name\":\"a\",\"count\":1,\"inner\":null}",
            "",
        ] {
            assert!(refused(broken), "{broken}");
        }
        assert_eq!(read::<Thing>(b"{\"name\":\"\xff\",\"count\":1,\"inner\":null}"), Err(Error::Json));
        assert!(refused(&"[".repeat(100_000)));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(name: String, count: u32, day: Option<i32>) {
            let thing = Thing { name, count, inner: day.map(|day| Inner { day }) };
            prop_assert_eq!(read::<Thing>(&write(&thing).unwrap()).unwrap(), thing);
        }
    }
}
