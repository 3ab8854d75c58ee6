package io.plumbline.audit.note;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleProofs;
import java.util.List;
import java.util.Optional;

/// The proof of an entry at an index, verifiable offline with only the log's verifier key (c2sp.org/tlog-proof):
/// the audit path of the entry and the signed checkpoint.
///
/// @param path from the leaf's sibling to the child of the root, RFC 6962, 2.1.1
public record TlogProof(long index, List<Hash> path, SignedNote checkpoint) {
    /// The first line of the text.
    public static final String HEADER = "c2sp.org/tlog-proof@v1";

    public TlogProof {
        path = List.copyOf(path);
        if (index < 0) {
            throw new IllegalArgumentException("An index is not negative");
        }
    }

    /// Returns the text: header, index, a base64 line for each hash of the path, an empty line, the checkpoint
    /// verbatim.
    public String format() {
        StringBuilder text =
                new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /// Returns the root of the path from a leaf; empty if the path does not fit the index and size.
    public Optional<Hash> rootFrom(Hash leaf) {
        return MerkleProofs.rootFrom(
                leaf, index, Checkpoint.parse(checkpoint.text()).size(), path);
    }
}
