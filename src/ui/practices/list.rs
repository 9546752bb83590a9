//! All practices in one table, for paper.

use super::catalogue::NoneFound;
use super::looking::Looking;
use super::told;
use crate::cluster::PracticeId;
use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::route::Route;
use leptos::prelude::*;

#[component]
pub fn PracticeList(found: Memo<Vec<PracticeId>>) -> impl IntoView {
    let app = App::expect();
    let heads: [fn(Lang) -> &'static str; 6] = [
        Lang::field_title,
        Lang::field_school,
        Lang::field_about,
        Lang::field_helps_with,
        Lang::field_form,
        Lang::wishes_by,
    ];
    let heads = heads.map(|head| view! { <th scope="col">{move || head(app.lang())}</th> });
    let rows = move || found.with(|found| found.iter().filter_map(|id| row(app, id)).collect::<Vec<_>>());
    view! {
        <Show when=move || found.with(|found| !found.is_empty()) fallback=NoneFound>
            <table class="sheet cards practice-list" aria-label=move || app.lang().practices_list_of(&app.workspace().cluster.name)>
                <thead><tr>{heads.clone()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </Show>
    }
}

fn row(app: App, id: &PracticeId) -> Option<impl IntoView + use<>> {
    let (workspace, lang) = (app.workspace(), app.lang());
    let practice = workspace.practices.get(id)?;
    let helps: Vec<_> =
        practice.helps_with.iter().map(|subject| view! { <div>{told::subject(subject, lang)}</div> }).collect();
    let wished = Looking::expect().wishes().with(|wishes| told::wished_by(id, wishes, &workspace, lang));
    Some(view! {
        <tr>
            <th scope="row"><a href=Route::Practice(id.clone()).href()>{told::title(practice, lang)}</a>" "{told::state(practice, lang)}</th>
            <td data-label=lang.field_school()>{told::school(practice, &workspace, lang)}</td>
            <td data-label=lang.field_about() class="written">{practice.about.trim().to_owned()}</td>
            <td data-label=lang.field_helps_with() class="small">{helps}</td>
            <td data-label=lang.field_form()>{told::facts(practice, lang)}</td>
            <td class="small">{wished}</td>
        </tr>
    })
}
