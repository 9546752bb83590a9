//! What was understood of one file, the ways to correct it, and taking it.

use super::Reading;
use super::effects::Effects;
use super::file::{FileState, Lacks, Status, take};
use super::table::Blocks;
use super::target::{ClashQuestion, TargetMenus};
use crate::i18n::Lang;
use crate::reading::preview::Preview;
use crate::reading::{CellChoice, Certainty, DecimalMark, Delimiter, Doubt, Encoding, Reason, RowChoice, RowMeaning};
use crate::selfie::{Edition, Group};
use crate::ui::App;
use crate::ui::parts::Choice;
use crate::ui::route::Route;
use leptos::prelude::*;

#[component]
pub fn FilePanel(reading: Reading, file: FileState) -> impl IntoView {
    let app = App::expect();
    let place = move || {
        reading.files.with(|files| {
            let place = files.iter().position(|f| f.number == file.number).unwrap_or_default() + 1;
            app.lang().read_file_of(place, files.len())
        })
    };
    view! {
        <div class="small muted file-name">{file.name.get_value()}" · "{place}</div>
        {move || match file.status.get() {
            Status::Working(done) => view! { <Working reading=reading done=done/> }.into_any(),
            Status::Read(preview) => view! { <ReadPanel reading=reading file=file preview=*preview/> }.into_any(),
            Status::Stopped => view! { <Ended reading=reading file=file words=Lang::read_stopped/> }.into_any(),
            Status::Failed => view! { <Ended reading=reading file=file words=Lang::read_failed/> }.into_any(),
            Status::Taken(scores) => view! { <Taken scores=scores/> }.into_any(),
        }}
    }
}

#[component]
fn Working(reading: Reading, done: f32) -> impl IntoView {
    let app = App::expect();
    let percent = move || app.lang().percent(f64::from(done));
    view! {
        <h1>{move || app.lang().read_working(percent())}</h1>
        <div class="row working">
            <progress max="1" prop:value=done aria-label=move || app.lang().read_working(percent())></progress>
            <button class="btn" type="button" on:click=move |_| reading.stop()>{move || app.lang().read_stop()}</button>
        </div>
    }
}

#[component]
fn Ended(reading: Reading, file: FileState, words: fn(Lang) -> &'static str) -> impl IntoView {
    let app = App::expect();
    view! {
        <h1>{move || words(app.lang())}</h1>
        <div class="row working">
            <button class="btn primary" type="button" on:click=move |_| reading.read(file)>{move || app.lang().read_again()}</button>
            <button class="btn" type="button" on:click=move |_| reading.leave_out(file)>{move || app.lang().read_leave_out_file()}</button>
        </div>
    }
}

#[component]
fn Taken(scores: usize) -> impl IntoView {
    let app = App::expect();
    view! {
        <h1>{move || if scores == 0 { app.lang().read_nothing_new().to_owned() } else { app.lang().read_taken(scores) }}</h1>
        <div class="row working">
            <a class="btn primary" href=Route::Survey.href()>{move || app.lang().survey_title()}</a>
            <a class="btn" href=Route::Grid.href()>{move || app.lang().nav_grid()}</a>
        </div>
    }
}

#[component]
fn ReadPanel(reading: Reading, file: FileState, preview: Preview) -> impl IntoView {
    let app = App::expect();
    let (open, remarks): (Vec<Doubt>, Vec<Doubt>) =
        preview.doubts.listed.iter().cloned().partition(|d| !d.reason.is_remark());
    let (scores, more) = (preview.scores, preview.doubts.more);
    let to_look_at = open.len() + more;
    let participation = preview.results.iter().any(|r| r.participation);
    let empty = scores == 0 && !participation;
    let notes = preview.notes.clone();
    let preview = StoredValue::new(preview);
    let heading = move || {
        let lang = app.lang();
        let read = match (scores, participation) {
            (0, true) => lang.read_heading_participation().to_owned(),
            (0, false) => lang.read_heading_nothing().to_owned(),
            _ => lang.read_heading(scores),
        };
        if to_look_at == 0 { read } else { format!("{read}, {}", lang.read_to_look_at(to_look_at)) }
    };
    view! {
        <h1>{heading}</h1>
        {(to_look_at > 0).then(|| view! {
            <DoubtList reading=reading file=file doubts=StoredValue::new(open) more=more title=Lang::read_doubts/>
        })}
        <div class="sheet understood">
            <div class="steps">
                {(!empty).then(|| view! { <TargetMenus reading=reading file=file preview=preview/> })}
                <Guesses reading=reading file=file preview=preview/>
            </div>
            <Blocks reading=reading file=file preview=preview/>
        </div>
        // A file that gives nothing would wait for ever.
        {empty.then(|| view! { <div class="foot"><LeaveOut reading=reading file=file/></div> })}
        {(!empty).then(|| view! {
            <Effects file=file/>
            <ClashQuestion file=file/>
            <Foot reading=reading file=file scores=scores/>
        })}
        {(!remarks.is_empty()).then(|| view! {
            <DoubtList reading=reading file=file doubts=StoredValue::new(remarks) more=0 title=Lang::read_remarks/>
        })}
        {(!notes.is_empty()).then(|| view! {
            <section>
                <h2>{move || app.lang().read_notes()}</h2>
                <ul class="sheet notes small">{notes.into_iter().map(|(row, text)| view! { <li><span class="muted">{row}</span>" "{text}</li> }).collect_view()}</ul>
            </section>
        })}
    }
}

/// The guesses about the file as a whole; only those that apply.
#[component]
fn Guesses(reading: Reading, file: FileState, preview: StoredValue<Preview>) -> impl IntoView {
    let app = App::expect();
    let again = move |change: &dyn Fn(&mut crate::reading::Choices)| {
        file.choices.update(change);
        reading.read(file);
    };
    let guesses = preview.with_value(|p| (p.encoding, p.delimiter, p.decimal, p.edition, p.ungrouped));
    // Of a file without any table there is nothing to say about its values.
    let is_table = preview.with_value(|p| !p.blocks.is_empty());
    let (encoding, delimiter, decimal, edition, ungrouped) = guesses;
    let group = file.choices.with_untracked(|c| c.group);
    let sureness =
        move |certainty: Certainty| MaybeProp::derive(move || Some(app.lang().certainty(certainty).to_owned()));
    let decimals_matter = is_table && encoding.is_some() && decimal.certainty != Certainty::Likely;
    view! {
        {(ungrouped || group.is_some()).then(|| {
            let options = Signal::derive(move || {
                let lang = app.lang();
                let groups = Group::ALL.into_iter().map(|g| (g.word().to_owned(), lang.group(g).to_owned()));
                std::iter::once((String::new(), lang.read_choose_one().to_owned())).chain(groups).collect::<Vec<_>>()
            });
            view! {
                <Choice label=Signal::derive(move || app.lang().read_group().to_owned()) options=options
                    value=group.map_or("", Group::word).to_owned()
                    on_choose=move |word: String| again(&|c| c.group = Group::from_word(&word))
                    note=MaybeProp::derive(move || Some(app.lang().read_not_said().to_owned())) ask=group.is_none()/>
            }
        })}
        {decimals_matter.then(|| {
            let options = Signal::derive(move || {
                let lang = app.lang();
                let marks = [("comma", DecimalMark::Comma), ("point", DecimalMark::Point)];
                let ask = (decimal.value.is_none()).then(|| (String::new(), lang.read_choose_one().to_owned()));
                ask.into_iter().chain(marks.map(|(word, mark)| (word.to_owned(), lang.decimal_mark(mark).to_owned()))).collect::<Vec<_>>()
            });
            let value = match decimal.value { Some(DecimalMark::Comma) => "comma", Some(DecimalMark::Point) => "point", None => "" };
            view! {
                <Choice label=Signal::derive(move || app.lang().read_decimals().to_owned()) options=options value=value.to_owned()
                    on_choose=move |word: String| again(&|c| c.decimal = match word.as_str() {
                        "comma" => Some(DecimalMark::Comma), "point" => Some(DecimalMark::Point), _ => None,
                    })
                    note=sureness(decimal.certainty) ask=decimal.value.is_none()/>
            }
        })}
        {encoding.map(|guess| {
            let options: Vec<(String, String)> = Encoding::ALL.iter().map(|e| (e.name().to_owned(), e.name().to_owned())).collect();
            view! {
                <Choice label=Signal::derive(move || app.lang().read_letters().to_owned()) options=options value=guess.value.name().to_owned()
                    on_choose=move |name: String| again(&|c| c.encoding = Encoding::ALL.into_iter().find(|e| e.name() == name))
                    note=sureness(guess.certainty)/>
            }
        })}
        {delimiter.map(|guess| {
            let options = Signal::derive(move || Delimiter::ALL.map(|d| (char::from(d.byte()).to_string(), app.lang().delimiter(d).to_owned())).to_vec());
            view! {
                <Choice label=Signal::derive(move || app.lang().read_delimiter().to_owned()) options=options value=char::from(guess.value.byte()).to_string()
                    on_choose=move |c: String| again(&|choices| choices.delimiter = Delimiter::ALL.into_iter().find(|d| char::from(d.byte()).to_string() == c))
                    note=sureness(guess.certainty)/>
            }
        })}
        {is_table.then(|| view! {
            <Choice label=Signal::derive(move || app.lang().read_edition().to_owned())
                options=Signal::derive(move || Edition::ALL.map(|e| (e.word().to_owned(), app.lang().edition(e).to_owned())).to_vec())
                value=edition.value.word().to_owned()
                on_choose=move |word: String| again(&|c| c.edition = Edition::ALL.into_iter().find(|e| e.word() == word))
                note=sureness(edition.certainty)/>
        })}
    }
}

#[component]
fn DoubtList(
    reading: Reading,
    file: FileState,
    doubts: StoredValue<Vec<Doubt>>,
    more: usize,
    title: fn(Lang) -> &'static str,
) -> impl IntoView {
    let app = App::expect();
    view! {
        <section class="doubts-section">
            <h2>{move || title(app.lang())}</h2>
            <ul class="sheet doubts">
                {move || doubts.get_value().into_iter().map(|doubt| {
                    let lang = app.lang();
                    let words = format!("{}.", lang.doubt_of(&doubt.text, &doubt.reason));
                    view! {
                        <li>
                            <strong class="small">{place_words(lang, &doubt)}</strong>
                            <span>{words.replace("?.", "?")}</span>
                            <Answers reading=reading file=file doubt=doubt/>
                        </li>
                    }
                }).collect_view()}
                {move || (more > 0).then(|| view! { <li><span></span><span>{app.lang().doubt_more(more)}</span></li> })}
            </ul>
        </section>
    }
}

fn place_words(lang: Lang, doubt: &Doubt) -> String {
    let place = &doubt.place;
    let mut words = Vec::new();
    if let Some(sheet) = &place.sheet {
        words.push(lang.read_sheet(sheet));
    }
    if place.row > 0 {
        words.push(lang.read_row_of(place.row));
    }
    if place.column > 0 {
        words.push(if place.heading.is_empty() { lang.read_column_of(place.column) } else { place.heading.clone() });
    }
    if words.is_empty() { lang.read_whole_file().to_owned() } else { words.join(", ") }
}

/// One-click answers to a doubt.
#[component]
fn Answers(reading: Reading, file: FileState, doubt: Doubt) -> impl IntoView {
    let app = App::expect();
    let place = StoredValue::new(doubt.place.clone());
    let answer_cell = move |value: Option<String>| {
        let (block, row, column) = place.with_value(|p| (p.block, p.row, p.column - 1));
        file.choices.update(|c| c.cells.push(CellChoice { block, row, column, value }));
        reading.read(file);
    };
    let answer_row = move |row: u32, meaning: RowMeaning| {
        let block = place.with_value(|p| p.block);
        file.choices.update(|c| c.rows.push(RowChoice { block, row, meaning }));
        reading.read(file);
    };
    let row = doubt.place.row;
    let in_cell = doubt.place.column > 0 && row > 0;
    let lang = app.lang_untracked();
    let button = move |words: String, action: Callback<()>| view! { <button class="btn small" type="button" on:click=move |_| action.run(())>{words}</button> };
    let buttons = match doubt.reason {
        Reason::OutOfRange { suggestion: Some(value) } => {
            let make = value.clone();
            vec![
                button(lang.read_make_it(&value), Callback::new(move |()| answer_cell(Some(make.clone())))),
                button(lang.read_leave_out().into(), Callback::new(move |()| answer_cell(None))),
            ]
        }
        Reason::BecameDate { perhaps } if in_cell => {
            let mut buttons: Vec<_> = perhaps
                .into_iter()
                .map(|value| {
                    let words = lang.read_make_it(&value);
                    button(words, Callback::new(move |()| answer_cell(Some(value.clone()))))
                })
                .collect();
            buttons.push(button(lang.read_leave_out().into(), Callback::new(move |()| answer_cell(None))));
            buttons
        }
        Reason::Twice { other_row, .. } => vec![
            button(lang.read_row_is_right(row), Callback::new(move |()| answer_row(other_row, RowMeaning::LeaveOut))),
            button(lang.read_row_is_right(other_row), Callback::new(move |()| answer_row(row, RowMeaning::LeaveOut))),
        ],
        Reason::Total | Reason::Statistic => {
            vec![button(lang.read_it_is_an_item().into(), Callback::new(move |()| answer_row(row, RowMeaning::Keep)))]
        }
        Reason::OwnQuestion
        | Reason::UnknownCode
        | Reason::UnknownGroup
        | Reason::UnknownLevel
        | Reason::NoSubject
        | Reason::OpenKey
        | Reason::PerhapsSchool
        | Reason::NoRespondent
        | Reason::ShiftedRow => {
            vec![button(
                lang.read_leave_out_row().into(),
                Callback::new(move |()| answer_row(row, RowMeaning::LeaveOut)),
            )]
        }
        _ if in_cell => vec![button(lang.read_leave_out().into(), Callback::new(move |()| answer_cell(None)))],
        _ => Vec::new(),
    };
    view! { <span class="row">{buttons}</span> }
}

#[component]
fn LeaveOut(reading: Reading, file: FileState) -> impl IntoView {
    let app = App::expect();
    view! { <button class="btn quiet" type="button" on:click=move |_| reading.leave_out(file)>{move || app.lang().read_leave_out_file()}</button> }
}

#[component]
fn Foot(reading: Reading, file: FileState, scores: usize) -> impl IntoView {
    let app = App::expect();
    let lacks = Memo::new(move |_| file.lacks());
    let words = move || {
        let lang = app.lang();
        match lacks.get() {
            Lacks::Nothing | Lacks::Scores => lang.read_undo_later(),
            Lacks::School => lang.read_need_school(),
            Lacks::Level => lang.read_need_level(),
            Lacks::Round => lang.read_need_round(),
            Lacks::Group => lang.read_need_group(),
            Lacks::Clash => lang.read_need_clash(),
        }
    };
    let take_it = move |_| {
        take(app, &[file]);
        reading.go_on(file);
    };
    view! {
        <div class="foot">
            <button class="btn primary" type="button" disabled=move || lacks.get() != Lacks::Nothing aria-describedby="take-words" on:click=take_it>
                {move || if scores == 0 { app.lang().read_take_participation().to_owned() } else { app.lang().read_take(scores) }}
            </button>
            <LeaveOut reading=reading file=file/>
            <span class="small muted" id="take-words">{words}</span>
        </div>
    }
}
