package io.plumbline.eval.redteam;

import io.plumbline.audit.UuidV7;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignAction;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.probe.ProbeGrammar;
import io.plumbline.eval.trial.TrialQueue;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.ProblemException;
import io.plumbline.kit.problem.ProblemWriter;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Callers;
import io.plumbline.kit.security.Permission;
import java.util.Objects;
import java.util.UUID;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Starts and cancels campaigns.
final class CampaignService {

    private static final int MOST_UNENDED = 50;

    private final CampaignStore campaigns;
    private final CampaignCheck check;
    private final TrialQueue queue;
    private final ProbeGrammar grammar;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;
    private final UuidV7 ids;

    CampaignService(
            CampaignStore campaigns,
            CampaignCheck check,
            TrialQueue queue,
            ProbeGrammar grammar,
            AuditTrail trail,
            TransactionTemplate transactions,
            UuidV7 ids) {
        this.campaigns = campaigns;
        this.check = check;
        this.queue = queue;
        this.grammar = grammar;
        this.trail = trail;
        this.transactions = transactions;
        this.ids = ids;
    }

    /// Starts a campaign.
    ///
    /// @throws ProblemException 400 if it cannot run; 403 if the caller may not bypass the guards; 429 if the
    ///     team has too many unfinished ones
    Campaign open(CampaignRequest request) {
        String team = Callers.current().teamFor(Permission.CAMPAIGN_RUN, request.team());
        check.check(team, request);
        return insert(
                team,
                request,
                new Campaign.Origin(Callers.current().id(), ProblemWriter.currentTraceId(), false),
                false);
    }

    /// Stores and queues a campaign. It is queued after the transaction commits; an earlier runner would not find it.
    ///
    /// @param bypassExpired whether its schedule asks to bypass the guards, but no longer may
    Campaign insert(String team, CampaignRequest request, Campaign.Origin origin, boolean bypassExpired) {
        UUID id = ids.next();
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (campaigns.unendedOf(team) >= MOST_UNENDED) {
                throw CampaignProblem.TOO_MANY_CAMPAIGNS.because(
                        "A team has at most " + MOST_UNENDED + " unfinished campaigns. Wait, or cancel some.");
            }
            campaigns.insert(id, team, request.ofTeam(team), grammar.version(), origin);
            trail.append(AuditEntry.of(CampaignAction.REQUESTED, team, "campaign", id.toString())
                    .with("target", request.target().candidate().label())
                    .with("bypassesGuards", request.comparesWithoutGuards())
                    .with("scheduled", origin.scheduled())
                    .withIfPresent("bypassExpired", bypassExpired ? Boolean.TRUE : null));
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    queue.put(id);
                }
            });
            return campaigns.find(id).orElseThrow();
        }));
    }

    Campaign cancel(UUID id) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            Campaign campaign = campaigns
                    .find(id)
                    .orElseThrow(() ->
                            RequestProblem.NOT_FOUND.because("No campaign with this id exists that you can cancel."));
            if (!campaigns.cancel(id)) {
                throw CampaignProblem.CAMPAIGN_ALREADY_FINISHED.because(
                        "Only a campaign that is queued or running can be cancelled.");
            }
            trail.append(AuditEntry.of(CampaignAction.CANCELLED, campaign.team(), "campaign", id.toString()));
            return campaigns.find(id).orElseThrow();
        }));
    }
}
