//! A document as one HTML file: no script, no link, nothing to load; it opens from a
//! mail's attachment and prints on A4.

use super::{Block, Cell, Document, Head, Mark, Paper, Run, Table, Text};
use crate::analysis::{Distance, Verdict};
use crate::i18n::Lang;

/// Colours and type of a page that is handed out.
const STYLE: &str = include_str!("handout.css");
const ACROSS: &str = "@page{size:A4 landscape;margin:9mm 10mm}main{max-width:none}";

/// The whole file. Its policy forbids everything but its own style sheet.
pub fn html(document: &Document) -> String {
    let mut page = Writer { out: String::new(), lang: document.lang };
    page.out.push_str("<!doctype html>\n<html lang=\"");
    page.out.push_str(document.lang.tag());
    page.out.push_str("\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.out.push_str(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
    );
    page.out.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.element("title", &document.title);
    page.out.push_str("<style>\n");
    page.out.push_str(STYLE);
    if document.paper == Paper::Across {
        page.out.push_str(ACROSS);
    }
    page.out.push_str("</style>\n</head>\n<body>\n<main>\n");
    page.content(document);
    page.out.push_str("</main>\n</body>\n</html>\n");
    page.out
}

/// Title and blocks alone, to stand inside of a page. All text in it is escaped.
pub fn content(document: &Document) -> String {
    let mut page = Writer { out: String::new(), lang: document.lang };
    page.content(document);
    page.out
}

struct Writer {
    out: String,
    lang: Lang,
}

impl Writer {
    fn content(&mut self, document: &Document) {
        self.element("h1", &document.title);
        for block in &document.blocks {
            self.block(block);
        }
    }

    fn escaped(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                _ => self.out.push(c),
            }
        }
    }

    /// An element on a line of its own.
    fn element(&mut self, name: &str, text: &str) {
        self.inline(name, text);
        self.out.push('\n');
    }

    /// `start` may hold attributes of ours.
    fn inline(&mut self, start: &str, text: &str) {
        let name = start.split(' ').next().unwrap_or(start);
        self.out.push_str(&format!("<{start}>"));
        self.escaped(text);
        self.out.push_str(&format!("</{name}>"));
    }

    fn text(&mut self, text: &Text) {
        for run in &text.0 {
            match run {
                Run::Plain(text) => self.escaped(text),
                Run::Strong(text) => self.inline("strong", text),
            }
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => self.element("h2", text),
            Block::Subheading(text) => self.element("h3", text),
            Block::Remark(text) => self.element("p class=\"remark\"", text),
            Block::Paragraph(text) => {
                self.out.push_str("<p>");
                self.text(text);
                self.out.push_str("</p>\n");
            }
            Block::List(items) => {
                self.out.push_str("<ul>\n");
                for item in items {
                    self.out.push_str("<li>");
                    self.text(item);
                    self.out.push_str("</li>\n");
                }
                self.out.push_str("</ul>\n");
            }
            Block::Terms(terms) => {
                self.out.push_str("<dl>\n");
                for (term, meaning) in terms {
                    self.out.push_str("<div>");
                    self.inline("dt", term);
                    self.inline("dd", meaning);
                    self.out.push_str("</div>\n");
                }
                self.out.push_str("</dl>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Key(marks) => self.key(marks),
        }
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str("<table>\n");
        self.element("caption", &table.caption);
        self.out.push_str("<thead><tr>");
        self.inline("th scope=\"col\"", &table.corner);
        for column in &table.columns {
            self.head("col", column);
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for (head, cells) in &table.rows {
            self.out.push_str("<tr>");
            self.head("row", head);
            for cell in cells {
                self.cell(cell);
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n");
    }

    fn head(&mut self, scope: &str, head: &Head) {
        let inner = if head.inner { " class=\"inner\"" } else { "" };
        self.out.push_str(&format!("<th scope=\"{scope}\"{inner}>"));
        self.escaped(&head.text);
        if !head.below.is_empty() {
            self.out.push(' ');
            self.inline("small", &head.below);
        }
        self.out.push_str("</th>");
    }

    /// The sign is for eyes, the word for those who hear the page.
    fn cell(&mut self, cell: &Cell) {
        let Some(mark) = cell.mark else {
            return self.inline("td", &cell.text);
        };
        self.out.push_str(&format!("<td class=\"{}\">", class(mark)));
        self.escaped(&cell.text);
        self.sign(mark);
        self.inline("span class=\"unseen\"", &format!(" {}", mark.in_words(self.lang)));
        self.out.push_str("</td>");
    }

    fn sign(&mut self, mark: Mark) {
        if !mark.sign().is_empty() {
            self.inline("i aria-hidden=\"true\"", mark.sign());
        }
    }

    fn key(&mut self, marks: &[Mark]) {
        self.out.push_str("<ul class=\"key\">\n");
        for &mark in marks {
            self.out.push_str(&format!("<li><b class=\"{}\">", class(mark)));
            self.sign(mark);
            self.out.push_str("</b> ");
            self.escaped(mark.in_words(self.lang));
            self.out.push_str("</li>\n");
        }
        self.out.push_str("</ul>\n");
    }
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Verdict(Verdict::DeepNeed) | Mark::Distance(Distance::VeryFar) => "deep",
        Mark::Verdict(Verdict::Need) | Mark::Distance(Distance::Far) => "need",
        Mark::Verdict(Verdict::Undecided) => "undecided",
        Mark::Verdict(Verdict::Fine) | Mark::Distance(Distance::Near) => "fine",
        Mark::Verdict(Verdict::Strength) | Mark::Distance(Distance::Best) => "strength",
        Mark::Verdict(Verdict::NoData) => "none",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hostile(text: &str) -> Document {
        let head = Head { text: text.into(), below: text.into(), inner: true };
        let cell = Cell { text: text.into(), mark: Some(Mark::Verdict(Verdict::Need)) };
        let table = Table {
            caption: text.into(),
            corner: text.into(),
            columns: vec![head.clone()],
            rows: vec![(head, vec![cell, Cell { text: text.into(), mark: None }])],
        };
        Document {
            title: text.into(),
            lang: Lang::Hu,
            paper: Paper::Across,
            blocks: vec![
                Block::Heading(text.into()),
                Block::Subheading(text.into()),
                Block::Paragraph(Text::strong(text).and(text)),
                Block::Remark(text.into()),
                Block::List(vec![text.into()]),
                Block::Terms(vec![(text.into(), text.into())]),
                Block::Table(table),
                Block::Key(vec![Mark::Verdict(Verdict::Strength)]),
            ],
        }
    }

    proptest! {
        #[test]
        fn what_people_wrote_is_never_markup(text in "\\PC{0,12}") {
            let marked = html(&hostile(&format!("\u{1}{text}<script>alert('1')</script>&amp;\"\u{2}")));
            let plain = html(&hostile("\u{1}\u{2}"));
            let count = |page: &str, c: char| page.chars().filter(|found| *found == c).count();
            for c in ['<', '>', '"'] {
                prop_assert_eq!(count(&marked, c), count(&plain, c), "{}", c);
            }
            prop_assert!(!marked.contains("<script"));
            prop_assert!(marked.contains("&amp;amp;"));
        }
    }

    #[test]
    fn a_page_stands_alone() {
        let page = html(&hostile("x"));
        assert!(page.starts_with("<!doctype html>\n<html lang=\"hu\">"));
        for loaded in ["src=", "href=", "url(", "@import", "http:", "https:"] {
            assert!(!page.contains(loaded), "{loaded}");
        }
        assert!(page.contains(
            "<td class=\"need\">x<i aria-hidden=\"true\">▼</i><span class=\"unseen\"> fejlesztendő</span></td>"
        ));
        assert!(page.contains("landscape"));
    }
}
