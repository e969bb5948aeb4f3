//! The carriers that are known: who makes them, and where in them payloads stand.

/// A document that holds payloads.
#[derive(Debug)]
pub struct Carrier {
    /// Its name.
    pub name: &'static str,
    /// Its maker.
    pub maker: &'static str,
    /// The places of payloads in it: a JSON Pointer in which `*` is any key or index.
    pub at: &'static str,
    /// True if values stand there among which payloads are: then only those are read that are events.
    pub is_among: bool,
}

const fn row(name: &'static str, maker: &'static str, at: &'static str) -> Carrier {
    Carrier { name, maker, at, is_among: false }
}

const fn among(name: &'static str, maker: &'static str, at: &'static str) -> Carrier {
    Carrier { name, maker, at, is_among: true }
}

/// Every carrier, those that are alike together.
pub static CARRIERS: &[Carrier] = &[
    row("har", "Browsers and proxies: an HTTP archive", "/log/entries/*/request/postData/text"),
    among("har-form", "Browsers and proxies, the fields of a form", "/log/entries/*/request/postData/params/*/value"),
    row("api-gateway", "AWS API Gateway, load balancers", "/body"),
    row("function-url", "AWS Lambda function URLs, HTTP APIs", "/body"),
    row("lambda-edge", "AWS Lambda@Edge", "/Records/*/cf/request/body/data"),
    row("sqs", "AWS SQS, as Lambda gets it", "/Records/*/body"),
    row("sqs-receive", "AWS SQS, as the command line prints it", "/Messages/*/Body"),
    row("sns", "AWS SNS, as it is delivered", "/Message"),
    row("sns-records", "AWS SNS, as Lambda gets it", "/Records/*/Sns/Message"),
    row("kinesis", "AWS Kinesis, as Lambda gets it", "/Records/*/kinesis/data"),
    row("firehose", "AWS Data Firehose", "/records/*/data"),
    row("kafka-records", "Kafka, as Lambda gets it", "/records/*/*/value"),
    row("kafka-rest", "Kafka's REST proxy and Connect", "/records/*/value"),
    row("eventbridge", "AWS EventBridge", "/detail"),
    among("cloudwatch-insights", "AWS CloudWatch Logs Insights", "/results/*/*/value"),
    among("dynamodb-stream", "AWS DynamoDB, a stream", "/Records/*/dynamodb/NewImage/*/S"),
    row("cloudwatch", "AWS CloudWatch Logs", "/logEvents/*/message"),
    row("cloudwatch-events", "AWS CloudWatch Logs, as the command line prints it", "/events/*/message"),
    row("cloudwatch-subscription", "AWS CloudWatch Logs, as Lambda gets it, gzip", "/awslogs/data/logEvents/*/message"),
    row("pubsub", "Google Cloud Pub/Sub", "/message/data"),
    row("pubsub-pull", "Google Cloud Pub/Sub, as the command line prints it", "/receivedMessages/*/message/data"),
    among("workers-logs", "Cloudflare Workers, Logpush", "/Logs/*/Message/*"),
    among("workers-tail", "Cloudflare Workers, as the command line prints it", "/logs/*/message/*"),
    row("cloud-logging", "Google Cloud Logging", "/jsonPayload"),
    row("event-grid", "Azure Event Grid, CloudEvents", "/data"),
    row("cloudevents-base64", "CloudEvents whose data is Base64", "/data_base64"),
    row("azure-functions", "Azure Functions", "/Data/req/Body"),
    row("webhook.site", "webhook.site", "/content"),
    row("webhook.site-list", "webhook.site, a list", "/data/*/content"),
    row("pipedream", "Pipedream, RequestBin", "/event/body"),
    row("pipedream-steps", "Pipedream, the steps of a run", "/steps/trigger/event/body"),
    row("hookdeck", "Hookdeck", "/data/body"),
    row("hookdeck-list", "Hookdeck, a list", "/models/*/data/body"),
    row("svix", "Svix, a list of messages", "/data/*/payload"),
    row("ngrok", "ngrok's inspector", "/requests/*/request/raw"),
    row("ngrok-one", "ngrok's inspector, one request", "/request/raw"),
    row("smee", "smee.io, workflow tools", "/body"),
    row("beeceptor", "Beeceptor, mitmproxy, request loggers", "/request/body"),
    row("workflow-item", "Workflow tools such as n8n, an item", "/json/body"),
    row("n8n", "n8n, pinned data", "/pinData/*/*/json/body"),
    row("n8n-run", "n8n, a run", "/data/resultData/runData/*/*/data/main/*/*/json/body"),
    row("postman", "Postman, a collection", "/item/*/request/body/raw"),
    row("postman-folders", "Postman, a collection with folders", "/item/*/item/*/request/body/raw"),
    row("postman-deep", "Postman, folders in folders", "/item/*/item/*/item/*/request/body/raw"),
    among("postman-form", "Postman, the fields of a form", "/item/*/request/body/urlencoded/*/value"),
    row("postman-saved", "Postman, what was sent for a saved answer", "/item/*/response/*/originalRequest/body/raw"),
    row("insomnia", "Insomnia, an export", "/resources/*/body/text"),
    row("wiremock", "WireMock, its journal", "/requests/*/request/body"),
    row("wiremock-stub", "WireMock, its stubs", "/mappings/*/request/bodyPatterns/*/equalToJson"),
    row("hoverfly", "Hoverfly, a simulation", "/data/pairs/*/request/body/*/value"),
    row("elasticsearch", "Elasticsearch, what a search found", "/hits/hits/*/_source/message"),
    row("elasticsearch-event", "Elasticsearch, as logs are shipped", "/hits/hits/*/_source/event/original"),
    row("elasticsearch-field", "Elasticsearch, with fields of its own", "/hits/hits/*/_source/*/body"),
    row("loki", "Grafana Loki, what a query found", "/data/result/*/values/*/1"),
    row("loki-push", "Grafana Loki, as logs are shipped", "/streams/*/values/*/1"),
    row("otel-logs", "OpenTelemetry, logs", "/resourceLogs/*/scopeLogs/*/logRecords/*/body/stringValue"),
    among("otel-spans", "OpenTelemetry, spans", "/resourceSpans/*/scopeSpans/*/spans/*/attributes/*/value/stringValue"),
    among("jaeger", "Jaeger, spans", "/data/*/spans/*/tags/*/value"),
    row("datadog", "Datadog, what a search found", "/data/*/attributes/message"),
    row("datadog-attributes", "Datadog, with attributes of its own", "/data/*/attributes/attributes/payload"),
    row("splunk", "Splunk", "/result/_raw"),
    row("docker", "Docker's json-file logs", "/log"),
    row("journald", "The journal of systemd", "/MESSAGE"),
    row("gelf", "Graylog (GELF)", "/full_message"),
    row("sentry", "Sentry", "/request/data"),
    row("temporal", "Temporal, the history of a workflow", "/events/*/*/input/payloads/*/data"),
    row("json-log", "Logs in JSON, a line each", "/payload"),
];
