//! Going back to an earlier version of a workspace.

use super::{Book, Workspace};
use crate::cluster::Cluster;

impl Workspace {
    /// Whether it holds nothing yet but the cluster's name and its school year.
    pub fn is_blank(&self) -> bool {
        let Cluster { name, pilot_year, .. } = &*self.cluster;
        let begun = Cluster { name: name.clone(), pilot_year: pilot_year.clone(), ..Cluster::default() };
        *self == Workspace { id: self.id.clone(), cluster: begun.into(), ..Workspace::default() }
    }
}

impl Book {
    /// Writes the values of an earlier version, as one step. What waits for a decision
    /// stays as it is, with all that was written there. `at` is the time in seconds since
    /// 1970 (UTC). `false` if nothing is different after.
    pub fn restore(&mut self, earlier: &Workspace, at: i64) -> bool {
        let open = self.history().conflicts();
        self.edit(at, |next| {
            let shown = std::mem::replace(next, earlier.clone());
            for (kind, id, field) in open.iter().map(|c| (c.at.kind, &c.at.id, &c.at.field)) {
                let now = shown.fields(kind, id);
                match (field, next.fields(kind, id)) {
                    (Some(field), Some(mut fields)) => {
                        let value = now.and_then(|mut now| now.remove(field)).unwrap_or_default();
                        fields.insert(field.clone(), value);
                        next.put(kind, id, Some(fields));
                    }
                    // Whether it is to be there at all is open, or it would be gone.
                    (None, _) | (_, None) => drop(next.put(kind, id, now)),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;
    use crate::i18n::Lang;
    use crate::workspace::bundle::{self, Contents};
    use crate::workspace::{Bundle, ReplicaId, record};
    use std::collections::BTreeSet;
    use std::sync::Arc;

    fn with_school(name: &str) -> Book {
        let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
        workspace.schools.insert("s".into(), Arc::new(School { name: name.into(), ..School::default() }));
        Book::new(workspace, ReplicaId(1), 1)
    }

    fn mailed(book: &Book) -> Bundle {
        bundle::read(bundle::write(book, Contents::Everything, 9).as_bytes()).unwrap()
    }

    fn rename(book: &mut Book, name: &str, at: i64) {
        book.edit(at, |w| record::<School>(&mut w.schools, "s").name = name.into());
    }

    /// Two copies that have named the school and given its address differently.
    fn in_two_minds() -> Book {
        let mut ours = with_school("Tölgy");
        let mut theirs = Book::open(mailed(&ours), ReplicaId(2));
        rename(&mut ours, "Tölgyfő", 2);
        rename(&mut theirs, "Tölgyes", 3);
        ours.merge(&mailed(&theirs), &BTreeSet::new(), ReplicaId(3), 4);
        assert_eq!(ours.history().conflicts().len(), 1);
        ours
    }

    #[test]
    fn a_workspace_is_blank_until_something_is_in_it() {
        let mut workspace = Workspace { id: "w".into(), ..Workspace::default() };
        assert!(workspace.is_blank());
        Arc::make_mut(&mut workspace.cluster).name = "Hegyhát".into();
        Arc::make_mut(&mut workspace.cluster).pilot_year = "2021/22".into();
        assert!(workspace.is_blank());
        let mut goal = workspace.clone();
        Arc::make_mut(&mut goal.cluster).goals = "More feedback".into();
        assert!(!goal.is_blank());
        record::<School>(&mut workspace.schools, "s");
        assert!(!workspace.is_blank());
        assert!(!Workspace::example(Lang::Hu, "e".into()).is_blank());
    }

    #[test]
    fn an_earlier_version_comes_back_and_one_undo_takes_it_back() {
        let mut book = Book::new(Workspace::example(Lang::Hu, "w".into()), ReplicaId(1), 1);
        let earlier = book.workspace().clone();
        book.edit(2, |w| {
            w.schools.pop_first();
            record::<School>(&mut w.schools, "new").name = "Kőris".into();
            Arc::make_mut(&mut w.cluster).goals.clear();
        });
        let later = book.workspace().clone();
        assert!(book.restore(&earlier, 3));
        assert_eq!(*book.workspace(), earlier);
        assert!(!book.restore(&earlier, 4), "it is there already");
        assert!(book.undo(5));
        assert_eq!(*book.workspace(), later);
    }

    #[test]
    fn the_other_side_takes_a_restored_value_for_what_it_is_an_edit() {
        let mut book = with_school("Tölgy");
        let earlier = book.workspace().clone();
        rename(&mut book, "Bükk", 2);
        let mut colleague = Book::open(mailed(&book), ReplicaId(2));
        book.restore(&earlier, 3);
        colleague.merge(&mailed(&book), &BTreeSet::new(), ReplicaId(3), 4);
        assert_eq!(*colleague.workspace(), earlier);
    }

    #[test]
    fn what_waits_for_a_decision_outlives_going_back() {
        let mut book = in_two_minds();
        let (open, shown) = (book.history().conflicts(), book.workspace().schools["s"].name.clone());
        let mut earlier = Workspace::clone(with_school("Tölgy").workspace());
        record::<School>(&mut earlier.schools, "s").students = Some(120);
        assert!(book.restore(&earlier, 5));
        assert_eq!(book.workspace().schools["s"].students, Some(120));
        assert_eq!(book.workspace().schools["s"].name, shown);
        assert_eq!(book.history().conflicts(), open);

        let before_the_school = Workspace { id: "w".into(), ..Workspace::default() };
        book.restore(&before_the_school, 6);
        assert!(book.workspace().schools.contains_key("s"));
        assert_eq!(book.history().conflicts(), open);
    }

    #[test]
    fn a_record_deleted_in_one_copy_and_written_in_the_other_waits_as_well() {
        let mut ours = with_school("Tölgy");
        let mut theirs = Book::open(mailed(&ours), ReplicaId(2));
        ours.edit(2, |w| drop(w.schools.remove("s")));
        rename(&mut theirs, "Tölgyes", 3);
        ours.merge(&mailed(&theirs), &BTreeSet::new(), ReplicaId(3), 4);
        let (open, shown) = (ours.history().conflicts(), ours.workspace().clone());
        assert_eq!(open.len(), 1);
        for earlier in
            [Workspace { id: "w".into(), ..Workspace::default() }, Workspace::clone(with_school("T").workspace())]
        {
            ours.restore(&earlier, 5);
            assert_eq!((ours.history().conflicts(), ours.workspace()), (open.clone(), &shown));
        }
    }
}
