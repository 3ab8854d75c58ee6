package io.plumbline.gateway.accounting;

import io.plumbline.audit.AuditEvent;
import io.plumbline.gateway.journal.Journal;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.tenancy.Tenancy;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/// Reports calls of rollouts that have not ended for a long time, each once, so that a canary that hangs is noticed
/// before its calls end. The journal's notes of calls that were sent to a provider are the source, so calls bear no
/// cost. Calls outside rollouts are not reported. While the database is away, reports wait.
@Component
class HangingCalls {

    private static final Logger log = LoggerFactory.getLogger(HangingCalls.class);
    private static final String PRODUCTION = "production";

    private final Journal journal;
    private final Sealer sealer;
    private final AuditTrail trail;
    private final TransactionOperations transactions;
    private final HangingCallProperties properties;
    private final Clock clock;
    /// Calls that have not ended and were inspected. Only the scheduler's thread uses it.
    private final Set<UUID> inspected = new HashSet<>();

    HangingCalls(
            Journal journal,
            KeyEncryptionKey key,
            AuditTrail trail,
            TransactionOperations transactions,
            HangingCallProperties properties,
            Clock clock) {
        this.journal = journal;
        this.sealer = key.sealer(CallLedger.SEAL_PURPOSE);
        this.trail = trail;
        this.transactions = transactions;
        this.properties = properties;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
    void run() {
        List<Journal.Open> open = journal.openSince(clock.instant().minus(properties.after()));
        inspected.retainAll(open.stream().map(Journal.Open::id).toList());
        for (Journal.Open call : open) {
            if (!inspected.contains(call.id())) {
                inspect(call);
            }
        }
    }

    private void inspect(Journal.Open call) {
        try {
            AuditEvent event = CallRecord.decode(sealer.open(call.record(), CallLedger.SEAL_CONTEXT))
                    .entry()
                    .event();
            boolean compared = event.attributes().get("rollout") != null
                    && PRODUCTION.equals(event.attributes().get("purpose"));
            if (compared) {
                Tenancy.asWorker(() -> transactions.executeWithoutResult(_ -> trail.append(report(event))));
            }
            inspected.add(call.id());
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("call", call.id())
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("Cannot report a hanging call");
        }
    }

    private AuditEntry report(AuditEvent call) {
        return AuditEntry.of(
                        HangingCallAction.DETECTED,
                        call.team(),
                        "call",
                        call.id().toString())
                .with("route", String.valueOf(call.attributes().get("route")))
                .with("variant", String.valueOf(call.attributes().get("variant")))
                .withIfPresent("rollout", call.attributes().get("rollout"))
                .with("startedAt", call.time().toString())
                .with("afterMs", properties.after().toMillis());
    }
}
