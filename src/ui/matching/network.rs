//! The network as a picture: schools in a circle, an arrow for each pairing from the school
//! that gives to the one that receives. The same as a table, one key away.

use super::chart::short;
use super::solving::{Solved, Solver};
use super::telling::Telling;
use crate::cluster::PracticeId;
use crate::i18n::Lang;
use crate::ui::App;
use crate::ui::parts::{AT_ONCE, More};
use crate::workspace::Workspace;
use leptos::prelude::*;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::f64::consts::{FRAC_PI_2, TAU};

/// So many schools can be read around a circle; of more, those with the most links.
const SCHOOLS_DRAWN: usize = 14;

/// A pairing as the picture and the table show it.
#[derive(Clone, PartialEq)]
struct Link {
    /// Places of the schools.
    giver: usize,
    receiver: usize,
    /// The practice's number in the picture.
    number: usize,
    practice: String,
    suggested: bool,
}

#[derive(Clone, Default, PartialEq)]
struct Links {
    names: Vec<String>,
    links: Vec<Link>,
    /// Places of the schools around the circle.
    drawn: Vec<usize>,
}

impl Links {
    fn of(solved: &Solved, workspace: &Workspace, lang: Lang) -> Links {
        let setting = &solved.setting;
        let telling = Telling { setting, workspace, lang };
        let agreed = setting
            .accepted
            .iter()
            .filter_map(|accepted| Some((accepted.giver?, accepted.school, accepted.key.practice.clone(), false)));
        let suggested = solved.plan.suggestions.iter().filter_map(|suggestion| {
            let offered = setting.practices.get(suggestion.practice)?;
            Some((offered.school, suggestion.school, offered.id.clone(), true))
        });
        let mut all: Vec<(usize, usize, PracticeId, bool)> = agreed.chain(suggested).collect();
        all.sort();
        let mut numbers: BTreeMap<PracticeId, usize> = BTreeMap::new();
        let mut links = Vec::new();
        for (giver, receiver, id, suggested) in all {
            let next = numbers.len() + 1;
            let practice = workspace.practice_called(&id).to_owned();
            let number = *numbers.entry(id).or_insert(next);
            links.push(Link { giver, receiver, number, practice, suggested });
        }
        let names: Vec<String> = (0..setting.schools.len()).map(|school| telling.school(school)).collect();
        Links { drawn: most_linked(names.len(), &links), names, links }
    }

    fn name(&self, place: usize) -> String {
        self.names.get(place).cloned().unwrap_or_default()
    }

    /// The arrows between schools that are drawn, with their places around the circle.
    fn arrows(&self) -> Vec<(usize, usize, &Link)> {
        let around = |school: usize| self.drawn.binary_search(&school).ok();
        self.links.iter().filter_map(|link| Some((around(link.giver)?, around(link.receiver)?, link))).collect()
    }
}

/// All schools of a small cluster; of a large one those with the most links.
fn most_linked(schools: usize, links: &[Link]) -> Vec<usize> {
    let mut count = vec![0usize; schools];
    for place in links.iter().flat_map(|link| [link.giver, link.receiver]) {
        if let Some(count) = count.get_mut(place) {
            *count += 1;
        }
    }
    let mut places: Vec<usize> = (0..schools).collect();
    places.sort_by_key(|place| Reverse(count[*place]));
    places.truncate(SCHOOLS_DRAWN);
    places.sort_unstable();
    places
}

#[component]
pub fn Network() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let as_table = RwSignal::new(false);
    let limit = RwSignal::new(AT_ONCE);
    let links = Memo::new(move |_| {
        solver.solved().map(|solved| Links::of(&solved, &app.workspace(), app.lang())).unwrap_or_default()
    });
    let empty = Memo::new(move |_| links.with(|links| links.links.is_empty()));
    let left = Signal::derive(move || match as_table.get() {
        true => links.with(|links| links.links.len()).saturating_sub(limit.get()),
        false => 0,
    });
    let content = move || {
        let lang = app.lang();
        links.with(|links| match as_table.get() {
            true => table(links, limit.get(), lang).into_any(),
            false => picture(links, lang).into_any(),
        })
    };
    view! {
        <section class="network" aria-labelledby="network">
            <div class="row">
                <h2 id="network">{move || app.lang().network_title()}</h2>
                <Show when=move || !empty.get()>
                    <button class="btn small no-print" type="button" aria-pressed=move || as_table.get().to_string()
                        on:click=move |_| as_table.update(|table| *table = !*table)>{move || app.lang().preview_as_table()}</button>
                </Show>
            </div>
            <Show when=move || !empty.get() fallback=move || view! { <p class="muted">{app.lang().network_empty()}</p> }>
                {content}
                <More left=left limit=limit/>
            </Show>
        </section>
    }
}

fn table(links: &Links, limit: usize, lang: Lang) -> impl IntoView + use<> {
    let rows: Vec<_> = links
        .links
        .iter()
        .take(limit)
        .map(|link| {
            view! {
                <tr>
                    <th scope="row">{link.practice.clone()}</th>
                    <td class="num" data-label=lang.network_number()>{link.number}</td>
                    <td data-label=lang.network_giver()>{links.name(link.giver)}</td>
                    <td data-label=lang.network_receiver()>{links.name(link.receiver)}</td>
                    <td data-label=lang.network_state()>{state(link, lang)}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="sheet"><table class="numbers cards">
            <caption class="unseen">{lang.network_title()}</caption>
            <thead><tr>
                <th scope="col">{lang.whatif_practice()}</th>
                <th scope="col" class="num">{lang.network_number()}</th>
                <th scope="col">{lang.network_giver()}</th>
                <th scope="col">{lang.network_receiver()}</th>
                <th scope="col">{lang.network_state()}</th>
            </tr></thead>
            <tbody>{rows}</tbody>
        </table></div>
    }
}

fn state(link: &Link, lang: Lang) -> &'static str {
    if link.suggested { lang.balance_key_suggested() } else { lang.balance_key_agreed() }
}

/// The picture's measures.
const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 560.0;
const RADIUS: f64 = 205.0;
/// Around a school, where no line runs.
const CLEAR: f64 = 15.0;
/// So many letters of a name fit beside the circle, in each of two lines.
const LETTERS: usize = 15;

/// The height of a line of a name.
const LINE: f64 = 18.0;

type Point = (f64, f64);

fn around(place: usize, all: usize, radius: f64) -> Point {
    let angle = TAU * place as f64 / all.max(1) as f64 - FRAC_PI_2;
    (WIDTH / 2.0 + radius * angle.cos(), HEIGHT / 2.0 + radius * angle.sin())
}

/// A bent line from one school to another: it passes on its own right, so that both
/// directions are seen, and further out the more there are.
struct Bend {
    from: Point,
    middle: Point,
    to: Point,
}

impl Bend {
    fn between(from: Point, to: Point, nth: usize) -> Bend {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let out = 26.0 + 34.0 * nth as f64;
        let middle = ((from.0 + to.0) / 2.0 - uy * out * 2.0, (from.1 + to.1) / 2.0 + ux * out * 2.0);
        let clear = |point: Point, towards: Point, by: f64| {
            let (dx, dy) = (towards.0 - point.0, towards.1 - point.1);
            let length = dx.hypot(dy).max(1.0);
            (point.0 + dx / length * by, point.1 + dy / length * by)
        };
        Bend { from: clear(from, middle, CLEAR), middle, to: clear(to, middle, CLEAR + 9.0) }
    }

    fn at(&self, t: f64) -> Point {
        let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * t * (1.0 - t) * b + t * t * c;
        (mix(self.from.0, self.middle.0, self.to.0), mix(self.from.1, self.middle.1, self.to.1))
    }

    fn path(&self) -> String {
        let Bend { from, middle, to } = self;
        format!("M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}", from.0, from.1, middle.0, middle.1, to.0, to.1)
    }

    /// The head's three corners, beyond the end of the line.
    fn head(&self) -> String {
        let (dx, dy) = (self.to.0 - self.middle.0, self.to.1 - self.middle.1);
        let length = dx.hypot(dy).max(1.0);
        let (ux, uy) = (dx / length, dy / length);
        let (x, y) = self.to;
        format!(
            "{:.1},{:.1} {:.1},{:.1} {:.1},{:.1}",
            x + ux * 10.0,
            y + uy * 10.0,
            x - uy * 5.5,
            y + ux * 5.5,
            x + uy * 5.5,
            y - ux * 5.5
        )
    }
}

fn picture(links: &Links, lang: Lang) -> impl IntoView + use<> {
    let all = links.drawn.len();
    let arrows = links.arrows();
    let label = lang.network_label(arrows.len());
    let mut beside: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let bend = |(from, to, _): &(usize, usize, &Link)| {
        let nth = beside.entry((*from, *to)).or_default();
        *nth += 1;
        Bend::between(around(*from, all, RADIUS), around(*to, all, RADIUS), *nth - 1)
    };
    let bends: Vec<Bend> = arrows.iter().map(bend).collect();
    let lines: Vec<_> = arrows
        .iter()
        .zip(&bends)
        .map(|((_, _, link), bend)| {
            let words = lang.whatif_line(links.name(link.giver), links.name(link.receiver), &link.practice);
            arrow(bend, link.suggested, words)
        })
        .collect();
    let places = badge_places(&bends);
    let badges: Vec<_> = arrows.iter().zip(places).map(|((_, _, link), place)| badge(place, link.number)).collect();
    let schools: Vec<_> =
        links.drawn.iter().enumerate().map(|(place, school)| node(place, all, links.name(*school))).collect();
    let few = (all < links.names.len()).then(|| view! { <p class="small muted">{lang.network_linked(all)}</p> });
    view! {
        <figure class="keep">
            <p class="small muted">{lang.network_key()}</p>
            {few}
            <svg class="net" viewBox=format!("0 0 {WIDTH} {HEIGHT}") role="img" aria-label=label>{lines}{badges}{schools}</svg>
            {key_of(&arrows, links, lang)}
        </figure>
    }
}

fn arrow(bend: &Bend, suggested: bool, words: String) -> impl IntoView + use<> {
    view! {
        <g class="arrow-line" class:suggested=suggested>
            <title>{words}</title>
            <path d=bend.path()/>
            <polygon points=bend.head()/>
        </g>
    }
}

/// Where along an arrow its number may stand, the best first.
const ALONG: [f64; 9] = [0.32, 0.26, 0.38, 0.44, 0.5, 0.2, 0.56, 0.62, 0.68];
/// So far from the other arrows a number is surely on its own.
const APART: f64 = 22.0;
/// An arrow is looked at in so many points.
const POINTS: usize = 24;

/// Where each arrow's number stands: away from other arrows and numbers, as far as there is room.
fn badge_places(bends: &[Bend]) -> Vec<Point> {
    let traced: Vec<Vec<Point>> =
        bends.iter().map(|bend| (0..=POINTS).map(|n| bend.at(n as f64 / POINTS as f64)).collect()).collect();
    let mut places: Vec<Point> = Vec::with_capacity(bends.len());
    for (own, bend) in bends.iter().enumerate() {
        let room = |place: Point| {
            let others = traced.iter().enumerate().filter(|(other, _)| *other != own).flat_map(|(_, points)| points);
            others.chain(&places).map(|other| (other.0 - place.0).hypot(other.1 - place.1)).fold(APART, f64::min)
        };
        let candidates = ALONG.map(|t| (bend.at(t), room(bend.at(t))));
        // Of equal room the first.
        let best = candidates.into_iter().rev().max_by(|one, other| one.1.total_cmp(&other.1));
        places.push(best.map_or(bend.at(ALONG[0]), |(place, _)| place));
    }
    places
}

/// The practice's number on its arrow.
fn badge((x, y): Point, number: usize) -> impl IntoView + use<> {
    view! {
        <g class="number"><circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="11"/><text x=format!("{x:.1}") y=format!("{:.1}", y + 4.5)>{number}</text></g>
    }
}

/// A school with its name outside of the circle.
fn node(place: usize, all: usize, name: String) -> impl IntoView + use<> {
    let (x, y) = around(place, all, RADIUS);
    let (left, top) = around(place, all, RADIUS + 22.0);
    let side = (x - WIDTH / 2.0) / RADIUS;
    let anchor = match side {
        side if side > 0.2 => "start",
        side if side < -0.2 => "end",
        _ => "middle",
    };
    // Above the topmost and below the lowest there is no side to stand on.
    let (first, second) = two_lines(&name);
    let lines = if second.is_empty() { 0.0 } else { 1.0 };
    let down = 5.0 + (y - HEIGHT / 2.0) / RADIUS * 6.0 - lines * LINE * (1.0 - (y - HEIGHT / 2.0) / RADIUS) / 2.0;
    let left = format!("{left:.1}");
    view! {
        <g class="school">
            <title>{name.clone()}</title>
            <circle cx=format!("{x:.1}") cy=format!("{y:.1}") r="9"/>
            <text class=anchor y=format!("{:.1}", top + down)>
                <tspan x=left.clone()>{first}</tspan>
                <tspan x=left dy=LINE>{second}</tspan>
            </text>
        </g>
    }
}

/// A long name is broken at the space that is nearest to its middle.
fn two_lines(name: &str) -> (String, String) {
    let middle = name.len() / 2;
    let spaces = name.match_indices(' ').map(|(at, _)| at);
    let broken = spaces.min_by_key(|at| at.abs_diff(middle)).filter(|_| name.chars().count() > LETTERS);
    let (first, second) = broken.map_or((name, ""), |at| name.split_at(at));
    (short(first, LETTERS), short(second.trim_start(), LETTERS))
}

/// What the numbers stand for, and what the lines mean.
fn key_of(arrows: &[(usize, usize, &Link)], links: &Links, lang: Lang) -> impl IntoView + use<> {
    let mut practices: BTreeMap<usize, (&Link, Vec<String>)> = BTreeMap::new();
    for (_, _, link) in arrows {
        let (_, receivers) = practices.entry(link.number).or_insert_with(|| (link, Vec::new()));
        receivers.push(links.name(link.receiver));
    }
    let rows: Vec<_> = practices
        .into_iter()
        .map(|(number, (link, receivers))| {
            let words = lang.whatif_line(links.name(link.giver), receivers.join(", "), &link.practice);
            view! { <li><span class="number-key">{number}</span><span>{words}</span></li> }
        })
        .collect();
    view! {
        <ul class="line-key small" aria-label=lang.grid_legend()>
            <li><svg viewBox="0 0 40 10" aria-hidden="true"><path class="agreed" d="M0 5H40"/></svg>{lang.balance_key_agreed()}</li>
            <li><svg viewBox="0 0 40 10" aria-hidden="true"><path class="suggested" d="M0 5H40"/></svg>{lang.balance_key_suggested()}</li>
        </ul>
        <ol class="network-key small">{rows}</ol>
    }
}
