//! The frame around every page: header, the year's path, messages.

use super::decide::OpenSign;
use super::dropping::Dropped;
use super::keeping::{KeptBanner, KeptSign};
use super::offline::UpdateOffer;
use super::route::Route;
use super::start::OpeningDialog;
use super::state::App;
use crate::i18n::Lang;
use crate::message::Message;
use leptos::ev;
use leptos::html;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use std::time::Duration;

#[component]
pub fn Shell() -> impl IntoView {
    let app = App::expect();
    Dropped::provide(app);
    let name = app.read(|workspace| workspace.cluster.name.clone());
    Effect::new(move || {
        let lang = app.lang();
        let page = page_title(&app.route(), lang);
        let parts = [page.to_owned(), name.get(), lang.app_name().to_owned()];
        let words: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
        document().set_title(&words.join(" · "));
    });
    view! {
        <a class="skip" href="#content" on:click=move |event| {
            event.prevent_default();
            focus_content();
        }>{move || app.lang().skip_to_content()}</a>
        <UpdateOffer/>
        <Header/>
        <Show when=move || app.is_open() && !app.route().fills_the_screen()>
            <YearPath/>
        </Show>
        <KeptBanner/>
        <main id="content" tabindex="-1">
            <Page/>
        </main>
        <OpeningDialog/>
        <Messages/>
    }
}

/// Puts the keyboard at the start of the page's content.
pub fn focus_content() {
    if let Some(main) = document().get_element_by_id("content")
        && let Ok(main) = main.dyn_into::<web_sys::HtmlElement>()
    {
        let _ = main.focus();
    }
}

#[component]
fn Page() -> impl IntoView {
    let app = App::expect();
    let route = Memo::new(move |_| if app.is_open() { app.route() } else { Route::Start });
    super::arrival::page_of(route)
}

fn page_title(route: &Route, lang: Lang) -> &'static str {
    match route {
        Route::Start => "",
        Route::Cluster => lang.nav_cluster(),
        Route::Survey | Route::Read | Route::Result(_) => lang.nav_survey(),
        Route::Items | Route::Sheet(_) => lang.nav_items(),
        Route::Grid | Route::Present | Route::School(_) => lang.nav_grid(),
        Route::Agreement => lang.nav_agreement(),
        Route::Differences => lang.nav_gaps(),
        Route::Practices | Route::Practice(_) | Route::Teachmeet => lang.nav_practices(),
        Route::Matching => lang.nav_matching(),
        Route::Balance => lang.nav_balance(),
        Route::Pairings => lang.nav_pairings(),
        Route::Decide => lang.decide_title(),
        Route::Versions => lang.versions_title(),
    }
}

#[component]
fn Header() -> impl IntoView {
    let app = App::expect();
    let name = app.read(|w| w.cluster.name.clone());
    let year = app.read(|w| w.cluster.pilot_year.clone());
    view! {
        <header class="top">
            <a class="name" href=Route::Start.href()>
                {move || if name.get().is_empty() { app.lang().app_name().to_owned() } else { name.get() }}
            </a>
            <span class="muted wide-only">{move || year.get()}</span>
            <div class="who">
                <Show when=move || app.is_open()>
                    <OpenSign/>
                    <KeptSign/>
                    <super::link::LinkSign/>
                    <HereSign/>
                    <button class="btn quiet" type="button" disabled=move || !app.can_undo()
                        on:click=move |_| app.undo()>{move || app.lang().undo()}</button>
                    <button class="btn quiet wide-only" type="button" disabled=move || !app.can_redo()
                        on:click=move |_| app.redo()>{move || app.lang().redo()}</button>
                </Show>
                <Show when=move || app.is_open()><super::share::ShareButton/></Show>
                <LanguageSwitch/>
            </div>
        </header>
    }
}

/// The school that works in this browser.
#[component]
fn HereSign() -> impl IntoView {
    let app = App::expect();
    let school = Memo::new(move |_| {
        let id = app.school_here();
        app.workspace().schools.get(&id).map(|school| school.called().to_owned())
    });
    move || school.get().map(|name| view! { <span class="muted wide-only">{app.lang().this_is(name)}</span> })
}

/// One button per language, each in its own language, called as it reads and in full.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let app = App::expect();
    let button = move |lang: Lang, name: &'static str| {
        view! {
            <button type="button" lang=lang.tag() aria-pressed=move || (app.lang() == lang).to_string()
                aria-label=format!("{}, {name}", lang.tag().to_uppercase()) on:click=move |_| app.set_lang(lang)>{lang.tag().to_uppercase()}</button>
        }
    };
    view! {
        <div class="seg" role="group" aria-label=move || app.lang().language()>
            {button(Lang::En, "English")}{button(Lang::Hu, "Magyar")}
        </div>
    }
}

#[component]
fn YearPath() -> impl IntoView {
    let app = App::expect();
    let has_schools = app.read(|w| !w.schools.is_empty());
    let has_surveys = app.read(|w| !w.surveys.is_empty());
    let has_agreement = app.read(|w| !w.agreements.is_empty());
    let has_practices = app.read(|w| !w.practices.is_empty());
    let has_pairings = app.read(|w| !w.pairings.is_empty());
    let step = move |route: Route, label: fn(Lang) -> &'static str, done: Memo<bool>, covers: fn(&Route) -> bool| {
        view! {
            <a href=route.href() aria-current=move || covers(&app.route()).then_some("page")>
                <Show when=move || done.get()>
                    <span class="done" aria-hidden="true">"✓"</span>
                    <span class="unseen">{move || app.lang().step_done()}</span>
                </Show>
                {move || label(app.lang())}
            </a>
        }
    };
    let nav = NodeRef::<html::Nav>::new();
    // On a phone the path is longer than the screen.
    Effect::new(move || {
        app.route();
        app.lang();
        request_animation_frame(move || {
            // On a page that fills the screen the path is gone by then.
            let Some(Some(nav)) = nav.try_get_untracked() else { return };
            if let Ok(Some(here)) = nav.query_selector("[aria-current]") {
                let here: web_sys::HtmlElement = here.unchecked_into();
                nav.set_scroll_left(here.offset_left() - nav.client_width() / 4);
            }
        });
    });
    view! {
        <nav class="path" node_ref=nav aria-label=move || app.lang().nav_year()>
            {step(Route::Cluster, Lang::nav_cluster, has_schools, |r| matches!(r, Route::Cluster))}
            {step(Route::Survey, Lang::nav_survey, has_surveys, |r| {
                matches!(r, Route::Survey | Route::Read | Route::Result(_) | Route::Items | Route::Sheet(_))
            })}
            {step(Route::Grid, Lang::nav_grid, has_agreement, |r| {
                matches!(r, Route::Grid | Route::Agreement | Route::Differences | Route::School(_))
            })}
            {step(Route::Practices, Lang::nav_practices, has_practices, |r| {
                matches!(r, Route::Practices | Route::Practice(_))
            })}
            {step(Route::Matching, Lang::nav_matching, has_pairings, |r| {
                matches!(r, Route::Matching | Route::Balance | Route::Pairings)
            })}
        </nav>
    }
}

/// What just happened, for eyes and for screen readers.
#[component]
fn Messages() -> impl IntoView {
    let app = App::expect();
    let message = app.message();
    let node = NodeRef::<html::Div>::new();
    let bar = move || node.get_untracked().and_then(|messages| messages.query_selector(".message").ok().flatten());
    let make_room = move || {
        request_animation_frame(move || {
            if let Some(bar) = bar() {
                keep_in_sight(&bar);
            }
        });
    };
    let timer = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move || {
        if let Some(Some(timer)) = timer.try_update_value(Option::take) {
            timer.clear();
        }
        if message.with(Option::is_some) {
            make_room();
        }
        if let Some(lasts) = message.with(|message| message.as_ref().and_then(Message::lasts)) {
            take_away_after(lasts, message, node, timer);
        }
    });
    // Whoever goes to a field behind it has it in sight, too.
    let focus = window_event_listener(ev::focusin, move |_| make_room());
    on_cleanup(move || focus.remove());
    view! {
        <div class="messages" role="status" node_ref=node>
            {move || message.get().map(|m| view! {
                <div class="message">
                    <span>{m.text.clone()}</span>
                    {m.undo().map(|_| view! {
                        <button class="btn" type="button" on:click=move |_| app.undo_told()>{move || app.lang().undo()}</button>
                    })}
                    <button class="btn quiet" type="button" aria-label=move || app.lang().close() title=move || app.lang().close()
                        on:click=move |_| message.set(None)><span aria-hidden="true">"✕"</span></button>
                </div>
            })}
        </div>
    }
}

/// Takes the message away after some time, but never from under a hand or the keyboard.
fn take_away_after(
    lasts: Duration,
    message: RwSignal<Option<Message>>,
    node: NodeRef<html::Div>,
    timer: StoredValue<Option<TimeoutHandle>>,
) {
    let done = move || {
        let held = node.get_untracked().and_then(|messages| messages.query_selector(HELD).ok().flatten());
        match held {
            Some(_) => take_away_after(lasts, message, node, timer),
            None => message.set(None),
        }
    };
    timer.set_value(set_timeout_with_handle(done, lasts).ok());
}

const HELD: &str = ".message:is(:hover, :focus-within)";

/// What has the keyboard goes up if the message lies over it, unless it is too tall for that.
/// What a pointer presses stays under it, or letting go would miss it.
fn keep_in_sight(bar: &web_sys::Element) {
    let Some(here) = document().active_element().filter(|here| !bar.contains(Some(here))) else { return };
    if !here.matches(":focus-visible").unwrap_or(true) {
        return;
    }
    let (here, bar) = (here.get_bounding_client_rect(), bar.get_bounding_client_rect());
    let covered = here.bottom() + ROOM - bar.top();
    if covered > 0.0 && here.top() < bar.bottom() && here.top() > covered {
        window().scroll_by_with_x_and_y(0.0, covered);
    }
}

/// Between a field and the message, in pixels.
const ROOM: f64 = 12.0;
