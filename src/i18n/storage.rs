//! What to tell people about what this browser keeps.

use super::Lang;
use crate::storage::{EntryState, LoadError, StoreError};

texts! {
    store_disabled => "This browser does not let Kapocs keep anything here (private window, or storage switched off)."
        | "Ez a böngésző nem engedi, hogy a Kapocs itt bármit megőrizzen (privát ablak vagy kikapcsolt tárhely).";
    store_full => "This browser’s storage is full." | "Betelt a böngésző tárhelye.";
    store_failed => "This browser’s storage does not answer. Close the other windows of Kapocs, reload the page and try again."
        | "A böngésző tárhelye nem válaszol. Zárja be a Kapocs többi ablakát, töltse újra az oldalt, és próbálja meg ismét.";
    load_missing => "This workspace is no longer kept in this browser. If you have its file, open the file."
        | "Ezt a munkafüzetet ez a böngésző már nem őrzi. Ha megvan a munkafájlja, nyissa meg azt.";
    load_newer => "This workspace was saved by a newer Kapocs. Reload this page while online to get it. Nothing was changed."
        | "Ezt a munkafüzetet újabb Kapocs mentette. Frissítse az oldalt internetkapcsolat mellett, hogy megkapja. Semmi nem változott.";
    load_unreadable => "What this browser kept of this workspace is damaged and cannot be opened. It is kept as it is: download it, and open your last workspace file."
        | "A munkafüzetnek az ebben a böngészőben őrzött példánya sérült, nem nyitható meg. Változatlanul megmarad: töltse le, és nyissa meg az utolsó munkafájlt.";
    load_torn => "The last save in this browser was interrupted. You see the newest state that is whole; please check your last changes."
        | "Az utolsó mentés ebben a böngészőben megszakadt. A legfrissebb ép állapot látható; kérjük, ellenőrizze az utolsó módosításokat.";
    entry_sound => "Kept in this browser" | "Ez a böngésző őrzi";
    entry_one_slot => "The last save was interrupted; the one before it is whole" | "Az utolsó mentés megszakadt; az előtte lévő ép";
    entry_unreadable => "Damaged" | "Sérült";
    entry_newer => "Saved by a newer Kapocs" | "Újabb Kapocs mentette";
    aside_kept(date) => "A damaged workspace, put aside on {date}" | "Sérült munkafüzet, félretéve: {date}";
    aside_download => "Download what is left" | "A megmaradt adatok letöltése";
    usage(percent) => "{percent} of this browser’s storage is used" | "A böngésző tárhelyéből foglalt: {percent}";
}

impl Lang {
    pub fn store_error(self, error: &StoreError) -> &'static str {
        match error {
            StoreError::Disabled => self.store_disabled(),
            StoreError::Full => self.store_full(),
            StoreError::Failed(_) => self.store_failed(),
        }
    }

    pub fn load_error(self, error: &LoadError) -> String {
        match error {
            LoadError::Store(error) => self.store_error(error).to_owned(),
            LoadError::Missing => self.load_missing().to_owned(),
            LoadError::Newer { .. } => self.load_newer().to_owned(),
            LoadError::Unreadable { .. } => self.load_unreadable().to_owned(),
        }
    }

    pub fn entry_state(self, state: EntryState) -> &'static str {
        match state {
            EntryState::Sound => self.entry_sound(),
            EntryState::OneSlot => self.entry_one_slot(),
            EntryState::Unreadable => self.entry_unreadable(),
            EntryState::Newer => self.entry_newer(),
        }
    }
}
