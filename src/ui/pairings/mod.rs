//! What was accepted: its state, and when it takes place.

mod by_hand;
mod called;
mod card;
mod dates;
mod moment;
mod proposal;
mod sessions;

use crate::cluster::{PairKey, Pairing, PairingState, SchoolId};
use crate::documents::ics;
use crate::i18n::Lang;
use crate::matching::{Clash, Diary, Looked, Together, put_together};
use crate::storage::browser::now;
use crate::ui::matching::MatchingTabs;
use crate::ui::route::Route;
use crate::ui::{App, collation};
use leptos::prelude::*;
use std::sync::Arc;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Pairs {
    app: App,
    /// Only this school's; empty for all.
    school: RwSignal<SchoolId>,
    state: RwSignal<Option<PairingState>>,
    /// The pairing whose details are open, by its id.
    opened: RwSignal<Option<String>>,
    diary: Memo<Diary>,
    clashes: Memo<Vec<Clash>>,
}

impl Pairs {
    fn new(app: App) -> Pairs {
        let diary = app.read(Diary::of);
        Pairs {
            app,
            school: RwSignal::new(SchoolId::new()),
            state: RwSignal::new(None),
            opened: RwSignal::new(None),
            diary,
            clashes: Memo::new(move |_| diary.with(Diary::clashes)),
        }
    }

    /// What to call a pairing; reading it tracks.
    fn called(self, key: &PairKey) -> String {
        called::pairing(&self.app.workspace(), key, self.app.lang())
    }

    /// Changes a pairing, if it is still there.
    fn change(self, key: &PairKey, change: impl FnOnce(&mut Pairing)) -> bool {
        self.app.edit(|workspace| {
            if let Some(pairing) = workspace.pairings.get_mut(&key.to_string()) {
                change(Arc::make_mut(pairing));
            }
        })
    }

    /// The school that is asked for, if it is one. Reading it tracks.
    fn asked_school(self) -> Option<SchoolId> {
        Some(self.school.get()).filter(|school| !school.is_empty())
    }
}

#[component]
pub fn PairingsPage() -> impl IntoView {
    let app = App::expect();
    let pairs = Pairs::new(app);
    let by_hand = RwSignal::new(false);
    let any = app.read(|w| !w.pairings.is_empty());
    let counts = app.read(|w| {
        PairingState::ALL.map(|state| (state, w.pairings.values().filter(|pairing| pairing.state == state).count()))
    });
    view! {
        <div class="pairings-page">
            <div class="head">
                <div>
                    <h1>{move || app.lang().pairings_title()}</h1>
                    <p class="muted">{move || any.get().then(|| counts.with(|counts| app.lang().pairings_in_states(counts)))}</p>
                </div>
                <div class="tools">
                    <button class="btn" type="button" on:click=move |_| by_hand.set(true)>{move || app.lang().by_hand_open()}</button>
                    <Show when=move || any.get()>
                        <CalendarButton pairs=pairs/>
                        <button class="btn" type="button" on:click=move |_| { let _ = window().print(); }>{move || app.lang().print()}</button>
                    </Show>
                </div>
            </div>
            <MatchingTabs/>
            <Show when=move || any.get() fallback=Empty>
                <Bar pairs=pairs/>
                <Groups pairs=pairs/>
                <sessions::Sessions pairs=pairs/>
            </Show>
            <by_hand::ByHand open=by_hand/>
        </div>
    }
    .into_any()
}

/// What will be here, and the first step.
#[component]
fn Empty() -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="sheet empty">
            <h2>{move || app.lang().pairings_empty_title()}</h2>
            <p>{move || app.lang().pairings_empty()}</p>
            <a class="btn primary" href=Route::Matching.href()>{move || app.lang().pairings_empty_step()}</a>
        </div>
    }
}

/// Which pairings are shown.
#[component]
fn Bar(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let schools = Memo::new(move |_| {
        let (workspace, lang) = (app.workspace(), app.lang());
        let ids = collation::schools_in_order(&workspace, lang);
        ids.into_iter().map(|id| (workspace.school_called(&id).to_owned(), id)).collect::<Vec<_>>()
    });
    let school_options = move || {
        let options = schools.get().into_iter().map(|(name, id)| {
            let this = id.clone();
            view! { <option value=id selected=move || pairs.school.with(|school| *school == this)>{name}</option> }
        });
        options.collect_view()
    };
    let states = PairingState::ALL.map(|state| {
        view! { <option value=state.word() selected=move || pairs.state.get() == Some(state)>{move || app.lang().pairing_state(state)}</option> }
    });
    view! {
        <div class="bar no-print">
            <label>
                {move || app.lang().pairings_school()}
                <select on:change=move |event| pairs.school.set(event_target_value(&event))>
                    <option value="" selected=move || pairs.school.with(String::is_empty)>{move || app.lang().pairings_every_school()}</option>
                    {school_options}
                </select>
            </label>
            <label>
                {move || app.lang().pairings_state()}
                <select on:change=move |event| pairs.state.set(PairingState::from_word(&event_target_value(&event)))>
                    <option value="" selected=move || pairs.state.get().is_none()>{move || app.lang().pairings_every_state()}</option>
                    {states}
                </select>
            </label>
        </div>
    }
}

/// The pairings, put together as people look for them.
#[component]
fn Groups(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let groups = Memo::new(move |_| {
        let workspace = app.workspace();
        let known = |school: SchoolId| Some(school).filter(|school| workspace.schools.contains_key(school));
        let looked = Looked {
            here: known(app.school_here()).unwrap_or_default(),
            school: pairs.asked_school(),
            state: pairs.state.get(),
        };
        put_together(&workspace, &looked, &collation::schools_in_order(&workspace, app.lang()))
    });
    let headings =
        Memo::new(move |_| groups.with(|groups| groups.iter().map(|group| group.0.clone()).collect::<Vec<_>>()));
    let nothing = move || groups.with(Vec::is_empty);
    view! {
        <Show when=nothing>
            <div class="sheet empty">
                <p>{move || app.lang().pairings_none_such()}</p>
                <button class="btn" type="button" on:click=move |_| {
                    pairs.school.set(SchoolId::new());
                    pairs.state.set(None);
                }>{move || app.lang().pairings_show_all()}</button>
            </div>
        </Show>
        <div class="pairing-groups">
            <For each=move || headings.get() key=|together| together.clone() let:together>
                <Group pairs=pairs groups=groups together=together/>
            </For>
        </div>
    }
}

#[component]
fn Group(pairs: Pairs, groups: Memo<Vec<(Together, Vec<PairKey>)>>, together: Together) -> impl IntoView {
    let app = pairs.app;
    let this = together.clone();
    let keys = move || {
        let of = |groups: &Vec<(Together, Vec<PairKey>)>| {
            groups.iter().find(|group| group.0 == this).map(|group| group.1.clone())
        };
        groups.with(of).unwrap_or_default()
    };
    let title = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        match &together {
            Together::Receives(school) => lang.pairings_receives(called::school(&workspace, school, lang)),
            Together::Gives(school) => lang.pairings_gives(called::school(&workspace, school, lang)),
            Together::Others => lang.pairings_others().to_owned(),
        }
    };
    view! {
        <section>
            <h2>{title}</h2>
            <ul class="sheet pairings">
                <For each=keys key=|key| key.clone() let:key><card::PairingCard pairs=pairs key=key/></For>
            </ul>
        </section>
    }
}

/// The sessions as a file for people's own calendars.
#[component]
fn CalendarButton(pairs: Pairs) -> impl IntoView {
    let app = pairs.app;
    let school_called = move |lang: Lang| {
        let school = pairs.asked_school()?;
        Some(called::school(&app.workspace(), &school, lang))
    };
    let save = move |_| {
        let (workspace, lang) = (app.workspace_untracked(), app.lang_untracked());
        let (school, name) = untrack(|| (pairs.asked_school(), school_called(lang)));
        let cluster = &workspace.cluster.name;
        let file = name.map_or_else(|| lang.calendar_file(cluster), |name| lang.calendar_file_of(cluster, name));
        let events = ics::sessions(&workspace, school.as_ref(), lang);
        app.hand_over(&file, "text/calendar", ics::calendar(cluster, &events, now()).as_bytes());
    };
    let words = move || {
        let lang = app.lang();
        school_called(lang).map_or_else(|| lang.calendar_save().to_owned(), |school| lang.calendar_save_of(school))
    };
    let none = move || pairs.diary.with(|diary| diary.by_time().next().is_none());
    view! { <button class="btn" type="button" disabled=none on:click=save>{words}</button> }
}
