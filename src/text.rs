//! Values that files write as text, read without a copy of it.

use serde::de::{Error, Visitor};
use std::fmt;

/// Reads a value from the text that stands there.
pub(crate) struct Text<T, E>(pub fn(&str) -> Result<T, E>);

impl<T, E: fmt::Display> Visitor<'_> for Text<T, E> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<F: Error>(self, text: &str) -> Result<T, F> {
        (self.0)(text).map_err(F::custom)
    }
}
