//! What the reader looks for and for whom they mark wishes, kept while walking between
//! the pages; and a practice that is begun, but holds no words yet.

use crate::cluster::{Practice, PracticeId, SchoolId};
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::collation;
use crate::ui::route::Route;
use crate::workspace::{Sought, Wishes, record};
use leptos::prelude::*;
use std::sync::Arc;

/// How the practices are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    #[default]
    InFull,
    List,
    /// Practices × schools.
    Wishes,
}

#[derive(Clone, Copy)]
pub struct Looking {
    app: App,
    pub sought: RwSignal<Sought>,
    pub shape: RwSignal<Shape>,
    /// Whose wishes are marked; `None`: those of the school here.
    pub wishing: RwSignal<Option<SchoolId>>,
    /// It becomes a record with its first words.
    begun: RwSignal<Option<(PracticeId, Practice)>>,
    wishes: Memo<Arc<Wishes>>,
}

impl Looking {
    /// Puts it into context, for all pages.
    pub fn provide() {
        let app = App::expect();
        let wishes = app.read(|workspace| Arc::new(Wishes::of(workspace)));
        let looking = Looking {
            app,
            sought: RwSignal::default(),
            shape: RwSignal::default(),
            wishing: RwSignal::new(None),
            begun: RwSignal::new(None),
            wishes,
        };
        provide_context(looking);
        let open = app.read(|workspace| workspace.id.clone());
        Effect::new(move |before: Option<String>| {
            let now = open.get();
            if before.is_some_and(|before| before != now) {
                looking.sought.set(Sought::default());
                looking.wishing.set(None);
                looking.begun.set(None);
            }
            now
        });
    }

    pub fn expect() -> Looking {
        expect_context()
    }

    pub fn wishes(self) -> Memo<Arc<Wishes>> {
        self.wishes
    }

    /// The school whose wishes are marked; `None` while nobody said. Reading it tracks.
    pub fn wishing_school(self) -> Option<SchoolId> {
        let school = self.wishing.get().unwrap_or_else(|| self.app.school_here());
        self.app.workspace().schools.contains_key(&school).then_some(school)
    }

    /// What is looked for, with the school that "only what it wishes for" means now.
    pub fn found(self) -> Vec<PracticeId> {
        let workspace = self.app.workspace();
        let mut sought = self.sought.get();
        sought.wished_by = sought.wished_by.and_then(|_| self.wishing_school());
        let mut found = collation::practices_in_order(&workspace, self.app.lang());
        found.retain(|id| sought.lets_through(&workspace, id));
        found
    }

    /// Begins a practice and goes to where it is written.
    pub fn begin(self, school: &SchoolId, helps_with: Option<Subject>) {
        let practice = self.app.workspace_untracked().practice_of(school, helps_with);
        let id = format!("p{}", uuid::Uuid::now_v7().simple());
        self.begun.set(Some((id.clone(), practice)));
        self.app.go(&Route::Practice(id));
    }

    /// As [`Looking::begin`], for the school that works here.
    pub fn begin_here(self) {
        self.begin(&untrack(|| self.app.school_here()), None);
    }

    /// The practice as it is kept, or as it is begun. Reading it tracks.
    pub fn practice(self, id: &PracticeId) -> Option<Arc<Practice>> {
        let kept = self.app.workspace().practices.get(id).cloned();
        let begun =
            || self.begun.with(|b| b.as_ref().filter(|(b, _)| b == id).map(|(_, practice)| Arc::new(practice.clone())));
        kept.or_else(begun)
    }

    /// Changes a practice. One that is begun is kept from its first words on.
    pub fn change(self, id: &PracticeId, change: &dyn Fn(&mut Practice)) {
        if self.app.workspace_untracked().practices.contains_key(id) {
            self.app.edit(|workspace| change(record(&mut workspace.practices, id)));
            return;
        }
        let Some((_, mut practice)) = self.begun.get_untracked().filter(|(begun, _)| begun == id) else { return };
        change(&mut practice);
        if practice.has_words() {
            self.app.edit(|workspace| drop(workspace.practices.insert(id.clone(), Arc::new(practice))));
        } else {
            self.begun.set(Some((id.clone(), practice)));
        }
    }

    /// Takes a practice away, with a word that offers to undo it.
    pub fn delete(self, id: &PracticeId) {
        let (lang, workspace) = (self.app.lang_untracked(), self.app.workspace_untracked());
        let title = workspace.practices.get(id).map(|practice| practice.title.trim()).filter(|title| !title.is_empty());
        let title = title.unwrap_or(lang.practices_untitled());
        let wishes = self.wishes.with_untracked(|wishes| wishes.for_practice(id).count());
        let pairings = workspace.pairings().filter(|(key, _)| key.practice == *id).count();
        let words = match (wishes, pairings) {
            (0, 0) => lang.practices_deleted(title),
            _ => lang.practices_deleted_with(title, lang.count(wishes), lang.count(pairings)),
        };
        self.begun.set(None);
        self.app.go(&Route::Practices);
        self.app.edit_and_tell(words, |workspace| workspace.remove_practice(id));
    }
}
