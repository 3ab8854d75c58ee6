package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditEvent;
import java.util.List;

/// A view computed only from the audit log: deleted and recomputed from the first event, it is the same.
public interface Projection {

    /// Returns its name, under which its position is stored. Never changes.
    String name();

    /// Applies the next events in log order, each exactly once. Runs in the transaction that moves the position,
    /// under the worker role, and must have no other effect. An unreadable event must not stop it because the log
    /// cannot be repaired: it is skipped deterministically.
    ///
    /// @return number of events skipped
    int apply(List<AuditEvent> events);

    /// Deletes everything computed.
    void clear();
}
