//! Writing a practice: what matching needs first, all the rest below.

use super::catalogue::{school_options, with_none};
use super::looking::Looking;
use super::told;
use crate::cluster::{DevelopmentForm, Practice, PracticeId, PracticeState};
use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Edition, Subject};
use crate::ui::App;
use crate::ui::grid::Choices;
use crate::ui::parts::{Checks, Choice, LevelChecks, TextArea, TextField};
use crate::ui::route::Route;
use crate::workspace::Kind;
use leptos::prelude::*;
use std::sync::Arc;

/// Few can show a practice to more schools than this in a year.
const MOST_OFFERED: u32 = 10;

/// What all fields of the form share.
#[derive(Clone, Copy)]
struct Writing {
    app: App,
    looking: Looking,
    id: StoredValue<PracticeId>,
    practice: Memo<Arc<Practice>>,
}

impl Writing {
    fn change(self, change: &dyn Fn(&mut Practice)) {
        self.id.with_value(|id| self.looking.change(id, change));
    }

    fn words(self, text: fn(Lang) -> &'static str) -> Signal<String> {
        Signal::derive(move || text(self.app.lang()).to_owned())
    }

    /// That there are two versions, else the field's own hint.
    fn hint(self, field: &'static str, hint: Option<fn(Lang) -> &'static str>) -> MaybeProp<String> {
        MaybeProp::derive(move || {
            let open = self.id.with_value(|id| self.app.open_hint(Kind::Practices, id, field));
            open.or_else(|| hint.map(|hint| hint(self.app.lang()).to_owned()))
        })
    }

    fn value(self, read: fn(&Practice) -> String) -> Signal<String> {
        Signal::derive(move || self.practice.with(|practice| read(practice)))
    }

    fn text(
        self,
        field: &'static str,
        label: fn(Lang) -> &'static str,
        hint: fn(Lang) -> &'static str,
        read: fn(&Practice) -> String,
        write: fn(&mut Practice, String),
    ) -> AnyView {
        let keep = move |text: String| self.change(&|practice| write(practice, text.trim().to_owned()));
        view! { <TextArea rows=3 label=self.words(label) hint=self.hint(field, Some(hint)) value=self.value(read) on_keep=keep/> }
            .into_any()
    }

    fn mark(self, word: &str, on: bool) {
        let Ok(subject) = word.parse::<Subject>() else { return };
        self.change(&|practice| {
            if on {
                practice.helps_with.insert(subject.clone());
            } else {
                practice.helps_with.remove(&subject);
            }
        });
    }

    fn is_marked(self, word: &str) -> bool {
        word.parse::<Subject>()
            .is_ok_and(|subject| self.practice.with(|practice| practice.helps_with.contains(&subject)))
    }
}

#[component]
pub fn PracticeForm(id: StoredValue<PracticeId>, practice: Memo<Arc<Practice>>) -> impl IntoView {
    let writing = Writing { app: App::expect(), looking: Looking::expect(), id, practice };
    // Only what is not known yet is asked first; nothing moves while somebody writes.
    let school_known = practice.with_untracked(|practice| !practice.school.is_empty());
    let is_new = practice.with_untracked(|practice| !practice.has_words());
    view! {
        <div class="stack practice-form">
            {(!school_known).then(|| school(writing))}
            <TextField label=writing.words(Lang::field_title) hint=writing.hint("title", Some(Lang::practices_title_hint))
                value=writing.value(|p| p.title.clone()) on_keep=move |text: String| writing.change(&|p| p.title = text.trim().to_owned())/>
            {writing.text("about", Lang::field_about, Lang::practices_about_hint, |p| p.about.clone(), |p, text| p.about = text)}
            <Checks legend=writing.words(Lang::practices_helps_lead) note=writing.hint("helps_with", None)
                options=Signal::derive(move || area_options(writing.app.lang()))
                is_on=move |word: String| writing.is_marked(&word) on_mark=move |(word, on): (String, bool)| writing.mark(&word, on)/>
            <details class="more" open=!is_new>
                <summary>{writing.words(Lang::practices_more)}</summary>
                <div class="stack">{rest(writing, school_known)}</div>
            </details>
        </div>
    }
}

fn area_options(lang: Lang) -> Vec<(String, String)> {
    let areas = Choices::expect().shown().with(|shown| shown.areas());
    areas.iter().map(|area| (area.letter().to_string(), told::subject(&Subject::Area(*area), lang))).collect()
}

fn school(writing: Writing) -> AnyView {
    let options =
        Signal::derive(move || with_none(writing.app.lang().practices_choose_school(), school_options(writing.app)));
    let nobody = writing.app.read(|w| w.schools.is_empty());
    view! {
        <Show when=move || nobody.get()>
            <p class="small">{move || writing.app.lang().practices_no_schools()}" "<a href=Route::Cluster.href()>{move || writing.app.lang().nav_cluster()}</a></p>
        </Show>
        <Choice label=writing.words(Lang::field_school) options=options value=writing.value(|p| p.school.clone()) note=writing.hint("school", None)
            ask=Signal::derive(move || writing.practice.with(|p| p.school.is_empty()))
            on_choose=move |id: String| writing.change(&|p| p.school.clone_from(&id))/>
    }
    .into_any()
}

/// What a practice can do without.
fn rest(writing: Writing, with_school: bool) -> AnyView {
    let keep_languages = move |text: String| writing.change(&|p| p.languages = text.trim().to_owned());
    view! {
        {writing.text("effect", Lang::field_effect, Lang::practices_effect_hint, |p| p.effect.clone(), |p, text| p.effect = text)}
        <div class="fields">
            {with_school.then(|| school(writing))}
            {form(writing)}
            {capacity(writing)}
            {state(writing)}
            <TextField label=writing.words(Lang::practices_languages) hint=writing.hint("languages", None)
                value=writing.value(|p| p.languages.clone()) on_keep=keep_languages/>
        </div>
        <LevelChecks legend=writing.words(Lang::field_levels) note=writing.hint("levels", Some(Lang::practices_levels_hint))
            levels=Signal::derive(move || writing.practice.with(|p| p.levels.clone()))
            on_change=move |levels| writing.change(&|p| p.levels.clone_from(&levels))/>
        {writing.text("materials", Lang::field_materials, Lang::practices_materials_hint, |p| p.materials.clone(), |p, text| p.materials = text)}
        {items(writing)}
    }
    .into_any()
}

fn form(writing: Writing) -> AnyView {
    let options = Signal::derive(move || {
        let lang = writing.app.lang();
        DevelopmentForm::ALL.map(|form| (form.word().to_owned(), lang.development_form(form).to_owned())).to_vec()
    });
    view! {
        <Choice label=writing.words(Lang::field_form) options=options value=writing.value(|p| p.form.word().to_owned()) note=writing.hint("form", None)
            on_choose=move |word: String| writing.change(&|p| p.form = DevelopmentForm::from_word(&word).unwrap_or(p.form))/>
    }
    .into_any()
}

fn capacity(writing: Writing) -> AnyView {
    let options = Signal::derive(move || {
        let (now, lang) = (writing.practice.with(|p| p.capacity), writing.app.lang());
        let beyond = (!(1..=MOST_OFFERED).contains(&now)).then_some(now);
        (1..=MOST_OFFERED).chain(beyond).map(|n| (n.to_string(), lang.count(n as usize))).collect::<Vec<_>>()
    });
    view! {
        <Choice label=writing.words(Lang::field_capacity) options=options value=writing.value(|p| p.capacity.to_string()) note=writing.hint("capacity", None)
            on_choose=move |word: String| writing.change(&|p| p.capacity = word.parse().unwrap_or(p.capacity))/>
    }
    .into_any()
}

fn state(writing: Writing) -> AnyView {
    let options = Signal::derive(move || {
        let lang = writing.app.lang();
        PracticeState::ALL.map(|state| (state.word().to_owned(), lang.practice_state(state).to_owned())).to_vec()
    });
    view! {
        <Choice label=writing.words(Lang::field_state) options=options value=writing.value(|p| p.state.word().to_owned())
            note=writing.hint("state", Some(Lang::practices_state_hint))
            on_choose=move |word: String| writing.change(&|p| p.state = PracticeState::from_word(&word).unwrap_or(p.state))/>
    }
    .into_any()
}

/// The survey's questions, area by area, for a practice that helps with less than an area.
fn items(writing: Writing) -> AnyView {
    let areas = Choices::expect().shown().with_untracked(|shown| match shown.grid.edition {
        // The questions of the older edition are in no catalogue.
        Edition::Of2018 => &[],
        Edition::From2020 => shown.areas(),
    });
    let area = |area: Area| {
        let options = Signal::derive(move || item_options(area, writing.app.lang()));
        let title = move || told::subject(&Subject::Area(area), writing.app.lang());
        view! {
            <details class="questions">
                <summary>{title}</summary>
                <Checks legend=Signal::derive(title) options=options
                    is_on=move |word: String| writing.is_marked(&word) on_mark=move |(word, on): (String, bool)| writing.mark(&word, on)/>
            </details>
        }
    };
    let areas: Vec<_> = areas.iter().map(|one| area(*one)).collect();
    (!areas.is_empty())
        .then(|| view! { <div><div class="label small">{writing.words(Lang::practices_items)}</div>{areas}</div> })
        .into_any()
}

fn item_options(area: Area, lang: Lang) -> Vec<(String, String)> {
    let items = Catalogue::shipped().items.keys().filter(|code| code.area() == area);
    items.map(|code| (code.to_string(), told::subject(&Subject::Item(*code), lang))).collect()
}
