//! Weighted choice among people of whom some drop out.

use fastrand::Rng;

/// Weights in a binary indexed tree: drawing and changing take logarithmic time.
pub(super) struct Urn {
    /// `sums[i]` (from 1) is the sum of the weights of the `i & -i` entries that end at `i - 1`.
    sums: Vec<f64>,
    weights: Vec<f64>,
}

impl Urn {
    pub(super) fn new(weights: Vec<f64>) -> Self {
        let mut sums = vec![0.0; weights.len() + 1];
        for (i, weight) in weights.iter().enumerate() {
            sums[i + 1] += weight;
            let parent = (i + 1) + ((i + 1) & (i + 1).wrapping_neg());
            if parent < sums.len() {
                sums[parent] += sums[i + 1];
            }
        }
        Self { sums, weights }
    }

    /// Takes an entry out.
    pub(super) fn remove(&mut self, entry: usize) {
        let weight = std::mem::take(&mut self.weights[entry]);
        let mut i = entry + 1;
        while i < self.sums.len() {
            self.sums[i] -= weight;
            i += i & i.wrapping_neg();
        }
    }

    /// An entry that is still in, with a probability proportional to its weight.
    pub(super) fn draw(&self, rng: &mut Rng) -> Option<usize> {
        /// Rounding in the sums can lead to an entry that was taken out; then another draw is due.
        const TRIES: usize = 20;
        (0..TRIES)
            .map(|_| self.at(rng.f64() * self.total()))
            .find(|&i| self.weights.get(i).is_some_and(|&w| 0.0 < w))
    }

    fn total(&self) -> f64 {
        let (mut i, mut total) = (self.weights.len(), 0.0);
        while 0 < i {
            total += self.sums[i];
            i &= i - 1;
        }
        total
    }

    /// The entry at which the running sum passes `sum`.
    fn at(&self, mut sum: f64) -> usize {
        let (mut at, mut step) = (0, self.sums.len().next_power_of_two());
        while 0 < step {
            let next = at + step;
            if next < self.sums.len() && self.sums[next] <= sum {
                sum -= self.sums[next];
                at = next;
            }
            step /= 2;
        }
        at
    }
}

/// A draw of the log-normal distribution with median 1.
pub(super) fn log_normal(sigma: f64, rng: &mut Rng) -> f64 {
    // Box and Muller's way to the normal distribution; 1 - x is never 0.
    let radius = (-2.0 * (1.0 - rng.f64()).ln()).sqrt();
    let normal = radius * (std::f64::consts::TAU * rng.f64()).cos();
    (sigma * normal).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_follow_the_weights_and_never_hit_what_is_out() {
        let mut rng = Rng::with_seed(1);
        let mut urn = Urn::new(vec![1.0, 5.0, 0.0, 2.0, 4.0]);
        urn.remove(1);
        let mut hits = [0_i32; 5];
        for _ in 0..7_000 {
            hits[urn.draw(&mut rng).unwrap()] += 1;
        }
        assert_eq!((hits[1], hits[2]), (0, 0));
        assert!(hits[0].abs_diff(1_000) < 150 && hits[4].abs_diff(4_000) < 150, "{hits:?}");
        for i in [0, 3, 4] {
            urn.remove(i);
        }
        assert_eq!(urn.draw(&mut rng), None);
    }
}
