package io.plumbline.console.overview;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// What monitoring-service knows of all routes. Evaluation calls are excluded.
@ServiceApi(RemoteService.MONITORING)
interface OverviewClient {

    @GetExchange("/api/v1/windows")
    Page<Window> windows(
            @RequestParam(required = false) @Nullable String team,
            @RequestParam List<String> by,
            @RequestParam Instant from,
            @RequestParam Instant to,
            @RequestParam int minutes,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/api/v1/alerts")
    Page<Alert> alerts(
            @RequestParam(required = false) @Nullable String team, @RequestParam String state, @RequestParam int limit);

    @GetExchange("/api/v1/slos")
    Page<Slo> objectives(@RequestParam int limit);

    @GetExchange("/api/v1/baselines")
    Page<Baseline> baselines(@RequestParam int limit);

    /// The calls of a route over a time span.
    record Window(
            String team,
            String route,
            Instant from,
            @Nullable Double p95LatencyMs,
            Outcomes outcomes,
            Usage usage) {

        RouteKey key() {
            return new RouteKey(team, route);
        }
    }

    /// @param blocked calls stopped by a guard
    /// @param refused calls refused because of the caller
    record Outcomes(long calls, long blocked, long refused, long providerErrors, long gatewayErrors) {

        long errors() {
            return providerErrors + gatewayErrors;
        }

        /// Returns the failed share of the calls that were neither blocked nor refused; null without such calls.
        @Nullable
        Double errorRate() {
            long tried = calls - blocked - refused;
            return tried <= 0 ? null : Double.valueOf((double) errors() / tried);
        }
    }

    record Usage(double costUsd, long unpriced) {}

    /// A firing alert.
    ///
    /// @param route null for alerts of earlier versions
    record Alert(String team, @Nullable String route) {}

    /// @param status null before the first evaluation
    record Slo(
            String name,
            String team,
            String route,
            @Nullable Status status) {}

    /// @param budgetLeft share of the error budget; null without calls
    record Status(@Nullable Double budgetLeft, String state) {}

    /// @param newest null before the first comparison
    record Baseline(
            String name,
            String team,
            String route,
            @Nullable Comparison newest) {

        boolean hasDrifted() {
            return newest != null && newest.drift();
        }
    }

    record Comparison(boolean drift) {}

    /// A route of a team.
    record RouteKey(String team, String route) {}
}
