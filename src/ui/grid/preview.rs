//! What each possible line would mean: needs per school from 3.0 to 4.5, as bars
//! with the numbers as a table one key away.

use super::choices::Choices;
use crate::analysis::AtLine;
use crate::cluster::Threshold;
use crate::i18n::Lang;
use crate::ui::App;
use leptos::prelude::*;

/// With more schools than this, only the cluster as a whole is drawn.
pub const SCHOOLS_DRAWN: usize = 12;

/// The lines of a school, or of the whole cluster.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lines {
    pub name: String,
    pub at: Vec<AtLine>,
}

impl Lines {
    /// Without any need yet.
    pub fn none(lines: &[Threshold]) -> Lines {
        let at = lines.iter().map(|&line| AtLine { line, needs: 0, undecided: 0 }).collect();
        Lines { name: String::new(), at }
    }

    /// Adds a school's to the cluster's.
    pub fn add(&mut self, school: &[AtLine]) {
        for (sum, at) in self.at.iter_mut().zip(school) {
            sum.needs += at.needs;
            sum.undecided += at.undecided;
        }
    }

    fn at(&self, line: Threshold) -> Option<&AtLine> {
        self.at.iter().find(|at| at.line == line)
    }

    /// The most needs that any line makes.
    pub fn highest_needs(&self) -> usize {
        self.at.iter().map(|at| at.needs).max().unwrap_or_default()
    }

    fn highest(&self) -> usize {
        self.at.iter().map(|at| at.needs + at.undecided).max().unwrap_or_default().max(1)
    }
}

/// The lines of every school and of all together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PerLine {
    pub schools: Vec<Lines>,
    pub all: Lines,
}

const WIDTH: f64 = 320.0;
const STEP: f64 = WIDTH / 16.0;

/// The cluster's bars, to press on; a slider beside it does the same by keyboard.
#[component]
pub fn Bars(lines: Memo<Lines>) -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    view! {
        <svg class="bars" viewBox="0 0 320 132" role="img" aria-label=move || app.lang().preview_label()>
            {move || {
                let lang = app.lang();
                let here = choices.rule().with(|rule| rule.need_below);
                lines.with(|lines| {
                    let highest = lines.highest() as f64;
                    lines.at.iter().enumerate().map(|(place, at)| bar(lang, choices, place, *at, here, highest)).collect::<Vec<_>>()
                })
            }}
            <line class="axis" x1="0" x2="320" y1="112.5" y2="112.5"/>
        </svg>
    }
}

fn bar(lang: Lang, choices: Choices, place: usize, at: AtLine, here: Threshold, highest: f64) -> impl IntoView {
    let is_here = at.line == here;
    let left = place as f64 * STEP;
    let height = at.needs as f64 / highest * 90.0;
    let maybe = at.undecided as f64 / highest * 90.0;
    let line = lang.decimal(at.line.value(), 1);
    let title = lang.preview_choose(&line, lang.preview_needs(at.needs));
    let class = if is_here { "bar-here" } else { "bar-open" };
    let mark = if is_here { "here" } else { "" };
    let labelled = is_here || (at.line.tenths().is_multiple_of(5) && at.line.tenths().abs_diff(here.tenths()) > 1);
    view! {
        <g>
            <rect class=class x=left + 3.0 width=STEP - 6.0 y=112.0 - height height=height/>
            <rect class="bar-maybe" x=left + 3.5 width=STEP - 7.0 y=112.0 - height - maybe height=maybe/>
            {is_here.then(|| view! { <text class="here" x=(left + STEP / 2.0).clamp(14.0, WIDTH - 14.0) y=106.0 - height - maybe>{at.needs.to_string()}</text> })}
            {labelled.then(|| view! { <text class=mark x=left + STEP / 2.0 y="127">{line}</text> })}
            <rect class="press" x=left y="0" width=STEP height="132" on:click=move |_| {
                choices.change_draft(|rule| rule.need_below = at.line);
            }><title>{title}</title></rect>
        </g>
    }
}

/// A school's bars, small, without words of their own.
pub fn small_bars(lines: Lines, here: Threshold, highest: usize, lang: Lang) -> impl IntoView {
    let needs = lines.at(here).map_or(0, |at| at.needs);
    let highest = highest.max(1) as f64;
    let bars: Vec<_> = lines
        .at
        .iter()
        .enumerate()
        .map(|(place, at)| {
            let height = at.needs as f64 / highest * 50.0;
            let class = if at.line == here { "bar-here" } else { "bar-open" };
            view! { <rect class=class x=place as f64 * STEP + 3.0 width=STEP - 6.0 y=54.0 - height height=height/> }
        })
        .collect();
    let words = format!("{}: {}", lines.name, lang.preview_needs(needs));
    view! {
        <div>
            <h3>{lines.name}<span class="num">{lang.preview_needs(needs)}</span></h3>
            <svg class="bars" viewBox="0 0 320 56" role="img" aria-label=words>
                {bars}<line class="axis" x1="0" x2="320" y1="54.5" y2="54.5"/>
            </svg>
        </div>
    }
}

/// The same numbers as a table: a row per line, a column per school.
pub fn lines_table(schools: &[Lines], all: &Lines, here: Threshold, lang: Lang) -> impl IntoView + use<> {
    let heads: Vec<_> =
        schools.iter().map(|school| view! { <th scope="col" class="num">{school.name.clone()}</th> }).collect();
    let rows: Vec<_> = all
        .at
        .iter()
        .map(|total| {
            let cells: Vec<_> = schools
                .iter()
                .map(|school| view! { <td class="num">{school.at(total.line).map_or(0, |at| at.needs)}</td> })
                .collect();
            view! {
                <tr class:here=total.line == here>
                    <th scope="row" class="num">{lang.decimal(total.line.value(), 1)}</th>
                    {cells}
                    <td class="num">{total.needs}</td>
                </tr>
            }
        })
        .collect();
    view! {
        <div class="frame" tabindex="0" role="region" aria-label=lang.preview_per_school()>
            <table class="numbers">
                <caption class="unseen">{lang.preview_per_school()}</caption>
                <thead><tr><th scope="col" class="num">{lang.preview_line()}</th>{heads}<th scope="col" class="num">{lang.preview_all()}</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
