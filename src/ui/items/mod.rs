//! The items explained, editable; and the sheet to print before a survey.

mod sheet;

use crate::cluster::wording_id;
use crate::i18n::Lang;
use crate::reading::fold;
use crate::selfie::{Area, Catalogue, Edition, Group, ItemCode};
use crate::ui::App;
use crate::ui::parts::{TextArea, TextField};
use crate::ui::route::Route;
use crate::workspace::{Kind, TextOf, Wording, record};
use leptos::prelude::*;

/// The page of an address of the items'.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Sheet(group) => view! { <sheet::SheetPage group=*group/> }.into_any(),
        _ => ItemsPage().into_any(),
    }
}

#[component]
fn ItemsPage() -> impl IntoView {
    let app = App::expect();
    let wanted = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        let (workspace, lang, wanted) = (app.workspace(), app.lang(), fold(&wanted.get()));
        let fits = |code: &ItemCode| {
            let wording = Wording::of(&workspace, *code, lang);
            let text = format!("{code} {} {} {}", wording.title, wording.for_students, wording.for_adults);
            wanted.is_empty() || fold(&text).contains(&wanted)
        };
        Catalogue::shipped().items.keys().copied().filter(fits).collect::<Vec<_>>()
    });
    view! {
        <div class="head"><div><h1>{move || app.lang().items_title()}</h1><p class="muted">{move || app.lang().items_intro()}</p></div></div>
        <div class="row items-tools">
            <label class="field">
                <span class="label">{move || app.lang().items_find()}</span>
                <input type="search" prop:value=move || wanted.get() on:input=move |e| wanted.set(event_target_value(&e))/>
            </label>
            <nav aria-label=move || app.lang().items_sheets()>
                <div class="label small">{move || app.lang().items_sheets()}</div>
                <div class="row">
                    {[Group::Students, Group::Teachers, Group::Leaders, Group::Trainers].map(|group| view! {
                        <a class="btn" href=Route::Sheet(group).href()>{move || app.lang().group(group)}</a>
                    }).collect_view()}
                </div>
            </nav>
        </div>
        <p class="small muted" role="status">{move || app.lang().items_found(found.with(Vec::len))}</p>
        {Area::ALL.map(|area| {
            let here = Memo::new(move |_| found.with(|f| f.iter().copied().filter(|c| c.area() == area).collect::<Vec<_>>()));
            view! {
                <Show when=move || here.with(|h| !h.is_empty())>
                    <section>
                        <h2>{area.letter().to_string()}" "{move || Catalogue::shipped().area_title(Edition::From2020, area, app.lang())}</h2>
                        <ul class="sheet items">
                            <For each=move || here.get() key=|code| *code let:code><Item code=code/></For>
                        </ul>
                    </section>
                </Show>
            }
        }).collect_view()}
    }
}

#[component]
fn Item(code: ItemCode) -> impl IntoView {
    let app = App::expect();
    let open = RwSignal::new(false);
    let wording = Memo::new(move |_| Wording::of(&app.workspace(), code, app.lang()));
    let remarks = move || item_remarks(code, app.lang());
    let restore = move |_| {
        let words = app.lang_untracked().items_restored(code);
        app.edit_and_tell(words, |w| drop(w.item_wordings.remove(&wording_id(code))));
    };
    let explained = move |label: fn(Lang) -> &'static str, text: fn(&Wording) -> String| {
        view! {
            <Show when=move || !wording.with(text).is_empty()>
                <p><strong class="small">{move || label(app.lang())}": "</strong>{move || wording.with(text)}</p>
            </Show>
        }
    };
    view! {
        <li>
            <h3><span class="muted">{code.to_string()}</span>" "{move || wording.with(|w| w.title.clone())}</h3>
            {explained(Lang::items_for_students, |w| w.for_students.clone())}
            {explained(Lang::items_for_adults, |w| w.for_adults.clone())}
            <p class="small muted">{remarks}{move || wording.with(|w| w.changed).then(|| format!(" · {}", app.lang().items_own_words()))}</p>
            <div class="row">
                <button class="btn small" type="button" aria-expanded=move || open.get().to_string()
                    aria-label=move || app.lang().items_change_of(code) on:click=move |_| open.update(|o| *o = !*o)>
                    {move || app.lang().items_change()}
                </button>
                <Show when=move || wording.with(|w| w.changed)>
                    <button class="btn small" type="button" on:click=restore>{move || app.lang().items_restore()}</button>
                </Show>
            </div>
            <Show when=move || open.get()><ItemForm code=code wording=wording/></Show>
        </li>
    }
}

fn item_remarks(code: ItemCode, lang: Lang) -> String {
    let Some(item) = Catalogue::shipped().items.get(&code) else { return String::new() };
    let groups: Vec<&str> = item.groups.iter().map(|g| lang.group(*g)).collect();
    let mut remarks = vec![lang.items_asked(groups.join(", "))];
    if item.optional {
        remarks.push(lang.items_optional().to_owned());
    }
    if item.certainty != "verified" {
        remarks.push(lang.items_recalled().to_owned());
    }
    remarks.join(" · ")
}

/// The texts in the language of the page, to be changed.
#[component]
fn ItemForm(code: ItemCode, wording: Memo<Wording>) -> impl IntoView {
    let app = App::expect();
    let keep = move |which: TextOf, text: String| {
        let lang = app.lang_untracked();
        let shipped = Wording::of(&Default::default(), code, lang);
        let original = match which {
            TextOf::Title => shipped.title,
            TextOf::Students => shipped.for_students,
            TextOf::Adults => shipped.for_adults,
        };
        // The original's own words are no change.
        let text = if text.trim() == original { String::new() } else { text.trim().to_owned() };
        app.edit(|w| {
            *record::<crate::cluster::ItemWording>(&mut w.item_wordings, &wording_id(code)).text_mut(which, lang) = text
        });
    };
    let open = move |field: &'static str| {
        MaybeProp::derive(move || {
            let field = format!("{field}_{}", app.lang().tag());
            app.open_hint(Kind::ItemWordings, &wording_id(code), &field)
        })
    };
    let students = Catalogue::shipped().items.get(&code).is_some_and(|i| i.groups.contains(&Group::Students));
    view! {
        <div class="stack item-form">
            <TextField label=Signal::derive(move || app.lang().items_title_of().to_owned()) hint=open("title")
                value=Signal::derive(move || wording.with(|w| w.title.clone())) on_keep=move |t: String| keep(TextOf::Title, t)/>
            {students.then(|| view! {
                <TextArea rows=2 label=Signal::derive(move || app.lang().items_for_students().to_owned()) hint=open("for_students")
                    value=Signal::derive(move || wording.with(|w| w.for_students.clone())) on_keep=move |t: String| keep(TextOf::Students, t)/>
            })}
            <TextArea rows=2 label=Signal::derive(move || app.lang().items_for_adults().to_owned()) hint=open("for_adults")
                value=Signal::derive(move || wording.with(|w| w.for_adults.clone())) on_keep=move |t: String| keep(TextOf::Adults, t)/>
        </div>
    }
}
