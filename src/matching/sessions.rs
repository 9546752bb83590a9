//! When they meet: each pairing is a session of its own, no school is in two at once, and
//! all of them take as few of the cluster's dates as can be.
//!
//! Schools are the points of a graph and pairings its lines; slots are colours. Two schools
//! may share several pairings, so the least number of colours can lie above the largest
//! degree by more than one (Shannon, Vizing). It is never below the degree, nor below what
//! an odd number of schools needs for the pairings among themselves: of k schools only
//! (k − 1) / 2 pairs can meet at once. Those bounds, and where they do not decide a search
//! of all possibilities, tell whether fewer would do.

use crate::cluster::{PairKey, PairingState, SchoolId};
use crate::workspace::Workspace;
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Why fewer slots cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bound {
    /// One point has so many lines.
    Busiest(usize),
    /// These points, an odd number, have so many lines among themselves.
    Among(Vec<usize>),
    /// Every way of doing with fewer was tried.
    Tried,
    /// Not known: the graph is too large to try.
    Open,
}

/// A slot for each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slots {
    pub of: Vec<usize>,
    pub count: usize,
    pub bound: Bound,
}

/// Puts lines between points into the fewest slots. A line from a point to itself has no
/// place and must not be given.
pub fn fewest_slots(lines: &[(usize, usize)]) -> Slots {
    let (least, bound) = lower_bound(lines);
    let mut refuted = true;
    for count in least.. {
        match Colouring::new(lines, &vec![BTreeSet::new(); points(lines)], count).solve() {
            Found::Yes(of) => {
                let bound = match (count == least, refuted) {
                    (true, _) => bound,
                    (false, true) => Bound::Tried,
                    (false, false) => Bound::Open,
                };
                return Slots { of, count, bound };
            }
            Found::No => {}
            Found::GaveUp => refuted = false,
        }
    }
    Slots { of: Vec::new(), count: 0, bound }
}

fn points(lines: &[(usize, usize)]) -> usize {
    lines.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or_default()
}

/// Sets of points are all looked at up to this many; beyond, only triangles.
const ALL_SETS: usize = 13;

fn lower_bound(lines: &[(usize, usize)]) -> (usize, Bound) {
    let mut degrees = vec![0; points(lines)];
    for &(a, b) in lines {
        degrees[a] += 1;
        degrees[b] += 1;
    }
    // Of equal degrees the first.
    let busiest = (0..degrees.len()).rev().max_by_key(|point| degrees[*point]).unwrap_or_default();
    let mut best = (degrees.get(busiest).copied().unwrap_or_default(), Bound::Busiest(busiest));
    let mut consider = |set: &BTreeSet<usize>| {
        let among = lines.iter().filter(|(a, b)| set.contains(a) && set.contains(b)).count();
        let needed = among.div_ceil((set.len() - 1) / 2);
        if needed > best.0 {
            best = (needed, Bound::Among(set.iter().copied().collect()));
        }
    };
    let used: Vec<usize> = (0..degrees.len()).filter(|point| degrees[*point] > 0).collect();
    if used.len() <= ALL_SETS {
        for bits in 0u32..1 << used.len() {
            if bits.count_ones() >= 3 && bits.count_ones() % 2 == 1 {
                consider(&used.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, p)| *p).collect());
            }
        }
    } else {
        let mut near: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for &(a, b) in lines {
            near.entry(a).or_default().insert(b);
            near.entry(b).or_default().insert(a);
        }
        for (a, b) in lines.iter().copied().collect::<BTreeSet<_>>() {
            for &third in near[&a].intersection(&near[&b]) {
                consider(&[a, b, third].into());
            }
        }
    }
    best
}

enum Found {
    Yes(Vec<usize>),
    No,
    GaveUp,
}

/// Lines to be coloured with so many colours; at some points colours are taken beforehand.
struct Colouring<'a> {
    lines: &'a [(usize, usize)],
    colours: usize,
    of: Vec<Option<usize>>,
    /// By point and colour.
    at: Vec<Vec<Taken>>,
    /// Colours are alike as long as none is taken beforehand.
    alike: bool,
    steps: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    By(usize),
    Beforehand,
}

/// How much a search may look at: steps × lines × colours.
const LOOKS: usize = 10_000_000;
/// In how many orders lines are tried before searching.
const ORDERS: usize = 12;

impl<'a> Colouring<'a> {
    fn new(lines: &'a [(usize, usize)], taken: &[BTreeSet<usize>], colours: usize) -> Colouring<'a> {
        let mut at = vec![vec![Taken::Free; colours]; points(lines).max(taken.len())];
        for (point, taken) in taken.iter().enumerate() {
            for &colour in taken.iter().filter(|colour| **colour < colours) {
                at[point][colour] = Taken::Beforehand;
            }
        }
        let alike = taken.iter().all(BTreeSet::is_empty);
        Colouring { lines, colours, of: vec![None; lines.len()], at, alike, steps: 0 }
    }

    fn solve(mut self) -> Found {
        if self.lines.is_empty() {
            return Found::Yes(Vec::new());
        }
        for turn in 0..ORDERS.min(self.lines.len()) {
            self.clear();
            let from = turn * self.lines.len() / ORDERS.min(self.lines.len());
            let mut order = (from..self.lines.len()).chain(0..from);
            if order.all(|line| self.place_or_recolour(line)) {
                return Found::Yes(self.of.into_iter().flatten().collect());
            }
        }
        self.clear();
        match self.search(0) {
            Some(true) => Found::Yes(self.of.into_iter().flatten().collect()),
            Some(false) => Found::No,
            None => Found::GaveUp,
        }
    }

    /// As many lines as find a colour, one after the other.
    fn place_what_fits(mut self) -> Vec<Option<usize>> {
        for line in 0..self.lines.len() {
            self.place_or_recolour(line);
        }
        self.of
    }

    fn clear(&mut self) {
        for line in 0..self.lines.len() {
            self.set(line, None);
        }
    }

    fn set(&mut self, line: usize, colour: Option<usize>) {
        let (a, b) = self.lines[line];
        if let Some(before) = std::mem::replace(&mut self.of[line], colour) {
            // Along a chain that is being recoloured, the neighbour may have it by now.
            for point in [a, b] {
                if self.at[point][before] == Taken::By(line) {
                    self.at[point][before] = Taken::Free;
                }
            }
        }
        if let Some(colour) = colour {
            self.at[a][colour] = Taken::By(line);
            self.at[b][colour] = Taken::By(line);
        }
    }

    fn free(&self, point: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.colours).filter(move |colour| self.at[point][*colour] == Taken::Free)
    }

    /// A colour that is free at both ends; else one that is made free by exchanging two
    /// colours along a chain (Kempe).
    fn place_or_recolour(&mut self, line: usize) -> bool {
        let (a, b) = self.lines[line];
        let both = self.free(a).find(|colour| self.at[b][*colour] == Taken::Free);
        if let Some(colour) = both {
            self.set(line, Some(colour));
            return true;
        }
        let (at_a, at_b): (Vec<usize>, Vec<usize>) = (self.free(a).collect(), self.free(b).collect());
        for &one in &at_a {
            for &other in &at_b {
                // From b the chain begins with the colour that a has free.
                if let Some(chain) = self.chain(b, one, other).filter(|(_, end)| *end != a) {
                    let swapped: Vec<(usize, usize)> = chain
                        .0
                        .iter()
                        .map(|line| (*line, if self.of[*line] == Some(one) { other } else { one }))
                        .collect();
                    for (line, colour) in swapped {
                        self.set(line, Some(colour));
                    }
                    self.set(line, Some(one));
                    return true;
                }
            }
        }
        false
    }

    /// Lines of two colours in turn from a point, and where they end; `None` if a colour on
    /// the way is taken beforehand.
    fn chain(&self, from: usize, one: usize, other: usize) -> Option<(Vec<usize>, usize)> {
        let (mut chain, mut point, mut colours) = (Vec::new(), from, [one, other]);
        loop {
            match self.at[point][colours[0]] {
                Taken::Free => return Some((chain, point)),
                Taken::Beforehand => return None,
                Taken::By(line) => {
                    chain.push(line);
                    let (a, b) = self.lines[line];
                    point = if point == a { b } else { a };
                    colours.reverse();
                }
            }
        }
    }

    /// Tries everything, the line with the fewest colours left first. `None` if that takes
    /// too long.
    fn search(&mut self, used: usize) -> Option<bool> {
        self.steps += self.lines.len() * self.colours;
        if self.steps > LOOKS {
            return None;
        }
        let choices = |line: usize| -> Vec<usize> {
            let (a, b) = self.lines[line];
            let free = self.free(a).filter(|colour| self.at[b][*colour] == Taken::Free);
            // Of colours that are alike and not used yet, one is enough.
            free.filter(|colour| !self.alike || *colour <= used).collect()
        };
        let open = (0..self.lines.len()).filter(|line| self.of[*line].is_none());
        let Some((line, choices)) = open.map(|line| (line, choices(line))).min_by_key(|(_, c)| c.len()) else {
            return Some(true);
        };
        for colour in choices {
            self.set(line, Some(colour));
            match self.search(used.max(colour + 1)) {
                Some(false) => self.set(line, None),
                done => return done,
            }
        }
        Some(false)
    }
}

/// A session that the timetable proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    pub key: PairKey,
    pub at: DateTime,
}

/// Sessions for the pairings that have none yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    /// By time, then school.
    pub sessions: Vec<Proposed>,
    /// Pairings for which the dates do not suffice.
    pub unplaced: Vec<PairKey>,
    /// How many of the dates are used.
    pub dates: usize,
    /// How few would do if all schools were free at all of them, and why no fewer; points are
    /// places of schools.
    pub fewest: Slots,
    pub schools: Vec<SchoolId>,
}

impl Timetable {
    /// Of pairings that wait for a session, into the cluster's dates from this time on: the
    /// first ones that suffice. Sessions that people have set stay, and block their
    /// schools. A date that begins before the one before it is over is left out.
    pub fn of(workspace: &Workspace, from: Option<DateTime>) -> Timetable {
        let rule = workspace.match_rule();
        let minutes = i64::from(rule.minutes);
        let mut slots: Vec<DateTime> = Vec::new();
        for slot in rule.slots.iter().filter(|slot| from.is_none_or(|from| **slot >= from)) {
            if slots.last().is_none_or(|last| !overlap(*last, *slot, minutes)) {
                slots.push(*slot);
            }
        }
        let diary = Diary::of(workspace);
        let mut pairs: Vec<(PairKey, SchoolId)> = Vec::new();
        for key in waiting(workspace) {
            if let Some(giver) = giver(workspace, &key).filter(|giver| **giver != key.school) {
                pairs.push((key, giver.clone()));
            }
        }
        let schools: BTreeSet<&SchoolId> = pairs.iter().flat_map(|(key, giver)| [&key.school, giver]).collect();
        let schools: Vec<SchoolId> = schools.into_iter().cloned().collect();
        let place = |school: &SchoolId| schools.binary_search(school).unwrap_or_default();
        let lines: Vec<(usize, usize)> = pairs.iter().map(|(key, giver)| (place(giver), place(&key.school))).collect();
        let busy_at = |school: &SchoolId| {
            let taken = slots.iter().enumerate().filter(|(_, slot)| diary.is_busy(school, **slot, None));
            taken.map(|(place, _)| place).collect::<BTreeSet<usize>>()
        };
        let busy: Vec<BTreeSet<usize>> = schools.iter().map(busy_at).collect();
        let fewest = fewest_slots(&lines);
        let within = |dates: usize| match Colouring::new(&lines, &busy, dates).solve() {
            Found::Yes(of) => Some(of.into_iter().map(Some).collect::<Vec<_>>()),
            Found::No | Found::GaveUp => None,
        };
        let placed = (fewest.count..=slots.len()).find_map(within);
        let placed = placed.unwrap_or_else(|| Colouring::new(&lines, &busy, slots.len()).place_what_fits());
        let mut sessions = Vec::new();
        let mut unplaced = Vec::new();
        for ((key, _), slot) in pairs.into_iter().zip(placed) {
            match slot.and_then(|slot| slots.get(slot)) {
                Some(at) => sessions.push(Proposed { key, at: *at }),
                None => unplaced.push(key),
            }
        }
        sessions.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        let dates = sessions.iter().map(|session| session.at).collect::<BTreeSet<_>>().len();
        Timetable { sessions, unplaced, dates, fewest, schools }
    }

    /// Writes what is proposed into the pairings that are still there.
    pub fn write(&self, workspace: &mut Workspace) {
        for session in &self.sessions {
            if let Some(pairing) = workspace.pairings.get_mut(&session.key.to_string()) {
                Arc::make_mut(pairing).move_session(None, Some(session.at));
            }
        }
    }
}

/// Agreed pairings and those under way that have no session yet.
pub fn waiting(workspace: &Workspace) -> Vec<PairKey> {
    let waits = workspace.pairings().filter(|(_, pairing)| pairing.is_open() && pairing.sessions.is_empty());
    waits.map(|(key, _)| key).collect()
}

fn giver<'a>(workspace: &'a Workspace, key: &PairKey) -> Option<&'a SchoolId> {
    workspace.practices.get(&key.practice).map(|practice| &practice.school)
}

fn overlap(one: DateTime, other: DateTime, minutes: i64) -> bool {
    one.duration_until(other).abs().as_secs() < minutes.max(1) * 60
}

/// A school that would be in two sessions at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    pub school: SchoolId,
    pub one: (PairKey, DateTime),
    pub other: (PairKey, DateTime),
}

impl Clash {
    pub fn concerns(&self, key: &PairKey, at: DateTime) -> bool {
        [&self.one, &self.other].into_iter().any(|(other, other_at)| other == key && *other_at == at)
    }
}

/// Who is where and when: the sessions of all pairings that are not dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diary {
    minutes: i64,
    of_school: BTreeMap<SchoolId, Vec<(DateTime, PairKey)>>,
    by_time: BTreeMap<DateTime, Vec<PairKey>>,
}

impl Diary {
    pub fn of(workspace: &Workspace) -> Diary {
        let mut diary = Diary { minutes: i64::from(workspace.match_rule().minutes), ..Diary::default() };
        for (key, pairing) in workspace.pairings().filter(|(_, pairing)| pairing.state != PairingState::Dropped) {
            let schools: BTreeSet<&SchoolId> = giver(workspace, &key).into_iter().chain([&key.school]).collect();
            for school in schools {
                let entries = diary.of_school.entry(school.clone()).or_default();
                entries.extend(pairing.sessions.iter().map(|at| (*at, key.clone())));
            }
            for at in &pairing.sessions {
                diary.by_time.entry(*at).or_default().push(key.clone());
            }
        }
        diary.of_school.values_mut().for_each(|sessions| sessions.sort());
        diary
    }

    /// Times and who meets then, in order.
    pub fn by_time(&self) -> impl Iterator<Item = (DateTime, &[PairKey])> {
        self.by_time.iter().map(|(at, keys)| (*at, keys.as_slice()))
    }

    /// Whether a school is in a session at a time, leaving one pairing's aside.
    pub fn is_busy(&self, school: &SchoolId, at: DateTime, aside: Option<&PairKey>) -> bool {
        let sessions = self.of_school.get(school).into_iter().flatten();
        sessions.filter(|(_, key)| Some(key) != aside).any(|(other, _)| overlap(*other, at, self.minutes))
    }

    /// Schools that would be in two sessions at once.
    pub fn clashes(&self) -> Vec<Clash> {
        let mut found = Vec::new();
        for (school, sessions) in &self.of_school {
            for (place, (at, key)) in sessions.iter().enumerate() {
                let later = sessions.iter().skip(place + 1);
                let later = later.take_while(|(other, _)| overlap(*at, *other, self.minutes));
                found.extend(later.map(|(other_at, other)| Clash {
                    school: school.clone(),
                    one: (key.clone(), *at),
                    other: (other.clone(), *other_at),
                }));
            }
        }
        found
    }
}

/// Sessions of pairings that are not dropped and have a school in common at the same time.
pub fn clashes(workspace: &Workspace) -> Vec<Clash> {
    Diary::of(workspace).clashes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn lines() -> impl Strategy<Value = Vec<(usize, usize)>> {
        prop::collection::vec((0usize..5, 1usize..5).prop_map(|(a, step)| (a, (a + step) % 5)), 0..=8)
    }

    fn is_proper(lines: &[(usize, usize)], of: &[usize]) -> bool {
        (0..lines.len()).all(|one| {
            (0..one).all(|other| {
                let ((a, b), (c, d)) = (lines[one], lines[other]);
                of[one] != of[other] || (a != c && a != d && b != c && b != d)
            })
        })
    }

    /// Whether so many slots do, by trying every slot for every line in turn.
    fn can(lines: &[(usize, usize)], of: &mut Vec<usize>, count: usize) -> bool {
        if of.len() == lines.len() {
            return true;
        }
        (0..count).any(|slot| {
            of.push(slot);
            let found = is_proper(&lines[..of.len()], of) && can(lines, of, count);
            of.pop();
            found
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

        #[test]
        fn no_fewer_slots_would_do(lines in lines()) {
            let slots = fewest_slots(&lines);
            prop_assert!(is_proper(&lines, &slots.of));
            prop_assert_eq!(slots.of.len(), lines.len());
            prop_assert!(slots.of.iter().all(|slot| *slot < slots.count));
            prop_assert!(slots.bound != Bound::Open);
            if let Some(fewer) = slots.count.checked_sub(1) {
                prop_assert!(!can(&lines, &mut Vec::new(), fewer));
            }
        }

        #[test]
        fn taken_slots_are_left_alone(lines in lines(), taken in prop::collection::vec(prop::collection::btree_set(0usize..5, 0..3), 5)) {
            let free = |of: &[usize]| lines.iter().zip(of).all(|((a, b), slot)| !taken[*a].contains(slot) && !taken[*b].contains(slot));
            if let Found::Yes(of) = Colouring::new(&lines, &taken, 5).solve() {
                prop_assert!(is_proper(&lines, &of) && free(&of));
            }
            let part = Colouring::new(&lines, &taken, 5).place_what_fits();
            let (placed, of): (Vec<_>, Vec<_>) = lines.iter().zip(part).filter_map(|(line, of)| Some((*line, of?))).unzip();
            prop_assert!(is_proper(&placed, &of));
            prop_assert!(placed.iter().zip(&of).all(|((a, b), slot)| !taken[*a].contains(slot) && !taken[*b].contains(slot)));
        }
    }

    #[test]
    fn bounds_are_told() {
        assert_eq!(fewest_slots(&[]), Slots { of: Vec::new(), count: 0, bound: Bound::Busiest(0) });
        let star = fewest_slots(&[(0, 1), (0, 2), (3, 0)]);
        assert_eq!((star.count, star.bound), (3, Bound::Busiest(0)));
        // Three schools that all help each other both ways: only one pair can meet at once.
        let triangle = fewest_slots(&[(0, 1), (1, 0), (1, 2), (2, 1), (0, 2), (2, 0)]);
        assert_eq!((triangle.count, triangle.bound), (6, Bound::Among(vec![0, 1, 2])));
        // Petersen's graph has degree three and needs four.
        let mut petersen: Vec<(usize, usize)> = (0..5).map(|p| (p, (p + 1) % 5)).collect();
        petersen.extend((0..5).flat_map(|p| [(p, p + 5), (p + 5, (p + 2) % 5 + 5)]));
        let slots = fewest_slots(&petersen);
        assert_eq!((slots.count, slots.bound), (4, Bound::Tried));
    }

    #[test]
    fn a_large_network_is_quickly_in_few_slots() {
        let lines: Vec<(usize, usize)> = (0..1000)
            .flat_map(|p| [(p, (p * 7 + 1) % 1000), (p, (p * 13 + 5) % 1000)])
            .filter(|(a, b)| a != b)
            .collect();
        let slots = fewest_slots(&lines);
        assert!(is_proper(&lines, &slots.of));
        assert!(slots.count <= lower_bound(&lines).0 + 1, "{} {:?}", slots.count, slots.bound);
    }
}
