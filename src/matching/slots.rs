//! Lines between points into slots, no two of a point into the same: by plain numbers.
//!
//! Two points may share several lines, so the least number of slots can lie above the
//! largest degree by more than one (Shannon, Vizing). It is never below the degree, nor
//! below what an odd number of points needs for the lines among themselves: of k points only
//! (k − 1) / 2 pairs can meet at once. Those bounds, and where they do not decide a search
//! of all possibilities, tell whether fewer would do. At some points slots may be taken
//! beforehand; then lines may be left over, and which slots are used matters.

use std::collections::{BTreeMap, BTreeSet};

/// A line's points.
pub type Line = (usize, usize);

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
pub fn fewest_slots(lines: &[Line]) -> Slots {
    let (least, bound) = lower_bound(lines);
    let none = vec![BTreeSet::new(); points(lines)];
    let mut refuted = true;
    for count in least.. {
        let slots: Vec<usize> = (0..count).collect();
        let found = match Colouring::new(lines, &none, &slots).in_some_order() {
            Some(of) => Found::Yes(of.into_iter().map(Some).collect()),
            None => search(lines, &none, &Within { slots: &slots, most: count, over: 0 }, &mut { LOOKS }),
        };
        match found {
            Found::Yes(of) => {
                let bound = match (count == least, refuted) {
                    (true, _) => bound,
                    (false, true) => Bound::Tried,
                    (false, false) => Bound::Open,
                };
                return Slots { of: of.into_iter().flatten().collect(), count, bound };
            }
            Found::No => {}
            Found::GaveUp => refuted = false,
        }
    }
    Slots { of: Vec::new(), count: 0, bound }
}

fn points(lines: &[Line]) -> usize {
    lines.iter().map(|(a, b)| a.max(b) + 1).max().unwrap_or_default()
}

/// Sets of points are all looked at up to this many; beyond, only triangles.
const ALL_SETS: usize = 13;

/// A number of slots below which it does not go, and why.
pub fn lower_bound(lines: &[Line]) -> (usize, Bound) {
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

/// Lines in slots, as many as find one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placing {
    pub of: Vec<Option<usize>>,
    /// It is known that no more lines find a slot.
    pub no_more: bool,
    /// It is known that so many lines do not fit into fewer slots.
    pub no_fewer: bool,
}

impl Placing {
    fn over(&self) -> usize {
        self.of.iter().filter(|slot| slot.is_none()).count()
    }

    /// The slots used, in order.
    pub fn used(&self) -> Vec<usize> {
        self.of.iter().flatten().copied().collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Puts lines into slots that are not `taken` at their points: as many lines as can be, in
/// as few of the slots as can be, and of equally few those whose last comes first, then the
/// last but one, and so on. Good ways are found in some order of the lines, and a search of
/// all possibilities then asks for better ones until there are none, or until it has looked
/// at too many: what was not found out is said, and never claimed.
///
/// `least` is a number of slots below which all lines together do not go in any case.
pub fn place_in_slots(lines: &[Line], taken: &[BTreeSet<usize>], slots: usize, least: usize) -> Placing {
    let all: Vec<usize> = (0..slots).collect();
    let mut best = Placing { of: in_good_order(lines, taken, &all, least), no_more: false, no_fewer: false };
    let mut looks = LOOKS_IN_ALL;
    let mut better = |slots: &[usize], most: usize, over: usize| {
        let mut share = LOOKS.min(looks);
        let before = share;
        let found = search(lines, taken, &Within { slots, most, over }, &mut share);
        looks -= before - share;
        found
    };
    best.no_more = loop {
        match best.over().checked_sub(1).filter(|_| slots > 0) {
            None => break true,
            Some(over) => match better(&all, slots, over) {
                Found::Yes(of) => best.of = of,
                Found::No => break true,
                Found::GaveUp => break false,
            },
        }
    };
    let over = best.over();
    let least = if over == 0 { least } else { usize::from(over < lines.len()) };
    best.no_fewer = loop {
        match best.used().len().checked_sub(1).filter(|fewer| *fewer >= least) {
            None => break true,
            Some(fewer) => match better(&all, fewer, over) {
                Found::Yes(of) => best.of = of,
                Found::No => break true,
                Found::GaveUp => break false,
            },
        }
    };
    let mut settled = 0;
    loop {
        let mut used = best.used();
        let later = used.split_off(used.len().saturating_sub(settled));
        // The first slots of all cannot come earlier.
        let Some(last) = used.last().copied().filter(|last| *last >= used.len()) else { break };
        let earlier: Vec<usize> = (0..last).chain(later.iter().copied()).collect();
        match better(&earlier, used.len() + later.len(), over) {
            Found::Yes(of) => best.of = of,
            Found::No | Found::GaveUp => settled += 1,
        }
    }
    best
}

/// A good way without a search: into the first slots that suffice, and of them those that
/// cannot be done without; else as many as fit in some order.
fn in_good_order(lines: &[Line], taken: &[BTreeSet<usize>], all: &[usize], least: usize) -> Vec<Option<usize>> {
    let within = |slots: &[usize]| Colouring::new(lines, taken, slots).in_some_order();
    let Some(mut of) = (least..=all.len()).find_map(|count| within(&all[..count])) else {
        return Colouring::new(lines, taken, all).what_fits();
    };
    let mut used: BTreeSet<usize> = of.iter().copied().collect();
    for slot in used.clone().into_iter().rev() {
        let others: Vec<usize> = used.iter().copied().filter(|other| *other != slot).collect();
        if others.len() >= least
            && let Some(without) = within(&others)
        {
            used = without.iter().copied().collect();
            of = without;
        }
    }
    of.into_iter().map(Some).collect()
}

/// Lines to be coloured, by slots; at some points slots are taken beforehand.
struct Colouring<'a> {
    lines: &'a [Line],
    /// What the colours are.
    slots: &'a [usize],
    of: Vec<Option<usize>>,
    /// By point and colour.
    at: Vec<Vec<Taken>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    Free,
    By(usize),
    Beforehand,
}

/// In how many orders lines are tried before searching.
const ORDERS: usize = 12;

impl<'a> Colouring<'a> {
    fn new(lines: &'a [Line], taken: &[BTreeSet<usize>], slots: &'a [usize]) -> Colouring<'a> {
        let here = |taken: &BTreeSet<usize>| {
            slots.iter().map(|slot| if taken.contains(slot) { Taken::Beforehand } else { Taken::Free }).collect()
        };
        let mut at: Vec<Vec<Taken>> = taken.iter().map(here).collect();
        at.resize(points(lines).max(at.len()), vec![Taken::Free; slots.len()]);
        Colouring { lines, slots, of: vec![None; lines.len()], at }
    }

    /// Different orders of the lines: each begins elsewhere and goes round.
    fn orders(&self) -> impl Iterator<Item = impl Iterator<Item = usize> + use<>> + use<> {
        let (all, orders) = (self.lines.len(), ORDERS.min(self.lines.len()));
        (0..orders).map(move |turn| turn * all / orders).map(move |from| (from..all).chain(0..from))
    }

    /// A slot for each line, in the first order in which all find one.
    fn in_some_order(mut self) -> Option<Vec<usize>> {
        if self.lines.is_empty() {
            return Some(Vec::new());
        }
        for mut order in self.orders() {
            self.clear();
            if order.all(|line| self.place_or_recolour(line)) {
                return self.told().into_iter().collect();
            }
        }
        None
    }

    /// As many lines as find a slot, one after the other, in the order in which most do.
    fn what_fits(mut self) -> Vec<Option<usize>> {
        let mut best: Option<(usize, Vec<Option<usize>>)> = None;
        for order in self.orders() {
            self.clear();
            let placed = order.filter(|line| self.place_or_recolour(*line)).count();
            if best.as_ref().is_none_or(|(most, _)| placed > *most) {
                best = Some((placed, self.told()));
            }
        }
        best.map(|(_, of)| of).unwrap_or_default()
    }

    /// Slots by line.
    fn told(&self) -> Vec<Option<usize>> {
        self.of.iter().map(|colour| colour.and_then(|colour| self.slots.get(colour).copied())).collect()
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
        (0..self.slots.len()).filter(move |colour| self.at[point][*colour] == Taken::Free)
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
}

enum Found {
    Yes(Vec<Option<usize>>),
    No,
    GaveUp,
}

/// What a search may do: use so many of these slots at the most, and leave so many lines over.
struct Within<'a> {
    slots: &'a [usize],
    most: usize,
    over: usize,
}

/// How much one search may look at: lines, points and slots at every step.
const LOOKS: usize = 1_500_000;
/// How much all searches for one placing may look at together.
const LOOKS_IN_ALL: usize = 3 * LOOKS;

/// Tries every way; `looks` is what is left of them afterwards. Sets of points and of slots are bits,
/// so that more than [`BITS`] of them are not tried at all.
fn search(lines: &[Line], taken: &[BTreeSet<usize>], within: &Within<'_>, looks: &mut usize) -> Found {
    if points(lines) > BITS || within.slots.last().is_some_and(|last| *last >= BITS) {
        return Found::GaveUp;
    }
    let mut search = Search::new(lines, taken, within, *looks);
    let found = search.go_on(within.over);
    *looks = search.looks;
    match found {
        Some(true) => Found::Yes(search.of.into_iter().map(Put::slot).collect()),
        Some(false) => Found::No,
        None => Found::GaveUp,
    }
}

/// A set of points or of slots.
type Bits = u64;
const BITS: usize = Bits::BITS as usize;

fn bit(place: usize) -> Bits {
    1 << place
}

fn each(mut bits: Bits) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let first = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(first)
    })
}

fn count(bits: Bits) -> usize {
    bits.count_ones() as usize
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Put {
    Open,
    In(usize),
    Over,
}

impl Put {
    fn slot(self) -> Option<usize> {
        match self {
            Put::In(slot) => Some(slot),
            Put::Open | Put::Over => None,
        }
    }
}

/// A search on its way.
struct Search<'a> {
    lines: &'a [Line],
    of: Vec<Put>,
    /// By point: its lines that are still to be put.
    open: Vec<usize>,
    /// By point: slots that are free there.
    free: Vec<Bits>,
    /// By slot: points that are free then.
    room: Vec<Bits>,
    /// By point: points that it shares a line with.
    near: Vec<Bits>,
    /// Points that lines connect with each other.
    parts: Vec<Bits>,
    /// By slot: earlier ones that are free at the same points as it is, before any is used.
    alike: Vec<Bits>,
    slots: Bits,
    /// Those that hold a line.
    used: Bits,
    most: usize,
    /// How many lines are in a slot.
    filled: Vec<usize>,
    looks: usize,
}

impl<'a> Search<'a> {
    fn new(lines: &'a [Line], taken: &[BTreeSet<usize>], within: &Within<'_>, looks: usize) -> Search<'a> {
        let points = points(lines);
        let slots = within.slots.iter().fold(0, |slots, slot| slots | bit(*slot));
        let (mut open, mut near) = (vec![0; points], vec![0; points]);
        for &(a, b) in lines {
            open[a] += 1;
            open[b] += 1;
            near[a] |= bit(b);
            near[b] |= bit(a);
        }
        let free_at = |point: usize| {
            let taken = taken.get(point).into_iter().flatten().filter(|slot| **slot < BITS);
            taken.fold(slots, |free, slot| free & !bit(*slot))
        };
        let free: Vec<Bits> = (0..points).map(free_at).collect();
        let ends = within.slots.last().map_or(0, |last| last + 1);
        let lively = |point: &usize| open[*point] > 0;
        let room_in = |slot: usize| {
            let free = (0..points).filter(lively).filter(|point| free[*point] & bit(slot) != 0);
            free.fold(0, |room, point| room | bit(point))
        };
        let room: Vec<Bits> = (0..ends).map(room_in).collect();
        let alike_to = |slot: usize| {
            let alike = each(slots).take_while(|earlier| *earlier < slot);
            alike.filter(|earlier| room[*earlier] == room[slot]).fold(0, |alike, earlier| alike | bit(earlier))
        };
        let alike = (0..ends).map(alike_to).collect();
        Search {
            lines,
            of: vec![Put::Open; lines.len()],
            parts: parts(&near),
            open,
            free,
            room,
            near,
            alike,
            slots,
            used: 0,
            most: within.most,
            filled: vec![0; ends],
            looks,
        }
    }

    /// Puts what is still open, the line with the fewest slots left first; `over` more lines
    /// may be left over. `None` if that takes too long.
    fn go_on(&mut self, over: usize) -> Option<bool> {
        self.looks = self.looks.checked_sub(self.lines.len() + self.open.len() + self.room.len())?;
        let used = self.used;
        if !self.may_do(over) {
            return Some(false);
        }
        // Of slots that are alike and not used yet, the first is enough.
        let fresh = each(self.slots & !used).filter(|slot| self.alike[*slot] & !used == 0);
        let fresh = if count(used) < self.most { fresh.fold(0, |fresh, slot| fresh | bit(slot)) } else { 0 };
        let open = (0..self.lines.len()).filter(|line| self.of[*line] == Put::Open);
        let choices = open.map(|line| {
            let (a, b) = self.lines[line];
            (line, self.free[a] & self.free[b] & (used | fresh))
        });
        let Some((line, choices)) = choices.min_by_key(|(_, slots)| count(*slots)) else { return Some(true) };
        for slot in each(choices & used).chain(each(choices & !used)) {
            self.put(line, Put::In(slot));
            match self.go_on(over) {
                Some(false) => self.take_back(line),
                done => return done,
            }
        }
        if let Some(over) = over.checked_sub(1) {
            self.put(line, Put::Over);
            match self.go_on(over) {
                Some(false) => self.take_back(line),
                done => return done,
            }
        }
        Some(false)
    }

    fn put(&mut self, line: usize, put: Put) {
        let (a, b) = self.lines[line];
        self.of[line] = put;
        self.open[a] -= 1;
        self.open[b] -= 1;
        if let Put::In(slot) = put {
            self.free[a] &= !bit(slot);
            self.free[b] &= !bit(slot);
            self.room[slot] &= !(bit(a) | bit(b));
            self.filled[slot] += 1;
            self.used |= bit(slot);
        }
    }

    fn take_back(&mut self, line: usize) {
        let (a, b) = self.lines[line];
        self.open[a] += 1;
        self.open[b] += 1;
        if let Put::In(slot) = std::mem::replace(&mut self.of[line], Put::Open) {
            self.free[a] |= bit(slot);
            self.free[b] |= bit(slot);
            self.room[slot] |= bit(a) | bit(b);
            self.filled[slot] -= 1;
            if self.filled[slot] == 0 {
                self.used &= !bit(slot);
            }
        }
    }

    /// Whether counting alone does not yet say that too many lines will be left over.
    fn may_do(&self, over: usize) -> bool {
        let more = self.most.saturating_sub(count(self.used));
        self.left_at_points(more) <= over && self.left_in_slots(more) <= over
    }

    /// At least so many lines are left over since points have more of them than slots: such
    /// points that share no line each leave their own, and any two share each at the most.
    fn left_at_points(&self, more: usize) -> usize {
        let left = |point: usize| {
            let free = self.free[point];
            self.open[point].saturating_sub(count(free & self.used) + more.min(count(free & !self.used)))
        };
        let mut left: Vec<(usize, usize)> = (0..self.open.len()).map(|point| (left(point), point)).collect();
        left.retain(|(left, _)| *left > 0);
        let half = left.iter().map(|(left, _)| left).sum::<usize>().div_ceil(2);
        left.sort_by(|a, b| b.cmp(a));
        let (mut apart, mut chosen) = (0, 0);
        for (left, point) in left {
            if self.near[point] & chosen == 0 {
                chosen |= bit(point);
                apart += left;
            }
        }
        half.max(apart)
    }

    /// At least so many lines are left over since a slot holds no more than half of the
    /// points that are free then.
    fn left_in_slots(&self, more: usize) -> usize {
        let lively = (0..self.open.len()).filter(|point| self.open[*point] > 0).fold(0, |all, point| all | bit(point));
        let holds = |slot: usize| {
            let room = self.room[slot] & lively;
            self.parts.iter().map(|part| count(room & part) / 2).sum::<usize>()
        };
        let mut others: Vec<usize> = each(self.slots & !self.used).map(holds).collect();
        others.sort_by(|a, b| b.cmp(a));
        let hold: usize = each(self.used).map(holds).chain(others.into_iter().take(more)).sum();
        (self.open.iter().sum::<usize>() / 2).saturating_sub(hold)
    }
}

/// Points that can be reached from each other.
fn parts(near: &[Bits]) -> Vec<Bits> {
    let mut parts: Vec<Bits> = Vec::new();
    for (point, around) in near.iter().enumerate().filter(|(_, around)| **around != 0) {
        let (touched, others): (Vec<Bits>, Vec<Bits>) =
            parts.into_iter().partition(|part| part & (around | bit(point)) != 0);
        parts = others;
        parts.push(touched.into_iter().fold(around | bit(point), |all, part| all | part));
    }
    parts
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
            let slots = [0, 1, 2, 3, 4];
            if let Some(of) = Colouring::new(&lines, &taken, &slots).in_some_order() {
                prop_assert!(is_proper(&lines, &of) && free(&of));
            }
            let part = Colouring::new(&lines, &taken, &slots).what_fits();
            let (placed, of): (Vec<_>, Vec<_>) = lines.iter().zip(part).filter_map(|(line, of)| Some((*line, of?))).unzip();
            prop_assert!(is_proper(&placed, &of));
            prop_assert!(placed.iter().zip(&of).all(|((a, b), slot)| !taken[*a].contains(slot) && !taken[*b].contains(slot)));
        }
    }

    /// Lines over, slots used, and which from the last on: the least there is, by putting every
    /// line into every slot or nowhere.
    fn least_of_all(lines: &[Line], taken: &[BTreeSet<usize>], slots: usize) -> (usize, usize, Vec<usize>) {
        fn go_on(
            lines: &[Line],
            taken: &[BTreeSet<usize>],
            slots: usize,
            of: &mut Vec<Option<usize>>,
            least: &mut Option<(usize, usize, Vec<usize>)>,
        ) {
            let Some((a, b)) = lines.get(of.len()).copied() else {
                let told = told(of);
                if least.as_ref().is_none_or(|least| told < *least) {
                    *least = Some(told);
                }
                return;
            };
            for slot in (0..slots).map(Some).chain([None]) {
                let meets = |(other, in_slot): (&Line, &Option<usize>)| {
                    *in_slot == slot && [other.0, other.1].iter().any(|point| [a, b].contains(point))
                };
                let clash = slot.is_some_and(|slot| taken[a].contains(&slot) || taken[b].contains(&slot))
                    || slot.is_some() && lines.iter().zip(of.iter()).any(meets);
                if !clash {
                    of.push(slot);
                    go_on(lines, taken, slots, of, least);
                    of.pop();
                }
            }
        }
        let mut least = None;
        go_on(lines, taken, slots, &mut Vec::new(), &mut least);
        least.unwrap_or_default()
    }

    fn told(of: &[Option<usize>]) -> (usize, usize, Vec<usize>) {
        let used: BTreeSet<usize> = of.iter().flatten().copied().collect();
        (of.iter().filter(|slot| slot.is_none()).count(), used.len(), used.into_iter().rev().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1_000, ..ProptestConfig::default() })]

        #[test]
        fn no_placing_is_better(
            lines in prop::collection::vec((0usize..5, 1usize..5).prop_map(|(a, step)| (a, (a + step) % 5)), 0..=6),
            taken in prop::collection::vec(prop::collection::btree_set(0usize..5, 0..=4), 5),
            slots in 0usize..=5,
        ) {
            let placing = place_in_slots(&lines, &taken, slots, fewest_slots(&lines).count);
            let placed = lines.iter().zip(&placing.of).filter_map(|(line, slot)| Some((*line, (*slot)?)));
            let (placed, of): (Vec<_>, Vec<_>) = placed.unzip();
            prop_assert!(is_proper(&placed, &of));
            prop_assert!(placed.iter().zip(&of).all(|((a, b), slot)| !taken[*a].contains(slot) && !taken[*b].contains(slot)));
            prop_assert!(placing.no_more && placing.no_fewer);
            prop_assert_eq!(told(&placing.of), least_of_all(&lines, &taken, slots));
        }

        #[test]
        fn with_slots_enough_and_nobody_busy_the_first_ones_are_used(lines in lines()) {
            let fewest = fewest_slots(&lines);
            let placing = place_in_slots(&lines, &[], fewest.count + 2, fewest.count);
            prop_assert_eq!(placing.used(), (0..fewest.count).collect::<Vec<_>>());
            prop_assert!(placing.no_more && placing.no_fewer);
        }

        /// At a cluster's size the search comes to its end.
        #[test]
        fn clusters_are_placed_for_sure(
            lines in prop::collection::vec((0usize..6, 1usize..6).prop_map(|(a, step)| (a, (a + step) % 6)), 0..=12),
            taken in prop::collection::vec(prop::collection::btree_set(0usize..8, 0..=4), 6),
            slots in 1usize..=8,
        ) {
            let placing = place_in_slots(&lines, &taken, slots, fewest_slots(&lines).count);
            prop_assert!(placing.no_more && placing.no_fewer);
        }
    }

    #[test]
    fn a_slot_in_which_everybody_is_free_is_found() {
        let taken = [[0].into(), BTreeSet::new(), BTreeSet::new(), BTreeSet::new()];
        let placing = place_in_slots(&[(0, 1), (2, 3)], &taken, 3, 1);
        assert_eq!(placing, Placing { of: vec![Some(1), Some(1)], no_more: true, no_fewer: true });
    }

    #[test]
    fn one_line_gives_way_to_two() {
        let taken = vec![BTreeSet::new(); 4];
        let placing = place_in_slots(&[(0, 1), (0, 2), (1, 3)], &taken, 1, 2);
        assert_eq!(placing, Placing { of: vec![None, Some(0), Some(0)], no_more: true, no_fewer: true });
    }

    #[test]
    fn what_is_too_large_to_search_is_placed_all_the_same() {
        let lines: Vec<Line> = (0..300).flat_map(|p| [(p, (p + 1) % 300), (p, (p + 150) % 300)]).collect();
        let taken: Vec<BTreeSet<usize>> = (0..300).map(|point| [point % 7].into()).collect();
        let placing = place_in_slots(&lines, &taken, 12, fewest_slots(&lines).count);
        assert!(placing.of.iter().all(Option::is_some) && placing.no_more);
        assert!(placing.used().len() <= 6 && !placing.no_fewer, "{:?}", placing.used());
        let too_few = place_in_slots(&lines, &taken, 3, 4);
        assert!(!too_few.no_more && too_few.over() < lines.len() / 2, "{}", too_few.over());
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
