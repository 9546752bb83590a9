//! Reading survey files: choose, look, correct, take.

mod effects;
mod file;
mod panel;
mod table;
mod target;
mod typing;

pub use file::fresh_school;

use crate::survey::placing::{Placing, Told};
use crate::ui::App;
use crate::ui::dropping::Dropped;
use crate::ui::dropping::listed;
use crate::ui::worker::Helper;
use crate::work::{Answer, Request};
use file::{FileState, Status};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast as _, JsValue};
use panel::FilePanel;
use typing::Typing;
use web_sys::{Blob, File};

/// More results than this and they would not fit a browser's storage.
const MOST_RESULTS: usize = 4_000;

/// The files on the table, what is typed or pasted beside them, and the worker that reads
/// them. They stay while people look at other pages, as long as the workspace is open.
#[derive(Clone, Copy)]
pub struct Reading {
    app: App,
    files: RwSignal<Vec<FileState>>,
    current: RwSignal<usize>,
    typing: Typing,
    pasted: RwSignal<String>,
    helper: StoredValue<Option<Helper>>,
    /// What each file needs lives as long as all of this.
    owner: StoredValue<Owner>,
}

impl Reading {
    /// Puts it into context, for the whole app.
    pub fn provide() {
        let app = App::expect();
        let reading = Reading::new(app);
        let open = app.read(|workspace| workspace.id.clone());
        Effect::new(move |before: Option<String>| {
            let now = open.get();
            if before.is_some_and(|before| before != now) {
                reading.clear();
            }
            now
        });
        let dropped = Dropped::expect();
        Effect::new(move || {
            for file in dropped.take_surveys() {
                untrack(|| reading.add(file.name(), file.into()));
            }
        });
        provide_context(reading);
    }

    fn new(app: App) -> Reading {
        let reading = Reading {
            app,
            files: RwSignal::new(Vec::new()),
            current: RwSignal::new(0),
            typing: Typing::new(),
            pasted: RwSignal::new(String::new()),
            helper: StoredValue::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
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
        let app = self.app;
        let file = self.owner.with_value(|owner| owner.with(|| FileState::new(app, name, blob)));
        let nobody_waits = self.files.with_untracked(|files| files.iter().all(|f| f.is_done_untracked()));
        self.files.update(|files| files.push(file));
        if nobody_waits {
            self.current.set(self.files.with_untracked(Vec::len) - 1);
        }
        self.read(file);
    }

    fn add_all(self, files: Vec<File>) {
        for file in files {
            self.add(file.name(), file.into());
        }
    }

    /// Reads a text as if it were a file.
    fn add_text(self, name: &str, text: &str) {
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        if let Ok(blob) = Blob::new_with_str_sequence(parts.unchecked_ref::<JsValue>()) {
            self.add(name.to_owned(), blob);
        }
    }

    /// Another workspace is open now: nothing of the last one's is left.
    fn clear(self) {
        if let Some(helper) = self.helper() {
            helper.stop();
        }
        self.files.set(Vec::new());
        self.current.set(0);
        self.typing.clear();
        self.pasted.set(String::new());
    }

    /// Somebody comes to the page: what was taken before is done with.
    fn begin(self) {
        if self.is_done() {
            self.files.set(Vec::new());
            self.current.set(0);
        }
    }

    /// Somebody leaves the page: the worker goes, too, unless files wait for them.
    fn rest(self) {
        if let Some(helper) = self.helper().filter(|_| self.is_done()) {
            helper.stop();
        }
    }

    fn is_done(self) -> bool {
        self.files.with_untracked(|files| files.iter().all(|file| file.is_done_untracked()))
    }

    /// Offers a file its place, and then the others theirs, as they may follow it.
    fn offer(self, file: FileState, told: &[Told]) {
        file.offer(told, &self.places_beside(file));
        self.offer_others(file);
    }

    /// Something new is known of one file: the others may follow it.
    fn offer_others(self, file: FileState) {
        for other in self.files.get_untracked() {
            if other.number != file.number && matches!(other.status.get_untracked(), Status::Read(_)) {
                other.offer(&other.told(), &self.places_beside(other));
            }
        }
    }

    fn places_beside(self, file: FileState) -> Vec<Placing> {
        let others = self.files.get_untracked().into_iter().filter(|other| other.number != file.number);
        others.map(|other| other.placing.get_untracked()).collect()
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
                let told = Told::by_preview(&preview);
                file.status.set(Status::Read(preview));
                self.offer(file, &told);
            }
            Answer::Result { result, .. } => file.incoming_results.update_value(|all| all.push(*result)),
            Answer::Workbook { .. } => {}
            Answer::Taken { fingerprint, .. } => {
                file.fingerprint.set_value(fingerprint);
                file.results.set(file.incoming_results.try_update_value(std::mem::take).unwrap_or_default());
                self.offer(file, &file.told());
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
    fn go_on(self, file: FileState) {
        self.offer_others(file);
        let next = self.files.with_untracked(|files| files.iter().position(|f| !f.is_done_untracked()));
        if let Some(next) = next {
            self.current.set(next);
        }
    }
}

#[component]
pub fn ReadPage() -> impl IntoView {
    let app = App::expect();
    let reading: Reading = expect_context();
    reading.begin();
    on_cleanup(move || reading.rest());
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
    let over = Dropped::expect().over;
    let chooser = NodeRef::<html::Input>::new();
    let pasted = reading.pasted;
    let typed = !reading.typing.is_empty_untracked();
    let typing = RwSignal::new(typed);
    let choose = move |_| {
        if let Some(input) = chooser.get() {
            reading.add_all(listed(input.files()));
            // So that the same file can be chosen again.
            input.set_value("");
        }
    };
    let read_pasted = move |_| {
        reading.add_text(app.lang_untracked().read_pasted_name(), &pasted.get());
        pasted.set(String::new());
    };
    view! {
        <div class="sheet sources" class:over=move || over.get() class:small=move || small.get()>
            <p>{move || app.lang().read_drop()}" "
                <label class="btn primary chooser">
                    {move || app.lang().read_choose()}
                    <input type="file" multiple class="unseen" node_ref=chooser on:change=choose
                        accept=".csv,.tsv,.txt,.xlsx,.xlsm,text/csv,text/plain"/>
                </label>
            </p>
            <p class="small muted">{move || app.lang().read_kinds()}</p>
            <details open=!pasted.with_untracked(String::is_empty)>
                <summary>{move || app.lang().read_paste()}</summary>
                <label class="field">
                    <span class="unseen">{move || app.lang().read_paste()}</span>
                    <textarea rows="5" prop:value=move || pasted.get() on:input=move |e| pasted.set(event_target_value(&e))></textarea>
                </label>
                <button class="btn" type="button" disabled=move || pasted.with(|p| p.trim().is_empty()) on:click=read_pasted>
                    {move || app.lang().read_paste_read()}
                </button>
            </details>
            <details open=typed on:toggle=move |_| typing.set(true)>
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
        if let Some(last) = files.last() {
            reading.go_on(*last);
        }
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
