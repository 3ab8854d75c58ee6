package io.plumbline.audit.payload;

import java.time.Instant;
import java.time.OffsetDateTime;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Erases data subjects from payloads. Their keys are destroyed, so dependent payloads are unreadable in every
/// copy, and the payloads are deleted. Leaves and proofs remain. For `audit_keys`. Thread-safe.
public final class Erasures {
    private final JdbcClient jdbc;

    public Erasures(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    /// The result of an erasure.
    ///
    /// @param payloads number deleted
    /// @param keys number of the subject's keys destroyed
    public record Receipt(String subject, Instant erasedAt, long payloads, long keys) {}

    /// Erases the subject's data up to now, in every team.
    ///
    /// @param subject a pseudonym
    public Receipt erase(String subject) {
        return jdbc.sql("SELECT erased_at, payloads, keys FROM audit.erase(?)")
                .param(subject)
                .query((row, number) -> new Receipt(
                        subject,
                        row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                        row.getLong("payloads"),
                        row.getLong("keys")))
                .single();
    }

    /// Repeats all erasures on the list: after a restore of a backup, and periodically, because a transaction
    /// open during an erasure may have stored data again.
    ///
    /// @return number of payloads deleted and keys destroyed
    public long replay() {
        return jdbc.sql("SELECT payloads + keys FROM audit.replay_erasures()")
                .query(Long.class)
                .single();
    }
}
