//! What a workspace file is called.

use crate::workspace::Workspace;
use jiff::civil::Date;

/// `harmashatar-iskolakor-2021-11-16.kapocs.json`: plain letters, so that any
/// file system and any mail program keeps it.
pub fn file_name(workspace: &Workspace, today: Date) -> String {
    format!("{}.kapocs.json", stem(workspace, today))
}

/// The same of a file that is locked: `….kapocs.age`.
pub fn locked_file_name(workspace: &Workspace, today: Date) -> String {
    format!("{}.kapocs.age", stem(workspace, today))
}

/// Does a file's name look like that of a workspace file, locked or not?
pub fn is_workspace_file(name: &str) -> bool {
    let name = name.to_lowercase();
    name.ends_with(".json") || name.ends_with(".age")
}

fn stem(workspace: &Workspace, today: Date) -> String {
    let slug = slug(&workspace.cluster.name);
    let name = if slug.is_empty() { "kapocs" } else { slug.as_str() };
    format!("{name}-{today}")
}

fn slug(name: &str) -> String {
    const LONGEST: usize = 60;
    let mut slug = String::new();
    for letter in name.to_lowercase().chars() {
        let plain = match letter {
            'a'..='z' | '0'..='9' => letter,
            'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' | 'ă' => 'a',
            'é' | 'è' | 'ê' | 'ë' | 'ě' => 'e',
            'í' | 'ì' | 'î' | 'ï' => 'i',
            'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ő' => 'o',
            'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' => 'u',
            'ç' | 'č' | 'ć' => 'c',
            'ñ' | 'ň' => 'n',
            'š' | 'ș' => 's',
            'ž' => 'z',
            'ý' => 'y',
            _ => '-',
        };
        if slug.len() < LONGEST && !(plain == '-' && (slug.is_empty() || slug.ends_with('-'))) {
            slug.push(plain);
        }
    }
    slug.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::record;

    #[test]
    fn a_workspace_file_is_known_by_its_name() {
        for name in ["oak-2021-11-16.kapocs.json", "OAK.KAPOCS.AGE", "kapocs.json"] {
            assert!(is_workspace_file(name), "{name}");
        }
        for name in ["results.csv", "json", "oak.json.csv"] {
            assert!(!is_workspace_file(name), "{name}");
        }
    }

    #[test]
    fn a_file_name_is_plain() {
        let mut workspace = Workspace::default();
        let today = jiff::civil::date(2021, 11, 16);
        assert_eq!(file_name(&workspace, today), "kapocs-2021-11-16.kapocs.json");
        std::sync::Arc::make_mut(&mut workspace.cluster).name = "  Hármas–határ, Őrség/Űr ".into();
        assert_eq!(file_name(&workspace, today), "harmas-hatar-orseg-ur-2021-11-16.kapocs.json");
        assert_eq!(locked_file_name(&workspace, today), "harmas-hatar-orseg-ur-2021-11-16.kapocs.age");
        record(&mut workspace.schools, "s1").name = "ignored".into();
        std::sync::Arc::make_mut(&mut workspace.cluster).name = "x".repeat(300);
        assert!(file_name(&workspace, today).len() < 100);
    }
}
