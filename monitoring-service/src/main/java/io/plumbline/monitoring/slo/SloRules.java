package io.plumbline.monitoring.slo;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.monitoring.alert.AlertKey;
import io.plumbline.monitoring.alert.AlertSource;
import io.plumbline.monitoring.alert.Alerts;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for objectives as documents. A replaced or removed objective resolves its alerts.
@Component
class SloRules implements DocumentRules<SloRules.Terms, SloRequest, SloResponse> {

    private final SloStore store;
    private final Alerts alerts;
    private final Clock clock;

    SloRules(SloStore store, Alerts alerts, Clock clock) {
        this.store = store;
        this.alerts = alerts;
        this.clock = clock;
    }

    /// The stored part of an objective.
    record Terms(SloPlan plan) {}

    @Bean
    static NamedDocuments<Terms> slos(Documents documents) {
        return documents.of(new DocumentKind<>(
                "service level objective",
                "slo",
                Terms.class,
                new DocumentKind.Events<>(
                        "slo",
                        SloAction.CREATED,
                        SloAction.CHANGED,
                        SloAction.REMOVED,
                        slo -> Map.of("route", slo.document().plan().route())),
                slo -> slo.document().plan()));
    }

    @Override
    public DocumentDraft<Terms> draft(String name, SloRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        Terms terms = new Terms(request.plan());
        return new DocumentDraft<Terms>(name, team, _ -> terms).then(() -> {
            store.restart(name);
            resolveAlerts(name);
        });
    }

    @Override
    public void remove(String name, NamedDocuments<Terms> documents) {
        documents.remove(name, _ -> {}, () -> resolveAlerts(name));
    }

    private void resolveAlerts(String name) {
        Instant now = clock.instant();
        for (BurnRule rule : BurnRule.values()) {
            alerts.resolve(new AlertKey(AlertSource.SLO, name, rule.name()), now);
        }
    }

    @Override
    public List<SloResponse> responses(List<NamedDocument<Terms>> slos) {
        Map<String, SloStatus> statuses =
                store.statuses(slos.stream().map(NamedDocument::name).toList());
        return slos.stream()
                .map(slo -> new SloResponse(
                        slo.name(),
                        slo.team(),
                        slo.document().plan(),
                        statuses.get(slo.name()),
                        null,
                        slo.createdAt(),
                        slo.updatedAt()))
                .toList();
    }
}
