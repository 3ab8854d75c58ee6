package io.plumbline.audit.verification;

import io.plumbline.audit.merkle.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// Reads leaves with their events, and checkpoints, page by page, in the caller's transaction: memory does not grow
/// with the log.
final class LogReader {
    private static final int LEAVES = 4_000;
    private static final int CHECKPOINTS = 1_000;
    private static final int MAX_WITHOUT_PLACE = 10_000;

    private final JdbcTemplate jdbc;
    private final Deque<Leaf> leaves = new ArrayDeque<>();
    private final Deque<Fixed> checkpoints = new ArrayDeque<>();
    private long nextIndex = Long.MIN_VALUE;
    private long nextSize = Long.MIN_VALUE;

    LogReader(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /// @param eventHash what the event's bytes hash to; none when the event is gone
    record Leaf(
            long index, UUID eventId, Hash hash, @Nullable Hash eventHash) {
        boolean fits() {
            return hash.equals(eventHash);
        }
    }

    record Fixed(
            long size, Hash root, byte[] frontier, @Nullable String note) {}

    record Head(long size, byte[] frontier) {}

    /// The next leaf whose index is below the bound; none when there is no such leaf.
    @Nullable
    Leaf nextLeaf(long bound) {
        if (leaves.isEmpty()) {
            readLeaves();
        }
        Leaf next = leaves.peekFirst();
        return next != null && next.index() < bound ? leaves.removeFirst() : null;
    }

    @Nullable
    Fixed nextCheckpoint() {
        if (checkpoints.isEmpty()) {
            checkpoints.addAll(jdbc.query(
                    "SELECT size, root, frontier, note FROM audit.checkpoint WHERE size >= ? ORDER BY size LIMIT ?",
                    (row, number) -> new Fixed(
                            row.getLong("size"),
                            Hash.of(row.getBytes("root")),
                            row.getBytes("frontier"),
                            row.getString("note")),
                    nextSize,
                    CHECKPOINTS));
            if (!checkpoints.isEmpty()) {
                nextSize = checkpoints.getLast().size() + 1;
            }
        }
        return checkpoints.pollFirst();
    }

    List<Head> heads() {
        return jdbc.query(
                "SELECT size, frontier FROM audit.tree_head",
                (row, number) -> new Head(row.getLong("size"), row.getBytes("frontier")));
    }

    long count(String table) {
        return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM audit." + table, Long.class));
    }

    /// Ids of events that are neither in the log nor waiting, the first ones.
    List<UUID> notSequenced() {
        return jdbc.query("""
                SELECT e.id FROM audit.event e
                WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)
                    AND NOT EXISTS (SELECT FROM audit.pending p WHERE p.event_id = e.id)
                ORDER BY e.id LIMIT ?
                """, (row, number) -> row.getObject("id", UUID.class), MAX_WITHOUT_PLACE);
    }

    /// Events that wait and are no longer what they were when they were appended; whether they are there at all.
    Map<UUID, Boolean> changedWhileWaiting() {
        Map<UUID, Boolean> changed = new HashMap<>();
        jdbc.query(
                """
                SELECT p.event_id, e.id IS NOT NULL AS present
                FROM audit.pending p LEFT JOIN audit.event e ON e.id = p.event_id
                WHERE e.id IS NULL OR p.hash <> sha256('\\x00'::bytea || e.canonical)
                ORDER BY p.event_id LIMIT ?
                """,
                row -> {
                    changed.put(row.getObject("event_id", UUID.class), row.getBoolean("present"));
                },
                MAX_WITHOUT_PLACE);
        return changed;
    }

    private void readLeaves() {
        record Stored(long index, UUID eventId, Hash hash) {}
        List<Stored> page = jdbc.query(
                "SELECT index, event_id, hash FROM audit.leaf WHERE index >= ? ORDER BY index LIMIT ?",
                (row, number) -> new Stored(
                        row.getLong("index"), row.getObject("event_id", UUID.class), Hash.of(row.getBytes("hash"))),
                nextIndex,
                LEAVES);
        if (page.isEmpty()) {
            return;
        }
        nextIndex = page.getLast().index() + 1;
        Map<UUID, Hash> hashes = new HashMap<>();
        jdbc.query(
                "SELECT id, canonical FROM audit.event WHERE id = ANY (?)",
                row -> {
                    hashes.put(row.getObject("id", UUID.class), Hash.leaf(row.getBytes("canonical")));
                },
                (Object) page.stream().map(Stored::eventId).toArray(UUID[]::new));
        page.forEach(stored ->
                leaves.add(new Leaf(stored.index(), stored.eventId(), stored.hash(), hashes.get(stored.eventId()))));
    }
}
