//! The means of one result: area by area with their items, then what counts in no area.

use super::Shown;
use super::value::{Editing, ValueCell};
use crate::analysis::{AreaMean, ByArea, OneArea};
use crate::i18n::Lang;
use crate::selfie::{Area, Group, Subject};
use crate::ui::App;
use leptos::prelude::*;

#[component]
pub fn Scores(id: StoredValue<String>, result: Shown) -> impl IntoView {
    let app = App::expect();
    let by_area = Memo::new(move |_| match result.get() {
        Some(result) => ByArea::of(&app.workspace(), &result),
        None => ByArea::default(),
    });
    let groups = Memo::new(move |_| by_area.with(|by_area| by_area.groups.clone()));
    let within =
        Memo::new(move |_| by_area.with(|by_area| by_area.areas.iter().flat_map(subjects).collect::<Vec<_>>()));
    let apart = Memo::new(move |_| by_area.with(|by_area| by_area.apart.clone()));
    let editing: Editing = RwSignal::new(None);
    let row = move |subject: Subject| view! { <Row id=id result=result by_area=by_area groups=groups subject=subject editing=editing/> };
    let table = move |rows: Memo<Vec<Subject>>, heading: fn(Lang) -> &'static str| {
        view! {
            <div class="frame"><table class="sheet scores" aria-label=move || heading(app.lang())>
                <thead><tr>
                    <th scope="col">{move || app.lang().result_item()}</th>
                    <For each=move || groups.get() key=|group| *group let:group><th scope="col" class="num">{move || app.lang().group(group)}</th></For>
                </tr></thead>
                <tbody><For each=move || rows.get() key=Subject::clone let:subject>{row(subject)}</For></tbody>
            </table></div>
        }
    };
    let missing_groups = move || by_area.with(|by_area| app.lang().missing_groups(&by_area.missing_groups()));
    view! {
        <Show when=move || groups.with(|groups| !groups.is_empty())>
            <section>
                <h2>{move || app.lang().result_scores()}</h2>
                <p class="small missing">{missing_groups}</p>
                <p class="small muted no-print scores-hint">{move || app.lang().result_correct_hint()}</p>
                {table(within, Lang::result_scores)}
            </section>
            <Show when=move || apart.with(|apart| !apart.is_empty())>
                <section><h2>{move || app.lang().result_own()}</h2>{table(apart, Lang::result_own)}</section>
            </Show>
        </Show>
    }
}

/// The area itself, then its items.
fn subjects(one: &OneArea) -> impl Iterator<Item = Subject> + '_ {
    std::iter::once(Subject::Area(one.area)).chain(one.items.iter().cloned())
}

#[component]
fn Row(
    id: StoredValue<String>,
    result: Shown,
    by_area: Memo<ByArea>,
    groups: Memo<Vec<Group>>,
    subject: Subject,
    editing: Editing,
) -> impl IntoView {
    let app = App::expect();
    let (code, area) = match &subject {
        Subject::Own(_) => (String::new(), None),
        Subject::Item(code) => (code.to_string(), None),
        Subject::Area(area) => (area.letter().to_string(), Some(*area)),
    };
    let subject = StoredValue::new(subject);
    let called = {
        let code = code.clone();
        app.read(move |workspace| {
            let edition = result.with(|result| result.as_ref().map(|result| result.edition)).unwrap_or_default();
            let called = subject.with_value(|subject| workspace.subject_called(edition, subject, app.lang()));
            called.strip_prefix(&code).unwrap_or(&called).trim_start().to_owned()
        })
    };
    let about_area = area.map(|area| {
        view! {
            <span class="small muted">" · "{move || app.lang().result_area_mean()}</span>
            <div class="small missing">{move || by_area.with(|by_area| by_area.area(area).and_then(|one| app.lang().missing_items(&one.missing)))}</div>
        }
    });
    view! {
        <tr class:area=area.is_some()>
            <th scope="row"><span class="code">{code}</span>" "{called}{about_area}</th>
            <For each=move || groups.get() key=|group| *group let:group>
                <ValueCell id=id result=result computed=computed(by_area, area, group)
                    group=group subject=subject editing=editing/>
            </For>
        </tr>
    }
}

/// The group's mean of an area that no file gives.
fn computed(by_area: Memo<ByArea>, area: Option<Area>, group: Group) -> Memo<Option<AreaMean>> {
    Memo::new(move |_| by_area.with(|by_area| by_area.area(area?)?.computed.get(&group).copied()))
}
