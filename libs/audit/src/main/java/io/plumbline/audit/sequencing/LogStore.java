package io.plumbline.audit.sequencing;

import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.Tiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/// The tables of the tree. Works in the caller's transaction.
final class LogStore {
    private static final RowMapper<FixedSize> FIXED_SIZE = (row, number) -> new FixedSize(
            row.getLong("size"), Hash.of(row.getBytes("root")), row.getBytes("frontier"), row.getString("note"));

    private final JdbcTemplate jdbc;

    LogStore(JdbcTemplate jdbc) {
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

    CompactRange lockHead() {
        jdbc.execute("SET LOCAL synchronous_commit = on");
        return Objects.requireNonNull(jdbc.queryForObject(
                "SELECT size, frontier FROM audit.tree_head FOR UPDATE",
                (row, number) -> CompactRange.decode(row.getLong("size"), row.getBytes("frontier"))));
    }

    List<Pending> takePending(int limit) {
        return jdbc.query(
                """
                WITH taken AS (
                    DELETE FROM audit.pending
                    WHERE event_id IN (SELECT event_id FROM audit.pending ORDER BY event_id LIMIT ?)
                    RETURNING event_id, hash)
                SELECT event_id, hash FROM taken ORDER BY event_id
                """,
                (row, number) -> new Pending(row.getObject("event_id", UUID.class), Hash.of(row.getBytes("hash"))),
                limit);
    }

    void addLeaves(long firstIndex, List<Pending> leaves) {
        jdbc.update(
                """
                INSERT INTO audit.leaf (index, event_id, hash)
                SELECT ? + place - 1, event_id, hash
                FROM unnest(?, ?) WITH ORDINALITY AS l (event_id, hash, place)
                """,
                firstIndex,
                leaves.stream().map(Pending::eventId).toArray(UUID[]::new),
                leaves.stream().map(leaf -> leaf.hash().toBytes()).toArray(byte[][]::new));
    }

    /// Counts events for [io.plumbline.audit.HourlyCounts].
    void count(List<Pending> leaves) {
        jdbc.query("SELECT audit.count_events(?)", row -> {}, (Object)
                leaves.stream().map(Pending::eventId).toArray(UUID[]::new));
    }

    /// A full subtree, see [Tiles].
    record Subtree(int level, long index, Hash hash) {}

    /// Existing subtrees stay unchanged.
    void addSubtrees(List<Subtree> subtrees) {
        jdbc.update(
                "INSERT INTO audit.subtree (level, index, hash) SELECT * FROM unnest(?, ?, ?) ON CONFLICT DO NOTHING",
                subtrees.stream().map(Subtree::level).toArray(Integer[]::new),
                subtrees.stream().map(Subtree::index).toArray(Long[]::new),
                subtrees.stream().map(subtree -> subtree.hash().toBytes()).toArray(byte[][]::new));
    }

    /// Whether the number of stored subtrees of level 1 matches a tree of that size.
    boolean hasSubtrees(long size) {
        return Objects.requireNonNull(
                        jdbc.queryForObject("SELECT count(*) FROM audit.subtree WHERE level = 1", Long.class))
                >= Tiles.length(1, size);
    }

    /// Creates the subtrees of a log that predates them; if leaves are missing, those before the gap.
    void makeSubtrees(long size) {
        CompactRange tree = CompactRange.empty();
        List<Subtree> subtrees = new ArrayList<>();
        jdbc.query(
                "SELECT index, hash FROM audit.leaf WHERE index < ? ORDER BY index",
                row -> {
                    if (row.getLong("index") == tree.size()) {
                        tree.append(
                                Hash.of(row.getBytes("hash")),
                                (level, index, hash) -> subtrees.add(new Subtree(level, index, hash)));
                    }
                },
                size);
        addSubtrees(subtrees);
    }

    void fix(CompactRange tree) {
        jdbc.update("UPDATE audit.tree_head SET size = ?, frontier = ?", tree.size(), tree.encode());
        jdbc.update(
                "INSERT INTO audit.checkpoint (size, root, frontier) VALUES (?, ?, ?)",
                tree.size(),
                tree.root().toBytes(),
                tree.encode());
    }

    Optional<FixedSize> newestSigned() {
        return jdbc
                .query(
                        "SELECT size, root, frontier, note FROM audit.checkpoint WHERE note IS NOT NULL ORDER BY size DESC LIMIT 1",
                        FIXED_SIZE)
                .stream()
                .findFirst();
    }

    Optional<FixedSize> at(long size) {
        return jdbc
                .query("SELECT size, root, frontier, note FROM audit.checkpoint WHERE size = ?", FIXED_SIZE, size)
                .stream()
                .findFirst();
    }

    /// Returns them oldest first.
    List<FixedSize> unsigned() {
        return jdbc.query(
                "SELECT size, root, frontier, note FROM audit.checkpoint WHERE note IS NULL ORDER BY size", FIXED_SIZE);
    }

    void sign(long size, String note) {
        jdbc.update("UPDATE audit.checkpoint SET note = ? WHERE size = ? AND note IS NULL", note, size);
    }

    /// Extends the tree by the leaves up to a size.
    ///
    /// @return whether all leaves existed
    boolean extend(CompactRange tree, long size) {
        jdbc.query(
                "SELECT hash FROM audit.leaf WHERE index >= ? AND index < ? ORDER BY index",
                row -> {
                    tree.append(Hash.of(row.getBytes("hash")));
                },
                tree.size(),
                size);
        return tree.size() == size;
    }
}
