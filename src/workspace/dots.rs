//! Dots: the names of single writes, and compact sets of them.
//!
//! Every write of a field gets a dot that no other write ever has: the replica
//! that wrote it and that replica's next number. A set of dots is kept as ranges,
//! so that "everything up to 152, and 154" is two numbers however long the
//! history was, and a part of a workspace can say honestly what it covers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A replica's place in the table of [`History`](super::History).
pub type ReplicaNumber = u32;

/// One write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dot {
    pub replica: ReplicaNumber,
    /// From 1 on.
    pub counter: u64,
}

/// Numbers above it are refused, so that every program reads them exactly and
/// none can count over the end.
const MOST: u64 = 1 << 53;

/// Ascending, apart by at least one number, first ≤ last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Ranges(Vec<(u64, u64)>);

impl Ranges {
    fn insert(&mut self, first: u64, last: u64) {
        let from = self.0.partition_point(|&(_, end)| end.saturating_add(1) < first);
        let to = self.0.partition_point(|&(start, _)| start <= last.saturating_add(1));
        let touched = self.0.get(from..to).unwrap_or_default();
        let first = touched.first().map_or(first, |&(start, _)| start.min(first));
        let last = touched.last().map_or(last, |&(_, end)| end.max(last));
        self.0.splice(from..to, [(first, last)]);
    }

    fn contains(&self, number: u64) -> bool {
        let at = self.0.partition_point(|&(_, end)| end < number);
        self.0.get(at).is_some_and(|&(start, _)| start <= number)
    }

    fn remove(&mut self, number: u64) {
        let at = self.0.partition_point(|&(_, end)| end < number);
        if let Some(&(start, end)) = self.0.get(at).filter(|&&(start, _)| start <= number) {
            let left = (start < number).then(|| (start, number - 1));
            let right = (number < end).then(|| (number + 1, end));
            self.0.splice(at..=at, left.into_iter().chain(right));
        }
    }

    /// What both have below the number `apart`, and from it on what either has.
    fn narrowed(&self, other: &Ranges, apart: u64) -> Ranges {
        let mut narrowed = Ranges::default();
        for &(first, last) in &self.0 {
            for &(others_first, others_last) in &other.0 {
                let (first, last) = (first.max(others_first), last.min(others_last).min(apart - 1));
                if first <= last {
                    narrowed.insert(first, last);
                }
            }
        }
        for &(first, last) in self.0.iter().chain(&other.0).filter(|(_, last)| *last >= apart) {
            narrowed.insert(first.max(apart), last);
        }
        narrowed
    }

    fn covers(&self, other: &Ranges) -> bool {
        other.0.iter().all(|&(first, last)| {
            let at = self.0.partition_point(|&(_, end)| end < first);
            self.0.get(at).is_some_and(|&(start, end)| start <= first && last <= end)
        })
    }

    fn last(&self) -> u64 {
        self.0.last().map_or(0, |&(_, end)| end)
    }
}

/// A set of dots. Written `0.1-152 0.154 1.1-37`: replica, point, number or range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dots(BTreeMap<ReplicaNumber, Ranges>);

impl Dots {
    pub fn insert(&mut self, dot: Dot) {
        self.0.entry(dot.replica).or_default().insert(dot.counter, dot.counter);
    }

    pub fn contains(&self, dot: Dot) -> bool {
        self.0.get(&dot.replica).is_some_and(|ranges| ranges.contains(dot.counter))
    }

    /// Adds all dots of the other set, whose replicas have the numbers that `number` gives.
    pub fn extend(&mut self, other: &Dots, number: impl Fn(ReplicaNumber) -> ReplicaNumber) {
        for (&replica, ranges) in &other.0 {
            let into = self.0.entry(number(replica)).or_default();
            for &(first, last) in &ranges.0 {
                into.insert(first, last);
            }
        }
    }

    /// The dots that both sets have, and of numbers from `apart` on those that either has.
    pub fn narrowed(&self, other: &Dots, apart: u64) -> Dots {
        let replicas: BTreeSet<ReplicaNumber> = self.0.keys().chain(other.0.keys()).copied().collect();
        let none = Ranges::default();
        let ranges = |dots: &Dots, replica| dots.0.get(&replica).unwrap_or(&none).clone();
        let narrowed = replicas.into_iter().map(|r| (r, ranges(self, r).narrowed(&ranges(other, r), apart)));
        Dots(narrowed.filter(|(_, ranges)| !ranges.0.is_empty()).collect())
    }

    /// The same dots, where replicas have the numbers that `number` gives.
    pub fn renumbered(&self, number: impl Fn(ReplicaNumber) -> ReplicaNumber) -> Dots {
        let mut dots = Dots::default();
        dots.extend(self, number);
        dots
    }

    /// The number of the replica's next write.
    pub fn next(&self, replica: ReplicaNumber) -> Dot {
        Dot { replica, counter: self.last(replica) + 1 }
    }

    /// The largest number of a replica in the set; 0 if there is none.
    pub fn last(&self, replica: ReplicaNumber) -> u64 {
        self.0.get(&replica).map_or(0, Ranges::last)
    }

    /// Each replica with its largest number.
    pub fn lasts(&self) -> impl Iterator<Item = Dot> {
        self.0.iter().map(|(&replica, ranges)| Dot { replica, counter: ranges.last() })
    }

    /// The smallest number of a replica in the set.
    pub fn first(&self, replica: ReplicaNumber) -> Option<u64> {
        self.0.get(&replica)?.0.first().map(|&(first, _)| first)
    }

    pub fn remove(&mut self, dot: Dot) {
        if let Some(ranges) = self.0.get_mut(&dot.replica) {
            ranges.remove(dot.counter);
            if ranges.0.is_empty() {
                self.0.remove(&dot.replica);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether all dots of the other set are in this one.
    pub fn covers(&self, other: &Dots) -> bool {
        other.0.iter().all(|(replica, ranges)| self.0.get(replica).is_some_and(|ours| ours.covers(ranges)))
    }

    /// Takes out all dots of a replica.
    pub fn forget(&mut self, replica: ReplicaNumber) {
        self.0.remove(&replica);
    }

    /// The largest replica number in the set.
    pub fn largest_replica(&self) -> Option<ReplicaNumber> {
        self.0.last_key_value().map(|(&replica, _)| replica)
    }
}

impl FromIterator<Dot> for Dots {
    fn from_iter<I: IntoIterator<Item = Dot>>(dots: I) -> Dots {
        let mut set = Dots::default();
        dots.into_iter().for_each(|dot| set.insert(dot));
        set
    }
}

impl fmt::Display for Dots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut first_piece = true;
        for (replica, ranges) in &self.0 {
            for (first, last) in &ranges.0 {
                if !std::mem::take(&mut first_piece) {
                    f.write_char(' ')?;
                }
                write!(f, "{replica}.{first}")?;
                if last > first {
                    write!(f, "-{last}")?;
                }
            }
        }
        Ok(())
    }
}

/// Text that is no stamp or no set of dots.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a stamp")]
pub struct NotAStamp(pub String);

impl FromStr for Dots {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Dots, NotAStamp> {
        let mut set = Dots::default();
        for piece in text.split_ascii_whitespace() {
            let wrong = || NotAStamp(piece.to_owned());
            let (replica, numbers) = piece.split_once('.').ok_or_else(wrong)?;
            let (first, last) = numbers.split_once('-').unwrap_or((numbers, numbers));
            let replica = replica.parse().map_err(|_| wrong())?;
            let (first, last) = (read_number(first).ok_or_else(wrong)?, read_number(last).ok_or_else(wrong)?);
            if first > last {
                return Err(wrong());
            }
            set.0.entry(replica).or_default().insert(first, last);
        }
        Ok(set)
    }
}

/// A number that a write can have.
pub(super) fn read_number(text: &str) -> Option<u64> {
    text.parse().ok().filter(|n| (1..=MOST).contains(n))
}

/// A dot with when it was written, and, in a bundle, a mark of the value.
/// Written `0.152@1637051000`, with a mark `0.152@1637051000#5f3a91`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    pub dot: Dot,
    /// In seconds since 1970 (UTC), by the clock of whoever wrote.
    pub at: i64,
    /// The first 24 bits of the value's hash: tells which field was changed in a
    /// file by something else than Kapocs. Only in bundles.
    pub mark: Option<u32>,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}@{}", self.dot.replica, self.dot.counter, self.at)?;
        self.mark.map_or(Ok(()), |mark| write!(f, "#{mark:06x}"))
    }
}

impl FromStr for Stamp {
    type Err = NotAStamp;

    fn from_str(text: &str) -> Result<Stamp, NotAStamp> {
        read_stamp(text).ok_or_else(|| NotAStamp(text.to_owned()))
    }
}

fn read_stamp(text: &str) -> Option<Stamp> {
    let (text, mark) = match text.split_once('#') {
        None => (text, None),
        Some((text, mark)) => {
            (text, Some(u32::from_str_radix(mark, 16).ok().filter(|_| mark.len() == 6 && !mark.starts_with('+'))?))
        }
    };
    let (dot, at) = text.split_once('@')?;
    let (replica, counter) = dot.split_once('.')?;
    let dot = Dot { replica: replica.parse().ok()?, counter: read_number(counter)? };
    Some(Stamp { dot, at: at.parse().ok()?, mark })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dots_that_close_up_become_one_range() {
        let dot = |counter| Dot { replica: 2, counter };
        let set: Dots = [dot(1), dot(3), dot(2), dot(7)].into_iter().collect();
        assert_eq!(set.to_string(), "2.1-3 2.7");
        assert_eq!(set.next(2), dot(8));
        assert_eq!(set.next(0), Dot { replica: 0, counter: 1 });
    }

    #[test]
    fn stamps_that_are_none_are_refused() {
        for text in ["", "0.1", "0@5", "0.0@5", "0.1@x", "x.1@5", "0.1@5#12", "0.99999999999999999@5", "0.1@5#+12345"] {
            assert!(text.parse::<Stamp>().is_err(), "{text}");
        }
        for text in ["1", "0.2-1", "0.0", "0.1-18446744073709551615", "a.1"] {
            assert!(text.parse::<Dots>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_set_of_dots_holds_what_was_put_in(numbers in prop::collection::vec((0u32..3, 1u64..40), 0..60)) {
            let plain: BTreeSet<(u32, u64)> = numbers.iter().copied().collect();
            let set: Dots = numbers.iter().map(|&(replica, counter)| Dot { replica, counter }).collect();
            for replica in 0..3 {
                for counter in 1..41 {
                    prop_assert_eq!(set.contains(Dot { replica, counter }), plain.contains(&(replica, counter)));
                }
            }
            prop_assert_eq!(set.to_string().parse::<Dots>().unwrap(), set.clone());
            let (left, right) = numbers.split_at(numbers.len() / 2);
            let half = |half: &[(u32, u64)]| half.iter().map(|&(replica, counter)| Dot { replica, counter }).collect::<Dots>();
            let mut joined = half(left);
            joined.extend(&half(right), |replica| replica);
            prop_assert_eq!(&joined, &set);
            prop_assert!(set.covers(&half(left)));
            prop_assert_eq!(half(left).covers(&set), half(left) == set);
            let narrowed = set.narrowed(&half(left), 20);
            for &(replica, counter) in &plain {
                let expected = counter >= 20 || left.contains(&(replica, counter));
                prop_assert_eq!(narrowed.contains(Dot { replica, counter }), expected);
            }
            prop_assert!(set.covers(&narrowed));
            let mut rest = set;
            for &(replica, counter) in left {
                rest.remove(Dot { replica, counter });
            }
            let kept = plain.iter().filter(|dot| !left.contains(dot));
            prop_assert_eq!(rest, kept.map(|&(replica, counter)| Dot { replica, counter }).collect::<Dots>());
        }

        #[test]
        fn a_stamp_reads_back(replica: u32, counter in 1..=MOST, at: i64, mark in prop::option::of(0u32..1 << 24)) {
            let stamp = Stamp { dot: Dot { replica, counter }, at, mark };
            prop_assert_eq!(stamp.to_string().parse::<Stamp>(), Ok(stamp));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9.@# x-]{0,16}") {
            let _ = text.parse::<Stamp>();
            let _ = text.parse::<Dots>();
        }
    }
}
