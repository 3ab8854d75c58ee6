package io.plumbline.e2e.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// The events of a team's calls in the audit log: for each id of a call, the outcomes of all events of that id.
record CallEvents(Map<String, List<String>> outcomes) {

    static CallEvents read(FaultyStack stack, String team) {
        Map<String, List<String>> outcomes = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = stack.get("governance", "/api/v1/audit/events?limit=500&team=" + team + cursor)
                    .expect(200);
            for (JsonNode event : page.path("items")) {
                if (event.path("action").asString().startsWith("gateway.call.")) {
                    outcomes.computeIfAbsent(event.path("id").asString(), id -> new ArrayList<>())
                            .add(event.path("outcome").asString());
                }
            }
            cursor = page.path("nextCursor").isString()
                    ? "&cursor=" + page.path("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return new CallEvents(outcomes);
    }

    List<String> of(Seen call) {
        return outcomes.getOrDefault(call.callId(), List.of());
    }
}
