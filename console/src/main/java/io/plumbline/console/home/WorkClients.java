package io.plumbline.console.home;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// The lists that the worklist is made of, besides approvals and gates.
final class WorkClients {

    private WorkClients() {}

    /// Rollouts.
    @ServiceApi(RemoteService.GATEWAY)
    interface Rollouts {

        @GetExchange("/api/v1/rollouts")
        Page<Rollout> list(@RequestParam String state, @RequestParam int limit);
    }

    /// Budgets.
    @ServiceApi(RemoteService.GATEWAY)
    interface Budgets {

        @GetExchange("/api/v1/budgets")
        Page<Budget> list(@RequestParam int limit);
    }

    /// Incidents.
    @ServiceApi(RemoteService.GOVERNANCE)
    interface Incidents {

        @GetExchange("/api/v1/incidents")
        Page<Incident> list(@RequestParam String state, @RequestParam int limit);
    }

    /// API keys.
    @ServiceApi(RemoteService.GOVERNANCE)
    interface Keys {

        @GetExchange("/api/v1/api-keys")
        Page<Key> list(@RequestParam int limit);
    }

    record Rollout(
            UUID id,
            String team,
            String route,
            String state,
            int step,
            int weight,
            Candidate candidate,
            Instant createdAt,
            @Nullable Instant startedAt) {

        record Candidate(String model, int version) {}
    }

    record Budget(
            String name, String team, BigDecimal amountUsd, String period, BigDecimal spentUsd, Instant resetsAt) {

        /// Returns the spent share, 0..1 or more.
        double spentShare() {
            return amountUsd.signum() == 0 ? 1 : spentUsd.doubleValue() / amountUsd.doubleValue();
        }
    }

    record Incident(UUID id, String team, String state, String severity, String title, Instant occurredAt) {}

    record Key(
            String id,
            String name,
            String team,
            String role,
            @Nullable Instant expiresAt,
            @Nullable Instant revokedAt) {}
}
