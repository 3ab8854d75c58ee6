package io.plumbline.console.call;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;
import tools.jackson.databind.JsonNode;

/// Calls, their figures and feedback.
@ServiceApi(RemoteService.MONITORING)
public interface CallClient {

    /// @param filters as in the API, with `sort`, `order`, `limit` and `cursor`
    @GetExchange("/api/v1/calls")
    Page<ListedCall> list(@RequestParam MultiValueMap<String, String> filters);

    /// @param filters as in the API
    @GetExchange("/api/v1/calls/summary")
    Summary summary(@RequestParam MultiValueMap<String, String> filters);

    /// @param filters `team`, `route`, `variant`, `from` and `minutes`
    @GetExchange("/api/v1/calls/timeline")
    Timeline timeline(@RequestParam MultiValueMap<String, String> filters);

    @GetExchange("/api/v1/calls/{id}")
    Detail get(@PathVariable UUID id);

    /// Reads the stored content. The audit log records it.
    @GetExchange("/api/v1/calls/{id}/content")
    Content content(@PathVariable UUID id, @RequestParam String purpose);

    @PostExchange("/api/v1/feedback")
    void rate(@RequestBody Rating rating);

    /// A call in a list.
    record ListedCall(
            UUID callId,
            Instant time,
            String team,
            String route,
            String variant,
            Served served,
            End end,
            By caller,
            Findings guards,
            Timing timing,
            Usage usage,
            boolean content) {}

    /// What served a call.
    record Served(
            String target,
            @Nullable String model,
            @Nullable Integer modelVersion,
            String provider,
            String upstreamModel,
            @Nullable String prompt,
            @Nullable String environment,
            int attempts,
            boolean fallback,
            @Nullable String cache) {}

    /// How a call ended.
    record End(String outcome, int status, @Nullable String errorType, String faultDomain) {

        /// Returns the error in words, or an empty string.
        public String trouble() {
            return errorType == null ? "" : errorType.replace('_', ' ');
        }
    }

    /// Who made a call, and for whom.
    record By(
            String type,
            String id,
            @Nullable String subject,
            String purpose,
            String traceId,
            String source,
            @Nullable String service) {

        /// Whether the call bypassed the gateway and is known from a received trace.
        public boolean isUnguarded() {
            return "OTLP".equals(source);
        }
    }

    /// What the guards found.
    record Findings(@Nullable String policy, List<String> categories) {}

    /// Times in milliseconds.
    record Timing(
            double latencyMs,
            double upstreamMs,
            double guardMs,
            @Nullable Double timeToFirstTokenMs) {}

    /// Tokens and cost.
    record Usage(
            long inputTokens, long outputTokens, @Nullable BigDecimal costUsd) {}

    /// The figures of a selection.
    record Summary(
            long calls,
            boolean complete,
            Map<String, Long> outcomes,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            @Nullable Double p99LatencyMs,
            BigDecimal costUsd,
            long unpricedCalls,
            long inputTokens,
            long outputTokens) {

        /// Returns the share of calls that failed at the provider or in the gateway, in percent.
        public @Nullable Double errorPercent() {
            return calls == 0 ? null : Double.valueOf(100.0 * errors / calls);
        }
    }

    /// Production calls over time, oldest first.
    record Timeline(Instant from, Instant to, long minutes, List<Point> points) {}

    /// One span.
    record Point(Instant from, Figures figures) {}

    /// The figures of a span.
    record Figures(
            long calls,
            long blocked,
            long errors,
            @Nullable Double p50LatencyMs,
            @Nullable Double p95LatencyMs,
            BigDecimal costUsd) {}

    /// A call with everything that is known about it.
    record Detail(
            ListedCall call,
            Request request,
            List<Step> path,
            List<Finding> findings,
            Map<String, Integer> counts,
            @Nullable Routing routing,
            @Nullable Retrieval retrieval,
            @Nullable String servedConfiguration,
            List<Feedback> feedback,
            @Nullable UUID auditEventId,
            @Nullable Span received) {}

    /// The span from which an unguarded call is known.
    record Span(
            String dialect,
            String spanId,
            @Nullable String server,
            @Nullable String responseModel,
            boolean tokensKnown) {

        /// Returns the name of the instrumentation.
        public String instrumentation() {
            return switch (dialect) {
                case "OPENTELEMETRY" -> "OpenTelemetry";
                case "OPENINFERENCE" -> "OpenInference";
                default -> dialect.charAt(0) + dialect.substring(1).toLowerCase(Locale.ROOT);
            };
        }
    }

    /// How a call was made.
    record Request(
            @Nullable String operation,
            boolean stream,
            List<String> roles,
            @Nullable JsonNode rollout,
            long cachedInputTokens,
            List<String> skippedDetectors) {}

    /// One stage of the gateway, or one request to a provider.
    record Step(
            String stage,
            @Nullable String target,
            String result,
            @Nullable Double ms) {}

    /// What a guard found.
    record Finding(String stage, String category, @Nullable String entity, double score, String action, int count) {}

    /// The reasons for the routing.
    record Routing(
            @Nullable String by,
            @Nullable String rule,
            @Nullable Double share,
            @Nullable BigDecimal savedUsd) {}

    /// What a call received from a knowledge base.
    record Retrieval(
            String knowledgeBase,
            @Nullable List<CitedChunk> passages,
            @Nullable List<CitedChunk> withheld,
            @Nullable Boolean failed) {

        /// Returns the passages that the model received and those that the guards withheld.
        public List<Cited> all() {
            List<Cited> all = new ArrayList<>();
            add(passages, false, all);
            add(withheld, true, all);
            return all;
        }

        private static void add(@Nullable List<CitedChunk> chunks, boolean withheld, List<Cited> all) {
            if (chunks != null) {
                chunks.forEach(chunk -> all.add(new Cited(chunk, withheld)));
            }
        }
    }

    /// A chunk of a version of a document.
    record CitedChunk(UUID chunk, String document, int version, double score) {}

    /// A chunk, and whether the guards withheld it from the model.
    record Cited(CitedChunk chunk, boolean withheld) {}

    /// Feedback on a call.
    record Feedback(
            UUID id,
            @Nullable Double score,
            @Nullable String thumbs,
            @Nullable String comment,
            @Nullable String correction,
            String state,
            Instant receivedAt) {

        /// Returns the rating in words.
        public String rating() {
            if (thumbs != null) {
                return "UP".equals(thumbs) ? "Good" : "Bad";
            }
            return score == null ? "No rating" : Math.round(score * 100) + " of 100";
        }
    }

    /// The body that gives feedback.
    record Rating(
            UUID callId,
            @Nullable String thumbs,
            @Nullable String comment,
            @Nullable String correction,
            boolean trainingConsent) {}

    /// The stored content of a call.
    record Content(
            UUID callId,
            String state,
            @Nullable JsonNode content,
            @Nullable Instant since) {

        /// Says why there is no content.
        String absence() {
            return switch (state) {
                case "NONE" -> "The content was never stored: the gateway's settings or the caller did not allow it.";
                case "EXPIRED" -> "The content has expired.";
                case "ERASED" -> "The content was erased at the request of a data subject.";
                default -> "The content is missing, and the log does not say why. Verify the audit log.";
            };
        }
    }

    /// Returns a point's cost as a number.
    static double cost(Point point) {
        return Objects.requireNonNullElse(point.figures().costUsd(), BigDecimal.ZERO)
                .doubleValue();
    }
}
