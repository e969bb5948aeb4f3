//! Acquire, as its developers' hub shows it.
//!
//! Version 1.0.0 delivers the events named `CHAT_ON_*`, version 2.0.0 those named `noun:word`. Neither has a table of
//! fields: there are samples with an introduction each, so what a field means is mostly inferred from its name.

use crate::describe::Encoding::{Json, JsonText, List, Name, NamedValues, Object, OneOf, Words};
use crate::describe::Kind::{Always, By};
use crate::describe::scalars::{
    ACCOUNT, AGENT_KEYS, BOOLEAN, COUNT, EMAIL, ID, IP, JAVASCRIPT, LOCAL, NUMBER, PARTY, TEXT,
};
use crate::describe::{
    Agreement, DO, Event, Family, Field, Holds, I, Lookalike, O, Record, Sign, Target, Typing, Vendor, event, field,
    record,
};

/// Acquire.
pub static ACQUIRE: Vendor = Vendor {
    name: "acquire",
    title: "Acquire",
    doc: "Version 1.0.0 delivers up to six times until it gets HTTP 200, without a signature or a delivery id. Version \
          2.0.0 signs. The documentation of 1.0.0 prints nested objects inside quotes without escaping their own \
          quotes; whether the wire holds JSON text or objects is not documented, so both are read.",
    typing: Typing::Mixed,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    agreements: AGREEMENTS,
    lookalikes: &[
        undocumented_body("user:case-invite"),
        undocumented_body("user:case-joined"),
        undocumented_body("case:message:new"),
        Lookalike {
            sign: Sign::Begins("event", "CHAT_ON_"),
            reason: "Version 1.0.0 has such names, and documents four of them.",
            meant: None,
        },
        Lookalike {
            sign: Sign::All(&[Sign::Begins("event", "case:"), Sign::Key("data")]),
            reason: "Version 2.0.0 has such names, and documents the body of `case:status` alone.",
            meant: None,
        },
    ],
    secrets: &[],
};

const EVENTS: &[Event] = &[
    event(
        "CHAT_ON_START",
        Always("chat.started"),
        DO.of("1.0.0"),
        &ABOUT_START,
        "A chat starts. Carries the pre-chat survey, nested in `data`.",
    )
    .at("chat.created_at"),
    event("CHAT_ON_ACCEPT", Always("chat.accepted"), DO.of("1.0.0"), &ABOUT_ACCEPT, "An agent accepts the chat."),
    event(
        "CHAT_ON_MESSAGE",
        Always("chat.message_added"),
        DO.of("1.0.0"),
        &ABOUT_MESSAGE,
        "An agent or the visitor writes.",
    ),
    event(
        "CHAT_ON_CLOSE",
        Always("chat.ended"),
        DO.of("1.0.0"),
        &ABOUT_CLOSE,
        "A chat is closed. Tells how long the visitor waited and how long the chat lasted.",
    ),
    event(
        "case:status",
        By {
            member: "chat.state",
            words: &[("closed", "chat.ended"), ("active", "chat.accepted"), ("queue", "chat.queued")],
            otherwise: "chat.updated",
        },
        DO.of("2.0.0"),
        &ABOUT_CASE,
        "A case becomes pending, active, queued or closed.",
    ),
];

const AGREEMENTS: &[Agreement] = &[
    Agreement {
        holds: Holds::Between {
            member: "metrics.wait_seconds",
            from: "chat.created_at",
            to: "chat.accepted_at",
            within: 2.0,
        },
        evidence: "In the vendor's sample the two are equal.",
    },
    longest("metrics.wait_seconds"),
    longest("metrics.duration_seconds"),
    longest("metrics.queue_ahead_seconds"),
];

const fn longest(member: &'static str) -> Agreement {
    Agreement { holds: Holds::AtMost { member, hours: 4.0 }, evidence: "Chats of this vendor last minutes." }
}

static ENVELOPE: Record = record(&[field("event", Name, O, "The name of the event.").required().to("vendorevent")]);

const fn undocumented_body(name: &'static str) -> Lookalike {
    Lookalike {
        sign: Sign::Name(name),
        reason: "The configuration examples of 2.0.0 name this event, but its body is not documented.",
        meant: None,
    }
}

const CHAT_ID: Field = field("id", ID, I, "Id of the chat. The key of `CHAT_ON_START` has a space before it.")
    .spelled(&[" id"])
    .required()
    .to("chat.id");

const THREAD_ID: Field =
    field("thread_id", ID, I, "Id of the thread; -1 for none.").empty(&["-1"]).to("chat.thread_id");

const ACCOUNT_ID: Field = field("account_id", ACCOUNT, I, "Id of the Acquire account.").to("source");

const SESSION_ID: Field =
    field("session_id", ID, O, "Id of the session. The visitor's id in every sample.").to("visitor.session_id");

const ROOM_ID: Field = field("room_id", ID, I, "Id of the room.").to("chat.room_id");

const VISITOR_ID: Field = field("visitor_id", ID, I, "Id of the visitor.").to("visitor.id");

const TYPE: Field = field("type", TEXT, I, "Kind of chat: `text`. Other words are not known.").to("chat.channel");

const STATUS: Field =
    field("status", TEXT, O, "State of the chat. `CHAT_ON_CLOSE` still says `active`.").to("chat.state");

const DEPARTMENT_ID: Field = field("department_id", ID, I, "Id of the department.").to("chat.department_id");

const CHAT_WAIT_TIME: Field = field(
    "chat_wait_time",
    NUMBER,
    O,
    "How long the visitor waited, in seconds: the time from `date_created` to `date_picked`.",
)
.or_stringified()
.to("metrics.wait_seconds");

const CHAT_DURATION: Field = field(
    "chat_duration",
    NUMBER,
    I,
    "How long the chat lasted, in seconds. Whether from its creation or from when it was picked up is not stated.",
)
.or_stringified()
.to("metrics.duration_seconds");

const TRANSLATE_TO: Field =
    field("translate_to", TEXT, I, "Language that messages are translated to.").examples(&["en", "de"]);

const ACCOUNT_TRANSLATE_LANGUAGE: Field =
    field("account_translate_language", TEXT, I, "Language of the account.").examples(&["en", ""]);

const TRANSLATE_FORM_SHOW: Field =
    field("translate_form_show", BOOLEAN, I, "Whether the translation form is shown.").or_stringified();

const TRANSLATION_MODE: Field =
    field("translation_mode", BOOLEAN, I, "Whether messages are translated.").or_stringified();

const DATE_CREATED: Field =
    field("date_created", LOCAL, I, "When the chat was created, without a zone.").to("chat.created_at");

const DATE_UPDATED: Field = field(
    "date_updated",
    LOCAL,
    O,
    "Equal to `date_created` in every sample, even on close: not the time of the event.",
)
.to("chat.updated_at");

const DATE_PICKED: Field =
    field("date_picked", LOCAL, I, "When an agent took the chat, without a zone.").to("chat.accepted_at");

const USERS: Field =
    field("users", Object(&USERS_OF_CHAT), O, "The agent and the visitor: an object, or JSON in a string.")
        .or_stringified();

const BY: Field =
    field("by", PARTY, I, "Who closed the chat, as `TYPE-ID`.").role_to("actor.role").also(&[Target::id("actor.id")]);

static ABOUT_START: Record = record(&[field("data", Object(&STARTED), O, "The chat.").required()]);

static STARTED: Record = record(&[
    CHAT_ID,
    STATUS,
    DATE_CREATED,
    DATE_UPDATED,
    DEPARTMENT_ID,
    field("details", Object(&DETAILS), O, "What the visitor said in the pre-chat survey."),
]);

static DETAILS: Record = record(&[VISITOR_NAME, VISITOR_EMAIL, VISITOR_PHONE, VISITOR_REMARKS, VISITOR_META]);

const VISITOR_NAME: Field = field("name", TEXT, O, "Name of the visitor.").to("visitor.name");
const VISITOR_EMAIL: Field = field("email", EMAIL, O, "E-mail address of the visitor.").to("visitor.email");
const VISITOR_PHONE: Field = field("phone", TEXT, O, "Phone of the visitor.").to("visitor.phone");
const VISITOR_REMARKS: Field = field("remarks", TEXT, O, "Remarks on the visitor.").to("visitor.remarks");
const VISITOR_META: Field =
    field("meta", TEXT, I, "Where the visitor comes from, such as `_by:app`.").to("visitor.origin");

static ABOUT_ACCEPT: Record = record(&[
    CHAT_ID,
    CHAT_WAIT_TIME,
    STATUS,
    field("user", Object(&ACCEPTING_AGENT), O, "The agent who accepted.").under("agents[]").required(),
]);

static ACCEPTING_AGENT: Record = record(&[
    field("id", PARTY, O, "The agent, as `TYPE-ID`: `agent-12345`.")
        .required()
        .id_to(".id")
        .also(&[Target::role("actor.role"), Target::id("actor.id")]),
    field("id_real", ID, O, "A number that need not be the one in `id`.").examples(&["98765"]),
    field("name", TEXT, O, "Name of the agent.").to(".name"),
    field("type", TEXT, O, "Kind of user.").examples(&["agent"]),
    field("status", TEXT, O, "Status of the user.").examples(&["active"]),
    field("state", TEXT, O, "State of the agent.").to(".state"),
    field("photo", TEXT, O, "Picture of the agent: a URL, or null.").to(".photo_url"),
    field("virtual", BOOLEAN, O, "Not documented."),
    field("owner", BOOLEAN, O, "Not documented."),
]);

static ABOUT_MESSAGE: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    ACCOUNT_ID,
    SESSION_ID,
    ROOM_ID,
    VISITOR_ID,
    field("recording", JsonText, O, "JSON in a string."),
    CHAT_WAIT_TIME,
    CHAT_DURATION,
    TRANSLATE_TO,
    ACCOUNT_TRANSLATE_LANGUAGE,
    TRANSLATE_FORM_SHOW,
    DATE_CREATED,
    DATE_UPDATED,
    TRANSLATION_MODE,
    DATE_PICKED,
    field("message", Object(&MESSAGE), O, "The message: an object, or JSON in a string.").or_stringified().required(),
]);

static MESSAGE: Record = record(&[
    field("type", TEXT, O, "Kind of message.").to("message.kind"),
    field("msg", TEXT, O, "Text of the message.").to("message.text"),
    field("user", Object(&WRITER), O, "Who wrote the message.").under("message.author"),
]);

static WRITER: Record = record(&[
    field("id", ID, O, "Id of the writer, without the type that `by` has.")
        .to(".id")
        .also(&[Target::meaning("actor.id")]),
    field("name", TEXT, O, "Name of the writer.").to(".name"),
    field("type", Words(&[("agent", "agent"), ("visitor", "visitor")]), O, "Kind of writer. `visitor` is inferred.")
        .to(".role")
        .also(&[Target::meaning("actor.role")]),
    field("photo", TEXT, O, "Picture of the writer: a URL, or null.").to(".photo_url"),
    field("state", TEXT, O, "State of the writer.").to(".state"),
]);

static ABOUT_CLOSE: Record = record(&[
    CHAT_ID,
    THREAD_ID,
    ACCOUNT_ID,
    SESSION_ID,
    ROOM_ID,
    VISITOR_ID,
    TYPE,
    field("comments", JsonText, O, "JSON in a string."),
    field("chat_notes", JsonText, O, "JSON in a string."),
    CHAT_WAIT_TIME,
    CHAT_DURATION,
    STATUS,
    TRANSLATE_TO,
    ACCOUNT_TRANSLATE_LANGUAGE,
    TRANSLATE_FORM_SHOW,
    DATE_CREATED,
    DATE_UPDATED,
    DEPARTMENT_ID,
    field("past_comment", JsonText, O, "JSON in a string."),
    field("past_chat", JsonText, O, "JSON in a string."),
    TRANSLATION_MODE,
    USERS,
    BY,
    field("ahead_chats", COUNT, I, "Chats ahead in the queue.").or_stringified().to("metrics.queue_ahead"),
    field("ahead_time", NUMBER, I, "Time that the chats ahead would take, in seconds.")
        .or_stringified()
        .to("metrics.queue_ahead_seconds"),
    DATE_PICKED,
]);

static USERS_OF_CHAT: Record = record(&[
    field("agent", Object(&AGENT), O, "The agent: one, even after a transfer.").under("agents[]"),
    field("visitor", Object(&VISITOR), O, "The visitor."),
]);

static AGENT: Record = record(&[
    field("name", TEXT, O, "Name of the agent.").to(".name"),
    field("email", EMAIL, O, "E-mail address of the agent.").to(".email"),
    field("photo", TEXT, O, "Picture of the agent: a URL, or null.").to(".photo_url"),
    field("role", TEXT, O, "Role of the agent in the account, such as `Administrator`.").to(".account_role"),
    field("clients", AGENT_KEYS, O, "Where the agent is logged in. The keys begin with the agent's `TYPE-ID`.")
        .id_to(".id")
        .also_unmapped(),
]);

static VISITOR: Record = record(&[
    VISITOR_NAME,
    VISITOR_EMAIL,
    VISITOR_PHONE,
    VISITOR_REMARKS,
    VISITOR_META,
    field("fields", NamedValues, O, "Fields of the visitor, by name.").to("visitor.fields[]"),
    field("tags", NamedValues, O, "Tags of the visitor.").to("visitor.tags[]"),
    field("custom_fields", List(&CUSTOM_FIELD), O, "Custom fields. Empty in every sample.").under("visitor.fields[]"),
]);

static CUSTOM_FIELD: Record = record(&[
    field("id", ID, I, "Id of the field.").to(".id"),
    field("name", TEXT, I, "Name of the field.").to(".name"),
    field("value", Json, I, "Value of the field.").to(".value"),
]);

static ABOUT_CASE: Record = record(&[field("data", Object(&CASE), O, "The case.").required()]);

static CASE: Record = record(&[
    field("caseId", ID, DO.of("2.0.0"), "Id of the case.").required().to("chat.id"),
    field(
        "status",
        OneOf(&["pending", "active", "queue", "closed"]),
        O,
        "What the case became. Only `closed` was seen.",
    )
    .to("chat.state"),
    field("fields", NamedValues, O, "Fields of the case, by name.").to("chat.fields[]"),
    field("contact", Object(&CONTACT), O, "The visitor."),
    field("messages", List(&CASE_MESSAGE), O, "The conversation.").under("messages[]"),
]);

static CONTACT: Record = record(&[
    field("id", ID, O, "Id of the visitor.").to("visitor.id"),
    field("fields", Object(&CONTACT_FIELDS), O, "What is known of the visitor."),
]);

static CONTACT_FIELDS: Record = record(&[
    VISITOR_NAME,
    VISITOR_EMAIL,
    VISITOR_PHONE,
    field("city", TEXT, O, "City of the visitor.").to("visitor.city"),
    field("state", TEXT, O, "State or province of the visitor.").to("visitor.region"),
    field("countryId", ID, O, "Acquire's number of the visitor's country.").examples(&["101", "38"]),
    field("ip", IP, O, "IP address of the visitor.").to("visitor.ip"),
]);

static CASE_MESSAGE: Record = record(&[
    field("id", ID, O, "Id of the message.").to(".id"),
    field("senderId", ID, O, "Id of the sender.").to(".author.id"),
    field("channel", TEXT, O, "Kind of chat: `chat`.").to("chat.channel").examples(&["chat"]),
    field("senderType", Words(&[("contact", "visitor"), ("user", "agent")]), O, "Kind of sender.").to(".author.role"),
    field(
        "type",
        Words(&[("event", "system"), ("message", "text"), ("note", "note")]),
        O,
        "Kind of message. `note` is known from the REST API.",
    )
    .to(".kind"),
    field("message", TEXT, O, "Text of the message.").to(".text"),
    field("seen", Json, O, "Whether it was seen: `yes` or `no`.").examples(&["yes", "no"]),
    field("dateCreated", JAVASCRIPT, O, "When it was written.").to(".at"),
]);
