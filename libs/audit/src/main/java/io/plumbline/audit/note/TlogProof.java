package io.plumbline.audit.note;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MerkleProofs;
import java.util.List;
import java.util.Optional;

/// That a log has an entry at an index, in a form that is checked offline with the log's verifier key alone
/// (c2sp.org/tlog-proof): the entry's audit path and the signed checkpoint that it leads to.
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

    /// The text: header, index, a line in base64 for each hash of the path, an empty line, the checkpoint verbatim.
    public String format() {
        StringBuilder text =
                new StringBuilder(HEADER).append("\nindex ").append(index).append('\n');
        path.forEach(hash -> text.append(hash.toBase64()).append('\n'));
        return text.append('\n').append(checkpoint.format()).toString();
    }

    /// The root to which the path leads from a leaf; empty when the path is not one of that index and size.
    public Optional<Hash> rootFrom(Hash leaf) {
        return MerkleProofs.rootFrom(
                leaf, index, Checkpoint.parse(checkpoint.text()).size(), path);
    }
}
