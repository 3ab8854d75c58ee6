package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.VanishedAction;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Cause;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.State;
import io.plumbline.registry.knowledge.connector.run.Transfer.Work;
import io.plumbline.registry.knowledge.connector.source.SourceException;
import io.plumbline.registry.knowledge.connector.source.SourceException.Remedy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The last steps of a run: removes what the source no longer has, if the connector says so, and ends the run with its
/// event. A source that lists nothing while documents of it are stored removes nothing, because it is more likely
/// unavailable than empty.
@Component
class RunEnd {

    private static final int BATCH = 50;

    private final RunStore runs;
    private final ItemStore items;
    private final Transfer transfer;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    RunEnd(
            RunStore runs,
            ItemStore items,
            Transfer transfer,
            AuditTrail trail,
            PlatformTransactionManager transactionManager) {
        this.runs = runs;
        this.items = items;
        this.transfer = transfer;
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// Removes some of the documents that the source no longer has.
    ///
    /// @return the run after it; empty if there was nothing to remove
    /// @throws SourceException if the source lists nothing
    Optional<OpenRun> remove(Work work, OpenRun run) throws SourceException {
        if (run.cause() == Cause.RETRY || work.source().isLog()) {
            return Optional.empty();
        }
        if (work.connector().terms().vanished() == VanishedAction.KEEP) {
            transactions.executeWithoutResult(_ -> items.keepVanished(run));
            return Optional.empty();
        }
        if (run.counts().seen() == 0 && items.hasStored(run.connectorId())) {
            throw new SourceException(Remedy.NEXT_RUN, "source-empty");
        }
        List<ConnectorItem> vanished = items.vanished(run, BATCH);
        if (vanished.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(transfer.remove(work, run, vanished));
    }

    /// Ends a run. What is pending is postponed.
    void end(KnowledgeBase base, Connector connector, OpenRun run, State state) {
        OpenRun closed = run.counted(run.counts().closed());
        transactions.executeWithoutResult(_ -> {
            runs.end(closed, state);
            trail.append(AuditEntry.of(RunAction.ENDED, base.team(), "connector", base.name() + "/" + connector.name())
                    .with("run", run.id().toString())
                    .with("state", state.name())
                    .with("counts", described(closed.counts()))
                    .withIfPresent("reason", closed.reason()));
        });
    }

    private static Map<String, Long> described(RunCounts counts) {
        return Map.of(
                "seen", counts.seen(),
                "added", counts.added(),
                "changed", counts.changed(),
                "unchanged", counts.unchanged(),
                "refused", counts.refused(),
                "failed", counts.failed(),
                "postponed", counts.postponed(),
                "deleted", counts.deleted(),
                "bytes", counts.bytes());
    }
}
