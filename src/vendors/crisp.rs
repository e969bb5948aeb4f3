//! Crisp, as its reference of web hooks and the event types of its own libraries have it.
//!
//! Hooks of a website deliver a part of the events and are not signed; hooks of a plugin deliver all of them, and are. Their
//! bodies are the same. Operators and conversations were described by the vendor alone, messages were seen as well.

use crate::describe::Encoding::{About, Each, Json, Name, NamedValues, Object, OneOf, Words};
use crate::describe::Kind::{Always, By};
use crate::describe::scalars::{ACCOUNT_STRING, BOOLEAN, COUNT, EMAIL, ID, IP, NUMBER, TEXT, UNIX_MILLISECONDS, URL};
use crate::describe::{
    D, DO, Event, Family, Field, Meanings, Record, Target, Typing, Vendor, event, field, named, open, record,
};

/// Crisp.
pub static CRISP: Vendor = Vendor {
    name: "crisp",
    title: "Crisp",
    doc: "No delivery has an id, and the order of deliveries is not documented. A message is known by its `fingerprint`, \
          everything else by its content. Hooks of a website do not deliver `session:request:initiated`, \
          `session:set_opened`, `session:set_closed` and `session:set_routing`. Hooks of a plugin are signed in \
          `X-Crisp-Signature`. Attempts are counted in headers alone.",
    typing: Typing::Strict,
    sent_in: &["x-crisp-request-timestamp"],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // Nothing that is measured is sent.
    agreements: &[],
    // Frames of the socket API have these names and no `website_id` beside them, so that nothing is taken for a webhook.
    lookalikes: &[],
    secrets: &[],
};

const EVENTS: &[Event] = &[
    written("message:send", "A visitor writes: what is sent is named from the visitor's side."),
    written(
        "message:received",
        "An operator writes, or a bot does: what is received is named from the visitor's side.",
    ),
    changed("message:updated", &MESSAGE_UPDATED, "A message is edited, or a choice or a field in it is answered."),
    changed("message:removed", &MESSAGE_REMOVED, "A message is deleted."),
    changed("message:acknowledge:read:send", &ACKNOWLEDGED, "A visitor's messages were read."),
    changed("message:acknowledge:read:received", &ACKNOWLEDGED, "An operator's messages were read."),
    changed("message:acknowledge:unread:send", &ACKNOWLEDGED, "A visitor's messages are unread again."),
    changed("message:acknowledge:delivered", &ACKNOWLEDGED, "Messages were delivered."),
    changed("message:acknowledge:ignored", &ACKNOWLEDGED, "Messages were ignored."),
    changed("message:compose:send", &VISITOR_TYPES, "A visitor begins or stops to type."),
    changed("message:compose:receive", &OPERATOR_TYPES, "An operator begins or stops to type."),
    changed("message:notify:unread:send", &SESSION, "A notice about a visitor's unread messages is due."),
    changed("message:notify:unread:received", &SESSION, "A notice about an operator's unread messages is due."),
    event(
        "session:request:initiated",
        Always("chat.started"),
        D,
        &SESSION,
        "A conversation is initiated. No other event says so, which is why this is taken to be its beginning.",
    ),
    event(
        "session:set_state",
        By { member: "chat.state", words: &[("resolved", "chat.ended")], otherwise: "chat.updated" },
        D,
        &STATE_SET,
        "The state of a conversation changes. To resolve it is the only end that all hooks deliver.",
    ),
    event(
        "session:set_routing",
        Always("chat.transferred"),
        D,
        &ROUTING_SET,
        "An operator is assigned to a conversation, replaced, or taken off it.",
    ),
    event(
        "session:set_inbox",
        Always("chat.transferred"),
        D,
        &INBOX_SET,
        "A conversation is moved to another sub-inbox, or to none.",
    ),
    changed(
        "session:set_opened",
        &VIEWED,
        "An operator opens the view of a conversation, and accepts nothing by that.",
    ),
    changed("session:set_closed", &VIEWED, "An operator closes the view of a conversation, and ends nothing by that."),
    changed("session:sync:rating", &RATED, "The visitor rates a conversation."),
    changed("session:removed", &SESSION, "A conversation is deleted, perhaps long after its end."),
    changed("session:set_email", &EMAIL_SET, "The visitor's e-mail address is set."),
    changed("session:set_phone", &PHONE_SET, "The visitor's telephone number is set."),
    changed("session:set_nickname", &NICKNAME_SET, "The visitor's name is set."),
    changed("session:set_avatar", &AVATAR_SET, "The visitor's picture is set."),
    changed("session:set_address", &ADDRESS_SET, "The visitor's postal address is set."),
    changed("session:set_origin", &ORIGIN_SET, "The channel of a conversation is set."),
    changed("session:set_subject", &SUBJECT_SET, "The subject of a conversation is set."),
    changed(
        "session:set_data",
        &DATA_SET,
        "Data of a conversation are set. All are sent, not only those that changed.",
    ),
    changed("session:set_segments", &SEGMENTS_SET, "Segments of a conversation are set. All are sent."),
    changed("session:set_block", &BLOCK_SET, "The visitor is blocked or unblocked."),
    changed("session:set_participants", &PARTICIPANTS_SET, "The participants of a conversation are set."),
    changed("session:set_mentions", &MENTIONS_SET, "The operators who are mentioned in a conversation are set."),
    changed("session:update_availability", &AVAILABILITY_UPDATED, "The visitor comes or goes."),
    changed("session:update_verify", &VERIFY_UPDATED, "The visitor's identity is verified, or no longer is."),
    changed("session:sync:topic", &TOPIC_KNOWN, "What a conversation is about is known."),
    changed("session:sync:geolocation", &GEOLOCATION_KNOWN, "The visitor's location is known."),
    changed("session:sync:system", &SYSTEM_KNOWN, "What system the visitor uses is known."),
    changed("session:sync:network", &NETWORK_KNOWN, "From which network the visitor comes is known."),
    changed("session:sync:pages", &PAGES_KNOWN, "The pages that the visitor saw are known."),
    changed("session:sync:events", &EVENTS_KNOWN, "What the visitor did is known."),
    changed("session:sync:capabilities", &CAPABILITIES_KNOWN, "What the visitor's device can do is known."),
    changed("session:sync:locales", &LOCALES_KNOWN, "The visitor's languages are known."),
    changed("session:sync:timezone", &TIME_ZONE_KNOWN, "The visitor's time zone is known."),
    changed("session:error", &ERROR, "A value could not be set."),
    event(
        "website:update_operators_availability",
        Always("agent.status_changed"),
        D,
        &OPERATOR_AVAILABILITY,
        "An operator comes or goes.",
    )
    .about(&["agents[].id"]),
    of_contacts("people:profile:created"),
    of_contacts("people:profile:updated"),
    of_contacts("people:profile:removed"),
    of_contacts("people:bind:session"),
    of_contacts("people:sync:profile"),
    of_contacts("people:import:progress"),
    of_contacts("people:import:done"),
    counted("website:update_visitors_count"),
    counted("website:users:available"),
    named("call:request:initiated", D, "A call."),
    named("call:request:rejected", D, "A call."),
    named("browsing:request:initiated", D, "Looking at the visitor's page together.").holding(&BROWSING),
    named("browsing:request:rejected", D, "Looking at the visitor's page together.").holding(&BROWSING),
    named("identity:verify:request", D, "Verifying who somebody is.").holding(&IDENTITY),
    named("widget:action:processed", D, "An action of a widget."),
    named("spam:message", D, "A message that is considered spam."),
    named("spam:decision", D, "A message that was considered spam."),
    of_mailings("campaign:progress"),
    of_mailings("campaign:dispatched"),
    of_mailings("campaign:running"),
    of_mailings("email:subscribe"),
    of_mailings("email:track:view"),
    of_account("status:health:changed"),
    of_account("plugin:channel"),
    of_account("plugin:event"),
    of_account("plugin:subscription:updated"),
    of_account("plugin:settings:saved"),
    of_account("plan:subscription:updated"),
    of_account("media:animation:listed"),
    of_bucket("bucket:url:upload:generated"),
    of_bucket("bucket:url:avatar:generated"),
    of_bucket("bucket:url:website:generated"),
    of_bucket("bucket:url:campaign:generated"),
    of_bucket("bucket:url:helpdesk:generated"),
    of_bucket("bucket:url:status:generated"),
    of_bucket("bucket:url:processing:generated"),
];

const fn written(name: &'static str, doc: &'static str) -> Event {
    event(name, Always("chat.message_added"), DO, &MESSAGE, doc).by("message.author")
}

/// An event that changes a chat, and neither begins nor ends it. A change of a message is no new message.
const fn changed(name: &'static str, object: &'static Record, doc: &'static str) -> Event {
    event(name, Always("chat.updated"), D, object, doc)
}

const fn of_contacts(name: &'static str) -> Event {
    named(name, D, "A contact, a person whom the account knows.")
}

const fn counted(name: &'static str) -> Event {
    named(name, D, "How many visitors or operators there are.")
}

const fn of_mailings(name: &'static str) -> Event {
    named(name, D, "A campaign, or e-mail of one.")
}

const fn of_account(name: &'static str) -> Event {
    named(name, D, "The account, its plan or its plugins.")
}

const fn of_bucket(name: &'static str) -> Event {
    named(name, D, "A place to upload a file to.").holding(&BUCKET)
}

static ENVELOPE: Record = record(&[
    field("website_id", ACCOUNT_STRING, DO, "Id of the workspace: a UUID.")
        .required()
        .signs()
        .to("source")
        .examples(WEBSITE_IDS),
    field("event", Name, DO, "The name of the event.").required().to("vendorevent"),
    field("data", About, DO, "What the event is about.").required().signs(),
    field("timestamp", UNIX_MILLISECONDS, DO, "When it occurred.").to("time"),
]);

const WEBSITE_IDS: &[&str] = &["7c1f6a0e-93b4-4d27-8e51-2f0ab64d9c13", "e2b90d57-1c68-4f3a-a7d4-95c30b8e6f21"];

const WEBSITE_ID: Field = field("website_id", ACCOUNT_STRING, DO, "Id of the workspace, again.")
    .to("source")
    .fallback()
    .examples(WEBSITE_IDS);

const SESSION_ID: Field = field("session_id", ID, DO, "Id of the conversation: `session_` and a UUID.")
    .required()
    .to("chat.id")
    .examples(SESSION_IDS);

const SESSION_IDS: &[&str] =
    &["session_3d5b8f14-6a27-4c90-b1e8-07f2c4d96a35", "session_a90c2e71-58d3-4b6f-9f04-e1b7d3526c88"];

const INBOX_ID: Field =
    field("inbox_id", ID, D, "Id of the sub-inbox, which is a team's; null for none.").to("chat.department_id");

const ROUTING_IDS: Field =
    field("routing_ids", Json, D, "Ids of the operators that the event was routed to.").examples(&["[]"]).personal();

/// The rows of a conversation of which nothing else is said.
static SESSION: Record = record(&[WEBSITE_ID, SESSION_ID, INBOX_ID, ROUTING_IDS]);

/// The same, and one that says what is new.
const fn session_with(news: Field) -> [Field; 5] {
    [WEBSITE_ID, SESSION_ID, INBOX_ID, ROUTING_IDS, news]
}

static MESSAGE: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    field("type", Words(MESSAGE_TYPES), D, "Kind of message. Only operators see a `note`.")
        .to("message.kind")
        .also(&[Target::words(&SEEN_BY, "message.visibility")]),
    field(
        "from",
        Words(&[("user", "visitor"), ("operator", "agent")]),
        DO,
        "Who wrote it. A bot writes as an operator.",
    )
    .to("message.author.role"),
    ORIGIN,
    CONTENT,
    FINGERPRINT,
    field("user", Object(&AUTHOR), DO, "Who wrote it."),
    field("timestamp", UNIX_MILLISECONDS, DO, "When it was written.").to("message.at"),
    field("stamped", BOOLEAN, D, "Whether it bears the time at which it was written."),
    field("edited", BOOLEAN, D, "Whether it was edited."),
    field("translated", BOOLEAN, D, "Whether it was translated."),
    field("automated", BOOLEAN, D, "Whether a bot or a rule wrote it."),
    field("mentions", Json, D, "Who is mentioned in it.").examples(&["[]"]).personal(),
    field("references", Json, D, "What it refers to.").examples(&["[]"]).personal(),
    field("preview", Json, D, "Previews of the pages that it links to.").examples(&["[]"]).personal(),
    field("properties", Json, D, "What else is known of it.").personal(),
    field("original", Json, D, "What it was made from, such as an e-mail.").personal(),
]);

/// Of other kinds it is not said who sees them.
const SEEN_BY: Meanings = &[("note", "internal")];

const MESSAGE_TYPES: &[(&str, &str)] = &[
    ("text", "text"),
    ("note", "note"),
    ("file", "file"),
    ("animation", "animation"),
    ("audio", "audio"),
    ("picker", "picker"),
    ("field", "field"),
    ("carousel", "carousel"),
    ("event", "system"),
];

const ORIGIN: Field = field("origin", TEXT, DO, "Channel that it came through: `chat`, `email`, or a URN of a plugin.")
    .to("chat.channel")
    .examples(&["chat", "email", "urn:shop.example:whatsapp:0"]);

const FINGERPRINT: Field =
    field("fingerprint", ID, DO, "Id of the message: an integer.").to("message.id").examples(&["164213759204811"]);

static AUTHOR: Record = record(&[
    field("user_id", ID, DO, "Id of the operator; of a visitor, that of the conversation.").to("message.author.id"),
    field("nickname", TEXT, DO, "Name of the author.").to("message.author.name"),
    field("avatar", URL, D, "Picture of the author.").to("message.author.photo_url"),
    field("type", OneOf(&["user", "website", "participant"]), D, "As what the author appears."),
]);

const CONTENT: Field =
    field("content", Object(&CONTENT_BY_KIND), DO, "What it says: a string in a `text` and a `note`, else an object.")
        .or_string()
        .to("message.text");

/// The content of messages of all kinds: files, animations and audio; pickers, fields and carousels; events.
static CONTENT_BY_KIND: Record = record(&[
    field("name", TEXT, D, "Name of the file.").to("attachments[].name"),
    field("url", URL, D, "Where the file, the animation or the audio is.").to("attachments[].url"),
    field("type", TEXT, D, "Media type of that.").to("attachments[].media_type"),
    field("duration", NUMBER, D, "How long the audio is, in seconds."),
    field("id", ID, D, "Id of the picker or the field.").examples(&["delivery-date"]),
    field("text", TEXT, D, "What is asked, shown or said.").to("message.text"),
    field("explain", TEXT, D, "What to write into the field.").examples(&["Your order number"]),
    field("value", Json, D, "What was written into the field.").personal(),
    field("choices", Json, D, "What can be picked.").examples(&["[]"]).personal(),
    field("required", BOOLEAN, D, "Whether an answer is required."),
    field("targets", Json, D, "The cards of the carousel.").examples(&["[]"]),
    field("namespace", TEXT, D, "Kind of event: `state:resolved` and others.").examples(&["state:resolved"]),
]);

static MESSAGE_UPDATED: Record =
    record(&[WEBSITE_ID, SESSION_ID, INBOX_ID, ROUTING_IDS, FINGERPRINT.required(), CONTENT]);

static MESSAGE_REMOVED: Record = record(&session_with(FINGERPRINT.required()));

static ACKNOWLEDGED: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    ORIGIN,
    field("fingerprints", Json, D, "Ids of the messages.").examples(&["[164213759204811]"]),
    field("details", Object(&ACKNOWLEDGE_DETAILS), D, "More about it."),
]);

static ACKNOWLEDGE_DETAILS: Record = record(&[
    field("type", TEXT, D, "Kind of what happened.").examples(&["bounced"]),
    field("reason", TEXT, D, "Why it happened.").examples(&["mailbox is full"]),
]);

const TYPING: Field = field("type", OneOf(&["start", "stop"]), D, "Whether typing begins or stops.");

const EXCERPT: Field = field("excerpt", TEXT, D, "What was typed so far.").examples(&["Hello, is my ord"]).personal();

const TYPED_AT: Field = field("timestamp", UNIX_MILLISECONDS, D, "When it was typed.");

const AUTOMATED: Field = field("automated", BOOLEAN, D, "Whether a bot or a rule types.");

static VISITOR_TYPES: Record =
    record(&[WEBSITE_ID, SESSION_ID, INBOX_ID, ROUTING_IDS, TYPING, EXCERPT, TYPED_AT, AUTOMATED]);

static OPERATOR_TYPES: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    TYPING,
    EXCERPT,
    TYPED_AT,
    AUTOMATED,
    field("user", Object(&OPERATOR), D, "The operator.").under("agents[]"),
]);

static OPERATOR: Record = record(&[
    field("user_id", ID, D, "Id of the operator: a UUID.").to(".id"),
    field("nickname", TEXT, D, "Name of the operator.").to(".name"),
    field("avatar", URL, D, "Picture of the operator.").to(".photo_url"),
]);

static STATE_SET: Record = record(&session_with(
    field(
        "state",
        OneOf(&["pending", "unresolved", "resolved"]),
        D,
        "The state. `pending` is taken to mean that it waits for an operator.",
    )
    .to("chat.state"),
));

static ROUTING_SET: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    field("routing_id", ID, D, "Id of the operator who has it now; null for nobody.").to("agents[].id"),
    field("previous_routing_id", ID, D, "Id of the operator who had it.").to("chat.previous_agent_id"),
]);

static INBOX_SET: Record = record(&session_with(
    field("previous_inbox_id", ID, D, "Id of the sub-inbox it was in; null for none.")
        .to("chat.previous_department_id"),
));

static VIEWED: Record =
    record(&session_with(field("operator", Object(&OPERATOR), D, "The operator.").under("agents[]")));

static RATED: Record = record(&session_with(field("rating", Object(&RATING), D, "The rating.")));

static RATING: Record = record(&[
    field("stars", COUNT, D, "How many stars.").to("rating.score"),
    field("comment", TEXT, D, "What the visitor said about it.").to("rating.comment"),
]);

static EMAIL_SET: Record =
    record(&session_with(field("email", EMAIL, D, "The visitor's e-mail address.").to("visitor.email")));

static PHONE_SET: Record =
    record(&session_with(field("phone", TEXT, D, "The visitor's telephone number.").to("visitor.phone")));

static NICKNAME_SET: Record =
    record(&session_with(field("nickname", TEXT, D, "The visitor's name.").to("visitor.name")));

static AVATAR_SET: Record =
    record(&session_with(field("avatar", URL, D, "The visitor's picture.").to("visitor.photo_url")));

static ADDRESS_SET: Record = record(&session_with(
    field("address", TEXT, D, "The visitor's postal address.").examples(&["Example Street 7, Zürich"]).personal(),
));

static ORIGIN_SET: Record = record(&session_with(ORIGIN));

static SUBJECT_SET: Record = record(&session_with(field("subject", TEXT, D, "The subject.").to("chat.subject")));

static TOPIC_KNOWN: Record = record(&session_with(field("topic", TEXT, D, "What it is about.").to("chat.subject")));

static DATA_SET: Record =
    record(&session_with(field("data", NamedValues, D, "The data, by name.").to("chat.fields[]")));

static SEGMENTS_SET: Record = record(&session_with(field("segments", Each(&SEGMENT), D, "The segments.")));

static SEGMENT: Field = field("", TEXT, D, "A segment.").to("visitor.tags[].name");

static BLOCK_SET: Record = record(&session_with(field("is_blocked", BOOLEAN, D, "Whether the visitor is blocked.")));

static PARTICIPANTS_SET: Record =
    record(&session_with(field("participants", Json, D, "Who takes part beside the visitor.").personal()));

static MENTIONS_SET: Record = record(&session_with(field("mentions", Json, D, "Ids of the operators.").personal()));

static AVAILABILITY_UPDATED: Record = record(&session_with(
    field("availability", OneOf(&["online", "offline"]), D, "Whether the visitor is there.").to("visitor.state"),
));

static VERIFY_UPDATED: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    field("is_verified", BOOLEAN, D, "Whether it is verified who the visitor is."),
    field("verifications", Json, D, "How that was verified.").personal(),
]);

static GEOLOCATION_KNOWN: Record =
    record(&session_with(field("geolocation", Object(&GEOLOCATION), D, "Where the visitor is.")));

static GEOLOCATION: Record = record(&[
    field("country", TEXT, D, "The visitor's country, in two letters.").to("visitor.country").examples(&["CH", "BR"]),
    field("region", TEXT, D, "The visitor's region.").to("visitor.region"),
    field("city", TEXT, D, "The visitor's city.").to("visitor.city"),
    field("coordinates", Json, D, "The place on the globe.").personal(),
]);

static SYSTEM_KNOWN: Record =
    record(&session_with(field("system", Object(&SYSTEM), D, "What system the visitor uses.")));

static SYSTEM: Record = record(&[
    field("os", Object(&OS), D, "The operating system."),
    field("engine", Object(&ENGINE), D, "What renders pages."),
    field("browser", Object(&BROWSER), D, "The browser."),
    field("useragent", TEXT, D, "What the browser says it is.").to("visitor.user_agent"),
]);

const VERSION: Field = field("version", Json, D, "Its version.").examples(&["128.0", "17.5"]);

static OS: Record = record(&[field("name", TEXT, D, "Its name.").to("visitor.os"), VERSION]);

static ENGINE: Record = record(&[field("name", TEXT, D, "Its name.").examples(&["Gecko", "WebKit"]), VERSION]);

static BROWSER: Record = record(&[
    field("name", TEXT, D, "Its name.").to("visitor.browser"),
    VERSION,
    field("major", Json, D, "The first number of its version.").examples(&["128", "17"]),
]);

static NETWORK_KNOWN: Record =
    record(&session_with(field("network", Object(&NETWORK), D, "The network that the visitor comes from.")));

static NETWORK: Record = record(&[
    field("ip", IP, D, "The visitor's IP address.").to("visitor.ip"),
    field("connection", Object(&CONNECTION), D, "Whose network it is."),
]);

static CONNECTION: Record = record(&[
    field("isp", TEXT, D, "Who connects the visitor.").examples(&["Example Telecom"]),
    field("asn", ID, D, "Number of the network.").examples(&["AS64500"]),
]);

static PAGES_KNOWN: Record = record(&session_with(field("pages", Json, D, "The pages, not only the present one.")));

static EVENTS_KNOWN: Record = record(&session_with(field("events", Json, D, "What the visitor did.").personal()));

static CAPABILITIES_KNOWN: Record =
    record(&session_with(field("capabilities", Json, D, "What the visitor's device can do.")));

static LOCALES_KNOWN: Record =
    record(&session_with(field("locales", Json, D, "The visitor's languages.").examples(&[r#"["de"]"#])));

static TIME_ZONE_KNOWN: Record = record(&session_with(field(
    "timezone",
    Json,
    D,
    "The visitor's time zone: minutes, of which it is not documented whether they are ahead of UTC or behind it.",
)));

static ERROR: Record = record(&[
    WEBSITE_ID,
    SESSION_ID,
    INBOX_ID,
    ROUTING_IDS,
    field("type", TEXT, D, "What was to be set.").examples(&["email"]),
    field("value", Json, D, "What it was to be.").personal(),
    field("previous_value", Json, D, "What it was, and is.").personal(),
    field("error", Json, D, "Why it could not be set.").examples(&["invalid"]),
]);

static OPERATOR_AVAILABILITY: Record = record(&[
    WEBSITE_ID,
    INBOX_ID,
    ROUTING_IDS,
    field("user_id", ID, D, "Id of the operator: a UUID.").required().to("agents[].id"),
    field("availability", Object(&AVAILABILITY), D, "Whether the operator is there."),
]);

static AVAILABILITY: Record = record(&[field(
    "type",
    Words(&[("online", "available"), ("offline", "offline")]),
    D,
    "Whether the operator is there.",
)
.to("agent_status.status")
.also(&[Target::word("agent_status.vendor_status")])]);

static BROWSING: Record = open(&[field("browsing_token", TEXT, D, "What opens the visitor's page.").secret()]);

static IDENTITY: Record = open(&[
    field("code", TEXT, D, "What confirms who somebody is.").secret(),
    field("confirm_url", TEXT, D, "Where that is confirmed.").secret(),
]);

static BUCKET: Record = open(&[field("url", Object(&BUCKET_URL), D, "Where to upload to.")]);

static BUCKET_URL: Record = open(&[field("signed", TEXT, D, "Where anybody can upload to who knows it.").secret()]);
