//! A word at the bottom of the page about what just happened: how long it stays, and what
//! its button takes back.

use crate::workspace::StepNumber;
use std::time::Duration;

/// Whoever navigates within this time does not leave the word behind: the page itself went
/// on, as after deleting what it showed.
const MOMENT: Duration = Duration::from_secs(1);
/// Nobody reads in less time.
const LEAST: Duration = Duration::from_secs(8);
/// What a slow reader takes for a letter.
const PER_LETTER: Duration = Duration::from_millis(100);

/// It tells of an edit and offers to take it back, or just tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub text: String,
    undo: Option<StepNumber>,
    /// Since any fixed moment, as everywhere here.
    said: Duration,
    /// How many pages were left since.
    pages_left: u8,
}

impl Message {
    /// `undo` is the edit that it tells of.
    pub fn new(text: String, undo: Option<StepNumber>, now: Duration) -> Message {
        Message { text, undo, said: now, pages_left: 0 }
    }

    /// The edit that its button takes back.
    pub fn undo(&self) -> Option<StepNumber> {
        self.undo
    }

    /// Whether it stays when undo would take back `last`: its button must not take back
    /// another edit than the one that it tells of.
    pub fn stays_beside(&self, last: Option<StepNumber>) -> bool {
        self.undo.is_none() || self.undo == last
    }

    /// Another page is shown; whether it stays. What can be taken back stays for one page more.
    pub fn stays_after_leaving(&mut self, now: Duration) -> bool {
        if now.saturating_sub(self.said) < MOMENT {
            return true;
        }
        self.pages_left += 1;
        self.undo.is_some() && self.pages_left < 2
    }

    /// How long it stays by itself; `None` for as long as somebody closes it.
    pub fn lasts(&self) -> Option<Duration> {
        let letters = u32::try_from(self.text.chars().count()).unwrap_or(u32::MAX);
        self.undo.is_none().then(|| PER_LETTER.saturating_mul(letters).max(LEAST))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::{Book, ReplicaId, Workspace};
    use std::sync::Arc;

    const LATER: Duration = Duration::from_secs(20);

    fn rename(book: &mut Book, name: &str) -> Option<StepNumber> {
        book.edit(0, |w| Arc::make_mut(&mut w.cluster).name = name.into());
        book.last_step()
    }

    #[test]
    fn it_goes_when_its_edit_is_no_more_the_last() {
        let mut book = Book::new(Workspace::default(), ReplicaId(1), 0);
        let message = Message::new("Renamed.".into(), rename(&mut book, "Hill"), LATER);
        assert!(message.stays_beside(book.last_step()));
        rename(&mut book, "Valley");
        assert!(!message.stays_beside(book.last_step()));
        book.undo(0);
        assert!(message.stays_beside(book.last_step()), "it is the last again");
        book.undo(0);
        assert!(!message.stays_beside(book.last_step()));
        // Another edit in its place is another edit.
        rename(&mut book, "Hill");
        assert!(!message.stays_beside(book.last_step()));
    }

    #[test]
    fn what_just_tells_goes_with_its_page_or_when_it_was_read() {
        let mut message = Message::new("In your downloads.".into(), None, LATER);
        assert_eq!(message.lasts(), Some(LEAST));
        assert!(message.stays_beside(None));
        assert!(message.stays_after_leaving(LATER + MOMENT / 2), "the edit itself went to another page");
        assert!(!message.stays_after_leaving(LATER + MOMENT));
        let long = Message::new("x".repeat(200), None, LATER);
        assert_eq!(long.lasts(), Some(Duration::from_secs(20)));
    }

    #[test]
    fn what_can_be_taken_back_stays_for_one_page_more() {
        let mut book = Book::new(Workspace::default(), ReplicaId(1), 0);
        let mut message = Message::new("Renamed.".into(), rename(&mut book, "Hill"), LATER);
        assert_eq!(message.lasts(), None);
        assert!(message.stays_after_leaving(LATER));
        assert!(message.stays_after_leaving(LATER * 2));
        assert!(!message.stays_after_leaving(LATER * 3));
    }
}
