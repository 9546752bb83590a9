//! As much reading of HTML as the build needs: where tags are, and what their
//! attributes say. Comments and the insides of scripts are passed over.

use std::io;
use std::ops::Range;

/// An opening tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// In lower case.
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// Where it stands in the page, with its brackets.
    pub place: Range<usize>,
}

impl Tag {
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All opening tags, in their order.
pub fn tags(page: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(open) = find(page, "<", at) {
        let rest = &page[open..];
        if rest.starts_with("<!--") {
            at = find(page, "-->", open).map_or(page.len(), |end| end + 3);
            continue;
        }
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            at = open + 1;
            continue;
        }
        let tag = read(page, open);
        at = tag.place.end;
        if matches!(tag.name.as_str(), "script" | "style") {
            at = find(page, &format!("</{}", tag.name), at).unwrap_or(page.len());
        }
        tags.push(tag);
    }
    tags
}

/// The texts of the scripts that stand in the page itself.
pub fn inline_scripts(page: &str) -> Vec<&str> {
    let scripts = tags(page).into_iter().filter(|tag| tag.name == "script" && tag.attribute("src").is_none());
    scripts.map(|tag| &page[tag.place.end..find(page, "</script", tag.place.end).unwrap_or(page.len())]).collect()
}

/// Adds a tag behind the one that names the page's encoding, before anything that
/// loads.
///
/// # Errors
///
/// When the page does not name its encoding.
pub fn add_to_head(page: &str, tag: &str) -> io::Result<String> {
    let charset = tags(page).into_iter().find(|t| t.name == "meta" && t.attribute("charset").is_some());
    let place = charset.ok_or_else(|| io::Error::other("index.html has no <meta charset>"))?.place;
    Ok(format!("{}\n    {tag}{}", &page[..place.end], &page[place.end..]))
}

/// Replaces places of the page by texts; the places come in their order.
pub fn replace(page: &str, by: &[(Range<usize>, String)]) -> String {
    let mut out = String::with_capacity(page.len());
    let mut at = 0;
    for (place, text) in by {
        out.push_str(&page[at..place.start]);
        out.push_str(text);
        at = place.end;
    }
    out.push_str(&page[at..]);
    out
}

fn find(page: &str, what: &str, from: usize) -> Option<usize> {
    page[from..].find(what).map(|at| from + at)
}

fn read(page: &str, open: usize) -> Tag {
    let inside = &page[open + 1..];
    let name_end = inside.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(inside.len());
    let mut at = open + 1 + name_end;
    let mut attributes = Vec::new();
    loop {
        at += page[at..].len() - page[at..].trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/').len();
        let rest = &page[at..];
        if rest.is_empty() || rest.starts_with('>') {
            let end = (at + 1).min(page.len());
            return Tag { name: inside[..name_end].to_ascii_lowercase(), attributes, place: open..end };
        }
        let key_end = rest.find(|c: char| c.is_ascii_whitespace() || c == '=' || c == '>').unwrap_or(rest.len());
        let key = rest[..key_end].to_ascii_lowercase();
        at += key_end;
        let (value, length) = page[at..].strip_prefix('=').map_or(("", 0), value);
        at += length;
        attributes.push((key, value.to_owned()));
        if key_end == 0 && length == 0 {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
}

/// A value behind `=`, and how long it is with the sign and its quotes.
fn value(rest: &str) -> (&str, usize) {
    for quote in ['"', '\''] {
        if let Some(inside) = rest.strip_prefix(quote) {
            let end = inside.find(quote).unwrap_or(inside.len());
            return (&inside[..end], 1 + 1 + end + usize::from(end < inside.len()));
        }
    }
    let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
    (&rest[..end], 1 + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_quoted_or_not() {
        let page = "<!doctype html><!-- <b> --><link rel=stylesheet href='a b.css'/><p hidden>x</p>";
        let tags = tags(page);
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["link", "p"]);
        assert_eq!(tags[0].attribute("rel"), Some("stylesheet"));
        assert_eq!(tags[0].attribute("href"), Some("a b.css"));
        assert_eq!(&page[tags[0].place.clone()], "<link rel=stylesheet href='a b.css'/>");
        assert_eq!(tags[1].attribute("hidden"), Some(""));
    }

    #[test]
    fn scripts_are_not_read_as_tags() {
        let page = "<script type=module>if (a<b) c('<link>')</script><script src=x.js></script>";
        assert_eq!(tags(page).len(), 2);
        assert_eq!(inline_scripts(page), ["if (a<b) c('<link>')"]);
    }

    #[test]
    fn broken_pages_end() {
        for page in ["<", "<a", "<a b", "<a b=", "<a b='", "<a =", "<script>", "<!--"] {
            let _ = tags(page);
        }
    }
}
