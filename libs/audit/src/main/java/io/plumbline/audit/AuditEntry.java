package io.plumbline.audit;

import io.plumbline.audit.payload.Payload;
import org.jspecify.annotations.Nullable;

/// An event with its optional payload.
public record AuditEntry(AuditEvent event, @Nullable Payload payload) {
    public AuditEntry {
        if (payload != null && !payload.commitment().equals(event.payload())) {
            throw new IllegalArgumentException("The event does not commit to the payload that is given with it");
        }
    }
}
