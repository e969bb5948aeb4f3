//! Questions without payloads.

use serde_json::Value;

use crate::support::Run;

fn ask(arguments: &str) -> Value {
    let arguments: Vec<&str> = ["seats", "--format", "json"].into_iter().chain(arguments.split(' ')).collect();
    let out = Run::new(&arguments).done().exits_with(0).says_no_more().out;
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{out}: {error}"))
}

#[test]
fn the_answer_is_one_object() {
    let answer = ask("--arrivals 100 --handle-time 180s --interval 30m --target 80%/20s");
    let members: Vec<&str> = answer.as_object().expect("it is an object").keys().map(String::as_str).collect();
    let mut expected =
        ["seats", "scheduled", "service_level", "occupancy", "wait_probability", "asa_seconds", "abandonment"];
    expected.sort_unstable();
    assert_eq!(members, expected);
    assert_eq!((&answer["seats"], &answer["scheduled"], &answer["abandonment"]), (&14.into(), &20.into(), &0.0.into()));
}

#[test]
fn seats_are_rounded_up_from_exact_fractions() {
    // 21 / (1 - 30 %) is 30, of which binary fractions make 30.000000000000004; 2.8 erlangs at 70 % are 4 agents.
    let answer = ask("--arrivals 10 --handle-time 1200s --interval 15m --target 95%/15s --max-occupancy 100%");
    assert_eq!((&answer["seats"], &answer["scheduled"]), (&21.into(), &30.into()));
    let answer = ask("--arrivals 14 --handle-time 180s --interval 15m --target 50%/1h --max-occupancy 70%");
    assert_eq!(answer["seats"], 4);
    // Shrinkage is applied once, to whole agents: 2 / 0.7, not 1.2 / 0.7.
    let answer = ask("--arrivals 1 --handle-time 30m --interval 30m --target 1%/0s --max-occupancy 84%");
    assert_eq!((&answer["seats"], &answer["scheduled"]), (&2.into(), &3.into()));
    let answer = ask("--arrivals 100 --handle-time 3m --shrinkage 0% --target 80%/20s");
    assert_eq!(answer["scheduled"], answer["seats"]);
}

#[test]
fn few_chats_are_a_question_too() {
    let answer = ask("--arrivals 0.05 --handle-time 822.25s --interval 1h");
    assert_eq!((&answer["seats"], &answer["scheduled"]), (&1.into(), &2.into()));
    assert_eq!(ask("--arrivals 0.05 --handle-time 822.25s --min-seats 3")["seats"], 3);
}

#[test]
fn several_chats_at_once_need_fewer_agents_and_longer_times_more() {
    let at_once = |rest: &str| ask(&format!("--arrivals 30 --handle-time {rest}"))["seats"].as_u64();
    assert_eq!(at_once("600s --concurrency 1"), at_once("600s"));
    assert_eq!(at_once("600s,600s,600s"), at_once("600s,600s,600s --concurrency 3"));
    // Times that are not known are 15 % longer for each further chat.
    assert_eq!(
        ask("--arrivals 30 --handle-time 600s --concurrency 3"),
        ask("--arrivals 30 --handle-time 600s,690s,780s")
    );
    assert_eq!(
        ask("--arrivals 30 --handle-time 600s,690s --concurrency 3"),
        ask("--arrivals 30 --handle-time 600s,690s,780s")
    );
    assert_eq!(
        ask("--arrivals 30 --handle-time 600s,690s,780s --concurrency 1"),
        ask("--arrivals 30 --handle-time 600s")
    );
    assert!(at_once("600s,690s,780s") < at_once("600s"));
}

#[test]
fn a_mean_wait_or_what_is_given_up_can_be_asked_for_instead() {
    let by_asa = ask("--arrivals 100 --handle-time 180s --target-asa 2s --max-occupancy 100%");
    assert!(by_asa["asa_seconds"].as_f64().is_some_and(|asa| asa <= 2.0), "{by_asa}");
    assert_eq!(by_asa["seats"], 16);
    let all = ask("--arrivals 100 --handle-time 180s --target 50%/60s --patience 60s --max-occupancy 100%");
    let few = ask(
        "--arrivals 100 --handle-time 180s --target 50%/60s --patience 60s --max-occupancy 100% --max-abandonment 2%",
    );
    assert!(all["abandonment"].as_f64() > Some(0.05) && few["abandonment"].as_f64() <= Some(0.02), "{all} {few}");
    assert!(few["seats"].as_u64() > all["seats"].as_u64());
    // Where visitors give up, fewer agents than the load can do.
    assert!(all["seats"].as_u64() <= Some(10), "{all}");
}

#[test]
fn wrong_values_say_what_is_right() {
    for (arguments, right) in [
        ("--arrivals 100", "--handle-time"),
        ("--handle-time 180s", "--arrivals"),
        ("--arrivals 0 --handle-time 180s", "a number of chats above 0, such as 100 or 0.05"),
        ("--arrivals 100 --handle-time 180", "a unit: s, m or h, such as 30s"),
        ("--arrivals 100 --handle-time 0s", "more than 0s"),
        ("--arrivals 100 --handle-time 180s --target 80%", "such as 80%/30s"),
        ("--arrivals 100 --handle-time 180s --target 100%/20s", "such as 80%/30s"),
        ("--arrivals 100 --handle-time 180s --shrinkage 100%", "less than 100%"),
        ("--arrivals 100 --handle-time 180s --shrinkage 30", "such as 80%"),
        ("--arrivals 100 --handle-time 180s --max-occupancy 0%", "more than 0%"),
        ("--arrivals 100 --handle-time 180s --concurrency 0", "auto, or a whole number from 1 to 50"),
        ("--arrivals 100 --handle-time 180s --concurrency 51", "auto, or a whole number from 1 to 50"),
        (
            "--arrivals 100 --handle-time 180s --patience soon",
            "a time up to 24h such as 240s, auto to measure it, or none",
        ),
        ("--arrivals 100 --handle-time 180s --patience 86401s", "a time up to 24h"),
        ("--arrivals 999999 --interval 1s --handle-time 1s --patience 24h", "waiting visitors at once"),
        ("--handle-time 180s samples", "cannot be used with"),
        ("--arrivals 100 --handle-time 180s --patience auto", "for which there must be payloads"),
        ("--arrivals 100 --handle-time 180s --min-seats 0", "a whole number from 1"),
        ("--arrivals 100 --handle-time 180s samples", "cannot be used with"),
        ("--arrivals 999999999999 --handle-time 180s", "more than a million chats or waiting visitors at once"),
    ] {
        let arguments: Vec<&str> = ["seats"].into_iter().chain(arguments.split(' ')).collect();
        Run::new(&arguments).done().exits_with(2).complains(right);
    }
}

#[test]
fn what_is_about_payloads_is_refused_where_there_are_none() {
    for option in [
        "--vendor acquire",
        "--event acquire/CHAT_ON_CLOSE",
        "--time-zone UTC",
        "--svg load.svg",
        "--explain",
        "--report-zone UTC",
        "--after-chat-work 1m",
        "--max-chat 1h",
        "--duration-unit m",
        "--count-silent-days",
        "--by department",
    ] {
        let arguments = format!("seats --arrivals 100 --handle-time 180s {option}");
        let arguments: Vec<&str> = arguments.split(' ').collect();
        Run::new(&arguments).done().exits_with(2).complains("cannot be used with");
    }
}

#[test]
fn however_long_visitors_wait_there_is_an_answer() {
    // Below the load almost all would give up, and behind them a day's visitors would wait.
    let answer = ask("--arrivals 20000 --handle-time 600s --patience 24h");
    assert!(answer["seats"].as_u64().is_some_and(|seats| seats > 6_667), "{answer}");
    let asa = ask("--arrivals 2000 --handle-time 600s --patience 24h --target-asa 30s");
    assert!(asa["asa_seconds"].as_f64().is_some_and(|asa| asa <= 30.0), "{asa}");
}

#[test]
fn the_answer_is_written_for_people_and_as_a_row_too() {
    let arguments = ["seats", "--arrivals", "100", "--handle-time", "3m", "--target", "80%/20s"];
    let out = Run::new(&arguments).done().exits_with(0).says_no_more().out;
    assert!(out.starts_with("   14 seats: agents who answer chats at the same time\n   20 to schedule"), "{out}");
    let all = "--patience 4m --target-asa 20s --max-abandonment 2.5% --min-seats 3 --shrinkage 12.5% --concurrency 3";
    let more = [&arguments[..], &all.split(' ').collect::<Vec<_>>()].concat();
    let out = Run::new(&more).done().exits_with(0).says_no_more().out;
    let line = out.replace("\n           ", " ");
    for text in [
        "at 12.5 % shrinkage",
        "handle time 180 s / 207 s / 234 s with 1 to 3 chats at once; visitors give up after 240 s on average; ",
        "ASA at most 20 s; occupancy at most 85 %; abandonment at most 2.5 %; at least 3 seats\n",
    ] {
        assert!(line.replace("3 min", "180 s").replace("4 min", "240 s").contains(text), "{text}: {out}");
    }
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let csv = Run::new(&[&arguments[..], &["--format", "csv"]].concat()).done().exits_with(0).says_no_more().out;
    let rows: Vec<Vec<&str>> = csv.lines().map(|line| line.split(',').collect()).collect();
    assert_eq!((rows.len(), rows[0].len(), rows[1].len()), (2, 7, 7), "{csv}");
    assert_eq!((rows[0][0], rows[1][0], rows[1][1]), ("seats", "14", "20"));
}
