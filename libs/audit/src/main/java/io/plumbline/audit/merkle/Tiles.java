package io.plumbline.audit.merkle;

import java.util.List;

/// Where the hashes of a log are kept in levels, as c2sp.org/tlog-tiles cuts a tree: level 0 has the leaves, and
/// each hash of a level above is the root of [#WIDTH] hashes of the level below.
@FunctionalInterface
public interface Tiles {

    /// How many hashes of a level make one of the next.
    int WIDTH = 256;

    /// The height of the subtree that a tile is.
    int HEIGHT = 8;

    /// Consecutive hashes of a level.
    ///
    /// @param first index of the first, within the level
    /// @param count 1 to [#WIDTH]
    /// @throws MissingHashException when one of them is not there
    List<Hash> read(int level, long first, int count);

    /// How many hashes a level has in a tree of that size.
    static long length(int level, long size) {
        return level * HEIGHT >= Long.SIZE ? 0 : size >> (level * HEIGHT);
    }
}
