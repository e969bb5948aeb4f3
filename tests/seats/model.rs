//! The queue, held to closed forms that it does not use, and to answers that others computed.

use std::fs;

use chathook::seats::model::Work;
use chathook::seats::quantity::{Decimal, Seconds, Share, Target};
use chathook::seats::required::{Aim, Staffing, WhatIf};

use crate::support::root;

#[track_caller]
fn assert_near(what: &str, found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{what}: {found}, not {expected}");
}

/// Erlang's C by the recursion of his B, which is bounded and needs no factorials.
fn erlang_c(load: f64, agents: u32) -> f64 {
    let b = (1..=agents).fold(1.0, |b, n| load * b / (f64::from(n) + load * b));
    let n = f64::from(agents);
    n * b / (n - load * (1.0 - b))
}

#[test]
fn one_chat_at_a_time_without_patience_is_erlang_c() {
    for (load, agents) in [(0.01, 1), (0.5, 1), (10.0, 14), (31.7, 38), (160.0, 170), (165.0, 171), (4900.0, 5000)] {
        let (handle, within) = (300.0, 20.0);
        let work = Work { rate: load / handle, handle: vec![handle], patience: None };
        let done = work.done_by(agents as usize, within).expect("it is not overrun");
        let (c, free) = (erlang_c(load, agents), f64::from(agents) - load);
        let what = format!("{agents} agents at {load}");
        assert_near(&what, done.wait_probability, c, 1e-11);
        assert_near(&what, done.service_level, 1.0 - c * (-free * within / handle).exp(), 1e-11);
        assert_near(&what, done.asa_seconds, c * handle / free, 1e-9 * (c * handle / free).max(1e-9));
        assert_near(&what, done.occupancy, load / f64::from(agents), 1e-12);
        assert_near(&what, done.abandonment, 0.0, 0.0);
    }
}

#[test]
fn equal_times_at_every_level_are_one_queue_of_all_slots() {
    // Ten agents of three slots each end as many chats as thirty agents, if more chats at once take no longer.
    let work = |handle: Vec<f64>| Work { rate: 0.04, handle, patience: None };
    let of_agents = work(vec![600.0; 3]).done_by(10, 30.0).expect("it is not overrun");
    let of_slots = work(vec![600.0]).done_by(30, 30.0).expect("it is not overrun");
    assert_near("service level", of_agents.service_level, of_slots.service_level, 1e-12);
    assert_near("wait", of_agents.asa_seconds, of_slots.asa_seconds, 1e-9);
}

/// A visitor's wait behind `ahead` others as a system of differential equations, in small steps: whether they are
/// answered within a time, where each who waits gives up at the rate `theta` and agents take the first at the rate
/// `most`.
fn answered_in_time(most: f64, theta: f64, ahead: usize, within: f64) -> f64 {
    let steps = 400;
    let step = within / f64::from(steps);
    let slope = |place: &[f64]| -> Vec<f64> {
        let leaves = |at: usize| place[at] * (most + (at as f64 + 1.0) * theta);
        let comes = |at: usize| {
            if at == ahead { 0.0 } else { place[at + 1] * (most + (at as f64 + 1.0) * theta) }
        };
        let mut slope: Vec<f64> = (0..=ahead).map(|at| comes(at) - leaves(at)).collect();
        slope.push(place[0] * most);
        slope
    };
    let mut place = vec![0.0; ahead + 2];
    place[ahead] = 1.0;
    let moved = |place: &[f64], slope: &[f64], by: f64| -> Vec<f64> {
        place.iter().zip(slope).map(|(place, slope)| place + by * slope).collect()
    };
    for _ in 0..steps {
        let a = slope(&place);
        let b = slope(&moved(&place, &a, step / 2.0));
        let c = slope(&moved(&place, &b, step / 2.0));
        let d = slope(&moved(&place, &c, step));
        for at in 0..place.len() {
            place[at] += step / 6.0 * (a[at] + 2.0 * b[at] + 2.0 * c[at] + d[at]);
        }
    }
    place[ahead + 1]
}

#[test]
fn patience_is_what_the_equations_of_a_single_wait_say() {
    for (rate, handle, agents, patience, within) in
        [(100.0 / 1800.0, 180.0, 12_u32, 120.0, 20.0), (0.02, 600.0, 8, 90.0, 45.0), (0.005, 600.0, 4, 300.0, 30.0)]
    {
        let (most, theta) = (f64::from(agents) / handle, 1.0 / patience);
        let mut weights = vec![1.0];
        for chats in 1..400_u32 {
            let leaves = f64::from(chats.min(agents)) / handle + f64::from(chats.saturating_sub(agents)) * theta;
            weights.push(weights.last().expect("it is not empty") * rate / leaves);
        }
        let total: f64 = weights.iter().sum();
        let (free, queued) = weights.split_at(agents as usize);
        let in_time: f64 = queued
            .iter()
            .enumerate()
            .take(60)
            .map(|(ahead, weight)| weight * answered_in_time(most, theta, ahead, within))
            .sum();
        let given_up: f64 = queued.iter().enumerate().map(|(ahead, weight)| weight * ahead as f64 * theta / rate).sum();
        let work = Work { rate, handle: vec![handle], patience: Some(patience) };
        let done = work.done_by(agents as usize, within).expect("there is always an answer");
        let what = format!("{agents} agents");
        assert_near(&what, done.service_level, (free.iter().sum::<f64>() + in_time) / total, 1e-9);
        assert_near(&what, done.wait_probability, queued.iter().sum::<f64>() / total, 1e-12);
        // What is given up is what leaves the queue unanswered: θ·E[waiting] / λ.
        assert_near(&what, done.abandonment, given_up / total, 1e-12);
    }
}

#[test]
fn nothing_overflows_however_large_or_overrun_a_team_is() {
    let huge = Work { rate: 900_000.0 / 600.0, handle: vec![600.0], patience: None };
    let done = huge.done_by(901_000, 20.0).expect("it is not overrun");
    assert!(done.wait_probability > 0.0 && done.wait_probability < 1.0, "{done:?}");
    assert_near("occupancy", done.occupancy, 900.0 / 901.0, 1e-12);
    assert_eq!(huge.done_by(900_000, 20.0), None, "more is not answered than can be");
    assert_eq!(huge.done_by(1, 20.0), None);
    let overrun = Work { patience: Some(3600.0), ..huge };
    let done = overrun.done_by(1000, 20.0).expect("there is always an answer");
    assert_near("given up", done.abandonment, 1.0 - 1000.0 / 900_000.0, 1e-9);
    assert!(done.service_level >= 0.0 && done.service_level < 1e-6, "{done:?}");
    let none = Work { rate: 0.0, handle: vec![600.0], patience: None };
    assert_eq!(none.done_by(1, 20.0).map(|done| (done.service_level, done.asa_seconds)), Some((1.0, 0.0)));
}

/// A row of `queues.csv`.
fn staffing(columns: &[&str]) -> Option<Staffing> {
    let [arrivals, interval, handle, target, occupancy, shrinkage, patience, ..] = columns else { return None };
    let handle = handle.split(' ').map(|time| Seconds::parse(time).ok()).collect::<Option<Vec<_>>>()?;
    let question = WhatIf {
        arrivals: Decimal::parse(arrivals)?,
        interval: Seconds::parse(interval).ok()?,
        handle,
        patience: Seconds::parse(patience).ok(),
    };
    question.staffing(&Aim {
        target: Target::parse(target).ok()?,
        asa: None,
        max_occupancy: Share::parse(occupancy).ok()?,
        max_abandonment: None,
        shrinkage: Share::parse(shrinkage).ok()?,
        least: 1,
    })
}

#[test]
fn teams_are_as_large_as_others_found() {
    let table = fs::read_to_string(root().join("tests/seats/queues.csv")).expect("the table can be read");
    let rows: Vec<&str> = table.lines().skip(2).collect();
    assert!(rows.len() > 30, "{}", rows.len());
    for row in rows {
        let columns: Vec<&str> = row.split(',').collect();
        let found = staffing(&columns).unwrap_or_else(|| panic!("there is no answer: {row}"));
        let number = |column: usize| columns[column].parse::<f64>().expect("it is a number");
        assert_eq!([found.seats.to_string(), found.scheduled.to_string()], [columns[7], columns[8]], "{row}");
        let done = found.performance;
        assert_near(row, done.service_level, number(9), 1e-9);
        assert_near(row, done.wait_probability, number(10), 1e-9);
        assert_near(row, done.asa_seconds, number(11), 1e-8 * number(11));
        assert_near(row, done.abandonment, number(12), 1e-9);
    }
}

#[test]
fn fewer_would_not_do() {
    let aim = |(target, max_occupancy, asa, max_abandonment): (&str, &str, Option<&str>, Option<u64>)| Aim {
        target: Target::parse(target).expect("it is a target"),
        asa: asa.map(|asa| Seconds::parse(asa).expect("it is a time")),
        max_occupancy: Share::parse(max_occupancy).expect("it is a share"),
        max_abandonment: max_abandonment.map(Share::percent),
        shrinkage: Share::percent(30),
        least: 1,
    };
    for arrivals in [1, 7, 40, 300] {
        for (patience, handle) in [(None, vec![300.0]), (Some(60.0), vec![300.0]), (None, vec![500.0, 575.0, 650.0])] {
            let work = Work { rate: f64::from(arrivals) / 1800.0, handle, patience };
            for asked in [
                ("80%/20s", "85%", None, None),
                ("95%/60s", "100%", None, None),
                ("10%/0s", "50%", None, None),
                ("80%/20s", "100%", Some("20s"), None),
                ("80%/20s", "60%", Some("10m"), Some(30)),
                ("10%/60s", "100%", None, Some(2)),
            ] {
                let aim = aim(asked);
                let seats = aim.staffing(&work, None).expect("there is an answer").seats;
                let meets = |agents: u64| {
                    let within = aim.target.within.value();
                    work.done_by(usize::try_from(agents).expect("it is small"), within).is_some_and(|it| {
                        aim.asa
                            .map_or(it.service_level >= aim.target.share.value(), |asa| it.asa_seconds <= asa.value())
                            && it.occupancy <= aim.max_occupancy.value()
                            && aim.max_abandonment.is_none_or(|most| it.abandonment <= most.value())
                    })
                };
                assert!(meets(seats), "{seats} for {work:?}");
                assert!(seats == 1 || !(1..seats).any(meets), "{seats} for {work:?}");
            }
        }
    }
}
