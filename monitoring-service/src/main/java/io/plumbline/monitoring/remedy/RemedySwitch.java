package io.plumbline.monitoring.remedy;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.security.Caller;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Switches all remedies off and on. Actions in force stay until they end or are undone.
@Component
class RemedySwitch {

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final Clock clock;

    RemedySwitch(JdbcClient jdbc, AuditTrail trail, Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.clock = clock;
    }

    /// Whether remedies act.
    ///
    /// @param changedBy opaque id; null if it was never switched
    record SwitchState(
            boolean enabled,
            @Nullable String reason,
            @Nullable String changedBy,
            @Nullable Instant changedAt) {}

    @Transactional
    public SwitchState state() {
        return jdbc.sql("select * from remedy_switch")
                .query((row, _) -> {
                    Timestamp changed = row.getTimestamp("changed_at");
                    return new SwitchState(
                            row.getBoolean("enabled"),
                            row.getString("reason"),
                            row.getString("changed_by"),
                            changed == null ? null : changed.toInstant());
                })
                .single();
    }

    @Transactional
    public SwitchState set(boolean enabled, String reason, String by) {
        jdbc.sql("update remedy_switch set enabled = ?, reason = ?, changed_by = ?, changed_at = ?")
                .params(enabled, reason, by, Timestamp.from(clock.instant()))
                .update();
        trail.append(AuditEntry.of(RemedyAction.SWITCHED, Caller.PLATFORM_TEAM, "remedy-switch", "all")
                .with("enabled", enabled)
                .with("reason", reason));
        return state();
    }
}
