package io.plumbline.monitoring.remedy;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.monitoring.remedy.RemedyRunStore.Candidate;
import io.plumbline.monitoring.remedy.RemedyStore.Approvable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Starts runs: one of a remedy for each time an alert fires, within its limits. Any replica does this; a remedy is
/// locked meanwhile, so that two replicas neither start two runs nor exceed its limits.
@Component
class RemedyMatcher {

    private static final Logger log = LoggerFactory.getLogger(RemedyMatcher.class);
    private static final int AT_ONCE = 50;
    private static final Duration DAY = Duration.ofDays(1);

    private final RemedyStore remedies;
    private final RemedyRunStore runs;
    private final RemedySwitch allRemedies;
    private final TransactionTemplate transactions;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;

    RemedyMatcher(
            RemedyStore remedies,
            RemedyRunStore runs,
            RemedySwitch allRemedies,
            TransactionTemplate transactions,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock) {
        this.remedies = remedies;
        this.runs = runs;
        this.allRemedies = allRemedies;
        this.transactions = transactions;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT0.5S")
    void run() {
        try {
            if (!runs.hasCandidates()) {
                return;
            }
            Tenancy.asWorker(() -> {
                List<Candidate> found = runs.candidates(AT_ONCE);
                for (Candidate each : found) {
                    transactions.executeWithoutResult(_ -> start(each));
                }
            });
        } catch (RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("Alerts wait for their remedies");
        }
    }

    private void start(Candidate candidate) {
        Approvable remedy = remedies.lock(candidate.remedy()).orElse(null);
        if (remedy == null
                || !remedy.isApproved()
                || !remedy.plan().limits().routes().contains(candidate.alert().route())) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        String forbidden = forbidden(remedy, now);
        RemedyRun run = new RemedyRun(
                ids.next(),
                remedy.team(),
                remedy.name(),
                forbidden == null ? RemedyRunState.PENDING : RemedyRunState.SKIPPED,
                candidate.alert(),
                remedy.digest(),
                remedy.plan(),
                now,
                forbidden,
                null,
                null);
        if (runs.insert(run, candidate.firing()) && forbidden != null) {
            trail.append(event(RemedyAction.SKIPPED, run).with("reason", forbidden));
        }
    }

    private @Nullable String forbidden(Approvable remedy, Instant now) {
        if (!allRemedies.state().enabled()) {
            return "All remedies are switched off.";
        }
        RemedyPlan.Limits limits = remedy.plan().limits();
        List<Instant> starts = runs.startsSince(remedy.name(), now.minus(DAY), limits.perDay());
        if (starts.size() >= limits.perDay()) {
            return "The remedy has run %d times in 24 hours, which is its limit.".formatted(limits.perDay());
        }
        Duration coolDown = Duration.ofMinutes(limits.coolDownMinutes());
        if (!starts.isEmpty() && starts.getFirst().plus(coolDown).isAfter(now)) {
            return "The remedy ran less than %d minutes ago.".formatted(limits.coolDownMinutes());
        }
        return null;
    }

    /// Returns an event of a run.
    static AuditEntry event(RemedyAction action, RemedyRun run) {
        return AuditEntry.of(action, run.team(), "remedy", run.remedy())
                .with("run", run.id().toString())
                .with("alert", run.alert().id().toString())
                .with("route", run.alert().route())
                .with("kind", run.plan().action().kind().name());
    }
}
