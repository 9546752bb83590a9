//! In which sitting a replica's writes were made: what tells two browsers apart that write
//! under one id.
//!
//! A replica belongs to one browser, which opens the workspace many times. Each time is a
//! *sitting*, with a random number. Where a browser's profile is copied, both copies go on
//! under one id and give the same dots to different writes; but nobody sits in both. Beside
//! each replica stands with which of its writes its last sittings began. Lists of one browser
//! agree on every write that both know of; where they do not, two browsers wrote from there on,
//! and from there on nothing is listed any more.

use super::dots::{NotAStamp, read_number};
use super::history::ReplicaId;
use crate::text::Text;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// How many are known of each replica: more than a year of weekly work. Who has forgotten where
/// two browsers parted cannot tell them apart; but each of them knows itself what it did not write.
const KNOWN: usize = 64;

/// The number of one opening of a workspace: 32 random bits. Written as 8 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SittingId(u32);

impl SittingId {
    /// Of the opening for which this id was drawn.
    pub(super) fn of(fresh: ReplicaId) -> SittingId {
        SittingId((fresh.0 >> 32 ^ fresh.0 & 0xffff_ffff) as u32)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Sitting {
    /// The number of the first write that was made in it.
    first: u64,
    id: SittingId,
}

/// The last sittings of a replica in which something was written, ascending. Nothing is known
/// of the writes before the first. Written `1.3fa9c2d1 25.8b0c77e4`: first write, point, number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sittings(Vec<Sitting>);

impl Sittings {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes that the replica's write of this number, its latest, was made in this sitting.
    pub(super) fn note(&mut self, number: u64, id: SittingId) {
        if self.0.last().is_none_or(|last| last.id != id) {
            self.0.push(Sitting { first: number, id });
            self.forget_old();
        }
    }

    /// Takes over what another copy's list of the same replica says.
    pub(super) fn join(&mut self, other: &Sittings) {
        if self != other {
            self.0.extend_from_slice(&other.0);
            self.tidy();
        }
    }

    /// Forgets what was written from this number on.
    pub(super) fn cut(&mut self, from: u64) {
        self.0.retain(|sitting| sitting.first < from);
    }

    /// From which write on another list of the same replica is of another browser, if both
    /// know of it. Each is given with the largest number that its copy has seen of the replica.
    pub(super) fn parting(&self, last: u64, other: &Sittings, others_last: u64) -> Option<u64> {
        let end = self.known_to(last).min(other.known_to(others_last));
        let starts = self.0.iter().chain(&other.0).map(|sitting| sitting.first).filter(|first| *first <= end);
        let differs = |number: &u64| matches!((self.at(*number), other.at(*number)), (Some(a), Some(b)) if a != b);
        starts.filter(differs).min()
    }

    /// The first write of which this list knows, if it shares no sitting with the other.
    pub(super) fn first_alone(&self, other: &Sittings) -> Option<u64> {
        let shared = self.0.iter().any(|sitting| other.0.contains(sitting));
        self.0.first().filter(|_| !shared).map(|sitting| sitting.first)
    }

    /// The list itself tells of writes that a part of a workspace has not seen.
    fn known_to(&self, last: u64) -> u64 {
        self.0.last().map_or(0, |sitting| sitting.first.max(last))
    }

    fn at(&self, number: u64) -> Option<SittingId> {
        let after = self.0.partition_point(|sitting| sitting.first <= number);
        Some(self.0.get(after.checked_sub(1)?)?.id)
    }

    fn tidy(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
        self.forget_old();
    }

    fn forget_old(&mut self) {
        self.0.drain(..self.0.len().saturating_sub(KNOWN));
    }
}

impl fmt::Display for Sittings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, Sitting { first, id }) in self.0.iter().enumerate() {
            let space = if place > 0 { " " } else { "" };
            write!(f, "{space}{first}.{:08x}", id.0)?;
        }
        Ok(())
    }
}

impl FromStr for Sittings {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Sittings, NotAStamp> {
        let sitting = |piece: &str| {
            let (first, id) = piece.split_once('.')?;
            let plain = id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
            let id = u32::from_str_radix(id, 16).ok().filter(|_| plain)?;
            Some(Sitting { first: read_number(first)?, id: SittingId(id) })
        };
        let pieces = text.split_ascii_whitespace();
        let read = pieces.map(|piece| sitting(piece).ok_or_else(|| NotAStamp(piece.to_owned())));
        let mut sittings = Sittings(read.collect::<Result<_, _>>()?);
        sittings.tidy();
        Ok(sittings)
    }
}

impl Serialize for Sittings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Sittings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Sittings, D::Error> {
        deserializer.deserialize_str(Text(Sittings::from_str))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn list(text: &str) -> Sittings {
        text.parse().unwrap()
    }

    #[test]
    fn two_browsers_part_where_a_write_was_made_in_two_sittings() {
        let before = "1.0000000a 4.0000000b";
        let one = list(&format!("{before} 7.000000c1"));
        let other = list(&format!("{before} 7.000000c2 9.000000d2"));
        assert_eq!(one.parting(7, &other, 9), Some(7));
        assert_eq!(other.parting(9, &one, 7), Some(7));
        // One of them was open while it was copied.
        assert_eq!(list(before).parting(8, &other, 9), Some(7));
        assert_eq!(list(before).parting(6, &other, 9), None);
        assert_eq!(one.parting(12, &one, 7), None);
        // A part of the workspace has not seen what its list tells of.
        assert_eq!(one.parting(2, &other, 2), Some(7));
        // Of what one has forgotten, or never noted, nothing can be said.
        assert_eq!(list("9.000000d2").parting(9, &one, 7), None);
        assert_eq!(Sittings::default().parting(9, &one, 7), None);
        assert_eq!(list("9.000000d2").first_alone(&one), Some(9));
        assert_eq!(other.first_alone(&one), None);
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for text in ["1", "1.", "0.0000000a", "1.0000000", "1.+000000a", "1.0000000g", "x.0000000a", "1.0000000a,2"] {
            assert!(text.parse::<Sittings>().is_err(), "{text}");
        }
    }

    /// A browser's list, as long as it likes.
    fn browser(sittings: usize) -> impl Strategy<Value = Vec<(u64, u32)>> {
        prop::collection::vec((1u64..4, any::<u32>()), 0..sittings)
    }

    /// Writes in one sitting after the other: so many in each, from the number `last` on.
    fn write(list: &mut Sittings, last: &mut u64, sittings: &[(u64, u32)]) {
        for &(writes, id) in sittings {
            for _ in 0..writes {
                *last += 1;
                list.note(*last, SittingId(id));
            }
        }
    }

    proptest! {
        /// Earlier and later copies of one browser's list never differ, and join to the later.
        #[test]
        fn one_browser_never_parts_from_itself(before in browser(90), after in browser(90)) {
            let (mut list, mut last) = (Sittings::default(), 0);
            write(&mut list, &mut last, &before);
            let (earlier, earlier_last) = (list.clone(), last);
            write(&mut list, &mut last, &after);
            prop_assert!(list.0.len() <= KNOWN);
            prop_assert_eq!(list.parting(last, &earlier, earlier_last), None);
            prop_assert_eq!(earlier.parting(earlier_last, &list, last), None);
            let (mut joined, mut other_way) = (list.clone(), earlier.clone());
            joined.join(&earlier);
            other_way.join(&list);
            prop_assert_eq!(&joined, &list);
            prop_assert_eq!(&other_way, &list);
            prop_assert_eq!(list.to_string().parse::<Sittings>().unwrap(), list);
        }

        /// Two that went on from one list part at the first write after it.
        #[test]
        fn two_browsers_part_where_they_went_on(
            before in browser(90),
            one in prop::collection::vec(1u64..4, 1..KNOWN),
            other in prop::collection::vec(1u64..4, 1..KNOWN),
        ) {
            let (mut list, mut last) = (Sittings::default(), 0);
            write(&mut list, &mut last, &before);
            let after = |sittings: &[u64], salt: u32| {
                let (mut list, mut last) = (list.clone(), last);
                let sittings: Vec<(u64, u32)> = (salt..).zip(sittings).map(|(id, writes)| (*writes, id)).collect();
                write(&mut list, &mut last, &sittings);
                (list, last)
            };
            let (a, a_last) = after(&one, 0xa000_0000);
            let (b, b_last) = after(&other, 0xb000_0000);
            prop_assert_eq!(a.parting(a_last, &b, b_last), Some(last + 1));
            prop_assert_eq!(b.parting(b_last, &a, a_last), Some(last + 1));
        }
    }
}
