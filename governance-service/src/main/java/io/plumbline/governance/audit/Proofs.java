package io.plumbline.governance.audit;

import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.merkle.MissingHashException;
import io.plumbline.audit.note.TlogProof;
import io.plumbline.audit.published.PublishedLog;
import io.plumbline.audit.published.PublishedLog.Leaf;
import io.plumbline.governance.audit.log.LogProblem;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Service;

/// Proves that events are in the log. A request for a just appended event waits until it is integrated; no
/// connection is held meanwhile.
@Service
class Proofs {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LOOK_AGAIN_MS = 50;

    private final AuditEvents events;
    private final PublishedLog log;

    Proofs(AuditEvents events, PublishedLog log) {
        this.events = events;
        this.log = log;
    }

    /// An event, its leaf and the proof of that leaf. Whether the leaf matches the current event is for the
    /// verifier to check.
    record ProvenEvent(AuditEvent event, Leaf leaf, TlogProof proof) {}

    /// Returns the proof against the newest signed checkpoint.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 for an event that the caller cannot see, 409 if no
    ///     signed checkpoint covers it after two seconds, 409 if hashes were removed from the log
    ProvenEvent of(UUID id) {
        AuditEvent event = events.get(id).event();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Optional<ProvenEvent> proven = find(event);
        while (proven.isEmpty() && System.nanoTime() < deadline && pause()) {
            proven = find(event);
        }
        return proven.orElseThrow(() -> LogProblem.EVENT_NOT_INTEGRATED
                .because("The event was appended a moment ago and will get its place soon. Try again in a second.")
                .with("retryAfterSeconds", 1));
    }

    private Optional<ProvenEvent> find(AuditEvent event) {
        try {
            return log.leafOf(event.id())
                    .flatMap(leaf -> log.proofOf(leaf.index()).map(proof -> new ProvenEvent(event, leaf, proof)));
        } catch (MissingHashException | IllegalArgumentException e) {
            throw LogProblem.LOG_NOT_INTACT.because("No proof can be made. Verify the whole log to find the fault.", e);
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
