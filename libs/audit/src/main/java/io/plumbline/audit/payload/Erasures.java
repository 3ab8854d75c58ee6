package io.plumbline.audit.payload;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Erases data subjects from payloads. Their keys are destroyed, so dependent payloads are unreadable in every
/// copy, and the payloads are deleted. Leaves and proofs remain. For `audit_keys`. Thread-safe.
public final class Erasures {
    private final JdbcTemplate jdbc;

    public Erasures(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
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
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT erased_at, payloads, keys FROM audit.erase(?)",
                (row, number) -> new Receipt(
                        subject,
                        row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                        row.getLong("payloads"),
                        row.getLong("keys")),
                subject));
    }

    /// Repeats all erasures on the list: after a restore of a backup, and periodically, because a transaction
    /// open during an erasure may have stored data again.
    ///
    /// @return number of payloads deleted and keys destroyed
    public long replay() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT payloads + keys FROM audit.replay_erasures()", Long.class));
    }
}
