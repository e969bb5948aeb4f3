//! `LiveChat` by text.com, as its documentation of webhooks has it.
//!
//! Generations: `3.2` and `3.3` are those of 2020 and 2021, `3.4` and `3.5` those of 2021 and 2022, `3.6` is that of 2025.
//! No body states its version, so one description reads all: both spellings of a field are one field. Bodies of 3.4 to 3.6
//! are known from the documentation, those of 3.2 also from the bodies that the vendor's own client library is tested with.

use crate::describe::Encoding::{
    About, Constant, Each, Json, JsonText, List, ListBy, ListOfNamedValues, Name, Object, ObjectBy, Renamed, Words,
};
use crate::describe::Kind::Always;
use crate::describe::scalars::{
    ACCOUNT, BOOLEAN, COUNT, EMAIL, ID, IP, NUMBER, ONLY_ID, PARTY_BY_FORM, RFC3339, TEXT, URL,
};
use crate::describe::{
    Choice, D, DO, Event, Evidence, Family, Field, Lookalike, O, Record, Sign, Target, Typing, Vendor, case, event,
    field, named, open, record,
};

/// `LiveChat`.
pub static LIVECHAT: Vendor = Vendor {
    name: "livechat",
    title: "LiveChat",
    doc: "A delivery has no event id, no time and no version. `webhook_id` is the registration's, so it is the same in \
          every delivery, and an event that three webhooks are registered for arrives three times, with another one each time. \
          Without an answer in ten seconds a delivery is sent again, unchanged. Nothing is signed: the body holds the \
          receiver's secret.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // Chats live as long as their customers, and the times of a wait are estimates: nothing can be compared.
    agreements: &[],
    lookalikes: &[
        Lookalike {
            sign: Sign::NamedWith("type", &["push"]),
            reason: "This is a push of the RTM API, which has the webhooks' names and no `webhook_id`.",
            meant: None,
        },
        Lookalike {
            sign: Sign::Key("applicationID"),
            reason: "This is a webhook of an app (installs, payments), which has keys in camelCase.",
            meant: None,
        },
        Lookalike {
            sign: Sign::Value(
                "event_type",
                &[
                    "chat_started",
                    "chat_ended",
                    "chat_changed",
                    "visitor_queued",
                    "ticket_created",
                    "canned_response_changed",
                ],
            ),
            reason: "This is a webhook of API 2, which is deprecated and has bodies of its own.",
            meant: None,
        },
        named_in_3_1("incoming_chat_thread", "incoming_chat"),
        named_in_3_1("thread_closed", "chat_deactivated"),
        named_in_3_1("chat_user_added", "user_added_to_chat"),
        named_in_3_1("chat_user_removed", "user_removed_from_chat"),
        named_in_3_1("chat_thread_tagged", "thread_tagged"),
        named_in_3_1("chat_thread_untagged", "thread_untagged"),
        named_in_3_1("chat_thread_properties_updated", "thread_properties_updated"),
        named_in_3_1("chat_thread_properties_deleted", "thread_properties_deleted"),
        named_in_3_1("access_granted", "chat_access_granted"),
        named_in_3_1("access_revoked", "chat_access_revoked"),
        named_in_3_1("agent_status_changed", "routing_status_set"),
    ],
    secrets: &[],
};

const fn named_in_3_1(name: &'static str, now: &'static str) -> Lookalike {
    Lookalike { sign: Sign::Name(name), reason: "This is the event's name in version 3.1.", meant: Some(now) }
}

const EVENTS: &[Event] = &[
    event(
        "incoming_chat",
        Always("chat.started"),
        DO,
        &INCOMING_CHAT,
        "A thread begins: a new chat, or an old one resumed.",
    )
    .at("chat.started_at"),
    event(
        "chat_deactivated",
        Always("chat.ended"),
        DO,
        &CHAT_DEACTIVATED,
        "The open thread is closed, by a user or by the router.",
    ),
    event(
        "chat_transferred",
        Always("chat.transferred"),
        D.of("3.3+"),
        &CHAT_TRANSFERRED,
        "A chat is transferred to another group or agent.",
    ),
    changed("chat_access_updated", D.of("3.4+"), &ACCESS_GAINED, "The groups that have access to a chat change."),
    changed("chat_access_granted", DO.of("3.2, 3.3"), &ACCESS_GAINED, "Groups gain access to a chat."),
    changed("chat_access_revoked", DO.of("3.2, 3.3"), &ACCESS_LOST, "Groups lose access to a chat."),
    changed("user_added_to_chat", DO, &USER_ADDED, "An agent or a customer joins a chat."),
    changed("user_removed_from_chat", DO, &USER_REMOVED, "An agent or a customer leaves a chat."),
    event(
        "incoming_event",
        Always("chat.message_added"),
        DO,
        &INCOMING_EVENT,
        "Anything is said or shown in a chat: a message, a file, a form, a system message.",
    )
    .at("message.at")
    .by("message.author"),
    changed("event_updated", DO, &EVENT_UPDATED, "An event in a chat changes. Who changed it is not said."),
    changed("event_deleted", D.of("3.6"), &EVENT_DELETED, "An event in a chat is deleted."),
    changed("incoming_rich_message_postback", DO, &POSTBACK, "A button of a rich message is pressed."),
    changed(
        "chat_properties_updated",
        DO,
        &PROPERTIES_UPDATED,
        "Properties of a chat are set; the others are not sent.",
    ),
    changed("chat_properties_deleted", DO, &PROPERTIES_DELETED, "Properties of a chat are removed."),
    changed(
        "thread_properties_updated",
        DO,
        &PROPERTIES_UPDATED,
        "Properties of a thread are set, such as its rating; the others are not sent.",
    ),
    changed("thread_properties_deleted", DO, &PROPERTIES_DELETED, "Properties of a thread are removed."),
    changed(
        "event_properties_updated",
        DO,
        &PROPERTIES_UPDATED,
        "Properties of an event are set; the others are not sent.",
    ),
    changed("event_properties_deleted", DO, &PROPERTIES_DELETED, "Properties of an event are removed."),
    changed("thread_tagged", DO, &TAGGED, "A thread gets a tag."),
    changed("thread_untagged", DO, &UNTAGGED, "A thread loses a tag."),
    changed("thread_summary_set", D.of("3.6"), &SUMMARY_SET, "A summary of a thread was generated.")
        .at("chat.updated_at"),
    changed("events_marked_as_seen", DO, &MARKED_AS_SEEN, "A user has read a chat's events up to a point in time."),
    changed(
        "customer_session_fields_updated",
        D.of("3.3+"),
        &SESSION_FIELDS_UPDATED,
        "What is known of a customer's session changes; sent once for each active chat of the customer.",
    ),
    event(
        "routing_status_set",
        Always("agent.status_changed"),
        DO,
        &ROUTING_STATUS_SET,
        "An agent or a bot begins or stops to accept chats.",
    )
    .about(&["agents[].id"]),
    of_account("agent_created"),
    of_account("agent_approved"),
    of_account("agent_updated"),
    of_account("agent_suspended"),
    of_account("agent_unsuspended"),
    of_account("agent_deleted"),
    of_account("bot_created"),
    of_account("bot_updated"),
    of_account("bot_deleted"),
    of_account("group_created"),
    of_account("group_updated"),
    of_account("group_deleted"),
    of_account("tag_created"),
    of_account("tag_updated"),
    of_account("tag_deleted"),
    of_account("auto_access_added"),
    of_account("auto_access_updated"),
    of_account("auto_access_deleted"),
    of_account("auto_accesses_updated"),
    of_customer("customer_created", D.of("3.2")),
    of_customer("incoming_customer", D.of("3.3 to 3.5")),
];

/// An event that changes a chat, and neither begins nor ends it.
const fn changed(name: &'static str, evidence: Evidence, object: &'static Record, doc: &'static str) -> Event {
    event(name, Always("chat.updated"), evidence, object, doc)
}

const fn of_account(name: &'static str) -> Event {
    named(name, D, "A change of the account: of its agents, bots, groups, tags or of who gets which chats.")
}

const fn of_customer(name: &'static str, evidence: Evidence) -> Event {
    named(name, evidence, "A customer was registered, without a chat.")
}

static ENVELOPE: Record = record(&[
    field(
        "webhook_id",
        TEXT,
        DO,
        "Id of the registration: 32 hexadecimal digits. The same in every delivery, so never the id of an event.",
    )
    .signs()
    .examples(&["0f3c2f1d9a6e4b7c8d5e1a2b3c4d5e6f"]),
    field("secret_key", TEXT, DO, "Secret of the receiver, chosen when the webhook was registered.").secret(),
    field("action", Name, DO, "The name of the event.").required().to("vendorevent"),
    field("organization_id", ACCOUNT, DO.of("3.4+"), "Id of the account: a string.").to("source"),
    field("license_id", ACCOUNT, DO.of("3.2, 3.3"), "Id of the account: an integer.").to("source").fallback(),
    field("payload", About, DO, "What the event is about.").required(),
    field("additional_data", Object(&ADDITIONAL_DATA), D, "What else was asked for at the registration, mostly `{}`."),
]);

static ADDITIONAL_DATA: Record = record(&[
    field("chat_properties", Json, D, "Properties of the chat, by namespace.").personal(),
    field("chat_presence_user_ids", Json, D.of("3.3+"), "Ids of the users who are present in the chat.")
        .examples(&[r#"["grace@support.example"]"#])
        .personal(),
]);

const CHAT_ID: Field =
    field("chat_id", ID, D, "Id of the chat: ten letters and digits. It lives as long as its customer.")
        .required()
        .to("chat.id")
        .examples(&["QW8ZNT2KLM", "R5TBXY7HCD"]);

const THREAD_ID: Field = field("thread_id", ID, D, "Id of the thread, which is one sitting of the chat.")
    .to("chat.thread_id")
    .examples(&["V3GHSK91PA", "Z0DMWE6RQX"]);

const EVENT_ID: Field =
    field("event_id", ID, D, "Id of the event in the chat: a GUID, or `THREAD_N`.").to("message.id");

const REQUESTER_ID: Field =
    field("requester_id", PARTY_BY_FORM, D, "Who asked for it.").role_to("actor.role").also(&[Target::id("actor.id")]);

const USER_ID: Field =
    field("user_id", PARTY_BY_FORM, D, "Who did it.").role_to("actor.role").also(&[Target::id("actor.id")]);

const USER_TYPE: Field =
    field("user_type", TEXT, D, "Kind of user: `agent` or `customer`.").examples(&["agent", "customer"]);

const REASON: Field = field(
    "reason",
    TEXT,
    D,
    "Why. Of transfers it is `manual`, `inactive`, `assigned`, `unassigned` or `other`; other words are not known.",
)
.to("chat.reason");

const QUEUE_OBJECT: Field = field("queue", Object(&QUEUE), D, "The chat's place in the queue, if it waits.");

static INCOMING_CHAT: Record = record(&[field("chat", Object(&CHAT), DO, "The chat.").required()]);

static CHAT: Record = record(&[
    field("id", ID, DO, "Id of the chat: ten letters and digits.").required().to("chat.id").examples(CHAT_ID.examples),
    field("users", ListBy(&USER), DO, "The customer and the agents."),
    field("properties", Json, DO, "Properties of the chat, by namespace.").personal(),
    field("access", Object(&ACCESS), DO, "Who has access to the chat."),
    field("thread", Object(&THREAD), DO, "The thread that begins."),
]);

static ACCESS: Record = record(&[GROUP_IDS]);

const GROUP_IDS: Field = field("group_ids", ONLY_ID, DO, "The groups, by their numbers: departments. 0 is everybody.")
    .to("chat.department_id");

static THREAD: Record = record(&[
    field("id", ID, DO, "Id of the thread.").to("chat.thread_id").examples(THREAD_ID.examples),
    field("created_at", RFC3339, DO, "When the thread began.").to("chat.started_at"),
    field("active", BOOLEAN, DO, "Whether it is open."),
    field("user_ids", Json, DO, "Ids of the users in the thread.")
        .examples(&[r#"["grace@support.example"]"#])
        .personal(),
    field("events", List(&EVENT_OF_THREAD), DO, "What was said so far.").under("messages[]"),
    field("properties", Json, DO, "Properties of the thread, by namespace. They may be of an earlier sitting.")
        .personal(),
    field("access", Json, DO, "Who has access to the thread."),
    field("tags", Each(&TAG_NAME), DO, "Tags of the thread."),
    QUEUE_OBJECT,
    field("queues_duration", NUMBER, DO, "Not explained."),
    field("restricted_access", TEXT, DO, "Why the events are not shown."),
    field("previous_thread_id", ID, DO, "Id of the thread before."),
    field("next_thread_id", ID, DO, "Id of the thread after."),
    field("previous_accessible_thread_id", ID, DO, "Id of the nearest thread before that the receiver may see."),
    field("next_accessible_thread_id", ID, DO, "Id of the nearest thread after that the receiver may see."),
    field("customer_visit", Json, DO, "The customer's visit.").personal(),
]);

static TAG_NAME: Field = field("", TEXT, DO, "A tag.").to("chat.tags[].name");

static QUEUE: Record = record(&[
    field("position", COUNT, D, "The chat's position in the queue.").to("metrics.queue_position"),
    field("wait_time", NUMBER, D, "Estimate of how long it takes until an agent is free, in seconds.")
        .to("metrics.queue_ahead_seconds"),
    field("queued_at", RFC3339, D.of("3.6"), "When the chat began to wait. `queued_at_us` before.")
        .spelled(&["queued_at_us"])
        .to("chat.queued_at"),
]);

static CHAT_DEACTIVATED: Record = record(&[CHAT_ID, THREAD_ID, USER_ID]);

static CHAT_TRANSFERRED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    REQUESTER_ID,
    REASON,
    field("transferred_to", Object(&TRANSFERRED_TO), D, "Where the chat went.").required(),
    QUEUE_OBJECT,
]);

static TRANSFERRED_TO: Record =
    record(&[GROUP_IDS, field("agent_ids", Each(&AGENT_ID), D, "The agents, by their ids.")]);

static AGENT_ID: Field = field("", ID, D, "An agent: an e-mail address.").to("agents[].id");

const ID_OF_CHAT: Field = field("id", ID, D, "Id of the chat.").required().to("chat.id").examples(CHAT_ID.examples);

static ACCESS_GAINED: Record =
    record(&[ID_OF_CHAT, field("access", Object(&ACCESS), D, "Who has access to the chat.").required()]);

static ACCESS_LOST: Record =
    record(&[ID_OF_CHAT, field("access", Object(&FORMER_ACCESS), D, "Who has access to the chat no more.").required()]);

static FORMER_ACCESS: Record =
    record(&[field("group_ids", Json, DO, "The groups, by their numbers. The chat is not there any more.")
        .examples(&["[3]"])]);

static USER_ADDED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    field("user", ObjectBy(&USER), D, "Who joined.").required(),
    USER_TYPE,
    REASON,
    REQUESTER_ID,
]);

static USER_REMOVED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    field("user_id", ID, D, "Who left, and so is not in the chat.").required().personal(),
    USER_TYPE,
    REASON,
    REQUESTER_ID,
]);

static INCOMING_EVENT: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    field("event", Object(&EVENT), D, "What was said or shown.").under("message").required(),
]);

static EVENT_UPDATED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    field("event", Object(&EVENT), D, "The event as it is now.").under("message").required(),
]);

static EVENT_DELETED: Record = record(&[CHAT_ID, THREAD_ID, EVENT_ID.required()]);

static POSTBACK: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    EVENT_ID.required(),
    USER_ID,
    field("postback", Json, D, "The button that was pressed.").required().examples(&[r#"{"id":"yes","toggled":true}"#]),
]);

static PROPERTIES_UPDATED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    EVENT_ID,
    field("properties", Object(&SET_PROPERTIES), D, "The properties that were set, by namespace.").required(),
]);

static SET_PROPERTIES: Record =
    open(&[field("rating", Object(&RATING), D, "What the customer thought of the chat.").unchecked()]);

static RATING: Record = open(&[
    field("score", NUMBER, D, "Rating by the customer: 1 is good, 0 is bad.").to("rating.score").unchecked(),
    field("comment", TEXT, D, "What the customer said about it.").to("rating.comment").unchecked(),
]);

static PROPERTIES_DELETED: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    EVENT_ID,
    field("properties", Object(&REMOVED_PROPERTIES), D, "The names of the properties that were removed, by namespace.")
        .required(),
]);

static REMOVED_PROPERTIES: Record = open(&[]);

static TAGGED: Record =
    record(&[CHAT_ID, THREAD_ID, field("tag", TEXT, D, "The tag.").required().to("chat.tags_added[].name")]);

static UNTAGGED: Record =
    record(&[CHAT_ID, THREAD_ID, field("tag", TEXT, D, "The tag.").required().to("chat.tags_removed[].name")]);

static SUMMARY_SET: Record =
    record(&[CHAT_ID, THREAD_ID, field("summary", Object(&SUMMARY), D, "The summary.").required()]);

static SUMMARY: Record = record(&[
    field("status", TEXT, D, "State of the summary.").examples(&["ready"]),
    field("text", TEXT, D, "The summary itself.").to("chat.summary"),
    field("updated_at", RFC3339, D, "When it was generated.").to("chat.updated_at"),
]);

static MARKED_AS_SEEN: Record = record(&[CHAT_ID, USER_ID, field("seen_up_to", RFC3339, D, "The point in time.")]);

static SESSION_FIELDS_UPDATED: Record = record(&[
    field("id", ID, D, "Id of the customer.").required().to("visitor.id"),
    field("active_chat", Object(&ACTIVE_CHAT), D, "The chat that this is sent for."),
    field("session_fields", ListOfNamedValues, D, "What is known of the session, by name: objects of one key each.")
        .required()
        .to("visitor.variables[]"),
]);

static ACTIVE_CHAT: Record =
    record(&[field("chat_id", ID, D, "Id of the chat.").to("chat.id").examples(CHAT_ID.examples), THREAD_ID]);

static ROUTING_STATUS_SET: Record = record(&[
    field("agent_id", ID, D, "Id of the agent, an e-mail address; or of the bot.").required().to("agents[].id"),
    field("status", Words(ROUTING_STATUSES), D, "What the agent does now. The RTM API writes `_` for spaces.")
        .required()
        .to("agent_status.status")
        .also(&[Target::word("agent_status.vendor_status")]),
]);

const ROUTING_STATUSES: &[(&str, &str)] = &[
    ("accepting chats", "available"),
    ("not accepting chats", "away"),
    ("offline", "offline"),
    ("accepting_chats", "available"),
    ("not_accepting_chats", "away"),
];

static USER: Choice = Choice {
    key: "type",
    cases: &[case(&["customer"], "visitor", &CUSTOMER), case(&["agent"], "agents[]", &AGENT)],
    otherwise: None,
};

static CUSTOMER: Record = record(&[
    field("type", Constant("customer"), DO, "Kind of user: `customer`."),
    field("id", ID, DO, "Id of the customer: a GUID.").to(".id"),
    field("name", TEXT, DO, "Name of the customer.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the customer.").to(".email"),
    field("phone_number", TEXT, DO.of("3.6"), "Telephone number of the customer.").to(".phone"),
    field("avatar", URL, DO, "Picture of the customer.").to(".photo_url"),
    field("state", TEXT, O.of("3.3+"), "What the customer does, such as `browsing`.").to(".state"),
    field("visit", Object(&VISIT), DO.of("3.6"), "The customer's visit. `last_visit` before.").spelled(&["last_visit"]),
    field("statistics", Object(&STATISTICS), DO, "How often the customer came, chatted and looked at pages."),
    field("session_fields", ListOfNamedValues, DO, "What is known of the session, by name: objects of one key each.")
        .to("visitor.variables[]"),
    field("created_at", RFC3339, DO, "When the customer was registered."),
    field("email_verified", BOOLEAN, DO, "Whether the e-mail address is known to be the customer's."),
    field("present", BOOLEAN, DO, "Whether the customer is in the chat."),
    field("online", BOOLEAN, DO, "Whether the customer is online."),
    field("followed", BOOLEAN, DO, "Whether an agent follows the customer."),
    field("events_seen_up_to", RFC3339, DO, "Up to when the customer has read the events."),
    field("agent_last_event_created_at", RFC3339, DO, "When an agent last wrote to the customer."),
    field("customer_last_event_created_at", RFC3339, DO, "When the customer last wrote."),
    field("group_ids", Json, DO, "Groups of the customer.").examples(&["[3]"]),
    field("tickets", Json, DO, "Tickets of the customer.").examples(&[r#"[{"id":"T-1"}]"#]).personal(),
    field("carts", Json, DO, "What the customer has in carts.").examples(&["[]"]).personal(),
    field("omnichannel", Json, DO, "Not explained.").personal(),
    field("address", Json, DO, "Address of the customer.").personal(),
    field("__priv_lc2_customer_id", ID, DO, "Id of the customer in API 2.").personal(),
]);

static VISIT: Record = record(&[
    field("started_at", RFC3339, DO, "When the visit began.").to(".visit_at"),
    field("ended_at", RFC3339, DO, "When the visit ended."),
    field("referrer", URL, DO, "Page from which the customer came.").to(".referrer_url"),
    field("ip", IP, DO, "IP address of the customer.").to(".ip"),
    field("user_agent", TEXT, DO, "What the customer's browser says it is.").to(".user_agent"),
    field("geolocation", Object(&GEOLOCATION), DO, "Where the customer is."),
    field("last_pages", Json, DO, "Pages that the customer looked at last.")
        .examples(&[r#"[{"url":"https://shop.example.com/","title":"Shop"}]"#]),
]);

static GEOLOCATION: Record = record(&[
    field("city", TEXT, DO, "City of the customer.").to(".city"),
    field("region", TEXT, DO, "State or province of the customer.").to(".region"),
    field("country", TEXT, DO, "Country of the customer.").to(".country"),
    field("country_code", TEXT, DO, "Code of the country.").examples(&["CH", "PL"]),
    field("timezone", TEXT, DO, "Time zone of the customer: an IANA name.").examples(&["Europe/Zurich"]),
    field("latitude", TEXT, DO, "Latitude of the customer.").examples(&["47.4"]).personal(),
    field("longitude", TEXT, DO, "Longitude of the customer.").examples(&["8.5"]).personal(),
]);

static STATISTICS: Record = open(&[
    field("chats_count", COUNT, DO, "Chats of the customer.").to(".chats"),
    field("visits_count", COUNT, DO, "Visits of the customer.").to(".visits"),
    field("page_views_count", COUNT, DO, "Pages that the customer looked at.").to(".page_views"),
    field("threads_count", COUNT, DO, "Sittings with the customer.").examples(&["3"]),
]);

static AGENT: Record = record(&[
    field("type", Constant("agent"), DO, "Kind of user: `agent`, of bots too."),
    field("id", ID, DO, "Id of the agent: an e-mail address. Of a bot, 32 hexadecimal digits.").to(".id"),
    field("name", TEXT, DO, "Name of the agent.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the agent.").to(".email"),
    field("avatar", URL, DO, "Picture of the agent: a URL, in older bodies without `https://`.").to(".photo_url"),
    field("routing_status", TEXT, O.of("3.2, 3.3"), "State of the agent, such as `accepting_chats`.").to(".state"),
    field("present", BOOLEAN, DO, "Whether the agent is in the chat."),
    field("visibility", TEXT, DO.of("3.4+"), "Who sees that the agent is there.").examples(&["all", "agents"]),
    field("events_seen_up_to", RFC3339, DO, "Up to when the agent has read the events; a time in 1970 is never."),
]);

static EVENT: Record = record(&[
    ID_OF_EVENT,
    EVENT_CREATED_AT,
    EVENT_TYPE,
    EVENT_AUTHOR,
    EVENT_TEXT,
    field("name", TEXT, DO, "Name of the file.").to("attachments[].name"),
    field("url", URL, DO, "Where the file is.").to("attachments[].url"),
    field("content_type", TEXT, DO, "Media type of the file.").to("attachments[].media_type"),
    field("size", COUNT, DO, "Size of the file, in bytes.").to("attachments[].size_bytes"),
    field("fields", List(&FORM_FIELD), DO, "What a form asks for, or what was filled in.").under("chat.fields[]"),
    field("visibility", Words(VISIBILITIES), DO.of("3.4+"), "Who sees it. `recipients` before.")
        .spelled(&["recipients"])
        .to(".visibility"),
    field("custom_id", TEXT, DO, "Id that the sender gave it, mostly empty.").examples(&["draft-7", ""]),
    field("form_id", ID, DO, "Id of the form."),
    field("form_type", TEXT, DO, "Kind of form.").examples(&["prechat", "postchat", "ticket"]),
    field("template_id", TEXT, DO, "Kind of rich message.").examples(&["cards", "quick_replies", "sticker"]),
    field("system_message_type", TEXT, DO, "Kind of system message.").examples(&["routing.assigned_inactive"]),
    field("thumbnail_url", URL, DO, "Where a small picture of the file is.").examples(THUMBNAILS).personal(),
    field("thumbnail2x_url", URL, DO, "Where one of twice that size is.").examples(THUMBNAILS).personal(),
    field("alternative_text", TEXT, DO, "What the picture shows.").personal(),
    field("source", TEXT, DO, "Where it comes from."),
    field("subtype", TEXT, DO, "Kind of its kind."),
    field("width", COUNT, DO, "Width of the picture, in pixels.").examples(&["640"]),
    field("height", COUNT, DO, "Height of the picture, in pixels.").examples(&["480"]),
    field("version", NUMBER, DO, "Version of the event.").examples(&["1"]),
    field("deleted", BOOLEAN, DO, "Whether it was deleted."),
    field("properties", Json, DO, "Properties of the event, by namespace.").personal(),
    field("postback", Json, DO, "The button that was pressed.").personal(),
    field("elements", Json, DO, "What the rich message shows.").personal(),
    field("content", Json, DO, "What a custom event holds.").personal(),
    field("text_vars", Json, DO, "What was put into the text of a system message.").personal(),
    field("details", JsonText, DO.of("3.6"), "What a system event is about: JSON in a string.").personal(),
]);

/// Of an event in a thread only these fields are read. The others are kept as they are.
static EVENT_OF_THREAD: Record = record(&[
    ID_OF_EVENT,
    EVENT_CREATED_AT,
    EVENT_TYPE,
    EVENT_AUTHOR,
    EVENT_TEXT,
    kept("name", "Name of the file.").examples(&["invoice.pdf"]).personal(),
    kept("url", "Where the file is.").examples(&["https://files.example.com/7f3a/invoice.pdf"]).personal(),
    kept("content_type", "Media type of the file.").examples(&["application/pdf"]),
    kept("size", "Size of the file, in bytes.").examples(&["48213"]),
    kept("fields", "What a form asks for, or what was filled in.").examples(&["[]"]).personal(),
    kept("visibility", "Who sees it.").examples(&["all", "agents"]),
    kept("recipients", "Who sees it.").examples(&["all", "agents"]),
    kept("custom_id", "Id that the sender gave it, mostly empty.").examples(&["draft-7", ""]),
    kept("form_id", "Id of the form.").examples(&["form-3"]),
    kept("form_type", "Kind of form.").examples(&["prechat"]),
    kept("template_id", "Kind of rich message.").examples(&["cards"]),
    kept("system_message_type", "Kind of system message.").examples(&["routing.assigned_inactive"]),
    kept("thumbnail_url", "Where a small picture of the file is.").examples(THUMBNAILS).personal(),
    kept("thumbnail2x_url", "Where one of twice that size is.").examples(THUMBNAILS).personal(),
    kept("alternative_text", "What the picture shows.").examples(&["An invoice"]).personal(),
    kept("source", "Where it comes from.").examples(&["web"]),
    kept("subtype", "Kind of its kind.").examples(&["default"]),
    kept("width", "Width of the picture, in pixels.").examples(&["640"]),
    kept("height", "Height of the picture, in pixels.").examples(&["480"]),
    kept("version", "Version of the event.").examples(&["1"]),
    kept("deleted", "Whether it was deleted.").examples(&["false"]),
    kept("properties", "Properties of the event, by namespace.").personal(),
    kept("postback", "The button that was pressed.").personal(),
    kept("elements", "What the rich message shows.").examples(&["[]"]).personal(),
    kept("content", "What a custom event holds.").personal(),
    kept("text_vars", "What was put into the text of a system message.").personal(),
    field("details", JsonText, DO.of("3.6"), "What a system event is about: JSON in a string.").personal(),
]);

const fn kept(name: &'static str, doc: &'static str) -> Field {
    field(name, Json, DO, doc)
}

const EVENT_TYPES: &[(&str, &str)] = &[("message", "text"), ("system_message", "system"), ("system", "system")];

const ID_OF_EVENT: Field = field("id", ID, DO, "Id of the event: a GUID, or `THREAD_N`.").to(".id");
const EVENT_CREATED_AT: Field = field("created_at", RFC3339, DO, "When it was written.").to(".at");
const EVENT_TYPE: Field = field(
    "type",
    Renamed(EVENT_TYPES),
    DO,
    "Kind of event: `message`, `file`, `filled_form`, `form`, `rich_message`, `custom`, `system_message`, `system` (3.6).",
)
.to(".kind");
const EVENT_AUTHOR: Field = field("author_id", PARTY_BY_FORM, DO, "Who wrote it. System messages have no author.")
    .role_to(".author.role")
    .also(&[Target::id(".author.id")]);
const EVENT_TEXT: Field = field("text", TEXT, DO, "The text of a message: plain text.").to(".text");

const VISIBILITIES: &[(&str, &str)] = &[("all", "public"), ("agents", "internal")];

const THUMBNAILS: &[&str] = &["https://cdn.example.com/thumbnails/5f.png"];

static FORM_FIELD: Record = record(&[
    field("id", ID, DO, "Id of the field. Missing in 3.2.").to(".id"),
    field("type", TEXT, DO, "Kind of field.").examples(&["name", "email", "question", "radio"]),
    field("label", TEXT, DO, "What is asked.").to(".name"),
    field("answer", Json, DO, "What was answered. `answers` where several could be chosen, `value` in 3.2.")
        .spelled(&["answers", "value"])
        .to(".value")
        .examples(&["Ada", r#"["blue","green"]"#, ""]),
    field("required", BOOLEAN, DO, "Whether it must be answered."),
    field("options", Json, DO, "What can be chosen."),
]);
