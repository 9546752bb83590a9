//! What a survey result holds and where two of them differ, in words.

use super::Lang;
use crate::selfie::{Group, Subject};
use crate::survey::{Participation, Score, Scores, compact, differing};
use serde_json::Value;
use std::collections::BTreeMap;

/// So many cells are named; more are counted.
const NAMED: usize = 8;

texts! {
    told_cell(subject, group, words) => "{subject}, {group}: {words}" | "{subject}, {group}: {words}";
    told_from_to(before, after) => "{before} → {after}" | "{before} → {after}";
    told_more(n # count) => "and {n} more value" / "and {n} more values" | "és még {n} érték";
    told_answered(group, answered, invited) => "{group} {answered} of {invited}" | "{group} {invited} főből {answered}";
    told_answered_alone(group, answered) => "{group} {answered}" | "{group} {answered} fő";
}

type AllScores = BTreeMap<Group, Scores>;

impl Lang {
    /// What is different between the scores of two results, a cell each.
    pub fn score_changes(self, before: &Value, after: &Value) -> Vec<String> {
        let (before, after) = (scores(before), scores(after));
        let cells = differing(&before, &after);
        let line = |(group, subject): &(Group, Subject)| {
            let (old, new) = (score(&before, *group, subject), score(&after, *group, subject));
            let words = self.told_from_to(self.score_beside(old, new), self.score_beside(new, old));
            self.told_cell(subject, self.group(*group), words)
        };
        self.first_of(&cells, line)
    }

    /// How one of several results differs from the others: its values in those cells.
    pub fn told_apart(self, result: &Value, others: &[&Value]) -> Vec<String> {
        let of = |result: &Value| result.get("scores").map(scores).unwrap_or_default();
        let (ours, theirs): (AllScores, Vec<AllScores>) = (of(result), others.iter().map(|other| of(other)).collect());
        let mut cells: Vec<(Group, Subject)> = theirs.iter().flat_map(|other| differing(&ours, other)).collect();
        cells.sort();
        cells.dedup();
        let line = |(group, subject): &(Group, Subject)| {
            let other = theirs.iter().map(|other| score(other, *group, subject)).next().flatten();
            self.told_cell(subject, self.group(*group), self.score_beside(score(&ours, *group, subject), other))
        };
        self.first_of(&cells, line)
    }

    fn first_of<T>(self, cells: &[T], line: impl Fn(&T) -> String) -> Vec<String> {
        let more = cells.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| self.told_more(more));
        cells.iter().take(NAMED).map(line).chain(more).collect()
    }

    /// A score beside another one: its mean, or how many answered where the means are the same.
    fn score_beside(self, score: Option<&Score>, other: Option<&Score>) -> String {
        let Some(score) = score else { return self.value_empty().to_owned() };
        let mean = self.decimal(score.mean.value(), usize::from(score.mean.decimals().max(1)));
        let n = || score.n.map_or_else(|| self.grid_n_unknown().to_owned(), |n| self.grid_n(self.count(n as usize)));
        match other {
            Some(other) if other.mean == score.mean => format!("{mean} ({})", n()),
            _ => mean,
        }
    }

    /// Who answered, by the groups of a result.
    pub fn participation_told(self, value: &Value) -> String {
        let groups: BTreeMap<Group, Participation> = serde_json::from_value(value.clone()).unwrap_or_default();
        let told = groups.into_iter().filter_map(|(group, Participation { invited, answered })| {
            let answered = self.count(answered? as usize);
            Some(match invited {
                Some(invited) => self.told_answered(self.group(group), answered, self.count(invited as usize)),
                None => self.told_answered_alone(self.group(group), answered),
            })
        });
        told.collect::<Vec<_>>().join("; ")
    }
}

/// None where a file holds no such scores.
fn scores(value: &Value) -> AllScores {
    compact::deserialize(value).unwrap_or_default()
}

fn score<'a>(scores: &'a AllScores, group: Group, subject: &Subject) -> Option<&'a Score> {
    scores.get(&group)?.get(subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn changed_cells_are_named() {
        let before = json!({"leaders": "A1 3.6 5,A2 3 5,A3 4.1 5", "teachers": "A1 4 9"});
        let after = json!({"leaders": "A1 3.1 5,A2 3 6,A3 4.1 5"});
        assert_eq!(
            Lang::En.score_changes(&before, &after),
            ["A1, Leaders: 3.6 → 3.1", "A2, Leaders: 3.0 (n 5) → 3.0 (n 6)", "A1, Teachers: 4.0 → (empty)"]
        );
        assert!(Lang::En.score_changes(&before, &before).is_empty());
    }

    #[test]
    fn versions_are_told_apart_by_what_differs() {
        let one = json!({"scores": {"leaders": "A1 3.6 5,A2 3 5"}});
        let other = json!({"scores": {"leaders": "A1 3.1 5,A2 3 5"}});
        assert_eq!(Lang::Hu.told_apart(&one, &[&other]), ["A1, Vezetők: 3,6"]);
        assert_eq!(Lang::Hu.told_apart(&other, &[&one]), ["A1, Vezetők: 3,1"]);
    }

    #[test]
    fn many_cells_are_counted() {
        let all: Vec<String> = (1..=12).map(|n| format!("H{n} 3 5")).collect();
        let lines = Lang::En.score_changes(&json!({}), &json!({ "students": all.join(",") }));
        assert_eq!(lines.len(), NAMED + 1);
        assert_eq!(lines.last().map(String::as_str), Some("and 4 more values"));
    }
}
