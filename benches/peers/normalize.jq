# A part of what `chathook normalize` does, for payloads of any event: no checks, no ids, one time, nothing unmapped.
def present: with_entries(select(.value != null and .value != "" and .value != "null"));
def users: .users | if type == "string" then (try fromjson catch {}) else . end // {};
def milliseconds: if type == "string" then (capture("^/Date\\((?<ms>-?[0-9]+)\\)/$").ms | tonumber / 1000 | todate) else null end;
def local: if type == "string" then sub(" "; "T") + "Z" else null end;
if type == "array" then .[] else . end |
{
  specversion: "1.0",
  time: ((.wrapup.time? | milliseconds) // (.date_updated | local)),
  vendorevent: .event,
  subject: ((.chat_id // .id // .chat.id? // .data.id? // .data.caseId? // .operator_id) | tostring),
  data: {
    chat: ({id: (.chat_id // .id // .chat.id?), state: .status} | present),
    visitor: ((.visitor // users.visitor // {} | if type == "object" then . else {} end)
      | {id, name, email, phone, company, ip, language, city, region: .state, country, browser} | present),
    agents: [users.agent? // empty | if type == "object" then {name, email} | present else empty end],
    metrics: ({wait_seconds: .chat_wait_time, duration_seconds: .chat_duration} | map_values(tonumber? // null) | present)
  }
}
