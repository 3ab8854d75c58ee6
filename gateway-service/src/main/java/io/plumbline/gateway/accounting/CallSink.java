package io.plumbline.gateway.accounting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditEntry;
import io.plumbline.audit.AuditEvent;
import io.plumbline.audit.AuditLog;
import io.plumbline.clients.gateway.CallAttributes;
import io.plumbline.gateway.journal.JournalSink;
import io.plumbline.gateway.journal.UnreadableRecordsException;
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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Stores recorded calls: the audit event, its payload and the usage, in one transaction, each once by its id.
///
/// A record that can be stored in no way (not to be read, or refused by the database) would hold up all that
/// follow, for ever. It is told as an error, counted, and given back to be set aside. When none can be read, it is
/// the key of this gateway that is wrong, and nothing is given up.
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
    private final Counter unaccounted;

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
                .description("Recorded calls that could be stored in no way and are set aside")
                .register(meters);
        this.unaccounted = Counter.builder("plumbline.gateway.journal.unaccounted")
                .description("Recorded calls whose event is stored and whose usage is not")
                .register(meters);
    }

    /// A record and what is in it.
    private record Recorded(byte[] sealed, AuditEntry entry) {}

    @Override
    public List<byte[]> store(List<byte[]> records) {
        List<byte[]> refused = new ArrayList<>();
        List<Recorded> calls = opened(records, refused);
        try {
            storeTogether(calls.stream().map(Recorded::entry).toList());
        } catch (DataIntegrityViolationException | JacksonException e) {
            for (Recorded call : calls) {
                if (!storeAlone(call.entry())) {
                    refused.add(call.sealed());
                }
            }
        }
        rejected.increment(refused.size());
        return refused;
    }

    private List<Recorded> opened(List<byte[]> records, List<byte[]> refused) {
        List<Recorded> calls = new ArrayList<>(records.size());
        RuntimeException last = null;
        for (byte[] record : records) {
            try {
                calls.add(new Recorded(record, CallRecord.decode(sealer.open(record, CallLedger.SEAL_CONTEXT))));
            } catch (IllegalArgumentException | IllegalStateException e) {
                refused.add(record);
                last = e;
            }
        }
        if (last != null) {
            if (calls.isEmpty()) {
                throw new UnreadableRecordsException(last);
            }
            log.atError().setCause(last).log("A record of a call cannot be read and is set aside");
        }
        return calls;
    }

    private void storeTogether(List<AuditEntry> entries) {
        if (!entries.isEmpty()) {
            List<UsageEntry> used = entries.stream()
                    .map(AuditEntry::event)
                    .map(CallSink::usageOf)
                    .toList();
            transactions.executeWithoutResult(_ -> {
                audit.appendAll(entries);
                usage.add(used);
            });
        }
    }

    private boolean storeAlone(AuditEntry entry) {
        try {
            storeTogether(List.of(entry));
            return true;
        } catch (DataIntegrityViolationException | JacksonException e) {
            return storeEvent(entry);
        }
    }

    /// The usage of a call must not cost it its event.
    private boolean storeEvent(AuditEntry entry) {
        try {
            transactions.executeWithoutResult(_ -> audit.appendAll(List.of(entry)));
            unaccounted.increment();
            log.atError()
                    .addKeyValue("call", entry.event().id())
                    .log("The usage of a call cannot be stored: only its event is");
            return true;
        } catch (DataIntegrityViolationException e) {
            log.atError()
                    .addKeyValue("call", entry.event().id())
                    .addKeyValue("reason", e.getMostSpecificCause().getClass().getSimpleName())
                    .log("A record of a call is refused by the database and is set aside");
            return false;
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
                call.costUsd(),
                call.routing() == null ? null : call.routing().savedUsd());
    }
}
