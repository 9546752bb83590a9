//! Text packed for a store that counts UTF-16 code units.
//!
//! Browsers give a page about five million code units, each of 16 bits, and the
//! texts kept here are nearly all plain letters of 7. Fifteen bits of UTF-8 go into
//! one character, U+0020 to U+801F: none of them is a control character or half of
//! a pair, so every store keeps them as they are.

use sha2::{Digest as _, Sha256};
use xxhash_rust::xxh64::xxh64;

const BITS: u32 = 15;
const FIRST: u32 = 0x20;

// Each of these is its own function, called for each chunk: what is called often is what the
// browser compiles well, and a loop within a function called once would not be.

/// Half as many code units as `text` has bytes, nearly.
#[inline(never)]
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
#[inline(never)]
pub(super) fn unpack(packed: &str, length: usize) -> Option<String> {
    let mut letters = packed.chars().peekable();
    let mut bytes = Vec::with_capacity(packed.len());
    let mut many = 0;
    while letters.peek().is_some() {
        // Eight letters are fifteen bytes: two halves of 60 bits, and a byte across both.
        let mut halves = [0u64; 2];
        for half in &mut halves {
            for _ in 0..4 {
                let piece = match letters.next() {
                    Some(letter) => {
                        many += 1;
                        u32::from(letter).checked_sub(FIRST).filter(|piece| *piece < 1 << BITS)?
                    }
                    None => 0,
                };
                *half = *half << BITS | u64::from(piece);
            }
        }
        let [first, second] = halves;
        bytes.extend_from_slice(&(first >> 4).to_be_bytes()[1..]);
        bytes.push((first << 4) as u8 | (second >> 56) as u8);
        bytes.extend_from_slice(&second.to_be_bytes()[1..]);
    }
    if many != length.saturating_mul(8).div_ceil(BITS as usize) || bytes.get(length..)?.iter().any(|&byte| byte != 0) {
        return None;
    }
    bytes.truncate(length);
    String::from_utf8(bytes).ok()
}

/// Sixteen hexadecimal digits that change with the text: against accidents, not against
/// people, so a quick sum does (XXH64).
#[inline(never)]
pub(super) fn sum(text: &str) -> String {
    format!("{:016x}", xxh64(text.as_bytes(), 0))
}

/// Whether this is the sum of a text, as it is made now or as it was at first.
pub(super) fn is_sum_of(text: &str, sum_of_it: &str) -> bool {
    let at_first =
        || Sha256::digest(text.as_bytes()).iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    sum(text) == sum_of_it || at_first() == sum_of_it
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sums_of_earlier_programs_hold() {
        assert!(is_sum_of("kapocs", "d77e23ba66e2e044"));
    }

    proptest! {
        #[test]
        fn packed_text_comes_back(text in "\\PC{0,80}") {
            let packed = pack(&text);
            prop_assert!(packed.encode_utf16().count() <= text.len() * 8 / 15 + 1);
            prop_assert_eq!(unpack(&packed, text.len()), Some(text));
        }

        #[test]
        fn a_sum_belongs_to_its_text(text in "\\PC{0,80}", other in "\\PC{0,80}") {
            prop_assert!(is_sum_of(&text, &sum(&text)));
            prop_assert_eq!(is_sum_of(&text, &sum(&other)), text == other);
        }

        #[test]
        fn any_text_unpacks_or_not(packed in "\\PC{0,40}", length in 0usize..90) {
            let _ = unpack(&packed, length);
        }
    }
}
