package io.plumbline.audit.merkle;

import java.util.ArrayList;
import java.util.List;

/// Creates proofs for a tree with all its leaf hashes in memory, as RFC 6962, 2.1.1 and 2.1.2 define them. Each
/// proof hashes all leaves again, so it suits trees of bounded size and tests, not the whole log.
public final class MerkleTree {
    private final List<Hash> leaves;

    public MerkleTree(List<Hash> leaves) {
        this.leaves = List.copyOf(leaves);
    }

    public Hash root() {
        return root(0, leaves.size());
    }

    /// PATH(index, leaves).
    public List<Hash> inclusionProof(int index) {
        if (index < 0 || index >= leaves.size()) {
            throw new IllegalArgumentException("There is no leaf " + index + " in a tree of " + leaves.size());
        }
        List<Hash> proof = new ArrayList<>();
        path(index, 0, leaves.size(), proof);
        return proof;
    }

    /// PROOF(size, leaves): the tree of the first `size` leaves is a prefix of this one.
    public List<Hash> consistencyProof(int size) {
        if (size < 1 || size > leaves.size()) {
            throw new IllegalArgumentException("A tree of " + leaves.size() + " does not begin with one of " + size);
        }
        List<Hash> proof = new ArrayList<>();
        subproof(size, 0, leaves.size(), true, proof);
        return proof;
    }

    private Hash root(int from, int to) {
        CompactRange range = CompactRange.empty();
        leaves.subList(from, to).forEach(range::append);
        return range.root();
    }

    private void path(int index, int from, int to, List<Hash> proof) {
        if (to - from == 1) {
            return;
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        if (index < split) {
            path(index, from, split, proof);
            proof.add(root(split, to));
        } else {
            path(index, split, to, proof);
            proof.add(root(from, split));
        }
    }

    private void subproof(int size, int from, int to, boolean known, List<Hash> proof) {
        if (size == to) {
            if (!known) {
                proof.add(root(from, to));
            }
            return;
        }
        int split = from + Integer.highestOneBit(to - from - 1);
        if (size <= split) {
            subproof(size, from, split, known, proof);
            proof.add(root(split, to));
        } else {
            subproof(size, split, to, false, proof);
            proof.add(root(from, split));
        }
    }
}
