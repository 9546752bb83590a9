//! The words of what is handed out.

use super::{Lang, capitalised};
use crate::analysis::{Answers, Distance, Gap, Lens, Measure, RowState, Verdict};
use crate::cluster::{Agreement, Certainty, StrengthRule, Unsound};

texts! {
    handout_grid(cluster) => "{cluster}: strengths and needs" | "{cluster}: erősségek és fejlesztendők";
    handout_school(school) => "Strengths and needs: {school}" | "Erősségek és fejlesztendők: {school}";
    handout_in_short(areas, counted) => "Of the {areas} areas, by our rule: {counted}."
        | "A {areas} terület közül szabályunk szerint: {counted}.";
    handout_fine_count(n # count) => "{n} fine" / "{n} fine" | "{n} rendben";
    handout_undecided_count(n # count) => "{n} too close to tell" / "{n} too close to tell" | "{n} eldöntetlen";
    handout_unknown_count(n # count) => "{n} without data" / "{n} without data" | "{n} adat nélkül";
    handout_deep => "0.5 or more below the line" | "legalább 0,5 ponttal a vonal alatt";
    handout_other_edition(edition) => "This survey was made with another edition ({edition}). Its areas stand here where they belong today; compare them with care."
        | "Ez a felmérés másik kiadással készült ({edition}). A területek itt mai helyükön állnak; óvatosan vesse össze őket.";
    handout_missing => "What is still missing" | "Ami még hiányzik";
    handout_missing_groups(groups) => "the answers of {groups} have not been read yet." | "{groups} válaszait még nem olvasták be.";
    handout_missing_areas(areas) => "There is no data about {areas}." | "Nincs adat a következőkről: {areas}.";
    lens_tried => "This rule is only being tried; nobody has agreed on it." | "Ez csak egy kipróbált szabály, még senki sem állapodott meg benne.";
    lens_group_alone(group) => "Only the answers of {group} are shown." | "Csak {group} válaszai láthatók.";
    lens_distance => "Each cell tells how many points the school is below the cluster’s best, with its own value beside it."
        | "Minden cella azt mutatja, hány ponttal marad el az iskola az iskolakör legjobbjától; mellette a saját értéke áll.";
    book_grid => "Grid" | "Rács";
    book_rule => "What we agreed" | "Megállapodás";
    book_tried => "Rule being tried" | "Kipróbált szabály";
    book_scores => "Scores" | "Pontszámok";
    book_area => "Area and item" | "Terület és kérdés";
    book_need_below => "A need below" | "Fejlesztendő ez alatt";
    book_strength_from => "A strength from" | "Erősség ettől";
    book_strength_within => "A strength up to so many points below the best" | "Erősség legfeljebb ennyi ponttal a legjobb alatt";
    book_certainty => "How sure" | "Mennyire biztos";
    book_groups => "Groups that count" | "Számító csoportok";
    book_decided_on => "Decided on" | "A döntés napja";
    book_decided_by => "Decided by" | "Döntött";
    book_reason => "Reason" | "Indok";
    book_file(cluster) => "{cluster} grid.xlsx" | "{cluster} rács.xlsx";
    scores_file(cluster) => "{cluster} scores.csv" | "{cluster} pontszámok.csv";
    page_save => "Save as a page" | "Mentés weblapként";
    page_failed => "The page could not be written. Printing it still works." | "A weblapot nem sikerült megírni. A nyomtatás továbbra is működik.";
    book_failed => "The workbook could not be written. Try the CSV file instead." | "A munkafüzetet nem sikerült megírni. Próbálja a CSV-fájlt.";
}

impl Lang {
    /// A list in a sentence: `a, b and c`.
    pub fn list(self, words: impl IntoIterator<Item = String>) -> String {
        let words: Vec<String> = words.into_iter().collect();
        match words.as_slice() {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{}{}{last}", most.join(", "), self.list_and()),
        }
    }

    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::DeepNeed => self.verdict_deep_need(),
            Verdict::Need => self.verdict_need(),
            Verdict::Undecided => self.verdict_undecided(),
            Verdict::Fine => self.verdict_fine(),
            Verdict::Strength => self.verdict_strength(),
            Verdict::NoData => self.verdict_no_data(),
        }
    }

    pub fn distance(self, distance: Distance) -> &'static str {
        match distance {
            Distance::Best => self.distance_best(),
            Distance::Near => self.distance_below(),
            Distance::Far => self.distance_far(),
            Distance::VeryFar => self.distance_very_far(),
        }
    }

    /// What stands below a school's name: how many answered, or why nothing is here.
    pub fn below_school(self, state: RowState, answers: Answers) -> String {
        match (state, answers) {
            (RowState::Here, Answers::Of(answers)) => self.grid_n(self.count(answers as usize)),
            (RowState::Here, Answers::Unknown) => self.grid_n_unknown().to_owned(),
            (RowState::OtherEdition, _) => self.grid_other_edition().to_owned(),
            (RowState::NoResult, _) | (RowState::Here, Answers::Nobodys) => self.verdict_no_data().to_owned(),
        }
    }

    /// How a grid is read, in sentences: its rule, and whose answers it shows.
    pub fn lens_in_words(self, lens: &Lens) -> String {
        let rule = &lens.rule;
        let groups = match lens.group {
            Some(group) => self.lens_group_alone(self.group_in_sentence(group)),
            None => self.groups_that_count(rule.groups.iter().copied()),
        };
        let mut sentences = Vec::new();
        if lens.tried {
            sentences.push(self.lens_tried().to_owned());
        }
        match lens.measure {
            Measure::ByRule => sentences.extend([
                self.rule_sentence(rule),
                self.strength_in_words(rule.strength),
                groups,
                self.certainty_in_words(rule.certainty),
            ]),
            Measure::DistanceToBest => sentences.extend([self.lens_distance().to_owned(), groups]),
        }
        sentences.join(" ")
    }

    /// Where the line for needs runs, as a sentence.
    pub fn rule_sentence(self, rule: &Agreement) -> String {
        let line = self.rule_line(self.decimal(rule.need_below.value(), 1));
        format!("{}{line}{}", self.rule_before(), self.rule_after())
    }

    /// What else belongs to the rule, in sentences.
    pub fn rule_details(self, rule: &Agreement) -> String {
        let groups = self.groups_that_count(rule.groups.iter().copied());
        [self.strength_in_words(rule.strength), groups, self.certainty_in_words(rule.certainty)].join(" ")
    }

    pub fn strength_in_words(self, strength: StrengthRule) -> String {
        match strength {
            StrengthRule::From(line) => self.rule_strength_from(self.decimal(line.value(), 1)),
            StrengthRule::WithinOfBest(points) => self.rule_strength_within(self.decimal(points, 1)),
        }
    }

    pub fn certainty_in_words(self, certainty: Certainty) -> String {
        match certainty {
            Certainty::ValueAlone => self.rule_value_alone().to_owned(),
            Certainty::Band80 => self.rule_band(80),
            Certainty::Band95 => self.rule_band(95),
        }
    }

    /// Why nobody can agree on a rule as it is.
    pub fn unsound(self, why: Unsound) -> String {
        match why {
            Unsound::NoGroupCounts => self.rule_no_groups().to_owned(),
            Unsound::StrengthBelowNeed { strength, need } => {
                self.rule_strength_below(self.decimal(strength.value(), 1), self.decimal(need.value(), 1))
            }
        }
    }

    /// When, by whom and why it was decided, as far as people wrote it down.
    pub fn rule_decision(self, rule: &Agreement) -> Option<String> {
        let by = rule.decided_by.trim();
        let decided = match (rule.decided_on, by.is_empty()) {
            (Some(date), false) => Some(self.rule_decided(self.date(date), by)),
            (Some(date), true) => Some(self.rule_decided_on(self.date(date))),
            (None, false) => Some(self.rule_decided_by(by)),
            (None, true) => None,
        };
        let reason = rule.reason.trim();
        let reason = (!reason.is_empty()).then(|| self.rule_reason(reason));
        let parts: Vec<String> = decided.into_iter().chain(reason).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }

    /// Who sees it higher, and whether that may be chance.
    pub fn gap_in_words(self, gap: &Gap) -> String {
        let higher = capitalised(self.group_in_sentence(gap.higher.0));
        let lower = self.group_in_sentence(gap.lower.0);
        let points = self.decimal(gap.points, 1);
        match gap.clear {
            Some(false) => self.gaps_sentence_unclear(higher, lower, points),
            Some(true) | None => self.gaps_sentence(higher, lower, points),
        }
    }
}
