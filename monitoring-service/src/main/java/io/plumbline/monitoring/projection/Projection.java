package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditEvent;
import java.util.List;

/// Something that is computed from the audit log alone: thrown away and read from the first event again, it
/// is the same.
public interface Projection {

    /// Its name, under which its position is kept; never changed.
    String name();

    /// Takes in the next events, in the log's order, each exactly once. Runs in the transaction that moves the
    /// position, under the worker role; must have no other effect. An event that it cannot read must not stop
    /// it, for nobody can mend the log: it is left out, the same way each time.
    ///
    /// @return how many were left out
    int apply(List<AuditEvent> events);

    /// Removes all that it has computed.
    void clear();
}
