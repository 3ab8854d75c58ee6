package io.plumbline.eval.redteam;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.plumbline.eval.redteam.ledger.Campaign;
import io.plumbline.eval.redteam.ledger.CampaignRequest;
import io.plumbline.eval.redteam.result.CampaignResults;
import io.plumbline.eval.statistics.check.CheckOutcome;
import io.plumbline.eval.trial.TrialHalt;
import io.plumbline.eval.trial.TrialStatus;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A campaign, as the API shows it.
///
/// @param target name of the target for people
/// @param verdict against the campaign's own limits; null until it is done
/// @param halted why it ended before all probes were sent; null if it did not
/// @param error why it failed; null unless it did
/// @param servedConfiguration digest of the configuration that was attacked; null for a route
/// @param results null until it is done; those of a cancelled one cover the answers until then; lists show those of all
/// probes together
@JsonInclude(JsonInclude.Include.NON_NULL)
record CampaignResponse(
        UUID id,
        String team,
        String name,
        String target,
        TrialStatus status,
        @Nullable CheckOutcome verdict,
        @Nullable TrialHalt halted,
        @Nullable String error,
        CampaignRun run,
        CampaignRequest request,
        @Nullable String servedConfiguration,
        @Nullable CampaignResults results) {

    /// @param requestedBy opaque id of the requester
    /// @param scheduled whether the nightly schedule started it
    record CampaignRun(
            Campaign.CampaignProgress progress, String requestedBy, boolean scheduled, Campaign.CampaignTimes times) {}

    static CampaignResponse of(Campaign campaign) {
        return of(campaign, campaign.state().results());
    }

    /// Returns it with the results of all probes together only.
    static CampaignResponse listed(Campaign campaign) {
        CampaignResults results = campaign.state().results();
        return of(
                campaign,
                results == null
                        ? null
                        : new CampaignResults(results.all(), List.of(), List.of(), List.of(), null, List.of()));
    }

    private static CampaignResponse of(Campaign campaign, @Nullable CampaignResults results) {
        Campaign.State state = campaign.state();
        return new CampaignResponse(
                campaign.id(),
                campaign.team(),
                campaign.request().nameOrDefault(),
                campaign.target(),
                state.status(),
                state.verdict(),
                state.halted(),
                state.error(),
                new CampaignRun(
                        campaign.progress(),
                        campaign.origin().requestedBy(),
                        campaign.origin().scheduled(),
                        campaign.times()),
                campaign.request(),
                state.served(),
                results);
    }
}
