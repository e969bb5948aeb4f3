//! Freshchat by Freshworks, as editions of its page on webhooks from 2018 to 2022 have it.
//!
//! Generations: `2018` has `msg_parts` and no topic in its conversations, `2020` has `message_parts`, `2021` tells the
//! sittings of a conversation apart, `2022` says what is withheld and marks the notes of bots. A body does not name its own:
//! one description reads all.

use crate::describe::Encoding::{About, Json, List, Name, NamedValues, Object, Words};
use crate::describe::Kind::Always;
use crate::describe::scalars::{ACCOUNT, BOOLEAN, COUNT, EMAIL, HTML, ID, RFC3339, TEXT, URL};
use crate::describe::{
    DO, Event, Family, Field, Lookalike, Meanings, O, Record, Sign, Target, Typing, Vendor, event, field, open, record,
};

/// Freshchat.
pub static FRESHCHAT: Vendor = Vendor {
    name: "freshchat",
    title: "Freshchat",
    doc: "A delivery has no event id, and states neither its version nor which attempt it is: headers do. The signature \
          is in a header as well. Order is not promised: a reopening and the message that caused it come within \
          milliseconds. There is no event for the beginning of a conversation, for a rating or for an agent's status.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    // A resolved conversation goes on under the same id, so that its times say nothing of a sitting.
    agreements: &[],
    lookalikes: &[Lookalike {
        sign: Sign::All(&[
            Sign::Value(
                "event",
                &[
                    "onConversationCreate",
                    "onConversationUpdate",
                    "onMessageCreate",
                    "onUserCreate",
                    "onUserUpdate",
                    "onAgentActivityCreate",
                    "onAgentCustomStatusUpdate",
                ],
            ),
            Sign::Key("account_id"),
            Sign::Key("region"),
            Sign::Key("data"),
        ]),
        reason: "This is a call to an app of the platform, not a webhook.",
        meant: None,
    }],
    secrets: &[],
};

const EVENTS: &[Event] = &[
    event(
        "message_create",
        Always("chat.message_added"),
        DO,
        &MESSAGE_CREATED,
        "A user, an agent, a bot or the system writes. Private notes are messages too.",
    ),
    event(
        "conversation_assignment",
        Always("chat.transferred"),
        DO,
        &ASSIGNED,
        "A conversation goes to an agent, to a group or to nobody. The first assignment comes from \
         nobody, and no agent accepts anything by it.",
    ),
    event("conversation_resolution", Always("chat.ended"), DO, &RESOLVED, "A conversation is resolved."),
    event(
        "conversation_reopen",
        Always("chat.updated"),
        DO,
        &REOPENED,
        "A resolved conversation is opened again, by an agent or by what the user writes. It is not a new conversation.",
    ),
];

static ENVELOPE: Record = record(&[
    field("actor", Object(&ACTOR), DO, "Who caused the event.").required().signs(),
    field("action", Name, DO, "The name of the event.").required().to("vendorevent"),
    field("action_time", RFC3339, DO, "When it happened.").signs_unnamed().to("time"),
    field("data", About, DO, "What the event is about: one object, named after the action.").required(),
]);

static ACTOR: Record = record(&[
    field("actor_type", Words(PARTIES), DO, "Kind of whoever caused it.").signs_unnamed().to("actor.role"),
    field("actor_id", ID, DO, "Id of whoever caused it.").to("actor.id").examples(AGENT_IDS),
]);

/// That a bot calls itself one is inferred.
const PARTIES: &[(&str, &str)] = &[("user", "visitor"), ("agent", "agent"), ("bot", "bot"), ("system", "system")];

const AGENT_IDS: &[&str] = &["5c9e2f74-a813-4d06-b7f5-18e3d0c4926a", "e07b41d8-36f2-4a95-8c1d-9f52b6a730e4"];

static MESSAGE_CREATED: Record = record(&[field("message", Object(&MESSAGE), DO, "The message.").required()]);

static MESSAGE: Record = record(&[
    field("message_parts", List(&PART), DO, "What it says, and files. Each part has one key.").under("attachments[]"),
    field("msg_parts", List(&PART_OF_2018), DO.of("2018"), "What it says."),
    field("app_id", ACCOUNT, DO, "Id of the account.").to("source").examples(APP_IDS),
    field("actor_id", ID, DO, "Id of whoever wrote it.").to("message.author.id").examples(AGENT_IDS),
    field("org_actor_id", ID, DO, "Id of the same in the organization of Freshworks.").personal(),
    field("org_contact_id", ID, DO, "Id of the user in the organization of Freshworks.").personal(),
    field("id", ID, DO, "Id of the message.").required().to("message.id"),
    field("channel_id", ID, DO, "Id of the topic.").to("chat.channel_id"),
    CONVERSATION_ID,
    INTERACTION_ID,
    field("botsPrivateNote", Words(NOTE_OF_BOT), DO.of("2022"), "Whether it is a bot's note, which the user never sees.")
        .empty(&["false"])
        .to("message.kind"),
    field("message_type", Words(MESSAGE_TYPES), DO, "Kind of message. The user does not see a `private` one.")
        .to("message.kind")
        .also(&[Target::words(&SEEN_BY, "message.visibility")])
        .or_else(),
    field("actor_type", Words(PARTIES), DO, "Kind of whoever wrote it.").to("message.author.role"),
    field("created_time", RFC3339, DO, "When it was written.").to("message.at"),
    field("user_id", ID, DO, "Id of the user with whom the conversation is, whoever wrote.").to("visitor.id"),
    field(
        "message_source",
        TEXT,
        DO,
        "Channel that it came through: `web`, `mobile`, `api`, `facebook_messenger`, `smooch`, `freshdesk`, `system` and \
         others.",
    )
    .to("message.channel")
    .examples(&["web", "mobile", "freshdesk"]),
    field("restrictResponse", BOOLEAN, DO.of("2022"), "Whether it cannot be answered."),
    field("is_first_message", BOOLEAN, DO, "Whether it is the first."),
    field("is_agent_first_response", BOOLEAN, DO, "Whether it is the first that an agent wrote."),
    field("is_agent_interim_first_response", BOOLEAN, DO, "Whether it is an agent's first, for the time being."),
    field("reply_parts", Json, O, "Answers that are offered.").examples(&["[]"]).personal(),
    field("in_reply_to", Json, O, "What it answers.").personal(),
    field("meta_data", Json, O, "What else is known of it.").personal(),
    field("errors", Json, O, "What went wrong with it.").examples(&["[]"]),
]);

const NOTE_OF_BOT: &[(&str, &str)] = &[("true", "note")];

const MESSAGE_TYPES: &[(&str, &str)] = &[("private", "note"), ("normal", "normal"), ("system", "system")];

const SEEN_BY: Meanings = &[("private", "internal"), ("normal", "public")];

const APP_IDS: &[&str] = &["2f8d61c3-70b4-4e9a-a5c8-d3e19b06f742"];

/// Any other kind of part stays whole.
static PART: Record = open(&[
    field("text", Object(&TEXT_PART), DO, "A text."),
    field("image", Object(&MEDIUM), DO, "A picture."),
    field("video", Object(&MEDIUM), DO, "A video."),
    field("audio", Object(&MEDIUM), DO, "A sound."),
    field("file", Object(&FILE), DO, "Any other file."),
    field("email", Json, DO, "An e-mail.").personal(),
]);

static TEXT_PART: Record = record(&[CONTENT]);

/// Of several texts the first counts.
const CONTENT: Field = field("content", HTML, DO, "The text, as it was typed.").to("message.text").or_else();

static MEDIUM: Record = open(&[FILE_URL]);

const FILE_URL: Field = field("url", URL, DO, "Where the file is.").to(".url");

static FILE: Record = open(&[
    FILE_URL,
    field("name", TEXT, DO, "Name of the file.").to(".name"),
    field("content_type", TEXT, DO, "Media type of the file.").to(".media_type"),
    field("file_size_in_bytes", COUNT, DO, "Size of the file, in bytes.").to(".size_bytes"),
]);

static PART_OF_2018: Record = record(&[
    field("part_type", TEXT, DO, "Kind of part.").examples(&["text"]),
    field("properties", Object(&PROPERTIES_OF_PART), DO, "What it holds."),
]);

static PROPERTIES_OF_PART: Record =
    open(&[field("text", HTML, DO, "The text, as it was typed.").to("message.text").or_else()]);

static ASSIGNED: Record =
    record(&[field("assignment", Object(&ASSIGNMENT), DO, "The assignment.").under("agents[]").required()]);

static ASSIGNMENT: Record = record(&[
    field("assignor", Words(PARTIES), DO, "Kind of whoever assigned it, or a rule that did.")
        .to("actor.role")
        .fallback()
        .unchecked(),
    field("assignor_id", ID, DO, "Id of whoever assigned it.").to("actor.id").fallback().examples(AGENT_IDS),
    TO_AGENT_ID,
    TO_GROUP_ID,
    FROM_AGENT_ID,
    FROM_GROUP_ID,
    INTERACTION_ID,
    CONVERSATION,
]);

static RESOLVED: Record =
    record(&[field("resolve", Object(&RESOLUTION), DO, "The resolution.").under("agents[]").required()]);

static RESOLUTION: Record = record(&[
    field("resolver", Words(PARTIES), DO, "Kind of whoever resolved it, or a rule that did.")
        .to("actor.role")
        .fallback()
        .unchecked(),
    field("resolver_id", ID, DO, "Id of whoever resolved it.").to("actor.id").fallback().examples(AGENT_IDS),
    TO_AGENT_ID,
    TO_GROUP_ID,
    FROM_AGENT_ID,
    FROM_GROUP_ID,
    INTERACTION_ID,
    CONVERSATION,
    field("user", Object(&USER), O.of("2022"), "The user.").under("visitor"),
]);

static REOPENED: Record =
    record(&[field("reopen", Object(&REOPENING), DO, "The reopening.").under("agents[]").required()]);

static REOPENING: Record = record(&[
    field("reopener", Words(PARTIES), DO, "Kind of whoever opened it again, or a rule that did.")
        .to("actor.role")
        .fallback()
        .unchecked(),
    field("reopener_id", ID, DO, "Id of whoever opened it again.").to("actor.id").fallback().examples(AGENT_IDS),
    TO_AGENT_ID,
    TO_GROUP_ID,
    FROM_AGENT_ID,
    FROM_GROUP_ID,
    INTERACTION_ID,
    CONVERSATION,
]);

const TO_AGENT_ID: Field =
    field("to_agent_id", ID, DO, "Id of the agent who has it now.").to(".id").examples(AGENT_IDS);
const TO_GROUP_ID: Field = field("to_group_id", ID, DO, "Id of the group that has it now.").to("chat.department_id");
const FROM_AGENT_ID: Field =
    field("from_agent_id", ID, DO, "Id of the agent who had it.").to("chat.previous_agent_id").examples(AGENT_IDS);
const FROM_GROUP_ID: Field =
    field("from_group_id", ID, DO, "Id of the group that had it.").to("chat.previous_department_id");

const INTERACTION_ID: Field =
    field("interaction_id", ID, DO.of("2021+"), "Id of the sitting: another one after each reopening.")
        .to("chat.thread_id");

const CONVERSATION_ID: Field = field("conversation_id", ID, DO, "Id of the conversation.").required().to("chat.id");

const CONVERSATION: Field = field("conversation", Object(&CONVERSATION_ROWS), DO, "The conversation.").required();

static CONVERSATION_ROWS: Record = record(&[
    CONVERSATION_ID,
    field("app_id", ACCOUNT, DO, "Id of the account.").to("source").examples(APP_IDS),
    field(
        "status",
        TEXT,
        DO,
        "State of the conversation: `new`, `assigned`, `resolved`, `reopened`, `waiting on customer`, `waiting on internal \
         team`, or one of the account's own. `reopen` in 2018.",
    )
    .to("chat.state")
    .examples(&["new", "assigned", "resolved", "reopened", "waiting on customer"]),
    field("channel_id", ID, DO.of("2020+"), "Id of the topic.").to("chat.channel_id"),
    field("assigned_agent_id", ID, DO, "Id of the agent who has it.").to(".id").fallback().examples(AGENT_IDS),
    field("assigned_org_agent_id", ID, DO, "Id of the same in the organization of Freshworks.").personal(),
    field("assigned_group_id", ID, DO, "Id of the group that has it.").to("chat.department_id").fallback(),
    field("assigned_org_group_id", ID, DO, "Id of the same in the organization of Freshworks."),
    field("skill_id", ID, DO, "Id of the skill that it was routed by; 0 for none.").empty(&["0"]).to("chat.skill_id"),
    field("sla_policy_id", ID, DO, "Id of what was promised about it; 0 for none.").empty(&["0"]),
    field("sla_breached", BOOLEAN, DO, "Whether that was broken."),
    field("properties", NamedValues, O, "Properties of conversations: `priority`, and those of the account.")
        .to("chat.fields[]"),
    field("user_id", ID, O, "Id of the user.").to("visitor.id").fallback(),
    field("created_time", RFC3339, O, "When it was created.").to("chat.created_at"),
    field("updated_time", RFC3339, O, "When it last changed.").to("chat.updated_at"),
]);

static USER: Record = record(&[
    field("id", ID, O, "Id of the user.").to(".id"),
    field("email", EMAIL, O, "E-mail address of the user.").to(".email"),
    field("phone", TEXT, O, "Telephone number of the user.").to(".phone"),
    field("first_name", TEXT, O, "Given name of the user.").to(".given_name"),
    field("last_name", TEXT, O, "Family name of the user.").to(".family_name"),
    field("avatar", Object(&AVATAR), O, "Picture of the user."),
    field("reference_id", ID, O, "Id of the user in the account's own books.").to(".external_id"),
    field("properties", List(&PROPERTY), O, "Properties of the user.").under(".fields[]"),
    field("created_time", RFC3339, O, "When the user was created."),
    field("updated_time", RFC3339, O, "When the user last changed."),
    field("login_status", Json, O, "Whether the user is logged in."),
    field("restore_id", TEXT, O, "What the user's conversations are restored by on another device.").personal(),
    field("org_contact_id", ID, O, "Id of the user in the organization of Freshworks.").personal(),
]);

static AVATAR: Record = record(&[field("url", URL, O, "Where the picture is.").to(".photo_url")]);

static PROPERTY: Record = record(&[
    field("name", TEXT, O, "Name of the property.").to(".name").examples(&["cf_plan", "cf_größe"]),
    field("value", Json, O, "Value of the property.").to(".value"),
]);
