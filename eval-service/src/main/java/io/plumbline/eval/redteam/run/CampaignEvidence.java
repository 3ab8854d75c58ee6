package io.plumbline.eval.redteam.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.RedTeamResults;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignStatus;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.probe.ProbeCategory;
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

/// Gives gates the results of campaigns on a candidate. A campaign on a version without a route counts for
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
        return campaigns.measured(team, targets, null, MOST).stream()
                .filter(campaign -> rule.tier().names(campaign.request().nameOrDefault()))
                .filter(campaign -> covers(campaign, rule.categoriesOrAll()))
                .map(campaign -> result(campaign, rule.categoriesOrAll()))
                .toList();
    }

    /// Whether the library's attacks of these categories are among the probes.
    private static boolean covers(Campaign campaign, Set<String> categories) {
        return campaign.request().categoriesOrAll().stream()
                .map(ProbeCategory::code)
                .collect(Collectors.toSet())
                .containsAll(categories);
    }

    private CampaignResult result(Campaign campaign, Set<String> categories) {
        ProbeGroup group = CampaignResults.evidence(probes.graded(campaign.id()), categories);
        return new CampaignResult(
                campaign.id(),
                campaign.request().nameOrDefault(),
                Objects.requireNonNull(campaign.times().finishedAt()),
                share(group.attacks()),
                share(group.overRefusal()),
                partial(campaign));
    }

    private static @Nullable String partial(Campaign campaign) {
        if (campaign.status() == CampaignStatus.CANCELLED) {
            return "it was cancelled";
        }
        if (campaign.state().halted() != null) {
            return "it ended before all probes were sent";
        }
        List<String> leftOut = campaign.request().strategiesLeftOut();
        return leftOut.isEmpty() ? null : "it leaves out the default strategies " + String.join(", ", leftOut);
    }

    private static @Nullable Share share(@Nullable Rate rate) {
        return rate == null ? null : new Share(rate.count(), rate.items(), rate.rate(), rate.low(), rate.high());
    }
}
