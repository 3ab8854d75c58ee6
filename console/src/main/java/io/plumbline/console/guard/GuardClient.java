package io.plumbline.console.guard;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// What guards did, from monitoring, and what they would do, from the gateway.
final class GuardClient {

    private GuardClient() {}

    /// Activity over time.
    @ServiceApi(RemoteService.MONITORING)
    interface Activity {

        /// @param filters as in the API
        @GetExchange("/api/v1/guard-activity")
        Report report(@RequestParam MultiValueMap<String, String> filters);
    }

    /// Inspection.
    @ServiceApi(RemoteService.GATEWAY)
    interface Inspection {

        @PostExchange("/api/v1/guardrails/inspect")
        Result inspect(@RequestBody Given given);
    }

    /// What the guards did, the group with the most calls first.
    record Report(Instant from, Instant to, long minutes, List<Series> series, int groupsOmitted) {}

    /// What they did in one group with one action.
    record Series(String group, String action, long calls, long findings, List<Point> points) {}

    /// One span with such calls.
    record Point(Instant from, long calls, long findings) {}

    /// The content to inspect: a text, or messages.
    record Given(
            String stage, @Nullable String text, @Nullable JsonNode messages, String policy, boolean explain) {}

    /// What a policy does to it.
    record Result(
            String decision,
            @Nullable String text,
            @Nullable JsonNode messages,
            List<Found> findings,
            long tookMicros) {}

    /// A finding. Offsets are code points.
    ///
    /// @param param the place of its text in the messages; null for a text
    record Found(
            String detector,
            String category,
            @Nullable String entityType,
            int start,
            int end,
            double score,
            @Nullable String param,
            @Nullable String explanation) {}
}
