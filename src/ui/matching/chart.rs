//! Given and received per school: as bars to both sides of the schools' names, and as numbers.

use super::solving::{Solved, Solver};
use crate::i18n::Lang;
use crate::matching::{Balance, Share};
use crate::ui::App;
use crate::ui::route::Route;
use crate::workspace::Workspace;
use leptos::prelude::*;

/// Up to so many schools beside the suggestions.
const SCHOOLS_ASIDE: usize = 14;

/// What a school gives and receives.
#[derive(Clone, PartialEq)]
pub struct SchoolShare {
    pub name: String,
    /// What was accepted, and what is suggested with it.
    pub agreed: Share,
    pub all: Share,
    /// In other rounds.
    pub earlier: Share,
}

pub fn school_shares(solved: &Solved, workspace: &Workspace) -> Vec<SchoolShare> {
    let setting = &solved.setting;
    let all = Balance::of(setting, &solved.plan).shares;
    let agreed = Balance::of(setting, &setting.agreed()).shares;
    let earlier = setting.earlier(workspace).shares;
    let of = |shares: &[Share], place: usize| shares.get(place).copied().unwrap_or_default();
    let row = |(place, id): (usize, &String)| SchoolShare {
        name: workspace.school_called(id).to_owned(),
        agreed: of(&agreed, place),
        all: of(&all, place),
        earlier: of(&earlier, place),
    };
    setting.schools.iter().enumerate().map(row).collect()
}

/// Beside the suggestions, with the way to all of it.
#[component]
pub fn SharesAside() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let shares = Memo::new(move |_| {
        let solved = solver.solved().filter(|solved| solved.setting.schools.len() <= SCHOOLS_ASIDE);
        solved.map(|solved| school_shares(&solved, &app.workspace())).unwrap_or_default()
    });
    view! {
        <section class="sheet pad" aria-labelledby="shares">
            <h2 id="shares">{move || app.lang().balance_title()}</h2>
            {move || shares.with(|shares| (!shares.is_empty()).then(|| bars(shares, app.lang())))}
            <p class="small no-print"><a href=Route::Balance.href()>{move || app.lang().nav_balance()}</a></p>
        </section>
    }
}

/// The picture's measures.
const WIDTH: f64 = 340.0;
const NAME: f64 = 116.0;
const ROW: f64 = 28.0;
const HEAD: f64 = 24.0;
/// So many letters of a name fit between the bars.
const LETTERS: usize = 15;

/// Bars to both sides of the names: what is given to the left, what is received to the right;
/// full for what was accepted, dashed for what is suggested.
pub fn bars(shares: &[SchoolShare], lang: Lang) -> impl IntoView + use<> {
    let most = shares.iter().map(|share| share.all.given.max(share.all.received)).max().unwrap_or_default().max(1);
    let side = (WIDTH - NAME) / 2.0;
    let step = ((side - 16.0) / f64::from(most)).min(24.0);
    let height = HEAD + ROW * shares.len() as f64;
    let rows: Vec<_> = shares
        .iter()
        .enumerate()
        .map(|(place, share)| {
            let y = HEAD + ROW * place as f64;
            let words = lang.balance_row(&share.name, share.all.given, share.all.received);
            let give = |n: u32| side - f64::from(n + 1) * step;
            let get = |n: u32| side + NAME + f64::from(n) * step;
            view! {
                <g>
                    <title>{words}</title>
                    {units("gives", share.agreed.given, share.all.given, y, step, &give)}
                    {units("gets", share.agreed.received, share.all.received, y, step, &get)}
                    <text class="count" x=side - f64::from(share.all.given) * step - 8.0 y=y + 19.0>{share.all.given}</text>
                    <text x=WIDTH / 2.0 y=y + 19.0>{short(&share.name, LETTERS)}</text>
                    <text class="count" x=side + NAME + f64::from(share.all.received) * step + 8.0 y=y + 19.0>{share.all.received}</text>
                </g>
            }
        })
        .collect();
    view! {
        <figure class="shares">
            <svg viewBox=format!("0 0 {WIDTH} {height}") role="img" aria-label=in_words(shares, lang)>
                <text class="heading end" x=side y="14">{lang.balance_gives()}</text>
                <text class="heading start" x=side + NAME y="14">{lang.balance_receives()}</text>
                {rows}
            </svg>
            <figcaption class="small muted">
                <svg class="unit-key" viewBox="0 0 20 12" aria-hidden="true"><rect class="gives" x="1" y="1" width="18" height="10" rx="2"/></svg>
                {lang.balance_key_agreed()}
                <svg class="unit-key" viewBox="0 0 20 12" aria-hidden="true"><rect class="gives suggested" x="1" y="1" width="18" height="10" rx="2"/></svg>
                {lang.balance_key_suggested()}
            </figcaption>
        </figure>
    }
}

fn units(
    class: &'static str,
    agreed: u32,
    all: u32,
    y: f64,
    step: f64,
    at: &dyn Fn(u32) -> f64,
) -> Vec<impl IntoView + use<>> {
    (0..all)
        .map(|n| view! { <rect class=class class:suggested=(n >= agreed) x=at(n) + 1.5 y=y + 7.0 width=(step - 3.0).max(1.0) height="14" rx="2"/> })
        .collect()
}

fn in_words(shares: &[SchoolShare], lang: Lang) -> String {
    let rows = shares.iter().map(|share| lang.balance_row(&share.name, share.all.given, share.all.received));
    format!("{}. {}", lang.balance_chart(), rows.collect::<Vec<_>>().join("; "))
}

/// A name that fits into a picture.
pub fn short(name: &str, letters: usize) -> String {
    if name.chars().count() <= letters {
        return name.to_owned();
    }
    let start: String = name.chars().take(letters.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}
