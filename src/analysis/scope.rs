//! Which results a grid is about: one level and one round.

use crate::cluster::{RoundId, SurveyKey};
use crate::selfie::Level;
use crate::workspace::Workspace;
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    pub level: Level,
    pub round: RoundId,
}

impl Scope {
    /// What is wished for as far as the workspace has it; else the level with most
    /// results and its newest round. `None` without any result.
    pub fn of(workspace: &Workspace, level: Option<Level>, round: Option<RoundId>) -> Option<Scope> {
        let keys: Vec<SurveyKey> = workspace.surveys().map(|(key, _)| key).collect();
        let results_at = |level: Level| keys.iter().filter(|key| key.level == level).count();
        let levels = workspace.levels_surveyed();
        let level = level
            .filter(|level| levels.contains(level))
            .or_else(|| levels.iter().rev().copied().max_by_key(|level| results_at(*level)))?;
        let newest = || {
            let rounds = workspace.rounds_in_order();
            let has_results = |id: &RoundId| keys.iter().any(|key| key.level == level && key.round == *id);
            rounds.into_iter().rev().map(|(id, _)| id.clone()).find(has_results)
        };
        let round = round.filter(|id| workspace.rounds.contains_key(id)).or_else(newest)?;
        Some(Scope { level, round })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::Round;
    use crate::survey::SurveyResult;
    use std::sync::Arc;

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        for (round, day) in [("autumn", 1), ("spring", 2)] {
            let held = Some(jiff::civil::date(2021, 10, day));
            workspace.rounds.insert(round.into(), Arc::new(Round { name: round.into(), held }));
        }
        for id in ["a/primary/autumn", "b/primary/autumn", "a/primary/spring", "a/vocational/autumn"] {
            workspace.surveys.insert(id.into(), Arc::new(SurveyResult::default()));
        }
        workspace
    }

    #[test]
    fn without_a_wish_it_is_the_newest_round_of_the_commonest_level() {
        let scope = Scope::of(&workspace(), None, None).unwrap();
        assert_eq!((scope.level, scope.round.as_str()), (Level::Primary, "spring"));
        let scope = Scope::of(&workspace(), Some(Level::Vocational), None).unwrap();
        assert_eq!((scope.level, scope.round.as_str()), (Level::Vocational, "autumn"));
    }

    #[test]
    fn a_wish_is_followed_where_it_can_be() {
        let scope = Scope::of(&workspace(), Some(Level::WorkBased), Some("autumn".into())).unwrap();
        assert_eq!((scope.level, scope.round.as_str()), (Level::Primary, "autumn"));
        assert_eq!(Scope::of(&Workspace::default(), None, None), None);
    }
}
