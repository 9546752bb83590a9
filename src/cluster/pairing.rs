//! Who takes over what: pairings that people have accepted, those that they do not
//! want, and how the cluster matches.

use super::RoundId;
use crate::selfie::{Level, Subject};
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PairingState {
    #[default]
    Agreed,
    UnderWay,
    Done,
    /// It came to nothing; its need is open again.
    Dropped,
}

impl PairingState {
    pub const ALL: [PairingState; 4] =
        [PairingState::Agreed, PairingState::UnderWay, PairingState::Done, PairingState::Dropped];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            PairingState::Agreed => "agreed",
            PairingState::UnderWay => "under-way",
            PairingState::Done => "done",
            PairingState::Dropped => "dropped",
        }
    }

    pub fn from_word(word: &str) -> Option<PairingState> {
        PairingState::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// What the receiving school says afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Helped {
    Yes,
    Partly,
    No,
}

impl Helped {
    pub const ALL: [Helped; 3] = [Helped::Yes, Helped::Partly, Helped::No];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Helped::Yes => "yes",
            Helped::Partly => "partly",
            Helped::No => "no",
        }
    }

    pub fn from_word(word: &str) -> Option<Helped> {
        Helped::ALL.into_iter().find(|helped| helped.word() == word)
    }
}

/// A school takes over a practice: a suggestion that people accepted, or an idea of
/// their own. By [`PairKey`](super::PairKey).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Pairing {
    /// The one need that it serves.
    pub need: Option<Subject>,
    /// Level and round of the survey in which the need showed.
    pub level: Option<Level>,
    pub round: RoundId,
    pub state: PairingState,
    pub begins: Option<Date>,
    pub ends: Option<Date>,
    /// When its sessions begin, by the cluster's clock.
    pub sessions: BTreeSet<DateTime>,
    /// A number for each session, in the order of time, by which people's calendars know it.
    /// Left out while they are 1, 2, 3…; see [`Pairing::numbered_sessions`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub session_numbers: Vec<u32>,
    /// A room, or the address of an online meeting; see [`link::safe`](super::link::safe).
    pub place: String,
    pub notes: String,
    /// `None` until somebody says.
    pub helped: Option<Helped>,
    /// What changed by it, in the receiving school's words.
    pub effect: String,
}

impl Pairing {
    /// Whether it still takes people's time.
    pub fn is_open(&self) -> bool {
        matches!(self.state, PairingState::Agreed | PairingState::UnderWay)
    }

    /// Changes the state. On the way it fills in the day on which it begins or ends, where
    /// nobody has said another.
    pub fn turn(&mut self, state: PairingState, today: Date) {
        match state {
            PairingState::UnderWay => self.begins = self.begins.or(Some(today)),
            PairingState::Done => self.ends = self.ends.or(Some(today)),
            PairingState::Agreed | PairingState::Dropped => {}
        }
        self.state = state;
    }

    /// The sessions with their numbers. A session keeps its number when it is moved, and
    /// when others come or go. It is a number and not, say, the time at which it was first
    /// to be, so that moving the only session, or any within their order, writes one field:
    /// two people who move it at once have one thing to decide. Numbers that do not fit the
    /// sessions, as after a merge or written by hand, count for nothing.
    pub fn numbered_sessions(&self) -> impl Iterator<Item = (DateTime, u32)> {
        let different = self.session_numbers.iter().collect::<BTreeSet<_>>().len();
        let fits = [self.session_numbers.len(), different] == [self.sessions.len(); 2];
        let numbers = if fits { self.session_numbers.as_slice() } else { &[] };
        self.sessions.iter().copied().zip(numbers.iter().copied().chain((1..).skip(numbers.len())))
    }

    /// Puts a session elsewhere: without `from` a new one, without `to` none any more. A new
    /// one gets the number after the highest, so that one that was taken out last and is
    /// set again has its number back.
    pub fn move_session(&mut self, from: Option<DateTime>, to: Option<DateTime>) {
        let mut numbered: BTreeMap<DateTime, u32> = self.numbered_sessions().collect();
        let number = from.and_then(|from| numbered.remove(&from));
        let next = numbered.values().max().map_or(1, |highest| highest.saturating_add(1));
        if let Some(to) = to {
            numbered.entry(to).or_insert(number.unwrap_or(next));
        }
        self.sessions = numbered.keys().copied().collect();
        self.session_numbers = if numbered.values().copied().eq((1..).take(numbered.len())) {
            Vec::new()
        } else {
            numbered.into_values().collect()
        };
    }
}

/// A pairing that people do not want to be suggested. By [`PairKey`](super::PairKey).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ban {
    pub reason: String,
}

/// What a need is, when schools are matched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Per {
    #[default]
    Area,
    Item,
}

impl Per {
    pub const ALL: [Per; 2] = [Per::Area, Per::Item];

    /// The word in bundles.
    pub fn word(self) -> &'static str {
        match self {
            Per::Area => "area",
            Per::Item => "item",
        }
    }

    pub fn from_word(word: &str) -> Option<Per> {
        Per::ALL.into_iter().find(|per| per.word() == word)
    }
}

/// How the cluster matches; there is one in a workspace, under [`MATCH_RULE_ID`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatchRule {
    /// How many pairings a school receives at most: people's time.
    pub receives: u32,
    pub per: Per,
    /// When sessions can begin, by the cluster's clock.
    pub slots: BTreeSet<DateTime>,
    /// How long a session takes, in minutes.
    pub minutes: u32,
}

pub const MATCH_RULE_ID: &str = "rule";

impl Default for MatchRule {
    fn default() -> MatchRule {
        MatchRule { receives: 2, per: Per::Area, slots: BTreeSet::new(), minutes: 60 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_filled_in_where_nobody_has_said_another() {
        let (monday, friday) = (date(2022, 3, 14), date(2022, 3, 18));
        let mut pairing = Pairing::default();
        pairing.turn(PairingState::UnderWay, monday);
        assert_eq!((pairing.state, pairing.begins, pairing.ends), (PairingState::UnderWay, Some(monday), None));
        pairing.turn(PairingState::Done, friday);
        pairing.turn(PairingState::UnderWay, friday);
        assert_eq!((pairing.begins, pairing.ends), (Some(monday), Some(friday)));
        assert!(pairing.is_open());
    }

    #[test]
    fn a_session_moves_comes_and_goes() {
        let at = |hour| date(2022, 3, 14).at(hour, 0, 0, 0);
        let mut pairing = Pairing::default();
        pairing.move_session(None, Some(at(14)));
        pairing.move_session(Some(at(14)), Some(at(16)));
        assert_eq!(pairing.sessions, [at(16)].into());
        pairing.move_session(Some(at(16)), None);
        assert!(pairing.sessions.is_empty());
    }

    #[test]
    fn a_session_keeps_its_number() {
        let at = |hour| date(2022, 3, 14).at(hour, 0, 0, 0);
        let numbers = |pairing: &Pairing| pairing.numbered_sessions().map(|(_, number)| number).collect::<Vec<_>>();
        let mut pairing = Pairing { sessions: [at(10), at(12)].into(), ..Pairing::default() };
        assert_eq!(numbers(&pairing), [1, 2]);
        pairing.move_session(Some(at(12)), Some(at(13)));
        assert!(pairing.session_numbers.is_empty(), "in the same order there is nothing to keep");
        pairing.move_session(None, Some(at(9)));
        assert_eq!(numbers(&pairing), [3, 1, 2]);
        pairing.move_session(Some(at(9)), Some(at(15)));
        assert_eq!((numbers(&pairing), pairing.session_numbers.len()), (vec![1, 2, 3], 0));
        pairing.move_session(Some(at(10)), None);
        assert_eq!(numbers(&pairing), [2, 3]);
        pairing.move_session(Some(at(15)), Some(at(13)));
        assert_eq!(numbers(&pairing), [2], "where there is a session already, it stays");
        pairing.move_session(Some(at(13)), None);
        pairing.move_session(None, Some(at(18)));
        assert_eq!((numbers(&pairing), pairing.session_numbers.len()), (vec![1], 0));
        for odd in [vec![4, 5], vec![u32::MAX]] {
            pairing.session_numbers = odd;
            pairing.move_session(None, Some(at(19)));
            pairing.move_session(None, Some(at(20)));
            assert_eq!(numbers(&pairing).iter().collect::<BTreeSet<_>>().len(), 3);
            pairing.sessions = [at(18)].into();
        }
    }

    #[test]
    fn words_read_back_and_are_those_of_bundles() {
        for state in PairingState::ALL {
            assert_eq!(PairingState::from_word(state.word()), Some(state));
            assert_eq!(serde_json::to_value(state).unwrap(), state.word());
        }
        for helped in Helped::ALL {
            assert_eq!(Helped::from_word(helped.word()), Some(helped));
            assert_eq!(serde_json::to_value(helped).unwrap(), helped.word());
        }
        for per in Per::ALL {
            assert_eq!(Per::from_word(per.word()), Some(per));
            assert_eq!(serde_json::to_value(per).unwrap(), per.word());
        }
    }
}
