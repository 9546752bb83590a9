//! How far a mean can be trusted: spread, standard error, and the band around it.
//!
//! The survey's reports give means and, at best, how many answered. Where the
//! answers' spread is not known it is assumed: `0.65·√((5−m)(m−1))`, at least 0.9,
//! and never more than the scale allows (Bhatia–Davis). When nothing changes and the
//! same people are asked again, means still move; the band says by how much.

use crate::cluster::Certainty;
use crate::survey::{Score, Spread};
use std::f64::consts::FRAC_PI_2;

/// The share of a possible spread that answers usually have, and the least of it.
const USUAL_SHARE: f64 = 0.65;
const USUAL_LEAST: f64 = 0.9;
/// An area's items rise and fall together: their mean is a little steadier than
/// one item, not √k times.
pub const OF_AN_AREA: f64 = 0.8;

/// The standard deviation of answers with this mean where it is not known.
pub fn assumed_deviation(mean: f64) -> f64 {
    let most = ((5.0 - mean) * (mean - 1.0)).max(0.0).sqrt();
    (USUAL_SHARE * most).max(USUAL_LEAST).min(most)
}

/// The standard deviation of the answers behind a score, assumed where the source
/// does not tell.
pub fn deviation(score: &Score) -> f64 {
    match score.spread.as_deref() {
        Some(Spread::Deviation(sd)) => *sd,
        Some(Spread::Answers { counts, .. }) => {
            sample_deviation(counts).unwrap_or_else(|| assumed_deviation(score.mean.value()))
        }
        None => assumed_deviation(score.mean.value()),
    }
}

/// The standard deviation of a sample of answers, counted per step of the scale; `None`
/// for fewer than two.
pub fn sample_deviation(counts: &[u32; 5]) -> Option<f64> {
    let n: f64 = counts.iter().map(|&count| f64::from(count)).sum();
    if n < 2.0 {
        return None;
    }
    let steps = || counts.iter().zip([1.0, 2.0, 3.0, 4.0, 5.0]).map(|(&count, step)| (f64::from(count), step));
    let mean = steps().map(|(count, step)| count * step).sum::<f64>() / n;
    let squares: f64 = steps().map(|(count, step)| count * (step - mean) * (step - mean)).sum();
    Some((squares / (n - 1.0)).sqrt())
}

/// How uncertain a mean is: its squared standard error and its degrees of freedom.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Uncertainty {
    pub squared_error: f64,
    pub freedom: f64,
}

impl Uncertainty {
    /// Of what is known exactly.
    pub const NONE: Uncertainty = Uncertainty { squared_error: 0.0, freedom: f64::INFINITY };

    /// Of a mean of `n` answers, given with so many decimals. `None` for fewer than
    /// two answers: one person's answer says nothing about its own spread.
    pub fn of_mean(deviation: f64, n: u32, decimals: u8) -> Option<Uncertainty> {
        if n < 2 {
            return None;
        }
        let step = 10f64.powi(-i32::from(decimals));
        let squared_error = deviation * deviation / f64::from(n) + step * step / 12.0;
        Some(Uncertainty { squared_error, freedom: f64::from(n - 1) })
    }

    /// Of the sum (or difference) of independent means (Welch–Satterthwaite).
    pub fn together(parts: &[Uncertainty]) -> Option<Uncertainty> {
        let squared_error: f64 = parts.iter().map(|part| part.squared_error).sum();
        let spread: f64 = parts.iter().map(|part| part.squared_error * part.squared_error / part.freedom).sum();
        let freedom = if spread > 0.0 { squared_error * squared_error / spread } else { f64::INFINITY };
        (!parts.is_empty()).then_some(Uncertainty { squared_error, freedom })
    }

    /// After dividing the mean by a number.
    pub fn divided_by(self, number: f64) -> Uncertainty {
        Uncertainty { squared_error: self.squared_error / (number * number), ..self }
    }

    /// Half of the band that holds so many of a hundred repetitions.
    pub fn half_band(self, certainty: Certainty) -> f64 {
        let quantile = match certainty {
            Certainty::ValueAlone => return 0.0,
            Certainty::Band80 => t_quantile(&OUTSIDE_80, self.freedom),
            Certainty::Band95 => t_quantile(&OUTSIDE_95, self.freedom),
        };
        quantile * self.squared_error.sqrt()
    }
}

/// Both tails outside of a band, and the normal deviate that cuts off the lower one.
struct Tails {
    share: f64,
    deviate: f64,
}

const OUTSIDE_80: Tails = Tails { share: 0.2, deviate: -1.281_551_565_544_6 };
const OUTSIDE_95: Tails = Tails { share: 0.05, deviate: -1.959_963_984_540_05 };

/// Student's t: how many standard errors from the mean the tails begin, for any degrees
/// of freedom from 1 on, within 0.05 %.
///
/// Groups put together have broken degrees of freedom: two leaders and eighteen teachers
/// have about 1.2. Below three, where [`hill`] is up to a fifth too wide between whole
/// numbers, ln t goes through its values at 1, 2, 3 and 4, as a cubic of 1/ν.
fn t_quantile(tails: &Tails, freedom: f64) -> f64 {
    let freedom = freedom.clamp(1.0, 1e6);
    if freedom >= 3.0 {
        return hill(tails, freedom);
    }
    const NODES: [f64; 4] = [1.0, 2.0, 3.0, 4.0];
    let sum: f64 = NODES
        .iter()
        .map(|node| {
            let others = NODES.iter().filter(|other| *other != node);
            let weight: f64 = others.map(|other| (1.0 / freedom - 1.0 / other) / (1.0 / node - 1.0 / other)).product();
            weight * hill(tails, *node).ln()
        })
        .sum();
    sum.exp()
}

/// G. W. Hill's Algorithm 396 (Communications of the ACM 13, 1970); exact for one and two
/// degrees of freedom, good to 1e-5 from three on.
fn hill(tails: &Tails, n: f64) -> f64 {
    let share = tails.share;
    if n == 1.0 {
        return (share * FRAC_PI_2).cos() / (share * FRAC_PI_2).sin();
    }
    if n == 2.0 {
        return (2.0 / (share * (2.0 - share)) - 2.0).sqrt();
    }
    let a = 1.0 / (n - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * FRAC_PI_2).sqrt() * n;
    let mut y = (d * share).powf(2.0 / n);
    if y > 0.05 + a {
        let x = tails.deviate;
        y = x * x;
        if n < 5.0 {
            c += 0.3 * (n - 4.5) * (x + 0.6);
        }
        c += (((0.05 * d * x - 5.0) * x - 7.0) * x - 2.0) * x + b;
        y = (((((0.4 * y + 6.3) * y + 36.0) * y + 94.5) / c - y - 3.0) / b + 1.0) * x;
        y = a * y * y;
        y = if y > 0.002 { y.exp_m1() } else { 0.5 * y * y + y };
    } else {
        let first = ((n + 6.0) / (n * y) - 0.089 * d - 0.822) * (n + 2.0) * 3.0;
        y = ((1.0 / first + 0.5 / (n + 4.0)) * y - 1.0) * (n + 1.0) / (n + 2.0) + 1.0 / y;
    }
    (n * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::survey::Mean;
    use proptest::prelude::*;

    /// From the printed tables of Student's t.
    #[test]
    fn t_is_as_in_the_tables() {
        let tabled = [
            (1.0, 3.0777, 12.7062),
            (2.0, 1.8856, 4.3027),
            (3.0, 1.6377, 3.1824),
            (4.0, 1.5332, 2.7764),
            (5.0, 1.4759, 2.5706),
            (10.0, 1.3722, 2.2281),
            (30.0, 1.3104, 2.0423),
            (100.0, 1.2901, 1.9840),
            (f64::INFINITY, 1.2816, 1.9600),
        ];
        for (freedom, eighty, ninety_five) in tabled {
            assert!((t_quantile(&OUTSIDE_80, freedom) - eighty).abs() < 1e-4, "80 %, {freedom}");
            assert!((t_quantile(&OUTSIDE_95, freedom) - ninety_five).abs() < 1e-4, "95 %, {freedom}");
        }
    }

    /// From the regularised incomplete beta function (Numerical Recipes' continued
    /// fraction, in Python's double precision), solved by bisection.
    #[test]
    fn t_is_right_between_whole_numbers() {
        let computed = [
            (1.1, 2.79595, 10.27680),
            (1.234, 2.52750, 8.21544),
            (1.5, 2.19640, 6.01666),
            (1.9, 1.93013, 4.52712),
            (2.5, 1.73025, 3.57465),
            (3.5, 1.57658, 2.94009),
            (4.4, 1.50667, 2.67968),
            (17.6, 1.33154, 2.10435),
        ];
        for (freedom, eighty, ninety_five) in computed {
            let off = |tails: &Tails, wanted: f64| (t_quantile(tails, freedom) / wanted - 1.0).abs();
            assert!(off(&OUTSIDE_80, eighty) < 5e-4, "80 %, {freedom}");
            assert!(off(&OUTSIDE_95, ninety_five) < 5e-4, "95 %, {freedom}");
        }
    }

    #[test]
    fn an_assumed_deviation_stays_within_what_the_scale_allows() {
        assert_eq!(assumed_deviation(5.0), 0.0);
        assert!((assumed_deviation(3.0) - 1.3).abs() < 1e-12);
        assert!((assumed_deviation(4.0) - 0.65 * 3f64.sqrt()).abs() < 1e-12);
        assert!((assumed_deviation(4.6) - 0.9).abs() < 1e-12);
        assert!((assumed_deviation(4.9) - (0.1f64 * 3.9).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn a_known_spread_is_used() {
        let score = |spread| Score { mean: Mean::new(3.0, 1).unwrap(), n: Some(4), spread: Some(Box::new(spread)) };
        assert_eq!(deviation(&score(Spread::Deviation(0.7))), 0.7);
        let answers = Spread::Answers { counts: [1, 0, 2, 0, 1], not_applicable: 3 };
        assert!((deviation(&score(answers)) - (8f64 / 3.0).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn one_answer_has_no_band_and_many_have_a_narrow_one() {
        assert_eq!(Uncertainty::of_mean(1.0, 1, 1), None);
        let half = |n| Uncertainty::of_mean(1.0, n, 1).unwrap().half_band(Certainty::Band95);
        assert!(half(4) > 1.5 && half(400) < 0.12);
        assert!((half(18) - 2.1098 * (1.0f64 / 18.0 + 0.01 / 12.0).sqrt()).abs() < 2e-3);
    }

    proptest! {
        #[test]
        fn more_certainty_is_a_wider_band_and_more_answers_a_narrower_one(
            deviation in 0.1f64..2.0, n in 2u32..2000, decimals in 0u8..=4, more in 1u32..500
        ) {
            let of = |n| Uncertainty::of_mean(deviation, n, decimals).unwrap();
            prop_assert!(of(n).half_band(Certainty::Band80) < of(n).half_band(Certainty::Band95));
            prop_assert!(of(n + more).half_band(Certainty::Band95) < of(n).half_band(Certainty::Band95));
            prop_assert_eq!(of(n).half_band(Certainty::ValueAlone), 0.0);
        }

        #[test]
        fn t_falls_as_freedom_grows(freedom in 1.0f64..200.0, more in 0.01f64..50.0) {
            for tails in [&OUTSIDE_80, &OUTSIDE_95] {
                prop_assert!(t_quantile(tails, freedom + more) < t_quantile(tails, freedom));
            }
        }
    }
}
