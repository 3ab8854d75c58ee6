package io.plumbline.console.inventory;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;

/// What is in production, and unregistered models in use.
@ServiceApi(RemoteService.MONITORING)
interface InventoryClient {

    /// @param filters as in the API
    @GetExchange("/api/v1/inventory")
    Page<Item> list(@RequestParam MultiValueMap<String, String> filters);

    /// An entry.
    record Item(
            String state,
            String team,
            @Nullable String route,
            @Nullable String variant,
            @Nullable String target,
            @Nullable String prompt,
            @Nullable String policy,
            @Nullable String riskTier,
            @Nullable Grounds production,
            @Nullable Gate lastGate,
            Traffic traffic,
            @Nullable Instant lastCallHour) {

        /// Returns the address of the page of the model; null for an unregistered one.
        public @Nullable String modelPage() {
            return "UNREGISTERED".equals(state) || target == null ? null : "/models/" + before(target);
        }

        /// Returns the address of the page of the prompt.
        public @Nullable String promptPage() {
            return prompt == null ? null : "/prompts/" + before(prompt);
        }

        private static String before(String reference) {
            int at = reference.lastIndexOf('@');
            return at < 0 ? reference : reference.substring(0, at);
        }
    }

    /// Why it is in production.
    record Grounds(
            @Nullable String servedConfiguration,
            Instant since,
            @Nullable String basis,
            @Nullable String expiresAt,
            @Nullable String approvalId,
            List<Approver> approvers) {}

    /// Somebody who approved.
    record Approver(String type, String id, Instant decidedAt) {}

    /// The newest gate.
    record Gate(String id, @Nullable String suite, String verdict, Instant finishedAt, long ageDays) {}

    /// Production calls of the last seven days.
    record Traffic(
            long calls,
            long blocked,
            long errors,
            @Nullable Double p95LatencyMs,
            BigDecimal costUsd,
            List<String> unguardedServices) {}
}
