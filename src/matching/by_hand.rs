//! Pairings that people agree on by themselves: what there is to choose from, and what is
//! worth knowing before.

use super::need::Need;
use super::plan::Setting;
use crate::analysis::Scope;
use crate::cluster::{PairKey, Pairing, PracticeId, PracticeState, SchoolId, Wanted};
use crate::selfie::Subject;
use crate::workspace::Workspace;
use std::sync::Arc;

/// Practices that a school could take over: another school's, not withdrawn, not agreed on yet.
pub fn offered_to(workspace: &Workspace, school: &SchoolId) -> Vec<PracticeId> {
    let open = |id: &PracticeId| !workspace.pairings.contains_key(&PairKey::new(school, id).to_string());
    let offered = workspace
        .practices
        .iter()
        .filter(|(id, practice)| practice.school != *school && practice.state != PracticeState::Withdrawn && open(id));
    offered.map(|(id, _)| id.clone()).collect()
}

/// The school's needs that the practice helps with: open ones first, then the greatest.
pub fn needs_served<'a>(workspace: &Workspace, setting: &'a Setting, key: &PairKey) -> Vec<&'a Need> {
    let (Some(practice), Some(school)) =
        (workspace.practices.get(&key.practice), setting.schools.iter().position(|school| *school == key.school))
    else {
        return Vec::new();
    };
    let of_school = setting.needs.get(setting.needs_of(school)).unwrap_or_default();
    let mut needs: Vec<&Need> = of_school.iter().filter(|need| practice.helps(&need.subject)).collect();
    needs.sort_by_key(|need| (need.met_by.is_some(), std::cmp::Reverse(need.severity)));
    needs
}

/// Something to know before agreeing; nothing of it forbids it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Remark {
    Wished(Wanted),
    Paused,
    /// As many schools as it can take have it already.
    Full(u32),
    /// The school receives as many as the cluster agreed on.
    ReceivesEnough(u32),
    /// People did not want it to be suggested, for this reason.
    Declined(String),
}

pub fn remarks(workspace: &Workspace, key: &PairKey) -> Vec<Remark> {
    let mut remarks = Vec::new();
    let id = key.to_string();
    let open = |fits: &dyn Fn(&PairKey) -> bool| {
        workspace.pairings().filter(|(other, pairing)| pairing.is_open() && fits(other)).count()
    };
    if let Some(wish) = workspace.wishes.get(&id) {
        remarks.push(Remark::Wished(wish.wanted));
    }
    if let Some(practice) = workspace.practices.get(&key.practice) {
        if practice.state == PracticeState::Paused {
            remarks.push(Remark::Paused);
        }
        if open(&|other| other.practice == key.practice) >= practice.capacity as usize {
            remarks.push(Remark::Full(practice.capacity));
        }
    }
    let receives = workspace.match_rule().receives;
    if open(&|other| other.school == key.school) >= receives as usize {
        remarks.push(Remark::ReceivesEnough(receives));
    }
    if let Some(ban) = workspace.bans.get(&id) {
        remarks.push(Remark::Declined(ban.reason.clone()));
    }
    remarks
}

/// Writes the pairing. That it was once declined is over with it. The need showed in this
/// scope.
pub fn agree(workspace: &mut Workspace, key: &PairKey, need: Option<Subject>, scope: Option<&Scope>) {
    let scope = scope.filter(|_| need.is_some());
    let pairing = Pairing {
        need,
        level: scope.map(|scope| scope.level),
        round: scope.map(|scope| scope.round.clone()).unwrap_or_default(),
        ..Pairing::default()
    };
    workspace.bans.remove(&key.to_string());
    workspace.pairings.insert(key.to_string(), Arc::new(pairing));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Ban, MATCH_RULE_ID, PairingState};
    use crate::i18n::Lang;
    use crate::workspace::record;

    #[test]
    fn what_can_be_agreed_on_is_another_schools_and_new() {
        let mut workspace = Workspace::example(Lang::En, "example".into());
        let receiver: SchoolId = "s2-bukkszel".into();
        let offered = offered_to(&workspace, &receiver);
        assert!(!offered.contains(&"p8".into()), "agreed on already");
        assert!(offered.iter().all(|id| workspace.practices[id].school != receiver));
        record(&mut workspace.practices, &offered[0]).state = PracticeState::Withdrawn;
        assert_eq!(offered_to(&workspace, &receiver), offered[1..]);
    }

    #[test]
    fn needs_are_those_that_the_practice_helps_with() {
        let workspace = Workspace::example(Lang::En, "example".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        let setting = Setting::of(&workspace, &scope, &workspace.match_rule());
        let mut told = 0;
        for school in workspace.schools.keys() {
            for practice in offered_to(&workspace, school) {
                let needs = needs_served(&workspace, &setting, &PairKey::new(school, &practice));
                assert!(needs.iter().all(|need| workspace.practices[&practice].helps(&need.subject)));
                assert!(needs.iter().all(|need| setting.schools[need.school] == *school));
                told += needs.len();
            }
        }
        assert!(told > 0);
        assert!(needs_served(&workspace, &setting, &PairKey::new("gone", "p1")).is_empty());
    }

    #[test]
    fn what_is_worth_knowing_is_told() {
        let mut workspace = Workspace::example(Lang::En, "example".into());
        let key = PairKey::new("s2-bukkszel", "p1");
        workspace.wishes.clear();
        record(&mut workspace.practices, "p1").capacity = 1;
        assert_eq!(remarks(&workspace, &key), []);
        agree(&mut workspace, &PairKey::new("s3-korishely", "p1"), None, None);
        record(&mut workspace.match_rules, MATCH_RULE_ID).receives = 1;
        workspace.bans.insert(key.to_string(), Arc::new(Ban { reason: "later".into() }));
        record(&mut workspace.practices, "p1").state = PracticeState::Paused;
        let all = [Remark::Paused, Remark::Full(1), Remark::ReceivesEnough(1), Remark::Declined("later".into())];
        assert_eq!(remarks(&workspace, &key), all);
        let scope = Scope::of(&workspace, None, None).unwrap();
        agree(&mut workspace, &key, "C".parse().ok(), Some(&scope));
        let written = &workspace.pairings[&key.to_string()];
        assert_eq!(
            (written.state, written.level, &written.round),
            (PairingState::Agreed, Some(scope.level), &scope.round)
        );
        assert!(workspace.bans.is_empty());
    }
}
