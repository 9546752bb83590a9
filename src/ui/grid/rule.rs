//! The agreed rule: in words, as a draft that is tried, and as a new agreement.

use super::choices::Choices;
use crate::cluster::{Agreement, Certainty, StrengthRule, Threshold};
use crate::i18n::Lang;
use crate::selfie::Group;
use crate::ui::App;
use crate::ui::keeping::today;
use crate::ui::parts::{Dialog, NumberField};
use crate::ui::route::Route;
use crate::workspace::Kind;
use jiff::civil::Date;
use leptos::prelude::*;

/// The lines that a draft may draw, in tenths.
pub const LOWEST_LINE: u8 = 30;
pub const HIGHEST_LINE: u8 = 45;

/// The rule as a colleague would say it.
#[component]
pub fn RuleInWords(#[prop(into)] rule: Signal<Agreement>) -> impl IntoView {
    let app = App::expect();
    let lang = move || app.lang();
    view! {
        <p class="rule">
            {move || lang().rule_before()}
            <strong>{move || lang().rule_line(line(lang(), rule.with(|r| r.need_below)))}</strong>
            {move || lang().rule_after()}
        </p>
        <p class="small muted">{move || rule.with(|rule| lang().rule_details(rule))}</p>
    }
}

fn line(lang: Lang, threshold: Threshold) -> String {
    lang.decimal(threshold.value(), 1)
}

/// When, by whom and why it was decided, as far as people wrote it down.
pub fn decision(rule: &Agreement, lang: Lang) -> impl IntoView + use<> {
    view! { <p class="small muted">{lang.rule_decision(rule)}</p> }
}

/// "What we agreed" beside the grid; while another rule is tried, its draft.
#[component]
pub fn RuleAside() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let trying = Memo::new(move |_| choices.draft.with(Option::is_some));
    let agreed = app.read(|workspace| (*workspace.agreement()).clone());
    let decided = move || agreed.with(|rule| rule.version > 0);
    let heading = move || match (trying.get(), decided()) {
        (true, _) => app.lang().rule_trying(),
        (false, true) => app.lang().rule_heading(),
        (false, false) => app.lang().rule_default_heading(),
    };
    view! {
        <section class="sheet pad stack" class:trying=move || trying.get() aria-labelledby="rule-aside">
            <h2 id="rule-aside">{heading}</h2>
            {move || app.open_mark_of(Kind::Agreements)}
            <div><RuleInWords rule=choices.rule()/></div>
            <Show
                when=move || trying.get()
                fallback=move || view! {
                    {move || match decided() {
                        true => agreed.with(|rule| decision(rule, app.lang())).into_any(),
                        false => view! { <p class="small muted">{app.lang().rule_not_decided()}</p> }.into_any(),
                    }}
                    <div class="row small">
                        <button class="btn" type="button" on:click=move |_| choices.try_rule()>
                            {move || app.lang().rule_try()}
                        </button>
                        <a href=Route::Agreement.href()>{move || app.lang().rule_all()}</a>
                    </div>
                }
            >
                <p class="small">{move || app.lang().rule_trying_hint()}</p>
                <LineField/>
                <DraftFoot/>
                <p class="small"><a href=Route::Agreement.href()>{move || app.lang().rule_all()}</a></p>
            </Show>
        </section>
    }
}

/// Agree on the draft, or go back.
#[component]
pub fn DraftFoot() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let asking = RwSignal::new(false);
    let countless = move || choices.rule().with(|rule| rule.groups.is_empty());
    view! {
        <div class="row">
            <button class="btn primary" type="button" disabled=countless on:click=move |_| asking.set(true)>
                {move || app.lang().rule_agree()}
            </button>
            <Show when=move || choices.draft.with(Option::is_some)>
                <button class="btn" type="button" on:click=move |_| choices.draft.set(None)>
                    {move || app.lang().rule_back()}
                </button>
            </Show>
        </div>
        <AgreeDialog open=asking/>
    }
}

/// Where the line between need and no need runs.
#[component]
pub fn LineField() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let tenths = Memo::new(move |_| choices.rule().with(|rule| rule.need_below.tenths()));
    let shown = move || app.lang().decimal(f64::from(tenths.get()) / 10.0, 1);
    view! {
        <label class="field rule-draft">
            <span class="label">{move || app.lang().draft_line()}</span>
            <span class="line">
                <input type="range" min=LOWEST_LINE max=HIGHEST_LINE step="1" prop:value=move || tenths.get().to_string()
                    aria-valuetext=shown
                    on:input=move |event| {
                        if let Some(line) = event_target_value(&event).parse().ok().and_then(Threshold::from_tenths) {
                            choices.change_draft(|rule| rule.need_below = line);
                        }
                    }/>
                <output>{shown}</output>
            </span>
        </label>
    }
}

/// Everything of the rule that can be changed.
#[component]
pub fn RuleDraft() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let rule = choices.rule();
    view! {
        <div class="rule-draft">
            <LineField/>
            <StrengthField/>
            <fieldset>
                <legend>{move || app.lang().draft_groups()}</legend>
                <p class="small muted">{move || app.lang().draft_groups_hint()}</p>
                <div class="row">
                    {Group::ALL.map(|group| view! {
                        <label class="check">
                            <input type="checkbox" prop:checked=move || rule.with(|r| r.groups.contains(&group))
                                on:change=move |event| {
                                    let counts = event_target_checked(&event);
                                    choices.change_draft(|rule| {
                                        if counts { rule.groups.insert(group); } else { rule.groups.remove(&group); }
                                    });
                                }/>
                            {move || app.lang().group(group)}
                        </label>
                    })}
                </div>
            </fieldset>
            <CertaintyField/>
            <NumberField label=Lang::draft_change min=0.0 max=2.0 decimals=1
                value=Signal::derive(move || rule.with(|r| r.practical_change))
                on_value=move |value| choices.change_draft(|rule| rule.practical_change = value)/>
            <NumberField label=Lang::draft_minimum min=1.0 max=50.0
                value=Signal::derive(move || rule.with(|r| f64::from(r.minimum_group)))
                on_value=move |value| choices.change_draft(|rule| rule.minimum_group = value as u32)/>
        </div>
    }
}

#[component]
fn StrengthField() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let rule = choices.rule();
    let absolute = Memo::new(move |_| rule.with(|r| matches!(r.strength, StrengthRule::From(_))));
    let line = Signal::derive(move || {
        rule.with(|r| match r.strength {
            StrengthRule::From(threshold) => threshold.value(),
            StrengthRule::WithinOfBest(points) => points,
        })
    });
    view! {
        <fieldset>
            <legend>{move || app.lang().draft_strength()}</legend>
            <label class="check">
                <input type="radio" name="strength" prop:checked=move || absolute.get()
                    on:change=move |_| choices.change_draft(|rule| rule.strength = Agreement::default().strength)/>
                {move || app.lang().draft_strength_line()}
            </label>
            <label class="check">
                <input type="radio" name="strength" prop:checked=move || !absolute.get()
                    on:change=move |_| choices.change_draft(|rule| rule.strength = StrengthRule::WithinOfBest(0.3))/>
                {move || app.lang().draft_strength_best()}
            </label>
            {move || if absolute.get() {
                view! {
                    <NumberField label=Lang::draft_strength_line min=3.0 max=5.0 decimals=1 value=line
                        on_value=move |value| if let Ok(line) = Threshold::try_from(value) {
                            choices.change_draft(|rule| rule.strength = StrengthRule::From(line));
                        }/>
                }
            } else {
                view! {
                    <NumberField label=Lang::draft_strength_points min=0.0 max=2.0 decimals=1 value=line
                        on_value=move |value| choices.change_draft(|rule| rule.strength = StrengthRule::WithinOfBest(value))/>
                }
            }}
        </fieldset>
    }
}

#[component]
fn CertaintyField() -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let option =
        move |certainty: Certainty, id: &'static str, name: fn(Lang) -> &'static str, why: fn(Lang) -> &'static str| {
            let chosen = move || choices.rule().with(|r| r.certainty == certainty);
            view! {
                <div class="check">
                    <input type="radio" name="certainty" id=id aria-describedby=format!("{id}-why") prop:checked=chosen
                        on:change=move |_| choices.change_draft(|rule| rule.certainty = certainty)/>
                    <span>
                        <label for=id>{move || name(app.lang())}</label>
                        <small id=format!("{id}-why")>{move || why(app.lang())}</small>
                    </span>
                </div>
            }
        };
    view! {
        <fieldset>
            <legend>{move || app.lang().draft_certainty()}</legend>
            {option(Certainty::ValueAlone, "value-alone", Lang::draft_value_alone, Lang::draft_value_alone_why)}
            {option(Certainty::Band80, "band-80", Lang::draft_band80, Lang::draft_band80_why)}
            {option(Certainty::Band95, "band-95", Lang::draft_band95, Lang::draft_band95_why)}
        </fieldset>
    }
}

/// Asks who decided, when and why, and writes the agreement.
#[component]
fn AgreeDialog(open: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let by = RwSignal::new(String::new());
    let on = RwSignal::new(String::new());
    let why = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    Effect::new(move || {
        if open.get() {
            on.set(today().to_string());
            wrong.set(false);
        }
    });
    let agree = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let Ok(date) = on.get_untracked().trim().parse::<Date>() else {
            wrong.set(true);
            return;
        };
        let mut rule = choices.rule().get_untracked();
        rule.decided_on = Some(date);
        rule.decided_by = by.get_untracked().trim().to_owned();
        rule.reason = why.get_untracked().trim().to_owned();
        open.set(false);
        choices.draft.set(None);
        app.edit_and_tell(app.lang().agree_done().to_owned(), move |workspace| workspace.agree(rule));
    };
    view! {
        <Dialog open=open title=Signal::derive(move || app.lang().agree_title().to_owned())>
            <form class="stack" on:submit=agree>
                <div><RuleInWords rule=choices.rule()/></div>
                <div class="field">
                    <label class="label" for="agree-by">{move || app.lang().agree_by()}</label>
                    <input id="agree-by" type="text" autocomplete="off" aria-describedby="agree-by-hint" bind:value=by/>
                    <span id="agree-by-hint" class="hint">{move || app.lang().agree_by_hint()}</span>
                </div>
                <div class="field">
                    <label class="label" for="agree-on">{move || app.lang().agree_on()}</label>
                    <input id="agree-on" type="date" required bind:value=on aria-invalid=move || wrong.get().to_string()/>
                    <Show when=move || wrong.get()>
                        <span class="hint" role="alert">{move || app.lang().agree_date_wrong()}</span>
                    </Show>
                </div>
                <div class="field">
                    <label class="label" for="agree-why">{move || app.lang().agree_why()}</label>
                    <textarea id="agree-why" rows="3" aria-describedby="agree-why-hint" bind:value=why></textarea>
                    <span id="agree-why-hint" class="hint">{move || app.lang().agree_why_hint()}</span>
                </div>
                <div class="foot">
                    <button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
                    <button class="btn primary" type="submit">{move || app.lang().agree_do()}</button>
                </div>
            </form>
        </Dialog>
    }
}
