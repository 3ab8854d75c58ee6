package io.plumbline.monitoring.alert;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/// Stores acknowledgements. The first of an alert counts. It is deleted if the alert fires again after its end.
@Repository
class Acknowledgements {

    private final JdbcClient jdbc;
    private final AlertStore alerts;
    private final AuditTrail trail;
    private final Clock clock;

    Acknowledgements(JdbcClient jdbc, AlertStore alerts, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.alerts = alerts;
        this.trail = trail;
        this.clock = clock;
    }

    /// Acknowledges a firing alert. Does nothing if it is acknowledged already.
    ///
    /// @throws ProblemException 404; 409 if it is resolved
    @Transactional
    public void acknowledge(UUID id, @Nullable String comment) {
        Alert alert = alerts.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No alert has this id."));
        if (alert.resolvedAt() != null) {
            throw RequestProblem.CONFLICT.because("The alert is resolved. It needs no acknowledgement.");
        }
        int added = jdbc.sql("""
                        insert into alert_acknowledgement (alert, team, actor, comment, acknowledged_at)
                        values (:alert, :team, :actor, :comment, :now) on conflict (alert) do nothing
                        """)
                .param("alert", id)
                .param("team", alert.team())
                .param("actor", Callers.current().id())
                .param("comment", comment)
                .param("now", Timestamp.from(clock.instant()))
                .update();
        if (added == 1) {
            AlertKey key = alert.key();
            trail.append(AuditEntry.of(
                            AlertAction.ACKNOWLEDGED, alert.team(), key.source().resourceType(), key.name())
                    .with("rule", key.rule())
                    .with("alert", id.toString()));
        }
    }

    /// Returns the acknowledgements of alerts that have one.
    @Transactional(readOnly = true)
    public Map<UUID, Acknowledgement> of(Collection<UUID> ids) {
        return jdbc
                .sql("select * from alert_acknowledgement where alert = any (cast(? as uuid[]))")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> Map.entry(row.getObject("alert", UUID.class), read(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Acknowledgement read(ResultSet row) throws SQLException {
        return new Acknowledgement(
                row.getString("actor"),
                row.getString("comment"),
                row.getTimestamp("acknowledged_at").toInstant());
    }
}
