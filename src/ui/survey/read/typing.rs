//! Typing results in, with a spreadsheet's habits: arrows, Enter and Tab move, typing
//! replaces, F2 edits, Escape takes back, Delete clears, and a block copied from a
//! table fills from the cell on. What is typed goes the same way as a file.

use super::Reading;
use crate::i18n::Lang;
use crate::selfie::{Catalogue, Group, ItemCode};
use crate::ui::App;
use leptos::ev::{ClipboardEvent, KeyboardEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, HtmlInputElement};

const GROUPS: [Group; 3] = [Group::Leaders, Group::Teachers, Group::Students];
/// A mean per group, then a count per group.
const COLUMNS: usize = 6;

/// All cells, row by row; the texts as they were typed.
#[derive(Clone, Copy)]
struct Sheet {
    items: StoredValue<Vec<ItemCode>>,
    cells: StoredValue<Vec<RwSignal<String>>>,
    /// F2 was pressed: arrows move in the text, not between cells.
    editing: RwSignal<bool>,
}

impl Sheet {
    fn new() -> Sheet {
        let items: Vec<ItemCode> = Catalogue::shipped().items.keys().copied().collect();
        let cells = (0..items.len() * COLUMNS).map(|_| RwSignal::new(String::new())).collect();
        Sheet { items: StoredValue::new(items), cells: StoredValue::new(cells), editing: RwSignal::new(false) }
    }

    fn rows(self) -> usize {
        self.items.with_value(Vec::len)
    }

    fn cell(self, row: usize, column: usize) -> Option<RwSignal<String>> {
        self.cells.with_value(|cells| cells.get(row * COLUMNS + column).copied())
    }

    /// Puts a copied block into the sheet, from a cell on to the right and down.
    fn fill(self, row: usize, column: usize, block: &str) {
        for (down, line) in block.lines().enumerate() {
            for (right, text) in line.split('\t').enumerate() {
                if column + right < COLUMNS
                    && let Some(cell) = self.cell(row + down, column + right)
                {
                    cell.set(text.trim().to_owned());
                }
            }
        }
    }

    fn is_empty(self) -> bool {
        self.cells.with_value(|cells| cells.iter().all(|cell| cell.with(|text| text.trim().is_empty())))
    }

    /// The sheet as a table of text, rows with anything in them.
    fn text(self) -> String {
        let heads = GROUPS.map(|g| Lang::En.group(g));
        let counts = heads.map(|head| format!("n {head}"));
        let mut text = format!("Code\t{}\t{}\n", heads.join("\t"), counts.join("\t"));
        for (row, code) in self.items.get_value().into_iter().enumerate() {
            let cells: Vec<String> = (0..COLUMNS)
                .filter_map(|column| self.cell(row, column))
                .map(|cell| cell.get_untracked().replace(['\t', '\n'], " "))
                .collect();
            if cells.iter().any(|cell| !cell.trim().is_empty()) {
                text += &format!("{code}\t{}\n", cells.join("\t"));
            }
        }
        text
    }
}

#[component]
pub fn TypingSheet(reading: Reading) -> impl IntoView {
    let app = App::expect();
    let sheet = Sheet::new();
    let empty = Memo::new(move |_| sheet.is_empty());
    let read = move |_| {
        let parts = js_sys::Array::of1(&JsValue::from_str(&sheet.text()));
        if let Ok(blob) = Blob::new_with_str_sequence(parts.unchecked_ref::<JsValue>()) {
            reading.add(app.lang_untracked().read_typed_name().to_owned(), blob);
        }
    };
    let head = move |column: usize| {
        let group = app.lang().group(GROUPS[column % 3]);
        if column < 3 { group.to_owned() } else { app.lang().typing_count_of(group) }
    };
    view! {
        <p class="small muted">{move || app.lang().typing_hint()}</p>
        <div class="frame typing" tabindex="-1">
            <table>
                <thead><tr>
                    <th scope="col">{move || app.lang().result_item()}</th>
                    {(0..COLUMNS).map(|column| view! { <th scope="col">{move || head(column)}</th> }).collect_view()}
                </tr></thead>
                <tbody>
                    {(0..sheet.rows()).map(|row| {
                        let code = sheet.items.with_value(|items| items[row]);
                        let title = move || Catalogue::shipped().items.get(&code).map(|i| app.lang().pick(&i.title).to_owned());
                        view! {
                            <tr>
                                <th scope="row"><span class="code">{code.to_string()}</span>" "{title}</th>
                                {(0..COLUMNS).map(|column| view! {
                                    <td><TypingCell sheet=sheet row=row column=column label=Signal::derive(move || format!("{code}, {}", head(column)))/></td>
                                }).collect_view()}
                            </tr>
                        }
                    }).collect_view()}
                </tbody>
            </table>
        </div>
        <button class="btn" type="button" disabled=move || empty.get() on:click=read>{move || app.lang().read_paste_read()}</button>
    }
}

#[component]
fn TypingCell(sheet: Sheet, row: usize, column: usize, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let Some(text) = sheet.cell(row, column) else { return ().into_any() };
    let before = StoredValue::new(String::new());
    let key = move |event: KeyboardEvent| {
        let editing = sheet.editing.get_untracked();
        let (down, right): (isize, isize) = match (event.key().as_str(), event.shift_key()) {
            ("ArrowUp", _) => (-1, 0),
            ("ArrowDown", _) => (1, 0),
            ("ArrowLeft", _) if !editing => (0, -1),
            ("ArrowRight", _) if !editing => (0, 1),
            ("Enter", false) => (1, 0),
            ("Enter", true) => (-1, 0),
            ("F2", _) => {
                sheet.editing.set(true);
                if let Some(input) = input_of(&event) {
                    let end = input.value().encode_utf16().count() as u32;
                    let _ = input.set_selection_range(end, end);
                }
                return event.prevent_default();
            }
            ("Escape", _) => {
                text.set(before.get_value());
                sheet.editing.set(false);
                return event.prevent_default();
            }
            ("Delete", _) if !editing => {
                text.set(String::new());
                return event.prevent_default();
            }
            _ => return,
        };
        event.prevent_default();
        let (Some(row), Some(column)) = (row.checked_add_signed(down), column.checked_add_signed(right)) else {
            return;
        };
        if row < sheet.rows() && column < COLUMNS {
            focus(row, column);
        }
    };
    let paste = move |event: ClipboardEvent| {
        let block = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
        if block.trim_end().contains(['\t', '\n']) {
            event.prevent_default();
            sheet.fill(row, column, &block);
        }
    };
    let arrive = move |event: leptos::ev::FocusEvent| {
        sheet.editing.set(false);
        before.set_value(text.get_untracked());
        if let Some(input) = event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()) {
            input.select();
        }
    };
    view! {
        <input id=cell_id(row, column) inputmode="decimal" autocomplete="off" data-typing="" aria-label=move || label.get()
            class:wrong=move || is_wrong(&text.get(), column) aria-invalid=move || is_wrong(&text.get(), column).to_string()
            prop:value=move || text.get() on:input=move |e| text.set(event_target_value(&e))
            on:keydown=key on:paste=paste on:focus=arrive/>
    }
    .into_any()
}

fn cell_id(row: usize, column: usize) -> String {
    format!("typing-{row}-{column}")
}

fn focus(row: usize, column: usize) {
    if let Some(cell) = document().get_element_by_id(&cell_id(row, column))
        && let Ok(cell) = cell.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = cell.focus();
    }
}

fn input_of(event: &KeyboardEvent) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Marked at once; reading says why.
fn is_wrong(text: &str, column: usize) -> bool {
    let text = text.trim();
    if text.is_empty() {
        return false;
    }
    match column {
        0..3 => !text.replace(',', ".").parse::<f64>().is_ok_and(|mean| (1.0..=5.0).contains(&mean)),
        _ => text.parse::<u32>().is_err(),
    }
}
