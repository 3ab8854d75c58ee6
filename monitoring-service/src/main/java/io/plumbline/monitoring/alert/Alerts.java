package io.plumbline.monitoring.alert;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.monitoring.verdict.BreachAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Raises and resolves alerts, in the caller's transaction. The alert of an objective that comes back within an hour
/// is the same alert, so a condition that flaps opens one incident.
@Component
public class Alerts {

    private static final Logger log = LoggerFactory.getLogger(Alerts.class);
    private static final Duration SAME = Duration.ofHours(1);

    private final AlertStore store;
    private final AuditTrail trail;

    Alerts(AlertStore store, AuditTrail trail) {
        this.store = store;
        this.trail = trail;
    }

    /// Raises an alert unless one with its key is firing.
    ///
    /// @param facts further attributes of its audit event; `route` is the route of the calls
    @Transactional(propagation = Propagation.MANDATORY)
    public void raise(Alert alert, Map<String, Object> facts) {
        AlertKey key = alert.key();
        String route = facts.get("route") instanceof String name ? name : null;
        if (store.isFiring(key)
                || (key.source().reopens()
                        && store.reopen(alert, route, alert.startedAt().minus(SAME)))) {
            return;
        }
        store.insert(alert, route);
        AuditEntry entry =
                AuditEntry.of(BreachAction.DETECTED, alert.team(), key.source().resourceType(), key.name());
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            entry = entry.with(fact.getKey(), fact.getValue());
        }
        trail.append(entry);
        log.atWarn()
                .addKeyValue("source", key.source())
                .addKeyValue("name", key.name())
                .addKeyValue("rule", key.rule())
                .log("Alert is raised");
    }

    /// Resolves the alert with this key, if one is firing since a time or earlier.
    @Transactional(propagation = Propagation.MANDATORY)
    public void resolve(AlertKey key, Instant firingSince) {
        store.resolve(key, firingSince).ifPresent(this::note);
    }

    /// Resolves the firing alerts of a source whose keys are not among these.
    @Transactional(propagation = Propagation.MANDATORY)
    public void resolveOthers(AlertSource source, Collection<AlertKey> keys) {
        store.firing(source).stream()
                .filter(alert -> !keys.contains(alert.key()))
                .forEach(alert -> resolve(alert.key(), alert.startedAt()));
    }

    private void note(Alert resolved) {
        AlertKey key = resolved.key();
        trail.append(AuditEntry.of(
                        AlertAction.RESOLVED, resolved.team(), key.source().resourceType(), key.name())
                .with("rule", key.rule())
                .with("alert", resolved.id().toString()));
    }
}
