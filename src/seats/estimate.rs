//! From chats to the report: the steps one after another.

use std::collections::{BTreeMap, HashMap};

use super::calendar::Calendar;
use super::cleaning::{self, Chat, Counts, Rules};
use super::ledger::{Department, Ledger, Party};
use super::levels::Levels;
use super::profile::Profile;
use super::quantity::Seconds;
use super::question::{Question, Read};
use super::report::{Deliveries, Demand, Group, Level, Observed, Options, Report, Span, Tool, VERSION, peak_and_week};
use super::team::{Staffed, Team};
use super::window::Window;
use super::words::{self, FEWEST_CHATS, Facts};
use crate::json;

/// Of fewer days there is none.
const FEWEST_DAYS: u64 = 14;

/// The report of the chats of a ledger.
pub fn report(mut ledger: Ledger, read: Read, question: &Question) -> Report {
    let departments = department_names(&ledger.departments);
    #[expect(clippy::cast_possible_truncation, reason = "a chat is shorter than a month")]
    let milliseconds = |seconds: Seconds| (seconds.value() * 1000.0) as i64;
    let rules = Rules {
        max_chat: milliseconds(question.max_chat),
        after_chat_work: milliseconds(question.after_chat_work),
        duration_unit: question.duration_unit,
    };
    let (mut chats, counts) = cleaning::cleaned(&mut ledger, rules);
    let levels = Levels::of(&chats, &ledger.parties);
    let observed = observed(&chats, &levels, question);
    let team = Team::new(&chats, &levels, &observed, &counts, question);
    let window = window(&chats, question);
    let is_enough = observed.chats >= FEWEST_CHATS && window.as_ref().is_some_and(|it| it.span >= FEWEST_DAYS);
    let all = window.as_ref().filter(|_| is_enough).map(|window| team.profile(&chats, window));
    let of = |profile: &Option<Staffed>| profile.as_ref().map_or_else(Vec::new, |it| it.cells.clone());
    let cells = of(&all);
    let (peak, week) = peak_and_week(&cells, question.interval.value(), question.aim.shrinkage.value());
    let groups = question.by_department.then(|| match window.as_ref().filter(|_| is_enough) {
        Some(window) => groups(&mut chats, &ledger.parties, &departments, window, &team),
        None => Vec::new(),
    });
    let modelled =
        window.as_ref().zip(all.as_ref()).and_then(|(window, all)| team.modelled(&levels, &all.profile, window));
    let facts = Facts {
        counts: &counts,
        observed: &observed,
        window: window.as_ref(),
        team: &team,
        profile: all.as_ref().map(|it| &it.profile),
        has_all_cells: all.as_ref().is_none_or(|it| it.cells.len() == it.profile.cells.len()),
        assumed_zone: ledger.assumed_zone,
        is_enough,
        peak: peak.as_ref(),
        modelled,
    };
    let (assumptions, warnings) = (words::assumptions(question, &facts), words::warnings(question, &facts));
    Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        options: options(question, &team),
        deliveries: deliveries(read, &counts),
        window: span(window.as_ref()),
        levels: levels.levels.iter().zip(1..).map(|(level, held)| shown(level, held)).collect(),
        concurrency: team.times.len(),
        demand: all.as_ref().map_or_else(Demand::default, |it| demand(&it.profile)),
        modelled,
        cells,
        peak,
        week,
        groups,
        assumptions,
        warnings,
        observed,
    }
}

fn window(chats: &[Chat], question: &Question) -> Option<Window> {
    let times = chats.iter().filter_map(Chat::came);
    let (from, to) = times.clone().min().zip(times.max())?;
    #[expect(clippy::cast_possible_truncation, reason = "an interval is shorter than a day")]
    let interval = question.interval.value() as i64;
    let calendar = Calendar::new(&question.report_zone(), interval, from, to);
    Some(Window::of(calendar, chats, question.counts_silent_days))
}

fn observed(chats: &[Chat], levels: &Levels, question: &Question) -> Observed {
    let within = question.aim.target.within.value() * 1000.0;
    let (mut in_time, mut known, mut answered, mut waited, mut waits) = (0_u64, 0_u64, 0_u64, 0_i64, 0_u64);
    for chat in chats {
        answered += u64::from(chat.is_answered());
        known += u64::from(!chat.is_answered() || chat.wait().is_some());
        if let Some(wait) = chat.wait().filter(|_| chat.is_answered()) {
            (waited, waits) = (waited + wait, waits + 1);
            in_time += u64::from(wait as f64 <= within);
        }
    }
    let mut handles: Vec<i32> = chats.iter().filter_map(|chat| i32::try_from(chat.handle()?).ok()).collect();
    handles.sort_unstable();
    let part = |part: u64, of: u64| (of > 0).then(|| part as f64 / of as f64);
    let seconds = |sum: i64, count: usize| (count > 0).then(|| sum as f64 / 1000.0 / count as f64);
    let all = chats.len() as u64;
    Observed {
        chats: all,
        service_level: part(in_time, known).filter(|_| waits > 0 || answered == 0),
        mean_wait_seconds: seconds(waited, usize::try_from(waits).unwrap_or_default()),
        mean_handle_seconds: seconds(handles.iter().map(|handle| i64::from(*handle)).sum(), handles.len()),
        median_handle_seconds: quantile(&handles, 0.5),
        p90_handle_seconds: quantile(&handles, 0.9),
        unanswered_share: part(all - answered, all),
        chats_per_busy_agent: levels.chats_per_busy_agent(),
    }
}

/// Returns the quantile of sorted seconds at a part of 0 to 1: between two of them in proportion.
fn quantile(sorted: &[i32], part: f64) -> Option<f64> {
    let at = part * (sorted.len().checked_sub(1)? as f64);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is the number of one of them")]
    let below = at.floor() as usize;
    let (low, high) = (f64::from(sorted[below]), f64::from(sorted[(below + 1).min(sorted.len() - 1)]));
    Some((low + (high - low) * at.fract()) / 1000.0)
}

/// Returns a label for each department: its name, or the name that others with its id have, or its id.
fn department_names(departments: &[Department]) -> Vec<Option<String>> {
    let text = |json: &[u8]| {
        let raw = std::str::from_utf8(json).ok().filter(|raw| !raw.is_empty())?;
        Some(json::unescape(raw).map_or_else(|| raw.to_owned(), std::borrow::Cow::into_owned))
    };
    let of_both = departments.iter().filter(|it| !it.id.is_empty() && !it.name.is_empty());
    let names: HashMap<_, _> = of_both.map(|it| ((it.account, it.id.as_slice()), it.name.as_slice())).collect();
    let name = |it: &Department| names.get(&(it.account, it.id.as_slice())).copied().map(<[u8]>::to_vec);
    let own = |it: &Department| (!it.name.is_empty()).then(|| it.name.clone());
    departments.iter().map(|it| text(&own(it).or_else(|| name(it)).unwrap_or_else(|| it.id.clone()))).collect()
}

/// Each department by itself, in the order of their names. Chats are sorted by them.
fn groups(
    chats: &mut [Chat],
    parties: &[Party],
    departments: &[Option<String>],
    window: &Window,
    team: &Team,
) -> Vec<Group> {
    let mut numbers: BTreeMap<&Option<String>, usize> = BTreeMap::new();
    for name in departments {
        numbers.insert(name, 0);
    }
    numbers.values_mut().zip(0..).for_each(|(number, next)| *number = next);
    let number: Vec<usize> = departments.iter().map(|name| numbers[name]).collect();
    let of = |chat: &Chat| number[parties[chat.party()].department as usize];
    chats.sort_unstable_by_key(|chat| (of(chat), chat.came(), chat.picked(), chat.handle(), chat.party()));
    let names: Vec<&Option<String>> = numbers.into_keys().collect();
    let group = |chats: &[Chat]| {
        let cells = team.profile(chats, window).cells;
        let (peak, week) = peak_and_week(&cells, team.interval.value(), team.aim.shrinkage.value());
        Group { department: names[of(&chats[0])].clone(), cells, peak, week }
    };
    chats.chunk_by(|a, b| of(a) == of(b)).map(group).collect()
}

fn options(question: &Question, team: &Team) -> Options {
    let aim = &question.aim;
    Options {
        target_share: aim.target.share,
        target_seconds: aim.target.within,
        target_asa_seconds: aim.asa,
        interval_seconds: question.interval,
        max_occupancy: aim.max_occupancy,
        max_abandonment: team.max_abandonment,
        shrinkage: aim.shrinkage,
        min_seats: aim.least,
        patience_seconds: team.patience,
        after_chat_work_seconds: question.after_chat_work,
        max_chat_seconds: question.max_chat,
        duration_unit_seconds: question.duration_unit,
        time_zone: question.time_zone().name,
        report_zone: question.report_zone().name,
        count_silent_days: question.counts_silent_days,
    }
}

fn deliveries(read: Read, counts: &Counts) -> Deliveries {
    Deliveries {
        read: read.all,
        kept: counts.kept,
        retries: counts.retries,
        reclosed: counts.reclosed,
        unanswered: counts.unanswered,
        without_duration: counts.without_duration,
        negative_duration: counts.negative_duration,
        over_max_chat: counts.over_max_chat,
        other_events: counts.others,
        with_errors: read.with_errors,
    }
}

fn span(window: Option<&Window>) -> Span {
    let day = |of: fn((usize, usize)) -> usize| {
        let window = window?;
        Some(window.calendar.days[of(window.ends?)].iso())
    };
    Span {
        from: day(|ends| ends.0),
        to: day(|ends| ends.1),
        days: window.map_or(0, |window| window.days),
        silent_days: window.iter().flat_map(|window| &window.silent).map(|day| day.iso()).collect(),
    }
}

fn shown(level: &super::levels::Level, chats_held: usize) -> Level {
    let is_known = level.departures > 0.0;
    Level {
        chats_held,
        mean_seconds: is_known.then(|| level.mean()),
        standard_error: is_known.then(|| level.standard_error()),
        departures: level.departures,
    }
}

fn demand(profile: &Profile) -> Demand {
    Demand {
        day_factor_cv: Some(profile.day_factor.sqrt()),
        pooled: profile.pooled,
        days_by_chance: profile.days_by_chance,
        shapes_by_chance: profile.shapes_by_chance,
    }
}
