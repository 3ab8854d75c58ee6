package io.plumbline.audit;

import io.plumbline.audit.payload.Payload;
import org.jspecify.annotations.Nullable;

/// An event with its optional payload.
public record EventWithPayload(AuditEvent event, @Nullable Payload payload) {
    public EventWithPayload {
        if (payload != null && !payload.commitment().equals(event.payload())) {
            throw new IllegalArgumentException("The event does not commit to the payload that is given with it");
        }
    }
}
