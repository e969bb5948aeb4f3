//! The bounds of a load's estimate, and the load of a busy day.
//!
//! A load is a weighted sum of arrivals. Its bounds are those of Fay and Feuer (Statistics in Medicine 16, 1997) for a
//! weighted sum of Poisson counts, which for weights of 1 are the exact bounds of a Poisson mean. Its variance holds
//! what days differ more than chance, so that the bounds cover the mean of such days. A busy day's load is a quantile
//! of a gamma distribution with the mean of the estimate and the variance of a day (after Jongbloed and Koole, 2001).

use super::gamma;

/// Probability that the true load is outside its bounds, both sides together.
const MISSES: f64 = 0.05;

/// The part of all days that are less busy than a busy one.
const BUSY: f64 = 0.9;

/// A load, estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The estimate.
    pub load: f64,
    /// The variance of the estimate.
    pub variance: f64,
    /// The largest weight of a single arrival.
    pub weight: f64,
    /// The variance of the load itself from day to day, beside chance, as a part of its square.
    pub day_factor: f64,
}

impl Estimate {
    /// The lower bound.
    pub fn low(&self) -> f64 {
        if self.load <= 0.0 || self.variance <= 0.0 {
            return self.load.max(0.0);
        }
        quantile(self.load, self.variance, MISSES / 2.0)
    }

    /// The upper bound.
    pub fn high(&self) -> f64 {
        let variance = self.variance + self.weight * self.weight;
        let mean = self.load + self.weight;
        if variance > 0.0 { quantile(mean, variance, 1.0 - MISSES / 2.0) } else { mean }
    }

    /// Returns the load that nine of ten days do not exceed.
    pub fn busy_day(&self) -> f64 {
        let variance = self.variance + self.day_factor * self.load * self.load;
        if self.load > 0.0 && variance > 0.0 { quantile(self.load, variance, BUSY) } else { self.load }
    }
}

/// A quantile of the gamma distribution that has this mean and this variance.
fn quantile(mean: f64, variance: f64, part: f64) -> f64 {
    variance / mean * gamma::quantile(mean * mean / variance, part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unit_weights_give_the_exact_bounds_of_a_poisson_count() {
        // Garwood's bounds of 0, 1 and 10 counts.
        for (count, low, high) in [(0.0, 0.0, 3.688_879), (1.0, 0.025_318, 5.571_643), (10.0, 4.795_389, 18.390_356)] {
            let estimate = Estimate { load: count, variance: count, weight: 1.0, day_factor: 0.0 };
            assert!((estimate.low() - low).abs() < 1e-6, "{}", estimate.low());
            assert!((estimate.high() - high).abs() < 1e-6, "{}", estimate.high());
        }
    }

    #[test]
    fn days_that_differ_make_busy_days_busier() {
        let calm = Estimate { load: 8.0, variance: 0.5, weight: 0.1, day_factor: 0.0 };
        let wild = Estimate { day_factor: 0.09, ..calm };
        assert!(calm.low() < 8.0 && calm.busy_day() > 8.0 && calm.high() > calm.busy_day());
        assert!(wild.busy_day() > calm.busy_day());
    }
}
