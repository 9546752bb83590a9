//! How much each school gives: by the plan, and beside it by other ways to go.

use super::chart::short;
use crate::i18n::Lang;
use leptos::prelude::*;

/// The picture's measures.
const NAME: f64 = 118.0;
const COLUMN: f64 = 92.0;
const ROW: f64 = 24.0;
const HEAD: f64 = 40.0;
/// The longest bar; its number stands behind it.
const LONGEST: f64 = 60.0;
/// So many letters of a name fit beside the bars.
const LETTERS: usize = 15;

/// A line per school, a column per way to go, with what each school gives by the place of the
/// school; all bars on one scale.
pub fn loads_drawn(schools: &[String], ways: &[(&'static str, Vec<u32>)], lang: Lang) -> impl IntoView + use<> {
    let most = ways.iter().flat_map(|(_, given)| given).copied().max().unwrap_or_default().max(1);
    let (width, height) = (NAME + COLUMN * ways.len() as f64, HEAD + ROW * schools.len() as f64);
    let names = schools.iter().enumerate().map(|(place, name)| {
        view! { <text class="end" x=NAME - 10.0 y=line(place) + 16.0>{short(name, LETTERS)}</text> }
    });
    let columns = ways.iter().enumerate().map(|(column, (head, given))| {
        let x = NAME + COLUMN * column as f64;
        let bars = given.iter().enumerate().map(|(place, given)| {
            let (y, long) = (line(place), f64::from(*given) / f64::from(most) * LONGEST);
            view! {
                <rect class="gives" class:other=(column > 0) x=x y=y + 5.0 width=long height="12" rx="2"/>
                <text class="count start" x=x + long + 6.0 y=y + 16.0>{*given}</text>
            }
        });
        let (first, second) = head.split_once(' ').unwrap_or((head, ""));
        view! {
            <g>
                <text class="heading start" x=x y="14">{first}</text>
                <text class="heading start" x=x y="30">{second}</text>
                {bars.collect::<Vec<_>>()}
            </g>
        }
    });
    let words = ways.iter().map(|(head, given)| {
        let schools = schools.iter().zip(given).map(|(name, given)| format!("{name} {given}"));
        format!("{head}: {}", schools.collect::<Vec<_>>().join(", "))
    });
    let words = format!("{}. {}", lang.balance_loads(), words.collect::<Vec<_>>().join("; "));
    view! {
        <figure class="shares loads">
            <svg viewBox=format!("0 0 {width} {height}") role="img" aria-label=words>
                {names.collect::<Vec<_>>()}
                {columns.collect::<Vec<_>>()}
            </svg>
            <figcaption class="small muted">{lang.balance_loads()}</figcaption>
        </figure>
    }
}

/// Where a school's line begins.
fn line(place: usize) -> f64 {
    HEAD + ROW * place as f64
}
