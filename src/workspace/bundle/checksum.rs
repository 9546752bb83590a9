//! Hashes of JSON values that do not depend on how the file is laid out.

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// A value with the names of every object in order, without spaces.
struct Canonical<'a>(&'a Value);

impl Serialize for Canonical<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(entries) => {
                let mut entries: Vec<_> = entries.iter().collect();
                entries.sort_unstable_by_key(|(name, _)| name.as_str());
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (name, value) in entries {
                    map.serialize_entry(name, &Canonical(value))?;
                }
                map.end()
            }
            Value::Array(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                for item in items {
                    list.serialize_element(&Canonical(item))?;
                }
                list.end()
            }
            plain => plain.serialize(serializer),
        }
    }
}

struct Into<'a>(&'a mut Sha256);

impl std::io::Write for Into<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// SHA-256 over the canonical text of the values, one after the other.
pub(super) fn digest(values: &[&Value]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for value in values {
        let written = serde_json::to_writer(Into(&mut hash), &Canonical(value));
        debug_assert!(written.is_ok(), "hashing cannot fail");
    }
    hash.finalize().into()
}

/// As it stands in a file.
pub(super) fn checksum_text(digest: &[u8; 32]) -> String {
    let mut text = String::from("sha256:");
    for byte in digest {
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

/// The mark of a field's value in its stamp: the first 24 bits of its digest.
pub(super) fn mark(value: &Value) -> u32 {
    let [a, b, c, ..] = digest(&[value]);
    u32::from_be_bytes([0, a, b, c])
}
