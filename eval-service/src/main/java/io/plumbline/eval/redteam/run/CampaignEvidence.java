package io.plumbline.eval.redteam.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.RedTeamResults;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.ProbeGroup;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.eval.suite.document.RedTeamTierRule;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives gates the results of complete campaigns on a candidate. A campaign on a version without a route counts for
/// the version on any route.
final class CampaignEvidence implements RedTeamResults {

    private static final int MOST = 50;

    private final CampaignStore campaigns;
    private final ProbeStore probes;

    CampaignEvidence(CampaignStore campaigns, ProbeStore probes) {
        this.campaigns = campaigns;
        this.probes = probes;
    }

    @Override
    public List<CampaignResult> of(String team, Candidate candidate, RedTeamTierRule rule) {
        Set<String> targets = new HashSet<>();
        targets.add(candidate.label());
        targets.add(candidate.under(null).label());
        return campaigns.complete(team, targets, null, MOST).stream()
                .filter(campaign -> rule.tier().names(campaign.request().nameOrDefault()))
                .filter(campaign -> covers(campaign, rule.categoriesOrAll()))
                .map(campaign -> result(campaign, rule.categoriesOrAll()))
                .toList();
    }

    private static boolean covers(Campaign campaign, Set<String> categories) {
        Set<String> covered = results(campaign).categories().stream()
                .map(CampaignResults.CategoryResult::category)
                .collect(Collectors.toSet());
        return covered.containsAll(categories);
    }

    private static CampaignResults results(Campaign campaign) {
        return Objects.requireNonNull(campaign.state().results());
    }

    private CampaignResult result(Campaign campaign, Set<String> categories) {
        ProbeGroup group = categories.isEmpty()
                ? results(campaign).all()
                : CampaignResults.ofCategories(probes.graded(campaign.id()), categories);
        return new CampaignResult(
                campaign.id(),
                campaign.request().nameOrDefault(),
                Objects.requireNonNull(campaign.times().finishedAt()),
                share(group.attacks()),
                share(group.overRefusal()));
    }

    private static @Nullable Share share(@Nullable Rate rate) {
        return rate == null ? null : new Share(rate.count(), rate.items(), rate.rate(), rate.low(), rate.high());
    }
}
