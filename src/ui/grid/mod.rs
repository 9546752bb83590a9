//! The grid and the pages around it: schools × areas by the agreed rule, the
//! agreement itself, differences between groups, a school in words, and the view
//! for a workshop's screen.

mod agreement;
mod behind;
mod choices;
mod export;
mod gaps;
mod present;
mod preview;
mod rule;
mod school;
mod shown;
mod sight;
mod table;

pub use choices::Choices;
pub use export::PrintButton;

use crate::analysis::{AreaOrder, Measure};
use crate::i18n::Lang;
use crate::selfie::{Area, Group, Level};
use crate::ui::App;
use crate::ui::route::Route;
use behind::BehindCell;
use choices::SchoolOrder;
use leptos::prelude::*;
use preview::Bars;
use rule::RuleAside;
use table::GridTable;

/// The page of an address of the grid's.
pub fn page(route: &Route) -> AnyView {
    match route {
        Route::Agreement => agreement::AgreementPage().into_any(),
        Route::Differences => gaps::DifferencesPage().into_any(),
        Route::School(_) => school::SchoolPage().into_any(),
        Route::Present => present::PresentPage().into_any(),
        _ => GridPage().into_any(),
    }
}

#[component]
fn GridPage() -> impl IntoView {
    let app = App::expect();
    let cluster = app.read(|workspace| workspace.cluster.name.clone());
    let choices = Choices::expect();
    let empty = Memo::new(move |_| choices.shown().with(|shown| shown.is_empty()));
    view! {
        <div class="grid-page">
            <div class="head">
                <div>
                    <h1>{move || app.lang().grid_title()}</h1>
                    <p class="muted"><span class="paper-only">{cluster}" · "</span>{move || choices.scope_in_words(app.lang())}</p>
                </div>
                <Show when=move || !empty.get()><export::Tools/></Show>
            </div>
            <GridTabs/>
            <Show when=move || !empty.get() fallback=GridEmpty>
                <Bar/>
                <div class="split">
                    <div>
                        <div class="sheet" class=("lines-30", move || choices.line_count() > 16) class=("lines-45", move || choices.line_count() > 30)
                            class=("lines-60", move || choices.line_count() > 45)>
                            <GridTable label=Signal::derive(move || choices.scope_in_words(app.lang()))/>
                            <NothingLeft/>
                            <Legend/>
                            <p class="paper-only how">{move || choices.shown().with(|shown| app.lang().lens_in_words(&shown.lens))}</p>
                        </div>
                    </div>
                    <aside>
                        <BehindCell/>
                        <RuleAside/>
                        <Elsewhere/>
                    </aside>
                </div>
            </Show>
        </div>
    }
}

/// The pages around the grid.
#[component]
pub fn GridTabs() -> impl IntoView {
    let app = App::expect();
    let tab = move |route: Route, label: fn(Lang) -> &'static str, covers: fn(&Route) -> bool| {
        view! { <a href=route.href() aria-current=move || covers(&app.route()).then_some("page")>{move || label(app.lang())}</a> }
    };
    view! {
        <nav class="tabs" aria-label=move || app.lang().grid_parts()>
            {tab(Route::Grid, Lang::nav_grid, |r| matches!(r, Route::Grid))}
            {tab(Route::Agreement, Lang::grid_tab_agreement, |r| matches!(r, Route::Agreement))}
            {tab(Route::Differences, Lang::nav_gaps, |r| matches!(r, Route::Differences))}
            {tab(Route::School(String::new()), Lang::grid_tab_schools, |r| matches!(r, Route::School(_)))}
        </nav>
    }
}

/// What will be here, and the first step.
#[component]
pub fn GridEmpty() -> impl IntoView {
    let app = App::expect();
    view! {
        <div class="sheet empty">
            <h2>{move || app.lang().grid_empty_title()}</h2>
            <p>{move || app.lang().grid_empty()}</p>
            <a class="btn primary" href=Route::Read.href()>{move || app.lang().grid_empty_step()}</a>
        </div>
    }
}

/// What the page shows: whose answers, by which reading, in which order.
#[component]
fn Bar() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    view! {
        <div class="bar">
            <RespondentsChoice/>
            <ReadingChoice/>
            <label>
                <input type="checkbox" bind:checked=choices.needs_only/>
                {move || app.lang().grid_needs_only()}
            </label>
            <ScopeChoice/>
            <Choose label=Lang::grid_school_order
                options=vec![
                    (SchoolOrder::AsInCluster, Lang::grid_schools_as_in_cluster as Named),
                    (SchoolOrder::ByName, Lang::grid_schools_by_name),
                ]
                value=choices.school_order/>
            <Choose label=Lang::grid_area_order
                options=vec![
                    (AreaOrder::ByLetter, Lang::grid_areas_by_letter as Named),
                    (AreaOrder::ByNeeds, Lang::grid_areas_by_needs),
                ]
                value=choices.area_order/>
            <OpenAll/>
            <Show when=move || choices.axes().with(|axes| axes.schools_down) || choices.looked_for.with(|t| !t.is_empty())>
                <label>
                    {move || app.lang().grid_find_school()}
                    <input type="search" bind:value=choices.looked_for/>
                </label>
            </Show>
        </div>
    }
}

#[component]
fn RespondentsChoice() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let groups = Memo::new(move |_| choices.shown().with(|shown| shown.groups()));
    let button = move |group: Option<Group>| {
        view! {
            <button type="button" aria-pressed=move || (choices.group.get() == group).to_string()
                on:click=move |_| choices.group.set(group)>
                {move || group.map_or(app.lang().grid_agreed_groups(), |group| app.lang().group(group))}
            </button>
        }
    };
    view! {
        <div class="seg" role="group" aria-label=move || app.lang().grid_respondents()>
            {button(None)}
            {move || groups.get().into_iter().map(|group| button(Some(group))).collect::<Vec<_>>()}
        </div>
    }
}

#[component]
fn ReadingChoice() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let button = move |measure: Measure, label: fn(Lang) -> &'static str| {
        view! {
            <button type="button" aria-pressed=move || (choices.measure.get() == measure).to_string()
                on:click=move |_| choices.measure.set(measure)>{move || label(app.lang())}</button>
        }
    };
    view! {
        <div class="seg" role="group" aria-label=move || app.lang().grid_reading()>
            {button(Measure::ByRule, Lang::grid_by_rule)}
            {button(Measure::DistanceToBest, Lang::grid_by_distance)}
        </div>
    }
}

/// Level and round, where there is more than one.
#[component]
pub fn ScopeChoice() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let levels = choices.levels();
    let rounds = app.read(|workspace| {
        let rounds = workspace.rounds_in_order();
        rounds.into_iter().map(|(id, round)| (id.clone(), round.name.clone())).collect::<Vec<_>>()
    });
    let level_select = move || {
        let options: Vec<_> = levels
            .get()
            .into_iter()
            .map(|level| view! { <option value=level.word() selected=move || choices.level() == Some(level)>{app.lang().level(level)}</option> })
            .collect();
        (options.len() > 1).then(|| view! {
            <label>
                {app.lang().grid_level()}
                <select on:change=move |event| choices.level.set(Level::from_word(&event_target_value(&event)))>{options}</select>
            </label>
        })
    };
    let round_select = move || {
        let options: Vec<_> = rounds
            .get()
            .into_iter()
            .map(|(id, name)| {
                let this = id.clone();
                view! { <option value=id selected=move || choices.round().as_ref() == Some(&this)>{name}</option> }
            })
            .collect();
        (options.len() > 1).then(|| view! {
            <label>
                {app.lang().grid_round()}
                <select on:change=move |event| choices.round.set(Some(event_target_value(&event)))>{options}</select>
            </label>
        })
    };
    view! { {level_select} {round_select} }
}

/// A name in both languages.
type Named = fn(Lang) -> &'static str;

/// A choice between a few named values.
#[component]
fn Choose<T: Copy + PartialEq + Send + Sync + 'static>(
    label: Named,
    options: Vec<(T, Named)>,
    value: RwSignal<T>,
) -> impl IntoView {
    let app = App::expect();
    let values: Vec<T> = options.iter().map(|(value, _)| *value).collect();
    let options: Vec<_> = options
        .into_iter()
        .enumerate()
        .map(|(place, (this, name))| view! { <option value=place selected=move || value.get() == this>{move || name(app.lang())}</option> })
        .collect();
    view! {
        <label>
            {move || label(app.lang())}
            <select on:change=move |event| {
                let place = event_target_value(&event).parse::<usize>().ok();
                if let Some(chosen) = place.and_then(|place| values.get(place)) {
                    value.set(*chosen);
                }
            }>{options}</select>
        </label>
    }
}

#[component]
fn OpenAll() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let any_open = move || choices.own_open.get() || choices.open_areas.with(|open| !open.is_empty());
    view! {
        <button class="btn" type="button" on:click=move |_| {
            let open = !choices.open_areas.with_untracked(|open| !open.is_empty()) && !choices.own_open.get_untracked();
            choices.own_open.set(open);
            choices.open_areas.set(if open { Area::ALL.into() } else { Default::default() });
        }>
            {move || if any_open() { app.lang().grid_close_all() } else { app.lang().grid_open_all() }}
        </button>
    }
}

/// Said instead of an empty table.
#[component]
fn NothingLeft() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let words = move || {
        choices.axes().with(|axes| match (axes.topics().is_empty(), axes.schools().is_empty()) {
            (true, _) => Some(app.lang().grid_nothing_left()),
            (false, true) => Some(app.lang().grid_no_such_school()),
            (false, false) => None,
        })
    };
    move || {
        words().map(|words| {
            view! {
                <div class="grid-none row">
                    <p>{words}</p>
                    <button class="btn" type="button" on:click=move |_| {
                        choices.needs_only.set(false);
                        choices.looked_for.set(String::new());
                    }>{app.lang().grid_show_all()}</button>
                </div>
            }
        })
    }
}

/// What the signs and colours mean.
#[component]
pub fn Legend() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let entry = move |class: &'static str, text: &'static str, label: fn(Lang) -> &'static str| {
        view! { <li><span class=format!("c {class}") aria-hidden="true">{text}</span>{move || label(app.lang())}</li> }
    };
    move || {
        let entries = match choices.measure.get() {
            Measure::ByRule => vec![
                entry("deep", "", Lang::verdict_deep_need),
                entry("need", "", Lang::verdict_need),
                entry("undecided", "", Lang::verdict_undecided),
                entry("", "4", Lang::verdict_fine),
                entry("strength", "", Lang::verdict_strength),
                entry("no-data", "–", Lang::verdict_no_data),
            ],
            Measure::DistanceToBest => vec![
                entry("far-0", "0", Lang::distance_best),
                entry("far-2", "−0.5", Lang::distance_far),
                entry("far-3", "−1", Lang::distance_very_far),
                entry("no-data", "–", Lang::verdict_no_data),
            ],
        };
        view! { <ul class="key" aria-label=app.lang().grid_legend()>{entries}</ul> }
    }
}

/// How many needs there would be if the line were elsewhere.
#[component]
fn Elsewhere() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let lines = choices.lines();
    let all = Memo::new(move |_| lines.with(|lines| lines.all.clone()));
    view! {
        <section class="sheet pad elsewhere" aria-labelledby="elsewhere">
            <h2 id="elsewhere">{move || app.lang().preview_heading()}</h2>
            <Bars lines=all/>
            <p class="small muted">{move || app.lang().preview_areas()}</p>
        </section>
    }
}
