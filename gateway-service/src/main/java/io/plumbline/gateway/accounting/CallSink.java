package io.plumbline.gateway.accounting;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.plumbline.audit.AuditLog;
import io.plumbline.audit.EventWithPayload;
import io.plumbline.gateway.budget.ledger.BudgetCharge;
import io.plumbline.gateway.budget.ledger.BudgetSettlements;
import io.plumbline.gateway.budget.ledger.Settlement;
import io.plumbline.gateway.journal.JournalSink;
import io.plumbline.gateway.journal.UnreadableRecordsException;
import io.plumbline.gateway.usage.UnpricedModels;
import io.plumbline.gateway.usage.UsageEntry;
import io.plumbline.gateway.usage.UsageLedger;
import io.plumbline.kit.seal.KeyEncryptionKey;
import io.plumbline.kit.seal.Sealer;
import io.plumbline.kit.tenancy.Tenancy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Stores recorded calls: the audit event, its payload, the usage and the budget charges, in one transaction,
/// each once by its ID.
///
/// A record that can never be stored (unreadable, or refused by the database) would block all later ones forever.
/// It is logged as an error, counted, and returned to be set aside. If no record is readable, this gateway's key
/// is wrong, and nothing is set aside.
@Component
final class CallSink implements JournalSink {

    private static final Logger log = LoggerFactory.getLogger(CallSink.class);

    private final AuditLog audit;
    private final UsageLedger usage;
    private final UnpricedModels unpriced;
    private final BudgetSettlements budgets;
    private final TransactionTemplate transactions;
    private final Sealer sealer;
    private final Counter rejected;
    private final Counter unaccounted;

    CallSink(
            AuditLog audit,
            UsageLedger usage,
            UnpricedModels unpriced,
            BudgetSettlements budgets,
            TransactionTemplate transactions,
            KeyEncryptionKey key,
            MeterRegistry meters) {
        this.audit = audit;
        this.usage = usage;
        this.unpriced = unpriced;
        this.budgets = budgets;
        this.transactions = transactions;
        this.sealer = key.sealer(CallLedger.SEAL_PURPOSE);
        this.rejected = Counter.builder("plumbline.gateway.journal.rejected")
                .description("Recorded calls that could be stored in no way and are set aside")
                .register(meters);
        this.unaccounted = Counter.builder("plumbline.gateway.journal.unaccounted")
                .description("Recorded calls whose event is stored and whose usage is not")
                .register(meters);
    }

    /// A record and its content.
    private record Recorded(byte[] sealed, EventWithPayload entry, List<BudgetCharge> charges) {}

    @Override
    public List<byte[]> store(List<byte[]> records) {
        List<byte[]> refused = new ArrayList<>();
        List<Recorded> calls = opened(records, refused);
        Tenancy.asWorker(() -> storeReadable(calls, refused));
        rejected.increment(refused.size());
        return refused;
    }

    private void storeReadable(List<Recorded> calls, List<byte[]> refused) {
        try {
            storeTogether(calls);
        } catch (DataIntegrityViolationException | IllegalArgumentException e) {
            for (Recorded call : calls) {
                if (!storeAlone(call)) {
                    refused.add(call.sealed());
                }
            }
        }
    }

    private List<Recorded> opened(List<byte[]> records, List<byte[]> refused) {
        List<Recorded> calls = new ArrayList<>(records.size());
        RuntimeException last = null;
        for (byte[] record : records) {
            try {
                CallRecord call = CallRecord.decode(sealer.open(record, CallLedger.SEAL_CONTEXT));
                calls.add(new Recorded(record, call.entry(), call.charges()));
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

    private void storeTogether(List<Recorded> calls) {
        if (calls.isEmpty()) {
            return;
        }
        List<EventWithPayload> entries = calls.stream().map(Recorded::entry).toList();
        List<UsageEntry> used = entries.stream()
                .map(EventWithPayload::event)
                .map(CallUsage::of)
                .flatMap(List::stream)
                .toList();
        try (Settlement settlement = budgets.begin(chargesOf(calls))) {
            transactions.executeWithoutResult(_ -> {
                audit.appendAll(entries);
                Set<UUID> fresh = usage.add(used);
                settlement.charge(fresh).forEach(audit::append);
                unpriced.look(used, fresh).forEach(audit::append);
            });
            settlement.done();
        }
    }

    private static Map<UUID, List<BudgetCharge>> chargesOf(List<Recorded> calls) {
        Map<UUID, List<BudgetCharge>> charges = new HashMap<>();
        for (Recorded call : calls) {
            if (!call.charges().isEmpty()) {
                charges.put(call.entry().event().id(), call.charges());
            }
        }
        return charges;
    }

    private boolean storeAlone(Recorded call) {
        try {
            storeTogether(List.of(call));
            return true;
        } catch (DataIntegrityViolationException | IllegalArgumentException e) {
            boolean stored = storeEvent(call.entry());
            try (Settlement settlement = budgets.begin(chargesOf(List.of(call)))) {
                settlement.done();
            }
            return stored;
        }
    }

    @Override
    public void caughtUp() {
        Tenancy.asWorker(budgets::releaseEarlierRuns);
    }

    /// Stores only the event of a call whose usage cannot be stored.
    private boolean storeEvent(EventWithPayload entry) {
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
}
