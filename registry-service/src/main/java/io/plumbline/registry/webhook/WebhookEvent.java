package io.plumbline.registry.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;

/// The events that a webhook may receive.
public enum WebhookEvent {
    /// A stage or an alias of a version moved.
    POINTER_MOVED("pointer.moved"),
    /// A gate of a version finished.
    GATE_FINISHED("gate.finished"),
    /// A promotion waits for an approval.
    APPROVAL_AWAITED("approval.awaited"),
    /// An anomaly was found in the training of a fine-tuning job.
    FINE_TUNING_ANOMALY("fine-tuning.anomaly"),
    /// A fine-tuning job ended.
    FINE_TUNING_ENDED("fine-tuning.ended"),
    /// Sent on request to test a webhook; every webhook receives it.
    PING("ping");

    private final String code;

    WebhookEvent(String code) {
        this.code = code;
    }

    /// @throws IllegalArgumentException for an unknown code
    @JsonCreator
    static WebhookEvent of(String code) {
        return Arrays.stream(values())
                .filter(event -> event.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an event"));
    }

    @JsonValue
    public String code() {
        return code;
    }
}
