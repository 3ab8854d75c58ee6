package io.plumbline.console.alert.channel;

import io.plumbline.console.alert.AlertDelivery;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

/// Channels of alerts, and the subscriptions that send to them.
@ServiceApi(RemoteService.MONITORING)
@HttpExchange("/api/v1")
interface AlertChannelClient {

    @GetExchange("/alert-channels")
    Page<Channel> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    @GetExchange("/alert-channels/{name}")
    Channel get(@PathVariable String name);

    @PutExchange("/alert-channels/{name}")
    void put(@PathVariable String name, @RequestBody Map<String, Object> body);

    @DeleteExchange("/alert-channels/{name}")
    void delete(@PathVariable String name);

    @PostExchange("/alert-channels/{name}/test")
    void test(@PathVariable String name);

    /// Newest first.
    @GetExchange("/alert-channels/{name}/deliveries")
    Page<AlertDelivery> deliveries(
            @PathVariable String name,
            @RequestParam int limit,
            @RequestParam(required = false) @Nullable String cursor);

    @PostExchange("/alert-channels/{name}/deliveries/{id}/redeliver")
    void redeliver(@PathVariable String name, @PathVariable UUID id);

    @GetExchange("/alert-subscriptions")
    Page<Subscription> subscriptions(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// A channel. Its secret is never returned.
    ///
    /// @param url null for Slack and mail
    record Channel(
            String name,
            String team,
            String kind,
            @Nullable String url,
            List<String> recipients,
            boolean enabled,
            Instant createdAt,
            Instant updatedAt) {

        /// Returns the state as the word of a badge.
        public String state() {
            return enabled ? "ACTIVE" : "PAUSED";
        }

        /// Returns the kind in words.
        public String kindName() {
            return switch (kind) {
                case "PAGERDUTY" -> "PagerDuty";
                case "EMAIL" -> "E-mail";
                case "SLACK" -> "Slack";
                default -> "Webhook";
            };
        }

        /// Returns where it sends.
        public String address() {
            return switch (kind) {
                case "EMAIL" -> String.join(", ", recipients);
                case "SLACK" -> "An incoming webhook of Slack";
                default -> Objects.requireNonNullElse(url, "");
            };
        }
    }

    /// A subscription.
    record Subscription(String name, String team, String channel, boolean enabled, List<Escalation> escalation) {

        boolean sendsTo(String other) {
            return channel.equals(other)
                    || escalation.stream().anyMatch(step -> step.channel().equals(other));
        }
    }

    record Escalation(int afterMinutes, String channel) {}
}
