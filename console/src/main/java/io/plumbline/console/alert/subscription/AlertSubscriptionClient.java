package io.plumbline.console.alert.subscription;

import io.plumbline.console.alert.AlertSelection;
import io.plumbline.console.api.RemoteService;
import io.plumbline.console.api.ServiceApi;
import io.plumbline.kit.web.Page;
import java.util.List;
import java.util.Locale;
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
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PutExchange;

/// Subscriptions of channels to alerts.
@ServiceApi(RemoteService.MONITORING)
@HttpExchange("/api/v1")
interface AlertSubscriptionClient {

    @GetExchange("/alert-subscriptions")
    Page<Subscription> list(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// Returns the subscription with its entity tag.
    @GetExchange("/alert-subscriptions/{name}")
    ResponseEntity<Subscription> get(@PathVariable String name);

    @PutExchange("/alert-subscriptions/{name}")
    void put(
            @PathVariable String name,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String tag,
            @RequestBody Map<String, Object> body);

    @DeleteExchange("/alert-subscriptions/{name}")
    void delete(@PathVariable String name);

    @GetExchange("/alert-channels")
    Page<Channel> channels(@RequestParam int limit, @RequestParam(required = false) @Nullable String cursor);

    /// A channel that can be selected.
    record Channel(String name, String team) {}

    /// A subscription.
    ///
    /// @param team `*` for the platform
    /// @param teams whose alerts it selects; all if empty
    /// @param repeatMinutes 0: never
    record Subscription(
            String name,
            String team,
            AlertSelection matcher,
            List<String> teams,
            String channel,
            List<String> groupBy,
            int waitSeconds,
            int intervalMinutes,
            int repeatMinutes,
            boolean sendResolved,
            List<Escalation> escalation,
            boolean enabled) {

        /// Returns the state as the word of a badge.
        public String state() {
            return enabled ? "ACTIVE" : "PAUSED";
        }

        /// Returns what the alerts of a message have in common, in words.
        public String grouping() {
            return groupBy.isEmpty()
                    ? "All alerts of a team"
                    : "By " + String.join(", ", groupBy).toLowerCase(Locale.ROOT);
        }
    }

    record Escalation(int afterMinutes, String channel) {}
}
