//! How seats are reckoned, and what they cannot know.

/// What the report cannot know, in short.
pub const IN_SHORT: &[&str] = &[
    "Closes are a floor for demand: who found no chat leaves none.",
    "A quiet record is not a small need: waits were made by the seats you had.",
    "A visitor who leaves in silence looks served, and quickly.",
    "Equal agents, any agent for any chat; no skills, breaks or shifts.",
    "Bounds cover chance and days, not growth, season or campaigns.",
    "More chats at once cost quality: this recommends no number of them.",
];

/// How it was reckoned, and what it cannot know, in full: each a heading and a text.
pub const IN_FULL: &[(&str, &str)] = &[
    (
        "Load",
        "Chats in progress, by weekday and interval: each chat from when it came for as long as its agent had \
         to do with it, divided by all days that were observed, with those on which nobody came. It lags the \
         arrivals as chats do; arrivals times handle time would not.",
    ),
    (
        "Times",
        "While agents hold j chats, the time that chats are held by the chats that end: their mean time at \
         that level. What several chats at once cost is in it; nothing is divided by their number, and no \
         time is lengthened.",
    ),
    (
        "Seats",
        "The least number of agents of a queue in which each holds up to k chats, that answers in time as \
         often as is asked and is not too busy. Occupancy is the part of the most that agents can do, not of \
         the time in which they have a chat. With one chat at a time it is Erlang C, with patience Erlang A.",
    ),
    ("Schedule", "Seats divided by what shrinkage leaves, once, rounded up."),
    (
        "Bounds",
        "95 % bounds of the load (Fay and Feuer's, for weighted counts), with what days differ more than \
         chance, put through the queue. A busy day is one that nine of ten do not exceed.",
    ),
    (
        "Weekdays",
        "They share a shape of the day unless twelve weeks were saved or their shapes differ by no chance; \
         the weekend has its own. The largest of many noisy cells would be too large.",
    ),
    (
        "Floor",
        "Closes are a floor for demand: a hidden widget, a full queue, closed hours, chats with bots only and \
         deliveries that never came leave none. Visitors who try again push the other way.",
    ),
    ("Quiet", "A quiet record is not a small need. The waits that were observed were produced by the seats you had."),
    (
        "Silence",
        "Visitors who leave in silence look served: their chats are short, so handle time is low, and \
         patience is not known.",
    ),
    (
        "Equals",
        "The rate of arrivals is taken to be constant in an interval, agents to be equal, and any agent to \
         take any chat. Skills, breaks and the shape of shifts are not in it; building shifts adds hours.",
    ),
    (
        "Spread",
        "Chats are spread over agents as evenly as can be. Compared with simulations of teams whose agents \
         keep their chats, the service level is 0.2 points too high on average and 0.9 at most. Where a level \
         was not measured, a chat is taken to be 15 % longer for each further chat.",
    ),
    (
        "Patience",
        "Without patience the number is too careful where visitors leave; with patience it is too small if \
         patience is misjudged. At a load of 40 chats and a patience of 90 s it is 39 agents against 46.",
    ),
    (
        "Limits",
        "Bounds cover sampling and the differences of days, not growth, season, campaigns or another number \
         of chats at once.",
    ),
    (
        "Quality",
        "More chats at once cost quality: slower replies, fewer solved, less satisfied visitors. This \
         recommends no number of them.",
    ),
];
