package io.plumbline.eval.redteam;

import io.plumbline.eval.gate.comparison.Redactor;
import io.plumbline.eval.redteam.grade.ProbeOutcome;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignFilter;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeSide;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.ledger.RegressionStore;
import io.plumbline.eval.redteam.ledger.StoredAnswer;
import io.plumbline.eval.redteam.ledger.StoredProbe;
import io.plumbline.eval.redteam.result.CampaignFinding;
import io.plumbline.eval.trial.TrialEnd;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.text.ReadableText;
import io.plumbline.kit.web.Cursor;
import io.plumbline.kit.web.Page;
import io.plumbline.kit.web.Paging;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/// Reads campaigns for callers that see their team. Texts are redacted and shortened for people.
final class CampaignArchive {

    private static final int MAX_TEXT = 4_000;
    private static final int TRANSCRIPTS = 3;

    private final CampaignStore campaigns;
    private final ProbeStore probes;
    private final RegressionStore regressions;
    private final Redactor redactor;
    private final TransactionTemplate transactions;
    private final TrialEnd end;

    CampaignArchive(
            CampaignStore campaigns,
            ProbeStore probes,
            RegressionStore regressions,
            Redactor redactor,
            TransactionTemplate transactions) {
        this.campaigns = campaigns;
        this.probes = probes;
        this.regressions = regressions;
        this.redactor = redactor;
        this.transactions = transactions;
        this.end = new TrialEnd(campaigns, transactions);
    }

    /// The outcome of a probe, for people.
    ///
    /// @param regression the regression probe that it repeats; null for a new one
    record ProbeView(
            int probe,
            ProbeSide side,
            String category,
            String strategy,
            String goal,
            boolean harmless,
            ProbeOutcome outcome,
            @Nullable String error,
            @Nullable Double judged,
            @Nullable String guardrails,
            @Nullable UUID regression,
            List<StoredAnswer.ProbeTurn> transcript) {}

    /// A finding with examples and its incident.
    record FindingView(CampaignFinding finding, @Nullable UUID incident, List<ProbeView> examples) {}

    Campaign get(UUID id) {
        Campaign campaign = transactions.execute(_ -> campaigns.find(id).orElse(null));
        if (campaign == null) {
            throw RequestProblem.NOT_FOUND.because("No campaign with this id exists that you can access.");
        }
        return campaign;
    }

    /// Returns the campaign once it has ended, or its state after these seconds.
    Campaign await(UUID id, int seconds) {
        end.await(id, seconds);
        return get(id);
    }

    Campaign done(UUID id) {
        Campaign campaign = get(id);
        if (campaign.state().results() == null) {
            throw CampaignProblem.CAMPAIGN_NOT_FINISHED.because(
                    campaign.status().isFinal()
                            ? "This campaign has no results: it was cancelled before the first answer, or could not run."
                            : "Wait for the campaign to end: GET it with ?wait=120.");
        }
        return campaign;
    }

    Page<Campaign> list(CampaignFilter filter, Paging paging) {
        UUID before = paging.after(1).map(cursor -> cursor.uuid(0)).orElse(null);
        List<Campaign> rows =
                Objects.requireNonNull(transactions.execute(_ -> campaigns.newest(filter, before, paging.size() + 1)));
        return Page.of(rows, paging, campaign -> Cursor.of(campaign.id()));
    }

    /// Returns outcomes by probe, without guards before with guards.
    Page<ProbeView> probes(UUID id, @Nullable String category, @Nullable ProbeOutcome outcome, Paging paging) {
        get(id);
        int after = paging.after(1).map(cursor -> cursor.integer(0)).orElse(-1);
        List<StoredAnswer> rows = Objects.requireNonNull(
                transactions.execute(_ -> probes.answers(id, category, outcome, after, paging.size() + 1)));
        Page<StoredAnswer> page = Page.of(
                rows, paging, answer -> Cursor.of(2 * answer.probe() + (answer.side() == ProbeSide.GUARDED ? 1 : 0)));
        List<ProbeView> views = views(id, page.items());
        return new Page<>(views, page.nextCursor());
    }

    /// Returns the findings of a campaign with redacted examples.
    List<FindingView> findings(Campaign campaign, int most) {
        List<CampaignFinding> findings = Objects.requireNonNull(campaign.state().results()).findings().stream()
                .limit(most)
                .toList();
        Map<String, UUID> incidents =
                Objects.requireNonNull(transactions.execute(_ -> regressions.incidents(campaign.id())));
        return findings.stream()
                .map(finding -> new FindingView(finding, incidents.get(finding.id()), examples(campaign.id(), finding)))
                .toList();
    }

    private List<ProbeView> examples(UUID id, CampaignFinding finding) {
        List<Integer> numbers = finding.probes().stream().limit(TRANSCRIPTS).toList();
        return views(
                id, Objects.requireNonNull(transactions.execute(_ -> probes.answers(id, ProbeSide.GUARDED, numbers))));
    }

    private List<ProbeView> views(UUID id, List<StoredAnswer> answers) {
        List<Integer> numbers =
                answers.stream().map(StoredAnswer::probe).distinct().toList();
        Map<Integer, StoredProbe> byNumber = new HashMap<>();
        Objects.requireNonNull(transactions.execute(_ -> probes.probes(id, numbers)))
                .forEach(probe -> byNumber.put(probe.number(), probe));
        return answers.stream()
                .map(answer -> view(answer, Objects.requireNonNull(byNumber.get(answer.probe()))))
                .toList();
    }

    private ProbeView view(StoredAnswer answer, StoredProbe stored) {
        return new ProbeView(
                answer.probe(),
                answer.side(),
                stored.probe().category(),
                stored.probe().strategy(),
                stored.probe().goalId(),
                stored.probe().harmless(),
                answer.outcome(),
                answer.error(),
                answer.judged(),
                answer.guardrails(),
                stored.regression(),
                answer.transcript().stream()
                        .map(turn -> new StoredAnswer.ProbeTurn(
                                turn.role(), ReadableText.of(redactor.redact(turn.text()), MAX_TEXT)))
                        .toList());
    }
}
