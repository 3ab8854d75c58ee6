package io.plumbline.registry.dataset.audit;

import io.plumbline.audit.UuidV7;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.tenancy.Tenancy;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import io.plumbline.knowledge.embedding.Embedder;
import io.plumbline.registry.asset.AssetSequence;
import io.plumbline.registry.asset.Author;
import io.plumbline.registry.asset.VersionReference;
import io.plumbline.registry.dataset.DatasetAction;
import io.plumbline.registry.dataset.DatasetCatalog;
import io.plumbline.registry.dataset.DatasetCatalog.AuditedVersion;
import io.plumbline.registry.dataset.standing.DatasetStandings;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Audits dataset versions. An audit runs while its request waits, one at a time on each replica, because it
/// needs a processor for seconds.
@Service
class DatasetAudits {

    private static final int MAX_AUDITS = 100;
    private static final int MAX_SETS = 20;
    private static final int MAX_SET_RECORDS = 5_000;

    private final DatasetCatalog datasets;
    private final DatasetAuditStore store;
    private final Tools tools;
    private final AuditTrail trail;
    private final UuidV7 ids;
    private final Clock clock;
    private final TransactionTemplate transactions;
    private final Semaphore running = new Semaphore(1);

    DatasetAudits(
            DatasetCatalog datasets,
            DatasetAuditStore store,
            Tools tools,
            AuditTrail trail,
            UuidV7 ids,
            Clock clock,
            PlatformTransactionManager transactionManager) {
        this.datasets = datasets;
        this.store = store;
        this.tools = tools;
        this.trail = trail;
        this.ids = ids;
        this.clock = clock;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// What an audit needs besides records: the encoder, the policy, and the models that depend on its outcome.
    @Component
    record Tools(Embedder embedder, DatasetStandings standings, AssetSequence progress) {}

    /// Audits a version. If the policy has rules on audits, siblings reload every model afterwards.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404; 409 while another audit runs, or if the
    ///     version has too many
    DatasetAudit audit(String name, int number) {
        DatasetAudit audit = Objects.requireNonNull(transactions.execute(_ -> store(name, number)));
        if (!tools.standings().rules().blockNothing()) {
            Tenancy.callAsPlatform(() -> transactions.execute(_ -> {
                tools.progress().touchModels();
                return Boolean.TRUE;
            }));
        }
        return audit;
    }

    private DatasetAudit store(String name, int number) {
        AuditedVersion version = datasets.audited(new VersionReference(name, number));
        if (store.count(version.id()) >= MAX_AUDITS) {
            throw RequestProblem.CONFLICT.because("A version has " + MAX_AUDITS + " audits at most.");
        }
        if (!running.tryAcquire()) {
            throw RequestProblem.CONFLICT.because("Another audit is running. Repeat the request in a moment.");
        }
        AuditReport report;
        try {
            report = report(version, name);
        } finally {
            running.release();
        }
        DatasetAudit audit = new DatasetAudit(ids.next(), report, clock.instant(), Author.current());
        AuditReport.Meaning meaning = report.byMeaning();
        store.append(version.id(), version.team(), audit);
        trail.append(AuditEntry.of(DatasetAction.AUDITED, version.team(), "dataset", name)
                .version(number)
                .with("duplicates", report.duplicates().count())
                .with("nearDuplicates", report.nearDuplicates().count())
                .with("contradictions", report.contradictions().count())
                .with("phrases", report.phrases().size())
                .with("contaminatedBy", report.contamination().size())
                .with("labelFlips", meaning == null ? 0 : meaning.labelFlips().count())
                .with("outliers", meaning == null ? 0 : meaning.outliers().count()));
        return audit;
    }

    private AuditReport report(AuditedVersion version, String name) {
        RecordAuditor auditor = new RecordAuditor();
        datasets.first(version.id(), RecordAuditor.MOST, auditor::add);
        for (String set : store.evaluationSets(name, MAX_SETS)) {
            AuditedVersion other = datasets.audited(VersionReference.parse(set));
            RecordAuditor.Comparison comparison = auditor.comparison(set);
            datasets.first(other.id(), MAX_SET_RECORDS, comparison::add);
            comparison.end();
        }
        return auditor.report(version.records(), tools.embedder());
    }

    /// Newest first.
    @Transactional(readOnly = true)
    Page<DatasetAudit> page(String name, int number, Paging paging) {
        UUID version = datasets.audited(new VersionReference(name, number)).id();
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<DatasetAudit> rows = store.before(version, before, paging.size() + 1);
        return Page.of(rows, paging, audit -> Cursor.of(audit.id()));
    }
}
