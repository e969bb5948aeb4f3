//! Zendesk's messaging, as its pages of events and its description of Sunshine Conversations (17.12) have it.
//!
//! Two families share no envelope: webhooks that subscribe to events of Zendesk, and those of Sunshine Conversations, version
//! 2, which bring several events in one body. Both name one conversation by the same id, and accounts by different ones.

use crate::describe::Encoding::{About, FirstOf, Items, Json, Name, NamedValues, Object, Words};
use crate::describe::Kind::{Always, By};
use crate::describe::scalars::{ACCOUNT, BOOLEAN, COUNT, EMAIL, ID, RFC3339, TEXT, URL};
use crate::describe::{
    D, DO, Event, Family, Field, Kind, Lookalike, Record, Sign, Target, Typing, Vendor, event, field, named,
    named_like, open, record,
};

/// Zendesk.
pub static ZENDESK: Vendor = Vendor {
    name: "zendesk",
    title: "Zendesk",
    doc: "Webhooks of two kinds: of Zendesk's events (`zen:event-type:…`), one in a body, and of Sunshine Conversations, \
          which bring several. Both are sent again until they are answered, and an event that comes twice has the same \
          `id`; `webhook.id` is the subscription, the same in every body. A conversation goes on for years, and comes back \
          after it has ended. The proof of origin is in headers.",
    typing: Typing::Strict,
    sent_in: &["x-zendesk-webhook-signature-timestamp"],
    families: &[Family { envelope: &EVENT, events: EVENTS }, Family { envelope: &BATCH, events: ITEMS }],
    // A conversation may go on for years: nothing that is measured of it has a limit.
    agreements: &[],
    lookalikes: &[Lookalike {
        sign: Sign::Keys(&["appUser", "trigger"]),
        reason: "This is a webhook of Sunshine Conversations, version 1. Only version 2 is described.",
        meant: None,
    }],
    secrets: &[PUSH_TOKEN],
};

const EVENTS: &[Event] = &[
    event(
        "zen:event-type:messaging_ticket.message_added",
        Always("chat.message_added"),
        DO,
        &MESSAGE_ADDED,
        "An end user, an agent or a trigger adds a message to a messaging ticket.",
    )
    .by("message.author"),
    event(
        "zen:event-type:agent.state_changed",
        Always("agent.status_changed"),
        D,
        &STATE_CHANGED,
        "The status of an agent changes on one channel: messaging, support or talk.",
    )
    .about(&["agents[].id"]),
    event(
        "zen:event-type:agent.unified_state_changed",
        Always("agent.status_changed"),
        DO,
        &UNIFIED_STATE_CHANGED,
        "The unified status of an agent changes.",
    )
    .about(&["agents[].id"]),
    named_like("zen:event-type:ticket.", D, "A ticket."),
    named_like("zen:event-type:user.", D, "A user of the account."),
    named_like("zen:event-type:organization.", D, "An organization that users belong to."),
    named_like("zen:event-type:article.", D, "An article of the help center."),
    named_like("zen:event-type:community_post.", D, "A post of the community."),
    named_like("zen:event-type:omnichannel_config.", D, "How work is routed."),
    named_like("zen:event-type:messaging_live_metrics.", D, "Figures of the queue, not of a chat."),
    named_like(
        "zen:event-type:agent.work_item_",
        D,
        "A piece of an agent's work; which chat it is, is not documented.",
    ),
    named_like("zen:event-type:agent.", D, "The account of an agent, or what is set for it."),
];

static EVENT: Record = record(&[
    field("type", Name, DO, "The name of the event.").required().signs().to("vendorevent"),
    field("id", ID, D, "Id of the event: a ULID, of older events a UUID.")
        .required()
        .to("id")
        .examples(&["01KB5T9M3QW8ZD4N7VXH2E6R0C", "01KB5TA1F8J5Y3P9SGK4M7Q2WT"]),
    field("time", RFC3339, DO, "When it happened, with up to nine digits of a second.").to("time"),
    field("account_id", ACCOUNT, D, "Id of the account.").to("source").examples(ACCOUNTS),
    field("subject", TEXT, D, "What it is about: `zen:ticket:60`, `zen:agent:17`.").examples(&["zen:ticket:60417"]),
    field("zendesk_event_version", TEXT, D, "Version of the event: a date.").examples(&["2022-11-06"]),
])
.naming("zen:event-type:");

const ACCOUNTS: &[&str] = &["22170458"];

static MESSAGE_ADDED: Record = record(&[
    field("detail", Object(&TICKET), D, "The ticket."),
    field("event", Object(&ADDED), DO, "What happened.").required(),
]);

static TICKET: Record = record(&[
    field("id", ID, D, "Id of the ticket.").to("chat.ticket_id").examples(&["60417", "60422"]),
    DETAIL_ACCOUNT,
    DETAIL_VERSION,
]);

const DETAIL_ACCOUNT: Field =
    field("account_id", ACCOUNT, D, "Id of the account.").to("source").fallback().examples(ACCOUNTS);

const DETAIL_VERSION: Field = field("version", TEXT, D, "Version of what is said here.").examples(&["1"]);

static ADDED: Record = record(&[
    field("conversation_id", ID, D, "Id of the conversation.").required().to("chat.id").examples(CONVERSATIONS),
    field("message", Object(&TEXT_ADDED), D, "The message.").required(),
    field("actor", Object(&WHO_ADDED), DO, "Who wrote it.").under("message.author"),
]);

const CONVERSATIONS: &[&str] = &["692f1c3a8e07b5d4c9a1f260", "692f2b90d1c84ea77f30be15"];

static TEXT_ADDED: Record = record(&[
    field("id", ID, D, "Id of the message.").required().to("message.id").examples(MESSAGES),
    field("body", TEXT, D, "What it says.").to("message.text"),
]);

const MESSAGES: &[&str] = &["692f1c7b40aa93e2d851c0f7", "692f1d02b6e48c79530afd21"];

static WHO_ADDED: Record = record(&[
    field("id", ID, DO, "Id of the author: a number as a string, or a name such as `zd:answerBot`.").to(".id"),
    field("name", TEXT, DO, "Name of the author.").to(".name"),
    field("type", Words(ACTORS), DO, "Kind of author. A bot is `system` as well.").to(".role"),
]);

const ACTORS: &[(&str, &str)] =
    &[("end_user", "visitor"), ("agent", "agent"), ("trigger", "system"), ("system", "system")];

static STATE_CHANGED: Record = record(&[AGENT_DETAIL, field("event", Object(&STATE), D, "What happened.").required()]);

const AGENT_DETAIL: Field = field("detail", Object(&AGENT), D, "The agent.").required();

static AGENT: Record = record(&[
    field("agent_id", ID, D, "Id of the agent.").required().to("agents[].id").examples(&["3804417729", "3804420156"]),
    DETAIL_ACCOUNT,
    DETAIL_VERSION,
]);

static STATE: Record = record(&[
    field("channel", TEXT, D, "The channel: `messaging`, `support` or `talk`.").examples(&["messaging", "support"]),
    status(field("new_state", Words(STATUSES), D, "The status that the agent has now.")),
    field("previous_state", TEXT, D, "The status that the agent had before.").examples(&["away"]),
    UPDATED_AT,
]);

const UPDATED_AT: Field = field("updated_at", Json, D, "When the status changed.").examples(&["2026-02-11T08:14:09Z"]);

/// A status: its word may be any, for accounts name some themselves.
const fn status(row: Field) -> Field {
    const WORD: &[Target] = &[Target::word("agent_status.vendor_status")];
    row.to("agent_status.status").also(WORD).unchecked()
}

const STATUSES: &[(&str, &str)] = &[("online", "available"), ("away", "away"), ("offline", "offline")];

static UNIFIED_STATE_CHANGED: Record =
    record(&[AGENT_DETAIL, field("event", Object(&UNIFIED), DO, "What happened.").required()]);

static UNIFIED: Record = record(&[
    field("new_unified_state", Object(&UNIFIED_STATE), DO, "The status that the agent has now."),
    field("previous_unified_state", Json, DO, "The status that the agent had before."),
    field("channel", TEXT, D, "The channel.").examples(&["messaging"]),
    UPDATED_AT,
]);

static UNIFIED_STATE: Record = record(&[
    field("id", ID, DO, "Id of the status."),
    status(field(
        "name",
        Words(STATUSES),
        DO,
        "The status: also `transfers only`, or a name that the account gave it.",
    )),
    field("reason", TEXT, DO, "Why the agent has it: `AGENT_LOGIN`, `AGENT`, `UNKNOWN`, ….")
        .to("agent_status.reason")
        .examples(&["AGENT", "AGENT_LOGIN"]),
]);

const ITEMS: &[Event] = &[
    event("conversation:create", Always("chat.started"), D, &CREATED, "A conversation is created."),
    event("conversation:message", Always("chat.message_added"), D, &MESSAGE_SENT, "A message is sent, by anybody.")
        .by("message.author"),
    control(
        "switchboard:passControl",
        &[("ticketClosed", "chat.ended")],
        "chat.transferred",
        "An integration, such as a bot or the agents' workspace, gives control of a conversation to another.",
    ),
    control("switchboard:acceptControl", &[], "chat.transferred", "An integration accepts control of a conversation."),
    control(
        "switchboard:releaseControl",
        &[("ticketClosed", "chat.ended"), ("transferToEmail", "chat.transferred")],
        "chat.updated",
        "Nobody has control of a conversation any more.",
    ),
    changed("switchboard:offerControl", &CONTROL, "Control of a conversation is offered to an integration."),
    changed("switchboard:passControl:failure", &CONTROL, "Control of a conversation could not be given."),
    changed("switchboard:acceptControl:failure", &CONTROL, "Control of a conversation could not be accepted."),
    changed("switchboard:offerControl:failure", &CONTROL, "Control of a conversation could not be offered."),
    changed("conversation:join", &PARTICIPANT, "A participant joins the conversation of a group."),
    changed("conversation:leave", &PARTICIPANT, "A participant leaves the conversation of a group."),
    changed("conversation:read", &ACTIVE, "Somebody reads a conversation."),
    changed("conversation:typing", &ACTIVE, "Somebody starts or stops typing."),
    changed("conversation:postback", &POSTBACK, "The visitor presses a button."),
    changed("conversation:referral", &REFERRED, "The visitor is referred to a conversation."),
    changed("conversation:message:delivery:channel", &DELIVERED, "A message reaches the channel."),
    changed("conversation:message:delivery:user", &DELIVERED, "A message reaches the visitor."),
    changed("conversation:message:delivery:failure", &DELIVERED, "A message cannot be delivered."),
    changed("conversation:remove", &REMOVED, "A conversation is deleted."),
    named_like("client:", D, "A device or a channel of a user."),
    named_like("user:", D, "A user."),
    named("passthrough:messaging", D, "Data of the channel as it came, whose body is not documented."),
];

const fn changed(name: &'static str, object: &'static Record, doc: &'static str) -> Event {
    event(name, Always("chat.updated"), D, object, doc)
}

/// A change of who is in control: only its reason says whether the chat ends.
const fn control(
    name: &'static str,
    words: &'static [(&'static str, &'static str)],
    otherwise: &'static str,
    doc: &'static str,
) -> Event {
    let kind: Kind = match words {
        [] => Always(otherwise),
        words => By { member: "chat.reason", words, otherwise },
    };
    event(name, kind, D, &CONTROL, doc)
}

static BATCH: Record = record(&[
    field("app", Object(&APP), D, "The app that the events belong to.").signs(),
    field("webhook", Object(&WEBHOOK), D, "The subscription, not an event.").signs(),
    field("events", Items(&ITEM), D, "The events.").required().signs(),
]);

static APP: Record = record(&[field("id", ACCOUNT, D, "Id of the app.")
    .to("source")
    .examples(&["68f0a2d7c4b91e35f6087da3", "68f0a9114be27c50d3f8617c"])]);

static WEBHOOK: Record = record(&[
    field("id", ID, D, "Id of the subscription, the same in every body.").examples(&["690bc41e7fd2385a96e01b4d"]),
    field("version", TEXT, D, "Version of the webhook.").examples(&["v2"]),
]);

static ITEM: Record = record(&[
    field("id", ID, D, "Id of the event, which stays the same when it is sent again.")
        .to("id")
        .examples(&["692f1c7c5ae0b843d91f7726", "692f1d0391cc7de40be8a55f"]),
    field("createdAt", RFC3339, D, "When the event was made.").to("time"),
    field("type", Name, D, "The name of the event.").required().to("vendorevent"),
    field("payload", About, D, "What it is about.").required(),
]);

static CREATED: Record = record(&[
    CONVERSATION,
    USER_FIELD,
    SOURCE_FIELD,
    field("creationReason", TEXT, D, "Why the conversation was created.").to("chat.reason").examples(&[
        "message",
        "startConversation",
        "prechatCapture",
    ]),
    REFERRAL,
]);

static MESSAGE_SENT: Record = record(&[
    CONVERSATION,
    field("message", Object(&MESSAGE), D, "The message.").required().under("message"),
    field("recentNotifications", Json, D, "Notifications that came before the message."),
]);

static CONTROL: Record = record(&[
    CONVERSATION,
    METADATA,
    field("reason", TEXT, D, "Why control changes: `ticketClosed`, `transferToEmail`.")
        .to("chat.reason")
        .examples(&["ticketClosed", "transferToEmail"]),
    ERROR,
]);

static PARTICIPANT: Record = record(&[CONVERSATION, USER_FIELD]);

static ACTIVE: Record = record(&[CONVERSATION, field("activity", Object(&ACTIVITY), D, "What somebody does.")]);

static POSTBACK: Record = record(&[CONVERSATION, USER_FIELD, SOURCE_FIELD, field("postback", Json, D, "The button.")]);

static REFERRED: Record = record(&[CONVERSATION, USER_FIELD, SOURCE_FIELD, REFERRAL]);

static DELIVERED: Record = record(&[
    CONVERSATION,
    USER_FIELD,
    field("message", Object(&MESSAGE), D, "The message: only its id.").under("message"),
    field("destination", Json, D, "Where it was delivered to.").personal(),
    field("externalMessages", Json, D, "The messages that the channel made of it."),
    field("isFinalEvent", BOOLEAN, D, "Whether no more is to come of it."),
    ERROR,
]);

static REMOVED: Record = record(&[CONVERSATION]);

const METADATA: Field = field("metadata", Json, D, "What the integrations tell each other.").personal();

const REFERRAL: Field = field("referral", Json, D, "What referred the visitor.");

const ERROR: Field = field("error", Json, D, "What went wrong.");

const CONVERSATION: Field = field("conversation", Object(&CHAT), D, "The conversation.").required();

static CHAT: Record = record(&[
    field("id", ID, D, "Id of the conversation.").required().to("chat.id").examples(CONVERSATIONS),
    field("type", TEXT, D, "Kind of conversation: `personal`, `sdkGroup`.").examples(&["personal", "sdkGroup"]),
    field("brandId", ID, D, "Id of the brand."),
    field("isDefault", BOOLEAN, D, "Whether it is the visitor's only one, or the first."),
    field("displayName", TEXT, D, "Name of the conversation.").personal(),
    field("description", TEXT, D, "Description of the conversation.").personal(),
    field("iconUrl", URL, D, "Picture of the conversation."),
    field("metadata", NamedValues, D, "What the account noted about the conversation.").to("chat.fields[]"),
    field("createdAt", RFC3339, D, "When it was created.").to("chat.created_at"),
    field("lastUpdatedAt", RFC3339, D, "When the last message came.").to("chat.updated_at"),
    field("businessLastRead", RFC3339, D, "When the business last read it."),
    field("activeSwitchboardIntegration", Json, D, "Who is in control."),
    field("pendingSwitchboardIntegration", Json, D, "Who is to be in control."),
]);

const USER_FIELD: Field = field("user", Object(&USER), D, "The visitor.").under("visitor");

static USER: Record = record(&user(USER_ID));

/// A user, of whom the id is said elsewhere as well.
static AUTHORING_USER: Record = record(&user(USER_ID.fallback()));

const USER_ID: Field = field("id", ID, D, "Id of the user.").to(".id").examples(USERS);

const USERS: &[&str] = &["692f1b88e2d40c17a6f35b90", "692f2aa07c91be4d58e213f6"];

const fn user(id: Field) -> [Field; 9] {
    [
        id,
        field("externalId", ID, D, "Id that the account gave the user.").to(".external_id"),
        field("profile", Object(&PROFILE), D, "Who the user is; only where the subscription asks for it."),
        field("metadata", NamedValues, D, "What the account noted about the user.").to(".fields[]"),
        field("zendeskId", ID, D, "Id of the user in Zendesk.").personal(),
        field("authenticated", BOOLEAN, D, "Whether the user proved who they are."),
        field("signedUpAt", RFC3339, D, "When the user was first there."),
        field("toBeRetained", BOOLEAN, D, "Whether the user is kept."),
        field("identities", Json, D, "What else the user is known by.").personal(),
    ]
}

static PROFILE: Record = record(&[
    field("givenName", TEXT, D, "Given name.").to(".given_name"),
    field("surname", TEXT, D, "Family name.").to(".family_name"),
    field("email", EMAIL, D, "E-mail address.").to(".email"),
    field("locale", TEXT, D, "Language.").to(".language"),
    field("avatarUrl", URL, D, "Picture.").to(".photo_url"),
]);

const SOURCE_FIELD: Field = field("source", Object(&SOURCE), D, "Where the visitor is.");

static SOURCE: Record = open(&[
    field("type", TEXT, D, "The channel: `web`, `ios`, `android`, `whatsapp`, `messenger`, `api`, ….")
        .to("chat.channel")
        .examples(&["web", "whatsapp", "ios"]),
    INTEGRATION,
    CLIENT,
    DEVICE,
    CAMPAIGN,
    ORIGINAL,
]);

const INTEGRATION: Field =
    field("integrationId", ID, D, "Id of the channel.").to("chat.channel_id").examples(&["690a77e1c3b25f9d4086ea12"]);

const CLIENT: Field = field("client", Json, D, "The channel's client.").personal();

const CAMPAIGN: Field = field("campaign", Json, D, "The campaign that the message is a part of.");

const ORIGINAL: Field = field("originalMessageId", TEXT, D, "Id that the channel gave the message.");

const DEVICE: Field = field("device", Object(&SOURCE_DEVICE), D, "The visitor's device.");

static SOURCE_DEVICE: Record = open(&[PUSH_TOKEN]);

/// It stands in messages that are quoted, too.
const PUSH_TOKEN: Field =
    field("pushNotificationToken", TEXT, D, "What notifications are sent to the device with.").secret();

static MESSAGE: Record = record(&[
    field("id", ID, D, "Id of the message.").required().to(".id").examples(MESSAGES),
    field("received", RFC3339, D, "When it came.").to(".at"),
    // Before the author: of a bot's message, it tells more than the author's type.
    field("source", Object(&SOURCE_OF_MESSAGE), D, "Where it came from."),
    field("author", Object(&AUTHOR), D, "Who wrote it.").under(".author"),
    field("content", Object(&CONTENT), D, "What it says."),
    field("metadata", Json, D, "What the account noted about it.").personal(),
    field("quotedMessage", Json, D, "The message that it answers.").personal(),
    field("deleted", Json, D, "Whether it was deleted."),
    field("activity", Json, D, "What was done with it."),
    field("references", Json, D, "What it refers to."),
]);

static SOURCE_OF_MESSAGE: Record = open(&[
    field(
        "type",
        Words(&[("zd:answerBot", "bot")]),
        DO,
        "Where the message came from: a channel, or `zd:agentWorkspace`, `zd:answerBot`.",
    )
    .to("message.author.role")
    .also(&[Target::word("message.channel")])
    .or_else()
    .unchecked(),
    INTEGRATION,
    CLIENT,
    DEVICE,
    CAMPAIGN,
    ORIGINAL,
]);

static AUTHOR: Record = record(&[
    field("subtypes", FirstOf(SUBTYPES), D, "What kind of author it is, more closely.").to(".role").also_unmapped(),
    field("type", Words(AUTHORS), D, "Kind of author. Of the business, an agent unless more is said.")
        .to(".role")
        .or_else(),
    field("userId", ID, D, "Id of the author, if that is a user.")
        .to("visitor.id")
        .also(&[Target::meaning(".id")])
        .examples(USERS),
    field("displayName", TEXT, D, "Name of the author.").to(".name"),
    field("avatarUrl", URL, D, "Picture of the author.").to(".photo_url"),
    field("user", Object(&AUTHORING_USER), D, "The author, if that is a user.").under("visitor"),
]);

const SUBTYPES: &[(&str, &str)] = &[("AI", "bot"), ("bot", "bot"), ("agent", "agent"), ("activity", "system")];

const AUTHORS: &[(&str, &str)] = &[("user", "visitor"), ("business", "agent")];

static CONTENT: Record = open(&[
    field("type", TEXT, D, "Kind of message: `text`, `image`, `file`, `carousel`, `form`, `formResponse`, ….")
        .to(".kind")
        .examples(&["text"]),
    field("text", TEXT, D, "What it says.").to(".text"),
    field("textFallback", TEXT, D, "The same as plain text: of a form, all its fields.").to(".text").or_else(),
    field("mediaUrl", URL, D, "Where the file is.").to("attachments[].url"),
    field("altText", TEXT, D, "Name or description of the file.").to("attachments[].name"),
    field("mediaType", TEXT, D, "Media type of the file.").to("attachments[].media_type"),
    field("mediaSize", COUNT, D, "Size of the file, in bytes.").to("attachments[].size_bytes"),
    field("htmlText", Json, D, "The text as HTML.").personal(),
    field("markdownText", Json, D, "The text as Markdown.").personal(),
    field("actions", Json, D, "Buttons."),
    field("items", Json, D, "Items of a list or a carousel."),
    field("fields", Json, D, "Fields of a form.").personal(),
    field("coordinates", Json, D, "Where a place is.").personal(),
    field("location", Json, D, "The name and the address of a place.").personal(),
    field("template", Json, D, "The template of a message."),
    field("payload", Json, D, "What a button stands for."),
]);

static ACTIVITY: Record = record(&[
    field("type", TEXT, D, "What is done.").examples(&["conversation:read", "typing:start"]),
    field("author", Object(&ACTIVE_AUTHOR), D, "Who does it."),
    field("source", Json, D, "Where they do it."),
]);

static ACTIVE_AUTHOR: Record = record(&[
    field("type", Words(AUTHORS), D, "Kind of person.").to("actor.role"),
    field("userId", ID, D, "Id of the person, if that is a user.")
        .to("visitor.id")
        .also(&[Target::meaning("actor.id")])
        .examples(USERS),
    field("user", Object(&AUTHORING_USER), D, "The person, if that is a user.").under("visitor"),
    field("displayName", TEXT, D, "Name of the person.").personal(),
    field("avatarUrl", URL, D, "Picture of the person.").personal(),
    field("subtypes", Json, D, "What kind of person it is, more closely."),
]);
