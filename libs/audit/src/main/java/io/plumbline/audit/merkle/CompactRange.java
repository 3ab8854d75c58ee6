package io.plumbline.audit.merkle;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// The right edge of a growing tree: the roots of its full subtrees, largest first. It suffices to append leaves
/// and to compute the root: one hash per set bit of the size, at most 63. Not thread-safe.
public final class CompactRange {
    private final List<Hash> roots;
    private long size;

    /// Receives completed subtrees.
    @FunctionalInterface
    public interface Completed {
        /// @param level level of tiles, from 1
        /// @param index index within the level
        void subtree(int level, long index, Hash hash);
    }

    private CompactRange(long size, List<Hash> roots) {
        this.size = size;
        this.roots = roots;
    }

    public static CompactRange empty() {
        return new CompactRange(0, new ArrayList<>());
    }

    /// @param encoded the result of [#encode()] for a tree of that size
    /// @throws IllegalArgumentException if the number of hashes does not match the size
    public static CompactRange decode(long size, byte[] encoded) {
        if (size < 0 || encoded.length != Long.bitCount(size) * Hash.BYTES) {
            throw new IllegalArgumentException(
                    "A tree of size " + size + " is not made of " + encoded.length + " bytes");
        }
        List<Hash> roots = new ArrayList<>();
        ByteBuffer buffer = ByteBuffer.wrap(encoded);
        byte[] hash = new byte[Hash.BYTES];
        while (buffer.hasRemaining()) {
            buffer.get(hash);
            roots.add(Hash.of(hash));
        }
        return new CompactRange(size, roots);
    }

    public byte[] encode() {
        ByteBuffer buffer = ByteBuffer.allocate(roots.size() * Hash.BYTES);
        roots.forEach(root -> buffer.put(root.toBytes()));
        return buffer.array();
    }

    public CompactRange copy() {
        return new CompactRange(size, new ArrayList<>(roots));
    }

    public long size() {
        return size;
    }

    public void append(Hash leaf) {
        append(leaf, (level, index, hash) -> {});
    }

    /// Appends a leaf and reports each hash of a level of [Tiles] that it completes, from level 1 up.
    public void append(Hash leaf, Completed completed) {
        Hash node = leaf;
        int height = 0;
        // Each bit that is set at the low end of the size is a full subtree that the new one completes to the next
        // size.
        for (long bits = size; (bits & 1) == 1; bits >>= 1) {
            node = Hash.node(roots.removeLast(), node);
            height++;
            if (height % Tiles.HEIGHT == 0) {
                completed.subtree(height / Tiles.HEIGHT, size >> height, node);
            }
        }
        roots.add(node);
        size++;
    }

    /// Returns the root of the whole tree: MTH of RFC 6962.
    public Hash root() {
        if (roots.isEmpty()) {
            return Hash.EMPTY;
        }
        Hash root = roots.getLast();
        for (int i = roots.size() - 2; i >= 0; i--) {
            root = Hash.node(roots.get(i), root);
        }
        return root;
    }
}
