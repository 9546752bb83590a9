//! The cluster: its name, year, priorities and goals, and its composition.

mod school;

use crate::cluster::{Cluster, SchoolId};
use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::parts::{FindSchool, ManySchools, MoreSchools, TextArea, TextField, address};
use crate::ui::survey::fresh_school;
use crate::workspace::{Kind, Workspace, record};
use leptos::prelude::*;
use school::{SchoolForm, role_words};
use std::sync::Arc;

#[component]
pub fn ClusterPage() -> impl IntoView {
    let app = App::expect();
    let cluster = app.read(|w| w.cluster.clone());
    let keep = move |change: fn(&mut Cluster, String), text: String| {
        app.edit(|w| change(Arc::make_mut(&mut w.cluster), text.trim().to_owned()));
    };
    let value = move |read: fn(&Cluster) -> String| Signal::derive(move || cluster.with(|c| read(c)));
    let words = move |text: fn(Lang) -> &'static str| Signal::derive(move || text(app.lang()).to_owned());
    let open = move |field: &'static str| MaybeProp::derive(move || app.open_hint(Kind::Cluster, "", field));
    let hint = move |field: &'static str, text: fn(Lang) -> &'static str| {
        MaybeProp::derive(move || app.open_hint(Kind::Cluster, "", field).or_else(|| Some(text(app.lang()).to_owned())))
    };
    view! {
        <div class="head"><h1>{move || app.lang().cluster_title()}</h1></div>
        <section class="fields">
            <TextField label=words(Lang::cluster_name) hint=open("name") value=value(|c| c.name.clone()) on_keep=move |t: String| keep(|c, t| c.name = t, t)/>
            <TextField label=words(Lang::cluster_year) hint=open("pilot_year") value=value(|c| c.pilot_year.clone()) on_keep=move |t: String| keep(|c, t| c.pilot_year = t, t)/>
        </section>
        <section>
            <h2>{move || app.lang().cluster_schools()}</h2>
            <Composition/>
        </section>
        <section class="fields wide-fields">
            <TextArea label=words(Lang::cluster_priorities) hint=hint("priorities", Lang::cluster_priorities_hint)
                value=value(|c| c.priorities.clone()) on_keep=move |t: String| keep(|c, t| c.priorities = t, t)/>
            <TextArea label=words(Lang::cluster_goals) hint=hint("goals", Lang::cluster_goals_hint)
                value=value(|c| c.goals.clone()) on_keep=move |t: String| keep(|c, t| c.goals = t, t)/>
        </section>
    }
}

/// The composition table: a row per school, which opens into all its details.
#[component]
fn Composition() -> impl IntoView {
    let app = App::expect();
    let opened = RwSignal::new(None::<SchoolId>);
    // Listed anew only when a school has changed: a large network has many.
    let schools = Memo::new_with_compare(move |_| app.workspace(), |old, new| !same_schools(old, new));
    let ids = Memo::new(move |_| schools.with(|workspace| workspace.schools.keys().cloned().collect::<Vec<_>>()));
    let many = ManySchools::new(ids);
    let add = move |_| {
        let id = fresh_school();
        let added = id.clone();
        app.edit(|w| {
            record::<crate::cluster::School>(&mut w.schools, &added);
        });
        opened.set(Some(id));
    };
    let heads: [fn(Lang) -> &'static str; 7] = [
        Lang::survey_school,
        Lang::school_role,
        Lang::school_location,
        Lang::school_website,
        Lang::school_students,
        Lang::school_teachers,
        Lang::school_coordinator,
    ];
    view! {
        <Show when=move || ids.with(|ids| !ids.is_empty()) fallback=move || view! {
            <p class="sheet empty">{move || app.lang().cluster_no_schools()}</p>
        }>
            <FindSchool schools=many/>
            <table class="sheet cards composition">
                <thead><tr>
                    {heads.into_iter().enumerate().map(|(place, head)| view! {
                        <th scope="col" class:num=(4..6).contains(&place)>{move || head(app.lang())}</th>
                    }).collect_view()}
                    <th scope="col"><span class="unseen">{move || app.lang().school_details()}</span></th>
                </tr></thead>
                <tbody>
                    <For each=move || many.shown(opened.get().as_ref()) key=|id| id.clone() let:id><SchoolRow id=id opened=opened/></For>
                </tbody>
            </table>
            <MoreSchools schools=many/>
        </Show>
        <p class="add no-print"><button class="btn" type="button" on:click=add>{move || app.lang().cluster_add_school()}</button></p>
    }
}

fn same_schools(old: Option<&Arc<Workspace>>, new: Option<&Arc<Workspace>>) -> bool {
    matches!((old, new), (Some(old), Some(new)) if old.schools.same(&new.schools))
}

#[component]
fn SchoolRow(id: SchoolId, opened: RwSignal<Option<SchoolId>>) -> impl IntoView {
    let app = App::expect();
    let id = StoredValue::new(id);
    let school = app.read(move |w| id.with_value(|id| w.schools.get(id).cloned()).unwrap_or_default());
    let is_open = Memo::new(move |_| opened.with(|o| id.with_value(|id| o.as_ref() == Some(id))));
    let here = Memo::new(move |_| id.with_value(|id| app.school_here() == *id));
    let called = move || {
        school.with(
            |s| if s.called().is_empty() { app.lang().school_nameless().to_owned() } else { s.called().to_owned() },
        )
    };
    let toggle = move |_| opened.update(|o| *o = if is_open.get_untracked() { None } else { Some(id.get_value()) });
    let number = move |n: Option<u32>| n.map(|n| app.lang().count(n as usize));
    view! {
        <tr>
            <th scope="row">{called}
                {move || school.with(|s| (!s.short_name.is_empty() && s.name != s.short_name).then(|| view! { <div class="small muted">{s.name.clone()}</div> }))}
                {move || id.with_value(|id| app.open_mark(Kind::Schools, id))}
                {move || here.get().then(|| view! { <div class="small here">{app.lang().this_is(called())}</div> })}
            </th>
            <td data-label=move || app.lang().school_role()>{move || role_words(school.with(|s| s.role), app.lang())}</td>
            <td data-label=move || app.lang().school_location()>{move || school.with(|s| s.location.clone())}</td>
            <td data-label=move || app.lang().school_website()>{move || address(&school.with(|s| s.website.clone()))}</td>
            <td class="num" data-label=move || app.lang().school_students()>{move || number(school.with(|s| s.students))}</td>
            <td class="num" data-label=move || app.lang().school_teachers()>{move || number(school.with(|s| s.teachers))}</td>
            <td data-label=move || app.lang().school_coordinator()>{move || school.with(|s| s.coordinator.clone())}</td>
            <td class="no-print">
                <button class="btn small" type="button" aria-expanded=move || is_open.get().to_string()
                    aria-label=move || app.lang().school_edit(called()) on:click=toggle>{move || app.lang().school_details()}</button>
            </td>
        </tr>
        <Show when=move || is_open.get()>
            <tr class="form-row"><td colspan="8"><SchoolForm id=id school=school/></td></tr>
        </Show>
    }
}
