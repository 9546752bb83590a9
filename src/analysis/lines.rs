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
    /// The line of a subject.
    pub fn of(subject: &Subject) -> Line {
        match subject {
            Subject::Area(area) => Line::Area(*area),
            Subject::Item(code) => Line::Item(*code),
            Subject::Own(title) => Line::Own(title.clone()),
        }
    }

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

/// The grid's topics in order. `subjects` are those with any score, `apart` those of
/// them that count in no area; `needs` says how many schools have a need in a subject.
pub fn topics(
    areas: &[Area],
    subjects: &[Subject],
    apart: &BTreeSet<Subject>,
    needs: &dyn Fn(&Subject) -> usize,
    arrangement: &Arrangement,
) -> Vec<Line> {
    let wanted = |subject: &Subject| !arrangement.needs_only || needs(subject) > 0;
    let items = |area: Area| {
        subjects.iter().filter_map(move |subject| match subject {
            Subject::Item(code) if code.area() == area && !apart.contains(subject) => Some((*code, subject)),
            _ => None,
        })
    };
    let wanted_area = |area: &Area| wanted(&Subject::Area(*area)) || items(*area).any(|(_, subject)| wanted(subject));
    let mut areas: Vec<Area> = areas.iter().copied().filter(wanted_area).collect();
    if arrangement.order == AreaOrder::ByNeeds {
        areas.sort_by_cached_key(|&area| Reverse(needs(&Subject::Area(area))));
    }
    let mut lines = Vec::new();
    for area in areas {
        lines.push(Line::Area(area));
        if arrangement.open.contains(&area) {
            lines.extend(items(area).filter(|(_, subject)| wanted(subject)).map(|(code, _)| Line::Item(code)));
        }
    }
    let own: Vec<Line> = apart.iter().filter(|subject| wanted(subject)).map(Line::of).collect();
    if !own.is_empty() {
        lines.push(Line::OwnQuestions);
        if arrangement.own_open {
            lines.extend(own);
        }
    }
    lines
}

/// The lines of the table in both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Axes {
    pub rows: Vec<Line>,
    pub columns: Vec<Line>,
    /// Many schools go down, few stand across.
    pub schools_down: bool,
}

/// With more schools than this, schools go down.
const ACROSS: usize = 24;

impl Axes {
    pub fn new(schools: Vec<SchoolId>, topics: Vec<Line>, down: bool) -> Axes {
        let schools = schools.into_iter().map(Line::School).collect();
        match down {
            true => Axes { rows: schools, columns: topics, schools_down: true },
            false => Axes { rows: topics, columns: schools, schools_down: false },
        }
    }

    /// Whether that many schools go down.
    pub fn go_down(schools: usize) -> bool {
        schools > ACROSS
    }

    pub fn topics(&self) -> &[Line] {
        if self.schools_down { &self.columns } else { &self.rows }
    }

    pub fn schools(&self) -> Vec<SchoolId> {
        let lines = if self.schools_down { &self.rows } else { &self.columns };
        lines.iter().filter_map(|line| if let Line::School(id) = line { Some(id.clone()) } else { None }).collect()
    }

    /// The line of a row; 0 is the head.
    pub fn row(&self, place: usize) -> Line {
        place.checked_sub(1).and_then(|place| self.rows.get(place)).cloned().unwrap_or(Line::Head)
    }

    /// The line of a column; 0 is the head.
    pub fn column(&self, place: usize) -> Line {
        place.checked_sub(1).and_then(|place| self.columns.get(place)).cloned().unwrap_or(Line::Head)
    }

    /// The row with that word (see [`Line::word`]).
    pub fn row_called(&self, word: &str) -> Line {
        self.rows.iter().find(|line| line.word() == word).cloned().unwrap_or(Line::Head)
    }

    /// A row's place among the rows, from 0.
    pub fn row_place(&self, row: &Line) -> usize {
        self.rows.iter().position(|line| line == row).unwrap_or_default()
    }

    /// Row and column of a place; 0 is the head.
    pub fn position(&self, (row, column): &(Line, Line)) -> (usize, usize) {
        let place = |lines: &[Line], wanted: &Line| lines.iter().position(|line| line == wanted).map_or(0, |at| at + 1);
        (place(&self.rows, row), place(&self.columns, column))
    }

    /// The place itself while it is there, else the first cell.
    pub fn nearest(&self, place: &(Line, Line)) -> (Line, Line) {
        let (row, column) = self.position(place);
        if (row, column) == (0, 0) { (self.row(1), self.column(1)) } else { (self.row(row), self.column(column)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects<T: FromIterator<Subject>>(words: &[&str]) -> T {
        words.iter().map(|word| word.parse().unwrap()).collect()
    }

    fn shown(arrangement: &Arrangement) -> String {
        let all: Vec<Subject> = subjects(&["A1", "A2", "A99", "B1", "C1", "Do you like it here?"]);
        let apart = subjects(&["A99", "Do you like it here?"]);
        let needs = |subject: &Subject| match subject.to_string().as_str() {
            "A2" => 1,
            "B" => 2,
            "C" => 3,
            _ => 0,
        };
        let lines = topics(&[Area::A, Area::B, Area::C, Area::D], &all, &apart, &needs, arrangement);
        lines.iter().map(Line::word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn areas_open_into_their_items_and_own_questions_stand_apart() {
        assert_eq!(shown(&Arrangement::default()), "A B C D own");
        let open = Arrangement { open: BTreeSet::from([Area::A]), own_open: true, ..Default::default() };
        assert_eq!(shown(&open), "A A1 A2 B C D own A99 own Do you like it here?");
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

    fn axes(down: bool) -> Axes {
        let topics = vec![Line::Area(Area::A), Line::Area(Area::B)];
        Axes::new(vec!["s1".into(), "s2".into(), "s3".into()], topics, down)
    }

    #[test]
    fn few_schools_stand_across_and_many_go_down() {
        assert!(!Axes::go_down(5) && Axes::go_down(1000));
        assert_eq!(axes(false).row(1), Line::Area(Area::A));
        assert_eq!(axes(true).row(3), Line::School("s3".into()));
        for down in [false, true] {
            assert_eq!(axes(down).schools(), ["s1", "s2", "s3"]);
            assert_eq!(axes(down).topics().len(), 2);
        }
    }

    #[test]
    fn a_place_that_is_gone_gives_way_to_the_first_cell() {
        let axes = axes(false);
        let there = (Line::Area(Area::B), Line::School("s2".into()));
        assert_eq!(axes.position(&there), (2, 2));
        assert_eq!(axes.nearest(&there), there);
        let gone = (Line::Area(Area::H), Line::School("s9".into()));
        assert_eq!(axes.nearest(&gone), (Line::Area(Area::A), Line::School("s1".into())));
    }
}
