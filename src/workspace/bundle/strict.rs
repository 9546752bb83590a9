//! Bytes → JSON value, strictly: no name twice, no hostile depth, and a word about
//! what the file is instead if it is something else.

use super::error::{BundleError, OtherFormat};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use std::cell::RefCell;
use std::fmt;

/// Reads bytes that should be JSON text.
pub(super) fn read_json(bytes: &[u8]) -> Result<Value, BundleError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(BundleError::Empty);
    }
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() && looks_like_json(bytes) => {
            return Err(BundleError::CutShort { line: lines(bytes) });
        }
        Err(error) if looks_like_json(bytes) && !bytes.contains(&0) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let column = before.iter().rev().take_while(|&&b| b != b'\n').count() + 1;
            return Err(BundleError::Broken { line: lines(before), column });
        }
        Err(_) => return Err(BundleError::Other(recognise(bytes))),
    };
    if !looks_like_json(bytes) {
        return Err(BundleError::Other(recognise(bytes)));
    }
    parse(text)
}

fn looks_like_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

fn lines(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b == b'\n').count() + 1
}

fn parse(text: &str) -> Result<Value, BundleError> {
    let twice = RefCell::new(None);
    let mut reader = serde_json::Deserializer::from_str(text);
    let value = Strict { twice: &twice }.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    value.map_err(|error| {
        let (line, column) = (error.line(), error.column());
        if let Some(name) = twice.take() {
            BundleError::Twice { name, line }
        } else if error.is_eof() {
            BundleError::CutShort { line }
        } else if error.to_string().starts_with("recursion limit") {
            BundleError::TooDeep { line }
        } else {
            BundleError::Broken { line, column }
        }
    })
}

/// Builds a value and notes the first name that stands twice in one object.
#[derive(Clone, Copy)]
struct Strict<'a> {
    twice: &'a RefCell<Option<String>>,
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, yes: bool) -> Result<Value, E> {
        Ok(Value::Bool(yes))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Number::from_f64(number).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = entries.next_key::<String>()? {
            if map.contains_key(&name) {
                self.twice.replace(Some(name));
                return Err(A::Error::custom("a name stands twice"));
            }
            let value = entries.next_value_seed(self)?;
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}

/// What bytes are that are no JSON, by how they begin.
fn recognise(bytes: &[u8]) -> OtherFormat {
    const OLD_OFFICE: &[u8] = b"\xd0\xcf\x11\xe0";
    const ZIP: &[u8] = b"PK\x03\x04";
    let head = bytes.get(..4096).unwrap_or(bytes);
    let has = |word: &[u8]| bytes.windows(word.len()).any(|w| w == word);
    let pictures: [&[u8]; 4] = [b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF"];
    if head.starts_with(ZIP) {
        return match (has(b"xl/"), has(b"word/")) {
            (true, _) => OtherFormat::Workbook,
            (_, true) => OtherFormat::WordDocument,
            _ => OtherFormat::Archive,
        };
    }
    match head {
        _ if head.starts_with(OLD_OFFICE) => OtherFormat::Workbook,
        _ if head.starts_with(b"%PDF") => OtherFormat::Pdf,
        _ if head.starts_with(b"\x1f\x8b") => OtherFormat::Archive,
        _ if pictures.iter().any(|p| head.starts_with(p)) => OtherFormat::Picture,
        _ if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") => OtherFormat::Encoding,
        _ if head.contains(&0) => OtherFormat::Binary,
        _ => recognise_text(&String::from_utf8_lossy(head)),
    }
}

fn recognise_text(head: &str) -> OtherFormat {
    let start = head.trim_start().to_ascii_lowercase();
    if start.starts_with("<!doctype html") || start.starts_with("<html") {
        return OtherFormat::WebPage;
    }
    let mut lines = head.lines().map(str::trim).filter(|line| !line.is_empty());
    let columns = |line: &str| [',', ';', '\t', '|'].map(|c| line.matches(c).count()).into_iter().max().unwrap_or(0);
    if lines.by_ref().take(20).filter(|line| columns(line) >= 2).count() >= 2 {
        return OtherFormat::Table;
    }
    let odd = head.chars().filter(|c| c.is_control() && !c.is_whitespace() || *c == '\u{fffd}').count();
    if odd * 10 > head.chars().count() { OtherFormat::Binary } else { OtherFormat::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(bytes: &[u8]) -> BundleError {
        read_json(bytes).unwrap_err()
    }

    #[test]
    fn other_files_are_recognised() {
        let other = |bytes| refused(bytes);
        assert_eq!(other(b"PK\x03\x04 ... xl/workbook.xml"), BundleError::Other(OtherFormat::Workbook));
        assert_eq!(other(b"PK\x03\x04 ... word/document.xml"), BundleError::Other(OtherFormat::WordDocument));
        assert_eq!(other(b"%PDF-1.7"), BundleError::Other(OtherFormat::Pdf));
        assert_eq!(other(b"code;title;leaders\nA1;x;3,9\n"), BundleError::Other(OtherFormat::Table));
        assert_eq!(other(b"<!DOCTYPE html><html>"), BundleError::Other(OtherFormat::WebPage));
        assert_eq!(other(b"Dear colleague,\nhere is the file"), BundleError::Other(OtherFormat::Text));
        assert_eq!(other(b"\xff\xfe{\0"), BundleError::Other(OtherFormat::Encoding));
        assert_eq!(other(b"\x00\x01\x02"), BundleError::Other(OtherFormat::Binary));
        assert_eq!(other(b" \n"), BundleError::Empty);
    }

    #[test]
    fn broken_json_is_told_by_place() {
        assert_eq!(refused(b"{\n\"a\": 1,\n"), BundleError::CutShort { line: 3 });
        assert_eq!(refused("{\n\"a\": \"ő".as_bytes().split_last().unwrap().1), BundleError::CutShort { line: 2 });
        assert_eq!(refused(b"{\n\"a\" 1}"), BundleError::Broken { line: 2, column: 5 });
        assert_eq!(refused(b"{\n\"a\": \"\xe1b\"}"), BundleError::Broken { line: 2, column: 7 });
        assert_eq!(refused(b"{\"a\": {\"b\": 1,\n\"b\": 2}}"), BundleError::Twice { name: "b".into(), line: 2 });
        assert_eq!(refused(b"{} {"), BundleError::Broken { line: 1, column: 4 });
    }

    #[test]
    fn hostile_depth_is_refused() {
        let deep = "[".repeat(1_000_000);
        assert_eq!(refused(deep.as_bytes()), BundleError::TooDeep { line: 1 });
    }
}
