//! The table of the members, in the order they are written.
//!
//! A member is personal if it says who a person is or how to reach one, if it places one more closely than by country, if
//! it holds words that a person wrote or that were written about one, or if it is what a person was asked or sent. What is
//! measured of a visit (its times, counts, pages, browser) is not, nor are the ids and the names of chats and departments.

use crate::describe::Encoding::{self, Json, List, NamedValues, Object, OneOf};
use crate::describe::scalars::{COUNT, EMAIL, ID, IP, NUMBER, OFFSET, RFC3339, TEXT, URL};
use crate::describe::{D, Field, Record, field, record};
use crate::encoding::party::ROLES;

/// The value of `dataschema` in every event of this version.
pub const SCHEMA: &str = "urn:chathook:event:1";

/// The member that holds everything about the chat. Paths of members begin below it.
pub const DATA_KEY: &str = "data";

/// Values of `type`.
pub const TYPES: &[&str] = &[
    "chat.queued",
    "chat.started",
    "chat.accepted",
    "chat.transferred",
    "chat.message_added",
    "chat.ended",
    "chat.wrapped_up",
    "chat.offline_message",
    "chat.updated",
    "agent.status_changed",
    "visitor.updated",
];

/// Values of an agent's status.
pub const STATUSES: &[&str] = &["available", "away", "offline", "logged_in", "logged_out"];

/// Values of a message's visibility: the visitor sees it too, or agents only.
const VISIBILITIES: &[&str] = &["public", "internal"];

/// Values of a rating's verdict, whatever its scale.
const VERDICTS: &[&str] = &["positive", "neutral", "negative"];

/// Choices between the two times that a local time stands for when clocks are set back; different fields may differ in
/// that.
const REPETITIONS: &[&str] = &["first", "second", "both"];

/// The event as a whole.
pub static EVENT: Record = record(&[
    member("specversion", OneOf(&["1.0"]), "The version of CloudEvents.").required(),
    member(
        "id",
        ID,
        "The vendor's id of the event, or else the first 32 hexadecimal digits of the SHA-256 of the event's own \
             line without this member.",
    )
    .required(),
    member("source", TEXT, "The vendor and, where the payload names it, the account: `/VENDOR/ACCOUNT`.").required(),
    member("type", OneOf(TYPES), "What happened.").required(),
    member("subject", ID, "The chat's id; for agent events the agent's, for offline messages the message's."),
    member("time", RFC3339, "When it happened, if the payload says so."),
    member("dataschema", Encoding::Name, "The version of this table.").required(),
    member("vendor", TEXT, "Who sent the payload.").required(),
    member("vendorevent", TEXT, "The vendor's own name for the event, verbatim.").required(),
    member(DATA_KEY, Object(&DATA), "What the payload says about the chat.").required(),
]);

static DATA: Record = record(&[
    member("chat", Object(&CHAT), "The chat."),
    member("visitor", Object(&VISITOR), "The person who was helped."),
    member("agents", List(&AGENT), "The agents in the chat, or the agent whose status changed."),
    member("actor", Object(&ACTOR), "Who caused the event."),
    member("message", Object(&MESSAGE), "The message that the event is about."),
    member("messages", List(&TRANSCRIPT_MESSAGE), "The conversation."),
    member("wrap_up", Object(&WRAP_UP), "What the agent noted about the chat."),
    member("rating", Object(&RATING), "What the visitor thought of the chat."),
    member("offline_message", Object(&OFFLINE_MESSAGE), "The message left while no agent was online."),
    member("attachments", List(&ATTACHMENT), "Files exchanged."),
    member("agent_status", Object(&AGENT_STATUS), "The status that an agent changed to."),
    member("metrics", Object(&METRICS), "What was measured."),
    member("assumed", Object(&ASSUMED), "What had to be assumed in order to read the payload."),
    member(
        "unmapped",
        NamedValues,
        "Every field with no place above, as it is, under the JSON Pointer of its place in the payload. The \
             pointer of the second value of a duplicate key ends in `~2`, which no JSON Pointer does.",
    ),
]);

static CHAT: Record = record(&[
    member("id", ID, "The chat."),
    member("thread_id", ID, "The thread it belongs to, or the sitting it is."),
    member("ticket_id", ID, "The ticket it is, or belongs to."),
    member("room_id", ID, "The room it takes place in."),
    member("channel", TEXT, "The kind of chat.").examples(&["text", "chat"]),
    member("channel_id", ID, "The channel it came through, by its id."),
    member("channel_name", TEXT, "The channel it came through, by its name.").examples(&["Web shop", "WhatsApp"]),
    member("state", TEXT, "Its state, in the vendor's word.").examples(&["active", "pending"]),
    member("reason", TEXT, "Why it changed, in the vendor's word.").examples(&["manual", "inactive"]),
    member("priority", TEXT, "How urgent it is, in the vendor's word.").examples(&["high", "none"]),
    member("subject", TEXT, "What it is about.").examples(&["Frage zur Rechnung", "My order"]).personal(),
    member("summary", TEXT, "What was said in it, in short.")
        .examples(&["The visitor asked for an invoice.", "Lieferung verspätet, Gutschrift erbeten"])
        .personal(),
    member("department_id", ID, "The department it belongs to, by its id."),
    member("department_name", TEXT, "The department it belongs to, by its name.").examples(&[
        "Support",
        "Sales",
        "Kundendienst",
        "サポート",
    ]),
    member("previous_department_id", ID, "The department it belonged to before, by its id."),
    member("previous_agent_id", ID, "The agent it belonged to before.").personal(),
    member("skill_id", ID, "The skill it was routed by."),
    member("product", TEXT, "The product or service the visitor chose.").examples(&["Billing", "Café Pro", "Shipping"]),
    member("created_at", RFC3339, "When it was created."),
    member("queued_at", RFC3339, "When the visitor began to wait for an agent."),
    member("started_at", RFC3339, "When it started."),
    member("accepted_at", RFC3339, "When an agent took it."),
    member("first_reply_at", RFC3339, "When an agent first replied."),
    member("ended_at", RFC3339, "When it ended."),
    member("updated_at", RFC3339, "When it last changed."),
    member("snoozed_until", RFC3339, "Until when it is put off."),
    member("fields", List(&CUSTOM_FIELD), "The chat's custom fields."),
    member("variables", List(&VARIABLE), "Variables captured from the page."),
    member("tags", List(&TAG), "The chat's tags."),
    member("tags_added", List(&TAG), "Tags that were just set."),
    member("tags_removed", List(&TAG), "Tags that were just removed."),
]);

static VISITOR: Record = record(&[
    member("id", ID, "The visitor.").personal(),
    member("external_id", ID, "The visitor's id in the books of whoever runs the chat.").personal(),
    member("session_id", ID, "The visitor's session.").personal(),
    member("name", TEXT, "The visitor's name.").examples(NAMES).personal(),
    member("given_name", TEXT, "The visitor's given name.").examples(&["Ada", "José", "李"]).personal(),
    member("family_name", TEXT, "The visitor's family name.").examples(&["Byron", "Núñez", "O'Neil"]).personal(),
    member("email", EMAIL, "The visitor's e-mail address.").examples(EMAILS).personal(),
    member("phone", TEXT, "The visitor's telephone number.")
        .examples(&["+1 202-555-0143", "+49 30 5550199"])
        .personal(),
    member("company", TEXT, "The visitor's company.")
        .examples(&["Example & Söhne", "Analytical Engines Ltd", "例社"])
        .personal(),
    member("photo_url", URL, "The visitor's picture.").examples(&["https://cdn.example.com/people/12.png"]).personal(),
    member("ip", IP, "The visitor's IP address.")
        .examples(&["192.0.2.17", "203.0.113.240", "2001:db8::7:1"])
        .personal(),
    member("language", TEXT, "The visitor's language.").examples(&["en-US", "de-AT", "ja-JP", "pt-BR"]),
    member("time_zone", OFFSET, "The visitor's offset from UTC.").examples(&["+06:00", "-08:00", "+05:30", "+00:00"]),
    member("city", TEXT, "The visitor's city.").examples(&["Toronto", "Zürich", "São Paulo", "Kraków"]).personal(),
    member("region", TEXT, "The visitor's state or province.")
        .examples(&["Ontario", "Zürich", "Małopolska"])
        .personal(),
    member("country", TEXT, "The visitor's country.").examples(&["Canada", "Switzerland", "Brazil", "Poland"]),
    member("browser", TEXT, "The visitor's browser.").examples(&["Firefox 128.0", "Google Chrome 131.0.6778.86"]),
    member("os", TEXT, "The visitor's operating system.").examples(&["Windows 11", "macOS 15", "Linux"]),
    member("user_agent", TEXT, "What the visitor's browser says it is.")
        .examples(&["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"]),
    member("screen", TEXT, "The size of the visitor's screen, in pixels.").examples(&["1536x864", "2560x1440"]),
    member("flash_version", TEXT, "The version of Flash in the browser.").examples(&["32.0"]),
    member("current_url", URL, "The page the visitor is looking at.").examples(URLS),
    member("landing_url", URL, "The first page the visitor saw.").examples(URLS),
    member("referrer_url", URL, "Where the visitor came from.").examples(&["https://search.example.net/?q=chat"]),
    member("search_engine", TEXT, "The search engine that led here.").examples(&["Google", "DuckDuckGo"]),
    member("search_keywords", TEXT, "What was searched for.").examples(&["live chat", "günstiger tarif"]).personal(),
    member("visits", COUNT, "How often the visitor came, this time included.").examples(&["1", "9", "42"]),
    member("chats", COUNT, "How many chats the visitor had.").examples(&["1", "11"]),
    member("page_views", COUNT, "How many pages the visitor saw.").examples(&["1", "23"]),
    member("first_visit_at", RFC3339, "When the visitor first came."),
    member("visit_at", RFC3339, "When this visit began."),
    member("state", TEXT, "What the visitor was doing when the event was sent."),
    member("remarks", TEXT, "What agents noted about the visitor.")
        .examples(&["Prefers e-mail.", "Rückruf erbeten"])
        .personal(),
    member("origin", TEXT, "Where the vendor has the visitor from.").examples(&["_by:app", "_by:widget"]),
    member("fields", List(&CUSTOM_FIELD), "The visitor's custom fields."),
    member("variables", List(&VARIABLE), "Variables captured from the page."),
    member("tags", List(&TAG), "Tags of the visitor."),
]);

static AGENT: Record = record(&[
    member("id", ID, "The agent.").personal(),
    member("name", TEXT, "The agent's name.").examples(AGENT_NAMES).personal(),
    member("email", EMAIL, "The agent's e-mail address.")
        .examples(&["grace@support.example", "edsger@support.example"])
        .personal(),
    member("phone", TEXT, "The agent's telephone number.").examples(&["+1 202-555-0177"]).personal(),
    member("account_role", TEXT, "The agent's role in the vendor's account.").examples(&["Administrator", "Agent"]),
    member("state", TEXT, "The agent's state, in the vendor's word.").examples(&["online", "busy"]),
    member("photo_url", URL, "The agent's picture.").examples(&["https://cdn.example.com/agents/7.png"]).personal(),
]);

static ACTOR: Record =
    record(&[member("role", OneOf(ROLES), "What kind of actor."), member("id", ID, "Which one.").personal()]);

static AUTHOR: Record = record(&[
    member("role", OneOf(ROLES), "What kind of author."),
    member("id", ID, "Which one.").personal(),
    member("name", TEXT, "The author's name.").examples(NAMES).personal(),
    member("photo_url", URL, "The author's picture.").examples(&["https://cdn.example.com/people/3.png"]).personal(),
    member("state", TEXT, "The author's state, in the vendor's word.").examples(&["online", "away"]),
]);

static MESSAGE: Record = record(&[
    member("id", ID, "The message."),
    member("author", Object(&AUTHOR), "Who wrote it."),
    member("channel", TEXT, "The channel it came through.").examples(&["web", "email"]),
    member(
        "visibility",
        OneOf(VISIBILITIES),
        "Who sees it: `internal` if only agents do, `public` if the visitor does too.",
    ),
    member("kind", TEXT, "What kind of message.").examples(&["text"]),
    member("text", TEXT, "What it says.").examples(MESSAGES).personal(),
    member("at", RFC3339, "When it was written."),
]);

static TRANSCRIPT_MESSAGE: Record = record(&[
    member("id", ID, "The message."),
    member("at", RFC3339, "When it was written."),
    member("clock", TEXT, "The time of day beside it, whose date and zone the payload does not say."),
    member("author", Object(&AUTHOR), "Who wrote it."),
    member("kind", TEXT, "`text`, `system`, `note`, or the vendor's word."),
    member("text", TEXT, "What it says.").examples(MESSAGES).personal(),
]);

static WRAP_UP: Record = record(&[
    member("category", TEXT, "The category the agent chose.").examples(&["Support", "Facturación", "Sales > Renewal"]),
    member("comment", TEXT, "The agent's note.")
        .examples(&["Solved at first contact.", "Rückruf am Montag", "再発"])
        .personal(),
    member("fields", List(&CUSTOM_FIELD), "The wrap-up's custom fields."),
    member("at", RFC3339, "When the chat was wrapped up."),
]);

static RATING: Record = record(&[
    member("score", NUMBER, "The visitor's rating.").examples(&["1", "3", "5"]),
    member("verdict", OneOf(VERDICTS), "The visitor's rating, where the vendor sends a word for it."),
    member("comment", TEXT, "What the visitor said about it.").examples(&["Très bien", "Quick & friendly"]).personal(),
]);

static OFFLINE_MESSAGE: Record = record(&[
    member("id", ID, "The offline message."),
    member("number", ID, "Its number, as agents call it."),
    member("subject", TEXT, "Its subject.").examples(&["Opening hours?", "Frage zur Rechnung"]).personal(),
    member("text", TEXT, "What it says.").examples(MESSAGES).personal(),
    member("at", RFC3339, "When it was left."),
]);

static ATTACHMENT: Record = record(&[
    member("name", TEXT, "The file's name.").examples(&["invoice.pdf", "Größe.png"]).personal(),
    member("url", URL, "Where the file is.").examples(&["https://files.example.com/7f3a/invoice.pdf"]).personal(),
    member("media_type", TEXT, "The file's media type.").examples(&["application/pdf", "image/png"]),
    member("size_bytes", COUNT, "How large the file is.").examples(&["48213", "2048"]),
]);

static AGENT_STATUS: Record = record(&[
    member("status", OneOf(STATUSES), "The status."),
    member("vendor_status", TEXT, "The vendor's word for it."),
    member("reason", TEXT, "Why the agent has it.").examples(&["Lunch", "Mittagspause"]),
]);

static METRICS: Record = record(&[
    member("wait_seconds", NUMBER, "How long the visitor waited for an agent."),
    member("duration_seconds", NUMBER, "How long the chat lasted."),
    member("first_response_seconds", NUMBER, "How long the visitor waited for the first reply."),
    member("median_response_seconds", NUMBER, "How long the visitor waited for a reply: the median."),
    member("assignment_seconds", NUMBER, "How long it took to assign the chat to someone."),
    member("handling_seconds", NUMBER, "How long agents worked on the chat."),
    member("reopens", COUNT, "How often the chat was opened again.").examples(&["0", "1", "3"]),
    member("queue_ahead", COUNT, "How many chats were ahead in the queue."),
    member("queue_ahead_seconds", NUMBER, "How long those would take."),
    member("queue_position", COUNT, "The chat's position in the queue.").examples(&["1", "4"]),
]);

static ASSUMED: Record = record(&[
    member("time_zone", TEXT, "The zone in which times without one were read."),
    member("epoch_unit", TEXT, "The unit in which a count since 1970 was read."),
    member("repeated_hour", OneOf(REPETITIONS), "As which of the two a local time was read that occurs twice."),
]);

static CUSTOM_FIELD: Record = record(&[
    member("id", ID, "The field."),
    member("name", TEXT, "Its name.").examples(&["Order number", "Größe", "注文"]),
    member("value", Json, "Its value.").personal(),
]);

static VARIABLE: Record = record(&[
    member("name", TEXT, "Its name.").examples(&["plan", "cart", "Größe"]),
    member("value", Json, "Its value.").personal(),
]);

static TAG: Record = record(&[
    member("id", ID, "The tag."),
    member("name", TEXT, "Its name.").examples(&["billing", "VIP", "Rückgabe"]),
    member("value", Json, "Its value, where tags have one."),
]);

const NAMES: &[&str] = &["Ada Byron", "José Núñez", "李雷", "Zoë O'Neil", "Søren \"Sø\" Krag", "Наталья"];
const AGENT_NAMES: &[&str] = &["Grace", "Edsger", "Anaïs", "Łukasz"];
const EMAILS: &[&str] = &["ada@example.com", "jose.nunez@example.org", "zoe+chat@example.net"];
const URLS: &[&str] = &["https://shop.example.com/", "https://shop.example.com/plans?id=1480&ssl=1"];
const MESSAGES: &[&str] = &["Hello, is my order on its way?", "Grüße aus Köln", "ありがとう", "Line one\nLine two"];

const fn member(name: &'static str, encoding: Encoding, doc: &'static str) -> Field {
    field(name, encoding, D, doc)
}
