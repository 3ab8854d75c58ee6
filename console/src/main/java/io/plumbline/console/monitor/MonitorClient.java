package io.plumbline.console.monitor;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/// Monitors.
@ServiceApi(RemoteService.MONITORING)
interface MonitorClient {

    @GetExchange("/api/v1/monitors")
    Page<Monitor> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the monitor with its entity tag.
    @GetExchange("/api/v1/monitors/{name}")
    ResponseEntity<Monitor> get(@PathVariable String name);

    @PutExchange("/api/v1/monitors/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/api/v1/monitors/{name}")
    void remove(@PathVariable String name);

    /// A monitor.
    ///
    /// @param variant null for all variants
    /// @param breaches newest first; in lists the newest one
    record Monitor(
            String name,
            String team,
            String route,
            @Nullable String variant,
            String metric,
            String detector,
            double falseAlarmsPerMonth,
            int minutes,
            int minCalls,
            @Nullable String scorer,
            Progress progress,
            List<Breach> breaches) {

        private static final String NO_SCALE = "ADWIN";
        private static final long LEARNED = 20;

        /// Whether the evidence of its detector has a scale.
        public boolean hasEvidence() {
            return !NO_SCALE.equals(detector);
        }

        /// Whether it has too few observations to raise an alarm.
        public boolean isLearning() {
            return progress.observations() < LEARNED;
        }

        /// Returns the newest breach since the monitor was created or replaced; null for none.
        public @Nullable Breach newest() {
            return breaches.stream()
                    .filter(breach -> breach.alarm().at().isAfter(progress.since()))
                    .findFirst()
                    .orElse(null);
        }
    }

    /// @param normal mean of the normal state; null without observations
    /// @param last the last observation
    /// @param evidence evidence for a change as a share of the amount that raises an alarm
    /// @param series the newest observations, oldest first; empty in lists
    record Progress(
            Instant since,
            Instant evaluatedUntil,
            long observations,
            @Nullable Double normal,
            @Nullable Double last,
            double evidence,
            List<Observed> series) {}

    /// An observation.
    ///
    /// @param evidence after it; null for old ones
    record Observed(
            Instant from,
            long calls,
            double value,
            @Nullable Double evidence) {}

    /// A detected change.
    record Breach(UUID id, Alarm alarm, @Nullable UUID incidentId) {}

    /// @param changedAt estimated begin of the change
    record Alarm(Instant at, Instant changedAt, double normal, double value, long callsSinceChange) {}
}
