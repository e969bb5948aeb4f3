//! The gamma distribution: its integral and its quantiles, of which chi-square's are a case.
//!
//! Series and continued fraction of the regularized incomplete gamma function: Abramowitz and Stegun, Handbook of
//! Mathematical Functions, 6.5.29 and 6.5.31; the logarithm of the gamma function by Stirling's series, 6.1.40.

/// The logarithm of Γ(x), for positive x.
fn ln_gamma(x: f64) -> f64 {
    // The series is good far out, so x is moved there: Γ(x) = Γ(x + n) / (x·(x+1)·…).
    let (mut x, mut product) = (x, 1.0_f64);
    while x < 12.0 {
        product *= x;
        x += 1.0;
    }
    let z = 1.0 / (x * x);
    let series = 1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z * (1.0 / 1680.0 - z / 1188.0)));
    (x - 0.5) * x.ln() - x + 0.5 * (2.0 * std::f64::consts::PI).ln() + series / x - product.ln()
}

/// The part of a gamma distribution of this shape and of scale 1 that lies below x.
pub fn below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let front = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 { front * series(shape, x) } else { 1.0 - front * fraction(shape, x) }
}

/// The part that lies above x: small parts are exact.
pub fn above(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = (shape * x.ln() - x - ln_gamma(shape)).exp();
    if x < shape + 1.0 { 1.0 - front * series(shape, x) } else { front * fraction(shape, x) }
}

fn series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0 / shape, 1.0 / shape, shape);
    while term > sum * f64::EPSILON {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum
}

/// The continued fraction, by Lentz's method: from one approximant to the next by a factor, until that is 1.
fn fraction(shape: f64, x: f64) -> f64 {
    let mut last = x + 1.0 - shape;
    let mut below = 1.0 / last;
    let (mut result, mut above) = (below, f64::MAX);
    for n in 1..1_000_000_u32 {
        let part = -f64::from(n) * (f64::from(n) - shape);
        last += 2.0;
        below = 1.0 / (part * below + last);
        above = last + part / above;
        let factor = above * below;
        result *= factor;
        if (factor - 1.0).abs() < 4.0 * f64::EPSILON {
            break;
        }
    }
    result
}

/// Returns the quantile at `part` of the gamma distribution of this shape and the scale 1.
pub fn quantile(shape: f64, part: f64) -> f64 {
    // Far enough out for any part that anybody asks for.
    let (mut low, mut high) = (0.0, shape + 40.0 * shape.sqrt() + 60.0);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        if middle <= low || middle >= high {
            break;
        }
        // Near its end each side is exact.
        let is_below = if part < 0.5 { below(shape, middle) < part } else { above(shape, middle) > 1.0 - part };
        if is_below { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The part of a chi-square distribution with so many degrees of freedom that lies above x: the p-value of a test.
pub fn chi_square_above(degrees: f64, x: f64) -> f64 {
    above(degrees / 2.0, x / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_near(found: f64, expected: f64) {
        assert!((found - expected).abs() <= 1e-11 * expected.abs().max(1.0), "{found}, not {expected}");
    }

    #[test]
    fn the_integral_is_that_of_sums_that_are_known() {
        // Of a whole shape n, what lies above x is the Poisson sum Σ_{i<n} e^-x x^i / i!.
        for (shape, x) in [(1_u32, 0.3), (3, 5.0), (10, 4.0), (40, 61.5), (200, 190.0)] {
            let mut term = f64::exp(-x);
            let mut sum = 0.0;
            for i in 0..shape {
                sum += term;
                term *= x / f64::from(i + 1);
            }
            assert_near(above(shape.into(), x), sum);
            assert_near(below(shape.into(), x), 1.0 - sum);
        }
        // Γ(1/2) = √π: with one degree of freedom, 1.96² has 5 % above it.
        assert_near(chi_square_above(1.0, 3.841_458_820_694_124), 0.05);
        assert_near(ln_gamma(0.5), std::f64::consts::PI.sqrt().ln());
    }

    #[test]
    fn quantiles_are_those_in_the_tables() {
        for (degrees, part, expected) in [
            (1.0, 0.95, 3.841_458_820_694_124),
            (10.0, 0.975, 20.483_177_350_807_4),
            (10.0, 0.025, 3.246_972_780_236_84),
            (60.0, 0.025, 40.481_748_042_867_6),
            (2.0, 0.9, 4.605_170_185_988_09),
        ] {
            assert_near(2.0 * quantile(degrees / 2.0, part), expected);
        }
        for shape in [0.05, 0.4, 1.0, 7.7, 1e3, 1e5] {
            for part in [0.025, 0.5, 0.9, 0.975] {
                assert!((below(shape, quantile(shape, part)) - part).abs() < 1e-9, "{part} of {shape}");
            }
        }
    }
}
