package io.plumbline.audit.verification;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.EventColumns;
import io.plumbline.audit.expiry.Expiry;
import io.plumbline.audit.merkle.Hash;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Reads leaves with their events, and checkpoints, page by page in the caller's transaction, with constant
/// memory.
final class LogReader {
    private static final int LEAVES = 4_000;
    private static final int CHECKPOINTS = 1_000;
    private static final int STATEMENTS = 100;
    static final int MAX_WITHOUT_PLACE = 10_000;
    private static final RowMapper<UUID> ID = (row, number) -> row.getObject("id", UUID.class);

    private final JdbcClient jdbc;
    private final Deque<Leaf> leaves = new ArrayDeque<>();
    private final Deque<Fixed> checkpoints = new ArrayDeque<>();
    private long nextIndex = Long.MIN_VALUE;
    private long nextSize = Long.MIN_VALUE;

    LogReader(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// @param event null if it is missing
    record Leaf(
            long index, UUID eventId, Hash hash, @Nullable StoredEvent event) {
        boolean fits() {
            return hash.equals(eventHash());
        }

        /// Returns the hash of the event's bytes.
        @Nullable
        Hash eventHash() {
            return event == null ? null : event.hash();
        }
    }

    /// @param disguised whether its columns contradict its bytes; unknown if not well-formed
    record StoredEvent(Hash hash, boolean wellFormed, boolean disguised) {}

    record Fixed(
            long size, Hash root, byte[] frontier, @Nullable String note) {}

    record Head(long size, byte[] frontier) {}

    /// Returns the next leaf with an index below the bound; null if there is none.
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
            checkpoints.addAll(jdbc.sql(
                            "SELECT size, root, frontier, note FROM audit.checkpoint WHERE size >= ? ORDER BY size LIMIT ?")
                    .params(nextSize, CHECKPOINTS)
                    .query((row, number) -> new Fixed(
                            row.getLong("size"),
                            Hash.of(row.getBytes("root")),
                            row.getBytes("frontier"),
                            row.getString("note")))
                    .list());
            if (!checkpoints.isEmpty()) {
                nextSize = checkpoints.getLast().size() + 1;
            }
        }
        return checkpoints.pollFirst();
    }

    List<Head> heads() {
        return jdbc.sql("SELECT size, frontier FROM audit.tree_head")
                .query((row, number) -> new Head(row.getLong("size"), row.getBytes("frontier")))
                .list();
    }

    /// A full subtree according to its leaves.
    record Subtree(int level, long index, Hash hash) {}

    /// Returns those with a different stored root.
    List<Subtree> differing(List<Subtree> subtrees) {
        return jdbc.sql("""
                SELECT c.level, c.index, c.hash FROM unnest(?, ?, ?) AS c (level, index, hash)
                JOIN audit.subtree s ON s.level = c.level AND s.index = c.index AND s.hash <> c.hash
                ORDER BY c.level, c.index
                """)
                .params(
                        subtrees.stream().map(Subtree::level).toArray(Integer[]::new),
                        subtrees.stream().map(Subtree::index).toArray(Long[]::new),
                        subtrees.stream()
                                .map(subtree -> subtree.hash().toBytes())
                                .toArray(byte[][]::new))
                .query((row, number) ->
                        new Subtree(row.getInt("level"), row.getLong("index"), Hash.of(row.getBytes("hash"))))
                .list();
    }

    long count(String table) {
        return jdbc.sql("SELECT count(*) FROM audit." + table).query(Long.class).single();
    }

    /// Returns the first ids of events that are neither in the log nor pending.
    List<UUID> notSequenced() {
        return jdbc.sql("""
                SELECT e.id FROM audit.event e
                WHERE NOT EXISTS (SELECT FROM audit.leaf l WHERE l.event_id = e.id)
                    AND NOT EXISTS (SELECT FROM audit.pending p WHERE p.event_id = e.id)
                ORDER BY e.id LIMIT ?
                """).param(MAX_WITHOUT_PLACE).query(ID).list();
    }

    /// Returns pending events that changed since they were appended, and whether they still exist.
    Map<UUID, Boolean> changedWhileWaiting() {
        Map<UUID, Boolean> changed = new HashMap<>();
        jdbc.sql("""
                SELECT p.event_id, e.id IS NOT NULL AS present
                FROM audit.pending p LEFT JOIN audit.event e ON e.id = p.event_id
                WHERE e.id IS NULL OR p.hash <> sha256('\\x00'::bytea || e.canonical)
                ORDER BY p.event_id LIMIT ?
                """).param(MAX_WITHOUT_PLACE).query(row -> {
            changed.put(row.getObject("event_id", UUID.class), row.getBoolean("present"));
        });
        return changed;
    }

    /// Returns the first events stored under other subjects than they name.
    List<UUID> withOtherSubjects() {
        return jdbc.sql("""
                SELECT DISTINCT coalesce(e.id, s.event_id) AS id
                FROM (SELECT id, team, jsonb_array_elements_text(said -> 'subjects') AS subject
                    FROM (SELECT id, team, audit.parse(canonical) AS said FROM audit.event OFFSET 0) parsed
                    WHERE jsonb_typeof(said -> 'subjects') = 'array') e
                FULL JOIN audit.event_subject s ON s.event_id = e.id AND s.subject = e.subject
                WHERE s.team IS DISTINCT FROM e.team
                    AND (e.id IS NOT NULL OR EXISTS (SELECT FROM audit.event x WHERE x.id = s.event_id))
                ORDER BY id LIMIT ?
                """).param(MAX_WITHOUT_PLACE).query(ID).list();
    }

    /// Passes on the expiry statements in log order, as appended. A statement dated in the future is ignored
    /// because its payloads may not be due.
    void expiries(Consumer<Expiry> each) {
        jdbc.sql("""
                            SELECT e.canonical FROM audit.event e
                            LEFT JOIN audit.leaf l ON l.event_id = e.id
                            LEFT JOIN audit.pending p ON p.event_id = e.id
                            WHERE e.action = ? AND e.id < audit.first_id(now() + interval '5 minutes')
                                AND coalesce(l.hash, p.hash) = sha256('\\x00'::bytea || e.canonical)
                            ORDER BY l.index, e.id
                            """).withFetchSize(STATEMENTS).param(Expiry.ACTION).query(row -> {
            byte[] canonical = row.getBytes("canonical");
            if (AuditEvent.isWellFormed(canonical)) {
                Expiry.of(AuditEvent.parse(canonical)).ifPresent(each);
            }
        });
    }

    private void readLeaves() {
        record Stored(long index, UUID eventId, Hash hash) {}
        List<Stored> page = jdbc.sql(
                        "SELECT index, event_id, hash FROM audit.leaf WHERE index >= ? ORDER BY index LIMIT ?")
                .params(nextIndex, LEAVES)
                .query((row, number) -> new Stored(
                        row.getLong("index"), row.getObject("event_id", UUID.class), Hash.of(row.getBytes("hash"))))
                .list();
        if (page.isEmpty()) {
            return;
        }
        nextIndex = page.getLast().index() + 1;
        Map<UUID, StoredEvent> events =
                readEvents(page.stream().map(Stored::eventId).toArray(UUID[]::new));
        page.forEach(stored ->
                leaves.add(new Leaf(stored.index(), stored.eventId(), stored.hash(), events.get(stored.eventId()))));
    }

    private Map<UUID, StoredEvent> readEvents(UUID[] ids) {
        Map<UUID, StoredEvent> events = new HashMap<>();
        jdbc.sql("SELECT id, canonical FROM audit.event WHERE id = ANY (?)")
                .param(ids)
                .query(row -> {
                    byte[] canonical = row.getBytes("canonical");
                    events.put(
                            row.getObject("id", UUID.class),
                            new StoredEvent(Hash.leaf(canonical), AuditEvent.isWellFormed(canonical), false));
                });
        UUID[] wellFormed = events.entrySet().stream()
                .filter(event -> event.getValue().wellFormed())
                .map(Map.Entry::getKey)
                .toArray(UUID[]::new);
        for (UUID id : EventColumns.disguised(jdbc, wellFormed)) {
            events.computeIfPresent(id, (same, event) -> new StoredEvent(event.hash(), true, true));
        }
        return events;
    }
}
