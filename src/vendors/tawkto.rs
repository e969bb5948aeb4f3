//! tawk.to, as its page for developers has webhooks.
//!
//! There is one form of bodies and no version of it. What a transcript holds is not documented: that was observed.

use crate::describe::Encoding::{List, Name, Object, Words};
use crate::describe::Kind::Always;
use crate::describe::scalars::{ACCOUNT, COUNT, EMAIL, ID, RFC3339, TEXT, URL};
use crate::describe::{D, DO, Event, Family, Field, Lookalike, O, Record, Sign, Typing, Vendor, event, field, record};

/// tawk.to.
pub static TAWKTO: Vendor = Vendor {
    name: "tawkto",
    title: "tawk.to",
    doc: "An event's id is only in the header `X-Hook-Event-Id`, so a saved body has none. A delivery is tried for up \
          to 12 hours: one event can be there many times. The order is not documented, and a transcript may come before \
          the end of its chat. The signature is in a header.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // Nothing that is measured is sent.
    agreements: &[],
    lookalikes: &[never_sent("chat:message", None), never_sent("chat:new_ticket", Some("ticket:create"))],
    secrets: &[],
};

const fn never_sent(name: &'static str, meant: Option<&'static str>) -> Lookalike {
    let reason = "This name is in bodies that integrators test with; the vendor sends no such event.";
    Lookalike { sign: Sign::Name(name), reason, meant }
}

const EVENTS: &[Event] = &[
    event(
        "chat:start",
        Always("chat.started"),
        DO,
        &CHAT_STARTED,
        "The first message of a chat is sent, by the visitor or an agent. Whispers and notices do not count.",
    )
    .at("chat.started_at")
    .by("message.author"),
    event("chat:end", Always("chat.ended"), DO, &CHAT_ENDED, "A chat ends. By whom is not said.").at("chat.ended_at"),
    event(
        "chat:transcript_created",
        Always("chat.updated"),
        DO,
        &TRANSCRIPT,
        "A chat is over and its transcript was made. Its end is an event of its own.",
    ),
    event(
        "ticket:create",
        Always("chat.offline_message"),
        DO,
        &TICKET_CREATED,
        "A ticket is created. An offline message arrives like this; an agent, an e-mail or a bot can create one too.",
    )
    .about(&["offline_message.id"])
    .at("offline_message.at"),
];

static ENVELOPE: Record = record(&[
    field("event", Name, DO, "The name of the event.").required().to("vendorevent"),
    field("property", Object(&PROPERTY), DO, "The site that the widget is on.").required().signs(),
]);

static PROPERTY: Record = record(&[
    field("id", ACCOUNT, DO, "Id of the site: 24 hexadecimal digits.")
        .required()
        .signs_unnamed()
        .to("source")
        .examples(&["63f0a1c2d4e5b6978812a0c4", "5e81f0b2c3d4a59607182934"]),
    field("name", TEXT, DO, "Name of the site, often a domain.")
        .signs_unnamed()
        .examples(&["shop.example.com", "Lumen"]),
]);

static CHAT_STARTED: Record = record(&[
    CHAT_ID,
    time("chat.started_at"),
    field("message", Object(&FIRST_MESSAGE), DO, "The first message.").under("message"),
    VISITOR_OF_CHAT,
]);

static CHAT_ENDED: Record = record(&[CHAT_ID, time("chat.ended_at"), VISITOR_OF_CHAT]);

static TRANSCRIPT: Record = record(&[
    // It can be any moment after the last message, and so is not the end of the chat.
    time("time"),
    field("chat", Object(&CHAT), O, "The chat, with what was said.").required().signs_unnamed(),
    field("domain", TEXT, O, "Domain of the site.").examples(&["shop.example.com"]),
    field("referrer", URL, O, "Where the visitor came from.").to("visitor.referrer_url"),
]);

static TICKET_CREATED: Record = record(&[
    time("offline_message.at"),
    field("requester", Object(&REQUESTER), DO, "Who asks: the person to be helped, even if an agent."),
    field("ticket", Object(&TICKET), DO, "The ticket.").required().signs_unnamed(),
]);

const CHAT_ID: Field = field("chatId", ID, DO, "Id of the chat: a UUID.").required().signs_unnamed().to("chat.id");

/// The time at which an event was generated, which goes to this place.
const fn time(place: &'static str) -> Field {
    field("time", RFC3339, DO, "When the event was generated: in UTC, with milliseconds.").signs_unnamed().to(place)
}

const VISITOR_OF_CHAT: Field = field("visitor", Object(&VISITOR), DO, "The visitor.").under("visitor");

static VISITOR: Record = record(&[
    field("name", TEXT, DO, "Name of the visitor: `V` and digits if none was given.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the visitor, if it was given.").to(".email"),
    field("city", TEXT, DO, "City, from the IP address.").empty(UNKNOWN).to(".city"),
    field("country", TEXT, DO, "Country, from the IP address: two letters. That it may be unknown is inferred.")
        .empty(UNKNOWN)
        .to(".country")
        .examples(&["CA", "PL", "BR"]),
]);

const UNKNOWN: &[&str] = &["unknown"];

static FIRST_MESSAGE: Record = record(&[
    field("text", TEXT, DO, "The text. It can be a filled-in form, with `Label : value` on each line.").to(".text"),
    KIND.to(".kind"),
    field("sender", Object(&SENDER), D, "Who wrote it.").under(".author"),
]);

const KIND: Field = field("type", Words(KINDS), D, "Kind of message.");

const KINDS: &[(&str, &str)] = &[("msg", "text"), ("file", "file"), ("webrtc-call", "webrtc-call")];

static SENDER: Record = record(&[field("type", Words(ROLES), D, "Kind of whoever wrote it.").to(".role")]);

const ROLES: &[(&str, &str)] = &[("visitor", "visitor"), ("agent", "agent"), ("system", "system")];

static CHAT: Record = record(&[
    field("id", ID, O, "Id of the chat: a UUID.").required().to("chat.id"),
    VISITOR_OF_CHAT,
    field("messages", List(&MESSAGE), O, "The conversation, its oldest message first.").under("messages[]"),
]);

static MESSAGE: Record = record(&[
    field("sender", Object(&SENDER_BY_LETTER), O, "Who wrote it.").under(".author"),
    KIND.to(".kind"),
    field("msg", TEXT, O, "The text; null or missing where only a file was sent.").to(".text"),
    field("time", RFC3339, O, "When it was written: in UTC, with milliseconds.").to(".at"),
    field("attchs", List(&ATTACHMENT), O, "Files of this message.").under("attachments[]"),
]);

static SENDER_BY_LETTER: Record = record(&[
    field("t", Words(LETTERS), O, "Kind of whoever wrote it.").to(".role"),
    field("n", TEXT, O, "Name of the agent, or that under which the system wrote.").to(".name"),
    field("id", ID, O, "Id of the agent.").to(".id").examples(&["64b7e0d1a2c3f4958607b1d2"]),
]);

const LETTERS: &[(&str, &str)] = &[("v", "visitor"), ("a", "agent"), ("s", "system")];

static ATTACHMENT: Record = record(&[
    field("type", TEXT, O, "Kind of attachment: `file`.").examples(&["file"]),
    field("content", Object(&CONTENT), O, "What is attached."),
]);

static CONTENT: Record = record(&[field("file", Object(&FILE), O, "The file.")]);

static FILE: Record = record(&[
    field("url", URL, O, "Where the file is.").to(".url"),
    field("name", TEXT, O, "Name of the file.").to(".name"),
    field("mimeType", TEXT, O, "Media type of the file.").to(".media_type"),
    field("size", COUNT, O, "Size of the file, in bytes.").to(".size_bytes"),
    field("extension", TEXT, O, "What its name ends in.").examples(&["pdf", "png"]),
]);

static REQUESTER: Record = record(&[
    field("name", TEXT, DO, "Name of whoever asks.").to("visitor.name"),
    field("email", EMAIL, DO, "E-mail address of whoever asks; it may be one of the vendor's that passes mail on.")
        .to("visitor.email"),
    field("type", Words(ROLES), DO, "Kind of whoever asks. Only `agent` was seen.").to("actor.role"),
]);

static TICKET: Record = record(&[
    field("id", ID, DO, "Id of the ticket: a UUID.").required().to("offline_message.id"),
    field("humanId", ID, DO, "The number that people see and quote: an integer.")
        .to("offline_message.number")
        .examples(&["207", "1184"]),
    field("subject", TEXT, DO, "The subject.").to("offline_message.subject"),
    field("message", TEXT, DO, "The text.").to("offline_message.text"),
]);
