package io.plumbline.console.webhook;

import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Webhooks and their deliveries.
@ServiceApi(RemoteService.REGISTRY)
@HttpExchange("/api/v1/webhooks")
interface WebhookClient {

    @GetExchange
    Page<Webhook> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/{name}")
    Webhook get(@PathVariable String name);

    @PutExchange("/{name}")
    Webhook put(@PathVariable String name, @RequestBody WebhookBody body);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String name);

    @PostExchange("/{name}/test")
    void test(@PathVariable String name);

    /// Newest first.
    @GetExchange("/{name}/deliveries")
    Page<Delivery> deliveries(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/{name}/deliveries/{id}/redeliver")
    Delivery redeliver(@PathVariable String name, @PathVariable UUID id);

    /// A webhook. Its secret is never returned.
    ///
    /// @param failingSince since when every delivery fails
    /// @param disabledAt when the registry disabled it
    record Webhook(
            String name,
            String team,
            String url,
            List<String> events,
            boolean enabled,
            @Nullable Instant failingSince,
            @Nullable Instant disabledAt,
            Instant createdAt,
            Instant updatedAt) {

        /// Returns the state as the word of a badge.
        public String state() {
            if (!enabled) {
                return disabledAt == null ? "PAUSED" : "DISABLED";
            }
            return failingSince == null ? "ACTIVE" : "FAILING";
        }
    }

    /// The body that creates or replaces a webhook.
    ///
    /// @param team null keeps the team
    /// @param secret null keeps the stored one
    record WebhookBody(
            @Nullable String team,
            String url,
            List<String> events,
            @Nullable String secret,
            boolean enabled) {

        /// Omits the secret.
        @Override
        public String toString() {
            return "WebhookBody[url=" + url + "]";
        }
    }

    /// An event for a webhook, and what became of it.
    ///
    /// @param status of the response; null without one
    /// @param error why there was no response
    record Delivery(
            UUID id,
            String event,
            String state,
            int attempts,
            @Nullable Integer status,
            @Nullable String error,
            Instant createdAt,
            @Nullable Instant attemptedAt,
            @Nullable Instant nextAttemptAt,
            String body) {

        public boolean isPending() {
            return "PENDING".equals(state);
        }
    }
}
