//! What goes into a file that is shared, and locking it with a passphrase.

use super::Lang;
use crate::locking::Refusal;
use crate::workspace::Bundle;
use crate::workspace::bundle::Contents;

texts! {
    part_title => "What goes into the file" | "Mi kerüljön a fájlba";
    part_everything => "Everything" | "Minden";
    part_everything_words => "For those who work on it with you, and as a backup."
        | "Munkatársaknak, és biztonsági mentésnek.";
    part_without_names => "Without names and notes" | "Nevek és jegyzetek nélkül";
    part_without_names_words => "All schools and results; no coordinators, contacts, names of people, or notes on the grid."
        | "Minden iskola és eredmény; koordinátorok, elérhetőségek, személynevek és a rácshoz írt jegyzetek nélkül.";
    part_school => "One school" | "Egy iskola";
    part_school_words => "For its staff: its own data, results and notes, and what is the cluster’s. Of other schools neither results nor contacts."
        | "A munkatársainak: saját adatai, eredményei, jegyzetei és ami az iskolaköré. A többi iskola eredményei és elérhetőségei nélkül.";
    part_which_school => "Which school" | "Melyik iskola";
    part_office => "For the national office" | "Az országos irodának";
    part_office_words(minimum) => "Schools, agreement and results, without names and notes. Groups with fewer than {minimum} answers, or of unknown size, are left out."
        | "Iskolák, megállapodás, eredmények; nevek és jegyzetek nélkül. Kimaradnak azok a csoportok, amelyekből {minimum} válasznál kevesebb érkezett, vagy nem ismert, hány.";
    part_areas => "Areas only" | "Csak a területek";
    part_areas_words => "As for the national office, but with the means of the areas and no single questions."
        | "Mint az országos irodának, de csak a területek átlagaival, kérdések nélkül.";

    lock_with_phrase => "Protect with a passphrase" | "Védelem jelmondattal";
    lock_phrase => "Passphrase" | "Jelmondat";
    lock_phrase_hint(least) => "At least {least} characters. Four or five words that do not belong together are good."
        | "Legalább {least} karakter. Jó választás négy-öt össze nem tartozó szó.";
    lock_show => "Show it" | "Látszódjon";
    lock_words => "Tell it to your colleagues by another way than the file, by telephone for example. Whoever loses it cannot open the file any more: nobody can recover it."
        | "A jelmondatot más úton adja meg a kollégáknak, mint a fájlt, például telefonon. Ha elvész, a fájlt többé senki sem tudja megnyitni: nincs, aki helyreállítsa.";
    lock_too_short(least) => "The passphrase needs at least {least} characters." | "A jelmondat legyen legalább {least} karakter.";

    unlock_title => "This file is protected" | "Ez a fájl védett";
    unlock_lead => "Type the passphrase that you were told with the file." | "Írja be a fájlhoz kapott jelmondatot.";
    unlock_open => "Open the file" | "A fájl megnyitása";
    unlock_busy => "Opening…" | "Megnyitás…";
    unlock_wrong => "That is not this file’s passphrase. Capital letters, accents and spaces count; please try again."
        | "Nem ez a fájl jelmondata. A nagybetűk, az ékezetek és a szóközök is számítanak; próbálja újra.";
    unlock_no_phrase => "This file was locked for somebody’s key, not with a passphrase. Kapocs opens only files with a passphrase; please ask for one."
        | "Ezt a fájlt valakinek a kulcsával zárták le, nem jelmondattal. A Kapocs csak jelmondattal védett fájlt nyit meg; kérjen ilyet.";
    unlock_damaged => "The file is damaged: it was changed or cut on its way. Please ask for it once more. Nothing was changed here."
        | "A fájl sérült: útközben megváltozott vagy megcsonkult. Kérje el még egyszer. Itt semmi nem változott.";
    unlock_too_much => "This file asks for far more time and memory than any sound file needs, so it is not opened. Please ask for one saved with Kapocs."
        | "A fájl megnyitása jóval több időt és memóriát kívánna, mint amennyi egy rendes fájlhoz kell, ezért nem nyílik meg. Kérjen olyat, amelyet a Kapoccsal mentettek.";
    unlock_newer => "The file was locked by a newer program than this one knows. Reload this page while online, then open the file again."
        | "A fájlt a most ismertnél újabb program zárta le. Frissítse ezt az oldalt internetkapcsolat mellett, azután nyissa meg újra a fájlt.";
    unlock_broke_down => "This device could not open it: it has too little free memory, or a part of Kapocs is missing. Close other pages and try again."
        | "Ez az eszköz nem tudta megnyitni: kevés a szabad memória, vagy hiányzik a Kapocs egyik része. Zárjon be más oldalakat, és próbálja újra.";

    terminal_no_phrase => "is protected: give the passphrase with --passphrase-file" | "védett: adja meg a jelmondatot a --passphrase-file kapcsolóval";

    file_nothing_open => "No workspace is open." | "Nincs megnyitott munkafüzet.";
    file_not_locked => "The file could not be locked, so nothing was saved: this device has too little free memory, or a part of Kapocs is missing. Close other pages and try again."
        | "A fájlt nem sikerült lezárni, ezért semmi sem mentődött: kevés a szabad memória, vagy hiányzik a Kapocs egyik része. Zárjon be más oldalakat, és próbálja újra.";

    notice_school_part(school) => "The file is the part for one school ({school}). What it leaves out stays here as it is."
        | "A fájl egy iskola részét tartalmazza ({school}). Ami kimaradt belőle, az itt változatlan marad.";
    notice_extract => "The file is an extract for looking at: its survey results are shortened and change no results elsewhere. What it leaves out stays here as it is."
        | "A fájl betekintésre szánt kivonat: a benne lévő eredmények rövidítettek, és másutt nem írnak felül eredményt. Ami kimaradt belőle, az itt változatlan marad.";
}

/// Why there is no file to hand over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoFile {
    NothingOpen,
    /// What makes it did not arrive.
    PartMissing,
    NotLocked,
}

impl Lang {
    pub fn no_file(self, reason: NoFile) -> &'static str {
        match reason {
            NoFile::NothingOpen => self.file_nothing_open(),
            NoFile::PartMissing => self.part_missing(),
            NoFile::NotLocked => self.file_not_locked(),
        }
    }

    /// Why a locked file was not opened, and what to do.
    pub fn refusal(self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::WrongPhrase => self.unlock_wrong(),
            Refusal::NoPhrase => self.unlock_no_phrase(),
            Refusal::Damaged => self.unlock_damaged(),
            Refusal::TooMuchWork => self.unlock_too_much(),
            Refusal::Newer => self.unlock_newer(),
        }
    }

    /// What a part means for whoever opens it.
    pub(super) fn part_notice(self, bundle: &Bundle) -> Option<String> {
        match &bundle.written.part {
            Contents::Everything if !bundle.written.without_names => None,
            Contents::Everything | Contents::WithoutNames => Some(self.notice_without_names().to_owned()),
            Contents::School(school) => Some(self.notice_school_part(bundle.workspace.school_called(school))),
            Contents::NationalOffice | Contents::AreasOnly => Some(self.notice_extract().to_owned()),
        }
    }
}
