//! The table itself. A few schools stand across and the areas go down; many
//! schools go down, and then only the rows in sight are drawn.
//!
//! One listener per kind of event serves the whole table, and a row draws all its
//! cells at once, so that another rule recolours hundreds of cells in one pass.

use super::choices::Choices;
use super::shown::Look;
use super::sight::{ROW, Sight};
use crate::analysis::{Axes, Line};
use crate::i18n::Lang;
use crate::selfie::Subject;
use crate::ui::App;
use crate::ui::route::Route;
use crate::workspace::Kind;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use std::borrow::Cow;
use std::ops::Range;
use web_sys::{Element, HtmlElement, HtmlTableElement, HtmlTableRowElement, KeyboardEvent};

/// Rows that Page Up and Page Down skip.
const PAGE: usize = 8;

/// The element that Enter on a cell leads to.
pub const BEHIND: &str = "behind-cell";

/// Everything a part of the table needs.
#[derive(Clone, Copy)]
struct Board {
    app: App,
    choices: Choices,
    axes: Memo<Axes>,
    /// Row and column of the cell that the Tab key reaches.
    stop: Memo<(Line, Line)>,
    /// The columns that are drawn.
    columns: Memo<Range<usize>>,
}

#[component]
pub fn GridTable(#[prop(into)] label: Signal<String>) -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let axes = choices.axes();
    let focused = RwSignal::new((Line::Head, Line::Head));
    let stop = Memo::new(move |_| axes.with(|axes| focused.with(|place| axes.nearest(place))));
    let frame = NodeRef::<html::Div>::new();
    let table = NodeRef::<html::Table>::new();
    let sight = Sight::new(frame, axes);
    let columns = Memo::new(move |_| axes.with(|axes| sight.columns(axes)));
    let board = Board { app, choices, axes, stop, columns };
    let rows = Memo::new(move |_| axes.with(|axes| axes.rows[sight.rows(axes)].to_vec()));
    let above = move || axes.with(|axes| sight.rows(axes).start as f64);
    let below = move || axes.with(|axes| (axes.rows.len() - sight.rows(axes).end) as f64);

    let on_key = move |event: KeyboardEvent| {
        let Some(table) = table.get_untracked() else { return };
        axes.with_untracked(|axes| {
            let place = axes.position(&focused.get_untracked());
            if let Some(place) = moved(&event, place, axes) {
                event.prevent_default();
                sight.bring(place, axes);
                let word = axes.row(place.0).word().into_owned();
                request_animation_frame(move || focus_cell(&table, &word, place.1));
            } else if event.key() == "Enter" && place.0 > 0 && place.1 > 0 {
                event.prevent_default();
                go_behind();
            }
        });
    };
    let on_focus = move |event: web_sys::FocusEvent| {
        let Some((row, column)) = event.target().and_then(place_of) else { return };
        let place = axes.with_untracked(|axes| (axes.row_called(&row), axes.column(column)));
        choices.choose(&place.0, &place.1);
        focused.set(place);
        // Drawing the row again may take the cell out of the keyboard's hand.
        let Some(table) = table.get_untracked() else { return };
        request_animation_frame(move || {
            if document().active_element().is_none_or(|element| element.tag_name() == "BODY") {
                focus_cell(&table, &row, column);
            }
        });
    };
    view! {
        <div class="frame grid-frame" node_ref=frame on:scroll=move |_| sight.look()>
            <table role="grid" class="grid" class:down=move || axes.with(|a| a.schools_down)
                node_ref=table aria-label=move || label.get()
                aria-rowcount=move || axes.with(|a| a.rows.len() + 1).to_string()
                style=("--columns", move || axes.with(|a| a.columns.len().to_string()))
                aria-colcount=move || axes.with(|a| a.columns.len() + 1).to_string()
                on:keydown=on_key on:focusin=on_focus>
                {move || axes.with(|axes| axes.schools_down).then(|| view! {
                    <colgroup><col class="first"/><col class="topic" span=axes.with(|a| a.columns.len().max(1))/></colgroup>
                })}
                <thead><tr data-line="" aria-rowindex="1">{move || heads(board)}</tr></thead>
                <tbody>
                    <Gap rows=Signal::derive(above)/>
                    <For each=move || rows.get() key=Clone::clone let:line>{row(board, line)}</For>
                    <Gap rows=Signal::derive(below)/>
                </tbody>
            </table>
        </div>
    }
}

/// Stands for rows that are not drawn.
#[component]
fn Gap(rows: Signal<f64>) -> impl IntoView {
    move || {
        (rows.get() > 0.0).then(|| {
            view! { <tr class="gap" aria-hidden="true"><td style:height=format!("{}rem", rows.get() * ROW)></td></tr> }
        })
    }
}

/// The first row: the corner and a head for every column.
fn heads(board: Board) -> impl IntoView {
    let lang = board.app.lang();
    let (stop_row, stop_column) = board.stop.get();
    board.axes.with(|axes| {
        let corner = if axes.schools_down { lang.grid_school() } else { lang.grid_area() };
        let drawn = board.columns.get();
        let columns: Vec<_> = drawn
            .clone()
            .filter_map(|place| Some((place, axes.columns.get(place)?)))
            .map(|(place, line)| {
                let reached = stop_row == Line::Head && stop_column == *line;
                let item = matches!(line, Line::Item(_) | Line::Own(_));
                view! { <th scope="col" class:item=item aria-colindex=place + 2>{head(board, line, reached)}</th> }
            })
            .collect();
        let (before, after) = (beside(drawn.start), beside(axes.columns.len().saturating_sub(drawn.end)));
        view! { <th scope="col" tabindex="-1" aria-colindex="1">{corner}</th>{before}{columns}{after} }
    })
}

/// Stands for columns that are not drawn.
fn beside(columns: usize) -> Option<impl IntoView> {
    (columns > 0).then(|| view! { <td class="gap" aria-hidden="true" colspan=columns></td> })
}

/// A school's, an area's or an item's head: what can be opened is a button, what
/// leads to a page is a link.
fn head(board: Board, line: &Line, reached: bool) -> AnyView {
    let lang = board.app.lang();
    let tab = if reached { "0" } else { "-1" };
    match line {
        Line::Head => ().into_any(),
        Line::School(id) => {
            let (name, n) = board.choices.shown().with(|shown| shown.school_head(id, lang));
            let href = Route::School(id.clone()).href();
            let open = board.app.conflicts().with(|open| {
                open.iter().any(|c| c.at.kind == Kind::Surveys && c.at.kind.school_of(&c.at.id).as_ref() == Some(id))
            });
            let open = open.then(|| view! { <span title=lang.decide_two_versions()>" ⇄"<span class="unseen">{lang.decide_two_versions()}</span></span> });
            view! { <a href=href tabindex=tab title=name.clone()>{name.clone()}</a>{open} <small>{n}</small> }
                .into_any()
        }
        Line::Area(area) => {
            let area = *area;
            let open = board.choices.open_areas.with(|open| open.contains(&area));
            opens(
                tab,
                open,
                Some(area.letter()),
                board.choices.shown().with(|s| s.title(&Subject::Area(area), lang)),
                move || {
                    board.choices.toggle_area(area);
                },
            )
        }
        Line::OwnQuestions => {
            opens(tab, board.choices.own_open.get(), None, lang.grid_own_questions().to_owned(), move || {
                board.choices.own_open.update(|open| *open = !*open);
            })
        }
        Line::Item(code) => {
            let title = board.choices.shown().with(|shown| shown.title(&Subject::Item(*code), lang));
            view! { <span tabindex=tab><span class="code">{code.to_string()}</span>" "{title}</span> }.into_any()
        }
        Line::Own(title) => view! { <span tabindex=tab>{title.clone()}</span> }.into_any(),
    }
}

fn opens(tab: &'static str, open: bool, letter: Option<char>, title: String, toggle: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="opens" tabindex=tab aria-expanded=open.to_string() on:click=move |_| toggle()>
            {letter.map(|letter| view! { <span class="letter">{letter}</span>" " })}<span>{title}</span>
        </button>
    }
    .into_any()
}

/// One row. Its cells are drawn again when the rule, the reading, the columns or
/// the chosen cell of this row change.
fn row(board: Board, line: Line) -> impl IntoView {
    let this = StoredValue::new(line.clone());
    let stop = Memo::new(move |_| {
        let (row, column) = board.stop.get();
        this.with_value(|line| (row == *line).then_some(column))
    });
    let chosen = Memo::new(move |_| {
        board.choices.chosen.with(|chosen| {
            let (school, subject) = chosen.as_ref()?;
            this.with_value(|line| match line {
                Line::School(id) => (id == school).then(|| subject.clone()),
                _ => (line.subject().as_ref() == Some(subject)).then(|| subject.clone()),
            })
        })
    });
    let place = move || board.axes.with(|axes| this.with_value(|line| axes.row_place(line)) + 2).to_string();
    let item = matches!(line, Line::Item(_) | Line::Own(_));
    view! {
        <tr class:item=item data-line=line.word().into_owned() aria-rowindex=place>
            <th scope="row" aria-colindex="1">{move || this.with_value(|line| head(board, line, stop.get() == Some(Line::Head)))}</th>
            {move || this.with_value(|line| cells(board, line, stop.get(), chosen.with(Option::is_some)))}
        </tr>
    }
}

fn cells(board: Board, row: &Line, stop: Option<Line>, has_chosen: bool) -> impl IntoView + use<> {
    let lang = board.app.lang();
    let row_subject = row.subject();
    let chosen = if has_chosen { board.choices.chosen.get() } else { None };
    let drawn = board.columns.get();
    board.choices.shown().with(|shown| {
        board.axes.with(|axes| {
            let cell_at = |(place, column): (usize, &Line)| {
                let (school, subject) = match (row, column) {
                    (Line::School(school), topic) => (school, topic.subject().map(Cow::Owned)),
                    (_, Line::School(school)) => (school, row_subject.as_ref().map(Cow::Borrowed)),
                    _ => return cell(None, place, false, false, lang),
                };
                let Some(subject) = subject else { return cell(None, place, false, false, lang) };
                let is_chosen = chosen.as_ref().is_some_and(|(id, about)| id == school && *about == *subject);
                let reached = stop.as_ref() == Some(column);
                cell(Some(shown.look(school, &subject, lang)), place, reached, is_chosen, lang)
            };
            let places = drawn.clone().filter_map(|place| Some((place, axes.columns.get(place)?)));
            let cells: Vec<_> = places.map(cell_at).collect();
            (beside(drawn.start), cells, beside(axes.columns.len().saturating_sub(drawn.end)))
        })
    })
}

/// One cell; `None` where there is nothing to say, as beside "Own questions". Its words are a
/// label, not hidden text: hundreds of cells are drawn at once.
fn cell(look: Option<Look>, place: usize, reached: bool, chosen: bool, lang: Lang) -> impl IntoView {
    let look = look.unwrap_or(Look { class: "c", ..Look::default() });
    let noted = if look.noted { lang.cell_has_note() } else { "" };
    let class = if look.noted { Cow::from(format!("{} noted", look.class)) } else { look.class.into() };
    let beside = if look.beside.is_empty() { String::new() } else { format!(" ({})", look.beside) };
    let comma = if look.noted { ", " } else { "" };
    let words = format!("{} {}{beside}{comma}{noted}", look.text, look.words).trim().to_owned();
    view! {
        <td aria-colindex=place + 2 tabindex=if reached { "0" } else { "-1" } aria-selected=if chosen { "true" } else { "false" } aria-label=words>
            <div class=class>{look.text}{(!look.beside.is_empty()).then(|| view! { <small>{look.beside}</small> })}</div>
        </td>
    }
}

/// Where a key leads from a place (row, column; 0 is the head), as in a spreadsheet.
fn moved(event: &KeyboardEvent, (row, column): (usize, usize), axes: &Axes) -> Option<(usize, usize)> {
    if event.alt_key() || event.meta_key() {
        return None;
    }
    let (last_row, last_column) = (axes.rows.len(), axes.columns.len());
    let place = match (event.key().as_str(), event.ctrl_key()) {
        ("ArrowUp", false) => (row.saturating_sub(1), column),
        ("ArrowDown", false) => (row + 1, column),
        ("ArrowLeft", false) => (row, column.saturating_sub(1)),
        ("ArrowRight", false) => (row, column + 1),
        ("ArrowUp", true) => (1, column),
        ("ArrowDown", true) => (last_row, column),
        ("ArrowLeft", true) | ("Home", false) => (row, 1),
        ("ArrowRight", true) | ("End", false) => (row, last_column),
        ("Home", true) => (1, 1),
        ("End", true) => (last_row, last_column),
        ("PageUp", false) => (row.saturating_sub(PAGE).max(1), column),
        ("PageDown", false) => (row + PAGE, column),
        _ => return None,
    };
    Some((place.0.min(last_row), place.1.min(last_column)))
}

/// The row's word and the column's place of the cell that holds an element.
fn place_of(target: web_sys::EventTarget) -> Option<(String, usize)> {
    let cell = target.dyn_into::<Element>().ok()?.closest("td, th").ok()??;
    let column: usize = cell.get_attribute("aria-colindex")?.parse().ok()?;
    let row = cell.parent_element()?.get_attribute("data-line")?;
    Some((row, column.checked_sub(1)?))
}

fn focus_cell(table: &HtmlTableElement, row: &str, column: usize) {
    let rows = table.rows();
    let row = (0..rows.length())
        .filter_map(|place| rows.item(place)?.dyn_into::<HtmlTableRowElement>().ok())
        .find(|element| element.get_attribute("data-line").as_deref() == Some(row));
    let cell = row.and_then(|row| row.query_selector(&format!("[aria-colindex='{}']", column + 1)).ok().flatten());
    let Some(cell) = cell else { return };
    let inner = cell.query_selector("a, button, [tabindex]").ok().flatten();
    if let Ok(element) = inner.unwrap_or(cell).dyn_into::<HtmlElement>() {
        let _ = element.focus();
    }
}

/// Puts the keyboard on what is behind the chosen cell.
fn go_behind() {
    if let Some(Ok(element)) = document().get_element_by_id(BEHIND).map(JsCast::dyn_into::<HtmlElement>) {
        let _ = element.focus();
    }
}

/// Puts the keyboard back on the cell that it came from.
pub fn back_to_cell() {
    if let Ok(Some(cell)) = document().query_selector(".grid td[tabindex='0']")
        && let Ok(cell) = cell.dyn_into::<HtmlElement>()
    {
        let _ = cell.focus();
    }
}
