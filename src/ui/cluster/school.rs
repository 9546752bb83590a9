//! All that the cluster keeps of one school, edited in place.

use crate::cluster::{Role, School, SchoolId, SurveyKey};
use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::decide::Changes;
use crate::ui::parts::{Choice, CountField, LevelChecks, TextField};
use crate::workspace::{Kind, record};
use leptos::prelude::*;
use std::collections::BTreeSet;
use std::sync::Arc;

const ROLES: [(Role, &str); 3] = [(Role::Partner, "partner"), (Role::Mentor, "mentor"), (Role::Mentee, "mentee")];

pub fn role_words(role: Role, lang: Lang) -> &'static str {
    match role {
        Role::Partner => lang.role_partner(),
        Role::Mentor => lang.role_mentor(),
        Role::Mentee => lang.role_mentee(),
    }
}

#[component]
pub fn SchoolForm(id: StoredValue<SchoolId>, school: Memo<Arc<School>>) -> impl IntoView {
    let app = App::expect();
    let change = move |change: &dyn Fn(&mut School)| {
        app.edit(|w| change(id.with_value(|id| record(&mut w.schools, id))));
    };
    let text = move |field: &'static str,
                     label: fn(Lang) -> &'static str,
                     hint: Option<fn(Lang) -> &'static str>,
                     read: fn(&School) -> &String,
                     write: fn(&mut School) -> &mut String| {
        view! {
            <TextField label=Signal::derive(move || label(app.lang()).to_owned())
                hint=MaybeProp::derive(move || {
                    let open = id.with_value(|id| app.open_hint(Kind::Schools, id, field));
                    open.or_else(|| hint.map(|hint| hint(app.lang()).to_owned()))
                })
                value=Signal::derive(move || school.with(|s| read(s).clone()))
                on_keep=move |t: String| change(&|s| *write(s) = t.trim().to_owned())/>
        }
    };
    let role = Signal::derive(move || {
        school.with(|s| ROLES.iter().find(|(r, _)| *r == s.role).map_or("", |(_, w)| w).to_owned())
    });
    let roles = Signal::derive(move || {
        ROLES.map(|(role, word)| (word.to_owned(), role_words(role, app.lang()).to_owned())).to_vec()
    });
    view! {
        <div class="stack school-form">
            <div class="fields">
                {text("name", Lang::school_name, None, |s| &s.name, |s| &mut s.name)}
                {text("short_name", Lang::school_short_name, Some(Lang::school_short_hint), |s| &s.short_name, |s| &mut s.short_name)}
                <Choice label=Signal::derive(move || app.lang().school_role().to_owned()) options=roles value=role
                    note=MaybeProp::derive(move || Some(app.lang().school_role_hint().to_owned()))
                    on_choose=move |word: String| change(&|s| s.role = ROLES.iter().find(|(_, w)| *w == word).map_or(s.role, |(r, _)| *r))/>
                {text("location", Lang::school_location, None, |s| &s.location, |s| &mut s.location)}
                {text("website", Lang::school_website, Some(Lang::school_website_hint), |s| &s.website, |s| &mut s.website)}
                <CountField label=Signal::derive(move || app.lang().school_students().to_owned()) value=Signal::derive(move || school.with(|s| s.students))
                    on_value=move |n| change(&|s| s.students = n)/>
                <CountField label=Signal::derive(move || app.lang().school_teachers().to_owned()) value=Signal::derive(move || school.with(|s| s.teachers))
                    on_value=move |n| change(&|s| s.teachers = n)/>
                {text("languages", Lang::school_languages, None, |s| &s.languages, |s| &mut s.languages)}
                {text("coordinator", Lang::school_coordinator, None, |s| &s.coordinator, |s| &mut s.coordinator)}
                {text("contact", Lang::school_contact, Some(Lang::school_contact_hint), |s| &s.contact, |s| &mut s.contact)}
            </div>
            <LevelChecks legend=Signal::derive(move || app.lang().school_levels().to_owned())
                levels=Signal::derive(move || school.with(|s| s.levels.clone())) on_change=move |levels| change(&|s| s.levels = BTreeSet::clone(&levels))/>
            <div class="row">
                <label class="check">
                    <input type="checkbox" prop:checked=move || id.with_value(|id| app.school_here() == *id)
                        on:change=move |event| app.set_school_here(if event_target_checked(&event) { id.get_value() } else { String::new() })/>
                    {move || app.lang().school_here()}
                </label>
                <button class="btn danger" type="button" on:click=move |_| delete(app, &id.get_value())>{move || app.lang().school_delete()}</button>
            </div>
            <Changes kind=Kind::Schools id=id/>
        </div>
    }
}

/// Removes a school with its results; one undo brings all of it back.
fn delete(app: App, id: &SchoolId) {
    let lang = app.lang_untracked();
    let workspace = app.workspace_untracked();
    let of_school = |key: &String| SurveyKey::from_id(key).is_some_and(|k| k.school == *id);
    let results = workspace.surveys.keys().filter(|key| of_school(key)).count();
    let words = lang.school_deleted(workspace.school_called(id), lang.count(results));
    app.edit_and_tell(words, |w| w.remove_school(id));
}
