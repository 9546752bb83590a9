//! Agreeing on a pairing without a suggestion.

use super::called;
use crate::cluster::{PairKey, PracticeId, SchoolId};
use crate::matching::{Setting, by_hand};
use crate::selfie::Subject;
use crate::ui::grid::Choices;
use crate::ui::parts::{Choice, Dialog};
use crate::ui::{App, collation};
use leptos::prelude::*;
use std::sync::Arc;

/// What is chosen so far; empty for nothing.
#[derive(Clone, Copy)]
struct Draft {
    app: App,
    school: RwSignal<SchoolId>,
    practice: RwSignal<PracticeId>,
    /// A need as it is written in files; `None` as long as nobody chose: the greatest.
    need: RwSignal<Option<String>>,
    setting: Memo<Option<Arc<Setting>>>,
}

type Options = Vec<(String, String)>;

impl Draft {
    fn new(app: App, open: RwSignal<bool>) -> Draft {
        let choices = Choices::expect();
        let setting = Memo::new(move |_| {
            let workspace = app.workspace();
            let scope = choices.scope_untracked().filter(|_| open.get())?;
            let rule = workspace.match_rule();
            Some(Arc::new(choices.grid().with(|grid| Setting::in_grid(grid, &workspace, &scope, &rule))))
        });
        Draft {
            app,
            school: RwSignal::new(SchoolId::new()),
            practice: RwSignal::new(PracticeId::new()),
            need: RwSignal::new(None),
            setting,
        }
    }

    fn clear(self) {
        let here = self.app.school_here();
        let known = self.app.workspace_untracked().schools.contains_key(&here);
        self.school.set(if known { here } else { SchoolId::new() });
        self.practice.set(PracticeId::new());
        self.need.set(None);
    }

    fn schools(self) -> Options {
        let (workspace, lang) = (self.app.workspace(), self.app.lang());
        let ids = collation::schools_in_order(&workspace, lang);
        self.with_ask(ids.into_iter().map(|id| (id.clone(), workspace.school_called(&id).to_owned())))
    }

    fn practices(self) -> Options {
        let (workspace, lang, school) = (self.app.workspace(), self.app.lang(), self.school.get());
        let offered = if school.is_empty() { Vec::new() } else { by_hand::offered_to(&workspace, &school) };
        let collation = collation::Collation::of(lang);
        let mut named: Options = offered
            .into_iter()
            .map(|id| {
                let key = PairKey::new(&school, &id);
                let words =
                    lang.by_hand_practice_of(workspace.practice_called(&id), called::giver(&workspace, &key, lang));
                (id, words)
            })
            .collect();
        named.sort_by(|a, b| collation.compare(&a.1, &b.1));
        self.with_ask(named)
    }

    fn with_ask(self, options: impl IntoIterator<Item = (String, String)>) -> Options {
        let ask = (String::new(), self.app.lang().by_hand_choose().to_owned());
        [ask].into_iter().chain(options).collect()
    }

    fn key(self) -> Option<PairKey> {
        let (school, practice) = (self.school.get(), self.practice.get());
        (!school.is_empty() && !practice.is_empty()).then(|| PairKey::new(school, practice))
    }

    fn needs(self) -> Options {
        let (workspace, lang) = (self.app.workspace(), self.app.lang());
        let none = (String::new(), lang.by_hand_no_need().to_owned());
        let Some((key, setting)) = self.key().zip(self.setting.get()) else { return vec![none] };
        let needs = by_hand::needs_served(&workspace, &setting, &key).into_iter().map(|need| {
            let called = workspace.subject_called(setting.edition, &need.subject, lang);
            let value = lang.decimal(need.value, 1);
            let met = need.met_by.is_some();
            let words = if met { lang.by_hand_need_met(called, value) } else { lang.by_hand_need_value(called, value) };
            (need.subject.to_string(), words)
        });
        needs.chain([none]).collect()
    }

    fn need(self) -> String {
        let first = || self.needs().into_iter().next().map(|(word, _)| word).unwrap_or_default();
        self.need.get().unwrap_or_else(first)
    }

    fn agree(self) -> bool {
        let Some(key) = self.key() else { return false };
        let lang = self.app.lang_untracked();
        let need = self.need().parse::<Subject>().ok();
        let scope = self.setting.get_untracked().map(|setting| setting.scope.clone());
        let words = lang.by_hand_done(called::pairing(&self.app.workspace_untracked(), &key, lang));
        self.app.edit_and_tell(words, |w| by_hand::agree(w, &key, need, scope.as_ref()));
        true
    }
}

#[component]
pub fn ByHand(open: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let draft = Draft::new(app, open);
    Effect::new(move || {
        if open.get() {
            untrack(|| draft.clear());
        }
    });
    view! {
        <Dialog open=open title=Signal::derive(move || app.lang().by_hand_title().to_owned())>
            <Form draft=draft open=open/>
        </Dialog>
    }
}

#[component]
fn Form(draft: Draft, open: RwSignal<bool>) -> impl IntoView {
    let app = draft.app;
    let nothing = move || !draft.school.with(String::is_empty) && draft.practices().len() == 1;
    let choose_school = move |school: String| {
        draft.school.set(school);
        draft.practice.set(PracticeId::new());
        draft.need.set(None);
    };
    let choose_practice = move |practice: String| {
        draft.practice.set(practice);
        draft.need.set(None);
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if untrack(|| draft.agree()) {
            open.set(false);
        }
    };
    let remarks = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let remarks = draft.key().map(|key| by_hand::remarks(&workspace, &key)).unwrap_or_default();
        remarks.iter().map(|remark| view! { <li>{lang.by_hand_remark(remark)}</li> }).collect_view()
    };
    view! {
        <form class="stack" on:submit=submit>
            <p class="muted">{move || app.lang().by_hand_lead()}</p>
            <Choice label=Signal::derive(move || app.lang().by_hand_school().to_owned()) options=Signal::derive(move || draft.schools())
                value=draft.school on_choose=choose_school/>
            <Choice label=Signal::derive(move || app.lang().by_hand_practice().to_owned()) options=Signal::derive(move || draft.practices())
                value=draft.practice on_choose=choose_practice
                note=MaybeProp::derive(move || nothing().then(|| app.lang().by_hand_nothing().to_owned()))/>
            <Show when=move || draft.key().is_some()>
                <Choice label=Signal::derive(move || app.lang().by_hand_need().to_owned()) options=Signal::derive(move || draft.needs())
                    value=Signal::derive(move || draft.need()) on_choose=move |need: String| draft.need.set(Some(need))/>
            </Show>
            <div role="status"><ul class="remarks small">{remarks}</ul></div>
            <div class="foot">
                <button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
                <button class="btn primary" type="submit" disabled=move || draft.key().is_none()>{move || app.lang().by_hand_do()}</button>
            </div>
        </form>
    }
    .into_any()
}
