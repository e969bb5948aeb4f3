//! The queue of one interval: a birth-death chain whose rates of departure depend on how many chats each agent holds.
//!
//! There are `n` agents, each of whom can hold `k` chats at once. A chat lasts `T_j` on average while its agent holds
//! `j` of them, so an agent who holds `j` ends `d(j) = j / T_j` chats a second. Chats are spread over the agents as
//! evenly as they can be: with `m` of them, `q = ⌊m/n⌋` and `r = m mod n`,
//!
//! ```text
//! μ_m = (n − r)·d(q) + r·d(q + 1)        for m ≤ nk
//! μ_m = M + (m − nk)·θ,   M = n·d(k)     for m > nk, where θ = 1 / patience, or 0
//! ```
//!
//! and chats arrive at the rate λ. With `k = 1` this is Erlang's delay system (Erlang 1917), and with patience
//! Palm's, known as Erlang A. With `k > 1` it is limited processor sharing (Luo and Zhang, Operations Research 61(2),
//! 2013), where the level sets each customer's rate (Tezcan and Zhang, Operations Research 62(4), 2014). It neither
//! divides by the number of chats at once nor lengthens what was measured.
//!
//! Weights of states are computed as logarithms, from the fullest state without a queue downwards and from there
//! upwards, so that no number of agents is too large for them.

/// Load of a team, and the pace at which its agents work.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// Chats that arrive, per second.
    pub rate: f64,
    /// Mean seconds of a chat while its agent holds 1, 2, … chats; as many as an agent can hold.
    pub handle: Vec<f64>,
    /// Mean seconds after which a visitor who waits gives up, if they do.
    pub patience: Option<f64>,
}

/// Performance of a team of some size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Performance {
    /// Share of all chats that are answered within the time that was asked about, from 0 to 1.
    pub service_level: f64,
    /// Work that the agents do, as a share of the most that they can do, from 0 to 1.
    pub occupancy: f64,
    /// Share of all chats that have to wait, from 0 to 1.
    pub wait_probability: f64,
    /// Mean seconds until a chat is answered that is.
    pub asa_seconds: f64,
    /// Share of all chats that are given up, from 0 to 1.
    pub abandonment: f64,
}

/// The part of a sum below which nothing more is added to it.
const NEGLIGIBLE: f64 = 1e-17;

/// Distance that the arrivals must keep from the most that agents can do, as a part of that.
const MARGIN: f64 = 1e-12;

impl Work {
    /// Returns the number of agents that the chats would keep busy all the time if nobody ever waited: `λ / d(k)`.
    pub fn load_in_agents(&self) -> f64 {
        self.rate / self.ends_per_second(self.handle.len())
    }

    /// `d(j)`: the chats that an agent who holds so many ends in a second.
    fn ends_per_second(&self, chats: usize) -> f64 {
        if chats == 0 { 0.0 } else { chats as f64 / self.handle[chats - 1] }
    }

    /// Computes the performance of a number of agents, where an answer is in time within `within` seconds. Returns
    /// nothing where more arrives than they can ever do and nobody gives up.
    pub fn done_by(&self, agents: usize, within: f64) -> Option<Performance> {
        if self.rate <= 0.0 {
            let nothing = Performance {
                service_level: 1.0,
                occupancy: 0.0,
                wait_probability: 0.0,
                asa_seconds: 0.0,
                abandonment: 0.0,
            };
            return (agents > 0).then_some(nothing);
        }
        let most = agents as f64 * self.ends_per_second(self.handle.len());
        let served = self.weight_without_queue(agents);
        let queue = match self.patience {
            None if self.rate >= most * (1.0 - MARGIN) => return None,
            None => Queue::of_the_patient(self.rate, most, within),
            Some(patience) => Queue::of_the_impatient(self.rate, most, 1.0 / patience, within),
        };
        // All is divided by the greater of the two, so that nothing overflows.
        let greatest = served.max(queue.scale);
        let (free, factor) = ((served - greatest).exp(), (queue.scale - greatest).exp());
        let part = |weight: f64| weight * factor / (free + queue.weight * factor);
        let abandonment = part(queue.given_up);
        Some(Performance {
            service_level: free / (free + queue.weight * factor) + part(queue.in_time),
            occupancy: self.rate * (1.0 - abandonment) / most,
            wait_probability: part(queue.weight),
            asa_seconds: part(queue.seconds) / (1.0 - abandonment),
            abandonment,
        })
    }

    /// The logarithm of the weight of all states in which an agent has room, in units of that in which the last of
    /// the room is taken: `Σ_{m<nk} p_m / p_{nk}`.
    fn weight_without_queue(&self, agents: usize) -> f64 {
        let ends: Vec<f64> = (0..=self.handle.len()).map(|chats| self.ends_per_second(chats)).collect();
        let arrives = self.rate.ln();
        let (mut weight, mut greatest, mut sum) = (0.0_f64, f64::NEG_INFINITY, 0.0_f64);
        for chats in (1..=agents * self.handle.len()).rev() {
            let (level, more) = (chats / agents, chats % agents);
            let above = ends.get(level + 1).copied().unwrap_or_default();
            weight += ((agents - more) as f64 * ends[level] + more as f64 * above).ln() - arrives;
            if weight > greatest {
                sum = sum * (greatest - weight).exp() + 1.0;
                greatest = weight;
            } else {
                sum += (weight - greatest).exp();
            }
        }
        greatest + sum.ln()
    }
}

/// Sums over the states in which all agents hold as many chats as they can, in units of the weight of the one in which
/// nobody waits, times the exponential of `scale`. An arrival in any of them waits.
#[derive(Clone, Copy, Debug, Default)]
struct Queue {
    scale: f64,
    /// Their weight.
    weight: f64,
    /// That of arrivals that are answered in time.
    in_time: f64,
    /// That of arrivals that give up.
    given_up: f64,
    /// Seconds that answered visitors wait.
    seconds: f64,
}

impl Queue {
    /// Nobody gives up: the weights fall geometrically, and the wait is exponential with the rate `M − λ`.
    fn of_the_patient(rate: f64, most: f64, within: f64) -> Queue {
        let weight = most / (most - rate);
        let late = (-(most - rate) * within).exp();
        Queue { scale: 0.0, weight, in_time: weight * (1.0 - late), given_up: 0.0, seconds: weight / (most - rate) }
    }

    /// Everyone gives up after an exponential time, at the rate θ. An arrival that finds `q` waiting would wait
    /// `V_q`, a sum of exponential times with the rates `M, M + θ, …, M + qθ`, so that `exp(−θ·V_q)` has the
    /// distribution Beta(A, q + 1), where `A = M/θ`. With `y = 1 − exp(−θt)`,
    ///
    /// ```text
    /// P(served, V_q ≤ t) = A/(A+q+1) · [1 − exp(−(M+θ)t) · Σ_{j≤q} (A+1)_j / j! · y^j]
    /// P(given up)        = (q+1)/(A+q+1)
    /// E[V_q; served]     = A/(A+q+1) · Σ_{i≤q} 1/(A+1+i) / θ
    /// ```
    ///
    /// of which all terms are positive.
    fn of_the_impatient(rate: f64, most: f64, theta: f64, within: f64) -> Queue {
        let a = most / theta;
        let late = (-theta * within).exp_m1().abs();
        // The logarithms of the state's weight, and of the last term of the sum.
        let (mut weight, mut term) = (0.0_f64, -(most + theta) * within);
        let (mut sum, mut waits) = (term.exp(), 1.0 / (a + 1.0));
        let mut parts = Queue::default();
        let mut waiting = 0.0;
        loop {
            if weight > parts.scale {
                parts = parts.in_units_of(weight);
            }
            let part = (weight - parts.scale).exp();
            let answered = a / (a + waiting + 1.0);
            parts.weight += part;
            parts.in_time += part * answered * (1.0 - sum).max(0.0);
            parts.given_up += part * (waiting + 1.0) / (a + waiting + 1.0);
            parts.seconds += part * answered * waits / theta;
            waiting += 1.0;
            let leaves = most + waiting * theta;
            if part < NEGLIGIBLE * parts.weight && rate < leaves {
                return parts;
            }
            weight += (rate / leaves).ln();
            term += ((a + waiting) / waiting * late).ln();
            sum += term.exp();
            waits += 1.0 / (a + 1.0 + waiting);
        }
    }

    /// The same in units of this weight, a logarithm.
    fn in_units_of(self, scale: f64) -> Queue {
        let factor = (self.scale - scale).exp();
        Queue {
            scale,
            weight: self.weight * factor,
            in_time: self.in_time * factor,
            given_up: self.given_up * factor,
            seconds: self.seconds * factor,
        }
    }
}
