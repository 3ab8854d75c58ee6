package io.plumbline.audit.merkle;

import java.util.List;

/// The hashes of a log by level, as in c2sp.org/tlog-tiles: level 0 contains the leaves, and each hash of a
/// higher level is the root of [#WIDTH] hashes of the level below.
@FunctionalInterface
public interface Tiles {

    /// Number of hashes of a level that form one hash of the next.
    int WIDTH = 256;

    /// Height of the subtree of a tile.
    int HEIGHT = 8;

    /// Returns consecutive hashes of a level.
    ///
    /// @param first index of the first hash within the level
    /// @param count 1 to [#WIDTH]
    /// @throws MissingHashException if one of them is missing
    List<Hash> read(int level, long first, int count);

    /// Returns the number of hashes of a level in a tree of that size.
    static long length(int level, long size) {
        return level * HEIGHT >= Long.SIZE ? 0 : size >> (level * HEIGHT);
    }
}
