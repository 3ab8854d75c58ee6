package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.PayloadState;
import io.plumbline.audit.PayloadStates;
import io.plumbline.audit.PublishedLog;
import io.plumbline.audit.PublishedLog.Leaf;
import io.plumbline.audit.merkle.Hash;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.Checkpoint;
import io.plumbline.audit.note.NoteVerifier;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.note.TlogProof;
import io.plumbline.audit.sequencing.CheckpointAnchor;
import io.plumbline.governance.audit.EventVerification.Step;
import io.plumbline.governance.audit.EventVerification.Value;
import io.plumbline.governance.audit.EventVerification.Verdict;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Verifies one event as currently stored: its own hash, its leaf, the path to the root of the newest checkpoint,
/// the checkpoint's signature, and that there was no newer checkpoint. It detects a change of the event behind
/// the log. Removed, inserted or hidden entries elsewhere require a verification of the whole log. An event that
/// was removed, changed and logged again has a valid position, but the time between the event and its position
/// reveals it.
@Service
@Transactional(readOnly = true)
class EventVerifier {

    private static final Logger logger = LoggerFactory.getLogger(EventVerifier.class);

    private static final String BYTES = "The stored bytes are an event";
    private static final String LEAF = "Its hash is that of its leaf";
    private static final String PATH = "The path leads to the signed root";
    private static final String SIGNATURE = "The checkpoint is signed by the log";

    private static final String PAYLOAD = "Its payload is kept, or was destroyed as the rules are";
    private static final String NEWEST = "No newer checkpoint was signed";

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

    EventVerification verify(AuditEvent event) {
        List<Step> steps = new ArrayList<>();
        // Before the database is asked: a checkpoint is stored there before it is kept elsewhere.
        long remembered = rememberedSize();
        steps.add(bytes(event));
        try {
            Optional<Leaf> leaf = log.leafOf(event.id());
            steps.add(leaf.map(found -> leaf(event, found)).orElseGet(() -> withoutPlace(event)));
            leaf.ifPresent(found -> place(event, found, remembered, steps));
        } catch (IllegalArgumentException e) {
            steps.add(Step.of(LEAF, Verdict.NOT_VERIFIED, "Its leaf holds no hash any more."));
        }
        payload(payloads.of(event)).ifPresent(steps::add);
        return new EventVerification(steps);
    }

    private void place(AuditEvent event, Leaf leaf, long remembered, List<Step> steps) {
        try {
            Optional<TlogProof> proof = log.proofOf(leaf.index());
            steps.add(proof.map(found -> path(event.leafHash(), leaf, found))
                    .orElseGet(() -> Step.of(
                            PATH,
                            Verdict.WAITS,
                            "No signed checkpoint covers it yet: reload in a second. If that stays so, the log is not"
                                    + " signed any more: verify the whole log.")));
            proof.map(TlogProof::checkpoint).map(this::signature).ifPresent(steps::add);
            long size = log.newestCheckpoint()
                    .map(note -> Checkpoint.parse(note.text()).size())
                    .orElse(0L);
            if (size < remembered) {
                steps.add(Step.of(
                        NEWEST,
                        Verdict.NOT_VERIFIED,
                        "One of " + remembered + " leaves was, and the newest in the database is of " + size
                                + ": checkpoints were taken out."));
            }
        } catch (MissingHashException e) {
            steps.add(Step.of(PATH, Verdict.NOT_VERIFIED, "There is no path: leaves were taken out of the log."));
        } catch (IllegalArgumentException e) {
            steps.add(Step.of(SIGNATURE, Verdict.NOT_VERIFIED, "The newest checkpoint is not a signed note any more."));
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
            case PayloadState.Kept _ -> Optional.of(Step.of(PAYLOAD, Verdict.VERIFIED, "It is kept, encrypted."));
            case PayloadState.Erased(Instant at) ->
                Optional.of(Step.of(PAYLOAD, Verdict.VERIFIED, "Somebody whom it concerned was erased on " + at + "."));
            case PayloadState.Expired(UUID statement, Instant at, int keepDays) ->
                Optional.of(Step.of(
                        PAYLOAD,
                        Verdict.VERIFIED,
                        "It expired: it was destroyed on " + at + ", being older than " + keepDays + " days.",
                        Value.of("Event that says so", statement.toString())));
            case PayloadState.Missing _ ->
                Optional.of(Step.of(
                        PAYLOAD,
                        Verdict.NOT_VERIFIED,
                        "It is gone: nobody was erased, and it did not expire, so it was deleted behind the log's"
                                + " back."));
        };
    }

    private Step bytes(AuditEvent event) {
        byte[] canonical = event.canonical();
        if (!event.readable() || !AuditEvent.isWellFormed(canonical)) {
            return Step.of(
                    BYTES,
                    Verdict.NOT_VERIFIED,
                    "They are not this event in canonical form, so nobody has appended them as they are.");
        }
        return log.isDisguised(event.id())
                ? Step.of(
                        BYTES,
                        Verdict.NOT_VERIFIED,
                        "The columns by which the event is found say something else than its bytes.")
                : Step.of(BYTES, Verdict.VERIFIED, canonical.length + " bytes, in canonical form (RFC 8785).");
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

    private Step leaf(AuditEvent event, Leaf leaf) {
        Hash now = event.leafHash();
        String at = "Leaf " + leaf.index() + " of the log";
        if (!now.equals(leaf.hash())) {
            return Step.of(
                    LEAF,
                    Verdict.NOT_VERIFIED,
                    "The stored event is not the one that leaf " + leaf.index() + " was made of.",
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
        return time + " behind events of its time: "
                + (tooLate
                        ? "nobody may append so late, so it was put there behind the log's back."
                        : "it was appended late, as by a gateway after an outage, or logged anew by somebody who had"
                                + " changed it. A verification of the whole log tells.");
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
