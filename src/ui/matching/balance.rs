//! The page of the balance: given and received, what would come of it if everybody took its
//! favourites, and the network as a picture.

use super::chart::{SchoolShare, bars, school_shares};
use super::loads::loads_drawn;
use super::network::Network;
use super::solving::{Solved, Solver};
use super::telling::Telling;
use super::unserved::UnusedList;
use super::what_if::{Trial, WhatIfDialog, amount};
use super::{MatchingTabs, with_plan};
use crate::i18n::Lang;
use crate::matching::{Aim, Balance, Otherwise, Plan};
use crate::ui::App;
use crate::ui::grid::{Choices, PrintButton, ScopeChoice};
use crate::ui::parts::{AT_ONCE, More};
use crate::workspace::Workspace;
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

/// The plan beside everybody's favourites, what was accepted without it, and the past.
#[component]
fn Compared() -> impl IntoView {
    let app = App::expect();
    let solver = Solver::expect();
    let compared = Memo::new(move |_| solver.solved().map(|solved| Compare::of(&solved, &app.workspace(), app.lang())));
    let shown = |part: fn(&Compare) -> AnyView| move || compared.with(|compared| compared.as_ref().map(part));
    view! {
        <section aria-labelledby="compared">
            <h2 id="compared">{move || app.lang().balance_compared()}</h2>
            <p class="lead">{move || compared.with(|compared| compared.as_ref().map(|compared| compared.lead.clone()))}</p>
            <div class="compare-columns">
                {shown(|compared| compared.drawn().into_any())}
                <div class="sheet compared keep">{shown(|compared| compared.table().into_any())}</div>
            </div>
        </section>
    }
}

/// What is put side by side.
#[derive(PartialEq)]
struct Compare {
    lang: Lang,
    /// What would come of it if everybody took its favourites.
    lead: String,
    schools: Vec<String>,
    columns: Vec<Column>,
}

#[derive(PartialEq)]
struct Column {
    head: &'static str,
    balance: Balance,
    /// In other rounds, of which only who gave and who received is known.
    is_past: bool,
}

impl Compare {
    fn of(solved: &Solved, workspace: &Workspace, lang: Lang) -> Compare {
        let Solved { setting, plan, favourites } = solved;
        let column = |head, plan: &Plan| Column { head, balance: Balance::of(setting, plan), is_past: false };
        let mut columns = vec![
            column(lang.balance_this(), plan),
            column(lang.balance_favourites(), favourites),
            column(lang.balance_agreed(), &setting.agreed()),
        ];
        let too_many = columns.get(1).map_or(0, |column| column.balance.too_many);
        let telling = Telling { setting, workspace, lang };
        let then = match too_many {
            0 => telling.otherwise(&Otherwise::of(setting, plan, favourites.clone())),
            n => lang.balance_beyond(n as usize),
        };
        let earlier = setting.earlier(workspace);
        if earlier.objective.receiving + earlier.objective.giving > 0 {
            columns.push(Column { head: lang.balance_earlier(), balance: earlier, is_past: true });
        }
        Compare {
            lang,
            lead: lang.balance_favourites_then(then),
            schools: setting.schools.iter().map(|id| workspace.school_called(id).to_owned()).collect(),
            columns,
        }
    }

    fn drawn(&self) -> Option<impl IntoView + use<>> {
        let loads = self.columns.iter().map(|column| {
            let given = column.balance.shares.iter().map(|share| share.given).collect();
            (column.head, given)
        });
        (self.schools.len() <= SCHOOLS_DRAWN).then(|| loads_drawn(&self.schools, &loads.collect::<Vec<_>>(), self.lang))
    }

    fn table(&self) -> impl IntoView + use<> {
        let lang = self.lang;
        let row = |label: &'static str, of_past: bool, cell: &dyn Fn(&Balance) -> String| {
            let cells = self.columns.iter().map(|column| {
                let known = of_past || !column.is_past;
                let words = if known { cell(&column.balance) } else { "–".to_owned() };
                view! { <td class="num" data-label=column.head>{words}</td> }
            });
            view! { <tr><th scope="row">{label}</th>{cells.collect::<Vec<_>>()}</tr> }
        };
        let mut rows: Vec<_> = Aim::ALL
            .into_iter()
            .map(|aim| row(lang.aim(aim), aim != Aim::Severity, &|balance| amount(aim, &balance.objective, lang)))
            .collect();
        rows.push(row(lang.balance_most(), true, &|balance| lang.count(balance.spread().0 as usize)));
        rows.push(row(lang.balance_least(), true, &|balance| lang.count(balance.spread().1 as usize)));
        rows.push(row(lang.balance_too_many(), false, &|balance| lang.count(balance.too_many as usize)));
        let heads = self.columns.iter().map(|column| view! { <th scope="col" class="num">{column.head}</th> });
        view! {
            <table class="numbers cards">
                <caption class="unseen">{lang.balance_compared()}</caption>
                <thead><tr><th scope="col">{lang.whatif_aim()}</th>{heads.collect::<Vec<_>>()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
    }
}
