package io.plumbline.audit.merkle;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Verifies proofs with the algorithms of RFC 9162, 2.1.3.2 and 2.1.4.2. A malformed proof (too many hashes, an
/// index beyond the tree) is invalid; no method throws.
public final class MerkleProofs {
    private MerkleProofs() {}

    /// Whether the leaf is at the index in the tree with this size and root.
    public static boolean isIncluded(Hash leaf, long index, long size, List<Hash> proof, Hash root) {
        return rootFrom(leaf, index, size, proof).filter(root::equals).isPresent();
    }

    /// Returns the root of an inclusion proof; empty if it has too many or too few hashes.
    public static Optional<Hash> rootFrom(Hash leaf, long index, long size, List<Hash> proof) {
        if (index < 0 || size < 0 || index >= size) {
            return Optional.empty();
        }
        long node = index;
        long last = size - 1;
        Hash computed = leaf;
        for (Hash sibling : proof) {
            if (last == 0) {
                return Optional.empty();
            }
            if ((node & 1) == 1 || node == last) {
                computed = Hash.node(sibling, computed);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                computed = Hash.node(computed, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 ? Optional.of(computed) : Optional.empty();
    }

    /// Whether the first tree is a prefix of the second. A tree is consistent with itself by an empty proof.
    /// Nothing can be proven from an empty tree.
    public static boolean isConsistent(long size, Hash root, long laterSize, Hash laterRoot, List<Hash> proof) {
        if (size < 1 || size > laterSize) {
            return false;
        }
        if (size == laterSize) {
            return proof.isEmpty() && root.equals(laterRoot);
        }
        if (proof.isEmpty()) {
            return false;
        }
        Iterator<Hash> hashes = proof.iterator();
        long node = size - 1;
        long last = laterSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        // When the first tree is full, its root is where the proof begins and is left out of it.
        Hash first = Long.bitCount(size) == 1 ? root : hashes.next();
        Hash second = first;
        while (hashes.hasNext()) {
            Hash sibling = hashes.next();
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                first = Hash.node(sibling, first);
                second = Hash.node(sibling, second);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                second = Hash.node(second, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && first.equals(root) && second.equals(laterRoot);
    }
}
