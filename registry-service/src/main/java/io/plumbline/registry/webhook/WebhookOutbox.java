package io.plumbline.registry.webhook;

import io.plumbline.audit.UuidV7;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/// Stores the events of a transaction for the webhooks of the team, in that transaction: an event is sent if and only
/// if the change is committed. Several attempts may repeat an event, in any order.
@Component
public class WebhookOutbox {

    private final WebhookStore store;
    private final UuidV7 ids;
    private final Clock clock;
    private final JsonMapper json;

    WebhookOutbox(WebhookStore store, UuidV7 ids, Clock clock, JsonMapper json) {
        this.store = store;
        this.ids = ids;
        this.clock = clock;
        this.json = json;
    }

    /// Adds an event.
    ///
    /// @param data the facts of the event; null values are left out. No personal data
    @Transactional(propagation = Propagation.MANDATORY)
    public void add(String team, WebhookEvent event, Map<String, ? extends @Nullable Object> data) {
        store.receivers(team, event).forEach(webhook -> addTo(webhook, team, event, data));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    void addTo(String webhook, String team, WebhookEvent event, Map<String, ? extends @Nullable Object> data) {
        Instant now = clock.instant();
        Map<String, Object> facts = new LinkedHashMap<>();
        data.forEach((name, value) -> {
            if (value != null) {
                facts.put(name, value);
            }
        });
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", event.code());
        body.put("timestamp", now);
        body.put("data", facts);
        store.add(ids.next(), webhook, team, event, json.writeValueAsString(body), now);
    }
}
