//! The carriers that are known: who makes them, and where in them payloads stand.

/// A document that holds payloads.
#[derive(Debug)]
pub struct Carrier {
    /// What it is called.
    pub name: &'static str,
    /// Who makes it.
    pub maker: &'static str,
    /// Where in it payloads stand: a JSON Pointer in which `*` is any index.
    pub at: &'static str,
    /// Where beside such a place it says when the payload was received, up to the last `*` that both have.
    pub received: Option<&'static str>,
}

const fn row(name: &'static str, maker: &'static str, at: &'static str) -> Carrier {
    Carrier { name, maker, at, received: None }
}

impl Carrier {
    const fn received(self, at: &'static str) -> Carrier {
        Carrier { received: Some(at), ..self }
    }
}

/// Every carrier, those that are alike together.
pub static CARRIERS: &[Carrier] = &[
    row("har", "Browsers and proxies: an HTTP archive", "/log/entries/*/request/postData/text")
        .received("/log/entries/*/startedDateTime"),
    row("api-gateway", "AWS API Gateway, load balancers", "/body").received("/requestContext/requestTimeEpoch"),
    row("function-url", "AWS Lambda function URLs, HTTP APIs", "/body").received("/requestContext/timeEpoch"),
    row("sqs", "AWS SQS, as Lambda gets it", "/Records/*/body").received("/Records/*/attributes/SentTimestamp"),
    row("sqs-receive", "AWS SQS, as the command line prints it", "/Messages/*/Body")
        .received("/Messages/*/Attributes/SentTimestamp"),
    row("sns", "AWS SNS, as it is delivered", "/Message").received("/Timestamp"),
    row("sns-records", "AWS SNS, as Lambda gets it", "/Records/*/Sns/Message").received("/Records/*/Sns/Timestamp"),
    row("kinesis", "AWS Kinesis, as Lambda gets it", "/Records/*/kinesis/data")
        .received("/Records/*/kinesis/approximateArrivalTimestamp"),
    row("firehose", "AWS Data Firehose", "/records/*/data").received("/records/*/approximateArrivalTimestamp"),
    row("kafka-records", "Kafka, as Lambda gets it", "/records/*/*/value").received("/records/*/*/timestamp"),
    row("kafka-rest", "Kafka's REST proxy and Connect", "/records/*/value"),
    row("eventbridge", "AWS EventBridge", "/detail").received("/time"),
    row("cloudwatch", "AWS CloudWatch Logs", "/logEvents/*/message").received("/logEvents/*/timestamp"),
    row("cloudwatch-events", "AWS CloudWatch Logs, as the command line prints it", "/events/*/message")
        .received("/events/*/timestamp"),
    row("pubsub", "Google Cloud Pub/Sub", "/message/data").received("/message/publishTime"),
    row("pubsub-pull", "Google Cloud Pub/Sub, as the command line prints it", "/receivedMessages/*/message/data")
        .received("/receivedMessages/*/message/publishTime"),
    row("cloud-logging", "Google Cloud Logging", "/jsonPayload").received("/timestamp"),
    row("event-grid", "Azure Event Grid, CloudEvents", "/data").received("/eventTime"),
    row("cloudevents-base64", "CloudEvents whose data is Base64", "/data_base64").received("/time"),
    row("azure-functions", "Azure Functions", "/Data/req/Body"),
    row("webhook.site", "webhook.site", "/content").received("/created_at"),
    row("webhook.site-list", "webhook.site, a list", "/data/*/content").received("/data/*/created_at"),
    row("pipedream", "Pipedream, RequestBin", "/event/body"),
    row("pipedream-steps", "Pipedream, the steps of a run", "/steps/trigger/event/body"),
    row("hookdeck", "Hookdeck", "/data/body").received("/created_at"),
    row("hookdeck-list", "Hookdeck, a list", "/models/*/data/body").received("/models/*/created_at"),
    row("svix", "Svix, a list of messages", "/data/*/payload").received("/data/*/timestamp"),
    row("ngrok", "ngrok's inspector", "/requests/*/request/raw").received("/requests/*/start"),
    row("ngrok-one", "ngrok's inspector, one request", "/request/raw").received("/start"),
    row("smee", "smee.io, workflow tools", "/body").received("/timestamp"),
    row("beeceptor", "Beeceptor, mitmproxy, request loggers", "/request/body").received("/timestamp"),
    row("workflow-item", "Workflow tools such as n8n, an item", "/json/body"),
    row("postman", "Postman, a collection", "/item/*/request/body/raw"),
    row("postman-folders", "Postman, a collection with folders", "/item/*/item/*/request/body/raw"),
    row("insomnia", "Insomnia, an export", "/resources/*/body/text"),
    row("wiremock", "WireMock, its journal", "/requests/*/request/body").received("/requests/*/request/loggedDate"),
    row("elasticsearch", "Elasticsearch, what a search found", "/hits/hits/*/_source/message")
        .received("/hits/hits/*/_source/@timestamp"),
    row("elasticsearch-event", "Elasticsearch, as logs are shipped", "/hits/hits/*/_source/event/original")
        .received("/hits/hits/*/_source/@timestamp"),
    row("loki", "Grafana Loki, what a query found", "/data/result/*/values/*/1"),
    row("loki-push", "Grafana Loki, as logs are shipped", "/streams/*/values/*/1"),
    row("datadog", "Datadog, what a search found", "/data/*/attributes/message")
        .received("/data/*/attributes/timestamp"),
    row("datadog-attributes", "Datadog, with attributes of its own", "/data/*/attributes/attributes/payload")
        .received("/data/*/attributes/timestamp"),
    row("splunk", "Splunk", "/result/_raw").received("/result/_time"),
    row("docker", "Docker's json-file logs", "/log").received("/time"),
    row("journald", "The journal of systemd", "/MESSAGE"),
    row("gelf", "Graylog (GELF)", "/full_message").received("/timestamp"),
    row("sentry", "Sentry", "/request/data").received("/timestamp"),
    row("json-log", "Logs in JSON, a line each", "/payload"),
];
