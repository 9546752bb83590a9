//! Schools, practices and needs of a plan in words, by their places.

use crate::cluster::{PairKey, Wanted};
use crate::i18n::Lang;
use crate::matching::{Aim, Need, Otherwise, Setting, Suggestion, TRIED, Why, WhyUnmet};
use crate::ui::practices::told;
use crate::workspace::Workspace;

/// What it takes to name things.
#[derive(Clone, Copy)]
pub struct Telling<'a> {
    pub setting: &'a Setting,
    pub workspace: &'a Workspace,
    pub lang: Lang,
}

/// A suggested pairing as it is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Card {
    pub key: PairKey,
    /// Places of school, practice and need.
    places: (usize, usize, usize),
    pub giver: String,
    pub receiver: String,
    pub practice: String,
    pub form: Option<String>,
    pub need: Tag,
    /// Other needs that it touches.
    pub also: Option<String>,
    pub lang: Lang,
}

impl Card {
    pub fn suggestion(&self) -> Suggestion {
        let (school, practice, need) = self.places;
        Suggestion { school, practice, need }
    }
}

/// A need with its value, how many answered, and its band.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tag {
    pub deep: bool,
    pub words: String,
    pub detail: String,
}

impl Telling<'_> {
    pub fn school(self, place: usize) -> String {
        self.setting.schools.get(place).map(|id| self.workspace.school_called(id).to_owned()).unwrap_or_default()
    }

    pub fn schools(self, places: &[usize]) -> String {
        places.iter().map(|place| self.school(*place)).collect::<Vec<_>>().join(", ")
    }

    pub fn practice(self, place: usize) -> String {
        let offered = self.setting.practices.get(place);
        offered.map(|offered| self.workspace.practice_called(&offered.id).to_owned()).unwrap_or_default()
    }

    pub fn giver(self, practice: usize) -> String {
        self.setting.practices.get(practice).map(|offered| self.school(offered.school)).unwrap_or_default()
    }

    /// What a need is about.
    pub fn about(self, need: &Need) -> String {
        self.workspace.subject_called(self.setting.edition, &need.subject, self.lang)
    }

    /// Area or item with the value.
    pub fn need(self, place: usize) -> String {
        let need = self.setting.needs.get(place);
        need.map(|need| format!("{} {}", self.about(need), self.lang.decimal(need.value, 1))).unwrap_or_default()
    }

    pub fn tag(self, place: usize) -> Option<Tag> {
        let need = self.setting.needs.get(place)?;
        let n = need.n.map(|n| self.lang.grid_n(self.lang.count(n as usize)));
        let band = need.band.map(|(low, high)| {
            self.lang.cell_band(self.lang.decimal(low.max(1.0), 1), self.lang.decimal(high.min(5.0), 1))
        });
        let detail: Vec<String> =
            [n.or_else(|| Some(self.lang.grid_n_unknown().to_owned())), band].into_iter().flatten().collect();
        Some(Tag { deep: need.is_deep(&self.setting.agreement), words: self.need(place), detail: detail.join(" · ") })
    }

    pub fn card(self, suggestion: Suggestion) -> Option<Card> {
        let Suggestion { school, practice, need } = suggestion;
        let key = self.setting.key(school, practice)?;
        let also: Vec<String> = self.setting.also_touches(suggestion).into_iter().map(|need| self.need(need)).collect();
        Some(Card {
            places: (school, practice, need),
            giver: self.giver(practice),
            receiver: self.school(school),
            practice: self.practice(practice),
            form: self.workspace.practices.get(&key.practice).and_then(|practice| told::form(practice, self.lang)),
            need: self.tag(need)?,
            also: (!also.is_empty()).then(|| self.lang.suggested_also(also.join(", "))),
            lang: self.lang,
            key,
        })
    }

    /// The practice and the receiving school of a pair.
    pub fn pair(self, key: &PairKey) -> (String, String) {
        let practice = match key.practice.as_str() {
            TRIED => self.lang.whatif_new().to_owned(),
            _ => self.workspace.practice_called(&key.practice).to_owned(),
        };
        (practice, self.workspace.school_called(&key.school).to_owned())
    }

    /// What speaks for a pairing, in a few sentences.
    pub fn reasons(self, why: &Why, card: &Card) -> String {
        let lang = self.lang;
        let wish = why.wish.map(|wanted| match wanted {
            Wanted::Much => lang.why_wish_much(&card.receiver),
            Wanted::Somewhat => lang.why_wish_somewhat(&card.receiver),
        });
        let sentences = [
            wish,
            why.greatest_need.then(|| lang.why_greatest(&card.receiver)),
            why.only_offer.then(|| lang.why_only().to_owned()),
            why.without.as_ref().map(|without| lang.why_without(self.otherwise(without))),
        ];
        sentences.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// What would come of each other choice.
    pub fn alternatives(self, why: &Why) -> Vec<String> {
        let lang = self.lang;
        let practices = why.other_practices.iter().map(|(practice, otherwise)| {
            let other = lang.why_practice(self.practice(*practice), self.giver(*practice));
            lang.why_then(other, self.otherwise(otherwise))
        });
        let schools = why
            .other_schools
            .iter()
            .map(|(school, otherwise)| lang.why_then(lang.why_school(self.school(*school)), self.otherwise(otherwise)));
        practices.chain(schools).collect()
    }

    pub fn otherwise(self, otherwise: &Otherwise) -> String {
        match otherwise.left_out.as_slice() {
            [] if otherwise.worse == Some(Aim::Severity) && otherwise.needs_as_great => {
                self.lang.worse_wishes().to_owned()
            }
            [] => self.lang.worse(otherwise.worse).to_owned(),
            left_out => self.lang.why_left_out(self.schools(left_out)),
        }
    }

    pub fn unmet(self, why: &WhyUnmet) -> String {
        let lang = self.lang;
        match why {
            WhyUnmet::NobodyOffers { best: None } => lang.unmet_nobody().to_owned(),
            WhyUnmet::NobodyOffers { best: Some((school, value)) } => {
                let best = lang.unmet_best(self.school(*school), lang.decimal(*value, 1));
                format!("{} {best}", lang.unmet_nobody())
            }
            WhyUnmet::OnlyItsOwn => lang.unmet_only_own().to_owned(),
            WhyUnmet::Closed => lang.unmet_closed().to_owned(),
            WhyUnmet::GoesForAnother => lang.unmet_another().to_owned(),
            WhyUnmet::ReceivesEnough => lang.unmet_enough(self.setting.rule.receives as usize),
            WhyUnmet::Full => lang.unmet_full().to_owned(),
        }
    }
}
