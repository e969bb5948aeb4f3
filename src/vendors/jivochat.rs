//! `JivoChat` (Jivo), as its page on the Webhooks API has it; the Russian page is the more complete one.
//!
//! There is one form of bodies and no version of it. Webhooks of the vendor's CRM have another form and are about no chat.

use crate::describe::Encoding::{Json, List, Name, NamedValues, Object, Words};
use crate::describe::Kind::Always;
use crate::describe::scalars::{ACCOUNT, BOOLEAN, COUNT, EMAIL, HTML, ID, IP, TEXT, UNIX_SECONDS, URL};
use crate::describe::{
    D, DO, Event, Evidence, Family, Field, O, Record, Typing, Vendor, event, field, named, open, record,
};

/// `JivoChat`.
pub static JIVOCHAT: Vendor = Vendor {
    name: "jivochat",
    title: "JivoChat",
    doc: "No event has an id or says when it happened, so a repeated delivery cannot be recognized. Retries and the \
          order of deliveries are not documented. There is no signature. Webhooks of the vendor's CRM are named in \
          `event_name` as well; they go to another URL and have no `widget_id`.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }, Family { envelope: &CRM_ENVELOPE, events: CRM_EVENTS }],
    // Nothing that is measured is sent.
    agreements: &[],
    // What its Bot API sends has `event` in place of `event_name`, and what a receiver answers has neither.
    lookalikes: &[],
    secrets: &[],
};

const EVENTS: &[Event] = &[
    event(
        "chat_accepted",
        Always("chat.accepted"),
        DO,
        &CHAT_ACCEPTED,
        "An agent takes a chat. No earlier event tells of the chat.",
    ),
    event(
        "chat_assigned",
        Always("chat.updated"),
        DO,
        &CHAT_ASSIGNED,
        "A chat is attached to a card in the account's CRM, and assigned to nobody. The body was observed.",
    ),
    event(
        "chat_updated",
        Always("chat.updated"),
        DO,
        &CHAT_UPDATED,
        "What is known of the visitor changes during a chat, as when a form is filled in.",
    ),
    event(
        "chat_finished",
        Always("chat.ended"),
        DO,
        &CHAT_FINISHED,
        "A chat is closed by an agent, or by itself after the visitor left.",
    ),
    event(
        "offline_message",
        Always("chat.offline_message"),
        DO,
        &OFFLINE_MESSAGE,
        "A visitor uses the form for times when nobody is online.",
    )
    .about(&["offline_message.id", "chat.id"]),
    event(
        "call_event",
        Always("chat.updated"),
        DO,
        &CALL_EVENT,
        "A telephone call begins or changes. Its start and its end are not the chat's.",
    ),
    of_client("client_updated", DO, &CLIENT_UPDATED, "What is known of a client changes outside of chats."),
    of_client("client_attribute_updated", D, &ATTRIBUTES_UPDATED, "Attributes of a client change."),
];

const fn of_client(name: &'static str, evidence: Evidence, object: &'static Record, doc: &'static str) -> Event {
    event(name, Always("visitor.updated"), evidence, object, doc).about(&["visitor.id"])
}

const CRM_EVENTS: &[Event] = &[
    of_crm("created_pipeline"),
    of_crm("updated_pipeline"),
    of_crm("deleted_pipeline"),
    of_crm("created_status"),
    of_crm("updated_status"),
    of_crm("deleted_status"),
    of_crm("reordered_status"),
    of_crm("assigned_status"),
    of_crm("changed_require_update_of_status"),
    of_crm("created_client_tag"),
    of_crm("updated_client_tag"),
    of_crm("deleted_client_tag"),
    of_crm("merged_client_tag"),
    of_crm("merged_tag"),
    of_crm("changed_administrator_only_client_tag"),
    of_crm("created_deal"),
    of_crm("updated_deal"),
    of_crm("deleted_deal"),
    of_crm("created_task"),
    of_crm("updated_task"),
    of_crm("deleted_task"),
    of_crm("completed_task"),
    of_crm("fired_task"),
    of_crm("created_organization"),
    of_crm("created_client"),
    of_crm("updated_client"),
    of_crm("deleted_client"),
    of_crm("assigned_agent_to_client"),
    of_crm("changed_client_company"),
    of_crm("changed_client_blacklist"),
    of_crm("updated_client_contacts"),
];

const fn of_crm(name: &'static str) -> Event {
    named(name, D, "This is a CRM webhook of Jivo.")
}

static CRM_ENVELOPE: Record = record(&[
    NAME,
    field("event_type", TEXT, D, "Category of the event.").signs_either().examples(&["deal", "task"]),
    field("widget", Object(&CRM_WIDGET), D, "The channel.").signs_either(),
]);

static CRM_WIDGET: Record = open(&[]);

const NAME: Field = field("event_name", Name, DO, "The name of the event.").required().to("vendorevent");

static ENVELOPE: Record = record(&[
    NAME,
    field("widget_id", ACCOUNT, DO, "Id of the channel: digits or letters.")
        .required()
        .signs()
        .to("source")
        .examples(&["kW3xT9bQ", "204417"]),
    field("user_token", TEXT, DO, "What the site set for its own user; it is not a secret.")
        .examples(&["user-5501"])
        .personal(),
    field("organization", Object(&ORGANIZATION), DO, "The client's company."),
    field("status", Object(&STATUS), DO, "The client's category in the CRM, and not the state of the chat."),
    field("assigned_agent", Object(&ASSIGNED_AGENT), DO, "Who looks after the client, and need not be in the chat."),
    field("tags", List(&TAG), DO, "Tags of the client. The table calls them an object.")
        .or_single()
        .under("visitor.tags[]"),
    field("topic", Object(&TOPIC), DO, "What the chat is about, as an agent chose."),
    field("department", Object(&DEPARTMENT), DO, "The department that the visitor chose before the chat."),
    field("session", Object(&SESSION), DO, "The visitor's session."),
    field("page", Object(&PAGE), DO, "The page that the chat is on."),
    field("analytics", Json, DO, "Ids of the visitor in other programs."),
]);

static ORGANIZATION: Record = record(&[
    field("id", ID, DO, "Id of the company: digits, or a number.").examples(&["71", "1290"]),
    field("name", TEXT, DO, "Name of the company.").to("visitor.company"),
]);

static STATUS: Record = record(&[
    field("id", ID, DO, "Id of the category: digits, or a number.").examples(&["3", "12"]),
    field("title", TEXT, DO, "Name of the category.").examples(&["Customer", "Lead"]),
]);

static ASSIGNED_AGENT: Record = record(&[
    field("id", ID, DO, "Id of the agent.").examples(AGENT_IDS).personal(),
    field("email", EMAIL, DO, "E-mail address of the agent.").examples(&["mila@support.example"]).personal(),
    field("name", TEXT, DO, "Name of the agent.").examples(&["Mila"]).personal(),
]);

const AGENT_IDS: &[&str] = &["44", "1508"];

static TAG: Record = record(&[
    field("id", ID, DO, "Id of the tag: digits, or a number.").to(".id").examples(&["5", "31"]),
    field("title", TEXT, DO, "Name of the tag.").to(".name"),
]);

static TOPIC: Record = record(&[
    field("topic_id", ID, DO, "Id of the topic.").examples(&["9"]),
    field("title", TEXT, DO, "The topic.").to("wrap_up.category"),
    field("parent_id", ID, DO, "Id of the topic around it.").examples(&["2"]),
]);

static DEPARTMENT: Record = record(&[
    field("id", ID, DO, "Id of the department.").to("chat.department_id").examples(&["6", "18"]),
    field("name", TEXT, DO, "Name of the department.").to("chat.department_name"),
]);

static SESSION: Record = record(&[
    field("geoip", Object(&GEOIP), DO, "Where the visitor is, from the IP address."),
    field("utm", TEXT, DO, "The same values as in `utm_json`, as `source=…|medium=…`.")
        .examples(&["source=mail|medium=cpc"]),
    field(
        "utm_json",
        NamedValues,
        DO,
        "Values from the address of the page: `source`, `campaign`, `content`, `medium`, `term`.",
    )
    .to("visitor.variables[]"),
    field("ip_addr", IP, DO, "IP address of the visitor.").to("visitor.ip"),
    field("user_agent", TEXT, DO, "What the browser says it is.").to("visitor.user_agent"),
]);

static GEOIP: Record = record(&[
    field("region_code", TEXT, DO, "Code of the region.").examples(&["77", "ON"]),
    field("country", TEXT, DO, "Country of the visitor.").to("visitor.country"),
    field("country_code", TEXT, DO, "Code of the country.").examples(&["CA"]),
    field("region", TEXT, DO, "Region of the visitor.").to("visitor.region"),
    field("city", TEXT, DO, "City of the visitor.").to("visitor.city"),
    field("latitude", TEXT, DO, "Latitude: a string.").examples(&["43.65"]).personal(),
    field("longitude", TEXT, DO, "Longitude: a string.").examples(&["-79.38"]).personal(),
    field("organization", TEXT, DO, "The internet provider, and not the visitor's company.").examples(&["Example Net"]),
]);

static PAGE: Record = record(&[
    field("url", URL, DO, "Address of the page.").to("visitor.current_url"),
    field("title", TEXT, DO, "Title of the page.").examples(&["Plans"]),
]);

const CHAT_ID: Field = field("chat_id", ID, DO, "Id of the chat.").to("chat.id").examples(&["70412", "118035"]);

const CLIENT_ID: Field =
    field("client_id", ID, DO, "Id of the client: a number, or digits. `visitor.number` is the same.")
        .to("visitor.id")
        .examples(CLIENT_IDS);

const CLIENT_IDS: &[&str] = &["3155", "90872"];

const VISITOR: Field = field("visitor", Object(&CLIENT), DO, "The client.").under("visitor");

static CLIENT: Record = record(&[
    field("name", TEXT, DO, "Name of the client.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the client.").to(".email"),
    field("phone", TEXT, DO, "Telephone number of the client.").to(".phone"),
    field("number", ID, DO, "The client's number: digits, or a number.").to(".id").fallback().examples(CLIENT_IDS),
    field("description", TEXT, DO, "What agents noted about the client.").to(".remarks"),
    field("social", Json, DO, "Profiles of the client elsewhere, whose keys are not documented.").personal(),
    field("chats_count", COUNT, DO, "How many chats the client had.").to(".chats"),
]);

const AGENT_OF_CHAT: Field = field("agent", Object(&AGENT), DO, "The agent.").under("agents[]");

static AGENT: Record = record(&[
    field("id", ID, DO, "Id of the agent: digits, or a number.").to(".id").examples(AGENT_IDS),
    field("name", TEXT, DO, "Name of the agent.").to(".name"),
    field("email", EMAIL, DO, "E-mail address of the agent.").to(".email"),
    field("phone", TEXT, DO, "Telephone number of the agent.").to(".phone"),
]);

static CHAT_ACCEPTED: Record = record(&[CHAT_ID.required(), CLIENT_ID, VISITOR, AGENT_OF_CHAT.required()]);

static CHAT_ASSIGNED: Record = record(&[
    CHAT_ID.required(),
    CLIENT_ID,
    VISITOR,
    AGENT_OF_CHAT,
    field("assign_to", TEXT, O, "What the chat was attached to.").examples(&["lead 5120"]),
]);

static CHAT_UPDATED: Record = record(&[CHAT_ID.required(), CLIENT_ID, VISITOR, AGENT_OF_CHAT]);

static CHAT_FINISHED: Record = record(&[
    CHAT_ID.required(),
    CLIENT_ID,
    VISITOR,
    AGENT_OF_CHAT,
    field("agents", List(&AGENT), DO, "The agents who took part.").under("agents[]"),
    field("chat", Object(&CHAT), DO, "The chat.").required(),
    field("plain_messages", TEXT, O, "The conversation as text.").personal(),
    field("html_messages", HTML, O, "The conversation as HTML.").personal(),
]);

static CHAT: Record = record(&[
    field("messages", List(&MESSAGE), DO, "The conversation, its oldest message first.").under("messages[]"),
    field("rate", Words(&[("positive", "positive"), ("negative", "negative")]), DO, "What the visitor thought of it.")
        .to("rating.verdict"),
    field("blacklisted", BOOLEAN, DO, "Whether the visitor was blocked."),
    field("invitation", TEXT, D, "How the visitor was invited.").examples(&["Can we help?"]),
]);

static MESSAGE: Record = record(&[
    field("message", TEXT, DO, "The text.").to(".text"),
    field("timestamp", UNIX_SECONDS, DO, "When it was written.").to(".at"),
    field("type", Words(&[("visitor", "visitor"), ("agent", "agent")]), DO, "Who wrote it.").to(".author.role"),
    field("agent_id", ID, DO, "Id of the agent, if one wrote it.").to(".author.id").examples(AGENT_IDS),
]);

static OFFLINE_MESSAGE: Record = record(&[
    CHAT_ID,
    CLIENT_ID,
    VISITOR,
    AGENT_OF_CHAT,
    field("message", TEXT, DO, "The text.").required().to("offline_message.text"),
    field("offline_message_id", ID, DO, "Id of the message. It looks like milliseconds since 1970, but is not a time.")
        .to("offline_message.id")
        .examples(&["1735811200417", "1748020613902"]),
]);

static CALL_EVENT: Record = record(&[
    CHAT_ID.required(),
    CLIENT_ID,
    VISITOR,
    AGENT_OF_CHAT,
    field("call", Object(&CALL), DO, "The call.").required(),
]);

static CALL: Record = record(&[
    field("type", TEXT, DO, "Kind of call: `callback`, `incoming`, `outgoing`.").examples(&["callback", "incoming"]),
    field("phone", TEXT, DO, "Telephone number of the client.").to("visitor.phone").fallback(),
    field("status", TEXT, DO, "State of the call: `start`, `agent_connected`, `client_connected`, `end`, `error`.")
        .examples(&["start", "end"]),
    field("reason", TEXT, D, "Why it failed.").examples(&["busy"]),
    field("record_url", URL, D, "Where the recording is.")
        .examples(&["https://files.example.com/calls/7.mp3"])
        .personal(),
]);

static CLIENT_UPDATED: Record = record(&[CHAT_ID, CLIENT_ID.required(), VISITOR, AGENT_OF_CHAT]);

static ATTRIBUTES_UPDATED: Record = record(&[
    CHAT_ID,
    CLIENT_ID.required(),
    VISITOR,
    AGENT_OF_CHAT,
    field("attributes", NamedValues, D, "The attributes that changed, by name.").required().to("visitor.fields[]"),
]);
