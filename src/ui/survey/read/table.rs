//! The file's table as it was understood, with a menu on every column and row.

use super::Reading;
use super::file::FileState;
use crate::i18n::Lang;
use crate::reading::preview::{BlockPreview, Preview};
use crate::reading::{About, Certainty, Column, ColumnChoice, Measure, Place, RowChoice, RowMeaning};
use crate::selfie::Group;
use crate::ui::App;
use crate::ui::parts::Choice;
use leptos::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// How many rows stand there at first.
const AT_FIRST: usize = 12;

#[component]
pub fn Blocks(reading: Reading, file: FileState, preview: StoredValue<Preview>) -> impl IntoView {
    let count = preview.with_value(|p| p.blocks.len());
    (0..count)
        .map(|number| view! { <BlockTable reading=reading file=file preview=preview number=number/> })
        .collect_view()
}

#[component]
fn BlockTable(reading: Reading, file: FileState, preview: StoredValue<Preview>, number: usize) -> impl IntoView {
    let app = App::expect();
    let block = StoredValue::new(preview.with_value(|p| p.blocks[number].clone()));
    let (all, held, columns) = block.with_value(|b| (b.row_count, b.rows.len(), b.columns.len()));
    let more = RwSignal::new(false);
    let doubtful: StoredValue<BTreeSet<(u32, usize)>> = StoredValue::new(preview.with_value(|p| {
        let places =
            p.doubts.listed.iter().filter(|d| d.place.block == number && !d.reason.is_remark()).map(|d| &d.place);
        places.map(|place: &Place| (place.row, place.column)).collect()
    }));
    let shown = move || if more.get() { held } else { held.min(AT_FIRST) };
    let title = move || {
        let lang = app.lang();
        block.with_value(|b| match &b.sheet {
            Some(sheet) => format!("{}: {}", lang.read_sheet(sheet), lang.shape(b.shape)),
            None => format!("{}: {}", lang.read_layout(), lang.shape(b.shape)),
        })
    };
    view! {
        <div class="frame small" tabindex="0" role="region" aria-label=title>
            <table class="file-table">
                <caption class="pad muted">{title}</caption>
                <thead>
                    <tr><th scope="col"><span class="unseen">{move || app.lang().read_row()}</span></th>
                        {(0..columns).map(|column| view! { <th scope="col"><ColumnMenu reading=reading file=file block=block number=number column=column/></th> }).collect_view()}
                    </tr>
                    <tr class="muted"><td></td>
                        {(0..columns).map(|column| view! { <th>{block.with_value(|b| b.columns[column].heading.clone())}</th> }).collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {move || (0..shown()).map(|place| {
                        let row = block.with_value(|b| b.rows[place].clone());
                        let bad = |column: usize| doubtful.with_value(|d| d.contains(&(row.number, column + 1)) || d.contains(&(row.number, 0)));
                        view! {
                            <tr class:off=row.passed>
                                <th scope="row" class="row-number"><RowMenu reading=reading file=file number=number row=row.number passed=row.passed/></th>
                                {row.cells.iter().enumerate().map(|(column, cell)| view! {
                                    <td class:bad=bad(column)>{bad(column).then_some("? ")}{cell.clone()}</td>
                                }).collect_view()}
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
        <div class="row pad small muted">
            <span>{move || app.lang().read_rows_shown(shown(), all)}</span>
            <Show when=move || held.gt(&AT_FIRST)>
                <button class="btn small" type="button" aria-expanded=move || more.get().to_string() on:click=move |_| more.update(|m| *m = !*m)>
                    {move || if more.get() { app.lang().read_fewer_rows() } else { app.lang().read_more_rows() }}
                </button>
            </Show>
        </div>
    }
}

#[component]
fn ColumnMenu(
    reading: Reading,
    file: FileState,
    block: StoredValue<BlockPreview>,
    number: usize,
    column: usize,
) -> impl IntoView {
    let app = App::expect();
    let (heading, meaning, certainty) = block.with_value(|b| {
        let c = &b.columns[column];
        (c.heading.clone(), c.meaning.clone(), c.certainty)
    });
    let heading = if heading.is_empty() { (column + 1).to_string() } else { heading };
    let present = word(&meaning);
    let options = {
        let meaning = meaning.clone();
        Signal::derive(move || meanings(app.lang(), &meaning))
    };
    let choose = move |chosen: String| {
        let Ok(meaning) = serde_json::from_str::<Column>(&chosen) else { return };
        file.choices.update(|c| c.columns.push(ColumnChoice { block: number, column, meaning }));
        reading.read(file);
    };
    view! {
        <Choice bare=true label=Signal::derive(move || app.lang().read_column_meaning(&heading)) options=options value=present
            on_choose=choose ask=certainty == Certainty::Ask/>
    }
}

fn word(meaning: &Column) -> String {
    serde_json::to_string(meaning).unwrap_or_default()
}

/// All that a column may hold; what it was understood as stands first.
fn meanings(lang: Lang, present: &Column) -> Vec<(String, String)> {
    let value = |measure, group| Column::Value { measure, about: About { group, ..About::default() } };
    let groups = || Group::ALL.into_iter().map(Some);
    let mut all = vec![present.clone(), Column::Code, Column::Title];
    all.extend(groups().map(|g| value(Measure::Mean, g)));
    all.extend(groups().map(|g| value(Measure::Count, g)));
    all.extend([value(Measure::Mean, None), value(Measure::Count, None)]);
    all.extend([Column::School, Column::Level, Column::Round, Column::Group, Column::Respondent, Column::Ignored]);
    let mut seen: BTreeMap<String, ()> = BTreeMap::new();
    all.into_iter()
        .map(|c| (word(&c), meaning_words(lang, &c)))
        .filter(|(word, _)| seen.insert(word.clone(), ()).is_none())
        .collect()
}

fn meaning_words(lang: Lang, meaning: &Column) -> String {
    match meaning {
        Column::Code => lang.meaning_code().into(),
        Column::Title => lang.meaning_title().into(),
        Column::School => lang.meaning_school().into(),
        Column::Level => lang.meaning_level().into(),
        Column::Round => lang.meaning_round().into(),
        Column::Group => lang.meaning_group().into(),
        Column::Respondent => lang.meaning_respondent().into(),
        Column::Measure => lang.meaning_measure().into(),
        Column::Ignored => lang.meaning_ignored().into(),
        Column::Unknown => lang.meaning_unknown().into(),
        Column::Value { measure, about } => {
            let mut who = Vec::new();
            who.extend(about.school.clone());
            who.extend(about.round.clone());
            who.extend(about.group.map(|g| lang.group(g).to_owned()));
            who.extend(about.subject.as_ref().map(ToString::to_string));
            let what = lang.measure(*measure);
            if who.is_empty() { what } else { lang.meaning_of(who.join(", "), what) }
        }
    }
}

/// Whether a row is read, and the way to say otherwise.
#[component]
fn RowMenu(reading: Reading, file: FileState, number: usize, row: u32, passed: bool) -> impl IntoView {
    let app = App::expect();
    let choose = move |_| {
        let meaning = if passed { RowMeaning::Keep } else { RowMeaning::LeaveOut };
        file.choices.update(|c| c.rows.push(RowChoice { block: number, row, meaning }));
        reading.read(file);
    };
    let label = move || {
        let lang = app.lang();
        let state = if passed { lang.row_out() } else { lang.row_as_read() };
        format!("{}: {state}", lang.read_row_meaning(row))
    };
    view! {
        <label class="check"><input type="checkbox" aria-label=label prop:checked=!passed on:change=choose/>{row}</label>
    }
}
