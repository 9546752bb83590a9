//! Parts of the app that arrive when they are first needed, so that the first page
//! stands soon on a slow line. The build cuts the program at the functions below
//! (feature `split`); without the feature everything is there from the start. The
//! service worker keeps all parts, so that none is missing without a network.

use super::route::Route;
use super::start::{Opening, StartPage};
use super::{App, cluster, grid, items, survey};
use crate::i18n::Lang;
use crate::storage::LoadError;
use crate::workspace::Workspace;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::time::Duration;

/// When the first page stands, the rest is fetched, for a network that comes and goes.
const REST_AFTER: Duration = Duration::from_secs(3);

/// Pages that arrive together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The grid and the pages around it.
    Grid,
    /// All others but the first.
    Most,
}

/// The network did not give a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for Missing {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Missing {
        Missing
    }
}

/// Draws a page of the part it came with.
type Draw = fn(&Route) -> AnyView;

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

arriving!(pages => fn most_pages() -> Draw { page });
// What was chosen in the grid outlives its pages.
arriving!(grid => fn grid_pages(app: Owner) -> Draw {
    app.with(|| {
        if use_context::<grid::Choices>().is_none() {
            grid::Choices::provide();
        }
    });
    grid::page
});
arriving!(files => fn open_file(opening: Opening, bytes: Vec<u8>) -> () { opening.opened(&bytes) });
arriving!(files => fn load_kept(app: App, id: String) -> Result<(), LoadError> { app.load_kept(&id) });
arriving!(files => fn example(lang: Lang, id: String) -> Workspace { Workspace::example(lang, id) });

impl Part {
    const ALL: [Part; 2] = [Part::Grid, Part::Most];

    /// `None` for what is there from the start.
    fn of(route: &Route) -> Option<Part> {
        match route {
            Route::Start => None,
            Route::Grid | Route::Agreement | Route::Differences | Route::School(_) | Route::Present => Some(Part::Grid),
            Route::Cluster | Route::Survey | Route::Read | Route::Result(_) | Route::Items | Route::Sheet(_) => {
                Some(Part::Most)
            }
        }
    }

    async fn arrive(self, app: Owner) -> Result<Draw, Missing> {
        match self {
            Part::Grid => grid_pages(app).await,
            Part::Most => most_pages().await,
        }
    }
}

fn page(route: &Route) -> AnyView {
    match route {
        Route::Items | Route::Sheet(_) => items::page(route),
        Route::Survey | Route::Read | Route::Result(_) => survey::page(route),
        _ => cluster::ClusterPage().into_any(),
    }
}

/// How far a part is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Coming,
    Here,
    Missing,
}

/// What has arrived so far.
#[derive(Clone, Copy)]
pub struct Arrivals {
    app: StoredValue<Owner>,
    parts: RwSignal<Vec<(Part, Result<Draw, Missing>)>>,
}

impl Arrivals {
    /// To be called where what pages share is to live.
    pub fn new() -> Arrivals {
        Arrivals { app: StoredValue::new(Owner::current().unwrap_or_default()), parts: RwSignal::new(Vec::new()) }
    }

    fn stage(self, part: Part) -> Stage {
        self.parts.with(|parts| match parts.iter().find(|(p, _)| *p == part) {
            None => Stage::Coming,
            Some((_, Ok(_))) => Stage::Here,
            Some((_, Err(Missing))) => Stage::Missing,
        })
    }

    /// Whether a part has arrived, or has not although it should.
    fn asked(self, part: Part) -> bool {
        self.parts.with_untracked(|parts| parts.iter().any(|(p, _)| *p == part))
    }

    fn fetch(self, part: Part) {
        let app = self.app.get_value();
        spawn_local(async move {
            let arrived = part.arrive(app).await;
            self.parts.update(|parts| parts.push((part, arrived)));
        });
    }

    /// Fetches what is not here yet, one part after the other.
    fn fetch_rest(self) {
        let app = self.app.get_value();
        spawn_local(async move {
            for part in Part::ALL {
                if !self.asked(part)
                    && let Ok(draw) = part.arrive(app.clone()).await
                {
                    self.parts.update(|parts| parts.push((part, Ok(draw))));
                }
            }
        });
    }

    fn fetch_again(self, part: Part) {
        self.parts.update(|parts| parts.retain(|(p, _)| *p != part));
        self.fetch(part);
    }

    /// The page of an address, as soon as its part is here.
    pub fn page(self, route: Memo<Route>) -> impl Fn() -> AnyView {
        let opening = App::expect().is_opening();
        let part = Memo::new(move |_| Part::of(&route.get()));
        let stage = Memo::new(move |_| part.get().map(|part| self.stage(part)));
        Effect::new(move || {
            if let Some(part) = part.get()
                && !self.asked(part)
            {
                self.fetch(part);
            }
        });
        set_timeout(move || self.fetch_rest(), REST_AFTER);
        move || match (part.get(), stage.get()) {
            (Some(part), Some(Stage::Here)) => {
                let draw =
                    self.parts.with_untracked(|parts| parts.iter().find(|(p, _)| *p == part).and_then(|(_, d)| d.ok()));
                draw.map(|draw| draw(&route.get())).into_any()
            }
            (Some(part), Some(Stage::Missing)) => missing(move || self.fetch_again(part)),
            (Some(_), _) => coming(),
            (None, _) if opening.get() => coming(),
            (None, _) => StartPage().into_any(),
        }
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
