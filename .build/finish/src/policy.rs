//! The content security policy: nothing from elsewhere, no script but ours.
//!
//! It stands in the page, so that it holds on every host, also where nobody can set
//! headers. `wasm-unsafe-eval` is what browsers ask for to compile WebAssembly; it
//! allows no evaluation of JavaScript.

use crate::{Purpose, digest, html};
use std::io;

/// Writes the policy into the page, with a hash for every script that stands in it.
///
/// # Errors
///
/// When the page does not name its encoding, behind which the policy stands.
pub fn set(page: &str, purpose: Purpose) -> io::Result<String> {
    // Trunk changes its reloading script while serving: no hash fits.
    let inline = match purpose {
        Purpose::Serving => "'unsafe-inline'".to_owned(),
        Purpose::Host | Purpose::Workbench => {
            let hashes =
                html::inline_scripts(page).into_iter().map(|script| format!("'{}'", digest(script.as_bytes())));
            hashes.collect::<Vec<_>>().join(" ")
        }
    };
    let policy = [
        "default-src 'none'",
        &format!("script-src 'self' 'wasm-unsafe-eval' {inline}"),
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    .join("; ");
    html::add_to_head(page, &format!(r#"<meta http-equiv="Content-Security-Policy" content="{policy}">"#))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_stands_before_what_it_rules() {
        let page = r#"<head><meta charset="utf-8"><link rel=stylesheet href=a.css><script>start()</script></head>"#;
        let done = set(page, Purpose::Host).unwrap();
        assert!(done.contains(&digest(b"start()")));
        assert!(!done.contains("unsafe-inline"));
        assert!(done.find("Content-Security-Policy") < done.find("<link"));
    }
}
