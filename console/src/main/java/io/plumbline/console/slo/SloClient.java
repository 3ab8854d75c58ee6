package io.plumbline.console.slo;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

/// Service level objectives.
@ServiceApi(RemoteService.MONITORING)
interface SloClient {

    @GetExchange("/api/v1/slos")
    Page<Slo> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the objective with its entity tag.
    @GetExchange("/api/v1/slos/{name}")
    ResponseEntity<Slo> get(@PathVariable String name);

    @PutExchange("/api/v1/slos/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/slos/{name}")
    void remove(@PathVariable String name);

    /// An objective.
    ///
    /// @param variant null for all variants
    /// @param status null before the first evaluation
    /// @param history days of the period with calls, oldest first; null in lists
    record Slo(
            String name,
            String team,
            String route,
            @Nullable String variant,
            String indicator,
            @Nullable Double thresholdMs,
            @Nullable String outputLength,
            double target,
            int days,
            int minCalls,
            @Nullable Status status,
            @Nullable List<Day> history) {

        private static final String NO_DATA = "NO_DATA";

        /// Returns the state; `NO_DATA` before the first evaluation.
        public String state() {
            return status == null ? NO_DATA : status.state();
        }
    }

    /// @param attained good share of the calls; null without calls
    /// @param budgetLeft share of the error budget; null without calls
    /// @param failures by cause; null for other indicators than availability
    record Status(
            Instant evaluatedAt,
            Instant from,
            long good,
            long bad,
            @Nullable Double attained,
            @Nullable Double budgetLeft,
            String state,
            @Nullable Failures failures,
            List<Burn> burnRates) {}

    /// Failed calls by cause.
    record Failures(long provider, long gateway) {}

    /// A rule and the burn rates of its windows.
    record Burn(String rule, double factor, double longer, double shorter, long calls, boolean firing) {

        /// Returns its windows in words.
        public String windows() {
            return switch (rule) {
                case "FAST" -> "1 hour and 5 minutes";
                case "MEDIUM" -> "6 hours and 30 minutes";
                case "SLOW" -> "3 days and 6 hours";
                default -> rule;
            };
        }
    }

    /// @param budgetSpent share of the period's error budget
    record Day(Instant from, long good, long bad, double budgetSpent) {}
}
