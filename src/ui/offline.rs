//! Works without a network after the first visit, and offers a new version when it
//! is completely there.
//!
//! The service worker (`public/sw.js`) does the keeping; here it is started, and
//! people are asked before the page that they work on changes. A page built for the
//! workbench names no service worker and then nothing happens here.

use super::state::App;
use leptos::prelude::*;
use leptos::wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

/// What `public/sw.js` waits for before it takes over.
const USE_IT: &str = "use the new version";

/// Tells that a new version stands ready and lets people choose when to use it.
#[component]
pub fn UpdateOffer() -> impl IntoView {
    let app = App::expect();
    let ready = keep_offline();
    view! {
        <div class="update" role="status">
            <Show when=move || ready.get()>
                <p>
                    {move || app.lang().update_ready()}" "
                    <button class="btn small" type="button" on:click=move |_| use_new_version()>
                        {move || app.lang().update_use()}
                    </button>
                    <button class="btn quiet small" type="button" on:click=move |_| ready.set(false)>
                        {move || app.lang().update_later()}
                    </button>
                </p>
            </Show>
        </div>
    }
}

/// Starts the service worker; the signal says whether a new version waits.
fn keep_offline() -> RwSignal<bool> {
    let ready = RwSignal::new(false);
    if let (Some(script), Some(container)) = (script(), container()) {
        spawn_local(async move {
            match JsFuture::from(container.register(&script)).await {
                Ok(registration) => watch(registration.unchecked_into(), ready),
                Err(reason) => web_sys::console::warn_2(&"This page will not open offline:".into(), &reason),
            }
        });
    }
    ready
}

/// The service worker that the build has named, if it is to be used.
fn script() -> Option<String> {
    let meta = document().query_selector("meta[name=kapocs-offline]").ok().flatten()?;
    meta.get_attribute("content")
}

/// The browser's keeper of service workers; none where the page is not safe from
/// change on its way (plain http from another machine).
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = window().navigator();
    let there = window().is_secure_context()
        && js_sys::Reflect::has(&navigator, &JsValue::from_str("serviceWorker")).unwrap_or_default();
    there.then(|| navigator.service_worker())
}

fn watch(registration: ServiceWorkerRegistration, ready: RwSignal<bool>) {
    ready.set(registration.waiting().is_some());
    // The browser may have begun to fetch a version before anybody listened.
    await_arrival(&registration, ready);
    let found = registration.clone();
    listen(&registration, "updatefound", move || await_arrival(&found, ready));
    // Pages that stay open for weeks look for a new version when people return.
    listen(&document(), "visibilitychange", move || {
        if !document().hidden()
            && let Ok(looking) = registration.update()
        {
            // Without a network there is nothing to find.
            spawn_local(async move { drop(JsFuture::from(looking).await) });
        }
    });
}

/// Offers the version that is being fetched, if one is, when it is completely there.
fn await_arrival(registration: &ServiceWorkerRegistration, ready: RwSignal<bool>) {
    let Some(new) = registration.installing() else { return };
    let arriving = new.clone();
    listen(&new, "statechange", move || {
        // Without a controller it is the first version: nothing to choose.
        let waits = arriving.state() == ServiceWorkerState::Installed;
        if waits && container().is_some_and(|container| container.controller().is_some()) {
            ready.set(true);
        }
    });
}

/// Lets the version that waits take over, then loads the page from it.
fn use_new_version() {
    let Some(container) = container() else { return };
    listen(&container, "controllerchange", || drop(window().location().reload()));
    spawn_local(async move {
        let registration = JsFuture::from(container.get_registration()).await;
        let registration = registration.ok().and_then(|r| r.dyn_into::<ServiceWorkerRegistration>().ok());
        match registration.and_then(|registration| registration.waiting()) {
            Some(waiting) => drop(tell(&waiting)),
            // Another tab was faster: the new version is already in use.
            None => drop(window().location().reload()),
        }
    });
}

fn tell(worker: &ServiceWorker) -> Result<(), JsValue> {
    worker.post_message(&JsValue::from_str(USE_IT))
}

/// Listens as long as the page lives.
fn listen(target: &web_sys::EventTarget, event: &str, act: impl Fn() + 'static) {
    let act = Closure::<dyn Fn()>::new(act);
    if target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref()).is_ok() {
        act.forget();
    }
}
