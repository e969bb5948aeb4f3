//! Intercom, as its page of webhook topics and its description of the REST API have it.
//!
//! Generations: `g1` is version 1 of the API (seen from 2014 to 2020), `g2` is version 2 (seen in 2026), and `2.15` is that
//! version and later ones. A body follows the version that its app is set to, and does not name it: one description reads
//! all. The vendor documents the envelope and the topics, but no conversation in a notification: what an item holds was
//! observed, or stands in the description of the REST API.

use crate::describe::Encoding::{
    About, Constant, Each, Json, List, ListBy, Name, NamedValues, Object, ObjectBy, OneOf, Renamed, Words,
};
use crate::describe::Kind::Always;
use crate::describe::scalars::{
    ACCOUNT, BOOLEAN, COUNT, EMAIL, HTML, ID, ISO, NUMBER, TEXT, UNIX_SECONDS, UNIX_SECONDS_OR_ISO, URL,
};
use crate::describe::{
    Choice, D, DO, Event, Family, Field, I, Lookalike, O, Record, Sign, Target, Typing, Vendor, case, event, field,
    named, named_like, open, record,
};

/// Intercom.
pub static INTERCOM: Vendor = Vendor {
    name: "intercom",
    title: "Intercom",
    doc: "Every notification has an id of its own, and a second attempt at it has the same. One act of an agent may be \
          several notifications: a reply that assigns comes as `conversation.admin.assigned` and as \
          `conversation.admin.replied`, with the same part. Texts are HTML before API 2.15 and plain text after it, and \
          which of the two is not said. The signature is in a header.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // A conversation may stay open for weeks, and what is measured of it leaves out the hours when nobody works: neither
    // has a limit, and neither is the time between two others.
    agreements: &[],
    lookalikes: &[Lookalike {
        sign: Sign::Value("type", &["conversation"]),
        reason: "This is a conversation from the REST API, not a notification.",
        meant: None,
    }],
    secrets: &[],
};

const EVENTS: &[Event] = &[
    event("conversation.user.created", Always("chat.started"), DO, &CREATED, "A contact begins a conversation.")
        .by("message.author"),
    event(
        "conversation.admin.single.created",
        Always("chat.started"),
        DO,
        &CREATED,
        "An agent begins a conversation with one contact. It may be closed from the beginning.",
    )
    .by("message.author"),
    replied("conversation.user.replied", "A contact writes."),
    replied("conversation.admin.replied", "An agent writes, or a bot does: only the author tells."),
    replied("conversation.operator.replied", "A bot writes."),
    replied("conversation.admin.noted", "An agent writes a note that the contact does not see."),
    assigned("conversation.admin.assigned", "A conversation is assigned to an agent or a team."),
    assigned("conversation.admin.open.assigned", "An open conversation is assigned to an agent or a team."),
    event("conversation.admin.closed", Always("chat.ended"), DO, &CONVERSATION, "A conversation is closed.")
        .by("message.author"),
    changed("conversation.admin.opened", "A conversation is opened again.").by("message.author"),
    changed("conversation.admin.snoozed", "A conversation is put off.").by("message.author"),
    changed("conversation.admin.unsnoozed", "A conversation that was put off is back.").by("message.author"),
    changed("conversation.priority.updated", "A conversation becomes urgent, or is no longer urgent.")
        .by("message.author"),
    event(
        "conversation.rating.added",
        Always("chat.updated"),
        I,
        &CONVERSATION,
        "A contact rates a conversation. The body is not documented: it is taken to be that of other topics.",
    ),
    event(
        "conversation.read",
        Always("chat.updated"),
        DO,
        &READ,
        "A contact reads a conversation, whose latest parts are sent.",
    ),
    changed("conversation_part.tag.created", "A part of a conversation is tagged. Who tagged it is not said."),
    changed("conversation_part.redacted", "A part of a conversation is erased. Who erased it is not said."),
    event(
        "conversation.company.updated",
        Always("chat.updated"),
        I,
        &CONVERSATION,
        "The company of a conversation changes. The body is not documented: it is taken to be that of other topics.",
    )
    .by("message.author"),
    event(
        "conversation.contact.attached",
        Always("chat.updated"),
        DO,
        &CONTACT_CHANGED,
        "A contact joins a conversation. The item is a dump of the vendor's own records.",
    ),
    event(
        "conversation.contact.detached",
        Always("chat.updated"),
        DO,
        &CONTACT_CHANGED,
        "A contact leaves a conversation. The item is a dump of the vendor's own records.",
    ),
    event("conversation.deleted", Always("chat.updated"), DO, &DELETED, "A conversation is deleted."),
    of_agent(event(
        "admin.away_mode_updated",
        Always("agent.status_changed"),
        DO,
        &ADMIN_AWAY,
        "An agent turns the away mode on or off.",
    )),
    of_agent(
        event("admin.logged_in", Always("agent.status_changed"), DO, &ADMIN, "An agent logs in.")
            .says(&[("agent_status.status", "logged_in")]),
    ),
    of_agent(
        event("admin.logged_out", Always("agent.status_changed"), DO, &ADMIN, "An agent logs out.")
            .says(&[("agent_status.status", "logged_out")]),
    ),
    named("ping", DO, "A test of the endpoint."),
    named_like("contact.", D, "A contact, a person whom the account knows."),
    named_like("user.", D, "A user, a person whom the account knows."),
    named_like("visitor.", D, "A visitor of the site, outside of conversations."),
    named_like("company.", D, "A company that contacts belong to."),
    named("event.created", D, "Something that a contact did elsewhere."),
    named_like("granular.", D, "A change of what is known of a contact or a company."),
    named_like("ticket.", D, "A ticket."),
    named("admin.added_to_workspace", D, "The account of an agent."),
    named("admin.removed_from_workspace", D, "The account of an agent."),
    named("admin.activity_log_event.created", D, "What agents do with the workspace's settings."),
    named_like("call.", D, "A telephone call."),
    named_like("content_stat.", D, "How a mailing was received."),
    named_like("article.", D, "An article of the help center."),
    named_like("content_snippet.", D, "A piece of text that bots answer from."),
    named_like("content_import_source.", D, "A source of text that bots answer from."),
    named_like("audience.", D, "A group of contacts."),
    named("job.completed", D, "A job of the API."),
    named("api.request.completed", D, "A call of the API."),
    named_like("data_connector.", D, "A connection to data elsewhere."),
    named_like("procedure.", D, "A procedure that bots follow."),
    named("conversation.admin.replied.translated", D, "A translation of a reply, whose body is not documented."),
];

const fn replied(name: &'static str, doc: &'static str) -> Event {
    event(name, Always("chat.message_added"), DO, &CONVERSATION, doc).by("message.author")
}

const fn assigned(name: &'static str, doc: &'static str) -> Event {
    event(name, Always("chat.transferred"), DO, &CONVERSATION, doc).by("message.author")
}

const fn changed(name: &'static str, doc: &'static str) -> Event {
    event(name, Always("chat.updated"), DO, &CONVERSATION, doc)
}

const fn of_agent(event: Event) -> Event {
    event.about(&["agents[].id"]).under("agents[]")
}

static ENVELOPE: Record = record(&[
    field("type", Constant("notification_event"), DO, "What a body is: `notification_event`."),
    field("app_id", ACCOUNT, DO, "Id of the workspace.").to("source").examples(&["q7w2lm9x", "b5k1zt0v"]),
    field("data", Object(&DATA), DO, "What the notification is about.").required().signs(),
    field("links", Json, O, "Empty in every body."),
    field("id", ID, DO, "Id of the notification: `notif_` and a GUID. Null on `ping`.").to("id"),
    field("topic", Name, DO, "The name of the event.").required().to("vendorevent"),
    field("delivery_status", TEXT, DO, "How the last attempt to deliver went.").examples(&["pending"]),
    field("delivery_attempts", COUNT, DO, "Which attempt this is.").examples(&["1", "2"]),
    field("delivered_at", UNIX_SECONDS, O, "When it was delivered; 0 is not yet.").empty(&["0"]),
    field("first_sent_at", UNIX_SECONDS, DO, "When it was first sent."),
    field(
        "created_at",
        UNIX_SECONDS,
        DO,
        "When the notification was made: in the second of the event, or in the next.",
    )
    .to("time"),
    field("self", TEXT, DO, "Where the notification can be had again; mostly null."),
]);

static DATA: Record = record(&[
    kind(&["notification_event_data"]),
    field("item", About, DO, "What it is about: mostly a conversation.").required(),
]);

/// A row that says what its object is, and nothing else: where it says one of these words.
const fn kind(words: &'static [&'static str]) -> Field {
    field("type", TEXT, DO, "What the object is, mostly always the same.").empty(words).examples(words)
}

/// A conversation that begins: its message is the source, and its parts say nothing of what happened.
static CREATED: Record = record(&conversation(
    field("source", Object(&SOURCE_OF_MESSAGE), DO.of("g2"), "What began the conversation: the message.")
        .under("message"),
    field("conversation_message", Object(&FIRST_MESSAGE), O.of("g1"), "What began the conversation: the message.")
        .under("message"),
    field("conversation_parts", Object(&PARTS_KEPT), DO, "What came after it."),
));

/// A conversation in which something happened: its message is the one part that is sent.
static CONVERSATION: Record = record(&conversation(
    SOURCE,
    CONVERSATION_MESSAGE,
    field("conversation_parts", Object(&PARTS), DO, "What happened: one part."),
));

/// A conversation that was read, with several parts, none of which is what happened.
static READ: Record = record(&conversation(
    SOURCE,
    CONVERSATION_MESSAGE,
    field("conversation_parts", Object(&LATEST_PARTS), DO, "The latest parts."),
));

/// The rows of a conversation: what began it, in `g2` and in `g1`, what came after that, and what all have.
const fn conversation(source: Field, message: Field, parts: Field) -> [Field; 36] {
    [
        TYPE,
        CHAT_ID,
        source,
        message,
        parts,
        CREATED_AT,
        UPDATED_AT,
        STATE,
        OPEN,
        READ_BY_CONTACT,
        TITLE,
        PRIORITY,
        WAITING_SINCE,
        SNOOZED_UNTIL,
        ADMIN_ASSIGNEE_ID,
        TEAM_ASSIGNEE_ID,
        ASSIGNEE,
        CONTACTS,
        USER,
        CONVERSATION_RATING,
        CUSTOM_ATTRIBUTES,
        TAGS,
        TAGS_ADDED,
        STATISTICS,
        AI_AGENT_PARTICIPATED,
        FIRST_CONTACT_REPLY,
        TEAMMATES,
        TOPICS,
        LINKED_OBJECTS,
        TICKET,
        AI_AGENT,
        SLA_APPLIED,
        COMPANY,
        CHANNEL,
        METADATA,
        LINKS,
    ]
}

const TYPE: Field = kind(&["conversation"]);

const CHAT_ID: Field = field("id", ID, DO, "Id of the conversation.").required().to("chat.id").examples(CHAT_IDS);

const CHAT_IDS: &[&str] = &["215471862003117", "215471862003298"];

const SOURCE: Field = field("source", Object(&SOURCE_OF_CHAT), DO.of("g2"), "What began the conversation.");

const CONVERSATION_MESSAGE: Field =
    field("conversation_message", Object(&EARLIER_MESSAGE), O.of("g1"), "What began the conversation.");

const CREATED_AT: Field =
    field("created_at", UNIX_SECONDS, DO, "When the conversation began. Text in 2014.").to("chat.created_at");

const UPDATED_AT: Field =
    field("updated_at", UNIX_SECONDS, DO, "When the conversation last changed. Text in 2014.").to("chat.updated_at");

const STATE: Field = field("state", TEXT, DO, "State of the conversation: `open`, `closed`, `snoozed`.")
    .to("chat.state")
    .examples(&["open", "closed", "snoozed"]);

const OPEN: Field = field("open", BOOLEAN, DO, "Whether the conversation is open; null in 2014.");

const READ_BY_CONTACT: Field = field("read", BOOLEAN, DO, "Whether the contact has read it.");

const TITLE: Field = field("title", TEXT, DO, "Title of the conversation.").personal();

const PRIORITY: Field = field(
    "priority",
    TEXT,
    DO,
    "How urgent it is: `priority` or `not_priority`; `none`, `low`, `medium`, `high`, `urgent` from 2.16.",
)
.to("chat.priority")
.examples(&["priority", "not_priority", "high"]);

const WAITING_SINCE: Field = field("waiting_since", UNIX_SECONDS, DO, "Since when the contact waits for an answer.");

const SNOOZED_UNTIL: Field =
    field("snoozed_until", UNIX_SECONDS, DO, "Until when it is put off.").to("chat.snoozed_until");

const ADMIN_ASSIGNEE_ID: Field =
    field("admin_assignee_id", ID, DO.of("g2"), "Id of the agent who is responsible; null or 0 for none.")
        .empty(NO_ONE)
        .to("agents[].id")
        .examples(ADMIN_IDS);

const TEAM_ASSIGNEE_ID: Field =
    field("team_assignee_id", ID, DO.of("g2"), "Id of the team that is responsible; null or 0 for none.")
        .empty(NO_ONE)
        .to("chat.department_id")
        .examples(&["7712034"]);

const NO_ONE: &[&str] = &["0"];

const ADMIN_IDS: &[&str] = &["8841207", "8841355"];

const ASSIGNEE: Field =
    field("assignee", Object(&ASSIGNED_ADMIN), O.of("g1"), "The agent who is responsible.").under("agents[]");

static ASSIGNED_ADMIN: Record = record(&[
    kind(&["admin", "nobody_admin"]),
    field("id", ID, O, "Id of the agent; null for nobody.").empty(NO_ONE).to(".id").examples(ADMIN_IDS),
    field("name", TEXT, O, "Name of the agent.").to(".name"),
    field("email", EMAIL, O, "E-mail address of the agent.").to(".email"),
]);

const CONTACTS: Field = field("contacts", Object(&CONTACT_LIST), DO.of("g2"), "The people the conversation is with.");

static CONTACT_LIST: Record = record(&[
    kind(&["contact.list"]),
    field("contacts", List(&CONTACT), DO, "The people; the first is the visitor.").under("visitor"),
]);

static CONTACT: Record = record(&[
    kind(&["contact"]),
    field("id", ID, DO, "Id of the contact.").to(".id").examples(CONTACT_IDS),
    field("external_id", ID, DO, "Id of the contact in the account's own books.")
        .to(".external_id")
        .examples(EXTERNAL_IDS),
]);

const CONTACT_IDS: &[&str] = &["66f1c0a9d27b4e0012ab34cd", "66f1c0a9d27b4e0012ab34ef"];

const EXTERNAL_IDS: &[&str] = &["customer-5501", "a1f0e6d2"];

const USER: Field =
    field("user", Object(&USER_OF_CHAT), O.of("g1"), "The person the conversation is with.").under("visitor");

static USER_OF_CHAT: Record = record(&[
    field("type", TEXT, O, "Kind of contact: `user`, `lead`.").examples(&["user", "lead"]),
    field("id", ID, O, "Id of the user.").to(".id").examples(CONTACT_IDS),
    field("user_id", ID, O, "Id of the user in the account's own books.").to(".external_id").examples(EXTERNAL_IDS),
    field("name", TEXT, O, "Name of the user.").to(".name"),
    field("email", EMAIL, O, "E-mail address of the user.").to(".email"),
    field("do_not_track", BOOLEAN, O, "Whether the user wants not to be tracked; mostly null."),
]);

const CONVERSATION_RATING: Field = field(
    "conversation_rating",
    Object(&RATING),
    DO,
    "What the contact thought of the conversation: null or `{}` for nothing.",
);

static RATING: Record = record(&[
    field("rating", NUMBER, D, "Rating by the contact, from 1 to 5.").to("rating.score"),
    field("remark", TEXT, D, "What the contact said about it.").to("rating.comment"),
    field("created_at", UNIX_SECONDS, D, "When the contact was asked for it."),
    field("updated_at", UNIX_SECONDS, D, "When it last changed."),
    field("contact", Json, D, "The contact who rated.").personal(),
    field("teammate", Json, D, "The agent who was rated.").personal(),
]);

const CUSTOM_ATTRIBUTES: Field =
    field("custom_attributes", NamedValues, DO.of("g2"), "Fields of the conversation, by name.").to("chat.fields[]");

const TAGS: Field = field("tags", Object(&TAG_LIST), DO, "Tags of the conversation.");

static TAG_LIST: Record =
    record(&[kind(&["tag.list"]), field("tags", List(&TAG), DO, "The tags.").under("chat.tags[]")]);

const TAGS_ADDED: Field = field("tags_added", Object(&ADDED_TAG_LIST), O.of("g1"), "Tags that were just set.");

static ADDED_TAG_LIST: Record =
    record(&[kind(&["tag.list"]), field("tags", List(&TAG), O, "The tags.").under("chat.tags_added[]")]);

static TAG: Record = record(&[
    kind(&["tag"]),
    field("id", ID, DO, "Id of the tag.").to(".id").examples(&["77120"]),
    field("name", TEXT, DO, "Name of the tag.").to(".name"),
    field("applied_at", UNIX_SECONDS, DO, "When it was set."),
    field("applied_by", Json, DO, "Who set it.").personal(),
]);

const STATISTICS: Field =
    field("statistics", Object(&STATISTICS_OF_CHAT), DO.of("g2"), "What was measured of the conversation.");

/// Seconds, times and counts. Times are ISO 8601 here, and Unix seconds in the REST API.
static STATISTICS_OF_CHAT: Record = open(&[
    kind(&["conversation_statistics"]),
    field("time_to_assignment", NUMBER, DO, "Time until it was assigned, in seconds.").to("metrics.assignment_seconds"),
    field("time_to_admin_reply", NUMBER, DO, "Time until an agent replied, in seconds.")
        .to("metrics.first_response_seconds"),
    field("median_time_to_reply", NUMBER, DO, "Median of the times until an agent replied, in seconds.")
        .to("metrics.median_response_seconds"),
    field("handling_time", NUMBER, D, "Time that agents worked on it, in seconds.").to("metrics.handling_seconds"),
    field("first_admin_reply_at", UNIX_SECONDS_OR_ISO, DO, "When an agent first replied.").to("chat.first_reply_at"),
    field("count_reopens", COUNT, DO, "How often it was opened again.").to("metrics.reopens"),
]);

const AI_AGENT_PARTICIPATED: Field = field("ai_agent_participated", BOOLEAN, DO.of("g2"), "Whether a bot took part.");
const FIRST_CONTACT_REPLY: Field = kept("first_contact_reply", "The contact's first answer.").personal();
const TEAMMATES: Field = kept("teammates", "The agents who took part.").personal();
const TOPICS: Field = kept("topics", "Topics of the conversation.");
const LINKED_OBJECTS: Field = kept("linked_objects", "What it is linked with, such as tickets.");
const TICKET: Field = kept("ticket", "The ticket it is.").personal();
const AI_AGENT: Field = kept("ai_agent", "What a bot did in it.").personal();
const SLA_APPLIED: Field = kept("sla_applied", "What was promised about it.");
const COMPANY: Field = kept("company", "The company it is with.").personal();
const CHANNEL: Field = kept("channel", "Through which channels it went.");
const METADATA: Field = kept("metadata", "Not documented.");
const LINKS: Field = kept("links", "Where it can be seen.");

const fn kept(name: &'static str, doc: &'static str) -> Field {
    field(name, Json, DO, doc)
}

/// The beginning of a conversation, as the message of one that begins.
static SOURCE_OF_MESSAGE: Record = record(&[
    CHANNEL_TYPE,
    field("id", ID, DO, "Id of the message.").to(".id").examples(MESSAGE_IDS),
    field("body", HTML, DO, "Text of the message.").to(".text"),
    field("author", ObjectBy(&FIRST_AUTHOR), DO, "Who wrote it."),
    ATTACHMENTS,
    SUBJECT,
    PAGE_URL,
    DELIVERED_AS,
    REDACTED,
]);

const MESSAGE_IDS: &[&str] = &["403928117", "31790024456"];

const CHANNEL_TYPE: Field = field(
    "type",
    TEXT,
    DO,
    "The channel: `conversation` is the Messenger; `email`, `sms`, `whatsapp`, `facebook`, `instagram`, `twitter`, `push`, \
     `phone_call` and others.",
)
.to("chat.channel")
.examples(&["conversation", "email", "whatsapp"]);

const ATTACHMENTS: Field = field("attachments", List(&ATTACHMENT), DO, "Files.").under("attachments[]");

static ATTACHMENT: Record = record(&[
    field("type", TEXT, DO, "Kind of attachment: `upload`.").examples(&["upload"]),
    field("name", TEXT, DO, "Name of the file.").to(".name"),
    field("url", URL, DO, "Where the file is.").to(".url"),
    field("content_type", TEXT, DO, "Media type of the file.").to(".media_type"),
    field("filesize", COUNT, DO, "Size of the file, in bytes.").to(".size_bytes"),
    field("width", COUNT, DO, "Width of the picture, in pixels.").examples(&["640"]),
    field("height", COUNT, DO, "Height of the picture, in pixels.").examples(&["480"]),
]);

const SUBJECT: Field = field("subject", HTML, DO, "Subject of the message.").personal();

const PAGE_URL: Field =
    field("url", URL, DO, "Page from which it was sent.").examples(&["https://shop.example.com/plans"]);

const DELIVERED_AS: Field = field("delivered_as", TEXT, DO, "Why it was sent.").examples(&[
    "customer_initiated",
    "admin_initiated",
    "operator_initiated",
]);

const REDACTED: Field = field("redacted", BOOLEAN, DO, "Whether it was erased.");

/// The one who began a conversation, who is the visitor if a contact.
static FIRST_AUTHOR: Choice = Choice {
    key: "type",
    cases: &[case(CONTACT_KINDS, ".author", &VISITING_AUTHOR)],
    otherwise: Some(case(&[], ".author", &AUTHOR)),
};

const CONTACT_KINDS: &[&str] = &["user", "lead", "contact", "visitor"];

const PARTIES: &[(&str, &str)] = &[
    ("user", "visitor"),
    ("lead", "visitor"),
    ("contact", "visitor"),
    ("visitor", "visitor"),
    ("admin", "agent"),
    ("team", "agent"),
    ("bot", "bot"),
];

const AUTHOR_TYPE: Field = field("type", Words(PARTIES), DO, "Kind of author.").empty(&["nobody_admin"]).to(".role");
const AUTHOR_ID: Field = field("id", ID, DO, "Id of the author.").empty(NO_ONE).to(".id").examples(ADMIN_IDS);
const AUTHOR_NAME: Field = field("name", TEXT, DO, "Name of the author.").to(".name");
const AUTHOR_EMAIL: Field =
    field("email", EMAIL, DO, "E-mail address of the author.").examples(&["grace@support.example"]).personal();
const FROM_AI_AGENT: Field = field("from_ai_agent", BOOLEAN, DO, "Whether a bot of the vendor's wrote it.");
const IS_AI_ANSWER: Field = field("is_ai_answer", BOOLEAN, DO, "Whether it answers a question by itself.");

static AUTHOR: Record = record(&[AUTHOR_TYPE, AUTHOR_ID, AUTHOR_NAME, AUTHOR_EMAIL, FROM_AI_AGENT, IS_AI_ANSWER]);

static VISITING_AUTHOR: Record = record(&[
    AUTHOR_TYPE,
    field("id", ID, DO, "Id of the author.").empty(NO_ONE).to(".id").examples(CONTACT_IDS),
    AUTHOR_NAME.also(&[Target::meaning("visitor.name")]),
    field("email", EMAIL, DO, "E-mail address of the visitor.").to("visitor.email"),
    FROM_AI_AGENT,
    IS_AI_ANSWER,
]);

/// The same of `g1`, where `user` says who the visitor is.
static FIRST_MESSAGE: Record = record(&[
    kind(&["conversation_message"]),
    field("id", ID, O, "Id of the message.").to(".id").examples(MESSAGE_IDS),
    field("subject", HTML, O, "Subject of the message.").personal(),
    field("body", HTML, O, "Text of the message.").to(".text"),
    field("author", Object(&AUTHOR), O, "Who wrote it.").under(".author"),
    ATTACHMENTS,
    PAGE_URL,
    DELIVERED_AS,
    REDACTED,
]);

/// The beginning of a conversation, where something else happened: only who the visitor is counts.
static SOURCE_OF_CHAT: Record = record(&[
    CHANNEL_TYPE,
    field("id", ID, DO, "Id of the message.").examples(MESSAGE_IDS),
    field("body", HTML, DO, "Text of the message.").personal(),
    field("author", ObjectBy(&EARLIER_AUTHOR), DO, "Who wrote it."),
    field("attachments", Json, DO, "Files.").examples(&["[]"]).personal(),
    SUBJECT,
    PAGE_URL,
    DELIVERED_AS,
    REDACTED,
]);

static EARLIER_AUTHOR: Choice = Choice {
    key: "type",
    cases: &[case(CONTACT_KINDS, "visitor", &EARLIER_VISITOR)],
    otherwise: Some(case(&[], "visitor", &EARLIER_PARTY)),
};

static EARLIER_VISITOR: Record = record(&[
    EARLIER_TYPE,
    EARLIER_ID,
    field("name", TEXT, DO, "Name of the visitor.").to("visitor.name"),
    field("email", EMAIL, DO, "E-mail address of the visitor.").to("visitor.email"),
    FROM_AI_AGENT,
    IS_AI_ANSWER,
]);

static EARLIER_PARTY: Record = record(&[
    EARLIER_TYPE,
    EARLIER_ID,
    field("name", TEXT, DO, "Name of the author.").examples(&["Grace"]).personal(),
    AUTHOR_EMAIL,
    FROM_AI_AGENT,
    IS_AI_ANSWER,
]);

const EARLIER_TYPE: Field = field(
    "type",
    OneOf(&["user", "lead", "contact", "visitor", "admin", "team", "bot", "nobody_admin"]),
    DO,
    "Kind of author.",
);

const EARLIER_ID: Field = field("id", ID, DO, "Id of the author.").empty(NO_ONE).examples(CONTACT_IDS).personal();

static EARLIER_MESSAGE: Record = record(&[
    kind(&["conversation_message"]),
    field("id", ID, O, "Id of the message.").examples(MESSAGE_IDS),
    field("subject", HTML, O, "Subject of the message.").personal(),
    field("body", HTML, O, "Text of the message.").personal(),
    field("author", Object(&EARLIER_PARTY), O, "Who wrote it."),
    field("attachments", Json, O, "Files.").examples(&["[]"]).personal(),
    PAGE_URL,
    DELIVERED_AS,
    REDACTED,
]);

static PARTS_KEPT: Record =
    record(&[PART_LIST_TYPE, field("conversation_parts", Each(&KEPT_PART), DO, "The parts."), TOTAL_COUNT]);

static KEPT_PART: Field = field("", Json, DO, "A part.").personal();

static PARTS: Record = record(&[
    PART_LIST_TYPE,
    field("conversation_parts", ListBy(&PART), DO, "The parts: one, whose second is not documented."),
    TOTAL_COUNT,
]);

static LATEST_PARTS: Record = record(&[
    PART_LIST_TYPE,
    field("conversation_parts", List(&PART_OF_MANY), DO, "The parts.").under("messages[]"),
    TOTAL_COUNT,
]);

const PART_LIST_TYPE: Field = kind(&["conversation_part.list"]);

const TOTAL_COUNT: Field = field("total_count", COUNT, DO, "How many parts there are.").examples(&["1"]);

/// Only of notes it is said who sees them.
static PART: Choice = Choice {
    key: "part_type",
    cases: &[case(&["note"], "message", &NOTE)],
    otherwise: Some(case(&[], "message", &COMMENT)),
};

static NOTE: Record = record(&part(
    field("part_type", Words(&[("note", "internal")]), DO, "Kind of part: a note, which only agents see.")
        .word_to(".kind")
        .also(&[Target::meaning(".visibility")]),
    ATTACHMENTS,
));

static COMMENT: Record = record(&part(PART_KIND, ATTACHMENTS));

static PART_OF_MANY: Record =
    record(&part(PART_KIND, field("attachments", Json, DO, "Files.").examples(&["[]"]).personal()));

/// The rows of a part: its kind, its files, and what all have.
const fn part(kind: Field, attachments: Field) -> [Field; 18] {
    [
        PART_TYPE,
        PART_ID,
        kind,
        PART_BODY,
        PART_CREATED_AT,
        PART_UPDATED_AT,
        PART_NOTIFIED_AT,
        PART_AUTHOR,
        attachments,
        PART_STATE,
        REDACTED,
        PART_EXTERNAL_ID,
        APP_PACKAGE_CODE,
        ASSIGNED_TO,
        METADATA,
        EMAIL_MESSAGE_METADATA,
        EVENT_DETAILS,
        PART_TAGS,
    ]
}

const PART_TYPE: Field = kind(&["conversation_part"]);

const PART_ID: Field = field("id", ID, DO, "Id of the part.").to(".id").examples(&["31790024601", "31790024733"]);

const PART_KIND: Field = field(
    "part_type",
    Renamed(&[("comment", "text")]),
    DO,
    "Kind of part: `comment`, `note`, `assignment`, `close`, `open`, `snoozed`, `quick_reply`, `priority_changed` and \
     others. Of a part that was erased it stays what it was.",
)
.to(".kind");

const PART_BODY: Field =
    field("body", HTML, DO, "Text of the part; null where there is none. Of a part that was erased it says so.")
        .to(".text");

const PART_CREATED_AT: Field = field("created_at", UNIX_SECONDS, DO, "When it was written.").to(".at");
const PART_UPDATED_AT: Field = field("updated_at", UNIX_SECONDS, DO, "When it last changed.");
const PART_NOTIFIED_AT: Field = field("notified_at", UNIX_SECONDS, DO, "When the contact was told of it.");
const PART_AUTHOR: Field = field("author", Object(&AUTHOR), DO, "Who wrote it.").under(".author");
const PART_STATE: Field = field("state", TEXT, DO, "State of the conversation then.").examples(&["open", "closed"]);
const PART_EXTERNAL_ID: Field = field("external_id", TEXT, DO, "Id of the part elsewhere.");
const APP_PACKAGE_CODE: Field =
    field("app_package_code", TEXT, DO, "The app that wrote it.").examples(&["inbox-helper"]);
const ASSIGNED_TO: Field = kept("assigned_to", "Whom the conversation was assigned to.").personal();
const EMAIL_MESSAGE_METADATA: Field = kept("email_message_metadata", "Headers of the e-mail.").personal();
const EVENT_DETAILS: Field = kept("event_details", "What happened, in parts of that kind.").personal();
const PART_TAGS: Field = kept("tags", "Tags of the part.").examples(&["[]"]);

static DELETED: Record = record(&[
    TYPE,
    field("conversation_id", ID, DO, "Id of the conversation.").required().to("chat.id").examples(CHAT_IDS),
]);

/// A dump of the vendor's own records. Nothing but observed.
static CONTACT_CHANGED: Record = record(&[
    field("conversation", Object(&DUMP), O, "The conversation.").required(),
    field("contact", Json, O, "Who came or left, and is not the visitor.").personal(),
]);

static DUMP: Record = record(&[
    field("model", Object(&MODEL), O, "The conversation's own record."),
    field("parts", Json, O, "Its parts, as JSON in a string.").personal(),
    field("options", Json, O, "Not documented."),
]);

static MODEL: Record = open(&[
    field("id", ID, O, "Id of the conversation: a number.").required().to("chat.id").examples(CHAT_IDS),
    field("user_id", ID, O, "Id of the contact.").to("visitor.id").examples(CONTACT_IDS),
    field("created_at", ISO, O, "When the conversation began.").to("chat.created_at"),
    field("updated_at", ISO, O, "When the conversation last changed.").to("chat.updated_at"),
]);

static ADMIN: Record = record(&admin(
    field("away_mode_enabled", BOOLEAN, DO, "Whether the agent is away."),
    field("away_status_reason", TEXT, D, "Why the agent is away.").examples(&["Lunch"]),
));

static ADMIN_AWAY: Record = record(&admin(
    field("away_mode_enabled", Words(&[("true", "away"), ("false", "available")]), DO, "Whether the agent is away.")
        .to("agent_status.status"),
    field("away_status_reason", TEXT, D, "Why the agent is away.").to("agent_status.reason"),
));

/// The rows of an agent: whether and why the agent is away, and what all have.
const fn admin(away_mode: Field, reason: Field) -> [Field; 11] {
    [
        ADMIN_TYPE,
        ADMIN_ID,
        ADMIN_NAME,
        ADMIN_EMAIL,
        ADMIN_AVATAR,
        away_mode,
        reason,
        AWAY_MODE_REASSIGN,
        HAS_INBOX_SEAT,
        JOB_TITLE,
        TEAM_IDS,
    ]
}

const ADMIN_TYPE: Field = kind(&["admin"]);
const ADMIN_ID: Field = field("id", ID, DO, "Id of the agent: a number, or a string.")
    .empty(NO_ONE)
    .required()
    .to(".id")
    .examples(ADMIN_IDS);
const ADMIN_NAME: Field = field("name", TEXT, DO, "Name of the agent.").to(".name");
const ADMIN_EMAIL: Field = field("email", EMAIL, DO, "E-mail address of the agent.").to(".email");
const ADMIN_AVATAR: Field =
    field("avatar", Object(&AVATAR), DO, "Picture of the agent: an object, or its URL.").or_string().to(".photo_url");
const AWAY_MODE_REASSIGN: Field = field("away_mode_reassign", BOOLEAN, DO, "Whether new replies go to somebody else.");
const HAS_INBOX_SEAT: Field = field("has_inbox_seat", BOOLEAN, DO, "Whether the agent may work in the inbox.");
const JOB_TITLE: Field =
    field("job_title", TEXT, DO, "What the agent does.").examples(&["Support engineer"]).personal();
const TEAM_IDS: Field = kept("team_ids", "Ids of the agent's teams.").examples(&["[5501]"]);

static AVATAR: Record =
    record(&[kind(&["avatar"]), field("image_url", URL, DO, "Where the picture is.").to(".photo_url")]);
