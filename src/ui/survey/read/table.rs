//! The file's table as it was understood, with a menu on every column and row.

use super::Reading;
use super::file::FileState;
use crate::i18n::Lang;
use crate::reading::preview::{BlockPreview, Preview};
use crate::reading::{
    About, Certainty, Column, ColumnChoice, HeaderChoice, Measure, Place, RowChoice, RowMeaning, Shape, ShapeChoice,
};
use crate::selfie::{Area, Catalogue, Edition, Group, ItemCode, Subject};
use crate::ui::App;
use crate::ui::parts::{Choice, field_ids};
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
    let edition = preview.with_value(|p| p.edition.value);
    let single = preview.with_value(|p| p.blocks.len() == 1);
    let title = move || {
        let shape = app.lang().shape(block.with_value(|b| b.shape));
        if single { shape.to_owned() } else { app.lang().read_told(block_name(app.lang(), block, number), shape) }
    };
    // The row whose meaning somebody wants to say.
    let asked = RwSignal::new(None::<u32>);
    view! {
        <BlockMenus reading=reading file=file block=block number=number single=single/>
        <div class="frame small" tabindex="0" role="region" aria-label=title>
            <table class="file-table">
                <caption class=if single { "unseen" } else { "pad muted" }>{title}</caption>
                <thead>
                    <tr><th scope="col"><span class="unseen">{move || app.lang().read_row()}</span></th>
                        {(0..columns).map(|column| view! { <th scope="col"><ColumnMenu reading=reading file=file block=block number=number column=column edition=edition/></th> }).collect_view()}
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
                                <th scope="row" class="row-number"><RowMenu reading=reading file=file number=number row=row.number passed=row.passed edition=edition asked=asked/></th>
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

fn block_name(lang: Lang, block: StoredValue<BlockPreview>, number: usize) -> String {
    block.with_value(|b| match &b.sheet {
        Some(sheet) => lang.read_sheet(sheet),
        None => lang.read_table(number + 1),
    })
}

/// How the table as a whole is laid out, and which rows are its header.
#[component]
fn BlockMenus(
    reading: Reading,
    file: FileState,
    block: StoredValue<BlockPreview>,
    number: usize,
    single: bool,
) -> impl IntoView {
    let app = App::expect();
    let (shape, header) = block.with_value(|b| (b.shape, b.header));
    let of_block = move |what: &str| match single {
        true => what.to_owned(),
        false => app.lang().read_told(block_name(app.lang(), block, number), what),
    };
    let said = move |shape: bool| {
        let said =
            file.choices.with_untracked(|c| if shape { c.shape(number).is_some() } else { c.header(number).is_some() });
        MaybeProp::derive(move || said.then(|| app.lang().you_said().to_owned()))
    };
    let shapes = Signal::derive(move || Shape::ALL.map(|s| (word(&s), app.lang().shape(s).to_owned())).to_vec());
    let choose_shape = move |chosen: String| {
        let Ok(shape) = serde_json::from_str::<Shape>(&chosen) else { return };
        file.choices.update(|c| c.shapes.push(ShapeChoice { block: number, shape }));
        reading.read(file);
    };
    let headers = Signal::derive(move || {
        block.with_value(|b| {
            let choices = header_choices(b, number).into_iter();
            choices.map(|choice| (word(&choice), header_words(app.lang(), b, choice))).collect::<Vec<_>>()
        })
    });
    let choose_header = move |chosen: String| {
        let Ok(header) = serde_json::from_str::<HeaderChoice>(&chosen) else { return };
        file.choices.update(|c| c.headers.push(header));
        reading.read(file);
    };
    view! {
        <div class="steps">
            <Choice label=Signal::derive(move || of_block(app.lang().read_shape())) options=shapes value=word(&shape)
                on_choose=choose_shape note=said(true)/>
            <Choice label=Signal::derive(move || of_block(app.lang().read_header())) options=headers value=word(&header)
                on_choose=choose_header note=said(false)/>
        </div>
    }
}

/// The header as it was understood, none, and one to three of the rows around it.
fn header_choices(block: &BlockPreview, number: usize) -> Vec<HeaderChoice> {
    let none = HeaderChoice { block: number, first: block.header.first, rows: 0 };
    let rows = &block.header_rows;
    let near = (0..rows.len()).flat_map(|from| {
        let most = (rows.len() - from).min(3);
        (1..=most).map(move |count| HeaderChoice { block: number, first: rows[from].0, rows: count })
    });
    let mut choices: Vec<HeaderChoice> = std::iter::once(none).chain(near).collect();
    if !choices.contains(&block.header) {
        choices.insert(0, block.header);
    }
    choices
}

fn header_words(lang: Lang, block: &BlockPreview, header: HeaderChoice) -> String {
    let rows = &block.header_rows;
    let first = rows.iter().position(|(number, _)| *number == header.first);
    let begins = first.map_or("", |first| rows[first].1.as_str());
    // Empty lines between them have numbers, too.
    let last = first.and_then(|first| rows.get(first + header.rows.max(1) - 1)).map_or(header.first, |(last, _)| *last);
    match header.rows {
        0 => lang.read_header_none().to_owned(),
        1 => lang.read_header_row(header.first, begins),
        _ => lang.read_header_rows(header.first, last, begins),
    }
}

/// What has to be said besides, of a column of values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum More {
    Subject,
    School,
    Round,
}

impl More {
    const ALL: [More; 3] = [More::Subject, More::School, More::Round];

    fn word(self) -> &'static str {
        match self {
            More::Subject => "+subject",
            More::School => "+school",
            More::Round => "+round",
        }
    }

    fn words(self, lang: Lang) -> &'static str {
        match self {
            More::Subject => lang.meaning_more_subject(),
            More::School => lang.meaning_more_school(),
            More::Round => lang.meaning_more_round(),
        }
    }
}

#[component]
fn ColumnMenu(
    reading: Reading,
    file: FileState,
    block: StoredValue<BlockPreview>,
    number: usize,
    column: usize,
    edition: Edition,
) -> impl IntoView {
    let app = App::expect();
    let (heading, meaning, certainty) = block.with_value(|b| {
        let c = &b.columns[column];
        (c.heading.clone(), c.meaning.clone(), c.certainty)
    });
    let heading = if heading.is_empty() { (column + 1).to_string() } else { heading };
    let (heading, meaning) = (StoredValue::new(heading), StoredValue::new(meaning));
    let more = RwSignal::new(None::<More>);
    let options = Signal::derive(move || {
        let lang = app.lang();
        let mut options = meaning.with_value(|present| meanings(lang, present));
        options.extend(More::ALL.map(|more| (more.word().to_owned(), more.words(lang).to_owned())));
        options
    });
    let value = Signal::derive(move || match more.get() {
        Some(more) => more.word().to_owned(),
        None => meaning.with_value(word),
    });
    let say = move |meaning: Column| {
        file.choices.update(|c| c.columns.push(ColumnChoice { block: number, column, meaning }));
        reading.read(file);
    };
    let choose = move |chosen: String| {
        more.set(More::ALL.into_iter().find(|more| more.word() == chosen));
        if let Ok(meaning) = serde_json::from_str::<Column>(&chosen) {
            say(meaning);
        }
    };
    // The values stay what they are; what they are about is said anew.
    let say_about = move |change: &dyn Fn(&mut About)| {
        let (measure, mut about) = meaning.with_value(value_of);
        change(&mut about);
        say(Column::Value { measure, about });
    };
    let of = move |words: fn(Lang, String) -> String| Signal::derive(move || words(app.lang(), heading.get_value()));
    let subjects = Signal::derive(move || {
        let choose = (String::new(), app.lang().read_choose_one().to_owned());
        std::iter::once(choose).chain(subjects(app.lang(), edition)).collect::<Vec<_>>()
    });
    let choose_subject = move |code: String| {
        if let Ok(subject) = code.parse::<Subject>() {
            say_about(&|about| about.subject = Some(subject.clone()));
        }
    };
    view! {
        <Choice bare=true label=of(|lang, heading| lang.read_column_meaning(heading)) options=options value=value
            on_choose=choose ask=certainty == Certainty::Ask/>
        {move || more.get().map(|more| match more {
            More::Subject => view! {
                <Choice bare=true label=of(|lang, heading| lang.meaning_which_subject(heading)) options=subjects value=String::new()
                    on_choose=choose_subject/>
            }.into_any(),
            More::School => view! {
                <Named label=of(|lang, heading| lang.meaning_which_school(heading))
                    on_say=move |name: String| say_about(&|about| about.school = Some(name.clone()))/>
            }.into_any(),
            More::Round => view! {
                <Named label=of(|lang, heading| lang.meaning_which_round(heading))
                    on_say=move |name: String| say_about(&|about| about.round = Some(name.clone()))/>
            }.into_any(),
        })}
    }
}

/// A name that is said at once when it is written: the file is read again with it.
#[component]
fn Named(label: Signal<String>, #[prop(into)] on_say: Callback<String>) -> impl IntoView {
    let (id, _) = field_ids();
    let said = move |event| {
        let name = event_target_value(&event);
        if !name.trim().is_empty() {
            on_say.run(name.trim().to_owned());
        }
    };
    view! {
        <div class="field">
            <label for=id.clone() class="small">{move || label.get()}</label>
            <input id=id type="text" autocomplete="off" on:change=said/>
        </div>
    }
}

fn word<T: serde::Serialize>(meaning: &T) -> String {
    serde_json::to_string(meaning).unwrap_or_default()
}

/// What the values of a column are, and of whom; means where nobody knows.
fn value_of(meaning: &Column) -> (Measure, About) {
    match meaning {
        Column::Value { measure, about } => (*measure, about.clone()),
        _ => (Measure::Mean, About::default()),
    }
}

/// All that a row or a column may be about: each area with its items.
fn subjects(lang: Lang, edition: Edition) -> Vec<(String, String)> {
    let catalogue = Catalogue::shipped();
    let items = |area: Area| catalogue.items.keys().filter(move |item| item.area() == area).copied();
    // Items are known of the present edition; those of the other one only by their areas.
    let with_items = edition == Edition::From2020;
    let of_area = |area: &Area| {
        let items: Vec<ItemCode> = if with_items { items(*area).collect() } else { Vec::new() };
        std::iter::once(Subject::Area(*area)).chain(items.into_iter().map(Subject::Item))
    };
    let option = |subject: Subject| {
        let title = catalogue.title(edition, &subject, lang).unwrap_or_default();
        (subject.to_string(), format!("{subject} {title}"))
    };
    edition.areas().iter().flat_map(of_area).map(option).collect()
}

/// All that a column may hold; what it was understood as stands first.
fn meanings(lang: Lang, present: &Column) -> Vec<(String, String)> {
    let value = |measure, group| Column::Value { measure, about: About { group, ..About::default() } };
    let groups = || Group::ALL.into_iter().map(Some);
    // Of whom and of what these are, the column or its row may tell already.
    let (_, about) = value_of(present);
    let other = |measure| Column::Value { measure, about: about.clone() };
    let mut all = vec![present.clone(), Column::Code, Column::Title];
    all.extend(groups().map(|g| value(Measure::Mean, g)));
    all.extend(groups().map(|g| value(Measure::Count, g)));
    all.extend([value(Measure::Mean, None), value(Measure::Count, None)]);
    all.extend(
        [Measure::Invited, Measure::Answered, Measure::Deviation, Measure::NotApplicable, Measure::Answer].map(other),
    );
    all.extend((1..=5).map(|step| other(Measure::Answers(step))));
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

/// Whether a row is read, and the way to say otherwise: at once, or what else it is.
#[component]
fn RowMenu(
    reading: Reading,
    file: FileState,
    number: usize,
    row: u32,
    passed: bool,
    edition: Edition,
    asked: RwSignal<Option<u32>>,
) -> impl IntoView {
    let app = App::expect();
    let said = file.choices.with_untracked(|choices| choices.row(number, row).cloned());
    let say = move |meaning: Option<RowMeaning>| {
        file.choices.update(|c| {
            c.rows.retain(|choice| (choice.block, choice.row) != (number, row));
            c.rows.extend(meaning.map(|meaning| RowChoice { block: number, row, meaning }));
        });
        reading.read(file);
    };
    let about = match &said {
        Some(RowMeaning::About(subject)) => subject.to_string(),
        _ => "…".to_owned(),
    };
    let present = said.as_ref().map(word).unwrap_or_default();
    let options = Signal::derive(move || row_meanings(app.lang(), edition));
    let ask = move |_| asked.update(|asked| *asked = if *asked == Some(row) { None } else { Some(row) });
    view! {
        <div class="row">
            <label class="check"><input type="checkbox" aria-label=move || app.lang().read_row_taken(row) prop:checked=!passed
                on:change=move |_| say(Some(if passed { RowMeaning::Keep } else { RowMeaning::LeaveOut }))/>{row}</label>
            <button class="btn quiet small" type="button" aria-label=move || app.lang().read_row_menu(row)
                aria-expanded=move || (asked.get() == Some(row)).to_string() on:click=ask>{about}</button>
        </div>
        {move || (asked.get() == Some(row)).then(|| view! {
            <Choice bare=true label=Signal::derive(move || app.lang().read_row_meaning(row)) options=options value=present.clone()
                on_choose=move |chosen: String| say(serde_json::from_str(&chosen).ok())/>
        })}
    }
}

/// All that a row may be; nothing said stands first.
fn row_meanings(lang: Lang, edition: Edition) -> Vec<(String, String)> {
    let about = |(code, words): (String, String)| {
        let subject = code.parse::<Subject>().ok()?;
        Some((word(&RowMeaning::About(subject)), lang.row_about(words)))
    };
    let plain = [
        (String::new(), lang.row_as_guessed().to_owned()),
        (word(&RowMeaning::Keep), lang.row_keep().to_owned()),
        (word(&RowMeaning::LeaveOut), lang.row_out().to_owned()),
    ];
    plain.into_iter().chain(subjects(lang, edition).into_iter().filter_map(about)).collect()
}
