//! Who gives and who receives how much, beside what would come of it if every school simply
//! took its favourites.

use super::flow::Objective;
use super::need::{self, worth};
use super::plan::{Plan, Setting, Suggestion};
use crate::cluster::{Pairing, PairingState, PracticeId, SchoolId};
use crate::workspace::Workspace;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub given: u32,
    pub received: u32,
}

/// What schools give and receive, accepted pairings among it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// By the place of the school.
    pub shares: Vec<Share>,
    pub objective: Objective,
    /// Places of practices that nobody takes.
    pub unused: Vec<usize>,
    /// Pairings beyond what a practice can take.
    pub too_many: u32,
}

impl Balance {
    pub fn of(setting: &Setting, plan: &Plan) -> Balance {
        let mut shares = vec![Share::default(); setting.schools.len()];
        let mut used: Vec<u32> = setting.practices.iter().map(|offered| offered.used).collect();
        let mut pair = |school: usize, giver: Option<usize>| {
            if let Some(share) = shares.get_mut(school) {
                share.received += 1;
            }
            if let Some(share) = giver.and_then(|giver| shares.get_mut(giver)) {
                share.given += 1;
            }
        };
        for accepted in &setting.accepted {
            pair(accepted.school, accepted.giver);
        }
        for suggestion in &plan.suggestions {
            pair(suggestion.school, setting.practices.get(suggestion.practice).map(|offered| offered.school));
            if let Some(used) = used.get_mut(suggestion.practice) {
                *used += 1;
            }
        }
        let unused = used.iter().enumerate().filter(|(_, used)| **used == 0).map(|(place, _)| place).collect();
        let over = setting.practices.iter().zip(&used).map(|(offered, used)| used.saturating_sub(offered.capacity));
        Balance { shares, objective: plan.objective, unused, too_many: over.sum() }
    }

    /// The most and the least that a school gives.
    pub fn spread(&self) -> (u32, u32) {
        let given = || self.shares.iter().map(|share| share.given);
        (given().max().unwrap_or_default(), given().min().unwrap_or_default())
    }
}

impl Setting {
    /// What was accepted, without any suggestion.
    pub fn agreed(&self) -> Plan {
        self.plan(&vec![None; self.open.len()])
    }

    /// What schools gave and received in other rounds: pairings that are over and no longer
    /// count here. How severe the needs were that these served is not known any more.
    pub fn earlier(&self, workspace: &Workspace) -> Balance {
        let mut shares = vec![Share::default(); self.schools.len()];
        let mut used: BTreeSet<PracticeId> = BTreeSet::new();
        let place = |school: &SchoolId| self.schools.iter().position(|id| id == school);
        let past = |pairing: &Pairing| pairing.state == PairingState::Done && !need::counts(pairing, &self.scope);
        for (key, _) in workspace.pairings().filter(|(_, pairing)| past(pairing)) {
            let giver = workspace.practices.get(&key.practice).and_then(|practice| place(&practice.school));
            if let Some(share) = giver.and_then(|giver| shares.get_mut(giver)) {
                share.given += 1;
            }
            if let Some(share) = place(&key.school).and_then(|school| shares.get_mut(school)) {
                share.received += 1;
            }
            used.insert(key.practice);
        }
        let count = |has: fn(&Share) -> u32| shares.iter().filter(|share| has(share) > 0).count() as u64;
        let objective = Objective {
            receiving: count(|share| share.received),
            giving: count(|share| share.given),
            severity: 0,
            squares: shares.iter().map(|share| u64::from(share.given).pow(2)).sum(),
            used: used.len() as u64,
        };
        Balance { shares, objective, ..Balance::default() }
    }

    /// Every school takes, for its needs, what it likes best, whoever else takes it too: what it
    /// wishes for most, then what serves its greatest need; of these what most schools wish
    /// for, then the first. As many as a school may receive.
    pub fn favourites(&self) -> Plan {
        let mut popular: BTreeMap<usize, u32> = BTreeMap::new();
        for ((_, practice), wanted) in &self.wishes {
            *popular.entry(*practice).or_default() += worth(*wanted);
        }
        let ranked = self.ranked(|practice| (Reverse(popular.get(&practice)), practice));
        // Of what a school does not wish for, as many as it may receive are enough for a need.
        let enough = self.rule.receives as usize + 1;
        let mut suggestions = Vec::new();
        for school in 0..self.schools.len() {
            let wished: Vec<usize> =
                self.wishes.range((school, 0)..(school + 1, 0)).map(|((_, practice), _)| *practice).collect();
            let open = self.needs_of(school).filter(|need| self.needs[*need].met_by.is_none());
            let mut choices: Vec<Suggestion> = open
                .flat_map(|need| {
                    let can = move |practice: &usize| {
                        self.helps(*practice, need) && !self.closed.contains(&(school, *practice))
                    };
                    let liked = ranked.get(self.topic(need)).map(Vec::as_slice).unwrap_or_default();
                    let others = liked.iter().copied().filter(can).take(enough + wished.len());
                    let wished = wished.clone().into_iter().filter(can);
                    others.chain(wished).map(move |practice| Suggestion { school, practice, need })
                })
                .collect();
            choices.sort_by_key(|choice| {
                let wish = self.wishes.get(&(school, choice.practice));
                let liked = popular.get(&choice.practice);
                (Reverse(wish), Reverse(self.needs[choice.need].severity), Reverse(liked), *choice)
            });
            let received = self.accepted.iter().filter(|accepted| accepted.school == school).count();
            let (mut practices, mut needs) = (BTreeSet::new(), BTreeSet::new());
            choices.retain(|choice| {
                let free = !practices.contains(&choice.practice) && !needs.contains(&choice.need);
                let room = practices.len() + received < self.rule.receives as usize;
                if free && room {
                    practices.insert(choice.practice);
                    needs.insert(choice.need);
                }
                free && room
            });
            suggestions.extend(choices);
        }
        suggestions.sort_by_key(|suggestion| suggestion.need);
        let place = |suggestion: &Suggestion| self.open.binary_search(&suggestion.need).ok();
        let mut assignment = vec![None; self.open.len()];
        for suggestion in &suggestions {
            if let Some(place) = place(suggestion) {
                assignment[place] = Some(suggestion.practice as u32);
            }
        }
        self.plan(&assignment)
    }
}
