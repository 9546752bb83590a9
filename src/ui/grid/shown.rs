//! The grid as it is shown: what analysis says, put into words, signs and colours.

use super::preview::{Lines, PerLine, SCHOOLS_DRAWN};
use crate::analysis::{Answers, Distance, Gap, Grid, Lens, Line, Measure, Readings, RowState, Value, Verdict};
use crate::cluster::{Certainty, ItemWording, SchoolId, Threshold};
use crate::i18n::Lang;
use crate::selfie::{Area, Catalogue, Group, Subject};
use crate::workspace::Records;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a cell shows: its class, its text, and the words for those who do not see colours.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Look {
    pub class: &'static str,
    pub text: String,
    /// The value itself, small, where the text tells a distance.
    pub beside: String,
    pub words: &'static str,
    pub noted: bool,
}

/// A group's part in a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub group: Group,
    pub mean: f64,
    pub n: Option<u32>,
    pub band: Option<(f64, f64)>,
    /// Whether the group counts in the agreed reading.
    pub counts: bool,
}

/// What people call things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Names {
    pub schools: BTreeMap<SchoolId, String>,
    pub wordings: Records<ItemWording>,
}

#[derive(Clone, Default)]
pub struct Shown {
    pub grid: Arc<Grid>,
    pub readings: Arc<Readings>,
    pub lens: Lens,
    pub needs_only: bool,
    pub names: Arc<Names>,
    /// The cells that have a note.
    pub notes: Arc<BTreeSet<(SchoolId, Subject)>>,
}

/// Computed parts are compared by where they are, not by a thousand schools' values.
impl PartialEq for Shown {
    fn eq(&self, other: &Shown) -> bool {
        Arc::ptr_eq(&self.grid, &other.grid)
            && Arc::ptr_eq(&self.readings, &other.readings)
            && Arc::ptr_eq(&self.names, &other.names)
            && Arc::ptr_eq(&self.notes, &other.notes)
            && self.lens == other.lens
            && self.needs_only == other.needs_only
    }
}

impl Shown {
    pub fn is_empty(&self) -> bool {
        self.grid.is_empty()
    }

    /// How many schools have a result, and how many people of these groups answered, as far
    /// as it is known.
    pub fn size(&self, groups: &BTreeSet<Group>) -> (usize, usize) {
        let here = (0..self.grid.schools.len()).filter(|school| self.grid.state(*school) != RowState::NoResult);
        here.fold((0, 0), |(schools, sum), school| match self.grid.answers(school, groups) {
            Answers::Of(answers) => (schools + 1, sum + answers as usize),
            Answers::Nobodys | Answers::Unknown => (schools + 1, sum),
        })
    }

    pub fn areas(&self) -> &'static [Area] {
        self.grid.edition.areas()
    }

    pub fn items_of(&self, area: Area) -> Vec<Line> {
        self.grid.items_of(area).iter().filter_map(|&place| self.grid.subjects.get(place)).map(Line::of).collect()
    }

    pub fn groups(&self) -> Vec<Group> {
        self.grid.groups()
    }

    pub fn minimum_group(&self) -> u32 {
        self.lens.rule.minimum_group
    }

    /// The title of a subject: in the cluster's own words where it has some.
    pub fn title(&self, subject: &Subject, lang: Lang) -> String {
        let wording = match subject {
            Subject::Item(code) => self.names.wordings.get(&code.to_string()),
            Subject::Area(_) | Subject::Own(_) => None,
        };
        let own = wording.map(|wording| match lang {
            Lang::En => &wording.title_en,
            Lang::Hu => &wording.title_hu,
        });
        match own.filter(|title| !title.trim().is_empty()) {
            Some(title) => title.clone(),
            None => Catalogue::shipped().title(self.grid.edition, subject, lang).unwrap_or_default().to_owned(),
        }
    }

    /// Code and title.
    pub fn called(&self, subject: &Subject, lang: Lang) -> String {
        match subject {
            Subject::Own(title) => title.clone(),
            Subject::Area(_) | Subject::Item(_) => format!("{subject} {}", self.title(subject, lang)),
        }
    }

    pub fn school_name(&self, school: &SchoolId) -> String {
        self.names.schools.get(school).cloned().unwrap_or_else(|| school.clone())
    }

    /// A school's name and what stands below it.
    pub fn school_head(&self, school: &SchoolId, lang: Lang) -> (String, String) {
        let place = self.grid.school_place(school);
        let below = place.map(|place| (self.grid.state(place), self.grid.answers(place, &self.lens.groups())));
        let (state, answers) = below.unwrap_or_default();
        let below = lang.below_school(state, answers);
        (self.school_name(school), below)
    }

    fn places(&self, school: &SchoolId, subject: &Subject) -> Option<(usize, usize)> {
        Some((self.grid.school_place(school)?, self.grid.subject_place(subject)?))
    }

    /// In how many schools a subject is a need.
    pub fn needs(&self, subject: &Subject) -> usize {
        self.grid.subject_place(subject).map_or(0, |place| self.readings.needs(place, &self.lens.rule))
    }

    /// How many schools get which verdict.
    pub fn tally(&self, subject: &Subject) -> BTreeMap<Verdict, usize> {
        let place = self.grid.subject_place(subject);
        place.map(|place| self.grid.tally(&self.readings, place, &self.lens.rule)).unwrap_or_default()
    }

    pub fn look(&self, school: &SchoolId, subject: &Subject, lang: Lang) -> Look {
        let look = match self.places(school, subject) {
            Some((school, subject)) => self.look_at(school, subject, lang),
            None => no_data(lang),
        };
        let noted = !self.notes.is_empty() && self.notes.contains(&(school.clone(), subject.clone()));
        Look { noted, ..look }
    }

    fn look_at(&self, school: usize, subject: usize, lang: Lang) -> Look {
        let Some(reading) = self.readings.reading(school, subject) else { return no_data(lang) };
        let verdict = self.readings.verdict(school, subject, &self.lens.rule);
        if self.needs_only && !verdict.is_need() {
            return Look { class: "c", words: verdict_look(verdict, lang).1, ..Look::default() };
        }
        match self.lens.measure {
            Measure::ByRule => {
                let (class, words) = verdict_look(verdict, lang);
                Look { class, text: lang.decimal(reading.shown(), 1), words, ..Look::default() }
            }
            Measure::DistanceToBest => self.distance(school, subject, reading.shown(), lang),
        }
    }

    /// How far below the cluster's best, with the value itself.
    fn distance(&self, school: usize, subject: usize, value: f64, lang: Lang) -> Look {
        let behind = self.readings.behind_best(school, subject).unwrap_or_default();
        let (class, words) = match Distance::of(behind) {
            Distance::Best => ("c far-0", lang.distance_best()),
            Distance::Near => ("c", lang.distance_below()),
            Distance::Far => ("c far-2", lang.distance_below()),
            Distance::VeryFar => ("c far-3", lang.distance_below()),
        };
        Look { class, text: lang.difference(-behind, 1), beside: lang.decimal(value, 1), words, noted: false }
    }

    /// How far a cell is below the cluster's best, and whose value that is; `None` for the best.
    pub fn behind_best(&self, school: &SchoolId, subject: &Subject) -> Option<(f64, Vec<String>)> {
        let (school, subject) = self.places(school, subject)?;
        let behind = self.readings.behind_best(school, subject).filter(|behind| *behind > 0.0)?;
        let best = self.grid.best_schools(&self.readings, subject);
        let names = best.into_iter().filter_map(|place| self.grid.schools.get(place)).map(|id| self.school_name(id));
        Some((behind, names.collect()))
    }

    /// What each group says.
    pub fn parts(&self, school: &SchoolId, subject: &Subject) -> Vec<Part> {
        let Some((school, subject)) = self.places(school, subject) else { return Vec::new() };
        self.grid.values(school, subject).map(|(group, value)| self.part(group, value)).collect()
    }

    /// The groups that count put together, with their band; `None` for a single group.
    pub fn together(&self, school: &SchoolId, subject: &Subject) -> Option<(f64, Option<(f64, f64)>)> {
        let several = self.parts(school, subject).iter().filter(|part| part.counts).count() > 1;
        let (school, subject) = self.places(school, subject)?;
        let reading = self.readings.reading(school, subject).filter(|_| several && self.lens.group.is_none())?;
        Some((reading.shown(), reading.band))
    }

    fn part(&self, group: Group, value: Value) -> Part {
        // With the value alone deciding, the band is still worth seeing.
        let certainty = match self.lens.rule.certainty {
            Certainty::ValueAlone => Certainty::Band80,
            banded => banded,
        };
        Part {
            group,
            mean: value.mean,
            n: value.n,
            band: value.band(certainty),
            counts: self.lens.rule.groups.contains(&group),
        }
    }

    /// How the groups differ in a cell, in a sentence.
    pub fn gap_sentence(&self, school: &SchoolId, subject: &Subject, lang: Lang) -> Option<String> {
        let (school, subject) = self.places(school, subject)?;
        let gap = Gap::of(&self.grid, school, subject, &self.lens.rule)?;
        (gap.points >= 0.05).then(|| lang.gap_in_words(&gap))
    }

    /// The groups of a gap: in an area only the two that are compared, over what both were asked.
    pub fn parts_of(&self, gap: &Gap) -> Vec<Part> {
        match self.grid.subjects.get(gap.subject) {
            Some(Subject::Area(_)) => {
                let mut two = [gap.higher, gap.lower];
                two.sort_by_key(|(group, _)| *group);
                two.into_iter().map(|(group, value)| self.part(group, value)).collect()
            }
            _ => self.grid.values(gap.school, gap.subject).map(|(group, value)| self.part(group, value)).collect(),
        }
    }

    pub fn subject_of(&self, gap: &Gap) -> Option<&Subject> {
        self.grid.subjects.get(gap.subject)
    }

    pub fn school_of(&self, gap: &Gap) -> Option<&SchoolId> {
        self.grid.schools.get(gap.school)
    }

    /// Needs among the areas for every line that a draft may draw.
    pub fn lines(&self) -> PerLine {
        let areas: Vec<usize> =
            self.areas().iter().filter_map(|area| self.grid.subject_place(&Subject::Area(*area))).collect();
        let lines: Vec<Threshold> =
            (super::rule::LOWEST_LINE..=super::rule::HIGHEST_LINE).filter_map(Threshold::from_tenths).collect();
        let mut all: Option<Lines> = None;
        let mut schools = Vec::new();
        for (place, id) in self.grid.schools.iter().enumerate() {
            let at = self.readings.at_lines(place, &areas, &self.lens.rule, &lines);
            all.get_or_insert_with(|| Lines::none(&lines)).add(&at);
            if self.grid.schools.len() <= SCHOOLS_DRAWN {
                schools.push(Lines { name: self.school_name(id), at });
            }
        }
        PerLine { schools, all: all.unwrap_or_default() }
    }
}

fn no_data(lang: Lang) -> Look {
    Look { class: "c no-data", text: "–".to_owned(), words: lang.verdict_no_data(), ..Look::default() }
}

fn verdict_look(verdict: Verdict, lang: Lang) -> (&'static str, &'static str) {
    match verdict {
        Verdict::DeepNeed => ("c deep", lang.verdict_deep_need()),
        Verdict::Need => ("c need", lang.verdict_need()),
        Verdict::Undecided => ("c undecided", lang.verdict_undecided()),
        Verdict::Fine => ("c", lang.verdict_fine()),
        Verdict::Strength => ("c strength", lang.verdict_strength()),
        Verdict::NoData => ("c no-data", lang.verdict_no_data()),
    }
}
