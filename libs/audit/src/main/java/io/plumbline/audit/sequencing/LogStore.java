package io.plumbline.audit.sequencing;

import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The tables of the tree. Works in the caller's transaction.
final class LogStore {
    private static final RowMapper<FixedSize> FIXED_SIZE = (row, number) -> new FixedSize(
            row.getLong("size"), Hash.of(row.getBytes("root")), row.getBytes("frontier"), row.getString("note"));

    private final JdbcClient jdbc;

    LogStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /// An event without a position.
    record Pending(UUID eventId, Hash hash) {}

    /// A size with a fixed root.
    record FixedSize(
            long size, Hash root, byte[] frontier, @Nullable String note) {
        CompactRange range() {
            try {
                return CompactRange.decode(size, frontier);
            } catch (IllegalArgumentException e) {
                throw new InconsistentLogException("The frontier that was fixed at %d is none".formatted(size));
            }
        }
    }

    /// Whether an event has no position or a size no signature. Needs no lock and no transaction.
    boolean hasWork() {
        return jdbc.sql("""
                SELECT EXISTS (SELECT FROM audit.pending) OR EXISTS (SELECT FROM audit.checkpoint WHERE note IS NULL)
                """).query(Boolean.class).single();
    }

    CompactRange lockHead() {
        jdbc.sql("SET LOCAL synchronous_commit = on").update();
        return jdbc.sql("SELECT size, frontier FROM audit.tree_head FOR UPDATE")
                .query((row, number) -> CompactRange.decode(row.getLong("size"), row.getBytes("frontier")))
                .single();
    }

    List<Pending> takePending(int limit) {
        return jdbc.sql("""
                WITH taken AS (
                    DELETE FROM audit.pending
                    WHERE event_id IN (SELECT event_id FROM audit.pending ORDER BY event_id LIMIT ?)
                    RETURNING event_id, hash)
                SELECT event_id, hash FROM taken ORDER BY event_id
                """)
                .param(limit)
                .query((row, number) ->
                        new Pending(row.getObject("event_id", UUID.class), Hash.of(row.getBytes("hash"))))
                .list();
    }

    void addLeaves(long firstIndex, List<Pending> leaves) {
        jdbc.sql("""
                INSERT INTO audit.leaf (index, event_id, hash)
                SELECT ? + place - 1, event_id, hash
                FROM unnest(?, ?) WITH ORDINALITY AS l (event_id, hash, place)
                """)
                .params(
                        firstIndex,
                        leaves.stream().map(Pending::eventId).toArray(UUID[]::new),
                        leaves.stream().map(leaf -> leaf.hash().toBytes()).toArray(byte[][]::new))
                .update();
    }

    /// Counts events for [io.plumbline.audit.HourlyCounts].
    void count(List<Pending> leaves) {
        jdbc.sql("SELECT audit.count_events(?)")
                .param(leaves.stream().map(Pending::eventId).toArray(UUID[]::new))
                .query(row -> {});
    }

    /// A full subtree, see [Tiles].
    record Subtree(int level, long index, Hash hash) {}

    /// Existing subtrees stay unchanged.
    void addSubtrees(List<Subtree> subtrees) {
        jdbc.sql("INSERT INTO audit.subtree (level, index, hash) SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING")
                .params(
                        subtrees.stream().map(Subtree::level).toArray(Integer[]::new),
                        subtrees.stream().map(Subtree::index).toArray(Long[]::new),
                        subtrees.stream()
                                .map(subtree -> subtree.hash().toBytes())
                                .toArray(byte[][]::new))
                .update();
    }

    /// Whether the number of stored subtrees of level 1 matches a tree of that size.
    boolean hasSubtrees(long size) {
        return jdbc.sql("SELECT count(*) FROM audit.subtree WHERE level = 1")
                        .query(Long.class)
                        .single()
                >= Tiles.length(1, size);
    }

    /// Creates the subtrees of a log that predates them; if leaves are missing, those before the gap.
    void makeSubtrees(long size) {
        CompactRange tree = CompactRange.empty();
        List<Subtree> subtrees = new ArrayList<>();
        jdbc.sql("SELECT index, hash FROM audit.leaf WHERE index < ? ORDER BY index")
                .param(size)
                .query(row -> {
                    if (row.getLong("index") == tree.size()) {
                        tree.append(
                                Hash.of(row.getBytes("hash")),
                                (level, index, hash) -> subtrees.add(new Subtree(level, index, hash)));
                    }
                });
        addSubtrees(subtrees);
    }

    void fix(CompactRange tree) {
        jdbc.sql("UPDATE audit.tree_head SET size = ?, frontier = ?")
                .params(tree.size(), tree.encode())
                .update();
        jdbc.sql("INSERT INTO audit.checkpoint (size, root, frontier) VALUES (?, ?, ?)")
                .params(tree.size(), tree.root().toBytes(), tree.encode())
                .update();
    }

    Optional<FixedSize> newestSigned() {
        return jdbc.sql(
                        "SELECT size, root, frontier, note FROM audit.checkpoint WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1")
                .query(FIXED_SIZE)
                .optional();
    }

    Optional<FixedSize> at(long size) {
        return jdbc.sql("SELECT size, root, frontier, note FROM audit.checkpoint WHERE size = ?")
                .param(size)
                .query(FIXED_SIZE)
                .optional();
    }

    /// Returns them oldest first.
    List<FixedSize> unsigned() {
        return jdbc.sql("SELECT size, root, frontier, note FROM audit.checkpoint WHERE note IS NULL ORDER BY size")
                .query(FIXED_SIZE)
                .list();
    }

    void sign(long size, String note) {
        jdbc.sql("UPDATE audit.checkpoint SET note = ? WHERE size = ? AND note IS NULL")
                .params(note, size)
                .update();
    }

    /// Extends the tree by the leaves up to a size.
    ///
    /// @return whether all leaves existed
    boolean extend(CompactRange tree, long size) {
        jdbc.sql("SELECT hash FROM audit.leaf WHERE index >= ? AND index < ? ORDER BY index")
                .params(tree.size(), size)
                .query(row -> {
                    tree.append(Hash.of(row.getBytes("hash")));
                });
        return tree.size() == size;
    }
}
