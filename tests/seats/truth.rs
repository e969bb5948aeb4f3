//! A team whose truth is known, as two vendors send its chats: with retries, closes that are said again, chats that
//! nobody picked up, days that differ, and clocks that are set.

use std::collections::BTreeMap;

use chathook::seats::model::Work;
use chathook::seats::quantity::{Share, Target};
use chathook::seats::required::Aim;
use serde_json::{Value, json};

use super::team::{DAY, Ended, MONDAY, Team, assert_near, number, report, time};

/// Monday, 16 March 2026: clocks are set in Vienna on the second Sunday from then.
const START: i64 = MONDAY + 70 * DAY;

/// What the clocks of Vienna show, as seconds, is so much ahead of UTC.
fn ahead(clock: i64) -> i64 {
    if clock < START + 13 * DAY { 3600 } else { 7200 }
}

/// The team: three agents of three chats each, who are busy, so that visitors give up.
fn team() -> Team {
    let days = vec![1.0, 1.3, 0.8, 1.1, 0.7, 1.0, 1.0, 1.2, 0.9];
    Team { agents: 3, times: vec![500.0, 575.0, 650.0], rate: 18.0, days, patience: 240.0, weeks: 4 }
}

/// A time as clocks show it.
fn shown(clock: i64) -> String {
    time(clock)[..19].replace('T', " ")
}

/// A chat as its agent's vendor sends it; times are those that clocks show. What nobody picked up, the first does.
fn sent(chat: &Ended, duration: i64) -> Value {
    let picked = chat.wait.map(|wait| chat.came + wait);
    match chat.agents.first() {
        None | Some(0) => json!({
            "event": "CHAT_ON_CLOSE",
            "id": chat.id.to_string(),
            "account_id": "10444",
            "chat_wait_time": chat.wait.unwrap_or(chat.duration).to_string(),
            "chat_duration": picked.map_or(0, |_| duration).to_string(),
            "date_created": shown(chat.came),
            "date_picked": picked.map_or_else(String::new, shown),
            "users": picked.map_or(json!({}), |_| json!({ "agent": { "email": "ann@example.com" } })),
        }),
        Some(agent) => {
            let start = picked.expect("an agent took it");
            let count = |clock: i64| format!("/Date({})/", (clock - ahead(clock)) * 1000);
            json!({
                "event": "chat_ended",
                "visitor": { "id": "v", "time_zone": "GMT +09:00" },
                "chat": {
                    "id": chat.id.to_string(),
                    "operators": format!("Agent {agent}"),
                    "waiting_time": format!("{}s", chat.wait.unwrap_or_default()),
                    "start_time": count(start),
                    "end_time": count(start + duration),
                },
            })
        }
    }
}

/// What is saved of chats: every ninth delivery comes twice, and every fiftieth chat was closed before, when it had
/// lasted half as long.
fn saved(chats: &[Ended]) -> (String, u64, u64) {
    let (mut lines, mut retries, mut reclosed) = (String::new(), 0, 0);
    for (place, chat) in chats.iter().enumerate() {
        if place % 50 == 7 && chat.wait.is_some() && chat.duration > 1 {
            lines += &format!("{}\n", sent(chat, chat.duration / 2));
            reclosed += 1;
        }
        lines += &format!("{}\n", sent(chat, chat.duration));
        // A retry comes after other chats.
        if place % 9 == 8 {
            let before = &chats[place - 4];
            lines += &format!("{}\n", sent(before, before.duration));
            retries += 1;
        }
    }
    (lines, retries, reclosed)
}

#[test]
fn the_truth_of_two_vendors_is_found() {
    let mut chats = team().chats(21);
    for chat in &mut chats {
        chat.came += 70 * DAY;
    }
    let (lines, retries, reclosed) = saved(&chats);
    let zone = ["--time-zone", "Europe/Vienna", "--report-zone", "Europe/Vienna"];
    let made = report(&lines, &zone);
    let answered: Vec<&Ended> = chats.iter().filter(|chat| chat.wait.is_some()).collect();
    let gave_up = chats.len() - answered.len();
    for (member, expected) in [
        ("read", lines.lines().count() as u64),
        ("kept", answered.len() as u64),
        ("retries", retries),
        ("reclosed", reclosed),
        ("unanswered", gave_up as u64),
        ("other_events", 0),
        ("with_errors", 0),
    ] {
        assert_eq!(made["deliveries"][member], expected, "{member}: {}", made["deliveries"]);
    }
    assert_eq!(made["window"], json!({ "from": "2026-03-16", "to": "2026-04-10", "days": 20, "silent_days": [] }));
    observed(&made, &chats, &answered);
    loads(&made, &chats, &answered);
    seats(&made);
}

/// What was observed is what is true of the chats themselves.
fn observed(made: &Value, chats: &[Ended], answered: &[&Ended]) {
    let count = answered.len() as f64;
    let sum = |of: fn(&Ended) -> i64| answered.iter().map(|chat| of(chat)).sum::<i64>() as f64;
    let in_time = answered.iter().filter(|chat| chat.wait <= Some(30)).count() as f64;
    let all = chats.len() as f64;
    for (member, expected) in [
        ("chats", all),
        ("mean_handle_seconds", sum(|chat| chat.duration) / count),
        ("mean_wait_seconds", sum(|chat| chat.wait.unwrap_or_default()) / count),
        ("service_level", in_time / all),
        ("unanswered_share", (all - count) / all),
    ] {
        assert_near(member, number(made, &format!("/observed/{member}")), expected, 1e-9 * expected);
    }
    assert_eq!(made["concurrency"], 3);
    for (level, expected) in [500.0, 575.0, 650.0].into_iter().enumerate() {
        let found = number(made, &format!("/levels/{level}/mean_seconds"));
        let error = number(made, &format!("/levels/{level}/standard_error"));
        assert_near(&format!("level {level}"), found, expected, 3.0 * error);
    }
    let gave_up = all - count;
    assert!(gave_up > 100.0, "{gave_up}");
    assert_near("patience", number(made, "/options/patience_seconds"), 240.0, 3.0 * 240.0 / gave_up.sqrt());
    // The model gives what was seen, with the agents who were seen.
    assert_near("agents", number(made, "/modelled/agents"), 3.0, 0.1);
    let level = number(made, "/modelled/service_level");
    assert_near("service level", level, in_time / all, 0.05);
}

/// The loads of an interval, over the weekdays that share a shape, are the seconds of chats in it, by clocks that were
/// set in between.
fn loads(made: &Value, chats: &[Ended], answered: &[&Ended]) {
    let mut expected: BTreeMap<String, f64> = BTreeMap::new();
    for chat in answered {
        for interval in 0..48 {
            let from = chat.came - chat.came % DAY + interval * 1800;
            let seconds = (chat.came + chat.duration).min(from + 1800) - chat.came.max(from);
            let start = format!("{:02}:{:02}", interval / 2, interval % 2 * 30);
            *expected.entry(start).or_default() += seconds.max(0) as f64 / (4.0 * 1800.0);
        }
    }
    let raised = chats.len() as f64 / answered.len() as f64;
    let mut found: BTreeMap<&str, f64> = BTreeMap::new();
    for cell in made["cells"].as_array().expect("there are cells") {
        assert_eq!(cell["days"], 4, "{cell}");
        *found.entry(cell["start"].as_str().expect("it is a time")).or_default() += number(cell, "/load");
    }
    assert_eq!(made["demand"]["pooled"], true);
    assert_eq!((found.keys().next(), found.contains_key("17:30")), (Some(&"08:00"), true));
    for (start, load) in found {
        assert_near(start, load, raised * expected[start], 1e-6 * load);
    }
}

/// The seats are those of the queue with the load and the times that were measured, and those of the true ones lie
/// within their bounds, mostly.
fn seats(made: &Value) {
    let aim = Aim {
        target: Target::parse("80%/30s").expect("it is a target"),
        asa: None,
        max_occupancy: Share::percent(85),
        max_abandonment: Some(Share::percent(5)),
        shrinkage: Share::percent(30),
        least: 1,
    };
    let needed = |rate: f64, handle: Vec<f64>, patience: f64| {
        let staffing =
            aim.staffing(&Work { rate, handle, patience: Some(patience) }, None).expect("there is an answer");
        [staffing.seats, staffing.scheduled]
    };
    let measured: Vec<f64> = (0..3).map(|level| number(made, &format!("/levels/{level}/mean_seconds"))).collect();
    assert!(measured.is_sorted(), "{measured:?}");
    let mean = number(made, "/observed/mean_handle_seconds");
    let patience = number(made, "/options/patience_seconds");
    let truth = needed(18.0 / 1800.0, vec![500.0, 575.0, 650.0], 240.0)[0];
    let (mut steady, mut within) = (0, 0);
    for cell in made["cells"].as_array().expect("there are cells") {
        let expected = needed(number(cell, "/load") / mean, measured.clone(), patience);
        assert_eq!(json!([cell["seats"], cell["scheduled"]]), json!(expected), "{cell}");
        if ("09:00".."18:00").contains(&cell["start"].as_str().expect("it is a time")) {
            let bounds = [&cell["seats_low"], &cell["seats_high"]].map(|bound| bound.as_u64().expect("it is a number"));
            steady += 1;
            within += usize::from(bounds[0] <= truth && truth <= bounds[1]);
        }
    }
    assert!(within * 10 >= steady * 9, "{truth} lies within {within} of {steady}");
}
