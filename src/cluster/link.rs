//! Which addresses that people enter may become links.

/// The address itself if it is safe to open: http, https or mailto, without spaces
/// or control characters. Anything else stays text.
pub fn safe(address: &str) -> Option<&str> {
    let address = address.trim();
    let lower = address.to_ascii_lowercase();
    let kind = ["http://", "https://", "mailto:"].into_iter().find(|kind| lower.starts_with(kind))?;
    let clean = address.chars().all(|c| !c.is_control() && !c.is_whitespace());
    (clean && address.len() > kind.len()).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn only_web_and_mail_addresses_become_links() {
        for address in ["https://example.org", "HTTP://example.org/a?b", "mailto:a@example.org"] {
            assert_eq!(safe(address), Some(address));
        }
        for address in
            ["javascript:alert(1)", "example.org", "https://", "data:text/html,x", " java\tscript:x", "http://a b", ""]
        {
            assert_eq!(safe(address), None, "{address}");
        }
    }
}
