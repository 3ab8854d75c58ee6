package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.PublishedLog;
import io.plumbline.audit.PublishedLog.Leaf;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import io.plumbline.governance.audit.EventVerification.Step;
import io.plumbline.governance.audit.EventVerification.Value;
import io.plumbline.governance.audit.EventVerification.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Verifies one event as it is stored now: by its own hash, its leaf, the path from it to the root of the newest
/// checkpoint, and that checkpoint's signature. It finds an event that was changed behind the log's back; what was
/// taken out, put in between or hidden elsewhere is for a verification of the whole log.
@Service
@Transactional(readOnly = true)
class EventVerifier {

    private static final String BYTES = "The stored bytes are an event";
    private static final String LEAF = "Its hash is that of its leaf";
    private static final String PATH = "The path leads to the signed root";
    private static final String SIGNATURE = "The checkpoint is signed by the log";

    private final PublishedLog log;
    private final NoteVerifier key;

    EventVerifier(PublishedLog log, LogKey key) {
        this.log = log;
        this.key = key.signer().verifier();
    }

    EventVerification verify(AuditEvent event) {
        List<Step> steps = new ArrayList<>();
        steps.add(bytes(event.canonical()));
        Optional<Leaf> leaf = log.leafOf(event.id());
        if (leaf.isEmpty()) {
            steps.add(withoutPlace(event));
            return new EventVerification(steps);
        }
        steps.add(leaf(event.leafHash(), leaf.get()));
        try {
            Optional<TlogProof> proof = log.proofOf(leaf.get().index());
            steps.add(proof.map(found -> path(event.leafHash(), leaf.get(), found))
                    .orElseGet(() -> Step.of(PATH, Verdict.WAITS, "No signed checkpoint covers it yet: reload.")));
            proof.map(TlogProof::checkpoint).map(this::signature).ifPresent(steps::add);
        } catch (MissingHashException e) {
            steps.add(Step.of(PATH, Verdict.NOT_VERIFIED, "There is no path: leaves were taken out of the log."));
        } catch (IllegalArgumentException e) {
            steps.add(Step.of(SIGNATURE, Verdict.NOT_VERIFIED, "The newest checkpoint is not a signed note any more."));
        }
        return new EventVerification(steps);
    }

    private static Step bytes(byte[] canonical) {
        return AuditEvent.isWellFormed(canonical)
                ? Step.of(BYTES, Verdict.VERIFIED, canonical.length + " bytes, in canonical form (RFC 8785).")
                : Step.of(
                        BYTES,
                        Verdict.NOT_VERIFIED,
                        "They are no event in canonical form, so nobody has appended them as they are.");
    }

    private Step withoutPlace(AuditEvent event) {
        Optional<Hash> appended = log.pendingHash(event.id());
        if (appended.isEmpty()) {
            return Step.of(
                    LEAF,
                    Verdict.NOT_VERIFIED,
                    "It is neither in the log nor waiting for its place: it was put in behind the log's back.");
        }
        return appended.get().equals(event.leafHash())
                ? Step.of(LEAF, Verdict.WAITS, "It waits for its place in the log: reload in a second.")
                : Step.of(
                        LEAF,
                        Verdict.NOT_VERIFIED,
                        "It was changed while it waited for its place.",
                        Value.of("Hash of the stored event", event.leafHash().toBase64()),
                        Value.of("Hash when it was appended", appended.get().toBase64()));
    }

    private static Step leaf(Hash now, Leaf leaf) {
        String at = "Leaf " + leaf.index() + " of the log";
        return now.equals(leaf.hash())
                ? Step.of(LEAF, Verdict.VERIFIED, at + ".", Value.of("Hash, computed now", now.toBase64()))
                : Step.of(
                        LEAF,
                        Verdict.NOT_VERIFIED,
                        "The stored event is not the one that leaf " + leaf.index() + " was made of.",
                        Value.of("Hash of the stored event, computed now", now.toBase64()),
                        Value.of(at, leaf.hash().toBase64()));
    }

    private static Step path(Hash now, Leaf leaf, TlogProof proof) {
        Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
        Optional<Hash> computed = proof.rootFrom(now);
        String hashes = proof.path().size() + " hashes up, in a tree of " + checkpoint.size() + " leaves";
        if (computed.filter(checkpoint.root()::equals).isPresent()) {
            String leafToo = now.equals(leaf.hash()) ? "." : ". The tree vouches for the event: its leaf was changed.";
            return Step.of(
                    PATH,
                    Verdict.VERIFIED,
                    hashes + leafToo,
                    Value.of("Root, computed now", computed.get().toBase64()));
        }
        boolean leafHolds =
                proof.rootFrom(leaf.hash()).filter(checkpoint.root()::equals).isPresent();
        return Step.of(
                PATH,
                Verdict.NOT_VERIFIED,
                leafHolds
                        ? hashes + ". From the leaf it leads to the signed root, from the stored event it does not:"
                                + " the event was changed after it was logged."
                        : hashes + ". Neither from the stored event nor from its leaf does it lead to the signed root:"
                                + " leaves or hashes of the tree were changed.",
                Value.of(
                        "Root, computed from the stored event",
                        computed.map(Hash::toBase64).orElse("none")),
                Value.of("Root in the checkpoint", checkpoint.root().toBase64()));
    }

    private Step signature(SignedNote note) {
        Checkpoint checkpoint = Checkpoint.parse(note.text());
        Value[] said = {
            Value.of("Log", checkpoint.origin()),
            Value.of(
                    "Size and root",
                    checkpoint.size() + ", " + checkpoint.root().toBase64()),
            Value.of("Key", key.vkey())
        };
        if (!key.verifies(note)) {
            return Step.of(
                    SIGNATURE,
                    Verdict.NOT_VERIFIED,
                    "No signature of the log's key on it holds: it was changed.",
                    said);
        }
        return checkpoint.origin().equals(key.name())
                ? Step.of(SIGNATURE, Verdict.VERIFIED, "Ed25519, by the log's key.", said)
                : Step.of(SIGNATURE, Verdict.NOT_VERIFIED, "It is a checkpoint of another log.", said);
    }
}
