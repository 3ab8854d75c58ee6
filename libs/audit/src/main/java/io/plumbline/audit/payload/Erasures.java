package io.plumbline.audit.payload;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/// Erases people from the payloads: their keys are destroyed, so what hangs on them is unreadable wherever
/// copies of it lie, and the payloads are dropped. Leaves and proofs stay as they are. For `audit_keys`.
/// Thread-safe.
public final class Erasures {
    private final JdbcTemplate jdbc;

    public Erasures(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /// What an erasure did.
    ///
    /// @param payloads how many were dropped
    /// @param keys     how many of the subject's keys were destroyed
    public record Receipt(String subject, Instant erasedAt, long payloads, long keys) {}

    /// Erases what was said about the subject until now, in every team.
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

    /// Erases again everybody whom the list names: after a backup was restored, and now and then, because a
    /// transaction that was open across an erasure may have brought something back.
    ///
    /// @return how many payloads were dropped and keys destroyed
    public long replay() {
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT payloads + keys FROM audit.replay_erasures()", Long.class));
    }
}
