package io.plumbline.console.online;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PutExchange;
import tools.jackson.databind.JsonNode;

/// Online evaluations.
@ServiceApi(RemoteService.EVAL)
interface OnlineClient {

    @GetExchange("/api/v1/online-evaluations")
    Page<Evaluation> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/api/v1/online-evaluations/{name}")
    Evaluation get(@PathVariable String name);

    /// Returns the evaluation with its entity tag.
    @GetExchange("/api/v1/online-evaluations/{name}")
    ResponseEntity<Evaluation> stored(@PathVariable String name);

    @PutExchange("/api/v1/online-evaluations/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/online-evaluations/{name}")
    void remove(@PathVariable String name);

    /// An online evaluation.
    ///
    /// @param metrics each a name or an object
    /// @param costPerDayUsd null without judges
    /// @param means null in lists
    record Evaluation(
            String name,
            String team,
            String route,
            double share,
            int perHour,
            List<JsonNode> metrics,
            List<String> judges,
            @Nullable BigDecimal costPerDayUsd,
            String consent,
            Status status,
            @Nullable List<Mean> means) {

        /// Returns the names of the metrics' scores and of the judges.
        public String scorers() {
            return Stream.concat(metrics.stream().map(Evaluation::label), judges.stream())
                    .collect(Collectors.joining(", "));
        }

        private static String label(JsonNode metric) {
            return metric.isString()
                    ? metric.asString()
                    : metric.path("as").asString(metric.path("name").asString(""));
        }

        /// Returns the state in one word.
        public String state() {
            if (share == 0) {
                return "PAUSED";
            }
            return status.stopped() == null ? "RUNNING" : "STOPPED";
        }

        public boolean needsConsent() {
            return consent.equals("REQUIRED");
        }
    }

    /// @param skipped calls without scores, by reason
    /// @param scoredShare null without calls
    /// @param stopped why the judges are not called now; null while they are
    record Status(
            Instant since,
            long calls,
            long sampled,
            long scored,
            long pending,
            Map<String, Long> skipped,
            @Nullable Double scoredShare,
            BigDecimal costTodayUsd,
            @Nullable String stopped) {

        public long skippedCalls() {
            return skipped.values().stream().mapToLong(Long::longValue).sum();
        }

        /// Returns a reason in words.
        public String words(String reason) {
            String words = reason.replace('_', ' ').toLowerCase(Locale.ROOT);
            return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
        }
    }

    /// @param human null for metrics, and without a valid calibration
    /// @param uncalibrated why a judge has no human estimate
    record Mean(
            String variant,
            String model,
            @Nullable String prompt,
            String scorer,
            int calls,
            double mean,
            double low,
            double high,
            @Nullable Human human,
            @Nullable String uncalibrated) {}

    record Human(double mean, double low, double high) {}
}
