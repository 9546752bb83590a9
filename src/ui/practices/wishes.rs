//! Who wishes for what: one school's wish for one practice, and all wishes as a table.

use super::catalogue::{NoneFound, school_options, with_none};
use super::looking::Looking;
use super::told;
use crate::cluster::{PairKey, Practice, PracticeId, SchoolId, Wanted, Wish};
use crate::ui::App;
use crate::ui::collation;
use crate::ui::parts::{Choice, TextField, is_command};
use crate::ui::route::Route;
use crate::workspace::{Demand, Kind};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::sync::Arc;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// The three answers, from least to most.
const ANSWERS: [Option<Wanted>; 3] = [None, Some(Wanted::Somewhat), Some(Wanted::Much)];

/// More schools than this do not stand side by side: then only the one is shown whose
/// wishes are marked.
const SCHOOLS_ACROSS: usize = 16;

fn next(wanted: Option<Wanted>) -> Option<Wanted> {
    match wanted {
        None => Some(Wanted::Somewhat),
        Some(Wanted::Somewhat) => Some(Wanted::Much),
        Some(Wanted::Much) => None,
    }
}

fn sign(wanted: Option<Wanted>) -> &'static str {
    match wanted {
        None => "·",
        Some(Wanted::Somewhat) => "+",
        Some(Wanted::Much) => "++",
    }
}

/// The school whose wishes are marked.
#[component]
pub fn WishingChoice() -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let unknown = Memo::new(move |_| looking.wishing_school().is_none());
    view! {
        <Choice label=Signal::derive(move || app.lang().wishes_of().to_owned())
            note=MaybeProp::derive(move || unknown.get().then(|| app.lang().wishes_choose_school().to_owned()))
            options=Signal::derive(move || with_none(app.lang().practices_choose_school(), school_options(app)))
            value=Signal::derive(move || looking.wishing_school().unwrap_or_default())
            on_choose=move |id: String| looking.wishing.set(Some(id))/>
    }
}

/// The wish of the school whose wishes are marked; nothing while nobody said which.
#[component]
pub fn OwnWish(id: StoredValue<PracticeId>) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let offering = app.read(move |w| id.with_value(|id| w.practices.get(id).map(|practice| practice.school.clone())));
    let school = Memo::new(move |_| looking.wishing_school());
    move || match school.get() {
        None => ().into_any(),
        Some(school) if offering.get().as_ref() == Some(&school) => {
            view! { <p class="small muted no-print">{move || app.lang().wishes_own()}</p> }.into_any()
        }
        Some(school) => id.with_value(|id| view! { <WishChoice key=PairKey::new(school, id)/> }).into_any(),
    }
}

/// No, would like it, very much; and a note to a wish.
#[component]
fn WishChoice(key: PairKey) -> impl IntoView {
    let app = App::expect();
    let key = StoredValue::new(key);
    let wish = app.read(move |w| key.with_value(|key| w.wish(key).cloned()));
    let wanted = move || wish.with(|wish| wish.as_ref().map(|wish| wish.wanted));
    let there = Memo::new(move |_| wish.with(Option::is_some));
    let called = move || key.with_value(|key| app.workspace().school_called(&key.school).to_owned());
    let practice = move || {
        let looking = Looking::expect();
        key.with_value(|key| looking.practice(&key.practice).map(|p| told::title(&p, app.lang())).unwrap_or_default())
    };
    let answers = ANSWERS.map(|answer| {
        view! {
            <button type="button" aria-pressed=move || (wanted() == answer).to_string()
                on:click=move |_| { app.edit(|w| key.with_value(|key| w.set_wish(key, answer))); }>
                {move || app.lang().wish_in_short(answer)}
            </button>
        }
    });
    let open = move || key.with_value(|key| app.open_hint(Kind::Wishes, &key.to_string(), "note"));
    view! {
        <div class="no-print">
            <div class="label small" aria-hidden="true">{move || app.lang().wishes_would(called())}</div>
            <div class="seg" role="group" aria-label=move || app.lang().wishes_group(called(), practice())>{answers}</div>
            {move || key.with_value(|key| app.open_mark(Kind::Wishes, &key.to_string()))}
            <Show when=move || there.get()>
                <TextField label=Signal::derive(move || app.lang().wishes_note().to_owned()) hint=MaybeProp::derive(open)
                    value=Signal::derive(move || wish.with(|wish| wish.as_ref().map(|wish| wish.note.clone()).unwrap_or_default()))
                    on_keep=move |note: String| { app.edit(|w| key.with_value(|key| w.note_wish(key, &note))); }/>
            </Show>
        </div>
    }
}

/// All wishes: practices down, schools across.
#[component]
pub fn WishTable(found: Memo<Vec<PracticeId>>) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let schools = Memo::new(move |_| {
        let all = collation::schools_in_order(&app.workspace(), app.lang());
        if all.len() <= SCHOOLS_ACROSS { all } else { looking.wishing_school().into_iter().collect() }
    });
    let heads = move || {
        let workspace = app.workspace();
        let head = |id: &SchoolId| view! { <th scope="col" class="cell">{workspace.school_called(id).to_owned()}</th> };
        schools.with(|schools| schools.iter().map(head).collect::<Vec<_>>())
    };
    let counts = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let count = |id: &SchoolId| {
            let wishes = looking.wishes().with(|wishes| wishes.of_school(id));
            view! { <td class="cell num" data-label=workspace.school_called(id).to_owned()>{lang.count(wishes)}</td> }
        };
        schools.with(|schools| schools.iter().map(count).collect::<Vec<_>>())
    };
    view! {
        <Show when=move || found.with(|found| !found.is_empty()) fallback=NoneFound>
            <p class="small muted no-print">{move || app.lang().wishes_table_lead()}</p>
            <div class="frame sheet">
                <table class="cards wish-table" on:keydown=walk aria-label=move || app.lang().wishes_table()>
                    <thead><tr>
                        <th scope="col">{move || app.lang().nav_practices()}</th>
                        {heads}
                        <th scope="col">{move || app.lang().wishes_by()}</th>
                    </tr></thead>
                    <tbody><For each=move || found.get() key=|id| id.clone() let:id><Row id=id schools=schools/></For></tbody>
                    <tfoot><tr><th scope="row">{move || app.lang().wishes_each()}</th>{counts}<td></td></tr></tfoot>
                </table>
            </div>
            <Key/>
        </Show>
    }
}

/// What the signs mean.
#[component]
fn Key() -> impl IntoView {
    let app = App::expect();
    let signs = ANSWERS.map(|answer| {
        view! { <li><span class=class(answer)>{sign(answer)}</span>{move || app.lang().wish_in_words(answer)}</li> }
    });
    view! {
        <ul class="wish-key small" aria-label=move || app.lang().wishes_key()>
            {signs}
            <li><span class="w own">"◆"</span>{move || app.lang().wishes_offers()}</li>
        </ul>
    }
}

fn class(wanted: Option<Wanted>) -> &'static str {
    match wanted {
        None => "w",
        Some(Wanted::Somewhat) => "w some",
        Some(Wanted::Much) => "w much",
    }
}

#[component]
fn Row(id: PracticeId, schools: Memo<Vec<SchoolId>>) -> impl IntoView {
    let app = App::expect();
    let looking = Looking::expect();
    let id = StoredValue::new(id);
    let practice = app.read(move |w| id.with_value(|id| w.practices.get(id).cloned()).unwrap_or_default());
    let demand = Memo::new(move |_| looking.wishes().with(|wishes| id.with_value(|id| wishes.demand(id))));
    let head = move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        practice.with(|practice| {
            let href = id.with_value(|id| Route::Practice(id.clone()).href());
            let school = told::school(practice, &workspace, lang);
            view! { <a href=href>{told::title(practice, lang)}</a><div class="small muted">{school}" "{told::state(practice, lang)}</div> }
        })
    };
    let cells = move || {
        let cell = |school: SchoolId| match practice.with(|practice| practice.school == school) {
            true => own_cell(app, school).into_any(),
            false => id.with_value(|id| view! { <Cell key=PairKey::new(school, id) practice=practice/> }).into_any(),
        };
        schools.get().into_iter().map(cell).collect::<Vec<_>>()
    };
    view! {
        <tr class:nobody=move || demand.get() == Demand::Nobody class:everybody=move || demand.get() == Demand::Everybody>
            <th scope="row">{head}</th>
            {cells}
            <td class="small">{move || told::demand(demand.get(), app.lang())}</td>
        </tr>
    }
}

fn own_cell(app: App, school: SchoolId) -> impl IntoView {
    view! {
        <td class="cell" data-label=move || app.workspace().school_called(&school).to_owned()>
            <span class="w own" aria-hidden="true">"◆"</span><span class="word">{move || app.lang().wishes_offers()}</span>
        </td>
    }
}

/// One school's wish for one practice.
#[component]
fn Cell(key: PairKey, practice: Memo<Arc<Practice>>) -> impl IntoView {
    let app = App::expect();
    let key = StoredValue::new(key);
    let wish = app.read(move |w| key.with_value(|key| w.wish(key).cloned()));
    let wanted = move || wish.with(|wish| wish.as_ref().map(|wish| wish.wanted));
    let school = app.read(move |w| key.with_value(|key| w.school_called(&key.school).to_owned()));
    let label = move || {
        let lang = app.lang();
        lang.wishes_cell(school.get(), practice.with(|p| told::title(p, lang)), lang.wish_in_words(wanted()))
    };
    let step = move |_| {
        app.edit(|w| {
            key.with_value(|key| {
                let wanted = next(w.wish(key).map(|wish| wish.wanted));
                w.set_wish(key, wanted);
            });
        });
    };
    view! {
        <td class="cell" data-label=move || school.get()>
            <button type="button" class=move || class(wanted()) aria-label=label title=move || wish.with(note) on:click=step>
                {move || sign(wanted())}
            </button>
            <span class="word" aria-hidden="true">{move || app.lang().wish_in_words(wanted())}</span>
        </td>
    }
}

/// The note of a wish.
fn note(wish: &Option<Wish>) -> Option<String> {
    wish.as_ref().map(|wish| wish.note.clone()).filter(|note| !note.is_empty())
}

/// Arrow keys walk between the cells that can be pressed.
fn walk(event: KeyboardEvent) {
    let (down, right) = match event.key().as_str() {
        "ArrowDown" => (1, 0),
        "ArrowUp" => (-1, 0),
        "ArrowRight" => (0, 1),
        "ArrowLeft" => (0, -1),
        _ => return,
    };
    if is_command(&event) {
        return;
    }
    let from = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if let Some(button) = from.and_then(|from| neighbour(&from, down, right)) {
        let _ = button.focus();
        event.prevent_default();
    }
}

/// The nearest button in a direction: own practices have none and are stepped over.
fn neighbour(from: &Element, down: i32, right: isize) -> Option<HtmlElement> {
    let cell = from.closest("td").ok()??;
    let mut row = cell.parent_element()?;
    let before = std::iter::successors(cell.previous_element_sibling(), Element::previous_element_sibling);
    let mut place = before.count();
    loop {
        row = match down {
            1 => row.next_element_sibling()?,
            -1 => row.previous_element_sibling()?,
            _ => row,
        };
        place = place.checked_add_signed(right)?;
        let cell = std::iter::successors(row.first_element_child(), Element::next_element_sibling).nth(place)?;
        if let Some(button) = cell.query_selector("button").ok()? {
            return button.dyn_into().ok();
        }
    }
}
