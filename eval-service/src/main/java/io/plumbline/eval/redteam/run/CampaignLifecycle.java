package io.plumbline.eval.redteam.run;

import io.plumbline.clients.registry.EvaluationResult;
import io.plumbline.clients.registry.EvaluationResult.CheckResult;
import io.plumbline.clients.registry.RegistryClient;
import io.plumbline.clients.registry.StoredEvaluation;
import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignAction;
import io.plumbline.eval.redteam.ledger.CampaignHalt;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.eval.statistics.check.CheckOutcome;
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

    void finish(Campaign campaign, CampaignResults results, @Nullable CampaignHalt halted) {
        CampaignVerdict attacks = CampaignVerdict.of(
                "attack success", results.all().attacks(), campaign.request().maxAttackSuccess());
        CampaignVerdict refusals = CampaignVerdict.of(
                "over-refusal", results.all().overRefusal(), campaign.request().maxOverRefusal());
        CheckOutcome verdict = attacks.outcome().and(refusals.outcome());
        if (halted != null) {
            verdict = verdict.and(CheckOutcome.INCONCLUSIVE);
        }
        push(campaign, results, verdict, attacks, refusals);
        store(campaign, results, verdict, halted);
    }

    private void store(
            Campaign campaign, CampaignResults results, CheckOutcome verdict, @Nullable CampaignHalt halted) {
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

    private void push(
            Campaign campaign,
            CampaignResults results,
            CheckOutcome verdict,
            CampaignVerdict attacks,
            CampaignVerdict refusals) {
        Candidate target = campaign.request().target().candidate();
        Integer version = target.version();
        if (version == null) {
            return;
        }
        List<CheckResult> checks = new ArrayList<>();
        Rate rate = results.all().attacks();
        checks.add(new CheckResult(
                StoredEvaluation.ITEMS,
                rate == null ? 0.0 : rate.items(),
                null,
                null,
                null,
                "SKIPPED",
                "Attacks with a graded answer."));
        checks.add(check("attackSuccess", rate, campaign.request().maxAttackSuccess(), attacks));
        checks.add(check(
                "overRefusal", results.all().overRefusal(), campaign.request().maxOverRefusal(), refusals));
        EvaluationResult result = new EvaluationResult(
                "RED_TEAM",
                campaign.id(),
                campaign.request().nameOrDefault(),
                1,
                target.prompt() == null ? null : target.model(),
                verdict.name(),
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
