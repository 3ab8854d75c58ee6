package io.plumbline.audit.published;

import io.plumbline.audit.EventColumns;
import io.plumbline.audit.UuidV7;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.TiledTree;
import io.plumbline.audit.merkle.Tiles;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The public view of the log: its newest signed checkpoint, positions and proofs of events, its hashes, and the
/// events without a position. For the roles in `audit_read`. Thread-safe.
public final class PublishedLog {
    private static final int PLACES_BEFORE = 16;

    private final JdbcClient jdbc;
    private final Tiles tiles;

    public PublishedLog(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.tiles = new StoredTiles(jdbc);
    }

    /// Returns the newest signed checkpoint; empty until the sequencer has run once.
    public Optional<SignedNote> newestCheckpoint() {
        return jdbc.sql("SELECT note FROM audit.checkpoint WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1")
                .query((row, number) -> SignedNote.parse(row.getString("note")))
                .optional();
    }

    /// Returns the event's position in the log; null if it has none yet.
    public @Nullable Long indexOf(UUID eventId) {
        return jdbc.sql("SELECT index FROM audit.leaf WHERE event_id = ?")
                .param(eventId)
                .query(Long.class)
                .optional()
                .orElse(null);
    }

    /// A leaf of the log.
    public record Leaf(long index, Hash hash) {}

    /// Returns the event's leaf; empty if it has no position yet.
    public Optional<Leaf> leafOf(UUID eventId) {
        return jdbc.sql("SELECT index, hash FROM audit.leaf WHERE event_id = ?")
                .param(eventId)
                .query((row, number) -> new Leaf(row.getLong("index"), Hash.of(row.getBytes("hash"))))
                .optional();
    }

    /// Returns the log's time when it assigned the position: the median time of the events at the preceding
    /// positions, since some of them may be late; empty for the first position.
    public Optional<Instant> timeBefore(long index) {
        List<Instant> times = jdbc
                .sql("SELECT event_id FROM audit.leaf WHERE index >= ? AND index < ?")
                .params(index - PLACES_BEFORE, index)
                .query((row, number) -> UuidV7.instantOf(row.getObject("event_id", UUID.class)))
                .list()
                .stream()
                .sorted()
                .toList();
        return times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2));
    }

    /// Returns the hash of a pending event when it was appended; empty if it is not pending.
    public Optional<Hash> pendingHash(UUID eventId) {
        return jdbc.sql("SELECT hash FROM audit.pending WHERE event_id = ?")
                .param(eventId)
                .query((row, number) -> Hash.of(row.getBytes("hash")))
                .optional();
    }

    /// Returns the proof that the newest signed checkpoint covers the leaf; empty if it does not yet.
    ///
    /// @throws io.plumbline.audit.merkle.MissingHashException if leaves were removed from the log
    public Optional<TlogProof> proofOf(long index) {
        return newestCheckpoint().flatMap(note -> proofOf(index, note));
    }

    /// Returns the proof that this signed checkpoint covers the leaf; empty if it does not.
    ///
    /// @throws io.plumbline.audit.merkle.MissingHashException if leaves were removed from the log
    public Optional<TlogProof> proofOf(long index, SignedNote checkpoint) {
        long size = Checkpoint.parse(checkpoint.text()).size();
        return index >= size
                ? Optional.empty()
                : Optional.of(new TlogProof(index, new TiledTree(size, tiles).inclusionProof(index), checkpoint));
    }

    /// Returns consecutive hashes of a level, see [Tiles#read].
    public List<Hash> tile(int level, long first, int count) {
        return tiles.read(level, first, count);
    }

    /// Returns the bytes of consecutive leaves. Events that are invisible to the current thread or deleted are
    /// omitted.
    public List<byte[]> entries(long first, int count) {
        return jdbc.sql("""
                SELECT e.canonical FROM audit.leaf l JOIN audit.event e ON e.id = l.event_id
                WHERE l.index >= ? AND l.index < ? ORDER BY l.index
                """)
                .params(first, first + count)
                .query((row, number) -> row.getBytes("canonical"))
                .list();
    }

    /// Whether the search and display columns of a well-formed event contradict its bytes.
    public boolean isDisguised(UUID eventId) {
        return !EventColumns.disguised(jdbc, eventId).isEmpty();
    }

    /// Returns the number of events without a position.
    public long pending() {
        return jdbc.sql("SELECT count(*) FROM audit.pending").query(Long.class).single();
    }
}
