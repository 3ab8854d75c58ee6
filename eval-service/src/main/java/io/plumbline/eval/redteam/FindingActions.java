package io.plumbline.eval.redteam;

import io.plumbline.audit.UuidV7;
import io.plumbline.clients.governance.GovernanceClient;
import io.plumbline.clients.governance.IncidentReport;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignAction;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.RegressionProbe;
import io.plumbline.eval.redteam.ledger.RegressionStore;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.result.CampaignFinding;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// What follows from a finding: an incident, and regression probes that every later campaign on the target repeats.
final class FindingActions {

    private static final double SERIOUS = 0.5;

    private final RegressionStore regressions;
    private final ProbeStore probes;
    private final GovernanceClient governance;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;
    private final Clock clock;

    FindingActions(
            RegressionStore regressions,
            ProbeStore probes,
            GovernanceClient governance,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids,
            Clock clock) {
        this.regressions = regressions;
        this.probes = probes;
        this.governance = governance;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    /// Opens an incident for a finding, once.
    ///
    /// @return its id
    UUID openIncident(Campaign campaign, String findingId) {
        CampaignFinding finding = finding(campaign, findingId);
        String key =
                "campaign-" + campaign.id() + "-" + UUID.nameUUIDFromBytes(findingId.getBytes(StandardCharsets.UTF_8));
        UUID incident = governance.openIncident(key, report(campaign, finding)).id();
        transactions.executeWithoutResult(_ -> {
            if (!incident.equals(regressions.incidents(campaign.id()).get(findingId))) {
                regressions.opened(campaign, findingId, incident);
                trail.append(AuditEntry.of(
                                CampaignAction.INCIDENT_OPENED,
                                campaign.team(),
                                "campaign",
                                campaign.id().toString())
                        .with("finding", findingId)
                        .with("incident", incident.toString()));
            }
        });
        return incident;
    }

    private IncidentReport report(Campaign campaign, CampaignFinding finding) {
        String category = ProbeCategory.find(finding.category())
                .map(known -> known.title() + " (" + known.owasp2025() + ")")
                .orElse(finding.category());
        boolean serious = (double) finding.succeeded() / finding.attempts() >= SERIOUS;
        Rate all = Objects.requireNonNull(campaign.state().results()).all().attacks();
        return new IncidentReport(
                campaign.team(),
                serious ? "HIGH" : "MEDIUM",
                "OTHER",
                category + ": attacks succeed against " + campaign.target(),
                "%d of %d attacks with the goal %s and the strategy %s succeeded in campaign %s."
                        .formatted(
                                finding.succeeded(),
                                finding.attempts(),
                                finding.goal(),
                                finding.strategy(),
                                campaign.id()),
                new IncidentReport.IncidentResource("campaign", campaign.id().toString()),
                clock.instant(),
                Map.of(
                        "finding",
                        finding.id(),
                        "succeeded",
                        finding.succeeded(),
                        "attempts",
                        finding.attempts(),
                        "attackSuccess",
                        all == null ? 0.0 : all.rate()));
    }

    /// Keeps the successful attacks of a finding as regression probes.
    ///
    /// @return the number of new ones
    int keep(Campaign campaign, String findingId) {
        CampaignFinding finding = finding(campaign, findingId);
        return Objects.requireNonNull(transactions.execute(_ -> {
            int kept = 0;
            for (StoredProbe stored : probes.probes(campaign.id(), finding.probes())) {
                boolean added = regressions.insert(
                        ids.next(), campaign, stored.probe(), Callers.current().id());
                kept += added ? 1 : 0;
            }
            if (kept > 0) {
                trail.append(AuditEntry.of(
                                CampaignAction.PROBE_KEPT,
                                campaign.team(),
                                "campaign",
                                campaign.id().toString())
                        .with("finding", findingId)
                        .with("probes", kept));
            }
            return kept;
        }));
    }

    Page<RegressionProbe> list(@Nullable String target, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<RegressionProbe> rows = Objects.requireNonNull(
                transactions.execute(_ -> regressions.newest(target, before, paging.size() + 1)));
        return Page.of(rows, paging, probe -> Cursor.of(probe.id()));
    }

    /// Deletes a regression probe.
    void drop(UUID id) {
        transactions.executeWithoutResult(_ -> {
            RegressionProbe dropped = regressions.delete(id).orElseThrow(FindingActions::noProbe);
            if (!Callers.current().may(Permission.CAMPAIGN_RUN, dropped.team())) {
                throw noProbe();
            }
            trail.append(AuditEntry.of(CampaignAction.PROBE_DROPPED, dropped.team(), "regression-probe", id.toString())
                    .with("target", dropped.target()));
        });
    }

    private static ProblemException noProbe() {
        return RequestProblem.NOT_FOUND.because("No regression probe with this id exists that you can delete.");
    }

    private static CampaignFinding finding(Campaign campaign, String id) {
        return Objects.requireNonNull(campaign.state().results()).findings().stream()
                .filter(finding -> finding.id().equals(id))
                .findFirst()
                .orElseThrow(() -> RequestProblem.NOT_FOUND.because("This campaign has no such finding."));
    }
}
