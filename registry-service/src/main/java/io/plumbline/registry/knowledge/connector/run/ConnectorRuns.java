package io.plumbline.registry.knowledge.connector.run;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.registry.knowledge.KnowledgeBase;
import io.plumbline.registry.knowledge.KnowledgeBaseCatalog;
import io.plumbline.registry.knowledge.connector.Connector;
import io.plumbline.registry.knowledge.connector.ConnectorCatalog;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Cause;
import io.plumbline.registry.knowledge.connector.run.ConnectorRun.Phase;
import io.plumbline.registry.knowledge.connector.source.SourceKind;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Opens and shows the runs of connectors. The database limits them to the caller's teams.
@Service
class ConnectorRuns {

    private final KnowledgeBaseCatalog bases;
    private final ConnectorCatalog connectors;
    private final Tables tables;
    private final RunQueue queue;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final TransactionTemplate transactions;

    ConnectorRuns(
            KnowledgeBaseCatalog bases,
            ConnectorCatalog connectors,
            Tables tables,
            RunQueue queue,
            AuditTrail trail,
            UuidV7 ids,
            PlatformTransactionManager transactionManager) {
        this.bases = bases;
        this.connectors = connectors;
        this.tables = tables;
        this.queue = queue;
        this.trail = trail;
        this.ids = ids;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// The tables of runs.
    @Component
    record Tables(RunStore runs, DeadLetterStore deadLetters) {}

    /// Starts a run.
    ///
    /// @throws ProblemException 404; 409 if the connector is disabled or has an open run
    ConnectorRun start(String baseName, String name) {
        Connector connector = enabled(baseName, name);
        UUID id = open(bases.get(baseName), connector, Cause.REQUEST);
        if (id == null) {
            throw inProgress();
        }
        return get(connector, id);
    }

    private Connector enabled(String base, String name) {
        Connector connector = connectors.get(base, name);
        if (!connector.terms().enabled()) {
            throw RunProblem.CONNECTOR_DISABLED.because("Store it with enabled: true first.");
        }
        return connector;
    }

    private static ProblemException inProgress() {
        return RunProblem.CONNECTOR_RUN_IN_PROGRESS.because("Wait until it has ended.");
    }

    /// Opens and queues a run that lists the source.
    ///
    /// @return its id; null if there is an open one
    @Nullable
    UUID open(KnowledgeBase base, Connector connector, Cause cause) {
        UUID id = ids.next();
        boolean opened = Objects.requireNonNull(transactions.execute(_ -> {
            boolean isFirst = tables.runs().open(id, connector, cause, Phase.LISTING, RunCounts.NONE);
            if (isFirst) {
                trail.append(started(base, connector, cause, id));
            }
            return isFirst;
        }));
        if (!opened) {
            return null;
        }
        queue.put(id);
        return id;
    }

    private static AuditEntry started(KnowledgeBase base, Connector connector, Cause cause, UUID id) {
        return AuditEntry.of(RunAction.STARTED, base.team(), "connector", base.name() + "/" + connector.name())
                .with("run", id.toString())
                .with("cause", cause.name());
    }

    /// Starts a run that tries documents again. It lists the source only if that is how it reads documents.
    ///
    /// @param letter of one document; null for all
    /// @throws ProblemException 404 if there is no such document; 409 if the connector is disabled or has an open
    ///     run
    ConnectorRun retry(String baseName, String name, @Nullable UUID letter) {
        Connector connector = enabled(baseName, name);
        KnowledgeBase base = bases.get(baseName);
        SourceKind kind = connector.terms().source().kind();
        boolean lists = kind == SourceKind.REST || kind == SourceKind.JDBC;
        UUID id = ids.next();
        transactions.executeWithoutResult(_ -> {
            Phase phase = lists ? Phase.LISTING : Phase.READING;
            if (!tables.runs().open(id, connector, Cause.RETRY, phase, RunCounts.NONE)) {
                throw inProgress();
            }
            int documents = tables.deadLetters().retry(connector.id(), letter, lists ? null : id);
            if (documents == 0) {
                throw RequestProblem.NOT_FOUND.because("No document of this connector waits to be tried again.");
            }
            if (!lists) {
                OpenRun run = tables.runs().open(id).orElseThrow();
                tables.runs().save(run.counted(RunCounts.NONE.found(documents)));
            }
            trail.append(started(base, connector, Cause.RETRY, id).with("documents", documents));
        });
        queue.put(id);
        return get(connector, id);
    }

    /// @throws ProblemException 404
    ConnectorRun get(String base, String name, UUID id) {
        return get(connectors.get(base, name), id);
    }

    private ConnectorRun get(Connector connector, UUID id) {
        return tables.runs()
                .find(connector.id(), id)
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("No such run of this connector exists."));
    }

    /// Newest first.
    Page<ConnectorRun> page(String base, String name, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<ConnectorRun> rows = tables.runs().page(connectors.get(base, name).id(), before, paging.size() + 1);
        return Page.of(rows, paging, run -> Cursor.of(run.id()));
    }

    /// By id.
    Page<DeadLetter> deadLetters(String base, String name, Paging paging) {
        UUID after = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<DeadLetter> rows =
                tables.deadLetters().page(connectors.get(base, name).id(), after, paging.size() + 1);
        return Page.of(rows, paging, letter -> Cursor.of(letter.id()));
    }
}
