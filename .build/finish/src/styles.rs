//! All style sheets of the page, in their order, become one.

use crate::{html, short_name};
use std::io;
use std::path::Path;

/// Joins the style sheets that the page links to and links to the one instead.
///
/// # Errors
///
/// When a sheet that the page links to is not there.
pub fn join(page: &str, dist: &Path) -> io::Result<String> {
    let links =
        html::tags(page).into_iter().filter(|tag| tag.name == "link" && tag.attribute("rel") == Some("stylesheet"));
    let mut joined = String::new();
    let mut places = Vec::new();
    for link in links {
        let Some(name) = link.attribute("href") else { continue };
        let file = dist.join(name.trim_start_matches("./"));
        let sheet =
            std::fs::read_to_string(&file).map_err(|error| io::Error::other(format!("{}: {error}", file.display())))?;
        joined.push_str(sheet.trim_end());
        joined.push('\n');
        std::fs::remove_file(&file)?;
        places.push((link.place, String::new()));
    }
    let Some((_, first)) = places.first_mut() else { return Ok(page.to_owned()) };
    let name = format!("style-{}.css", short_name(joined.as_bytes()));
    *first = format!(r#"<link rel="stylesheet" href="./{name}">"#);
    std::fs::write(dist.join(name), joined)?;
    Ok(html::replace(page, &places))
}
