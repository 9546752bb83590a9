//! What would be different if one workspace took another's place.

use super::Workspace;
use super::kinds::{Fields, Kind, RecordChange, changes};
use crate::cluster::SchoolId;
use serde_json::Value;
use std::collections::BTreeMap;

/// One field of a record that both workspaces have.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// The field's name in bundles.
    pub field: String,
    /// JSON; `Null` where the field is not written.
    pub before: Value,
    pub after: Value,
}

/// One record that is not the same in both.
#[derive(Clone, Debug, PartialEq)]
pub enum Difference {
    New { id: String },
    Changed { id: String, fields: Vec<FieldChange> },
    Removed { id: String },
}

impl Difference {
    pub fn id(&self) -> &str {
        let (Difference::New { id } | Difference::Changed { id, .. } | Difference::Removed { id }) = self;
        id
    }
}

/// All differences. Schools are those of both workspaces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// What belongs to no school: the cluster, rounds, agreements, wordings.
    pub cluster: BTreeMap<Kind, Vec<Difference>>,
    pub schools: BTreeMap<SchoolId, BTreeMap<Kind, Vec<Difference>>>,
}

impl Comparison {
    pub fn is_empty(&self) -> bool {
        self.cluster.is_empty() && self.schools.is_empty()
    }

    /// Counts of new, changed and removed records.
    pub fn counts(&self) -> [usize; 3] {
        let all = self.cluster.values().chain(self.schools.values().flat_map(BTreeMap::values)).flatten();
        all.fold([0; 3], |[new, changed, removed], difference| match difference {
            Difference::New { .. } => [new + 1, changed, removed],
            Difference::Changed { .. } => [new, changed + 1, removed],
            Difference::Removed { .. } => [new, changed, removed + 1],
        })
    }
}

/// What would change in `ours` if `theirs` took its place. Survey results are
/// compared by their parts (`scores`, `participation`…), though they are kept whole.
pub fn compare(ours: &Workspace, theirs: &Workspace) -> Comparison {
    let mut comparison = Comparison::default();
    for change in changes(ours, theirs) {
        let place = match school_in([theirs, ours], change.kind, &change.id) {
            Some(school) => comparison.schools.entry(school).or_default(),
            None => &mut comparison.cluster,
        };
        place.entry(change.kind).or_default().push(difference(change));
    }
    comparison
}

/// The school to which a record belongs in the first of these that says so.
pub(super) fn school_in(workspaces: [&Workspace; 2], kind: Kind, id: &str) -> Option<SchoolId> {
    workspaces.into_iter().find_map(|workspace| workspace.school_of(kind, id))
}

fn difference(change: RecordChange) -> Difference {
    let RecordChange { kind, id, before, after } = change;
    match (before, after) {
        (Some(before), Some(after)) => {
            Difference::Changed { id, fields: field_changes(kind.parts(before), kind.parts(after)) }
        }
        (Some(_), None) => Difference::Removed { id },
        (None, _) => Difference::New { id },
    }
}

fn field_changes(mut before: Fields, after: Fields) -> Vec<FieldChange> {
    let mut found = Vec::new();
    for (field, after) in after {
        let before = before.remove(&field).unwrap_or_default();
        if before != after {
            found.push(FieldChange { field, before, after });
        }
    }
    let gone = before.into_iter().filter(|(_, value)| !value.is_null());
    found.extend(gone.map(|(field, before)| FieldChange { field, before, after: Value::Null }));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::{CellNote, Cluster, Practice, School};
    use crate::survey::SurveyResult;
    use std::sync::Arc;

    #[test]
    fn differences_are_told_per_school_and_kind() {
        let mut ours = Workspace { id: "w".into(), ..Workspace::default() };
        ours.schools.insert("s1".into(), Arc::new(School { name: "Kőris".into(), ..School::default() }));
        ours.schools.insert("s2".into(), Arc::default());
        let mut theirs = ours.clone();
        theirs.cluster = Arc::new(Cluster { name: "Kör".into(), ..Cluster::default() });
        theirs.schools.insert("s1".into(), Arc::new(School { name: "Kőrishegy".into(), ..School::default() }));
        theirs.schools.remove("s2");
        theirs.surveys.insert("s3/primary/r".into(), Arc::new(SurveyResult::default()));
        let practice = |school: &str, title: &str| {
            Arc::new(Practice { school: school.into(), title: title.into(), ..Practice::default() })
        };
        ours.practices.insert("p1".into(), practice("s1", "Paper"));
        ours.practices.insert("p2".into(), practice("", "Nobody's"));
        theirs.practices.insert("p1".into(), practice("s3", "Paper"));
        theirs.cell_notes.insert("s1/primary/r/A1".into(), Arc::new(CellNote { text: "x".into() }));

        let comparison = compare(&ours, &theirs);
        assert_eq!(comparison.counts(), [2, 3, 2]);
        let name = FieldChange { field: "name".into(), before: "Kőris".into(), after: "Kőrishegy".into() };
        assert_eq!(
            comparison.schools["s1"],
            BTreeMap::from([
                (Kind::Schools, vec![Difference::Changed { id: "s1".into(), fields: vec![name] }]),
                (Kind::CellNotes, vec![Difference::New { id: "s1/primary/r/A1".into() }]),
            ])
        );
        assert_eq!(comparison.schools["s2"][&Kind::Schools], [Difference::Removed { id: "s2".into() }]);
        // A practice belongs to whoever offers it after, or did before.
        assert!(comparison.schools["s3"].contains_key(&Kind::Practices));
        assert_eq!(comparison.cluster[&Kind::Practices], [Difference::Removed { id: "p2".into() }]);
        assert!(compare(&theirs, &theirs).is_empty());
    }
}
