package io.plumbline.audit.published;

import io.plumbline.audit.merkle.CompactRange;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.merkle.Tiles;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The log's hashes in the database: leaves, and roots of full subtrees. A root that the sequencer has not stored
/// yet is computed from the level below.
final class StoredTiles implements Tiles {
    private final JdbcClient jdbc;

    StoredTiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Hash> read(int level, long first, int count) {
        if (count < 1 || count > WIDTH || first < 0) {
            throw new IllegalArgumentException("A tile has 1 to " + WIDTH + " hashes, not " + count);
        }
        @Nullable
        Hash[] found = level == 0
                ? query("SELECT index, hash FROM audit.leaf WHERE index >= ? AND index < ?", first, count)
                : query(
                        "SELECT index, hash FROM audit.subtree WHERE level = " + level
                                + " AND index >= ? AND index < ?",
                        first,
                        count);
        return Arrays.stream(complete(found, level, first)).toList();
    }

    private Hash[] complete(@Nullable Hash[] found, int level, long first) {
        Hash[] complete = new Hash[found.length];
        for (int i = 0; i < found.length; i++) {
            Hash hash = found[i];
            complete[i] = hash == null ? make(level, first + i) : hash;
        }
        return complete;
    }

    private Hash make(int level, long index) {
        if (level == 0) {
            throw new MissingHashException("The log has no leaf " + index + ", though it once had");
        }
        CompactRange subtree = CompactRange.empty();
        read(level - 1, index * WIDTH, WIDTH).forEach(subtree::append);
        return subtree.root();
    }

    private @Nullable Hash[] query(String sql, long first, int count) {
        @Nullable Hash[] found = new @Nullable Hash[count];
        jdbc.sql(sql).params(first, first + count).query(row -> {
            found[(int) (row.getLong("index") - first)] = Hash.of(row.getBytes("hash"));
        });
        return found;
    }
}
