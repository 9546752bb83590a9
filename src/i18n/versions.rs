//! Earlier versions, and the reminder of saving a file.

use super::Lang;
use crate::storage::snapshots::Cause;

texts! {
    versions_title => "Earlier versions" | "Korábbi változatok";
    versions_lead => "Before each day’s first change, and before each file that is brought in, this browser keeps the whole workspace as it was. To go back to a version is a change like any other: you can undo it."
        | "A böngésző minden nap az első módosítás előtt, valamint minden fájl beolvasása előtt megőrzi a teljes munkafüzetet. A visszaállítás is csak egy módosítás: visszavonható.";
    versions_let_go => "The last ten stay; of older ones, one for each of eight weeks and one for each month of a year."
        | "Az utolsó tíz megmarad; a régebbiekből nyolc hétig hetente egy, egy évig havonta egy.";
    versions_none => "There is no earlier version yet. The first is kept before the next change."
        | "Még nincs korábbi változat. Az elsőt a következő módosítás előtt őrzi meg a böngésző.";
    versions_unavailable => "This browser keeps no earlier versions (private window, or storage switched off). Your work goes on as usual; save the workspace file now and then instead."
        | "Ez a böngésző nem őriz korábbi változatokat (privát ablak vagy kikapcsolt tárhely). A munka ettől még zavartalanul folytatható; mentse el helyette időnként a munkafájlt.";
    versions_coming => "Looking for earlier versions…" | "Korábbi változatok keresése…";
    versions_when => "From" | "Mikori";
    versions_why => "Kept" | "Miért őrzi";
    versions_changed => "Changed since then" | "Azóta változott";
    versions_at(date, time) => "{date}, {time}" | "{date}, {time}";
    versions_day => "before the day’s first change" | "a nap első módosítása előtt";
    versions_file => "before a file was brought in" | "fájl beolvasása előtt";
    versions_restore => "before another version was restored" | "másik változat visszaállítása előtt";
    versions_same => "Nothing: it is the same as now." | "Semmi: ugyanaz, mint most.";
    versions_damaged => "This version cannot be read; you can still download what is left of it." | "Ez a változat nem olvasható; ami megmaradt belőle, letölthető.";
    versions_show => "Show the changes" | "A változások";
    versions_show_of(when) => "Show the changes since {when}" | "A változások azóta: {when}";
    versions_restore_it => "Restore" | "Visszaállítás";
    versions_restore_of(when) => "Restore the version from {when}" | "Visszaállítás: {when}";
    versions_download => "Download" | "Letöltés";
    versions_download_of(when) => "Download the version from {when}" | "Letöltés: {when}";
    versions_remove => "Remove…" | "Eltávolítás…";
    versions_remove_of(when) => "Remove the version from {when}" | "Eltávolítás: {when}";
    versions_remove_title(when) => "Remove the version from {when}?" | "Eltávolítja ezt a változatot: {when}?";
    versions_remove_words => "This cannot be undone. The workspace itself stays as it is." | "Ez nem vonható vissza. Maga a munkafüzet nem változik.";
    versions_restored(when) => "The workspace is as it was on {when}." | "A munkafüzet ismét olyan, mint ekkor: {when}.";
    versions_restored_but_open(when) => "The workspace is as it was on {when}; what waits for a decision has stayed." | "A munkafüzet ismét olyan, mint ekkor: {when}; ami döntésre vár, megmaradt.";
    versions_gone => "The browser did not give this version. Reload the page and try again." | "A böngésző nem adta ki ezt a változatot. Töltse újra az oldalt, és próbálja meg ismét.";

    reminder_since(date) => "The last workspace file is from {date}. What was done since then is only in this browser." | "Az utolsó munkafájl kelte: {date} Ami azóta történt, csak ebben a böngészőben van meg.";
    reminder_never => "This work is only in this browser so far. A workspace file keeps it safe, whatever happens to this device." | "Ez a munka eddig csak ebben a böngészőben van meg. Egy munkafájl akkor is megőrzi, ha ezzel az eszközzel történik valami.";
    reminder_save => "Save a file" | "Munkafájl mentése";
    reminder_later => "Later" | "Később";
}

impl Lang {
    /// What was about to happen when a version was kept.
    pub fn version_cause(self, cause: Cause) -> &'static str {
        match cause {
            Cause::Day => self.versions_day(),
            Cause::File => self.versions_file(),
            Cause::Restore => self.versions_restore(),
        }
    }
}
