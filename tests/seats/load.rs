//! The load by weekday and interval, the days behind it, and its bounds.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::team::{
    DAY, Ended, MONDAY, Team, assert_near, assert_warns, cell, event, lines, number, regular, report, run, time,
    working_days,
};

fn cells(report: &Value) -> &Vec<Value> {
    report["cells"].as_array().expect("there are cells")
}

#[test]
fn loads_are_chats_in_progress_and_lag_the_arrivals() {
    let made = report(&lines(&regular(2)), &[]);
    assert_near("load", number(cell(&made, "monday", "09:00"), "/load"), 1.0, 1e-9);
    assert_near("load", number(cell(&made, "friday", "11:30"), "/load"), 1.0, 1e-9);
    assert_eq!(number(cell(&made, "friday", "11:30"), "/chats"), 6.0);
    assert_eq!(cells(&made).len(), 5 * 6, "nobody is there after twelve");
    // Of forty minutes each, 1, 2 and 3 are in progress in the first three tens of minutes, then 4, and 3, 2 and 1 at
    // last.
    let long: Vec<Ended> = regular(2).into_iter().map(|chat| Ended { duration: 2400, ..chat }).collect();
    let made = report(&lines(&long), &[]);
    let loads = ["09:00", "09:30", "11:30", "12:00"].map(|start| number(cell(&made, "monday", start), "/load"));
    for (found, expected) in loads.into_iter().zip([2.0, 4.0, 4.0, 2.0]) {
        assert_near("load", found, expected, 1e-9);
    }
}

#[test]
fn days_without_a_chat_in_an_interval_are_days() {
    // At nine a chat of half an hour, on one of four days of each weekday only.
    let mut chats: Vec<Ended> = regular(4).into_iter().filter(|chat| chat.came % DAY >= 10 * 3600).collect();
    for day in 0..5_i64 {
        chats.push(Ended::new(day.unsigned_abs(), MONDAY + day * DAY + 9 * 3600, 1800));
    }
    let made = report(&lines(&chats), &[]);
    let monday = cell(&made, "monday", "09:00");
    assert_eq!((number(monday, "/chats"), number(monday, "/days")), (1.0, 4.0));
    assert_near("load", number(monday, "/load"), 0.25, 1e-9);
}

#[test]
fn the_largest_cell_is_not_the_luckiest() {
    // All days are alike but for chance: what weekdays share says so better than the cells.
    let team = Team { agents: 9, times: vec![600.0], rate: 6.0, days: vec![1.0], patience: 1e9, weeks: 4 };
    let made = report(&lines(&team.chats(11)), &[]);
    assert_eq!(made["demand"]["pooled"], true);
    let single = |cell: &Value| number(cell, "/chats") / number(cell, "/days") / 3.0;
    let luckiest = cells(&made).iter().map(single).fold(0.0, f64::max);
    let peak = number(&made, "/peak/load");
    assert!(peak > 2.0 && peak < luckiest, "{peak}, not {luckiest}");
}

#[test]
fn peaks_are_not_averages() {
    let mut chats = regular(2);
    for day in working_days(2) {
        for number in 0..60 {
            let (id, came) = (50_000 + chats.len() as u64, MONDAY + day * DAY + 11 * 3600 + number * 30);
            chats.push(Ended { agents: vec![number.unsigned_abs()], ..Ended::new(id, came, 900) });
        }
    }
    let made = report(&lines(&chats), &[]);
    assert_eq!(made["peak"]["start"], "11:00");
    let seats: f64 = cells(&made).iter().map(|cell| number(cell, "/seats")).sum();
    assert!(number(&made, "/peak/seats") > 2.0 * seats / cells(&made).len() as f64);
    assert_near("hours", number(&made, "/week/agent_hours"), seats / 2.0, 1e-9);
    assert_near("FTE", number(&made, "/week/fte"), seats / 2.0 / 0.7 / 40.0, 1e-9);
    let greatest = cells(&made).iter().map(|cell| number(cell, "/load")).fold(0.0, f64::max);
    assert_near("peak", number(&made, "/peak/load"), greatest, 0.0);
}

#[test]
fn weekdays_whose_shapes_differ_are_not_pooled() {
    let shifted = |chat: &Ended| {
        let is_late = (chat.came - MONDAY).div_euclid(DAY) % 7 % 2 == 0;
        Ended { came: chat.came + if is_late { 5 * 3600 } else { 0 }, ..chat.clone() }
    };
    let pooled = |chats: &[Ended]| report(&lines(chats), &[])["demand"]["pooled"].clone();
    assert_eq!(pooled(&regular(4).iter().map(shifted).collect::<Vec<_>>()), false);
    assert_eq!(pooled(&regular(12)), false, "twelve weeks stand for themselves");
    assert_eq!(pooled(&regular(11)), true);
}

#[test]
fn too_little_says_so_instead_of_a_number() {
    let enough = regular(2);
    assert!(report(&lines(&enough), &[])["peak"]["seats"].is_u64());
    // Nine of the ten days: less than two weeks.
    let less: Vec<Ended> = enough.iter().filter(|chat| chat.came < MONDAY + 11 * DAY).cloned().collect();
    let few: Vec<Ended> =
        enough.iter().enumerate().filter(|(at, _)| at % 9 < 5).map(|(_, chat)| chat.clone()).collect();
    assert_eq!(few.len(), 100);
    assert!(report(&lines(&few), &[])["peak"]["seats"].is_u64());
    for chats in [&less[..], &few[..99]] {
        let made = report(&lines(chats), &[]);
        assert_eq!((&made["cells"], &made["peak"], &made["week"]), (&json!([]), &Value::Null, &Value::Null));
        assert_warns(&made, "too few for a profile");
        assert!(number(&made, "/observed/mean_handle_seconds") > 0.0);
    }
}

#[test]
fn a_day_without_a_chat_is_left_out_unless_it_is_said_to_count() {
    let chats: Vec<Ended> = regular(4).into_iter().filter(|chat| chat.came / DAY != MONDAY / DAY + 9).collect();
    let out = report(&lines(&chats), &[]);
    let expected = json!({ "from": "2026-01-05", "to": "2026-01-30", "days": 19, "silent_days": ["2026-01-14"] });
    assert_eq!(out["window"], expected);
    assert_eq!(number(cell(&out, "wednesday", "10:00"), "/days"), 3.0);
    assert_near("load", number(cell(&out, "wednesday", "10:00"), "/load"), 1.0, 1e-9);
    let counted = report(&lines(&chats), &["--count-silent-days"]);
    assert_eq!((number(&counted, "/window/days"), &counted["window"]["silent_days"]), (20.0, &json!(["2026-01-14"])));
    assert_near("load", number(cell(&counted, "wednesday", "10:00"), "/load"), 0.75, 1e-9);
}

/// Chats of a team that is busy: one a minute from 9:00 to 12:00, of ten minutes each.
fn busy(weeks: i64) -> Vec<Ended> {
    let mut chats = Vec::new();
    for day in working_days(weeks) {
        for number in 0..180 {
            let (id, came) = (chats.len() as u64, MONDAY + day * DAY + 9 * 3600 + number * 60);
            chats.push(Ended { agents: vec![number.unsigned_abs() % 10], ..Ended::new(id, came, 600) });
        }
    }
    chats
}

#[test]
fn days_that_were_saved_in_part_are_left_out() {
    let cut = |from: i64, to: i64| {
        let chats: Vec<Ended> = busy(4).into_iter().filter(|chat| (from..to).contains(&(chat.came - MONDAY))).collect();
        report(&lines(&chats), &[])
    };
    let whole = cut(0, 28 * DAY);
    assert_eq!((&whole["window"]["from"], number(&whole, "/window/days")), (&"2026-01-05".into(), 20.0));
    let late = cut(11 * 3600, 28 * DAY);
    assert_eq!((&late["window"]["from"], number(&late, "/window/days")), (&"2026-01-06".into(), 19.0));
    assert_warns(&late, "saved in part, left out: 2026-01-05");
    let early = cut(0, 25 * DAY + 10 * 3600);
    assert_eq!((&early["window"]["to"], number(&early, "/window/days")), (&"2026-01-29".into(), 19.0));
    for made in [&whole, &late, &early] {
        assert_near("load", number(cell(made, "wednesday", "11:00"), "/load"), 10.0, 0.3);
    }
}

#[test]
fn the_last_minutes_before_saving_ended_are_left_out() {
    // Of a team that is open all day saving ended at 23:50 of the last day, when some chats were open.
    let end = MONDAY + 28 * DAY - 600;
    let chats = (0..28 * 144).map(|number| Ended::new(number, MONDAY + number.cast_signed() * 600, 1200));
    let chats: Vec<Ended> = chats.filter(|chat| chat.came + chat.duration <= end - 3000).collect();
    let made = report(&lines(&chats), &[]);
    assert_eq!(number(cell(&made, "sunday", "21:00"), "/days"), 4.0);
    assert_eq!(number(cell(&made, "sunday", "23:00"), "/days"), 3.0);
    assert_near("load", number(cell(&made, "sunday", "23:00"), "/load"), 2.0, 0.01);
}

#[test]
fn hours_in_which_nothing_was_saved_are_left_out() {
    let is_out = |chat: &Ended| chat.came / DAY == MONDAY / DAY + 8 && chat.came % DAY / 3600 == 10;
    let chats: Vec<Ended> = busy(4).into_iter().filter(|chat| !is_out(chat)).collect();
    let made = report(&lines(&chats), &[]);
    assert_warns(&made, "no chance, left out: was nothing saved then?: 2026-01-13");
    assert_eq!(number(cell(&made, "tuesday", "10:00"), "/days"), 3.0);
    assert_eq!(number(cell(&made, "tuesday", "09:00"), "/days"), 4.0);
    // A team that is not as busy has such hours by chance.
    let quiet: Vec<Ended> = regular(4).into_iter().filter(|chat| !is_out(chat)).collect();
    let warnings = report(&lines(&quiet), &[])["warnings"].to_string();
    assert!(!warnings.contains("no chance"), "{warnings}");
}

#[test]
fn hours_are_those_that_clocks_show() {
    // Ten to one by the clocks of Vienna, before and after they are set, from 16 March to 12 April 2026.
    let start = MONDAY + 70 * DAY;
    let mut chats = Vec::new();
    for day in 0..28 {
        let ahead = if day < 13 { 3600 } else { 7200 };
        for number in 0..18 {
            let came = start + day * DAY + 10 * 3600 - ahead + number * 600;
            chats.push(Ended::new(chats.len() as u64, came, 600));
        }
    }
    let made = report(&lines(&chats), &["--report-zone", "Europe/Vienna"]);
    let starts: BTreeSet<&str> = cells(&made).iter().filter_map(|cell| cell["start"].as_str()).collect();
    assert_eq!(starts.into_iter().collect::<Vec<_>>(), ["10:00", "10:30", "11:00", "11:30", "12:00", "12:30"]);
    assert_near("load", number(cell(&made, "sunday", "10:00"), "/load"), 1.0, 1e-9);
    assert_eq!(made["options"]["report_zone"], "Europe/Vienna");
}

#[test]
fn an_hour_that_a_day_lacks_was_not_observed_on_it() {
    // A chat at any time, all day long, while clocks are set.
    let start = MONDAY + 70 * DAY - 3600;
    let chats: Vec<Ended> =
        (0..28 * 144).map(|number| Ended::new(number, start + number.cast_signed() * 600, 600)).collect();
    let made = report(&lines(&chats), &["--report-zone", "Europe/Vienna"]);
    let skipped = cell(&made, "sunday", "02:30");
    assert_eq!(number(skipped, "/days"), 3.0);
    assert_near("load", number(skipped, "/load"), 1.0, 0.01);
    assert_eq!(number(cell(&made, "sunday", "03:00"), "/days"), 4.0);
}

#[test]
fn a_chat_over_midnight_is_load_on_both_days() {
    let mut chats = Vec::new();
    for day in 0..14 {
        for number in 0..10 {
            let came = MONDAY + day * DAY + 23 * 3600 + 2700 + number * 60;
            chats.push(Ended { agents: vec![number.unsigned_abs()], ..Ended::new(chats.len() as u64, came, 2700) });
        }
    }
    let made = report(&lines(&chats), &[]);
    let after = cell(&made, "tuesday", "00:00");
    assert_eq!(number(after, "/chats"), 0.0);
    assert!(number(after, "/load") > 8.0, "{after}");
}

#[test]
fn two_agents_share_a_chat() {
    let mut chats = regular(2);
    for chat in &mut chats {
        chat.agents = vec![1, 2];
    }
    let made = report(&lines(&chats), &[]);
    assert_near("departures", number(&made, "/levels/0/departures"), 180.0, 1e-9);
    assert_near("mean", number(&made, "/levels/0/mean_seconds"), 600.0, 1e-9);
    assert_near("load", number(&made, "/peak/load"), 1.0, 1e-9);
    assert_warns(&made, "180 chats of several agents");
}

#[test]
fn departments_are_known_by_name_and_by_id() {
    let department = |chat: &Ended| {
        let mut event = chat.event();
        let of = match chat.id % 4 {
            0 => json!({ "department_id": "12", "department_name": "Sales" }),
            1 => json!({ "department_id": "12" }),
            2 => json!({ "department_name": "Sales" }),
            _ => json!({}),
        };
        let chat = event["data"]["chat"].as_object_mut().expect("it is an object");
        chat.extend(of.as_object().expect("it is an object").clone());
        event.to_string() + "\n"
    };
    let input: String = regular(4).iter().map(department).collect();
    let made = report(&input, &["--by", "department"]);
    let groups = made["groups"].as_array().expect("there are groups");
    let names: Vec<&Value> = groups.iter().map(|group| &group["department"]).collect();
    assert_eq!(names, [&Value::Null, &"Sales".into()]);
    let chats = |of: &Value| cells(of).iter().map(|cell| number(cell, "/chats")).sum::<f64>();
    assert_eq!(groups.iter().map(chats).collect::<Vec<_>>(), [90.0, 270.0]);
    assert_eq!(chats(&made), 360.0);
    assert!(groups.iter().all(|group| group["peak"]["seats"].is_u64() && group["week"]["fte"].is_f64()));
    assert_eq!(report(&input, &[]).get("groups"), None);
}

#[test]
fn a_team_is_found_out() {
    // Six agents of three chats each, who take longer for each the more they hold; days differ by a fifth.
    let team = Team {
        agents: 6,
        times: vec![500.0, 575.0, 650.0],
        rate: 20.0,
        days: vec![1.0, 1.3, 0.8, 1.1, 0.7, 1.0, 1.0, 1.2, 0.9],
        patience: 240.0,
        weeks: 6,
    };
    let chats = team.chats(7);
    let answered = chats.iter().filter(|chat| chat.wait.is_some()).count();
    let made = report(&lines(&chats), &[]);
    assert_eq!(number(&made, "/deliveries/kept"), answered as f64);
    assert_eq!((&made["concurrency"], &made["demand"]["pooled"]), (&3.into(), &true.into()));
    for (level, expected) in [500.0, 575.0, 650.0].into_iter().enumerate() {
        let found = number(&made, &format!("/levels/{level}/mean_seconds"));
        let error = number(&made, &format!("/levels/{level}/standard_error"));
        assert_near(&format!("level {level}"), found, expected, 3.0 * error);
        assert!(error < 0.06 * expected, "{error}");
    }
    let cv = number(&made, "/demand/day_factor_cv");
    assert!((0.12..0.25).contains(&cv), "{cv}");
    // The bounds hold the truth, mostly.
    let truth = 20.0 * number(&made, "/observed/mean_handle_seconds") / 1800.0;
    let is_steady = |cell: &&Value| ("09:00".."18:00").contains(&cell["start"].as_str().expect("it is a time"));
    let steady: Vec<&Value> = cells(&made).iter().filter(is_steady).collect();
    let holds = |cell: &&&Value| number(cell, "/load_low") <= truth && truth <= number(cell, "/load_high");
    assert!(steady.iter().filter(holds).count() * 10 >= steady.len() * 9, "{truth}: {steady:?}");
    for cell in cells(&made) {
        let seats = ["seats_low", "seats", "seats_high"].map(|name| number(cell, &format!("/{name}")));
        assert!(seats.is_sorted(), "{cell}");
        assert!(number(cell, "/service_level") >= 0.8 && number(cell, "/occupancy") <= 0.85, "{cell}");
    }
}

/// A chat as one of two vendors sends it: the time of its pick-up in a zone that is not said, or as a count.
fn as_sent(chat: &Ended) -> String {
    let picked = chat.came + 10;
    if chat.id.is_multiple_of(2) {
        let local = |seconds: i64| time(seconds)[..19].replace('T', " ");
        let sent = json!({
            "event": "CHAT_ON_CLOSE", "id": chat.id.to_string(), "account_id": "10444", "chat_wait_time": "10",
            "chat_duration": chat.duration.to_string(), "date_created": local(chat.came),
            "date_picked": local(picked), "users": { "agent": { "email": "ann@example.com" } },
        });
        return sent.to_string();
    }
    // A count of so few digits is one of seconds.
    let start = if chat.id % 8 == 1 { picked } else { picked * 1000 };
    let wait = if chat.id % 4 == 1 { "10s" } else { "00:00:10" };
    let sent = json!({
        "event": "chat_ended",
        "visitor": { "id": "v", "time_zone": "GMT +09:00" },
        "chat": {
            "id": chat.id.to_string(), "operators": "Bea", "waiting_time": wait, "start_time": format!("/Date({start})/"),
            "end_time": format!("/Date({})/", (picked + chat.duration) * 1000),
        },
    });
    sent.to_string()
}

#[test]
fn two_vendors_are_one_demand() {
    let input: Vec<String> = regular(2).iter().map(as_sent).collect();
    let made = report(&input.join("\n"), &["--time-zone", "UTC"]);
    assert_eq!(number(&made, "/deliveries/kept"), 180.0, "{made}");
    assert_eq!(number(&made, "/observed/mean_wait_seconds"), 10.0);
    assert_near("mean", number(&made, "/observed/mean_handle_seconds"), 600.0, 1e-9);
    // The load begins when a chat comes; no visitor's zone has a part in it.
    assert_near("load", number(cell(&made, "monday", "09:30"), "/load"), 1.0, 1e-9);
    assert_eq!(number(&made, "/levels/0/departures"), 180.0);
    let assumed = report(&input.join("\n"), &["--report-zone", "Asia/Tokyo"]);
    assert_warns(&assumed, "no time zone given; UTC is assumed");
    assert_near("load", number(cell(&assumed, "monday", "18:30"), "/load"), 1.0, 1e-9);
}

#[test]
fn what_comes_out_is_the_same_for_any_number_of_threads() {
    let team = Team { agents: 4, times: vec![500.0, 575.0], rate: 12.0, days: vec![1.0], patience: 200.0, weeks: 2 };
    let mut input = lines(&team.chats(3));
    input += &event("chat.ended", json!({ "chat": { "id": "x" } })).to_string();
    let one = run(&input, &["--jobs", "1"]).exits_with(0);
    for jobs in ["2", "5"] {
        assert_eq!(run(&input, &["--jobs", jobs]).exits_with(0).out, one.out);
    }
}

/// So many chats have to be behind a peak.
#[test]
fn a_peak_of_few_chats_is_doubted() {
    for (more, behind, is_doubted) in [(0, 9.0, true), (1, 10.0, false), (2, 11.0, false)] {
        // In three weeks, nine of them come in each half-hour of a weekday.
        let mut chats = regular(3);
        chats.extend((0..more).map(|number| Ended::new(number, MONDAY + 9 * 3600, 600)));
        let report = report(&lines(&chats), &[]);
        assert_eq!(number(&report, "/peak/chats"), behind);
        assert_eq!(report["warnings"].to_string().contains("fewer than 10 chats are behind the peak"), is_doubted);
    }
}
