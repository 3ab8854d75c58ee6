package io.plumbline.monitoring.remedy;

import io.plumbline.kit.document.DocumentDraft;
import io.plumbline.kit.document.DocumentKind;
import io.plumbline.kit.document.DocumentRules;
import io.plumbline.kit.document.Documents;
import io.plumbline.kit.document.NamedDocument;
import io.plumbline.kit.document.NamedDocuments;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.monitoring.remedy.RemedyResponse.ApprovalStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Component;

/// The rules for remedies as documents. A replaced remedy needs a new approval.
@Component
class RemedyRules implements DocumentRules<RemedyRules.Terms, RemedyRequest, RemedyResponse> {

    private static final ApprovalStatus WANTED = new ApprovalStatus("WANTED", null, null);

    private final RemedyStore store;
    private final Clock clock;

    RemedyRules(RemedyStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /// The stored part of a remedy.
    record Terms(RemedyPlan plan) {}

    @Bean
    static NamedDocuments<Terms> remedies(Documents documents) {
        return documents.of(new DocumentKind<>(
                "remedy",
                "remedy",
                Terms.class,
                new DocumentKind.Events<>(
                        "remedy",
                        RemedyAction.CREATED,
                        RemedyAction.CHANGED,
                        RemedyAction.REMOVED,
                        remedy -> Map.of(
                                "action",
                                        remedy.document().plan().action().kind().name(),
                                "routes", remedy.document().plan().limits().routes())),
                remedy -> remedy.document().plan()));
    }

    @Override
    public DocumentDraft<Terms> draft(String name, RemedyRequest request) {
        String team = Callers.current().teamFor(Permission.MONITOR_WRITE, request.team());
        Terms terms = new Terms(request.plan());
        String requestedBy = Callers.current().id();
        return new DocumentDraft<Terms>(name, team, _ -> terms)
                .then(() -> store.want(name, digest(name, team, terms.plan()), requestedBy, clock.instant()));
    }

    /// Returns what identifies exactly this remedy.
    static String digest(String name, String team, RemedyPlan plan) {
        String text = name + "\n" + team + "\n" + RemedyStore.JSON.writeValueAsString(plan);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public List<RemedyResponse> responses(List<NamedDocument<Terms>> remedies) {
        Map<String, ApprovalStatus> approvals =
                store.approvals(remedies.stream().map(NamedDocument::name).toList());
        return remedies.stream()
                .map(remedy -> new RemedyResponse(
                        remedy.name(),
                        remedy.team(),
                        remedy.document().plan(),
                        approvals.getOrDefault(remedy.name(), WANTED),
                        remedy.createdAt(),
                        remedy.updatedAt()))
                .toList();
    }
}
