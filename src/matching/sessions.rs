//! When they meet: each pairing is a session of its own, no school is in two at once, and
//! all of them take as few of the cluster's dates as can be. Schools are the points of a
//! graph, pairings its lines and dates the slots; see [`slots`](super::slots).

use super::slots::{Bound, Line, Slots, fewest_slots, lower_bound, place_in_slots};
use crate::cluster::{MatchRule, PairKey, PairingState, SchoolId};
use crate::workspace::Workspace;
use jiff::civil::DateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

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
    /// Whether it is known that no more of them find a date.
    pub no_more: bool,
    /// How many of the dates are used.
    pub dates: usize,
    /// Whether it is known that no fewer dates would do.
    pub no_fewer: bool,
    /// How few would do if all schools were free at all of them, and why no fewer; points are
    /// places of schools.
    pub fewest: Slots,
    pub schools: Vec<SchoolId>,
}

impl Timetable {
    /// Of pairings that wait for a session, into the cluster's dates from this time on: as
    /// many as find one, on as few dates as can be, and of equally few on those that are over
    /// soonest. Sessions that people have set stay, and block their schools. A date that
    /// begins before the one before it is over is left out.
    pub fn of(workspace: &Workspace, from: Option<DateTime>) -> Timetable {
        let rule = workspace.match_rule();
        let ahead = rule.slots.iter().copied().filter(|slot| from.is_none_or(|from| *slot >= from));
        let slots = without_overlaps(ahead, rule.minutes);
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
        let lines: Vec<Line> = pairs.iter().map(|(key, giver)| (place(giver), place(&key.school))).collect();
        let busy_at = |school: &SchoolId| {
            let taken = slots.iter().enumerate().filter(|(_, slot)| diary.is_busy(school, **slot, None));
            taken.map(|(place, _)| place).collect::<BTreeSet<usize>>()
        };
        let busy: Vec<BTreeSet<usize>> = schools.iter().map(busy_at).collect();
        let fewest = fewest_slots(&lines);
        // What was found without a proof is no bound.
        let least = if fewest.bound == Bound::Open { lower_bound(&lines).0 } else { fewest.count };
        let placing = place_in_slots(&lines, &busy, slots.len(), least);
        let (no_more, no_fewer) = (placing.no_more, placing.no_fewer);
        let mut sessions = Vec::new();
        let mut unplaced = Vec::new();
        for ((key, _), slot) in pairs.into_iter().zip(placing.of) {
            match slot.and_then(|slot| slots.get(slot)) {
                Some(at) => sessions.push(Proposed { key, at: *at }),
                None => unplaced.push(key),
            }
        }
        sessions.sort_by(|a, b| (a.at, &a.key).cmp(&(b.at, &b.key)));
        let dates = sessions.iter().map(|session| session.at).collect::<BTreeSet<_>>().len();
        Timetable { sessions, unplaced, no_more, dates, no_fewer, fewest, schools }
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

/// Dates in order, without those that begin before the one before them is over.
fn without_overlaps(dates: impl Iterator<Item = DateTime>, minutes: u32) -> Vec<DateTime> {
    let mut kept: Vec<DateTime> = Vec::new();
    for date in dates {
        if kept.last().is_none_or(|last| !overlap(*last, date, i64::from(minutes))) {
            kept.push(date);
        }
    }
    kept
}

/// The cluster's date that is not over when this one begins: the timetable leaves this one
/// out.
pub fn overlapped(rule: &MatchRule, at: DateTime) -> Option<DateTime> {
    let kept = without_overlaps(rule.slots.iter().copied(), rule.minutes);
    let before = kept.into_iter().take_while(|date| *date < at).last();
    before.filter(|before| overlap(*before, at, i64::from(rule.minutes)))
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
