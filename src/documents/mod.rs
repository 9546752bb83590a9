//! What is handed out: one model of a document, what each document says, and its
//! renderers.
//!
//! - [`tidy`]: the scores as CSV, which reads back without loss
//! - [`grid_rows`]: what the rule says of them as CSV
//! - [`workbook`]: grid, rule and scores for Excel (heavy: only the worker links it)
//! - [`grid`], [`school`], [`before_you_answer`]: pages, as a [`Document`]
//! - [`html`]: a document as one file that opens and prints anywhere
//!
//! Text that people wrote stays text everywhere: never markup, never a formula.

pub mod before_you_answer;
pub mod grid;
pub mod grid_rows;
pub mod html;
pub mod ics;
pub mod school;
pub mod tidy;
pub mod workbook;

use crate::analysis::{Distance, Lens, Scope, Verdict};
use crate::cluster::SchoolId;
use crate::i18n::Lang;
use crate::selfie::Group;
use crate::workspace::Workspace;

/// The pages that can be handed out.
#[derive(Clone, Debug, PartialEq)]
pub enum Page {
    /// A school's strengths and needs in words.
    School { school: SchoolId, scope: Scope },
    /// The grid as it is looked at; with the items below their areas if wanted.
    Grid { scope: Scope, items: bool, lens: Box<Lens> },
    /// What the questions mean, for one group.
    BeforeYouAnswer { group: Group },
}

impl Page {
    /// `None` if what it is about is not there.
    pub fn document(&self, workspace: &Workspace, lang: Lang) -> Option<Document> {
        match self {
            Page::School { school, scope } => school::page(workspace, scope, school, lang),
            Page::Grid { scope, items, lens } => Some(grid::page(workspace, scope, lens, *items, lang)),
            Page::BeforeYouAnswer { group } => Some(before_you_answer::page(workspace, *group, lang)),
        }
    }
}

/// A title as a file's name: without what some systems do not take, and not too long for them.
pub fn file_name(title: &str, ending: &str) -> String {
    const LONGEST: usize = 100;
    let plain = title.chars().filter(|c| !c.is_control() && !"/\\:*?\"<>|".contains(*c));
    let short: String = plain.take(LONGEST).collect();
    format!("{}.{ending}", short.trim_matches(['.', ' ']))
}

/// Something to read or to print, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    pub title: String,
    pub lang: Lang,
    pub paper: Paper,
    pub blocks: Vec<Block>,
}

/// How an A4 sheet lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paper {
    #[default]
    Upright,
    Across,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A section's heading; the title stands above all of them.
    Heading(String),
    /// A heading inside a section.
    Subheading(String),
    Paragraph(Text),
    /// Less loud: where it comes from, how it was read.
    Remark(String),
    List(Vec<Text>),
    /// Things with what they mean.
    Terms(Vec<(String, String)>),
    Table(Table),
    /// What the signs and colours of a table mean.
    Key(Vec<Mark>),
}

/// What colours a cell of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Verdict(Verdict),
    Distance(Distance),
}

impl Mark {
    /// What stands beside the value, so that colour never tells it alone.
    pub fn sign(self) -> &'static str {
        match self {
            Mark::Verdict(verdict) => verdict.sign(),
            // The number itself tells how far.
            Mark::Distance(_) => "",
        }
    }

    pub fn in_words(self, lang: Lang) -> &'static str {
        match self {
            Mark::Verdict(verdict) => lang.verdict(verdict),
            Mark::Distance(distance) => lang.distance(distance),
        }
    }
}

/// A line of text with what is strong in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Run>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Run {
    Plain(String),
    Strong(String),
}

impl Text {
    pub fn strong(text: impl Into<String>) -> Text {
        Text(vec![Run::Strong(text.into())])
    }

    /// With more behind it.
    pub fn and(mut self, text: impl Into<String>) -> Text {
        self.0.push(Run::Plain(text.into()));
        self
    }
}

impl<T: Into<String>> From<T> for Text {
    fn from(text: T) -> Text {
        Text(vec![Run::Plain(text.into())])
    }
}

/// A table with heads above and in front.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub caption: String,
    /// Above the heads of the rows.
    pub corner: String,
    pub columns: Vec<Head>,
    pub rows: Vec<(Head, Vec<Cell>)>,
}

/// The head of a row or a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub text: String,
    /// What stands below it, smaller.
    pub below: String,
    /// Belongs to the one before it, as an item does to its area.
    pub inner: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    pub text: String,
    pub mark: Option<Mark>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_text(text: &Text) -> Vec<&str> {
        let runs = text.0.iter().map(|run| match run {
            Run::Plain(text) | Run::Strong(text) => text.as_str(),
        });
        runs.collect()
    }

    /// Every string that a document shows.
    fn strings(document: &Document) -> Vec<&str> {
        let mut all = vec![document.title.as_str()];
        for block in &document.blocks {
            match block {
                Block::Heading(text) | Block::Subheading(text) | Block::Remark(text) => all.push(text),
                Block::Paragraph(text) => all.extend(of_text(text)),
                Block::List(items) => all.extend(items.iter().flat_map(of_text)),
                Block::Terms(terms) => all.extend(terms.iter().flat_map(|(a, b)| [a.as_str(), b.as_str()])),
                Block::Table(table) => {
                    all.push(&table.caption);
                    all.extend(table.columns.iter().map(|head| head.text.as_str()));
                    all.extend(table.rows.iter().map(|(head, _)| head.text.as_str()));
                }
                Block::Key(_) => {}
            }
        }
        all
    }

    #[test]
    fn no_document_holds_an_empty_text_or_an_open_placeholder() {
        for lang in Lang::ALL {
            let workspace = Workspace::example(lang, "x".into());
            let scope = Scope::of(&workspace, None, None).unwrap();
            let mut pages: Vec<Page> = Group::ALL.map(|group| Page::BeforeYouAnswer { group }).into();
            pages.extend([false, true].map(|items| {
                let lens = Box::new(Lens::agreed(&workspace));
                Page::Grid { scope: scope.clone(), items, lens }
            }));
            let schools = workspace.schools.keys().cloned();
            pages.extend(schools.map(|school| Page::School { school, scope: scope.clone() }));
            let documents: Vec<Document> = pages.iter().filter_map(|page| page.document(&workspace, lang)).collect();
            assert_eq!(documents.len(), 11);
            let nobody = Page::School { school: "nobody".into(), scope };
            assert_eq!(nobody.document(&workspace, lang), None);
            for document in &documents {
                for text in strings(document) {
                    assert!(!text.is_empty() && !text.contains(['{', '}']), "{}: {text:?}", document.title);
                }
            }
        }
    }
}
