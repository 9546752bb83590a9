//! What each possible line would mean: needs per school from 3.0 to 4.5, as bars
//! with the numbers as a table one key away.

use super::choices::Choices;
use crate::analysis::AtLine;
use crate::cluster::Threshold;
use crate::i18n::Lang;
use crate::ui::App;
use leptos::prelude::*;
use std::fmt::Write as _;

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
                let here = choices.rule().with(|rule| rule.need_below);
                lines.with(|lines| bars(lines, here, app.lang(), choices))
            }}
            <line class="axis" x1="0" x2="320" y1="112.5" y2="112.5"/>
        </svg>
    }
}

/// One path for all bars of a kind: they are drawn anew with every step of the slider.
fn bars(lines: &Lines, here: Threshold, lang: Lang, choices: Choices) -> impl IntoView + use<> {
    let highest = lines.highest() as f64;
    let (mut open, mut chosen, mut maybe) = (String::new(), String::new(), String::new());
    let (mut texts, mut presses) = (Vec::new(), Vec::new());
    for (place, &at) in lines.at.iter().enumerate() {
        let is_here = at.line == here;
        let left = place as f64 * STEP;
        let top = 112.0 - at.needs as f64 / highest * 90.0;
        let above = at.undecided as f64 / highest * 90.0;
        add_bar(if is_here { &mut chosen } else { &mut open }, left + 3.0, STEP - 6.0, 112.0, top);
        if at.undecided > 0 {
            add_bar(&mut maybe, left + 3.5, STEP - 7.0, top, top - above);
        }
        let line = lang.decimal(at.line.value(), 1);
        if is_here {
            let x = (left + STEP / 2.0).clamp(14.0, WIDTH - 14.0);
            texts.push(view! { <text class="here" x=x y=top - above - 6.0>{lang.count(at.needs)}</text> });
        }
        let title = lang.preview_choose(&line, lang.preview_needs(at.needs));
        if is_here || (at.line.tenths().is_multiple_of(5) && at.line.tenths().abs_diff(here.tenths()) > 1) {
            let mark = if is_here { "here" } else { "" };
            texts.push(view! { <text class=mark x=left + STEP / 2.0 y=127.0>{line}</text> });
        }
        presses.push(view! {
            <rect class="press" x=left y="0" width=STEP height="132" on:click=move |_| {
                choices.change_draft(|rule| rule.need_below = at.line);
            }><title>{title}</title></rect>
        });
    }
    view! { <path class="bar-open" d=open/><path class="bar-here" d=chosen/><path class="bar-maybe" d=maybe/>{texts}{presses} }
}

/// Adds a bar to a path.
fn add_bar(path: &mut String, left: f64, width: f64, bottom: f64, top: f64) {
    let wrote = write!(path, "M{left:.1} {bottom:.1}V{top:.1}h{width:.1}V{bottom:.1}z");
    debug_assert!(wrote.is_ok(), "writing to a string");
}

/// A school's bars, small, without words of their own.
pub fn small_bars(lines: Lines, here: Threshold, highest: usize, lang: Lang) -> impl IntoView {
    let needs = lines.at(here).map_or(0, |at| at.needs);
    let highest = highest.max(1) as f64;
    let (mut open, mut chosen) = (String::new(), String::new());
    for (place, at) in lines.at.iter().enumerate() {
        let top = 54.0 - at.needs as f64 / highest * 50.0;
        add_bar(
            if at.line == here { &mut chosen } else { &mut open },
            place as f64 * STEP + 3.0,
            STEP - 6.0,
            54.0,
            top,
        );
    }
    let words = format!("{}: {}", lines.name, lang.preview_needs(needs));
    view! {
        <div>
            <h3>{lines.name}<span class="num">{lang.preview_needs(needs)}</span></h3>
            <svg class="bars" viewBox="0 0 320 56" role="img" aria-label=words>
                <path class="bar-open" d=open/><path class="bar-here" d=chosen/><line class="axis" x1="0" x2="320" y1="54.5" y2="54.5"/>
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
