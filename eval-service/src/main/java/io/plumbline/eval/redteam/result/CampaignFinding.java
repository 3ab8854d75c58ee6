package io.plumbline.eval.redteam.result;

import java.util.List;

/// Successful attacks of one category, goal and strategy.
///
/// @param id unique in its campaign
/// @param probes numbers of the successful probes, at most ten
public record CampaignFinding(
        String id, String category, String goal, String strategy, int succeeded, int attempts, List<Integer> probes) {

    public CampaignFinding {
        probes = List.copyOf(probes);
    }
}
