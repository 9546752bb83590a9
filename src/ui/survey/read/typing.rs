//! Typing results in, with a spreadsheet's habits: arrows, Enter and Tab move, typing
//! replaces, F2 edits, Escape takes back, Delete clears, Ctrl+Z undoes, and a block copied
//! from a table fills from the cell on. What is typed goes the same way as a file.

use super::Reading;
use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Edition};
use crate::survey::sheet::{COLUMNS, Cell, Move, Row, Sheet, group_of, is_mean, is_wrong};
use crate::ui::App;
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlInputElement;

/// The sheet, and what its cells show of it.
#[derive(Clone, Copy)]
pub struct Typing {
    sheet: StoredValue<Sheet>,
    /// Row by row.
    cells: StoredValue<Vec<RwSignal<String>>>,
    /// F2 was pressed: arrows move in the text, not between cells.
    editing: RwSignal<bool>,
}

impl Typing {
    pub fn new() -> Typing {
        let sheet = Sheet::default();
        let cells = (0..sheet.rows().len() * COLUMNS).map(|_| RwSignal::new(String::new())).collect();
        Typing { sheet: StoredValue::new(sheet), cells: StoredValue::new(cells), editing: RwSignal::new(false) }
    }

    /// Nothing is left of what was typed, nor of the way there.
    pub fn clear(self) {
        self.sheet.set_value(Sheet::default());
        self.cells.with_value(|cells| cells.iter().for_each(|cell| cell.set(String::new())));
    }

    pub fn is_empty_untracked(self) -> bool {
        self.sheet.with_value(Sheet::is_empty)
    }

    fn is_empty(self) -> bool {
        self.cells.with_value(|cells| cells.iter().all(|cell| cell.with(|text| text.trim().is_empty())))
    }

    fn rows(self) -> Vec<Row> {
        self.sheet.with_value(|sheet| sheet.rows().to_vec())
    }

    fn cell(self, (row, column): Cell) -> Option<RwSignal<String>> {
        self.cells.with_value(|cells| cells.get(row * COLUMNS + column).copied())
    }

    /// Changes the sheet, and shows it in the cells that are different now.
    fn change(self, change: impl FnOnce(&mut Sheet) -> Vec<Cell>) -> Vec<Cell> {
        let changed = self.sheet.try_update_value(change).unwrap_or_default();
        for at in &changed {
            if let Some(cell) = self.cell(*at) {
                cell.set(self.sheet.with_value(|sheet| sheet.text(*at).to_owned()));
            }
        }
        changed
    }

    fn type_in(self, cell: Cell, text: &str) {
        self.change(|sheet| {
            sheet.type_in(cell, text);
            vec![cell]
        });
    }

    fn seal(self) {
        self.sheet.update_value(Sheet::seal);
    }

    /// Takes a step back, or does it again, and goes to where it was.
    fn walk(self, step: fn(&mut Sheet) -> Vec<Cell>) {
        self.editing.set(false);
        if let Some(first) = self.change(step).first() {
            focus(*first);
        }
    }
}

#[component]
pub fn TypingSheet(reading: Reading) -> impl IntoView {
    let app = App::expect();
    let typing = reading.typing;
    let empty = Memo::new(move |_| typing.is_empty());
    let read =
        move |_| reading.add_text(app.lang_untracked().read_typed_name(), &typing.sheet.with_value(Sheet::table));
    let head = move |column: usize| {
        let group = app.lang().group(group_of(column));
        if is_mean(column) { group.to_owned() } else { app.lang().typing_count_of(group) }
    };
    let clear = move |_| {
        let rows = typing.rows().len();
        let nothing = vec![[""; COLUMNS].join("\t"); rows].join("\n");
        typing.change(|sheet| sheet.fill((0, 0), &nothing));
        focus((0, 0));
    };
    view! {
        <p class="small muted">{move || app.lang().typing_hint()}" "{move || app.lang().typing_kept()}</p>
        <div class="frame typing" tabindex="-1">
            <table>
                <thead><tr>
                    <th scope="col">{move || app.lang().result_item()}</th>
                    {(0..COLUMNS).map(|column| view! { <th scope="col">{move || head(column)}</th> }).collect_view()}
                </tr></thead>
                <tbody>
                    {typing.rows().into_iter().enumerate().map(|(number, row)| view! {
                        <tr class:area=matches!(row, Row::Area(_))>
                            <th scope="row"><span class="code">{row.code()}</span>" "{move || title(app.lang(), row)}</th>
                            {(0..COLUMNS).map(|column| view! {
                                <td><TypingCell typing=typing at=(number, column)
                                    label=Signal::derive(move || format!("{}, {}", called(app.lang(), row), head(column)))/></td>
                            }).collect_view()}
                        </tr>
                    }).collect_view()}
                </tbody>
            </table>
        </div>
        <div class="row">
            <button class="btn" type="button" disabled=move || empty.get() on:click=read>{move || app.lang().read_paste_read()}</button>
            <button class="btn quiet" type="button" disabled=move || empty.get() on:click=clear>{move || app.lang().typing_clear()}</button>
        </div>
    }
}

fn title(lang: Lang, row: Row) -> String {
    match row {
        Row::Area(area) => area_title(lang, area),
        Row::Item(code) => {
            Catalogue::shipped().items.get(&code).map(|item| lang.pick(&item.title).to_owned()).unwrap_or_default()
        }
    }
}

/// The letter alone tells an area from its items, but says nothing when it is read out.
fn called(lang: Lang, row: Row) -> String {
    match row {
        Row::Area(area) => format!("{} {}", area.letter(), area_title(lang, area)),
        Row::Item(code) => code.to_string(),
    }
}

#[component]
fn TypingCell(typing: Typing, at: Cell, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let Some(text) = typing.cell(at) else { return ().into_any() };
    let (_, column) = at;
    let before = StoredValue::new(String::new());
    let key = move |event: KeyboardEvent| {
        let editing = typing.editing.get_untracked();
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() {
            match (event.key().to_lowercase().as_str(), event.shift_key()) {
                ("z", false) => typing.walk(Sheet::undo),
                ("z", true) | ("y", false) => typing.walk(Sheet::redo),
                ("home", false) if !editing => go(typing, at, Move::SheetStart),
                ("end", false) if !editing => go(typing, at, Move::SheetEnd),
                _ => return,
            }
            return event.prevent_default();
        }
        match (event.key().as_str(), event.shift_key()) {
            ("F2", _) => {
                typing.editing.set(true);
                if let Some(input) = input_of(&event) {
                    let end = input.value().encode_utf16().count() as u32;
                    let _ = input.set_selection_range(end, end);
                }
            }
            ("Escape", _) => {
                typing.type_in(at, &before.get_value());
                typing.editing.set(false);
            }
            ("Delete", _) if !editing => drop(typing.change(|sheet| {
                sheet.clear(at);
                vec![at]
            })),
            (key, shift) => match move_of(key, shift, editing) {
                Some(to) => go(typing, at, to),
                None => return,
            },
        }
        event.prevent_default();
    };
    let paste = move |event: ClipboardEvent| {
        let block = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if block.trim_end().contains(['\t', '\n']) {
            event.prevent_default();
            typing.change(|sheet| sheet.fill(at, &block));
        }
    };
    let arrive = move |event: leptos::ev::FocusEvent| {
        typing.editing.set(false);
        typing.seal();
        before.set_value(text.get_untracked());
        if let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
            input.select();
        }
    };
    view! {
        <input id=cell_id(at) inputmode="decimal" autocomplete="off" data-typing="" aria-label=move || label.get()
            class:wrong=move || is_wrong(&text.get(), column) aria-invalid=move || is_wrong(&text.get(), column).to_string()
            prop:value=move || text.get() on:input=move |e| typing.type_in(at, &event_target_value(&e))
            on:keydown=key on:paste=paste on:focus=arrive/>
    }
    .into_any()
}

fn area_title(lang: Lang, area: Area) -> String {
    Catalogue::shipped().area_title(Edition::From2020, area, lang).to_owned()
}

/// Where a key leads; arrows and the keys to the ends stay in a text that is edited.
fn move_of(key: &str, shift: bool, editing: bool) -> Option<Move> {
    let to = match (key, shift) {
        ("ArrowUp", _) => Move::Up,
        ("ArrowDown", _) => Move::Down,
        ("Enter", false) => Move::Down,
        ("Enter", true) => Move::Up,
        _ if editing => return None,
        ("ArrowLeft", _) => Move::Left,
        ("ArrowRight", _) => Move::Right,
        ("Home", false) => Move::RowStart,
        ("End", false) => Move::RowEnd,
        _ => return None,
    };
    Some(to)
}

fn go(typing: Typing, from: Cell, to: Move) {
    if let Some(cell) = typing.sheet.with_value(|sheet| sheet.go(from, to)) {
        focus(cell);
    }
}

fn cell_id((row, column): Cell) -> String {
    format!("typing-{row}-{column}")
}

fn focus(cell: Cell) {
    if let Some(cell) = document().get_element_by_id(&cell_id(cell))
        && let Ok(cell) = cell.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = cell.focus();
    }
}

fn input_of(event: &KeyboardEvent) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}
