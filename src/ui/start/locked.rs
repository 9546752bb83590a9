//! Asking for the passphrase of a locked file.

use crate::locking::{Answer, Refusal, Request};
use crate::ui::App;
use crate::ui::locker::{self, BrokeDown};
use crate::ui::share::PhraseField;
use crate::ui::start::Opening;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// A file that waits for its passphrase.
pub struct Locked {
    pub bytes: Vec<u8>,
    /// Arrives with reading files, as the first page needs none of it.
    pub draw: fn(Opening, Arc<Locked>) -> AnyView,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Asking,
    Busy,
    Refused(Result<Refusal, BrokeDown>),
}

pub fn locked_view(opening: Opening, locked: Arc<Locked>) -> AnyView {
    let app = App::expect();
    let phrase = RwSignal::new(String::new());
    let stage = RwSignal::new(Stage::Asking);
    let try_it = move |event: SubmitEvent| {
        event.prevent_default();
        if stage.get_untracked() == Stage::Busy {
            return;
        }
        stage.set(Stage::Busy);
        let (locked, request) = (locked.clone(), Request::Open { phrase: phrase.get_untracked() });
        spawn_local(async move {
            let outcome = locker::ask(&request, &locked.bytes).await;
            // Unless the dialog was closed meanwhile.
            if stage.is_disposed() {
                return;
            }
            match outcome {
                Ok((Answer::Done, bytes)) => opening.unlocked(Some(&bytes)),
                Ok((Answer::Refused(refusal), _)) => stage.set(Stage::Refused(Ok(refusal))),
                Err(BrokeDown) => stage.set(Stage::Refused(Err(BrokeDown))),
            }
        });
    };
    let busy = move || stage.get() == Stage::Busy;
    view! {
        <form class="stack" on:submit=try_it>
            <p>{move || app.lang().unlock_lead()}</p>
            <PhraseField label=Signal::derive(move || app.lang().lock_phrase().to_owned()) phrase=phrase fresh=false/>
            {move || match stage.get() {
                Stage::Refused(reason) => Some(view! {
                    <p class="warn" role="alert">{move || reason.map_or_else(|BrokeDown| app.lang().unlock_broke_down(), |refusal| app.lang().refusal(refusal))}</p>
                }),
                Stage::Asking | Stage::Busy => None,
            }}
            <div class="foot">
                <button class="btn primary" type="submit" aria-disabled=move || busy().to_string()>
                    {move || if busy() { app.lang().unlock_busy() } else { app.lang().unlock_open() }}
                </button>
                <button class="btn" type="button" on:click=move |_| opening.unlocked(None)>{move || app.lang().cancel()}</button>
            </div>
        </form>
    }
    .into_any()
}
