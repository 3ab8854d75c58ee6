package io.plumbline.console.webhook;

import io.plumbline.console.webhook.WebhookClient.Webhook;
import io.plumbline.console.webhook.WebhookClient.WebhookBody;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The form that creates or changes a webhook.
record WebhookForm(
        @Nullable String name,
        @Nullable String team,
        @Nullable String url,
        @Nullable List<String> events) {

    /// The events that a webhook can receive.
    static final List<Event> EVENTS = List.of(
            new Event("pointer.moved", "A stage or an alias moved"),
            new Event("gate.finished", "A gate finished"),
            new Event("approval.awaited", "A promotion waits for an approval"),
            new Event("fine-tuning.anomaly", "An anomaly was found in a training"),
            new Event("fine-tuning.ended", "A fine-tuning job ended"));

    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A kind of event.
    record Event(String code, String meaning) {}

    static WebhookForm of(Webhook webhook) {
        return new WebhookForm(webhook.name(), webhook.team(), webhook.url(), webhook.events());
    }

    /// Returns a new secret, as Standard Webhooks 1.0 defines it.
    static String newSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    String strippedName() {
        return Objects.requireNonNullElse(name, "").strip();
    }

    public boolean has(String event) {
        return events != null && events.contains(event);
    }

    /// @param secret null keeps the stored one, and the team
    WebhookBody body(@Nullable String secret, boolean enabled) {
        return new WebhookBody(
                secret == null ? null : Objects.requireNonNullElse(team, ""),
                Objects.requireNonNullElse(url, "").strip(),
                Objects.requireNonNullElse(events, List.of()),
                secret,
                enabled);
    }
}
