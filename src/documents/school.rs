//! A school's strengths and needs in words, on one page: for the staff room, and to take
//! along to the cluster's meeting.

use super::grid::{about, notes, rule_blocks};
use super::{Block, Document, Paper, Text};
use crate::analysis::{Findings, Found, Grid, Missing, Portrait, RowState, Scope, Verdict};
use crate::cluster::{SchoolId, SurveyKey};
use crate::i18n::{Lang, capitalised};
use crate::selfie::{Group, Subject};
use crate::survey::SurveyResult;
use crate::workspace::Workspace;

/// `None` if there is no such school.
pub fn page(workspace: &Workspace, scope: &Scope, school: &SchoolId, lang: Lang) -> Option<Document> {
    let record = workspace.schools.get(school)?;
    let rule = workspace.agreement();
    let grid = Grid::of(workspace, scope);
    let place = grid.school_place(school)?;
    let key = SurveyKey { school: school.clone(), level: scope.level, round: scope.round.clone() };
    let result = workspace.survey(&key);
    let mut line = about(workspace, scope, lang);
    if let Some(answered) = result.and_then(|result| answered(result, lang)) {
        line = format!("{line} · {answered}");
    }
    let called = workspace.school_called(school);
    let mut blocks = Vec::new();
    if !record.name.trim().is_empty() && record.name.trim() != called {
        blocks.push(Block::Remark(record.name.trim().to_owned()));
    }
    blocks.push(Block::Remark(line));
    match (grid.state(place), result) {
        (RowState::NoResult, _) | (_, None) => blocks.push(Block::Paragraph(lang.school_no_result().into())),
        (state, Some(result)) => {
            if state == RowState::OtherEdition {
                blocks.push(Block::Paragraph(lang.handout_other_edition(lang.edition(result.edition)).into()));
            }
            let readings = grid.read(&rule.groups, rule.certainty);
            let portrait = Portrait::of(&grid, &readings, &rule, place);
            let words = Words { workspace, grid: &grid, lang };
            blocks.extend(words.portrait(&portrait));
        }
    }
    blocks.extend(notes(workspace, scope, grid.edition, Some(school), lang));
    blocks.extend(rule_blocks(&rule, lang));
    Some(Document { title: lang.handout_school(called), lang, paper: Paper::Upright, blocks })
}

/// How many of each group answered, of how many invited.
pub fn answered(result: &SurveyResult, lang: Lang) -> Option<String> {
    let of_group = |group: Group| {
        let most = result.scores.get(&group).and_then(|scores| scores.values().filter_map(|score| score.n).max());
        let told = result.participation.get(&group);
        let answered = told.and_then(|told| told.answered).or(most)?;
        let words = match told.and_then(|told| told.invited) {
            Some(invited) => lang.school_of(answered, invited),
            None => answered.to_string(),
        };
        Some(format!("{} {words}", lang.group(group).to_lowercase()))
    };
    let parts: Vec<String> = Group::ALL.into_iter().filter_map(of_group).collect();
    (!parts.is_empty()).then(|| format!("{}{}", lang.school_answered(), parts.join(", ")))
}

struct Words<'a> {
    workspace: &'a Workspace,
    grid: &'a Grid,
    lang: Lang,
}

impl Words<'_> {
    fn portrait(&self, portrait: &Portrait) -> Vec<Block> {
        let lang = self.lang;
        let heading = |text: &str| Block::Heading(text.to_owned());
        let mut blocks = vec![Block::Paragraph(self.in_short(portrait))];
        blocks.push(heading(lang.school_strengths()));
        blocks.push(self.findings(&portrait.strengths, lang.school_no_strength()));
        blocks.push(heading(lang.school_needs()));
        blocks.push(self.findings(&portrait.needs, lang.school_no_need()));
        if !portrait.undecided.is_empty() {
            blocks.push(heading(lang.school_undecided()));
            let list = self.listed(&portrait.undecided);
            blocks.push(Block::Paragraph(format!("{}{list}.", lang.school_undecided_why()).into()));
        }
        blocks.push(heading(lang.school_gaps()));
        blocks.push(self.gaps(portrait));
        let missing = self.missing(&portrait.missing);
        if !missing.is_empty() {
            blocks.push(heading(lang.handout_missing()));
            blocks.push(Block::Paragraph(missing.join(" ").into()));
        }
        blocks
    }

    /// How many areas are what.
    fn in_short(&self, portrait: &Portrait) -> Text {
        let lang = self.lang;
        let areas = self.grid.edition.areas().len();
        let strengths = portrait.strengths.areas.len();
        let needs = portrait.needs.areas.len();
        let undecided = portrait.undecided.len();
        let unknown = portrait.missing.areas.len();
        let fine = areas.saturating_sub(strengths + needs + undecided + unknown);
        let counted = [
            (strengths, lang.school_strengths_count(strengths)),
            (fine, lang.handout_fine_count(fine)),
            (needs, lang.school_needs_count(needs)),
            (undecided, lang.handout_undecided_count(undecided)),
            (unknown, lang.handout_unknown_count(unknown)),
        ];
        let some: Vec<String> = counted.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect();
        lang.handout_in_short(areas, some.join(", ")).into()
    }

    fn findings(&self, findings: &Findings, none: &str) -> Block {
        if findings.is_empty() {
            return Block::Paragraph(none.into());
        }
        let mut list: Vec<Text> = findings
            .areas
            .iter()
            .map(|found| {
                let area = Text::strong(self.named(&found.area));
                let deep = match found.area.verdict {
                    Verdict::DeepNeed => format!(", {}", self.lang.handout_deep()),
                    _ => String::new(),
                };
                match found.items.is_empty() {
                    true => area.and(format!("{deep}.")),
                    false => area.and(format!("{deep}. {}{}.", self.lang.school_in_it(), self.listed(&found.items))),
                }
            })
            .collect();
        if !findings.items.is_empty() {
            list.push(format!("{}{}.", self.lang.school_beside(), self.listed(&findings.items)).into());
        }
        Block::List(list)
    }

    fn gaps(&self, portrait: &Portrait) -> Block {
        let list: Vec<Text> = portrait
            .gaps
            .iter()
            .map(|gap| Text::strong(self.called(gap.subject)).and(format!(": {}", self.lang.gap_in_words(gap))))
            .collect();
        if list.is_empty() { Block::Paragraph(self.lang.school_no_gap().into()) } else { Block::List(list) }
    }

    fn missing(&self, missing: &Missing) -> Vec<String> {
        let lang = self.lang;
        let mut sentences = Vec::new();
        if !missing.groups.is_empty() {
            let groups = lang.list(missing.groups.iter().map(|group| lang.group_in_sentence(*group).to_owned()));
            sentences.push(capitalised(&lang.handout_missing_groups(groups)));
        }
        if !missing.areas.is_empty() {
            let edition = self.grid.edition;
            let called = |area| self.workspace.subject_called(edition, &Subject::Area(area), lang);
            sentences.push(lang.handout_missing_areas(lang.list(missing.areas.iter().copied().map(called))));
        }
        sentences
    }

    fn listed(&self, found: &[Found]) -> String {
        found.iter().map(|found| self.named(found)).collect::<Vec<_>>().join(", ")
    }

    /// Code, title and value.
    fn named(&self, found: &Found) -> String {
        format!("{} ({})", self.called(found.subject), self.lang.decimal(found.value, 1))
    }

    fn called(&self, place: usize) -> String {
        let subject = self.grid.subjects.get(place);
        subject.map(|subject| self.workspace.subject_called(self.grid.edition, subject, self.lang)).unwrap_or_default()
    }
}
