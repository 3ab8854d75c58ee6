package io.plumbline.console.alert;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.PostExchange;

/// Alerts.
@ServiceApi(RemoteService.MONITORING)
interface AlertClient {

    @GetExchange("/api/v1/alerts")
    Page<Alert> list(@RequestParam MultiValueMap<String, String> filters);

    @GetExchange("/api/v1/alerts/{id}")
    Alert get(@PathVariable UUID id);

    @PostExchange("/api/v1/alerts/{id}/acknowledge")
    void acknowledge(@PathVariable UUID id, @RequestBody Map<String, Object> body);

    /// Newest first.
    @GetExchange("/api/v1/alerts/{id}/deliveries")
    Page<AlertDelivery> deliveries(@PathVariable UUID id, @RequestParam int limit);

    /// The silences that held back messages about it, newest first.
    @GetExchange("/api/v1/alerts/{id}/silences")
    Page<AlertSilence> silences(@PathVariable UUID id);

    /// A silence of an alert.
    ///
    /// @param author id of the user or key
    record AlertSilence(Instant startsAt, Instant endsAt, String reason, String author) {}

    /// An alert.
    ///
    /// @param source `MONITOR`, `SLO`, `COST`, `RETRY` or `DRIFT`
    /// @param name of the monitor, the objective or the baseline; `TEAM/ROUTE` for costs
    record Alert(
            UUID id,
            String team,
            String source,
            String name,
            String rule,
            String severity,
            String state,
            String title,
            String description,
            Map<String, Object> evidence,
            Times times,
            @Nullable UUID incidentId,
            @Nullable String route,
            @Nullable Acknowledgement acknowledgement) {

        /// Returns the page of what raised it.
        public String page() {
            return switch (source) {
                case "SLO" -> "/slos/" + name;
                case "DRIFT" -> "/drift/" + name;
                case "COST", "RETRY" -> "/costs?route=" + name.substring(name.indexOf('/') + 1);
                default -> "/monitors/" + name;
            };
        }
    }

    /// @param actor id of the user or key
    record Acknowledgement(String actor, @Nullable String comment, Instant acknowledgedAt) {}

    /// @param resolvedAt null while the alert is firing
    record Times(Instant startedAt, @Nullable Instant resolvedAt) {}
}
