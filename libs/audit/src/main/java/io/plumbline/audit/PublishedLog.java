package io.plumbline.audit;

import io.plumbline.audit.note.SignedNote;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// What the log says of itself to the world: its newest signed checkpoint, the place of an event, and what
/// still waits for one. For the roles in `audit_read`. Thread-safe.
public final class PublishedLog {
    private final JdbcTemplate jdbc;

    public PublishedLog(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /// The newest checkpoint that is signed; none until the sequencer has run once.
    public Optional<SignedNote> newestCheckpoint() {
        return jdbc
                .query(
                        "SELECT note FROM audit.checkpoint WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1",
                        (row, number) -> SignedNote.parse(row.getString("note")))
                .stream()
                .findFirst();
    }

    /// The event's place in the log; null while it waits for one.
    public @Nullable Long indexOf(UUID eventId) {
        return jdbc.queryForList("SELECT index FROM audit.leaf WHERE event_id = ?", Long.class, eventId).stream()
                .findFirst()
                .orElse(null);
    }

    /// How many events wait for their place.
    public long pending() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM audit.pending", Long.class));
    }
}
