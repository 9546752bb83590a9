//! Text packed for a store that counts UTF-16 code units.
//!
//! Browsers give a page about five million code units, each of 16 bits, and the
//! texts kept here are nearly all plain letters of 7. Fifteen bits of UTF-8 go into
//! one character, U+0020 to U+801F: none of them is a control character or half of
//! a pair, so every store keeps them as they are.

use sha2::{Digest as _, Sha256};

const BITS: u32 = 15;
const FIRST: u32 = 0x20;

/// Half as many code units as `text` has bytes, nearly.
pub(super) fn pack(text: &str) -> String {
    let mut packed = String::with_capacity(text.len() * 8 / 5 + 3);
    let (mut waiting, mut bits) = (0u32, 0);
    let put = |packed: &mut String, piece: u32| packed.extend(char::from_u32(FIRST + piece));
    for byte in text.bytes() {
        waiting = waiting << 8 | u32::from(byte);
        bits += 8;
        if bits >= BITS {
            bits -= BITS;
            put(&mut packed, waiting >> bits);
            waiting &= (1 << bits) - 1;
        }
    }
    if bits > 0 {
        put(&mut packed, waiting << (BITS - bits));
    }
    packed
}

/// The text of `length` bytes that was packed; `None` if it is no such thing.
pub(super) fn unpack(packed: &str, length: usize) -> Option<String> {
    let mut bytes = Vec::with_capacity(packed.len() * 2 / 3);
    let (mut waiting, mut bits) = (0u32, 0);
    for letter in packed.chars() {
        let piece = u32::from(letter).checked_sub(FIRST).filter(|piece| *piece < 1 << BITS)?;
        waiting = waiting << BITS | piece;
        bits += BITS;
        while bits >= 8 {
            bits -= 8;
            bytes.push((waiting >> bits) as u8);
            waiting &= (1 << bits) - 1;
        }
    }
    let padding = bytes.get(length..)?;
    if waiting != 0 || padding.len() > 1 || padding.iter().any(|&byte| byte != 0) {
        return None;
    }
    bytes.truncate(length);
    String::from_utf8(bytes).ok()
}

/// Sixteen hexadecimal digits that change with the text.
pub(super) fn sum(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn packed_text_comes_back(text in "\\PC{0,80}") {
            let packed = pack(&text);
            prop_assert!(packed.encode_utf16().count() <= text.len() * 8 / 15 + 1);
            prop_assert_eq!(unpack(&packed, text.len()), Some(text));
        }

        #[test]
        fn any_text_unpacks_or_not(packed in "\\PC{0,40}", length in 0usize..90) {
            let _ = unpack(&packed, length);
        }
    }
}
