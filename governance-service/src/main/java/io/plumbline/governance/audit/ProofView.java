package io.plumbline.governance.audit;

import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.note.Checkpoint;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

/// The proof of an event in the API. Hashes and bytes are in base64 (RFC 4648, 4), as in the checkpoint.
///
/// @param event the stored event's canonical bytes: SHA-256(0x00 ‖ bytes) must be the leaf hash
/// @param leafHash hash of the log's leaf
/// @param auditPath from the leaf's sibling to the child of the root (RFC 6962, 2.1.1)
/// @param checkpoint the signed checkpoint, verbatim
record ProofView(
        UUID eventId,
        @Schema(format = "byte") String event,
        long leafIndex,
        long treeSize,
        @Schema(format = "byte") String leafHash,
        List<String> auditPath,
        @Schema(format = "byte") String root,
        String checkpoint) {

    static ProofView from(Proofs.ProvenEvent proven) {
        Checkpoint checkpoint = Checkpoint.parse(proven.proof().checkpoint().text());
        return new ProofView(
                proven.event().id(),
                Base64.getEncoder().encodeToString(proven.event().canonical()),
                proven.leaf().index(),
                checkpoint.size(),
                proven.leaf().hash().toBase64(),
                proven.proof().path().stream().map(Hash::toBase64).toList(),
                checkpoint.root().toBase64(),
                proven.proof().checkpoint().format());
    }
}
