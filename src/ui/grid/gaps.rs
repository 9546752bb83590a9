//! Where groups see the same thing differently: largest difference first, each with
//! its band, as dots on the survey's scale or as a table.

use super::choices::Choices;
use super::shown::{Part, Shown};
use super::{GridEmpty, GridTabs, ScopeChoice};
use crate::analysis::Gap;
use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::selfie::{Area, Group, Subject};
use crate::ui::App;
use crate::ui::parts::{AT_ONCE, More, printing};
use crate::ui::route::Route;
use leptos::prelude::*;

/// So many fit on a handful of sheets; of more, paper says how many it leaves out.
const ON_PAPER: usize = 200;

/// What the reader wants to see of them.
#[derive(Clone, Copy)]
struct Wanted {
    school: RwSignal<Option<SchoolId>>,
    area: RwSignal<Option<Area>>,
    by_area: RwSignal<bool>,
    clear_only: RwSignal<bool>,
    as_table: RwSignal<bool>,
    shown: RwSignal<usize>,
}

#[component]
pub fn DifferencesPage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let wanted = Wanted {
        school: RwSignal::new(None),
        area: RwSignal::new(None),
        by_area: RwSignal::new(false),
        clear_only: RwSignal::new(false),
        as_table: RwSignal::new(false),
        shown: RwSignal::new(AT_ONCE),
    };
    let empty = Memo::new(move |_| choices.shown().with(|shown| shown.is_empty()));
    let all = Memo::new(move |_| {
        let by_area = wanted.by_area.get();
        choices
            .shown()
            .with(|shown| shown.grid.gaps(&shown.lens.rule, &|subject| by_area == matches!(subject, Subject::Area(_))))
    });
    let found = Memo::new(move |_| {
        choices.shown().with(|shown| {
            all.with(|all| all.iter().filter(|gap| wanted.has(gap, shown)).copied().collect::<Vec<Gap>>())
        })
    });
    let printing = printing();
    let limit = move || if printing.get() { ON_PAPER } else { wanted.shown.get() };
    let left_out = move || found.with(Vec::len).saturating_sub(limit());
    let rows = move || {
        let lang = app.lang();
        found.with(|found| {
            let some = &found[..found.len().min(limit())];
            choices.shown().with(|shown| match (some.is_empty(), wanted.as_table.get()) {
                (true, _) if wanted.clear_only.get() => {
                    view! { <p class="pad">{lang.gaps_none_clear()}</p> }.into_any()
                }
                (true, _) => view! { <p class="pad">{lang.gaps_none()}</p> }.into_any(),
                (false, true) => table(some, shown, lang).into_any(),
                (false, false) => pictures(some, shown, lang).into_any(),
            })
        })
    };
    let left = move || found.with(Vec::len).saturating_sub(wanted.shown.get());
    view! {
        <div class="gaps-page">
            <div class="head">
                <div>
                    <h1>{move || app.lang().gaps_title()}</h1>
                    <p class="muted">{move || choices.scope_of_all(app.lang())}</p>
                </div>
                <Show when=move || !empty.get()><div class="tools"><super::export::PrintButton/></div></Show>
            </div>
            <GridTabs/>
            <Show when=move || !empty.get() fallback=GridEmpty>
                <p class="lead no-print">{move || app.lang().gaps_lead()}</p>
                <div class="no-print"><Filters wanted/></div>
                <p class="paper-only small">{move || choices.shown().with(|shown| wanted.in_words(shown, app.lang()))}</p>
                <section class="sheet" aria-labelledby="gaps-found">
                    <h2 class="pad" id="gaps-found">{move || app.lang().gaps_count(found.with(Vec::len))}</h2>
                    {rows}
                    <Show when=move || { left_out() > 0 }>
                        <p class="paper-only pad">{move || app.lang().gaps_left_out(left_out())}</p>
                    </Show>
                    <More left=Signal::derive(left) limit=wanted.shown/>
                </section>
            </Show>
        </div>
    }
}

impl Wanted {
    fn has(self, gap: &Gap, shown: &Shown) -> bool {
        let Some(subject) = shown.subject_of(gap) else { return false };
        (!self.clear_only.get() || gap.clear == Some(true))
            && self.school.with(|school| school.is_none() || school.as_ref() == shown.school_of(gap))
            && self.area.get().is_none_or(|area| subject.area() == Some(area))
    }

    /// What was chosen, for paper, which has no menus.
    fn in_words(self, shown: &Shown, lang: Lang) -> String {
        let school = self.school.with(|id| id.as_ref().map(|id| shown.school_name(id)));
        let area = self.area.get().map(|area| shown.called(&Subject::Area(area), lang));
        let mut words = vec![
            if self.by_area.get() { lang.gaps_by_areas() } else { lang.gaps_by_items() }.to_owned(),
            school.unwrap_or_else(|| lang.gaps_all_schools().to_owned()),
            area.unwrap_or_else(|| lang.gaps_all_areas().to_owned()),
        ];
        words.extend(self.clear_only.get().then(|| lang.gaps_clear_only().to_owned()));
        words.join(" · ")
    }
}

#[component]
fn Filters(wanted: Wanted) -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let schools = Memo::new(move |_| choices.axes().with(|axes| axes.schools()));
    let school_options = move || {
        let lang = app.lang();
        choices.shown().with(|shown| {
            let schools = schools.get();
            schools
                .into_iter()
                .map(|id| {
                    let name = shown.school_head(&id, lang).0;
                    let this = id.clone();
                    view! { <option value=id selected=move || wanted.school.with(|s| s.as_ref() == Some(&this))>{name}</option> }
                })
                .collect::<Vec<_>>()
        })
    };
    let area_options = move || {
        let lang = app.lang();
        choices.shown().with(|shown| {
            shown
                .areas()
                .iter()
                .map(|&area| {
                    let name = shown.called(&Subject::Area(area), lang);
                    view! { <option value=area.letter().to_string() selected=move || wanted.area.get() == Some(area)>{name}</option> }
                })
                .collect::<Vec<_>>()
        })
    };
    let kind = move |by_area: bool, label: fn(Lang) -> &'static str| {
        view! {
            <button type="button" aria-pressed=move || (wanted.by_area.get() == by_area).to_string()
                on:click=move |_| wanted.by_area.set(by_area)>{move || label(app.lang())}</button>
        }
    };
    view! {
        <div class="bar">
            <div class="seg" role="group" aria-label=move || app.lang().gaps_what()>
                {kind(false, Lang::gaps_by_items)}{kind(true, Lang::gaps_by_areas)}
            </div>
            <label>
                {move || app.lang().grid_school()}
                <select on:change=move |event| wanted.school.set(Some(event_target_value(&event)).filter(|id| !id.is_empty()))>
                    <option value="">{move || app.lang().gaps_all_schools()}</option>
                    {school_options}
                </select>
            </label>
            <label>
                {move || app.lang().grid_area()}
                <select on:change=move |event| wanted.area.set(event_target_value(&event).chars().next().and_then(Area::from_letter))>
                    <option value="">{move || app.lang().gaps_all_areas()}</option>
                    {area_options}
                </select>
            </label>
            <ScopeChoice/>
            <label>
                <input type="checkbox" bind:checked=wanted.clear_only/>
                {move || app.lang().gaps_clear_only()}
            </label>
            <button class="btn" type="button" aria-pressed=move || wanted.as_table.get().to_string()
                on:click=move |_| wanted.as_table.update(|table| *table = !*table)>
                {move || app.lang().preview_as_table()}
            </button>
        </div>
    }
}

fn pictures(found: &[Gap], shown: &Shown, lang: Lang) -> impl IntoView + use<> {
    let minimum = shown.minimum_group();
    let key: Vec<_> = shown
        .groups()
        .into_iter()
        .map(|group| view! { <li><svg viewBox="0 0 16 16" aria-hidden="true">{mark(group, 8.0, 8.0, false)}</svg>{lang.group(group)}</li> })
        .collect();
    let rows: Vec<_> = found.iter().map(|gap| row(gap, shown, lang)).collect();
    view! {
        <ul class="dot-key" aria-label=lang.grid_legend()>
            {key}
            <li><svg viewBox="0 0 16 16" aria-hidden="true"><line class="line" x1="8" x2="8" y1="0" y2="16"/></svg>{lang.gaps_our_line()}</li>
            <li class="muted">{lang.gaps_small_why(minimum)}</li>
        </ul>
        <ol class="gaps">{rows}</ol>
    }
}

fn row(gap: &Gap, shown: &Shown, lang: Lang) -> impl IntoView + use<> {
    let title = shown.subject_of(gap).map(|subject| shown.called(subject, lang));
    let school = shown.school_of(gap).map(|id| {
        view! { <a href=Route::School(id.clone()).href()>{shown.school_name(id)}</a> }
    });
    let both = matches!(shown.subject_of(gap), Some(Subject::Area(_))).then(|| lang.gaps_both_asked());
    view! {
        <li class="gap-row" class:unclear=gap.clear != Some(true)>
            <div class="what"><strong>{title}</strong><span class="small muted">{school}</span></div>
            {dots(&shown.parts_of(gap), shown.lens.rule.need_below.value(), shown.minimum_group(), lang)}
            <div>
                <p><span class="size">{lang.decimal(gap.points, 1)}</span>" "<span class="small muted">{sure(gap, lang)}</span></p>
                <p class="small">{lang.gap_in_words(gap)} " " {both}</p>
            </div>
        </li>
    }
}

/// How sure the difference is, with its band.
fn sure(gap: &Gap, lang: Lang) -> String {
    let word = match gap.clear {
        Some(true) => lang.gaps_clear(),
        Some(false) => lang.gaps_unclear(),
        None => lang.gaps_unknown(),
    };
    match gap.band {
        Some((low, high)) => format!("{word} ({}…{})", lang.decimal(low, 1), lang.decimal(high, 1)),
        None => word.to_owned(),
    }
}

/// The groups' means on the scale from 1 to 5, with their bands.
fn dots(parts: &[Part], line: f64, minimum: u32, lang: Lang) -> impl IntoView + use<> {
    let place = |value: f64| 12.0 + (value - 1.0) / 4.0 * 296.0;
    let words: Vec<String> = parts
        .iter()
        .map(|part| {
            let n = part.n.map(|n| format!(" ({})", lang.grid_n(n))).unwrap_or_default();
            format!("{} {}{n}", lang.group(part.group), lang.decimal(part.mean, 1))
        })
        .collect();
    let ticks: Vec<_> = [1.0, 2.0, 3.0, 4.0, 5.0]
        .map(|step| view! { <line class="scale" x1=place(step) x2=place(step) y1="6" y2="34"/><text x=place(step) y="47">{step}</text> })
        .into();
    let bands: Vec<_> = parts
        .iter()
        .filter_map(|part| Some((part, part.band?)))
        .map(|(part, (low, high))| view! { <line class=format!("band {}", class(part.group)) x1=place(low) x2=place(high) y1=height(part.group) y2=height(part.group)/> })
        .collect();
    let marks: Vec<_> = parts
        .iter()
        .map(|part| mark(part.group, place(part.mean), height(part.group), part.n.is_some_and(|n| n < minimum)))
        .collect();
    view! {
        <svg class="dots" viewBox="0 0 320 50" role="img" aria-label=words.join(", ")>
            {ticks}<line class="line" x1=place(line) x2=place(line) y1="4" y2="36"/>{bands}{marks}
        </svg>
    }
}

/// Each group has its own height, so that equal means do not hide one another.
fn height(group: Group) -> f64 {
    match group {
        Group::Leaders => 11.0,
        Group::Teachers => 20.0,
        Group::Students => 29.0,
        Group::Trainers => 33.0,
    }
}

fn class(group: Group) -> &'static str {
    match group {
        Group::Leaders => "g-leaders",
        Group::Teachers => "g-teachers",
        Group::Students => "g-students",
        Group::Trainers => "g-trainers",
    }
}

/// Each group has its own shape, for those who do not tell the colours apart.
fn mark(group: Group, x: f64, y: f64, few: bool) -> AnyView {
    let class = format!("mark {}{}", class(group), if few { " few" } else { "" });
    let points = |list: &[(f64, f64)]| {
        list.iter().map(|(dx, dy)| format!("{},{}", x + dx, y + dy)).collect::<Vec<_>>().join(" ")
    };
    match group {
        Group::Teachers => view! { <circle class=class cx=x cy=y r="5"/> }.into_any(),
        Group::Leaders => view! { <rect class=class x=x - 4.5 y=y - 4.5 width="9" height="9"/> }.into_any(),
        Group::Students => {
            view! { <polygon class=class points=points(&[(0.0, -6.0), (6.0, 5.0), (-6.0, 5.0)])/> }.into_any()
        }
        Group::Trainers => {
            view! { <polygon class=class points=points(&[(0.0, -6.0), (6.0, 0.0), (0.0, 6.0), (-6.0, 0.0)])/> }
                .into_any()
        }
    }
}

/// The same as numbers.
fn table(found: &[Gap], shown: &Shown, lang: Lang) -> impl IntoView + use<> {
    let groups = shown.groups();
    let heads: Vec<_> =
        groups.iter().map(|group| view! { <th scope="col" class="num">{lang.group(*group)}</th> }).collect();
    let rows: Vec<_> = found
        .iter()
        .map(|gap| {
            let parts = shown.parts_of(gap);
            let values: Vec<_> = groups
                .iter()
                .map(|group| {
                    let part = parts.iter().find(|part| part.group == *group);
                    let value = part.map_or("–".to_owned(), |part| lang.decimal(part.mean, 1));
                    let n = part
                        .and_then(|part| part.n)
                        .map(|n| view! { <small class="muted">" " {lang.grid_n(n)}</small> });
                    view! { <td class="num">{value}{n}</td> }
                })
                .collect();
            view! {
                <tr>
                    <th scope="row">{shown.subject_of(gap).map(|subject| shown.called(subject, lang))}</th>
                    <td>{shown.school_of(gap).map(|id| shown.school_name(id))}</td>
                    {values}
                    <td class="num"><strong>{lang.decimal(gap.points, 1)}</strong></td>
                    <td>{sure(gap, lang)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="frame" tabindex="0" role="region" aria-label=lang.gaps_title()><table class="numbers">
            <thead><tr>
                <th scope="col">{lang.gaps_subject()}</th><th scope="col">{lang.grid_school()}</th>
                {heads}
                <th scope="col" class="num">{lang.gaps_difference()}</th><th scope="col">{lang.gaps_sure()}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}
