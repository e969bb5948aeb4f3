//! Chatwoot, as its documentation of webhooks, its API reference and its own source have them.
//!
//! Generations: `2020` is that of the first documentation, whose ids are text and whose times are dates; `2.4`, `4.0.2`, `4.2`,
//! `4.8` and `4.15` are the versions since which there is something. No body states its version: one description reads all.

use crate::describe::Encoding::{Each, Json, List, Name, NamedValues, Object, Words};
use crate::describe::Kind::{Always, By};
use crate::describe::scalars::{
    ACCOUNT, BOOLEAN, COUNT, EMAIL, ID, IP, NUMBER, TEXT, UNIX_SECONDS_OR_ISO as TIME, URL,
};
use crate::describe::{
    D, DO, Event, Evidence, Family, Field, I, Kind, Meanings, O, Record, Target, Typing, Vendor, event, field, named,
    open, record,
};

/// Chatwoot.
pub static CHATWOOT: Vendor = Vendor {
    name: "chatwoot",
    title: "Chatwoot",
    doc: "A body is a conversation or a message, with the event's name in it. It has no event id and no time of its own, and \
          may show a later state than the event's. One event can reach a receiver twice, through two of its webhooks; the \
          order of deliveries is not kept. Since 4.12 deliveries are signed in a header.",
    typing: Typing::Strict,
    sent_in: &["x-chatwoot-timestamp"],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // Nothing that is measured is sent.
    agreements: &[],
    // Names with dots are those of its own socket and of other programs, and name nothing here.
    lookalikes: &[],
    secrets: &[PUBSUB_TOKEN],
};

const EVENTS: &[Event] = &[
    of_conversation(
        "conversation_created",
        Always("chat.started"),
        DO,
        &CONVERSATION_CHANGED,
        "A conversation begins.",
    )
    .at("chat.created_at"),
    of_conversation(
        "conversation_status_changed",
        By { member: "chat.state", words: &[("resolved", "chat.ended")], otherwise: "chat.updated" },
        DO,
        &CONVERSATION_CHANGED,
        "The status of a conversation changes. What it was before is not said.",
    )
    .at("chat.updated_at"),
    of_conversation(
        "conversation_updated",
        By { member: "type", words: &[(TRANSFERRED, TRANSFERRED)], otherwise: "chat.updated" },
        DO,
        &CONVERSATION_UPDATED,
        "A conversation changes. If it gets another assignee, the chat is transferred.",
    )
    .at("chat.updated_at"),
    of_conversation(
        "conversation_opened",
        Always("chat.updated"),
        O,
        &CONVERSATION_CHANGED,
        "A conversation becomes open. Only bots are told.",
    )
    .at("chat.updated_at"),
    of_conversation(
        "conversation_resolved",
        Always("chat.ended"),
        O,
        &CONVERSATION_CHANGED,
        "A conversation is resolved. Only bots are told.",
    )
    .at("chat.updated_at"),
    typing("conversation_typing_on", "Somebody begins to type."),
    typing("conversation_typing_off", "Somebody stops typing."),
    event(
        "message_created",
        Always("chat.message_added"),
        DO,
        &MESSAGE,
        "A message is written, by anybody, or a note that only agents see.",
    )
    .requires("message_type")
    .at("message.at")
    .by("message.author"),
    event(
        "message_updated",
        Always("chat.updated"),
        DO,
        &MESSAGE,
        "A message changes: its text, its delivery status, or the answer to it. Who changed it is not said.",
    )
    .requires("message_type"),
    automated("automation_event.conversation_created", "chat.started"),
    automated("automation_event.conversation_resolved", "chat.ended"),
    automated("automation_event.conversation_updated", "chat.updated"),
    automated("automation_event.conversation_opened", "chat.updated"),
    automated("automation_event.message_created", "chat.updated"),
    of_conversation("macro.executed", Always("chat.updated"), O, &CONVERSATION_CHANGED, "An agent runs a macro."),
    named("contact_created", DO, "A contact.").requires("account"),
    named("contact_updated", DO, "A contact.").requires("account"),
    named("inbox_created", O, "The settings of an inbox.").requires("account"),
    named("inbox_updated", O, "The settings of an inbox.").requires("account"),
    named("webwidget_triggered", DO, "A visitor opened the widget.").requires("account"),
    named("account_created", I, "The installation: a new account."),
];

const TRANSFERRED: &str = "chat.transferred";

const fn of_conversation(
    name: &'static str,
    kind: Kind,
    evidence: Evidence,
    object: &'static Record,
    doc: &'static str,
) -> Event {
    event(name, kind, evidence, object, doc).requires("inbox_id")
}

const fn automated(name: &'static str, kind: &'static str) -> Event {
    let doc = "An automation rule sends the conversation, even if it is about a message.";
    of_conversation(name, Always(kind), O, &CONVERSATION_CHANGED, doc)
}

const fn typing(name: &'static str, doc: &'static str) -> Event {
    event(name, Always("chat.updated"), O.of("4.2"), &TYPING, doc).requires("user")
}

static ENVELOPE: Record = record(&[field("event", Name, DO, "The name of the event.").required().to("vendorevent")]);

/// A conversation in which something happened.
static CONVERSATION_CHANGED: Record = record(&conversation(
    INBOX_ID.required(),
    field("changed_attributes", List(&ANYTHING), DO.of("2.4"), "What changed: one attribute in each item."),
));

/// A conversation of which something was changed, which may be who is responsible for it.
static CONVERSATION_UPDATED: Record = record(&conversation(
    INBOX_ID.required(),
    field(
        "changed_attributes",
        List(&CHANGE_OF_RESPONSIBLE),
        DO.of("2.4"),
        "What changed: one attribute in each item.",
    ),
));

/// A conversation that a message or a person who types is in.
static CONVERSATION: Record =
    record(&conversation(INBOX_ID, field("changed_attributes", Json, DO.of("2.4"), "What changed.").personal()));

static ANYTHING: Record = open(&[]);

static CHANGE_OF_RESPONSIBLE: Record = open(&[
    change_of_responsible("assignee_id", "The agent who is responsible: before, and now."),
    change_of_responsible("assignee_agent_bot_id", "The bot that is responsible: before, and now."),
    change_of_responsible("team_id", "The team that is responsible: before, and now."),
]);

const fn change_of_responsible(name: &'static str, doc: &'static str) -> Field {
    field(name, Json, DO, doc)
        .says(&TRANSFERRED, "type")
        .also_unmapped()
        .examples(&[r#"{"previous_value":null,"current_value":4}"#])
}

/// The rows of a conversation: its inbox, what changed, and what all have.
const fn conversation(inbox_id: Field, changed: Field) -> [Field; 28] {
    [
        CHAT_ID,
        field("account", Object(&ACCOUNT_OF_CHAT), O.of("4.15"), "The account."),
        field("account_id", ACCOUNT, D, "Id of the account.").to("source").fallback().examples(ACCOUNT_IDS),
        inbox_id,
        field("channel", TEXT, DO, "The channel: `Channel::WebWidget`, `Channel::Api`, `Channel::Email` and others.")
            .to("chat.channel")
            .examples(&["Channel::WebWidget", "Channel::Email"]),
        field("status", TEXT, DO, "Status: `open`, `pending` (with the bot), `snoozed`, `resolved`.")
            .to("chat.state")
            .examples(&["open", "pending", "resolved"]),
        field("priority", TEXT, O, "How urgent it is: `low`, `medium`, `high`, `urgent`.")
            .to("chat.priority")
            .examples(&["low", "urgent"]),
        field("labels", Each(&LABEL), O.of("2.11"), "Labels of the conversation."),
        field("custom_attributes", NamedValues, O, "Fields of the conversation, by name.").to("chat.fields[]"),
        field(
            "additional_attributes",
            Object(&BROWSER_SESSION),
            DO,
            "How it came about: browser, page, and what else is known.",
        ),
        field("created_at", TIME, O, "When it was created.").to("chat.created_at"),
        field("updated_at", TIME, O.of("4.0.2"), "When it last changed.").to("chat.updated_at"),
        field("first_reply_created_at", TIME, O, "When it was first answered.").to("chat.first_reply_at"),
        field("contact_inbox", Object(&CONTACT_INBOX), DO, "The visitor's place in the inbox."),
        field("meta", Object(&META), DO, "Who takes part."),
        field("messages", List(&LAST_MESSAGE), DO, "The last public message, and not the conversation.")
            .under("messages[]"),
        field("snoozed_until", TIME, O, "Until when it is put off.").to("chat.snoozed_until"),
        field("can_reply", BOOLEAN, DO, "Whether it can still be answered."),
        field("unread_count", COUNT, DO, "How many messages no agent has read."),
        field("agent_last_seen_at", TIME, DO, "When an agent last looked at it."),
        field("contact_last_seen_at", TIME, DO, "When the visitor last looked at it."),
        field("last_activity_at", TIME, O, "When something last happened in it."),
        field("timestamp", TIME, DO, "When something last happened in it; before 1.9, when it was created."),
        field("waiting_since", TIME, O, "Since when the visitor waits."),
        field("applied_sla", Json, O, "What was promised about it."),
        field("sla_events", Json, O, "How that was kept.").examples(&["[]"]),
        field("sla_policy_id", ID, O, "Id of what was promised about it.").examples(&["2"]),
        changed,
    ]
}

const CHAT_ID: Field = field("id", ID, DO, "Number of the conversation within its account. `display_id` in 2020.")
    .spelled(&["display_id"])
    .required()
    .to("chat.id")
    .examples(&["482", "1093"]);

const ACCOUNT_IDS: &[&str] = &["3", "17"];

const INBOX_ID: Field = field("inbox_id", ID, DO, "Id of the inbox.").to("chat.channel_id").examples(&["6", "21"]);

static ACCOUNT_OF_CHAT: Record = record(&[
    field("id", ACCOUNT, DO, "Id of the account.").to("source").examples(ACCOUNT_IDS),
    field("name", TEXT, DO, "Name of the account.").examples(&["Lumen Lamps"]),
]);

static LABEL: Field = field("", TEXT, O, "A label.").to("chat.tags[].name");

static BROWSER_SESSION: Record = open(&[
    field("browser", Object(&BROWSER), DO, "The visitor's browser."),
    field("browser_language", TEXT, O, "The visitor's language.").to("visitor.language"),
    field("referer", URL, DO, "The page that the widget is on, and not where the visitor came from.")
        .to("visitor.current_url"),
]);

static BROWSER: Record = open(&[
    field("browser_name", TEXT, DO, "Name of the browser.").to("visitor.browser"),
    field("platform_name", TEXT, DO, "Name of the operating system.").to("visitor.os"),
]);

static CONTACT_INBOX: Record = record(&[
    field("id", ID, DO, "Id of the visitor's place in the inbox."),
    field("contact_id", ID, DO, "Id of the visitor.").to("visitor.id").fallback().examples(CONTACT_IDS),
    field("inbox_id", ID, DO, "Id of the inbox."),
    field("source_id", ID, DO, "Id of the visitor's session.").to("visitor.session_id"),
    field("created_at", TIME, DO, "When it was created."),
    field("updated_at", TIME, DO, "When it last changed."),
    field("hmac_verified", BOOLEAN, DO, "Whether it is verified who the visitor is."),
    PUBSUB_TOKEN,
]);

const PUBSUB_TOKEN: Field = field("pubsub_token", TEXT, DO, "Opens the visitor's live session.").secret();

const CONTACT_IDS: &[&str] = &["905", "2204"];

static META: Record = record(&[
    field("sender", Object(&CONTACT), DO, "The visitor.").under("visitor"),
    field("assignee", Object(&USER), DO, "Who is responsible: an agent or a bot.").under("agents[]"),
    field("team", Object(&TEAM), O, "The team that is responsible."),
    field("assignee_type", TEXT, O.of("4.8"), "Kind of who is responsible.").examples(&["User", "AgentBot"]),
    field("hmac_verified", BOOLEAN, O, "Whether it is verified who the visitor is."),
]);

static CONTACT: Record = record(&[
    field("id", ID, DO, "Id of the contact.").to(".id").examples(CONTACT_IDS),
    field("name", TEXT, DO, "Name of the contact.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the contact.").to(".email"),
    field("phone_number", TEXT, O, "Telephone number of the contact.").to(".phone"),
    field("identifier", ID, O, "Id of the contact in the account's own books.")
        .to(".external_id")
        .examples(&["kd-20417"]),
    field("thumbnail", URL, O, "Picture of the contact.").to(".photo_url"),
    field("avatar", URL, O, "The same.").to(".photo_url").fallback(),
    field("custom_attributes", NamedValues, O, "Fields of the contact, by name.").to("visitor.fields[]"),
    field("additional_attributes", Object(&ABOUT_CONTACT), O, "What else is known of the contact."),
    field("type", TEXT, O, "What it is: `contact`.").examples(&["contact"]),
    field("blocked", BOOLEAN, O, "Whether the contact is blocked."),
    field("company_id", ID, O, "Id of the contact's company."),
    field("account", Json, O, "The account."),
]);

static ABOUT_CONTACT: Record = open(&[
    field("city", TEXT, O, "City of the contact.").to("visitor.city"),
    field("country", TEXT, O, "Country of the contact.").to("visitor.country"),
    field("company_name", TEXT, O, "Company of the contact.").to("visitor.company"),
    field("created_at_ip", IP, O, "IP address of the contact.").to("visitor.ip"),
]);

static USER: Record = record(&[
    field("id", ID, DO, "Id of the agent.").to(".id").examples(USER_IDS),
    field("name", TEXT, DO, "Name of the agent.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the agent.").to(".email"),
    field("avatar_url", URL, O, "Picture of the agent.").to(".photo_url"),
    field("thumbnail", URL, O, "The same.").to(".photo_url").fallback(),
    field("availability_status", TEXT, O, "Whether the agent is there: `online`, `offline`, `busy`.")
        .to(".state")
        .examples(&["online", "busy"]),
    field("available_name", TEXT, O, "The name that visitors see.").examples(&["Grace"]).personal(),
    field("type", TEXT, O, "What it is: `user`, or `agent_bot`.").examples(&["user"]),
]);

const USER_IDS: &[&str] = &["12", "38"];

static TEAM: Record = record(&[
    field("id", ID, O, "Id of the team.").to("chat.department_id").examples(&["4"]),
    field("name", TEXT, O, "Name of the team.").to("chat.department_name"),
]);

/// A message in a conversation. Who sees it is not said of these.
static LAST_MESSAGE: Record = record(&[
    field("id", ID, O, "Id of the message.").to(".id").examples(MESSAGE_IDS),
    field("content", TEXT, O, "The text: Markdown.").to(".text"),
    field("processed_message_content", TEXT, O, "The text without what was quoted in it.").to(".text").or_else(),
    field("content_type", TEXT, O, "Kind of message.").to(".kind").examples(CONTENT_TYPES),
    field("created_at", TIME, O, "When it was written.").to(".at"),
    field("sender", Object(&SENDER), O, "Who wrote it.").under(".author"),
    field("sender_id", ID, O, "Id of who wrote it.").to(".author.id").or_else().examples(USER_IDS),
    field("sender_type", Words(SENDER_TYPES), O, "Kind of who wrote it.").to(".author.role").or_else(),
    MESSAGE_TYPE.to(".author.role").or_else(),
    field("account_id", ACCOUNT, O, "Id of the account.").to("source").fallback().examples(ACCOUNT_IDS),
    field("conversation_id", ID, O, "Number of the conversation.").to("chat.id").fallback(),
    field("inbox_id", ID, O, "Id of the inbox."),
    field("updated_at", TIME, O, "When it last changed."),
    field("private", BOOLEAN, O, "Whether only agents see it.").empty(&["false"]),
    field("status", TEXT, O, "How far it came: `sent`, `delivered`, `read`, `failed`.").examples(&["sent"]),
    field("source_id", TEXT, O, "Id of it in the channel."),
    kept("content_attributes", "What belongs to it beside the text.").personal(),
    kept("external_source_ids", "Ids of it elsewhere."),
    kept("additional_attributes", "What else is known of it."),
    kept("sentiment", "How it sounds."),
    kept("attachments", "Files.").examples(&["[]"]).personal(),
    kept("conversation", "Its conversation, in short."),
    field("echo_id", TEXT, O, "What whoever wrote it called it.").examples(&["echo-1"]),
]);

const fn kept(name: &'static str, doc: &'static str) -> Field {
    field(name, Json, O, doc)
}

const MESSAGE_IDS: &[&str] = &["70113", "70298"];

const CONTENT_TYPES: &[&str] = &["text", "input_select"];

const SENDER_TYPES: &[(&str, &str)] =
    &[("User", "agent"), ("Contact", "visitor"), ("AgentBot", "bot"), ("Captain::Assistant", "bot")];

/// The writer of such messages; of outgoing ones it may be anybody of the account's.
const MESSAGE_TYPE: Field = field(
    "message_type",
    Words(&[
        ("incoming", "visitor"),
        ("outgoing", ""),
        ("activity", "system"),
        ("template", "system"),
        ("0", "visitor"),
        ("1", ""),
        ("2", "system"),
        ("3", "system"),
    ]),
    DO,
    "Whose it is: `incoming` from the visitor, `outgoing` to the visitor, `template` and `activity` by the system. A number \
     in a conversation.",
)
.also_unmapped();

static SENDER: Record = open(&[
    field("id", ID, DO, "Id of who wrote it.").to(".id").examples(USER_IDS),
    field("name", TEXT, DO, "Name of who wrote it.").to(".name"),
    field("thumbnail", URL, DO, "Picture of who wrote it.").to(".photo_url"),
    field("avatar", URL, DO, "The same.").to(".photo_url").or_else(),
    field("avatar_url", URL, DO, "The same.").to(".photo_url").or_else(),
    field("type", Words(PARTIES), DO, "Kind of who wrote it. Contacts have none since 2020.").to(".role"),
    field("email", EMAIL, DO, "E-mail address of who wrote it.").examples(&["grace@support.example"]).personal(),
    field("account", Object(&ACCOUNT_OF_SENDER), O, "The account."),
]);

const PARTIES: &[(&str, &str)] =
    &[("user", "agent"), ("contact", "visitor"), ("agent_bot", "bot"), ("captain_assistant", "bot")];

static ACCOUNT_OF_SENDER: Record = record(&[
    field("id", ACCOUNT, O, "Id of the account.").to("source").fallback().examples(ACCOUNT_IDS),
    field("name", TEXT, O, "Name of the account.").examples(&["Lumen Lamps"]),
]);

static MESSAGE: Record = record(&[
    field("id", ID, DO, "Id of the message.").required().to("message.id").examples(MESSAGE_IDS),
    field("content", TEXT, DO, "The text: Markdown. Null where there are only files.").to("message.text"),
    field(
        "private",
        Words(&[("true", "internal"), ("false", "public")]),
        DO,
        "Whether only agents see it: then it is a note.",
    )
    .to("message.visibility")
    .also(&[Target::words(&NOTE, "message.kind")]),
    field(
        "content_type",
        TEXT,
        DO,
        "Kind of message: `text`, `input_text`, `input_email`, `input_select`, `cards`, `form`, `article`, \
         `incoming_email`, `input_csat`, `integrations`, `sticker`, `voice_call`.",
    )
    .to("message.kind")
    .or_else()
    .examples(CONTENT_TYPES),
    MESSAGE_TYPE.required().to("message.author.role").or_else(),
    field("created_at", TIME, DO, "When it was written.").to("message.at"),
    field("sender", Object(&SENDER), DO, "Who wrote it.").under("message.author"),
    field("contact", Object(&CONTACT), D.of("2020"), "The visitor.").under("visitor"),
    field("conversation", Object(&CONVERSATION), DO, "The conversation.").required(),
    field("inbox", Object(&INBOX), DO, "The inbox."),
    field("account", Object(&ACCOUNT_OF_CHAT), DO, "The account."),
    field("content_attributes", Object(&CONTENT_ATTRIBUTES), O, "What belongs to it beside the text."),
    field("attachments", List(&ATTACHMENT), O, "Files.").under("attachments[]"),
    field("source_id", TEXT, DO, "Id of it in the channel."),
    field("additional_attributes", Object(&ANYTHING), O, "What else is known of it."),
]);

static NOTE: Meanings = &[("true", "note")];

static INBOX: Record = record(&[
    field("id", ID, DO, "Id of the inbox.").to("chat.channel_id").fallback().examples(INBOX_ID.examples),
    field("name", TEXT, DO, "Name of the inbox.").to("chat.channel_name"),
]);

static CONTENT_ATTRIBUTES: Record = open(&[field(
    "submitted_values",
    Object(&SUBMITTED_VALUES),
    O,
    "What was answered: of a form it is an array, which is kept whole.",
)
.unchecked()]);

static SUBMITTED_VALUES: Record =
    open(&[field("csat_survey_response", Object(&SURVEY_RESPONSE), O, "What the visitor thought of the chat.")]);

static SURVEY_RESPONSE: Record = open(&[
    field("rating", NUMBER, O, "Rating by the visitor, from 1 to 5.").to("rating.score"),
    field("feedback_message", TEXT, O, "What the visitor said about it.").to("rating.comment"),
]);

static ATTACHMENT: Record = record(&[
    field("data_url", URL, O, "Where the file is; it leads on from there.").to(".url"),
    field("fallback_title", TEXT, O, "Name of the file.").to(".name"),
    field("content_type", TEXT, O, "Media type of the file.").to(".media_type"),
    field("file_size", COUNT, O, "Size of the file, in bytes.").to(".size_bytes"),
    kept("id", "Id of the file.").examples(&["81"]),
    kept("message_id", "Id of the message.").examples(MESSAGE_IDS),
    kept("file_type", "Kind of file.").examples(&["image", "file"]),
    kept("account_id", "Id of the account.").examples(ACCOUNT_IDS),
    kept("extension", "What its name ends in.").examples(&["png"]),
    kept("thumb_url", "Where a small picture of it is.").examples(&["https://cdn.example.com/thumbnails/81.png"]),
    kept("width", "Width of the picture, in pixels.").examples(&["640"]),
    kept("height", "Height of the picture, in pixels.").examples(&["480"]),
    kept("transcribed_text", "What is said in it.").personal(),
    kept("coordinates_lat", "Latitude of a place.").examples(&["52.5"]).personal(),
    kept("coordinates_long", "Longitude of a place.").examples(&["13.4"]).personal(),
    kept("meta", "What else is known of it."),
]);

static TYPING: Record = record(&[
    field("user", Object(&TYPIST), O, "Who types.").required(),
    field("conversation", Object(&CONVERSATION), O, "The conversation.").required(),
    field("is_private", BOOLEAN, O, "Whether it is a note that is typed."),
]);

static TYPIST: Record = open(&[
    field("id", ID, O, "Id of who types.").to("actor.id").examples(USER_IDS),
    field("type", Words(PARTIES), O, "Kind of who types. Contacts have none.").to("actor.role"),
    field("name", TEXT, O, "Name of who types.").examples(&["Grace"]).personal(),
    field("email", EMAIL, O, "E-mail address of who types.").examples(&["grace@support.example"]).personal(),
]);
