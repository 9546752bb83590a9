//! Both languages. Every visible word is a method of [`Lang`], declared with both
//! its texts by the `texts!` macro: a text that lacks a language, or a key that
//! does not exist, does not compile.
//!
//! One file per page or part; the words of a page live in the file of its name.

use serde::{Deserialize, Serialize};

mod format;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lang {
    #[default]
    #[serde(rename = "en")]
    En,
    #[serde(rename = "hu")]
    Hu,
}

impl Lang {
    pub const ALL: [Lang; 2] = [Lang::En, Lang::Hu];

    /// The BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::En => "en",
            Lang::Hu => "hu",
        }
    }

    /// Hungarian for `hu` and its regions, English for everything else.
    pub fn from_tag(tag: &str) -> Lang {
        if tag.split(['-', '_']).next().is_some_and(|t| t.eq_ignore_ascii_case("hu")) { Lang::Hu } else { Lang::En }
    }

    /// Chooses from texts kept as `[English, Hungarian]`.
    pub fn pick(self, texts: &[String; 2]) -> &str {
        &texts[self as usize]
    }
}

/// Declares texts: `key => "English" | "Magyar";`, with placeholders
/// `key(name) => "… {name} …" | "… {name} …";`, and with an English plural
/// `key(n # count, name) => "{n} score" / "{n} scores" | "{n} pontszám";` where `n`
/// is a number (Hungarian needs no plural after numerals).
macro_rules! texts {
    (@one $(#[$doc:meta])* $key:ident => $en:literal | $hu:literal) => {
        $(#[$doc])*
        pub fn $key(self) -> &'static str {
            match self { $crate::i18n::Lang::En => $en, $crate::i18n::Lang::Hu => $hu }
        }
    };
    (@one $(#[$doc:meta])* $key:ident ( $($arg:ident),+ ) => $en:literal | $hu:literal) => {
        $(#[$doc])*
        pub fn $key(self, $($arg: impl std::fmt::Display),+) -> String {
            match self { $crate::i18n::Lang::En => format!($en), $crate::i18n::Lang::Hu => format!($hu) }
        }
    };
    (@one $(#[$doc:meta])* $key:ident ( $n:ident # count $(, $arg:ident)* ) => $one:literal / $en:literal | $hu:literal) => {
        $(#[$doc])*
        pub fn $key(self, $n: usize $(, $arg: impl std::fmt::Display)*) -> String {
            let one = $n == 1;
            let $n = self.count($n);
            match self {
                $crate::i18n::Lang::En if one => format!($one),
                $crate::i18n::Lang::En => format!($en),
                $crate::i18n::Lang::Hu => format!($hu),
            }
        }
    };
    ($($(#[$doc:meta])* $key:ident $(( $($args:tt)* ))? => $en:literal $(/ $more:literal)? | $hu:literal;)*) => {
        impl $crate::i18n::Lang {
            $(texts! { @one $(#[$doc])* $key $(( $($args)* ))? => $en $(/ $more)? | $hu })*
        }
    };
}

mod bundle;
mod cluster;
mod documents;
mod example;
mod fields;
mod grid;
mod items;
mod keeping;
mod linking;
mod matching;
mod matching_page;
mod merging;
mod offline;
mod pairings;
mod parts;
mod practices;
mod reading;
mod results;
mod start;
mod storage;
mod survey;
mod survey_page;
mod versions;
mod words;

pub use grid::capitalised;
pub use parts::NoFile;

#[cfg(test)]
mod tests {
    use super::*;

    texts! {
        test_plain => "Saved" | "Mentve";
        test_named(file) => "In {file}" | "Itt: {file}";
        test_count(n # count, file) => "{n} score in {file}" / "{n} scores in {file}" | "{n} pontszám: {file}";
    }

    #[test]
    fn texts_come_in_both_languages() {
        assert_eq!(Lang::Hu.test_plain(), "Mentve");
        assert_eq!(Lang::En.test_named("a.csv"), "In a.csv");
        assert_eq!(Lang::En.test_count(1, "a.csv"), "1 score in a.csv");
        assert_eq!(Lang::En.test_count(1200, "a.csv"), "1,200 scores in a.csv");
        assert_eq!(Lang::Hu.test_count(12000, "a.csv"), "12\u{a0}000 pontszám: a.csv");
    }
}
