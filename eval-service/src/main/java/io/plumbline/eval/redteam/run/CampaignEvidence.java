package io.plumbline.eval.redteam.run;

import io.plumbline.eval.gate.ledger.Candidate;
import io.plumbline.eval.gate.run.RedTeamResults;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignStore;
import io.plumbline.eval.redteam.ledger.ProbeStore;
import io.plumbline.eval.redteam.probe.ProbeCategory;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.redteam.result.ProbeGroup;
import io.plumbline.eval.redteam.result.Rate;
import io.plumbline.eval.suite.document.RedTeamTierRule;
import io.plumbline.eval.trial.TrialStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Gives gates the results of campaigns on a candidate. A campaign on a version without a route counts for
/// the version on any route.
final class CampaignEvidence implements RedTeamResults {

    private final CampaignStore campaigns;
    private final ProbeStore probes;
    private final Clock clock;

    CampaignEvidence(CampaignStore campaigns, ProbeStore probes, Clock clock) {
        this.campaigns = campaigns;
        this.probes = probes;
        this.clock = clock;
    }

    @Override
    public List<CampaignResult> of(String team, Candidate candidate, RedTeamTierRule rule) {
        Set<String> targets = new HashSet<>();
        targets.add(candidate.label());
        targets.add(candidate.under(null).label());
        Instant oldest =
                rule.maxAgeDays() == null ? Instant.MIN : clock.instant().minus(Duration.ofDays(rule.maxAgeDays()));
        return campaigns.measured(team, targets, rule.name()).stream()
                .filter(campaign -> covers(campaign, rule.categoriesOrAll()))
                .map(campaign -> finishedAt(campaign).isBefore(oldest)
                        ? result(campaign, null)
                        : result(
                                campaign,
                                CampaignResults.evidence(probes.graded(campaign.id()), rule.categoriesOrAll())))
                .toList();
    }

    private static Instant finishedAt(Campaign campaign) {
        return Objects.requireNonNull(campaign.times().finishedAt());
    }

    /// Whether the library's attacks of these categories are among the probes.
    private static boolean covers(Campaign campaign, Set<String> categories) {
        return campaign.request().categoriesOrAll().stream()
                .map(ProbeCategory::code)
                .collect(Collectors.toSet())
                .containsAll(categories);
    }

    /// @param group null for one that is too old to count: its probes are not read
    private static CampaignResult result(Campaign campaign, @Nullable ProbeGroup group) {
        return new CampaignResult(
                campaign.id(),
                campaign.request().nameOrDefault(),
                finishedAt(campaign),
                group == null ? null : share(group.attacks()),
                group == null ? null : share(group.overRefusal()),
                partial(campaign));
    }

    private static @Nullable String partial(Campaign campaign) {
        if (campaign.status() == TrialStatus.CANCELLED) {
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
