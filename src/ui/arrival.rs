//! Parts of the app that arrive when they are first needed, so that the first page
//! stands soon on a slow line. The build cuts the program at the functions below
//! (feature `split`); without the feature everything is there from the start. The
//! service worker keeps all parts, so that none is missing without a network.

use super::keeping::WorkspaceFile;
use super::route::Route;
use super::share::{self, Making};
use super::start::{Opening, StartPage};
use super::state::Walk;
use super::{App, cluster, decide, grid, items, link, matching, pairings, practices, survey, versions};
use crate::cluster::Cluster;
use crate::i18n::NoFile;
use crate::storage::LoadError;
use crate::storage::snapshots::Cause;
use crate::workspace::bundle::Contents;
use crate::workspace::{Book, Bundle, BundleError, bundle};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// When the first page stands, the rest is fetched, for a network that comes and goes.
const REST_AFTER: Duration = Duration::from_secs(3);

/// The network did not give a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Missing {
        Missing
    }
}

/// A function whose program arrives with the first call: `part => fn name(…) -> Result<…, Missing> {…}`.
macro_rules! arriving {
    ($part:ident => fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty $body:block) => {
        #[cfg(feature = "split")]
        #[allow(unsafe_code, reason = "the macro links the two halves of the program")]
        #[wasm_split_helpers::wasm_split($part, fallible)]
        pub fn $name($($arg: $type),*) -> Result<$out, Missing> {
            let out: $out = $body;
            Ok(out)
        }

        #[cfg(not(feature = "split"))]
        pub async fn $name($($arg: $type),*) -> Result<$out, Missing> {
            let out: $out = $body;
            Ok(out)
        }
    };
}

/// Draws a page of a workspace.
type Draw = fn(&Route) -> AnyView;

// What is chosen in the grid outlives its pages, as do the plan and the files that are
// being read: they belong to the whole app.
arriving!(pages => fn pages(app: Owner) -> Draw {
    app.with(|| {
        if use_context::<grid::Choices>().is_none() {
            practices::Looking::provide();
            grid::Choices::provide();
            matching::Solver::provide();
            survey::Reading::provide();
        }
    });
    page
});
arriving!(pages => fn sharing() -> fn(RwSignal<bool>) -> AnyView { share::sharing });
arriving!(pages => fn begin(app: App, cluster: Cluster) -> () { app.begin(cluster) });
arriving!(pages => fn whole_file(app: App) -> Result<WorkspaceFile, NoFile> { app.whole_file() });
arriving!(pages => fn walk(app: App, walk: Walk) -> () { app.walk_here(walk) });
arriving!(pages => fn keep_version(app: App, book: Book, cause: Cause) -> () { versions::keep(app, book, cause) });
arriving!(pages => fn forget_versions(id: String) -> () { versions::forget(id) });
arriving!(files => fn open_file(opening: Opening, bytes: Vec<u8>) -> () { opening.opened(&bytes) });
arriving!(files => fn load_kept(app: App, id: String) -> Result<(), LoadError> { app.load_kept(&id) });
arriving!(files => fn catch_up(app: App) -> Result<(), LoadError> { app.catch_up() });
arriving!(files => fn bring_in_step(app: App, ask: bool) -> () { link::bring_in_step(app, ask) });
arriving!(files => fn read_version(text: Vec<u8>) -> Result<Bundle, BundleError> { bundle::read(&text) });
arriving!(files => fn workspace_file(app: App, contents: Contents, phrase: Option<String>) -> Making {
    share::make(app, contents, phrase)
});
arriving!(files => fn example(app: App) -> () { app.start_example() });

fn page(route: &Route) -> AnyView {
    let reminder = (!route.fills_the_screen()).then(versions::Reminder);
    let page = match route {
        Route::Start | Route::Cluster => cluster::ClusterPage().into_any(),
        Route::Survey | Route::Read | Route::Result(_) => survey::page(route),
        Route::Items | Route::Sheet(_) => items::page(route),
        Route::Practices | Route::Practice(_) | Route::Teachmeet => practices::page(route),
        Route::Matching | Route::Balance => matching::page(route),
        Route::Pairings => pairings::PairingsPage().into_any(),
        Route::Decide => decide::DecidePage().into_any(),
        Route::Versions => versions::VersionsPage().into_any(),
        Route::Grid | Route::Agreement | Route::Differences | Route::School(_) | Route::Present => grid::page(route),
    };
    (reminder, page).into_any()
}

/// How far the pages of a workspace are.
#[derive(Clone, Copy)]
enum Stage {
    Away,
    Coming,
    Here(Draw),
    Missing,
}

/// The page of an address. The start page is always there; the others follow it, at
/// the latest when one of them is asked for.
pub fn page_of(route: Memo<Route>) -> impl Fn() -> AnyView {
    let opening = App::expect().is_opening();
    let owner = StoredValue::new(Owner::current().unwrap_or_default());
    let stage = RwSignal::new(Stage::Away);
    let fetch = move || {
        if matches!(stage.get_untracked(), Stage::Away | Stage::Missing) {
            stage.set(Stage::Coming);
            let owner = owner.get_value();
            spawn_local(async move {
                stage.set(match pages(owner).await {
                    Ok(draw) => Stage::Here(draw),
                    Err(Missing) => Stage::Missing,
                });
            });
        }
    };
    Effect::new(move || {
        if route.get() != Route::Start {
            fetch();
        }
    });
    set_timeout(fetch, REST_AFTER);
    // The stage is asked only where it matters: what is typed on the start page stays
    // when the others arrive.
    move || match route.get() {
        Route::Start if opening.get() => coming(),
        Route::Start => StartPage().into_any(),
        route => match stage.get() {
            Stage::Here(draw) => draw(&route),
            Stage::Away | Stage::Coming => coming(),
            Stage::Missing => missing(fetch),
        },
    }
}

fn coming() -> AnyView {
    let app = App::expect();
    view! { <p class="muted">{move || app.lang().part_coming()}</p> }.into_any()
}

fn missing(again: impl Fn() + 'static) -> AnyView {
    let app = App::expect();
    view! {
        <div class="banner" role="alert">
            <p>{move || app.lang().part_missing()}</p>
            <button class="btn primary" type="button" on:click=move |_| again()>{move || app.lang().keep_try_again()}</button>
        </div>
    }
    .into_any()
}
