//! Accepted pairings as people look for them: what the school at hand receives and gives
//! comes first.

use crate::cluster::{PairKey, PairingState, SchoolId};
use crate::workspace::Workspace;
use std::collections::BTreeMap;

/// Which pairings are looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// The school that works here; empty for none.
    pub here: SchoolId,
    /// Only what this school receives or gives.
    pub school: Option<SchoolId>,
    pub state: Option<PairingState>,
}

/// Why pairings stand together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Together {
    Receives(SchoolId),
    Gives(SchoolId),
    /// Neither received nor given by the school at hand.
    Others,
}

/// Pairings put together: of the school that is asked for or here; else by who receives. In
/// the order of `schools`, then by what practices are called.
pub fn put_together(workspace: &Workspace, looked: &Looked, schools: &[SchoolId]) -> Vec<(Together, Vec<PairKey>)> {
    let at_hand = looked.school.as_ref().or(Some(&looked.here)).filter(|school| !school.is_empty());
    let place = |school: &SchoolId| schools.iter().position(|other| other == school).unwrap_or(schools.len());
    let mut found: BTreeMap<(usize, Together), Vec<PairKey>> = BTreeMap::new();
    for (key, pairing) in workspace.pairings() {
        let giver = workspace.practices.get(&key.practice).map(|practice| &practice.school);
        let together = match at_hand {
            Some(school) if key.school == *school => (0, Together::Receives(school.clone())),
            Some(school) if giver == Some(school) => (1, Together::Gives(school.clone())),
            Some(_) if looked.school.is_some() => continue,
            Some(_) => (2, Together::Others),
            None => (place(&key.school), Together::Receives(key.school.clone())),
        };
        if looked.state.is_none_or(|state| state == pairing.state) {
            found.entry(together).or_default().push(key);
        }
    }
    let order = |key: &PairKey| (place(&key.school), workspace.practice_called(&key.practice).to_lowercase());
    let mut groups: Vec<(Together, Vec<PairKey>)> = Vec::new();
    for ((_, together), mut keys) in found {
        keys.sort_by_cached_key(|key| (order(key), key.clone()));
        groups.push((together, keys));
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{Pairing, Practice};
    use crate::workspace::record;

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        for (id, school) in [("p1", "a"), ("p2", "b"), ("p3", "c")] {
            record::<Practice>(&mut workspace.practices, id).school = school.into();
        }
        for id in ["b/p1", "c/p1", "a/p2", "c/p2", "a/gone"] {
            record::<Pairing>(&mut workspace.pairings, id);
        }
        record::<Pairing>(&mut workspace.pairings, "c/p2").state = PairingState::Done;
        workspace
    }

    fn told(looked: &Looked) -> Vec<String> {
        let schools = ["b".into(), "a".into(), "c".into()];
        let groups = put_together(&workspace(), looked, &schools);
        let keys = |keys: &[PairKey]| keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        groups.iter().map(|(together, found)| format!("{together:?}: {}", keys(found))).collect()
    }

    #[test]
    fn our_own_come_first() {
        let ours = Looked { here: "a".into(), ..Looked::default() };
        assert_eq!(told(&ours), [r#"Receives("a"): a/gone a/p2"#, r#"Gives("a"): b/p1 c/p1"#, "Others: c/p2"]);
        let asked = Looked { school: Some("b".into()), ..ours };
        assert_eq!(told(&asked), [r#"Receives("b"): b/p1"#, r#"Gives("b"): a/p2 c/p2"#]);
    }

    #[test]
    fn without_a_school_at_hand_they_stand_by_who_receives() {
        let all = told(&Looked::default());
        assert_eq!(all, [r#"Receives("b"): b/p1"#, r#"Receives("a"): a/gone a/p2"#, r#"Receives("c"): c/p1 c/p2"#]);
        let done = Looked { state: Some(PairingState::Done), ..Looked::default() };
        assert_eq!(told(&done), [r#"Receives("c"): c/p2"#]);
    }
}
