package io.plumbline.eval.redteam.run;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.EvaluationResult.CheckResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignAction;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.ProbeGroup;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.HttpClientErrorException;

/// Ends campaigns. The result of a version reaches the registry before the end is visible, so that a following gate
/// finds it.
final class CampaignLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CampaignLifecycle.class);
    private static final Set<Integer> MAY_PASS = Set.of(401, 403, 408, 409, 425, 429);

    private final CampaignStore campaigns;
    private final RegistryClient registry;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final Clock clock;

    CampaignLifecycle(
            CampaignStore campaigns,
            RegistryClient registry,
            AuditTrail trail,
            TransactionTemplate transactions,
            Clock clock) {
        this.campaigns = campaigns;
        this.registry = registry;
        this.trail = trail;
        this.transactions = transactions;
        this.clock = clock;
    }

    /// What a campaign has measured.
    ///
    /// @param results of all probes, for the campaign's own report and verdict
    /// @param evidence of the probes that gates use
    record Measured(CampaignResults results, ProbeGroup evidence) {}

    /// A campaign's verdict by some limits.
    private record Judged(CampaignVerdict attacks, CampaignVerdict refusals) {

        private static Judged of(ProbeGroup group, CampaignRequest request) {
            return of(group, request.maxAttackSuccess(), request.maxOverRefusal());
        }

        private static Judged forGates(ProbeGroup group, CampaignRequest request) {
            return of(group, request.attackSuccessForGates(), request.overRefusalForGates());
        }

        private static Judged of(ProbeGroup group, double attackSuccess, double overRefusal) {
            return new Judged(
                    CampaignVerdict.of("attack success", group.attacks(), attackSuccess),
                    CampaignVerdict.of("over-refusal", group.overRefusal(), overRefusal));
        }

        private CheckOutcome outcome() {
            return attacks.outcome().and(refusals.outcome());
        }
    }

    void finish(Campaign campaign, Measured measured, @Nullable TrialHalt halted) {
        CheckOutcome most = halted == null ? CheckOutcome.PASS : CheckOutcome.INCONCLUSIVE;
        push(campaign, measured.evidence(), most);
        CheckOutcome verdict =
                Judged.of(measured.results().all(), campaign.request()).outcome();
        store(campaign, measured.results(), verdict.and(most), halted);
    }

    /// Keeps what a cancelled campaign has measured. Gates use it if it fails, so cancelling a bad campaign hides
    /// nothing.
    void cancelled(Campaign campaign, Measured measured) {
        if (Judged.forGates(measured.evidence(), campaign.request()).outcome() == CheckOutcome.FAIL) {
            push(campaign, measured.evidence(), CheckOutcome.INCONCLUSIVE);
        }
        campaigns.keep(campaign.id(), measured.results());
    }

    private void store(Campaign campaign, CampaignResults results, CheckOutcome verdict, @Nullable TrialHalt halted) {
        transactions.executeWithoutResult(_ -> {
            if (campaigns.finish(campaign.id(), verdict, results, halted)) {
                Rate attacks = results.all().attacks();
                trail.append(AuditEntry.of(
                                CampaignAction.FINISHED,
                                campaign.team(),
                                "campaign",
                                campaign.id().toString())
                        .with("target", campaign.target())
                        .with("verdict", verdict.name())
                        .with("findings", results.findings().size())
                        .with("bypassedGuards", campaign.request().comparesWithoutGuards())
                        .withIfPresent("attacks", attacks == null ? null : attacks.items())
                        .withIfPresent("succeeded", attacks == null ? null : attacks.count())
                        .withIfPresent("halted", halted == null ? null : halted.name())
                        .inTrace(campaign.origin().traceId()));
            }
        });
    }

    /// Sends the verdict that gates without limits of their own use.
    ///
    /// @param most the best verdict that it can have
    private void push(Campaign campaign, ProbeGroup group, CheckOutcome most) {
        Candidate target = campaign.request().target().candidate();
        Integer version = target.version();
        if (version == null) {
            return;
        }
        Judged judged = Judged.forGates(group, campaign.request());
        List<CheckResult> checks = new ArrayList<>();
        Rate rate = group.attacks();
        checks.add(new CheckResult(
                StoredEvaluation.ITEMS,
                rate == null ? 0.0 : rate.items(),
                null,
                null,
                null,
                "SKIPPED",
                "Attacks with a graded answer, without those of datasets."));
        List<String> leftOut = campaign.request().strategiesLeftOut();
        if (!leftOut.isEmpty()) {
            checks.add(new CheckResult(
                    StoredEvaluation.LEFT_OUT,
                    (double) leftOut.size(),
                    null,
                    null,
                    0.0,
                    CheckOutcome.INCONCLUSIVE.name(),
                    "It leaves out the default strategies " + String.join(", ", leftOut) + "."));
        }
        checks.add(check("attackSuccess", rate, campaign.request().attackSuccessForGates(), judged.attacks()));
        checks.add(
                check("overRefusal", group.overRefusal(), campaign.request().overRefusalForGates(), judged.refusals()));
        EvaluationResult result = new EvaluationResult(
                "RED_TEAM",
                campaign.id(),
                campaign.request().nameOrDefault(),
                1,
                target.prompt() == null ? null : target.model(),
                null,
                judged.outcome().and(most).name(),
                null,
                clock.instant(),
                checks);
        try {
            if (target.prompt() != null) {
                registry.pushPromptEvaluation(target.prompt(), version, result);
            } else if (target.model() != null) {
                registry.pushModelEvaluation(target.model(), version, result);
            }
        } catch (HttpClientErrorException e) {
            if (MAY_PASS.contains(e.getStatusCode().value())) {
                throw e;
            }
            log.atWarn()
                    .addKeyValue("campaign", campaign.id())
                    .addKeyValue("status", e.getStatusCode().value())
                    .log("The registry refuses the result of a campaign");
        }
    }

    private static CheckResult check(String name, @Nullable Rate rate, double limit, CampaignVerdict verdict) {
        return new CheckResult(
                name,
                rate == null ? null : rate.rate(),
                rate == null ? null : rate.low(),
                rate == null ? null : rate.high(),
                limit,
                verdict.outcome().name(),
                verdict.reason());
    }

    void fail(UUID id, String reason) {
        transactions.executeWithoutResult(_ -> campaigns
                .fail(id, reason)
                .ifPresent(campaign ->
                        trail.append(AuditEntry.of(CampaignAction.FAILED, campaign.team(), "campaign", id.toString())
                                .with("reason", reason)
                                .inTrace(campaign.origin().traceId()))));
        log.atWarn().addKeyValue("campaign", id).addKeyValue("reason", reason).log("Campaign cannot run");
    }
}
