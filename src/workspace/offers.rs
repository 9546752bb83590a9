//! Finding one's way in what schools offer, and who wishes for what.

use super::{Workspace, record};
use crate::cluster::{DevelopmentForm, PairKey, Practice, PracticeId, SchoolId, Wanted, Wish};
use crate::selfie::{Area, Subject};
use std::collections::BTreeMap;

/// What somebody looks for among the practices; nothing said: all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    pub school: Option<SchoolId>,
    pub area: Option<Area>,
    pub form: Option<DevelopmentForm>,
    /// Only what this school wishes for.
    pub wished_by: Option<SchoolId>,
}

impl Sought {
    pub fn lets_through(&self, workspace: &Workspace, id: &PracticeId) -> bool {
        let Some(practice) = workspace.practices.get(id) else { return false };
        self.school.as_ref().is_none_or(|school| practice.school == *school)
            && self.area.is_none_or(|area| practice.helps(&Subject::Area(area)))
            && self.form.is_none_or(|form| practice.form == form)
            && self.wished_by.as_ref().is_none_or(|school| workspace.wish(&PairKey::new(school, id)).is_some())
    }
}

/// How many of those who could take a practice over wish for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    Nobody,
    Some(usize),
    Everybody,
}

/// All wishes, by practice. Wishes of a school for its own practice, and of schools that
/// are no longer there, are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wishes {
    by_practice: BTreeMap<PracticeId, BTreeMap<SchoolId, Wanted>>,
    schools: usize,
}

impl Wishes {
    pub fn of(workspace: &Workspace) -> Wishes {
        let mut wishes = Wishes { schools: workspace.schools.len(), ..Wishes::default() };
        for (id, wish) in &workspace.wishes {
            let Some(key) = PairKey::from_id(id) else { continue };
            let Some(practice) = workspace.practices.get(&key.practice) else { continue };
            if practice.school != key.school && workspace.schools.contains_key(&key.school) {
                wishes.by_practice.entry(key.practice).or_default().insert(key.school, wish.wanted);
            }
        }
        wishes
    }

    /// Who wishes for a practice, and how much.
    pub fn for_practice<'a>(&'a self, practice: &PracticeId) -> impl Iterator<Item = (&'a SchoolId, Wanted)> + use<'a> {
        self.by_practice.get(practice).into_iter().flatten().map(|(school, wanted)| (school, *wanted))
    }

    /// How many practices a school wishes for.
    pub fn of_school(&self, school: &SchoolId) -> usize {
        self.by_practice.values().filter(|schools| schools.contains_key(school)).count()
    }

    pub fn demand(&self, practice: &PracticeId) -> Demand {
        match self.for_practice(practice).count() {
            0 => Demand::Nobody,
            // All but the school that offers it; one other alone is not "everybody".
            n if n > 1 && n + 1 >= self.schools => Demand::Everybody,
            n => Demand::Some(n),
        }
    }
}

impl Workspace {
    pub fn wish(&self, key: &PairKey) -> Option<&Wish> {
        self.wishes.get(&key.to_string()).map(AsRef::as_ref)
    }

    /// Writes how much a school would like a practice; `None` takes the wish away, with its note.
    pub fn set_wish(&mut self, key: &PairKey, wanted: Option<Wanted>) {
        match wanted {
            Some(wanted) => record::<Wish>(&mut self.wishes, &key.to_string()).wanted = wanted,
            None => drop(self.wishes.remove(&key.to_string())),
        }
    }

    /// Writes the note of a wish, if there is one.
    pub fn note_wish(&mut self, key: &PairKey, note: &str) {
        let id = key.to_string();
        if self.wishes.contains_key(&id) {
            record::<Wish>(&mut self.wishes, &id).note = note.trim().to_owned();
        }
    }

    /// A practice that is still being thought of, with what is known from where it began.
    pub fn practice_of(&self, school: &SchoolId, helps_with: Option<Subject>) -> Practice {
        let languages = self.schools.get(school).map(|school| school.languages.clone()).unwrap_or_default();
        Practice {
            school: school.clone(),
            languages,
            helps_with: helps_with.into_iter().collect(),
            ..Practice::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use std::sync::Arc;

    fn workspace() -> Workspace {
        let mut workspace = Workspace::default();
        for id in ["a", "b", "c"] {
            workspace
                .schools
                .insert(id.into(), Arc::new(School { languages: "Hungarian".into(), ..School::default() }));
        }
        for (id, helps, form) in [("p1", "D3", DevelopmentForm::Panel), ("p2", "B", DevelopmentForm::Other)] {
            let helps_with = [helps.parse().unwrap()].into();
            let practice = Practice { school: "a".into(), helps_with, form, ..Practice::default() };
            workspace.practices.insert(id.into(), Arc::new(practice));
        }
        workspace
    }

    fn found(workspace: &Workspace, sought: Sought) -> Vec<&str> {
        workspace.practices.keys().filter(|id| sought.lets_through(workspace, id)).map(String::as_str).collect()
    }

    #[test]
    fn what_is_sought_is_found() {
        let mut workspace = workspace();
        workspace.set_wish(&PairKey::new("b", "p2"), Some(Wanted::Much));
        let all = Sought::default();
        assert_eq!(found(&workspace, all.clone()), ["p1", "p2"]);
        assert_eq!(found(&workspace, Sought { area: Some(Area::D), ..all.clone() }), ["p1"]);
        assert_eq!(found(&workspace, Sought { form: Some(DevelopmentForm::Other), ..all.clone() }), ["p2"]);
        assert_eq!(found(&workspace, Sought { wished_by: Some("b".into()), ..all.clone() }), ["p2"]);
        assert!(found(&workspace, Sought { school: Some("b".into()), ..all }).is_empty());
    }

    #[test]
    fn nobody_and_everybody_are_told_apart() {
        let mut workspace = workspace();
        let demand = |workspace: &Workspace| Wishes::of(workspace).demand(&"p1".into());
        assert_eq!(demand(&workspace), Demand::Nobody);
        // A school's wish for its own practice, and one of a school that left, count for nothing.
        for school in ["a", "gone"] {
            workspace.set_wish(&PairKey::new(school, "p1"), Some(Wanted::Much));
        }
        assert_eq!(demand(&workspace), Demand::Nobody);
        workspace.set_wish(&PairKey::new("b", "p1"), Some(Wanted::Somewhat));
        assert_eq!(demand(&workspace), Demand::Some(1));
        workspace.set_wish(&PairKey::new("c", "p1"), Some(Wanted::Much));
        assert_eq!(demand(&workspace), Demand::Everybody);
        assert_eq!(Wishes::of(&workspace).of_school(&"c".into()), 1);
    }

    #[test]
    fn a_note_stays_with_its_wish_and_goes_with_it() {
        let (mut workspace, key) = (workspace(), PairKey::new("b", "p1"));
        workspace.note_wish(&key, "for our new colleagues");
        assert!(workspace.wishes.is_empty());
        workspace.set_wish(&key, Some(Wanted::Somewhat));
        workspace.note_wish(&key, " for our new colleagues ");
        workspace.set_wish(&key, Some(Wanted::Much));
        let wish = Wish { wanted: Wanted::Much, note: "for our new colleagues".into() };
        assert_eq!(workspace.wish(&key), Some(&wish));
        workspace.set_wish(&key, None);
        assert_eq!(workspace.wish(&key), None);
    }

    #[test]
    fn a_new_practice_knows_its_school_and_has_no_words() {
        let practice = workspace().practice_of(&"a".into(), "D".parse().ok());
        assert_eq!((practice.languages.as_str(), practice.capacity), ("Hungarian", 1));
        assert!(practice.helps(&Subject::Area(Area::D)) && !practice.has_words());
        assert!(Practice { title: "Circles".into(), ..practice }.has_words());
    }
}
