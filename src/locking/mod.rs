//! Files that only those can read who have the passphrase: the [age] format, which
//! Kapocs and the age tool both open.
//!
//! A passphrase becomes a key by scrypt, which takes time and memory so that guessing
//! does; the file says how much. In the browser a worker of its own does it, which
//! arrives when the first file is locked or opened: see [`Request`].
//!
//! [age]: https://age-encryption.org/v1

use age::secrecy::SecretString;
use age::{DecryptError, scrypt};
use serde::{Deserialize, Serialize};

/// Files are locked with 2^16 rounds of scrypt: 64 MiB, which a phone has, and no longer
/// than people like to wait.
const WORK: u8 = 16;

/// Files with more than 2^20 rounds (1 GiB) are not opened. The age tool writes 2^18, and
/// other programs of the format what takes their machine about a second.
const MOST_WORK: u8 = 20;

/// The fewest characters that are taken for a passphrase.
pub const SHORTEST: usize = 10;

/// How a locked file begins: as it is, or as text that mail programs leave alone.
const BEGINNINGS: [&[u8]; 2] = [b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----"];

/// How a file of the format's first version begins: what cannot be read in one is damaged.
const FIRST_VERSION: &[u8] = b"age-encryption.org/v1\n";

/// What the page asks; the bytes go beside the message.
#[derive(Clone, Serialize, Deserialize)]
pub enum Request {
    Lock { phrase: String },
    Open { phrase: String },
}

/// The bytes go beside the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    Done,
    Refused(Refusal),
}

/// Why a file was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    WrongPhrase,
    /// Locked for somebody's key instead of with a passphrase.
    NoPhrase,
    /// Changed or cut since it was locked.
    Damaged,
    /// Opening would take more time and memory than any sound file needs.
    TooMuchWork,
    /// Of a later version of the format.
    Newer,
}

impl Request {
    /// Does what is asked with these bytes.
    pub fn serve(self, bytes: &[u8]) -> (Answer, Vec<u8>) {
        match self {
            Request::Lock { phrase } => match lock(bytes, phrase) {
                Ok(locked) => (Answer::Done, locked),
                Err(refusal) => (Answer::Refused(refusal), Vec::new()),
            },
            Request::Open { phrase } => match open(bytes, phrase) {
                Ok(opened) => (Answer::Done, opened),
                Err(refusal) => (Answer::Refused(refusal), Vec::new()),
            },
        }
    }
}

/// Whether a file is one that was locked.
pub fn is_locked(bytes: &[u8]) -> bool {
    BEGINNINGS.iter().any(|beginning| bytes.starts_with(beginning))
}

/// Locks bytes with a passphrase.
///
/// # Errors
/// Only where the machine gives no random numbers or no memory.
pub fn lock(bytes: &[u8], phrase: String) -> Result<Vec<u8>, Refusal> {
    let mut recipient = scrypt::Recipient::new(SecretString::from(phrase));
    recipient.set_work_factor(WORK);
    age::encrypt(&recipient, bytes).map_err(|_| Refusal::Damaged)
}

/// Opens what was locked with a passphrase.
///
/// # Errors
/// Says why it cannot be opened; nothing of a damaged file is given out.
pub fn open(bytes: &[u8], phrase: String) -> Result<Vec<u8>, Refusal> {
    let mut identity = scrypt::Identity::new(SecretString::from(phrase));
    identity.set_max_work_factor(MOST_WORK);
    age::decrypt(&identity, bytes).map_err(|error| match error {
        DecryptError::DecryptionFailed | DecryptError::KeyDecryptionFailed => Refusal::WrongPhrase,
        DecryptError::ExcessiveWork { .. } => Refusal::TooMuchWork,
        DecryptError::NoMatchingKeys => Refusal::NoPhrase,
        DecryptError::UnknownFormat if !bytes.starts_with(FIRST_VERSION) => Refusal::Newer,
        _ => Refusal::Damaged,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHRASE: &str = "három zöld alma az asztalon";

    fn opened(bytes: &[u8], phrase: &str) -> Result<Vec<u8>, Refusal> {
        open(bytes, phrase.to_owned())
    }

    #[test]
    fn what_was_locked_opens_with_the_phrase_alone() {
        let text = "{\"format\": \"kapocs-workspace\"}".repeat(5_000);
        let (answer, locked) = Request::Lock { phrase: PHRASE.to_owned() }.serve(text.as_bytes());
        assert_eq!(answer, Answer::Done);
        assert!(is_locked(&locked) && !is_locked(text.as_bytes()));
        assert_eq!(opened(&locked, PHRASE).as_deref(), Ok(text.as_bytes()));
        for wrong in ["", "harom zold alma az asztalon", "három zöld alma az asztalon "] {
            assert_eq!(opened(&locked, wrong), Err(Refusal::WrongPhrase), "{wrong}");
        }
        let refused = Request::Open { phrase: "x".to_owned() }.serve(&locked);
        assert_eq!(refused, (Answer::Refused(Refusal::WrongPhrase), Vec::new()));
    }

    /// Made by the age tool: `age -p`, and the same with `-a`.
    #[test]
    fn files_of_the_age_tool_open() {
        for name in ["locked-by-age.kapocs.age", "locked-by-age-as-text.kapocs.age"] {
            let locked = std::fs::read(format!("tests/samples/workspaces/{name}")).unwrap();
            assert!(is_locked(&locked));
            let file = opened(&locked, "correct horse battery staple").unwrap();
            assert_eq!(file, std::fs::read("tests/samples/workspaces/version-1.kapocs.json").unwrap());
        }
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let locked = lock(&[7; 70_000], PHRASE.to_owned()).unwrap();
        let header = locked.windows(4).position(|w| w == b"\n---").unwrap();
        for cut in [header, header + 60, 65_000, locked.len() - 1] {
            assert_eq!(opened(&locked[..cut], PHRASE), Err(Refusal::Damaged), "{cut}");
        }
        for flipped in [header + 6, header + 70, locked.len() - 1] {
            let mut locked = locked.clone();
            locked[flipped] ^= 1;
            assert_eq!(opened(&locked, PHRASE), Err(Refusal::Damaged), "{flipped}");
        }
        // No letter that can stand there.
        let mut locked = locked;
        locked[header + 6] = b'*';
        assert_eq!(opened(&locked, PHRASE), Err(Refusal::Damaged));
    }

    #[test]
    fn hostile_and_foreign_files_are_refused_at_once() {
        let locked = lock(b"x", PHRASE.to_owned()).unwrap();
        let text = String::from_utf8_lossy(&locked[..60]).into_owned();
        let work = text.find(" 16\n").unwrap();
        let mut hostile = locked.clone();
        hostile.splice(work..work + 3, b" 30".iter().copied());
        assert_eq!(opened(&hostile, PHRASE), Err(Refusal::TooMuchWork));
        let newer = b"age-encryption.org/v9\n-> x\n\n--- x\n".to_vec();
        assert!(is_locked(&newer));
        assert!(matches!(opened(&newer, PHRASE), Err(Refusal::Newer | Refusal::Damaged)));
        let key: age::x25519::Recipient =
            "age1t7rxyev2z3rw82stdlrrepyc39nvn86l5078zqkf5uasdy86jp6svpy7pa".parse().unwrap();
        assert_eq!(opened(&age::encrypt(&key, b"x").unwrap(), PHRASE), Err(Refusal::NoPhrase));
    }
}
