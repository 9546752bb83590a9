//! "Before you answer": one respondent group's sheet, made to be printed.

use crate::documents::Page;
use crate::selfie::{Area, Catalogue, Edition, Group};
use crate::ui::App;
use crate::ui::parts::SavePage;
use crate::ui::route::Route;
use crate::workspace::Wording;
use leptos::prelude::*;

#[component]
pub fn SheetPage(group: Group) -> impl IntoView {
    let app = App::expect();
    let students = group == Group::Students;
    let steps = move || {
        let lang = app.lang();
        [lang.sheet_scale_1(), lang.sheet_scale_2(), lang.sheet_scale_3(), lang.sheet_scale_4(), lang.sheet_scale_5()]
    };
    view! {
        <article class="paper">
            <div class="head">
                <h1>{move || app.lang().sheet_for(app.lang().group(group))}</h1>
                <div class="tools">
                    <a class="btn quiet" href=Route::Items.href()>{move || app.lang().sheet_back()}</a>
                    <SavePage page=Signal::stored(Some(Page::BeforeYouAnswer { group }))/>
                    <button class="btn primary" type="button" on:click=move |_| { let _ = window().print(); }>{move || app.lang().print()}</button>
                </div>
            </div>
            <p>{move || if students { app.lang().sheet_why_students() } else { app.lang().sheet_why_adults() }}</p>
            <section class="keep">
                <h2>{move || app.lang().sheet_scale_title()}</h2>
                <ol class="scale">{move || steps().map(|words| view! { <li>{words}</li> }).collect_view()}</ol>
                <p>{move || if students { app.lang().sheet_scale_na_students() } else { app.lang().sheet_scale_na_adults() }}</p>
            </section>
            <section>
                <h2>{move || app.lang().sheet_questions_title()}</h2>
                {(group == Group::Trainers).then(|| view! { <p class="small muted">{move || app.lang().sheet_trainers()}</p> })}
                {Area::ALL.map(|area| view! { <AreaPart area=area group=group/> }).collect_view()}
            </section>
        </article>
    }
}

#[component]
fn AreaPart(area: Area, group: Group) -> impl IntoView {
    let app = App::expect();
    move || {
        let (workspace, lang) = (app.workspace(), app.lang());
        let asked = Catalogue::shipped().asked(group).filter(|code| code.area() == area);
        let items: Vec<Wording> = asked.map(|code| Wording::of(&workspace, code, lang)).collect();
        (!items.is_empty()).then(|| {
            view! {
                <h3>{Catalogue::shipped().area_title(Edition::From2020, area, lang)}</h3>
                <dl class="explained">
                    {items.into_iter().map(|item| view! {
                        <div class="keep"><dt>{item.title.clone()}</dt><dd>{item.for_group(group).to_owned()}</dd></div>
                    }).collect_view()}
                </dl>
            }
        })
    }
}
