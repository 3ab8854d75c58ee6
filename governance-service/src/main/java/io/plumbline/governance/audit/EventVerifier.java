package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.PayloadState;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.audit.published.PublishedLog.Leaf;
import io.plumbline.audit.sequencing.CheckpointAnchor;
import io.plumbline.governance.audit.EventVerification.Step;
import io.plumbline.governance.audit.EventVerification.Value;
import io.plumbline.governance.audit.EventVerification.Verdict;
import io.plumbline.governance.audit.log.LogKey;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Verifies one event as currently stored: its own hash, its leaf, the path to the root of the newest
/// checkpoint, the checkpoint's signature, and that there was no newer checkpoint. It detects a change of the
/// event behind the log. Removed, inserted or hidden entries elsewhere require a verification of the whole log.
/// An event that was removed, changed and logged again has a valid position, but the time between the event and
/// its position reveals it.
@Service
@Transactional(readOnly = true)
class EventVerifier {

    private static final Logger logger = LoggerFactory.getLogger(EventVerifier.class);

    private static final String BYTES = "The stored bytes are a valid event";
    private static final String LEAF = "The event's hash matches its leaf";
    private static final String PATH = "The Merkle path leads to the signed root";
    private static final String SIGNATURE = "The checkpoint is signed with the log's key";

    private static final String PAYLOAD = "The payload is stored, or was destroyed lawfully";
    private static final String NEWEST = "No newer checkpoint is missing";

    /// After this, only the gateway may append, and only journalled events: the database refuses others after a
    /// day by its own clock.
    private static final Duration LATEST = Duration.ofDays(2);
    private static final String LATE_SERVICE = "gateway";
    /// Events appended later than this are marked.
    private static final Duration LATE = Duration.ofMinutes(10);

    private final PublishedLog log;
    private final PayloadStates payloads;
    private final NoteVerifier key;
    private final List<CheckpointAnchor> anchors;

    EventVerifier(PublishedLog log, PayloadStates payloads, LogKey key, List<CheckpointAnchor> checkpointAnchors) {
        this.log = log;
        this.payloads = payloads;
        this.key = key.signer().verifier();
        this.anchors = checkpointAnchors;
    }

    EventVerification verify(AuditEvent event, @Nullable Long index) {
        List<Step> steps = new ArrayList<>();
        // Before the database is asked: a checkpoint is stored there before it is kept elsewhere.
        long remembered = rememberedSize();
        steps.add(bytes(event));
        try {
            Optional<Leaf> leaf = log.leafOf(event.id());
            steps.add(leaf.map(found -> leaf(event, found)).orElseGet(() -> withoutPlace(event)));
            leaf.ifPresent(found -> place(event, found, remembered, steps));
        } catch (IllegalArgumentException e) {
            steps.add(Step.of(LEAF, Verdict.NOT_VERIFIED, "The leaf no longer contains a hash."));
        }
        payload(payloads.of(event)).ifPresent(steps::add);
        return EventVerification.of(index, event.leafHash(), steps);
    }

    private void place(AuditEvent event, Leaf leaf, long remembered, List<Step> steps) {
        try {
            Optional<TlogProof> proof = log.proofOf(leaf.index());
            steps.add(proof.map(found -> path(event.leafHash(), leaf, found))
                    .orElseGet(() -> Step.of(
                            PATH,
                            Verdict.WAITS,
                            "No signed checkpoint covers this event yet. Reload in a second. If this message stays, the log is"
                                    + " no longer being signed: verify the whole log.")));
            proof.map(TlogProof::checkpoint).map(this::signature).ifPresent(steps::add);
            long size = log.newestCheckpoint()
                    .map(note -> Checkpoint.parse(note.text()).size())
                    .orElse(0L);
            if (size < remembered) {
                steps.add(Step.of(
                        NEWEST,
                        Verdict.NOT_VERIFIED,
                        "A checkpoint of " + remembered + " leaves was signed, but the newest one in the database has "
                                + size + ": checkpoints were removed."));
            }
        } catch (MissingHashException e) {
            steps.add(Step.of(PATH, Verdict.NOT_VERIFIED, "There is no path: leaves were removed from the log."));
        } catch (IllegalArgumentException e) {
            steps.add(Step.of(SIGNATURE, Verdict.NOT_VERIFIED, "The newest checkpoint is no longer a signed note."));
        }
    }

    /// Returns the size of our largest checkpoint stored outside the database; 0 if none can be read.
    private long rememberedSize() {
        long largest = 0;
        for (CheckpointAnchor anchor : anchors) {
            try {
                largest = Math.max(
                        largest,
                        anchor.newest()
                                .filter(key::verifies)
                                .map(note -> Checkpoint.parse(note.text()).size())
                                .orElse(0L));
            } catch (IllegalArgumentException | UncheckedIOException e) {
                logger.atWarn().setCause(e).log("A checkpoint that was kept outside of the database cannot be read");
            }
        }
        return largest;
    }

    private static Optional<Step> payload(PayloadState state) {
        return switch (state) {
            case PayloadState.None _ -> Optional.empty();
            case PayloadState.Kept _ -> Optional.of(Step.of(PAYLOAD, Verdict.VERIFIED, "Stored, encrypted."));
            case PayloadState.Erased(Instant at) ->
                Optional.of(
                        Step.of(PAYLOAD, Verdict.VERIFIED, "Destroyed when a data subject was erased on " + at + "."));
            case PayloadState.Expired(UUID statement, Instant at, int keepDays) ->
                Optional.of(Step.of(
                        PAYLOAD,
                        Verdict.VERIFIED,
                        "Expired: destroyed on " + at + ", after its retention period of " + keepDays + " days.",
                        Value.of("Event that records the expiry", statement.toString())));
            case PayloadState.Missing _ ->
                Optional.of(
                        Step.of(
                                PAYLOAD,
                                Verdict.NOT_VERIFIED,
                                "Missing without an erasure or an expiry: the payload was deleted without an event in the log."));
        };
    }

    private Step bytes(AuditEvent event) {
        byte[] canonical = event.canonical();
        if (!event.readable() || !AuditEvent.isWellFormed(canonical)) {
            return Step.of(
                    BYTES,
                    Verdict.NOT_VERIFIED,
                    "The bytes are not this event in canonical form. No service appended them like this.");
        }
        return log.isDisguised(event.id())
                ? Step.of(BYTES, Verdict.NOT_VERIFIED, "The indexed columns of the event differ from its bytes.")
                : Step.of(BYTES, Verdict.VERIFIED, canonical.length + " bytes, in canonical form (RFC 8785).");
    }

    private Step withoutPlace(AuditEvent event) {
        Optional<Hash> appended = log.pendingHash(event.id());
        if (appended.isEmpty()) {
            return Step.of(
                    LEAF,
                    Verdict.NOT_VERIFIED,
                    "The event is neither in the log nor waiting for sequencing: it was inserted by other means.");
        }
        return appended.get().equals(event.leafHash())
                ? Step.of(LEAF, Verdict.WAITS, "The event is waiting for sequencing. Reload in a second.")
                : Step.of(
                        LEAF,
                        Verdict.NOT_VERIFIED,
                        "The event was changed while it was waiting for sequencing.",
                        Value.of("Hash of the stored event", event.leafHash().toBase64()),
                        Value.of("Hash when it was appended", appended.get().toBase64()));
    }

    private Step leaf(AuditEvent event, Leaf leaf) {
        Hash now = event.leafHash();
        String at = "Leaf " + leaf.index() + " of the log";
        if (!now.equals(leaf.hash())) {
            return Step.of(
                    LEAF,
                    Verdict.NOT_VERIFIED,
                    "The stored event differs from the one hashed in leaf " + leaf.index() + ".",
                    Value.of("Hash of the stored event, computed now", now.toBase64()),
                    Value.of(at, leaf.hash().toBase64()));
        }
        Duration late = log.timeBefore(leaf.index())
                .map(then -> Duration.between(event.time(), then))
                .orElse(Duration.ZERO);
        boolean tooLate = late.compareTo(LATEST) > 0 && !LATE_SERVICE.equals(event.service());
        return Step.of(
                LEAF,
                tooLate ? Verdict.NOT_VERIFIED : Verdict.VERIFIED,
                late.compareTo(LATE) > 0 ? at + ", " + lateness(late, tooLate) : at + ".",
                Value.of("Hash, computed now", now.toBase64()));
    }

    private static String lateness(Duration late, boolean tooLate) {
        String time = late.toHours() > 0 ? late.toHours() + " h" : late.toMinutes() + " min";
        return time + " later than events of the same time: "
                + (tooLate
                        ? "no service may append this late, so the event was inserted by other means."
                        : "it was appended late, for example by a gateway after an outage, or logged again after a"
                                + " change. Verify the whole log to find out.");
    }

    private static Step path(Hash now, Leaf leaf, TlogProof proof) {
        Checkpoint checkpoint = Checkpoint.parse(proof.checkpoint().text());
        Optional<Hash> computed = proof.rootFrom(now);
        String hashes = proof.path().size() + " hashes up, in a tree of " + checkpoint.size() + " leaves";
        if (computed.filter(checkpoint.root()::equals).isPresent()) {
            String leafToo = now.equals(leaf.hash()) ? "." : ". The tree confirms the event: its leaf was changed.";
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
                        ? hashes + ". The path leads to the signed root from the leaf, but not from the stored event:"
                                + " the event was changed after it was logged."
                        : hashes
                                + ". The path leads to the signed root neither from the stored event nor from its leaf:"
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
                    "The checkpoint has no valid signature of the log's key: it was changed.",
                    said);
        }
        return checkpoint.origin().equals(key.name())
                ? Step.of(SIGNATURE, Verdict.VERIFIED, "Ed25519, with the log's key.", said)
                : Step.of(SIGNATURE, Verdict.NOT_VERIFIED, "The checkpoint belongs to another log.", said);
    }
}
