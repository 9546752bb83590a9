//! The page of the balance: given and received, what would come of it if everybody took its
//! favourites, and the network as a picture.

use super::chart::{SchoolShare, bars, school_shares};
use super::network::Network;
use super::solving::{Solved, Solver};
use super::unserved::UnusedList;
use super::what_if::{Trial, WhatIfDialog, amount};
use super::{MatchingTabs, with_plan};
use crate::i18n::Lang;
use crate::matching::{Aim, Balance};
use crate::ui::App;
use crate::ui::grid::{Choices, PrintButton, ScopeChoice};
use crate::ui::parts::{AT_ONCE, More};
use leptos::prelude::*;

/// Up to so many schools are drawn; the table has all.
const SCHOOLS_DRAWN: usize = 30;

#[component]
pub fn BalancePage() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let solver = Solver::expect();
    provide_context(Trial::new());
    view! {
        <div class="balance-page">
            <div class="head">
                <div>
                    <h1>{move || app.lang().balance_title()}</h1>
                    <p class="muted">{move || choices.round_and_level(app.lang())}</p>
                </div>
                <Show when=move || solver.solved().is_some()>
                    <div class="tools">
                        <PrintButton/>
                    </div>
                </Show>
            </div>
            <MatchingTabs/>
            {with_plan(content)}
        </div>
    }
}

fn content() -> AnyView {
    let app = App::expect();
    view! {
        <p class="lead">{move || app.lang().balance_lead()}</p>
        <div class="bar no-print"><ScopeChoice/></div>
        <Shares/>
        <Compared/>
        <UnusedList/>
        <Network/>
        <WhatIfDialog/>
    }
    .into_any()
}

/// The picture and the numbers, school by school.
#[component]
fn Shares() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let limit = RwSignal::new(AT_ONCE);
    let shares =
        Memo::new(move |_| solver.solved().map(|solved| school_shares(&solved, &app.workspace())).unwrap_or_default());
    let drawn = move || shares.with(|shares| (shares.len() <= SCHOOLS_DRAWN).then(|| bars(shares, app.lang())));
    let spread = move || {
        let given = |share: &SchoolShare| share.all.given;
        let (most, least) = shares.with(|shares| {
            (shares.iter().map(given).max().unwrap_or_default(), shares.iter().map(given).min().unwrap_or_default())
        });
        app.lang().balance_spread(most, least)
    };
    let table = move || shares.with(|shares| shares_table(&shares[..shares.len().min(limit.get())], app.lang()));
    view! {
        <section class="shares-columns">
            <div>{drawn}<p>{spread}</p></div>
            <div>
                <div class="sheet">{table}</div>
                <More left=Signal::derive(move || shares.with(Vec::len).saturating_sub(limit.get())) limit=limit/>
            </div>
        </section>
    }
}

fn shares_table(shares: &[SchoolShare], lang: Lang) -> impl IntoView + use<> {
    let heads = [
        lang.balance_gives(),
        lang.balance_gives_agreed(),
        lang.balance_receives(),
        lang.balance_receives_agreed(),
        lang.balance_gave(),
        lang.balance_received(),
    ];
    let rows: Vec<_> = shares
        .iter()
        .map(|share| {
            let SchoolShare { agreed, all, earlier, .. } = share;
            let numbers = [all.given, agreed.given, all.received, agreed.received, earlier.given, earlier.received];
            let cells =
                heads.into_iter().zip(numbers).map(|(head, n)| view! { <td class="num" data-label=head>{n}</td> });
            view! { <tr><th scope="row">{share.name.clone()}</th>{cells.collect::<Vec<_>>()}</tr> }
        })
        .collect();
    let heads = heads.map(|head| view! { <th scope="col" class="num">{head}</th> });
    view! {
        <table class="numbers cards">
            <caption class="unseen">{lang.balance_table_of()}</caption>
            <thead><tr><th scope="col">{lang.grid_school()}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}

/// The plan beside everybody's favourites, and beside what was accepted without it.
#[component]
fn Compared() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let table = move || solver.solved().map(|solved| compared_table(&solved, app.lang()));
    view! {
        <section aria-labelledby="compared" class="keep">
            <h2 id="compared">{move || app.lang().balance_compared()}</h2>
            <p class="lead">{move || app.lang().balance_compared_words()}</p>
            <div class="sheet compared">{table}</div>
        </section>
    }
}

fn compared_table(solved: &Solved, lang: Lang) -> impl IntoView + use<> {
    let Solved { setting, plan, favourites } = solved;
    let three = [plan, favourites, &setting.agreed()].map(|plan| Balance::of(setting, plan));
    let heads = [lang.balance_this(), lang.balance_favourites(), lang.balance_agreed()];
    let row = |label: &'static str, cell: &dyn Fn(&Balance) -> String| {
        let cells: Vec<_> = heads
            .iter()
            .zip(&three)
            .map(|(head, balance)| view! { <td class="num" data-label=*head>{cell(balance)}</td> })
            .collect();
        view! { <tr><th scope="row">{label}</th>{cells}</tr> }
    };
    let mut rows: Vec<_> =
        Aim::ALL.into_iter().map(|aim| row(lang.aim(aim), &|balance| amount(aim, &balance.objective, lang))).collect();
    rows.push(row(lang.balance_most(), &|balance| lang.count(balance.spread().0 as usize)));
    rows.push(row(lang.balance_least(), &|balance| lang.count(balance.spread().1 as usize)));
    rows.push(row(lang.balance_too_many(), &|balance| lang.count(balance.too_many as usize)));
    let heads = heads.map(|head| view! { <th scope="col" class="num">{head}</th> });
    view! {
        <table class="numbers cards">
            <caption class="unseen">{lang.balance_compared()}</caption>
            <thead><tr><th scope="col">{lang.whatif_aim()}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </table>
    }
}
