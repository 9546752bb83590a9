//! The grid as a page: on one sheet across, for a wall or a meeting.

use super::{Block, Cell, Document, Head, Mark, Paper, Table, Text};
use crate::analysis::{Axes, Distance, Grid, Lens, Measure, Readings, Scope, Verdict};
use crate::cluster::{Agreement, CellKey, CellNote, SchoolId};
use crate::i18n::Lang;
use crate::selfie::{Edition, Subject};
use crate::workspace::Workspace;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All schools as they are looked at, in the cluster's order; with the items below their
/// areas, and own questions at the end, if wanted.
pub fn page(workspace: &Workspace, scope: &Scope, lens: &Lens, items: bool, lang: Lang) -> Document {
    let grid = Grid::of(workspace, scope);
    let readings = grid.read(&lens.groups(), lens.rule.certainty);
    let view = View { workspace, grid: &grid, readings: &readings, lens, lang };
    let table = Table { caption: about(workspace, scope, lang), ..view.table(items) };
    let mut blocks = vec![Block::Table(table), Block::Key(key(lens.measure))];
    blocks.push(Block::Heading(lang.school_rule().to_owned()));
    blocks.push(Block::Paragraph(lang.lens_in_words(lens).into()));
    if !lens.tried && lens.measure == Measure::ByRule {
        blocks.extend(lang.rule_decision(&lens.rule).map(Block::Remark));
    }
    blocks.extend(notes(workspace, scope, grid.edition, None, lang));
    let title = match workspace.cluster.name.trim() {
        "" => lang.grid_title().to_owned(),
        cluster => lang.handout_grid(cluster),
    };
    Document { title, lang, paper: Paper::Across, blocks }
}

/// What a key of the grid explains.
pub(super) fn key(measure: Measure) -> Vec<Mark> {
    match measure {
        Measure::ByRule => Verdict::SHOWN.map(Mark::Verdict).into(),
        Measure::DistanceToBest => Distance::SHOWN.map(Mark::Distance).into(),
    }
}

/// What colours a cell of the grid.
pub(super) fn mark(readings: &Readings, school: usize, topic: usize, lens: &Lens) -> Mark {
    match (lens.measure, readings.behind_best(school, topic)) {
        (Measure::DistanceToBest, Some(behind)) => Mark::Distance(Distance::of(behind)),
        _ => Mark::Verdict(readings.verdict(school, topic, &lens.rule)),
    }
}

/// Round and level.
pub(super) fn about(workspace: &Workspace, scope: &Scope, lang: Lang) -> String {
    format!("{} · {}", workspace.round_called(&scope.round), lang.level(scope.level))
}

/// How values were read: the rule, and how it came about.
pub(super) fn rule_blocks(rule: &Agreement, lang: Lang) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(lang.school_rule().to_owned()),
        Block::Paragraph(Text::strong(lang.rule_sentence(rule)).and(format!(" {}", lang.rule_details(rule)))),
    ];
    blocks.extend(lang.rule_decision(rule).map(Block::Remark));
    blocks
}

/// What people noted on cells of a level and round.
pub(super) fn notes_on_cells(workspace: &Workspace, scope: &Scope) -> BTreeMap<(SchoolId, Subject), String> {
    let noted = |(key, note): (&String, &Arc<CellNote>)| {
        let key = CellKey::from_id(key)?;
        let text = note.text.trim();
        let here = key.survey.level == scope.level && key.survey.round == scope.round;
        let known = workspace.schools.contains_key(&key.survey.school);
        (here && known && !text.is_empty()).then(|| ((key.survey.school, key.subject), text.to_owned()))
    };
    workspace.cell_notes.iter().filter_map(noted).collect()
}

/// The notes of one school, or of all, as a section; none if there are none.
pub(super) fn notes(
    workspace: &Workspace,
    scope: &Scope,
    edition: Edition,
    school: Option<&SchoolId>,
    lang: Lang,
) -> Vec<Block> {
    let noted = notes_on_cells(workspace, scope);
    let wanted = noted.iter().filter(|((of, _), _)| school.is_none_or(|school| school == of));
    let notes: Vec<Text> = wanted
        .map(|((of, subject), text)| {
            let about = workspace.subject_called(edition, subject, lang);
            let head = match school {
                Some(_) => about,
                None => format!("{}, {about}", workspace.school_called(of)),
            };
            Text::strong(head).and(format!(": {text}"))
        })
        .collect();
    match notes.is_empty() {
        true => Vec::new(),
        false => vec![Block::Heading(lang.school_notes().to_owned()), Block::List(notes)],
    }
}

struct View<'a> {
    workspace: &'a Workspace,
    grid: &'a Grid,
    readings: &'a Readings,
    lens: &'a Lens,
    lang: Lang,
}

impl View<'_> {
    /// A few schools stand across, many go down.
    fn table(&self, items: bool) -> Table {
        let topics = self.grid.topics(items);
        let schools: Vec<Head> = (0..self.grid.schools.len()).map(|school| self.school(school)).collect();
        let heads: Vec<Head> = topics.iter().map(|topic| self.topic(*topic)).collect();
        let places = 0..self.grid.schools.len();
        if Axes::go_down(schools.len()) {
            let row = |school: usize| topics.iter().map(|topic| self.cell(school, *topic)).collect();
            let rows = places.map(row).collect::<Vec<_>>();
            let corner = self.lang.grid_school().to_owned();
            let rows = schools.into_iter().zip(rows).collect();
            return Table { corner, columns: heads, rows, ..Table::default() };
        }
        let rows = topics.iter().map(|topic| places.clone().map(|school| self.cell(school, *topic)).collect());
        let rows = heads.into_iter().zip(rows.collect::<Vec<_>>()).collect();
        Table { corner: self.lang.grid_area().to_owned(), columns: schools, rows, ..Table::default() }
    }

    fn school(&self, place: usize) -> Head {
        let text = self.grid.schools.get(place).map(|id| self.workspace.school_called(id).to_owned());
        let below = self.lang.below_school(self.grid.state(place), self.grid.answers(place, &self.lens.groups()));
        Head { text: text.unwrap_or_default(), below, inner: false }
    }

    fn topic(&self, place: usize) -> Head {
        let subject = self.grid.subjects.get(place);
        let text = subject.map(|subject| self.workspace.subject_called(self.grid.edition, subject, self.lang));
        let inner = !matches!(subject, Some(Subject::Area(_)));
        Head { text: text.unwrap_or_default(), below: String::new(), inner }
    }

    fn cell(&self, school: usize, topic: usize) -> Cell {
        let decimal = |value: f64| self.lang.decimal(value, 1);
        let value = self.readings.reading(school, topic).map(|reading| decimal(reading.shown()));
        let behind = self.readings.behind_best(school, topic);
        let text = match (self.lens.measure, value, behind) {
            (_, None, _) => "–".to_owned(),
            (Measure::DistanceToBest, Some(value), Some(behind)) => {
                format!("{} ({value})", self.lang.difference(-behind, 1))
            }
            (_, Some(value), _) => value,
        };
        Cell { text, mark: Some(mark(self.readings, school, topic, self.lens)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cluster::School;

    fn table(document: &Document) -> &Table {
        let mut tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        tables.next().unwrap()
    }

    #[test]
    fn items_stand_below_their_area_and_own_questions_last() {
        let workspace = Workspace::example(Lang::En, "x".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        let areas = page(&workspace, &scope, &Lens::agreed(&workspace), false, Lang::En);
        assert_eq!(table(&areas).rows.len(), 8);
        let all = page(&workspace, &scope, &Lens::agreed(&workspace), true, Lang::En);
        let heads: Vec<&str> = table(&all).rows.iter().map(|(head, _)| head.text.as_str()).collect();
        assert!(heads[0].starts_with("A ") && heads[1].starts_with("A1 ") && heads.len() > 40, "{heads:?}");
        assert!(heads.last().unwrap().starts_with("I know whom to ask"));
        assert!(table(&all).rows.iter().all(|(_, cells)| cells.len() == 5));
    }

    #[test]
    fn many_schools_go_down() {
        let mut workspace = Workspace::example(Lang::En, "x".into());
        for place in 0..30 {
            workspace.schools.insert(format!("z{place:02}"), Arc::new(School::default()));
        }
        let scope = Scope::of(&workspace, None, None).unwrap();
        let document = page(&workspace, &scope, &Lens::agreed(&workspace), false, Lang::En);
        assert_eq!((table(&document).rows.len(), table(&document).columns.len()), (35, 8));
        assert_eq!(table(&document).rows[34].0.below, "no data");
    }

    #[test]
    fn it_says_whose_answers_it_shows_and_how() {
        let workspace = Workspace::example(Lang::En, "x".into());
        let scope = Scope::of(&workspace, None, None).unwrap();
        let words = |lens: &Lens| crate::documents::html::content(&page(&workspace, &scope, lens, false, Lang::En));
        let agreed = Lens::agreed(&workspace);
        assert!(words(&agreed).contains("Leaders and teachers count"));
        let alone = Lens { group: Some(crate::selfie::Group::Leaders), ..agreed.clone() };
        assert!(words(&alone).contains("Only the answers of leaders are shown."));
        assert!(words(&alone).contains("<small>n 5</small>"), "{}", words(&alone));
        let tried = Lens { tried: true, ..agreed.clone() };
        assert!(words(&tried).contains("only being tried") && !words(&tried).contains("Decided on"));
        let distance = Lens { measure: Measure::DistanceToBest, ..agreed };
        assert!(words(&distance).contains("<td class=\"strength\">0.0 ("), "{}", words(&distance));
    }
}
