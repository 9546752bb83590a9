//! From a workspace to a plan: what there is to match, and what comes out.

use super::flow::{Assignment, Instance, Objective, Offer, OpenNeed, Seat};
use super::need::{self, Need};
use crate::analysis::{Grid, Readings, RowState, Scope};
use crate::cluster::{
    Agreement, Helped, MatchRule, PairKey, Pairing, PairingState, PracticeId, PracticeState, SchoolId, Wanted,
};
use crate::selfie::{Edition, Level, Subject};
use crate::workspace::Workspace;
use std::collections::{BTreeMap, BTreeSet};

/// A practice that can be matched: offered, for this level, by a school of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub id: PracticeId,
    /// The giving school's place.
    pub school: usize,
    /// How many schools it can take, those that it has among them.
    pub capacity: u32,
    /// How many it has, by accepted pairings that count.
    pub used: u32,
}

/// A pairing that people have accepted and that counts in this round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    pub key: PairKey,
    /// The receiving school's place.
    pub school: usize,
    /// The giving school's place; `None` if its practice is gone.
    pub giver: Option<usize>,
    pub need: Option<Subject>,
    pub level: Option<Level>,
    /// Not so if it is over and did not help.
    pub serves: bool,
}

/// All that a plan is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub scope: Scope,
    pub edition: Edition,
    pub rule: MatchRule,
    pub agreement: Agreement,
    /// In the cluster's order; places refer to it.
    pub schools: Vec<SchoolId>,
    /// By school, then in the survey's order.
    pub needs: Vec<Need>,
    pub practices: Vec<Offered>,
    pub accepted: Vec<Accepted>,
    /// Wishes for these practices, by places of school and practice.
    pub wishes: BTreeMap<(usize, usize), Wanted>,
    /// Pairs that are not suggested: declined, or accepted before.
    pub closed: BTreeSet<(usize, usize)>,
    /// Of each need, what it is about, as the instance counts it.
    topics: Vec<u32>,
    /// By topic: the school with the highest value, and the value with one decimal.
    best: Vec<Option<(usize, f64)>>,
    pub(super) instance: Instance,
    /// Places of the needs that the instance knows.
    pub(super) open: Vec<usize>,
}

/// A suggested pairing, by places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Suggestion {
    pub school: usize,
    pub practice: usize,
    pub need: usize,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// In the order of schools, then needs.
    pub suggestions: Vec<Suggestion>,
    /// What suggestions and accepted pairings reach together.
    pub objective: Objective,
}

/// A pair that must be, or must not, when trying what would happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    pub pinned: BTreeSet<(usize, usize)>,
    pub banned: BTreeSet<(usize, usize)>,
}

impl Setting {
    /// `rule` is the workspace's own unless something else is tried.
    pub fn of(workspace: &Workspace, scope: &Scope, rule: &MatchRule) -> Setting {
        Setting::in_grid(&Grid::of(workspace, scope), workspace, scope, rule)
    }

    /// As [`of`](Setting::of), where the grid of this scope is there already.
    pub fn in_grid(grid: &Grid, workspace: &Workspace, scope: &Scope, rule: &MatchRule) -> Setting {
        let agreement = Agreement::clone(&workspace.agreement());
        let readings = grid.read(&agreement.groups, agreement.certainty);
        let place = |school: &SchoolId| grid.school_place(school);
        let mut needs = need::needs(grid, &readings, &agreement, rule.per);
        let accepted: Vec<Accepted> = workspace
            .pairings()
            .filter(|(_, pairing)| need::counts(pairing, scope))
            .filter_map(|(key, pairing)| Accepted::of(workspace, key, pairing, &place))
            .collect();
        need::mark_met(&mut needs, &accepted, workspace, scope);
        let mut taken: BTreeMap<&PracticeId, u32> = BTreeMap::new();
        for accepted in &accepted {
            *taken.entry(&accepted.key.practice).or_default() += 1;
        }
        let mut practices = Vec::new();
        for (id, practice) in &workspace.practices {
            let offered = practice.state == PracticeState::Offered && practice.is_for(scope.level);
            let Some(school) = place(&practice.school).filter(|_| offered) else { continue };
            let used = taken.get(id).copied().unwrap_or_default();
            practices.push(Offered { id: id.clone(), school, capacity: practice.capacity, used });
        }
        let pair = |id: &String| {
            let key = PairKey::from_id(id)?;
            let practice = practices.binary_search_by(|offered: &Offered| offered.id.cmp(&key.practice)).ok()?;
            Some((place(&key.school)?, practice))
        };
        let mut setting = Setting {
            scope: scope.clone(),
            edition: grid.edition,
            rule: rule.clone(),
            schools: grid.schools.clone(),
            wishes: workspace.wishes.iter().filter_map(|(id, wish)| Some((pair(id)?, wish.wanted))).collect(),
            closed: workspace.bans.keys().chain(workspace.pairings.keys()).filter_map(pair).collect(),
            agreement,
            needs,
            practices,
            accepted,
            topics: Vec::new(),
            best: Vec::new(),
            instance: Instance::default(),
            open: Vec::new(),
        };
        setting.fill_instance(workspace);
        setting.find_best(grid, &readings);
        setting
    }

    fn fill_instance(&mut self, workspace: &Workspace) {
        let topics: BTreeSet<&Subject> = self.needs.iter().map(|need| &need.subject).collect();
        let topics: Vec<&Subject> = topics.into_iter().collect();
        let topic = |subject: &Subject| topics.binary_search(&subject).unwrap_or_default() as u32;
        let mut seats = vec![Seat::default(); self.schools.len()];
        for accepted in &self.accepted {
            seats[accepted.school].received += 1;
            if let Some(giver) = accepted.giver {
                seats[giver].given += 1;
            }
        }
        for seat in &mut seats {
            seat.room = self.rule.receives.saturating_sub(seat.received);
        }
        let (met, open): (Vec<usize>, Vec<usize>) =
            (0..self.needs.len()).partition(|place| self.needs[*place].met_by.is_some());
        let of_need =
            |need: &Need| OpenNeed { school: need.school as u32, topic: topic(&need.subject), severity: need.severity };
        let offer = |offered: &Offered| {
            let helps = |subject: &&&Subject| {
                workspace.practices.get(&offered.id).is_some_and(|practice| practice.helps(subject))
            };
            Offer {
                school: offered.school as u32,
                capacity: offered.capacity.saturating_sub(offered.used),
                used: offered.used,
                topics: topics.iter().filter(helps).map(|subject| topic(subject)).collect(),
            }
        };
        let number = |&(school, practice): &(usize, usize)| (school as u32, practice as u32);
        let met = met.into_iter().map(|place| {
            let wanted = self.needs[place].met_by.and_then(|accepted| {
                let Accepted { key, .. } = self.accepted.get(accepted)?;
                workspace.wishes.get(&key.to_string()).map(|wish| need::worth(wish.wanted))
            });
            u64::from(self.needs[place].severity) + u64::from(wanted.unwrap_or_default())
        });
        self.topics = self.needs.iter().map(|need| topic(&need.subject)).collect();
        self.instance = Instance {
            schools: seats,
            needs: open.iter().map(|place| of_need(&self.needs[*place])).collect(),
            offers: self.practices.iter().map(offer).collect(),
            banned: self.closed.iter().map(number).collect(),
            worth: self.wishes.iter().map(|(pair, wanted)| (number(pair), need::worth(*wanted))).collect(),
            pinned: BTreeSet::new(),
            met: met.sum(),
        };
        self.open = open;
    }

    fn find_best(&mut self, grid: &Grid, readings: &Readings) {
        let subjects: BTreeSet<&Subject> = self.needs.iter().map(|need| &need.subject).collect();
        let best = |subject: &Subject| {
            let place = grid.subject_place(subject)?;
            let here = (0..grid.schools.len()).filter(|school| grid.state(*school) == RowState::Here);
            let values = here.filter_map(|school| Some((school, readings.reading(school, place)?.shown())));
            // Of equal values the first school's.
            values.rev().max_by(|a, b| a.1.total_cmp(&b.1))
        };
        self.best = subjects.into_iter().map(best).collect();
    }

    /// The school with the highest value on what a need is about, if it is higher than the
    /// need's, and that value with one decimal.
    pub fn best(&self, need: usize) -> Option<(usize, f64)> {
        let topic = *self.topics.get(need)? as usize;
        self.best.get(topic).copied().flatten().filter(|(_, value)| *value > self.needs[need].value)
    }

    /// The best plan. `go_on` is told how many pairings are found and how many there can be
    /// at most; `None` if it says to stop.
    pub fn solve(&self, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Option<Plan> {
        Some(self.plan(&self.instance.solve(go_on)?))
    }

    /// The best plan that keeps to these conditions, as far as it can.
    pub fn solve_under(&self, conditions: &Conditions, go_on: &mut dyn FnMut(usize, usize) -> bool) -> Option<Plan> {
        let assignment = self.instance_under(conditions).solve(go_on)?;
        Some(self.plan(&assignment))
    }

    /// The instance whose best assignment keeps to these conditions.
    pub fn instance_under(&self, conditions: &Conditions) -> Instance {
        let number = |&(school, practice): &(usize, usize)| (school as u32, practice as u32);
        let mut instance = self.instance.clone();
        instance.banned.extend(conditions.banned.iter().map(number));
        instance.pinned.extend(conditions.pinned.iter().map(number));
        instance
    }

    /// The plan that an assignment of the instance is.
    pub fn plan(&self, assignment: &Assignment) -> Plan {
        let taken = self.open.iter().zip(assignment);
        let suggestions = taken.filter_map(|(&need, practice)| {
            let school = self.needs.get(need)?.school;
            Some(Suggestion { school, practice: (*practice)? as usize, need })
        });
        Plan { suggestions: suggestions.collect(), objective: self.instance.objective(assignment) }
    }

    /// How great the needs are, together, that a plan meets and that accepted pairings serve:
    /// their severity without wishes, in hundredths of a point.
    pub fn needs_met(&self, plan: &Plan) -> u64 {
        let served: BTreeSet<usize> = plan.suggestions.iter().map(|suggestion| suggestion.need).collect();
        let met = self.needs.iter().enumerate().filter(|(place, need)| need.met_by.is_some() || served.contains(place));
        met.map(|(_, need)| u64::from(need.severity)).sum()
    }

    /// The instance itself, for other solvers to be compared with.
    pub fn instance(&self) -> &Instance {
        &self.instance
    }

    /// The record that accepting a suggestion writes, and where.
    pub fn accept(&self, suggestion: Suggestion) -> Option<(PairKey, Pairing)> {
        let need = self.needs.get(suggestion.need)?;
        let pairing = Pairing {
            need: Some(need.subject.clone()),
            level: Some(self.scope.level),
            round: self.scope.round.clone(),
            ..Pairing::default()
        };
        Some((self.key(suggestion.school, suggestion.practice)?, pairing))
    }

    pub fn key(&self, school: usize, practice: usize) -> Option<PairKey> {
        Some(PairKey::new(self.schools.get(school)?, &self.practices.get(practice)?.id))
    }

    pub fn practice_place(&self, id: &str) -> Option<usize> {
        self.practices.binary_search_by(|offered| offered.id.as_str().cmp(id)).ok()
    }

    /// Whether a practice could serve a need: it helps with it, and another school offers it.
    pub fn helps(&self, practice: usize, need: usize) -> bool {
        let (Some(offer), Some(topic)) = (self.instance.offers.get(practice), self.topics.get(need)) else {
            return false;
        };
        offer.topics.binary_search(topic).is_ok()
            && self.needs.get(need).is_some_and(|need| need.school != offer.school as usize)
    }

    /// By topic, the practices that help with it, the first by this key first.
    pub(super) fn ranked<K: Ord>(&self, key: impl Fn(usize) -> K) -> Vec<Vec<usize>> {
        let mut practices: Vec<usize> = (0..self.practices.len()).collect();
        practices.sort_by_cached_key(|practice| key(*practice));
        let mut ranked = vec![Vec::new(); self.best.len()];
        for practice in practices {
            for topic in self.instance.offers.get(practice).iter().flat_map(|offer| &offer.topics) {
                if let Some(ranked) = ranked.get_mut(*topic as usize) {
                    ranked.push(practice);
                }
            }
        }
        ranked
    }

    /// What a need is about, by the place of its topic.
    pub(super) fn topic(&self, need: usize) -> usize {
        self.topics.get(need).map_or(usize::MAX, |topic| *topic as usize)
    }

    /// The practices that could serve a need.
    pub fn helping(&self, need: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.practices.len()).filter(move |practice| self.helps(*practice, need))
    }

    /// The needs that a practice could serve.
    pub fn helped_by(&self, practice: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.needs.len()).filter(move |need| self.helps(practice, *need))
    }

    /// A school's needs.
    pub fn needs_of(&self, school: usize) -> std::ops::Range<usize> {
        let from = self.needs.partition_point(|need| need.school < school);
        from..self.needs.partition_point(|need| need.school <= school)
    }

    /// Other open needs of the receiving school that a pairing touches as well.
    pub fn also_touches(&self, suggestion: Suggestion) -> Vec<usize> {
        let open = |place: &usize| self.needs.get(*place).is_some_and(|need| need.met_by.is_none());
        let others = self.needs_of(suggestion.school).filter(|place| *place != suggestion.need);
        others.filter(open).filter(|place| self.helps(suggestion.practice, *place)).collect()
    }
}

impl Accepted {
    fn of(
        workspace: &Workspace,
        key: PairKey,
        pairing: &Pairing,
        place: &dyn Fn(&SchoolId) -> Option<usize>,
    ) -> Option<Accepted> {
        let giver = workspace.practices.get(&key.practice).and_then(|practice| place(&practice.school));
        let serves = !(pairing.state == PairingState::Done && pairing.helped == Some(Helped::No));
        let (need, level) = (pairing.need.clone(), pairing.level);
        Some(Accepted { school: place(&key.school)?, key, giver, need, level, serves })
    }
}

impl Plan {
    pub fn of_school(&self, school: usize) -> impl Iterator<Item = &Suggestion> {
        self.suggestions.iter().filter(move |suggestion| suggestion.school == school)
    }

    pub fn serving(&self, need: usize) -> Option<&Suggestion> {
        self.suggestions.iter().find(|suggestion| suggestion.need == need)
    }
}
