package io.plumbline.monitoring.projection;

import io.plumbline.audit.AuditEvent;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A projection that takes in each event by itself. Events that cannot be read are skipped, since the log cannot be
/// repaired.
public abstract class EventProjection implements Projection {

    private static final Logger log = LoggerFactory.getLogger(EventProjection.class);

    /// Reads an event completely before anything is stored, since a failed statement would end the transaction.
    ///
    /// @return what stores it
    protected abstract Runnable changeOf(AuditEvent event);

    @Override
    public final int apply(List<AuditEvent> events) {
        int leftOut = 0;
        for (AuditEvent event : events) {
            leftOut += isTaken(event) ? 0 : 1;
        }
        return leftOut;
    }

    /// @return false for an event that cannot be read
    private boolean isTaken(AuditEvent event) {
        Runnable change;
        try {
            change = changeOf(event);
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("projection", name())
                    .addKeyValue("event", event.id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Event of a projection cannot be read");
            return false;
        }
        change.run();
        return true;
    }
}
