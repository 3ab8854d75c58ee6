package io.plumbline.audit;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.TiledTree;
import io.plumbline.audit.merkle.Tiles;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// What the log says of itself to the world: its newest signed checkpoint, the place of an event and the
/// proof of it, its hashes, and what still waits for a place. For the roles in `audit_read`.
/// Thread-safe.
public final class PublishedLog {
    private static final int PLACES_BEFORE = 16;

    private final JdbcTemplate jdbc;
    private final Tiles tiles;

    public PublishedLog(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.tiles = new StoredTiles(jdbc);
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

    /// A leaf of the log.
    public record Leaf(long index, Hash hash) {}

    /// The event's leaf; none while it waits for its place.
    public Optional<Leaf> leafOf(UUID eventId) {
        return jdbc
                .query(
                        "SELECT index, hash FROM audit.leaf WHERE event_id = ?",
                        (row, number) -> new Leaf(row.getLong("index"), Hash.of(row.getBytes("hash"))),
                        eventId)
                .stream()
                .findFirst();
    }

    /// What time it was in the log when it gave the place: the middle one of the times of the events in
    /// the few places before, since a few of them may be late themselves; none for the first.
    public Optional<Instant> timeBefore(long index) {
        List<Instant> times = jdbc
                .query(
                        "SELECT event_id FROM audit.leaf WHERE index >= ? AND index < ?",
                        (row, number) -> UuidV7.instantOf(row.getObject("event_id", UUID.class)),
                        index - PLACES_BEFORE,
                        index)
                .stream()
                .sorted()
                .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    /// What the event hashed to when it was appended; none when it does not wait for its place.
    public Optional<Hash> pendingHash(UUID eventId) {
        return jdbc
                .query(
                        "SELECT hash FROM audit.pending WHERE event_id = ?",
                        (row, number) -> Hash.of(row.getBytes("hash")),
                        eventId)
                .stream()
                .findFirst();
    }

    /// That the newest signed checkpoint covers the leaf at the index; none when it does not yet.
    ///
    /// @throws io.plumbline.audit.merkle.MissingHashException when leaves were taken out of the log
    public Optional<TlogProof> proofOf(long index) {
        return newestCheckpoint().flatMap(note -> {
            long size = Checkpoint.parse(note.text()).size();
            return index >= size
                    ? Optional.empty()
                    : Optional.of(new TlogProof(index, new TiledTree(size, tiles).inclusionProof(index), note));
        });
    }

    /// Consecutive hashes of a level, see [Tiles#read].
    public List<Hash> tile(int level, long first, int count) {
        return tiles.read(level, first, count);
    }

    /// The bytes of consecutive leaves; those of events that the current thread does not see, or that
    /// somebody has deleted, are left out.
    public List<byte[]> entries(long first, int count) {
        return jdbc.query("""
                SELECT e.canonical FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id
                WHERE l.index >= ? AND l.index < ? ORDER BY l.index
                """, (row, number) -> row.getBytes("canonical"), first, first + count);
    }

    /// Whether the columns by which a well-formed event is found and shown say something else than its
    /// bytes.
    public boolean isDisguised(UUID eventId) {
        return !EventColumns.disguised(jdbc, eventId).isEmpty();
    }

    /// How many events wait for their place.
    public long pending() {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM audit.pending", Long.class));
    }
}
