//! A plan for other programs: ids and words, and every level of what it reaches.

use super::explain::{WhyUnmet, WhyUnused};
use super::flow::{Instance, Objective};
use super::plan::{Accepted, Plan, Setting, Suggestion};
use crate::workspace::Workspace;
use serde_json::{Value, json};

impl Setting {
    pub fn plan_json(&self, plan: &Plan, workspace: &Workspace) -> Value {
        let unmet = (0..self.needs.len()).filter_map(|need| self.unmet_json(plan, workspace, need));
        let unused = workspace.practices.keys().filter_map(|id| {
            let why = WhyUnused::of(self, plan, workspace, id)?;
            Some(json!({ "practice": id, "why": why.word() }))
        });
        json!({
            "level": self.scope.level.word(),
            "round": self.scope.round,
            "per": self.rule.per.word(),
            "receives": self.rule.receives,
            "objective": objective_json(&plan.objective),
            "favourites": objective_json(&self.favourites().objective),
            "pairings": plan.suggestions.iter().map(|s| self.suggestion_json(*s)).collect::<Vec<_>>(),
            "accepted": self.accepted.iter().map(|a| self.accepted_json(a)).collect::<Vec<_>>(),
            "unmet": unmet.collect::<Vec<_>>(),
            "unused": unused.collect::<Vec<_>>(),
        })
    }

    fn suggestion_json(&self, suggestion: Suggestion) -> Value {
        let Suggestion { school, practice, need } = suggestion;
        let offered = self.practices.get(practice);
        let asked = self.needs.get(need);
        json!({
            "school": self.schools.get(school),
            "practice": offered.map(|offered| &offered.id),
            "giver": offered.and_then(|offered| self.schools.get(offered.school)),
            "need": asked.map(|need| need.subject.to_string()),
            "value": asked.map(|need| need.value),
            "n": asked.and_then(|need| need.n),
            "severity": asked.map(|need| need.severity),
            "wanted": self.wishes.get(&(school, practice)).map(|wanted| wanted.word()),
        })
    }

    fn accepted_json(&self, accepted: &Accepted) -> Value {
        json!({
            "school": accepted.key.school,
            "practice": accepted.key.practice,
            "giver": accepted.giver.and_then(|giver| self.schools.get(giver)),
            "need": accepted.need.as_ref().map(ToString::to_string),
        })
    }

    fn unmet_json(&self, plan: &Plan, workspace: &Workspace, need: usize) -> Option<Value> {
        let why = WhyUnmet::of(self, plan, workspace, need)?;
        let asked = self.needs.get(need)?;
        Some(json!({
            "school": self.schools.get(asked.school),
            "need": asked.subject.to_string(),
            "value": asked.value,
            "severity": asked.severity,
            "why": why.word(),
        }))
    }
}

fn objective_json(objective: &Objective) -> Value {
    serde_json::to_value(objective).unwrap_or_default()
}

impl WhyUnmet {
    pub fn word(&self) -> &'static str {
        match self {
            WhyUnmet::NobodyOffers { .. } => "nobody-offers",
            WhyUnmet::OnlyItsOwn => "only-its-own",
            WhyUnmet::Closed => "declined-or-accepted-before",
            WhyUnmet::GoesForAnother => "goes-for-another-need",
            WhyUnmet::ReceivesEnough => "receives-enough",
            WhyUnmet::Full => "full",
        }
    }
}

impl WhyUnused {
    pub fn word(&self) -> &'static str {
        match self {
            WhyUnused::NotOffered(state) => state.word(),
            WhyUnused::OtherLevel => "other-level",
            WhyUnused::NoSchool => "no-school",
            WhyUnused::HelpsWithNothing => "helps-with-nothing",
            WhyUnused::NoCapacity => "no-capacity",
            WhyUnused::NoNeed => "no-need",
            WhyUnused::AllServed => "all-served",
            WhyUnused::Closed => "declined-or-accepted-before",
            WhyUnused::TheyReceiveEnough => "they-receive-enough",
            WhyUnused::OthersServe => "others-serve",
        }
    }
}

impl Instance {
    /// The instance itself, by places from 0, for other solvers to be compared with.
    pub fn json(&self) -> Value {
        let pairs = |pairs: &std::collections::BTreeSet<(u32, u32)>| pairs.iter().map(|p| json!(p)).collect::<Vec<_>>();
        json!({
            "schools": self.schools.iter().map(|s| json!({"room": s.room, "received": s.received, "given": s.given})).collect::<Vec<_>>(),
            "needs": self.needs.iter().map(|n| json!([n.school, n.topic, n.severity])).collect::<Vec<_>>(),
            "offers": self.offers.iter().map(|o| json!({"school": o.school, "capacity": o.capacity, "used": o.used, "topics": o.topics})).collect::<Vec<_>>(),
            "banned": pairs(&self.banned),
            "worth": self.worth.iter().map(|((s, p), worth)| json!([s, p, worth])).collect::<Vec<_>>(),
            "met": self.met,
        })
    }
}
