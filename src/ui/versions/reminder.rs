//! A line above the page when the last workspace file is old.

use crate::storage::browser::{BrowserStore, now};
use crate::storage::reminder::Work;
use crate::storage::settings::Settings;
use crate::ui::App;
use crate::ui::keeping::{day_of, today};
use crate::workspace::bundle::Contents;
use jiff::civil::Date;
use leptos::prelude::*;

/// Asked for once with each page, so that no line appears while somebody types.
#[component]
pub fn Reminder() -> impl IntoView {
    let app = App::expect();
    let due = RwSignal::new(None::<Option<Date>>);
    // Said when the line's place is there, or screen readers would not hear of it.
    request_animation_frame(move || {
        due.try_set(reason(app));
    });
    let save = move |_| {
        app.download_workspace(Contents::Everything);
        due.set(None);
    };
    let later = move |_| {
        Settings(&BrowserStore).put_off_reminder(&app.workspace_untracked().id, today());
        due.set(None);
    };
    view! {
        <div class="reminder no-print" role="status">
            {move || due.get().map(|file| view! {
                <p>{move || file.map_or_else(|| app.lang().reminder_never().to_owned(), |day| app.lang().reminder_since(app.lang().date(day)))}</p>
                <div class="row">
                    <button class="btn small" type="button" on:click=save>{move || app.lang().reminder_save()}</button>
                    <button class="btn small quiet" type="button" on:click=later>{move || app.lang().reminder_later()}</button>
                </div>
            })}
        </div>
    }
}

/// The day of the last file, which may be none; outside of it, `None` where there is no
/// reason to remind.
fn reason(app: App) -> Option<Option<Date>> {
    let id = app.workspace_untracked().id.clone();
    let file = Settings(&BrowserStore).backed_up_at(&id);
    let later = Settings(&BrowserStore).reminder_put_off(&id);
    let work = app.with_open_book(|book| {
        let filled = !book.workspace().is_blank();
        filled.then(|| Work::since_file(book.history(), file, now())).flatten()
    });
    let work = work.flatten()?;
    work.is_reason(day_of(work.since), today(), later).then(|| file.map(day_of))
}
