//! The exact solver: who takes over what, by plain numbers.
//!
//! A minimum-cost flow of successive shortest paths, one path for each pairing:
//!
//! source → receiving school → need → (school, practice) → practice → giving school → sink
//!
//! Costs are the levels of the [`Objective`] packed into one integer, so that one shortest
//! path is best at every level at once. They are convex on every edge, and a path's cost
//! never falls from one to the next, so stopping at the first that gains nothing is optimal.
//!
//! Needs and practices that speak of the same topic are all joined, millions of edges in a
//! large network. They cost nothing, so they are never written down: of a topic's needs,
//! sorted by distance, a practice takes the first that it may serve. The search goes on from
//! the nearest place that it knows; a place that turns out to be nearer is gone on from again,
//! since some edges gain. A path costs about one step for each practice and topic.
//!
//! (Ahuja, Magnanti and Orlin, Network Flows, 1993, chapters 9 and 14.)

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A school's part, by its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Seat {
    /// How many more pairings it can receive.
    pub room: u32,
    /// Receives and gives so many already.
    pub received: u32,
    pub given: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenNeed {
    pub school: u32,
    pub topic: u32,
    /// What meeting it is worth; more than [`MOST_SEVERE`] counts as that.
    pub severity: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The giving school.
    pub school: u32,
    /// How many more schools it can take.
    pub capacity: u32,
    /// How many it has already.
    pub used: u32,
    /// What it helps with, in order.
    pub topics: Vec<u32>,
}

/// What is to be matched. Schools, needs, practices and topics are numbers, in an order that
/// decides between plans that are equally good.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    pub schools: Vec<Seat>,
    pub needs: Vec<OpenNeed>,
    pub offers: Vec<Offer>,
    /// Pairs (receiving school, practice) that must not be.
    pub banned: BTreeSet<(u32, u32)>,
    /// What a pair is worth beside the need that it serves: a wish.
    pub worth: BTreeMap<(u32, u32), u32>,
    /// Pairs that go before everything else.
    pub pinned: BTreeSet<(u32, u32)>,
    /// What is met already, in severity.
    pub met: u64,
}

/// For each need, the practice that serves it.
pub type Assignment = Vec<Option<u32>>;

/// What a plan reaches, level by level; each counts only where all before it are equal.
/// The greater is the better. What is agreed already counts as well.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Objective {
    /// Schools that receive at least one pairing.
    pub receiving: u64,
    /// Schools that give at least one.
    pub giving: u64,
    /// Severity of the needs met, with wishes.
    pub severity: u64,
    /// The sum of the squares of what each school gives: the less, the more even.
    pub squares: u64,
    /// Practices that are used.
    pub used: u64,
}

impl Ord for Objective {
    fn cmp(&self, other: &Objective) -> std::cmp::Ordering {
        let key = |o: &Objective| (o.receiving, o.giving, o.severity, Reverse(o.squares), o.used);
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Objective {
    fn partial_cmp(&self, other: &Objective) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

pub const MOST_SEVERE: u32 = 1 << 16;

/// The levels of [`Objective`], and pins before them, in one integer: what a plan gains is
/// negative. A path passes a practice once and a met need once, so of fewer than 2²⁰
/// practices and met needs the parts of its cost stay below 2²¹ (used), 2²⁴ (squares), 2³⁸
/// (severity), 2² (giving, receiving) and 2²¹ (pins): each in its own field, with its sign.
type Cost = i128;
const USED: Cost = 1;
const SQUARES: Cost = USED << 24;
const SEVERITY: Cost = SQUARES << 28;
const GIVING: Cost = SEVERITY << 40;
const RECEIVING: Cost = GIVING << 4;
const PINNED: Cost = RECEIVING << 4;
const FAR: Cost = Cost::MAX / 4;

impl Instance {
    /// The best assignment. `go_on` is told how many pairings are found and how many there
    /// can be at most; `None` if it says to stop.
    pub fn solve(&self, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Option<Assignment> {
        let room = self.schools.iter().map(|seat| seat.room as usize).sum::<usize>();
        let capacity = self.offers.iter().map(|offer| offer.capacity as usize).sum::<usize>();
        let most = room.min(capacity).min(self.needs.len());
        let mut solver = Solver::new(self);
        for found in 0.. {
            if !go_on(found, most) {
                return None;
            }
            if !solver.augment() {
                break;
            }
        }
        Some(solver.taken)
    }

    /// What an assignment reaches.
    pub fn objective(&self, assignment: &[Option<u32>]) -> Objective {
        let mut received: Vec<u32> = self.schools.iter().map(|seat| seat.received).collect();
        let mut given = self.given(assignment);
        let mut used: Vec<u32> = self.offers.iter().map(|offer| offer.used).collect();
        let mut severity = self.met;
        for (need, practice) in self.needs.iter().zip(assignment) {
            let Some(practice) = practice else { continue };
            count(&mut received, need.school);
            count(&mut used, *practice);
            let worth = self.worth.get(&(need.school, *practice)).copied().unwrap_or_default();
            severity += u64::from(need.severity.min(MOST_SEVERE)) + u64::from(worth.min(MOST_SEVERE));
        }
        let some = |counts: &[u32]| counts.iter().filter(|count| **count > 0).count() as u64;
        let (receiving, giving, used) = (some(&received), some(&given), some(&used));
        let squares = given.drain(..).map(|given| u64::from(given) * u64::from(given)).sum();
        Objective { receiving, giving, severity, squares, used }
    }

    /// How many pairings each school gives.
    pub fn given(&self, assignment: &[Option<u32>]) -> Vec<u32> {
        let mut given: Vec<u32> = self.schools.iter().map(|seat| seat.given).collect();
        for offer in assignment.iter().flatten().filter_map(|practice| self.offers.get(*practice as usize)) {
            count(&mut given, offer.school);
        }
        given
    }
}

fn count(counts: &mut [u32], place: u32) {
    if let Some(count) = counts.get_mut(place as usize) {
        *count += 1;
    }
}

/// How the search came to a need.
#[derive(Clone, Copy)]
enum ToNeed {
    FromItsSchool,
    /// The practice gives the need up.
    FromPractice(u32),
    /// Another need of the school takes the practice over.
    TakenOverBy(u32),
}

#[derive(Clone, Copy)]
enum ToPractice {
    FromNeed(u32),
    /// The giving school gives another practice instead.
    FromGiver,
}

/// A search's distances from the source, and how it came there.
struct Labels {
    needs: Vec<(Cost, ToNeed)>,
    /// A receiving school: the need that gives up its place there, `None` from the source.
    schools: Vec<(Cost, Option<u32>)>,
    practices: Vec<(Cost, ToPractice)>,
    /// A giving school: by which practice.
    givers: Vec<(Cost, u32)>,
    topics: Vec<Reach>,
    /// From where to go on, the nearest first; what was reached on a shorter way since is passed over.
    next: BinaryHeap<Reverse<(Cost, Next)>>,
}

/// The practices that help with a topic.
struct Reach {
    /// Not as near as the last need that was gone on from.
    left: Vec<u32>,
    /// From how far on they need not be looked at, in that order.
    done: Vec<(Cost, u32)>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    /// The next of a topic's open needs.
    Fresh(u32),
    Need(u32),
    Practice(u32),
}

impl Labels {
    fn reach_need(&mut self, n: u32, distance: Cost, by: ToNeed) {
        let label = &mut self.needs[n as usize];
        if distance < label.0 {
            *label = (distance, by);
            self.next.push(Reverse((distance, Next::Need(n))));
        }
    }
}

struct Solver<'a> {
    instance: &'a Instance,
    needs_of: Vec<Vec<u32>>,
    /// By school: its needs that are met.
    met_of: Vec<Vec<u32>>,
    offered_by: Vec<Vec<u32>>,
    /// By topic: the practices that help with it.
    helping: Vec<Vec<u32>>,
    /// By practice: schools that must not have it.
    barred: Vec<Vec<u32>>,
    /// By school: practices with a cost of their own.
    special: Vec<Vec<(u32, Cost)>>,
    taken: Assignment,
    /// By practice: the needs that it serves, in order.
    serves: Vec<Vec<u32>>,
    received: Vec<u32>,
    given: Vec<u32>,
    /// By topic: open needs of schools with room, by distance.
    fresh: Vec<Vec<(Cost, u32)>>,
    fresh_at: Vec<Option<Cost>>,
}

fn by_place<T>(count: usize, entries: impl Iterator<Item = (u32, T)>) -> Vec<Vec<T>> {
    let mut lists: Vec<Vec<T>> = (0..count).map(|_| Vec::new()).collect();
    for (place, entry) in entries {
        if let Some(list) = lists.get_mut(place as usize) {
            list.push(entry);
        }
    }
    lists
}

impl<'a> Solver<'a> {
    fn new(instance: &'a Instance) -> Solver<'a> {
        let (schools, offers) = (instance.schools.len(), instance.offers.len());
        let topics = instance.needs.iter().map(|need| need.topic as usize + 1).max().unwrap_or_default();
        let needs = || (0u32..).zip(&instance.needs);
        let practices = || (0u32..).zip(&instance.offers);
        let helping = practices().flat_map(|(p, offer)| offer.topics.iter().map(move |topic| (*topic, p)));
        let pairs: BTreeSet<(u32, u32)> = instance.worth.keys().chain(&instance.pinned).copied().collect();
        let special = pairs.into_iter().map(|(school, practice)| {
            let worth = instance.worth.get(&(school, practice)).copied().unwrap_or_default();
            let pin = if instance.pinned.contains(&(school, practice)) { PINNED } else { 0 };
            (school, (practice, -pin - Cost::from(worth.min(MOST_SEVERE)) * SEVERITY))
        });
        let mut solver = Solver {
            instance,
            needs_of: by_place(schools, needs().map(|(n, need)| (need.school, n))),
            met_of: vec![Vec::new(); schools],
            offered_by: by_place(schools, practices().map(|(p, offer)| (offer.school, p))),
            helping: by_place(topics, helping),
            barred: by_place(offers, instance.banned.iter().map(|&(school, practice)| (practice, school))),
            special: by_place(schools, special),
            taken: vec![None; instance.needs.len()],
            serves: vec![Vec::new(); offers],
            received: instance.schools.iter().map(|seat| seat.received).collect(),
            given: instance.schools.iter().map(|seat| seat.given).collect(),
            fresh: vec![Vec::new(); topics],
            fresh_at: vec![None; instance.needs.len()],
        };
        for (n, need) in needs() {
            if let Some(cost) = solver.enter(need.school).map(|cost| cost - solver.severity(n)) {
                solver.fresh[need.topic as usize].push((cost, n));
                solver.fresh_at[n as usize] = Some(cost);
            }
        }
        solver.fresh.iter_mut().for_each(|needs| needs.sort_unstable());
        solver
    }

    fn need(&self, n: u32) -> &OpenNeed {
        &self.instance.needs[n as usize]
    }

    fn offer(&self, p: u32) -> &Offer {
        &self.instance.offers[p as usize]
    }

    fn severity(&self, n: u32) -> Cost {
        Cost::from(self.need(n).severity.min(MOST_SEVERE)) * SEVERITY
    }

    /// From the source to a school; `None` if it has no room.
    fn enter(&self, school: u32) -> Option<Cost> {
        let seat = &self.instance.schools[school as usize];
        let received = self.received[school as usize];
        (received - seat.received < seat.room).then_some(if received == 0 { -RECEIVING } else { 0 })
    }

    /// From a giving school to the sink.
    fn leave(&self, giver: usize) -> Cost {
        let given = Cost::from(self.given[giver]);
        (2 * given + 1) * SQUARES - if given == 0 { GIVING } else { 0 }
    }

    fn helps(&self, p: u32, topic: u32) -> bool {
        self.offer(p).topics.binary_search(&topic).is_ok()
    }

    /// Whether a school may take up a practice that it does not have.
    fn may_take(&self, school: u32, p: u32) -> bool {
        self.offer(p).school != school
            && !self.barred[p as usize].contains(&school)
            && !self.serves[p as usize].iter().any(|n| self.need(*n).school == school)
    }

    /// What it costs that a school takes up a practice.
    fn pair_cost(&self, school: u32, p: u32) -> Cost {
        let special = &self.special[school as usize];
        special.binary_search_by_key(&p, |(p, _)| *p).map_or(0, |place| special[place].1)
    }

    /// One more pairing along a shortest path; `false` if none gains anything.
    fn augment(&mut self) -> bool {
        let labels = self.search();
        let ends = labels.givers.iter().enumerate().filter(|(_, (cost, _))| *cost < FAR);
        let best = ends.map(|(giver, (cost, _))| (cost + self.leave(giver), giver)).min();
        let Some((_, giver)) = best.filter(|(cost, _)| *cost < 0) else { return false };
        self.take_path(&labels, giver);
        true
    }

    fn search(&self) -> Labels {
        let instance = self.instance;
        let mut labels = Labels {
            needs: self.fresh_at.iter().map(|at| (at.unwrap_or(FAR), ToNeed::FromItsSchool)).collect(),
            schools: (0u32..).zip(&instance.schools).map(|(s, _)| (self.enter(s).unwrap_or(FAR), None)).collect(),
            practices: vec![(FAR, ToPractice::FromGiver); instance.offers.len()],
            givers: vec![(FAR, 0); instance.schools.len()],
            topics: self.helping.iter().map(|p| Reach { left: p.clone(), done: Vec::with_capacity(p.len()) }).collect(),
            next: BinaryHeap::new(),
        };
        let mut fresh: Vec<_> = self.fresh.iter().map(|needs| needs.iter()).collect();
        for (topic, needs) in (0u32..).zip(&self.fresh) {
            if let Some((cost, _)) = needs.first() {
                labels.next.push(Reverse((*cost, Next::Fresh(topic))));
            }
        }
        for (s, needs) in self.needs_of.iter().enumerate() {
            let alone = self.met_of[s].is_empty() && self.special[s].is_empty();
            if labels.schools[s].0 < FAR && !alone {
                for &n in needs.iter().filter(|n| self.taken[**n as usize].is_none()) {
                    self.reach_special(n, &mut labels);
                    self.reach_within_school(n, &mut labels);
                }
            }
        }
        while let Some(Reverse((distance, next))) = labels.next.pop() {
            match next {
                Next::Fresh(topic) => {
                    let needs = &mut fresh[topic as usize];
                    if let Some(&(cost, n)) = needs.next() {
                        self.reach_practices(topic, cost, n, &mut labels);
                    }
                    let more = needs.as_slice().first().filter(|_| !labels.topics[topic as usize].left.is_empty());
                    labels.next.extend(more.map(|(cost, _)| Reverse((*cost, next))));
                }
                Next::Need(n) if distance == labels.needs[n as usize].0 => {
                    self.reach_within_school(n, &mut labels);
                    self.reach_special(n, &mut labels);
                    self.reach_practices(self.need(n).topic, distance, n, &mut labels);
                }
                Next::Practice(p) if distance == labels.practices[p as usize].0 => {
                    for &n in &self.serves[p as usize] {
                        let cost = distance - self.pair_cost(self.need(n).school, p);
                        labels.reach_need(n, cost, ToNeed::FromPractice(p));
                    }
                }
                Next::Need(_) | Next::Practice(_) => {}
            }
        }
        labels
    }

    /// From a need to the practices that help with its topic.
    fn reach_practices(&self, topic: u32, distance: Cost, n: u32, labels: &mut Labels) {
        let Labels { practices, topics, .. } = labels;
        let Reach { left, done } = &mut topics[topic as usize];
        while let Some((_, p)) = done.pop_if(|(from, _)| *from > distance) {
            left.push(p);
        }
        let school = self.need(n).school;
        let before = done.len();
        left.retain(|&p| {
            let further = distance < practices[p as usize].0;
            let stays = further && !self.may_take(school, p);
            if !stays {
                done.push((distance, p));
            }
            stays
        });
        for place in before..done.len() {
            let p = labels.topics[topic as usize].done[place].1;
            self.reach_practice(p, distance, ToPractice::FromNeed(n), labels);
        }
    }

    fn reach_practice(&self, p: u32, distance: Cost, by: ToPractice, labels: &mut Labels) {
        let label = &mut labels.practices[p as usize];
        if distance >= label.0 {
            return;
        }
        *label = (distance, by);
        let offer = self.offer(p);
        let serves = &self.serves[p as usize];
        if !serves.is_empty() {
            labels.next.push(Reverse((distance, Next::Practice(p))));
        }
        if serves.len() < offer.capacity as usize {
            let first = if offer.used == 0 && serves.is_empty() { -USED } else { 0 };
            let label = &mut labels.givers[offer.school as usize];
            if distance + first < label.0 {
                *label = (distance + first, p);
                self.reach_siblings(offer.school, labels);
            }
        }
    }

    /// From a need to practices at a cost of their own.
    fn reach_special(&self, n: u32, labels: &mut Labels) {
        let OpenNeed { school, topic, .. } = *self.need(n);
        let (distance, _) = labels.needs[n as usize];
        for &(p, cost) in &self.special[school as usize] {
            if distance + cost < labels.practices[p as usize].0 && self.helps(p, topic) && self.may_take(school, p) {
                self.reach_practice(p, distance + cost, ToPractice::FromNeed(n), labels);
            }
        }
    }

    /// From a need to others of its school: it takes over their practice, or its place is
    /// free for them.
    fn reach_within_school(&self, n: u32, labels: &mut Labels) {
        let OpenNeed { school, topic, .. } = *self.need(n);
        let (distance, _) = labels.needs[n as usize];
        for &other in &self.met_of[school as usize] {
            if self.taken[other as usize].is_some_and(|p| self.helps(p, topic)) {
                labels.reach_need(other, distance, ToNeed::TakenOverBy(n));
            }
        }
        let freed = distance + self.severity(n);
        if self.taken[n as usize].is_some() && freed < labels.schools[school as usize].0 {
            labels.schools[school as usize] = (freed, Some(n));
            for &other in self.needs_of[school as usize].iter().filter(|other| self.taken[**other as usize].is_none()) {
                let distance = freed - self.severity(other);
                if self.leads_on(other, distance, labels) {
                    labels.reach_need(other, distance, ToNeed::FromItsSchool);
                }
            }
        }
    }

    /// Whether anything is nearer from an open need than it is known to be.
    fn leads_on(&self, n: u32, distance: Cost, labels: &Labels) -> bool {
        let OpenNeed { school, topic, .. } = *self.need(n);
        let Reach { left, done } = &labels.topics[topic as usize];
        let takes_over = |other: &u32| {
            distance < labels.needs[*other as usize].0
                && self.taken[*other as usize].is_some_and(|p| self.helps(p, topic))
        };
        !left.is_empty()
            || done.last().is_some_and(|(from, _)| distance < *from)
            || !self.special[school as usize].is_empty()
            || self.met_of[school as usize].iter().any(takes_over)
    }

    fn reach_siblings(&self, giver: u32, labels: &mut Labels) {
        let (distance, by) = labels.givers[giver as usize];
        for &p in self.offered_by[giver as usize].iter().filter(|p| **p != by) {
            let last = match self.serves[p as usize].len() {
                0 => continue,
                1 if self.offer(p).used == 0 => USED,
                _ => 0,
            };
            self.reach_practice(p, distance + last, ToPractice::FromGiver, labels);
        }
    }

    /// Moves needs along the path that ends at a giving school.
    fn take_path(&mut self, labels: &Labels, giver: usize) {
        let mut changes: Vec<(u32, Option<u32>)> = Vec::new();
        let mut practice = labels.givers[giver].1;
        let entered = 'path: loop {
            let mut need = match labels.practices[practice as usize].1 {
                ToPractice::FromGiver => {
                    practice = labels.givers[self.offer(practice).school as usize].1;
                    continue;
                }
                ToPractice::FromNeed(need) => need,
            };
            changes.push((need, Some(practice)));
            loop {
                match labels.needs[need as usize].1 {
                    ToNeed::FromPractice(p) => {
                        practice = p;
                        break;
                    }
                    ToNeed::TakenOverBy(other) => {
                        changes.push((other, self.taken[need as usize]));
                        need = other;
                    }
                    ToNeed::FromItsSchool => match labels.schools[self.need(need).school as usize].1 {
                        Some(other) => {
                            changes.push((other, None));
                            need = other;
                        }
                        None => break 'path self.need(need).school,
                    },
                }
            }
        };
        self.received[entered as usize] += 1;
        for (n, _) in &changes {
            if let Some(p) = self.taken[*n as usize].take() {
                let giver = self.offer(p).school as usize;
                self.given[giver] -= 1;
                self.serves[p as usize].retain(|served| served != n);
            }
        }
        for (n, practice) in &changes {
            self.taken[*n as usize] = *practice;
            if let Some(p) = *practice {
                let giver = self.offer(p).school as usize;
                self.given[giver] += 1;
                let serves = &mut self.serves[p as usize];
                let place = serves.partition_point(|served| served < n);
                serves.insert(place, *n);
            }
        }
        let mut schools: Vec<u32> = changes.iter().map(|(n, _)| self.need(*n).school).collect();
        schools.sort_unstable();
        schools.dedup();
        schools.into_iter().for_each(|school| self.refresh(school));
    }

    /// Sorts a school's open needs in anew.
    fn refresh(&mut self, school: u32) {
        let enter = self.enter(school);
        let met = self.needs_of[school as usize].iter().filter(|n| self.taken[**n as usize].is_some());
        self.met_of[school as usize] = met.copied().collect();
        for place in 0..self.needs_of[school as usize].len() {
            let n = self.needs_of[school as usize][place];
            let open = self.taken[n as usize].is_none();
            let now = enter.filter(|_| open).map(|cost| cost - self.severity(n));
            let before = std::mem::replace(&mut self.fresh_at[n as usize], now);
            if before == now {
                continue;
            }
            let topic = self.need(n).topic as usize;
            if let Some(place) = before.and_then(|cost| self.fresh[topic].binary_search(&(cost, n)).ok()) {
                self.fresh[topic].remove(place);
            }
            if let Some(cost) = now {
                let place = self.fresh[topic].partition_point(|entry| *entry < (cost, n));
                self.fresh[topic].insert(place, (cost, n));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn solve(instance: &Instance) -> Assignment {
        instance.solve(&mut |_, _| true).unwrap()
    }

    /// How many pins are kept, and what else is reached.
    type Reached = (usize, Objective);

    fn reached(instance: &Instance, assignment: &[Option<u32>]) -> Reached {
        let pairs = instance.needs.iter().zip(assignment).filter_map(|(need, p)| Some((need.school, (*p)?)));
        (pairs.filter(|pair| instance.pinned.contains(pair)).count(), instance.objective(assignment))
    }

    fn is_allowed(instance: &Instance, assignment: &[Option<u32>]) -> bool {
        let mut pairs = BTreeSet::new();
        let (mut received, mut used) = (BTreeMap::<u32, u32>::new(), BTreeMap::<u32, u32>::new());
        instance.needs.iter().zip(assignment).all(|(need, p)| {
            let Some(p) = *p else { return true };
            let offer = &instance.offers[p as usize];
            let (received, used) = (received.entry(need.school).or_default(), used.entry(p).or_default());
            *received += 1;
            *used += 1;
            offer.school != need.school
                && offer.topics.contains(&need.topic)
                && *received <= instance.schools[need.school as usize].room
                && *used <= offer.capacity
                && pairs.insert((need.school, p))
                && !instance.banned.contains(&(need.school, p))
        })
    }

    /// Every allowed assignment.
    fn each(instance: &Instance, visit: &mut dyn FnMut(&[Option<u32>])) {
        let count = instance.needs.len();
        let mut assignment = vec![None; count];
        loop {
            if is_allowed(instance, &assignment) {
                visit(&assignment);
            }
            let Some(place) = (0..count).find(|place| {
                let next = assignment[*place].map_or(0, |p: u32| p + 1);
                assignment[*place] = ((next as usize) < instance.offers.len()).then_some(next);
                assignment[*place].is_some()
            }) else {
                return;
            };
            debug_assert!(place < count);
        }
    }

    fn pair(schools: u32, offers: u32) -> impl Strategy<Value = (u32, u32)> {
        (0..schools, 0..offers)
    }

    fn instance() -> impl Strategy<Value = Instance> {
        (2u32..=4, 1u32..=3, 1u32..=3).prop_flat_map(|(schools, offers, topics)| {
            let seat =
                (0u32..=2, 0u32..=1, 0u32..=2).prop_map(|(room, received, given)| Seat { room, received, given });
            let need = (0..schools, 0..topics, 1u32..=4);
            let offer = (0..schools, 0u32..=2, 0u32..=1, prop::collection::btree_set(0..topics, 1..=topics as usize));
            (
                prop::collection::vec(seat, schools as usize),
                prop::collection::vec(need, 0..=6),
                prop::collection::vec(offer, offers as usize),
                prop::collection::btree_set(pair(schools, offers), 0..=2),
                prop::collection::btree_map(pair(schools, offers), 1u32..=3, 0..=3),
                prop::collection::btree_set(pair(schools, offers), 0..=1),
            )
                .prop_map(|(schools, needs, offers, banned, worth, pinned)| {
                    let mut needs: Vec<OpenNeed> = needs
                        .into_iter()
                        .map(|(school, topic, severity)| OpenNeed { school, topic, severity })
                        .collect();
                    needs.sort_by_key(|need| (need.school, need.topic));
                    needs.dedup_by_key(|need| (need.school, need.topic));
                    let offers = offers
                        .into_iter()
                        .map(|(school, capacity, used, topics)| Offer {
                            school,
                            capacity,
                            used,
                            topics: topics.into_iter().collect(),
                        })
                        .collect();
                    Instance { schools, needs, offers, banned, worth, pinned, met: 0 }
                })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 6_000, ..ProptestConfig::default() })]

        /// Level by level, and the largest load: as small as any plan has it that is as good
        /// at the first three.
        #[test]
        fn no_plan_is_better_at_any_level(instance in instance()) {
            let found = solve(&instance);
            prop_assert!(is_allowed(&instance, &found));
            let mut best: Option<Reached> = None;
            let mut least = BTreeMap::<(usize, u64, u64, u64), u32>::new();
            let first = |(pins, o): &Reached| (*pins, o.receiving, o.giving, o.severity);
            let largest = |assignment: &[Option<u32>]| instance.given(assignment).into_iter().max().unwrap_or_default();
            each(&instance, &mut |assignment| {
                let now = reached(&instance, assignment);
                best = best.max(Some(now));
                let least = least.entry(first(&now)).or_insert(u32::MAX);
                *least = (*least).min(largest(assignment));
            });
            let ours = reached(&instance, &found);
            prop_assert_eq!(Some(ours), best);
            prop_assert_eq!(Some(&largest(&found)), least.get(&first(&ours)));
        }
    }

    /// Schools × topics of random severity; each practice helps with one to three topics.
    fn random(seed: u64, schools: u32, topics: u32, offers: u32) -> Instance {
        let mut state = seed;
        let mut below = move |limit: u32| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((state >> 33) % u64::from(limit)) as u32
        };
        let mut instance =
            Instance { schools: vec![Seat { room: 2, ..Seat::default() }; schools as usize], ..Instance::default() };
        for school in 0..schools {
            for topic in 0..topics {
                if below(2) == 0 {
                    instance.needs.push(OpenNeed { school, topic, severity: 1 + below(200) });
                }
            }
        }
        for _ in 0..offers {
            let topics: BTreeSet<u32> = (0..=below(3)).map(|_| below(topics)).collect();
            let (school, capacity) = (below(schools), 1 + below(3));
            instance.offers.push(Offer { school, capacity, used: 0, topics: topics.into_iter().collect() });
        }
        for _ in 0..schools {
            instance.worth.insert((below(schools), below(offers.max(1))), 25 + 25 * below(2));
            instance.banned.insert((below(schools), below(offers.max(1))));
        }
        instance
    }

    /// No cycle of changes that would gain anything is left, in clusters too large to try all.
    #[test]
    fn no_small_change_improves_a_large_plan() {
        for seed in 0..5 {
            let instance = random(seed, 14, 8, 20);
            let found = solve(&instance);
            assert!(is_allowed(&instance, &found));
            let best = instance.objective(&found);
            let choices: Vec<Option<u32>> = (0..20).map(Some).chain([None]).collect();
            for one in 0..found.len() {
                for choice in &choices {
                    let mut changed = found.clone();
                    changed[one] = *choice;
                    for other in (one + 1..found.len()).step_by(3) {
                        let before = std::mem::replace(&mut changed[other], found[one]);
                        if is_allowed(&instance, &changed) {
                            assert!(instance.objective(&changed) <= best);
                        }
                        changed[other] = before;
                    }
                    if is_allowed(&instance, &changed) {
                        assert!(instance.objective(&changed) <= best, "{seed} {one} {choice:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_again_and_stopped_when_told() {
        let instance = random(7, 30, 8, 60);
        assert_eq!(solve(&instance), solve(&instance));
        let mut told = Vec::new();
        assert_eq!(
            instance.solve(&mut |found, most| {
                told.push((found, most));
                found < 5
            }),
            None
        );
        assert_eq!(told.len(), 6);
        assert!(told.iter().all(|(found, most)| found <= most));
        assert_eq!(Instance::default().solve(&mut |_, _| true), Some(Vec::new()));
    }

    #[test]
    fn costs_keep_their_levels_apart() {
        let (most, long): (Cost, Cost) = (MOST_SEVERE.into(), 1 << 20);
        for (parts, level) in [
            (USED * long, SQUARES),
            (SQUARES * (2 * long + 1) + USED * long, SEVERITY),
            (SEVERITY * 2 * most * long, GIVING),
            (GIVING * 2, RECEIVING),
            (RECEIVING * 2, PINNED),
            (PINNED * long, FAR),
        ] {
            assert!(2 * parts < level);
        }
    }
}
