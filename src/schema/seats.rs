//! The schema of the JSON report of `seats`, version 1, as `seats/report.rs` has it.

use super::id;
use super::keywords::Schema;
use super::parts::Part::{self, Amount, Boolean, Count, Defined, List, Object, One, OneOf, OrNull, Text};
use super::parts::{TOOL, definitions};

/// The schema of the report, or of the answer to a question without payloads.
pub(super) fn report() -> Schema {
    let definitions = definitions(&[("cell", CELL), ("week", WEEK), ("answer", ANSWER)]);
    let any_of = vec![REPORT.schema(), Defined("answer").schema()];
    Schema { title: Some("Seats, version 1".to_owned()), any_of, ..Schema::default() }
        .described("What `chathook seats --format json` found, or what it answers to a question without payloads.")
        .published_as(id("seats:1"), definitions)
}

const REPORT: Part = Object(&[
    ("version", One, "The version of this format."),
    ("tool", TOOL, "What wrote the report."),
    ("options", OPTIONS, "What was asked."),
    ("deliveries", DELIVERIES, "What was read; all of it is the sum of the others."),
    ("window", WINDOW, "The days that were counted."),
    ("observed", OBSERVED, "What was seen; null for what is not known."),
    ("levels", List(&LEVEL), "How long chats took, by how many their agent held at once."),
    ("concurrency", Count, "How many chats an agent is taken to hold at once."),
    ("demand", DEMAND, "How days differ."),
    (
        "modelled",
        OrNull(&MODELLED),
        "What the model gives for the agents who were seen at work, to be held against what was observed; null where they are unknown.",
    ),
    ("cells", List(&Defined("cell")), "The seats by weekday and interval; empty where chats are too few."),
    ("peak", OrNull(&Defined("cell")), "The cell of the greatest load."),
    ("week", OrNull(&Defined("week")), "What the week comes to."),
    ("groups?", List(&GROUP), "The same of each department (`--by department` only)."),
    ("assumptions", List(&ASSUMPTION), "What was not measured."),
    ("warnings", List(&Text), "What to be careful of."),
]);

const OPTIONS: Part = Object(&[
    ("target_share", Amount, "The service level to achieve: which part of all chats is answered in time."),
    ("target_seconds", Amount, "Within how many seconds that is."),
    ("target_asa_seconds", OrNull(&Amount), "The longest average speed of answer, if that is asked instead."),
    ("interval_seconds", Amount, "The length of an interval."),
    ("max_occupancy", Amount, "The highest occupancy."),
    ("max_abandonment", OrNull(&Amount), "The highest abandonment; null where there is no limit."),
    ("shrinkage", Amount, "Shrinkage: the part of paid time in which agents answer no chats."),
    ("min_seats", Count, "The fewest agents in an interval in which chats come."),
    (
        "patience_seconds",
        OrNull(&Amount),
        "Patience: the mean time after which visitors who wait give up; null where they do not.",
    ),
    ("after_chat_work_seconds", Amount, "What an agent needs after a chat whose wrap-up was not saved."),
    ("max_chat_seconds", Amount, "The longest chat that is measured."),
    ("duration_unit_seconds", Amount, "The unit of durations."),
    ("time_zone", Text, "The zone of times that carry none."),
    ("report_zone", Text, "The zone that weekdays and intervals are counted in."),
    ("count_silent_days", Boolean, "Whether days without a chat count."),
]);

const DELIVERIES: Part = Object(&[
    ("read", Count, "All deliveries."),
    ("kept", Count, "Ends of chats that count in full."),
    ("retries", Count, "Deliveries of the same end again."),
    ("reclosed", Count, "Ends that gave way to a later end of the same chat."),
    ("unanswered", Count, "Chats that nobody picked up: arrivals that say nothing about handle time."),
    ("without_duration", Count, "Chats without a duration: arrivals that last as long as the mean."),
    ("negative_duration", Count, "Chats with a negative duration: the same."),
    ("over_max_chat", Count, "Chats longer than is believed: the same."),
    ("other_events", Count, "Deliveries that end no chat."),
    ("with_errors", Count, "Deliveries with errors, which were left out."),
]);

const WINDOW: Part = Object(&[
    ("from", OrNull(&Text), "The first day."),
    ("to", OrNull(&Text), "The last day."),
    ("days", Count, "How many days were observed."),
    ("silent_days", List(&Text), "Days without a chat, on weekdays that have some."),
]);

const OBSERVED: Part = Object(&[
    ("chats", Count, "Chats that came."),
    ("service_level", OrNull(&Amount), "The service level: which part of them was answered in the time of the target."),
    ("mean_wait_seconds", OrNull(&Amount), "The average speed of answer: how long those waited who were answered."),
    ("mean_handle_seconds", OrNull(&Amount), "The average handle time, after-chat work included."),
    ("median_handle_seconds", OrNull(&Amount), "The median of that."),
    ("p90_handle_seconds", OrNull(&Amount), "What nine of ten do not exceed."),
    ("unanswered_share", OrNull(&Amount), "Which part was not answered."),
    ("chats_per_busy_agent", OrNull(&Amount), "How many chats an agent holds who holds any."),
]);

const LEVEL: Part = Object(&[
    ("chats_held", Count, "How many chats an agent holds."),
    ("mean_seconds", OrNull(&Amount), "The mean time of a chat meanwhile."),
    ("standard_error", OrNull(&Amount), "The standard error of that."),
    ("departures", Amount, "How many chats ended; one of several agents is a part of one for each."),
]);

const DEMAND: Part = Object(&[
    ("day_factor_cv", OrNull(&Amount), "The coefficient of variation of days, beside chance."),
    ("pooled", Boolean, "Whether weekdays share a shape of the day."),
]);

const MODELLED: Part = Object(&[
    ("agents", Amount, "How many agents were at work when a chat came, on average."),
    ("service_level", Amount, "Which part of the chats the model says that they answer in the time of the target."),
]);

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const CELL: Part = Object(&[
    ("weekday", OneOf(WEEKDAYS), "The weekday."),
    ("start", Text, "When the interval begins, as `08:30`."),
    ("chats", Count, "How many chats came then, on all days."),
    ("days", Count, "On how many days it was observed."),
    ("load", Amount, "The mean number of chats in progress."),
    ("load_low", Amount, "Its lower 95 % bound."),
    ("load_high", Amount, "Its upper 95 % bound."),
    ("seats", Count, "Agents who answer chats at the same time."),
    ("seats_low", Count, "The same for the lower bound."),
    ("seats_high", Count, "The same for the upper bound."),
    ("seats_busy_day", Count, "The same for a day that nine of ten do not exceed."),
    ("scheduled", Count, "Agents to schedule, so that the seats are left after shrinkage."),
    ("service_level", Amount, "The service level: which part of all chats these seats answer in time."),
    ("asa_seconds", Amount, "The average speed of answer: the mean wait of those who are answered."),
    ("wait_probability", Amount, "Which part of all chats waits."),
    ("occupancy", Amount, "Occupancy: chats handled, as a part of the most that the seats can handle."),
]);

const WEEK: Part = Object(&[
    ("agent_hours", Amount, "The hours of all seats in a week."),
    ("agent_hours_low", Amount, "The same for the lower bounds."),
    ("agent_hours_high", Amount, "The same for the upper bounds."),
    ("fte", Amount, "Full-time equivalents of 40 hours a week, shrinkage included."),
]);

const GROUP: Part = Object(&[
    ("department", OrNull(&Text), "Its name, or else its id; null for chats of none."),
    ("cells", List(&Defined("cell")), "Its seats."),
    ("peak", OrNull(&Defined("cell")), "Its cell of the greatest load."),
    ("week", OrNull(&Defined("week")), "What its week comes to."),
]);

const ASSUMPTION: Part = Object(&[
    ("name", Text, "What it is."),
    ("value", Text, "What it was taken to be."),
    ("origin", Text, "Where that comes from."),
]);

const ANSWER: Part = Object(&[
    ("seats", Count, "Agents who answer chats at the same time."),
    ("scheduled", Count, "Agents to schedule, so that they are left after shrinkage."),
    ("service_level", Amount, "The service level: which part of all chats is answered in time."),
    ("occupancy", Amount, "Occupancy: chats handled, as a part of the most that the seats can handle."),
    ("wait_probability", Amount, "Which part of all chats waits."),
    ("asa_seconds", Amount, "The average speed of answer: the mean wait of those who are answered."),
    ("abandonment", Amount, "Abandonment: which part of all chats is given up."),
]);
