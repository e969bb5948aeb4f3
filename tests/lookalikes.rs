//! Bodies that resemble a vendor's webhook, and bodies of a webhook's that are not quite what they should be: whose each
//! is, and what is said of it.

use crate::support::{Run, examine_one};

/// A registration of `LiveChat`'s, which every webhook of it names.
const SIGNED: &str = r#""webhook_id":"41d0c3a97e5b4f2688b1d6f0a93c7e25""#;

/// A body, in which `~` stands for [`SIGNED`]; its vendor, if it has one; the codes of the findings; what the first is said
/// to help.
type Case = (&'static str, Option<&'static str>, &'static [&'static str], &'static str);

/// Of nobody whose events are described.
const NOBODYS: &[Case] = &[
    // The names of webhooks that are not signed: RTM pushes have them too, and `action` is GitHub's and Freshchat's key.
    (
        r#"{"action":"incoming_event","payload":{"chat_id":"Q"}}"#,
        None,
        &["unknown-vendor"],
        "`/webhook_id`, `/payload/event` are missing",
    ),
    (r#"{"action":"thread_closed","payload":{"chat_id":"Q"}}"#, None, &["unknown-vendor"], ""),
    // Names and keys that many programs have, and Acquire's bodies and Chatwoot's, tawk.to's and Jivo's names too.
    (r#"{"event":"order.paid","data":{"id":1,"status":"paid"}}"#, None, &["unknown-vendor"], "lists the vendors"),
    (
        r#"{"event":"conversation.created","data":{"id":1,"inbox_id":2,"meta":{},"status":"open"}}"#,
        None,
        &["unknown-vendor"],
        "lists the vendors",
    ),
    (
        r#"{"event":"order.created","id":1,"status":"open","users":[],"created_at":"2020-01-30"}"#,
        None,
        &["unknown-vendor"],
        "lists the vendors",
    ),
    (r#"{"event":"message","id":1,"message":"a","user":{"id":1}}"#, None, &["unknown-vendor"], "lists the vendors"),
    (
        r#"{"event":"chat.closed","chat":{"id":1,"rating":3},"visitor":{"id":2,"name":"a"}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (r#"{"event":"message_created","payload":{"text":"a"}}"#, None, &["unknown-vendor"], "lists the vendors"),
    (r#"{"event":"chat:start","session":"s"}"#, None, &["unknown-vendor"], "lists the vendors"),
    (r#"{"event_name":"chat_finished","user_id":"u"}"#, None, &["unknown-vendor"], "lists the vendors"),
    // What many programs answer, though Acquire's bodies have such a key too.
    (r#"{"data":[{"id":1,"name":"a"}]}"#, None, &["unknown-vendor"], "`chathook explain` lists the vendors"),
    (r#"{"data":7}"#, None, &["unknown-vendor"], "`chathook explain` lists the vendors"),
    (r#"{"action":"opened","number":7,"pull_request":{"id":1}}"#, None, &["unknown-vendor"], ""),
    // Without `actor`, an action of Freshchat's is a common word; without all of its envelope, another action is nobody's.
    (r#"{"action":"message_create","data":{"message":{"id":"1"}}}"#, None, &["unknown-vendor"], "`/actor`"),
    (r#"{"action":"message_create","actor":"a","data":{"message":{"id":"1"}}}"#, None, &["unknown-vendor"], ""),
    (
        r#"{"action":"user_create","actor":{"actor_id":"a"},"action_time":"2021-11-16T09:10:17.731Z","data":{}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (r#"{"action":"user_create","actor":{"actor_type":"agent"},"data":{"user":{}}}"#, None, &["unknown-vendor"], ""),
    (
        r#"{"action":"closed","actor":{"login":"octo"},"sender":{"id":1},"issue":{"id":2}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    // A direct message of X.
    (
        r#"{"for_user_id":"7","direct_message_events":[{"type":"message_create","id":"1"}]}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    // An app's event that lacks what the platform sends beside it.
    (r#"{"event":"onMessageCreate","data":{"message":{"id":"1"}}}"#, None, &["unknown-vendor"], ""),
    // Frames of Crisp's socket API have `website_id` in `data` alone, and many programs send such names over their sockets.
    (
        r#"{"event":"message:send","data":{"website_id":"w","session_id":"session_1","type":"text","content":"Hi"}}"#,
        None,
        &["unknown-vendor"],
        "`/website_id`",
    ),
    (r#"{"event":"message:send","website_id":7,"data":{"session_id":"session_1"}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"message:send","website_id":"w","data":[{"session_id":"session_1"}]}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"message:send","website_id":"w","data":"{}"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"message:sent","website_id":"w"}"#, None, &["unknown-vendor"], ""),
    (r#"{"webhook_id":7,"action":"chat_deactivated","payload":{"chat_id":"Q"}}"#, None, &["unknown-vendor"], ""),
    (r#"{"type":"push","repository":{"id":1}}"#, None, &["unknown-vendor"], ""),
    // Tidio has topics beside a `payload`.
    (
        r#"{"topic":"conversation.user.created","project_public_key":"k","payload":{"contact_id":"1"}}"#,
        None,
        &["unknown-vendor"],
        "`/data` is missing",
    ),
    (
        r#"{"topic":"contact.created","project_public_key":"k","payload":{"contact_id":"1"}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (r#"{"topic":"conversation.deleted","app_id":"a","data":[]}"#, None, &["unknown-vendor"], ""),
    (r#"{"topic":"weather.changed","data":{"item":{"id":"1"}}}"#, None, &["unknown-vendor"], ""),
    // Of JivoChat, a topic is an object.
    (
        r#"{"event_name":"chat_accepted","topic":{"name":"Sales"},"data":{"item":{"id":1}}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    // Slack, Stripe.
    (
        r#"{"type":"event_callback","team_id":"T","event":{"type":"message"},"event_id":"E"}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (
        r#"{"object":"event","id":"e","type":"charge.succeeded","data":{"object":{"id":"c"}}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
];

const OF_TWO: &[Case] = &[
    (
        r#"{~,"action":"chat_deactivated","event":"chat_started","payload":{"chat_id":"Q"},"visitor":{"id":"1"}}"#,
        None,
        &["ambiguous-event"],
        "",
    ),
    (
        r#"{~,"action":"chat_deactivated","topic":"conversation.deleted","payload":{"chat_id":"Q"},"data":{}}"#,
        None,
        &["ambiguous-event"],
        "",
    ),
    (
        r#"{"topic":"conversation.deleted","event":"CHAT_ON_CLOSE","data":{"item":{"conversation_id":"1"}}}"#,
        None,
        &["ambiguous-event"],
        "",
    ),
    (
        r#"{"event":"message:send","website_id":"w","topic":"conversation.deleted","data":{"session_id":"1"}}"#,
        None,
        &["ambiguous-event"],
        "",
    ),
    // Who signed in full is more than who signed in part.
    (
        r#"{~,"action":"message_create","actor":{"actor_type":"user"},"payload":{"chat_id":"Q"}}"#,
        Some("livechat"),
        &["unknown-event"],
        "",
    ),
    // A key of another's that names no event of it is no more than that.
    (
        r#"{~,"action":"chat_deactivated","event":"x","payload":{"chat_id":"Q"}}"#,
        Some("livechat"),
        &["unknown-field"],
        "",
    ),
];

const OF_COMM100: &[Case] = &[
    // Its bots.
    (
        r#"{"event":0,"chatId":"Zk3pQq0a","campaignId":12,"visitorInfo":{"id":21,"pageViews":2}}"#,
        Some("comm100"),
        &["unknown-event"],
        "`chathook explain comm100` lists the events",
    ),
    (r#"{"event":4,"chatId":"Zk3pQq0a","campaignId":12,"question":"Where?"}"#, Some("comm100"), &["unknown-event"], ""),
    (r#"{"event":"intentClicked","chatId":"Zk3pQq0a","intent":"a"}"#, Some("comm100"), &["unknown-event"], ""),
    (r#"{"event":"formSubmitted","visitorInfo":{"id":21}}"#, Some("comm100"), &["unknown-event"], ""),
    (r#"{"Visitor":{"id":"1","landing_page":""},"FormValues":[]}"#, Some("comm100"), &["unknown-event"], ""),
    (
        r#"{"eventType":"a","chatId":"1","ChatId":"1","question":"b","Question":"b"}"#,
        Some("comm100"),
        &["unknown-event"],
        "",
    ),
    (r#"{"event":"formSubmitted","formId":"1","fields":{}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":0,"chatId":"1"}"#, None, &["unknown-vendor"], ""),
    (r#"{"eventType":"order","id":1}"#, None, &["unknown-vendor"], ""),
    // Its files and tickets.
    (
        r#"{"event":"offlineMessage.FileUploaded","eventId":"7f1","payload":{},"eventTime":"2020-03-13T10:22:41Z"}"#,
        Some("comm100"),
        &["unknown-event"],
        "",
    ),
    (
        r#"{"event":"ticket.AgentReplied","eventId":"7f1","payload":{},"eventTime":"2020-03-13T10:22:41Z"}"#,
        Some("comm100"),
        &["unknown-event"],
        "",
    ),
    (r#"{"event":"ticket.created","ticket":{"id":"1"}}"#, None, &["unknown-vendor"], ""),
    (r#"{"TriggerId":1,"TicketInfo":{"Id":4}}"#, Some("comm100"), &["unknown-event"], ""),
    // Registrations, names that subscribe, a draft, and Zapier.
    (
        r#"{"id":"5A0C7E1B","event":"chatStarts","targetUrl":"https://hook.example/"}"#,
        Some("comm100"),
        &["unknown-event"],
        "`chathook explain comm100` lists the events",
    ),
    (r#"{"id":"1","event":"order.paid","targetUrl":"https://hook.example/"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"agentStatusChanges","operator_id":4}"#, Some("comm100"), &["unknown-event"], ""),
    (r#"{"event":"chatStarts","visitor":{"id":"1"}}"#, Some("comm100"), &["unknown-event"], "`chat_started`"),
    (r#"{"event":"chatIsRequested","visitor":{"id":"1"}}"#, Some("comm100"), &["unknown-event"], "`chat_requested`"),
    (r#"{"event":"chatWrapedUp","visitor":{"id":"1"}}"#, Some("comm100"), &["unknown-event"], "`chat_wrapped_up`"),
    (
        r#"{"event":"offlineMessageSubmitted","visitor":{"id":"1"}}"#,
        Some("comm100"),
        &["unknown-event"],
        "`offline_message_submitted`",
    ),
    (r#"{"webhookNo":"101","requestTime":"1","token":"t","data":{}}"#, Some("comm100"), &["unknown-event"], ""),
    (
        r#"{"event":"chat_started","visitor":{"id":"1","visit_time":"Date1536738453010"}}"#,
        Some("comm100"),
        &["unknown-event"],
        "",
    ),
    // A name that nobody has, and the names that there are, the near ones first.
    (
        r#"{"event":"chat_done","visitor":{"id":"1"},"chat":{"id":"2","rating":5}}"#,
        Some("comm100"),
        &["unknown-event"],
        "its events are `chat_ended`, `chat_started`, `",
    ),
];

const OF_ACQUIRE: &[Case] = &[
    (r#"{"event":"user:case-joined","data":{"caseId":"1"}}"#, Some("acquire"), &["unknown-event"], ""),
    (r#"{"event":"case:new","data":{"caseId":"1"}}"#, Some("acquire"), &["unknown-event"], ""),
    (r#"{"event":"case:opened","case":{"id":"1"}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"CHAT_ON_TRANSFER","id":"1"}"#, Some("acquire"), &["unknown-event"], ""),
    (r#"{"event":"CHAT_ON_CLOSED","id":"1"}"#, Some("acquire"), &["unknown-event"], "`CHAT_ON_CLOSE`"),
];

const OF_LIVECHAT: &[Case] = &[
    (r#"{~,"action":"incoming_chat_thread","payload":{}}"#, Some("livechat"), &["unknown-event"], "`incoming_chat`"),
    (r#"{~,"action":"thread_closed","payload":{}}"#, Some("livechat"), &["unknown-event"], "`chat_deactivated`"),
    (r#"{~,"action":"chat_user_added","payload":{}}"#, Some("livechat"), &["unknown-event"], "`user_added_to_chat`"),
    (
        r#"{~,"action":"chat_user_removed","payload":{}}"#,
        Some("livechat"),
        &["unknown-event"],
        "`user_removed_from_chat`",
    ),
    (r#"{~,"action":"chat_thread_tagged","payload":{}}"#, Some("livechat"), &["unknown-event"], "`thread_tagged`"),
    (r#"{~,"action":"chat_thread_untagged","payload":{}}"#, Some("livechat"), &["unknown-event"], "`thread_untagged`"),
    (
        r#"{~,"action":"chat_thread_properties_updated","payload":{}}"#,
        Some("livechat"),
        &["unknown-event"],
        "`thread_properties_updated`",
    ),
    (
        r#"{~,"action":"chat_thread_properties_deleted","payload":{}}"#,
        Some("livechat"),
        &["unknown-event"],
        "`thread_properties_deleted`",
    ),
    (r#"{~,"action":"access_granted","payload":{}}"#, Some("livechat"), &["unknown-event"], "`chat_access_granted`"),
    (r#"{~,"action":"access_revoked","payload":{}}"#, Some("livechat"), &["unknown-event"], "`chat_access_revoked`"),
    (
        r#"{~,"action":"agent_status_changed","payload":{}}"#,
        Some("livechat"),
        &["unknown-event"],
        "`routing_status_set`",
    ),
    // A slip, a misprint of the vendor's page, a name that nothing is near.
    (r#"{~,"action":"chat_deactivatd","payload":{}}"#, Some("livechat"), &["unknown-event"], "`chat_deactivated`"),
    (r#"{~,"action":"delete_tag","payload":{"name":"a"}}"#, Some("livechat"), &["unknown-event"], ""),
    (r#"{~,"action":"weather_changed","payload":{}}"#, Some("livechat"), &["unknown-event"], ""),
    // A push of the RTM API, a webhook of API 2, one of an app.
    (
        r#"{"version":"3.5","request_id":"1","action":"incoming_chat","type":"push","payload":{"chat":{"id":"Q"}}}"#,
        Some("livechat"),
        &["unknown-event"],
        "",
    ),
    (r#"{"event_type":"chat_ended","license_id":"1","chat":{"id":"Q"}}"#, Some("livechat"), &["unknown-event"], ""),
    (
        r#"{"applicationID":"a","clientID":"c","event":"application_installed"}"#,
        Some("livechat"),
        &["unknown-event"],
        "",
    ),
    // What is not as it should be.
    (r#"{~,"action":"chat_deactivated"}"#, Some("livechat"), &["missing-field"], ""),
    (r#"{~,"action":"chat_deactivated","payload":"x"}"#, Some("livechat"), &["wrong-type"], ""),
    (r#"{~,"action":"incoming_event","payload":{"chat_id":"Q"}}"#, Some("livechat"), &["missing-field"], ""),
    (r#"{~,"action":"chat_deactivated","payload":{"thread_id":"T"}}"#, Some("livechat"), &["missing-field"], ""),
    (
        r#"{~,"action":"incoming_event","payload":{"chat_id":"Q","event":{"created_at":"soon","text":5}}}"#,
        Some("livechat"),
        &["invalid-time", "wrong-type"],
        "",
    ),
    (r#"{~,"action":"tag_created","payload":{"name":"a"}}"#, Some("livechat"), &["not-a-chat-event"], ""),
    (r#"{~,"action":"auto_accesses_updated","payload":[{"id":"a"}]}"#, Some("livechat"), &["not-a-chat-event"], ""),
    (
        r#"{~,"secret_key":"hush","action":"chat_deactivated","payload":{"chat_id":"Q"}}"#,
        Some("livechat"),
        &["secret-in-payload"],
        "",
    ),
    (r#"{~,"secret_key":"","action":"chat_deactivated","payload":{"chat_id":"Q"}}"#, Some("livechat"), &[], ""),
];

const OF_INTERCOM: &[Case] = &[
    // A notification is one whatever its topic.
    (
        r#"{"type":"notification_event","topic":"conversation.user.replid","data":{"item":{"id":"1"}}}"#,
        Some("intercom"),
        &["unknown-event"],
        "`conversation.user.replied`",
    ),
    (
        r#"{"type":"notification_event","topic":"weather.changed","data":{"item":{"id":"1"}}}"#,
        Some("intercom"),
        &["unknown-event"],
        "",
    ),
    (r#"{"type":"notification_event","data":{"item":{"id":"1"}}}"#, Some("intercom"), &["unknown-event"], ""),
    (r#"{"type":"notification_event","topic":"conversation.deleted"}"#, Some("intercom"), &["missing-field"], ""),
    (
        r#"{"type":"notification_event","topic":"conversation.deleted","data":{"item":"1"}}"#,
        Some("intercom"),
        &["wrong-type"],
        "",
    ),
    // Without the type, the topic and `data` say so.
    (r#"{"topic":"conversation.deleted","data":{"item":{"conversation_id":"1"}}}"#, Some("intercom"), &[], ""),
    (
        r#"{"topic":"conversation.deleted","data":{"item":{"type":"conversation"}}}"#,
        Some("intercom"),
        &["missing-field"],
        "",
    ),
    // A conversation of the REST API.
    (
        r#"{"type":"conversation","id":"1","created_at":1767949200,"source":{"type":"conversation"}}"#,
        Some("intercom"),
        &["unknown-event"],
        "",
    ),
    (r#"{"topic":"company.contact.attached","data":{"item":{"id":"1"}}}"#, Some("intercom"), &["not-a-chat-event"], ""),
    (r#"{"topic":"ping","id":null,"data":{"item":{"type":"ping"}}}"#, Some("intercom"), &["not-a-chat-event"], ""),
    (
        r#"{"topic":"conversation.admin.replied.translated","data":{"item":{"id":"1"}}}"#,
        Some("intercom"),
        &["not-a-chat-event"],
        "",
    ),
    (
        r#"{"topic":"conversation.deleted","created_at":"yesterday","data":{"item":{"conversation_id":"1"}}}"#,
        Some("intercom"),
        &["invalid-time"],
        "",
    ),
];

const OF_CRISP: &[Case] = &[
    (r#"{"event":"message:sent","website_id":"w","data":{}}"#, Some("crisp"), &["unknown-event"], "`message:send`"),
    (
        r#"{"event":"session:set_states","website_id":"w","data":{}}"#,
        Some("crisp"),
        &["unknown-event"],
        "`session:set_state`",
    ),
    (r#"{"event":"weather:changed","website_id":"w","data":{}}"#, Some("crisp"), &["unknown-event"], ""),
    (r#"{"event":"message:send","website_id":"w","data":{"type":"text"}}"#, Some("crisp"), &["missing-field"], ""),
    (r#"{"event":"session:removed","website_id":"","data":{"session_id":"1"}}"#, Some("crisp"), &["missing-field"], ""),
    (
        r#"{"event":"message:removed","website_id":"w","data":{"session_id":"1"}}"#,
        Some("crisp"),
        &["missing-field"],
        "",
    ),
    (
        r#"{"event":"website:update_operators_availability","website_id":"w","data":{"availability":{}}}"#,
        Some("crisp"),
        &["missing-field"],
        "",
    ),
    (
        r#"{"event":"message:send","website_id":"w","timestamp":"now","data":{"session_id":"1","content":5}}"#,
        Some("crisp"),
        &["invalid-time", "wrong-type"],
        "",
    ),
    (
        r#"{"event":"session:removed","website_id":"w","data":{"session_id":"1","website_id":"v"}}"#,
        Some("crisp"),
        &["conflicting-values"],
        "",
    ),
    (
        r#"{"event":"session:removed","website_id":"w","data":{"session_id":"1","reason":"x"}}"#,
        Some("crisp"),
        &["unknown-field"],
        "",
    ),
    (r#"{"event":"spam:message","website_id":"w","data":{}}"#, Some("crisp"), &["not-a-chat-event"], ""),
    (
        r#"{"event":"browsing:request:rejected","website_id":"w","data":{"browsing_token":"hush","a":1}}"#,
        Some("crisp"),
        &["not-a-chat-event", "secret-in-payload"],
        "",
    ),
    (
        r#"{"event":"identity:verify:request","website_id":"w","data":{"code":417,"confirm_url":"https://a.example"}}"#,
        Some("crisp"),
        &["not-a-chat-event", "secret-in-payload", "secret-in-payload"],
        "",
    ),
    (
        r#"{"event":"bucket:url:avatar:generated","website_id":"w","data":{"url":{"signed":"https://a.example/?k=1"}}}"#,
        Some("crisp"),
        &["not-a-chat-event", "secret-in-payload"],
        "",
    ),
    (r#"{"event":"bucket:url:music:generated","website_id":"w","data":{}}"#, Some("crisp"), &["unknown-event"], ""),
    // The same key, another's name.
    (r#"{"event":"case:status","data":{}}"#, Some("acquire"), &["missing-field"], ""),
];

const OF_FRESHCHAT: &[Case] = &[
    (
        r#"{"action":"message_create","actor":{"actor_id":"a"},"data":{"message":{"id":"1"}}}"#,
        Some("freshchat"),
        &["missing-field"],
        "",
    ),
    (r#"{"action":"conversation_reopen","actor":{"actor_id":"a"}}"#, Some("freshchat"), &["missing-field"], ""),
    (
        r#"{"action":"conversation_reopen","actor":{"actor_id":"a"},"data":{"reopen":{"reopener":"rule"}}}"#,
        Some("freshchat"),
        &["missing-field"],
        "",
    ),
    (
        r#"{"action":"conversation_create","actor":{"actor_type":"user"},"action_time":"2021-11-16T09:10:17Z","data":{}}"#,
        Some("freshchat"),
        &["unknown-event"],
        "",
    ),
    (
        r#"{"action":"mesage_create","actor":{"actor_type":"user"},"action_time":"2021-11-16T09:10:17Z","data":{}}"#,
        Some("freshchat"),
        &["unknown-event"],
        "`message_create`",
    ),
    (
        r#"{"event":"onMessageCreate","account_id":"5","region":"EU","data":{"message":{"id":"1"}}}"#,
        Some("freshchat"),
        &["unknown-event"],
        "",
    ),
    // Who did it is said twice, and so is who has it now.
    (
        r#"{"action":"conversation_resolution","actor":{"actor_type":"agent","actor_id":"a"},"data":{"resolve":
            {"resolver":"user","resolver_id":"b","conversation":{"conversation_id":"1"}}}}"#,
        Some("freshchat"),
        &["conflicting-values", "conflicting-values"],
        "",
    ),
    (
        r#"{"action":"conversation_assignment","actor":{"actor_type":"agent"},"data":{"assignment":
            {"to_agent_id":"a","to_group_id":"g","conversation":
            {"conversation_id":"1","assigned_agent_id":"b","assigned_group_id":"h"}}}}"#,
        Some("freshchat"),
        &["conflicting-values", "conflicting-values"],
        "",
    ),
];

/// Of Zendesk.
const OF_ZENDESK: &[Case] = &[
    // Sunshine Conversations, version 1.
    (
        r#"{"trigger":"message:appUser","app":{"_id":"1"},"appUser":{"_id":"2"},"messages":[{"received":1487.9}]}"#,
        Some("zendesk"),
        &["unknown-event"],
        "",
    ),
    // RingCentral Engage: no app. HubSpot: a list at the top, of which each is a payload.
    (
        r#"{"id":"1","domain_id":"2","events":[{"type":"content.approved","id":"3","resource":{}}]}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (r#"{"app":"a","webhook":{},"events":[{"type":"conversation:read","payload":{}}]}"#, None, &["unknown-vendor"], ""),
    (r#"{"app":{},"webhook":{},"events":[{"kind":"conversation:read"}]}"#, None, &["unknown-vendor"], ""),
    (r#"{"app":{},"webhook":{},"events":{"type":"conversation:read"}}"#, None, &["unknown-vendor"], ""),
    // Amazon EventBridge brings the same in another form.
    (
        r#"{"version":"0","id":"1","detail-type":"Messaging Ticket: Message Added","source":"aws.partner/zendesk.example","detail":{}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (
        r#"{"specversion":"1.0","id":"1","source":"/x","type":"com.example.zen","data":{}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (
        r#"{"type":"zen:event-type:messaging_ticket.message_aded","id":"1","event":{}}"#,
        Some("zendesk"),
        &["unknown-event"],
        "did you mean `zen:event-type:messaging_ticket.message_added`",
    ),
    (
        r#"{"type":"zen:event-type:weather.changed","id":"1"}"#,
        Some("zendesk"),
        &["unknown-event"],
        "its events are `zen:event-type:agent.state_changed`, `zen:event-type:agent.unified_state_changed`, \
         `zen:event-type:messaging_ticket.message_added`; ",
    ),
    (
        r#"{"type":"zen:event-type:agent.work_item_added","id":"1","event":{}}"#,
        Some("zendesk"),
        &["not-a-chat-event"],
        "",
    ),
    (r#"{"type":"zen:event-type:agent.created","id":"1","event":{}}"#, Some("zendesk"), &["not-a-chat-event"], ""),
    (
        r#"{"type":"zen:event-type:messaging_ticket.message_added","id":"1","time":"today","event":{"conversation_id":"2","message":{"id":"3"}}}"#,
        Some("zendesk"),
        &["invalid-time"],
        "",
    ),
    (
        r#"{"type":"zen:event-type:messaging_ticket.message_added","id":"1","event":{"conversation_id":"2","message":{"id":"3"},"actor":{"type":"robot"}}}"#,
        Some("zendesk"),
        &["unknown-value"],
        "",
    ),
    (
        r#"{"app":{"id":"1"},"webhook":{"id":"2"},"events":[{"type":"passthrough:messaging","payload":{"x":1}}]}"#,
        Some("zendesk"),
        &["not-a-chat-event"],
        "",
    ),
];

const OF_TAWKTO: &[Case] = &[
    // Its names are those of any program with a socket: without a site they are nobody's.
    (r#"{"event":"chat:start","chatId":"1","message":{"text":"Hi"}}"#, None, &["unknown-vendor"], "`/property`"),
    (r#"{"event":"chat:end","chatId":"1","property":"lumen"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"ticket:create","ticket":{"id":"1"},"property":null}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"chat:ended","chatId":"1"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"onChatStarted","property":{"id":"a"}}"#, None, &["unknown-vendor"], ""),
    (r#"{"chatId":"1","campaignId":"2","event":"chat"}"#, None, &["unknown-vendor"], ""),
    // Beside a site a name that is nearly one of its events is its; any other is only with the rest of the envelope.
    (r#"{"event":"chat:ended","chatId":"1","property":{"id":"a"}}"#, Some("tawkto"), &["unknown-event"], "`chat:end`"),
    (
        r#"{"event":"chat_start","chatId":"1","property":{"id":"a"}}"#,
        Some("tawkto"),
        &["unknown-event"],
        "`chat:start`",
    ),
    (
        r#"{"event":"visitor:online","time":"2023-11-03T08:00:00Z","property":{"id":"a","name":"b"},"chatId":"1"}"#,
        Some("tawkto"),
        &["unknown-event"],
        "",
    ),
    (
        r#"{"event":"ticket:solved","time":"2023-11-03T08:00:00Z","property":{"id":"a","name":"b"},"ticket":{"id":"1"}}"#,
        Some("tawkto"),
        &["unknown-event"],
        "",
    ),
    (
        r#"{"event":"visitor:online","time":"2023-11-03T08:00:00Z","property":{"id":"a","name":"b"}}"#,
        None,
        &["unknown-vendor"],
        "",
    ),
    (r#"{"event":"listing:updated","property":{"id":"a","name":"b"},"price":3}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"chat:message","property":{"id":"a"},"message":"Hi"}"#, Some("tawkto"), &["unknown-event"], ""),
    (r#"{"event":"chat:new_ticket","property":{"id":"a"}}"#, Some("tawkto"), &["unknown-event"], "`ticket:create`"),
    // What must be there.
    (r#"{"event":"chat:start","property":{"id":"a"}}"#, Some("tawkto"), &["missing-field"], ""),
    (r#"{"event":"chat:end","chatId":"1","property":{"name":"a"}}"#, Some("tawkto"), &["missing-field"], ""),
    (
        r#"{"event":"chat:transcript_created","property":{"id":"a"},"chat":{"messages":[]}}"#,
        Some("tawkto"),
        &["missing-field"],
        "",
    ),
    (
        r#"{"event":"ticket:create","property":{"id":"a"},"ticket":{"humanId":4}}"#,
        Some("tawkto"),
        &["missing-field"],
        "",
    ),
    (
        r#"{"event":"chat:end","chatId":"1","property":{"id":"a"},"rating":{"by":"visitor"}}"#,
        Some("tawkto"),
        &["unknown-field"],
        "",
    ),
];

const OF_JIVOCHAT: &[Case] = &[
    // Hume names its events like this as well; without `widget_id` these names are nobody's.
    (r#"{"event_name":"chat_ended","chat_id":"a","chat_group_id":"b","config_id":"c"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"chat_accepted","chat_id":7,"agent":{"id":"1"}}"#, None, &["unknown-vendor"], "`/widget_id`"),
    (r#"{"event_name":"chat_finished","widget_id":null,"chat":{"rate":null}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"chat_finish","widget_id":7}"#, Some("jivochat"), &["unknown-event"], "`chat_finished`"),
    (r#"{"event_name":"weather","widget_id":"w","a":1,"b":2,"c":3}"#, Some("jivochat"), &["unknown-event"], ""),
    // Webhooks of its CRM have one of two other keys, and mostly names of their own.
    (r#"{"event_name":"created_deal","event_type":"deal"}"#, Some("jivochat"), &["not-a-chat-event"], ""),
    (r#"{"event_name":"updated_client","widget":{"widget_id":"w"}}"#, Some("jivochat"), &["not-a-chat-event"], ""),
    (r#"{"event_name":"created_deal","event_type":7}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"created_deal","widget":"w"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"created_deal","deal":{"id":1}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"created_foo","event_type":"deal"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event_name":"updated_client","widget_id":"w"}"#, Some("jivochat"), &["unknown-event"], ""),
    // Its Bot API, and what a receiver answers.
    (r#"{"event":"CHAT_CLOSED","id":"1","site_id":"2","client_id":"3","chat_id":"4"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"CLIENT_MESSAGE","id":"1","client_id":"3","chat_id":"4"}"#, None, &["unknown-vendor"], ""),
    (r#"{"result":"ok","custom_data":[],"enable_assign":true}"#, None, &["unknown-vendor"], ""),
    (
        r#"{"event_name":"chat_finished","widget_id":"w","chat_id":7,"chat":{"rate":"good","blacklisted":false}}"#,
        Some("jivochat"),
        &["unknown-value"],
        "",
    ),
    (
        r#"{"event_name":"chat_accepted","widget_id":"w","chat_id":7,"agent":{"id":"1"},"event":"chat:end","property":{"id":"a"}}"#,
        None,
        &["ambiguous-event"],
        "",
    ),
];

const OF_CHATWOOT: &[Case] = &[
    // Common words, each with the key that makes it this vendor's.
    (r#"{"event":"message_created","id":1,"content":"Hi"}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"conversation_created","id":1}"#, None, &["unknown-vendor"], "`/inbox_id`"),
    (r#"{"event":"conversation_typing_on","conversation":{"id":1}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"macro.executed","id":1}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"contact_created","id":1}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"contact_created","id":1,"account":{"id":3}}"#, Some("chatwoot"), &["not-a-chat-event"], ""),
    (r#"{"event":"account_created","id":1}"#, Some("chatwoot"), &["not-a-chat-event"], ""),
    (
        r#"{"event":"webwidget_triggered","account":{"id":3},"current_conversation":{"contact_inbox":{"pubsub_token":"t"}}}"#,
        Some("chatwoot"),
        &["not-a-chat-event", "secret-in-payload"],
        "",
    ),
    // Its own socket and other programs write these names with dots.
    (r#"{"event":"conversation.created","data":{"id":1,"inbox_id":2}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"message.created","data":{"id":1,"message_type":0}}"#, None, &["unknown-vendor"], ""),
    (r#"{"event":"order_created","id":1,"status":"paid","account":{"id":2}}"#, None, &["unknown-vendor"], ""),
    (
        r#"{"event":"message_create","id":1,"message_type":"incoming","conversation":{"id":2}}"#,
        Some("chatwoot"),
        &["unknown-event"],
        "`message_created`",
    ),
    (
        r#"{"event":"message_created","id":1,"message_type":"sideways","conversation":{"id":2}}"#,
        Some("chatwoot"),
        &["unknown-value"],
        "",
    ),
    (
        r#"{"event":"message_created","id":1,"message_type":"outgoing","sender":{"type":"robot"},"conversation":{"id":2}}"#,
        Some("chatwoot"),
        &["unknown-value"],
        "",
    ),
    (
        r#"{"event":"message_created","id":1,"message_type":"outgoing","conversation":{"id":2,"contact_inbox":{"pubsub_token":"t"}}}"#,
        Some("chatwoot"),
        &["secret-in-payload"],
        "",
    ),
];

#[test]
fn each_is_whose_it_is() {
    let of_vendors = [
        OF_COMM100,
        OF_ACQUIRE,
        OF_LIVECHAT,
        OF_INTERCOM,
        OF_CRISP,
        OF_FRESHCHAT,
        OF_ZENDESK,
        OF_TAWKTO,
        OF_JIVOCHAT,
        OF_CHATWOOT,
    ];
    for &(body, vendor, codes, help) in [NOBODYS, OF_TWO].into_iter().chain(of_vendors).flatten() {
        let outcome = examine_one(body.replace('~', SIGNED).as_bytes());
        assert_eq!(outcome.report.vendor, vendor, "{body}");
        assert_eq!(outcome.codes(), codes, "{body}");
        let helps = outcome.report.findings.first().is_none_or(|first| first.help.iter().any(|it| it.contains(help)));
        assert!(helps || help.is_empty(), "{body}: {:?}", outcome.report.findings);
    }
}

/// What a word in a value stands for is not known of every word.
#[test]
fn a_word_that_is_not_known_fills_no_member_and_is_kept() {
    let said = |body: &str| {
        let outcome = examine_one(body.replace('~', SIGNED).as_bytes());
        assert_eq!(outcome.codes(), ["unknown-value"], "{body}");
        outcome.event.expect("it is understood").split_once(r#""data":"#).expect("it has data").1.to_owned()
    };
    let unmapped = |pointer: &str, value: &str| format!(r#""unmapped":{{"{pointer}":{value}"#);
    // The word itself has a place here.
    let status = said(r#"{~,"action":"routing_status_set","payload":{"agent_id":"a@b.example","status":"lunch"}}"#);
    assert!(status.contains(r#""agent_status":{"vendor_status":"lunch"}"#) && !status.contains("/payload"), "{status}");
    let event =
        said(r#"{~,"action":"incoming_event","payload":{"chat_id":"Q","event":{"id":"1","visibility":"team"}}}"#);
    assert!(event.contains(&unmapped("/payload/event/visibility", r#""team""#)), "{event}");
    let user = said(r#"{~,"action":"user_added_to_chat","payload":{"chat_id":"Q","user":{"type":"bot","id":"1"}}}"#);
    assert!(user.contains(&unmapped("/payload/user", r#"{"id":"1","type":"bot"}"#)), "{user}");
    let source = r#"{"topic":"conversation.user.created","data":{"item":{"id":"1","source":{"id":"2","author":{"type":"robot","id":"7"}}}}}"#;
    let author = said(source);
    assert!(author.contains(r#""message":{"id":"2","author":{"id":"7"}}"#), "{author}");
    assert!(author.contains(&unmapped("/data/item/source/author/type", r#""robot""#)), "{author}");
}

/// The same of words that stand for two things, of words that are kept as they are, and of what only sometimes is a word.
#[test]
fn a_word_is_known_wherever_it_stands() {
    let crisp = |event: &str, rest: &str| {
        examine_one(
            format!(r#"{{"event":"{event}","website_id":"w","data":{{"session_id":"1","user_id":"7",{rest}}}}}"#)
                .as_bytes(),
        )
    };
    let said = |event: &str, rest: &str, codes: &[&str]| {
        let outcome = crisp(event, rest);
        let known: Vec<_> = outcome.codes().into_iter().filter(|code| *code != "unknown-field").collect();
        assert_eq!(known, codes, "{event} {rest}");
        outcome.event.expect("it is understood")
    };
    let message =
        said("message:send", r#""type":"poll","from":"robot","user":{"type":"ghost"}"#, &["unknown-value"; 3]);
    assert!(!message.contains(r#""kind":"#) && !message.contains(r#""role":"#), "{message}");
    for kept in [r#""/data/type":"poll""#, r#""/data/from":"robot""#, r#""/data/user/type":"ghost""#] {
        assert!(message.contains(kept), "{message}");
    }
    let state = said("session:set_state", r#""state":"solved""#, &["unknown-value"]);
    assert!(state.contains(r#""type":"chat.updated""#) && state.contains(r#""state":"solved""#), "{state}");
    let visitor = said("session:update_availability", r#""availability":"idle""#, &["unknown-value"]);
    assert!(visitor.contains(r#""visitor":{"state":"idle"}"#), "{visitor}");
    let agent = said("website:update_operators_availability", r#""availability":{"type":"busy"}"#, &["unknown-value"]);
    assert!(agent.contains(r#""agent_status":{"vendor_status":"busy"}"#), "{agent}");
    let freshchat = examine_one(
        br#"{"action":"message_create","actor":{"actor_type":"rule"},"data":{"message":
            {"id":"1","conversation_id":"2","message_type":"sticky","actor_type":"ghost"}}}"#,
    );
    assert_eq!(freshchat.codes(), ["unknown-value"; 3]);
    let event = freshchat.event.expect("it is understood");
    for kept in [r#""/actor/actor_type":"rule""#, r#""/data/message/message_type":"sticky""#] {
        assert!(event.contains(kept) && !event.contains(r#""visibility":"#), "{event}");
    }
}

/// Each item of an array says something of its own, even where it says the same.
#[test]
fn a_second_text_is_kept() {
    let outcome = examine_one(
        br#"{"action":"message_create","actor":{"actor_type":"user"},"data":{"message":{"id":"1","conversation_id":"2",
            "message_parts":[{"text":{"content":"Hi"}},{"text":{"content":"Hi"}},{"text":{"content":"Ho"}}]}}}"#,
    );
    assert_eq!(outcome.codes(), [""; 0]);
    let event = outcome.event.expect("it is understood");
    assert!(event.contains(r#""text":"Hi""#), "{event}");
    let part = |index: u8, text: &str| format!(r#""/data/message/message_parts/{index}/text/content":"{text}""#);
    assert!(event.contains(&format!(r#""unmapped":{{{},{}}}"#, part(1, "Hi"), part(2, "Ho"))), "{event}");
}

/// Properties are whatever an account puts there.
#[test]
fn what_is_free_is_not_checked() {
    for rating in [r#""""#, "5", "[]", r#"{"score":"good","comment":5,"by":[1]}"#] {
        let body = format!(
            r#"{{{SIGNED},"action":"thread_properties_updated","payload":{{"chat_id":"Q","properties":{{"rating":{rating},"a":""}}}}}}"#
        );
        let outcome = examine_one(body.as_bytes());
        assert_eq!(outcome.codes(), [""; 0], "{body}");
        assert!(!outcome.event.expect("it is understood").contains(r#""rating":"#), "{body}");
    }
}

/// A second item of what there is one of is kept whole, whichever of several it is.
#[test]
fn one_place_has_one_item() {
    let parts = |kinds: [&str; 2]| {
        let part = |kind| format!(r#"{{"part_type":"{kind}","body":"{kind}"}}"#);
        format!(
            r#"{{"topic":"conversation.admin.replied","data":{{"item":{{"id":"1","conversation_parts":{{"conversation_parts":[{},{}]}}}}}}}}"#,
            part(kinds[0]),
            part(kinds[1]),
        )
    };
    for kinds in [["note", "comment"], ["comment", "note"], ["close", "close"]] {
        let outcome = examine_one(parts(kinds).as_bytes());
        assert_eq!(outcome.codes(), [""; 0], "{kinds:?}");
        let event = outcome.event.expect("it is understood");
        let [first, second] = kinds;
        assert!(event.contains(&format!(r#""text":"{first}""#)) && !event.contains(&format!(r#""text":"{second}",""#)));
        let kept = format!(
            r#""/data/item/conversation_parts/conversation_parts/1":{{"body":"{second}","part_type":"{second}"}}"#
        );
        assert!(event.contains(&kept), "{event}");
    }
}

/// What the user says it is, and how much of it is that: at both sides of a quarter.
#[test]
fn what_is_hardly_the_event_that_the_user_says_is_unlikely() {
    let validate = |body: &str| {
        Run::new(&["validate", "--format", "concise", "--event", "acquire/CHAT_ON_CLOSE"]).input(body).done()
    };
    for (body, said) in [
        (r#"{"id":"1","a":1,"b":1,"c":1}"#, None),
        (r#"{"id":"1","a":1,"b":1,"c":1,"d":1}"#, Some("1 of 5 keys")),
        (r#"{"id":"1","users":{"agent":{"name":"Bo"}},"a":1,"b":1,"c":1,"d":1,"e":1,"f":1,"g":1}"#, None),
        (r#"{"a":1}"#, Some("0 of 1 key")),
        ("{}", Some("0 of 0 keys")),
        (r#"{"id":"1"}"#, None),
        // It says so itself.
        (r#"{"event":"CHAT_ON_CLOSE","id":"1","a":1,"b":1,"c":1,"d":1}"#, None),
        (r#"{"event":"chat_started","visitor":{"id":"1","visits":3}}"#, Some("0 of 1 key")),
    ] {
        let done = validate(body);
        assert_eq!(done.out.contains("warning[unlikely-event]"), said.is_some(), "{body}: {}", done.out);
        assert!(done.out.contains(said.unwrap_or_default()), "{body}: {}", done.out);
        assert!(said.is_none() || !done.out.contains("absent-fields"), "{body}: {}", done.out);
    }
}
