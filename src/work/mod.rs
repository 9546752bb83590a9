//! What the page asks of its worker, and what the worker answers: the heavy half of
//! the app, which may take long and must not freeze the page.
//!
//! Messages are JSON; a file's bytes go beside them and never pass through the page.

use crate::analysis::{Lens, Scope};
use crate::cluster::RoundId;
use crate::documents::workbook::workbook;
use crate::i18n::Lang;
use crate::reading::preview::Preview;
use crate::reading::{self, Choices, Opened, ReadResult, Reading};
use crate::selfie::Level;
use crate::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

mod surveyed;

/// Tells one file of the page from another.
pub type FileNumber = u32;

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Request {
    /// Read a file whose bytes come with the message, or that was sent before.
    Read { file: FileNumber, choices: Choices },
    /// Give all that was read of a file, result by result.
    Take { file: FileNumber },
    /// Forget a file.
    Forget { file: FileNumber },
    /// Write the Excel workbook of the grid as it is looked at.
    Workbook {
        #[serde(with = "surveyed")]
        workspace: Box<Workspace>,
        level: Level,
        round: RoundId,
        lens: Box<Lens>,
        lang: Lang,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    /// How much is done, 0–1.
    Progress {
        file: FileNumber,
        done: f32,
    },
    Read {
        file: FileNumber,
        preview: Box<Preview>,
    },
    Result {
        file: FileNumber,
        result: Box<ReadResult>,
    },
    /// All results have been given.
    Taken {
        file: FileNumber,
        fingerprint: String,
    },
    /// The workbook's bytes go beside the message; none if it could not be written.
    Workbook {
        #[serde(skip)]
        bytes: Option<Vec<u8>>,
    },
}

/// A file as the worker holds it.
struct Held {
    bytes: Vec<u8>,
    /// The choices of encoding and delimiter that it was opened with.
    opened: Option<(Choices, Opened)>,
    reading: Option<Reading>,
}

/// The worker's desk: the files that it has.
#[derive(Default)]
pub struct Desk {
    files: HashMap<FileNumber, Held>,
}

impl Desk {
    /// Puts a file on the desk.
    pub fn put(&mut self, file: FileNumber, bytes: Vec<u8>) {
        self.files.insert(file, Held { bytes, opened: None, reading: None });
    }

    /// Does what is asked, telling each answer.
    pub fn serve(&mut self, request: Request, tell: &mut dyn FnMut(Answer)) {
        match request {
            Request::Read { file, choices } => {
                if let Some(held) = self.files.get_mut(&file) {
                    held.read(file, choices, tell);
                }
            }
            Request::Take { file } => {
                let Some(held) = self.files.get(&file) else { return };
                for result in held.reading.as_ref().map(Reading::results).unwrap_or_default() {
                    tell(Answer::Result { file, result: Box::new(result) });
                }
                tell(Answer::Taken { file, fingerprint: reading::fingerprint(&held.bytes) });
            }
            Request::Forget { file } => {
                self.files.remove(&file);
            }
            Request::Workbook { workspace, level, round, lens, lang } => {
                tell(Answer::Workbook { bytes: workbook(&workspace, &Scope { level, round }, &lens, lang).ok() });
            }
        }
    }
}

impl Held {
    fn read(&mut self, file: FileNumber, choices: Choices, tell: &mut dyn FnMut(Answer)) {
        let same = |earlier: &Choices| earlier.encoding == choices.encoding && earlier.delimiter == choices.delimiter;
        if !self.opened.as_ref().is_some_and(|(earlier, _)| same(earlier)) {
            tell(Answer::Progress { file, done: 0.0 });
            self.opened = Some((choices.clone(), reading::open(&self.bytes, &choices)));
        }
        let Some((_, opened)) = &self.opened else { return };
        let mut progress = |done: f32| {
            tell(Answer::Progress { file, done: 0.3 + done * 0.7 });
            true
        };
        self.reading = opened.read(&choices, &mut progress);
        if let Some(reading) = &self.reading {
            tell(Answer::Read { file, preview: Box::new(Preview::of(opened, reading)) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_reads_the_same_file_again() {
        let mut desk = Desk::default();
        desk.put(1, "Kód;Tanárok\nA1;3,4\nA2;3.9\n".as_bytes().to_vec());
        let mut answers = Vec::new();
        desk.serve(Request::Read { file: 1, choices: Choices::default() }, &mut |a| answers.push(a));
        let choices = Choices { decimal: Some(reading::DecimalMark::Comma), ..Choices::default() };
        desk.serve(Request::Read { file: 1, choices }, &mut |a| answers.push(a));
        desk.serve(Request::Take { file: 1 }, &mut |a| answers.push(a));
        let counts: Vec<usize> = answers
            .iter()
            .filter_map(|a| match a {
                Answer::Read { preview, .. } => Some(preview.scores),
                Answer::Result { result, .. } => Some(result.scores.len()),
                _ => None,
            })
            .collect();
        assert_eq!(counts, [0, 1, 1]);
        assert!(matches!(answers.last(), Some(Answer::Taken { file: 1, .. })));
    }

    #[test]
    fn a_workbook_is_written() {
        let workspace = Box::new(Workspace::example(Lang::En, "x".into()));
        let Scope { level, round } = Scope::of(&workspace, None, None).expect("the example has results");
        let lens = Box::new(Lens::agreed(&workspace));
        let request = Request::Workbook { workspace, level, round, lens, lang: Lang::En };
        let request = serde_json::from_str(&serde_json::to_string(&request).expect("plain data")).expect("as written");
        let mut bytes = None;
        Desk::default().serve(request, &mut |answer| {
            if let Answer::Workbook { bytes: written } = answer {
                bytes = written;
            }
        });
        assert!(bytes.is_some_and(|b| b.starts_with(b"PK")));
    }

    #[test]
    fn messages_survive_the_way() {
        let mut desk = Desk::default();
        desk.put(7, b"Code,Teachers\nA1,3.4\nA2,39\n".to_vec());
        let mut texts = Vec::new();
        let mut tell = |answer: Answer| texts.push(serde_json::to_string(&answer).expect("plain data"));
        desk.serve(Request::Read { file: 7, choices: Choices::default() }, &mut tell);
        desk.serve(Request::Take { file: 7 }, &mut tell);
        for text in &texts {
            serde_json::from_str::<Answer>(text).expect("as it was written");
        }
        assert!(texts.len() >= 3);
    }
}
