package io.plumbline.audit;

import io.plumbline.audit.PayloadState.Erased;
import io.plumbline.audit.PayloadState.Expired;
import io.plumbline.audit.PayloadState.Kept;
import io.plumbline.audit.PayloadState.Missing;
import io.plumbline.audit.PayloadState.None;
import io.plumbline.audit.payload.PayloadVault;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Returns the state of payloads according to the current database. Only a verification of the whole log proves
/// it. For roles in `audit_read` that see the event's team. Thread-safe.
public final class PayloadStates {
    private final JdbcClient jdbc;

    public PayloadStates(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    public PayloadState of(AuditEvent event) {
        if (event.payload() == null) {
            return new None();
        }
        return exists(event.id()) ? new Kept() : absent(event);
    }

    /// Returns the state of a payload that is known to be unreadable.
    public PayloadState absent(AuditEvent event) {
        List<String> holders = PayloadVault.holders(event.subjects(), event.team());
        OffsetDateTime erased = jdbc.sql(
                        "SELECT min(erased_at) FROM audit.erasure WHERE subject = ANY (?) AND audit.first_id(erased_at) > ?")
                .params(holders.toArray(new String[0]), event.id())
                .query(OffsetDateTime.class)
                .optional()
                .orElse(null);
        if (erased != null) {
            return new Erased(erased.toInstant());
        }
        return jdbc.sql("SELECT statement, keep_days FROM audit.expiry_of(?) WHERE NOT was_gone")
                .param(event.id())
                .query((row, number) -> {
                    UUID statement = row.getObject("statement", UUID.class);
                    return (PayloadState) new Expired(statement, UuidV7.instantOf(statement), row.getInt("keep_days"));
                })
                .optional()
                .orElseGet(Missing::new);
    }

    private boolean exists(UUID eventId) {
        return jdbc.sql("SELECT EXISTS (SELECT FROM audit.payload WHERE event_id = ?)")
                .param(eventId)
                .query(Boolean.class)
                .single();
    }
}
