package io.plumbline.monitoring.drift;

import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// The rules for baselines as documents. A replaced or removed one resolves its alert.
@Component
class DriftRules implements DocumentRules<DriftRules.Terms, DriftRequest, DriftResponse> {

    private static final DriftResponse.DriftProgress FRESH =
            new DriftResponse.DriftProgress(DriftResponse.DriftProgress.State.COLLECTING, 0, 0, 0, null, null);

    private static final Duration OLDEST = Duration.ofDays(400);

    private final DriftStore store;
    private final GoldenRecords records;
    private final Alerts alerts;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DriftRules(
            DriftStore store,
            GoldenRecords records,
            Alerts alerts,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.store = store;
        this.records = records;
        this.alerts = alerts;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// The stored part of a baseline.
    record Terms(DriftPlan plan) {}

    @Bean
    static NamedDocuments<Terms> baselines(Documents documents) {
        return documents.of(new DocumentKind<>(
                "baseline",
                "baseline",
                Terms.class,
                new DocumentKind.Events<>(
                        "baseline",
                        DriftAction.CREATED,
                        DriftAction.CHANGED,
                        DriftAction.REMOVED,
                        baseline -> Map.of("route", baseline.document().plan().route())),
                baseline -> baseline.document().plan()));
    }

    static AlertKey alertKey(String baseline, DriftText text) {
        return new AlertKey(AlertSource.DRIFT, baseline, text.name());
    }

    static AlertKey encoderAlertKey(String baseline) {
        return new AlertKey(AlertSource.DRIFT, baseline, "ENCODER");
    }

    /// Checks that the dataset can be a baseline, which asks the registry.
    @Override
    public DocumentDraft<Terms> decided(String name, DriftRequest request, @Nullable String ifMatch) {
        DocumentDraft<Terms> draft = draft(name, request);
        String dataset = request.dataset();
        if (dataset != null) {
            records.check(draft.team(), dataset);
        }
        return draft;
    }

    /// Begins a baseline again, as it is: it collects its texts with the present encoder.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404
    NamedDocument<Terms> rebuild(String name, NamedDocuments<Terms> documents) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            NamedDocument<Terms> baseline = documents.lock(name).orElseThrow(documents::missing);
            store.restart(name);
            resolveAlerts(name);
            trail.append(AuditEntry.of(DriftAction.REBUILT, baseline.team(), "baseline", name));
            return baseline;
        }));
    }

    @Override
    public DocumentDraft<Terms> draft(String name, DriftRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        check(request.from());
        checkKind(request.plan());
        Terms terms = new Terms(request.plan());
        return new DocumentDraft<Terms>(name, team, _ -> terms).then(() -> {
            store.restart(name);
            resolveAlerts(name);
        });
    }

    /// @throws io.plumbline.kit.problem.ProblemException 400 for a time in the future, or before any kept content
    private void check(@Nullable Instant from) {
        Instant now = clock.instant();
        if (from != null && (from.isAfter(now) || from.isBefore(now.minus(OLDEST)))) {
            throw invalid("/from", "must be within the last 400 days");
        }
    }

    /// @throws io.plumbline.kit.problem.ProblemException 400 for members that do not belong to the kind
    private static void checkKind(DriftPlan plan) {
        boolean ofDataset = plan.against() == BaselineKind.DATASET;
        if (ofDataset != (plan.dataset() != null)) {
            throw invalid("/dataset", ofDataset ? "is required with against DATASET" : "needs against DATASET");
        }
        if (ofDataset && plan.text() != DriftText.INPUT) {
            throw invalid("/text", "must be INPUT, because a dataset has inputs");
        }
        if (ofDataset && plan.from() != null) {
            throw invalid("/from", "must be absent, because a dataset has no times");
        }
    }

    private static ProblemException invalid(String at, String reason) {
        return RequestProblem.INVALID_REQUEST
                .because("The request is invalid. errors lists each field.")
                .at(at, reason);
    }

    @Override
    public void remove(String name, NamedDocuments<Terms> documents) {
        documents.remove(name, _ -> {}, () -> resolveAlerts(name));
    }

    private void resolveAlerts(String name) {
        Arrays.stream(DriftText.values()).forEach(text -> alerts.resolve(alertKey(name, text), clock.instant()));
        alerts.resolve(encoderAlertKey(name), clock.instant());
    }

    @Override
    public List<DriftResponse> responses(List<NamedDocument<Terms>> baselines) {
        List<String> names = baselines.stream().map(NamedDocument::name).toList();
        Map<String, DriftResponse.DriftProgress> progress = store.progress(names);
        Map<String, DriftResult> newest = store.newest(names);
        return baselines.stream()
                .map(baseline -> new DriftResponse(
                        baseline.name(),
                        baseline.team(),
                        baseline.document().plan(),
                        progress.getOrDefault(baseline.name(), FRESH),
                        newest.get(baseline.name()),
                        baseline.createdAt(),
                        baseline.updatedAt()))
                .toList();
    }
}
