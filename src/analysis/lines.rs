//! The lines of the grid: which areas, items and own questions stand in it, in
//! which order, by what people opened and filtered.

use crate::cluster::SchoolId;
use crate::selfie::{Area, ItemCode, Subject};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// A row or a column of the grid.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Line {
    /// The heads of the other direction: the first row or the first column.
    Head,
    School(SchoolId),
    Area(Area),
    Item(ItemCode),
    /// Above the schools' own questions, which stand apart.
    OwnQuestions,
    Own(String),
}

impl Line {
    /// What its cells are about; `None` for heads and schools.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Line::Area(area) => Some(Subject::Area(*area)),
            Line::Item(code) => Some(Subject::Item(*code)),
            Line::Own(title) => Some(Subject::Own(title.clone())),
            Line::Head | Line::School(_) | Line::OwnQuestions => None,
        }
    }

    /// A word that no other line of the same grid has.
    pub fn word(&self) -> Cow<'_, str> {
        match self {
            Line::Head => "".into(),
            Line::School(id) => id.into(),
            Line::Area(area) => area.letter().to_string().into(),
            Line::Item(code) => code.to_string().into(),
            Line::OwnQuestions => "own".into(),
            Line::Own(title) => format!("own {title}").into(),
        }
    }
}

/// How areas are ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AreaOrder {
    #[default]
    ByLetter,
    /// Those in which most schools have a need come first.
    ByNeeds,
}

/// What people opened and filtered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrangement {
    pub open: BTreeSet<Area>,
    pub own_open: bool,
    /// Leaves out every line in which no school has a need.
    pub needs_only: bool,
    pub order: AreaOrder,
}

/// The grid's topics in order. `subjects` are those with any score; `needs` says how
/// many schools have a need in a subject.
pub fn topics(
    areas: &[Area],
    subjects: &BTreeSet<Subject>,
    needs: &dyn Fn(&Subject) -> usize,
    arrangement: &Arrangement,
) -> Vec<Line> {
    let wanted = |subject: &Subject| !arrangement.needs_only || needs(subject) > 0;
    let items = |area: Area| subjects.iter().filter(move |s| matches!(s, Subject::Item(code) if code.area() == area));
    let mut areas: Vec<Area> =
        areas.iter().copied().filter(|&area| wanted(&Subject::Area(area)) || items(area).any(wanted)).collect();
    if arrangement.order == AreaOrder::ByNeeds {
        areas.sort_by_cached_key(|&area| Reverse(needs(&Subject::Area(area))));
    }
    let mut lines = Vec::new();
    for area in areas {
        lines.push(Line::Area(area));
        if arrangement.open.contains(&area) {
            lines.extend(items(area).filter(|s| wanted(s)).filter_map(|subject| match subject {
                Subject::Item(code) => Some(Line::Item(*code)),
                _ => None,
            }));
        }
    }
    let own: Vec<Line> = subjects
        .iter()
        .filter(|s| wanted(s))
        .filter_map(|subject| match subject {
            Subject::Own(title) => Some(Line::Own(title.clone())),
            _ => None,
        })
        .collect();
    if !own.is_empty() {
        lines.push(Line::OwnQuestions);
        if arrangement.own_open {
            lines.extend(own);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects(words: &[&str]) -> BTreeSet<Subject> {
        words.iter().map(|word| word.parse().unwrap()).collect()
    }

    fn shown(arrangement: &Arrangement) -> String {
        let all = subjects(&["A1", "A2", "B1", "C1", "Do you like it here?"]);
        let needs = |subject: &Subject| match subject.to_string().as_str() {
            "A2" => 1,
            "B" => 2,
            "C" => 3,
            _ => 0,
        };
        let lines = topics(&[Area::A, Area::B, Area::C, Area::D], &all, &needs, arrangement);
        lines.iter().map(Line::word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn areas_open_into_their_items_and_own_questions_stand_apart() {
        assert_eq!(shown(&Arrangement::default()), "A B C D own");
        let open = Arrangement { open: BTreeSet::from([Area::A]), own_open: true, ..Default::default() };
        assert_eq!(shown(&open), "A A1 A2 B C D own own Do you like it here?");
    }

    #[test]
    fn needs_only_keeps_an_area_for_the_need_of_its_item() {
        let open = BTreeSet::from([Area::A, Area::B]);
        let needs_only = Arrangement { open, needs_only: true, ..Default::default() };
        assert_eq!(shown(&needs_only), "A A2 B C");
    }

    #[test]
    fn areas_with_most_needs_come_first_and_equal_ones_by_letter() {
        let by_needs = Arrangement { order: AreaOrder::ByNeeds, ..Default::default() };
        assert_eq!(shown(&by_needs), "C B A D own");
    }
}
