//! The agreed rule: in words, as a draft that is tried, and as a new agreement.

use super::choices::Choices;
use crate::cluster::{Agreement, Certainty, StrengthRule, Threshold};
use crate::i18n::Lang;
use crate::selfie::Group;
use crate::ui::App;
use crate::ui::keeping::today;
use crate::ui::parts::{Dialog, NumberField, field_ids};
use crate::ui::route::Route;
use crate::workspace::Kind;
use jiff::civil::Date;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

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
    let unsound = Memo::new(move |_| choices.rule().with(Agreement::unsound));
    let (_, why) = field_ids();
    view! {
        <p class="small missing" id=why.clone() role="status">{move || unsound.get().map(|why| app.lang().unsound(why))}</p>
        <div class="row">
            <button class="btn primary" type="button" aria-describedby=why disabled=move || unsound.get().is_some() on:click=move |_| asking.set(true)>
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

/// Asks who decided, when and why, and writes the agreement. All three belong to it: those
/// who were not there read them in a year.
#[component]
fn AgreeDialog(open: RwSignal<bool>) -> impl IntoView {
    let app = App::expect();
    let choices = Choices::expect();
    let by = Asked::new("agree-by");
    let on = Asked::new("agree-on");
    let why = Asked::new("agree-why");
    Effect::new(move || {
        if open.get() {
            on.text.set(today().to_string());
            [by, on, why].into_iter().for_each(|asked| asked.wrong.set(false));
        }
    });
    let agree = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let date = on.read(|text| text.parse::<Date>().ok());
        let decided_by = by.read(|text| (!text.is_empty()).then(|| text.to_owned()));
        let reason = why.read(|text| (!text.is_empty()).then(|| text.to_owned()));
        let (Some(date), Some(decided_by), Some(reason)) = (date, decided_by, reason) else {
            if let Some(first) = [by, on, why].into_iter().find(|asked| asked.wrong.get_untracked()) {
                first.focus();
            }
            return;
        };
        let rule = choices.rule().get_untracked();
        let rule = Agreement { decided_on: Some(date), decided_by, reason, ..rule };
        open.set(false);
        choices.draft.set(None);
        app.edit_and_tell(app.lang().agree_done().to_owned(), move |workspace| workspace.agree(rule));
    };
    view! {
        <Dialog open=open title=Signal::derive(move || app.lang().agree_title().to_owned())>
            <form class="stack" novalidate on:submit=agree>
                <div><RuleInWords rule=choices.rule()/></div>
                <div class="field">
                    <label class="label" for=by.id>{move || app.lang().agree_by()}</label>
                    <input id=by.id type="text" required autocomplete="off" aria-describedby="agree-by-hint agree-by-wrong"
                        aria-invalid=move || by.wrong.get().to_string() bind:value=by.text/>
                    <span id="agree-by-hint" class="hint">{move || app.lang().agree_by_hint()}</span>
                    {by.message(app, Lang::agree_by_missing)}
                </div>
                <div class="field">
                    <label class="label" for=on.id>{move || app.lang().agree_on()}</label>
                    <input id=on.id type="date" required aria-describedby="agree-on-wrong"
                        aria-invalid=move || on.wrong.get().to_string() bind:value=on.text/>
                    {on.message(app, Lang::agree_date_wrong)}
                </div>
                <div class="field">
                    <label class="label" for=why.id>{move || app.lang().agree_why()}</label>
                    <textarea id=why.id rows="3" required aria-describedby="agree-why-hint agree-why-wrong"
                        aria-invalid=move || why.wrong.get().to_string() bind:value=why.text></textarea>
                    <span id="agree-why-hint" class="hint">{move || app.lang().agree_why_hint()}</span>
                    {why.message(app, Lang::agree_why_missing)}
                </div>
                <div class="foot">
                    <button class="btn" type="button" on:click=move |_| open.set(false)>{move || app.lang().cancel()}</button>
                    <button class="btn primary" type="submit">{move || app.lang().agree_do()}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// A field of the dialog that must be filled in.
#[derive(Clone, Copy)]
struct Asked {
    id: &'static str,
    text: RwSignal<String>,
    /// Whether it was sent off without what belongs there.
    wrong: RwSignal<bool>,
}

impl Asked {
    fn new(id: &'static str) -> Asked {
        Asked { id, text: RwSignal::new(String::new()), wrong: RwSignal::new(false) }
    }

    /// What is in it, or marks it as wrong.
    fn read<T>(self, read: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let found = self.text.with_untracked(|text| read(text.trim()));
        self.wrong.set(found.is_none());
        found
    }

    /// What is missing, said below the field.
    fn message(self, app: App, words: fn(Lang) -> &'static str) -> impl IntoView {
        let id = format!("{}-wrong", self.id);
        view! { <span id=id class="hint missing" role="alert">{move || self.wrong.get().then(|| words(app.lang()))}</span> }
    }

    fn focus(self) {
        let field = document().get_element_by_id(self.id).and_then(|field| field.dyn_into::<HtmlElement>().ok());
        if let Some(field) = field {
            let _ = field.focus();
        }
    }
}
