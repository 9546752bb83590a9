//! The grid on a workshop's screen: first all areas, then one after the other with
//! its items, in type that is read from five metres.

use super::choices::Choices;
use super::shown::Shown;
use super::{GridEmpty, Legend};
use crate::analysis::Verdict;
use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::selfie::{Area, Subject};
use crate::ui::App;
use crate::ui::parts::{Walk, WalkButtons};
use crate::ui::route::Route;
use leptos::prelude::*;

/// More schools than this cannot be read from afar: then schools are counted.
const SCHOOLS_SEEN: usize = 12;

#[component]
pub fn PresentPage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    // The first screen shows all areas, those after it one each.
    let areas = Memo::new(move |_| choices.shown().with(|shown| shown.areas().to_vec()));
    let walk = Walk::new(Signal::derive(move || areas.with(Vec::len)), Route::Grid);
    let area = move || {
        let place = walk.place().checked_sub(1)?;
        areas.with(|areas| areas.get(place).copied())
    };
    let picture = move || {
        let lang = app.lang();
        choices.shown().with(|shown| {
            if shown.is_empty() {
                return GridEmpty().into_any();
            }
            let schools = choices.axes().with(|axes| axes.schools());
            match area() {
                None if schools.len() > SCHOOLS_SEEN => counted(shown, &areas_of(shown), lang).into_any(),
                None => overview(shown, &schools, lang, walk).into_any(),
                Some(area) if schools.len() > SCHOOLS_SEEN => {
                    counted(shown, &area_and_items(shown, area), lang).into_any()
                }
                Some(area) => one_area(shown, &schools, area, lang).into_any(),
            }
        })
    };
    view! {
        <div class="present" style=("--schools", move || choices.axes().with(|axes| axes.schools().len().clamp(1, SCHOOLS_SEEN).to_string()))>
            <header>
                <h1>{move || match area() {
                    None => app.lang().grid_title().to_owned(),
                    Some(area) => choices.shown().with(|s| format!("{} {}", area.letter(), s.title(&Subject::Area(area), app.lang()))),
                }}</h1>
                <p class="where">{move || choices.scope_in_words(app.lang())}</p>
            </header>
            {picture}
            <footer>
                <Legend/>
                <span class="muted wide-only">{move || app.lang().present_hint()}</span>
                <div class="tools"><WalkButtons walk=walk leave=Route::Grid/></div>
            </footer>
        </div>
    }
}

/// All areas of all schools.
fn overview(shown: &Shown, schools: &[SchoolId], lang: Lang, walk: Walk) -> impl IntoView + use<> {
    let rows: Vec<_> = shown
        .areas()
        .iter()
        .enumerate()
        .map(|(at, &area)| {
            let subject = Subject::Area(area);
            view! {
                <tr>
                    <th scope="row" on:click=move |_| walk.go_to(at + 1)>
                        <span class="letter">{area.letter()}</span>{shown.title(&subject, lang)}
                    </th>
                    {cells(shown, schools, &subject, lang)}
                </tr>
            }
        })
        .collect();
    view! {
        <table>
            <thead><tr><th scope="col"><span class="unseen">{lang.grid_area()}</span></th>{heads(shown, schools, lang)}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// One area large, its items below.
fn one_area(shown: &Shown, schools: &[SchoolId], area: Area, lang: Lang) -> impl IntoView + use<> {
    let items: Vec<_> = shown
        .items_of(area)
        .into_iter()
        .filter_map(|line| Some((line.subject()?, line)))
        .map(|(subject, line)| {
            view! {
                <tr>
                    <th scope="row"><span class="letter">{line.word().into_owned()}</span>{shown.title(&subject, lang)}</th>
                    {cells(shown, schools, &subject, lang)}
                </tr>
            }
        })
        .collect();
    view! {
        <table class="items">
            <thead><tr><th scope="col"><span class="unseen">{lang.grid_area()}</span></th>{heads(shown, schools, lang)}</tr></thead>
            <tbody>
                <tr class="whole">
                    <th scope="row">{lang.present_whole()}</th>
                    {cells(shown, schools, &Subject::Area(area), lang)}
                </tr>
                {items}
            </tbody>
        </table>
    }
}

fn areas_of(shown: &Shown) -> Vec<Subject> {
    shown.areas().iter().map(|area| Subject::Area(*area)).collect()
}

fn area_and_items(shown: &Shown, area: Area) -> Vec<Subject> {
    let items = shown.items_of(area);
    std::iter::once(Subject::Area(area)).chain(items.iter().filter_map(|line| line.subject())).collect()
}

/// How many schools have a need, are fine, are strong.
fn counted(shown: &Shown, subjects: &[Subject], lang: Lang) -> impl IntoView + use<> {
    let kinds: [(&'static str, &'static str, &'static [Verdict]); 4] = [
        ("c need", lang.verdict_need(), &[Verdict::DeepNeed, Verdict::Need]),
        ("c undecided", lang.verdict_undecided(), &[Verdict::Undecided]),
        ("c", lang.verdict_fine(), &[Verdict::Fine]),
        ("c strength", lang.verdict_strength(), &[Verdict::Strength]),
    ];
    let heads: Vec<_> = kinds.iter().map(|(_, name, _)| view! { <th scope="col">{*name}</th> }).collect();
    let rows: Vec<_> = subjects
        .iter()
        .map(|subject| {
            let tally = shown.tally(subject);
            let cells: Vec<_> = kinds
                .iter()
                .map(|(class, _, verdicts)| {
                    let count: usize = verdicts.iter().filter_map(|verdict| tally.get(verdict)).sum();
                    view! { <td><div class=*class>{lang.count(count)}</div></td> }
                })
                .collect();
            view! { <tr><th scope="row">{shown.called(subject, lang)}</th>{cells}</tr> }
        })
        .collect();
    view! {
        <table>
            <caption class="unseen">{lang.present_counted()}</caption>
            <thead><tr><th scope="col">{lang.present_counted()}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

fn heads(shown: &Shown, schools: &[SchoolId], lang: Lang) -> Vec<impl IntoView + use<>> {
    schools.iter().map(|id| view! { <th scope="col">{shown.school_head(id, lang).0}</th> }).collect()
}

fn cells(shown: &Shown, schools: &[SchoolId], subject: &Subject, lang: Lang) -> Vec<impl IntoView + use<>> {
    schools
        .iter()
        .map(|id| {
            let look = shown.look(id, subject, lang);
            let beside = (!look.beside.is_empty()).then(|| view! { <small>{look.beside}</small> });
            view! { <td><div class=look.class>{look.text}{beside}<span class="unseen">{look.words}</span></div></td> }
        })
        .collect()
}
