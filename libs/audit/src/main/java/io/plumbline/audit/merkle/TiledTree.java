package io.plumbline.audit.merkle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A log's tree at one size, read tile by tile: at most two tiles per level, so 2·⌈log₂₅₆ n⌉ reads of at most 256
/// hashes per proof, each tile once. Not thread-safe.
public final class TiledTree {
    private final long size;
    private final Tiles tiles;
    private final Map<Place, List<Hash>> read = new HashMap<>();

    /// @param size number of leaves, at least 1; the tiles may contain more
    public TiledTree(long size, Tiles tiles) {
        if (size < 1) {
            throw new IllegalArgumentException("A tree of " + size + " leaves has no tiles");
        }
        this.size = size;
        this.tiles = tiles;
    }

    private record Place(int level, long tile) {}

    /// MTH(D[0:size]) of RFC 6962, 2.1.
    public Hash root() {
        return subtree(0, size);
    }

    /// PATH(index, D[0:size]) of RFC 6962, 2.1.1.
    public List<Hash> inclusionProof(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("There is no leaf " + index + " in a tree of " + size);
        }
        List<Hash> fromRoot = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long split = from + Long.highestOneBit(to - from - 1);
            if (index < split) {
                fromRoot.add(subtree(split, to));
                to = split;
            } else {
                fromRoot.add(subtree(from, split));
                from = split;
            }
        }
        return fromRoot.reversed();
    }

    /// Returns the root of these leaves, the first of which starts a subtree of their size.
    private Hash subtree(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int height = Long.numberOfTrailingZeros(count);
            return node(height, from >> height);
        }
        long split = from + Long.highestOneBit(count);
        return Hash.node(subtree(from, split), subtree(split, to));
    }

    /// Returns the root of a full subtree.
    private Hash node(int height, long index) {
        int level = height / Tiles.HEIGHT;
        int within = height % Tiles.HEIGHT;
        long first = index << within;
        List<Hash> tile = tile(level, first / Tiles.WIDTH);
        int at = (int) (first % Tiles.WIDTH);
        return fold(tile.subList(at, at + (1 << within)));
    }

    private List<Hash> tile(int level, long tile) {
        return read.computeIfAbsent(new Place(level, tile), place -> {
            long first = tile * Tiles.WIDTH;
            int count = (int) Math.min(Tiles.WIDTH, Tiles.length(level, size) - first);
            return tiles.read(level, first, count);
        });
    }

    /// Returns the root of a power of two of hashes.
    static Hash fold(List<Hash> hashes) {
        List<Hash> level = hashes;
        while (level.size() > 1) {
            List<Hash> above = new ArrayList<>(level.size() / 2);
            for (int i = 0; i < level.size(); i += 2) {
                above.add(Hash.node(level.get(i), level.get(i + 1)));
            }
            level = above;
        }
        return level.getFirst();
    }
}
