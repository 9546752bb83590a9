//! Sending the file: by the device's own sheet where the browser gives it the file, else as a
//! download with a letter to attach it to.

use super::Chosen;
use crate::storage::files::{self, Shared};
use crate::ui::App;
use crate::ui::parts::field_ids;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The button, and the letter once the file is among the downloads; they arrive late.
pub fn sending(chosen: Chosen) -> AnyView {
    let app = App::expect();
    // The name of the file that waits for a letter.
    let downloaded = RwSignal::new(None::<String>);
    let send = move |_| {
        let Some((contents, phrase)) = chosen.take() else { return };
        let backup = contents.is_everything();
        let id = app.workspace_untracked().id.clone();
        spawn_local(async move {
            let lang = app.lang_untracked();
            let file = match app.workspace_file(contents, phrase).await {
                Ok(file) => file,
                Err(error) => return app.tell(lang.no_file(error).to_owned()),
            };
            let title = lang.send_subject(&app.workspace_untracked().cluster.name);
            match files::share(&file.name, file.kind, &file.bytes, &title).await {
                Ok(Shared::Given) => {}
                Ok(Shared::NotNow) => return,
                Ok(Shared::Unable) | Err(_) => {
                    app.hand_over(&file.name, file.kind, &file.bytes);
                    downloaded.try_set(Some(file.name));
                }
            }
            if backup {
                app.backed_up(&id);
            }
        });
    };
    view! {
        <div class="row"><button class="btn" type="button" on:click=send>{move || app.lang().send()}</button></div>
        {move || downloaded.get().map(letter)}
    }
    .into_any()
}

fn letter(name: String) -> impl IntoView {
    let app = App::expect();
    let (id, _) = field_ids();
    let name = StoredValue::new(name);
    let subject = move || app.lang().send_subject(&app.workspace().cluster.name);
    let body = move || {
        let address = window().location().href().unwrap_or_default();
        let address = address.split('#').next().unwrap_or_default();
        let by = [
            app.name_here(),
            app.workspace().schools.get(&app.school_here()).map(|s| s.called().to_owned()).unwrap_or_default(),
        ];
        let by: Vec<String> = by.into_iter().filter(|part| !part.is_empty()).collect();
        format!("{}{}", name.with_value(|name| app.lang().send_body(name, address)), by.join(", "))
    };
    let mail = move || {
        let part = |text: String| String::from(js_sys::encode_uri_component(&text));
        format!("mailto:?subject={}&body={}", part(subject()), part(body()))
    };
    let copy = move |_| {
        let text = format!("{}\n\n{}", untrack(subject), untrack(body));
        spawn_local(async move {
            let lang = app.lang_untracked();
            let copied = files::copy(&text).await.is_ok();
            app.tell(if copied { lang.send_copied() } else { lang.send_not_copied() }.to_owned());
        });
    };
    view! {
        <section class="stack" role="status">
            <p>{move || name.with_value(|name| app.lang().send_words(name))}</p>
            <div class="field">
                <label class="label" for=id.clone()>{move || app.lang().send_letter()}</label>
                <textarea id=id rows="6" readonly prop:value=body></textarea>
            </div>
            <div class="row">
                <a class="btn" href=mail>{move || app.lang().send_mail()}</a>
                <button class="btn" type="button" on:click=copy>{move || app.lang().send_copy()}</button>
            </div>
        </section>
    }
}
