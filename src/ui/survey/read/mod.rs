//! Reading survey files: choose, look, correct, take.

mod file;
mod panel;
mod table;
mod target;
mod typing;

pub use file::fresh_school;

use crate::ui::App;
use crate::ui::worker::Helper;
use crate::work::{Answer, Request};
use file::{FileState, Status};
use leptos::ev::DragEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use panel::FilePanel;
use web_sys::{Blob, FileList};

/// More results than this and they would not fit a browser's storage.
const MOST_RESULTS: usize = 4_000;

/// The files on the table, and the worker that reads them.
#[derive(Clone, Copy)]
struct Reading {
    app: App,
    files: RwSignal<Vec<FileState>>,
    current: RwSignal<usize>,
    helper: StoredValue<Option<Helper>>,
}

impl Reading {
    fn new(app: App) -> Reading {
        let reading = Reading {
            app,
            files: RwSignal::new(Vec::new()),
            current: RwSignal::new(0),
            helper: StoredValue::new(None),
        };
        let helper =
            Helper::new(Callback::new(move |answer| reading.hear(answer)), Callback::new(move |()| reading.broke()));
        reading.helper.set_value(Some(helper));
        reading
    }

    fn helper(self) -> Option<Helper> {
        self.helper.get_value()
    }

    fn add(self, name: String, blob: Blob) {
        let file = FileState::new(self.app, name, blob);
        let nobody_waits = self.files.with_untracked(|files| files.iter().all(|f| f.is_done_untracked()));
        self.files.update(|files| files.push(file));
        if nobody_waits {
            self.current.set(self.files.with_untracked(Vec::len) - 1);
        }
        self.read(file);
    }

    fn add_list(self, list: Option<FileList>) {
        let Some(list) = list else { return };
        for place in 0..list.length() {
            if let Some(file) = list.get(place) {
                self.add(file.name(), file.into());
            }
        }
    }

    /// Reads a file, or reads it again after a correction.
    fn read(self, file: FileState) {
        let Some(helper) = self.helper() else { return };
        let held = matches!(file.status.get_untracked(), Status::Read(_));
        file.status.set(Status::Working(0.0));
        let request = Request::Read { file: file.number, choices: file.choices.get_untracked() };
        let blob = file.blob.get_value();
        helper.ask(&request, if held { None } else { Some(&blob) });
    }

    fn hear(self, answer: Answer) {
        let number = match &answer {
            Answer::Progress { file, .. }
            | Answer::Read { file, .. }
            | Answer::Result { file, .. }
            | Answer::Taken { file, .. } => *file,
            Answer::Workbook { .. } => return,
        };
        let Some(file) = self.files.with_untracked(|files| files.iter().find(|f| f.number == number).copied()) else {
            return;
        };
        match answer {
            Answer::Progress { done, .. } => file.status.set(Status::Working(done)),
            Answer::Read { preview, .. } => {
                file.results.set(Vec::new());
                file.incoming_results.set_value(Vec::new());
                if preview.result_count <= MOST_RESULTS
                    && let Some(helper) = self.helper()
                {
                    helper.ask(&Request::Take { file: number }, None);
                }
                file.offer(&preview);
                file.status.set(Status::Read(preview));
            }
            Answer::Result { result, .. } => file.incoming_results.update_value(|all| all.push(*result)),
            Answer::Workbook { .. } => {}
            Answer::Taken { fingerprint, .. } => {
                file.fingerprint.set_value(fingerprint);
                file.results.set(file.incoming_results.try_update_value(std::mem::take).unwrap_or_default());
            }
        }
    }

    /// The worker broke down: its files must be sent again.
    fn broke(self) {
        for file in self.files.get_untracked() {
            match file.status.get_untracked() {
                Status::Working(_) => file.status.set(Status::Failed),
                Status::Read(_) => self.read(file),
                _ => {}
            }
        }
    }

    fn stop(self) {
        if let Some(helper) = self.helper() {
            helper.stop();
        }
        for file in self.files.get_untracked() {
            if matches!(file.status.get_untracked(), Status::Working(_)) {
                file.status.set(Status::Stopped);
            } else if matches!(file.status.get_untracked(), Status::Read(_)) {
                file.status.set(Status::Stopped);
                self.read(file);
            }
        }
    }

    fn leave_out(self, file: FileState) {
        if let Some(helper) = self.helper() {
            helper.ask(&Request::Forget { file: file.number }, None);
        }
        self.files.update(|files| files.retain(|f| f.number != file.number));
        let last = self.files.with_untracked(Vec::len).saturating_sub(1);
        self.current.update(|current| *current = (*current).min(last));
    }

    /// Goes to the next file that waits for a person.
    fn go_on(self) {
        let next = self.files.with_untracked(|files| files.iter().position(|f| !f.is_done_untracked()));
        if let Some(next) = next {
            self.current.set(next);
        }
    }
}

#[component]
pub fn ReadPage() -> impl IntoView {
    let app = App::expect();
    let reading = Reading::new(app);
    let any = Memo::new(move |_| reading.files.with(|files| !files.is_empty()));
    let current = Memo::new(move |_| {
        let place = reading.current.get();
        reading.files.with(|files| files.get(place).map(|f| f.number))
    });
    view! {
        <Show when=move || !any.get()>
            <div class="head"><div><h1>{move || app.lang().read_title()}</h1><p class="muted">{move || app.lang().read_intro()}</p></div></div>
        </Show>
        <Sources reading=reading small=any/>
        <Show when=move || reading.files.with(|files| files.len() > 1)>
            <FileTabs reading=reading/>
        </Show>
        {move || {
            let number = current.get()?;
            let file = reading.files.with_untracked(|files| files.iter().find(|f| f.number == number).copied())?;
            Some(view! { <FilePanel reading=reading file=file/> })
        }}
    }
}

/// Where files come from: dropped, chosen, or pasted cells.
#[component]
fn Sources(reading: Reading, #[prop(into)] small: Signal<bool>) -> impl IntoView {
    let app = reading.app;
    let over = RwSignal::new(false);
    let chooser = NodeRef::<html::Input>::new();
    let pasted = RwSignal::new(String::new());
    let typing = RwSignal::new(false);
    let drop = move |event: DragEvent| {
        event.prevent_default();
        event.stop_propagation();
        over.set(false);
        reading.add_list(event.data_transfer().and_then(|data| data.files()));
    };
    let choose = move |_| {
        if let Some(input) = chooser.get() {
            reading.add_list(input.files());
            // So that the same file can be chosen again.
            input.set_value("");
        }
    };
    let read_pasted = move |_| {
        let text = pasted.get();
        let parts = js_sys::Array::of1(&JsValue::from_str(&text));
        if let Ok(blob) = Blob::new_with_str_sequence(parts.unchecked_ref::<JsValue>()) {
            reading.add(app.lang_untracked().read_pasted_name().to_owned(), blob);
            pasted.set(String::new());
        }
    };
    view! {
        <div class="sheet sources" class:over=move || over.get() class:small=move || small.get()
            on:dragover=move |event: DragEvent| { event.prevent_default(); event.stop_propagation(); over.set(true); }
            on:dragleave=move |_| over.set(false) on:drop=drop>
            <p>{move || app.lang().read_drop()}" "
                <label class="btn primary chooser">
                    {move || app.lang().read_choose()}
                    <input type="file" multiple class="unseen" node_ref=chooser on:change=choose
                        accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/plain"/>
                </label>
            </p>
            <p class="small muted">{move || app.lang().read_kinds()}</p>
            <details>
                <summary>{move || app.lang().read_paste()}</summary>
                <label class="field">
                    <span class="unseen">{move || app.lang().read_paste()}</span>
                    <textarea rows="5" prop:value=move || pasted.get() on:input=move |e| pasted.set(event_target_value(&e))></textarea>
                </label>
                <button class="btn" type="button" disabled=move || pasted.with(|p| p.trim().is_empty()) on:click=read_pasted>
                    {move || app.lang().read_paste_read()}
                </button>
            </details>
            <details on:toggle=move |_| typing.set(true)>
                <summary>{move || app.lang().typing_open()}</summary>
                <Show when=move || typing.get()><typing::TypingSheet reading=reading/></Show>
            </details>
        </div>
    }
}

#[component]
fn FileTabs(reading: Reading) -> impl IntoView {
    let app = reading.app;
    let ready = move || reading.files.with(|files| files.iter().filter(|f| f.is_ready()).count());
    let waiting = move || reading.files.with(|files| files.iter().filter(|f| !f.is_done()).count());
    let take_all = move |_| {
        let files: Vec<FileState> =
            reading.files.with_untracked(|files| files.iter().filter(|f| !f.is_done_untracked()).copied().collect());
        file::take(app, &files);
    };
    view! {
        <div class="file-tabs">
            <ul>
                {move || reading.files.get().into_iter().enumerate().map(|(place, file)| view! {
                    <li><button type="button" class="btn quiet" aria-current=move || (reading.current.get() == place).then_some("true")
                        on:click=move |_| reading.current.set(place)>
                        <span aria-hidden="true">{move || file.sign()}</span>" "{file.name.get_value()}
                    </button></li>
                }).collect_view()}
            </ul>
            <Show when=move || { let n = waiting(); n > 1 && ready() == n }>
                <button class="btn primary" type="button" on:click=take_all>{move || app.lang().read_take_all(waiting())}</button>
            </Show>
        </div>
    }
}
