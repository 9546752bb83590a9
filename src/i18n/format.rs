//! Numbers and dates as each language writes them.

use super::Lang;
use jiff::civil::Date;

const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const MONTHS_HU: [&str; 12] = [
    "január",
    "február",
    "március",
    "április",
    "május",
    "június",
    "július",
    "augusztus",
    "szeptember",
    "október",
    "november",
    "december",
];

impl Lang {
    /// A value with that many decimals: `3.9`, `3,9`.
    pub fn decimal(self, value: f64, decimals: usize) -> String {
        let text = format!("{value:.decimals$}").replace('-', "−");
        match self {
            Lang::En => text,
            Lang::Hu => text.replace('.', ","),
        }
    }

    /// A number as people type it in either language; `None` if it is none.
    pub fn typed_number(text: &str) -> Option<f64> {
        text.trim().replace(',', ".").replace('−', "-").parse().ok()
    }

    /// How many, as people type it, in groups of digits or not; `None` if it is no whole
    /// number.
    pub fn typed_count(text: &str) -> Option<u32> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
    }

    /// A difference with its sign: `+0.3`, `−0,3`; what rounds to zero has none.
    pub fn difference(self, value: f64, decimals: usize) -> String {
        let text = self.decimal(value, decimals);
        let zero = text.chars().all(|c| !c.is_ascii_digit() || c == '0');
        match (zero, value > 0.0) {
            (true, _) => text.trim_start_matches('−').to_owned(),
            (false, true) => format!("+{text}"),
            (false, false) => text,
        }
    }

    /// A whole number, grouped: `1,400`; in Hungarian from five digits on: `14 000`.
    pub fn count(self, n: usize) -> String {
        let digits = n.to_string();
        let (separator, from) = match self {
            Lang::En => (',', 4),
            Lang::Hu => ('\u{a0}', 5),
        };
        if digits.len() < from {
            return digits;
        }
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (place, digit) in digits.chars().enumerate() {
            if place > 0 && (digits.len() - place).is_multiple_of(3) {
                grouped.push(separator);
            }
            grouped.push(digit);
        }
        grouped
    }

    /// A share of one as per cent: `88%`, `88%`.
    pub fn percent(self, share: f64) -> String {
        format!("{}%", self.decimal(share * 100.0, 0))
    }

    /// `12 October 2021`, `2021. október 12.`, never broken at the end of a line.
    pub fn date(self, date: Date) -> String {
        let month = usize::from(date.month().unsigned_abs()) - 1;
        match self {
            Lang::En => format!("{}\u{a0}{}\u{a0}{}", date.day(), MONTHS_EN[month], date.year()),
            Lang::Hu => format!("{}.\u{a0}{}\u{a0}{}.", date.year(), MONTHS_HU[month], date.day()),
        }
    }

    /// `a` or `az`: the Hungarian article before a word (or a numeral).
    pub fn article(word: &str) -> &'static str {
        let vowel = word.trim_start_matches(|c: char| !c.is_alphanumeric()).chars().next().is_some_and(|c| {
            let lower = c.to_lowercase().next().unwrap_or(c);
            "aáeéiíoóöőuúüű5".contains(lower)
        });
        let one = word.starts_with('1') && matches!(word.chars().take_while(char::is_ascii_digit).count(), 1 | 4 | 7);
        if vowel || one { "az" } else { "a" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(Lang::Hu.decimal(3.86, 1), "3,9");
        assert_eq!(Lang::En.difference(-0.34, 1), "−0.3");
        assert_eq!(Lang::Hu.difference(0.34, 1), "+0,3");
        assert_eq!(Lang::En.difference(-0.01, 1), "0.0");
        assert_eq!(Lang::En.count(1400), "1,400");
        assert_eq!(Lang::Hu.count(1400), "1400");
        assert_eq!(Lang::Hu.count(14000), "14\u{a0}000");
    }

    #[test]
    fn whole_numbers_are_read_as_typed() {
        assert_eq!(Lang::typed_count(" 12\u{a0}000 "), Some(12_000));
        for wrong in ["", "-3", "3.5", "3,5", "+3", "many", "99999999999"] {
            assert_eq!(Lang::typed_count(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn dates_follow_the_language() {
        let date = jiff::civil::date(2021, 10, 12);
        assert_eq!(Lang::En.date(date), "12\u{a0}October\u{a0}2021");
        assert_eq!(Lang::Hu.date(date), "2021.\u{a0}október\u{a0}12.");
    }

    #[test]
    fn the_article_follows_the_sound() {
        for (word, article) in
            [("Őrség", "az"), ("Tölgyfő", "a"), ("1", "az"), ("5", "az"), ("10", "a"), ("1000", "az")]
        {
            assert_eq!(Lang::article(word), article, "{word}");
        }
    }
}
