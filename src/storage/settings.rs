//! What this device remembers besides workspaces. Settings that cannot be read or
//! kept are as if never made: nobody's work depends on them.

use super::KeyValue;
use crate::i18n::Lang;
use crate::workspace::Who;
use jiff::civil::Date;

const PREFIX: &str = "kapocs/set/";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device has it.
    #[default]
    Device,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Theme; 3] = [Theme::Device, Theme::Light, Theme::Dark];

    /// The word in the store and in style sheets.
    pub fn word(self) -> &'static str {
        match self {
            Theme::Device => "device",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// The settings in a store.
#[derive(Clone, Copy, Debug)]
pub struct Settings<'a, S>(pub &'a S);

impl<S: KeyValue> Settings<'_, S> {
    fn get(&self, name: &str) -> Option<String> {
        self.0.get(&format!("{PREFIX}{name}")).ok().flatten().filter(|value| !value.is_empty())
    }

    fn set(&self, name: &str, value: &str) {
        let key = format!("{PREFIX}{name}");
        let _ = if value.is_empty() { self.0.remove(&key) } else { self.0.set(&key, value) };
    }

    /// The language chosen here; `None` before anyone chose.
    pub fn language(&self) -> Option<Lang> {
        let tag = self.get("language")?;
        Lang::ALL.into_iter().find(|lang| lang.tag() == tag)
    }

    pub fn set_language(&self, lang: Lang) {
        self.set("language", lang.tag());
    }

    pub fn theme(&self) -> Theme {
        let word = self.get("theme").unwrap_or_default();
        Theme::ALL.into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }

    pub fn set_theme(&self, theme: Theme) {
        self.set("theme", theme.word());
    }

    /// The id of the workspace that is open.
    pub fn open_workspace(&self) -> Option<String> {
        self.get("open")
    }

    pub fn set_open_workspace(&self, id: Option<&str>) {
        self.set("open", id.unwrap_or_default());
    }

    /// Who sits here: the person's name, and the school that is here in a workspace.
    pub fn who(&self, workspace: &str) -> Who {
        let school = self.get(&format!("school/{workspace}")).unwrap_or_default();
        Who { school, name: self.get("name").unwrap_or_default() }
    }

    pub fn set_who(&self, workspace: &str, who: &Who) {
        self.set(&format!("school/{workspace}"), &who.school);
        self.set("name", &who.name);
    }

    /// The name of the file that a workspace is linked to here.
    pub fn linked_file(&self, workspace: &str) -> Option<String> {
        self.get(&format!("linked/{workspace}"))
    }

    /// Empty for none.
    pub fn set_linked_file(&self, workspace: &str, name: &str) {
        self.set(&format!("linked/{workspace}"), name);
    }

    /// Whether a key of the store tells who sits at this workspace.
    pub fn is_of_who(workspace: &str, key: &str) -> bool {
        let name = key.strip_prefix(PREFIX).unwrap_or_default();
        name == "name" || name.strip_prefix("school/") == Some(workspace)
    }

    /// When a workspace was last saved to a file, in seconds since 1970 (UTC).
    pub fn backed_up_at(&self, workspace: &str) -> Option<i64> {
        self.get(&format!("file/{workspace}"))?.parse().ok()
    }

    pub fn set_backed_up_at(&self, workspace: &str, at: i64) {
        self.set(&format!("file/{workspace}"), &at.to_string());
    }

    /// The day on which the reminder of saving a file was last put off.
    pub fn reminder_put_off(&self, workspace: &str) -> Option<Date> {
        self.get(&format!("later/{workspace}"))?.parse().ok()
    }

    pub fn put_off_reminder(&self, workspace: &str, day: Date) {
        self.set(&format!("later/{workspace}"), &day.to_string());
    }
}
