//! The schema of the JSON report of `seats`, version 1, as `seats/report.rs` has it.

use super::id;
use super::keywords::{Schema, Type};
use super::parts::{boolean, count, list, number, object, or_null, text};

/// The schema of the report, or of the answer to a question without payloads.
pub(super) fn report() -> Schema {
    let version = Schema { values: vec![1.into()], ..Schema::of(Type::Integer) };
    let tool = object(&[("name", text(), "Its name."), ("version", text(), "Its version.")]);
    let report = object(&[
        ("version", version, "The version of this format."),
        ("tool", tool, "What wrote the report."),
        ("options", options(), "What was asked."),
        ("deliveries", deliveries(), "What was read; all of it is the sum of the others."),
        ("window", window(), "The days that were counted."),
        ("observed", observed(), "What was seen; null for what is not known."),
        ("levels", list(level()), "How long chats took, by how many their agent held at once."),
        ("concurrency", count(), "How many chats an agent is taken to hold at once."),
        ("demand", demand(), "How days differ."),
        (
            "modelled",
            Schema { any_of: vec![modelled(), Schema::of(Type::Null)], ..Schema::default() },
            "What the model gives for the agents who were seen at work, to be held against what was observed; null where they are unknown.",
        ),
        (
            "cells",
            list(Schema::defined_as("cell")),
            "The seats by weekday and interval; empty where chats are too few.",
        ),
        ("peak", or_none("cell"), "The cell of the greatest load."),
        ("week", or_none("week"), "What the week comes to."),
        ("groups?", list(group()), "The same of each department (`--by department` only)."),
        ("assumptions", list(assumption()), "What was not measured."),
        ("warnings", list(text()), "What to be careful of."),
    ]);
    let definitions = [("cell", cell()), ("week", week()), ("answer", answer())];
    let either = Schema {
        title: Some("Seats, version 1".to_owned()),
        any_of: vec![report, Schema::defined_as("answer")],
        ..Schema::default()
    };
    either
        .described("What `chathook seats --format json` found, or what it answers to a question without payloads.")
        .published_as(id("seats:1"), definitions.map(|(name, schema)| (name.to_owned(), schema)).into())
}

/// A number that is not negative: a part of a whole, seconds, a load.
fn amount() -> Schema {
    Schema { minimum: Some(0), ..number() }
}

fn or_none(name: &str) -> Schema {
    Schema { any_of: vec![Schema::defined_as(name), Schema::of(Type::Null)], ..Schema::default() }
}

fn options() -> Schema {
    object(&[
        ("target_share", amount(), "The service level to achieve: which part of all chats is answered in time."),
        ("target_seconds", amount(), "Within how many seconds that is."),
        ("target_asa_seconds", or_null(amount()), "The longest average speed of answer, if that is asked instead."),
        ("interval_seconds", amount(), "The length of an interval."),
        ("max_occupancy", amount(), "The highest occupancy."),
        ("max_abandonment", or_null(amount()), "The highest abandonment; null where there is no limit."),
        ("shrinkage", amount(), "Shrinkage: the part of paid time in which agents answer no chats."),
        ("min_seats", count(), "The fewest agents in an interval in which chats come."),
        (
            "patience_seconds",
            or_null(amount()),
            "Patience: the mean time after which visitors who wait give up; null where they do not.",
        ),
        ("after_chat_work_seconds", amount(), "What an agent needs after a chat whose wrap-up was not saved."),
        ("max_chat_seconds", amount(), "The longest chat that is measured."),
        ("duration_unit_seconds", amount(), "The unit of durations."),
        ("time_zone", text(), "The zone of times that carry none."),
        ("report_zone", text(), "The zone that weekdays and intervals are counted in."),
        ("count_silent_days", boolean(), "Whether days without a chat count."),
    ])
}

fn deliveries() -> Schema {
    object(&[
        ("read", count(), "All deliveries."),
        ("kept", count(), "Ends of chats that count in full."),
        ("retries", count(), "Deliveries of the same end again."),
        ("reclosed", count(), "Ends that gave way to a later end of the same chat."),
        ("unanswered", count(), "Chats that nobody picked up: arrivals that say nothing about handle time."),
        ("without_duration", count(), "Chats without a duration: arrivals that last as long as the mean."),
        ("negative_duration", count(), "Chats with a negative duration: the same."),
        ("over_max_chat", count(), "Chats longer than is believed: the same."),
        ("other_events", count(), "Deliveries that end no chat."),
        ("with_errors", count(), "Deliveries with errors, which were left out."),
    ])
}

fn window() -> Schema {
    object(&[
        ("from", or_null(text()), "The first day."),
        ("to", or_null(text()), "The last day."),
        ("days", count(), "How many days were observed."),
        ("silent_days", list(text()), "Days without a chat, on weekdays that have some."),
    ])
}

fn observed() -> Schema {
    object(&[
        ("chats", count(), "Chats that came."),
        (
            "service_level",
            or_null(amount()),
            "The service level: which part of them was answered in the time of the target.",
        ),
        (
            "mean_wait_seconds",
            or_null(amount()),
            "The average speed of answer: how long those waited who were answered.",
        ),
        ("mean_handle_seconds", or_null(amount()), "The average handle time, after-chat work included."),
        ("median_handle_seconds", or_null(amount()), "The median of that."),
        ("p90_handle_seconds", or_null(amount()), "What nine of ten do not exceed."),
        ("unanswered_share", or_null(amount()), "Which part was not answered."),
        ("chats_per_busy_agent", or_null(amount()), "How many chats an agent holds who holds any."),
    ])
}

fn level() -> Schema {
    object(&[
        ("chats_held", count(), "How many chats an agent holds."),
        ("mean_seconds", or_null(amount()), "The mean time of a chat meanwhile."),
        ("standard_error", or_null(amount()), "The standard error of that."),
        ("departures", amount(), "How many chats ended; one of several agents is a part of one for each."),
    ])
}

fn demand() -> Schema {
    object(&[
        ("day_factor_cv", or_null(amount()), "The coefficient of variation of days, beside chance."),
        ("pooled", boolean(), "Whether weekdays share a shape of the day."),
    ])
}

fn modelled() -> Schema {
    object(&[
        ("agents", amount(), "How many agents were at work when a chat came, on average."),
        (
            "service_level",
            amount(),
            "Which part of the chats the model says that they answer in the time of the target.",
        ),
    ])
}

fn cell() -> Schema {
    let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    object(&[
        ("weekday", Schema::one_of(&weekdays), "The weekday."),
        ("start", text(), "When the interval begins, as `08:30`."),
        ("chats", count(), "How many chats came then, on all days."),
        ("days", count(), "On how many days it was observed."),
        ("load", amount(), "The mean number of chats in progress."),
        ("load_low", amount(), "Its lower 95 % bound."),
        ("load_high", amount(), "Its upper 95 % bound."),
        ("seats", count(), "Agents who answer chats at the same time."),
        ("seats_low", count(), "The same for the lower bound."),
        ("seats_high", count(), "The same for the upper bound."),
        ("seats_busy_day", count(), "The same for a day that nine of ten do not exceed."),
        ("scheduled", count(), "Agents to schedule, so that the seats are left after shrinkage."),
        ("service_level", amount(), "The service level: which part of all chats these seats answer in time."),
        ("asa_seconds", amount(), "The average speed of answer: the mean wait of those who are answered."),
        ("wait_probability", amount(), "Which part of all chats waits."),
        ("occupancy", amount(), "Occupancy: chats handled, as a part of the most that the seats can handle."),
    ])
}

fn week() -> Schema {
    object(&[
        ("agent_hours", amount(), "The hours of all seats in a week."),
        ("agent_hours_low", amount(), "The same for the lower bounds."),
        ("agent_hours_high", amount(), "The same for the upper bounds."),
        ("fte", amount(), "Full-time equivalents of 40 hours a week, shrinkage included."),
    ])
}

fn group() -> Schema {
    object(&[
        ("department", or_null(text()), "Its name, or else its id; null for chats of none."),
        ("cells", list(Schema::defined_as("cell")), "Its seats."),
        ("peak", or_none("cell"), "Its cell of the greatest load."),
        ("week", or_none("week"), "What its week comes to."),
    ])
}

fn assumption() -> Schema {
    object(&[
        ("name", text(), "What it is."),
        ("value", text(), "What it was taken to be."),
        ("origin", text(), "Where that comes from."),
    ])
}

fn answer() -> Schema {
    object(&[
        ("seats", count(), "Agents who answer chats at the same time."),
        ("scheduled", count(), "Agents to schedule, so that they are left after shrinkage."),
        ("service_level", amount(), "The service level: which part of all chats is answered in time."),
        ("occupancy", amount(), "Occupancy: chats handled, as a part of the most that the seats can handle."),
        ("wait_probability", amount(), "Which part of all chats waits."),
        ("asa_seconds", amount(), "The average speed of answer: the mean wait of those who are answered."),
        ("abandonment", amount(), "Abandonment: which part of all chats is given up."),
    ])
}
