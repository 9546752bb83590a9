//! Why this and not something else: each answer is found by solving again with the other
//! choice forced, and comparing what is reached.

use super::flow::Objective;
use super::plan::{Conditions, Plan, Setting, Suggestion};
use crate::cluster::{Ban, MATCH_RULE_ID, MatchRule, PairKey, Practice, PracticeId, PracticeState, Wanted};
use crate::workspace::{Workspace, record};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A level of the objective, from the first that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// Schools that receive.
    Receiving,
    /// Schools that give.
    Giving,
    /// Severity of the needs met, in hundredths of a point.
    Severity,
    /// Evenness of the load: the sum of squares falls.
    Evenness,
    /// Practices used.
    Used,
}

impl Aim {
    pub const ALL: [Aim; 5] = [Aim::Receiving, Aim::Giving, Aim::Severity, Aim::Evenness, Aim::Used];

    /// The amount; of the evenness, what is to be small.
    pub fn of(self, objective: &Objective) -> u64 {
        match self {
            Aim::Receiving => objective.receiving,
            Aim::Giving => objective.giving,
            Aim::Severity => objective.severity,
            Aim::Evenness => objective.squares,
            Aim::Used => objective.used,
        }
    }

    /// The first level at which two objectives differ.
    pub fn deciding(one: &Objective, other: &Objective) -> Option<Aim> {
        Aim::ALL.into_iter().find(|aim| aim.of(one) != aim.of(other))
    }
}

/// What would come out if something were otherwise.
#[derive(Clone, Debug, PartialEq)]
pub struct Otherwise {
    pub plan: Plan,
    /// At which level it is worse; `None` if it is as good.
    pub worse: Option<Aim>,
    /// Needs as great would be met as in the plan: of [`Aim::Severity`], only wishes are lost.
    pub needs_as_great: bool,
    /// Schools that receive in the plan and would receive nothing then.
    pub left_out: Vec<usize>,
}

impl Otherwise {
    pub fn of(setting: &Setting, plan: &Plan, other: Plan) -> Otherwise {
        let receive = |plan: &Plan| -> BTreeSet<usize> {
            let accepted = setting.accepted.iter().map(|accepted| accepted.school);
            plan.suggestions.iter().map(|suggestion| suggestion.school).chain(accepted).collect()
        };
        Otherwise {
            worse: Aim::deciding(&plan.objective, &other.objective),
            needs_as_great: setting.needs_met(&other) >= setting.needs_met(plan),
            left_out: receive(plan).difference(&receive(&other)).copied().collect(),
            plan: other,
        }
    }
}

/// Why a pairing is suggested.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    pub wish: Option<Wanted>,
    /// No other practice of another school helps with this need.
    pub only_offer: bool,
    /// The lowest value of the school's open needs is this one's.
    pub greatest_need: bool,
    /// Without this pairing, if that was tried.
    pub without: Option<Otherwise>,
    /// The school takes another practice that helps with this need, and not this one.
    pub other_practices: Vec<(usize, Otherwise)>,
    /// This practice goes to another school that needs it, and not to this one.
    pub other_schools: Vec<(usize, Otherwise)>,
}

/// A choice beside a suggested pairing, which goes with its pair out of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// Just without it.
    Without,
    /// The school takes this practice, which helps with the same need.
    Practice(usize),
    /// The practice goes to this school, which needs it as well.
    School(usize),
}

impl Alternative {
    /// All choices beside a suggestion; [`Alternative::Without`] is the first.
    pub fn of(setting: &Setting, plan: &Plan, suggestion: Suggestion) -> Vec<Alternative> {
        let Suggestion { school, practice, need } = suggestion;
        let taken =
            |school: usize, practice: usize| plan.of_school(school).any(|suggestion| suggestion.practice == practice);
        let practices = setting.helping(need).filter(|other| *other != practice && !taken(school, *other));
        let schools: BTreeSet<usize> =
            setting.helped_by(practice).filter_map(|need| Some(setting.needs.get(need)?.school)).collect();
        let schools = schools.into_iter().filter(|other| *other != school && !taken(*other, practice));
        let without = std::iter::once(Alternative::Without);
        without.chain(practices.map(Alternative::Practice)).chain(schools.map(Alternative::School)).collect()
    }

    /// What a plan keeps to that makes this choice.
    pub fn conditions(self, Suggestion { school, practice, .. }: Suggestion) -> Conditions {
        let pinned = self.pair(school, practice).into_iter().collect();
        Conditions { pinned, banned: BTreeSet::from([(school, practice)]) }
    }

    fn pair(self, school: usize, practice: usize) -> Option<(usize, usize)> {
        match self {
            Alternative::Without => None,
            Alternative::Practice(other) => Some((school, other)),
            Alternative::School(other) => Some((other, practice)),
        }
    }
}

impl Why {
    /// Solves once for each alternative: for a look at one pairing, not for all of a large
    /// network. `None` if `go_on` says to stop.
    pub fn of(
        setting: &Setting,
        plan: &Plan,
        suggestion: Suggestion,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Option<Why> {
        let alternatives = Alternative::of(setting, plan, suggestion).into_iter();
        let tried: Option<Vec<(Alternative, Plan)>> = alternatives
            .map(|choice| Some((choice, setting.solve_under(&choice.conditions(suggestion), go_on)?)))
            .collect();
        Some(Why::told(setting, plan, suggestion, tried?))
    }

    /// What can be said from the best plan of each alternative that was tried.
    pub fn told(setting: &Setting, plan: &Plan, suggestion: Suggestion, tried: Vec<(Alternative, Plan)>) -> Why {
        let Suggestion { school, practice, need } = suggestion;
        let severity = |place: usize| setting.needs.get(place).map_or(0, |need| need.severity);
        let open = |place: &usize| setting.needs.get(*place).is_some_and(|need| need.met_by.is_none());
        let mut why = Why {
            wish: setting.wishes.get(&(school, practice)).copied(),
            only_offer: setting.helping(need).all(|other| other == practice),
            greatest_need: setting.needs_of(school).filter(open).all(|other| severity(other) <= severity(need)),
            without: None,
            other_practices: Vec::new(),
            other_schools: Vec::new(),
        };
        for (choice, other) in tried {
            if !other.contains(choice.pair(school, practice)) {
                continue;
            }
            let otherwise = Otherwise::of(setting, plan, other);
            match choice {
                Alternative::Without => why.without = Some(otherwise),
                Alternative::Practice(place) => why.other_practices.push((place, otherwise)),
                Alternative::School(place) => why.other_schools.push((place, otherwise)),
            }
        }
        why
    }
}

impl Plan {
    fn contains(&self, pair: Option<(usize, usize)>) -> bool {
        pair.is_none_or(|pair| self.suggestions.iter().any(|s| (s.school, s.practice) == pair))
    }
}

/// Why a need is not met.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum WhyUnmet {
    /// Nobody offers anything that helps; the school with the highest value, if any is higher.
    NobodyOffers { best: Option<(usize, f64)> },
    /// Only the school itself offers something.
    OnlyItsOwn,
    /// All that would help was declined, or accepted before.
    Closed,
    /// What would help goes to this school already, for another need; the rest has no place left.
    GoesForAnother,
    /// The school receives as many as it may.
    ReceivesEnough,
    /// Everything that would help has no place left.
    Full,
}

impl WhyUnmet {
    /// Of a need that neither the plan nor an accepted pairing serves.
    pub fn of(setting: &Setting, plan: &Plan, workspace: &Workspace, need: usize) -> Option<WhyUnmet> {
        let asked = setting.needs.get(need).filter(|need| need.met_by.is_none())?;
        if plan.serving(need).is_some() {
            return None;
        }
        let school = asked.school;
        let all: Vec<usize> = setting.helping(need).collect();
        if all.is_empty() {
            let offered = |offered: &super::Offered| {
                offered.school == school
                    && workspace.practices.get(&offered.id).is_some_and(|practice| practice.helps(&asked.subject))
            };
            if setting.practices.iter().any(offered) {
                return Some(WhyUnmet::OnlyItsOwn);
            }
            return Some(WhyUnmet::NobodyOffers { best: setting.best(need) });
        }
        let taken: Vec<usize> = plan.of_school(school).map(|suggestion| suggestion.practice).collect();
        let open: Vec<usize> =
            all.into_iter().filter(|practice| !setting.closed.contains(&(school, *practice))).collect();
        let receives = setting.accepted.iter().filter(|accepted| accepted.school == school).count();
        Some(match () {
            () if open.is_empty() => WhyUnmet::Closed,
            () if receives + taken.len() >= setting.rule.receives as usize => WhyUnmet::ReceivesEnough,
            () if open.iter().any(|practice| taken.contains(practice)) => WhyUnmet::GoesForAnother,
            () => WhyUnmet::Full,
        })
    }
}

/// Why a practice is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyUnused {
    NotOffered(PracticeState),
    /// It is for other education levels.
    OtherLevel,
    /// Its school is not in the cluster.
    NoSchool,
    /// It says of no area or item that it helps with it.
    HelpsWithNothing,
    /// It can take no school.
    NoCapacity,
    /// Nobody else has a need there.
    NoNeed,
    /// All needs there are served by accepted pairings.
    AllServed,
    /// Those who need it have declined it, or accepted it before.
    Closed,
    /// Those who need it receive as many as they may.
    TheyReceiveEnough,
    /// Their needs there are served by others' practices.
    OthersServe,
}

impl WhyUnused {
    /// Of a practice that neither the plan nor an accepted pairing uses.
    pub fn of(setting: &Setting, plan: &Plan, workspace: &Workspace, id: &PracticeId) -> Option<WhyUnused> {
        let record = workspace.practices.get(id)?;
        let Some(place) = setting.practice_place(id) else {
            return Some(match record.state {
                PracticeState::Offered if record.is_for(setting.scope.level) => WhyUnused::NoSchool,
                PracticeState::Offered => WhyUnused::OtherLevel,
                state => WhyUnused::NotOffered(state),
            });
        };
        let used = plan.suggestions.iter().any(|suggestion| suggestion.practice == place);
        if used || setting.practices.get(place).is_some_and(|offered| offered.used > 0) {
            return None;
        }
        let need = |place: &usize| setting.needs.get(*place);
        let all: Vec<usize> = setting.helped_by(place).collect();
        let mut open = all.clone();
        open.retain(|n| need(n).is_some_and(|need| need.met_by.is_none()));
        let mut wanted = open.clone();
        wanted.retain(|n| need(n).is_some_and(|need| !setting.closed.contains(&(need.school, place))));
        let unserved = wanted.iter().any(|need| plan.serving(*need).is_none());
        Some(match () {
            () if record.helps_with.is_empty() => WhyUnused::HelpsWithNothing,
            () if record.capacity == 0 => WhyUnused::NoCapacity,
            () if all.is_empty() => WhyUnused::NoNeed,
            () if open.is_empty() => WhyUnused::AllServed,
            () if wanted.is_empty() => WhyUnused::Closed,
            () if unserved => WhyUnused::TheyReceiveEnough,
            () => WhyUnused::OthersServe,
        })
    }
}

/// Something to try without doing it.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIf {
    /// A practice can take so many schools.
    Capacity(PracticeId, u32),
    /// Somebody offers this as well.
    Offer(Box<Practice>),
    /// A pairing is declined.
    Ban(PairKey),
    /// A school receives at most so many.
    Receives(u32),
}

/// The id of the practice that [`WhatIf::Offer`] adds; no record's id is empty.
pub const TRIED: &str = "";

/// What would be different.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    pub before: Objective,
    pub after: Objective,
    /// Pairs of the plan after and not before, and the other way round.
    pub gained: Vec<PairKey>,
    pub lost: Vec<PairKey>,
}

impl WhatIf {
    /// The workspace in which it is so.
    pub fn apply(&self, workspace: &Workspace) -> Workspace {
        let mut tried = workspace.clone();
        match self {
            WhatIf::Capacity(id, capacity) => {
                if tried.practices.contains_key(id) {
                    record(&mut tried.practices, id).capacity = *capacity;
                }
            }
            WhatIf::Offer(practice) => {
                tried.practices.insert(TRIED.to_owned(), Arc::new(Practice::clone(practice)));
            }
            WhatIf::Ban(key) => {
                tried.bans.insert(key.to_string(), Arc::new(Ban::default()));
            }
            WhatIf::Receives(receives) => {
                let rule: &mut MatchRule = record(&mut tried.match_rules, MATCH_RULE_ID);
                rule.receives = *receives;
            }
        }
        tried
    }

    /// What there is to match where it is so.
    pub fn setting(&self, setting: &Setting, workspace: &Workspace) -> Setting {
        let mut rule = setting.rule.clone();
        if let WhatIf::Receives(receives) = self {
            rule.receives = *receives;
        }
        Setting::of(&self.apply(workspace), &setting.scope, &rule)
    }
}

impl Effect {
    /// `None` if `go_on` says to stop.
    pub fn of(
        setting: &Setting,
        plan: &Plan,
        workspace: &Workspace,
        what_if: &WhatIf,
        go_on: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Option<Effect> {
        let other = what_if.setting(setting, workspace);
        let after = other.solve(go_on)?;
        Some(Effect::between((setting, plan), (&other, &after)))
    }

    pub fn between((setting, plan): (&Setting, &Plan), (other, after): (&Setting, &Plan)) -> Effect {
        let (ours, theirs) = (keys(setting, plan), keys(other, after));
        Effect {
            before: plan.objective,
            after: after.objective,
            gained: theirs.difference(&ours).cloned().collect(),
            lost: ours.difference(&theirs).cloned().collect(),
        }
    }
}

fn keys(setting: &Setting, plan: &Plan) -> BTreeSet<PairKey> {
    plan.suggestions.iter().filter_map(|s| setting.key(s.school, s.practice)).collect()
}
