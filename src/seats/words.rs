//! The sentences of the report: its assumptions with their sources, and its warnings.

use super::calendar::Day;
use super::cleaning::Counts;
use super::levels::Levels;
use super::profile::Profile;
use super::quantity::{Decimal, Seconds, Share, Target};
use super::question::{Origin, Question};
use super::report::{Assumption, Cell, Modelled, Observed};
use super::team::Team;
use super::window::Window;
use crate::finding::counted;

/// Results that assumptions and warnings are drawn from.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "they are what they are called")]
pub struct Facts<'f> {
    pub counts: &'f Counts,
    pub observed: &'f Observed,
    pub window: Option<&'f Window>,
    pub team: &'f Team,
    pub profile: Option<&'f Profile>,
    pub has_all_cells: bool,
    pub assumed_zone: u64,
    pub is_enough: bool,
    pub peak: Option<&'f Cell>,
    pub modelled: Option<Modelled>,
}

/// Of fewer chats there is no profile.
pub const FEWEST_CHATS: u64 = 100;

/// The target where none is said.
const USUAL_TARGET: Target = Target { share: Share::percent(80), within: Seconds(Decimal::whole(30)) };

/// Lists the inputs that were not measured, with the values assumed.
pub fn assumptions(question: &Question, facts: &Facts<'_>) -> Vec<Assumption> {
    let mut assumptions = Vec::new();
    let mut add = |name, value: String, origin| assumptions.push(Assumption { name, value, origin });
    let aim = &question.aim;
    let origin = if aim.target == USUAL_TARGET { "a convention of chat teams" } else { "--target" };
    let by_target = || (aim.target.to_string(), origin);
    let (target, origin) = aim.asa.map_or_else(by_target, |asa| (format!("ASA at most {asa}"), "--target-asa"));
    add("target", target, origin);
    let is_usual = aim.max_occupancy == Share::percent(85);
    add("max_occupancy", aim.max_occupancy.to_string(), if is_usual { "a common limit" } else { "--max-occupancy" });
    if let Some(cap) = facts.team.max_abandonment {
        let origin =
            if aim.max_abandonment.is_some() { "--max-abandonment" } else { "the limit where patience is measured" };
        add("max_abandonment", cap.to_string(), origin);
    }
    let is_usual = aim.shrinkage == Share::percent(30);
    add("shrinkage", aim.shrinkage.to_string(), if is_usual { "a usual value: 20 to 35 %" } else { "--shrinkage" });
    match (facts.team.patience, facts.team.patience_origin) {
        (Some(patience), Origin::Measured) => add("patience", seconds(patience), "all waits, by how many gave up"),
        (Some(patience), _) => add("patience", seconds(patience), "--patience"),
        (None, Origin::Said) => add("patience", "nobody gives up".to_owned(), "--patience"),
        (None, _) => add("patience", "nobody gives up".to_owned(), "the careful assumption"),
    }
    let chats = |count: usize| counted(count as u64, "chat");
    add(
        "concurrency",
        format!("{} at once", chats(facts.team.times.len())),
        match facts.team.concurrency {
            Origin::Said => "--concurrency",
            Origin::Measured => "the most that agents hold for at least 1 % of their busy time",
            Origin::Default => "agents are not known",
        },
    );
    let times: Vec<String> = facts.team.times.iter().map(|time| format!("{time:.0}")).collect();
    add("handle_time", format!("{} s", times.join(" / ")), handle_origin(facts.team));
    let after_chat_work = match facts.counts.wrapped_up {
        _ if question.after_chat_work.value() > 0.0 => "--after-chat-work",
        0 => "the default",
        _ => "for chats whose wrap-up was not saved",
    };
    add("after_chat_work", question.after_chat_work.to_string(), after_chat_work);
    let zone = if question.time_zone.is_some() { "--time-zone" } else { "the default" };
    if question.time_zone.is_some() || facts.assumed_zone > 0 {
        add("time_zone", question.time_zone().name, zone);
    }
    let origin = if question.report_zone.is_some() { "--report-zone" } else { zone };
    add("report_zone", question.report_zone().name, origin);
    add("full_time", "40 h a week".to_owned(), "a convention");
    assumptions
}

fn seconds(time: f64) -> String {
    format!("{time:.0} s")
}

/// Returns the source of the handle times by level.
fn handle_origin(team: &Team) -> &'static str {
    match (team.measured, team.times.len()) {
        (0, 1) => "the mean of all chats",
        (0, _) => "the mean of all chats, and 15 % of it more for each further chat at once",
        (_, 1) => "measured while agents hold one chat",
        (measured, levels) if measured >= levels => "measured by chats held",
        (1, _) => "measured for one chat, and 15 % of it more for each further chat at once",
        _ => "measured by chats held, and rising as before for the rest",
    }
}

/// Lists the reasons to be careful with the result.
pub fn warnings(question: &Question, facts: &Facts<'_>) -> Vec<String> {
    let mut warnings = Vec::new();
    let counts = facts.counts;
    if !facts.is_enough && facts.observed.chats > 0 {
        let chats = counted(facts.observed.chats, "chat");
        let days = counted(facts.window.map_or(0, |window| window.days), "day");
        warnings.push(format!(
            "too few for a profile: {chats} on {days}; it takes {FEWEST_CHATS} chats, and two weeks from first to last"
        ));
    }
    if !facts.has_all_cells {
        warnings.push("intervals are left out in which no number of agents achieves what is asked".to_owned());
    }
    if facts.assumed_zone > 0 {
        let zone = question.time_zone().name;
        warnings.push(format!("no time zone given; {zone} is assumed: set it with --time-zone"));
    }
    let mut say = |count: u64, what: &str| {
        if count > 0 {
            warnings.push(format!("{}{what}", counted(count, "chat")));
        }
    };
    say(counts.without_time, " without a time: counted, but in no interval");
    say(counts.without_agent, " without an agent: not in the handle times by chats held");
    say(counts.without_wait, " without a wait: not in the service level");
    say(counts.wait_mismatches, " whose wait is not the time from arrival to pick-up: that time counts");
    say(counts.bad_waits, " with a wait that is negative or over 4 h: left out of the waits");
    say(counts.shared, " of several agents: each has an equal share of it");
    say(counts.unended, " that began and whose end was not saved: not counted");
    say(counts.without_length, " with a duration of 0 s: kept; bots and instant closes leave such");
    if facts.observed.median_handle_seconds.is_some_and(|median| median < 60.0) {
        warnings.push(
            "half of the durations are under 60 s: seconds or minutes? Say which with --duration-unit".to_owned(),
        );
    }
    about_days(facts.window, question, &mut warnings);
    about_model(facts, &mut warnings);
    warnings
}

fn about_days(window: Option<&Window>, question: &Question, warnings: &mut Vec<String>) {
    let Some(window) = window else { return };
    let mut say = |days: &[Day], what: &str| {
        let names: Vec<String> = days.iter().take(5).map(|day| day.iso()).collect();
        let more =
            if days.len() > names.len() { format!(" and {} more", days.len() - names.len()) } else { String::new() };
        if !days.is_empty() {
            warnings.push(format!("{what}: {}{more}", names.join(", ")));
        }
    };
    let silent = match question.counts_silent_days {
        true => "days without a chat, counted as --count-silent-days says",
        false => "days without a chat, left out (--count-silent-days counts them)",
    };
    say(&window.silent, silent);
    say(&window.partial, "saved in part, left out");
    say(&window.outages, "hours without a chat that are no chance, left out: was nothing saved then?");
}

fn about_model(facts: &Facts<'_>, warnings: &mut Vec<String>) {
    let team = facts.team;
    if team.concurrency == Origin::Default && facts.observed.chats > 0 {
        warnings.push(
            "the agents of most chats are unknown: one chat at a time is assumed (--concurrency says otherwise)"
                .to_owned(),
        );
    }
    if let Some(level) = Levels::first_that_is_slower(&team.times) {
        let fewer = level - 1;
        warnings
            .push(format!("an agent who holds {level} chats ends fewer of them in an hour than one who holds {fewer}"));
    }
    match facts.observed.unanswered_share {
        Some(share) if share > 0.0 => {
            let percent = 100.0 * share;
            warnings.push(format!(
                "{percent:.1} % of the chats were not answered: the load of the others is raised to cover them"
            ));
        }
        Some(_) => warnings.push("answered chats only: a floor for demand".to_owned()),
        None => {}
    }
    if let (Some(patience), None) = (team.measured_patience, team.patience) {
        warnings.push(format!("measured patience is {patience:.0} s, and is not used (--patience auto uses it)"));
    }
    if let (Some(modelled), Some(observed)) = (facts.modelled, facts.observed.service_level)
        && (modelled.service_level - observed).abs() > MISFIT
    {
        let points = 100.0 * (modelled.service_level - observed).abs();
        let direction = if modelled.service_level > observed { "above" } else { "below" };
        warnings.push(format!(
            "the model's service level is {points:.0} points {direction} the observed one: it may not fit this team"
        ));
    }
    if facts.peak.is_some_and(|peak| peak.chats < FEW) {
        warnings.push(format!("fewer than {FEW} chats are behind the peak"));
    }
}

/// Largest difference between the model's service level and the observed one that raises no warning.
const MISFIT: f64 = 0.1;

/// A cell with fewer chats behind it says little.
pub const FEW: u64 = 10;

/// A length of time for people.
pub fn time(time: Option<f64>) -> String {
    time.map_or_else(|| "?".to_owned(), |time| format!("{time:.0} s"))
}
