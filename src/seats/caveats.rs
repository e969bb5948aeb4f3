//! The method of computing seats, and its limits.

/// Limits of the report, in short.
pub const IN_SHORT: &[&str] = &[
    "Closes are a floor for demand: who found no chat leaves none.",
    "A quiet record is not a small need: waits were made by the seats you had.",
    "A visitor who leaves in silence looks served, and quickly.",
    "Equal agents, any agent for any chat; no skills, breaks or shifts.",
    "Bounds cover chance and days, not growth, season or campaigns.",
    "More chats at once cost quality: this recommends no number of them.",
];

/// Method and limits of the report, in full: each a heading and a text.
pub const IN_FULL: &[(&str, &str)] = &[
    (
        "Load",
        "Chats in progress, by weekday and interval: each chat from its arrival for its handle time, divided \
         by all observed days, those without a chat in the interval included. So the load lags the arrivals \
         as chats do; arrivals times handle time would not.",
    ),
    (
        "Handle",
        "Handle time at a level, which is a number of chats that an agent holds at once: the time that chats \
         are held at that level, divided by the chats that end there. What several chats at once cost is in \
         it: handle time is neither divided by their number nor lengthened.",
    ),
    (
        "Seats",
        "The fewest agents who achieve the service level (or the ASA) and keep to the highest occupancy and \
         abandonment, in a queue in which each agent holds up to k chats. Occupancy is a part of the most that \
         agents can handle, not of the time in which they have a chat. With one chat at a time it is Erlang C, \
         with patience Erlang A.",
    ),
    ("Schedule", "Seats divided by what shrinkage leaves, once, rounded up."),
    (
        "Bounds",
        "95 % bounds of the load (Fay and Feuer's, for weighted counts), with what days differ more than \
         chance, put through the queue. A busy day is one that nine of ten do not exceed.",
    ),
    (
        "Model",
        "The service level that the queue gives for the agents seen at work is shown beside the observed one. \
         An agent is taken to be at work from a chat to the next, unless four hours lie between them.",
    ),
    (
        "Weekdays",
        "They share a shape of the day unless twelve weeks were saved or a test finds their shapes different; \
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
         keep their chats, the service level is 0.2 points too high on average and 0.9 at most. At levels that \
         were not measured, handle time rises as between those that were; if only one was, by 15 % of it for \
         each further chat.",
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
