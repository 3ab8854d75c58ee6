package io.plumbline.gateway.accounting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditEntry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.gateway.journal.JournalSink;
import io.plumbline.gateway.usage.UsageEntry;
import io.plumbline.gateway.usage.UsageLedger;
import io.plumbline.kit.database.Worker;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Stores recorded calls: the audit event, its payload and the usage, in one transaction, each once by its id.
///
/// A record that can be stored in no way (sealed under another key, or refused by the database) would hold up all
/// that follow, for ever. It is told as an error, counted, and left out.
@Component
final class CallSink implements JournalSink {

    private static final Logger log = LoggerFactory.getLogger(CallSink.class);
    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final AuditLog audit;
    private final UsageLedger usage;
    private final TransactionTemplate transactions;
    private final Sealer sealer;
    private final Counter rejected;

    CallSink(
            @Worker AuditLog workerAuditLog,
            UsageLedger usage,
            @Worker TransactionTemplate workerTransactions,
            KeyEncryptionKey key,
            MeterRegistry meters) {
        this.audit = workerAuditLog;
        this.usage = usage;
        this.transactions = workerTransactions;
        this.sealer = key.sealer(CallLedger.SEAL_PURPOSE);
        this.rejected = Counter.builder("plumbline.gateway.journal.rejected")
                .description("Recorded calls that could be stored in no way")
                .register(meters);
    }

    @Override
    public void store(List<byte[]> records) {
        List<AuditEntry> entries = new ArrayList<>(records.size());
        for (byte[] record : records) {
            try {
                entries.add(CallRecord.decode(sealer.open(record, CallLedger.SEAL_CONTEXT)));
            } catch (IllegalArgumentException | IllegalStateException e) {
                rejected.increment();
                log.atError().setCause(e).log("A record of a call cannot be read and is left out");
            }
        }
        try {
            storeTogether(entries);
        } catch (DataIntegrityViolationException e) {
            entries.forEach(this::storeAlone);
        }
    }

    private void storeTogether(List<AuditEntry> entries) {
        if (!entries.isEmpty()) {
            transactions.executeWithoutResult(_ -> {
                audit.appendAll(entries);
                usage.add(entries.stream()
                        .map(AuditEntry::event)
                        .map(CallSink::usageOf)
                        .toList());
            });
        }
    }

    private void storeAlone(AuditEntry entry) {
        try {
            storeTogether(List.of(entry));
        } catch (DataIntegrityViolationException e) {
            rejected.increment();
            log.atError()
                    .addKeyValue("call", entry.event().id())
                    .addKeyValue("reason", e.getMostSpecificCause().getClass().getSimpleName())
                    .log("A record of a call is refused by the database and is left out");
        }
    }

    private static UsageEntry usageOf(AuditEvent event) {
        CallAttributes call = JSON.convertValue(event.attributes(), CallAttributes.class);
        return new UsageEntry(
                event.id(),
                event.time(),
                event.team(),
                event.actor().id(),
                call.route(),
                call.model() == null ? call.upstreamModel() : call.model() + "@" + call.modelVersion(),
                call.purpose(),
                event.outcome().name(),
                call.inputTokens(),
                call.outputTokens(),
                call.costUsd());
    }
}
