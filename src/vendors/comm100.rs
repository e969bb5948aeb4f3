//! Comm100 Live Chat, as its knowledge base documents it.
//!
//! Generations: `g9` is the 9.x platform (samples of March 2020), `g10` is Comm100 X (samples of April 2021), `x2` is
//! the X2 upgrade, of which only differences are documented, and `2018` stands for the integration papers and the REST
//! v1 reference of that year, which have the same objects under sometimes other names.

use crate::describe::Encoding::{Codes, Json, List, Name, Names, Object, Transcript};
use crate::describe::Kind::Always;
use crate::describe::scalars::{COUNT, DOTNET, EMAIL, ID, ID_OR_NAME, IP, LINK, NUMBER, OFFSET, SECONDS, TEXT, URL};
use crate::describe::{
    Agreement, Conversation, D, DO, Event, Evidence, Family, Field, Holds, I, Lookalike, O, Record, Sign, Target,
    Typing, Vendor, event, field, record,
};

/// Comm100 Live Chat.
pub static COMM100: Vendor = Vendor {
    name: "comm100",
    title: "Comm100 Live Chat",
    doc: "No delivery carries an event id, a site id, the time it was sent, a version or a signature. Retries are not \
          documented for live chat events, so one event may be saved twice.",
    typing: Typing::Strict,
    sent_in: &[],
    families: &[Family { envelope: &ENVELOPE, events: EVENTS }],
    agreements: AGREEMENTS,
    lookalikes: LOOKALIKES,
    secrets: &[],
};

const LOOKALIKES: &[Lookalike] = &[
    // Before the names that subscribe, which these have.
    Lookalike {
        sign: Sign::All(&[Sign::Key("targetUrl"), Sign::Value("event", REGISTERED)]),
        reason: "This registers a webhook; it is not a delivery.",
        meant: None,
    },
    bot(
        Sign::TwinKeys("eventType"),
        "This is a webhook of Comm100's bots, which has keys in camelCase and PascalCase.",
    ),
    bot(Sign::Keys(&["Visitor", "FormValues"]), "This is a webhook of Comm100's bots, of an older kind."),
    bot(Sign::All(&[Sign::Number("event"), Sign::Keys(&["chatId", "campaignId"])]), BOT),
    bot(Sign::All(&[Sign::Number("event"), Sign::Keys(&["chatId", "visitorInfo"])]), BOT),
    bot(Sign::All(&[Sign::Value("event", BOT_EVENTS), Sign::Key("chatId")]), BOT),
    bot(Sign::All(&[Sign::Value("event", BOT_EVENTS), Sign::Key("visitorInfo")]), BOT),
    Lookalike {
        sign: Sign::Value("event", &["chat.FileUploaded", "offlineMessage.FileUploaded", "ticket.FileUploaded"]),
        reason: "This is a Comm100 file webhook, which says that a file was uploaded.",
        meant: None,
    },
    ticket(Sign::All(&[Sign::Begins("event", "ticket."), Sign::Keys(&["eventId", "eventTime", "payload"])])),
    ticket(Sign::Key("TriggerId")),
    ticket(Sign::Key("TicketInfo")),
    Lookalike {
        sign: Sign::Keys(&["webhookNo", "requestTime"]),
        reason: "This is the form of a draft of 2018; no delivery was seen in it.",
        meant: None,
    },
    Lookalike {
        sign: Sign::Text("Date"),
        reason: "This was forwarded by Zapier, which turns dates into `Date1536738453010` and arrays into objects.",
        meant: None,
    },
    subscription("chatRequested", "chat_requested"),
    subscription("chatIsRequested", "chat_requested"),
    subscription("chatStarted", "chat_started"),
    subscription("chatStarts", "chat_started"),
    subscription("chatEnded", "chat_ended"),
    subscription("chatEnds", "chat_ended"),
    subscription("chatTransferred", "chat_transferred"),
    subscription("chatIsTransferred", "chat_transferred"),
    subscription("chatWrapedUp", "chat_wrapped_up"),
    subscription("chatIsWrappedUp", "chat_wrapped_up"),
    subscription("offlineMessageSubmitted", "offline_message_submitted"),
    subscription("offlineMessageIsSubmitted", "offline_message_submitted"),
    Lookalike {
        sign: Sign::Name("agentStatusChanges"),
        reason: "This name subscribes to `online`, `away`, `login` and `logout`; it never occurs in a body.",
        meant: None,
    },
];

const BOT: &str = "This is a webhook of Comm100's bots.";

const BOT_EVENTS: &[&str] = &["questionAsked", "intentClicked", "locationShared", "formSubmitted", "chatJoined"];

/// Names that a webhook is registered with: those that subscribe.
const REGISTERED: &[&str] = &[
    "chatRequested",
    "chatIsRequested",
    "chatStarted",
    "chatStarts",
    "chatEnded",
    "chatEnds",
    "chatTransferred",
    "chatIsTransferred",
    "chatWrapedUp",
    "chatIsWrappedUp",
    "offlineMessageSubmitted",
    "offlineMessageIsSubmitted",
    "agentStatusChanges",
];

const fn bot(sign: Sign, reason: &'static str) -> Lookalike {
    Lookalike { sign, reason, meant: None }
}

const fn ticket(sign: Sign) -> Lookalike {
    Lookalike { sign, reason: "This is a Comm100 ticket webhook; it is not about a chat.", meant: None }
}

const EVENTS: &[Event] = &[
    event(
        "chat_requested",
        Always("chat.queued"),
        I,
        &ABOUT_VISITOR,
        "A visitor enters the queue. The body is not documented: it is taken to be that of `chat_started`. \
             `chat_request` is the spelling of 2018.",
    )
    .spelled(&["chat_request"]),
    event("chat_started", Always("chat.started"), DO, &ABOUT_VISITOR, "A chat starts."),
    event(
        "chat_ended",
        Always("chat.ended"),
        DO,
        &ABOUT_CHAT,
        "A chat ends. The webhook's own page stops in the middle of the `chat` object; the rest of it is known from \
             the REST v1 reference.",
    )
    .at("chat.ended_at"),
    event(
        "chat_transferred",
        Always("chat.transferred"),
        I,
        &ABOUT_CHAT,
        "A chat is transferred. The body is not documented: it is taken to be that of `chat_ended`.",
    ),
    event(
        "chat_wrapped_up",
        Always("chat.wrapped_up"),
        DO,
        &ABOUT_WRAP_UP,
        "An agent wraps a chat up, in the middle of it or at its end. `chat_wraped_up` is the spelling of 2018.",
    )
    .spelled(&["chat_wraped_up"])
    .at("wrap_up.at"),
    event(
        "offline_message_submitted",
        Always("chat.offline_message"),
        DO,
        &ABOUT_OFFLINE_MESSAGE,
        "A visitor leaves a message while no agent is online.",
    )
    .about(&["offline_message.id", "chat.id"])
    .at("offline_message.at"),
    agent_event("online", ONLINE, "An agent becomes available."),
    agent_event("away", AWAY, "An agent goes away."),
    agent_event("login", LOGIN, "An agent logs in."),
    agent_event("logout", LOGOUT, "An agent logs out."),
];

const AGREEMENTS: &[Agreement] = &[Agreement {
    holds: Holds::AtMost { member: "metrics.wait_seconds", hours: 4.0 },
    evidence: "Chats of this vendor last minutes.",
}];

static ENVELOPE: Record = record(&[field("event", Name, DO, "The name of the event.").required().to("vendorevent")]);

const fn agent_event(name: &'static str, says: &'static [(&'static str, &'static str)], doc: &'static str) -> Event {
    event(name, Always("agent.status_changed"), DO, &ABOUT_AGENT, doc)
        .says(says)
        .about(&["agents[].id"])
        .requires("operator_id")
}

const ONLINE: &[(&str, &str)] = &[("agent_status.status", "available"), ("agent_status.vendor_status", "online")];
const AWAY: &[(&str, &str)] = &[("agent_status.status", "away"), ("agent_status.vendor_status", "away")];
const LOGIN: &[(&str, &str)] = &[("agent_status.status", "logged_in"), ("agent_status.vendor_status", "login")];
const LOGOUT: &[(&str, &str)] = &[("agent_status.status", "logged_out"), ("agent_status.vendor_status", "logout")];

const fn subscription(name: &'static str, meant: &'static str) -> Lookalike {
    Lookalike {
        sign: Sign::Name(name),
        reason: "This name subscribes to an event; it never occurs in a body.",
        meant: Some(meant),
    }
}

const G9: Evidence = DO.of("g9");
const G10: Evidence = O.of("g10");
const REST: Evidence = I.of("REST v1, 2018");

static ABOUT_VISITOR: Record = record(&[VISITOR_OBJECT.required()]);

static ABOUT_CHAT: Record = record(&[VISITOR_OBJECT, CHAT_OBJECT.required()]);

static ABOUT_WRAP_UP: Record = record(&[CHAT_ID.required(), VISITOR_OBJECT, WRAP_UP_OBJECT.required()]);

static ABOUT_OFFLINE_MESSAGE: Record = record(&[OFFLINE_MESSAGE_OBJECT.required(), VISITOR_OBJECT]);

static ABOUT_AGENT: Record = record(&[OPERATOR_ID.required()]);

const CHAT_ID: Field = field("chat_id", ID, DO, "Id of the chat. A GUID; an integer in 2018.").to("chat.id");

const OPERATOR_ID: Field =
    field("operator_id", ID, DO, "Id of the agent. An integer (g9) or a GUID (x2).").to("agents[].id");

const VISITOR_OBJECT: Field = field("visitor", Object(&VISITOR), DO, "The visitor.");

const CHAT_OBJECT: Field = field("chat", Object(&CHAT), DO, "The chat.");

const OFFLINE_MESSAGE_OBJECT: Field = field("offline_message", Object(&OFFLINE_MESSAGE), DO, "The message.");

const WRAP_UP_OBJECT: Field =
    field("wrapup", Object(&WRAP_UP), G9, "What the agent noted. `wrap_up` in 2018.").spelled(&["wrap_up"]);

static VISITOR: Record = record(&[
    field("id", ID, DO, "Id of the visitor. A GUID; an integer in 2018, whose page spells the key `Id`.")
        .spelled(&["Id"])
        .required()
        .to("visitor.id"),
    field("chat_id", ID, O, "Id of the chat. In every sample, but not in the documented table.")
        .to("chat.id")
        .fallback(),
    field("name", TEXT, DO, "Name of the visitor.").to("visitor.name"),
    field("email", EMAIL, DO, "E-mail address of the visitor.").to("visitor.email"),
    field(
        "status",
        Codes(VISITOR_STATUSES),
        D,
        "What the visitor was doing when the event was sent. It does not follow the event.",
    )
    .to("visitor.state"),
    field("phone", TEXT, DO, "Phone of the visitor.").to("visitor.phone"),
    field("company", TEXT, DO, "Company of the visitor.").to("visitor.company"),
    field("first_visit_time", DOTNET, DO, "First visit to a page with the chat code.").to("visitor.first_visit_at"),
    field("visit_time", DOTNET, DO, "Start of this visit.").to("visitor.visit_at"),
    field("city", TEXT, DO, "City of the visitor, found from the IP address.").to("visitor.city"),
    field("state", TEXT, DO, "State or province of the visitor, found from the IP address.").to("visitor.region"),
    field("country", TEXT, DO, "Country of the visitor, found from the IP address.").to("visitor.country"),
    field("ip", IP, DO, "IP address of the visitor.").to("visitor.ip"),
    field("language", TEXT, DO, "Language of the visitor. `en-US`; `en_us` in 2018.").to("visitor.language"),
    field("screen_resolution", TEXT, DO, "Screen of the visitor's device. `1536x864`; `1440*900` in 2018.")
        .to("visitor.screen"),
    field("time_zone", OFFSET, DO, "Time zone of the visitor's browser, sometimes without its plus sign: `GMT 06:00`.")
        .to("visitor.time_zone"),
    field("flash_version", TEXT, DO, "Flash version of the visitor's browser.").to("visitor.flash_version"),
    field("operating_system", TEXT, DO, "Operating system of the visitor's device.").to("visitor.os"),
    field("browser", TEXT, DO, "Browser of the visitor.").to("visitor.browser"),
    field("custom_fields", List(&CUSTOM_FIELD), D, "Custom fields of the pre-chat window. Agents may update them.")
        .under("visitor.fields[]"),
    field("custom_variables", List(&CUSTOM_VARIABLE), DO, "Custom variables captured from the page.")
        .spelled(&["custom_variable"])
        .under("visitor.variables[]"),
    field("product_service", TEXT, D, "Product or service chosen in the pre-chat window. Agents may update it.")
        .to("chat.product"),
    field(
        "department",
        ID_OR_NAME,
        DO,
        "Department chosen in the pre-chat window. An integer (g9), -1 for none, a GUID (g10), or a name (2018).",
    )
    .empty(&["-1"])
    .id_to("chat.department_id")
    .also(&[Target::name("chat.department_name")])
    .examples(&["1165", "1170"]),
    field("skill", ID, G10, "Skill that the chat was routed by. Not in the documented table.").to("chat.skill_id"),
    field("current_browsing", URL, DO, "Page the visitor is looking at.").to("visitor.current_url"),
    field("visits", COUNT, DO, "Times the visitor came, from the first to this one.").to("visitor.visits"),
    field("chats", COUNT, DO, "Chats of the visitor, from the first to this one. Can exceed `visits`.")
        .to("visitor.chats"),
    field("page_views", COUNT, DO, "Pages the visitor viewed.").to("visitor.page_views"),
    field("referrer_url", URL, DO, "Page from which the visitor came.").to("visitor.referrer_url"),
    field("search_engine", TEXT, DO, "Search engine used to find the site.").to("visitor.search_engine"),
    field("keywords", TEXT, D, "Search keywords used to find the site.").to("visitor.search_keywords"),
    field("landing_page", URL, DO, "First page of the visit.").to("visitor.landing_url"),
]);

const VISITOR_STATUSES: &[&str] = &[
    "waiting",
    "voice_chatting",
    "chatting",
    "pre_chat",
    "manually_invited",
    "auto_invited",
    "offline_message",
    "refused_by_agent",
    "refused_by_visitor",
    "chat_ended",
    "in_site",
    "out_of_site",
];

static WRAP_UP: Record = record(&[
    field("category", TEXT, DO, "Category chosen by the agent, a system category.").to("wrap_up.category"),
    field("comment", TEXT, DO, "Note of the agent.").to("wrap_up.comment"),
    field("fields", List(&CUSTOM_FIELD), D, "Custom fields of the wrap-up.").under("wrap_up.fields[]"),
    field("time", DOTNET, DO, "When the wrap-up occurred.").to("wrap_up.at"),
]);

static CHAT: Record = record(&[
    field("attachment", List(&ATTACHMENT), O, "Files exchanged. An array; one object in REST v1.")
        .or_single()
        .under("attachments[]"),
    field("chat_transcript", Transcript(&TRANSCRIPT), O, "The conversation. Its times have no date and no zone.")
        .to("messages[]"),
    field("company", TEXT, O, "Company of the visitor.").to("visitor.company").fallback(),
    field("name", TEXT, O, "Name of the visitor.").to("visitor.name").fallback(),
    field("email", EMAIL, O, "E-mail address of the visitor.").to("visitor.email").fallback(),
    field("phone", TEXT, O, "Phone of the visitor.").to("visitor.phone").fallback(),
    field("custom_fields", List(&CUSTOM_FIELD), O, "Custom fields of the chat.").under("chat.fields[]"),
    field("custom_variable", List(&CUSTOM_VARIABLE), O, "Custom variables captured from the page.")
        .spelled(&["custom_variables"])
        .under("chat.variables[]"),
    field(
        "department",
        ID_OR_NAME,
        O,
        "Department of the chat, by name, even where the visitor's is an id. May be another than the visitor chose.",
    )
    .empty(&["-1"])
    .id_to("chat.department_id")
    .also(&[Target::name("chat.department_name")])
    .or_else()
    .examples(&["Support", "Vertrieb"]),
    field("id", ID, O, "Id of the chat. A GUID; an integer in 2018.").required().to("chat.id"),
    field("start_time", DOTNET, REST, "Start of the chat. Seconds in REST v1.").to("chat.started_at"),
    field("end_time", DOTNET, REST, "End of the chat. Seconds in REST v1.").to("chat.ended_at"),
    field(
        "waiting_time",
        SECONDS,
        REST,
        "Wait before the chat was accepted. `10s`, later `00:00:01`, `00:00:07.2649999`.",
    )
    .to("metrics.wait_seconds"),
    field("operators", Names, REST, "Agents in the chat. `agents` in a draft of 2018.")
        .spelled(&["agents"])
        .to("agents[].name"),
    field("operator_comment", TEXT, REST, "Note of the agent. `agent_comment` in 2018.")
        .spelled(&["agent_comment"])
        .to("wrap_up.comment")
        .fallback(),
    field("rating", NUMBER, REST, "Rating by the visitor. Text or a number.").to("rating.score"),
    field("rating_comment", TEXT, REST, "What the visitor said about the rating.").to("rating.comment"),
    field("product_service", TEXT, REST, "Product or service of the chat.").to("chat.product").fallback(),
    field("note_attachment", List(&ATTACHMENT), REST, "Files attached to notes.").or_single().under("attachments[]"),
    field("wrap_up", Object(&WRAP_UP), REST, "What the agent noted.").spelled(&["wrapup"]),
]);

/// Observed, not documented.
static TRANSCRIPT: Conversation =
    Conversation { ends: ['⊙', '\n'], joined: ("Agent ", " has joined the chat."), ended: "The chat is ended." };

static OFFLINE_MESSAGE: Record = record(&[
    field("id", ID, DO, "Id of the message. A GUID; an integer in 2018. The same as the visitor's `chat_id`.")
        .required()
        .to("offline_message.id"),
    field("subject", TEXT, DO, "Subject of the message.").to("offline_message.subject"),
    field("content", TEXT, DO, "Text of the message.").to("offline_message.text"),
    field("pages", COUNT, O.of("2018"), "Printed in 2018, and not explained.").examples(&["1"]),
    field("total", COUNT, O.of("2018"), "Printed in 2018, and not explained.").examples(&["1"]),
    field("attachment", List(&ATTACHMENT), DO, "File sent with the message: one object, of empty strings for none.")
        .or_single()
        .under("attachments[]"),
    field("name", TEXT, DO, "Name of the visitor.").to("visitor.name").fallback(),
    field("email", EMAIL, DO, "E-mail address of the visitor.").to("visitor.email").fallback(),
    field("phone", TEXT, DO, "Phone of the visitor.").to("visitor.phone").fallback(),
    field("company", TEXT, DO, "Company of the visitor.").to("visitor.company").fallback(),
    field("department", ID_OR_NAME, DO, "Department. Empty (g9), a GUID (g10), or a name (2018).")
        .empty(&["-1"])
        .id_to("chat.department_id")
        .also(&[Target::name("chat.department_name")])
        .fallback()
        .examples(&["1165"]),
    field("skill", ID, G10, "Skill.").to("chat.skill_id").fallback(),
    field("custom_fields", List(&CUSTOM_FIELD), D, "Custom fields of the message.").under("chat.fields[]"),
    field("custom_variable", List(&CUSTOM_VARIABLE), D, "Custom variables captured from the page.")
        .spelled(&["custom_variables"])
        .under("chat.variables[]"),
    field("time", DOTNET, DO, "When the message was left.").to("offline_message.at"),
]);

static CUSTOM_FIELD: Record = record(&[
    field("id", ID, D, "Id of the field. `field_id` in 2018.").spelled(&["field_id"]).to(".id"),
    field("name", TEXT, D, "Name of the field.").to(".name"),
    field("value", Json, D, "Value of the field.").to(".value").examples(&["A-1077", "größer als 3", ""]),
]);

static CUSTOM_VARIABLE: Record = record(&[
    field("name", TEXT, DO, "Name of the variable.").to(".name"),
    field("value", Json, DO, "Value of the variable.").to(".value").examples(&["gold", "3 Artikel", ""]),
]);

static ATTACHMENT: Record = record(&[
    field("name", TEXT, DO, "Name of the file.").to(".name"),
    field("uri", LINK, DO, "Where the file is. `url` in a draft of 2018, there without a scheme.")
        .spelled(&["url"])
        .to(".url"),
]);
