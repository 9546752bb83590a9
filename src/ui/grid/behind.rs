//! What is behind the chosen cell: each group's mean with n and band, where it comes
//! from, how groups differ, and a note.

use super::choices::Choices;
use super::shown::Part;
use super::table::{BEHIND, back_to_cell};
use crate::cluster::{CellKey, CellNote, SchoolId, SurveyKey};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::parts::TextArea;
use crate::ui::route::Route;
use crate::workspace::{Kind, record};
use leptos::prelude::*;

/// So many schools that share the best value are named.
const BEST_NAMED: usize = 3;

#[component]
pub fn BehindCell() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    view! {
        <section class="sheet pad behind" aria-labelledby=BEHIND
            on:keydown=move |event| if event.key() == "Escape" { back_to_cell() }>
            {move || match choices.chosen_result() {
                None => view! {
                    <h2 id=BEHIND>{app.lang().cell_title()}</h2>
                    <p class="small muted">{app.lang().cell_nothing_chosen()}</p>
                    <p class="small muted wide-only">{app.lang().grid_keys()}</p>
                }.into_any(),
                Some((survey, subject)) => details(app, choices, survey, subject).into_any(),
            }}
        </section>
    }
}

fn details(app: App, choices: Choices, survey: SurveyKey, subject: Subject) -> impl IntoView {
    let cell = StoredValue::new((survey.school.clone(), subject.clone()));
    let of_cell = move |say: fn(Choices, Lang, &SchoolId, &Subject) -> AnyView| {
        move || cell.with_value(|(school, subject)| say(choices, app.lang(), school, subject))
    };
    let key = CellKey { survey: survey.clone(), subject }.to_string();
    view! {
        <h2 id=BEHIND tabindex="-1">{of_cell(heading)}</h2>
        {of_cell(verdict)}
        {of_cell(parts)}
        {of_cell(distance)}
        {of_cell(gap)}
        <NoteField id=key/>
        {move || origin(app, &survey)}
    }
}

fn heading(choices: Choices, lang: Lang, school: &SchoolId, subject: &Subject) -> AnyView {
    choices
        .shown()
        .with(|shown| format!("{} · {}", shown.school_head(school, lang).0, shown.called(subject, lang)).into_any())
}

fn verdict(choices: Choices, lang: Lang, school: &SchoolId, subject: &Subject) -> AnyView {
    let look = choices.shown().with(|shown| shown.look(school, subject, lang));
    let beside = (!look.beside.is_empty()).then(|| view! { <small>{look.beside}</small> });
    view! { <p><span class=format!("{} verdict", look.class)>{look.text}{beside}<span>{look.words}</span></span></p> }
        .into_any()
}

/// How far below the cluster's best; nothing of the best itself, as nobody is ranked.
fn distance(choices: Choices, lang: Lang, school: &SchoolId, subject: &Subject) -> AnyView {
    let behind = choices.shown().with(|shown| shown.behind_best(school, subject));
    let words = behind.map(|(points, best)| {
        let points = lang.decimal(points, 1);
        match best.len() {
            1..=BEST_NAMED => lang.cell_behind_best(points, best.join(", ")),
            _ => lang.cell_behind_several(points),
        }
    });
    words.map(|words| view! { <p class="small">{words}</p> }).into_any()
}

fn parts(choices: Choices, lang: Lang, school: &SchoolId, subject: &Subject) -> AnyView {
    let (parts, minimum) = choices.shown().with(|shown| (shown.parts(school, subject), shown.minimum_group()));
    if parts.is_empty() {
        return view! { <p class="small muted">{lang.cell_no_answer()}</p> }.into_any();
    }
    let rows: Vec<_> = parts
        .into_iter()
        .map(|part| {
            let value = lang.decimal(part.mean, 1);
            view! { <div><dt>{lang.group(part.group)}</dt><dd class="value">{value}</dd><dd class="small muted">{about(&part, minimum, lang)}</dd></div> }
        })
        .collect();
    let together = choices.shown().with(|shown| shown.together(school, subject)).map(|(value, band)| {
        let band = band.map(|(low, high)| lang.cell_band(lang.decimal(low, 1), lang.decimal(high, 1)));
        view! { <div class="together"><dt>{lang.cell_together()}</dt><dd class="value">{lang.decimal(value, 1)}</dd><dd class="small muted">{band}</dd></div> }
    });
    view! { <dl>{rows}{together}</dl> }.into_any()
}

/// n, the band, and what to mind.
fn about(part: &Part, minimum: u32, lang: Lang) -> String {
    let mut words = Vec::new();
    words.extend(part.n.map(|n| lang.grid_n(lang.count(n as usize))));
    words.extend(part.band.map(|(low, high)| lang.cell_band(lang.decimal(low, 1), lang.decimal(high, 1))));
    if part.n.is_some_and(|n| n < minimum) {
        words.push(lang.cell_small(minimum));
    }
    if !part.counts {
        words.push(lang.cell_counts_not().to_owned());
    }
    words.join(" · ")
}

fn gap(choices: Choices, lang: Lang, school: &SchoolId, subject: &Subject) -> AnyView {
    let sentence = choices.shown().with(|shown| shown.gap_sentence(school, subject, lang));
    sentence.map(|sentence| view! { <p class="small">{sentence}</p> }).into_any()
}

/// The note on a cell; an empty one is taken away.
#[component]
fn NoteField(id: String) -> impl IntoView {
    let app = App::expect();
    let kept = {
        let id = id.clone();
        app.read(move |workspace| workspace.cell_notes.get(&id).map(|note| note.text.clone()).unwrap_or_default())
    };
    let open = {
        let id = id.clone();
        MaybeProp::derive(move || app.open_hint(Kind::CellNotes, &id, "text"))
    };
    let keep = move |text: String| {
        let id = id.clone();
        app.edit(move |workspace| {
            if text.trim().is_empty() {
                workspace.cell_notes.remove(&id);
            } else {
                let note: &mut CellNote = record(&mut workspace.cell_notes, &id);
                note.text = text;
            }
        });
    };
    view! { <TextArea label=Signal::derive(move || app.lang().cell_note().to_owned()) hint=open value=kept on_keep=keep rows=3/> }
}

/// Where the values were read from, and the way to all of them.
fn origin(app: App, survey: &SurveyKey) -> impl IntoView + use<> {
    let lang = app.lang();
    let workspace = app.workspace();
    let result = workspace.survey(survey);
    let sources: Vec<_> = result.map(|r| r.sources.iter().map(|s| s.name.clone()).collect()).unwrap_or_default();
    let from = (!sources.is_empty()).then(|| lang.cell_from(sources.join(", ")));
    let link =
        result.is_some().then(|| view! { <a href=Route::Result(survey.clone()).href()>{lang.cell_result()}</a> });
    view! { <p class="small muted">{from} " " {link}</p> }
}
