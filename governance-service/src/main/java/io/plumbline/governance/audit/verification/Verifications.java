package io.plumbline.governance.audit.verification;

import io.plumbline.audit.Outcome;
import io.plumbline.audit.note.SignedNote;
import io.plumbline.audit.sequencing.CheckpointAnchor;
import io.plumbline.audit.verification.AuditVerification;
import io.plumbline.audit.verification.VerificationReport;
import io.plumbline.configuration.conduct.ConductReport;
import io.plumbline.governance.audit.log.LogAction;
import io.plumbline.governance.audit.verification.Verification.Report;
import io.plumbline.governance.audit.verification.Verification.State;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/// Verifies the whole log in the background, one verification at a time in the installation. A request during a
/// verification returns the running one. If its replica dies, other replicas abandon it after two minutes.
@Service
class Verifications {

    private static final Logger log = LoggerFactory.getLogger(Verifications.class);
    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final long LOOK_AGAIN_MS = 100;

    private final VerificationStore store;
    private final AuditVerification verification;
    private final ConductReports conduct;
    private final List<CheckpointAnchor> anchors;
    private final TransactionTemplate transactions;
    private final AuditTrail audit;
    private final Clock clock;
    private final AtomicReference<@Nullable UUID> here = new AtomicReference<>();

    Verifications(
            VerificationStore store,
            AuditVerification verification,
            ConductReports conduct,
            List<CheckpointAnchor> checkpointAnchors,
            TransactionTemplate transactions,
            AuditTrail audit,
            Clock clock) {
        this.store = store;
        this.verification = verification;
        this.conduct = conduct;
        this.anchors = checkpointAnchors;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /// Starts a verification, or returns the running one.
    public Verification begin(Caller by) {
        abandonSilent();
        Optional<UUID> begun = store.begin(by.id(), clock.instant());
        if (begun.isPresent()) {
            UUID id = begun.get();
            here.set(id);
            Thread.ofPlatform()
                    .name("audit-verification")
                    .daemon()
                    .start(() -> Tenancy.asWorker(() -> run(id, by.id())));
            return get(id);
        }
        // The one that ran may have ended in between.
        return store.running()
                .or(() -> store.page(null, 1).stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("no verification"));
    }

    Verification get(UUID id) {
        return store.find(id).orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such verification exists."));
    }

    Page<Verification> list(Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return Page.of(store.page(before, paging.size() + 1), paging, verification -> Cursor.of(verification.id()));
    }

    /// Returns the verification once it finishes, or its state after that time.
    public Verification await(UUID id, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Verification found = get(id);
        while (found.running() && System.nanoTime() < deadline) {
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return found;
            }
            found = get(id);
        }
        return found;
    }

    private void run(UUID id, String requestedBy) {
        try {
            List<SignedNote> remembered =
                    anchors.stream().flatMap(anchor -> anchor.newest().stream()).toList();
            VerificationReport report = verification.verify(remembered);
            ConductReport production = conduct.read();
            if (!production.holds()) {
                log.atError()
                        .addKeyValue("verification", id)
                        .log("The audit log does not account for all of production");
            }
            finish(id, requestedBy, report.intact() ? State.VERIFIED : State.FAILED, Report.from(report, production));
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("The audit log could not be verified");
            finish(id, requestedBy, State.ERROR, null);
        } finally {
            here.set(null);
        }
    }

    private void finish(UUID id, String requestedBy, State state, @Nullable Report report) {
        transactions.executeWithoutResult(_ -> {
            if (store.finish(id, state, report, clock.instant())) {
                AuditEntry entry = AuditEntry.of(LogAction.VERIFIED, Caller.PLATFORM_TEAM, "audit-log", "audit-log")
                        .outcome(state == State.VERIFIED ? Outcome.SUCCESS : Outcome.FAILURE)
                        .with("state", state.name())
                        .with("requestedBy", requestedBy);
                audit.append(report == null ? entry : entry.with("size", report.size()));
            }
        });
        if (state == State.FAILED) {
            log.atError().addKeyValue("verification", id).log("The audit log is not intact");
        }
    }

    @Scheduled(fixedDelayString = "PT20S", initialDelayString = "PT20S")
    void sendHeartbeat() {
        UUID running = here.get();
        if (running != null) {
            store.alive(running, clock.instant());
        }
        abandonSilent();
    }

    private void abandonSilent() {
        store.giveUp(clock.instant().minus(SILENCE), clock.instant());
    }
}
